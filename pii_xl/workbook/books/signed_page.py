"""The page that the head of an agency signs: every figure, reason and document of the form on A4, and a code for its content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from xlsxwriter.worksheet import Worksheet

from pii_xl.collect.form_content import FormContent
from pii_xl.formulas.evaluate import Sheets
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import date_vi
from pii_xl.layout.form import ENTERS, FORM, signed_code
from pii_xl.layout.parts import NO, YES, Table
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE, PADDING, text_lines
from pii_xl.workbook.cells.styles import GRID, Formats
from pii_xl.workspace.table_read import column_letters
from pii_xl.workspace.workspace import Workspace

BASE_MARK = "Số gốc"
WHOLE, BROKEN = "#,##0", "#,##0.0###"


class PageColumn(NamedTuple):
    """A column of the signed page."""

    header: str
    width: float
    is_number: bool = False


COLUMNS = (
    PageColumn("Mã", 7),
    PageColumn("Nội dung (đơn vị)", 34),
    PageColumn("Năm trước", 10.5, True),
    PageColumn("Tử số", 11.5, True),
    PageColumn("Mẫu số", 11.5, True),
    PageColumn("Giá trị", 11.5, True),
    PageColumn("Lý do, giải trình", 22),
    PageColumn("Minh chứng", 22),
)
ONE_PAGE = 560.0
"""Points of rows that still read well on one A4 page across, with head, summaries and signatures."""
LEAST_LINES = 2  # an explanation or a document fits beside a short name


class SignedPage:
    """Writes the page; every figure on it is a formula that follows the sheets to be filled."""

    def __init__(self, formats: Formats, workspace: Workspace, content: FormContent, sheets: Sheets) -> None:
        self.formats, self.workspace, self.content, self.sheets = formats, workspace, content, sheets
        self.cell = formats.get(border=1, border_color=GRID, text_wrap=True, align="left", indent=1)
        self.number = formats.get(border=1, border_color=GRID, align="right", indent=1, num_format=WHOLE)

    def write(self, sheet: Worksheet) -> None:
        """The head, a line for each figure, the answers in short, places to sign."""
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, column.width)
        row = self._write_head(sheet)
        for at, column in enumerate(COLUMNS):
            sheet.write_string(row, at, column.header, self.formats.header())
        sheet.repeat_rows(row)
        first, height = row + 1, 0.0
        for line, name, texts in self._lines():
            row += 1
            self._write_line(sheet, row, line, texts)
            tall = max(LEAST_LINES, text_lines(name, COLUMNS[1].width)) * LINE + PADDING
            sheet.set_row(row, tall)
            height += tall
        sheet.fit_to_pages(1, 1 if height < ONE_PAGE else 2)  # the signatures never stand on a page alone
        self._with_decimals(sheet, first, row)
        row = self._write_rest(sheet, row + 1)
        self._write_signatures(sheet, row + 1)

    def _write_head(self, sheet: Worksheet) -> int:
        year, last = self.workspace.year, len(COLUMNS) - 1
        centre = self.formats.get(bold=True, align="center", font_size=13)
        sheet.merge_range(
            0, 0, 0, 2, self.content.agency.name.upper(), self.formats.get(bold=True, text_wrap=True)
        )
        title = f"BIỂU SỐ LIỆU CHỈ SỐ ĐỔI MỚI SÁNG TẠO CẤP ĐỊA PHƯƠNG NĂM {year}"
        sheet.merge_range(1, 0, 1, last, title, centre)
        sheet.set_row(1, 24)
        text = signed_code(self.content.tables)
        form = self.content.identity["form"]
        Live(
            f'="Mã phiếu {form} · Mã nội dung "&{FORM.spelt_out(text)[1:]}',
            f"Mã phiếu {form} · Mã nội dung {self.sheets.value(text)}",
        ).write(sheet, 3, 0, self.formats.get())
        return 5

    def _lines(self) -> Iterator[tuple[list[tuple[str, Any]], str, list[str]]]:
        for name in ("frmValues", "frmBase"):
            if name in self.content.tables:
                table = FORM.table(name)
                for at, row in enumerate(records(self.sheets.frame(name))):
                    if row.get("role", ENTERS) == ENTERS:
                        label = f"{row['name']} ({row['unit']})"
                        yield (
                            _Line(table, at, row, self.sheets).cells(),
                            label,
                            [str(row["code"]) if name == "frmValues" else BASE_MARK, label],
                        )

    def _write_line(self, sheet: Worksheet, row: int, cells: list[tuple[str, Any]], texts: list[str]) -> None:
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text, self.cell)
        for at, (text, value) in enumerate(cells, start=len(texts)):
            Live(text, value).write(sheet, row, at, self.number if COLUMNS[at].is_number else self.cell)

    def _with_decimals(self, sheet: Worksheet, first: int, last: int) -> None:
        """Figures with decimals show them, whole ones have no comma at their end."""
        if last < first:
            return
        start = next(at for at, column in enumerate(COLUMNS) if column.is_number)
        end = max(at for at, column in enumerate(COLUMNS) if column.is_number)
        corner = f"{column_letters(start)}{first + 1}"
        rule = {"type": "formula", "criteria": f"=IF(ISNUMBER({corner}),{corner}<>INT({corner}),FALSE)"}
        broken = self.formats.decimal_rule(BROKEN)
        sheet.conditional_format(first, start, last, end, {**rule, "format": broken})

    def _write_rest(self, sheet: Worksheet, row: int) -> int:
        for label, text in self._summaries():
            sheet.write_string(row + 1, 0, "", self.formats.get())
            Live(f'="{label}: "&{FORM.spelt_out(text)[1:]}', f"{label}: {self.sheets.value(text)}").write(
                sheet, row, 0, self.formats.get()
            )
            row += 1
        return row

    def _summaries(self) -> list[tuple[str, str]]:
        found = []
        if "frmPolicies" in self.content.tables:
            text = (
                f'COUNTIFS({{frmPolicies.in_force}},"{YES}")&" nhóm có văn bản còn hiệu lực, "'
                f'&COUNTIFS({{frmPolicies.in_force}},"{NO}")&" nhóm không có; "'
                '&COUNTIFS({frmDocuments.number},"?*")&" văn bản khai ở trang Văn bản"'
            )
            found.append(("Chính sách của chỉ số 1.1.1", text))
        if "frmTasks" in self.content.tables:
            text = (
                'COUNTIFS({frmTasks.state},"Hoàn thành")&" hoàn thành, "'
                '&COUNTIFS({frmTasks.state},"Đang thực hiện")&" đang thực hiện, "'
                '&COUNTIFS({frmTasks.state},"Chưa thực hiện")&" chưa thực hiện"'
            )
            found.append(("Nhiệm vụ", text))
        return found

    def _write_signatures(self, sheet: Worksheet, row: int) -> None:
        bold = self.formats.get(bold=True, align="center")
        italic = self.formats.get(italic=True, align="center")
        last = len(COLUMNS) - 1
        sheet.merge_range(row, 5, row, last, "……………, ngày …… tháng …… năm ……", italic)
        sheet.merge_range(row + 1, 0, row + 1, 2, "NGƯỜI LẬP BIỂU", bold)
        sheet.merge_range(row + 1, 5, row + 1, last, "THỦ TRƯỞNG CƠ QUAN", bold)
        sheet.merge_range(row + 2, 0, row + 2, 2, "(Ký, ghi rõ họ tên)", italic)
        sheet.merge_range(row + 2, 5, row + 2, last, "(Ký tên, đóng dấu)", italic)
        sheet.print_area(0, 0, row + SPACE_TO_SIGN, last)


SPACE_TO_SIGN = 7


class _Line:
    """One figure's cells: formulas that follow the row to be filled, with what they show now."""

    def __init__(self, table: Table, at: int, row: Row, sheets: Sheets) -> None:
        self.table, self.at, self.row, self.sheets = table, at, row, sheets

    def cells(self) -> list[tuple[str, Any]]:
        if self.table.name == "frmBase":
            keys = ("previous", "", "", "value")
        else:
            keys = ("previous", "numerator", "denominator", "value")
        figures = [self._copy(key) if key else ('=""', "") for key in keys]
        return [
            *figures,
            self._joined(("missing", "note")),
            self._joined(("ev_number", "ev_issued", "ev_file"), self._listed()),
        ]

    def _listed(self) -> tuple[str, str]:
        """The first document that the list of evidence has for this figure, and how many more there are."""
        code = f'"{self.row["code"]}"'
        count, found = f"COUNTIF({{frmEvidence.code}},{code})", f"MATCH({code},{{frmEvidence.code}},0)"
        number, title = (f"INDEX({{frmEvidence.{key}}},{found})" for key in ("number", "title"))
        more = f'IF({count}>1," và "&({count}-1)&" tài liệu khác","")'
        text = f'IF({count}=0,"",IF({number}="",{title},{number})&{more})'
        return FORM.spelt_out(text)[1:], str(self.sheets.value(text))

    def _at(self, key: str) -> str:
        position = self.table.column + self.table.keys.index(key)
        return f"'{self.table.sheet}'!{column_letters(position)}{self.table.row + 2 + self.at}"

    def _copy(self, key: str) -> tuple[str, Any]:
        cell = self._at(key)
        return f'=IF({cell}="","",{cell})', self.row[key]

    def _joined(self, keys: tuple[str, ...], *more: tuple[str, str]) -> tuple[str, Any]:
        parts = [*(self._part(key) for key in keys if key in self.table.keys), *more]
        return "=TRIM(" + '&" "&'.join(text for text, _ in parts) + ")", " ".join(
            " ".join(value for _, value in parts).split()
        )

    def _part(self, key: str) -> tuple[str, str]:
        cell, value = self._at(key), self.row[key]
        if key == "ev_issued":
            day = f'RIGHT("0"&DAY({cell}),2)&"/"&IF(MONTH({cell})<3,"0","")&MONTH({cell})&"/"&YEAR({cell})'
            text = f'IF(ISNUMBER({cell}),"ngày "&{day},"")'
            return text, f"ngày {date_vi(value)}" if isinstance(value, date) else ""
        return cell, str(value or "")
