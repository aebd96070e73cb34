"""Lists of the dashboard: how the agencies stand, all indicators' scores, the strongest and the weakest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.styles import ACCENT, ACCENT_SOFT, GRID, Formats
from pii_xl.workbook.sheets.dashboard.grid import (
    CHARTS_ROW,
    COLUMNS,
    HEAT_FIRST_COLUMN,
    HEAT_ROW,
    LATE_COLUMN,
    LISTED,
    lists_row,
)
from pii_xl.workbook.sheets.dashboard.references import BLANK, first, found, live, whole_column
from pii_xl.workspace.workspace import Workspace

LATE_ROWS = 13
LOW, MIDDLE, HIGH = "#F2B279", "#FFFFFF", "#8FC1DD"  # told apart by colour-blind people too
HEAT = {
    "type": "3_color_scale",
    "min_type": "num",
    "mid_type": "num",
    "max_type": "num",
    "min_value": 0,
    "mid_value": 50,
    "max_value": 100,
    "min_color": LOW,
    "mid_color": MIDDLE,
    "max_color": HIGH,
}


class Lists:
    """Writes the lists of a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats
        self.pillars = workspace["tblPillars"]

    def write(self, sheet: Worksheet) -> None:
        self._write_late(sheet)
        self._write_heat(sheet)
        self._write_lists(sheet)

    def _write_late(self, sheet: Worksheet) -> None:
        column = LATE_COLUMN
        sheet.write_string(CHARTS_ROW, column, "Tình hình nộp, chậm nhất trước", self.formats.caption())
        headers = (
            (column, "Cơ quan"),
            (column + 2, "Tình trạng"),
            (column + 3, "Ngày chậm"),
            (column + 4, "Còn thiếu"),
        )
        form = self._line(bold=True, bg_color=ACCENT_SOFT)
        for offset in range(5):
            sheet.write_blank(CHARTS_ROW + 1, column + offset, None, form)
        for position, header in headers:
            sheet.write_string(CHARTS_ROW + 1, position, header, form)
        for number in range(1, LATE_ROWS + 1):
            row = CHARTS_ROW + 1 + number
            counted = f"ROWS({xl_range_abs(CHARTS_ROW + 2, column, row, column)})"
            for position, key in zip(
                (column, column + 2, column + 3, column + 4),
                ("agency", "state", "days_late", "open"),
                strict=True,
            ):
                value = self.workspace.value(_of_late(key, str(number)))
                Live(_of_late(key, counted), value).write(sheet, row, position, self._line(num_format="0"))
            sheet.write_blank(row, column + 1, None, self._line())

    def _write_heat(self, sheet: Worksheet) -> None:
        meaning = "mã và điểm 0–100, “–” là chưa tính được"
        caption = live(
            self.workspace,
            f'="Điểm "&ROWS({whole_column("tblResults", "score")})&" chỉ số do sổ tự tính ("&{first("tblIndex", "status")}'
            f'&"): {meaning}"',
        )
        caption.write(sheet, HEAT_ROW - 1, 0, self.formats.caption())
        scores = self.workspace["tblResults"].set_index("code")["score"]
        for row, code in enumerate(self.pillars["code"], start=HEAT_ROW):
            text = f"={found('tblPillars', 'label', chr(34) + str(code) + chr(34))}"
            live(self.workspace, text).write(sheet, row, 0, self.formats.get(bold=True))
            own = [indicator for indicator in scores.index if indicator.partition(".")[0] == code]
            for column, indicator in enumerate(own, start=HEAT_FIRST_COLUMN):
                digits = f'"{indicator}: "0;"{indicator}: "0;"{indicator}: "0;"{indicator}: {BLANK}"'
                form = self.formats.get(border=1, border_color=GRID, align="center", num_format=digits)
                formula = f"={found('tblResults', 'score', chr(34) + indicator + chr(34))}"
                live(self.workspace, formula).write(sheet, row, column, form)
        last = (HEAT_ROW + len(self.pillars) - 1, COLUMNS - 1)
        sheet.conditional_format(HEAT_ROW, HEAT_FIRST_COLUMN, *last, HEAT)

    def _write_lists(self, sheet: Worksheet) -> None:
        half = COLUMNS // 2
        status = f'"&{first("tblIndex", "status")}&"'
        lead = ("Hơn trung bình cả nước nhiều nhất", "Kém trung bình cả nước nhiều nhất")
        captions = [live(self.workspace, f'="{text} theo sổ tự tính ({status})"') for text in lead]
        top = lists_row(len(self.pillars))
        low = top + LISTED + 1
        for row, column, caption, item in (
            (top, 0, *self._published_list("điểm mạnh", "Mạnh nhất, Bộ công bố")),
            (top, half, *self._published_list("điểm yếu", "Yếu nhất, Bộ công bố")),
            (low, 0, captions[0], _strong_item),
            (low, half, captions[1], _weak_item),
        ):
            caption.write(sheet, row, column, self.formats.get(bold=True, font_color=ACCENT))
            for number in range(1, LISTED + 1):
                sheet.write_number(
                    row + number, column, number, self.formats.get(align="right", num_format='0"."')
                )
                place = xl_rowcol_to_cell(row + number, column)
                Live(item(place), self.workspace.value(item(str(number)))).write(
                    sheet, row + number, column + 1, self.formats.get()
                )

    def _published_list(self, kind: str, title: str) -> tuple[Live, Callable[[str], str]]:
        def item(place: str) -> str:
            key = f'cfg_year&"|"&cfg_province&"|{kind}|"&{place}'
            text, keys = (whole_column("tblStrengths", name) for name in ("text", "key"))
            return f'=IFERROR(INDEX({text},MATCH({key},{keys},0)),"{BLANK}")'

        return live(self.workspace, f'="{title} năm "&cfg_year'), item

    def _line(self, **look: Any) -> Format:
        return self.formats.get(bottom=1, border_color=GRID, align="left", **look)


def _of_late(key: str, place: str) -> str:
    """The formula of the agency at ``place`` among the late ones."""
    row = f"MATCH({place},{whole_column('tblProgress', 'late_order')},0)"
    return f'=IFERROR(INDEX({whole_column("tblProgress", key)},{row}),"")'


def _strong_item(place: str) -> str:
    return _computed_item(place)


def _weak_item(place: str) -> str:
    return _computed_item(f"COUNT({whole_column('tblResults', 'order')})+1-{place}")


def _computed_item(wanted: str) -> str:
    """The formula of the indicator at ``wanted`` by its gap to the national mean."""
    place = f"MATCH({wanted},{whole_column('tblResults', 'order')},0)"
    return f'=IFERROR(INDEX({whole_column("tblResults", "headline")},{place}),"{BLANK}")'
