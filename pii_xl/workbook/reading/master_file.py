"""The file door's reading side: a master workbook as a Workspace, with where each cell came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pii_xl.ground.errors import Finding, Kind, UnreadableError
from pii_xl.layout import MASTER
from pii_xl.layout.settings import SETTINGS, Setting
from pii_xl.workbook.reading.own_content import check_nothing_is_lost
from pii_xl.workbook.reading.reader import open_book, read_layout
from pii_xl.workspace.identity import IDENTITY_SHEET, check_identity
from pii_xl.workspace.new_year import settings_rows
from pii_xl.workspace.settings_file import checked_setting
from pii_xl.workspace.table_read import TableRead
from pii_xl.workspace.workspace import Settings, Workspace, typed
from pii_xl.year.framework import Framework

CODED_TABLES = ("tblValues", "tblReference", "tblIndicators", "tblResults")


@dataclass(frozen=True)
class Master:
    """A master workbook as read: the workspace, the findings of reading it, and the cells' addresses."""

    workspace: Workspace
    findings: list[Finding]
    reads: dict[str, TableRead]

    def place(self, table: str, row: int, column: str) -> dict[str, str]:
        """File, sheet and cell of one value."""
        return self.reads[table].place(row, column)


def read_master(path: Path, *, rebuilt: bool = False) -> Master:
    """Read the master workbook at ``path``; ``rebuilt``: it is to be built anew, and nothing of it may be lost.

    Raises UnreadableError E101, E102, E107 (file), E201 (a sheet is missing), E203, E204 (not ours), E206 (newer than we are),
    DataError E205 (a setting that cannot be used), UnreadableError E116 (something would be lost). Wrong cells become findings.
    """
    book = open_book(path)
    found = book.sheet(IDENTITY_SHEET)
    check_identity(found[1] if found else [], path.name)
    master = assembled(read_layout(book, MASTER, [table.name for table in MASTER.tables]))
    if rebuilt:
        check_nothing_is_lost(book, master.workspace.book.layout)
    return master


def assembled(reads: dict[str, TableRead], *, checked: bool = True) -> Master:
    """The master workbook whose tables were read; without ``checked`` only cells are judged, not tables as a whole.

    Raises UnreadableError E201, E202, E203 and DataError E205.
    """
    _check_structure(reads)
    settings = read_settings(reads["tblSettings"])
    frames = {name: read.frame for name, read in reads.items()}
    workspace = Workspace({**frames, "tblSettings": _all_settings(frames["tblSettings"], settings)}, settings)
    findings = (
        _table_findings(reads, workspace.framework)
        if checked
        else [item for read in reads.values() for item in read.findings]
    )
    return Master(workspace, findings, reads)


def _table_findings(reads: dict[str, TableRead], framework: Framework) -> list[Finding]:
    from pii_xl.workspace.schemas import check_table

    findings: list[Finding] = []
    for name, read in reads.items():
        findings += check_table(read, framework.codes if name in CODED_TABLES else (), framework.year)
    return findings


def _check_structure(reads: dict[str, TableRead]) -> None:
    """A lost sheet, header row or column makes every result doubtful: refuse at once."""
    for read in reads.values():
        for item in read.findings:
            if item.kind is Kind.STRUCTURE:
                raise UnreadableError.of(item)


def _all_settings(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The rows of every setting there is today: an older workbook lacks the later ones, and names are given row by row."""
    if list(frame["key"]) == [setting.key for setting in SETTINGS]:
        return frame
    return typed(MASTER.table("tblSettings"), settings_rows(settings))


def read_settings(read: TableRead) -> Settings:
    """The settings, each in its own type. Raises DataError E205 with the cell for one that cannot be used."""
    rows = {str(key): index for index, key in enumerate(read.frame["key"])}
    values = {s.key: _setting(s, read, rows[s.key]) for s in SETTINGS if s.key in rows}
    return Settings(values)


def _setting(setting: Setting, read: TableRead, row: int) -> Any:
    return checked_setting(setting, read.frame.at[row, "value"], **read.place(row, "value"))
