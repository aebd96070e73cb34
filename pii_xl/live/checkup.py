"""What the button "Kiểm tra cài đặt" says: versions, and whether the workbook, the package and this machine fit."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from pii_xl import __version__
from pii_xl.errors import Finding, PiiError, finding
from pii_xl.live.identity import check_book, check_writable, folder_of

if TYPE_CHECKING:
    from xlwings import Book


def checkup_of(book: Book) -> Finding:
    """One note with every version and every problem found."""
    facts = [
        f"PII-XL {__version__}; xlwings {version('xlwings')}; Python {platform.python_version()} {bits()} bit",
        f"Excel {book.app.version}; {platform.system()} {platform.release()}",
        f"Sổ: {book.name}",
        f"Python: {sys.executable}",
    ]
    problems = []
    for check in (check_book, check_writable, folder_of):
        try:
            check(book)
        except PiiError as error:
            problems.append(f"{error.finding.found} {error.finding.remedy} ({error.code})")
    return finding("N839" if not problems else "W840", facts="\n".join(facts), problems="\n\n".join(problems))


def bits() -> int:
    """32 or 64: Python's own bitness."""
    return 64 if sys.maxsize > 2**32 else 32
