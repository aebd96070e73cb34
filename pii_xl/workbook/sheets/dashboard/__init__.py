"""The sheet "Bảng điều khiển": one A4 page for the leadership, of published figures and of what is to be done.

Everything on it is a live formula over the workbook's tables. What the workbook computes itself has a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE
from pii_xl.workbook.cells.styles import ACCENT_SOFT, GRID, Formats
from pii_xl.workbook.sheets.dashboard.charts import write_chart
from pii_xl.workbook.sheets.dashboard.figures import Figures, Tile
from pii_xl.workbook.sheets.dashboard.grid import (
    COLUMN_WIDTH,
    COLUMNS,
    NEIGHBOURS_ROW,
    TILES_ROW,
    last_row,
)
from pii_xl.workbook.sheets.dashboard.lists import Lists
from pii_xl.workspace.workspace import Workspace

TILE_COLUMNS = 2
WIDTHS = (COLUMN_WIDTH,) * COLUMNS
LARGE, PLAIN = 28, 14
"""Sizes of the figures that are read from across the room, and of the others."""


class Dashboard:
    """Writes the sheet from a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats

    def write(self, workbook: XlsxWorkbook, sheet: Worksheet) -> None:
        """Fill the sheet below its head."""
        figures = Figures(self.workspace)
        figures.caption().write(sheet, TILES_ROW, 0, self.formats.caption())
        self._write_tiles(sheet, TILES_ROW + 1, figures.tiles())
        for row, sentence in enumerate(figures.neighbours(), start=NEIGHBOURS_ROW):
            sentence.write(sheet, row, 0, self.formats.get(font_size=12))
        write_chart(workbook, sheet, self.workspace)
        Lists(self.workspace, self.formats).write(sheet)
        sheet.print_area(0, 0, last_row(len(self.workspace["tblPillars"])), COLUMNS - 1)
        sheet.center_horizontally()
        sheet.freeze_panes(4, 0)

    def _write_tiles(self, sheet: Worksheet, row: int, tiles: Sequence[Tile]) -> None:
        column = 0
        for tile in tiles:
            width = TILE_COLUMNS * tile.span
            self._across(sheet, row, column, width, tile.label, bg_color=ACCENT_SOFT, bold=True)
            size = LARGE if tile.span > 1 else PLAIN
            digits = "0" + "." * bool(tile.digits) + "0" * tile.digits
            self._across(
                sheet, row + 1, column, width, tile.figure, bold=True, font_size=size, num_format=digits
            )
            self._across(sheet, row + 2, column, width, tile.note)
            column += width
        sheet.set_row(row + 1, 3 * LINE)

    def _across(
        self, sheet: Worksheet, row: int, column: int, width: int, content: Live | str, **look: Any
    ) -> None:
        """``content`` centred over ``width`` cells without merging them."""
        form = self.formats.get(
            align="center_across", valign="vcenter", top=1, bottom=1, border_color=GRID, **look
        )
        if isinstance(content, Live):
            content.write(sheet, row, column, form)
        else:
            sheet.write_string(row, column, content, form)
        for offset in range(1, width):
            sheet.write_blank(row, column + offset, None, form)
