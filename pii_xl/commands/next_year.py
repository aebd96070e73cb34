"""The command "next-year": the workbook of the year after, and a list of what is still to be decided."""

from __future__ import annotations

from datetime import date

from pii_xl.assign.framework import FrameworkBook, Origins, origins
from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding, finding
from pii_xl.ledger.present import present
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.new_year import UNPLANNED
from pii_xl.workspace.next_year import NewFrame
from pii_xl.workspace.next_year import next_year as following
from pii_xl.workspace.workspace import Workspace

HISTORY_COMMAND = "Mở năm mới"


def next_year(old: Workspace, year: int, file: str, frame: FrameworkBook | None = None) -> Outcome:
    """The workspace of ``year``; ``facts["to_decide"]`` is the list of what an official must still decide, as text.

    ``frame``: the new year's framework as a workbook gave it; with errors in it nothing is made.
    Raises DataError E680 when ``year`` does not come after the old one.
    """
    if frame is not None and frame.framework is None:
        return Outcome(None, frame.findings)
    day = old.settings.day("as_of") or date.today()
    old, _ = settled(old, day)
    told: list[Finding] = []
    new_frame = None
    if frame is not None and frame.framework is not None:
        origin = origins(old.framework, frame.framework, frame.changes)
        new_frame, told = NewFrame(frame.framework, origin.carried), _told(origin)
    new, found = following(old, year, new_frame)
    found = [*found, *told, *unplanned(new)]
    new = record(present(new), day, HISTORY_COMMAND, found[0].found, subject=str(year), file=file)
    lines = [f"- {item.found} {item.remedy}" for item in found if item.remedy]
    title = f"Việc còn phải quyết khi mở sổ năm {year}"
    return Outcome(new, found, facts={"to_decide": "\n".join([title, "", *lines, ""])})


def unplanned(workspace: Workspace) -> list[Finding]:
    """What no plan assigns yet."""
    rows = workspace.tables["tblAssignments"]
    codes = list(rows.loc[rows["source"] == UNPLANNED, "code"])
    return [finding("W556", codes=", ".join(codes))] if codes else []


def _told(origin: Origins) -> list[Finding]:
    """What of last year stands beside nothing of this year."""
    found = [finding("W557", codes=", ".join(origin.apart))] if origin.apart else []
    return [*found, *([finding("N558", codes=", ".join(origin.gone))] if origin.gone else [])]
