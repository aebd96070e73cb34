"""The workspace: every table of a master workbook as a typed DataFrame, and its settings. No Excel, no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from pii_xl.formulas.evaluate import Sheets
from pii_xl.ground.frames import Row
from pii_xl.layout import BOOK, MASTER
from pii_xl.layout.matrix import matrix_table
from pii_xl.layout.parts import Column, Kind, Layout, Status, Table, stacked
from pii_xl.layout.settings import SETTINGS, Setting
from pii_xl.layout.trend import trend_table
from pii_xl.layout.what_if import comparison_table
from pii_xl.score.method import Method
from pii_xl.workspace.names import NAMES
from pii_xl.workspace.views import ROWS
from pii_xl.year.framework import Framework, load_framework
from pii_xl.year.framework.own import framework_of

Derived = TypeVar("Derived")
Rows = pd.DataFrame | list[Row]
"""A table's content, typed or not."""
NUMBER_OR_NONE = (float, int, type(None))
NUMBER_KINDS = (Kind.NUMBER, Kind.INTEGER)


def typed(table: Table, rows: Rows | None = None) -> pd.DataFrame:
    """``rows`` as a DataFrame with exactly the table's columns, in order and with their types; blanks filled in."""
    if rows is None or not len(rows):
        return _empty(table).copy()
    index = pd.RangeIndex(len(rows))
    if isinstance(rows, pd.DataFrame):
        given = {key: rows[key].tolist() for key in table.keys if key in rows.columns}
        return _frame(table.columns, given, index)
    return typed_columns(table.columns, rows, index)


def typed_columns(columns: Sequence[Column], rows: list[Row], index: pd.Index) -> pd.DataFrame:
    """Some columns of ``rows`` as a DataFrame with this index, with their types; blanks filled in."""
    return _frame(columns, {column.key: [row.get(column.key) for row in rows] for column in columns}, index)


@lru_cache(maxsize=256)
def _empty(table: Table) -> pd.DataFrame:
    return _frame(table.columns, {}, pd.RangeIndex(0))


def _frame(columns: Sequence[Column], given: Mapping[str, list[Any]], index: pd.Index) -> pd.DataFrame:
    """One index for all columns: nothing has to be aligned."""
    blanks = [None] * len(index)
    cells = {column.key: _typed(given.get(column.key, blanks), column) for column in columns}
    return pd.DataFrame(
        {key: pd.Series(values, index, values.dtype, copy=False) for key, values in cells.items()},
        index=index,
    )


def _typed(values: list[Any], column: Column) -> np.ndarray:
    """One column: NaN for a blank number, None for a blank date, "" for blank text."""
    if column.kind in NUMBER_KINDS:
        if all(isinstance(value, NUMBER_OR_NONE) for value in values):
            return np.array(values, dtype="float64")
        # A number cell of a computed column may hold text such as "": that is "no number".
        numbers = pd.to_numeric(pd.Series(values, dtype="object"), errors="coerce")
        return numbers.to_numpy(dtype="float64")
    cells = np.empty(len(values), dtype="object")
    if column.kind is Kind.DATE:
        cells[:] = [None if _is_blank(value) else value for value in values]
    else:
        cells[:] = [value if type(value) is str else "" if _is_blank(value) else value for value in values]
    return cells


def _is_blank(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value) or value is pd.NaT


@dataclass(frozen=True)
class Settings(Mapping[str, Any]):
    """The settings by key; a key that a workbook does not set has its default."""

    given: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.given[key] if key in self.given else _BY_KEY[key].default

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(_BY_KEY)

    def __len__(self) -> int:
        return len(_BY_KEY)

    def text(self, key: str) -> str:
        """A setting as text; empty when it is not set."""
        return str(self[key] or "")

    def number(self, key: str) -> float:
        """A number setting; its default when the cell is blank."""
        value = self[key]
        return float(str(_BY_KEY[key].default) if value is None else value)

    def integer(self, key: str) -> int:
        """A setting as a whole number."""
        return round(self.number(key))

    def day(self, key: str) -> date | None:
        """A setting as a day; ``None`` when it is not set."""
        found: date | None = self[key]
        return found

    def having(self, **values: Any) -> Settings:
        """The settings with some changed."""
        return Settings({**self.given, **values})


_BY_KEY: dict[str, Setting] = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Book:
    """A layout, and which of its tables have something to compute."""

    layout: Layout

    @cached_property
    def computed(self) -> frozenset[str]:
        """Names of the tables with formulas or without rows of their own."""
        return frozenset(
            table.name
            for table in self.layout.tables
            if table.name in ROWS or any(column.formula for column in table.columns)
        )


@cache
def _book(
    agencies: tuple[str, ...], pillars: tuple[tuple[str, str], ...], lengths: tuple[tuple[str, int], ...]
) -> Book:
    varying = matrix_table(agencies), comparison_table([code for code, _ in pillars]), trend_table(pillars)
    own = {table.name: table for table in varying}
    layout = Layout(BOOK.sheets, tuple(own.get(table.name, table) for table in BOOK.tables))
    return Book(stacked(layout, dict(lengths)))


LABELLED_TABLES = ("tblValues", "tblBase", "tblPolicies", "tblReference", "tblPast")
"""Tables whose figures each say how sure they are."""


