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
    LISTS_ROW,
)
from pii_xl.workbook.sheets.dashboard.references import BLANK, first, found, whole_column
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
        self.index = workspace["tblIndex"].iloc[0]
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
        progress = self.workspace["tblProgress"].dropna(subset=["late_order"]).set_index("late_order")
        for number in range(1, LATE_ROWS + 1):
            row = CHARTS_ROW + 1 + number
            place = f"MATCH(ROWS({xl_range_abs(CHARTS_ROW + 2, column, row, column)}),{whole_column('tblProgress', 'late_order')},0)"
            for position, key in zip(
                (column, column + 2, column + 3, column + 4),
                ("agency", "state", "days_late", "open"),
                strict=True,
            ):
                value = progress.at[number, key] if number in progress.index else ""
                formula = f'=IFERROR(INDEX({whole_column("tblProgress", key)},{place}),"")'
                Live(formula, value).write(sheet, row, position, self._line(num_format="0"))
            sheet.write_blank(row, column + 1, None, self._line())

    def _write_heat(self, sheet: Worksheet) -> None:
        status, count = self.index["status"], len(self.workspace["tblResults"])
        meaning = "mã và điểm 0–100, “–” là chưa tính được"
        formula = (
            f'="Điểm "&ROWS({whole_column("tblResults", "score")})&" chỉ số do sổ tự tính ("&{first("tblIndex", "status")}'
            f'&"): {meaning}"'
        )
        caption = Live(formula, f"Điểm {count} chỉ số do sổ tự tính ({status}): {meaning}")
        caption.write(sheet, HEAT_ROW - 1, 0, self.formats.caption())
        scores = self.workspace["tblResults"].set_index("code")["score"]
        for row, (code, label) in enumerate(
            zip(self.pillars["code"], self.pillars["label"], strict=True), start=HEAT_ROW
        ):
            text = f"={found('tblPillars', 'label', chr(34) + str(code) + chr(34))}"
            Live(text, str(label)).write(sheet, row, 0, self.formats.get(bold=True))
            own = [indicator for indicator in scores.index if indicator.partition(".")[0] == code]
            for column, indicator in enumerate(own, start=HEAT_FIRST_COLUMN):
                digits = f'"{indicator}: "0;"{indicator}: "0;"{indicator}: "0;"{indicator}: {BLANK}"'
                form = self.formats.get(border=1, border_color=GRID, align="center", num_format=digits)
                formula = f"={found('tblResults', 'score', chr(34) + indicator + chr(34))}"
                Live(formula, scores[indicator]).write(sheet, row, column, form)
        last = (HEAT_ROW + len(self.pillars) - 1, COLUMNS - 1)
        sheet.conditional_format(HEAT_ROW, HEAT_FIRST_COLUMN, *last, HEAT)

    def _write_lists(self, sheet: Worksheet) -> None:
        half = COLUMNS // 2
        computed = f"theo sổ tự tính ({self.index['status']})"
        status = f'"&{first("tblIndex", "status")}&"'
        lead = ("Hơn trung bình cả nước nhiều nhất", "Kém trung bình cả nước nhiều nhất")
        captions = [Live(f'="{text} theo sổ tự tính ({status})"', f"{text} {computed}") for text in lead]
        low = LISTS_ROW + LISTED + 1
        for row, column, caption, item in (
            (LISTS_ROW, 0, *self._published_list("điểm mạnh", "Mạnh nhất, Bộ công bố")),
            (LISTS_ROW, half, *self._published_list("điểm yếu", "Yếu nhất, Bộ công bố")),
            (low, 0, captions[0], self._strong_item),
            (low, half, captions[1], self._weak_item),
        ):
            caption.write(sheet, row, column, self.formats.get(bold=True, font_color=ACCENT))
            for number in range(1, LISTED + 1):
                sheet.write_number(
                    row + number, column, number, self.formats.get(align="right", num_format='0"."')
                )
                place = xl_rowcol_to_cell(row + number, column)
                item(number, place).write(sheet, row + number, column + 1, self.formats.get())

    def _published_list(self, kind: str, title: str) -> tuple[Live, Callable[[int, str], Live]]:
        year, province = self.workspace.year, self.workspace.settings.text("province")
        texts = self.workspace["tblStrengths"].set_index("key")["text"].to_dict()

        def item(number: int, place: str) -> Live:
            key = f'cfg_year&"|"&cfg_province&"|{kind}|"&{place}'
            found = f"INDEX({whole_column('tblStrengths', 'text')},MATCH({key},{whole_column('tblStrengths', 'key')},0))"
            said = texts.get(f"{year}|{province}|{kind}|{number}")
            return Live(f'=IFERROR({found},"{BLANK}")', said or BLANK)

        return Live(f'="{title} năm "&cfg_year', f"{title} năm {year}"), item

    def _strong_item(self, number: int, place: str) -> Live:
        return self._computed_item(number, place)

    def _weak_item(self, number: int, place: str) -> Live:
        count = int(self.workspace["tblResults"]["order"].notna().sum())
        return self._computed_item(
            count + 1 - number, f"COUNT({whole_column('tblResults', 'order')})+1-{place}"
        )

    def _computed_item(self, order: int, wanted: str) -> Live:
        """The indicator at ``order`` by its gap to the national mean; ``wanted`` is the formula of that order."""
        results = self.workspace["tblResults"].dropna(subset=["order"]).set_index("order")
        place = f"MATCH({wanted},{whole_column('tblResults', 'order')},0)"
        formula = f'=IFERROR(INDEX({whole_column("tblResults", "headline")},{place}),"{BLANK}")'
        return Live(formula, results.at[order, "headline"] if order in results.index else BLANK)

    def _line(self, **look: Any) -> Format:
        return self.formats.get(bottom=1, border_color=GRID, align="left", **look)
