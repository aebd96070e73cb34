"""The file door of ``score-units``: a wide CSV table of raw values in, the same units with all scores out."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from pii_xl.ground.errors import DataError, UnreadableError
from pii_xl.ground.files import write_atomically
from pii_xl.ground.text import tidy
from pii_xl.year.framework import Framework


def read_values(path: Path, framework: Framework) -> pd.DataFrame:
    """Units × indicator codes, NaN for blanks.

    Raises UnreadableError E101, E108 (no CSV text), DataError E602 (no ``unit``), E603 (unknown column), E604 (no number),
    E605 (unit repeated or blank), E606 (a row longer or shorter than the heading).
    """
    if not path.is_file():
        raise UnreadableError("E101", path=path)
    try:
        text = _decoded(path.read_bytes())
        dialect = _dialect(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise UnreadableError("E108", file=path) from error
    header = [tidy(name) for name in rows[0]] if rows else []
    if not header or header[0] != "unit":
        raise DataError("E602", file=path)
    for name in header[1:]:
        if name not in framework.codes or header.count(name) > 1:
            raise DataError("E603", file=path, content=name, framework=framework.year)
    units: dict[str, list[float]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise DataError("E606", file=path, row=number, found=len(row), wanted=len(header))
        unit = tidy(row[0])
        if not unit or unit in units:
            raise DataError("E605", file=path, content=unit, row=number)
        units[unit] = [
            _number(row[position], dialect.comma, {"file": path, "row": number, "content": name})
            for position, name in enumerate(header)
            if position
        ]
    return pd.DataFrame.from_dict(units, orient="index", columns=header[1:], dtype=float).rename_axis("unit")


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


def _number(cell: str, comma: bool, place: dict[str, Any]) -> float:
    text = cell.strip()
    if text in ("", "NA"):
        return float("nan")
    try:
        value = float(text.replace(",", ".")) if comma and "." not in text else float(text)
    except ValueError:
        value = float("inf")
    if value in (float("inf"), float("-inf")) or value != value:
        raise DataError("E604", **place, value=text)
    return value


def write_scores(scores: pd.DataFrame, path: Path) -> None:
    """Write scores in full precision, blanks for what cannot be computed, ranks as whole numbers."""
    shown = scores.assign(rank=scores["rank"].astype("Int64"))
    write_atomically(path, shown.to_csv(float_format="%.17g").encode("utf-8"))
