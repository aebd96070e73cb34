"""The command "score": compute every level, check published scores, say what could not be computed and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from pii_xl.collect.validation import check
from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding, Kind, finding
from pii_xl.ground.frames import records
from pii_xl.ground.text import number_vi
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.national_scores import national_scores
from pii_xl.workspace.scores import component_scores, indicator_scores, score_vi
from pii_xl.workspace.stamp import stamped
from pii_xl.workspace.workspace import Workspace

LEVELS = ("tblIndex", "tblSubIndices", "tblPillars")
HISTORY_COMMAND = "Chấm điểm"


def score(workspace: Workspace, official: Official, read: list[Finding] | None = None) -> Outcome:
    """The workspace with this scoring in its history, the findings that bear on scores, and the scores in one line."""
    workspace, noticed = settled(workspace, official.day, official.name)
    about_scores = (item for item in check(workspace) if item.kind is Kind.SCORES)
    found = [*(read or []), *noticed, *about_scores, *_open(workspace)]
    line = summary(workspace)
    workspace, told = _with_provinces(workspace, official.day)
    found += told
    workspace = record(workspace, official.day, HISTORY_COMMAND, line, subject=str(workspace.year))
    return Outcome(workspace, found, facts={"summary": line})


def _with_provinces(workspace: Workspace, day: date) -> tuple[Workspace, list[Finding]]:
    """The workspace with all provinces scored, where a table of them is there."""
    made = national_scores(workspace)
    account = stamped(workspace, "tblNationalAccount", made.account, day)
    return workspace.having(tblNationalScores=made.scores, tblNationalAccount=account), made.findings


def summary(workspace: Workspace) -> str:
    """The scores in one line: the method, PII, input, output, coverage, label."""
    scores = component_scores(workspace)
    label = workspace.part("tblIndex", "status")["status"].iloc[0]
    parts = [
        f"{name} {score_vi(scores[code])}"
        for code, name in (("PII", "PII"), ("input", "đầu vào"), ("output", "đầu ra"))
    ]
    of_indicators = indicator_scores(workspace)
    scored = int(of_indicators.notna().sum())
    return (
        f"{', '.join(parts)} ({label}); {scored}/{len(of_indicators)} chỉ số có điểm; {workspace.method.name}"
    )


def _open(workspace: Workspace) -> list[Finding]:
    found = []
    for name in LEVELS:
        for row in records(workspace.part(name, "code", "name", "score")):
            if row["score"] == row["score"]:
                continue
            scored, total = _counts(workspace, str(row["code"]))
            facts: dict[str, Any] = {
                "scored": scored,
                "total": total,
                "share": f"{number_vi(scored / total * 100, 0)}%",
                "needed": f"{number_vi(workspace.method.min_coverage * 100, 0)}%",
                "sub_pillars": workspace.method.min_sub_pillars,
            }
            found.append(finding("N601", subject=f"{row['name']}", **facts))
    return found


def _counts(workspace: Workspace, code: str) -> tuple[int, int]:
    pillars = workspace.part("tblPillars", "code", "parent", "n_indicators_scored", "n_indicators")
    own = pillars if code == "PII" else pillars[(pillars["code"] == code) | (pillars["parent"] == code)]
    return int(own["n_indicators_scored"].sum()), int(own["n_indicators"].sum())
