"""The workbook's history: one row for each thing done to it."""

from __future__ import annotations

from datetime import date

from pii_xl import __version__
from pii_xl.ground.frames import records
from pii_xl.workspace.workspace import Workspace


def record(
    workspace: Workspace, day: date, command: str, after: str, *, subject: str = "", file: str = ""
) -> Workspace:
    """The workspace with one more row in its history; the same row twice on one day is kept once."""
    row = {
        "day": day,
        "command": command,
        "subject": subject,
        "before": "",
        "after": after,
        "file": file,
        "version": f"pii-xl {__version__}",
    }
    history = records(workspace["tblHistory"])
    return workspace if row in history else workspace.adding("tblHistory", [row])
