"""Requests about workbooks, sheets, defined names and the selection."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import uno
from com.sun.star.container import NoSuchElementException
from com.sun.star.lang import IllegalArgumentException
from com.sun.star.table import CellAddress
from formulas import to_calc, to_excel
from session import Rejected, Session, address_of, properties

KEPT = 2
"""So many closed documents stay in memory; each takes some 100 MB."""
WORKBOOK = "xl/workbook.xml"
ROWS_ON_EVERY_PAGE = re.compile(rb'<definedName name="_xlnm\.Print_Titles".*?</definedName>')
"""LibreOffice counts the pages of the whole workbook again for each of them, a third of the time that opening takes."""
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}


def open_book(session: Session, path: str = "", read_only: bool = False) -> int:
    """Open the file ``path`` (or a new book), its macros switched off; its number.

    A document of the same content that was closed unchanged is taken instead of being read again. Which rows are
    repeated on paper is left out, for nothing here asks for it: who prints opens the file otherwise.
    """
    url = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
    content = _digest(path) if path and not read_only else ""
    document = _unchanged(session, content, url) or _loaded(session, url, path, read_only)
    if document is None:
        raise Rejected(f"cannot open {path}")
    number = max(session.documents, default=0) + 1
    session.documents[number] = document
    document.setModified(False)  # recalculating while loading changes nothing
    if content:
        session.opened[number] = content, document.CurrentController.getViewData()
    return number


def _loaded(session: Session, url: str, path: str, read_only: bool) -> Any:
    """The document at ``url``, a read-only one as its file stands; None when it cannot be opened."""
    wanted = properties(Hidden=True, MacroExecutionMode=0, ReadOnly=read_only)
    with tempfile.TemporaryDirectory(prefix="pii-xl-light-") as folder:
        light = None if read_only else _without_rows_on_every_page(path, Path(folder))
        if light is None:
            return session.desktop.loadComponentFromURL(url, "_blank", 0, wanted)
        document = session.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(str(light)), "_blank", 0, wanted
        )
    if document is not None:
        document.attachResource(url, document.getArgs())
    return document


def _without_rows_on_every_page(path: str, folder: Path) -> Path | None:
    """A copy of a workbook of ours in ``folder``; None of a file that has no such rows or is no workbook."""
    if Path(path).suffix.lower() not in FILTERS or not zipfile.is_zipfile(path):
        return None
    copy = folder / Path(path).name
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as light:
        if WORKBOOK not in book.namelist() or not ROWS_ON_EVERY_PAGE.search(book.read(WORKBOOK)):
            return None
        for part in book.infolist():
            content = book.read(part)
            light.writestr(
                part.filename, ROWS_ON_EVERY_PAGE.sub(b"", content) if part.filename == WORKBOOK else content
            )
    return copy


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if Path(path).is_file() else ""


def _unchanged(session: Session, content: str, url: str) -> Any:
    """The document of this content that nobody changed, as the one at ``url``, seen as it was when opened; None without one."""
    if content not in session.unchanged:
        return None
    document, view = session.unchanged.pop(content)
    document.attachResource(url, document.getArgs())
    document.enableAutomaticCalculation(True)
    document.CurrentController.restoreViewData(view)
    return document


def book_url(session: Session, book: int) -> str:
    """Where ``book`` is."""
    return session.documents[book].URL


def book_read_only(session: Session, book: int) -> bool:
    """Whether ``book`` was opened read-only."""
    return session.documents[book].isReadonly()


def save_book(session: Session, book: int, path: str, suffix: str) -> None:
    """Write ``book`` to ``path`` in the format that ``suffix`` names; what nobody changed is copied, which is faster."""
    document = session.documents[book]
    source = uno.fileUrlToSystemPath(document.URL) if document.URL.startswith("file:") else ""
    if (
        source.lower().endswith(suffix)
        and source != path
        and not document.isModified()
        and Path(source).exists()
    ):
        shutil.copyfile(source, path)
        return
    document.storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=FILTERS[suffix]))


def close_book(session: Session, book: int) -> None:
    """Close ``book`` without saving; what nobody changed is kept for who opens the same content next."""
    document = session.documents.pop(book)
    content, view = session.opened.pop(book, ("", None))
    session.forget(book)
    if not content or content in session.unchanged or document.isModified():
        document.close(True)
        return
    session.unchanged[content] = document, view
    while len(session.unchanged) > KEPT:
        session.unchanged.pop(next(iter(session.unchanged)))[0].close(True)


def calculate(session: Session) -> None:
    """Recalculate every formula of every open book."""
    for document in session.documents.values():
        document.calculateAll()


def automatic_calculation(session: Session, on: bool) -> None:
    """Switch automatic calculation on or off in every open book."""
    for document in session.documents.values():
        document.enableAutomaticCalculation(on)


def sheet_names(session: Session, book: int) -> list:
    """Names of the sheets of ``book``, in their order."""
    return list(session.documents[book].Sheets.ElementNames)


def active_sheet(session: Session, book: int) -> str:
    """Name of the sheet in front."""
    return session.documents[book].CurrentController.ActiveSheet.Name


def activate_sheet(session: Session, book: int, sheet: str) -> None:
    """Bring ``sheet`` to the front; a hidden one is refused."""
    found = session.sheet(book, sheet)
    if not found.IsVisible:
        raise Rejected(f"the sheet {sheet!r} is hidden and cannot be activated")
    session.documents[book].CurrentController.setActiveSheet(found)


def add_sheet(session: Session, book: int, sheet: str, position: int) -> None:
    """Insert an empty sheet before the ``position``-th (from 0)."""
    session.documents[book].Sheets.insertNewByName(sheet, position)


def copy_sheet(session: Session, book: int, sheet: str, copy: str, position: int) -> None:
    """Insert a copy of ``sheet``."""
    session.documents[book].Sheets.copyByName(sheet, copy, position)
    session.forget(book)


def delete_sheet(session: Session, book: int, sheet: str) -> None:
    """Remove ``sheet``; the last visible one is refused."""
    sheets = session.documents[book].Sheets
    if not any(sheets.getByName(name).IsVisible for name in sheets.ElementNames if name != sheet):
        raise Rejected("a workbook must contain at least one visible sheet")
    session.forget(book)
    sheets.removeByName(sheet)


def rename_sheet(session: Session, book: int, sheet: str, new: str) -> None:
    """Give ``sheet`` the name ``new``."""
    taken = [name for name in sheet_names(session, book) if name != sheet and name.lower() == new.lower()]
    if taken:
        raise Rejected(f"the sheet name {new!r} is taken")
    session.sheet(book, sheet).setName(new)
    session.forget(book)


def sheet_visible(session: Session, book: int, sheet: str) -> bool:
    """Whether ``sheet`` is shown."""
    return session.sheet(book, sheet).IsVisible


def show_sheet(session: Session, book: int, sheet: str, visible: bool) -> None:
    """Show or hide ``sheet``; the last visible one stays."""
    sheets = session.documents[book].Sheets
    if not visible and not any(sheets.getByName(n).IsVisible for n in sheets.ElementNames if n != sheet):
        raise Rejected("a workbook must contain at least one visible sheet")
    session.sheet(book, sheet).IsVisible = visible


def sheet_protected(session: Session, book: int, sheet: str) -> bool:
    """Whether ``sheet`` is protected."""
    return session.sheet(book, sheet).isProtected()


def protect_sheet(session: Session, book: int, sheet: str, password: str, macros_may_write: bool) -> None:
    """Protect ``sheet``; with ``macros_may_write`` requests still pass, as with Excel's UserInterfaceOnly."""
    session.sheet(book, sheet).protect(password)
    session.macro_only.pop((book, sheet), None)
    if macros_may_write:
        session.macro_only[book, sheet] = password


