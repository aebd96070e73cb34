"""The command "validate": everything that is wrong with the data, listed and remembered."""

from __future__ import annotations

from pii_xl.collect.validation import Place, check, identity_of, nowhere, with_findings
from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding, Level
from pii_xl.ground.frames import records
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.workspace import Workspace

HISTORY_COMMAND, CLOSED_COMMAND = "Kiểm tra", "Không còn"


def validate(
    workspace: Workspace, official: Official, place: Place = nowhere, read: list[Finding] | None = None
) -> Outcome:
    """Every finding about the data, worst first; ``read``: findings of reading the cells, to go with them."""
    workspace, noticed = settled(workspace, official.day, official.name)
    told = [item for item in noticed if item.level is Level.NOTE]
    found = check(workspace, place, [*(read or []), *(item for item in noticed if item not in told)])
    errors = sum(item.is_error for item in found)
    after = f"{errors} lỗi, {len(found) - errors} cảnh báo và ghi chú"
    closed = _closed(workspace, found)
    workspace = record(with_findings(workspace, found, official), official.day, HISTORY_COMMAND, after)
    if closed:
        workspace = record(workspace, official.day, CLOSED_COMMAND, "; ".join(closed))
    return Outcome(workspace, found, said=told)


def _closed(workspace: Workspace, found: list[Finding]) -> list[str]:
    """What stood on the sheet "Lỗi" and has no cause any more."""
    still = {item.identity for item in found}
    gone = (
        f"{row['code']} {row['subject']}".strip()
        for row in records(workspace.tables["tblFindings"])
        if identity_of(row) not in still
    )
    return list(dict.fromkeys(gone))
