"""Row heights for wrapped text. Excel fits rows by itself when it opens a file, LibreOffice and printing services do not."""

from __future__ import annotations

import math
import re

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.parts import Kind, Table

LINE, PADDING, TALLEST = 12.75, 3.0, 409.0
LETTERS_PER_WIDTH, LOST_AT_LINE_END = 1.15, 3.0
"""A unit of column width is 5.25 pt, a letter of Vietnamese text in Arial 10 is 4.6 pt on average; words do not break."""

_CUSTOM_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')


def fit_rows(sheet: Worksheet, table: Table, frame: pd.DataFrame) -> None:
    """Make the rows of ``frame`` as high as their longest cell needs."""
    for row, record in enumerate(frame.to_dict("records")):
        lines = max(
            text_lines(record[column.key], column.width)
            for column in table.columns
            if column.kind is not Kind.DATE
        )
        if lines > 1:
            sheet.set_row(table.row + 1 + row, min(lines * LINE + PADDING, TALLEST))


def text_lines(value: object, width: float) -> int:
    """How many lines a cell of this column width needs for ``value``."""
    if not isinstance(value, str):
        return 1
    letters = max(width * LETTERS_PER_WIDTH - LOST_AT_LINE_END, 1.0)
    return sum(max(1, math.ceil(len(line) / letters)) for line in value.split("\n"))


def adjustable(sheet_xml: bytes) -> bytes:
    """A sheet part whose row heights are a first guess that Excel mends as soon as somebody types in the row."""
    return _CUSTOM_HEIGHT.sub(rb"\1", sheet_xml)
