"""The commands that write documents, each as of a day: report, progress report, brief, reminders, receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from docgen.kit.draft import Draft
from docgen.kit.package import document_bytes
from pii_xl.commands.outcome import NewFile, Outcome
from pii_xl.facts.receipts import submissions
from pii_xl.facts.report import letter_facts, report_facts, unnumbered_facts
from pii_xl.ground.errors import finding
from pii_xl.ground.frames import Row
from pii_xl.ledger.present import as_of
from pii_xl.ledger.settled import settled
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace


def report(workspace: Workspace, day: date | None = None) -> Outcome:
    """The report to the provincial people's committee. Raises DataError E709, E711–E714."""
    from docgen.report import report_draft

    workspace = told_on(workspace, day)
    return _one(f"bao-cao-PII-{workspace.year}", report_draft(report_facts(workspace)))


def progress_report(workspace: Workspace, day: date | None = None) -> Outcome:
    """The mid-term progress report. Raises DataError E709, E711–E714."""
    from docgen.letters.progress import progress_draft

    workspace = told_on(workspace, day)
    return _one(f"bao-cao-tien-do-PII-{workspace.year}", progress_draft(unnumbered_facts(workspace)))


def brief(workspace: Workspace, day: date | None = None) -> Outcome:
    """The one-page brief for the leaders. Raises DataError E709, E711–E714."""
    from docgen.letters.brief import brief_draft

    workspace = told_on(workspace, day)
    return _one(f"tom-tat-PII-{workspace.year}", brief_draft(unnumbered_facts(workspace)))


def letters(workspace: Workspace, day: date | None = None) -> Outcome:
    """A reminder for every agency that owes something, each registered in the new state. Raises DataError E709, E711–E714."""
    from docgen.letters.reminder import agencies_to_remind, letter_name, reminder_draft
    from pii_xl.facts.register import registered

    facts = letter_facts(told_on(workspace, day))
    agencies = agencies_to_remind(facts)
    files = tuple(
        NewFile(letter_name(agency), document_bytes(reminder_draft(facts, agency))) for agency in agencies
    )
    return Outcome(registered(workspace, facts, agencies), files=files)


def receipts(workspace: Workspace, day: date | None = None) -> Outcome:
    """A receipt for every form that came in. Raises DataError E709, E711–E714."""
    from docgen.letters.receipt import receipt_draft, receipt_name

    workspace = told_on(workspace, day)
    received = submissions(workspace)
    if not received:
        return Outcome(None)
    facts = unnumbered_facts(workspace)
    files = (NewFile(receipt_name(one), document_bytes(receipt_draft(one, facts))) for one in received)
    return Outcome(None, files=tuple(files))


def praise(workspace: Workspace, day: date | None = None) -> Outcome:
    """The submission that proposes praise; the new state has everybody proposed on the sheet "Khen thưởng".

    Raises DataError E709, E711–E714.
    """
    from docgen.letters.praise import praise_draft
    from pii_xl.facts.praise import fallen, praise_rows

    told = told_on(workspace, day)
    facts, names = unnumbered_facts(told), fallen(told)
    document = _one(f"to-trinh-khen-thuong-{workspace.year}", praise_draft(facts)) if facts.praised else None
    outcome = _listing(workspace, "tblCommendation", praise_rows(told), document)
    return replace(outcome, findings=[finding("W715", names="; ".join(names))] if names else [])


def learn(workspace: Workspace, day: date | None = None) -> Outcome:
    """The draft plan of visits; the new state has the provinces to learn from on the sheet "Học hỏi".

    Raises DataError E709, E711–E714.
    """
    from docgen.letters.visits import visits_draft
    from pii_xl.facts.learning import learning_rows, visits

    told = told_on(workspace, day)
    rows = learning_rows(told)
    facts = replace(unnumbered_facts(told), visits=visits(rows, registry_of(told)))
    document = _one(f"ke-hoach-hoc-hoi-{workspace.year}", visits_draft(facts)) if facts.visits else None
    return _listing(workspace, "tblLearning", rows, document)


def _listing(workspace: Workspace, table: str, rows: list[Row], document: Outcome | None) -> Outcome:
    """The workbook with ``rows`` on the sheet of ``table``, and the document that was drafted from them, if there is one."""
    new = workspace.with_tables({table: pd.DataFrame(rows)}) if rows else workspace
    return Outcome(new, files=document.files if document else (), facts={"rows": len(rows)})


def told_on(workspace: Workspace, day: date | None) -> Workspace:
    """The workbook as a document of that day tells it; without a day, of the day that the settings say."""
    workspace, _ = settled(workspace, day or workspace.settings.day("as_of") or date.max)
    return as_of(workspace, day)


def _one(name: str, draft: Draft) -> Outcome:
    return Outcome(None, files=(NewFile(f"{name}.docx", document_bytes(draft)),))
