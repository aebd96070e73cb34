"""What-if: scores when some indicators had other values, each change's effect, and the rank among published provinces.

The twin of the live formulas on the sheets "Mô phỏng", "Kịch bản" and "Tính kịch bản".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pii_xl.ground.frames import records_by_code
from pii_xl.score.method import INDEX
from pii_xl.score.province import calculate_scores
from pii_xl.workspace.workspace import Workspace


def what_if(workspace: Workspace, values: Mapping[str, float] | pd.Series) -> Workspace:
    """A calculated workspace, scored again with the indicators of ``values`` (by code) at those values; NaN changes nothing."""
    given = {str(code): float(value) for code, value in values.items() if value == value}
    if not given:
        return workspace
    table = workspace["tblValues"]
    tried = table["code"].map(given).astype(float)
    return calculate_scores(
        workspace.having(tblValues=table.assign(value=tried.where(tried.notna(), table["value"])))
    )


def effects(now: Workspace, tried: Workspace) -> pd.Series:
    """Change of each indicator's contribution to the PII by code; together they are the PII's change.

    An indicator that gains a score takes weight from its siblings, whose contributions then change too. NaN when one of
    the two has no PII.
    """
    before, after = (workspace["tblResults"].set_index("code")["contribution"] for workspace in (now, tried))
    return after - before


@dataclass(frozen=True)
class RankBounds:
    """The best and the worst rank a score can have, given the provinces whose scores or ranks are published."""

    n_units: int
    n_rivals: int
    own: int
    n_above: int
    last_above: int
    n_below: int
    first_below: int

    @property
    def known(self) -> bool:
        """Whether enough scores are published for a rank."""
        return self.n_rivals > 0 and self.n_units > 0

    @property
    def least_above(self) -> int:
        """Everyone ranked above a province that is above us is above us too, except ourselves at our published rank."""
        return max(self.n_above, self.last_above - (0 if self.own > self.last_above else 1))

    @property
    def own_before(self) -> int:
        """1 when our own published rank is among those above the first province below us."""
        return 1 if 0 < self.own < self.first_below else 0

    @property
    def most_above(self) -> int:
        """Nobody ranked below a province that is not above us is above us."""
        return min(self.n_units - 1 - self.n_below, self.first_below - 1 - self.own_before)

    @property
    def best(self) -> int:
        """The best rank it can be."""
        return 1 + self.least_above

    @property
    def worst(self) -> int:
        """The worst rank it can be."""
        return 1 + self.most_above

    @property
    def said(self) -> str:
        """One rank, or from which to which."""
        return f"Hạng {self.best}" if self.best == self.worst else f"Từ hạng {self.best} đến {self.worst}"

    @property
    def words(self) -> str:
        """The rank as people read it, with how many published scores it rests on."""
        if not self.known:
            return "Chưa đủ điểm công bố để ước hạng"
        return f"{self.said}/{self.n_units} (ước theo {self.n_rivals} tỉnh có điểm công bố)"


NO_RANK = RankBounds(0, 0, 0, 0, 0, 0, 0)


def rank_bounds(workspace: Workspace, score: float) -> RankBounds:
    """Where ``score`` would stand among the other provinces with a published PII in the workbook's year.

    A province with the same score does not stand above. NaN counts as above nobody; ask :attr:`RankBounds.known` first.
    """
    published, index = workspace["tblPublished"], records_by_code(workspace["tblIndex"])[INDEX]
    rivals = published[published["rival"] != ""]
    ranks = rivals["rank"].fillna(0)
    above = rivals["score"] > score
    n_units, own = (int(index[key]) if index[key] == index[key] else 0 for key in ("n_units", "rank"))
    below = ranks[~above & (ranks > 0)]
    return RankBounds(
        n_units=n_units,
        n_rivals=len(rivals),
        own=own,
        n_above=int(above.sum()),
        last_above=int(ranks[above].max()) if above.any() else 0,
        n_below=int((~above).sum()),
        first_below=int(min(below.min(), n_units + 1)) if len(below) else n_units + 1,
    )
