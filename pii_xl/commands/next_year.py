"""The command "next-year": the workbook of the year after, and a list of what is still to be decided."""

from __future__ import annotations

from datetime import date

from pii_xl.commands.outcome import Outcome
from pii_xl.ledger.present import present
from pii_xl.ledger.settled import settled
from pii_xl.workspace.history import record
from pii_xl.workspace.next_year import next_year as following
from pii_xl.workspace.workspace import Workspace

HISTORY_COMMAND = "Mở năm mới"


def next_year(old: Workspace, year: int, file: str) -> Outcome:
    """The workspace of ``year``; ``facts["to_decide"]`` is the list of what an official must still decide, as text.

    Raises DataError E680 when ``year`` does not come after the old one.
    """
    day = old.settings.day("as_of") or date.today()
    old, _ = settled(old, day)
    new, found = following(old, year)
    new = record(present(new), day, HISTORY_COMMAND, found[0].found, subject=str(year), file=file)
    lines = [f"- {item.found} {item.remedy}" for item in found if item.remedy]
    title = f"Việc còn phải quyết khi mở sổ năm {year}"
    return Outcome(new, found, facts={"to_decide": "\n".join([title, "", *lines, ""])})
