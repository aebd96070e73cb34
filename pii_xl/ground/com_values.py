"""What Excel hands over through COM, as the plain values the program works with: for the buttons and the functions alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

_FIRST_ERROR = -2146828288
"""An error value comes as this number plus Excel's own number of the error (``xlErrNA`` is 2042)."""

ERROR_NUMBERS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
UNNAMED_ERROR = "#ERROR!"
"""An error value that a later Excel may add: known to be one by its number."""
OLD_ERROR_VALUES = ("#N/A", "#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NULL!")
"""Those that every reader of workbook files knows."""
ERROR_VALUES = (*ERROR_NUMBERS.values(), UNNAMED_ERROR)
_ERRORS = range(_FIRST_ERROR + 1998, _FIRST_ERROR + 2300)


def plain(content: Any) -> Any:
    """One cell: a currency amount as a number, an error value as its text ("#SPILL!"), anything else as it is.

    A whole number is an error, never a figure: Excel's figures come as floats, and no figure of ours is near these.
    """
    if isinstance(content, Decimal):
        return float(content)
    if isinstance(content, int) and not isinstance(content, bool) and content in _ERRORS:
        return ERROR_NUMBERS.get(content - _FIRST_ERROR, UNNAMED_ERROR)
    return content


def rows_of(content: Any) -> list[list[Any]]:
    """Rows of plain cells from a block, one row, or the bare value that COM gives for a single cell."""
    rows = content if isinstance(content, list | tuple) else [content]
    if not rows or not isinstance(rows[0], list | tuple):
        rows = [rows]
    return [[plain(cell) for cell in row] for row in rows]


def exact_rows(values: Sequence[Sequence[Any]], exact: Any) -> list[list[Any]]:
    """``values`` with the amounts that came as currency taken from ``exact``, the same block as ``Range.Value2`` gives it.

    ``Range.Value`` rounds a cell in a currency format to four decimals; ``Value2`` does not, but tells no date from a number.
    """
    amounts = rows_of(exact)
    return [
        [amounts[y][x] if isinstance(cell, Decimal) else plain(cell) for x, cell in enumerate(row)]
        for y, row in enumerate(values)
    ]


def has_amounts(values: Sequence[Sequence[Any]]) -> bool:
    """Some cell is in a currency format."""
    return any(isinstance(cell, Decimal) for row in values for cell in row)
