"""The two charts of the dashboard, over the table of pillars: a radar of published scores, bars against the targets."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.sheets import DASHBOARD
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.styles import ACCENT, GRID, INK, Formats
from pii_xl.workbook.sheets.dashboard.grid import CHARTS_ROW, COLUMN_WIDTH, SERIES_COLUMN
from pii_xl.workbook.sheets.dashboard.references import area, first, whole_column
from pii_xl.workspace.workspace import Workspace

CHART_ROWS = 15
TITLE_LOOK = {"name_font": {"size": 12, "bold": True, "color": ACCENT}, "overlay": False}
RADAR_LINES = {
    "published": {"color": ACCENT, "width": 2.5},
    "published_before": {"color": "#7A8794", "width": 1.75, "dash_type": "dash"},
    "score": {"color": "#C96A12", "width": 1.75, "dash_type": "round_dot"},
}
NOT_DRAWN = "#N/A"
BAR_FILLS = {"published": {"color": ACCENT}, "score": {"color": "#F2B279"}, "target": {"color": "#FFFFFF"}}
SERIES = tuple({**RADAR_LINES, **BAR_FILLS})


class Charts:
    """Draws the charts; series without figures say so in their names."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats
        self.index = workspace["tblIndex"].iloc[0]
        self.pillars = workspace["tblPillars"]

    def write(self, workbook: XlsxWorkbook, sheet: Worksheet) -> None:
        names = self._write_series_names(sheet)
        self._write_points(sheet)
        radar = workbook.add_chart({"type": "radar"})
        for key, line in RADAR_LINES.items():
            radar.add_series(self._series(key, names[key], line=line, marker={"type": "none"}))
        radar.set_title({"name": "Điểm các trụ cột", **TITLE_LOOK})
        radar.set_y_axis({"min": 0, "max": 100, "num_format": "0", "major_gridlines": {"visible": True}})
        self._insert(
            sheet,
            radar,
            0,
            5,
            "Biểu đồ mạng nhện: điểm các trụ cột công bố năm nay, năm trước và sổ tự tính.",
        )
        bars = workbook.add_chart({"type": "column"})
        for key, fill in BAR_FILLS.items():
            bars.add_series(self._series(key, names[key], fill=fill, border={"color": INK}, gap=60))
        bars.set_title({"name": "So với mục tiêu", **TITLE_LOOK})
        bars.set_y_axis(
            {
                "min": 0,
                "max": 100,
                "num_format": "0",
                "major_gridlines": {"visible": True, "line": {"color": GRID}},
            }
        )
        self._insert(
            sheet,
            bars,
            5,
            6,
            "Biểu đồ cột: điểm từng trụ cột công bố, sổ tự tính và mục tiêu của kế hoạch.",
            labels="code",
        )

    def _series(self, key: str, name: str, **look: Any) -> dict[str, Any]:
        return {
            "name": name,
            "categories": area(self.workspace, "tblPillars", "code"),
            "values": f"='{DASHBOARD}'!{self._points(key)}",
            **look,
        }

    def _points(self, key: str) -> str:
        """Where a series' points stand."""
        column = SERIES_COLUMN + 1 + SERIES.index(key)
        return xl_range_abs(CHARTS_ROW + 1, column, CHARTS_ROW + len(self.pillars), column)

    def _write_points(self, sheet: Worksheet) -> None:
        """What the charts draw: the table's scores, and #N/A where there is none. Excel draws an empty text as 0."""
        layout = self.workspace.book.layout.table("tblPillars")
        for column, key in enumerate(SERIES, start=SERIES_COLUMN + 1):
            sheet.write_string(CHARTS_ROW, column, layout[key].header, self.formats.get(bold=True))
            for row, score in enumerate(self.pillars[key]):
                at = xl_rowcol_to_cell(layout.row + 1 + row, layout.column + layout.keys.index(key))
                cell = f"'{layout.sheet}'!{at}"
                shown = NOT_DRAWN if score != score else float(score)
                Live(f"=IF(ISNUMBER({cell}),{cell},NA())", shown).write(
                    sheet, CHARTS_ROW + 1 + row, column, self.formats.get(num_format="0.00", font_color=GRID)
                )

    def _insert(
        self, sheet: Worksheet, chart: Any, column: int, width: int, description: str, labels: str = ""
    ) -> None:
        if labels:
            chart.set_x_axis(
                {"name": "Trụ cột", "num_font": {"size": 10}, "name_font": {"size": 10, "bold": False}}
            )
        chart.set_legend({"position": "bottom", "font": {"size": 10}})
        chart.set_size({"width": round(width * (COLUMN_WIDTH * 7 + 5)), "height": CHART_ROWS * 20})
        sheet.insert_chart(CHARTS_ROW, column, chart, {"description": description, "object_position": 2})

    def _write_series_names(self, sheet: Worksheet) -> dict[str, str]:
        """Cells with the series' names; returns their references."""
        sheet.write_string(CHARTS_ROW, SERIES_COLUMN, "Tên trong biểu đồ", self.formats.get(bold=True))
        sheet.set_column(SERIES_COLUMN, SERIES_COLUMN, 34)
        names = {}
        for row, (key, name) in enumerate(self._series_names().items(), start=CHARTS_ROW + 1):
            name.write(sheet, row, SERIES_COLUMN, self.formats.get())
            names[key] = f"='{DASHBOARD}'!{xl_rowcol_to_cell(row, SERIES_COLUMN, row_abs=True, col_abs=True)}"
        return names

    def _series_names(self) -> dict[str, Live]:
        year, before = self.workspace.year, self.workspace.settings.integer("previous_year")
        return {
            "published": self._series_name("published", '"Công bố "&cfg_year', f"Công bố {year}"),
            "published_before": self._series_name(
                "published_before", '"Công bố "&cfg_previous_year', f"Công bố {before}"
            ),
            "score": self._series_name(
                "score",
                f'"Sổ tự tính, "&{first("tblIndex", "status")}',
                f"Sổ tự tính, {self.index['status']}",
            ),
            "target": self._series_name("target", '"Mục tiêu "&cfg_year', f"Mục tiêu {year}"),
        }

    def _series_name(self, key: str, formula: str, said: str) -> Live:
        column = whole_column("tblPillars", key)
        known, total = int(self.pillars[key].notna().sum()), len(self.pillars)
        lacking = f'IF(COUNT({column})=ROWS({column}),""," (có "&COUNT({column})&"/"&ROWS({column})&")")'
        return Live(f"={formula}&{lacking}", said + ("" if known == total else f" (có {known}/{total})"))
