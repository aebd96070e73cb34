"""Which assumption decides how much: first-order and total Sobol indices.

Sampling: Saltelli et al., Computer Physics Communications 181 (2010) 259–270: two independent samples A and B, and for each factor
A with that factor from B. Estimators: Jansen, ibid. table 2 (b, f): S = 1 - Σ(f(B) - f(AB))² / (2 n V), T = Σ(f(A) - f(AB))² / (2 n V).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from pii_xl.score.tree import Array

Sample = TypeVar("Sample")
RESAMPLES = 500
CONFIDENCE = (2.5, 97.5)


class Indices(NamedTuple):
    """A factor's indices with their bootstrap intervals (95 %)."""

    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


def sobol(
    model: Callable[[Sample], Array],
    samples: tuple[Sample, Sample],
    mixed: Mapping[str, Sample],
    seed: int = 0,
) -> dict[str, Indices]:
    """Indices by factor. ``model`` gives one figure for each of n rows; ``mixed``: by factor, A with that factor from B.

    NaN everywhere when the figures do not vary.
    """
    of_a, of_b = (model(sample) for sample in samples)
    random = np.random.default_rng([seed, 3])
    picked = random.integers(0, of_a.size, (RESAMPLES, of_a.size))
    found = {}
    for factor, sample in mixed.items():
        of_mixed = model(sample)
        whole = _jansen(of_a, of_b, of_mixed)
        again = np.array([_jansen(of_a[rows], of_b[rows], of_mixed[rows]) for rows in picked])
        bounds = (
            np.nanpercentile(again, CONFIDENCE, axis=0) if not np.isnan(whole[0]) else np.full((2, 2), np.nan)
        )
        found[factor] = Indices(
            whole[0],
            float(bounds[0, 0]),
            float(bounds[1, 0]),
            whole[1],
            float(bounds[0, 1]),
            float(bounds[1, 1]),
        )
    return found


def _jansen(of_a: Array, of_b: Array, of_mixed: Array) -> tuple[float, float]:
    there = ~(np.isnan(of_a) | np.isnan(of_b) | np.isnan(of_mixed))
    a, b, mixed = of_a[there], of_b[there], of_mixed[there]
    variance = np.concatenate([a, b]).var() if a.size else 0.0
    if variance == 0:
        return float("nan"), float("nan")
    first = 1 - ((b - mixed) ** 2).mean() / (2 * variance)
    return float(first), float(((a - mixed) ** 2).mean() / (2 * variance))
