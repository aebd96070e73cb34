"""Which indicators are weak: what the ministry says, what could still bring most, what a missed pillar lacks. Asked in one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pii_xl.collect.checks import is_number
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import number_vi
from pii_xl.layout.targets import MISSED
from pii_xl.layout.words import STRENGTH, WEAKNESS
from pii_xl.workspace.workspace import Workspace


class Weak(NamedTuple):
    """A weak indicator, and why it is called so."""

    code: str
    reason: str


def published_highlights(workspace: Workspace, kind: str) -> list[Row]:
    """The province's published strengths or weaknesses of the year, in their order."""
    rows, province = workspace["tblStrengths"], workspace.settings.text("province")
    own = rows[(rows["year"] == workspace.year) & (rows["province"] == province) & (rows["kind"] == kind)]
    return records(own.sort_values("order"))


def weak_indicators(workspace: Workspace) -> list[Weak]:
    """Published weaknesses first, then the greatest levers, then what a missed pillar could gain; never a published strength.

    So many levers as the setting of the strongest and weakest says; of a missed pillar its greatest lever, or all its indicators
    where nothing can be computed.
    """
    strong = {str(row["indicator"]) for row in published_highlights(workspace, STRENGTH)}
    found: dict[str, str] = {}
    for weak in (*_told(workspace), *_levers(workspace), *_of_missed(workspace)):
        if weak.code not in strong:
            found.setdefault(weak.code, weak.reason)
    return [Weak(code, reason) for code, reason in found.items()]


def _told(workspace: Workspace) -> Iterator[Weak]:
    ministry = workspace.settings.text("ministry")
    for row in published_highlights(workspace, WEAKNESS):
        if row["indicator"]:
            yield Weak(str(row["indicator"]), f"điểm yếu do {ministry} công bố năm {workspace.year}")


def _lever_rows(workspace: Workspace) -> list[Row]:
    return [row for row in records(workspace["tblLevers"]) if is_number(row["room"]) and row["room"] > 0]


def _levers(workspace: Workspace) -> Iterator[Weak]:
    for row in _lever_rows(workspace)[: workspace.settings.integer("strongest")]:
        gain = f"PII còn có thể tăng {number_vi(row['room'])} điểm"
        yield Weak(str(row["code"]), f"{gain} (tính từ số liệu {workspace.own_label})")


def _of_missed(workspace: Workspace) -> Iterator[Weak]:
    pillars, framework = workspace["tblPillars"], workspace.framework
    pillar_of = {code: framework.indicator(code).pillar for code in framework.codes}
    levers = [str(row["code"]) for row in _lever_rows(workspace)]
    for row in records(pillars[pillars["met"] == MISSED]):
        pillar = str(row["code"])
        inside = [code for code in levers if pillar_of.get(code) == pillar][:1]
        for code in inside or [code for code, parent in pillar_of.items() if parent == pillar]:
            yield Weak(code, f"trụ cột {pillar} chưa đạt mục tiêu")
