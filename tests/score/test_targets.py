"""Whether a target is met: by its component, its kind and its relation, in every place that says so."""

from __future__ import annotations

from datetime import date

import pytest

from pii_xl.commands.validate import validate
from pii_xl.facts.report import report_facts
from pii_xl.ledger.reasons import Official
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

DAY = date(2025, 10, 15)
PUBLISHED = {"PII": 48.76, "2": 39.99}


def with_targets(*targets: tuple[str, str, str, float]) -> Workspace:
    """The year 2025 as published (PII 48,76, rank 6; pillar 2: 39,99) with these targets."""
    workspace = new_workspace()
    rows = [{"year": 2025.0, "component": c, "kind": k, "relation": r, "value": v} for c, k, r, v in targets]
    frame = workspace["tblTargets"].iloc[:0]
    settings = workspace.settings.having(as_of=DAY)
    return workspace.having(settings=settings, tblTargets=frame).adding("tblTargets", rows)


def verdicts(workspace: Workspace) -> list[str]:
    return list(workspace["tblTargets"]["met"])


@pytest.mark.parametrize(
    ("component", "kind", "relation", "value", "met"),
    [
        ("PII", "điểm", ">", 50.0, "Chưa đạt"),
        ("PII", "điểm", ">", 48.76, "Chưa đạt"),
        ("PII", "điểm", ">=", 48.76, "Đạt"),
        ("2", "điểm", ">=", 39.99, "Đạt"),
        ("2", "điểm", "≥", 39.99, "Đạt"),
        ("2", "điểm", "<", 39.99, "Chưa đạt"),
        ("2", "điểm", "<=", 39.99, "Đạt"),
        ("2", "điểm", "=", 39.99, "Đạt"),
        ("2", "điểm", "=", 40.0, "Chưa đạt"),
        ("PII", "hạng", "<=", 10.0, "Đạt"),
        ("PII", "hạng", "<", 6.0, "Chưa đạt"),
        ("PII", "hạng", "<=", 6.0, "Đạt"),
        ("PII", "hạng", ">", 6.0, "Chưa đạt"),
        ("9", "điểm", ">", 1.0, ""),
        ("PII", "điểm", "", 1.0, ""),
    ],
)
def test_a_relation_is_obeyed(component: str, kind: str, relation: str, value: float, met: str) -> None:
    assert verdicts(with_targets((component, kind, relation, value))) == [met]


def test_score_and_rank_of_one_component_have_each_their_own_verdict_on_sheet_and_in_report() -> None:
    workspace = with_targets(("PII", "điểm", ">", 50.0), ("PII", "hạng", "<=", 10.0))
    assert verdicts(workspace) == ["Chưa đạt", "Đạt"]
    told = {target.component: target.met for target in report_facts(workspace).targets}
    assert told == {"pii": False, "rank": True}
    assert workspace["tblIndex"]["met"].iloc[0] == "Đạt"


def test_one_missed_target_among_several_of_a_pillar_is_not_hidden() -> None:
    workspace = with_targets(("2", "điểm", ">", 30.0), ("2", "điểm", ">", 45.0))
    assert workspace["tblPillars"].set_index("code").at["2", "met"] == "Chưa đạt"


def test_a_score_that_was_published_twice_is_used_nowhere_and_told() -> None:
    workspace = with_targets(("PII", "điểm", ">", 40.0))
    published = workspace["tblPublished"]
    own = published[
        (published["year"] == 2025)
        & (published["province"] == "Bắc Ninh")
        & (published["component"] == "PII")
    ]
    doubled = workspace.adding("tblPublished", [{**own.iloc[0].to_dict(), "score": 30.0}])
    assert verdicts(doubled) == [""]
    assert doubled["tblIndex"]["published"].isna().all()
    facts = report_facts(doubled)
    assert facts.current is None or facts.current.pii is None
    found = validate(doubled, Official(DAY)).findings
    assert [item.subject for item in found if item.code == "E436"] == ["PII (Bắc Ninh)"]


def test_a_target_written_twice_is_told() -> None:
    workspace = with_targets(("2", "điểm", ">", 30.0), ("2", "điểm", ">", 30.0))
    assert "E437" in {item.code for item in validate(workspace, Official(DAY)).findings}
