"""Which blocks are written: all that changed and nothing else, in few of them. No spreadsheet program needed."""

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


@given(CELLS, st.sets(st.integers(1, 8)))
def test_the_blocks_hold_every_changed_cell_once_and_no_other(
    changed: set[tuple[int, int]], texts: set[int]
) -> None:
    written = [cell for span in spans(changed, texts) for cell in cells(span)]
    assert sorted(written) == sorted(changed)


@given(CELLS, st.sets(st.integers(1, 8)))
def test_no_block_mixes_text_columns_with_others(changed: set[tuple[int, int]], texts: set[int]) -> None:
    for span in spans(changed, texts):
        assert len({column in texts for column in range(span.left, span.right + 1)}) == 1


def test_neighbouring_columns_whose_rows_change_together_are_one_block() -> None:
    changed = {(row, column) for row in range(5, 10) for column in (2, 3, 4)} | {(5, 8)}
    assert spans(changed, ()) == [Span(5, 9, 2, 4), Span(5, 5, 8, 8)]


def test_a_cell_between_two_changed_ones_is_left_alone() -> None:
    assert spans({(5, 2), (9, 2)}, ()) == [Span(5, 5, 2, 2), Span(9, 9, 2, 2)]
