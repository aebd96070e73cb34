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
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pii_xl.layout.method import Aggregation, Normalisation, Treatment
from pii_xl.score.method import INDEX, LIFTED, PLAIN, Method
from pii_xl.score.normalisation import extremes, normalised, spans
from pii_xl.score.treatment import treat
from pii_xl.score.tree import Array, Tree, combined

NEED_POSTS = (Normalisation.GOALPOSTS, Normalisation.DISTANCE_TO_TARGET)
"""Ways that have to be told something of each indicator."""
Whole = NDArray[np.int_]
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

    def led_by(self, method: Method) -> Assumptions:
        """The same with the method's own ways first, from which the others differ; goalposts cannot be drawn, so they stay out."""
        way = Normalisation.MINMAX if method.normalisation in NEED_POSTS else method.normalisation
        return replace(
            self,
            normalisations=_first(way, self.normalisations),
            treatments=_first(method.treatment, self.treatments),
            aggregations=_first(method.aggregation, self.aggregations),
        )

    def for_one_province(self, coverage: float) -> Assumptions:
        """What of this can be otherwise when nothing is known of other provinces."""
        return replace(
            self,
            normalisations=(Normalisation.MINMAX,),
            treatments=(Treatment.NONE,),
            aggregations=(Aggregation.ARITHMETIC,),
            coverages=(coverage,),
        )


Way = TypeVar("Way")


def _first(own: Way, ways: tuple[Way, ...]) -> tuple[Way, ...]:
    return (own, *(way for way in ways if way != own))


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
        moved = np.array([way is Normalisation.MINMAX for way in self.assumptions.normalisations])
        shift = np.where(moved[draws.normalisation], draws.shift, 0)
        coverage = draws.coverage if np.isnan(self.values).any() else np.zeros_like(draws.coverage)
        kinds = np.stack([draws.normalisation, draws.treatment, shift, draws.aggregation, coverage], axis=1)
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
            by_level=(),
            min_coverage=self.assumptions.coverages[coverage],
        )
        scale = PLAIN if method.aggregation is Aggregation.ARITHMETIC else LIFTED
        scores = self._normalised((normalisation, treatment, shift), scale)
        weights = self._base_weights * draws.weights[some]
        out = draws.left_out[some]
        weights[np.flatnonzero(out >= 0), out[out >= 0]] = 0.0
        levels, start = [], 0
        for level in self.tree.levels:
            levels.append(weights[:, start : start + len(level.below)])
            start += len(level.below)
        return combined(scores, self.tree, method, tuple(levels))[:, self.tree.codes.index(INDEX)]

    def _normalised(self, kind: tuple[int, int, int], scale: tuple[float, float]) -> Array:
        if kind not in self._tables:
            normalisation, treatment, shift = kind
            way = self.assumptions.normalisations[normalisation]
            self._tables[kind] = self._shares(self._treated[treatment], way, shift)
        return scale[0] + self._tables[kind] * (scale[1] - scale[0])

    @cached_property
    def _tables(self) -> dict[tuple[int, int, int], Array]:
        return {}

    @cached_property
    def _treated(self) -> list[Array]:
        """The values under each treatment of the assumptions."""
        return [
            self.values
            if one is Treatment.NONE or self.reference is not None
            else np.array([treat(row, replace(self.method, treatment=one)).values for row in self.values])
            for one in self.assumptions.treatments
        ]

    def _shares(self, values: Array, way: Normalisation, shift: int) -> Array:
        """Scores as shares of the way from worst to best. A shift moves the ends between which values stand."""
        if way is not Normalisation.MINMAX:
            own = normalised(values, self.directions, replace(self.method, normalisation=way, scale=None))
            low, high = extremes(own.scores)
            return (own.scores - low[:, None]) / spans(low, high)[:, None]
        low, high = self.reference or extremes(values)
        span = spans(low, high)
        down, up = self._shifts[shift]
        start, end = low + down * span, high + up * span
        share = np.clip((values - start[:, None]) / (end - start)[:, None], 0.0, 1.0)
        return np.where(self.directions[:, None] < 0, 1.0 - share, share)


def nominal_draw(replicator: Replicator) -> Draws:
    """One replication in which nothing is otherwise: the first of each list, no shift, nothing left out, the weights as given."""
    zero = np.zeros(1, dtype=int)
    weights = np.ones((1, len(replicator.weighted)))
    return Draws(zero, zero, zero, zero, zero, zero - 1, weights)


def without(replicator: Replicator, code: str) -> Array:
    """The PII of all units when nothing is otherwise but that one component does not count."""
    draw = nominal_draw(replicator)
    draw.weights[0, replicator.weighted.index(code)] = 0.0
    found: Array = replicator.index(draw)[0]
    return found


def mixed_draws(replicator: Replicator, n: int) -> tuple[Draws, Draws, dict[str, Draws]]:
    """Two independent samples, and for each factor that varies the first with that factor from the second."""
    one, other = replicator.draws(n, 1), replicator.draws(n, 2)
    mixed = {factor: one.having(factor, other) for factor in FACTORS}
    return one, other, {name: draws for name, draws in mixed.items() if _varies(name, one, other)}


def _varies(factor: str, one: Draws, other: Draws) -> bool:
    return len(np.unique(np.concatenate([getattr(one, factor), getattr(other, factor)]))) > 1
