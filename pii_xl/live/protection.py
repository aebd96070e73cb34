"""Sheets are protected without a password; a command unlocks those it writes to and locks them again, also on failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pii_xl.ground.errors import UnreadableError
from pii_xl.live.busy import patiently, problem_of

if TYPE_CHECKING:
    from xlwings import Sheet

ALLOWED = (  # the last eleven arguments of Excel's Worksheet.Protect, in their order
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@contextmanager
def unlocked(sheets: list[Sheet]) -> Iterator[None]:
    """Take the protection off while the block runs and put it on again as it was.

    Raises UnreadableError E806 for a sheet with a password, E809 while Excel is busy.
    """
    opened: list[tuple[Sheet, tuple[bool, ...]]] = []
    try:
        for sheet in sheets:
            if patiently(lambda sheet=sheet: sheet.api.ProtectContents):  # type: ignore[misc]
                options = _options(sheet)
                _unlock(sheet)
                opened.append((sheet, options))
        yield
    finally:
        for sheet, options in opened:
            patiently(lambda sheet=sheet, options=options: _lock(sheet, options))  # type: ignore[misc]


def _options(sheet: Sheet) -> tuple[bool, ...]:
    """DrawingObjects, Contents, Scenarios, UserInterfaceOnly and what is allowed, as Worksheet.Protect takes them."""
    api = sheet.api
    allowed = api.Protection
    return (
        bool(api.ProtectDrawingObjects),
        True,
        bool(api.ProtectScenarios),
        bool(api.ProtectionMode),
        *(bool(getattr(allowed, name)) for name in ALLOWED),
    )


def _unlock(sheet: Sheet) -> None:
    try:
        patiently(lambda: sheet.api.Unprotect(""))
    except Exception as error:
        raise problem_of(error) or UnreadableError("E806", sheet=sheet.name) from error
    if sheet.api.ProtectContents:
        raise UnreadableError("E806", sheet=sheet.name)


def _lock(sheet: Sheet, options: tuple[bool, ...]) -> None:
    sheet.api.Protect("", *options)  # pywin32 wants positions, not names
