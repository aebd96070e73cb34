"""The documents of the demonstration, all written from the finished workbook alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pii_xl.commands import documents
from pii_xl.commands.outcome import Outcome
from pii_xl.file_door import place_all
from pii_xl.workspace.workspace import Workspace


@dataclass(frozen=True)
class Documents:
    """Where each document is."""

    report: Path
    progress: Path
    brief: Path
    letters: list[Path]
    receipts: list[Path]


def write_documents(workspace: Workspace, folder: Path) -> Documents:
    """Write every document that needs no evidence into ``folder``, named as the ribbon's buttons name them.

    Raises what ``report_facts`` raises, and UnreadableError E103.
    """

    def placed(outcome: Outcome) -> list[Path]:
        return place_all(outcome.files, folder)

    return Documents(
        report=placed(documents.report(workspace))[0],
        progress=placed(documents.progress_report(workspace))[0],
        brief=placed(documents.brief(workspace))[0],
        letters=placed(documents.letters(workspace)),
        receipts=placed(documents.receipts(workspace)),
    )
