"""How many points of the PII each indicator brings."""

from __future__ import annotations

import pandas as pd

from pii_xl.score.aggregation import aggregate, child_codes
from pii_xl.score.method import INDEX, Method
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
    known = pd.concat([by_code, levels])
    given = {} if weights is None else {str(code): float(w) for code, w in weights.dropna().items()}
    share = _shares(framework, known, given)
    return by_code.fillna(0.0) * share.reindex(by_code.index)


def _shares(framework: Framework, known: pd.Series, weights: dict[str, float]) -> pd.Series:
    """Each component's share of the PII: its weight among the siblings that have a score, times its parent's share."""
    shares, open_codes = {INDEX: 1.0}, [INDEX]
    while open_codes:
        parent = open_codes.pop()
        children = child_codes(framework, parent)
        used = {c: weights.get(c, 1.0) if pd.notna(known[c]) else 0.0 for c in children}
        total = sum(used.values())
        shares |= {c: shares[parent] * used[c] / total if total else 0.0 for c in children}
        open_codes += children
    return pd.Series(shares)
