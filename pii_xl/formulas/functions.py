"""The worksheet functions that our formulas may use, by name, and how each takes its arguments.

All of them are in Excel 2016 and LibreOffice and are compared with LibreOffice by random formulas. IF, IFERROR and
CHOOSE are in :mod:`.parse`: they do not compute every argument. TODAY is not among them: the day is a setting.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pii_xl.formulas import aggregates, calendar, lookups, rounding, texts
from pii_xl.formulas.values import (
    DIVIDED_BY_ZERO,
    NO_NUMBER,
    NOT_AVAILABLE,
    CellError,
    Cells,
    equal,
    finite,
    less,
    number,
    number_in,
    same_number,
    text,
    truth,
)

VALUE, COLUMN = "v", "c"


@dataclass(frozen=True)
class Function:
    """A worksheet function.

    ``takes`` has a letter for each argument: a column (a cell counts as a column of one), or a single value, for which in
    arrays a column of them gives a column of results. The last ``repeats`` arguments may come again and again, the last
    ``optional`` may be left out.
    """

    compute: Callable[..., Any]
    takes: str = VALUE
    repeats: int = 0
    optional: int = 0
    sees_errors: bool = False
    in_arrays: bool = False

    def taking(self, given: int) -> str | None:
        """A letter for each of ``given`` arguments; ``None`` when so many are not allowed."""
        takes = self.takes
        while self.repeats and len(takes) < given:
            takes += takes[-self.repeats :]
        fits = len(self.takes) - self.optional <= given <= len(takes)
        if self.repeats and given > len(self.takes):
            fits = fits and (given - len(self.takes)) % self.repeats == 0
        return takes[:given] if fits else None


def add(one: Any, other: Any) -> float:
    """ "+": the sum; 0 where it is too small to be more than what rounding left."""
    return _cleared(number(one), -number(other))


def subtract(one: Any, other: Any) -> float:
    """ "-": the difference; 0 for equal numbers."""
    return _cleared(number(one), number(other))


def _cleared(one: float, other: float) -> float:
    return 0.0 if same_number(one, other) else finite(one - other)


def multiply(one: Any, other: Any) -> float:
    """ "*"."""
    return finite(number(one) * number(other))


def divide(one: Any, other: Any) -> float:
    """ "/"; #DIV/0!."""
    divisor = number(other)
    if divisor == 0:
        raise CellError(DIVIDED_BY_ZERO)
    return finite(number(one) / divisor)


def power(one: Any, other: Any) -> float:
    """ "^"; #NUM! for what is no real number, #DIV/0! for 0 to a negative power."""
    base, exponent = number(one), number(other)
    if base == 0 and exponent <= 0:
        raise CellError(DIVIDED_BY_ZERO if exponent else NO_NUMBER)
    try:
        found = base**exponent
    except OverflowError:
        raise CellError(NO_NUMBER) from None
    if isinstance(found, complex):
        raise CellError(NO_NUMBER)
    return finite(found)


OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "^": power,
    "&": lambda one, other: text(one) + text(other),
    "=": equal,
    "<>": lambda one, other: not equal(one, other),
    "<": less,
    ">": lambda one, other: less(other, one),
    "<=": lambda one, other: not less(other, one),
    ">=": lambda one, other: not less(one, other),
}


def _modulo(value: Any, divisor: Any) -> float:
    """MOD: the sign is the divisor's."""
    by = number(divisor)
    if by == 0:
        raise CellError(DIVIDED_BY_ZERO)
    return number(value) % by + 0.0  # never -0


def _square_root(value: Any) -> float:
    found = number(value)
    if found < 0:
        raise CellError(NO_NUMBER)
    return math.sqrt(found)


def _as_number(value: Any) -> float:
    """N: numbers, truth values as 1 and 0, everything else 0."""
    return float(value) if isinstance(value, bool | float) else 0.0


def _not_available() -> Any:
    raise CellError(NOT_AVAILABLE)


def _error(value: Any) -> str:
    return value.name if isinstance(value, CellError) else ""


def _asks(test: Callable[[Any], bool]) -> Function:
    return Function(test, sees_errors=True)


def _columns(compute: Callable[..., Any], sees_errors: bool = False) -> Function:
    return Function(compute, COLUMN, repeats=1, sees_errors=sees_errors)


