"""The paragraphs of a body in reading order with the table cell they stand in, revisions taken as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docgen.kit.ooxml import w

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What a reader no longer sees.
GONE = {w(name) for name in ("del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange")} | {f"{MC}Fallback"}
Cell = tuple[int, int, int]


@dataclass
class Tables:
    """Numbers the tables as they come."""

    count: int = field(default=-1)

    def next(self) -> int:
        """The next number."""
        self.count += 1
        return self.count


def paragraphs(
    container: Any, cell: Cell | None = None, tables: Tables | None = None
) -> Iterator[tuple[Any, Cell | None]]:
    """Every paragraph of ``container`` with its (table, row, column), text boxes after the paragraph that holds them."""
    tables = tables or Tables()
    for child in container:
        if child.tag in GONE:
            continue
        if child.tag == w("p"):
            yield child, cell
            for box in _boxes(child):
                yield from paragraphs(box, (tables.next(), 0, 0), tables)
        elif child.tag == w("tbl"):
            yield from _table(child, cell, tables)
        elif child.tag != w("sectPr") and len(child):
            yield from paragraphs(child, cell, tables)  # content controls, custom XML, insertions


def _boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(w("txbxContent")):
        if next(box.iterancestors(w("p"))) is not paragraph:
            continue  # a box inside a box is read with the outer one
        if not any(above.tag in GONE for above in box.iterancestors()):
            yield box


def _table(table: Any, outer: Cell | None, tables: Tables) -> Iterator[tuple[Any, Cell | None]]:
    rows = [row for row in _inside(table, w("tr"), w("tbl")) if row.find(f"{w('trPr')}/{w('del')}") is None]
    cells = [list(_inside(row, w("tc"), w("tr"))) for row in rows]
    frame = all(len(row) <= 1 for row in cells)  # one column: a frame round text, no table to a reader
    number = tables.next()
    for at, row in enumerate(rows):
        column = _span(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        for content in cells[at]:
            if content.find(f"{w('tcPr')}/{w('cellDel')}") is None:
                yield from paragraphs(content, outer if frame else (number, at, column), tables)
            column += _span(content.find(f"{w('tcPr')}/{w('gridSpan')}"), 1)


def _inside(element: Any, tag: str, own: str) -> Iterator[Any]:
    """The ``tag`` elements below ``element`` through controls and insertions, not those of tables within."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in GONE and child.tag not in {own, w("p"), w("tc"), w("tbl")} and len(child):
            yield from _inside(child, tag, own)


def _span(element: Any, default: int) -> int:
    text = element.get(w("val")) if element is not None else None
    return int(text) if text and text.isdigit() and len(text) < 4 else default


def runs(paragraph: Any) -> Iterator[Any]:
    """The runs and simple fields of a paragraph as it reads, without what was deleted and without its text boxes."""
    for child in paragraph:
        if child.tag in GONE or child.tag == w("pPr"):
            continue
        if child.tag in {w("r"), w("fldSimple")}:
            yield child
        if child.tag != w("r") and len(child):
            yield from runs(child)


def runs_on(paragraph: Any) -> bool:
    """The paragraph's mark was deleted: it reads on in the next one."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None)
