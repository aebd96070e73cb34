"""The commands by which an official decides: keep or take an answer, approve, reopen, lock."""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.commands.outcome import Outcome
from pii_xl.layout.ledger import Act
from pii_xl.ledger.decide import decide as decided
from pii_xl.ledger.decide import mark as marked
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.workspace import Workspace

HISTORY_COMMAND = "Quyết định"


@dataclass(frozen=True)
class Question:
    """What is decided on: a code, of one agency when several answered, and why."""

    code: str = ""
    agency: str = ""
    why: str = ""


def decide(workspace: Workspace, act: Act, about: Question, official: Official) -> Outcome:
    """Keep what stands or take what waits. Raises DataError E362, E363."""
    workspace, noticed = settled(workspace, official.day, official.name)
    workspace, said = decided(workspace, about.code, act, about.why, official, about.agency)
    return Outcome(_noted(workspace, act, about, official), noticed, said=said)


def mark(workspace: Workspace, act: Act, about: Question, official: Official) -> Outcome:
    """Approve, reopen or lock. Raises DataError E365, E505."""
    workspace, noticed = settled(workspace, official.day, official.name)
    workspace, said = marked(workspace, act, official, about.agency, about.code)
    return Outcome(_noted(workspace, act, about, official), noticed, said=said)


def _noted(workspace: Workspace, act: Act, about: Question, official: Official) -> Workspace:
    subject = about.code or about.agency or "toàn sổ"
    after = f"{act}: {about.why}" if about.why else str(act)
    return record(workspace, official.day, HISTORY_COMMAND, after, subject=subject)
