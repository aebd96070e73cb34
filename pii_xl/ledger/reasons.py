"""Why findings were accepted: each reason that an official gave outlives every command."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pii_xl.ground.frames import records
from pii_xl.ground.sameness import identity_in
from pii_xl.layout.ledger import Act
from pii_xl.ledger.entries import Decision, decision_row, ledger_of
from pii_xl.workspace.renaming import former_names
from pii_xl.workspace.workspace import Workspace


@dataclass(frozen=True)
class Official:
    """Who decides, on which day."""

    day: date
    name: str = ""


ACCEPTED_PART = "Lỗi, cảnh báo"


def accepting(workspace: Workspace, reasons: dict[str, str], official: Official) -> Workspace:
    """The workspace in which these findings (as statements) are accepted with their reasons; known ones are left alone.

    A reason that became empty takes the acceptance back.
    """
    known, today = accepted(workspace), _names_today(workspace)
    number = ledger_of(workspace).next_number
    new = [(about, why) for about, why in reasons.items() if known.get(identity_in(today(about)), "") != why]
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


def _names_today(workspace: Workspace) -> Callable[[str], str]:
    """Puts an agency's short name of today where a finding was accepted under a former one."""
    new = {
        former: str(row["short"])
        for row in records(workspace.tables["tblAgencies"])
        for former in former_names(row)
    }
    if not new:
        return str
    pattern = re.compile("|".join(re.escape(name) for name in sorted(new, key=len, reverse=True)))
    return lambda about: pattern.sub(lambda match: new[match[0]], about)


def accepted(workspace: Workspace, day: date | None = None) -> dict[str, str]:
    """The reasons for which findings have been accepted, by identity."""
    reasons: dict[str, str] = {}
    today = _names_today(workspace)
    for one in ledger_of(workspace).as_of(day).decisions:
        if one.part == ACCEPTED_PART:
            reasons[identity_in(today(one.about))] = one.why if one.act is Act.ACCEPT else ""
    return {about: why for about, why in reasons.items() if why}
