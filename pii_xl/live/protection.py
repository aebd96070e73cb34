"""Sheets are protected without a password; a command unlocks those it writes to and locks them again, also on failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pii_xl.ground.errors import UnreadableError
from pii_xl.workspace.identity import PROTECTION

if TYPE_CHECKING:
    from xlwings import Sheet

ALLOWED = (  # the last eleven arguments of Excel's Worksheet.Protect, in their order
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_columns",
    "insert_rows",
    "insert_hyperlinks",
    "delete_columns",
    "delete_rows",
    "sort",
    "autofilter",
    "pivot_tables",
)


@contextmanager
def unlocked(sheets: list[Sheet]) -> Iterator[None]:
    """Take the protection off while the block runs. Raises UnreadableError E806 for a sheet with a password."""
    opened: list[Sheet] = []
    try:
        for sheet in sheets:
            if sheet.api.ProtectContents:
                _unlock(sheet)
                opened.append(sheet)
        yield
    finally:
        for sheet in opened:
            lock(sheet)


def _unlock(sheet: Sheet) -> None:
    try:
        sheet.api.Unprotect("")
    except Exception as error:
        raise UnreadableError("E806", sheet=sheet.name) from error
    if sheet.api.ProtectContents:
        raise UnreadableError("E806", sheet=sheet.name)


def lock(sheet: Sheet) -> None:
    """Protect a sheet as the builder does."""
    # Password, DrawingObjects, Contents, Scenarios, UserInterfaceOnly; pywin32 wants positions, not names.
    sheet.api.Protect("", True, True, True, False, *(bool(PROTECTION.get(name)) for name in ALLOWED))
