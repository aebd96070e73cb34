"""Write one agency's form as a plain .xlsx: no macros, only the cells to fill unlocked, live checks inside."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.collect.form_content import FormContent, closed_cells, deadline_text
from pii_xl.ground.files import write_atomically
from pii_xl.layout.form import CHECK, ENTERS, FORM, GUIDE
from pii_xl.layout.parts import MISSING_MEANING, Sheet, Status, Table
from pii_xl.workbook.books.package import plain
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import COMPUTED_FILL, INPUT_FILL, TAB_COLOURS, Formats
from pii_xl.workbook.cells.table_writer import TableWriter
from pii_xl.workbook.cells.worksheet import PlainFormulaSheet
from pii_xl.workbook.sheets.hidden_sheets import IDENTITY_SHEET, write_pairs
from pii_xl.workspace.identity import CREATED, PROTECTION
from pii_xl.workspace.workspace import Workspace, typed

ILLUSTRATIVE = "PHIẾU CÓ SỐ LIỆU MINH HỌA: không phải số chính thức."

PARTS = (
    (
        "Số liệu của chỉ số",
        "frmValues",
        'COUNTIFS(frmValues[Vai trò của cơ quan],"Nhập số liệu",frmValues[Kiểm tra],"Đủ")',
    ),
    ("Số gốc", "frmBase", 'COUNTIFS(frmBase[Kiểm tra],"Đủ")'),
    (
        "Chính sách của 1.1.1",
        "frmPolicies",
        'COUNTIFS(frmPolicies[Vai trò của cơ quan],"Nhập số liệu",frmPolicies[Kiểm tra],"Đủ")',
    ),
    ("Nhiệm vụ", "frmTasks", 'COUNTIFS(frmTasks[Kiểm tra],"Đủ")'),
    ("Đầu mối (một lãnh đạo, một chuyên viên)", "frmContacts", 'COUNTIFS(frmContacts[Họ và tên],"?*")'),
)
CONTACTS_WANTED = 2
CHECK_HEADERS = ("Kiểm tra", "Kết luận")
COMPLETE, OPTIONAL = "Đủ", "Không bắt buộc"
GOOD_FILL, BAD_FILL = "#DDEFE0", "#F8D9D6"


def build_form(workspace: Workspace, content: FormContent, path: Path, saved: datetime = CREATED) -> None:
    """Write the form to ``path``; ``saved`` is the time the file carries. Raises UnreadableError E103."""
    write_atomically(path, form_bytes(workspace, content, saved))


def form_bytes(workspace: Workspace, content: FormContent, saved: datetime = CREATED) -> bytes:
    """The form as the bytes of an .xlsx file; ``saved`` is the time the file carries."""

    def build(workbook: XlsxWorkbook) -> None:
        FormBuilder(workbook, workspace, content).build()

    return packed(workspace, content, build, saved)


def packed(
    workspace: Workspace,
    content: FormContent,
    build: Callable[[XlsxWorkbook], None],
    saved: datetime = CREATED,
) -> bytes:
    """The bytes of the workbook that ``build`` fills, with a form's properties."""
    body = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties(
        {
            "title": f"Phiếu PII {workspace.year}: {content.agency.name}",
            "author": workspace.settings.text("issuer"),
            "created": saved,
        }
    )
    build(workbook)
    workbook.close()
    return plain(body.getvalue())


