"""The file door's reading side: a master workbook as a Workspace, with where each cell came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pii_xl import __version__
from pii_xl.cells import parse, shown
from pii_xl.errors import DataError, Finding, UnreadableError
from pii_xl.framework import load_framework
from pii_xl.layout import MASTER
from pii_xl.layout.parts import Column, Kind
from pii_xl.layout.settings import SETTINGS, Setting
from pii_xl.schemas import check_table
from pii_xl.text import tidy
from pii_xl.workbook.hidden_sheets import IDENTITY_SHEET, KIND
from pii_xl.workbook.reader import Book, TableRead, open_book, read_layout
from pii_xl.workspace import Settings, Workspace

CODED_TABLES = ("tblValues", "tblReference", "tblIndicators", "tblResults")
WANTED = {
    Kind.NUMBER: "Một số.",
    Kind.INTEGER: "Một số nguyên.",
    Kind.DATE: "Một ngày, ví dụ 31/7/2025.",
    Kind.TEXT: "Một giá trị trong danh sách.",
}


@dataclass(frozen=True)
class Master:
    """A master workbook as read: the workspace, the findings of reading it, and the cells' addresses."""

    workspace: Workspace
    findings: list[Finding]
    reads: dict[str, TableRead]

    def place(self, table: str, row: int, column: str) -> dict[str, str]:
        """File, sheet and cell of one value."""
        return self.reads[table].place(row, column)


def read_master(path: Path) -> Master:
    """Read the master workbook at ``path``.

    Raises UnreadableError E101, E102, E107 (file), E201 (a sheet is missing), E203, E204 (not ours), E206 (newer than we are),
    DataError E205 (a setting that cannot be used). Wrong cells become findings.
    """
    book = open_book(path)
    _check_identity(book)
    reads = read_layout(book, MASTER, [table.name for table in MASTER.tables])
    _check_structure(reads)
    settings = read_settings(reads["tblSettings"])
    framework = load_framework(settings.integer("framework"))
    findings: list[Finding] = []
    for name, read in reads.items():
        codes = framework.codes if name in CODED_TABLES else ()
        findings += check_table(read, codes, framework.year)
    frames = {name: read.frame for name, read in reads.items()}
    return Master(Workspace(frames, settings), findings, reads)


def _check_identity(book: Book) -> None:
    found = book.sheet(IDENTITY_SHEET)
    pairs = {str(row[0]): str(row[1]) for row in found[1] if len(row) > 1} if found else {}
    if pairs.get("kind") != KIND:
        raise UnreadableError("E204", file=book.path)
    if _version(pairs.get("version", "0")) > _version(__version__):
        raise UnreadableError("E206", file=book.path, found_version=pairs["version"], version=__version__)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))


def _check_structure(reads: dict[str, TableRead]) -> None:
    """A lost sheet, header row or column makes every result doubtful: refuse at once."""
    for read in reads.values():
        for item in read.findings:
            if item.code in ("E201", "E202", "E203"):
                raise UnreadableError.of(item)


def read_settings(read: TableRead) -> Settings:
    """The settings, each in its own type. Raises DataError E205 with the cell for one that cannot be used."""
    rows = {str(key): index for index, key in enumerate(read.frame["key"])}
    values = {s.key: _setting(s, read, rows[s.key]) for s in SETTINGS if s.key in rows}
    return Settings(values)


def _setting(setting: Setting, read: TableRead, row: int) -> Any:
    content = read.frame.at[row, "value"]
    place = read.place(row, "value")
    parsed = parse(content, Column(setting.key, setting.label, setting.kind), sheet=place["sheet"], cell=place["cell"])
    value = None if parsed.value != parsed.value else parsed.value
    choices = list(setting.choices)
    if parsed.finding and parsed.finding.is_error:
        raise DataError("E205", **place, label=setting.label, content=shown(content), wanted=WANTED[setting.kind])
    if choices and tidy(value) not in choices:
        wanted = "Một trong: " + "; ".join(choice or "(để trống)" for choice in choices)
        raise DataError("E205", **place, label=setting.label, content=shown(content), wanted=wanted)
    return value
