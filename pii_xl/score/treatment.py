"""Outlier treatment of one indicator: winsorise up to a few points, else take logarithms.

Source: the JRC's standard treatment as COINr 1.1 documents it (R/treat.R): winsorise where |skew| > 2 and excess
kurtosis > 3.5, up to five points, the end chosen by the sign of the skew; where that is not enough, ln(x - min + 0.01 (max - min))
of the original values. Skew and kurtosis equal Excel's SKEW and KURT.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pii_xl.layout.method import Treatment
from pii_xl.score.method import Method

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Treated:
    """Treated values (same shape, gaps kept) and what was done: "", "winsorise" or "log"."""

    values: Values
    action: str
    winsorised: int = 0


def skewness(values: Values) -> float:
    """Sample skewness as Excel's SKEW; needs three values that are not all equal, else 0."""
    x = values[~np.isnan(values)]
    n = x.size
    spread = x.std(ddof=1) if n > 2 else 0.0
    if n < 3 or spread == 0:
        return 0.0
    return float(n / ((n - 1) * (n - 2)) * (((x - x.mean()) / spread) ** 3).sum())


def kurtosis(values: Values) -> float:
    """Sample excess kurtosis as Excel's KURT; needs four values that are not all equal, else 0."""
    x = values[~np.isnan(values)]
    n = x.size
    spread = x.std(ddof=1) if n > 3 else 0.0
    if n < 4 or spread == 0:
        return 0.0
    fourth = (((x - x.mean()) / spread) ** 4).sum()
    return float(
        n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))
    )


def has_outliers(values: Values, method: Method) -> bool:
    """Both limits are exceeded: |skew| and excess kurtosis."""
    return abs(skewness(values)) > method.skew_limit and kurtosis(values) > method.kurtosis_limit


def treat(values: Values, method: Method) -> Treated:
    """Treat one indicator over all units; gaps (NaN) stay gaps.

    The Global Innovation Index takes ln((f max - 1)(x - min) / (max - min) + 1), f a power of ten (GII 2023, appendix I).
    """
    if not has_outliers(values, method):
        return Treated(values, "")
    winsorised, count = _winsorise(values, method)
    if not has_outliers(winsorised, method):
        return Treated(winsorised, "winsorise", count)
    low, high = np.nanmin(values), np.nanmax(values)
    if method.treatment is Treatment.GII:
        return Treated(np.log((_factor(high) * high - 1) * (values - low) / (high - low) + 1), "log")
    return Treated(np.log(values - low + 0.01 * (high - low)), "log")


def _factor(high: float) -> float:
    """The power of ten that makes the greatest value count as a number well above one."""
    return 1.0 if high >= 10 or high <= 0 else 10.0 ** (2 - np.floor(np.log10(high)))


def _winsorise(values: Values, method: Method) -> tuple[Values, int]:
    x = values.copy()
    high_points = low_points = count = 0
    while has_outliers(x, method) and count < method.max_winsorised:
        if skewness(x) >= 0:
            extreme = x == np.nanmax(x)
            x[extreme] = np.nanmax(x[~extreme])
            high_points = int(extreme.sum())
        else:
            extreme = x == np.nanmin(x)
            x[extreme] = np.nanmin(x[~extreme])
            low_points = int(extreme.sum())
        count = high_points + low_points
    return x, count
