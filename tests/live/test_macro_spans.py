"""Which blocks are written: all that changed, nothing that must stay, few of them. No spreadsheet program needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pii_xl.live.spans import Span, spans

CELLS = st.sets(st.tuples(st.integers(1, 15), st.integers(1, 8)))


def cells(span: Span) -> set[tuple[int, int]]:
    return {
        (row, column)
        for row in range(span.first, span.last + 1)
        for column in range(span.left, span.right + 1)
    }


@given(CELLS, CELLS)
def test_every_changed_cell_is_written_once_and_no_frozen_one(
    changed: set[tuple[int, int]], frozen: set[tuple[int, int]]
) -> None:
    frozen -= changed
    written = [cell for span in spans(changed, frozen) for cell in cells(span)]
    assert changed <= set(written)
    assert not frozen & set(written)
    assert len(written) == len(set(written))


@given(CELLS)
def test_only_columns_that_change_are_written(changed: set[tuple[int, int]]) -> None:
    written = {column for span in spans(changed, ()) for _, column in cells(span)}
    assert written == {column for _, column in changed}


def test_neighbouring_columns_are_one_block() -> None:
    changed = {(5, 2), (9, 3), (7, 4), (5, 8)}
    assert spans(changed, ()) == [Span(5, 9, 2, 4), Span(5, 5, 8, 8)]


def test_a_formula_somebody_typed_parts_its_column_only() -> None:
    changed = {(5, 2), (9, 2), (5, 3), (9, 3)}
    assert spans(changed, {(7, 2)}) == [Span(5, 5, 2, 2), Span(9, 9, 2, 2), Span(5, 9, 3, 3)]
