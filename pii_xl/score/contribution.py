"""How many points of the PII each indicator brings."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pii_xl.score.aggregation import aggregate, given_weights
from pii_xl.score.method import INDEX, Method
from pii_xl.score.tree import child_codes
from pii_xl.year.framework import Framework


def contributions(
    scores: pd.Series, framework: Framework, method: Method, weights: pd.Series | None = None
) -> pd.Series:
    """Points by indicator code; they add up to the PII. Indicators without a score bring 0.

    ``scores`` by indicator code, NaN for gaps; ``weights`` as for :func:`aggregate`. All NaN when the PII cannot be
    computed.
    """
    by_code = scores.reindex(list(framework.codes)).astype(float)
    levels = aggregate(by_code.to_frame().T, framework, method, weights).iloc[0]
    if pd.isna(levels[INDEX]):
        return by_code * float("nan")
    share = shares(framework, given_weights(weights), pd.concat([by_code, levels]))
    return by_code.fillna(0.0) * pd.Series(share).reindex(by_code.index)


def shares(
    framework: Framework, weights: Mapping[str, float], known: pd.Series | None = None
) -> dict[str, float]:
    """By code, each component's share of the PII: its weight among its siblings, times its parent's share.

    ``weights`` by code, default 1. With ``known`` (scores by code of every level) only siblings that have a score count.
    """
    found, open_codes = {INDEX: 1.0}, [INDEX]
    while open_codes:
        parent = open_codes.pop()
        children = child_codes(framework, parent)
        lacking = () if known is None else [code for code in children if pd.isna(known[code])]
        used = {code: 0.0 if code in lacking else weights.get(code, 1.0) for code in children}
        total = sum(used.values())
        found |= {code: found[parent] * used[code] / total if total else 0.0 for code in children}
        open_codes += children
    return found
