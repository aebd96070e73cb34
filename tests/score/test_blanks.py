"""What cannot be computed is blank: nobody reads a zero that is not one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from pii_xl.layout.parts import Kind, Role
from pii_xl.ledger.present import present
from pii_xl.workspace.workspace import Workspace
from tests.score.test_oracle import empty, workbooks

TRUE_ZEROS = {"total_weight", "weight_used", "coverage", "distance"}
"""Sums of what is there and differences of what is published: 0 is their value even when nothing has been collected."""
LEVELS = ("tblResults", "tblSubPillars", "tblPillars", "tblSubIndices", "tblIndex")
OF_A_SCORE = ("weighted", "contribution", "contributions")


def test_a_workbook_without_figures_shows_no_measure_as_zero() -> None:
    workspace = present(empty())
    zeros = {
        f"{table.sheet}: {column.header}"
        for table in workspace.book.layout.tables
        for column in table.columns
        if column.formula and column.kind is Kind.NUMBER and not column.hidden
        if column.key not in TRUE_ZEROS and workspace.book.layout.sheet(table.sheet).role is not Role.WORKING
        if (workspace[table.name][column.key] == 0).any()
    }
    assert zeros == set()


@pytest.mark.parametrize("name", LEVELS)
@given(workspace=workbooks())
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_has_no_score_has_nothing_computed_from_it(name: str, workspace: Workspace) -> None:
    frame = workspace[name]
    without = frame[frame["score"].isna()]
    keys = [
        key
        for key in OF_A_SCORE
        if key in frame.columns and not (name == "tblIndex" and key == "contributions")
    ]
    assert without[keys].isna().all(axis=None)
    assert frame.loc[frame["score"].notna(), "weighted" if "weighted" in keys else "score"].notna().all()
