"""A second calculation engine, IronCalc, on the demonstration's workbook: LibreOffice's opinion is not the only one.

What it cannot do is stated below. A cell is excused only when its own formula uses such a construct, or reads a cell that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

LACKS = {
    "a constant as a defined name": r"\b(?:pii_\w+|cfg_scale)\b",
    "INDEX that gives a reference": r"INDEX\([^()]*(?:\([^()]*\)[^()]*)*\):",
    "INDEX over a table of one row": r"INDEX\(tblIndex\[",
    "a wildcard after other text": r'&"\(\*"',
    "comparing a column in SUMPRODUCT": r"SUMPRODUCT\(--",
    "FIXED in Vietnamese": r"FIXED\(",
    "≥ and ≤ as text": r'"[<>]?[≥≤]',
}
"""What the engine (0.9) does otherwise or not at all → how a formula shows it. Prefer formulas without them."""
LEAST_AGREEING = 0.84
EPOCH = datetime(1899, 12, 30)
COLUMN = re.compile(r"(tbl\w+)\[(?:\[#This Row\],)?\[?([^\]\[]+)\]")
CELLS = re.compile(r"(?:'([^']+)'!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
NAME = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")


class Cell(NamedTuple):
    """One formula cell: where it is, in which table's column, what it says, what we and the engine compute."""

    sheet: str
    address: str
    column: str
    formula: str
    ours: Any
    theirs: Any
    reads: frozenset[str]
    """Columns of tables ("tblX[Cột]") and cells ("Trang!A1")."""


@pytest.fixture(scope="session")
def engine() -> Any:
    """IronCalc; asked for before the demonstration is made, which takes a while."""
    return pytest.importorskip("ironcalc", reason="IronCalc is not installed (make opinions installs it)")


@pytest.fixture(scope="module")
def cells(engine: Any, demo: Path) -> list[Cell]:
    path = next(demo.glob("*/PII-*.xlsm"))
    model = engine.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return list(_cells(model, formulas, values))


def _cells(model: Any, formulas: openpyxl.Workbook, values: openpyxl.Workbook) -> Iterator[Cell]:
    names = {name: _named(found.attr_text or "") for name, found in formulas.defined_names.items()}
    for number, sheet in enumerate(formulas.worksheets):
        columns = _columns(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    ours = values[sheet.title][cell.coordinate].value
                    theirs = model.get_cell_value(number, cell.row, cell.column)
                    column = columns.get((cell.row, cell.column), "")
                    reads = _reads(sheet.title, cell.value, names)
                    yield Cell(sheet.title, cell.coordinate, column, cell.value, ours, theirs, reads)


def _columns(sheet: Any) -> dict[tuple[int, int], str]:
    found = {}
    for table in sheet.tables.values():
        left, top, right, bottom = openpyxl.utils.range_boundaries(table.ref)
        for column in range(left, right + 1):
            name = f"{table.name}[{sheet.cell(top, column).value}]"
            found.update({(row, column): name for row in range(top + 1, bottom + 1)})
    return found


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, datetime):
        ours = (ours - EPOCH).total_seconds() / 86_400
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours))
    return ("" if ours is None else ours) == ("" if theirs is None else theirs)


def _excused(cells: list[Cell]) -> set[int]:
    """Positions of cells whose formula has what the engine lacks, and of all that read them, however far down."""
    lacks = re.compile("|".join(LACKS.values()))
    excused = {at for at, cell in enumerate(cells) if lacks.search(cell.formula)}
    while True:
        tainted = {cells[at].column for at in excused if cells[at].column}
        tainted |= {f"{cells[at].sheet}!{cells[at].address}" for at in excused}
        more = {at for at, cell in enumerate(cells) if at not in excused and cell.reads & tainted}
        if not more:
            return excused
        excused |= more


def _reads(sheet: str, formula: str, names: dict[str, frozenset[str]]) -> frozenset[str]:
    columns = {f"{table}[{column}]" for table, column in COLUMN.findall(formula)}
    plain = COLUMN.sub("", formula)
    areas = [_area(other or sheet, area) for other, area in CELLS.findall(plain)]
    return frozenset(columns).union(*areas, *(names.get(name, frozenset()) for name in NAME.findall(plain)))


def _named(text: str) -> frozenset[str]:
    columns = frozenset(f"{table}[{column}]" for table, column in COLUMN.findall(text))
    plain = COLUMN.sub("", text)
    return columns.union(*(_area(sheet, area) for sheet, area in CELLS.findall(plain) if sheet))


def _area(sheet: str, area: str) -> frozenset[str]:
    left, top, right, bottom = openpyxl.utils.range_boundaries(area.replace("$", ""))
    letters = [openpyxl.utils.get_column_letter(column) for column in range(left, right + 1)]
    return frozenset(f"{sheet}!{letter}{row}" for letter in letters for row in range(top, bottom + 1))


def test_it_agrees_wherever_it_knows_the_formulas(cells: list[Cell]) -> None:
    excused = _excused(cells)
    wrong = [
        f"{cell.sheet}!{cell.address} {cell.formula[:120]}: {cell.ours!r}, {cell.theirs!r}"
        for at, cell in enumerate(cells)
        if at not in excused and cell.ours is not None and not _same(cell.ours, cell.theirs)
    ]
    assert wrong == []


def test_it_knows_most_of_the_workbook(cells: list[Cell]) -> None:
    agreeing = sum(_same(cell.ours, cell.theirs) for cell in cells)
    assert agreeing / len(cells) >= LEAST_AGREEING


def test_what_it_is_said_to_lack_is_used_somewhere(cells: list[Cell]) -> None:
    """A construct that no formula uses any more is to be taken off the list."""
    unused = [
        name for name, shown in LACKS.items() if not any(re.search(shown, cell.formula) for cell in cells)
    ]
    assert unused == []
