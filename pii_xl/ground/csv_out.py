"""CSV tables as we write them: no cell that a spreadsheet would take for a formula, the same bytes on every machine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
MARK = b"\xef\xbb\xbf"
"""Tells Excel that the letters are UTF-8."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]], *, for_excel: bool = False) -> bytes:
    """A table as CSV. ``for_excel``: with the mark and line ends that Excel on Windows expects.

    Texts that begin as a formula does get an apostrophe before, as OWASP asks; numbers stay numbers, blanks for NaN.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n" if for_excel else "\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return (MARK if for_excel else b"") + text.getvalue().encode("utf-8")


def _cell(cell: object) -> object:
    if isinstance(cell, float):
        return "" if cell != cell else repr(float(cell)).removesuffix(".0")
    return text_cell(cell) if isinstance(cell, str) else cell


def text_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
