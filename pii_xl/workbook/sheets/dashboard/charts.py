"""The chart of the dashboard: every pillar by name, its published score, last year's, and the target as a mark."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.workbook.cells.styles import ACCENT, INK
from pii_xl.workbook.sheets.chart_looks import WITH_GRID, dress, hatched
from pii_xl.workbook.sheets.chart_points import Points, area
from pii_xl.workbook.sheets.dashboard.grid import CHART_COLUMNS, CHART_ROW, COLUMN_WIDTH, POINTS_COLUMN
from pii_xl.workspace.workspace import Workspace

CHART_ROWS = 17
ROW_PIXELS = 20
SCORE, BEFORE, TARGET = "published", "published_before", "target"
DESCRIPTION = (
    "Biểu đồ cột: điểm công bố từng trụ cột năm nay và năm trước, vạch ngang là mục tiêu của kế hoạch."
)


def write_chart(workbook: XlsxWorkbook, sheet: Worksheet, workspace: Workspace) -> None:
    """Draw the chart; a pillar without a figure stays a gap."""
    count = len(workspace["tblPillars"])
    points = Points(workspace, sheet, CHART_ROW, POINTS_COLUMN).write(
        (BEFORE, SCORE, TARGET), "tblPillars", count
    )
    names = {"categories": area(workspace, "tblPillars", "label", count)}
    year, before = workspace.year, workspace.settings.integer("previous_year")
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            **names,
            "values": points[BEFORE],
            "name": f"Công bố {before}",
            **hatched("light_upward_diagonal", "#7A8794"),
            "border": {"color": "#7A8794"},
            "gap": 55,
            "overlap": 0,
        }
    )
    chart.add_series(
        {
            **names,
            "values": points[SCORE],
            "name": f"Công bố {year}",
            "fill": {"color": ACCENT},
            "border": {"color": INK},
            "data_labels": _labels(bold=True),
        }
    )
    marks = workbook.add_chart({"type": "line"})
    marks.add_series(
        {
            **names,
            "values": points[TARGET],
            "name": f"Mục tiêu {year}",
            "line": {"none": True},
            "marker": {
                "type": "long_dash",
                "size": 18,
                "fill": {"color": "#C96A12"},
                "border": {"color": INK},
            },
        }
    )
    chart.combine(marks)
    _dress(chart)
    sheet.insert_chart(CHART_ROW, 0, chart, {"description": DESCRIPTION, "object_position": 2})


def _labels(**font: Any) -> dict[str, Any]:
    return {"value": True, "num_format": "#,##0.0", "font": {"size": 10, **font}}


def _dress(chart: Any) -> None:
    dress(chart, "Điểm công bố từng trụ cột, so năm trước và mục tiêu", overlay=False)
    chart.set_x_axis({"num_font": {"size": 9}})
    chart.set_y_axis({"min": 0, "num_format": "0", **WITH_GRID})
    chart.set_size(
        {"width": round(CHART_COLUMNS * (COLUMN_WIDTH * 7 + 5)), "height": CHART_ROWS * ROW_PIXELS}
    )
