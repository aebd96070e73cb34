"""Which rectangles to write when some cells of a table changed: few blocks, and no cell that did not change.

A cell that is written again loses what Excel knows beyond its value (a text that looks like a number, a part in bold).
"""

from __future__ import annotations

from collections.abc import Collection, Container
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """A rectangle of sheet cells, ends included."""

    first: int
    last: int
    left: int
    right: int


def spans(changed: Collection[tuple[int, int]], texts: Container[int]) -> list[Span]:
    """Rectangles that hold every changed cell (row, column) once and no other.

    Neighbouring columns share rectangles where the same rows change; columns in ``texts`` and others never do.
    """
    rows_by_column: dict[int, list[int]] = {}
    for row, column in sorted(changed):
        rows_by_column.setdefault(column, []).append(row)
    open_spans: dict[tuple[int, int], Span] = {}
    done: list[Span] = []
    for column in sorted(rows_by_column):
        still_open = {}
        for first, last in _runs(rows_by_column[column]):
            beside = open_spans.pop((first, last), None)
            joins = beside is not None and beside.right == column - 1
            if beside is not None and joins and (beside.left in texts) == (column in texts):
                still_open[first, last] = beside._replace(right=column)
                continue
            done += [beside] if beside is not None else []
            still_open[first, last] = Span(first, last, column, column)
        done += open_spans.values()
        open_spans = still_open
    return sorted([*done, *open_spans.values()], key=lambda span: (span.left, span.first))


def around(found: Collection[Span]) -> Span:
    """The smallest rectangle that holds all of ``found``, of which there is at least one."""
    return Span(
        min(one.first for one in found),
        max(one.last for one in found),
        min(one.left for one in found),
        max(one.right for one in found),
    )


def _runs(ordered: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    grouped = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    runs = ([number for _, number in run] for _, run in grouped)
    return [(run[0], run[-1]) for run in runs]
