"""Scores for any number of provinces from a wide table of raw values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pii_xl.layout.method import Treatment
from pii_xl.score.aggregation import components, given_weights, ranks
from pii_xl.score.gaps import filled
from pii_xl.score.method import INDEX, Method
from pii_xl.score.normalisation import Normalised, Posts, normalised
from pii_xl.score.treatment import Treated, treat
from pii_xl.score.tree import Array, Tree, combined, level_weights, tree_of
from pii_xl.year.framework import Framework

RANK = "rank"
GROUP, GROUP_RANK = "group", "rank_in_group"


@dataclass(frozen=True)
class Scored:
    """Scores of units and what was done to get them."""

    table: pd.DataFrame
    """Units × (indicators, levels above, "rank"), full precision, NaN for what cannot be computed."""
    raw: Array
    """Indicators × units, as given."""
    treated: Mapping[str, Treated]
    """By code, the indicators whose outliers were treated."""
    normalised: Normalised


def score_units(
    values: pd.DataFrame, framework: Framework, method: Method, weights: pd.Series | None = None
) -> pd.DataFrame:
    """Normalised indicators and all levels above them, full precision, with ``rank``.

    ``values``: units (index) × indicator codes, raw values, NaN for gaps; indicators that are missing count as gaps.
    """
    return scored(values, framework, method, weights).table


def scored(
    values: pd.DataFrame,
    framework: Framework,
    method: Method,
    weights: pd.Series | None = None,
    posts: Mapping[str, Posts] | None = None,
    groups: pd.Series | None = None,
) -> Scored:
    """As :func:`score_units`, with what was done. ``posts``: goalposts or targets by indicator code.

    ``groups``: the group of each unit; with it the table also has the rank within it.
    """
    tree = tree_of(framework)
    raw = components(values, tree.indicators)
    own_groups = [] if groups is None else [str(groups.get(unit, "")) for unit in values.index]
    facing = filled(raw, method.gaps, own_groups)
    treated = _treated(facing, tree, method)
    if treated:
        facing = facing.copy()
        for at, code in enumerate(tree.indicators):
            if code in treated:
                facing[at] = treated[code].values
    own = None if posts is None else [posts.get(code, Posts()) for code in tree.indicators]
    found = normalised(facing, directions_of(framework), method, own)
    out = np.empty((len(tree.everything) + 1, raw.shape[1]))
    n = len(tree.indicators)
    out[:n] = found.scores
    out[n:-1] = combined(found.scores, tree, method, level_weights(tree, given_weights(weights)))
    out[-1] = ranks(out[n + tree.codes.index(INDEX)])
    table = pd.DataFrame(out.T, index=values.index, columns=[*tree.everything, RANK], copy=False)
    if groups is not None:
        own_rank = ranks_within(out[n + tree.codes.index(INDEX)], own_groups)
        table = table.join(pd.DataFrame({GROUP: own_groups, GROUP_RANK: own_rank}, index=values.index))
    return Scored(table, raw, treated, found)


def ranks_within(index: Array, groups: list[str]) -> Array:
    """Each unit's rank among those of its group; NaN for a unit without one."""
    names, found = np.array(groups), np.full(len(groups), np.nan)
    for name in set(groups) - {""}:
        members = np.flatnonzero(names == name)
        found[members] = ranks(index[members])
    return found


def directions_of(framework: Framework) -> Array:
    """1 or -1 for each indicator, in the framework's order."""
    return np.array([indicator.direction for indicator in framework.indicators], dtype=float)


def _treated(raw: Array, tree: Tree, method: Method) -> dict[str, Treated]:
    if method.treatment is Treatment.NONE:
        return {}
    done = {code: treat(row, method) for code, row in zip(tree.indicators, raw, strict=True)}
    return {code: one for code, one in done.items() if one.action}
