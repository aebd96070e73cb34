"""Formula texts that refer to the workbook's tables by their headings."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.utility import xl_range_abs

from pii_xl.layout import BOOK
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workspace.workspace import Workspace

BLANK = "–"
"""What stands for a figure that is not there."""


def whole_column(table: str, key: str) -> str:
    """A whole column of a table."""
    return f"{table}[{BOOK.table(table)[key].header}]"


def first(table: str, key: str) -> str:
    """The cell of a table's first row."""
    return f"INDEX({whole_column(table, key)},1)"


def found(table: str, key: str, wanted: str, by: str = "code") -> str:
    """The cell of the row whose ``by`` is the formula text ``wanted``."""
    return f"INDEX({whole_column(table, key)},MATCH({wanted},{whole_column(table, by)},0))"


def live(workspace: Workspace, formula: str) -> Live:
    """A cell: the formula text and what it shows now."""
    return Live(formula, workspace.value(formula))


def or_blank(cell: str) -> str:
    """The formula of a number, or :data:`BLANK` where there is none."""
    return f'=IF(ISNUMBER({cell}),{cell},"{BLANK}")'


def nth(workspace: Workspace, item: Callable[[str], str], number: int, place: tuple[int, int]) -> Live:
    """Line ``number`` of a list, standing at ``place``: its formula counts rows, no number is written in it."""
    row, column = place
    counted = f"ROWS({xl_range_abs(row - number + 1, column, row, column)})"
    return Live(item(counted), workspace.value(item(str(number))))
