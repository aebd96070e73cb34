"""What stands for a missing value before scores are made: nothing, or a mean of the units that have one.

Definitions as in COINr 1.1 (``i_mean``, ``i_median``, ``i_mean_grp``): raw values are filled per indicator, before treatment and
normalisation. A filled value is never called a figure: the account says how many were filled, and from what.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pii_xl.layout.method import Gaps

Array = NDArray[np.float64]


def filled(values: Array, gaps: Gaps, groups: Sequence[str] = ()) -> Array:
    """Indicators × units with gaps filled; NaN stays where there is nothing to fill from.

    ``groups``: the group of each unit, for :attr:`Gaps.GROUP_MEAN`; a unit without one ("") is filled from nobody.
    """
    if gaps is Gaps.LEAVE or not np.isnan(values).any():
        return values
    if gaps is not Gaps.GROUP_MEAN:
        return _with(values, np.nanmedian if gaps is Gaps.MEDIAN else np.nanmean)
    found, names = values.copy(), np.array(groups)
    for name in set(groups) - {""}:
        members = np.flatnonzero(names == name)
        found[:, members] = _with(values[:, members], np.nanmean)
    return found


def _with(values: Array, middle: Callable[..., Array]) -> Array:
    there = ~np.isnan(values).all(axis=1)
    fill = np.full(len(values), np.nan)
    fill[there] = middle(values[there], axis=1)
    return np.where(np.isnan(values), fill[:, None], values)
