"""The worksheet functions that our formulas use, as Excel computes them. Each is checked against LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from statistics import median
from typing import Any

from pii_xl.formulas.values import (
    DAY_ZERO,
    DIVIDED_BY_ZERO,
    NO_REFERENCE,
    NOT_AVAILABLE,
    WRONG_VALUE,
    CellError,
    Cells,
    compared,
    equal,
    lookup_key,
    number,
    scalar,
    text,
    truth,
)
from pii_xl.ground.text import number_vi


def divide(one: Any, other: Any) -> float:
    """Raises CellError #DIV/0!."""
    if number(other) == 0:
        raise CellError(DIVIDED_BY_ZERO)
    return number(one) / number(other)


def less(one: Any, other: Any) -> bool:
    first, second = compared(one, other)
    return first < second


OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda x, y: number(x) + number(y),
    "-": lambda x, y: number(x) - number(y),
    "*": lambda x, y: number(x) * number(y),
    "/": divide,
    "&": lambda x, y: text(x) + text(y),
    "=": equal,
    "<>": lambda x, y: not equal(x, y),
    "<": less,
    ">": lambda x, y: less(y, x),
    "<=": lambda x, y: not less(y, x),
    ">=": lambda x, y: not less(x, y),
}


def flat(values: tuple[Any, ...]) -> Iterator[tuple[Any, bool]]:
    """Every value, and whether it stood in a column."""
    for value in values:
        if isinstance(value, Cells):
            for inner in value:
                if isinstance(inner, Cells):
                    yield from ((cell, True) for cell in inner)
                else:
                    yield inner, True
        else:
            yield value, False


def numbers(*values: Any) -> list[float]:
    """What SUM, MIN, MEDIAN … take: the numbers of columns, and every single value. Errors are raised."""
    found = []
    for value, in_column in flat(values):
        if isinstance(value, CellError):
            raise value
        if not in_column:
            found.append(number(value))
        elif isinstance(value, float):
            found.append(value)
    return found


def counted(*values: Any) -> float:
    """COUNT: how many numbers there are; errors are none."""
    return float(sum(isinstance(value, float) for value, _ in flat(values)))


_COMPARISON = re.compile(r"(<>|<=|>=|<|>|=)(.*)", re.DOTALL)


def wanted(criterion: Any) -> Callable[[Any], bool]:
    """The test that a criterion of COUNTIFS, SUMIFS … means: equality, a comparison, or a pattern with ? and *."""
    if isinstance(criterion, CellError):
        raise criterion
    if isinstance(criterion, str) and (match := _COMPARISON.match(criterion)):
        return _comparison(match[1], match[2])
    if isinstance(criterion, str):
        return _pattern(criterion)
    if criterion is None:
        return lambda cell: cell == 0.0 and not isinstance(cell, bool)
    return lambda cell: cell is not None and lookup_key(cell) == lookup_key(criterion)


def _comparison(operator: str, limit: str) -> Callable[[Any], bool]:
    if re.fullmatch(r"-?\d+([.,]\d+)?", limit):
        bound = float(limit.replace(",", "."))
        if operator == "<>":
            return lambda cell: cell != bound
        return lambda cell: isinstance(cell, float) and bool(OPERATORS[operator](cell, bound))
    if operator in ("=", "<>"):
        same = _pattern(limit) if limit else lambda cell: cell is None or cell == ""
        return same if operator == "=" else lambda cell: not same(cell)
    return lambda cell: isinstance(cell, str) and bool(OPERATORS[operator](cell, limit))


def _pattern(criterion: str) -> Callable[[Any], bool]:
    if "?" in criterion or "*" in criterion:
        shape = re.compile(_regex(criterion), re.IGNORECASE | re.DOTALL)
        return lambda cell: isinstance(cell, str) and shape.fullmatch(cell) is not None
    folded = criterion.casefold()
    return lambda cell: (
        (isinstance(cell, str) and cell.casefold() == folded)
        or (isinstance(cell, float) and text(cell) == criterion)
    )


def _regex(pattern: str) -> str:
    pieces, at = [], 0
    while at < len(pattern):
        char = pattern[at]
        if char == "~" and at + 1 < len(pattern):
            at += 1
            pieces.append(re.escape(pattern[at]))
        else:
            pieces.append({"?": ".", "*": ".*"}.get(char) or re.escape(char))
        at += 1
    return "".join(pieces)


