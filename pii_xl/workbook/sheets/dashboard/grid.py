"""Where things stand on the dashboard: a grid of equal columns, and the first row of each block."""

from __future__ import annotations

COLUMNS, COLUMN_WIDTH = 16, 9.6
TILES_ROW, NEIGHBOURS_ROW, CHART_ROW, LISTS_ROW = 5, 10, 14, 32
CHART_COLUMNS, OWING_COLUMN = 10, 11
OWING_ROWS = 14
LEVERS_COLUMN, PRAISED_COLUMN = 5, 11
LISTED, LEVERS_LISTED = 5, 3

POINTS_COLUMN = COLUMNS + 2
"""What the chart draws stands in hidden columns outside the printed page."""


def last_row(n_pillars: int) -> int:
    """The last row of the page: the longest of the lists below the chart, with its captions."""
    return LISTS_ROW + max(n_pillars + 1, 2 * (LISTED + 1), 2 * LEVERS_LISTED + 2)
