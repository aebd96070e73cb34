"""Writing to the workbook so that it can be taken back: every step remembers how to undo itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlwings import Range, Sheet
    from xlwings.main import Table

TEXT_FORMAT, GENERAL = "@", "General"


class Journal:
    """The steps of one command, newest last."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []
        self._at_end: list[Callable[[], None]] = []
        self.sheet = ""

    def step(self, sheet: Sheet, undo: Callable[[], None]) -> None:
        """Remember how to undo what is about to be done on ``sheet``."""
        self.sheet = sheet.name
        self._undo.append(undo)

    def write(self, cells: Range, rows: list[list[Any]]) -> None:
        """Put values into a block of cells of its size."""
        before = cells.formula
        self.step(cells.sheet, lambda: setattr(cells, "formula", before))
        cells.value = rows

    def write_formulas(self, cells: Range, rows: list[list[str]]) -> None:
        """Put formulas, or plain text and numbers, into a block of cells of its size."""
        before = cells.formula
        self.step(cells.sheet, lambda: setattr(cells, "formula", before))
        cells.formula = rows

    def format(self, cells: Range, number_format: str) -> None:
        """Give cells a number format; one that differs from cell to cell cannot be given back and stays changed."""
        before = cells.number_format
        if before == number_format:
            return
        self.step(cells.sheet, lambda: setattr(cells, "number_format", before) if before else None)
        cells.number_format = number_format

    def resize(self, table: Table, cells: Range) -> None:
        """Give a table another range."""
        before = table.range
        self.step(cells.sheet, lambda: table.resize(before))
        table.resize(cells)

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

    def take_back(self) -> None:
        """Undo every step, newest first; a step that fails does not stop the others."""
        while self._undo:
            undo = self._undo.pop()
            try:
                undo()
            except Exception:
                continue
