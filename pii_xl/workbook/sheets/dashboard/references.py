"""Formula texts that refer to the workbook's tables by their headings, and values as such formulas show them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_range_abs

from pii_xl.layout import BOOK
from pii_xl.workbook.cells.live_cells import Live, Value

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


def area(table: str, key: str, rows: int) -> str:
    """A column's cells as an address, for charts."""
    layout = BOOK.table(table)
    position = layout.column + layout.keys.index(key)
    return f"='{layout.sheet}'!{xl_range_abs(layout.row + 1, position, layout.row + rows, position)}"


def or_blank(cell: str, value: Any) -> Live:
    """A number, or :data:`BLANK` where there is none."""
    return Live(f'=IF(ISNUMBER({cell}),{cell},"{BLANK}")', shown(value))


def shown(value: Any) -> Value:
    return float(value) if is_given(value) else BLANK


def is_given(value: Any) -> bool:
    return bool(pd.notna(value)) and value != ""


def whole(value: float) -> str:
    return f"{value:g}" if is_given(value) else ""
