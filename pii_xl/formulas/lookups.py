"""MATCH, INDEX and LOOKUP: what stands where in a column, and what stands beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from pii_xl.formulas.criteria import pattern
from pii_xl.formulas.values import (
    NO_REFERENCE,
    NOT_AVAILABLE,
    WRONG_VALUE,
    CellError,
    Cells,
    less,
    lookup_key,
    number,
    scalar,
    whole,
)

_PATTERN = re.compile(r"[?*~]")
EXACT, LAST_NOT_ABOVE = 0, 1


def match(value: Any, column: Cells, kind: Any = 1.0) -> float:
    """MATCH: the first equal cell (kind 0; texts may be patterns), or in an ordered column the last that is not above
    ``value`` (kind 1), or in a falling one the last that is not below it (kind -1). #N/A when there is none, and for a blank."""
    way = number(kind)
    if way == EXACT:
        return _exact(value, column)
    found = _last(value, column, falling=way < EXACT)
    if found is None:
        raise CellError(NOT_AVAILABLE)
    return float(found + 1)


def _exact(value: Any, column: Cells) -> float:
    if isinstance(value, str) and _PATTERN.search(value):
        shape = pattern(value)
        rows = [at for at, cell in enumerate(column) if isinstance(cell, str) and shape.fullmatch(cell)]
    else:
        rows = column.rows_of.get(lookup_key(value), []) if value is not None else []
    if not rows:
        raise CellError(NOT_AVAILABLE)
    return float(rows[0] + 1)


def _last(value: Any, column: Cells, *, falling: bool) -> int | None:
    value = 0.0 if value is None else value
    alike = [at for at, cell in enumerate(column) if type(cell) is type(value)]
    if falling:
        kept = [at for at in alike if not less(column[at], value)]
        return kept[-1] if kept else None
    place = bisect_right(alike, False, key=lambda at: less(value, column[at]))
    return alike[place - 1] if place else None


def index(column: Cells, row: Any, position: Any = None) -> Any:
    """INDEX of a column, or of several columns beside each other. #REF! beyond the end."""
    if position is not None:
        column = column[whole(position) - 1] if isinstance(column[0], Cells) else column
    at = whole(row)
    if at < 0:
        raise CellError(WRONG_VALUE)
    if not 1 <= at <= len(column):
        raise CellError(NO_REFERENCE)
    return scalar(column[at - 1])


def lookup(value: Any, column: Cells, results: Cells | None = None) -> Any:
    """LOOKUP: what stands beside the last cell that is not above ``value`` in an ordered column; errors are passed over."""
    found = _last(value, column, falling=False)
    if found is None:
        raise CellError(NOT_AVAILABLE)
    return index(column if results is None else results, float(found + 1))
