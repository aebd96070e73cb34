"""Row heights for wrapped text. Excel fits rows by itself when it opens a file, LibreOffice and printing services do not."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from pii_xl.ground.frames import records
from pii_xl.layout.parts import Column, Kind, Table

LINE, PADDING, TALLEST = 12.75, 3.0, 409.0
LETTERS_PER_WIDTH, LOST_AT_LINE_END, INDENT = 1.15, 3.0, 1.0
"""A unit of column width is 5.25 pt, a letter of Vietnamese text in Arial 10 is 4.6 pt on average; words do not break."""
SAFE = 0.95
"""Of the letters that fit on average, so many are sure to fit when nothing is lost at the end of a line."""

_CUSTOM_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')


def fit_rows(sheet: Worksheet, written: Iterable[tuple[Table, pd.DataFrame]]) -> None:
    """Make each row as high as its longest wrapped cell needs, over all tables that share it.

    Long file names and stamps are for looking up and do not count.
    """
    lines: dict[int, int] = {}
    for table, frame in written:
        wrapped = [column for column in table.columns if _counts(column)]
        for row, record in enumerate(records(frame[[column.key for column in wrapped]]), start=table.row + 1):
            needed = (text_lines(record[column.key], column.width - INDENT) for column in wrapped)
            lines[row] = max(lines.get(row, 1), *needed, 1)
    for row, count in lines.items():
        if count > 1:
            sheet.set_row(row, min(count * LINE + PADDING, TALLEST))


def _counts(column: Column) -> bool:
    return column.kind in (Kind.LONG, Kind.TEXT) and not column.hidden and not column.stamp


def text_lines(value: object, width: float) -> int:
    """How many lines a cell of this column width needs for ``value``."""
    if not isinstance(value, str):
        return 1
    letters = max(width * LETTERS_PER_WIDTH - LOST_AT_LINE_END, 1.0)
    if len(value) <= max(letters, SAFE * width * LETTERS_PER_WIDTH) and "\n" not in value:
        return 1  # what most cells hold
    return sum(max(1, math.ceil(len(line) / letters)) for line in value.split("\n"))


def adjustable(sheet_xml: bytes) -> bytes:
    """A sheet part whose row heights are a first guess that Excel mends as soon as somebody types in the row."""
    return _CUSTOM_HEIGHT.sub(rb"\1", sheet_xml)
