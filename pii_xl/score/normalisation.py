"""Raw values on one scale. Min-max to 0–100 is the index's own way: the leading unit has 100, the last has 0 (GII, appendix
on technical notes); the others are there to try how much the way decides."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pii_xl.layout.method import Normalisation
from pii_xl.score.method import SCALE, Method
from pii_xl.score.tree import Array

Flags = NDArray[np.bool_]
EQUAL_DIGITS = 12
"""Significant digits that tell values apart: 0,3 and 0,30000000000000004 are the same."""


def normalise(value: float, minimum: float, maximum: float, direction: int = 1) -> float:
    """One value's score 0–100 between a minimum and a maximum; NaN where they do not span a range.

    A value outside the range gets 0 or 100: the unit itself is then the year's new minimum or maximum.
    ``direction`` -1 turns the scale for indicators where less is better.
    """
    if any(np.isnan(x) for x in (value, minimum, maximum)) or not maximum > minimum:
        return float("nan")
    score = min(max((value - minimum) / (maximum - minimum) * SCALE, 0.0), SCALE)
    return SCALE - score if direction < 0 else score


@dataclass(frozen=True)
class Posts:
    """What some normalisations are told for one indicator, in its own unit: goalposts, the points between them, a target."""

    low: float = np.nan
    high: float = np.nan
    points: float = 1.0
    target: float = np.nan


@dataclass(frozen=True)
class Normalised:
    """Scores (indicators × units, NaN for gaps and where nothing could be said) and the parameters used by indicator."""

    scores: Array
    parameters: Mapping[str, Array]
    """By name ("min", "max" …), a figure for each indicator, in the direction of its values."""


def normalised(
    values: Array, directions: Array, method: Method, posts: Sequence[Posts] | None = None
) -> Normalised:
    """Raw values (indicators × units, NaN for gaps) on one scale, each indicator by itself.

    ``directions``: 1 or -1 for each indicator; falling ones are taken negative first, as COINr 1.1 does, whose definitions
    (n_minmax, n_zscore, n_rank, n_prank, n_dist2max, n_fracmax, n_goalposts, n_dist2targ) these are. ``posts`` for each
    indicator, needed by goalposts and distance to target. Indicators whose values are all equal, to
    :data:`EQUAL_DIGITS` digits, have no min-max, no z-score and no distance.
    """
    falling = directions < 0
    facing = np.where(falling[:, None], -values, values) if falling.any() else values
    make = _WAYS[method.normalisation]
    scores, own, parameters = make(facing, falling, posts)
    if method.scale is not None:
        low, high = method.scale
        start, end = (np.asarray(one, dtype=float).reshape(-1, 1) for one in own)
        if (start != low).any() or (end != high).any():
            scores = (scores - start) / (end - start) * (high - low) + low
    return Normalised(scores, parameters)


def extremes(values: Array) -> tuple[Array, Array]:
    """Least and greatest value of each indicator, gaps left out; NaN for one without values."""
    low, high = values.min(axis=1), values.max(axis=1)
    gaps = np.isnan(low)
    if gaps.any():
        low[gaps], high[gaps] = np.fmin.reduce(values[gaps], axis=1), np.fmax.reduce(values[gaps], axis=1)
    return low, high


def spans(low: Array, high: Array) -> Array:
    """The distance between both; NaN where it is nothing but the last digits."""
    span = high - low
    return np.where(span > np.maximum(np.abs(low), np.abs(high)) * 10.0**-EQUAL_DIGITS, span, np.nan)


Way = tuple[Array, tuple[Any, Any], dict[str, Array]]
"""Scores, the two ends of their own scale, the parameters used."""


def _minmax(facing: Array, _falling: Flags, _posts: Sequence[Posts] | None) -> Way:
    low, high = extremes(facing)
    span = spans(low, high)
    scores = facing - low[:, None]
    scores /= span[:, None]
    scores *= SCALE
    return scores, (0.0, SCALE), {"min": low, "max": high}


def _zscore(facing: Array, _falling: Flags, _posts: Sequence[Posts] | None) -> Way:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # an indicator without values has no mean
        mean, spread = np.nanmean(facing, axis=1), np.nanstd(facing, axis=1, ddof=1)
    spread = np.where(np.isnan(spans(*extremes(facing))), np.nan, spread)
    scores = (facing - mean[:, None]) / spread[:, None]
    return scores, (0.0, 1.0), {"mean": mean, "sd": spread}


def _rank(facing: Array, _falling: Flags, _posts: Sequence[Posts] | None) -> Way:
    ranks, counts = _from_below(facing)
    return ranks, (1.0, np.maximum(counts, 2.0)), {"n": counts}


def _percentile(facing: Array, _falling: Flags, _posts: Sequence[Posts] | None) -> Way:
    ranks, counts = _from_below(facing)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (ranks - 1.0) / (counts - 1.0)[:, None], (0.0, 1.0), {"n": counts}


def _from_below(facing: Array) -> tuple[Array, Array]:
    """Ranks from the worst unit up, equal ones sharing the lower rank, and how many units have a value."""
    rounded = _significant(facing)
    order = np.sort(rounded, axis=1)
    counts = (~np.isnan(rounded)).sum(axis=1).astype(float)
    found = np.stack(
        [np.searchsorted(row, one, side="left") for row, one in zip(order, rounded, strict=True)]
    )
    return np.where(np.isnan(rounded), np.nan, found + 1.0), counts


def _significant(values: Array) -> Array:
    """Values without the digits that rounding left in them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        places = np.floor(np.log10(np.abs(values)))
        unit = 10.0 ** (places - EQUAL_DIGITS + 1)
        return np.where((values == 0) | ~np.isfinite(unit), values, np.round(values / unit) * unit)


