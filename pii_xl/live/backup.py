"""A copy of the workbook, taken before a command first writes to it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.files import make_folder, not_writable
from pii_xl.live.busy import patiently, problem_of

if TYPE_CHECKING:
    from xlwings import Book

FOLDER = "sao-luu"
KEPT = 10
STAMP = "%Y%m%d-%H%M%S"


def take_backup(book: Book, folder: Path, now: datetime) -> Path:
    """Copy the workbook as it is in Excel to ``folder/sao-luu``; the last ten copies stay. Raises UnreadableError E814."""
    name = Path(book.name)
    target = folder / FOLDER / f"{name.stem}-{now.strftime(STAMP)}{name.suffix}"
    try:
        make_folder(target.parent)
        target = _free(target)
        patiently(lambda: book.api.SaveCopyAs(str(target)))
    except UnreadableError as error:
        raise UnreadableError("E814", path=target.parent, reason=error.finding.found) from error
    except OSError as error:
        raise UnreadableError(
            "E814", path=target.parent, reason=not_writable(target, error).finding.found
        ) from error
    except Exception as error:
        told = UnreadableError("E814", path=target.parent, reason="Excel không lưu được bản sao")
        raise problem_of(error) or told from error
    _remove_old(target.parent, name)
    return target


def backups(folder: Path, name: str) -> list[Path]:
    """The copies of the workbook ``name``, oldest first."""
    book = Path(name)
    return sorted((folder / FOLDER).glob(f"{_literal(book.stem)}-[0-9]*-[0-9]*{book.suffix}"))


def _remove_old(folder: Path, name: Path) -> None:
    for path in backups(folder.parent, name.name)[:-KEPT]:
        path.unlink(missing_ok=True)


def _free(path: Path) -> Path:
    """``path``, or with a later number when two commands fall into one second."""
    number, free = 1, path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


def _literal(text: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in text)
