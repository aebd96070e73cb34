"""Which rectangles to write when some cells of a table changed: few blocks, none over a cell that must stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """A rectangle of sheet cells, ends included."""

    first: int
    last: int
    left: int
    right: int


def spans(changed: Collection[tuple[int, int]], frozen: Iterable[tuple[int, int]]) -> list[Span]:
    """Rectangles that hold every changed cell, no frozen one, and unchanged ones only between changed rows.

    Neighbouring columns that change make one group; a group is one rectangle from its first to its last changed row,
    parted where a frozen cell lies.
    """
    result = []
    for columns in _runs({column for _, column in changed}):
        rows = {row for row, column in changed if column in columns}
        held = {row for row, column in frozen if column in columns}
        if not held & set(range(min(rows), max(rows) + 1)):
            result.append(Span(min(rows), max(rows), columns[0], columns[-1]))
            continue
        for column in columns:  # a frozen cell somewhere: column by column
            result += _column_spans(
                column,
                {row for row, where in changed if where == column},
                {row for row, where in frozen if where == column},
            )
    return result


def _column_spans(column: int, rows: set[int], held: set[int]) -> list[Span]:
    parts: list[list[int]] = []
    for row in sorted(rows):
        if parts and not held & set(range(parts[-1][-1], row)):
            parts[-1].append(row)
        else:
            parts.append([row])
    return [Span(part[0], part[-1], column, column) for part in parts]


def _runs(numbers: set[int]) -> list[list[int]]:
    """Runs of consecutive numbers."""
    ordered = sorted(numbers)
    grouped = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in grouped]
