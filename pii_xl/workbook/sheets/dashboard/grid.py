"""Where things stand on the dashboard: a grid of equal columns, and the first row of each block."""

from __future__ import annotations

COLUMNS, COLUMN_WIDTH = 16, 9.6
PUBLISHED_ROW, COMPUTED_ROW, CHARTS_ROW, HEAT_ROW = 5, 10, 15, 32
LATE_COLUMN, HEAT_FIRST_COLUMN = 11, 5
LISTED = 5

SERIES_COLUMN = COLUMNS + 2
"""Names of the charts' series stand outside the printed page; each says when its figures are not there yet."""


def lists_row(n_pillars: int) -> int:
    """The first row of the lists: below the strip of indicators, which has a row for each pillar."""
    return HEAT_ROW + n_pillars + 1


def last_row(n_pillars: int) -> int:
    """The last row of the page: two lists of :data:`LISTED` lines below each other, with their captions."""
    return lists_row(n_pillars) + 2 * (LISTED + 1) + 1
