"""The workbook against an independent computation: its formulas and the library for many units must say the same."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii_xl.demo.run import completed, demo_workspace
from pii_xl.layout.words import FALLING
from pii_xl.score.aggregation import aggregate
from pii_xl.score.contribution import contributions
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.scores import component_scores, indicator_scores
from pii_xl.workspace.workspace import Workspace
from tests.small_province import small_workspace

CLOSE = 1e-9


@cache
def empty() -> Workspace:
    return new_workspace()


@st.composite
def workbooks(draw: st.DrawFn) -> Workspace:
    """Random values with gaps, references with gaps, weights with zeros, other rules of coverage."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    gaps, weighted = draw(st.sampled_from([0.0, 0.1, 0.4, 0.8])), draw(st.booleans())
    workspace = empty()
    n = len(workspace["tblValues"])
    low = random.uniform(-50, 50, n)
    high = low + random.uniform(0, 100, n) * (random.random(n) > 0.05)
    value = random.uniform(low - 20, high + 20)
    value[random.random(n) < gaps] = np.nan
    weight = np.where(weighted, random.integers(0, 4, n), 1).astype(float)
    rules = {
        "min_coverage": draw(st.sampled_from([0.0, 0.5, 0.66, 1.0])),
        "min_sub_pillars": float(draw(st.integers(1, 3))),
    }
    return workspace.having(
        settings=workspace.settings.having(**rules),
        tblValues=workspace["tblValues"].assign(direct=value),
        tblReference=workspace["tblReference"].assign(minimum=low, maximum=high),
        tblIndicators=workspace["tblIndicators"].assign(weight=weight, direction=_directions(random, n)),
    )


def _directions(random: np.random.Generator, n: int) -> list[str]:
    return [FALLING if falls else "cao là tốt" for falls in random.random(n) < 0.3]


def normalised(workspace: Workspace) -> pd.Series:
    """Min-max scores by indicator code, written without any formula of the workbook."""
    values, reference = workspace["tblValues"], workspace["tblReference"]
    scores = {}
    for position, code in enumerate(values["code"]):
        value = values["direct"].iloc[position]
        low, high = (reference[key].iloc[position] for key in ("minimum", "maximum"))
        if np.isnan(value) or not high > low:
            scores[code] = np.nan
            continue
        share = min(max((value - low) / (high - low), 0.0), 1.0)
        falls = workspace["tblIndicators"]["direction"].iloc[position] == FALLING
        scores[code] = 100 * (1 - share if falls else share)
    return pd.Series(scores)


@given(workspace=workbooks())
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_level_of_random_workbooks_is_what_the_independent_aggregation_gives(
    workspace: Workspace,
) -> None:
    scores = normalised(workspace)
    np.testing.assert_allclose(indicator_scores(workspace).reindex(scores.index), scores, atol=CLOSE)
    weights = workspace["tblIndicators"].set_index("code")["weight"]
    levels = aggregate(scores.to_frame().T, workspace.framework, workspace.method, weights).iloc[0]
    found = component_scores(workspace)
    np.testing.assert_allclose(found, levels.reindex(found.index).astype(float), atol=CLOSE)


@given(workspace=workbooks())
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_contributions_of_random_workbooks_add_up_and_are_those_of_the_library(workspace: Workspace) -> None:
    found = workspace["tblResults"].set_index("code")["contribution"]
    pii = workspace["tblIndex"]["score"].iloc[0]
    if np.isnan(pii):
        assert not found.fillna(0.0).any()
        return
    weights = workspace["tblIndicators"].set_index("code")["weight"]
    expected = contributions(normalised(workspace), workspace.framework, workspace.method, weights)
    np.testing.assert_allclose(found.fillna(0.0), expected.reindex(found.index).fillna(0.0), atol=CLOSE)
    assert found.sum() == pytest.approx(pii, abs=CLOSE)


def test_a_column_asked_alone_is_the_column_of_the_whole_table() -> None:
    whole, apart = (completed(demo_workspace(small_workspace())) for _ in range(2))
    for table in whole.layout.tables:
        for column in table.columns:
            alone = apart.part(table.name, column.key)[column.key]
            assert alone.equals(whole[table.name][column.key]), (table.name, column.key)
