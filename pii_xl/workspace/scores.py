"""Scores of a workbook by code, and in words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from pii_xl.ground.text import number_vi
from pii_xl.layout.words import FALLING, OPEN
from pii_xl.score.tree import Array
from pii_xl.workspace.workspace import Workspace

LEVELS = ("tblSubPillars", "tblPillars", "tblSubIndices", "tblIndex")


def indicator_scores(workspace: Workspace) -> pd.Series:
    """Scores 0–100 by indicator code, NaN for gaps."""
    return workspace.part("tblResults", "code", "score").set_index("code")["score"]


def component_scores(workspace: Workspace) -> pd.Series:
    """Scores by code of every level above the indicators, NaN for what could not be computed."""
    return pd.concat([workspace.part(name, "code", "score").set_index("code")["score"] for name in LEVELS])


def score_vi(score: float) -> str:
    """A score as people read it: two decimals, or that it could not be computed."""
    return number_vi(score) if score == score else OPEN


class ScoringInputs(NamedTuple):
    """What a workbook's score is made from, in the framework's order of indicators."""

    values: Array
    minimum: Array
    maximum: Array
    directions: Array
    weights: pd.Series
    """By code of every level; only where it is not 1."""


def scoring_inputs(workspace: Workspace) -> ScoringInputs:
    """The values, the ends of their scales, directions and weights of a workbook; NaN for gaps."""
    codes = list(workspace.framework.codes)
    told = ("code", "direction", "minimum", "maximum", "value")
    results = workspace.part("tblResults", *told).set_index("code").reindex(codes)
    falling = (results["direction"] == FALLING).to_numpy()
    weights = pd.concat(
        [
            workspace.part(name, "code", "weight").set_index("code")["weight"]
            for name in ("tblResults", *LEVELS[:-1])
        ]
    ).astype(float)
    low, high = results["minimum"].to_numpy(float), results["maximum"].to_numpy(float)
    values = results["value"].to_numpy(float)
    return ScoringInputs(values, low, high, np.where(falling, -1.0, 1.0), weights[weights != 1.0])
