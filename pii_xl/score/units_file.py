"""The file door of scoring many units: tables of values, weights and goalposts in, scores and an account of the method out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from pii_xl.ground.csv_out import csv_bytes, text_cell
from pii_xl.ground.csv_table import SHEETS, CsvTable, read_sheet, read_table
from pii_xl.ground.errors import DataError
from pii_xl.ground.files import write_atomically
from pii_xl.ground.text import key, tidy
from pii_xl.score.normalisation import Posts
from pii_xl.score.tree import child_codes, tree_of
from pii_xl.year.framework import Framework

UNIT_COLUMN = frozenset(map(key, ("unit", "tỉnh, thành phố", "tỉnh", "địa phương", "đơn vị")))
"""What the first column of a table of values may be called."""
GROUP_COLUMN = frozenset(map(key, ("group", "vùng", "nhóm", "vùng, nhóm", "nhóm thu nhập")))
"""What a column that names the units' regions or groups may be called."""
MOST_WEIGHT = 1e6
"""A weight above is a slip, not a judgement."""
POST_COLUMNS = {
    "low": ("low", "lower", "min", "minimum"),
    "high": ("high", "upper", "max", "maximum"),
    "points": ("points", "scale"),
    "target": ("target", "targ"),
}
"""Fields of goalposts and targets, and what their columns may be called."""


def read_values(path: Path, framework: Framework) -> pd.DataFrame:
    """Units × indicator codes, NaN for blanks.

    Raises UnreadableError E101, E108 (no CSV text), DataError E602 (no ``unit``), E603 (unknown column), E604 (no number),
    E605 (unit repeated or blank), E606 (a row longer or shorter than the heading), E607 (no unit at all).
    """
    return _values(_table(path), framework, framework.codes.__contains__)


