"""Min-max normalisation to 0–100: the leading unit has 100, the last has 0 (GII, appendix on technical notes)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pii_xl.score.method import SCALE


def normalise(value: float, minimum: float, maximum: float, direction: int = 1) -> float:
    """One value's score 0–100 between a minimum and a maximum; NaN where they do not span a range.

    A value outside the range gets 0 or 100: the unit itself is then the year's new minimum or maximum.
    ``direction`` -1 turns the scale for indicators where less is better.
    """
    if any(np.isnan(x) for x in (value, minimum, maximum)) or not maximum > minimum:
        return float("nan")
    score = min(max((value - minimum) / (maximum - minimum) * SCALE, 0.0), SCALE)
    return SCALE - score if direction < 0 else score


def normalise_table(values: pd.DataFrame, directions: pd.Series) -> pd.DataFrame:
    """Scores of units (rows) in indicators (columns), each column between its own minimum and maximum.

    A column in which all values are equal tells nothing about the units and becomes NaN, as do gaps.
    """
    low, high = values.min(), values.max()
    span = (high - low).where(high > low)
    scores = (values - low) / span * SCALE
    falling = directions.reindex(values.columns) < 0
    scores.loc[:, falling] = SCALE - scores.loc[:, falling]
    return scores
