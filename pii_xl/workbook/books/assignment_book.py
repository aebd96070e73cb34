"""The file ``assignments.xlsx``: built from the plan, and read back after officials have edited it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pii_xl.assign.book import (
    AssignmentBook,
    check_agencies,
    check_codes,
    check_names,
    check_targets,
    check_validity,
    plan_order,
    with_separated_names,
)
from pii_xl.ground import errors
from pii_xl.ground.errors import Finding
from pii_xl.ground.text import date_vi
from pii_xl.layout.assignment_book import AGENCIES, AGENCY_NAMES, ASSIGNMENT_BOOK
from pii_xl.layout.parts import Table
from pii_xl.workbook.books.plain_book import About, PlainBook
from pii_xl.workbook.reading.reader import open_book, read_layout
from pii_xl.workspace.new_year import agency_row, assignment_rows, target_rows
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.schemas import check_table
from pii_xl.workspace.table_read import TableRead, column_letters
from pii_xl.workspace.workspace import Workspace, typed
from pii_xl.year.agencies import load_agencies
from pii_xl.year.framework import Framework, load_framework
from pii_xl.year.plan import Plan, load_plan


def build_assignments(plan: Plan, path: Path, workspace: Workspace | None = None) -> None:
    """Write the assignments workbook of ``plan`` to ``path``; the same plan gives the same bytes.

    With ``workspace``: who leads and the targets are those of a workbook whose framework is not the plan's.
    Raises UnreadableError E103 when ``path`` cannot be written.
    """
    own = _own_frames(workspace, ("tblAssignments", "tblTargets")) if workspace else {}
    _Builder(_about(plan), ASSIGNMENT_BOOK, {**book_frames(plan), **own}).write(path)


def build_assignments_of(workspace: Workspace, path: Path) -> None:
    """Write who does what in a workbook as the assignments workbook that can be edited and taken back.

    Raises UnreadableError E103 when ``path`` cannot be written.
    """
    plan = load_plan(workspace.settings.text("plan"))
    printed = book_frames(plan)
    own = _own_frames(workspace, ("tblAssignments", "tblTasks", "tblAgencies", "tblTargets"))
    sections = dict(zip(printed["tblTasks"]["code"], printed["tblTasks"]["section"], strict=True))
    registry, tasks = registry_of(workspace), own["tblTasks"]
    own["tblTasks"] = tasks.assign(
        section=[sections.get(code, "") for code in tasks["code"]],
        agency=[
            "; ".join(registry.name_of(name) for name in registry.split(cell)) for cell in tasks["agency"]
        ],
    )
    _Builder(_about(plan), ASSIGNMENT_BOOK, {**printed, **own}).write(path)


def _own_frames(workspace: Workspace, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Tables of a workbook with the columns of the assignments workbook."""
    tables = (ASSIGNMENT_BOOK.table(name) for name in names)
    return {
        table.name: typed(table, workspace.tables[table.name].reindex(columns=table.keys)) for table in tables
    }


def _about(plan: Plan) -> About:
    return About(
        title=f"Phân công thực hiện Kế hoạch {plan.number}",
        company=plan.issuer,
        keywords="PII; phân công",
        comments="Lập từ dữ liệu của kế hoạch; sửa các ô vàng.",
        source=f"Kế hoạch số {plan.number} ngày {date_vi(plan.date)} của {plan.issuer}.",
        footer=f"Kế hoạch {plan.number}",
    )


def book_frames(plan: Plan) -> dict[str, pd.DataFrame]:
    """The content of the workbook by table, typed."""
    framework, registry = load_framework(plan.framework_year), load_agencies()
    rows: dict[str, list[dict[str, Any]]] = {
        "tblAssignments": assignment_rows(plan),
        "tblTasks": [
            {
                "code": t.code,
                "section": f"{t.section}. {t.section_title}",
                "agency": "; ".join(registry.split(t.agency)),
                "text": t.text,
            }
            for t in plan.tasks
        ],
        "tblAgencies": [agency_row(agency) for agency in registry.agencies],
        "tblTargets": target_rows(plan, framework),
        "tblCorrections": [correction._asdict() for correction in plan.corrections],
    }
    return {table.name: typed(table, rows[table.name]) for table in ASSIGNMENT_BOOK.tables}


class _Builder(PlainBook):
    """The assignments workbook: a plain book with a name for the list of agencies."""

    def after_table(self, table: Table, area: tuple[int, int, int, int]) -> None:
        if table.sheet == AGENCIES:
            letter = column_letters(table.column + table.keys.index("name"))
            cells = f"${letter}${area[0] + 1}:${letter}${area[2] + 1}"
            self.workbook.define_name(AGENCY_NAMES, f"='{AGENCIES}'!{cells}")


def read_assignments(path: Path, framework: Framework, on: date | None = None) -> AssignmentBook:
    """Read the assignments workbook at ``path``; everything wrong in it becomes a finding with its cell.

    ``on``: also warn of agencies that no longer exist on this day. Raises UnreadableError E101, E102 or E107 for a file
    that is no workbook.
    """
    reads = read_layout(open_book(path), ASSIGNMENT_BOOK, ASSIGNMENT_BOOK.by_name)
    codes = {"tblAssignments": plan_order(framework)}
    findings = [
        item for name, read in reads.items() for item in _table_findings(read, codes.get(name, ()), framework)
    ]
    book = AssignmentBook(
        assignments=reads["tblAssignments"].frame,
        tasks=reads["tblTasks"].frame,
        agencies=reads["tblAgencies"].frame,
        targets=reads["tblTargets"].frame,
        findings=findings,
        place=_Places(reads),
    )
    book = with_separated_names(book)
    return replace(book, findings=[*book.findings, *_content_findings(book, reads, framework, on)])


def _table_findings(read: TableRead, codes: tuple[str, ...], framework: Framework) -> list[Finding]:
    """What the cells and the schema give; nothing about cells of a column that is not there."""
    return [
        item
        for item in check_table(read, codes, framework.year)
        if item.cell or item.kind is errors.Kind.STRUCTURE
    ]


def _content_findings(
    book: AssignmentBook, reads: Mapping[str, TableRead], framework: Framework, on: date | None
) -> Iterator[Finding]:
    """What rows mean together, for tables whose structure is whole."""
    whole = {
        name
        for name, read in reads.items()
        if not any(item.kind is errors.Kind.STRUCTURE for item in read.findings)
    }
    if "tblAssignments" in whole:
        yield from check_codes(book, framework)
    if "tblAgencies" in whole:
        yield from check_agencies(book)
        yield from check_names(book)
        if on:
            yield from check_validity(book, on)
    if "tblTargets" in whole:
        yield from check_targets(book, framework)


class _Places:
    """Where each value of the tables was read."""

    def __init__(self, reads: Mapping[str, TableRead]) -> None:
        self._reads = reads

    def __call__(self, table: str, row: int, column: str) -> dict[str, str]:
        return self._reads[table].place(row, column)
