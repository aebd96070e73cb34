"""The documents of the demonstration, all written from the finished workbook alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pii_xl.commands import documents
from pii_xl.file_door import place_all
from pii_xl.workspace.workspace import Workspace


@dataclass(frozen=True)
class EarlyDocuments:
    """Where each document from before the publication is."""

    progress: Path
    brief: Path
    letters: list[Path]
    receipts: list[Path]


@dataclass(frozen=True)
class Documents:
    """Where each document from after the publication is."""

    report: Path
    brief: Path
    praise: list[Path]
    visits: list[Path]
    letters: list[Path]


def write_early_documents(workspace: Workspace, folder: Path) -> tuple[EarlyDocuments, Workspace]:
    """Write what goes out before the publication into ``folder``; also the workbook in which the letters are registered.

    Raises what ``report_facts`` raises, UnreadableError E103.
    """
    letters = documents.letters(workspace)
    written = EarlyDocuments(
        progress=place_all(documents.progress_report(workspace).files, folder)[0],
        brief=place_all(documents.brief(workspace).files, folder)[0],
        letters=place_all(letters.files, folder),
        receipts=place_all(documents.receipts(workspace).files, folder),
    )
    return written, letters.state


def write_documents(workspace: Workspace, folder: Path) -> Documents:
    """Write what goes out after the publication into ``folder``, named as the ribbon's buttons name them.

    Raises what ``report_facts`` raises, and UnreadableError E103.
    """
    return Documents(
        report=place_all(documents.report(workspace).files, folder)[0],
        brief=place_all(documents.brief(workspace).files, folder)[0],
        praise=place_all(documents.praise(workspace).files, folder),
        visits=place_all(documents.learn(workspace).files, folder),
        letters=place_all(documents.letters(workspace).files, folder),
    )
