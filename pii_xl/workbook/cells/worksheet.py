"""A worksheet that takes formulas as they are: ours use no function that Excel 2016 lacks, so nothing has to be prefixed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

Write = Callable[..., Any]


def _by_numbers(quick: Write, slow: Write) -> Write:
    """A cell given by row and column passes by what turns "A1" into numbers, which takes as long as writing it."""

    def write(sheet: Worksheet, row: Any, *rest: Any) -> Any:
        return quick(sheet, row, *rest) if isinstance(row, int) else slow(sheet, row, *rest)

    return write


class PlainFormulaSheet(Worksheet):
    """XlsxWriter searches each formula for newer functions, twice; more than half of the time to build a workbook went there."""

    _declaring = False

    def add_table(self, *place: Any) -> Literal[0, -1, -2]:
        """Declare a table with the formulas of its columns; its cells are written by whoever knows their values."""
        self._declaring = True
        try:
            return super().add_table(*place)
        finally:
            self._declaring = False

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> Literal[0, -1, -2]:
        if self._declaring:
            return 0
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(self._prepare_formula(formula), cell_format, value)
        return 0

    write_blank = _by_numbers(Worksheet._write_blank, Worksheet.write_blank)
    write_string = _by_numbers(Worksheet._write_string, Worksheet.write_string)
    write_number = _by_numbers(Worksheet._write_number, Worksheet.write_number)
    write_formula = _by_numbers(_write_formula, Worksheet.write_formula)

    def _escape_data(self, data: Any) -> Any:
        return _escaped(data) if isinstance(data, str) else data

    def _escape_attributes(self, attribute: Any) -> Any:
        return super()._escape_attributes(attribute) if isinstance(attribute, str) else attribute

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


@lru_cache(maxsize=1024)
def _escaped(text: str) -> str:
    """A formula stands in every row of its column."""
    return escape(text)
