"""How every chart of the workbook looks: its title and legend, its grid, bars that differ in black and white too."""

from __future__ import annotations

from typing import Any

from pii_xl.workbook.cells.styles import ACCENT, GRID

WITH_GRID = {"major_gridlines": {"visible": True, "line": {"color": GRID}}}
"""An axis whose values are read across the chart."""


def dress(chart: Any, title: str, **more: Any) -> None:
    """Give a chart its title (``more`` of its options) and legend; it draws the points of hidden cells."""
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True, "color": ACCENT}, **more})
    chart.set_legend({"position": "bottom", "font": {"size": 10}})
    chart.show_hidden_data()


def hatched(pattern: str, color: str) -> dict[str, Any]:
    """Bars hatched in ``color`` on white."""
    return {"pattern": {"pattern": pattern, "fg_color": color, "bg_color": "#FFFFFF"}}
