"""CSV tables as officials' spreadsheets write them: read strictly, so that no figure slips into another column."""

from __future__ import annotations

import codecs
import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pii_xl.ground.errors import DataError, UnreadableError
from pii_xl.ground.files import read_input
from pii_xl.ground.text import tidy

SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class CsvTable:
    """A table: its heading and its rows, each with its line number in the file; blank lines left out."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    decimal_comma: bool

    def number(self, row: int, column: str) -> float:
        """A cell as a number; NaN for a blank one. Raises DataError E604 for anything else."""
        line, cells = self.rows[row]
        text = cells[self.header.index(column)].strip()
        if text in ("", "NA"):
            return math.nan
        try:
            value = float(text.replace(",", ".")) if self.decimal_comma and "." not in text else float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise DataError("E604", file=self.path, row=line, content=column, value=text)
        return value


def read_table(path: Path) -> CsvTable:
    """The table in a file; delimiters "," ";" and tab, UTF-8 or UTF-16.

    Raises UnreadableError E101, E108 (no CSV text), E114 (locked), DataError E606 (a row longer or shorter than the heading).
    """
    content = read_input(path)
    try:
        text = _decoded(content)
        dialect = _dialect(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError("E108", file=path) from error
    header = tuple(tidy(name) for name in rows[0]) if rows else ()
    kept = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise DataError("E606", file=path, row=number, found=len(row), wanted=len(header))
        kept.append((number, tuple(row)))
    return CsvTable(path, header, tuple(kept), dialect.comma)


def read_sheet(path: Path) -> CsvTable:
    """The table on the first sheet of a workbook, its heading in the first row.

    Raises UnreadableError E101, E102 (no workbook), DataError E606 (cells beyond the heading).
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if not path.is_file():
        raise UnreadableError("E101", path=path)
    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise UnreadableError("E102", file=path.name) from error
    header = tuple(tidy(_cell(cell)) for cell in rows[0]) if rows else ()
    while header and not header[-1]:
        header = header[:-1]
    kept = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [_cell(cell) for cell in row]
        if not any(cells):
            continue
        if any(cells[len(header) :]):
            raise DataError("E606", file=path, row=number, found=len(cells), wanted=len(header))
        kept.append((number, tuple(cells[: len(header)])))
    return CsvTable(path, header, tuple(kept), decimal_comma=True)


def _cell(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value).strip()


class _Dialect(NamedTuple):
    """How the table is written: what separates its cells, and whether a comma marks decimals."""

    delimiter: str
    comma: bool


def _decoded(content: bytes) -> str:
    """The text of the file: UTF-8, or UTF-16 with its mark, as Excel saves "Unicode text"."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding)
    return content.decode("utf-8-sig")


def _dialect(text: str) -> _Dialect:
    """A heading with semicolons or tabs leaves the comma to the decimals, as Excel writes in Vietnam."""
    head = text.partition("\n")[0]
    for delimiter in (";", "\t"):
        if delimiter in head and "," not in head:
            return _Dialect(delimiter, comma=True)
    return _Dialect(",", comma=False)
