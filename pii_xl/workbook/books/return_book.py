"""A form on its way back: the sender's answers, red cells with notes, and the sheet "Cần sửa"."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.collect.returning import Mark, Return
from pii_xl.ground.errors import Finding
from pii_xl.ground.note_size import WIDTH, note_height
from pii_xl.layout.form import FORM
from pii_xl.workbook.books.form_book import FormBuilder, packed
from pii_xl.workbook.cells.row_heights import LINE, PADDING, text_lines
from pii_xl.workbook.cells.styles import Formats
from pii_xl.workspace.workspace import Workspace

TO_MEND = "Cần sửa"
HEADERS = ("Trang", "Ô", "Mã", "Đã thấy", "Cần có", "Cách sửa")
WIDTHS = (18, 8, 12, 56, 44, 50)
MEND_MARKED = "Sửa các ô tô đỏ ngay trong tệp này, lưu, gửi lại; các ô khác giữ nguyên."
MEND_ALL = "Điền, sửa ngay trong tệp này theo các dòng dưới đây, lưu, gửi lại; không xóa dòng, cột, trang."
CHANGES = "Thay đổi so với lần gửi trước"
CHANGE_HEADERS = ("Mã", "Lần trước", "Lần này")
RED = "#F4B6B0"
PIXELS_A_POINT = 96 / 72


def return_bytes(workspace: Workspace, one: Return) -> bytes:
    """The form as the bytes of an .xlsx file; it can be mended and sent again as it is."""

    def build(workbook: XlsxWorkbook) -> None:
        _ReturnBuilder(workbook, workspace, one).build()

    return packed(workspace, one.content, build)


class _ReturnBuilder(FormBuilder):
    """Writes the form, then marks what has to be mended."""

    def __init__(self, workbook: XlsxWorkbook, workspace: Workspace, one: Return) -> None:
        super().__init__(workbook, workspace, one.content)
        self.one = one

    def build(self) -> None:
        super().build()
        for mark in self.one.marks:
            self._mark(mark)
        sheet = self.workbook.add_worksheet(TO_MEND)
        self._write_list(sheet)
        sheet.activate()

    def _mark(self, mark: Mark) -> None:
        table = FORM.table(mark.table)
        sheet = self.workbook.get_worksheet_by_name(table.sheet)
        if sheet is None or mark.key not in table.keys:
            return
        row, column = table.row + 1 + mark.row, table.column + table.keys.index(mark.key)
        form = self.formats.get(bg_color=RED, border=1, locked=False, text_wrap=True, bold=True)
        sheet.write_string(row, column, mark.raw, form)
        note = _note(mark.finding)
        size = {"width": WIDTH * PIXELS_A_POINT, "height": note_height(note) * PIXELS_A_POINT}
        sheet.write_comment(row, column, note, size)

    def _write_list(self, sheet: Worksheet) -> None:
        formats = self.formats
        sheet.hide_gridlines(2)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(
            0, 0, f"Cần sửa: {self.content.agency.name} (lần gửi {self.one.round})", formats.title()
        )
        sheet.write_string(
            1,
            0,
            MEND_MARKED if self.one.marks else MEND_ALL,
            formats.purpose(),
        )
        row = self._table(sheet, 3, HEADERS, [_line(item) for item in self._findings()])
        if self.one.changes:
            sheet.write_string(row + 1, 0, CHANGES, formats.caption())
            lines = [(change.code, change.before, change.after) for change in self.one.changes]
            self._table(sheet, row + 2, CHANGE_HEADERS, lines)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _findings(self) -> list[Finding]:
        return [*(mark.finding for mark in self.one.marks), *self.one.questions]

    def _table(
        self, sheet: Worksheet, top: int, headers: tuple[str, ...], lines: Sequence[tuple[str, ...]]
    ) -> int:
        formats: Formats = self.formats
        form = formats.get(border=1, text_wrap=True, valign="top")
        for column, header in enumerate(headers):
            sheet.write_string(top, column, header, formats.header())
        for offset, line in enumerate(lines, start=1):
            for column, text in enumerate(line):
                sheet.write_string(top + offset, column, text, form)
            height = max(text_lines(text, WIDTHS[column]) for column, text in enumerate(line))
            sheet.set_row(top + offset, height * LINE + 2 * PADDING)
        return top + len(lines) + 1


def _line(item: Finding) -> tuple[str, ...]:
    return item.sheet, item.cell, item.subject, item.found, item.expected, item.remedy


def _note(item: Finding) -> str:
    parts = (f"Đã thấy: {item.found}", f"Cần có: {item.expected}", f"Cách sửa: {item.remedy}")
    return "\n".join(part for part in parts if not part.endswith(": "))
