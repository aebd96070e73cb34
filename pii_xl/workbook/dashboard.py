"""The sheet "Bảng điều khiển": one A4 page for the leadership. Published figures come first and apart from computed ones.

Everything on it is a live formula over the workbook's tables; the charts read the table of pillars.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.frames import records_by_code
from pii_xl.layout import BOOK
from pii_xl.layout.sheets import DASHBOARD, SUMMARY
from pii_xl.score.province import NATION
from pii_xl.text import number_vi
from pii_xl.workbook.live_cells import Live, Value
from pii_xl.workbook.row_heights import LINE
from pii_xl.workbook.styles import ACCENT, ACCENT_SOFT, GRID, INK, Formats
from pii_xl.workspace import Workspace

COLUMNS, COLUMN_WIDTH = 16, 9.6
TILE_COLUMNS = 2
PUBLISHED_ROW, COMPUTED_ROW, CHARTS_ROW, HEAT_ROW, LISTS_ROW = 5, 10, 15, 32, 40
CHART_ROWS = 15
HEAT_FIRST_COLUMN = 5
LISTED = 5
LATE_ROWS = 13
BLANK = "–"
LAST_ROW = LISTS_ROW + 2 * (LISTED + 1) + 1
SERIES_COLUMN = COLUMNS + 2
"""Names of the charts' series stand outside the printed page; each says when its figures are not there yet."""

LOW, MIDDLE, HIGH = "#F2B279", "#FFFFFF", "#8FC1DD"  # told apart by colour-blind people too
NOT_OFFICIAL = Live('="không phải hạng công bố"', "không phải hạng công bố")
OLD_BORDERS = ", địa giới cũ"
RISE, FALL = "▲ tăng", "▼ giảm"


@dataclass(frozen=True)
class Tile:
    """A labelled figure over ``span`` tiles, with a line below it."""

    label: str
    figure: Live
    note: Live | None = None
    digits: int = 2
    span: int = 1


