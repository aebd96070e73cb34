"""From indicator scores to sub-pillars, pillars, sub-indices and the PII, never rounding between levels.

Input is the mean of pillars 1–5, output the mean of pillars 6–7, the PII the mean of both: this fits every published row
(and is not the mean of the seven pillars). Means are over the data there are; too few data give NaN, "chưa tính được".
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pii_xl.score.method import Method
from pii_xl.score.tree import Array, child_codes, combined, level_weights, tree_of
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
    tree = tree_of(framework)
    found = combined(
        components(scores, tree.indicators), tree, method, level_weights(tree, given_weights(weights))
    )
    return pd.DataFrame(found.T, index=scores.index, columns=list(tree.codes))


def components(frame: pd.DataFrame, codes: tuple[str, ...]) -> Array:
    """The columns of these codes as rows of an array, NaN where there is none."""
    if tuple(frame.columns) != codes:
        frame = frame.reindex(columns=list(codes))
    return frame.to_numpy(dtype=float).T


def given_weights(weights: pd.Series | None) -> dict[str, float]:
    """Weights by code, blanks left out."""
    return {} if weights is None else {str(code): float(one) for code, one in weights.dropna().items()}


def coverage(scores: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Share of indicators with a score, units × (sub-pillars, pillars, "input", "output", "PII"), 0–1."""
    present = scores.reindex(columns=[indicator.code for indicator in framework.indicators]).notna()
    return pd.DataFrame(
        {node: present[leaves(framework, node)].mean(axis=1) for node in tree_of(framework).codes},
        index=scores.index,
    )


def leaves(framework: Framework, code: str) -> list[str]:
    """The indicator codes below any node of the framework."""
    children = child_codes(framework, code)
    return [leaf for child in children for leaf in leaves(framework, child)] if children else [code]


def rank(index: pd.Series) -> pd.Series:
    """Rank 1 for the highest; equal scores share the better rank; NaN stays NaN."""
    return pd.Series(ranks(index.to_numpy(dtype=float)), index=index.index, name=index.name)


def ranks(scores: Array) -> Array:
    """Ranks along the last axis: 1 for the highest; scores that agree to :data:`TIE` digits share the better one; NaN stays."""
    rounded = -np.round(scores, TIE)
    order = np.argsort(rounded, axis=-1)
    ordered = np.take_along_axis(rounded, order, axis=-1)
    places = np.broadcast_to(np.arange(1.0, scores.shape[-1] + 1), scores.shape).copy()
    places[..., 1:][ordered[..., 1:] == ordered[..., :-1]] = 0.0
    places = np.maximum.accumulate(places, axis=-1)
    found = np.empty(scores.shape)
    np.put_along_axis(found, order, places, axis=-1)
    return np.where(np.isnan(scores), np.nan, found)
