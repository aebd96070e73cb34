"""Tables (ListObjects) and defined names."""

from __future__ import annotations

import numbers
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.libreoffice_engine.contract import Part
from tests.libreoffice_engine.process import ComError
from tests.libreoffice_engine.ranges import Range

if TYPE_CHECKING:
    from tests.libreoffice_engine.engine import Book, Sheet


class Table(Part):
    """A table; LibreOffice keeps neither its style nor a totals row made here."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.parent = sheet
        self._name = name
        self.table_style: str | None = None

    def _ask(self, do: str, **arguments: Any) -> Any:
        return self.parent.book.ask(do, table=self._name, **arguments)

    @property
    def api(self) -> Table:
        return self

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._ask("rename_table", new=value)
        self._name = value

    display_name = name

    @property
    def range(self) -> Range:
        return Range(self.parent, *self._ask("table_range"))

    @property
    def header_row_range(self) -> Range | None:
        found = self.range
        return found.at(1, 1, 1, found.shape[1]) if self.show_headers else None

    @property
    def totals_row_range(self) -> Range | None:
        found = self.range
        return found.at(found.shape[0], 1, 1, found.shape[1]) if self.show_totals else None

    @property
    def data_body_range(self) -> Range | None:
        found = self.range
        headers, totals = int(self.show_headers), int(self.show_totals)
        rows = found.shape[0] - headers - totals
        return found.at(1 + headers, 1, rows, found.shape[1]) if rows > 0 else None

    @property
    def show_headers(self) -> bool:
        return self._ask("table_flags")["headers"]

    @property
    def show_totals(self) -> bool:
        return self._ask("table_flags")["totals"]

    @property
    def show_autofilter(self) -> bool:
        return self._ask("table_flags")["filter"]

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._ask("set_table_filter", on=value)

    def resize(self, range: Any) -> None:
        if range.impl.sheet.name != self.parent.name:
            raise ComError("a table cannot move to another sheet")
        self._ask("resize_table", where=range.impl.where)

    # What people do with a table in Excel, under the names of its object model.
    def Unlist(self) -> None:  # noqa: N802
        self._ask("unlist_table")

    def AutoFilter(self, field: int, criteria: str) -> None:  # noqa: N802
        self._ask("filter_table", column=field, keep=criteria)


class Tables(Part):
    """The tables of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.api = self

    def _names(self) -> list[str]:
        return self._sheet.book.ask("tables", sheet=self._sheet.name)

    def __call__(self, key: int | str) -> Table:
        names = self._names()
        if isinstance(key, numbers.Number):
            return Table(self._sheet, names[int(key) - 1])
        found = next((name for name in names if name.lower() == str(key).lower()), None)
        if found is None:
            raise KeyError(key)
        return Table(self._sheet, found)

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Table]:
        return (Table(self._sheet, name) for name in self._names())

    def __contains__(self, key: str) -> bool:
        return key.lower() in map(str.lower, self._names())

    def add(self, source: Any = None, name: str | None = None, has_headers: bool = True, **_: Any) -> Table:
        if not has_headers:
            raise NotImplementedError("tables without headers")
        return Table(
            self._sheet, self._sheet.book.call("add_table", where=source.impl.where, name=name or "")
        )


class Name(Part):
    """A defined name of a book, or of the sheet ``scope``."""

    def __init__(self, book: Book, name: str, scope: str = "") -> None:
        self._book, self._name, self._scope = book, name, scope

    def _ask(self, do: str, **arguments: Any) -> Any:
        return self._book.ask(do, name=self._name, sheet=self._scope, **arguments)

    @property
    def api(self) -> Name:
        return self

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._ask("rename_name", new=value)
        self._name = value

    @property
    def refers_to(self) -> str:
        return dict(self._book.ask("names", sheet=self._scope))[self._name]

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._ask("set_name", refers_to=value)

    @property
    def refers_to_range(self) -> Range:
        sheet, place = self._ask("name_range")
        return Range(self._book.sheets(sheet), *place)

    def delete(self) -> None:
        self._ask("delete_name")


class Names(Part):
    """The defined names of a book, or of the sheet ``scope``."""

    def __init__(self, book: Book, scope: str = "") -> None:
        self._book, self._scope = book, scope
        self.api = self

    def snapshot(self) -> list[tuple[str, Name]]:
        known = self._book.ask("names", sheet=self._scope)
        return [(name, Name(self._book, name, self._scope)) for name, _ in known]

    def __len__(self) -> int:
        return len(self.snapshot())

    def __call__(self, key: int | str) -> Name:
        if isinstance(key, numbers.Number):
            return self.snapshot()[int(key) - 1][1]
        found = next((held for name, held in self.snapshot() if name.lower() == str(key).lower()), None)
        if found is None:
            raise ComError(f"no name {key!r}")
        return found

    def contains(self, key: str) -> bool:
        return any(name.lower() == key.lower() for name, _ in self.snapshot())

    def add(self, name: str, refers_to: str) -> Name:
        self._book.ask("set_name", name=name, refers_to=refers_to, sheet=self._scope)
        return self(name)