class Dashboard:
    """Writes the sheet from a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats
        self.index = workspace["tblIndex"].iloc[0]
        self.pillars = workspace["tblPillars"]

    @staticmethod
    def widths() -> tuple[float, ...]:
        return (COLUMN_WIDTH,) * COLUMNS

    def write(self, workbook: XlsxWorkbook, sheet: Worksheet) -> None:
        """Fill the sheet below its head."""
        self._write_tiles(sheet, PUBLISHED_ROW, self._published_caption(), self._published_tiles())
        self._write_tiles(sheet, COMPUTED_ROW, self._computed_caption(), self._computed_tiles())
        self._write_charts(workbook, sheet)
        self._write_late(sheet)
        self._write_heat(sheet)
        self._write_lists(sheet)
        sheet.print_area(0, 0, LAST_ROW, COLUMNS - 1)
        sheet.center_horizontally()
        sheet.freeze_panes(4, 0)

    # --- tiles ---------------------------------------------------------------------------------------------------------

    def _published_caption(self) -> Live:
        year, state = self.workspace.year, "công bố" if _is(self.index["published"]) else "chưa công bố"
        formula = (
            '="Kết quả Bộ Khoa học và Công nghệ công bố năm "&cfg_year&" ("&'
            f'IF(ISNUMBER({_first("tblIndex", "published")}),"công bố","chưa công bố")&")"'
        )
        return Live(formula, f"Kết quả Bộ Khoa học và Công nghệ công bố năm {year} ({state})")

    def _computed_caption(self) -> Live:
        formula = (
            f'="Sổ này tự tính từ số liệu đã nhập ("&{_first("tblIndex", "status")}'
            '&"); không thay kết quả công bố"'
        )
        status = self.index["status"]
        return Live(formula, f"Sổ này tự tính từ số liệu đã nhập ({status}); không thay kết quả công bố")

    def _published_tiles(self) -> list[Tile]:
        index = self.index
        return [
            Tile("PII", self._of_index("published"), self._change("tblIndex", index["change"])),
            *(self._side_tile(code, name) for code, name in (("input", "Đầu vào"), ("output", "Đầu ra"))),
            Tile("Hạng", self._rank("rank"), self._rank_target()),
            Tile("Hạng năm trước", self._of_index("rank_before"), self._year_before(), digits=0),
            Tile("PII năm trước", self._of_index("published_before"), self._year_before()),
            Tile("Trung bình cả nước", self._nation(), self._nation_state()),
            Tile("Trụ cột vượt mục tiêu", self._targets_met(), self._target_count()),
        ]

    def _computed_tiles(self) -> list[Tile]:
        compared = self.workspace["tblCompare"].set_index("case")
        words = _found("tblCompare", "rank", '"Hiện tại"', "case")
        now = compared.at["Hiện tại", "rank"]
        return [
            Tile("PII tự tính", self._of_index("score"), self._against_published("tblIndex", "PII")),
            *(
                Tile(
                    f"{name} tự tính",
                    self._of_side(code, "score"),
                    self._against_published("tblSubIndices", code),
                )
                for code, name in (("input", "Đầu vào"), ("output", "Đầu ra"))
            ),
            Tile("Hạng ước tính", Live(f"={words}", now), NOT_OFFICIAL, span=3),
            Tile("Chỉ số có điểm", *self._counted("tblResults", "score")),
            Tile("Chỉ số có số liệu", *self._counted("tblValues", "value")),
        ]

    def _of_index(self, key: str) -> Live:
        return _or_blank(_first("tblIndex", key), self.index[key])

    def _of_side(self, code: str, key: str) -> Live:
        sides = self.workspace["tblSubIndices"].set_index("code")
        return _or_blank(_found("tblSubIndices", key, f'"{code}"'), sides.at[code, key])

    def _side_tile(self, code: str, name: str) -> Tile:
        change = self.workspace["tblSubIndices"].set_index("code").at[code, "change"]
        return Tile(name, self._of_side(code, "published"), self._change("tblSubIndices", change, code))

    def _change(self, table: str, change: Any, code: str = "PII") -> Live:
        cell = _found(table, "change", f'"{code}"')
        formula = f'=IFERROR(IF({cell}<0,"{FALL} ","{RISE} ")&FIXED(ABS({cell}))&" so năm trước","chưa có năm trước")'
        if not _is(change):
            return Live(formula, "chưa có năm trước")
        return Live(formula, f"{FALL if change < 0 else RISE} {number_vi(abs(change))} so năm trước")

    def _against_published(self, table: str, code: str) -> Live:
        row = records_by_code(self.workspace[table])[code]
        score, published = (_found(table, key, f'"{code}"') for key in ("score", "published"))
        formula = f'=IFERROR("lệch công bố "&FIXED({score}-{published}),"chưa so được")'
        gap = row["score"] - row["published"]
        return Live(formula, f"lệch công bố {number_vi(gap)}" if _is(gap) else "chưa so được")

    def _rank(self, key: str) -> Live:
        rank, units = _first("tblIndex", key), _first("tblIndex", "n_units")
        known = _is(self.index[key])
        said = f"{_whole(self.index[key])}/{_whole(self.index['n_units'])}" if known else BLANK
        return Live(f'=IF(ISNUMBER({rank}),{rank}&"/"&{units},"{BLANK}")', said)

    def _rank_target(self) -> Live:
        target, met = _first("tblIndex", "rank_target"), _first("tblIndex", "met")
        formula = f'=IF(ISNUMBER({target}),"mục tiêu "&{target}&" tỉnh đầu: "&{met},"chưa có mục tiêu")'
        if not _is(self.index["rank_target"]):
            return Live(formula, "chưa có mục tiêu")
        said = f"mục tiêu {_whole(self.index['rank_target'])} tỉnh đầu: {self.index['met']}"
        return Live(formula, said)

    def _year_before(self) -> Live:
        year = self.workspace.settings.integer("previous_year")
        formula = f'="công bố năm "&cfg_previous_year&IF(cfg_merged="Có","{OLD_BORDERS}","")'
        merged = self.workspace.settings.text("merged") == "Có"
        return Live(formula, f"công bố năm {year}{OLD_BORDERS if merged else ''}")

    def _nation(self) -> Live:
        table = "tblPublished"
        where = f'{_column(table, "year")},cfg_year,{_column(table, "province")},"{NATION}",{_column(table, "component")},"PII"'
        rows = self.workspace[table]
        own = rows[
            (rows["year"] == self.workspace.year)
            & (rows["province"] == NATION)
            & (rows["component"] == "PII")
        ]
        formula = f'=IFERROR(AVERAGEIFS({_column(table, "score")},{where}),"{BLANK}")'
        return Live(formula, _shown(own["score"].mean()))

    def _nation_state(self) -> Live:
        where = f'{_column("tblPublished", "province")},"{NATION}"'
        known = (self.workspace["tblPublished"]["province"] == NATION).any()
        formula = f'=IF(COUNTIF({where})>0,"công bố","chưa nhập ở trang Công bố")'
        return Live(formula, "công bố" if known else "chưa nhập ở trang Công bố")

    def _targets_met(self) -> Live:
        met, target = _column("tblPillars", "met"), _column("tblPillars", "target")
        published = _column("tblPillars", "published")
        formula = f'=IF(COUNT({published})=0,"{BLANK}",COUNTIF({met},"Đạt")&"/"&COUNT({target}))'
        n_met, n_targets = (self.pillars["met"] == "Đạt").sum(), self.pillars["target"].notna().sum()
        known = self.pillars["published"].notna().any()
        return Live(formula, f"{n_met}/{n_targets}" if known else BLANK)

    def _target_count(self) -> Live:
        target = _column("tblPillars", "target")
        count = self.pillars["target"].notna().sum()
        return Live(f'="trong "&COUNT({target})&" mục tiêu"', f"trong {count} mục tiêu")

    def _counted(self, table: str, key: str) -> tuple[Live, Live]:
        numbers = self.workspace[table][key]
        column = _column(table, key)
        lacking = int(numbers.isna().sum())
        return (
            Live(f'=COUNT({column})&"/"&ROWS({column})', f"{numbers.notna().sum()}/{len(numbers)}"),
            Live(f'="còn thiếu "&(ROWS({column})-COUNT({column}))', f"còn thiếu {lacking}"),
        )

    def _write_tiles(self, sheet: Worksheet, row: int, caption: Live, tiles: Sequence[Tile]) -> None:
        caption.write(sheet, row, 0, self.formats.caption())
        column = 0
        for tile in tiles:
            width = TILE_COLUMNS * tile.span
            self._across(sheet, row + 1, column, width, tile.label, bg_color=ACCENT_SOFT, bold=True)
            size = 14 if tile.span == 1 else 11
            digits = "0" + "." * bool(tile.digits) + "0" * tile.digits
            self._across(
                sheet, row + 2, column, width, tile.figure, bold=True, font_size=size, num_format=digits
            )
            self._across(sheet, row + 3, column, width, tile.note or "")
            column += width
        sheet.set_row(row + 2, 2 * LINE)

    def _across(
        self, sheet: Worksheet, row: int, column: int, width: int, content: Live | str, **look: Any
    ) -> None:
        """``content`` centred over ``width`` cells without merging them."""
        form = self.formats.get(align="center_across", top=1, bottom=1, border_color=GRID, **look)
        if isinstance(content, Live):
            content.write(sheet, row, column, form)
        else:
            sheet.write_string(row, column, content, form) if content else sheet.write_blank(
                row, column, None, form
            )
        for offset in range(1, width):
            sheet.write_blank(row, column + offset, None, form)

    # --- charts --------------------------------------------------------------------------------------------------------

    def _write_charts(self, workbook: XlsxWorkbook, sheet: Worksheet) -> None:
        names = self._write_series_names(sheet)
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
            "Biểu đồ mạng nhện: điểm bảy trụ cột công bố năm nay, năm trước và sổ tự tính.",
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
            "categories": _area("tblPillars", "code", len(self.pillars)),
            "values": _area("tblPillars", key, len(self.pillars)),
            **look,
        }

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
                f'"Sổ tự tính, "&{_first("tblIndex", "status")}',
                f"Sổ tự tính, {self.index['status']}",
            ),
            "target": self._series_name("target", '"Mục tiêu "&cfg_year', f"Mục tiêu {year}"),
        }

    def _series_name(self, key: str, formula: str, said: str) -> Live:
        column = _column("tblPillars", key)
        known, total = int(self.pillars[key].notna().sum()), len(self.pillars)
        lacking = f'IF(COUNT({column})=ROWS({column}),""," (có "&COUNT({column})&"/"&ROWS({column})&")")'
        return Live(f"={formula}&{lacking}", said + ("" if known == total else f" (có {known}/{total})"))

    # --- who is late, heat strip, strongest and weakest ------------------------------------------------------------------

    def _write_late(self, sheet: Worksheet) -> None:
        column = 11
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
            place = f"MATCH(ROWS({xl_range_abs(CHARTS_ROW + 2, column, row, column)}),{_column('tblProgress', 'late_order')},0)"
            for position, key in zip(
                (column, column + 2, column + 3, column + 4),
                ("agency", "state", "days_late", "open"),
                strict=True,
            ):
                value = progress.at[number, key] if number in progress.index else ""
                formula = f'=IFERROR(INDEX({_column("tblProgress", key)},{place}),"")'
                Live(formula, value).write(sheet, row, position, self._line(num_format="0"))
            sheet.write_blank(row, column + 1, None, self._line())

    def _write_heat(self, sheet: Worksheet) -> None:
        sheet.write_formula(
            HEAT_ROW - 1,
            0,
            f'="Điểm 52 chỉ số do sổ tự tính ("&{_first("tblIndex", "status")}&"): mã và điểm 0–100, “–” là chưa tính được"'.replace(
                "52", f'"&ROWS({_column("tblResults", "score")})&"'
            ),
            self.formats.caption(),
            f"Điểm {len(self.workspace['tblResults'])} chỉ số do sổ tự tính ({self.index['status']}): mã và điểm 0–100, “–” là chưa tính được",
        )
        scores = self.workspace["tblResults"].set_index("code")["score"]
        for row, (code, label) in enumerate(
            zip(self.pillars["code"], self.pillars["label"], strict=True), start=HEAT_ROW
        ):
            text = f"={_found('tblPillars', 'label', chr(34) + str(code) + chr(34))}"
            Live(text, str(label)).write(sheet, row, 0, self.formats.get(bold=True))
            own = [indicator for indicator in scores.index if indicator.partition(".")[0] == code]
            for column, indicator in enumerate(own, start=HEAT_FIRST_COLUMN):
                digits = f'"{indicator}: "0;"{indicator}: "0;"{indicator}: "0;"{indicator}: {BLANK}"'
                form = self.formats.get(border=1, border_color=GRID, align="center", num_format=digits)
                formula = f"={_found('tblResults', 'score', chr(34) + indicator + chr(34))}"
                Live(formula, scores[indicator]).write(sheet, row, column, form)
        last = (HEAT_ROW + len(self.pillars) - 1, COLUMNS - 1)
        sheet.conditional_format(HEAT_ROW, HEAT_FIRST_COLUMN, *last, HEAT)

    def _write_lists(self, sheet: Worksheet) -> None:
        half = COLUMNS // 2
        computed = f"theo sổ tự tính ({self.index['status']})"
        status = f'"&{_first("tblIndex", "status")}&"'
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
            found = (
                f"INDEX({_column('tblStrengths', 'text')},MATCH({key},{_column('tblStrengths', 'key')},0))"
            )
            said = texts.get(f"{year}|{province}|{kind}|{number}")
            return Live(f'=IFERROR({found},"{BLANK}")', said or BLANK)

        return Live(f'="{title} năm "&cfg_year', f"{title} năm {year}"), item

    def _strong_item(self, number: int, place: str) -> Live:
        return self._computed_item(number, place)

    def _weak_item(self, number: int, place: str) -> Live:
        count = int(self.workspace["tblResults"]["order"].notna().sum())
        return self._computed_item(count + 1 - number, f"COUNT({_column('tblResults', 'order')})+1-{place}")

    def _computed_item(self, order: int, wanted: str) -> Live:
        """The indicator at ``order`` by its gap to the national mean; ``wanted`` is the formula of that order."""
        results = self.workspace["tblResults"].dropna(subset=["order"]).set_index("order")
        place = f"MATCH({wanted},{_column('tblResults', 'order')},0)"
        formula = f'=IFERROR(INDEX({_column("tblResults", "headline")},{place}),"{BLANK}")'
        return Live(formula, results.at[order, "headline"] if order in results.index else BLANK)

    def _line(self, **look: Any) -> Format:
        return self.formats.get(bottom=1, border_color=GRID, align="left", **look)


TITLE_LOOK = {"name_font": {"size": 12, "bold": True, "color": ACCENT}, "overlay": False}
RADAR_LINES = {
    "published": {"color": ACCENT, "width": 2.5},
    "published_before": {"color": "#7A8794", "width": 1.75, "dash_type": "dash"},
    "score": {"color": "#C96A12", "width": 1.75, "dash_type": "round_dot"},
}
BAR_FILLS = {"published": {"color": ACCENT}, "score": {"color": "#F2B279"}, "target": {"color": "#FFFFFF"}}
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


def _column(table: str, key: str) -> str:
    return f"{table}[{BOOK.table(table)[key].header}]"


def _first(table: str, key: str) -> str:
    return f"INDEX({_column(table, key)},1)"


def _found(table: str, key: str, wanted: str, by: str = "code") -> str:
    return f"INDEX({_column(table, key)},MATCH({wanted},{_column(table, by)},0))"


def _area(table: str, key: str, rows: int) -> str:
    layout = BOOK.table(table)
    column = layout.column + layout.keys.index(key)
    return f"='{SUMMARY}'!{xl_range_abs(layout.row + 1, column, layout.row + rows, column)}"


def _or_blank(cell: str, value: Any) -> Live:
    return Live(f'=IF(ISNUMBER({cell}),{cell},"{BLANK}")', _shown(value))


def _shown(value: Any) -> Value:
    return float(value) if _is(value) else BLANK


def _is(value: Any) -> bool:
    return bool(pd.notna(value)) and value != ""


def _whole(value: float) -> str:
    return f"{value:g}" if _is(value) else ""
