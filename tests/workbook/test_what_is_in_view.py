"""What a person sees of a sheet without looking for it: what is typed and its verdict first, no keys, no workings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pii_xl.layout import BOOK
from pii_xl.layout.ledger import TABLES as LEDGER
from pii_xl.layout.parts import Role, Table
from pii_xl.layout.sheets import SHEETS
from pii_xl.layout.what_if import comparison_table, pillar_key
from pii_xl.layout.words import SIDE_WORDS

FIRST_SCREEN = 190.0
"""Letters that fit across a screen of 1,366 pixels at 100 %: a column of width 10 has 75 pixels."""
MOST_COLUMNS = 30
KEY = re.compile(r"[a-z]+(_[a-z0-9]+)+|[0-9a-f]{16,}")
IN_VIEW = [sheet.name for sheet in SHEETS if not sheet.hidden]
DIGESTS = "Mã băm"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def verdicts(table: Table) -> list[str]:
    """The columns that say how what was typed is taken."""
    return [column.key for column in table.columns if column.key == "state" and not column.input]


def left_edges(table: Table) -> dict[str, float]:
    """Where each column in view begins, in letters from the sheet's edge."""
    seen = [column for column in table.columns if not column.hidden]
    edges = accumulate((column.width for column in seen), initial=float(table.column))
    return {column.key: edge for column, edge in zip(seen, edges, strict=False)}


@pytest.fixture(scope="module")
def book(filled: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(filled, data_only=True)


def hidden_columns(path: Path, number: int) -> set[int]:
    """The columns of sheet ``number`` that are out of sight, as the package says; openpyxl forgets some of a group."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
    return {
        at
        for one in root.iter(f"{SHEET}col")
        if one.get("hidden") == "1"
        for at in range(int(one.attrib["min"]), int(one.attrib["max"]) + 1)
    }


def texts_in_view(sheet: Worksheet, hidden: set[int]) -> Iterator[tuple[str, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.column not in hidden:
                yield cell.coordinate, cell.value


@pytest.mark.parametrize("table", [t for t in BOOK.tables if t.sheet in IN_VIEW], ids=lambda t: t.name)
def test_what_is_typed_and_its_verdict_are_on_the_first_screen(table: Table) -> None:
    edges = left_edges(table)
    typed = [edges[column.key] for column in table.columns if column.input and column.key in edges]
    assert not typed or typed[0] < FIRST_SCREEN
    assert all(edges[key] + table[key].width <= FIRST_SCREEN for key in verdicts(table))


@pytest.mark.parametrize("table", BOOK.tables, ids=lambda t: t.name)
def test_wide_tables_keep_their_workings_out_of_sight(table: Table) -> None:
    role = next(sheet.role for sheet in SHEETS if sheet.name == table.sheet)
    if role is Role.WORKING or table in LEDGER:
        return
    assert sum(not column.hidden for column in table.columns) <= MOST_COLUMNS


def test_everything_that_is_typed_is_in_view() -> None:
    for table in BOOK.tables:
        assert [column.key for column in table.columns if column.input and column.hidden] == [], table.name


def test_no_key_of_the_program_is_in_view(filled: Path, book: openpyxl.Workbook) -> None:
    found = []
    for number, name in enumerate(book.sheetnames, start=1):
        if name not in IN_VIEW:
            continue
        sheet = book[name]
        digests = {
            cell.column for row in sheet.iter_rows(max_row=12) for cell in row if DIGESTS in str(cell.value)
        }
        hidden = hidden_columns(filled, number) | digests
        found += [f"{name}!{at} {text}" for at, text in texts_in_view(sheet, hidden) if KEY.fullmatch(text)]
    assert found == []


def test_the_codes_of_the_sub_indices_are_shown_as_words(filled: Path, book: openpyxl.Workbook) -> None:
    for number, name in enumerate(book.sheetnames, start=1):
        if name not in IN_VIEW:
            continue
        sheet, hidden = book[name], hidden_columns(filled, number)
        worded = {
            (cell, word)
            for where in sheet.conditional_formatting
            for rule in where.rules
            for word in SIDE_WORDS.values()
            if rule.dxf is not None and rule.dxf.numFmt is not None and word in rule.dxf.numFmt.formatCode
            for line in where.sqref.ranges
            for cells in line.rows
            for cell in cells
        }
        for at, text in texts_in_view(sheet, hidden):
            if text in SIDE_WORDS:
                place = sheet[at]
                assert ((place.row, place.column), SIDE_WORDS[text]) in worded, f"{name}!{at}"


def test_every_pillar_of_the_scenarios_is_in_view() -> None:
    table = comparison_table(("1", "2", "3"))
    seen = [column.key for column in table.columns if not column.hidden]
    assert [key for key in seen if key.startswith("p")] == ["pii", *map(pillar_key, ("1", "2", "3"))]
