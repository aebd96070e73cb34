"""The workbook's tables as a workspace, and a changed workspace back into them: one block per table and column group.

Only stored columns are written; live formulas, and formulas people typed into cells that did not change, stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pandas as pd

from pii_xl.ground.errors import UnreadableError
from pii_xl.layout import MASTER
from pii_xl.layout.parts import Kind
from pii_xl.layout.parts import Table as TableLayout
from pii_xl.live.journal import Journal, Snapshot
from pii_xl.live.reading import rows_in
from pii_xl.live.spans import Span, around, spans
from pii_xl.workbook.reading.master_file import Master, assembled
from pii_xl.workbook.reading.reader import read_rows
from pii_xl.workspace.identity import seen
from pii_xl.workspace.table_read import TableRead, column_letters
from pii_xl.workspace.workspace import Workspace

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet
    from xlwings.main import Table

TEXT_KINDS = (Kind.TEXT, Kind.LONG, Kind.CODE)
LINKED_TABLE, LINK_COLUMN = "tblFindings", "cell"


@dataclass(frozen=True)
class OpenTable:
    """One table of the open workbook: where it is, its cells' values as Excel gave them, and what they mean."""

    layout: TableLayout
    sheet: Sheet
    table: Table
    block: list[list[Any]]  # header row first
    top: int  # sheet row of the header, from 1
    left: int  # sheet column of the first column, from 1
    read: TableRead

    @property
    def last_row(self) -> int:
        """The sheet's row of the table's last row, counted as ``top``."""
        return self.top + len(self.block) - 1

    def cells(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Range:
        """Cells by sheet row and column, from 1."""
        return self.sheet.range((row, column), (row + rows - 1, column + columns - 1))


@dataclass(frozen=True)
class OpenMaster:
    """The open workbook as read."""

    master: Master
    tables: Mapping[str, OpenTable]


def read_open_book(book: Book, *, checked: bool = False) -> OpenMaster:
    """Read every table with one block read. ``checked``: judge tables as a whole too, not only cells.

    Raises UnreadableError E201, E202, E804, E805 and DataError E205.
    """
    names = book.sheet_names
    for layout in MASTER.tables:
        if layout.sheet not in names:
            raise _lost_sheet(book, layout, names)
    tables = {layout.name: read_table(book, layout) for layout in MASTER.tables}
    reads = {name: table.read for name, table in tables.items()}
    return OpenMaster(assembled(reads, checked=checked), tables)


def read_table(book: Book, layout: TableLayout) -> OpenTable:
    """Read one table, whose sheet must be there. Raises UnreadableError E805."""
    sheet, table = book.sheets[layout.sheet], find_table(book, layout)
    cells = table.range
    block = [[_day(content) for content in row] for row in rows_in(cells)]
    top, left = cells.row, cells.column
    read = read_rows(layout, block, 0, file=book.name, sheet=sheet.name, top=top - 1, left=left - 1)
    return OpenTable(layout, sheet, table, block, top, left, read)


def find_table(book: Book, layout: TableLayout) -> Table:
    """The table, whose sheet must be there. Raises UnreadableError E805."""
    try:
        return book.sheets[layout.sheet].tables[layout.name]
    except KeyError:
        raise UnreadableError("E805", sheet=layout.sheet, table=layout.name) from None


def _day(content: Any) -> Any:
    """A moment at midnight as the day it is: Excel knows no days."""
    return content.date() if isinstance(content, datetime) and content.time() == time() else content


def _lost_sheet(book: Book, layout: TableLayout, names: list[str]) -> UnreadableError:
    for name in names:
        if layout.name in book.sheets[name].tables:
            return UnreadableError("E804", sheet=layout.sheet, found=name)
    return UnreadableError("E201", sheet=layout.sheet, file=book.name, sheets=seen(names))


def changes(opened: OpenMaster, workspace: Workspace) -> list[Changes]:
    """The tables whose stored content differs between what was read and ``workspace``, with what differs."""
    stored = workspace.tables
    touched = (name for name, table in opened.tables.items() if stored[name] is not table.read.frame)
    compared = (Changes(opened.tables[name], stored[name]) for name in touched)
    return [found for found in compared if found.cells]


def check_rows_shown(tables: Iterable[OpenTable]) -> None:
    """Raises UnreadableError E807 for a table with filtered or hidden rows: blocks could land in the wrong rows."""
    for table in tables:
        body = table.cells(table.top + 1, table.left, max(len(table.block) - 1, 1))
        if body.rows.hidden is not False:
            raise UnreadableError("E807", sheet=table.sheet.name)


class Changes:
    """What differs between a table as read and its new content, cell by cell."""

    def __init__(self, table: OpenTable, new: pd.DataFrame) -> None:
        self.table, self.layout, self.read = table, table.layout, table.read
        self.new = new
        self.columns = [column for column in self.layout.stored if column.key in self.read.letters]
        self.rows = self._positions()
        self.cells = self._changed()

    def _positions(self) -> list[int]:
        """Sheet row of each new row: known rows stay where they are, others follow the last one."""
        known = self.read.rows[: len(self.new)]
        after = (known[-1] if known else self.table.top) + 1
        return [*known, *range(after, after + len(self.new) - len(known))]

    def _changed(self) -> dict[tuple[int, int], Any]:
        """(sheet row, sheet column) → new content of the cells that change; rows no longer used become blank."""
        changed = {}
        for column in self.columns:
            before, after = self.read.frame[column.key], self.new[column.key]
            if before.equals(after):
                continue
            position = self.read.letters[column.key] + 1
            old, new = list(before), list(after)
            for index, row in enumerate(self.rows):
                if (index >= len(old) and not _blank(new[index])) or (
                    index < len(old) and not _same(old[index], new[index])
                ):
                    changed[row, position] = content_of(new[index])
            for index in range(len(new), len(old)):
                if not _blank(old[index]):
                    changed[self.read.rows[index], position] = None
        return changed

    def write(self, journal: Journal) -> None:
        """Write the table. Raises UnreadableError E813."""
        self._fit(journal)
        texts = {self.read.letters[column.key] + 1 for column in self.columns if column.kind in TEXT_KINDS}
        found = spans(self.cells.keys(), texts)
        if not found:
            return
        before = Snapshot(self._cells_of(around(found)))
        for span in found:
            journal.write(self._cells_of(span), self._content_of(span), before, as_text=span.left in texts)

    def _content_of(self, span: Span) -> list[list[Any]]:
        return [
            [self.cells[row, column] for column in range(span.left, span.right + 1)]
            for row in range(span.first, span.last + 1)
        ]

    def _cells_of(self, span: Span) -> Range:
        height, width = span.last - span.first + 1, span.right - span.left + 1
        return self.table.cells(span.first, span.left, height, width)

    def _fit(self, journal: Journal) -> None:
        """Make the table as long as it must be, rows to spare included; only lists of findings become shorter."""
        wanted = self._wanted_last_row()
        table, width = self.table, len(self.table.block[0])
        if wanted > table.last_row:
            self.lengthen(journal, wanted - table.last_row)
        elif wanted < table.last_row:
            journal.resize(table.table, self._down_to(wanted))
            journal.clear_at_end(table.cells(wanted + 1, table.left, table.last_row - wanted, width))

    def _down_to(self, row: int) -> Range:
        table = self.table
        return table.cells(table.top, table.left, row - table.top + 1, len(table.block[0]))

    def lengthen(self, journal: Journal, count: int) -> None:
        """Give the table ``count`` more blank rows at its end. Raises UnreadableError E813 when something stands there."""
        table, wanted = self.table, self.table.last_row + count
        self._check_free(wanted)
        journal.resize(table.table, self._down_to(wanted))
        journal.copy_down(table.cells(table.last_row, table.left, 1, len(table.block[0])), count)
        self._empty_copies(wanted)

    def _wanted_last_row(self) -> int:
        last_used = max(self.rows, default=self.table.top)
        if self.layout.name == LINKED_TABLE:
            return max(last_used, self.table.top + 1)
        if last_used <= self.table.last_row:
            return self.table.last_row
        return last_used + self.layout.spare_rows

    def _check_free(self, wanted: int) -> None:
        table, width = self.table, len(self.table.block[0])
        below = table.cells(table.last_row + 1, table.left, wanted - table.last_row, width)
        for y, row in enumerate(rows_in(below)):
            for x, content in enumerate(row):
                if content is not None:
                    cell = f"{column_letters(table.left - 1 + x)}{table.last_row + 1 + y}"
                    raise UnreadableError("E813", sheet=table.sheet.name, cell=cell)

    def _empty_copies(self, wanted: int) -> None:
        """The copied row brought its content along: stored columns of the new rows start blank."""
        count = wanted - self.table.last_row
        for column in self.columns:
            position = self.read.letters[column.key] + 1
            self.table.cells(self.table.last_row + 1, position, count).clear_contents()


def content_of(value: Any) -> Any:
    """A typed value as a cell takes it: blanks are None, dates are moments, numbers plain floats, the rest text."""
    if _blank(value):
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, datetime) else str(value)


