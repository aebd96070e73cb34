"""What officials added to a master workbook that a rebuilt one would lack: sheets, columns, notes.

The file door builds workbooks anew; what it does not know it cannot carry over. The buttons in Excel leave all of it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.text import key
from pii_xl.layout import BOOK, MASTER
from pii_xl.layout.parts import Layout, Table
from pii_xl.workbook.reading.package import Package, local
from pii_xl.workbook.reading.reader import Book, header_row, headings, is_blank
from pii_xl.workspace.identity import NOTE_SIGN, SYSTEM_SHEETS
from pii_xl.workspace.table_read import column_letters

SHOWN = 5
"""So many of a kind are named; the others are counted."""
FORMER_STORED = frozenset({key("Mục tiêu hạng (từ trên xuống)")})
"""Headings of stored columns of earlier versions, whose figures stand elsewhere today."""
FORMER_COMPUTED = frozenset(
    key(heading)
    for heading in (
        "Chưa đến hạn",
        "Chậm hay quá hạn",
        "Chỉ số cần minh chứng",
        "Dòng ở Bảng điều khiển",
        "Minh chứng bằng lời",
        "Mục tiêu (lớn hơn)",
        "Nhiệm vụ bằng lời",
        "Phần trăm quãng, viết ra",
        "Quá hạn bằng lời",
        "Quãng đi được",
        "Số liệu bằng lời",
        "Số liệu được giao",
        "Thời hạn bằng lời",
    )
)
"""Headings of computed columns that workbooks of earlier versions still have; with typed cells they are an official's own."""
_COMMENTS = "comments"


def own_content(book: Book, layout: Layout) -> list[str]:
    """What would be lost, each kind in words; ``layout``: what the workbook itself shows."""
    kinds = {"trang": _sheets(book), "cột": _columns(book, layout), "ghi chú ở ô": _notes(book.path)}
    return [f"{kind} {_listed(list(found))}" for kind, found in kinds.items() if found]


def _listed(found: list[str]) -> str:
    more = f" và {len(found) - SHOWN} nơi khác" if len(found) > SHOWN else ""
    return ", ".join(found[:SHOWN]) + more


def _sheets(book: Book) -> list[str]:
    known = {key(name) for name in (*(sheet.name for sheet in BOOK.sheets), *SYSTEM_SHEETS)}
    return [
        f"“{name}”" for name, rows in book.sheets.items() if key(name) not in known and not _is_empty(rows)
    ]


def _is_empty(rows: list[list[Any]]) -> bool:
    return all(is_blank(content) for row in rows for content in row)


def _columns(book: Book, layout: Layout) -> list[str]:
    return [text for table in MASTER.tables for text in _beside(book, layout, layout.table(table.name))]


def _beside(book: Book, layout: Layout, table: Table) -> Iterator[str]:
    """Columns with a heading that none of the sheet's tables has, beside or within this table."""
    found = book.sheet(table.sheet)
    at = header_row(found[1], table) if found else None
    if found is None or at is None:
        return
    sheet, rows = found
    ours = FORMER_STORED | {heading for other in layout.tables_on(table.sheet) for heading in headings(other)}
    for position, heading in enumerate(rows[at]):
        if is_blank(heading) or key(heading) in ours:
            continue
        cells = [
            f"{column_letters(position)}{number}"
            for number, row in enumerate(rows[at + 1 :], start=at + 2)
            if position < len(row) and not is_blank(row[position])
        ]
        if cells and not (key(heading) in FORMER_COMPUTED and _are_computed(book, sheet, cells)):
            yield f"“{heading}” (trang “{sheet}”, cột {column_letters(position)})"


def _are_computed(book: Book, sheet: str, cells: list[str]) -> bool:
    marks = book.scan.marks.get(sheet, {})
    return all(cell in marks and marks[cell].formula for cell in cells)


def _notes(path: Path) -> list[str]:
    """Notes on cells that no button wrote."""
    with Package(path) as package:
        if not package.book:
            return []
        return [f"{name}!{cell}" for name, part in package.sheets() for cell in _notes_on(package, part)]


def _notes_on(package: Package, part: str) -> Iterator[str]:
    for kind, target in package.related(part).values() if part else ():
        if kind == _COMMENTS and target in package:
            for comment in package.tree(target).iter():
                if local(comment.tag) == "comment" and not _is_ours("".join(comment.itertext())):
                    yield str(comment.get("ref"))


def _is_ours(text: str) -> bool:
    return text.strip().startswith(NOTE_SIGN) or not text.strip()


def check_nothing_is_lost(book: Book, layout: Layout) -> None:
    """Raises UnreadableError E116 when a workbook built anew from this one would lack something."""
    lost = own_content(book, layout)
    if lost:
        raise UnreadableError("E116", file=book.path, content="; ".join(lost))
