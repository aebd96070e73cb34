"""What the criteria of COUNTIFS, SUMIFS, AVERAGEIFS … mean, and which rows fulfil them.

A criterion is a value to equal, or a text: an operator and a value ("<>0", ">=12,5"), or a pattern with ? and * (~ before
one that means itself). A text that reads as a number finds that number too, and a number finds such texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pii_xl.formulas.values import (
    WRONG_VALUE,
    CellError,
    Cells,
    equal,
    less,
    lookup_key,
    number_in,
    same_number,
)

Test = Callable[[Any], bool]
_OPERATOR = re.compile(r"(<>|<=|>=|<|>|=)(.*)", re.DOTALL)
_IS_SPECIAL = re.compile(r"^[<>=]|[?*~]")


def rows_where(*pairs: Any) -> list[int]:
    """Positions at which every column fulfils its criterion. Raises CellError #VALUE! for columns of different lengths."""
    columns, criteria = pairs[::2], pairs[1::2]
    if len({len(column) for column in columns}) != 1:
        raise CellError(WRONG_VALUE)
    found = _rows(columns[0], criteria[0])
    for column, criterion in zip(columns[1:], criteria[1:], strict=True):
        if not found:
            break
        test = wanted(criterion)
        found = [at for at in found if test(column[at])]
    return found


def _rows(column: Cells, criterion: Any) -> list[int]:
    """Positions in a whole column, by its index where that knows, else cell by cell but only once."""
    if _is_plain(criterion):
        return column.rows_of.get(lookup_key(criterion), [])
    asked = type(criterion), criterion
    if asked not in column.rows_asked:
        test = wanted(criterion)
        column.rows_asked[asked] = [at for at, one in enumerate(column) if test(one)]
    return column.rows_asked[asked]


@lru_cache(maxsize=4096, typed=True)
def _is_plain(criterion: Any) -> bool:
    """A text that neither compares nor reads as a number."""
    return (
        isinstance(criterion, str)
        and criterion != ""
        and not _IS_SPECIAL.search(criterion)
        and _as_number(criterion) is None
    )


def _as_number(text: str) -> float | None:
    try:
        return number_in(text)
    except CellError:
        return None


@lru_cache(maxsize=4096, typed=True)
def wanted(criterion: Any) -> Test:
    """The test that a criterion means. A blank one means 0."""
    if isinstance(criterion, str):
        match = _OPERATOR.match(criterion)
        return _compared(match[1], match[2]) if match else _equal_to(criterion)
    if isinstance(criterion, bool):
        return lambda cell: cell is criterion
    return _number(0.0 if criterion is None else criterion)


def _compared(operator: str, limit: str) -> Test:
    if operator in ("=", "<>"):
        same = _equal_to(limit) if limit else _is_nothing
        return same if operator == "=" else lambda cell: not same(cell)
    bound = _as_number(limit)
    if bound is not None:
        return lambda cell: type(cell) is float and _ORDER[operator](cell, bound)
    return lambda cell: isinstance(cell, str) and _ORDER[operator](cell, limit)


_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": less,
    ">": lambda cell, bound: less(bound, cell),
    "<=": lambda cell, bound: not less(bound, cell),
    ">=": lambda cell, bound: not less(cell, bound),
}


def _is_nothing(cell: Any) -> bool:
    return cell is None


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == ""


def _equal_to(wanted_text: str) -> Test:
    if not wanted_text:
        return _is_empty
    value = _as_number(wanted_text)
    if value is not None:
        return _number(value)
    if "?" in wanted_text or "*" in wanted_text or "~" in wanted_text:
        shape = pattern(wanted_text)
        return lambda cell: isinstance(cell, str) and shape.fullmatch(cell) is not None
    return lambda cell: isinstance(cell, str) and equal(cell, wanted_text)


def _number(value: float) -> Test:
    def test(cell: Any) -> bool:
        found = _as_number(cell) if isinstance(cell, str) else cell
        return type(found) is float and same_number(found, value)

    return test


def pattern(text: str) -> re.Pattern[str]:
    """A pattern with ? and * as a regular expression."""
    pieces, at = [], 0
    while at < len(text):
        char = text[at]
        if char == "~" and text[at + 1 : at + 2] in ("?", "*", "~"):
            at += 1
            pieces.append(re.escape(text[at]))
        else:
            pieces.append({"?": ".", "*": ".*"}.get(char) or re.escape(char))
        at += 1
    return re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)
