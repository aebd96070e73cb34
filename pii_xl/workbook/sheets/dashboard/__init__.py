"""The sheet "Bảng điều khiển": one A4 page for the leadership. Published figures come first and apart from computed ones.

Everything on it is a live formula over the workbook's tables; the charts read the table of pillars.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE
from pii_xl.workbook.cells.styles import ACCENT_SOFT, GRID, Formats
from pii_xl.workbook.sheets.dashboard.charts import Charts
from pii_xl.workbook.sheets.dashboard.figures import Figures, Tile
from pii_xl.workbook.sheets.dashboard.grid import COLUMN_WIDTH, COLUMNS, COMPUTED_ROW, PUBLISHED_ROW, last_row
from pii_xl.workbook.sheets.dashboard.lists import Lists
from pii_xl.workspace.workspace import Workspace

TILE_COLUMNS = 2
WIDTHS = (COLUMN_WIDTH,) * COLUMNS


class Dashboard:
    """Writes the sheet from a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats

    def write(self, workbook: XlsxWorkbook, sheet: Worksheet) -> None:
        """Fill the sheet below its head."""
        figures = Figures(self.workspace)
        self._write_tiles(sheet, PUBLISHED_ROW, figures.published_caption(), figures.published_tiles())
        self._write_tiles(sheet, COMPUTED_ROW, figures.computed_caption(), figures.computed_tiles())
        Charts(self.workspace, self.formats).write(workbook, sheet)
        Lists(self.workspace, self.formats).write(sheet)
        sheet.print_area(0, 0, last_row(len(self.workspace["tblPillars"])), COLUMNS - 1)
        sheet.center_horizontally()
        sheet.freeze_panes(4, 0)

    def _write_tiles(self, sheet: Worksheet, row: int, caption: Live, tiles: Sequence[Tile]) -> None:
        caption.write(sheet, row, 0, self.formats.caption())
        column = 0
        for tile in tiles:
            width = TILE_COLUMNS * tile.span
            self._across(sheet, row + 1, column, width, tile.label, bg_color=ACCENT_SOFT, bold=True)
            size = 14 if tile.span == 1 else 11
            digits = "0" + "." * bool(tile.digits) + "0" * tile.digits
            self._across(
                sheet, row + 2, column, width, tile.figure, bold=True, font_size=size, num_format=digits
            )
            self._across(sheet, row + 3, column, width, tile.note or "")
            column += width
        sheet.set_row(row + 2, 2 * LINE)

    def _across(
        self, sheet: Worksheet, row: int, column: int, width: int, content: Live | str, **look: Any
    ) -> None:
        """``content`` centred over ``width`` cells without merging them."""
        form = self.formats.get(align="center_across", top=1, bottom=1, border_color=GRID, **look)
        if isinstance(content, Live):
            content.write(sheet, row, column, form)
        else:
            sheet.write_string(row, column, content, form) if content else sheet.write_blank(
                row, column, None, form
            )
        for offset in range(1, width):
            sheet.write_blank(row, column + offset, None, form)