def rows_where(*pairs: Any) -> list[int]:
    """Positions at which every column fulfils its criterion."""
    found: list[int] | None = None
    for column, criterion in zip(pairs[::2], pairs[1::2], strict=True):
        found = _rows(column, criterion, found)
        if not found:
            return []
    return found or []


def _rows(column: Cells, criterion: Any, among: list[int] | None) -> list[int]:
    if (
        among is None
        and isinstance(criterion, str)
        and not re.search(r"^[<>=]|[?*~]", criterion)
        and criterion
    ):
        rows = column.rows_of.get(lookup_key(criterion), [])
        as_number = [at for at in _numeric(column) if text(column[at]) == criterion]
        return sorted({*rows, *as_number}) if as_number else rows
    test = wanted(criterion)
    return [at for at in (range(len(column)) if among is None else among) if test(column[at])]


def _numeric(column: Cells) -> list[int]:
    return [at for at, cell in enumerate(column) if isinstance(cell, float)]


def countif(column: Cells, criterion: Any) -> Any:
    """COUNTIF; of a column of criteria a column of counts."""
    if isinstance(criterion, Cells):
        return Cells(float(len(rows_where(column, one))) for one in criterion)
    return float(len(rows_where(column, criterion)))


def sumifs(column: Cells, *pairs: Any) -> float:
    return float(sum(value for at in rows_where(*pairs) if isinstance(value := column[at], float)))


def averageifs(column: Cells, *pairs: Any) -> float:
    found = [value for at in rows_where(*pairs) if isinstance(value := column[at], float)]
    return divide(float(sum(found)), float(len(found)))


def match(value: Any, column: Cells, kind: Any = 1.0) -> float:
    """MATCH, exact (0) or the last not above ``value`` in an ordered column (1). Raises CellError #N/A."""
    if kind == 0.0:
        if value is not None and (rows := column.rows_of.get(lookup_key(value))):
            return float(rows[0] + 1)
        raise CellError(NOT_AVAILABLE)
    position = 0
    for at, cell in enumerate(column, start=1):
        if type(cell) is type(value) and not less(value, cell):
            position = at
    if not position:
        raise CellError(NOT_AVAILABLE)
    return float(position)


def index(column: Cells, row: Any, position: Any = None) -> Any:
    """INDEX of a column, or of several columns beside each other. Raises CellError #REF!."""
    if position is not None:
        column = column[int(number(position)) - 1]
    at = int(number(row))
    if not 1 <= at <= len(column):
        raise CellError(NO_REFERENCE)
    return scalar(column[at - 1])


def sumproduct(*columns: Any) -> float:
    if not isinstance(columns[0], Cells):
        return number(columns[0])
    total = 0.0
    for cells in zip(*columns, strict=True):
        product = 1.0
        for cell in cells:
            scalar(cell)
            product *= cell if isinstance(cell, float) else 0.0
        total += product
    return total


def rank(value: Any, column: Cells) -> float:
    if not isinstance(value, float):
        raise CellError(WRONG_VALUE)
    if value not in column.rows_of:
        raise CellError(NOT_AVAILABLE)
    return 1.0 + sum(cell > value for cell in column if isinstance(cell, float))


def rounded(value: Any, digits: Any, way: str = ROUND_HALF_UP) -> float:
    """ROUND, ROUNDUP, ROUNDDOWN: halves go away from zero."""
    exact = Decimal(repr(number(value)))
    return float(exact.quantize(Decimal(1).scaleb(-int(number(digits))), way))


def largest(*values: Any) -> float:
    """MAX; truth values that arithmetic on columns left count as numbers."""
    return max(numbers(*values), default=0.0)


def position_of(part: Any, whole: Any, start: Any = 1.0, *, folded: bool) -> float:
    one, other = text(part), text(whole)
    if folded:
        one, other = one.casefold(), other.casefold()
    at = other.find(one, int(number(start)) - 1)
    if at < 0:
        raise CellError(WRONG_VALUE)
    return float(at + 1)


def ranked(column: Cells, place: Any, *, from_top: bool) -> float:
    found = sorted(numbers(column), reverse=from_top)
    at = int(number(place))
    if not 1 <= at <= len(found):
        raise CellError("#NUM!")
    return found[at - 1]


def calendar(serial: Any) -> date:
    return date.fromordinal(DAY_ZERO.toordinal() + int(number(serial)))


