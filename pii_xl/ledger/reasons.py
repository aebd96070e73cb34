"""Why findings were accepted: each reason that an official gave outlives every command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pii_xl.layout.ledger import Act
from pii_xl.ledger.entries import Decision, decision_row, ledger_of
from pii_xl.workspace.workspace import Workspace


@dataclass(frozen=True)
class Official:
    """Who decides, on which day."""

    day: date
    name: str = ""


ACCEPTED_PART = "Lỗi, cảnh báo"


def accepting(workspace: Workspace, reasons: dict[str, str], official: Official) -> Workspace:
    """The workspace in which these findings (by identity) are accepted with their reasons; known ones are left alone.

    A reason that became empty takes the acceptance back.
    """
    known = accepted(workspace)
    number = ledger_of(workspace).next_number
    new = [(about, why) for about, why in reasons.items() if known.get(about, "") != why]
    decisions = [
        Decision(
            n=number + offset,
            day=official.day,
            user=official.name,
            act=Act.ACCEPT if why else Act.REOPEN,
            part=ACCEPTED_PART,
            about=about,
            why=why,
        )
        for offset, (about, why) in enumerate(new)
    ]
    return workspace.adding("tblDecisions", [decision_row(one) for one in decisions])


def accepted(workspace: Workspace, day: date | None = None) -> dict[str, str]:
    """The reasons for which findings have been accepted, by identity."""
    reasons: dict[str, str] = {}
    for one in ledger_of(workspace).as_of(day).decisions:
        if one.part == ACCEPTED_PART:
            reasons[one.about] = one.why if one.act is Act.ACCEPT else ""
    return {about: why for about, why in reasons.items() if why}
