"""The connection to LibreOffice, the open documents, and the places in them that requests name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale

ENGLISH = Locale("en", "US", "")
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
SMALL = 10_000  # cells
SERVICE = "pii_xl.tests.Bridge"
"""Under what name LibreOffice knows what answers the requests."""


class Rejected(Exception):  # noqa: N818
    """What Excel too would refuse (a COM error there): a locked cell, a broken formula, a taken name."""


def properties(**values: Any) -> tuple:
    """``values`` as UNO property values."""
    return tuple(
        PropertyValue(name, 0, value, uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE"))
        for name, value in values.items()
    )


class Session:
    """LibreOffice from within, and the documents opened through it, by number."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )
        self.documents: dict = {}
        self.opened: dict = {}  # book -> (digest of its file, how it was seen when opened)
        self.unchanged: dict = {}  # digest -> (document, how it is seen), closed by the tests but not changed by them
        self._sheets: dict = {}
        self._formats: dict = {}
        self._tables: dict = {}
        self.macro_only: dict = {}  # (book, sheet) -> password, where macros may write in spite of protection

    def sheet(self, book: int, name: str) -> Any:
        """The sheet ``name`` of the document ``book``."""
        if (book, name) not in self._sheets:
            sheets = self.documents[book].Sheets
            if not sheets.hasByName(name):
                raise Rejected(f"no sheet named {name!r}")
            self._sheets[book, name] = sheets.getByName(name)
        return self._sheets[book, name]

    def forget(self, book: int) -> None:
        """Drop what is known of the document ``book``, whose sheets or existence changed."""
        self._sheets = {key: sheet for key, sheet in self._sheets.items() if key[0] != book}
        self.forget_tables(book)
        if book not in self.documents:
            self._formats = {key: found for key, found in self._formats.items() if key[0] != book}

    def tables(self, book: int) -> dict:
        """name -> database range of the tables of the document ``book``."""
        if book not in self._tables:
            ranges = self.documents[book].DatabaseRanges
            self._tables[book] = {name: ranges.getByName(name) for name in ranges.ElementNames}
        return self._tables[book]

    def forget_tables(self, book: int) -> None:
        """Drop what is known of the tables of the document ``book``."""
        self._tables.pop(book, None)

    def format_of(self, book: int, key: int) -> tuple:
        """(type, text) of a number format, see ``com.sun.star.util.NumberFormat``."""
        if (book, key) not in self._formats:
            found = self.documents[book].getNumberFormats().getByKey(key)
            self._formats[book, key] = found.Type, found.FormatString
        return self._formats[book, key]

    def format_key(self, book: int, number_format: str) -> int:
        """LibreOffice's key of an English number format."""
        formats = self.documents[book].getNumberFormats()
        key = formats.queryKey(number_format, ENGLISH, True)
        return formats.addNew(number_format, ENGLISH) if key == -1 else key

    def cells(self, where: list) -> Any:
        """The range of ``where`` = [book, sheet, row, column, rows, columns], counted from 1."""
        book, name, row, column, rows, columns = where
        last_row, last_column = min(row + rows - 2, MAX_ROWS - 1), min(column + columns - 2, MAX_COLUMNS - 1)
        return self.sheet(book, name).getCellRangeByPosition(column - 1, row - 1, last_column, last_row)

    def used(self, where: list) -> Any:
        """The part of ``where`` inside the sheet's used area, from its first cell on; None when there is none.

        A small range is given as it is.
        """
        if where[4] * where[5] <= SMALL:
            return self.cells(where)
        cursor = self.sheet(where[0], where[1]).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        rows = min(where[4], end.EndRow + 2 - where[2])
        columns = min(where[5], end.EndColumn + 2 - where[3])
        return self.cells([*where[:4], rows, columns]) if rows > 0 and columns > 0 else None

    @contextmanager
    def writing(self, where: list, contents: bool = True):
        """Let a change through, or refuse it on a protected sheet as Excel does.

        ``contents`` says that only values change, which protection allows in unlocked cells.
        """
        book, name = where[0], where[1]
        sheet = self.sheet(book, name)
        protected = sheet.isProtected()
        free = (book, name) in self.macro_only
        if protected and not free and not (contents and _unlocked(self.cells(where))):
            raise Rejected(f"the sheet {name!r} is protected")
        if protected and free:
            sheet.unprotect(self.macro_only[book, name])
        try:
            yield
        finally:
            if protected and free:
                sheet.protect(self.macro_only[book, name])


def address_of(cells: Any) -> list:
    """[row, column, rows, columns] of a range or a table, counted from 1."""
    at = cells.RangeAddress if hasattr(cells, "RangeAddress") else cells.DataArea
    return [
        at.StartRow + 1,
        at.StartColumn + 1,
        at.EndRow - at.StartRow + 1,
        at.EndColumn - at.StartColumn + 1,
    ]


def groups_of(cells: Any) -> list:
    """The parts of a range that are formatted alike."""
    groups = cells.getUniqueCellFormatRanges()
    return [groups.getByIndex(i) for i in range(groups.Count)]


def _unlocked(cells: Any) -> bool:
    return not any(group.CellProtection.IsLocked for group in groups_of(cells))
