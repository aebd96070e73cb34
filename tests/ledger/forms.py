"""Returned forms made in memory: what an agency sends, without writing a file."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pandas as pd

from pii_xl.collect.form_content import FormContent, closed_cells
from pii_xl.ground.errors import finding
from pii_xl.ground.frames import records
from pii_xl.layout.form import ENTERS, FORM
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workspace.table_read import TableRead, column_letters

VIETNAM = timezone(timedelta(hours=7))
Answers = dict[str, dict[str, dict[str, Any]]]
"""Form table → code → field → what is typed. Text in a number cell is a fault, as the reader finds it."""


def form_of(content: FormContent, answers: Answers, saved: datetime | None) -> ReturnedForm:
    """The form as it would be read after an agency filled in ``answers``."""
    reads = {table: _read(table, frame, answers.get(table, {})) for table, frame in content.tables.items()}
    told = repr((content.agency.code, sorted(map(repr, answers.items())), saved))
    digest = hashlib.sha256(told.encode()).hexdigest()
    moment = saved.replace(tzinfo=VIETNAM) if saved else None
    path = Path(f"{content.file_name.removesuffix('.xlsx')}-{digest[:6]}.xlsx")
    found = [item.at(file=path.name) for read in reads.values() for item in _faults(read)]
    return ReturnedForm(path, content.identity, reads, found, digest, moment)


def _read(name: str, frame: pd.DataFrame, given: dict[str, dict[str, Any]]) -> TableRead:
    table = FORM.table(name)
    rows, raw = [], []
    numbers = {column.key for column in table.columns if column.kind in ("number", "integer")}
    for row in records(frame):
        typed_in = given.get(str(row.get("code")), {})
        raw.append({**row, **typed_in})
        rows.append(
            {
                **row,
                **{
                    key: float("nan") if key in numbers and isinstance(value, str) else value
                    for key, value in typed_in.items()
                },
            }
        )
    letters = {key: table.column + at for at, key in enumerate(table.keys) if not table[key].formula}
    places = [table.row + 2 + at for at in range(len(rows))]
    return TableRead(table, rows, "", table.sheet, places, letters, [], raw)


def _faults(read: TableRead) -> list[Any]:
    found = []
    for row, raw in enumerate(read.raw):
        for column in read.table.columns:
            value = raw.get(column.key)
            if column.input and column.kind == "number" and isinstance(value, str) and value:
                cell = f"{column_letters(read.letters[column.key])}{read.rows[row]}"
                place = {"sheet": read.sheet, "cell": cell, "subject": str(raw["code"])}
                found.append(finding("E402", header=column.header, content=value, **place))
    return found


def things(content: FormContent) -> list[tuple[str, str, str]]:
    """Table, code and first open field of every figure that the agency itself enters."""
    found = []
    for name, fields in (
        ("frmValues", ("direct", "numerator")),
        ("frmBase", ("value",)),
        ("frmTasks", ("state",)),
    ):
        frame = content.tables.get(name)
        if frame is None:
            continue
        closed = closed_cells(FORM.table(name), frame)
        for row, record in enumerate(records(frame)):
            if record.get("role", ENTERS) != ENTERS:
                continue
            open_field = next((field for field in fields if (row, field) not in closed), None)
            if open_field:
                found.append((name, str(record["code"]), open_field))
    return found
