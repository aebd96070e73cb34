"""What a table's marked cells mean: formula errors, formulas nobody worked out, percentages in cells of another unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from string import digits
from typing import NamedTuple

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.text import compact_vi, is_percent, read_number
from pii_xl.layout.parts import Column, Kind
from pii_xl.workbook.reading.sheet_scan import CellMark, Look
from pii_xl.workspace.cells import blank
from pii_xl.workspace.table_read import TableRead, column_letters

UNIT, PERCENT = "unit", "%"
LONGEST_FORMULA = 40


class Marked(NamedTuple):
    """A cell of a table with its mark."""

    row: int
    column: Column
    mark: CellMark


def judge_marks(read: TableRead, marks: Mapping[str, CellMark]) -> None:
    """Put findings before the table's own, and what a person sees in place of what the file holds."""
    found: list[Finding] = _percent_texts(read)
    for cell in marked_cells(read, marks):
        item = _judged(read, cell)
        if item:
            found.append(item.at(**read.place(cell.row, cell.column.key), subject=subject_of(read, cell.row)))
    read.findings[:0] = found


def worked_out(read: TableRead, marks: Mapping[str, CellMark]) -> list[Finding]:
    """Questions about formulas in cells where figures are typed: the result counts, but someone should look."""
    found = []
    for row, column, mark in marked_cells(read, marks):
        if column.input and mark.formula and not mark.is_error and mark.value is not None:
            number = read_number(mark.value).value
            text = str(mark.value) if number is None else compact_vi(number)
            item = finding("W313", number=text)
            found.append(item.at(**read.place(row, column.key), subject=subject_of(read, row)))
    return found


def marked_cells(read: TableRead, marks: Mapping[str, CellMark]) -> Iterator[Marked]:
    """The table's stored cells that have a mark."""
    having = {cell.rstrip(digits) for cell in marks}
    for column in read.table.stored:
        if column.formula or column.key not in read.letters:
            continue
        letters = column_letters(read.letters[column.key])
        for row, number in enumerate(read.rows if letters in having else ()):
            if f"{letters}{number}" in marks:
                yield Marked(row, column, marks[f"{letters}{number}"])


def one_per_cell(found: list[Finding]) -> list[Finding]:
    """Each finding once; of a cell with an error its first error alone, for the others follow from it."""
    first: dict[tuple[str, str, str], Finding] = {}
    for item in found:
        if item.is_error and item.cell:
            first.setdefault((item.file, item.sheet, item.cell), item)
    return list(
        dict.fromkeys(
            first.get((item.file, item.sheet, item.cell), item) if item.cell else item for item in found
        )
    )


def subject_of(read: TableRead, row: int) -> str:
    """The code of a row; "" in tables without codes."""
    return str(read.records[row].get("code", ""))


def _judged(read: TableRead, cell: Marked) -> Finding | None:
    row, column, mark = cell
    if mark.is_error or (mark.formula and mark.value is None):
        read.records[row][column.key] = blank(column)
        content = str(mark.value) if mark.is_error else mark.formula[:LONGEST_FORMULA]
        return finding("E401", header=column.header, content=content)
    content = read.raw[row][column.key]
    if column.kind is not Kind.NUMBER or isinstance(content, bool) or not isinstance(content, int | float):
        return None
    if mark.look is Look.PERCENT:
        number = float(Decimal(repr(float(content))) * 100)
        return _percentage(read, row, column, number) if UNIT in read.table.keys else None
    return finding("W446", header=column.header, number=compact_vi(content)) if mark.look else None


def _percent_texts(read: TableRead) -> list[Finding]:
    """Percentages typed as texts, in rows that count something else."""
    if UNIT not in read.table.keys:
        return []
    found = []
    for column in (one for one in read.table.stored if one.kind is Kind.NUMBER and one.key in read.letters):
        for row, raw in enumerate(read.raw):
            content = raw.get(column.key)
            number = read_number(content).value if isinstance(content, str) else None
            if (
                number is None
                or not str(content).strip().endswith(PERCENT)
                or _is_in_percent(read, row, column)
            ):
                continue
            place = read.place(row, column.key)
            read.findings[:] = [
                item for item in read.findings if (item.sheet, item.cell) != (place["sheet"], place["cell"])
            ]
            found.append(_percentage(read, row, column, number).at(**place, subject=subject_of(read, row)))
    return found


def _is_in_percent(read: TableRead, row: int, column: Column) -> bool:
    """The row's figure is counted in percent, and this is the figure itself, no numerator or denominator."""
    is_part = f"{column.key}_label" in read.table.keys
    return not is_part and is_percent(str(read.records[row][UNIT]))


def _percentage(read: TableRead, row: int, column: Column, number: float) -> Finding:
    """A cell that shows 2,09% holds 0,0209: in a row counted in percent a person means 2,09."""
    label = f"{column.key}_label"
    record = read.records[row]
    unit = str(record.get(label, record[UNIT]))
    facts = {"header": column.header, "content": f"{compact_vi(number)}%"}
    if _is_in_percent(read, row, column):
        record[column.key] = number
        return finding("W438", **facts, number=compact_vi(number))
    record[column.key] = blank(column)
    return finding("E439", **facts, unit=unit or column.header)
