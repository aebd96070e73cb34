"""Requests about tables, which LibreOffice keeps as database ranges."""

from __future__ import annotations

from typing import Any

from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from session import Rejected, Session, address_of


def tables(session: Session, book: int, sheet: str) -> list:
    """Names of the tables on ``sheet``, from the top of the sheet down."""
    place = list(session.documents[book].Sheets.ElementNames).index(sheet)
    areas = {name: found.DataArea for name, found in session.tables(book).items()}
    here = [name for name, area in areas.items() if area.Sheet == place]
    return sorted(here, key=lambda name: (areas[name].StartRow, areas[name].StartColumn))


def table_range(session: Session, book: int, table: str) -> list:
    """[row, column, rows, columns] of ``table`` with its header row."""
    return address_of(_table(session, book, table))


def table_flags(session: Session, book: int, table: str) -> dict:
    """Whether ``table`` has a header row, a totals row and filter buttons."""
    found = _table(session, book, table)
    return {"headers": found.ContainsHeader, "totals": found.TotalsRow, "filter": found.AutoFilter}


def set_table_filter(session: Session, book: int, table: str, on: bool) -> None:
    """Show or hide the filter buttons."""
    _table(session, book, table).AutoFilter = on


def resize_table(session: Session, book: int, table: str, where: list) -> None:
    """Give ``table`` the range ``where``; as in Excel its header row stays and one data row is the least."""
    found = _table(session, book, table)
    if where[2] != found.DataArea.StartRow + 1 or where[4] < 2:
        raise Rejected("a table keeps its header row and needs one data row")
    if _overlaps(session, where, besides=table):
        raise Rejected("a table cannot overlap another table")
    with session.writing(where, contents=False):
        found.setDataArea(session.cells(where).RangeAddress)


def add_table(session: Session, where: list, name: str) -> str:
    """Make ``where`` a table with headers; its name, "Table1" and so on when none is given."""
    taken = {known.lower() for known in session.tables(where[0])}
    if name.lower() in taken:
        raise Rejected(f"the table name {name!r} is taken")
    if _overlaps(session, where):
        raise Rejected("a table cannot overlap another table")
    number = next(i for i in range(1, len(taken) + 2) if f"table{i}" not in taken)
    name = name or f"Table{number}"
    with session.writing(where, contents=False):
        session.documents[where[0]].DatabaseRanges.addNewByName(name, session.cells(where).RangeAddress)
        session.forget_tables(where[0])
        session.tables(where[0])[name].AutoFilter = True
    return name


def rename_table(session: Session, book: int, table: str, new: str) -> None:
    """Give ``table`` the name ``new``."""
    if new.lower() != table.lower() and _find(session, book, new):
        raise Rejected(f"the table name {new!r} is taken")
    _table(session, book, table).setName(new)
    session.forget_tables(book)


def unlist_table(session: Session, book: int, table: str) -> None:
    """Make ``table`` plain cells."""
    session.documents[book].DatabaseRanges.removeByName(_find(session, book, table))
    session.forget_tables(book)


def filter_table(session: Session, book: int, table: str, column: int, keep: str) -> None:
    """Show only the rows of ``table`` whose cell in ``column`` (from 1) says ``keep``."""
    cells = _table(session, book, table).ReferredCells
    field = TableFilterField()
    field.Field, field.Operator, field.StringValue = column - 1, EQUAL, keep
    descriptor = cells.createFilterDescriptor(True)
    descriptor.ContainsHeader = True
    descriptor.setFilterFields((field,))
    cells.filter(descriptor)


def _find(session: Session, book: int, table: str) -> str:
    return next((name for name in session.tables(book) if name.lower() == table.lower()), "")


def _table(session: Session, book: int, table: str) -> Any:
    found = _find(session, book, table)
    if not found:
        raise Rejected(f"no table named {table!r}")
    return session.tables(book)[found]


def _overlaps(session: Session, where: list, besides: str = "") -> bool:
    book, sheet, row, column, rows, columns = where
    for name in tables(session, book, sheet):
        y, x, height, width = table_range(session, book, name)
        apart = y >= row + rows or row >= y + height or x >= column + columns or column >= x + width
        if name.lower() != besides.lower() and not apart:
            return True
    return False


REQUESTS = (
    tables, table_range, table_flags, set_table_filter, resize_table, add_table, rename_table, unlist_table, filter_table,
)  # fmt: skip
