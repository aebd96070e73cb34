"""Write one agency's form as a plain .xlsx: no macros, only the cells to fill unlocked, live checks inside."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.collect.form_content import FormContent, closed_cells, deadline_text
from pii_xl.ground.files import write_atomically
from pii_xl.ground.frames import records
from pii_xl.layout.form import (
    FORM,
    FORM_SETTINGS,
    GROUPS_NAME,
    GUIDE,
    PRINT,
    RIGHT_ROWS,
    STEPS,
    WANTED_ROWS,
)
from pii_xl.layout.form_rules import (
    BLANK,
    FIGURES,
    JUMP,
    LETTERS,
    LETTERS_NAME,
    OPTIONAL,
    PLACES,
    PLACES_NAME,
    RIGHT,
    UNPROVEN,
)
from pii_xl.layout.parts import Sheet, Status, Table, setting_name
from pii_xl.workbook.books.package import plain
from pii_xl.workbook.books.signed_page import SignedPage
from pii_xl.workbook.cells.live_cells import Live, shown
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import ACCENT, COMPUTED_FILL, GRID, INPUT_FILL, TAB_COLOURS, Formats
from pii_xl.workbook.cells.table_writer import TableWriter
from pii_xl.workbook.cells.worksheet import PlainFormulaSheet
from pii_xl.workbook.sheets.hidden_sheets import IDENTITY_SHEET, write_pairs
from pii_xl.workspace.form_sheets import form_sheets
from pii_xl.workspace.identity import CREATED, PROTECTION
from pii_xl.workspace.table_read import column_letters
from pii_xl.workspace.workspace import Workspace

ILLUSTRATIVE = "PHIẾU CÓ SỐ LIỆU MINH HỌA: không phải số chính thức."

GOOD_FILL, WARN_FILL, BAD_FILL = "#DDEFE0", "#FFEBC2", "#F8D9D6"
LONGEST_PROMPT = 255
LISTS_SHEET, A4, NOTICE_ROW = "_lists", 9, 2


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
        self.sheets = form_sheets(content.tables, workspace.settings)

    def build(self) -> None:
        """Write every sheet."""
        used = {FORM.table(name).sheet for name in self.content.tables} | {GUIDE, PRINT}
        sheets = [sheet for sheet in FORM.sheets if sheet.name in used]
        worksheets = {
            sheet.name: self.workbook.add_worksheet(sheet.name, PlainFormulaSheet) for sheet in sheets
        }
        write_pairs(self.workbook, IDENTITY_SHEET, list(self.content.identity.items()))
        self._define_names()
        for sheet in sheets:
            self._write_sheet(worksheets[sheet.name], sheet)
        worksheets[GUIDE].activate()

    def _define_names(self) -> None:
        """What the form's formulas and drop-downs take from the workbook that made it."""
        for key in FORM_SETTINGS:
            value = shown(self.workspace.settings[key])
            self.workbook.define_name(setting_name(key), f"={value!r}" if value != "" else '=""')
        places = ";".join(str(place) for place in range(1, PLACES + 1))
        self.workbook.define_name(PLACES_NAME, f"={{{places}}}")
        self.workbook.define_name(LETTERS_NAME, f'="{LETTERS}"')
        groups = [f"{policy.code} {policy.name}" for policy in self.workspace.framework.policies]
        write_pairs(self.workbook, LISTS_SHEET, [(group, "") for group in groups])
        self.workbook.define_name(GROUPS_NAME, f"={LISTS_SHEET}!$A$1:$A${max(len(groups), 1)}")

    def _write_sheet(self, worksheet: Worksheet, sheet: Sheet) -> None:
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.set_paper(A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        if sheet.landscape:
            worksheet.set_landscape()
        if sheet.name == PRINT:
            SignedPage(self.formats, self.workspace, self.content, self.sheets).write(worksheet)
        else:
            self._write_head(worksheet, sheet)
        if self._is_illustrative():
            worksheet.write_string(NOTICE_ROW, 0, ILLUSTRATIVE, self.formats.notice())
        if sheet.name == GUIDE:
            self._write_guide(worksheet)
        for table in FORM.tables_on(sheet.name):
            self._write_table(worksheet, table)
        worksheet.set_footer(f'&L&"Arial"&8{self.content.identity["form"]}&R&"Arial"&8&A – trang &P/&N')
        worksheet.protect("", PROTECTION)

    def _write_head(self, worksheet: Worksheet, sheet: Sheet) -> None:
        worksheet.write_string(0, 0, sheet.title, self.formats.title())
        worksheet.set_row(0, 24)
        worksheet.write_string(1, 0, sheet.purpose, self.formats.purpose())
        if sheet.name != GUIDE and not self._is_illustrative():
            worksheet.write_url(NOTICE_ROW, 0, f"internal:'{GUIDE}'!A1", self.formats.link(), "← Hướng dẫn")

    def _is_illustrative(self) -> bool:
        statuses = (frame["status"] for frame in self.content.tables.values() if "status" in frame)
        return self.workspace.is_illustrative or any(
            (status == Status.ILLUSTRATIVE).any() for status in statuses
        )

    def _write_table(self, worksheet: Worksheet, table: Table) -> None:
        frame = self.sheets.frame(table.name)
        closed = closed_cells(table, frame)
        self.tables.write(worksheet, table, frame, closed, self._prompts(table, frame, closed))
        self.tables.set_widths(worksheet, table)
        idle = _idle_columns(table, frame, closed)
        for at, column in enumerate(table.columns):
            if column.key in idle:
                worksheet.set_column(at, at, column.width, None, {"hidden": True})
        near = [column for column in table.columns if column.key not in FAR]
        fit_rows(worksheet, [(replace(table, columns=tuple(near)), frame)])
        self._mark_checks(worksheet, table, len(frame) + table.spare_rows)
        worksheet.freeze_panes(table.row + 1, 2)
        worksheet.repeat_rows(table.row)
        keys = table.keys
        first = next(
            (key for key in keys if table[key].input and key not in idle and (0, key) not in closed), keys[0]
        )
        cell = table.row + 1, table.column + keys.index(first)
        worksheet.set_selection(*cell, *cell)
        if table.name == "frmValues":
            last = max(at for at, key in enumerate(keys) if key == "note")
            worksheet.print_area(0, 0, table.row + len(frame), last)

    def _prompts(
        self, table: Table, frame: pd.DataFrame, closed: frozenset[tuple[int, str]]
    ) -> dict[tuple[int, str], str]:
        """What each figure's cell says when it is chosen: definition, source, an example."""
        if table.name != "frmValues":
            return {}
        found: dict[tuple[int, str], str] = {}
        for row, record in enumerate(records(frame)):
            pieces = (record["need"], record["definition"], record["source"] and f"Nguồn: {record['source']}")
            text = "\n".join(str(piece) for piece in pieces if piece)
            short = text if len(text) <= LONGEST_PROMPT else text[: LONGEST_PROMPT - 1] + "…"
            found |= {(row, key): short for key in FIGURES if (row, key) not in closed}
        return found

    def _mark_checks(self, sheet: Worksheet, table: Table, count: int) -> None:
        """Green: right; amber: a question; red: missing or contradicting. The words say it, colour only helps."""
        if "check" not in table.keys:
            return
        column = table.column + table.keys.index("check")
        area = (table.row + 1, column, table.row + count, column)
        fills = (
            *((text, COMPUTED_FILL) for text in (OPTIONAL, BLANK)),
            (RIGHT, GOOD_FILL),
            *((text, WARN_FILL) for text in (JUMP, UNPROVEN)),
        )
        for text, fill in fills:
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "stop_if_true": True}
            sheet.conditional_format(*area, {**rule, "format": self.formats.get(bg_color=fill)})
        corner = f"{column_letters(column)}{table.row + 2}"
        wrong = {"type": "formula", "criteria": f'={corner}<>""'}
        sheet.conditional_format(*area, {**wrong, "format": self.formats.get(bg_color=BAD_FILL, bold=True)})

    def _write_guide(self, sheet: Worksheet) -> None:
        formats = self.formats
        for column, width in enumerate(GUIDE_WIDTHS):
            sheet.set_column(column, column, width)
        row = 3
        for label, text in self._facts():
            sheet.write_string(row, 0, label, formats.get(bold=True))
            sheet.write_string(row, 1, text, formats.get(text_wrap=False))
            row += 1
        row += 1
        for column, header in enumerate(("Bước", "Trang", "Đã đúng", "Phải có", "Kết quả")):
            sheet.write_string(row, column, header, formats.header())
        sheet.set_row(row, 22)
        top = row + 1
        for title, names in STEPS:
            for name in (name for name in names if name in self.content.tables):
                row += 1
                self._write_step(sheet, row, title, name)
                title = ""
        row += 1
        self._write_last_step(sheet, row, top)
        area = (top, 4, row, 4)
        for start, fill in ((RIGHT, GOOD_FILL), (READY, GOOD_FILL), ("Còn", WARN_FILL)):
            rule = {"type": "text", "criteria": "begins with", "value": start}
            sheet.conditional_format(*area, {**rule, "format": formats.get(bg_color=fill)})
        row += 2
        for fill, text in (
            (INPUT_FILL, "Ô vàng: điền vào đây. Gõ số, không gõ đơn vị, không gõ dấu ngăn hàng nghìn."),
            (COMPUTED_FILL, "Ô xám: không điền; tự tính, hoặc do cơ quan khác cung cấp."),
        ):
            sheet.write_blank(row, 0, None, formats.get(bg_color=fill, border=1, border_color=GRID))
            sheet.write_string(row, 1, text, formats.get())
            row += 1
        for text in ADVICE:
            sheet.write_string(row, 1, text, formats.get())
            row += 1

    def _write_step(self, sheet: Worksheet, row: int, title: str, name: str) -> None:
        table, formats = FORM.table(name), self.formats
        sheet.write_string(row, 0, title, formats.get(bold=True, border=1, border_color=GRID))
        target = f"internal:'{table.sheet}'!{column_letters(table.column + 1)}{table.row + 2}"
        sheet.write_url(
            row,
            1,
            target,
            formats.get(border=1, border_color=GRID, font_color=ACCENT, underline=1),
            FORM.sheet(table.sheet).title,
        )
        number = formats.get(border=1, border_color=GRID, align="center")
        for column, text in ((2, RIGHT_ROWS[name]), (3, WANTED_ROWS[name])):
            Live(FORM.spelt_out(text), self.sheets.value(text)).write(sheet, row, column, number)
        done, wanted = f"C{row + 1}", f"D{row + 1}"
        left = self.sheets.value(WANTED_ROWS[name]) - self.sheets.value(RIGHT_ROWS[name])
        said = RIGHT if left <= 0 else f"Còn {left:.0f} mục"
        Live(f'=IF({done}>={wanted},"{RIGHT}","Còn "&({wanted}-{done})&" mục")', said).write(
            sheet, row, 4, formats.get(border=1, border_color=GRID)
        )
        sheet.set_row(row, 22)

    def _write_last_step(self, sheet: Worksheet, row: int, top: int) -> None:
        formats = self.formats
        sheet.write_string(row, 0, "4. In, ký và gửi", formats.get(bold=True, border=1, border_color=GRID))
        link = formats.get(border=1, border_color=GRID, font_color=ACCENT, underline=1)
        sheet.write_url(row, 1, f"internal:'{PRINT}'!A1", link, "Bản in ký (kiểm tra lại trước khi gửi)")
        number = formats.get(border=1, border_color=GRID, align="center")
        names = [name for _, group in STEPS for name in group if name in self.content.tables]
        sums = []
        for column, texts in ((2, RIGHT_ROWS), (3, WANTED_ROWS)):
            letter = column_letters(column)
            total = sum(self.sheets.value(texts[name]) for name in names)
            sums.append(total)
            Live(f"=SUM({letter}{top + 1}:{letter}{row})", total).write(sheet, row, column, number)
        left = sums[1] - sums[0]
        said = READY if left <= 0 else f"Còn {left:.0f} mục chưa đúng"
        text = f'=IF(C{row + 1}>=D{row + 1},"{READY}","Còn "&(D{row + 1}-C{row + 1})&" mục chưa đúng")'
        Live(text, said).write(sheet, row, 4, formats.get(border=1, border_color=GRID, bold=True))
        sheet.set_row(row, 22)

    def _facts(self) -> list[tuple[str, str]]:
        settings = self.workspace.settings
        contact = ", ".join(
            filter(None, (settings.text(k) for k in ("contact_name", "contact_phone", "contact_email")))
        )
        return [
            ("Cơ quan", self.content.agency.name),
            ("Năm", str(self.workspace.year)),
            ("Hạn gửi", deadline_text(self.workspace)),
            ("Gửi về", settings.text("issuer") + (f" – {contact}" if contact else "")),
            ("Mã phiếu", self.content.identity["form"]),
        ]


READY = "Sẵn sàng gửi"
GUIDE_WIDTHS = (22, 42, 10, 10, 28)
ADVICE = (
    "Không có số: để trống ô số, chọn lý do. Ô trống không được coi là 0.",
    "Không đổi tên trang, không chèn hay xóa dòng, cột; lưu tệp, giữ nguyên tên.",
    "Gửi tệp này, bản in đã ký và các tệp minh chứng (tên tệp bắt đầu bằng mã chỉ số).",
)
FAR = ("definition", "source", "basis", "example", "content", "unit", "role")
"""Columns for looking up: long texts in them do not make a row high."""


def _idle_columns(table: Table, frame: pd.DataFrame, closed: frozenset[tuple[int, str]]) -> set[str]:
    """Columns of figures that no row of this form uses."""
    return {
        key for key in FIGURES if key in table.keys and all((row, key) in closed for row in range(len(frame)))
    }
