"""Scoring backwards: the value that a wanted score needs, the indicator score that a wanted PII needs."""

from __future__ import annotations

import math

import pandas as pd

from pii_xl.score.aggregation import aggregate
from pii_xl.score.method import INDEX, SCALE, Method
from pii_xl.year.framework import Framework


def needed_value(score: float, minimum: float, maximum: float, direction: int = 1) -> float:
    """The value whose normalised score is ``score`` (0–100), the inverse of :func:`pii_xl.score.normalisation.normalise`.

    NaN for a score outside 0–100 and where minimum and maximum do not span a range.
    """
    if (
        any(math.isnan(x) for x in (score, minimum, maximum))
        or not maximum > minimum
        or not 0 <= score <= SCALE
    ):
        return float("nan")
    position = (SCALE - score if direction < 0 else score) / SCALE
    return minimum + position * (maximum - minimum)


def needed_score(code: str, wanted: float, scores: pd.Series, framework: Framework, method: Method) -> float:
    """The score of indicator ``code`` at which the PII is ``wanted``, all other scores staying as they are.

    It may lie outside 0–100: then the indicator alone cannot bring the PII there. NaN when the PII cannot be computed
    or does not depend on the indicator. Raises ``WrongUsageError`` E504 for an unknown indicator.
    """
    framework.indicator(code)
    low = index_at(code, 0.0, scores, framework, method)
    high = index_at(code, SCALE, scores, framework, method)
    return (wanted - low) / (high - low) * SCALE if high > low else float("nan")


def index_at(code: str, score: float, scores: pd.Series, framework: Framework, method: Method) -> float:
    """The PII if indicator ``code`` had ``score``; linear in ``score``."""
    row = scores.reindex(list(framework.codes)).astype(float)
    row[code] = score
    return float(aggregate(row.to_frame().T, framework, method)[INDEX].iloc[0])
