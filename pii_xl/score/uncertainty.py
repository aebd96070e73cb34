"""How far scores and ranks depend on assumptions: intervals over replications, and what leaving a component out does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pii_xl.score.aggregation import ranks
from pii_xl.score.replication import FACTORS, Draws, Replicator, mixed_draws, nominal_draw, without
from pii_xl.score.sobol import sobol
from pii_xl.score.tree import PILLARS, Array

Row = dict[str, object]
RANK = "rank"
LOW, MIDDLE, HIGH = 5.0, 50.0, 95.0
"""Percentiles that bound nine replications of ten."""


@dataclass(frozen=True)
class Nominal:
    """Scores and ranks by the assumptions as they are."""

    index: Array
    ranks: Array


def nominal(replicator: Replicator) -> Nominal:
    """The PII and ranks without any change."""
    index = replicator.index(nominal_draw(replicator))[0]
    return Nominal(index, ranks(index))


def unit_rows(units: Sequence[object], base: Nominal, replicated: Array, tops: Sequence[int]) -> list[Row]:
    """A row for each unit: PII and rank as they are, what nine of ten replications lie between, chances of the first ``tops``.

    ``replicated``: replications × units. Replications in which a unit has no score say nothing of it; ``replications`` counts the
    others.
    """
    placed = ranks(replicated)
    rows = []
    for at, unit in enumerate(units):
        scores, own = replicated[:, at], placed[:, at]
        there = ~np.isnan(scores)
        row: Row = {"unit": unit, "pii": float(base.index[at]), "rank": _whole(base.ranks[at])}
        row["replications"] = int(there.sum())
        row |= _interval("pii", scores[there])
        row |= {name: _whole(value) for name, value in _interval(RANK, own[there]).items()}
        row |= {
            "rank_best": _whole(own[there].min()) if there.any() else "",
            "rank_worst": _whole(own[there].max()) if there.any() else "",
        }
        row |= {f"top_{top}": float((own[there] <= top).mean()) if there.any() else np.nan for top in tops}
        rows.append(row)
    return rows


def _interval(name: str, values: Array) -> Row:
    if not values.size:
        return {f"{name}_low": np.nan, f"{name}_median": np.nan, f"{name}_high": np.nan}
    kind: Literal["nearest", "linear"] = "nearest" if name == RANK else "linear"
    found = np.percentile(values, [LOW, MIDDLE, HIGH], method=kind)
    return dict(zip((f"{name}_low", f"{name}_median", f"{name}_high"), map(float, found), strict=True))


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float | np.floating) and value == value else ""


def score_row(unit: object, label: str, base: float, replicated: Array) -> list[Row]:
    """The one row that can be given for a province without a table of the others: its score, not its rank.

    ``label``: how sure the province's figures are.
    """
    scores = replicated[:, 0]
    there = scores[~np.isnan(scores)]
    return [
        {
            "unit": unit,
            "label": label,
            "pii": base,
            "replications": int(there.size),
            **_interval("pii", there),
        }
    ]


def left_out_rows(replicator: Replicator, units: Sequence[object], base: Nominal) -> list[Row]:
    """A row for each indicator and pillar: how ranks move when it is left out, and whose moves most."""
    rows = []
    pillars = replicator.tree.levels[PILLARS].codes
    for code in (*replicator.tree.indicators, *pillars):
        placed = ranks(without(replicator, code))
        moved = placed - base.ranks
        known = np.abs(moved[~np.isnan(moved)])
        most = int(np.nanargmax(np.abs(moved))) if known.size else -1
        rows.append(
            {
                "left_out": code,
                "mean_rank_shift": float(known.mean()) if known.size else np.nan,
                "greatest_rank_shift": int(known.max()) if known.size else "",
                "unit": units[most] if most >= 0 else "",
                "rank": _whole(base.ranks[most]) if most >= 0 else "",
                "rank_without": _whole(placed[most]) if most >= 0 else "",
            }
        )
    return rows


def sensitivity_rows(replicator: Replicator, n: int, unit: int | None) -> list[Row]:
    """A row for each factor: how much of what varies it decides, alone (first order) and with others (total).

    What varies: with several units the rank of unit number ``unit``, or the mean shift of all ranks; with one its PII.
    """
    base = nominal(replicator)

    def told(draws: Draws) -> Array:
        index = replicator.index(draws)
        if index.shape[1] == 1:
            return index[:, 0]
        placed = ranks(index)
        if unit is not None:
            return placed[:, unit]
        return np.nanmean(np.abs(placed - base.ranks), axis=1)

    one, other, mixed = mixed_draws(replicator, n)
    found = sobol(told, (one, other), mixed, replicator.seed)
    return [{"factor": name, "name": FACTORS[name], **found[name]._asdict()} for name in found]
