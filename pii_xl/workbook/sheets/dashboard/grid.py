"""Where things stand on the dashboard: a grid of equal columns, and the first row of each block."""

from __future__ import annotations

COLUMNS, COLUMN_WIDTH = 16, 9.6
PUBLISHED_ROW, COMPUTED_ROW, CHARTS_ROW, HEAT_ROW, LISTS_ROW = 5, 10, 15, 32, 40
LATE_COLUMN, HEAT_FIRST_COLUMN = 11, 5
LISTED = 5
LAST_ROW = LISTS_ROW + 2 * (LISTED + 1) + 1
SERIES_COLUMN = COLUMNS + 2
"""Names of the charts' series stand outside the printed page; each says when its figures are not there yet."""
