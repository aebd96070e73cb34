"""Hidden cells that a chart draws: a number or #N/A, since Excel draws an empty text as zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workspace.workspace import Workspace

NOT_DRAWN = "#N/A"


@dataclass(frozen=True)
class Points:
    """Writes series of points side by side on ``sheet``, the first heading at (``row``, ``column``)."""

    workspace: Workspace
    sheet: Worksheet
    row: int
    column: int

    def write(self, keys: Sequence[str], table: str, count: int) -> dict[str, str]:
        """Points of the first ``count`` rows of some columns of ``table``; returns each column's range for a chart."""
        ranges = {}
        for offset, key in enumerate(keys):
            column = self.column + offset
            self.sheet.write_string(self.row, column, self.workspace.book.layout.table(table)[key].header)
            for number, score in enumerate(self.workspace[table][key][:count], start=1):
                shown = NOT_DRAWN if score != score else float(score)
                cell = self._cell(table, key, number)
                Live(f"=IF(ISNUMBER({cell}),{cell},NA())", shown).write(
                    self.sheet, self.row + number, column, None
                )
            ranges[key] = self._range(column, count)
        self.sheet.set_column(self.column, self.column + len(keys) - 1, None, None, {"hidden": True})
        return ranges

    def _cell(self, table: str, key: str, number: int) -> str:
        layout = self.workspace.book.layout.table(table)
        at = xl_rowcol_to_cell(layout.row + number, layout.column + layout.keys.index(key))
        return f"'{layout.sheet}'!{at}"

    def _range(self, column: int, count: int) -> str:
        return f"='{self.sheet.get_name()}'!{xl_range_abs(self.row + 1, column, self.row + count, column)}"


def area(workspace: Workspace, table: str, key: str, count: int) -> str:
    """The first ``count`` cells of a column as an address, for a chart's categories."""
    layout = workspace.book.layout.table(table)
    position = layout.column + layout.keys.index(key)
    cells = xl_range_abs(layout.row + 1, position, layout.row + count, position)
    return f"='{layout.sheet}'!{cells}"
