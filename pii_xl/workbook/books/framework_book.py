"""The file ``khung-chi-so-NĂM.xlsx``: a year's framework as a workbook, and read back after officials have edited it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pii_xl.assign.framework import FrameworkBook, check_rows, frames_of, framework_from
from pii_xl.ground.frames import records
from pii_xl.layout.framework_book import FRAMEWORK_BOOK
from pii_xl.workbook.books.plain_book import About, PlainBook
from pii_xl.workbook.reading.reader import open_book, read_layout
from pii_xl.workspace.schemas import check_table
from pii_xl.workspace.table_read import TableRead
from pii_xl.year.framework import Framework


def build_framework(framework: Framework, path: Path) -> None:
    """Write ``framework`` as a workbook; nothing of it is lost. Raises UnreadableError E103."""
    about = About(
        title=framework.name,
        company="",
        keywords="PII; khung chỉ số",
        comments="Khung chỉ số của năm; sửa các ô vàng.",
        source=f"{framework.name}. {framework.decision}",
        footer=f"Khung chỉ số {framework.year}",
    )
    PlainBook(about, FRAMEWORK_BOOK, frames_of(framework)).write(path)


def read_framework_book(path: Path) -> FrameworkBook:
    """The framework in the workbook at ``path``; everything wrong becomes a finding with its cell, and then there is none.

    Raises UnreadableError E101, E102 or E107 for a file that is no workbook.
    """
    reads = read_layout(open_book(path), FRAMEWORK_BOOK, FRAMEWORK_BOOK.by_name)
    found = [item for read in reads.values() for item in check_table(read)]
    frames = {name: read.frame for name, read in reads.items()}
    if not any(item.is_error for item in found):
        found += list(check_rows(frames, _Places(reads)))
    if any(item.is_error for item in found):
        return FrameworkBook(None, findings=found)
    changes = tuple((row["old"], row["new"], row["relation"]) for row in records(frames["kfChanges"]))
    return FrameworkBook(framework_from(frames), changes, found)


class _Places:
    """Where each value of the tables was read."""

    def __init__(self, reads: Mapping[str, TableRead]) -> None:
        self._reads = reads

    def __call__(self, table: str, row: int, column: str) -> Mapping[str, str]:
        return self._reads[table].place(row, column)
