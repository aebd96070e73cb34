"""The file door of ``score-units``: a wide CSV table of raw values in, the same units with all scores out."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from pii_xl.ground.errors import DataError, UnreadableError
from pii_xl.ground.files import write_atomically
from pii_xl.ground.text import tidy
from pii_xl.year.framework import Framework


def read_values(path: Path, framework: Framework) -> pd.DataFrame:
    """Units × indicator codes, NaN for blanks.

    Raises UnreadableError E101, E108 (no CSV text), DataError E602 (no ``unit``), E603 (unknown column), E604 (no number),
    E605 (unit repeated or blank).
    """
    if not path.is_file():
        raise UnreadableError("E101", path=path)
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
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
        unit = tidy(row[0])
        if not unit or unit in units:
            raise DataError("E605", file=path, content=unit, row=number)
        units[unit] = [
            _number(row, position, name, number, path) for position, name in enumerate(header) if position
        ]
    return pd.DataFrame.from_dict(units, orient="index", columns=header[1:], dtype=float).rename_axis("unit")


def _number(row: list[str], position: int, name: str, number: int, path: Path) -> float:
    text = row[position].strip() if position < len(row) else ""
    if text in ("", "NA"):
        return float("nan")
    try:
        value = float(text)
    except ValueError:
        value = float("inf")
    if value in (float("inf"), float("-inf")) or value != value:
        raise DataError("E604", file=path, row=number, content=name, value=text)
    return value


def write_scores(scores: pd.DataFrame, path: Path) -> None:
    """Write scores in full precision, blanks for what cannot be computed, ranks as whole numbers."""
    shown = scores.assign(rank=scores["rank"].astype("Int64"))
    write_atomically(path, shown.to_csv(float_format="%.17g").encode("utf-8"))