class FormBuilder:
    """Fills a workbook with one agency's form."""

    def __init__(self, workbook: XlsxWorkbook, workspace: Workspace, content: FormContent) -> None:
        self.workbook = workbook
        self.workspace = workspace
        self.content = content
        self.formats = Formats(workbook)
        indicators = workspace["tblIndicators"]
        decimals = {
            str(c): int(d) for c, d in zip(indicators["code"], indicators["decimals"], strict=True) if d == d
        }
        self.tables = TableWriter(FORM, self.formats, decimals)

    def build(self) -> None:
        """Write every sheet."""
        used = {FORM.table(name).sheet for name in self.content.tables} | {GUIDE, CHECK}
        sheets = [sheet for sheet in FORM.sheets if sheet.name in used]
        worksheets = {
            sheet.name: self.workbook.add_worksheet(sheet.name, PlainFormulaSheet) for sheet in sheets
        }
        write_pairs(self.workbook, IDENTITY_SHEET, list(self.content.identity.items()))
        for sheet in sheets:
            self._write_sheet(worksheets[sheet.name], sheet)
        worksheets[GUIDE].activate()

    def _write_sheet(self, worksheet: Worksheet, sheet: Sheet) -> None:
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, sheet.title, self.formats.title())
        worksheet.write_string(1, 0, sheet.purpose, self.formats.purpose())
        if self._is_illustrative():
            worksheet.write_string(2, 0, ILLUSTRATIVE, self.formats.notice())
        if sheet.name == GUIDE:
            self._write_guide(worksheet)
        elif sheet.name == CHECK:
            self._write_checks(worksheet, FORM.table("frmCheck"))
        else:
            for table in FORM.tables_on(sheet.name):
                self._write_table(worksheet, table, self.content.tables[table.name])
        worksheet.set_paper(9)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_footer(f'&L&"Arial"&8{self.content.identity["form"]}&R&"Arial"&8&A – trang &P/&N')
        worksheet.protect("", PROTECTION)

    def _is_illustrative(self) -> bool:
        statuses = (frame["status"] for frame in self.content.tables.values() if "status" in frame)
        return self.workspace.is_illustrative or any(
            (status == Status.ILLUSTRATIVE).any() for status in statuses
        )

    def _write_table(self, worksheet: Worksheet, table: Table, frame: pd.DataFrame) -> None:
        self.tables.write(worksheet, table, frame, closed_cells(table, frame))
        self.tables.set_widths(worksheet, table)
        fit_rows(worksheet, [(table, frame)])
        self._mark_checks(worksheet, table, len(frame))
        worksheet.freeze_panes(table.row + 1, 2)
        worksheet.repeat_rows(table.row)

    def _mark_checks(self, sheet: Worksheet, table: Table, count: int) -> None:
        """What is complete turns green, what is not red and bold: the words stand in the cell, colour only helps."""
        for key in [column.key for column in table.columns if column.header in CHECK_HEADERS]:
            column = table.column + table.keys.index(key)
            area = (table.row + 1, column, table.row + count, column)
            good = self.formats.get(bg_color=GOOD_FILL)
            bad = self.formats.get(bg_color=BAD_FILL, bold=True)
            optional = self.formats.get(bg_color=COMPUTED_FILL)
            sheet.conditional_format(
                *area,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{OPTIONAL}"',
                    "format": optional,
                    "stop_if_true": True,
                },
            )
            sheet.conditional_format(
                *area,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{COMPLETE}"',
                    "format": good,
                    "stop_if_true": True,
                },
            )
            sheet.conditional_format(*area, {"type": "no_blanks", "format": bad})

    def _write_guide(self, sheet: Worksheet) -> None:
        lines, formats = self._guide_lines(), self.formats
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        for row, (label, text) in enumerate(lines, start=3):
            sheet.write_string(row, 0, label, formats.text(bold=True))
            sheet.write_string(row, 1, text, formats.text())
        row = 3 + len(lines) + 1
        sheet.write_string(row, 0, "Ô vàng", formats.text(bold=True, bg_color=INPUT_FILL, border=1))
        sheet.write_string(row, 1, "Điền vào đây.", formats.text())
        sheet.write_string(row + 1, 0, "Ô xám", formats.text(bold=True, bg_color=COMPUTED_FILL, border=1))
        sheet.write_string(row + 1, 1, "Không điền: tự tính, hoặc do cơ quan khác cung cấp.", formats.text())
        sheet.write_string(row + 3, 0, "Mã thiếu", formats.caption())
        for offset, (code, meaning) in enumerate(MISSING_MEANING.items(), start=4):
            sheet.write_string(row + offset, 0, str(code), formats.text(bold=True))
            sheet.write_string(row + offset, 1, meaning, formats.text())

    def _guide_lines(self) -> list[tuple[str, str]]:
        settings = self.workspace.settings
        contact = ", ".join(
            filter(None, (settings.text(k) for k in ("contact_name", "contact_phone", "contact_email")))
        )
        return [
            ("Cơ quan", self.content.agency.name),
            ("Năm", f"{self.workspace.year} (khung chỉ số {settings.integer('framework')})"),
            ("Hạn gửi", deadline_text(self.workspace)),
            ("Gửi về", f"{settings.text('issuer')}" + (f" – {contact}" if contact else "")),
            ("Mã phiếu", self.content.identity["form"]),
            (
                "Cách điền",
                "Chỉ điền ô vàng. Gõ số vào ô, không gõ đơn vị, không gõ dấu ngăn hàng nghìn.",
            ),
            ("Khi không có số", "Để trống ô số và chọn một mã thiếu. Ô trống không được coi là 0."),
            (
                "Minh chứng",
                "Khai từng tài liệu ở trang Minh chứng và gửi kèm tệp, tên tệp bắt đầu bằng mã chỉ số (2.1.2_bao-cao.pdf).",
            ),
            (
                "Không làm",
                "Không đổi tên trang, không xóa hay chèn dòng, cột; không chép sang tệp khác: phiếu sẽ bị từ chối.",
            ),
            ("Trước khi gửi", "Xem trang Kiểm tra: mọi dòng phải là “Đủ”. Lưu tệp, giữ nguyên tên."),
        ]

    def _write_checks(self, sheet: Worksheet, table: Table) -> None:
        parts = [(title, name, formula) for title, name, formula in PARTS if name in self.content.tables]
        rows = [{"part": title, "wanted": self._wanted(name)} for title, name, _ in parts]
        frame = typed(table, rows)
        frame["state"] = ["Đủ" if row["wanted"] == 0 else f"Còn thiếu {row['wanted']:g}" for row in rows]
        self._write_table(sheet, table, frame.assign(done=0.0))
        column = table.column + table.keys.index("done")
        for offset, (_, _, formula) in enumerate(parts, start=1):
            cell = self.formats.cell(table["done"], closed=True)
            sheet.write_formula(table.row + offset, column, f"={formula}", cell, 0)

    def _wanted(self, name: str) -> int:
        frame = self.content.tables[name]
        if name == "frmContacts":
            return CONTACTS_WANTED
        return int((frame["role"] == ENTERS).sum()) if "role" in frame else len(frame)
