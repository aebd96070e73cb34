"""pandera schemas, made from the layout: what every table must fulfil beyond the type of each cell.

Cells are parsed one by one first (:mod:`pii_xl.workspace.cells`), because pandera's lazy checks lose rows in mixed columns; what pandera
then finds is mapped back to sheet and cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import records
from pii_xl.ground.text import bounds_vi
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.workspace.cells import shown
from pii_xl.workspace.table_read import TableRead
from pii_xl.workspace.workspace import typed_columns

APART = 10_000_000
"""Where tables are looked at together, row 3 of the table 2 has the index 2 × this + 3: no table has so many rows."""
REQUIRED, UNIQUE, RANGE, WHOLE, KNOWN = "E410", "E411", "E406", "E405", "E412"


def schema(table: Table, codes: Iterable[str] = ()) -> pa.DataFrameSchema:
    """The schema of one table: its columns that must fulfil something; a typed frame has the others as they should be.

    ``codes``: what its ``code`` column may hold; empty means anything.
    """
    return _schema(table, frozenset(codes))


@lru_cache(maxsize=256)
def _schema(table: Table, known: frozenset[str]) -> pa.DataFrameSchema:
    """pandera takes longer to make a schema than to look at a form's table with it, and every form has the same tables."""
    columns = {
        column.key: _column_schema(column, known if column.key == "code" else frozenset())
        for column in table.stored
    }
    return pa.DataFrameSchema({key: column for key, column in columns.items() if column}, strict=False)


def _column_schema(column: Column, known: frozenset[str]) -> pa.Column | None:
    """The checks of one column; none where nothing is asked of it."""
    number = column.kind in (Kind.NUMBER, Kind.INTEGER)
    checks = []
    if column.required:
        checks.append(pa.Check(lambda s: s.notna() & (s != ""), name=REQUIRED, ignore_na=False))
    if column.unique:
        checks.append(pa.Check(lambda s: ~(_repeats(s) & (s != "")), name=UNIQUE))
    if column.minimum is not None or column.maximum is not None:
        low, high = column.minimum, column.maximum
        checks.append(pa.Check(lambda s: _within(s, low, high), name=RANGE))
    if column.kind is Kind.INTEGER:
        checks.append(pa.Check(lambda s: s == s.round(), name=WHOLE))
    if known:
        checks.append(pa.Check(lambda s: s.isin(known) | (s == ""), name=KNOWN))
    return pa.Column("float64" if number else "object", checks=checks, nullable=True) if checks else None


def _repeats(values: pd.Series) -> pd.Series:
    """What stands in the same table before."""
    seen: set[tuple[int, Any]] = set()
    before = []
    for place in zip(values.index // APART, values, strict=True):
        before.append(place in seen)
        seen.add(place)
    return pd.Series(before, values.index, dtype="bool")


def _within(values: pd.Series, low: float | None, high: float | None) -> pd.Series:
    inside = pd.Series(True, index=values.index)
    if low is not None:
        inside &= values >= low
    return inside if high is None else inside & (values <= high)


def failures(frame: pd.DataFrame, checked: pa.DataFrameSchema) -> pd.DataFrame:
    """pandera's failure cases: columns ``column``, ``check``, ``index``, ``failure_case``; empty when all is well."""
    try:
        checked.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return errors.failure_cases
    return pd.DataFrame(columns=["column", "check", "index", "failure_case"])


def check_table(read: TableRead, codes: Iterable[str] = (), framework: int | str = "") -> list[Finding]:
    """Everything wrong in a table that was read, with its cells: what reading found and what the schema finds."""
    return check_tables([read], codes, framework)[0]


def check_tables(
    reads: Sequence[TableRead], codes: Iterable[str] = (), framework: int | str = ""
) -> list[list[Finding]]:
    """The same for many tables of one layout, which pandera then looks at together: it takes no longer than for one."""
    found: list[list[Finding]] = [[] for _ in reads]
    if any(read.records for read in reads):
        checked = schema(reads[0].table, codes)
        cases = failures(_together(reads, list(checked.columns)), checked)
        for case in records(cases[cases["index"].notna()].sort_values("index", kind="stable")):
            at, row = divmod(int(case["index"]), APART)
            found[at].append(_finding_of(case, row, reads[at], framework))
    return [_without_unusable(read, items) for read, items in zip(reads, found, strict=True)]


def _together(reads: Sequence[TableRead], keys: list[str]) -> pd.DataFrame:
    index = pd.Index(
        np.concatenate([np.arange(len(read.records)) + at * APART for at, read in enumerate(reads)])
    )
    rows = [record for read in reads for record in read.records]
    return typed_columns([reads[0].table[key] for key in keys], rows, index)


def _without_unusable(read: TableRead, found: list[Finding]) -> list[Finding]:
    """What reading found, and of the schema's findings those on cells that could be read."""
    unusable = {(item.sheet, item.cell) for item in read.findings if item.is_error}
    return [*read.findings, *(item for item in found if (item.sheet, item.cell) not in unusable)]


def _finding_of(case: dict[Any, Any], row: int, read: TableRead, framework: int | str) -> Finding:
    column, code = read.table[str(case["column"])], str(case["check"])
    subject = str(read.records[row].get("code", "")) if column.key != "code" else ""
    facts: dict[str, Any] = {
        "header": column.header,
        "content": shown(case["failure_case"]),
        "limits": bounds_vi(column.minimum, column.maximum),
        "framework": framework,
    }
    return finding(code, subject=subject, **read.place(row, column.key), **facts)
