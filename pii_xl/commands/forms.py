"""The command "forms": one form for every agency that has something to send."""

from __future__ import annotations

from collections.abc import Iterator

from pii_xl.collect.form_content import FormContent, form_contents
from pii_xl.collect.last_year import prefilled
from pii_xl.commands.outcome import NewFile
from pii_xl.workbook.books.form_book import form_bytes
from pii_xl.workspace.renaming import followed
from pii_xl.workspace.workspace import Workspace


def contents(workspace: Workspace, before: Workspace | None = None) -> list[FormContent]:
    """What each form will hold, in the order of the sheet "Tiến độ"; ``before``: last year's workbook, if there is one."""
    found = form_contents(followed(workspace))
    return [prefilled(content, before) for content in found] if before else found


def made(workspace: Workspace, wanted: list[FormContent]) -> Iterator[NewFile]:
    """The forms one after the other: a door may show how far it is."""
    for content in wanted:
        yield NewFile(content.file_name, form_bytes(workspace, content))
