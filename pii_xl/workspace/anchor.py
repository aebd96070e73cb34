"""The published score as the ground on which trials, levers and goals stand: effects are added to it.

Where the year's score of the province has not been published, its own computation takes the place, and is called estimated.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pii_xl.ground.frames import records
from pii_xl.layout.parts import Status
from pii_xl.score.contribution import shares
from pii_xl.score.levers import Lever, Scale
from pii_xl.score.method import INDEX
from pii_xl.workspace.national import name_then
from pii_xl.workspace.scores import component_scores, scoring_inputs
from pii_xl.workspace.workspace import Workspace

PRINTED = 0.01
"""Published scores are printed to this much: whoever has more stands above."""
COUNTRY = "Cả nước"


@dataclass(frozen=True)
class Rival:
    """Another province with a published score of the year."""

    province: str
    score: float
    rank: int


@dataclass(frozen=True)
class Anchor:
    """Where the province stands. ``pillars`` and ``before`` (last compared year) by code, NaN where nothing is known."""

    year: int
    score: float
    rank: int | None
    label: Status
    pillars: Mapping[str, float]
    before: Mapping[str, float]
    rivals: tuple[Rival, ...]
    n_units: int | None

    @property
    def is_published(self) -> bool:
        """The score is the ministry's, not our own computation."""
        return self.label is Status.PUBLISHED

    def rank_bounds(self, score: float) -> tuple[int, int] | None:
        """The ranks between which ``score`` would stand if the others stay; ``None`` when nothing is known of them.

        The published score itself has its published rank exactly.
        """
        if not self.rivals or self.n_units is None or math.isnan(score):
            return None
        if self.rank is not None and self.is_published and round(score - self.score, 9) == 0:
            return self.rank, self.rank
        own_above = self.rank is not None and self.is_published
        above = [one for one in self.rivals if one.score > score]
        below = [one for one in self.rivals if one.score <= score]
        best = 1 + max([len(above), *(self._others_to(one.rank) for one in above)])
        worst = self.n_units - max([len(below), *(self._others_from(one.rank) for one in below)])
        if own_above and self.rank is not None:
            best, worst = (
                (best, min(worst, self.rank)) if score > self.score else (max(best, self.rank), worst)
            )
        return best, max(best, worst)

    def _others_to(self, rank: int) -> int:
        """How many other provinces stand at ``rank`` or above."""
        return rank - (1 if self.rank is not None and self.rank < rank else 0)

    def _others_from(self, rank: int) -> int:
        """How many other provinces stand at ``rank`` or below."""
        units = self.n_units or rank
        return units - rank + 1 - (1 if self.rank is not None and self.rank > rank else 0)

    def score_for_rank(self, rank: int) -> tuple[float, Rival] | None:
        """The score that is enough for ``rank`` if the others stay, and the province that it passes; ``None``: not known."""
        passed = [one for one in self.rivals if one.rank <= rank]
        if not passed:
            return None
        nearest = max(passed, key=lambda one: one.rank)
        return nearest.score + PRINTED, nearest


def anchor_of(workspace: Workspace) -> Anchor:
    """Where the workbook's province stands in the workbook's year."""
    year, province = workspace.year, workspace.settings.text("province")
    published = published_in(workspace, year)
    own = own_published(workspace, year)
    scores, ranks = _by_component(own, "score"), _by_component(own, "rank")
    before = _by_component(own_published(workspace, workspace.settings.integer("previous_year")), "score")
    is_published = INDEX in scores
    if not is_published:
        scores = {str(code): float(score) for code, score in component_scores(workspace).items()}
    pii = published[published["component"] == INDEX]
    others = pii[pii["score"].notna() & pii["rank"].notna() & ~pii["province"].isin([province, COUNTRY])]
    units = pii["n_units"].dropna()
    codes = [pillar.code for pillar in workspace.framework.pillars]
    return Anchor(
        year,
        scores.get(INDEX, math.nan),
        int(ranks[INDEX]) if is_published and INDEX in ranks else None,
        Status.PUBLISHED if is_published else workspace.own_label,
        {code: scores.get(code, math.nan) for code in codes},
        {code: before.get(code, math.nan) for code in codes},
        tuple(Rival(str(row["province"]), row["score"], int(row["rank"])) for row in records(others)),
        int(units.max()) if len(units) else None,
    )


def own_published(workspace: Workspace, year: int) -> pd.DataFrame:
    """The published rows of the province itself in one year, by the name that it had then."""
    published = published_in(workspace, year)
    return published[published["province"] == name_then(workspace, year)]


def _by_component(rows: pd.DataFrame, key: str) -> dict[str, float]:
    return {str(row["component"]): row[key] for row in records(rows) if row[key] == row[key]}


def published_in(workspace: Workspace, year: int) -> pd.DataFrame:
    """What was published of every province for one year; of two rows that claim the same figure none is used."""
    table = workspace.tables["tblPublished"]
    found = table[(table["year"] == year) & (table["status"] == Status.PUBLISHED)]
    return found.drop_duplicates(["province", "component"], keep=False)


def levers_of(workspace: Workspace) -> list[Lever]:
    """The indicators as levers, in the framework's order.

    Each has the share of the PII that the sheet "Kết quả" gives it; where the workbook's own PII cannot be computed, the share
    that it has when every indicator has a score, as it has with the ministry.
    """
    framework, inputs = workspace.framework, scoring_inputs(workspace)
    whole = shares(framework, {str(code): float(one) for code, one in inputs.weights.items()})
    of_index, of_pillar = _own_shares(workspace) or (whole, whole)
    found = []
    for at, indicator in enumerate(framework.indicators):
        pillar = framework.sub_pillar(indicator.sub_pillar).pillar
        share = of_index[indicator.code]
        scale = Scale(float(inputs.minimum[at]), float(inputs.maximum[at]), int(inputs.directions[at]))
        of_own = share / of_pillar[pillar] if of_pillar[pillar] > 0 else 0.0
        found.append(Lever(indicator.code, pillar, float(inputs.values[at]), scale, share, of_own))
    return found


def _own_shares(workspace: Workspace) -> tuple[dict[str, float], dict[str, float]] | None:
    """Shares of indicators and pillars by code, as the sheets show them; ``None`` when they show none."""
    if math.isnan(component_scores(workspace)[INDEX]):
        return None
    both = []
    for name in ("tblResults", "tblPillars"):
        table = workspace[name]
        pairs = zip(table["code"], table["share"], strict=True)
        both.append({str(code): 0.0 if share != share else float(share) for code, share in pairs})
    return both[0], both[1]
