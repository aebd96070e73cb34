"""Scores for any number of provinces from a wide table of raw values."""

from __future__ import annotations

import pandas as pd

from pii_xl.score.aggregation import aggregate, rank
from pii_xl.score.method import INDEX, Method, Treatment
from pii_xl.score.normalisation import normalise_table
from pii_xl.score.treatment import treat
from pii_xl.year.framework import Framework


def score_units(values: pd.DataFrame, framework: Framework, method: Method) -> pd.DataFrame:
    """Normalised indicators and all levels above them, full precision, with ``rank``.

    ``values``: units (index) × indicator codes, raw values, NaN for gaps; indicators that are missing count as gaps.
    """
    codes = [indicator.code for indicator in framework.indicators]
    raw = values.reindex(columns=codes).astype(float)
    if method.treatment is Treatment.WINSORISE_LOG:
        raw = raw.apply(
            lambda column: pd.Series(treat(column.to_numpy(float), method).values, index=column.index)
        )
    directions = pd.Series({indicator.code: indicator.direction for indicator in framework.indicators})
    scores = normalise_table(raw, directions)
    levels = aggregate(scores, framework, method)
    return pd.concat([scores, levels, rank(levels[INDEX]).rename("rank")], axis=1)
