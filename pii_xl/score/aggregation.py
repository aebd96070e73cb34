"""From indicator scores to sub-pillars, pillars, sub-indices and the PII, never rounding between levels.

Input is the mean of pillars 1–5, output the mean of pillars 6–7, the PII the mean of both: this fits every published row
(and is not the mean of the seven pillars). Means are over the data there are; too few data give NaN, "chưa tính được".
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pii_xl.score.method import INDEX, SUB_INDICES, Method
from pii_xl.year.framework import Framework

TIE = 9
"""Digits after the comma that count in ranking: equal scores can differ in their last bits."""


def aggregate(
    scores: pd.DataFrame, framework: Framework, method: Method, weights: pd.Series | None = None
) -> pd.DataFrame:
    """All levels above the indicators.

    ``scores``: units × indicator codes, 0–100, NaN for gaps. ``weights``: per code of any level, default 1.
    Returns units × (sub-pillars, pillars, "input", "output", "PII") in the framework's order.
    """
    weight = _weights(framework, weights)
    frame = scores.reindex(columns=[indicator.code for indicator in framework.indicators])
    for sub_pillar in framework.sub_pillars:
        frame[sub_pillar.code] = _mean(frame, child_codes(framework, sub_pillar.code), weight)
    for pillar in framework.pillars:
        children = child_codes(framework, pillar.code)
        needed = min(method.min_sub_pillars, len(children))
        enough = frame[list(children)].notna().sum(axis=1) >= needed
        frame[pillar.code] = _mean(frame, children, weight).where(enough)
    for side in SUB_INDICES:
        frame[side] = _sub_index(frame, framework, side, method, weight)
    frame[INDEX] = _mean(frame, SUB_INDICES, weight).where(frame[list(SUB_INDICES)].notna().all(axis=1))
    return frame.drop(columns=[indicator.code for indicator in framework.indicators])


def coverage(scores: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Share of indicators with a score, units × (sub-pillars, pillars, "input", "output", "PII"), 0–1."""
    present = scores.reindex(columns=[indicator.code for indicator in framework.indicators]).notna()
    nodes = [
        *(s.code for s in framework.sub_pillars),
        *(p.code for p in framework.pillars),
        *SUB_INDICES,
        INDEX,
    ]
    return pd.DataFrame(
        {node: present[leaves(framework, node)].mean(axis=1) for node in nodes}, index=scores.index
    )


def child_codes(framework: Framework, code: str) -> tuple[str, ...]:
    """The codes one level below any node; none below an indicator."""
    if code in framework.codes:
        return ()
    return tuple(child if isinstance(child, str) else child.code for child in framework.children(code))


def leaves(framework: Framework, code: str) -> list[str]:
    """The indicator codes below any node of the framework."""
    children = child_codes(framework, code)
    return [leaf for child in children for leaf in leaves(framework, child)] if children else [code]


def rank(index: pd.Series) -> pd.Series:
    """Rank 1 for the highest; equal scores share the better rank; NaN stays NaN."""
    return index.round(TIE).rank(ascending=False, method="min")


def _weights(framework: Framework, weights: pd.Series | None) -> dict[str, float]:
    codes = [
        *framework.codes,
        *(s.code for s in framework.sub_pillars),
        *(p.code for p in framework.pillars),
        *SUB_INDICES,
    ]
    given = {} if weights is None else weights.dropna().to_dict()
    return {code: float(given.get(code, 1.0)) for code in codes}


def _mean(frame: pd.DataFrame, children: tuple[str, ...], weight: dict[str, float]) -> pd.Series:
    block = frame[list(children)]
    weights = np.array([weight[child] for child in children])
    present = block.notna().to_numpy() * weights
    total = present.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (block.fillna(0.0).to_numpy() * present).sum(axis=1) / total
    return pd.Series(np.where(total > 0, means, np.nan), index=frame.index)


def _sub_index(
    frame: pd.DataFrame, framework: Framework, side: str, method: Method, weight: dict[str, float]
) -> pd.Series:
    pillars = child_codes(framework, side)
    mean = _mean(frame, pillars, weight)
    if method.min_coverage <= 0:
        return mean
    covered = frame[leaves(framework, side)].notna().mean(axis=1) >= method.min_coverage
    return mean.where(covered & frame[list(pillars)].notna().all(axis=1))
