"""What every sheet has: title, purpose, notice, the way back, the control line, and how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.parts import Sheet, Table
from pii_xl.layout.sheets import FUNCTIONS, GUIDE
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.styles import TAB_COLOURS, Formats
from pii_xl.workbook.sheets.checks import CONTROL_NAME, OPEN_NAME, WRONG_NAME
from pii_xl.workbook.sheets.notice import notice_of
from pii_xl.workspace.workspace import Workspace

NOTICE_ROW, CONTROL_ROW = 2, 3
BACK = "← Về trang Hướng dẫn"
BACK_WIDTH, NOTICE_WIDTH, CONTROL_WIDTH = 24, 92, 62
DEFAULT_WIDTH = 8.43
A4 = 9


class Page:
    """Writes the head of each sheet and sets up its printing."""

    def __init__(self, workspace: Workspace, formats: Formats, control_line: str) -> None:
        self.workspace = workspace
        self.formats = formats
        self.control_line = control_line

    def write_head(self, worksheet: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
        """Rows 1 to 4 of ``sheet``, whose columns have these ``widths``."""
        formats = self.formats
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, sheet.title, formats.title())
        worksheet.set_row(0, 24)
        worksheet.write_string(1, 0, sheet.purpose, formats.purpose())
        if notice := notice_of(self.workspace, sheet):
            notice.write(worksheet, NOTICE_ROW, 0, formats.notice())
        if sheet.name == FUNCTIONS:  # its own note stands in the fourth row
            self._write_control(worksheet, NOTICE_ROW, column_at(widths, NOTICE_WIDTH), widths)
            self._write_back(worksheet, 1, column_at(widths, NOTICE_WIDTH))
        elif sheet.name == GUIDE:
            self._write_control(worksheet, CONTROL_ROW, 0, widths)
        else:
            self._write_back(worksheet, CONTROL_ROW, 0)
            self._write_control(worksheet, CONTROL_ROW, column_at(widths, BACK_WIDTH), widths)

    def _write_back(self, worksheet: Worksheet, row: int, column: int) -> None:
        worksheet.write_url(
            row, column, f"internal:'{GUIDE}'!A1", self.formats.link(), BACK, "Mở trang Hướng dẫn"
        )

    def _write_control(self, worksheet: Worksheet, row: int, column: int, widths: Sequence[float]) -> None:
        """The line on the workbook's state; its colour lies under the whole of it."""
        formats = self.formats
        Live(f"={CONTROL_NAME}", self.control_line).write(worksheet, row, column, formats.get(bold=True))
        left = sum(widths[:column]) + DEFAULT_WIDTH * max(0, column - len(widths))
        last = max(column, column_at(widths, left + CONTROL_WIDTH) - 1)
        for criteria, form in (
            (f"={WRONG_NAME}>0", formats.bad()),
            (f"={OPEN_NAME}>0", formats.warn()),
            (f"={WRONG_NAME}+{OPEN_NAME}=0", formats.good()),
        ):
            rule = {"type": "formula", "criteria": criteria, "format": form, "stop_if_true": True}
            worksheet.conditional_format(row, column, row, last, rule)

    def set_up(
        self, worksheet: Worksheet, sheet: Sheet, tables: Sequence[Table], *, one_page: bool = False
    ) -> None:
        """Paper, margins, footer, and the headings that repeat."""
        worksheet.set_paper(A4)
        if sheet.landscape:
            worksheet.set_landscape()
        worksheet.fit_to_pages(1, 1 if one_page else 0)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        footer = f"{self.workspace.settings.text('issuer_short')} – PII {self.workspace.year}".replace(
            "&", "&&"
        )
        worksheet.set_footer(f'&L&"Arial"&8{footer}&R&"Arial"&8&A – trang &P/&N')
        if len(tables) == 1:
            worksheet.repeat_rows(tables[0].row)


def column_at(widths: Sequence[float], width: float) -> int:
    """The first column whose left edge is at least ``width`` characters from the sheet's."""
    edges = [0.0, *accumulate(widths)]
    found = next((column for column, edge in enumerate(edges) if edge >= width), None)
    return found if found is not None else len(widths) + int((width - edges[-1]) // DEFAULT_WIDTH) + 1
