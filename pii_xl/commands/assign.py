"""The command "assignments": edited assignments go into the workbook, unless they have errors."""

from __future__ import annotations

from pii_xl.assign.book import AssignmentBook, apply_assignments
from pii_xl.commands.outcome import Outcome
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.workspace import Workspace

HISTORY_COMMAND = "Phân công"


def assign(workspace: Workspace, edited: AssignmentBook, name: str, official: Official) -> Outcome:
    """The workspace with the assignments of the file ``name``; who answers for what is told in findings and history."""
    if any(item.is_error for item in edited.findings):
        return Outcome(None, edited.findings)
    workspace, noticed = settled(workspace, official.day, official.name)
    workspace, found = apply_assignments(workspace, edited)
    for item in found:
        workspace = record(
            workspace, official.day, HISTORY_COMMAND, item.found, subject=item.subject, file=name
        )
    workspace = record(workspace, official.day, HISTORY_COMMAND, "Cập nhật phân công", file=name)
    return Outcome(workspace, [*edited.findings, *noticed, *found])
