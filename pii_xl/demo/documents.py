"""The documents of the demonstration, all written from the finished workbook alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.letters import write_brief, write_progress_report, write_receipts, write_reminder_letters
from docgen.report import write_report
from pii_xl.facts.receipts import submissions
from pii_xl.facts.report import letter_facts, report_facts, unnumbered_facts
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
    unnumbered, year = unnumbered_facts(workspace), workspace.year
    return Documents(
        report=write_report(report_facts(workspace), folder / f"bao-cao-PII-{year}.docx"),
        progress=write_progress_report(unnumbered, folder / f"bao-cao-tien-do-PII-{year}.docx"),
        brief=write_brief(unnumbered, folder / f"tom-tat-PII-{year}.docx"),
        letters=list(write_reminder_letters(letter_facts(workspace), folder)),
        receipts=write_receipts(submissions(workspace), unnumbered, folder),
    )