def average(*values: Any) -> float:
    found = numbers(*values)
    return divide(float(sum(found)), float(len(found)))


def middle(*values: Any) -> float:
    found = numbers(*values)
    if not found:
        raise CellError("#NUM!")
    return float(median(found))


def truths(values: tuple[Any, ...]) -> list[bool]:
    """What AND and OR look at: texts and blanks in columns are passed over."""
    return [
        truth(scalar(value))
        for value, in_column in flat(values)
        if not (in_column and (value is None or isinstance(value, str)))
    ]


def joined(*values: Any) -> str:
    return "".join(text(value) for value, _ in flat(values))


def hyperlink(_target: Any, shown: Any = None) -> Any:
    return shown


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "AND": lambda *v: all(truths(v)),
    "OR": lambda *v: any(truths(v)),
    "NOT": lambda x: not truth(x),
    "ABS": lambda x: abs(number(x)),
    "MAX": largest,
    "MIN": lambda *v: min(numbers(*v), default=0.0),
    "SUM": lambda *v: float(sum(numbers(*v))),
    "AVERAGE": average,
    "MEDIAN": middle,
    "COUNT": counted,
    "COUNTA": lambda *v: float(sum(value is not None for value, _ in flat(v))),
    "COUNTBLANK": lambda column: float(sum(value in (None, "") for value in column)),
    "COUNTIF": countif,
    "COUNTIFS": lambda *pairs: float(len(rows_where(*pairs))),
    "SUMIF": lambda column, criterion, summed=None: sumifs(summed or column, column, criterion),
    "SUMIFS": sumifs,
    "AVERAGEIFS": averageifs,
    "SUMPRODUCT": sumproduct,
    "LARGE": lambda column, place: ranked(column, place, from_top=True),
    "SMALL": lambda column, place: ranked(column, place, from_top=False),
    "RANK": rank,
    "MATCH": match,
    "INDEX": index,
    "ROWS": lambda column: float(len(column)),
    "COLUMNS": lambda columns: float(len(columns)) if columns and isinstance(columns[0], Cells) else 1.0,
    "ROUND": rounded,
    "ROUNDUP": lambda x, digits: rounded(x, digits, ROUND_UP),
    "ROUNDDOWN": lambda x, digits: rounded(x, digits, ROUND_DOWN),
    "INT": lambda x: float(number(x) // 1),
    "MOD": lambda x, y: number(x) % number(y) if number(y) else divide(x, y),
    "N": lambda x: float(x) if isinstance(x, bool | float) else 0.0,
    "T": lambda x: x if isinstance(x, str) else "",
    "FIXED": lambda x, decimals=2.0: number_vi(number(x), int(number(decimals))),
    "LEFT": lambda t, n=1.0: text(t)[: int(number(n))],
    "RIGHT": lambda t, n=1.0: text(t)[-int(number(n)) :] if number(n) else "",
    "MID": lambda t, start, n: text(t)[int(number(start)) - 1 : int(number(start)) - 1 + int(number(n))],
    "LEN": lambda t: float(len(text(t))),
    "TRIM": lambda t: re.sub(" +", " ", text(t)).strip(" "),
    "UPPER": lambda t: text(t).upper(),
    "LOWER": lambda t: text(t).lower(),
    "SUBSTITUTE": lambda t, old, new: text(t).replace(text(old), text(new)),
    "SEARCH": lambda part, whole, start=1.0: position_of(part, whole, start, folded=True),
    "FIND": lambda part, whole, start=1.0: position_of(part, whole, start, folded=False),
    "EXACT": lambda one, other: text(one) == text(other),
    "CONCATENATE": joined,
    "REPT": lambda t, n: text(t) * int(number(n)),
    "ISBLANK": lambda x: x is None,
    "ISTEXT": lambda x: isinstance(x, str),
    "YEAR": lambda x: float(calendar(x).year),
    "MONTH": lambda x: float(calendar(x).month),
    "DAY": lambda x: float(calendar(x).day),
    "DATE": lambda y, m, d: float((date(int(number(y)), int(number(m)), int(number(d))) - DAY_ZERO).days),
    "HYPERLINK": hyperlink,
}
"""By name. IF, IFERROR, CHOOSE, ISNUMBER, ISERROR and ISNA are in :mod:`.parse`: they do not compute every argument."""