def read_grouped_values(
    path: Path, framework: Framework, is_code: Callable[[str], bool]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The same, and the group of each unit where a column names them. ``is_code``: what the other columns may be called.

    Raises what :func:`read_values` raises.
    """
    table = _table(path)
    named = [name for name in table.header[1:] if key(name) in GROUP_COLUMN]
    values = _values(table, framework, lambda name: name in named or is_code(name), named)
    if not named:
        return values, {}
    at = table.header.index(named[0])
    return values, {tidy(cells[0]): tidy(cells[at]) for _, cells in table.rows if tidy(cells[at])}


def _table(path: Path) -> CsvTable:
    return read_sheet(path) if path.suffix.lower() in SHEETS else read_table(path)


def _values(
    table: CsvTable, framework: Framework, is_code: Callable[[str], bool], others: Sequence[str] = ()
) -> pd.DataFrame:
    header, path = table.header, table.path
    if not header or key(header[0]) not in UNIT_COLUMN:
        raise DataError("E602", file=path)
    for name in header[1:]:
        if not is_code(name) or header.count(name) > 1:
            raise DataError("E603", file=path, content=name, framework=framework.year)
    codes = [name for name in header[1:] if name not in others]
    units: dict[str, list[float]] = {}
    for row, (line, cells) in enumerate(table.rows):
        unit = tidy(cells[0])
        if not unit or unit in units:
            raise DataError("E605", file=path, content=unit, row=line)
        units[unit] = [table.number(row, name) for name in codes]
    if not units:
        raise DataError("E607", file=path)
    frame = pd.DataFrame.from_dict(units, orient="index", columns=codes, dtype=float)
    return frame.rename_axis("unit")


def read_weights(path: Path, framework: Framework) -> pd.Series:
    """Weights by code of any level, from a table with the columns ``code`` and ``weight``.

    Raises what :func:`read_values` raises, DataError E620 (columns), E621 (unknown or repeated code), E622 (no weight that
    counts), E623 (nothing left to weigh below a component).
    """
    table = read_table(path)
    if set(table.header) != {"code", "weight"}:
        raise DataError("E620", file=path, wanted="code, weight", found=", ".join(table.header))
    known = tree_of(framework).everything
    codes = _codes(table, known, framework)
    weights = {}
    for row, code in enumerate(codes):
        weight = table.number(row, "weight")
        if not 0 <= weight <= MOST_WEIGHT:
            shown = table.rows[row][1][table.header.index("weight")].strip()
            raise DataError("E622", file=path, row=table.rows[row][0], content=code, value=shown or "trống")
        weights[code] = weight
    for parent in known:
        below = child_codes(framework, parent)
        if below and all(weights.get(code, 1.0) == 0 for code in below):
            raise DataError("E623", file=path, content=parent, codes=", ".join(below))
    return pd.Series(weights, dtype=float)


def read_groups(path: Path, units: Sequence[str]) -> pd.Series:
    """The group of each unit, from a table with the columns ``unit`` and ``group``; units that it does not name have none.

    Raises what :func:`read_values` raises, DataError E620 (columns), E605 (a unit twice), E639 (a unit that has no values).
    """
    table = read_table(path)
    if set(table.header) != {"unit", "group"}:
        raise DataError("E620", file=path, wanted="unit, group", found=", ".join(table.header))
    at, named = table.header.index("unit"), table.header.index("group")
    groups: dict[str, str] = {}
    for line, cells in table.rows:
        unit = tidy(cells[at])
        if not unit or unit in groups:
            raise DataError("E605", file=path, content=unit, row=line)
        if unit not in units:
            raise DataError("E639", file=path, content=unit, row=line)
        groups[unit] = tidy(cells[named])
    return pd.Series(groups, dtype=object)


def read_posts(path: Path, framework: Framework) -> dict[str, Posts]:
    """Goalposts or targets by indicator code, from a table with ``code`` and ``low``, ``high`` (perhaps ``points``) or ``target``.

    Raises what :func:`read_values` raises, DataError E620 (columns), E621 (unknown or repeated code), E624 (low not below high).
    """
    table = read_table(path)
    fields = {
        name: field for name in table.header for field, names in POST_COLUMNS.items() if name.lower() in names
    }
    strange = [name for name in table.header if name != "code" and name not in fields]
    if "code" not in table.header or strange or len(set(fields.values())) < len(fields) or not fields:
        raise DataError(
            "E620",
            file=path,
            wanted="code, low, high (points) hoặc code, target",
            found=", ".join(table.header),
        )
    posts = {}
    for row, code in enumerate(_codes(table, framework.codes, framework)):
        given = {field: table.number(row, name) for name, field in fields.items()}
        post = Posts(**{field: value for field, value in given.items() if not np.isnan(value)})
        if post.low >= post.high or post.points <= 0:
            raise DataError("E624", file=path, row=table.rows[row][0], content=code)
        posts[code] = post
    return posts


def read_bounds(path: Path, framework: Framework) -> tuple[dict[str, tuple[float, float, float]], bool]:
    """Lowest value, highest value and effort by indicator code (NaN: not bounded; effort 1), and whether efforts are stated.

    Raises what :func:`read_values` raises, DataError E620 (columns), E621 (unknown or repeated code), E624 (low not below high,
    effort below 0).
    """
    table = read_table(path)
    columns = ("low", "high", "effort")
    if "code" not in table.header or not {"low", "high"} & set(table.header):
        raise DataError("E620", file=path, wanted="code, low, high[, effort]", found=", ".join(table.header))
    found = {}
    for row, code in enumerate(_codes(table, framework.codes, framework)):
        low, high, effort = (table.number(row, name) if name in table.header else np.nan for name in columns)
        effort = 1.0 if np.isnan(effort) else effort
        if low >= high or effort < 0:
            raise DataError("E624", file=path, row=table.rows[row][0], content=code)
        found[code] = low, high, effort
    return found, "effort" in table.header


def _codes(table: CsvTable, known: tuple[str, ...], framework: Framework) -> list[str]:
    at = table.header.index("code")
    codes: list[str] = []
    for line, cells in table.rows:
        code = tidy(cells[at])
        if code not in known or code in codes:
            raise DataError("E621", file=table.path, row=line, content=code, framework=framework.year)
        codes.append(code)
    return codes


def write_scores(scores: pd.DataFrame, path: Path) -> None:
    """Write scores in full precision, blanks for what cannot be computed, ranks as whole numbers."""
    ranks = scores["rank"].astype("Int64")
    units = [text_cell(str(unit)) for unit in scores.index]
    shown = scores.assign(rank=ranks).set_axis(pd.Index(units, name=scores.index.name))
    write_atomically(path, shown.to_csv(float_format="%.17g").encode("utf-8"))


def write_rows(rows: list[dict[str, object]], path: Path) -> None:
    """Write rows with the same keys as a CSV table; numbers in full, blanks for NaN."""
    write_atomically(path, csv_bytes(list(rows[0]), (list(row.values()) for row in rows)))