FUNCTIONS: Mapping[str, Function] = {
    "ABS": Function(lambda value: abs(number(value))),
    "AND": _columns(aggregates.every),
    "AVERAGE": _columns(aggregates.average),
    "AVERAGEIF": Function(aggregates.averageif, "cvc", optional=1),
    "AVERAGEIFS": Function(aggregates.averageifs, "ccv", repeats=2),
    "COLUMNS": Function(
        lambda columns: float(len(columns)) if isinstance(columns[0], Cells) else 1.0, COLUMN
    ),
    "CONCATENATE": Function(texts.joined, VALUE, repeats=1),
    "COUNT": _columns(aggregates.count, sees_errors=True),
    "COUNTA": _columns(aggregates.count_filled, sees_errors=True),
    "COUNTBLANK": Function(aggregates.count_blank, COLUMN),
    "COUNTIF": Function(aggregates.countif, "cv"),
    "COUNTIFS": Function(aggregates.countifs, "cv", repeats=2),
    "DATE": Function(calendar.date_of, "vvv"),
    "DAY": Function(calendar.day_in_month),
    "EXACT": Function(lambda one, other: text(one) == text(other), "vv"),
    "FIND": Function(texts.find, "vvv", optional=1),
    "FIXED": Function(texts.fixed, "vvv", optional=2),
    "HYPERLINK": Function(lambda target, shown=None: target if shown is None else shown, "vv", optional=1),
    "INDEX": Function(lookups.index, "cvv", optional=1),
    "INT": Function(lambda value: float(number(value) // 1)),
    "ISBLANK": _asks(lambda value: value is None),
    "ISERROR": _asks(lambda value: isinstance(value, CellError)),
    "ISNA": _asks(lambda value: _error(value) == NOT_AVAILABLE),
    "ISNUMBER": _asks(lambda value: isinstance(value, float)),
    "ISTEXT": _asks(lambda value: isinstance(value, str)),
    "LARGE": Function(aggregates.nth_largest, "cv"),
    "LEFT": Function(texts.left, "vv", optional=1),
    "LEN": Function(lambda value: float(len(text(value)))),
    "LOOKUP": Function(lookups.lookup, "vcc", optional=1, in_arrays=True),
    "LOWER": Function(lambda value: text(value).lower()),
    "MATCH": Function(lookups.match, "vcv", optional=1),
    "MAX": _columns(aggregates.largest),
    "MEDIAN": _columns(aggregates.median),
    "MID": Function(texts.middle, "vvv"),
    "MIN": _columns(aggregates.smallest),
    "MOD": Function(_modulo, "vv"),
    "MONTH": Function(calendar.month_of),
    "N": Function(_as_number),
    "NA": Function(_not_available, ""),
    "NOT": Function(lambda value: not truth(value)),
    "OR": _columns(aggregates.some),
    "RANK": Function(aggregates.rank, "vcv", optional=1),
    "REPT": Function(texts.repeated, "vv"),
    "RIGHT": Function(texts.right, "vv", optional=1),
    "ROUND": Function(rounding.rounded, "vv"),
    "ROUNDDOWN": Function(rounding.rounded_down, "vv"),
    "ROUNDUP": Function(rounding.rounded_up, "vv"),
    "ROWS": Function(lambda column: float(len(column)), COLUMN),
    "SEARCH": Function(texts.search, "vvv", optional=1),
    "SIGN": Function(lambda value: float((number(value) > 0) - (number(value) < 0))),
    "SMALL": Function(aggregates.nth_smallest, "cv"),
    "SQRT": Function(_square_root),
    "SUBSTITUTE": Function(texts.substitute, "vvvv", optional=1),
    "SUM": _columns(aggregates.total),
    "SUMIF": Function(aggregates.sumif, "cvc", optional=1),
    "SUMIFS": Function(aggregates.sumifs, "ccv", repeats=2),
    "SUMPRODUCT": Function(aggregates.sumproduct, COLUMN, repeats=1, in_arrays=True),
    "T": Function(lambda value: value if isinstance(value, str) else ""),
    "TEXT": Function(texts.formatted, "vv"),
    "TRIM": Function(texts.trimmed),
    "UPPER": Function(lambda value: text(value).upper()),
    "VALUE": Function(lambda value: number_in(value) if isinstance(value, str) else number(value)),
    "YEAR": Function(calendar.year_of),
}
