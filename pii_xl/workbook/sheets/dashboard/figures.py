"""The figures at the top of the dashboard, all of them published, and where the next provinces stand."""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.layout.neighbours import SIDES
from pii_xl.layout.numbers_said import said
from pii_xl.layout.parts import YES
from pii_xl.layout.targets import MET
from pii_xl.layout.words import SIDE_WORDS
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.sheets.references import BLANK, first, found, live, or_blank, whole_column
from pii_xl.workspace.workspace import Workspace

OLD_BORDERS = ", địa giới cũ"
RISE, FALL = "▲ tăng", "▼ giảm"
COMPONENTS = tuple(SIDE_WORDS.items())


@dataclass(frozen=True)
class Tile:
    """A labelled figure over ``span`` tiles, with a line below it."""

    label: str
    figure: Live
    note: Live
    digits: int = 2
    span: int = 1


class Figures:
    """Caption, tiles and sentences of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def caption(self) -> Live:
        return self._live(
            '="Kết quả Bộ Khoa học và Công nghệ công bố năm "&cfg_year&" ("&'
            f'IF(ISNUMBER({first("tblIndex", "published")}),"công bố","chưa công bố")&")"'
        )

    def tiles(self) -> list[Tile]:
        return [
            Tile("Hạng", self._rank(), self._rank_target(), span=2),
            Tile("PII", self._of_index("published"), self._change("tblIndex"), span=2),
            *(
                Tile(
                    name,
                    self._live(or_blank(found("tblSubIndices", "published", f'"{code}"'))),
                    self._change("tblSubIndices", code),
                )
                for code, name in COMPONENTS
            ),
            Tile("Trụ cột đạt mục tiêu", self._targets_met(), self._target_count()),
            Tile("Năm trước: PII, hạng", self._before(), self._year_before()),
        ]

    def neighbours(self) -> list[Live]:
        """A sentence on the province next above, and one on the province next below."""
        return [
            self._live(f"={found('tblNeighbours', 'sentence', chr(34) + side + chr(34), 'side')}")
            for side in SIDES
        ]

    def _live(self, formula: str) -> Live:
        return live(self.workspace, formula)

    def _of_index(self, key: str) -> Live:
        return self._live(or_blank(first("tblIndex", key)))

    def _change(self, table: str, code: str = "PII") -> Live:
        cell = found(table, "change", f'"{code}"')
        return self._live(
            f'=IFERROR(IF({cell}<0,"{FALL} ","{RISE} ")&{said(f"ABS({cell})")}&" so năm trước","chưa có năm trước")'
        )

    def _rank(self) -> Live:
        rank, units = first("tblIndex", "rank"), first("tblIndex", "n_units")
        return self._live(f'=IF(ISNUMBER({rank}),{rank}&"/"&{units},"{BLANK}")')

    def _rank_target(self) -> Live:
        target, met = first("tblIndex", "rank_target"), first("tblIndex", "met")
        return self._live(
            f'=IF(ISNUMBER({target}),"mục tiêu "&{target}&" tỉnh đầu: "&{met},"chưa có mục tiêu")'
        )

    def _before(self) -> Live:
        score, rank = first("tblIndex", "published_before"), first("tblIndex", "rank_before")
        return self._live(
            f'=IF(ISNUMBER({score}),{said(score)},"{BLANK}")&IF(ISNUMBER({rank}),", hạng "&{rank},"")'
        )

    def _year_before(self) -> Live:
        return self._live(
            f'="năm "&cfg_previous_year&IF(AND(cfg_merged="{YES}",cfg_previous_province=""),"{OLD_BORDERS}","")'
        )

    def _targets_met(self) -> Live:
        met, target = whole_column("tblPillars", "met"), whole_column("tblPillars", "target")
        published = whole_column("tblPillars", "published")
        return self._live(f'=IF(COUNT({published})=0,"{BLANK}",COUNTIF({met},"{MET}")&"/"&COUNT({target}))')

    def _target_count(self) -> Live:
        return self._live(f'="trong "&COUNT({whole_column("tblPillars", "target")})&" mục tiêu"')