def _blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)


def _same(old: Any, new: Any) -> bool:
    return (_blank(old) and _blank(new)) or old == new


def write_links(opened: OpenMaster, workspace: Workspace, journal: Journal) -> None:
    """Make the cell addresses on the sheet "Lỗi" lead to the cells; those in other files lead nowhere.

    Links, not formulas: Excel would make every row of a table's column the same formula.
    """
    table = opened.tables[LINKED_TABLE]
    before = _targets(opened.master.workspace[LINKED_TABLE], table)
    after = _targets(workspace[LINKED_TABLE], table)
    column = table.read.letters[LINK_COLUMN] + 1
    for row in sorted(before.keys() | after.keys()):
        old, new = before.get(row, ""), after.get(row, "")
        if old != new:
            journal.link(table.cells(row, column), new, old)


def _targets(found: pd.DataFrame, table: OpenTable) -> dict[int, str]:
    """Sheet row → where its address leads."""
    here = ("", table.sheet.book.name)
    sheets = MASTER.in_view
    return {
        row: target_of(one["sheet"], one["cell"])
        for row, one in enumerate(found.to_dict("records"), start=table.top + 1)
        if one["cell"] and one["sheet"] in sheets and one["file"] in here
    }


def target_of(sheet: str, cell: str) -> str:
    """Where a link to a cell of the same workbook leads, in Excel's words."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
