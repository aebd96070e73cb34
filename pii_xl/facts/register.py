"""The register of reminders: each letter that is drafted enters itself, with what it asks."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.facts import Agency, ReportFacts
from docgen.letters.reminder import next_round
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace


def registered(workspace: Workspace, facts: ReportFacts, agencies: Iterable[Agency]) -> Workspace:
    """The workspace with a row in "Đôn đốc" for each letter; its number is left for the clerk."""
    registry = registry_of(workspace)
    rows = [
        {
            "agency": registry.get(agency.code).short,
            "round": next_round(agency),
            "sent": facts.as_of,
            "due": facts.new_deadline,
            "asked": "; ".join(
                f"{item.what} {item.code}".strip() for item in (*agency.missing, *agency.overdue)
            ),
        }
        for agency in agencies
    ]
    return workspace.adding("tblLetters", rows)
