"""The figures at the top of the dashboard: published ones, and apart from them what the workbook computes itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pii_xl.ground.frames import records_by_code
from pii_xl.ground.text import number_vi
from pii_xl.score.province import NATION
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.sheets.dashboard.references import (
    BLANK,
    first,
    found,
    is_given,
    or_blank,
    shown,
    whole,
    whole_column,
)
from pii_xl.workspace.workspace import Workspace

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


class Figures:
    """Captions and tiles of a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.index = workspace["tblIndex"].iloc[0]
        self.pillars = workspace["tblPillars"]

    def published_caption(self) -> Live:
        year, state = self.workspace.year, "công bố" if is_given(self.index["published"]) else "chưa công bố"
        formula = (
            '="Kết quả Bộ Khoa học và Công nghệ công bố năm "&cfg_year&" ("&'
            f'IF(ISNUMBER({first("tblIndex", "published")}),"công bố","chưa công bố")&")"'
        )
        return Live(formula, f"Kết quả Bộ Khoa học và Công nghệ công bố năm {year} ({state})")

    def computed_caption(self) -> Live:
        formula = (
            f'="Sổ này tự tính từ số liệu đã nhập ("&{first("tblIndex", "status")}'
            '&"); không thay kết quả công bố"'
        )
        status = self.index["status"]
        return Live(formula, f"Sổ này tự tính từ số liệu đã nhập ({status}); không thay kết quả công bố")

    def published_tiles(self) -> list[Tile]:
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

    def computed_tiles(self) -> list[Tile]:
        compared = self.workspace["tblCompare"].set_index("case")
        words = found("tblCompare", "rank", '"Hiện tại"', "case")
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
        return or_blank(first("tblIndex", key), self.index[key])

    def _of_side(self, code: str, key: str) -> Live:
        sides = self.workspace["tblSubIndices"].set_index("code")
        return or_blank(found("tblSubIndices", key, f'"{code}"'), sides.at[code, key])

    def _side_tile(self, code: str, name: str) -> Tile:
        change = self.workspace["tblSubIndices"].set_index("code").at[code, "change"]
        return Tile(name, self._of_side(code, "published"), self._change("tblSubIndices", change, code))

    def _change(self, table: str, change: Any, code: str = "PII") -> Live:
        cell = found(table, "change", f'"{code}"')
        formula = f'=IFERROR(IF({cell}<0,"{FALL} ","{RISE} ")&FIXED(ABS({cell}))&" so năm trước","chưa có năm trước")'
        if not is_given(change):
            return Live(formula, "chưa có năm trước")
        return Live(formula, f"{FALL if change < 0 else RISE} {number_vi(abs(change))} so năm trước")

    def _against_published(self, table: str, code: str) -> Live:
        row = records_by_code(self.workspace[table])[code]
        score, published = (found(table, key, f'"{code}"') for key in ("score", "published"))
        formula = f'=IFERROR("lệch công bố "&FIXED({score}-{published}),"chưa so được")'
        gap = row["score"] - row["published"]
        return Live(formula, f"lệch công bố {number_vi(gap)}" if is_given(gap) else "chưa so được")

    def _rank(self, key: str) -> Live:
        rank, units = first("tblIndex", key), first("tblIndex", "n_units")
        known = is_given(self.index[key])
        said = f"{whole(self.index[key])}/{whole(self.index['n_units'])}" if known else BLANK
        return Live(f'=IF(ISNUMBER({rank}),{rank}&"/"&{units},"{BLANK}")', said)

    def _rank_target(self) -> Live:
        target, met = first("tblIndex", "rank_target"), first("tblIndex", "met")
        formula = f'=IF(ISNUMBER({target}),"mục tiêu "&{target}&" tỉnh đầu: "&{met},"chưa có mục tiêu")'
        if not is_given(self.index["rank_target"]):
            return Live(formula, "chưa có mục tiêu")
        said = f"mục tiêu {whole(self.index['rank_target'])} tỉnh đầu: {self.index['met']}"
        return Live(formula, said)

    def _year_before(self) -> Live:
        year = self.workspace.settings.integer("previous_year")
        formula = f'="công bố năm "&cfg_previous_year&IF(cfg_merged="Có","{OLD_BORDERS}","")'
        merged = self.workspace.settings.text("merged") == "Có"
        return Live(formula, f"công bố năm {year}{OLD_BORDERS if merged else ''}")

    def _nation(self) -> Live:
        table = "tblPublished"
        where = f'{whole_column(table, "year")},cfg_year,{whole_column(table, "province")},"{NATION}",{whole_column(table, "component")},"PII"'
        rows = self.workspace[table]
        own = rows[
            (rows["year"] == self.workspace.year)
            & (rows["province"] == NATION)
            & (rows["component"] == "PII")
        ]
        formula = f'=IFERROR(AVERAGEIFS({whole_column(table, "score")},{where}),"{BLANK}")'
        return Live(formula, shown(own["score"].mean()))

    def _nation_state(self) -> Live:
        where = f'{whole_column("tblPublished", "province")},"{NATION}"'
        known = (self.workspace["tblPublished"]["province"] == NATION).any()
        formula = f'=IF(COUNTIF({where})>0,"công bố","chưa nhập ở trang Công bố")'
        return Live(formula, "công bố" if known else "chưa nhập ở trang Công bố")

    def _targets_met(self) -> Live:
        met, target = whole_column("tblPillars", "met"), whole_column("tblPillars", "target")
        published = whole_column("tblPillars", "published")
        formula = f'=IF(COUNT({published})=0,"{BLANK}",COUNTIF({met},"Đạt")&"/"&COUNT({target}))'
        n_met, n_targets = (self.pillars["met"] == "Đạt").sum(), self.pillars["target"].notna().sum()
        known = self.pillars["published"].notna().any()
        return Live(formula, f"{n_met}/{n_targets}" if known else BLANK)

    def _target_count(self) -> Live:
        target = whole_column("tblPillars", "target")
        count = self.pillars["target"].notna().sum()
        return Live(f'="trong "&COUNT({target})&" mục tiêu"', f"trong {count} mục tiêu")

    def _counted(self, table: str, key: str) -> tuple[Live, Live]:
        numbers = self.workspace[table][key]
        column = whole_column(table, key)
        lacking = int(numbers.isna().sum())
        return (
            Live(f'=COUNT({column})&"/"&ROWS({column})', f"{numbers.notna().sum()}/{len(numbers)}"),
            Live(f'="còn thiếu "&(ROWS({column})-COUNT({column}))', f"còn thiếu {lacking}"),
        )
