"""What a form was when it was sent: short marks of its pre-filled rows, and the number that seals its identity."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import key
from pii_xl.layout.form import FORM, LISTS
from pii_xl.layout.parts import Column, Table

SENT = "sent."
FORM_ID = "form"
_MARK_LENGTH, _SEAL_LENGTH = 8, 8
_DIGITS = 12


def row_marks(table: Table, frame: pd.DataFrame) -> str:
    """One mark for each row, from what was pre-filled in it; blank cells count for nothing, so that later columns may come."""
    columns = prefilled_columns(table)
    return ";".join(mark_of(row, columns) for row in records(frame))


def mark_of(row: Row, columns: Iterable[Column]) -> str:
    """The mark of one row."""
    told = (f"{column.key}={said}" for column in columns if (said := said_in(row.get(column.key))))
    return _digest("|".join(told), _MARK_LENGTH)


def prefilled_columns(table: Table) -> list[Column]:
    """The columns that the sender of the form fills, and the agency does not."""
    return [column for column in table.stored if not (column.input or column.formula)]


def said_in(content: Any) -> str:
    """What a pre-filled cell says, whatever program saved it: texts up to spacing and case, numbers to twelve digits."""
    if content is None or content != content:
        return ""
    if isinstance(content, date):
        return content.isoformat()[:10]
    if isinstance(content, int | float):
        return f"{content:.{_DIGITS}g}"
    return key(str(content))


def sealed(facts: Mapping[str, str], tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """A form's identity: the facts, the marks of its rows, and its number, which changes with any of them."""
    marks = {
        f"{SENT}{name}": row_marks(FORM.table(name), frame)
        for name, frame in tables.items()
        if name not in LISTS
    }
    told = {**facts, **marks}
    return {**told, FORM_ID: _number(told)}


def is_sealed(identity: Mapping[str, str]) -> bool:
    """Whether nobody changed the identity since it was made."""
    told = {name: text for name, text in identity.items() if name != FORM_ID}
    return identity[FORM_ID] == _number(told)


def _number(told: Mapping[str, str]) -> str:
    seal = _digest("|".join(f"{name}={text}" for name, text in told.items()), _SEAL_LENGTH)
    return f"PII{told['year']}-{told['agency']}-{seal}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
