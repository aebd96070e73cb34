"""What the sheet "Diễn biến" shows beside its tables: the scores as lines, their course, the years above the values, what moved the pillars."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.trend import (
    EARLIER,
    FIRST_ROW,
    MOVE_WORDS_TABLE,
    MOVES_TABLE,
    TREND_TABLE,
    VALUES_BY_YEAR_TABLE,
    YEARS,
)
from pii_xl.workbook.cells.styles import ACCENT, GRID, INK, Formats
from pii_xl.workbook.sheets.chart_looks import WITH_GRID, dress, hatched
from pii_xl.workbook.sheets.chart_points import Points, area
from pii_xl.workbook.sheets.references import live
from pii_xl.workspace.workspace import Workspace

MEANING_ROW, CHART_ROW = 4, 5
ROW_PIXELS, WIDTH_PIXELS = 20, 1000
LINES = (
    ("pii", "PII", {"color": ACCENT, "width": 2.75}, "circle"),
    ("input", "Đầu vào", {"color": "#C96A12", "width": 2, "dash_type": "dash"}, "square"),
    ("output", "Đầu ra", {"color": "#5B5B5B", "width": 2, "dash_type": "round_dot"}, "triangle"),
)
LABELLED = "pii"
LABELS = {"value": True, "position": "above", "num_format": "0.00", "font": {"size": 9}}
SPARK_HEIGHT = 30
DESCRIPTION = "Biểu đồ đường: điểm PII, đầu vào, đầu ra đã công bố theo năm; năm chưa có điểm thì không vẽ."
MEANING = "Chỉ điểm đã công bố. Khi số tỉnh hoặc khung chỉ số đổi, hạng và điểm hai năm chỉ để tham khảo; cột “So với năm trước” nói rõ."
EFFECTS = (
    (MOVES_TABLE.name, "by_value", {"fill": {"color": ACCENT}}),
    (MOVES_TABLE.name, "by_reference", hatched("wide_upward_diagonal", "#C96A12")),
    (MOVES_TABLE.name, "rest", {"fill": {"color": "#BFBFBF"}}),
    (MOVE_WORDS_TABLE.name, "whole", {"fill": {"color": "#FFFFFF"}, "border": {"color": INK}}),
)
"""What a pillar's change consists of, told apart in black and white too."""
EFFECTS_MEANING = "Biểu đồ cột chồng: điểm công bố của từng trụ cột tăng, giảm do đâu; trụ cột chưa tách được thì một cột trắng."
EFFECTS_WIDTH, EFFECTS_HEIGHT, EFFECTS_GAP = 540, 340, 12
YEAR_KEYS = (*reversed(EARLIER), "previous", "value")


def write_trend_head(
    workbook: XlsxWorkbook, sheet: Worksheet, formats: Formats, workspace: Workspace
) -> None:
    """The sentence, the chart, the sparklines under the scores, and the years above the values."""
    sheet.write_string(MEANING_ROW, 0, MEANING, formats.purpose())
    _chart(workbook, sheet, workspace)
    _sparklines(sheet, formats, workspace)
    _years(sheet, formats, workspace)
    _effects(workbook, sheet, workspace)


def _effects(workbook: XlsxWorkbook, sheet: Worksheet, workspace: Workspace) -> None:
    """Beside the table of what moved the pillars, its bars."""
    layout = workspace.book.layout
    moves, words = layout.table(MOVES_TABLE.name), layout.table(MOVE_WORDS_TABLE.name)
    count = len(workspace[moves.name])
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    right = words.column + len(words.columns) + 1
    for at, (table, key, look) in enumerate(EFFECTS):
        points = Points(workspace, sheet, CHART_ROW, right + at)
        chart.add_series(
            {
                "name": layout.table(table)[key].header,
                "categories": area(workspace, words.name, "label", count),
                "values": points.write([key], table, count)[key],
                "border": {"color": GRID},
                "gap": 60,
                **look,
            }
        )
    dress(chart, moves.caption)
    chart.set_x_axis({"label_position": "low", "num_font": {"size": 9}})
    chart.set_y_axis({"num_format": "0", **WITH_GRID})
    chart.set_size({"width": EFFECTS_WIDTH, "height": EFFECTS_HEIGHT})
    place = {"description": EFFECTS_MEANING, "object_position": 2, "x_offset": EFFECTS_GAP}
    sheet.insert_chart(moves.row - 1, moves.column + len(moves.columns), chart, place)


def _chart(workbook: XlsxWorkbook, sheet: Worksheet, workspace: Workspace) -> None:
    table = workspace.book.layout.table(TREND_TABLE.name)
    points = Points(workspace, sheet, CHART_ROW, len(table.columns) + 1)
    ranges = points.write([key for key, *_ in LINES], table.name, YEARS)
    chart = workbook.add_chart({"type": "line"})
    for key, name, line, marker in LINES:
        chart.add_series(
            {
                "name": name,
                "categories": area(workspace, table.name, "year", YEARS),
                "values": ranges[key],
                "line": line,
                "marker": {
                    "type": marker,
                    "size": 5,
                    "fill": {"color": line["color"]},
                    "border": {"color": line["color"]},
                },
                **({"data_labels": LABELS} if key == LABELLED else {}),
            }
        )
    dress(chart, "Điểm đã công bố theo năm")
    chart.set_y_axis(WITH_GRID)
    chart.show_blanks_as("span")  # LibreOffice draws a "gap" of #N/A as zero
    chart.set_size({"width": WIDTH_PIXELS, "height": (FIRST_ROW - CHART_ROW - 2) * ROW_PIXELS})
    sheet.insert_chart(CHART_ROW, 0, chart, {"description": DESCRIPTION, "object_position": 2})


def _sparklines(sheet: Worksheet, formats: Formats, workspace: Workspace) -> None:
    """Under each column of scores its course; a rank is drawn as it is, so that a falling line is the better one."""
    table = workspace.book.layout.table(TREND_TABLE.name)
    row = table.row + YEARS + 1
    sheet.set_row(row, SPARK_HEIGHT)
    sheet.write_string(row, table.column + table.keys.index("year"), "Diễn biến", formats.text(bold=True))
    drawn = [
        key
        for key in table.keys[table.keys.index("rank") : table.keys.index("comparable")]
        if key != "n_units"
    ]
    for key in drawn:
        column = table.column + table.keys.index(key)
        first, last = (xl_rowcol_to_cell(table.row + at, column) for at in (1, YEARS))
        sheet.add_sparkline(
            row,
            column,
            {
                "range": f"'{sheet.get_name()}'!{first}:{last}",
                "markers": True,
                "series_color": ACCENT,
                "show_hidden": True,
                "reverse": False,
            },
        )


def _years(sheet: Worksheet, formats: Formats, workspace: Workspace) -> None:
    """Above each column of values the year that it is of, as the settings have it."""
    table = workspace.book.layout.table(VALUES_BY_YEAR_TABLE.name)
    layout = workspace.book.layout
    for ago, key in enumerate(reversed(YEAR_KEYS[:-1])):
        formula = layout.spelt_out("{set.previous_year}" + "-1" * ago)
        live(workspace, formula).write(
            sheet, table.row - 1, table.column + table.keys.index(key), formats.text(bold=True)
        )
    formula = layout.spelt_out("{set.year}")
    place = table.column + table.keys.index(YEAR_KEYS[-1])
    live(workspace, formula).write(sheet, table.row - 1, place, formats.text(bold=True))
