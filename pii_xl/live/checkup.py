"""What the button "Tình trạng máy" says: what ``pii-xl doctor`` says, and whether the open workbook fits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pii_xl import __version__
from pii_xl.ground.errors import Finding, PiiError
from pii_xl.install.machine import this_machine
from pii_xl.install.verification import check_book_file, check_machine
from pii_xl.live.identity import check_book, check_writable, folder_of, identity_rows

if TYPE_CHECKING:
    from xlwings import Book


def checkup_of(book: Book) -> Finding:
    """One note with every version and every problem found."""
    machine = this_machine()
    checkup = check_machine(machine)
    checkup.facts += [f"Excel {book.app.version}", f"Sổ: {book.name}"]
    for check in (check_book, check_writable, folder_of):
        try:
            check(book)
        except PiiError as error:
            checkup.findings.append(error.finding)
    if not any(item.code == "E811" for item in checkup.findings):
        current = ["version", __version__] in [row[:2] for row in identity_rows(book)]
        checkup.findings += check_book_file(Path(book.fullname), machine, current=current)
    return checkup.told()
