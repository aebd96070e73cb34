"""The file ``assignments.xlsx``: built from the plan, and read back after officials have edited it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl import __version__
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
from pii_xl.layout.assignment_book import AGENCIES, AGENCY_NAMES, ASSIGNMENT_BOOK, SHEETS
from pii_xl.layout.parts import Kind, Sheet, Table
from pii_xl.workbook.books.package import write_plain
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import TAB_COLOURS, WINDOW, Formats
from pii_xl.workbook.cells.table_writer import TableWriter
from pii_xl.workbook.reading.reader import open_book, read_layout
from pii_xl.workspace.identity import CREATED, PROTECTION
from pii_xl.workspace.new_year import agency_row, assignment_rows, target_rows
from pii_xl.workspace.schemas import check_table
from pii_xl.workspace.table_read import TableRead, column_letters
from pii_xl.workspace.workspace import typed
from pii_xl.year.agencies import load_agencies
from pii_xl.year.framework import Framework, load_framework
from pii_xl.year.plan import Plan

"""Findings after which the rows of a table say nothing."""
PLAN_ROW, LINKS_ROW = 2, 3
A4 = 9


def build_assignments(plan: Plan, path: Path) -> None:
    """Write the assignments workbook of ``plan`` to ``path``; the same plan gives the same bytes.

    Raises UnreadableError E103 when ``path`` cannot be written.
    """
    body = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties(
        {
            "title": f"Phân công thực hiện Kế hoạch {plan.number}",
            "subject": "Chỉ số đổi mới sáng tạo cấp địa phương (PII)",
            "author": "Sở Khoa học và Công nghệ",
            "company": plan.issuer,
            "keywords": f"PII; phân công; pii-xl {__version__}",
            "comments": "Lập từ dữ liệu của kế hoạch; sửa các ô vàng.",
            "created": CREATED,
        }
    )
    workbook.set_custom_property("Language", "vi-VN")
    _Builder(workbook, plan).build()
    workbook.close()
    write_plain(body.getvalue(), path)


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


class _Builder:
    def __init__(self, workbook: XlsxWorkbook, plan: Plan) -> None:
        self.workbook, self.plan = workbook, plan
        self.formats = Formats(workbook)
        self.tables = TableWriter(ASSIGNMENT_BOOK, self.formats)

    def build(self) -> None:
        self.workbook.set_size(*WINDOW)
        sheets = [(self.workbook.add_worksheet(sheet.name), sheet) for sheet in SHEETS]
        frames = book_frames(self.plan)
        for worksheet, sheet in sheets:
            (table,) = ASSIGNMENT_BOOK.tables_on(sheet.name)
            self._write_head(worksheet, sheet)
            area = self.tables.write(worksheet, table, frames[table.name])
            self.tables.set_widths(worksheet, table)
            fit_rows(worksheet, [(table, frames[table.name])])
            if sheet.name == AGENCIES:
                self._define_names(table, area)
            self._keep_codes_quiet(worksheet, table, area)
            self._set_up_page(worksheet, table)
        self._write_links(sheets[0][0])
        sheets[0][0].activate()

    def _write_head(self, worksheet: Worksheet, sheet: Sheet) -> None:
        plan = self.plan
        source = f"Kế hoạch số {plan.number} ngày {date_vi(plan.date)} của {plan.issuer}."
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, sheet.title, self.formats.title())
        worksheet.write_string(1, 0, sheet.purpose, self.formats.purpose())
        worksheet.write_string(PLAN_ROW, 0, source, self.formats.purpose())

    def _write_links(self, worksheet: Worksheet) -> None:
        """Links from the opening sheet to the others, in the wide columns above the table."""
        look = self.formats.get(underline=1, font_color="#0B4F6C")
        for column, sheet in enumerate(SHEETS[1:], start=2):
            worksheet.write_url(
                LINKS_ROW, column, f"internal:'{sheet.name}'!A1", look, f"Trang {sheet.name}", sheet.title
            )

    def _define_names(self, table: Table, area: tuple[int, int, int, int]) -> None:
        letter = column_letters(table.column + table.keys.index("name"))
        self.workbook.define_name(
            AGENCY_NAMES, f"='{AGENCIES}'!${letter}${area[0] + 1}:${letter}${area[2] + 1}"
        )

    def _keep_codes_quiet(self, worksheet: Worksheet, table: Table, area: tuple[int, int, int, int]) -> None:
        """No green triangle on codes such as "1" that are text on purpose."""
        letters = [
            column_letters(table.column + n)
            for n, column in enumerate(table.columns)
            if column.kind is Kind.CODE
        ]
        if letters:
            ranges = " ".join(f"{letter}{area[0] + 1}:{letter}{area[2] + 1}" for letter in letters)
            worksheet.ignore_errors({"number_stored_as_text": ranges})

    def _set_up_page(self, worksheet: Worksheet, table: Table) -> None:
        worksheet.freeze_panes(table.row + 1, 1)
        worksheet.set_paper(A4)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        worksheet.set_footer(f'&L&"Arial"&8Kế hoạch {self.plan.number}&R&"Arial"&8&A – trang &P/&N')
        worksheet.repeat_rows(table.row)
        worksheet.protect("", PROTECTION)


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
