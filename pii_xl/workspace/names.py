"""The defined names that formulas use, as what they stand for: constants, lists, and columns stacked from several tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from pii_xl.formulas.values import Cells
from pii_xl.layout.collected import DIGITS, DIGITS_NAME
from pii_xl.layout.due import DONE_NAME, DONE_STATES
from pii_xl.layout.numbers_said import DECIMALS, DECIMALS_NAME
from pii_xl.layout.scored import BEFORE_NAME, HEADLINE_LETTERS, HEADLINE_NAME
from pii_xl.layout.what_if import (
    CASES,
    CASES_TABLE,
    CODES_NAME,
    NOW,
    NOW_NAME,
    SCORES_NAME,
    STACKED,
    TRIAL,
    TRIAL_NAME,
)
from pii_xl.layout.words import NATION

RIVALS_NAME = "lst_not_rivals"
"""Defined name of the provinces that are no rivals: our own, and the nation."""


class Columns(Protocol):
    """Where names find columns and settings."""

    def column(self, name: str, key: str) -> Cells:
        """A column's cells."""

    def setting(self, key: str) -> Any:
        """A setting's cell."""


def _stacked(sheets: Columns, key: str) -> Cells:
    return Cells(cell for table in (*STACKED, CASES_TABLE) for cell in sheets.column(table.name, key))


NAMES: Mapping[str, Callable[[Any], Any]] = {
    RIVALS_NAME: lambda sheets: Cells([sheets.setting("province"), NATION]),
    BEFORE_NAME: lambda sheets: sheets.setting("previous_province") or sheets.setting("province"),
    DIGITS_NAME: lambda _: float(DIGITS),
    DECIMALS_NAME: lambda _: float(DECIMALS),
    HEADLINE_NAME: lambda _: float(HEADLINE_LETTERS),
    DONE_NAME: lambda _: Cells(DONE_STATES),
    CODES_NAME: lambda sheets: _stacked(sheets, "code"),
    NOW_NAME: lambda sheets: _stacked(sheets, NOW),
    TRIAL_NAME: lambda sheets: _stacked(sheets, TRIAL),
    SCORES_NAME: lambda sheets: Cells(_stacked(sheets, key) for key in CASES),
}