def _distance_to_max(facing: Array, _falling: Flags, _posts: Sequence[Posts] | None) -> Way:
    low, high = extremes(facing)
    scores = 1.0 - (high[:, None] - facing) / spans(low, high)[:, None]
    return scores, (0.0, 1.0), {"min": low, "max": high}


def _fraction_of_max(facing: Array, _falling: Flags, _posts: Sequence[Posts] | None) -> Way:
    _, high = extremes(facing)
    with np.errstate(divide="ignore", invalid="ignore"):
        return facing / np.where(high == 0, np.nan, high)[:, None], (0.0, 1.0), {"max": high}


def _goalposts(facing: Array, falling: Flags, posts: Sequence[Posts] | None) -> Way:
    low, high, points = (_posted(posts, name) for name in ("low", "high", "points"))
    start, end = np.where(falling, -high, low), np.where(falling, -low, high)
    scores = (facing - start[:, None]) / (end - start)[:, None]
    scores = np.where(np.isnan(scores), np.nan, np.clip(scores, 0.0, 1.0)) * points[:, None]
    return scores, (0.0, points), {"low": low, "high": high}


def _distance_to_target(facing: Array, falling: Flags, posts: Sequence[Posts] | None) -> Way:
    target = _posted(posts, "target")
    aim, (low, _) = np.where(falling, -target, target), extremes(facing)
    span = np.where(aim > low, aim - low, np.nan)
    return 1.0 - (aim[:, None] - facing) / span[:, None], (0.0, 1.0), {"target": target, "min": low}


def _posted(posts: Sequence[Posts] | None, name: str) -> Array:
    if posts is None:
        raise ValueError("goalposts or targets are needed")
    return np.array([getattr(one, name) for one in posts], dtype=float)


_WAYS: Mapping[Normalisation, Callable[[Array, Flags, Sequence[Posts] | None], Way]] = {
    Normalisation.MINMAX: _minmax,
    Normalisation.ZSCORE: _zscore,
    Normalisation.RANK: _rank,
    Normalisation.PERCENTILE: _percentile,
    Normalisation.DISTANCE_TO_MAX: _distance_to_max,
    Normalisation.FRACTION_OF_MAX: _fraction_of_max,
    Normalisation.GOALPOSTS: _goalposts,
    Normalisation.DISTANCE_TO_TARGET: _distance_to_target,
}
