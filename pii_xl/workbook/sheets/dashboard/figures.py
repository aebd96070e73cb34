"""The figures at the top of the dashboard: published ones, and apart from them what the workbook computes itself."""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.layout.numbers_said import said
from pii_xl.layout.what_if import CASES, NOW
from pii_xl.layout.words import NATION
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.sheets.dashboard.references import (
    BLANK,
    first,
    found,
    live,
    or_blank,
    whole_column,
)
from pii_xl.workspace.workspace import Workspace

NOT_OFFICIAL = '="không phải hạng công bố"'
OLD_BORDERS = ", địa giới cũ"
RISE, FALL = "▲ tăng", "▼ giảm"
SIDES = (("input", "Đầu vào"), ("output", "Đầu ra"))


@dataclass(frozen=True)
class Tile:
    """A labelled figure over ``span`` tiles, with a line below it."""

    label: str
    figure: Live
    note: Live | None = None
    digits: int = 2
    span: int = 1


class Figures:
    """Captions and tiles of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def published_caption(self) -> Live:
        return self._live(
            '="Kết quả Bộ Khoa học và Công nghệ công bố năm "&cfg_year&" ("&'
            f'IF(ISNUMBER({first("tblIndex", "published")}),"công bố","chưa công bố")&")"'
        )

    def computed_caption(self) -> Live:
        return self._live(
            f'="Sổ này tự tính từ số liệu đã nhập ("&{first("tblIndex", "status")}'
            '&"); không thay kết quả công bố"'
        )

    def published_tiles(self) -> list[Tile]:
        return [
            Tile("PII", self._of_index("published"), self._change("tblIndex")),
            *(self._side_tile(code, name) for code, name in SIDES),
            Tile("Hạng", self._rank("rank"), self._rank_target()),
            Tile("Hạng năm trước", self._of_index("rank_before"), self._year_before(), digits=0),
            Tile("PII năm trước", self._of_index("published_before"), self._year_before()),
            Tile("Trung bình cả nước", self._nation(), self._nation_state()),
            Tile("Trụ cột vượt mục tiêu", self._targets_met(), self._target_count()),
        ]

    def computed_tiles(self) -> list[Tile]:
        words = found("tblCompare", "rank", f'"{CASES[NOW]}"', "case")
        return [
            Tile("PII tự tính", self._of_index("score"), self._against_published("tblIndex", "PII")),
            *(
                Tile(
                    f"{name} tự tính",
                    self._of_side(code, "score"),
                    self._against_published("tblSubIndices", code),
                )
                for code, name in SIDES
            ),
            Tile("Hạng ước tính", self._live(f"={words}"), self._live(NOT_OFFICIAL), span=3),
            Tile("Chỉ số có điểm", *self._counted("tblResults", "score")),
            Tile("Chỉ số có số liệu", *self._counted("tblValues", "value")),
        ]

    def _live(self, formula: str) -> Live:
        return live(self.workspace, formula)

    def _of_index(self, key: str) -> Live:
        return self._live(or_blank(first("tblIndex", key)))

    def _of_side(self, code: str, key: str) -> Live:
        return self._live(or_blank(found("tblSubIndices", key, f'"{code}"')))

    def _side_tile(self, code: str, name: str) -> Tile:
        return Tile(name, self._of_side(code, "published"), self._change("tblSubIndices", code))

    def _change(self, table: str, code: str = "PII") -> Live:
        cell = found(table, "change", f'"{code}"')
        return self._live(
            f'=IFERROR(IF({cell}<0,"{FALL} ","{RISE} ")&{said(f"ABS({cell})")}&" so năm trước","chưa có năm trước")'
        )

    def _against_published(self, table: str, code: str) -> Live:
        score, published = (found(table, key, f'"{code}"') for key in ("score", "published"))
        return self._live(f'=IFERROR("lệch công bố "&{said(f"{score}-{published}")},"chưa so được")')

    def _rank(self, key: str) -> Live:
        rank, units = first("tblIndex", key), first("tblIndex", "n_units")
        return self._live(f'=IF(ISNUMBER({rank}),{rank}&"/"&{units},"{BLANK}")')

    def _rank_target(self) -> Live:
        target, met = first("tblIndex", "rank_target"), first("tblIndex", "met")
        return self._live(
            f'=IF(ISNUMBER({target}),"mục tiêu "&{target}&" tỉnh đầu: "&{met},"chưa có mục tiêu")'
        )

    def _year_before(self) -> Live:
        return self._live(f'="công bố năm "&cfg_previous_year&IF(cfg_merged="Có","{OLD_BORDERS}","")')

    def _nation(self) -> Live:
        table = "tblPublished"
        where = f'{whole_column(table, "year")},cfg_year,{whole_column(table, "province")},"{NATION}",{whole_column(table, "component")},"PII"'
        return self._live(f'=IFERROR(AVERAGEIFS({whole_column(table, "score")},{where}),"{BLANK}")')

    def _nation_state(self) -> Live:
        where = f'{whole_column("tblPublished", "province")},"{NATION}"'
        return self._live(f'=IF(COUNTIF({where})>0,"công bố","chưa nhập ở trang Công bố")')

    def _targets_met(self) -> Live:
        met, target = whole_column("tblPillars", "met"), whole_column("tblPillars", "target")
        published = whole_column("tblPillars", "published")
        return self._live(f'=IF(COUNT({published})=0,"{BLANK}",COUNTIF({met},"Đạt")&"/"&COUNT({target}))')

    def _target_count(self) -> Live:
        return self._live(f'="trong "&COUNT({whole_column("tblPillars", "target")})&" mục tiêu"')

    def _counted(self, table: str, key: str) -> tuple[Live, Live]:
        column = whole_column(table, key)
        return (
            self._live(f'=COUNT({column})&"/"&ROWS({column})'),
            self._live(f'="còn thiếu "&(ROWS({column})-COUNT({column}))'),
        )
