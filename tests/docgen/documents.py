"""Every kind of document there is, declared once for all tests: a new document is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docgen.facts import Attachment, ReportFacts, Submission
from docgen.letters import (
    write_brief,
    write_ministry_letter,
    write_praise,
    write_progress_report,
    write_receipt,
    write_reminder_letters,
    write_visits,
)
from docgen.report import write_report
from tests.docgen.samples import SUBMISSION

Write = Callable[[ReportFacts, Path], Path]
REPORT, RECEIPT = "report", "receipt"
ATTACHED = (Attachment("phu-luc-so-lieu.xlsx", "Phụ lục số liệu", "ab" * 32),)


@dataclass(frozen=True)
class Document:
    """A document of which there is one; ``needs``: the part of the facts without which it is not written."""

    write: Write
    needs: str = ""


DOCUMENTS = {
    REPORT: Document(write_report),
    "progress": Document(write_progress_report),
    "brief": Document(write_brief),
    "praise": Document(write_praise, "praised"),
    "visits": Document(write_visits, "visits"),
}
"""Those written from the facts alone."""


def written(
    facts: ReportFacts,
    folder: Path,
    submission: Submission = SUBMISSION,
    attachments: tuple[Attachment, ...] = ATTACHED,
) -> dict[str, Path]:
    """Name → file of one document of each kind, and of the reminders one for each agency that owes something."""
    reminders = {path.stem: path for path in write_reminder_letters(facts, folder)}
    return written_once(facts, folder, submission, attachments) | reminders


def written_once(
    facts: ReportFacts, folder: Path, submission: Submission, attachments: tuple[Attachment, ...]
) -> dict[str, Path]:
    """The same without reminders."""
    paths = {
        name: document.write(facts, folder / f"{name}.docx")
        for name, document in DOCUMENTS.items()
        if not document.needs or getattr(facts, document.needs)
    }
    paths["ministry"] = write_ministry_letter(facts, folder / "ministry.docx", attachments)
    paths[RECEIPT] = write_receipt(submission, facts, folder / f"{RECEIPT}.docx")
    return paths