def unprotect_sheet(session: Session, book: int, sheet: str, password: str) -> None:
    """Take the protection off; a wrong password is refused."""
    try:
        session.sheet(book, sheet).unprotect(password)
    except IllegalArgumentException:
        raise Rejected("the password is not correct") from None
    session.macro_only.pop((book, sheet), None)


def used_range(session: Session, book: int, sheet: str) -> list:
    """[row, column, rows, columns] of the used area."""
    cursor = session.sheet(book, sheet).createCursor()
    cursor.gotoStartOfUsedArea(False)
    cursor.gotoEndOfUsedArea(True)
    return address_of(cursor)


def selection(session: Session, book: int) -> Any:
    """[sheet, [row, column, rows, columns]] of the selected range; None when it is no single range."""
    selected = session.documents[book].CurrentController.getSelection()
    if not hasattr(selected, "RangeAddress"):
        return None
    return [selected.Spreadsheet.Name, address_of(selected)]


def select(session: Session, where: list) -> None:
    """Select a range of the active sheet; on another sheet Excel refuses, and so does this."""
    if active_sheet(session, where[0]) != where[1]:
        raise Rejected("Select works only on the active sheet")
    session.documents[where[0]].CurrentController.select(session.cells(where))


def names(session: Session, book: int, sheet: str = "") -> list:
    """[name, "=Sheet!$A$1"] of the defined names of the book, or of one sheet."""
    held = _names(session, book, sheet)
    return [[name, "=" + to_excel(held.getByName(name).Content)] for name in held.ElementNames]


def set_name(session: Session, book: int, name: str, refers_to: str, sheet: str = "") -> None:
    """Define ``name``, replacing an earlier definition."""
    held = _names(session, book, sheet)
    found = _actual(held, name)
    content = to_calc(refers_to.lstrip("="))
    if found:
        held.getByName(found).setContent(content)
    else:
        held.addNewByName(name, content, CellAddress(), 0)


def rename_name(session: Session, book: int, name: str, new: str, sheet: str = "") -> None:
    """Give the defined name ``name`` the name ``new``."""
    _names(session, book, sheet).getByName(name).setName(new)


def delete_name(session: Session, book: int, name: str, sheet: str = "") -> None:
    """Remove the defined name ``name``."""
    _names(session, book, sheet).removeByName(name)


def name_range(session: Session, book: int, name: str, sheet: str = "") -> list:
    """[sheet, [row, column, rows, columns]] that ``name`` refers to; refused when it is no range."""
    try:
        cells = _names(session, book, sheet).getByName(name).getReferredCells()
    except NoSuchElementException:
        raise Rejected(f"no name {name!r}") from None
    if cells is None:
        raise Rejected(f"the name {name!r} refers to no range")
    return [cells.Spreadsheet.Name, address_of(cells)]


def _names(session: Session, book: int, sheet: str) -> Any:
    return session.sheet(book, sheet).NamedRanges if sheet else session.documents[book].NamedRanges


def _actual(held: Any, name: str) -> str:
    return next((known for known in held.ElementNames if known.lower() == name.lower()), "")


REQUESTS = (
    open_book, book_url, book_read_only, save_book, close_book, calculate, automatic_calculation, sheet_names, active_sheet, activate_sheet,
    add_sheet, copy_sheet, delete_sheet, rename_sheet, sheet_visible, show_sheet, sheet_protected, protect_sheet,
    unprotect_sheet, used_range, selection, select, names, set_name, rename_name, delete_name, name_range,
)  # fmt: skip
