"""A province with a score of indicators and eight agencies: every kind of row there is, in a workbook that opens in half the time."""

from __future__ import annotations

from dataclasses import replace

from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.framework import Framework, load_framework

CODES = (
    *("1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.4"),
    *("2.1.1", "2.1.2", "2.1.3", "2.2.2", "2.2.4"),
    *("3.1.1", "4.2.2", "5.1.1", "5.2.3", "6.1.1", "7.1.1", "7.1.3", "7.1.4"),
)
POLICIES = 3
TASKS = ("III.1.a", "III.2.1.a", "III.2.2.a", "III.2.3.a", "III.2.4.a", "IV.2.a")


def small_framework() -> Framework:
    """The indicators of ``CODES`` out of the ministry's, every pillar with at least one."""
    whole = load_framework(2024)
    indicators = tuple(one for one in whole.indicators if one.code in CODES)
    groups = {one.sub_pillar for one in indicators}
    return replace(
        whole,
        indicators=indicators,
        policies=whole.policies[:POLICIES],
        sub_pillars=tuple(one for one in whole.sub_pillars if one.code in groups),
    )


def small_workspace() -> Workspace:
    """A new year of that province, with a few of the plan's tasks."""
    workspace = new_workspace(own=small_framework())
    tasks = workspace["tblTasks"]
    return workspace.having(tblTasks=tasks[tasks["code"].isin(TASKS)].reset_index(drop=True))
