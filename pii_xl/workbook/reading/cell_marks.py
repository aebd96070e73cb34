"""What a table's marked cells mean: formula errors, formulas nobody worked out, percentages in cells of another unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.text import compact_vi, read_number
from pii_xl.layout.parts import Column, Kind
from pii_xl.workbook.reading.sheet_scan import CellMark
from pii_xl.workspace.cells import blank

if TYPE_CHECKING:
    from pii_xl.workspace.table_read import TableRead

UNIT, PERCENT = "unit", "%"
LONGEST_FORMULA = 40


class Marked(NamedTuple):
    """A cell of a table with its mark."""

    row: int
    column: Column
    mark: CellMark


def judge_marks(read: TableRead, marks: Mapping[str, CellMark]) -> None:
    """Put findings before the table's own, and what a person sees in place of what the file holds."""
    found: list[Finding] = []
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
    if not marks:
        return
    for column in read.table.stored:
        if column.formula or column.key not in read.letters:
            continue
        for row in range(len(read.rows)):
            mark = marks.get(read.cell(row, column.key))
            if mark:
                yield Marked(row, column, mark)


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
    return str(read.frame.at[row, "code"]) if "code" in read.frame else ""


def _judged(read: TableRead, cell: Marked) -> Finding | None:
    row, column, mark = cell
    if mark.is_error or (mark.formula and mark.value is None):
        read.frame.at[row, column.key] = blank(column)
        content = str(mark.value) if mark.is_error else mark.formula[:LONGEST_FORMULA]
        return finding("E401", header=column.header, content=content)
    if mark.is_percent and column.kind is Kind.NUMBER and UNIT in read.frame:
        return _percentage(read, cell)
    return None


def _percentage(read: TableRead, cell: Marked) -> Finding | None:
    """A cell that shows 2,09% holds 0,0209: in a row counted in percent a person means 2,09."""
    row, column, _ = cell
    content = read.raw[row][column.key]
    if isinstance(content, bool) or not isinstance(content, int | float):
        return None
    number = float(Decimal(repr(float(content))) * 100)
    label = f"{column.key}_label"
    unit = str(read.frame.at[row, label if label in read.frame else UNIT])
    facts = {"header": column.header, "content": f"{compact_vi(number)}%"}
    if unit.strip().startswith(PERCENT) and label not in read.frame:
        read.frame.at[row, column.key] = number
        return finding("W438", **facts, number=compact_vi(number))
    read.frame.at[row, column.key] = blank(column)
    return finding("E439", **facts, unit=unit or column.header)
