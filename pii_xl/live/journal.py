"""Writing to the workbook so that it can be taken back: every step remembers how to undo itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pii_xl.ground.com_values import ERROR_VALUES, rows_of
from pii_xl.live.busy import is_busy, patiently

if TYPE_CHECKING:
    from xlwings import Range, Sheet
    from xlwings.main import Table

TEXT_FORMAT, GENERAL = "@", "General"
TAKE_BACK_SECONDS = 60.0
"""How long all undoing waits for a busy Excel: longer than a command, since the workbook is half written."""


class Journal:
    """The steps of one command, newest last."""

    def __init__(self) -> None:
        self._undo: list[tuple[str, Callable[[], None]]] = []
        self._at_end: list[Callable[[], None]] = []
        self.sheet = ""

    def step(self, sheet: Sheet, undo: Callable[[], None]) -> None:
        """Remember how to undo what is about to be done on ``sheet``."""
        self.sheet = sheet.name
        self._undo.append((self.sheet, undo))

    def write(
        self, cells: Range, rows: list[list[Any]], before: Snapshot | None = None, *, as_text: bool = False
    ) -> None:
        """Put values into a block of cells of its size; ``as_text``: as text cells, or Excel reads "01" as a number.

        ``before``: what was read of a larger block, so that Excel is not asked for every small one.
        """
        found = (before or Snapshot(cells)).part(cells)
        if as_text and found.number_format != TEXT_FORMAT:
            self._do(cells.sheet, lambda: setattr(cells, "number_format", TEXT_FORMAT), found.put_back)
        self._do(cells.sheet, lambda: setattr(cells, "value", rows), found.put_back)

    def _do(self, sheet: Sheet, action: Callable[[], None], undo: Callable[[], None]) -> None:
        """One call of Excel and how to undo it: a busy Excel has not done it."""
        try:
            action()
        except Exception as error:
            if not is_busy(error):
                self.step(sheet, undo)
            raise
        self.step(sheet, undo)

    def link(self, cell: Range, target: str, before: str) -> None:
        """Make a cell that shows an address lead there; "" takes its link away. ``before``: where it led."""
        self.step(cell.sheet, lambda: set_link(cell, before, target))
        set_link(cell, target, before)

    def resize(self, table: Table, cells: Range) -> None:
        """Give a table another range."""
        before = table.range
        self._do(cells.sheet, lambda: table.resize(cells), lambda: table.resize(before))

    def copy_down(self, row: Range, count: int) -> None:
        """Copy a row, formats and all, to the ``count`` empty rows below it, doubling what is copied each time."""
        below = row.offset(1, 0).resize(count, row.shape[1])
        self.step(row.sheet, below.clear)
        done = 0
        while done < count:
            step = min(done + 1, count - done)
            row.resize(step, row.shape[1]).copy(row.offset(1 + done, 0))
            done += step

    def clear_at_end(self, cells: Range) -> None:
        """Empty cells that are no longer in a table, formats and all, once everything is written: it cannot be undone."""
        self._at_end.append(cells.clear)

    def finish(self) -> None:
        """Do what was put off."""
        for action in self._at_end:
            action()

    def take_back(self) -> list[str]:
        """Undo every step, newest first; the sheets on which one could not be undone, for it does not stop the others."""
        failed: dict[str, None] = {}
        while self._undo:
            sheet, undo = self._undo.pop()
            try:
                patiently(undo, TAKE_BACK_SECONDS if not failed else 0.0)
            except Exception:
                failed[sheet] = None
        return list(failed)


class Snapshot:
    """What a block of cells holds before a command writes there: formulas, values to the last digit, number formats.

    Read in few calls, since each takes milliseconds: the cells at once, a column's format once where all its cells share it.
    """

    def __init__(self, cells: Range) -> None:
        self._cells = cells
        self._top, self._left = cells.row, cells.column
        pairs = zip(rows_of(cells.formula), rows_of(cells.api.Value2), strict=True)
        self._rows = [[_entry(*cell) for cell in zip(*rows, strict=True)] for rows in pairs]
        self._formats: dict[int, str | None] = {}

    def part(self, cells: Range) -> Contents:
        """What a block inside this one holds."""
        height, width = cells.shape
        y, x = cells.row - self._top, cells.column - self._left
        rows = [row[x : x + width] for row in self._rows[y : y + height]]
        shared = [self._format(at) for at in range(x, x + width)]
        formats = [
            [one or str(cells[row, column].number_format) for column, one in enumerate(shared)]
            for row in range(height)
        ]
        return Contents(cells, rows, formats)

    def _format(self, column: int) -> str | None:
        """The format of a column of the block; None where its cells differ."""
        if column not in self._formats:
            self._formats[column] = self._cells[:, column].number_format
        return self._formats[column]


class Contents:
    """What a block of cells held: what to assign to general cells, and their number formats."""

    def __init__(self, cells: Range, rows: list[list[Any]], formats: list[list[str]]) -> None:
        self._cells, self._rows, self._formats = cells, rows, formats

    @property
    def number_format(self) -> str | None:
        """The format that all cells share; None when they differ."""
        found = {one for row in self._formats for one in row}
        return found.pop() if len(found) == 1 else None

    def put_back(self) -> None:
        """Make the cells hold it again; formats last, for a text cell would take a number as text."""
        self._cells.number_format = GENERAL
        self._cells.value = self._rows
        if self.number_format is not None:
            self._cells.number_format = self.number_format
            return
        for y, row in enumerate(self._formats):
            for x, own in enumerate(row):
                self._cells[y, x].number_format = own


def _entry(formula: Any, value: Any) -> Any:
    """What to assign to a general cell so that it holds this: a text that begins with "=" is its own value."""
    if isinstance(formula, str) and formula.startswith("=") and formula != value:
        return formula
    return f"'{value}" if isinstance(value, str) and value and value not in ERROR_VALUES else value


def set_link(cell: Range, target: str, before: str) -> None:
    """Make a text cell that led to ``before`` lead to ``target`` ("'Số liệu'!E9") in its own workbook; "" is nowhere."""
    if before:
        cell.api.ClearHyperlinks()
    if target:
        # Anchor, Address, SubAddress, ScreenTip, TextToDisplay: pywin32 wants positions, not names.
        cell.sheet.api.Hyperlinks.Add(cell.api, "", target, "", cell.value)
