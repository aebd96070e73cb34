"""Cells with a live formula and the value it has now, so that a workbook shows its figures before anything recalculates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = float | str
EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Live:
    """A formula (with its "=") and its value; NaN stands for an empty text."""

    formula: str
    value: Any

    def write(self, sheet: Worksheet, row: int, column: int, form: Format) -> None:
        sheet.write_formula(row, column, self.formula, form, shown(self.value))


def shown(value: Any) -> Value:
    """What a formula leaves in its cell: blanks are an empty text, days are numbers."""
    if value is None or value != value:
        return ""
    if isinstance(value, date):
        return float((value - EXCEL_DAY_ZERO).days)
    return value if isinstance(value, str) else float(value)
