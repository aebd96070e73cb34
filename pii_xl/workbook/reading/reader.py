"""Read workbooks of others: sheets by name, tables by their header row, cells by their layout. Nothing is trusted.

Reading goes through calamine (values only, fast); a table is found wherever its header row is, so that a row inserted
above it does no harm, and every typed value remembers its cell.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from pii_xl.ground.errors import Finding, UnreadableError, finding
from pii_xl.ground.text import key
from pii_xl.layout.parts import Column, Kind, Layout, Table
from pii_xl.workbook.reading.cell_marks import judge_marks
from pii_xl.workbook.reading.ods_scan import CONTENT, scan_ods
from pii_xl.workbook.reading.package import Package
from pii_xl.workbook.reading.sheet_scan import NEW_ERROR, Scan, scan_book
from pii_xl.workspace.cells import DAYS_FROM_1900_TO_1904, blank, parse
from pii_xl.workspace.identity import seen
from pii_xl.workspace.table_read import TableRead, column_letters

HEADER_SEARCH_ROWS = 60
CORE = "docProps/core.xml"


@dataclass(frozen=True)
class Book:
    """An open workbook's values: sheet name → rows of cells, from A1 on."""

    path: Path
    sheets: dict[str, list[list[Any]]]
    scan: Scan = field(default_factory=Scan)
    properties: str = ""  # the part with author, times and so on, as XML
    sha256: str = ""

    def sheet(self, name: str) -> tuple[str, list[list[Any]]] | None:
        """The sheet whose name equals ``name`` up to case, spacing and Unicode form, under its real name."""
        wanted = key(name)
        return next(((real, rows) for real, rows in self.sheets.items() if key(real) == wanted), None)


def open_book(path: Path, only: Collection[str] = ()) -> Book:
    """Read the sheets of ``path``, after a scan that refuses what the fast reader would choke on.

    ``only``: names of the sheets to read, as :meth:`Book.sheet` takes them; nothing of the other ones is looked at. Without
    any name all sheets are read.
    Raises UnreadableError E101 (no such file), E102 (no workbook, damaged, encrypted), E107, E112, E113 (too large, too far).
    """
    if not path.is_file():
        raise UnreadableError("E101", path=path)
    keys = frozenset(map(key, only))

    def wanted(name: str) -> bool:
        return not keys or key(name) in keys

    with Package(path) as package:
        if package.book:
            scan = scan_book(package, wanted)
        elif CONTENT in package:
            scan = scan_ods(package)
        else:
            raise UnreadableError("E102", file=path)
        properties = _properties(package)
        try:
            values = _values(package, scan, wanted)
        except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
            raise UnreadableError("E102", file=path) from error
        return Book(path, values, scan, properties, sha256(package.file).hexdigest())


def _properties(package: Package) -> str:
    """The document's properties; a form is read without them."""
    try:
        return package.read(CORE).decode("utf-8", "replace")
    except UnreadableError:
        return ""


def _values(package: Package, scan: Scan, wanted: Callable[[str], bool]) -> dict[str, list[list[Any]]]:
    try:
        return _sheets(CalamineWorkbook.from_filelike(io.BytesIO(package.file)), wanted)
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        if not scan.has_new_errors:
            raise
    return _sheets(CalamineWorkbook.from_filelike(_with_old_errors(package)), wanted)


def _sheets(workbook: CalamineWorkbook, wanted: Callable[[str], bool]) -> dict[str, list[list[Any]]]:
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) if wanted(name) else []
        for name in workbook.sheet_names
    }


def _with_old_errors(package: Package) -> io.BytesIO:
    """The package with formula errors that the fast reader does not know, such as #SPILL!, as one that it knows."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in package.names:
            content = package.read(name)
            copy.writestr(name, NEW_ERROR.sub(rb"\1#VALUE!\2", content))
    target.seek(0)
    return target


def read_layout(book: Book, layout: Layout, names: Iterable[str]) -> dict[str, TableRead]:
    """Read the tables ``names`` of ``layout``; what is wrong becomes findings of each TableRead."""
    return {
        name: read_table(book, layout.table(name), alone=len(layout.tables_on(layout.table(name).sheet)) == 1)
        for name in names
    }


def read_table(book: Book, table: Table, *, alone: bool = True) -> TableRead:
    """Read one table's stored columns. ``alone``: blank rows are skipped; otherwise the first one ends the table."""
    found = book.sheet(table.sheet)
    if found is None and table.later:
        return TableRead(table, [], book.path.name, table.sheet)
    if found is None:
        problem = finding("E201", file=book.path, sheet=table.sheet, sheets=seen(book.sheets))
        return TableRead(table, [], book.path.name, table.sheet, findings=[problem])
    sheet, rows = found
    header = header_row(rows, table)
    if header is None:
        headers = "; ".join(column.header for column in table.stored)
        problem = finding("E203", file=book.path, sheet=sheet, headers=headers)
        return TableRead(table, [], book.path.name, sheet, findings=[problem])
    if book.scan.is_1904:
        rows = _since_1900(rows, header, table)
    read = read_rows(table, rows, header, file=book.path.name, sheet=sheet, alone=alone)
    judge_marks(read, book.scan.marks.get(sheet, {}))
    return read


