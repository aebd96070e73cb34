"""The command "validate": everything that is wrong with the data, listed and remembered."""

from __future__ import annotations

from pii_xl.collect.validation import Place, check, nowhere, with_findings
from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding, Level
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.workspace import Workspace

HISTORY_COMMAND = "Kiểm tra"


def validate(
    workspace: Workspace, official: Official, place: Place = nowhere, read: list[Finding] | None = None
) -> Outcome:
    """Every finding about the data, worst first; ``read``: findings of reading the cells, to go with them."""
    workspace, noticed = settled(workspace, official.day, official.name)
    told = [item for item in noticed if item.level is Level.NOTE]
    found = check(workspace, place, [*(read or []), *(item for item in noticed if item not in told)])
    errors = sum(item.is_error for item in found)
    after = f"{errors} lỗi, {len(found) - errors} cảnh báo và ghi chú"
    workspace = record(with_findings(workspace, found, official), official.day, HISTORY_COMMAND, after)
    return Outcome(workspace, found, said=told)
