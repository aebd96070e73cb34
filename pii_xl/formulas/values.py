"""What stands in a cell and how Excel treats it: blanks, numbers, texts, truth values, errors, columns of them.

A blank is ``None``, a number a ``float``, a day its serial number (right from 1 March 1900 on). A blank counts as 0 in
arithmetic and as "" beside texts; a formula whose result is a blank shows 0. Texts compare without regard to case; numbers
stand before texts, texts before truth values. Numbers that agree in 15 digits are equal, as they look, and their difference
is 0. Decimal marks are those of Vietnam: a text such as "12,5" counts as a number in arithmetic.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

DAY_ZERO = date(1899, 12, 30)
SIGNIFICANT_DIGITS = 15
FIRST_WITH_EXPONENT = 1e21
SAME = 2.0**-48
"""Numbers whose difference is a smaller share of them are equal."""
_NUMBER_AS_TEXT = re.compile(r" *([-+]?\d+)(?:,(\d+))?(%?) *")


class CellError(Exception):
    """An error value: #N/A, #VALUE!, #DIV/0!, #REF!, #NUM!."""

    @property
    def name(self) -> str:
        """As the cell shows it."""
        return str(self.args[0])


NOT_AVAILABLE, WRONG_VALUE, DIVIDED_BY_ZERO, NO_REFERENCE = "#N/A", "#VALUE!", "#DIV/0!", "#REF!"
NO_NUMBER = "#NUM!"


class Cells(list[Any]):
    """A column of cells, with indexes of what stands where. Never changed after it is complete."""

    @cached_property
    def rows_of(self) -> dict[Any, list[int]]:
        """Positions by :func:`lookup_key`."""
        found: defaultdict[Any, list[int]] = defaultdict(list)
        for position, cell in enumerate(self):
            found[lookup_key(cell)].append(position)
        return dict(found)

    @cached_property
    def rows_asked(self) -> dict[Any, list[int]]:
        """Positions by criteria that were asked before."""
        return {}

    @cached_property
    def numbers(self) -> list[float]:
        """The numbers among the cells, in their order."""
        return [cell for cell in self if type(cell) is float]

    @cached_property
    def error(self) -> CellError | None:
        """The first error among the cells."""
        return next((cell for cell in self if isinstance(cell, CellError)), None)


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
    """A value in arithmetic. Raises CellError #VALUE! for a text that does not read as a number."""
    if type(value) is float:
        return value
    if value is None:
        return 0.0
    if isinstance(value, bool | int):
        return float(value)
    if isinstance(value, str):
        return number_in(value)
    raise _not_one(value)


def whole(value: Any) -> int:
    """A count or a position: the part before the decimal mark."""
    return math.trunc(number(value))


def number_in(text: str) -> float:
    """The number that a text reads as in Vietnam. Raises CellError #VALUE!."""
    match = _NUMBER_AS_TEXT.fullmatch(text)
    if match is None:
        raise CellError(WRONG_VALUE)
    found = float(f"{match[1]}.{match[2] or 0}")
    return found / 100 if match[3] else found


def finite(result: float) -> float:
    """What arithmetic gave. Raises CellError #NUM! where it is beyond the largest number."""
    if math.isfinite(result):
        return result
    raise CellError(NO_NUMBER)


def text(value: Any) -> str:
    """A value beside "&"."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _general(value)
    raise _not_one(value)


def _general(value: float) -> str:
    """A number with 15 digits and no more than it needs."""
    shown = f"{value:.{SIGNIFICANT_DIGITS}g}"
    if "e" not in shown:
        return shown.replace(".", ",")
    if SAME < abs(value) < FIRST_WITH_EXPONENT:
        places = max(0, SIGNIFICANT_DIGITS - 1 - math.floor(math.log10(abs(value))))
        plain = f"{float(shown):.{places}f}"
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
    digits, _, exponent = shown.partition("e")
    return f"{digits}E{exponent}".replace(".", ",")


def truth(value: Any) -> bool:
    """A value as a condition."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        raise CellError(WRONG_VALUE)
    return bool(number(value))


def order(value: Any) -> tuple[int, Any]:
    """Where a value stands in Excel's order."""
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, number(value))


def same_number(one: float, other: float) -> bool:
    """Whether two numbers are equal as far as Excel compares them."""
    return one == other or abs(one - other) < abs(one) * SAME


def equal(one: Any, other: Any) -> bool:
    """Whether Excel finds two values equal: a blank equals 0 and the empty text."""
    if type(one) is float and type(other) is float:
        return same_number(one, other)
    if type(one) is str and type(other) is str:
        return one == other or one.casefold() == other.casefold()
    if one is None or other is None:
        known = scalar(other if one is None else one)
        return known is None or known == "" or known == 0.0
    return order(scalar(one)) == order(scalar(other))


def less(one: Any, other: Any) -> bool:
    """Whether a value stands before another in Excel's order; a blank is the 0 or the empty text of the other's kind."""
    if type(one) is float and type(other) is float:
        return one < other and not same_number(one, other)
    first, second = order(_beside(one, other)), order(_beside(other, one))
    return first < second and not equal(one, other)


def _beside(value: Any, other: Any) -> Any:
    if value is None:
        return "" if isinstance(other, str) else False if isinstance(other, bool) else None
    return scalar(value)


def each(function: Callable[..., Any], *values: Any, errors: bool = False) -> Any:
    """A function of single values, row by row where some of them are columns; ``errors``: it takes errors, too.

    A row beyond the end of a shorter column is #N/A; a column of one cell counts for every row.
    """
    lengths = [len(value) for value in values if isinstance(value, Cells)]
    if not lengths:
        return function(*values)
    size = max(lengths)
    columns = [_stretched(value, size) for value in values]
    if not errors and not any(map(_holds_error, values)) and set(lengths) <= {1, size}:
        try:
            return Cells(map(function, *columns))
        except CellError:
            pass  # some row gives an error, the others do not
    return Cells(_guarded(function, row, errors) for row in zip(*columns, strict=True))


def _holds_error(value: Any) -> bool:
    if not isinstance(value, Cells):
        return isinstance(value, CellError)
    return any(isinstance(cell, CellError) for cell in value)


def _stretched(value: Any, size: int) -> Sequence[Any]:
    if not isinstance(value, Cells):
        return [value] * size
    if len(value) == 1:
        return list(value) * size
    return value if len(value) == size else [*value, *[CellError(NOT_AVAILABLE)] * (size - len(value))]


def _guarded(function: Callable[..., Any], row: tuple[Any, ...], errors: bool) -> Any:
    try:
        return function(*(row if errors else map(scalar, row)))
    except CellError as error:
        return error


def _not_one(value: Any) -> Exception:
    if isinstance(value, CellError):
        return value
    return TypeError(
        "a whole column where one value is wanted: Excel would take only the cell of the formula's own row"
    )
