"""The framework as arrays: which component stands below which, for many units at once.

Arrays are components × units: the values of one component stand side by side in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pii_xl.layout.method import Aggregation
from pii_xl.score.method import INDEX, SUB_INDICES, Method
from pii_xl.year.framework import Framework

Array = NDArray[np.float64]
AT_ONCE = 4096
"""Units that are combined together: few enough to stay in the processor's cache."""

PILLARS, SIDES, TOP = 1, 2, 3
"""Positions of the levels with rules of their own."""


@dataclass(frozen=True, eq=False)
class Level:
    """One level: its components, and a row of 0 and 1 for each that says which components of the level below it holds."""

    codes: tuple[str, ...]
    members: Array
    below: tuple[str, ...]

    @cached_property
    def sizes(self) -> Array:
        """How many components each holds."""
        return self.members.sum(axis=1)


@dataclass(frozen=True, eq=False)
class Tree:
    """The levels above the indicators, from the sub-pillars up to the index."""

    indicators: tuple[str, ...]
    levels: tuple[Level, ...]
    under_sides: Array
    """Sub-indices × indicators: which indicators stand below each."""

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every component above the indicators, in the order of the results."""
        return tuple(code for level in self.levels for code in level.codes)

    @cached_property
    def everything(self) -> tuple[str, ...]:
        """Indicators and components above them."""
        return (*self.indicators, *self.codes)


_TREES: dict[int, tuple[Framework, Tree]] = {}


def tree_of(framework: Framework) -> Tree:
    """The framework's tree; made once for each framework."""
    known = _TREES.get(id(framework))
    if known is None or known[0] is not framework:
        known = _TREES[id(framework)] = framework, _tree(framework)
    return known[1]


def _tree(framework: Framework) -> Tree:
    indicators = tuple(indicator.code for indicator in framework.indicators)
    rows = [
        tuple(one.code for one in framework.sub_pillars),
        tuple(one.code for one in framework.pillars),
        SUB_INDICES,
        (INDEX,),
    ]
    levels, below = [], indicators
    for codes in rows:
        levels.append(Level(codes, _members(framework, codes, below), below))
        below = codes
    under = levels[2].members @ levels[1].members @ levels[0].members
    return Tree(indicators, tuple(levels), under)


def _members(framework: Framework, codes: tuple[str, ...], below: tuple[str, ...]) -> Array:
    found = np.zeros((len(codes), len(below)))
    position = {code: at for at, code in enumerate(below)}
    for row, code in enumerate(codes):
        found[row, [position[child] for child in child_codes(framework, code)]] = 1.0
    return found


def child_codes(framework: Framework, code: str) -> tuple[str, ...]:
    """The codes one level below any node; none below an indicator."""
    if code in framework.codes:
        return ()
    return tuple(child if isinstance(child, str) else child.code for child in framework.children(code))


LevelWeights = tuple[Array | None, ...]
"""For each level, the weights of the components below it (``None``: all 1); with a leading axis, one row for each replication."""


def level_weights(tree: Tree, weights: Mapping[str, float]) -> LevelWeights:
    """Weights by code of any level, default 1, level by level."""
    if not weights:
        return (None,) * len(tree.levels)
    return tuple(np.array([weights.get(code, 1.0) for code in level.below]) for level in tree.levels)


def combined(scores: Array, tree: Tree, method: Method, weights: LevelWeights) -> Array:
    """All levels above the indicators: components × units.

    ``scores``: indicators × units, NaN for gaps. NaN where the data do not reach the method's coverage: a pillar without enough
    sub-pillars, a sub-index with too few indicators or an open pillar, a PII with an open sub-index. Weights of R replications
    give R × components × units.
    """
    if scores.shape[1] <= AT_ONCE:
        return _combined(scores, tree, method, weights)
    starts = range(0, scores.shape[1], AT_ONCE)
    parts = [_combined(scores[:, start : start + AT_ONCE], tree, method, weights) for start in starts]
    return np.concatenate(parts, axis=-1)


def _combined(scores: Array, tree: Tree, method: Method, weights: LevelWeights) -> Array:
    found, below = [], scores
    gaps = np.isnan(scores)
    for position, (level, weight) in enumerate(zip(tree.levels, weights, strict=True)):
        above = means(below, level.members, weight, method.aggregation_at(position))
        if position == PILLARS:
            above = _enough_sub_pillars(above, below, level, method)
        elif position == SIDES and method.min_coverage > 0:
            above = _covered(above, below, gaps, tree, method)
        elif position == TOP:
            above = np.where(np.isnan(below).any(axis=-2, keepdims=True), np.nan, above)
        found.append(above)
        below = above
    return np.concatenate(found, axis=-2)


def _enough_sub_pillars(pillars: Array, sub_pillars: Array, level: Level, method: Method) -> Array:
    there = ~np.isnan(sub_pillars)
    if there.all():
        return pillars
    needed = np.minimum(method.min_sub_pillars, level.sizes)
    return np.where(level.members @ there.astype(float) >= needed[:, None], pillars, np.nan)


def _covered(sides: Array, pillars: Array, gaps: NDArray[np.bool_], tree: Tree, method: Method) -> Array:
    lacking = np.isnan(pillars)
    if not (gaps.any() or lacking.any()):
        return sides
    share = (tree.under_sides @ (~gaps).astype(float)) / tree.under_sides.sum(axis=1, keepdims=True)
    open_pillars = tree.levels[SIDES].members @ lacking.astype(float)
    return np.where((share >= method.min_coverage) & (open_pillars == 0), sides, np.nan)


def means(below: Array, members: Array, weight: Array | None, kind: Aggregation) -> Array:
    """The weighted means of the components that are there: groups × units; NaN where none has a weight.

    Geometric: exp(Σ w ln x / Σ w); harmonic: Σ w / Σ (w / x) (COINr 1.1, a_gmean and a_hmean). Both need positive scores;
    NaN where one is not.
    """
    shares = members if weight is None else members * weight[..., None, :]
    if kind is Aggregation.ARITHMETIC:
        return _weighted(below, shares)
    there = ~np.isnan(below)
    positive = np.where(there & (below > 0), below, 1.0)
    inner = np.log(positive) if kind is Aggregation.GEOMETRIC else 1.0 / positive
    mean = _weighted(np.where(there, inner, np.nan), shares)
    found = np.exp(mean) if kind is Aggregation.GEOMETRIC else 1.0 / mean
    unusable = members @ (there & (below <= 0)).astype(float)
    return np.where(unusable == 0, found, np.nan)


def _weighted(below: Array, shares: Array) -> Array:
    there = ~np.isnan(below)
    with np.errstate(divide="ignore", invalid="ignore"):
        if there.all():
            total = shares.sum(axis=-1)[..., None]
            return np.where(total > 0, (shares @ below) / total, np.nan)
        total = shares @ there.astype(float)
        return np.where(total > 0, (shares @ np.where(there, below, 0.0)) / total, np.nan)
