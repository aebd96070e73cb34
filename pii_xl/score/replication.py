"""The index computed again and again with other assumptions: what is drawn, and what comes of it.

Every replication draws weights (of indicators, sub-pillars, pillars and sub-indices), a normalisation, a treatment, an aggregation,
a threshold of coverage, a shift of the reference values, and perhaps one indicator that is left out. For each replication weights,
means of all levels and ranks are computed anew; the normalised tables are made once for each combination of normalisation,
treatment and shift, of which there are ``len(normalisations) × len(treatments) × (shifts + 1)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pii_xl.score.method import INDEX, Aggregation, Method, Normalisation, Treatment
from pii_xl.score.normalisation import extremes, normalised
from pii_xl.score.treatment import treat
from pii_xl.score.tree import Array, Tree, combined

Whole = NDArray[np.int_]
LIFTED = (1.0, 100.0)
"""A scale without 0, on which geometric means exist."""
AT_ONCE = 512
"""Replications of one kind that are computed together."""


@dataclass(frozen=True)
class Assumptions:
    """What may be otherwise. A tuple with one entry, or a spread of 0, leaves a thing as it is."""

    normalisations: tuple[Normalisation, ...] = (
        Normalisation.MINMAX,
        Normalisation.ZSCORE,
        Normalisation.PERCENTILE,
    )
    treatments: tuple[Treatment, ...] = (Treatment.NONE, Treatment.WINSORISE_LOG)
    aggregations: tuple[Aggregation, ...] = (Aggregation.ARITHMETIC, Aggregation.GEOMETRIC)
    coverages: tuple[float, ...] = (0.66, 0.5, 0.0)
    weight_spread: float = 0.25
    shift_spread: float = 0.05
    shifts: int = 15
    leave_out: float = 0.5


FACTORS = {
    "weights": "trọng số",
    "normalisation": "cách chuẩn hóa",
    "treatment": "xử lý ngoại lai",
    "aggregation": "cách lấy trung bình",
    "coverage": "ngưỡng phủ",
    "shift": "dịch giá trị tham chiếu",
    "left_out": "bỏ một chỉ số",
}
"""What is drawn, and how officials call it."""


@dataclass(frozen=True)
class Draws:
    """Replications: positions in the assumptions' lists, the shift's number (0: none), the indicator left out (-1: none)."""

    normalisation: Whole
    treatment: Whole
    aggregation: Whole
    coverage: Whole
    shift: Whole
    left_out: Whole
    weights: Array
    """Replications × all components that have a weight, each a factor around 1."""

    def __len__(self) -> int:
        return len(self.normalisation)

    def having(self, factor: str, other: Draws) -> Draws:
        """These draws with one factor from others."""
        return replace(self, **{factor: getattr(other, factor)})


@dataclass(frozen=True)
class Replicator:
    """Computes the PII of all units under drawn assumptions.

    ``values``: indicators × units, NaN for gaps. ``weights`` by code, the ones around which is drawn. With ``reference`` (the
    lowest and highest value of each indicator among all units of the country) units are placed between these instead of
    between each other: then only min-max is possible.
    """

    values: Array
    directions: Array
    tree: Tree
    method: Method
    assumptions: Assumptions
    weights: dict[str, float] = field(default_factory=dict)
    reference: tuple[Array, Array] | None = None
    seed: int = 0

    @cached_property
    def weighted(self) -> tuple[str, ...]:
        """Codes of everything that has a weight, level by level."""
        return tuple(code for level in self.tree.levels for code in level.below)

    @cached_property
    def _base_weights(self) -> Array:
        return np.array([self.weights.get(code, 1.0) for code in self.weighted])

    @cached_property
    def _shifts(self) -> list[tuple[Array, Array]]:
        """For each shift, how far the lower and the upper end of each indicator move, in shares of its span."""
        random = np.random.default_rng([self.seed, 1])
        spread, n = self.assumptions.shift_spread, len(self.tree.indicators)
        moved = [random.uniform(-spread, spread, (2, n)) for _ in range(self.assumptions.shifts)]
        return [(np.zeros(n), np.zeros(n)), *((low, high) for low, high in moved)]

    def draws(self, n: int, stream: int = 0) -> Draws:
        """``n`` replications; the same for the same seed and stream."""
        random, given = np.random.default_rng([self.seed, 2, stream]), self.assumptions
        spread = given.weight_spread
        out = random.integers(0, len(self.tree.indicators), n)
        shifts = len(self._shifts) if given.shift_spread > 0 else 1
        return Draws(
            normalisation=random.integers(0, len(given.normalisations), n),
            treatment=random.integers(0, len(given.treatments), n),
            aggregation=random.integers(0, len(given.aggregations), n),
            coverage=random.integers(0, len(given.coverages), n),
            shift=random.integers(0, shifts, n),
            left_out=np.where(random.random(n) < given.leave_out, out, -1),
            weights=random.uniform(1 - spread, 1 + spread, (n, len(self.weighted))),
        )

    def index(self, draws: Draws) -> Array:
        """The PII: replications × units, NaN where it cannot be computed."""
        kinds = np.stack(
            [draws.normalisation, draws.treatment, draws.shift, draws.aggregation, draws.coverage], axis=1
        )
        distinct, which = np.unique(kinds, axis=0, return_inverse=True)
        order = np.argsort(which.ravel(), kind="stable")
        bounds = np.searchsorted(which.ravel()[order], np.arange(len(distinct) + 1))
        found = np.empty((len(draws), self.values.shape[1]))
        for number, kind in enumerate(distinct):
            members = order[bounds[number] : bounds[number + 1]]
            for start in range(0, len(members), AT_ONCE):
                some = members[start : start + AT_ONCE]
                found[some] = self._of_one_kind([int(one) for one in kind], draws, some)
        return found

    def _of_one_kind(self, kind: Sequence[int], draws: Draws, some: Whole) -> Array:
        normalisation, treatment, shift, aggregation, coverage = kind
        method = replace(
            self.method,
            aggregation=self.assumptions.aggregations[aggregation],
            min_coverage=self.assumptions.coverages[coverage],
        )
        scores = self._normalised(normalisation, treatment, shift)
        weights = self._base_weights * draws.weights[some]
        out = draws.left_out[some]
        weights[np.flatnonzero(out >= 0), out[out >= 0]] = 0.0
        levels, start = [], 0
        for level in self.tree.levels:
            levels.append(weights[:, start : start + len(level.below)])
            start += len(level.below)
        return combined(scores, self.tree, method, tuple(levels))[:, self.tree.codes.index(INDEX)]

    def _normalised(self, normalisation: int, treatment: int, shift: int) -> Array:
        at = normalisation, treatment, shift
        if at not in self._tables:
            way = self.assumptions.normalisations[normalisation]
            values = self._treated(self.assumptions.treatments[treatment])
            self._tables[at] = self._placed(values, way, shift)
        return self._tables[at]

    @cached_property
    def _tables(self) -> dict[tuple[int, int, int], Array]:
        return {}

    def _treated(self, treatment: Treatment) -> Array:
        if treatment is Treatment.NONE or self.reference is not None:
            return self.values
        method = replace(self.method, treatment=treatment)
        return np.array([treat(row, method).values for row in self.values])

    def _placed(self, values: Array, way: Normalisation, shift: int) -> Array:
        """Scores on a scale without 0. A shift moves the ends between which values stand; ranks know no ends."""
        if way is not Normalisation.MINMAX:
            own = normalised(values, self.directions, replace(self.method, normalisation=way, scale=None))
            return _lifted(own.scores)
        low, high = self.reference or extremes(values)
        span = np.where(high > low, high - low, np.nan)
        down, up = self._shifts[shift]
        start, end = low + down * span, high + up * span
        share = np.clip((values - start[:, None]) / (end - start)[:, None], 0.0, 1.0)
        share = np.where(self.directions[:, None] < 0, 1.0 - share, share)
        return LIFTED[0] + share * (LIFTED[1] - LIFTED[0])


def _lifted(scores: Array) -> Array:
    """Each indicator's scores from its own least and greatest onto the scale without 0, so that all means exist."""
    low, high = extremes(scores)
    span = np.where(high > low, high - low, np.nan)
    return LIFTED[0] + (scores - low[:, None]) / span[:, None] * (LIFTED[1] - LIFTED[0])