@dataclass(frozen=True)
class Workspace:
    """All tables of one master workbook. Commands take one and return a new one; nothing is changed in place.

    ``tables`` holds what is stored. A table asked for by name comes with its computed columns, which the layout's formulas
    give and which are always those of the present content.
    """

    tables: Mapping[str, pd.DataFrame]
    settings: Settings = field(default_factory=Settings)
    layout: Layout = MASTER
    _derived: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def derived(self, make: Callable[[Workspace], Derived], names: tuple[str, ...] | None = None) -> Derived:
        """What ``make`` gives from the stored tables of these names alone, or from all of them and the settings.

        It is made once for the same tables, whichever of the workspaces that came from one another asks.
        """
        frames: tuple[Any, ...] = tuple(self.tables.get(name) for name in names or self.tables)
        if names is None:
            frames = (*frames, self.settings)
        known, found = self._derived.get(make, ((), None))
        if len(known) != len(frames) or any(
            one is not other for one, other in zip(known, frames, strict=True)
        ):
            found = make(self)
            self._derived[make] = frames, found
        return found

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A table with its computed columns."""
        if name in self._formulas.computed:
            return self._sheets.frame(name)
        return self.tables[name]

    def part(self, name: str, *keys: str) -> pd.DataFrame:
        """Some columns of a table: no others are computed, which is what takes time."""
        if name in self._formulas.computed:
            return self._sheets.part(name, keys)
        return self.tables[name][list(keys)]

    @cached_property
    def book(self) -> Book:
        """The layout of everything that the workbook shows, computed tables included."""
        if not self._is_whole:
            return self._formulas
        return self._book_of(
            tuple(
                (
                    table.name,
                    len(ROWS[table.name](self.tables) if table.name in ROWS else self.tables[table.name]),
                )
                for table in BOOK.tables
                if table.name in ROWS or table.name in self.tables
            )
        )

    @cached_property
    def _formulas(self) -> Book:
        """The same without where tables stand below each other, which their formulas do not ask."""
        return self._book_of(()) if self._is_whole else _book((), (), ())

    @property
    def _is_whole(self) -> bool:
        return all(name in self.tables for name in ("tblProgress", "tblPillars"))

    def _book_of(self, lengths: tuple[tuple[str, int], ...]) -> Book:
        pillars = self.tables["tblPillars"]
        named = tuple(zip(pillars["code"], pillars["name"], strict=True))
        return _book(tuple(self.tables["tblProgress"]["agency"]), named, lengths)

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self._formulas.layout, self._stored, self.settings, NAMES)

    def _stored(self, name: str) -> pd.DataFrame:
        if name not in ROWS:
            return self.tables[name]
        if name not in self._rows:
            self._rows[name] = typed(self._formulas.layout.table(name), ROWS[name](self.tables) or None)
        return self._rows[name]

    @cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        return {}

    def value(self, formula: str) -> Any:
        """What a single formula of the workbook shows."""
        return self._sheets.value(formula)

    def having(self, settings: Settings | None = None, **tables: Rows) -> Workspace:
        """A new workspace with some tables replaced (typed again by the layout) and perhaps other settings."""
        new = self.with_tables(tables)
        return new if settings is None else replace(new, settings=settings)

    def with_tables(self, tables: Mapping[str, Rows]) -> Workspace:
        """A workspace with the tables of these names replaced; this one when they hold what they held."""
        new = {
            name: typed(self.layout.table(name), rows)
            for name, rows in tables.items()
            if rows is not self.tables.get(name)
        }
        changed = {
            name: frame
            for name, frame in new.items()
            if name not in self.tables or not frame.equals(self.tables[name])
        }
        return replace(self, tables={**self.tables, **changed}) if changed else self

    def adding(self, name: str, rows: list[dict[str, Any]]) -> Workspace:
        """A new workspace with rows added at the end of one table."""
        if not rows:
            return self
        added = typed(self.layout.table(name), rows)
        old = self.tables[name]
        return self.with_tables({name: pd.concat([old, added], ignore_index=True) if len(old) else added})

    @cached_property
    def framework(self) -> Framework:
        """The workbook's own framework, else the one that the settings name.

        Raises ``PiiError`` E501 when there is none, E503 when its own is damaged.
        """
        own = self.tables.get("tblFramework")
        if own is not None and len(own):
            return framework_of(tuple(zip(own["part"], own["content"], strict=True)))
        return load_framework(self.settings.integer("framework"))

    @property
    def year(self) -> int:
        """The year that is collected, scored and reported."""
        return self.settings.integer("year")

    @property
    def method(self) -> Method:
        """The method by the workbook's settings."""
        return Method(
            min_coverage=self.settings.number("min_coverage"),
            min_sub_pillars=self.settings.integer("min_sub_pillars"),
        )

    @property
    def is_illustrative(self) -> bool:
        """Some figure was made up for the demonstration: every output must say so."""
        return self.n_illustrative > 0

    @property
    def own_label(self) -> Status:
        """How sure what is computed here can be: made up as soon as one figure is."""
        return Status.ILLUSTRATIVE if self.is_illustrative else Status.ESTIMATED

    @property
    def n_illustrative(self) -> int:
        """How many figures are labelled as made up."""
        labelled = (self.tables[name]["status"] for name in LABELLED_TABLES if name in self.tables)
        return sum(int((status == Status.ILLUSTRATIVE).sum()) for status in labelled)
