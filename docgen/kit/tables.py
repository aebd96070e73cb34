"""Tables: ruled tables with a repeating header row, and borderless ones for the letterhead and the signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docgen.kit.draft import Draft
from docgen.kit.inline import run
from docgen.kit.measure import width_mm, wrapped
from docgen.kit.ooxml import dxa_of_mm, element, w
from docgen.kit.styles import BY_ID
from docgen.kit.xml_text import quoted
from docgen.wording.typography import tidy

CELL_PADDING = 2.0  # mm, both sides together
ROUNDING = 0.5  # mm, for what a program measures differently
NARROWEST_TEXT = 25.0  # mm
LONGEST_WORD = 45.0  # mm; a longer word is broken rather than given more room
WHOLE_TABLE = 30  # a table with more lines of text, over half a page, may break over two pages
MANY_LINES = 14  # a row with more lines may break over two pages


@dataclass(frozen=True)
class Column:
    """A column: its heading, width in mm and the style of its cells."""

    title: str
    width: float
    style: str = "BangChu"


@dataclass(frozen=True)
class Group:
    """A row that spans the table and names the rows below it."""

    text: str


@dataclass(frozen=True)
class Total:
    """The last row: sums, in bold."""

    texts: Sequence[str]


Row = Sequence[str] | Group | Total


def add_table(
    draft: Draft, columns: Sequence[Column], rows: Iterable[Row], *, title: str, size: float = 12
) -> None:
    """A ruled table; ``title`` is its alternative text, ``size`` the text size if not that of the styles."""
    rows = list(rows)
    columns = fitted(columns, rows, size)
    table = element(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BangKe"/><w:tblW w:w="{_total(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoted(tidy(title))}/>"
        f"<w:tblDescription w:val={quoted(_description(columns))}/></w:tblPr>"
        f"{_grid([column.width for column in columns])}</w:tbl>"
    )
    table.append(element(_header_row(columns, size)))
    for row in rows:
        table.append(element(_any_row(columns, row, size)))
    if sum(_lines(columns, row, size) for row in rows) <= WHOLE_TABLE:
        _keep_together(table)
    draft.place(table)


def _keep_together(table: Any) -> None:
    """Keep a short table on one page, together with the note below it."""
    for style in table.iter(w("pStyle")):
        if not BY_ID[style.get(w("val"))].keep_next:
            style.addnext(element("<w:keepNext/>"))


def fitted(columns: Sequence[Column], rows: Sequence[Row], size: float) -> list[Column]:
    """``columns`` wide enough for their numbers and longest words, at the expense of the widest text column."""
    lines = [texts for row in rows if not isinstance(row, Group) for texts in (_texts(row),)]
    bold = [isinstance(row, Total) for row in rows if not isinstance(row, Group)]
    widths = []
    for at, column in enumerate(columns):
        cells = [(column.title, True), *((line[at], heavy) for line, heavy in zip(lines, bold, strict=True))]
        widths.append(max(column.width, _needed(column.style, cells, size)))
    texts = [at for at, column in enumerate(columns) if column.style == "BangChu"]
    surplus = sum(widths) - sum(column.width for column in columns)
    if surplus > 0 and texts:
        widest = max(texts, key=lambda at: widths[at])
        widths[widest] = max(widths[widest] - surplus, NARROWEST_TEXT)
    return [replace(column, width=width) for column, width in zip(columns, widths, strict=True)]


def _texts(row: Sequence[str] | Total) -> Sequence[str]:
    return row.texts if isinstance(row, Total) else row


def _needed(style: str, cells: Sequence[tuple[str, bool]], size: float) -> float:
    """The width that numbers need on one line and words unbroken; 0 when a word is too long to be kept whole."""
    pieces = [
        (piece, heavy)
        for text, heavy in cells
        for piece in ([tidy(text)] if style == "BangSo" and text != cells[0][0] else tidy(text).split(" "))
    ]
    whole = [width_mm(piece, size, bold=heavy) for piece, heavy in pieces]
    kept = [width for width in whole if style == "BangSo" or width <= LONGEST_WORD]
    return max(kept, default=0) + CELL_PADDING + ROUNDING


def _total(columns: Sequence[Column]) -> int:
    return sum(dxa_of_mm(column.width) for column in columns)


def _description(columns: Sequence[Column]) -> str:
    return "Các cột: " + "; ".join(tidy(column.title) for column in columns)


def _grid(widths: Sequence[float]) -> str:
    return (
        "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{dxa_of_mm(width)}"/>' for width in widths) + "</w:tblGrid>"
    )


def _cell(text: str, width: int, style: str, size: float, span: int = 1, bold: bool = False) -> str:
    text = tidy(text)
    body = run(text, "Dam" if bold else "", 0 if size == BY_ID[style].size else size) if text else ""
    spanning = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{body}</w:p></w:tc>'
    )


def _header_row(columns: Sequence[Column], size: float) -> str:
    cells = "".join(_cell(column.title, dxa_of_mm(column.width), "BangTieuDe", size) for column in columns)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _group_row(columns: Sequence[Column], group: Group, size: float) -> str:
    cell = _cell(group.text, _total(columns), "BangNhom", size, len(columns))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _any_row(columns: Sequence[Column], row: Row, size: float) -> str:
    match row:
        case Group():
            return _group_row(columns, row, size)
        case Total(texts):
            return _row(columns, texts, size, bold=True)
        case _:
            return _row(columns, row, size)


def _lines(columns: Sequence[Column], row: Row, size: float) -> int:
    """How many lines of text a row takes."""
    if isinstance(row, Group):
        return 1
    pairs = zip(columns, _texts(row), strict=True)
    return max(len(wrapped(str(text), size, column.width - CELL_PADDING)) for column, text in pairs)


def _row(columns: Sequence[Column], texts: Sequence[str], size: float, bold: bool = False) -> str:
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if _lines(columns, texts, size) <= MANY_LINES else ""
    cells = "".join(
        _cell(text, dxa_of_mm(column.width), column.style, size, bold=bold)
        for column, text in zip(columns, texts, strict=True)
    )
    return f"<w:tr>{whole}{cells}</w:tr>"


def add_layout(draft: Draft, widths: Sequence[float], n_rows: int = 1) -> list[list[Any]]:
    """A borderless table; gives its cells, row by row, for ``Draft.paragraph(into=…)``. Rows do not split."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{dxa_of_mm(width)}" w:type="dxa"/></w:tcPr></w:tc>' for width in widths
    )
    rows = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>" * n_rows
    total = sum(dxa_of_mm(width) for width in widths)
    table = element(
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"{_grid(widths)}{rows}</w:tbl>"
    )
    draft.place(table)
    return [row.findall(w("tc")) for row in table.findall(w("tr"))]
