"""The head of the sheet "Đòn bẩy": what the figures mean, and the greatest levers as bars."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.levers import FIRST_ROW, LEVERS_TABLE
from pii_xl.workbook.cells.styles import ACCENT, INK, Formats
from pii_xl.workbook.sheets.chart_looks import WITH_GRID, dress, hatched
from pii_xl.workbook.sheets.chart_points import Points, area
from pii_xl.workbook.sheets.references import first, live
from pii_xl.workspace.workspace import Workspace

CHARTED = 10
MEANING_ROW, CHART_ROW = 4, 5
ROW_PIXELS, WIDTH_PIXELS = 20, 1080
BARS = (
    ("room", "đạt mức tốt nhất cả nước", {"fill": {"color": ACCENT}, "border": {"color": INK}}),
    (
        "mean_gain",
        "đạt trung bình cả nước",
        {
            **hatched("light_upward_diagonal", "#C96A12"),
            "border": {"color": INK},
        },
    ),
)
DESCRIPTION = "Biểu đồ thanh: các chỉ số có thể đem lại nhiều điểm PII nhất."


def write_levers_head(
    workbook: XlsxWorkbook, sheet: Worksheet, formats: Formats, workspace: Workspace
) -> None:
    """The sentence and the chart above the table."""
    meaning = (
        f'="Điểm PII tăng thêm nếu chỉ số đổi, các chỉ số khác và các tỉnh khác giữ nguyên; tính từ số liệu của sổ ("'
        f'&{first("tblIndex", "status")}&"), không phải dự báo"'
    )
    live(workspace, meaning).write(sheet, MEANING_ROW, 0, formats.purpose())
    count = min(CHARTED, len(workspace[LEVERS_TABLE.name]))
    points = Points(workspace, sheet, CHART_ROW, len(LEVERS_TABLE.columns) + 1)
    ranges = points.write([key for key, *_ in BARS], LEVERS_TABLE.name, count)
    chart = workbook.add_chart({"type": "bar"})
    for key, name, look in BARS:
        chart.add_series(
            {
                "name": name,
                "categories": area(workspace, LEVERS_TABLE.name, "title", count),
                "values": ranges[key],
                "gap": 40,
                "data_labels": {"value": True, "num_format": "0.00;;", "font": {"size": 9}},
                **look,
            }
        )
    dress(chart, "PII tăng thêm nếu chỉ số đạt mức tốt nhất, đạt trung bình cả nước")
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    chart.set_x_axis({"min": 0, "label_position": "none", **WITH_GRID})
    chart.set_size({"width": WIDTH_PIXELS, "height": (FIRST_ROW - CHART_ROW - 1) * ROW_PIXELS})
    sheet.insert_chart(CHART_ROW, 0, chart, {"description": DESCRIPTION, "object_position": 2})
