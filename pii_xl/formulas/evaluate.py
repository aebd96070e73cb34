"""Tables with their computed columns: each is computed when somebody asks, once, from the layout's own formula text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from pii_xl.formulas.parse import Code, parse
from pii_xl.formulas.values import DAY_ZERO, CellError, Cells, cell, scalar
from pii_xl.layout.parts import Column, Kind, Layout

NUMBER_KINDS = (Kind.NUMBER, Kind.INTEGER)
Names = Mapping[str, Callable[["Sheets"], Any]]
"""What defined names stand for: single values, or columns made from other columns."""


class Sheets:
    """All tables of a layout. ``stored`` gives a table's rows by name; what their formulas compute is added on demand."""

    def __init__(
        self,
        layout: Layout,
        stored: Callable[[str], pd.DataFrame],
        settings: Mapping[str, Any],
        names: Names,
    ) -> None:
        self._layout, self._stored, self._settings, self._names = layout, stored, settings, names
        self._columns: dict[tuple[str, str], Cells] = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._known: dict[str, Any] = {}
        self._open: set[tuple[str, str]] = set()

    def frame(self, name: str) -> pd.DataFrame:
        """A table with all its columns, typed: NaN where a number could not be computed."""
        if name not in self._frames:
            self._frames[name] = self._with(name, self._layout.table(name).keys)
        return self._frames[name]

    def part(self, name: str, keys: Sequence[str]) -> pd.DataFrame:
        """Some columns of a table, typed: no others are computed."""
        return self._frames[name][list(keys)] if name in self._frames else self._with(name, keys)

    def _with(self, name: str, keys: Sequence[str]) -> pd.DataFrame:
        table, stored = self._layout.table(name), self._stored(name)
        columns = {
            key: _series(self.column(name, key), table[key], stored.index)
            if table[key].formula
            else stored[key]
            for key in keys
        }
        return pd.DataFrame(columns, index=stored.index, copy=False)

    def column(self, name: str, key: str) -> Cells:
        """A column's cells. Raises ``RuntimeError`` for formulas that refer to themselves."""
        at = name, key
        if at not in self._columns:
            column = self._layout.table(name)[key]
            self._columns[at] = (
                self._computed(name, column)
                if column.formula
                else Cells(cell(value) for value in self._stored(name)[key].tolist())
            )
        return self._columns[at]

    def _computed(self, name: str, column: Column) -> Cells:
        at = name, column.key
        if at in self._open:
            raise RuntimeError(f"circular formulas: {sorted(self._open)}")
        self._open.add(at)
        try:
            code = parse(column.formula)
            place = _Row(self, name)
            return Cells(self._result(code, place.at(row)) for row in range(len(self._stored(name))))
        finally:
            self._open.discard(at)

    @staticmethod
    def _result(code: Code, place: _Row) -> Any:
        try:
            value = scalar(code(place))
        except CellError as error:
            return error
        if isinstance(value, Cells):
            raise TypeError("a formula that gives a whole column")
        return 0.0 if value is None else value

    def value(self, formula: str, table: str = "", row: int = 0) -> Any:
        """What a single formula shows: text, number, truth value, or the name of an error; beside a row of a table."""
        result = self._result(parse(formula), _Row(self, table).at(row))
        return result.name if isinstance(result, CellError) else result

    def headed(self, name: str, heading: str) -> Cells:
        """A column by its heading. Raises ``KeyError`` for a heading that the table does not have."""
        table = self._layout.table(name)
        for column in table.columns:
            if column.header == heading:
                return self.column(name, column.key)
        raise KeyError(f"{name}[{heading}]")

    def setting(self, key: str) -> Any:
        """A setting's cell."""
        return cell(self._settings[key])

    def name(self, name: str) -> Any:
        """What a defined name stands for. Raises ``KeyError`` for an unknown one."""
        if name not in self._known:
            self._known[name] = self._names[name](self)
        return self._known[name]


class _Row:
    """A row of a table, where a formula stands; the columns met so far are kept."""

    __slots__ = ("_columns", "_name", "_row", "_sheets", "column", "headed", "name", "setting")

    def __init__(self, sheets: Sheets, name: str) -> None:
        self._sheets, self._name, self._row = sheets, name, 0
        self._columns: dict[str, Cells] = {}
        self.column, self.headed = sheets.column, sheets.headed
        self.setting, self.name = sheets.setting, sheets.name

    def at(self, row: int) -> _Row:
        """This place, now in another row."""
        self._row = row
        return self

    def here(self, key: str) -> Any:
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = self._sheets.column(self._name, key)
        return column[self._row]

    def until_here(self, column: Cells) -> Cells:
        return Cells(column[: self._row + 1])


def _series(cells: Cells, column: Column, index: pd.Index) -> pd.Series:
    if column.kind in NUMBER_KINDS:
        numbers = [value if isinstance(value, float) else float("nan") for value in cells]
        return pd.Series(numbers, dtype="float64", index=index)
    if column.kind is Kind.DATE:
        return pd.Series([_day(value) for value in cells], dtype="object", index=index)
    return pd.Series([_text(value) for value in cells], dtype="object", index=index)


def _day(value: Any) -> date | None:
    return DAY_ZERO + timedelta(days=int(value)) if isinstance(value, float) and value > 0 else None


def _text(value: Any) -> Any:
    return value.name if isinstance(value, CellError) else value
