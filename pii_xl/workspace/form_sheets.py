"""A form's formulas, worked out: its verdicts, the counts of its guide, and the code on its signed page."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from pii_xl.formulas.evaluate import Sheets
from pii_xl.formulas.parse import parse
from pii_xl.formulas.values import Cells, cell
from pii_xl.ground.frames import Row
from pii_xl.layout.form import FORM, FORM_SETTINGS, signed_code
from pii_xl.layout.form_rules import (
    LETTERS,
    LETTERS_NAME,
    MARK_COLUMN,
    PLACES,
    PLACES_NAME,
    SAID_COLUMN,
    Rule,
)
from pii_xl.layout.parts import CHOICE_TEXTS, Column, Table
from pii_xl.workspace.workspace import Settings, typed

_RULE_LENGTH = 8
NAMES = {
    PLACES_NAME: lambda _: Cells(float(place) for place in range(1, PLACES + 1)),
    LETTERS_NAME: lambda _: LETTERS,
}
"""What the defined names of a form stand for."""


def form_sheets(tables: Mapping[str, pd.DataFrame], settings: Settings | None = None) -> Sheets:
    """The tables of a form with all that they compute; those that the form leaves out are empty."""
    given = form_settings(settings or Settings())

    def stored(name: str) -> pd.DataFrame:
        return _as_shown(FORM.table(name), tables[name]) if name in tables else typed(FORM.table(name))

    return Sheets(FORM, stored, given, NAMES)


def code_of(tables: Mapping[str, pd.DataFrame]) -> str:
    """The code that the signed page of a form with these figures carries."""
    return str(form_sheets(tables).value(signed_code(tables)))


def code_rule(tables: Collection[str]) -> str:
    """A short mark of the rule by which such a form's code is worked out: only codes of one rule can be compared."""
    told = "|".join((LETTERS, signed_code(tables), *(column.formula for column in _code_columns(tables))))
    return hashlib.sha256(told.encode()).hexdigest()[:_RULE_LENGTH]


def _code_columns(tables: Collection[str]) -> Iterator[Column]:
    for table in FORM.tables:
        if table.name in tables:
            yield from (column for column in table.columns if column.key in (SAID_COLUMN, MARK_COLUMN))


def _as_shown(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The stored table with the words that its cells show for codes."""
    for column in table.columns:
        texts = CHOICE_TEXTS.get(column.choices)
        if texts:
            frame = frame.assign(**{column.key: [texts.get(value, value) for value in frame[column.key]]})
    return frame


def form_settings(settings: Settings) -> dict[str, Any]:
    """The settings that a form carries."""
    return {key: settings[key] for key in FORM_SETTINGS}


def faults(rules: Iterable[Rule], row: Row, settings: Mapping[str, Any]) -> list[Rule]:
    """The rules that a row breaks; ``row``: its cells by the keys that the rules name."""
    place = _Row(row, settings)
    return [rule for rule in rules if parse(rule.when)(place) is True]


class _Row:
    """One row where a rule looks at it."""

    def __init__(self, row: Row, settings: Mapping[str, Any]) -> None:
        self._row, self._settings = row, settings

    def here(self, key: str) -> Any:
        return cell(self._row[key])

    def setting(self, key: str) -> Any:
        return cell(self._settings[key])

    def column(self, table: str, key: str) -> Cells:
        raise KeyError(f"{table}.{key}")

    def headed(self, table: str, heading: str) -> Cells:
        raise KeyError(f"{table}[{heading}]")

    def name(self, name: str) -> Any:
        raise KeyError(name)

    def until_here(self, column: Cells) -> Cells:
        return column
