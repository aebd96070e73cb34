"""What makes a workbook one of ours: names of the hidden sheets, kind and version, protection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pii_xl import __version__
from pii_xl.ground.errors import UnreadableError

IDENTITY_SHEET = "_pii"
MARKS_SHEET = "_marks"
TEXT_SHEET = "_text"
XLWINGS_SHEET = "xlwings.conf"
SYSTEM_SHEETS = (IDENTITY_SHEET, MARKS_SHEET, TEXT_SHEET, XLWINGS_SHEET)
"""Sheets that nobody sees."""


def seen(names: Iterable[str]) -> str:
    """The names of a book's sheets as a message lists them: those that people can see."""
    return "; ".join(name for name in names if name not in SYSTEM_SHEETS and not name.startswith("_"))


NOTE_SIGN = "PII-XL"
"""First word of every note of ours."""
KIND = "pii-xl master"
CREATED = datetime(2025, 5, 6)  # the plan's date: a fixed stamp, so that equal content gives equal bytes

PROTECTION = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "insert_hyperlinks": True,
}
"""What people may do on a protected sheet, in XlsxWriter's words; there is no password."""


def check_identity(rows: list[list[Any]], file: str) -> str:
    """The version that wrote the workbook, from the rows of its sheet "_pii". Raises UnreadableError E204, E206."""
    pairs = {str(row[0]): str(row[1]) for row in rows if len(row) > 1}
    if pairs.get("kind") != KIND:
        raise UnreadableError("E204", file=file)
    version = pairs.get("version", "0")
    if version_parts(version) > version_parts(__version__):
        raise UnreadableError("E206", file=file, found_version=version, version=__version__)
    return version


def version_parts(text: str) -> tuple[int, ...]:
    """ "0.10.2" as (0, 10, 2), so that versions compare."""
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))
