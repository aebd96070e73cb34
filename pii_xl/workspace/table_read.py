"""One table as it was read from a sheet: its typed rows and where each cell came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import pandas as pd

from pii_xl.ground.errors import Finding
from pii_xl.ground.frames import Row
from pii_xl.layout.form import FORM
from pii_xl.layout.parts import Table
from pii_xl.workspace.workspace import typed


@dataclass(frozen=True)
class TableRead:
    """One table as read: its typed rows, where each cell came from, and what was found on the way."""

    table: Table
    records: list[Row] = field(default_factory=list)  # all columns of the table, typed, blanks filled in
    file: str = ""
    sheet: str = ""
    rows: list[int] = field(default_factory=list)  # sheet row (1-based) of each record
    letters: dict[str, int] = field(default_factory=dict)  # column key → sheet column (0-based)
    findings: list[Finding] = field(default_factory=list)
    raw: list[dict[str, Any]] = field(default_factory=list)  # what stands in the cells of each record

    def __getstate__(self) -> dict[str, Any]:
        """A form's table travels between processes by its name: its columns would be most of what is sent."""
        state = {key: value for key, value in self.__dict__.items() if key != "frame"}
        return state | {"table": self.table.name} if _is_forms(self.table) else state

    def __setstate__(self, state: dict[str, Any]) -> None:
        table = state["table"]
        self.__dict__.update(state, table=FORM.table(table) if isinstance(table, str) else table)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a typed table; whoever needs single cells asks :attr:`records`, which is much quicker."""
        return typed(self.table, self.records)

    def cell(self, row: int, column: str) -> str:
        """The address of one value, like "F12"; "" when the column was not on the sheet."""
        if column not in self.letters or row >= len(self.rows):
            return ""
        return f"{column_letters(self.letters[column])}{self.rows[row]}"

    def place(self, row: int, column: str) -> dict[str, str]:
        return {"file": self.file, "sheet": self.sheet, "cell": self.cell(row, column)}


def _is_forms(table: Table) -> bool:
    """The very table of today's form layout, whose name says everything."""
    return any(one is table for one in FORM.tables)


@cache
def column_letters(index: int) -> str:
    """0 → "A", 26 → "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
