"""The command "returns": for each form with something to mend a copy of it that says what, where, and how."""

from __future__ import annotations

from datetime import date

from pii_xl.collect.returning import returned_forms
from pii_xl.commands.documents import told_on
from pii_xl.commands.outcome import NewFile, Outcome
from pii_xl.workbook.books.return_book import return_bytes
from pii_xl.workspace.workspace import Workspace


def returns(workspace: Workspace, day: date | None = None) -> Outcome:
    """The forms to send back, as of a day."""
    workspace = told_on(workspace, day)
    files = (NewFile(one.file_name, return_bytes(workspace, one)) for one in returned_forms(workspace))
    return Outcome(None, files=tuple(files))
