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
NARROWEST_TEXT = 25.0  # mm
WHOLE_TABLE = 9  # a table with more rows may break over two pages
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


Row = Sequence[str] | Group


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
        table.append(
            element(_group_row(columns, row, size) if isinstance(row, Group) else _row(columns, row, size))
        )
    if len(rows) <= WHOLE_TABLE:
        _keep_together(table)
    draft.place(table)


def _keep_together(table: Any) -> None:
    """Keep a short table on one page, together with the note below it."""
    for style in table.iter(w("pStyle")):
        if not BY_ID[style.get(w("val"))].keep_next:
            style.addnext(element("<w:keepNext/>"))


def fitted(columns: Sequence[Column], rows: Sequence[Row], size: float) -> list[Column]:
    """``columns`` with number columns wide enough for their numbers, at the expense of the widest text column."""
    widths = [column.width for column in columns]
    for at, column in enumerate(columns):
        if column.style == "BangSo":
            longest = max(
                (width_mm(tidy(row[at]), size) for row in rows if not isinstance(row, Group)), default=0
            )
            widths[at] = max(column.width, longest + CELL_PADDING + 0.5)
    texts = [at for at, column in enumerate(columns) if column.style == "BangChu"]
    surplus = sum(widths) - sum(column.width for column in columns)
    if surplus > 0 and texts:
        widest = max(texts, key=lambda at: widths[at])
        widths[widest] = max(widths[widest] - surplus, NARROWEST_TEXT)
    return [replace(column, width=width) for column, width in zip(columns, widths, strict=True)]


def _total(columns: Sequence[Column]) -> int:
    return sum(dxa_of_mm(column.width) for column in columns)


def _description(columns: Sequence[Column]) -> str:
    return "Các cột: " + "; ".join(tidy(column.title) for column in columns)


def _grid(widths: Sequence[float]) -> str:
    return (
        "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{dxa_of_mm(width)}"/>' for width in widths) + "</w:tblGrid>"
    )


def _cell(text: str, width: int, style: str, size: float, span: int = 1) -> str:
    text = tidy(text)
    body = run(text) if text else ""
    if body and size != BY_ID[style].size:
        half = round(size * 2)
        body = body.replace("<w:r>", f'<w:r><w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>', 1)
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


def _row(columns: Sequence[Column], texts: Sequence[str], size: float) -> str:
    pairs = list(zip(columns, texts, strict=True))
    lines = max(len(wrapped(str(text), size, column.width - CELL_PADDING)) for column, text in pairs)
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if lines <= MANY_LINES else ""
    cells = "".join(_cell(text, dxa_of_mm(column.width), column.style, size) for column, text in pairs)
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
