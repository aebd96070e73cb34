"""Sub-indices and the PII from pillar scores alone, as the ministry publishes them."""

from __future__ import annotations

import pandas as pd

from pii_xl.score.method import INDEX, SUB_INDICES
from pii_xl.year.framework import Framework


def from_pillars(pillars: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Units × ("input", "output", "PII") from units × pillar codes; equal weights.

    The PII is the mean of the two sub-indices' means and not the mean of the seven pillars. A sub-index with a gap
    among its pillars, and a PII with a gap among its sub-indices, is NaN.
    """
    frame = pd.DataFrame(
        {
            side: pillars[[pillar.code for pillar in framework.children(side)]].mean(axis=1, skipna=False)
            for side in SUB_INDICES
        }
    )
    return frame.assign(**{INDEX: frame.mean(axis=1, skipna=False)})
