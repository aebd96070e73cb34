"""Scores of a workbook by code, and in words."""

from __future__ import annotations

import pandas as pd

from pii_xl.ground.text import number_vi
from pii_xl.layout.words import OPEN
from pii_xl.workspace.workspace import Workspace

LEVELS = ("tblSubPillars", "tblPillars", "tblSubIndices", "tblIndex")


def indicator_scores(workspace: Workspace) -> pd.Series:
    """Scores 0–100 by indicator code, NaN for gaps."""
    return workspace["tblResults"].set_index("code")["score"]


def component_scores(workspace: Workspace) -> pd.Series:
    """Scores by code of every level above the indicators, NaN for what could not be computed."""
    return pd.concat([workspace[name].set_index("code")["score"] for name in LEVELS])


def score_vi(score: float) -> str:
    """A score as people read it: two decimals, or that it could not be computed."""
    return number_vi(score) if score == score else OPEN
