"""One table of awkward cells, as a layout for our evaluator and as a sheet for LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from pii_xl.formulas.evaluate import Sheets
from pii_xl.formulas.values import DAY_ZERO
from pii_xl.layout.parts import Column, Kind, Layout, Table

NAME = "tblCells"
COLUMNS = {
    "plain": [3.0, -2.5, 10.0, 0.0, 7.25, 48.76, 1.0, 100.0],
    "gaps": [1.5, None, -4.0, None, 0.0, 12.5, 3.0, None],
    "mixed": [2.0, "hai", None, "x", 5.0, "5x", -1.0, "An Giang"],
    "words": ["Bắc Ninh", "Hà Nội", "bắc ninh", "Huế", "Cà Mau", "a*b", "Hà Nam", "n"],
    "codes": ["x1", "x2", "x1", "x3", "x2", "x1", "x9", "x2"],
    "rising": [1.0, 2.0, 2.0, 4.5, 8.0, 16.0, 32.0, 64.0],
    "days": [45870.0, 45658.0, 46022.0, 45716.0, 36526.0, 61.0, 45900.0, 45001.0],
    "tied": [5.0, 5.0, 2.0, 7.5, 2.0, 5.0, 9.0, 1.0],
}
COMPUTED = {
    "maybe": 'IF({plain}>2,{plain}/2,"")',  # an empty text is no blank
    "named": 'IF({tied}>4,{words},"")',
    "failed": "IF({plain}>5,1/0,IF({plain}<0,NA(),{plain}))",
}
KEYS = (*COLUMNS, *COMPUTED)
SIZE = len(COLUMNS["plain"])
_REFERENCE = re.compile(r"\{([A-Za-z_.]+)\}")


def sheets() -> Sheets:
    """The table for our evaluator."""
    columns = tuple(Column(key, key, Kind.TEXT, formula=COMPUTED.get(key, "")) for key in KEYS)
    table = Table(NAME, "Ô", columns)
    frame = pd.DataFrame({key: pd.Series(cells, dtype="object") for key, cells in COLUMNS.items()})
    return Sheets(Layout((), (table,)), lambda _: frame, {}, {})


def write(path: Path, formulas: Sequence[tuple[str, int]]) -> list[str]:
    """A sheet with the table and each formula in the row it stands in; returns the formulas' cells."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Ô")
    for column, (key, cells) in enumerate(COLUMNS.items()):
        sheet.write(0, column, key)
        for row, cell in enumerate(cells, start=1):
            if cell is not None:
                sheet.write(row, column, cell)
    for column, formula in enumerate(COMPUTED.values(), start=len(COLUMNS)):
        for row in range(SIZE):
            sheet.write_formula(row + 1, column, "=" + _in_excel(formula, row))
    places, taken = [], [len(KEYS) + 1] * SIZE
    for formula, row in formulas:
        sheet.write_formula(row + 1, taken[row], "=" + _in_excel(formula, row))
        places.append(xl_rowcol_to_cell(row + 1, taken[row]))
        taken[row] += 1
    book.close()
    return places


def _in_excel(formula: str, row: int) -> str:
    def reference(match: re.Match[str]) -> str:
        owner, _, key = match[1].rpartition(".")
        letter = xl_col_to_name(KEYS.index(key))
        return f"${letter}$2:${letter}${SIZE + 1}" if owner else f"{letter}{row + 2}"

    return _REFERENCE.sub(reference, formula)


def is_error(value: Any) -> bool:
    """Whether a result is an error's name."""
    return isinstance(value, str) and value.startswith("#")


def shown(value: Any) -> Any:
    """A result as a workbook's reader gives it."""
    if isinstance(value, bool):
        return value
    return None if value in (None, "") else value


def same(own: Any, other: Any) -> bool:
    """Equal texts and truth values, numbers to 1e-9; errors whatever their names, which LibreOffice does not store."""
    if is_error(own) or is_error(other):
        return is_error(own) and is_error(other)
    if hasattr(other, "toordinal"):  # a cell that LibreOffice gave the form of a day
        other = float(other.toordinal() - DAY_ZERO.toordinal())
    if isinstance(own, bool) or isinstance(other, bool):
        return bool(own) == bool(other) and isinstance(own, bool) == isinstance(other, bool)
    if isinstance(own, int | float) and isinstance(other, int | float):
        return abs(own - other) <= 1e-9 * max(1.0, abs(own))
    return bool(shown(own) == shown(other))