def _since_1900(rows: list[list[Any]], header: int, table: Table) -> list[list[Any]]:
    """Days that stand as plain numbers in a book that counts from 1904, as the other books count them."""
    positions = _positions(rows[header], table)
    days = {positions[one.key] for one in table.stored if one.kind is Kind.DATE and one.key in positions}
    return [
        [
            content + DAYS_FROM_1900_TO_1904 if at in days and type(content) in (int, float) else content
            for at, content in enumerate(row)
        ]
        for row in rows
    ]


def read_rows(
    table: Table,
    rows: list[list[Any]],
    header: int,
    *,
    file: str,
    sheet: str,
    alone: bool = True,
    top: int = 0,
    left: int = 0,
) -> TableRead:
    """Type the rows below ``rows[header]``; ``top`` and ``left``: where on the sheet ``rows[0][0]`` stands, from 0."""
    letters = {name: left + position for name, position in _positions(rows[header], table).items()}
    findings = [
        finding("E202", file=file, sheet=sheet, header=column.header)
        for column in table.stored
        if column.key not in letters and not column.later
    ]
    records, numbers, raw = [], [], []
    for index in range(header + 1, len(rows)):
        contents = {column.key: _at(rows[index], letters.get(column.key), left) for column in table.stored}
        if all(is_blank(content) for content in contents.values()):
            if alone:
                continue
            break
        number = top + index + 1
        records.append(_record(contents, table, sheet, number, letters, findings))
        numbers.append(number)
        raw.append(contents)
    findings = [item.at(file=file) for item in findings]
    return TableRead(table, records, file, sheet, numbers, letters, findings, raw)


def header_row(rows: list[list[Any]], table: Table) -> int | None:
    """The row (from 0) that holds most of the table's headers, at least half of the stored ones."""
    wanted, found, best = headings(table), None, 0
    for at, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
        score = len(wanted & {key(cell) for cell in row if cell})
        if score > best:
            found, best = at, score
        if best >= len(table.columns):
            break
    return None if best * 2 < len([column for column in table.stored if not column.later]) else found


@lru_cache(maxsize=256)
def headings(table: Table) -> frozenset[str]:
    """The headings of a table's columns, as :func:`key` compares them, former ones included."""
    return frozenset(key(header) for column in table.columns for header in (column.header, *column.formerly))


def _positions(header: list[Any], table: Table) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, cell in enumerate(header):
        places.setdefault(key(cell), at)
    found: dict[str, int] = {}
    for column in table.columns:
        for heading in (column.header, *column.formerly):
            if key(heading) in places:
                found.setdefault(column.key, places[key(heading)])
    return found


def _record(
    contents: dict[str, Any],
    table: Table,
    sheet: str,
    row: int,
    letters: dict[str, int],
    findings: list[Finding],
) -> dict[str, Any]:
    record = _blanks(table).copy()
    for column in table.stored:
        content = contents[column.key]
        if content is None or content == "":
            continue
        parsed = parse(content, column)
        record[column.key] = parsed.value
        if parsed.finding:
            cell = f"{column_letters(letters[column.key])}{row}"
            findings.append(parsed.finding.at(sheet=sheet, cell=cell, subject=_subject(contents, column)))
    return record


@lru_cache(maxsize=256)
def _blanks(table: Table) -> dict[str, Any]:
    return {column.key: blank(column) for column in table.columns}


def _subject(contents: dict[str, Any], column: Column) -> str:
    code = contents.get("code")
    return str(code) if code and column.key != "code" else ""


def _at(row: list[Any], position: int | None, left: int) -> Any:
    return row[position - left] if position is not None and position - left < len(row) else None


def is_blank(content: object) -> bool:
    return content is None or (isinstance(content, str) and not content.strip())
