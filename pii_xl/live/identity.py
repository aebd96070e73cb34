"""Is an open workbook ours, of the right version, on this machine, open for writing?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pii_xl import __version__
from pii_xl.ground.errors import UnreadableError
from pii_xl.live.reading import rows_in
from pii_xl.workspace.identity import IDENTITY_SHEET, KIND, MARKS_SHEET, check_identity, version_parts

if TYPE_CHECKING:
    from xlwings import Book


def is_ours(book: Book) -> bool:
    """The workbook says that it is a master workbook of this program."""
    return any(row[:2] == ["kind", KIND] for row in identity_rows(book))


def identity_rows(book: Book) -> list[list[Any]]:
    """Keys and values of the hidden sheet "_pii"; empty when there is none."""
    if IDENTITY_SHEET not in book.sheet_names:
        return []
    return rows_in(book.sheets[IDENTITY_SHEET].used_range)


def check_book(book: Book) -> None:
    """Raises UnreadableError: E204 (not ours), E206 (newer than the program), E808 (older)."""
    version = check_identity(identity_rows(book), book.name)
    if version_parts(version)[:2] < version_parts(__version__)[:2] or MARKS_SHEET not in book.sheet_names:
        raise UnreadableError("E808", file=book.name, found_version=version, version=__version__)


def check_writable(book: Book) -> None:
    """Raises UnreadableError E810 for a workbook opened read-only."""
    if book.api.ReadOnly:
        raise UnreadableError("E810", file=book.name)


def folder_of(book: Book) -> Path:
    """The folder the workbook lies in. Raises UnreadableError E811 (only online), E812 (never saved)."""
    try:
        name = book.fullname
    except Exception as error:  # xlwings finds no local copy of an address
        raise UnreadableError("E811", file=book.name) from error
    if "://" in name:
        raise UnreadableError("E811", file=book.name)
    path = Path(name)
    if not path.parent.name and not path.is_absolute():
        raise UnreadableError("E812", file=book.name)
    return path.parent
