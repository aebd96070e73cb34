"""What stands in a cell and how Excel treats it: blanks, numbers, texts, truth values, errors, columns of them.

A blank is ``None``, a number a ``float``, a day its serial number. A blank counts as 0 in arithmetic and as "" beside texts; a
formula whose result is a blank shows 0. Texts compare without regard to case; numbers stand before texts, texts before truth
values. Decimal marks are those of Vietnam.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any

DAY_ZERO = date(1899, 12, 30)
SIGNIFICANT_DIGITS = 15


class CellError(Exception):
    """An error value: #N/A, #VALUE!, #DIV/0!, #REF!, #NUM!."""

    @property
    def name(self) -> str:
        """As the cell shows it."""
        return str(self.args[0])


NOT_AVAILABLE, WRONG_VALUE, DIVIDED_BY_ZERO, NO_REFERENCE = "#N/A", "#VALUE!", "#DIV/0!", "#REF!"


class Cells(list[Any]):
    """A column of cells, with an index of where each value stands. Never changed after it is complete."""

    @cached_property
    def rows_of(self) -> dict[Any, list[int]]:
        """Positions by :func:`lookup_key`."""
        found: defaultdict[Any, list[int]] = defaultdict(list)
        for position, cell in enumerate(self):
            found[lookup_key(cell)].append(position)
        return dict(found)


def lookup_key(value: Any) -> Any:
    """Equal for values that Excel finds equal: texts without regard to case."""
    if isinstance(value, str):
        return "text", value.casefold()
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, CellError):
        return "error", value.name
    return value


def cell(value: Any) -> Any:
    """A typed value as a cell holds it."""
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, datetime):
        return float((value.date() - DAY_ZERO).days)
    if isinstance(value, date):
        return float((value - DAY_ZERO).days)
    if isinstance(value, bool):
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def scalar(value: Any) -> Any:
    """A cell's content where one value is wanted; its error is raised."""
    if isinstance(value, CellError):
        raise value
    return value


def number(value: Any) -> float:
    """A value in arithmetic. Raises CellError for texts: none of ours are meant as numbers."""
    if value is None:
        return 0.0
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, CellError):
        raise value
    raise CellError(WRONG_VALUE)


def text(value: Any) -> str:
    """A value beside "&"."""
    if value is None:
        return ""
    if isinstance(value, CellError):
        raise value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.{SIGNIFICANT_DIGITS}g}".replace(".", ",")
    return str(value)


def truth(value: Any) -> bool:
    """A value as a condition."""
    if isinstance(value, str):
        raise CellError(WRONG_VALUE)
    return bool(number(value))


def order(value: Any) -> tuple[int, Any]:
    """Where a value stands in Excel's order."""
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, number(value))


def equal(one: Any, other: Any) -> bool:
    """Whether Excel finds two values equal: a blank equals 0 and the empty text."""
    if one is None or other is None:
        known = scalar(other if one is None else one)
        return known is None or known == "" or known == 0.0
    return order(scalar(one)) == order(scalar(other))


def compared(one: Any, other: Any) -> tuple[tuple[int, Any], tuple[int, Any]]:
    """Both values in Excel's order; a blank is the 0 or the empty text of the other's kind."""
    if one is None and isinstance(other, str):
        one = ""
    if other is None and isinstance(one, str):
        other = ""
    return order(scalar(one)), order(scalar(other))


def each(function: Callable[..., Any], *values: Any) -> Any:
    """A function of single values, cell by cell where one of them is a column."""
    size = next((len(value) for value in values if isinstance(value, Cells)), None)
    if size is None:
        return function(*(scalar(value) for value in values))
    rows = (tuple(v[at] if isinstance(v, Cells) else v for v in values) for at in range(size))
    return Cells(_guarded(function, row) for row in rows)


def _guarded(function: Callable[..., Any], row: Iterable[Any]) -> Any:
    try:
        return function(*row)
    except CellError as error:
        return error
