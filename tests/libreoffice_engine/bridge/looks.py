"""Requests about how cells look: number formats, colours, fonts, widths and heights.

A property that differs within a range is None, as in Excel.
"""

from __future__ import annotations

import re
from typing import Any

from com.sun.star.awt.FontSlant import ITALIC, NONE
from com.sun.star.util.NumberFormat import DATE, LOGICAL, TIME
from session import Session, groups_of

BOLD, NORMAL = 150.0, 100.0
HUNDREDTHS_OF_MM_PER_POINT = 2540 / 72
PIXELS_PER_INCH, DIGIT_PIXELS, PADDING_PIXELS = 96, 7, 5  # Calibri 11, Excel's default font
QUOTED = re.compile(r'("[^"]*"|\\.|\[[^\]]*\]|AM/PM|A/P)', re.IGNORECASE)


def number_format(session: Session, where: list) -> Any:
    """The number format in Excel's spelling ("dd/mm/yyyy")."""
    return _common(
        _format_text(*session.format_of(where[0], group.NumberFormat)) for group in _groups(session, where)
    )


def set_number_format(session: Session, where: list, number_format: str) -> None:
    """Set the number format; cells holding TRUE or FALSE keep theirs, by which LibreOffice knows them."""
    key = session.format_key(where[0], number_format)
    with session.writing(where, contents=False):
        for group in _groups(session, where):
            if not session.format_of(where[0], group.NumberFormat)[0] & LOGICAL:
                group.NumberFormat = key


def color(session: Session, where: list) -> Any:
    """The fill as 0xRRGGBB; -1 for none; black when it differs within the range, as in Excel."""
    found = {group.CellBackColor for group in _groups(session, where)}
    return found.pop() if len(found) == 1 else 0


def set_color(session: Session, where: list, color: int) -> None:
    """Fill with 0xRRGGBB, or with nothing (-1)."""
    with session.writing(where, contents=False):
        session.cells(where).CellBackColor = color


def set_colors(session: Session, where: list, colors: list) -> None:
    """Fill cell by cell; None leaves a cell alone."""
    cells = session.cells(where)
    with session.writing(where, contents=False):
        for y, row in enumerate(colors):
            for x, color in enumerate(row):
                if color is not None:
                    cells.getCellByPosition(x, y).CellBackColor = color


def font(session: Session, where: list, part: str) -> Any:
    """``part`` of the font: bold, italic, size, name or color (0xRRGGBB, black when automatic)."""
    return _common(FONT_READERS[part](group) for group in _groups(session, where))


def set_font(session: Session, where: list, part: str, value: Any) -> None:
    """Set ``part`` of the font."""
    cells = session.cells(where)
    with session.writing(where, contents=False):
        if part == "bold":
            cells.CharWeight = BOLD if value else NORMAL
        elif part == "italic":
            cells.CharPosture = ITALIC if value else NONE
        else:
            setattr(cells, {"size": "CharHeight", "name": "CharFontName", "color": "CharColor"}[part], value)


def wrap_text(session: Session, where: list) -> Any:
    """Whether text wraps."""
    return _common(group.IsTextWrapped for group in _groups(session, where))


def set_wrap_text(session: Session, where: list, on: bool) -> None:
    """Let text wrap or not."""
    with session.writing(where, contents=False):
        session.cells(where).IsTextWrapped = on


def row_height(session: Session, where: list) -> Any:
    """Height of the rows in points."""
    return _common(
        round(row.Height / HUNDREDTHS_OF_MM_PER_POINT, 2) for row in _lines(session, where, "Rows")
    )


def set_row_height(session: Session, where: list, points: float) -> None:
    """Set the height of the rows in points."""
    with session.writing(where, contents=False):
        session.cells(where).Rows.Height = round(points * HUNDREDTHS_OF_MM_PER_POINT)


def column_width(session: Session, where: list) -> Any:
    """Width of the columns in characters."""
    widths = (column.Width / 2540 * PIXELS_PER_INCH for column in _lines(session, where, "Columns"))
    return _common(round(max(0.0, pixels - PADDING_PIXELS) / DIGIT_PIXELS, 1) for pixels in widths)


def set_column_width(session: Session, where: list, characters: float) -> None:
    """Set the width of the columns in characters."""
    pixels = characters * DIGIT_PIXELS + PADDING_PIXELS
    with session.writing(where, contents=False):
        session.cells(where).Columns.Width = round(pixels / PIXELS_PER_INCH * 2540)


def hidden(session: Session, where: list, axis: str) -> Any:
    """Whether the "Rows" or "Columns" are hidden; one question for all of them, since each takes milliseconds."""
    cells = session.cells(where)
    lines: set = set()
    for box in cells.queryVisibleCells().RangeAddresses:
        first, last = (box.StartRow, box.EndRow) if axis == "Rows" else (box.StartColumn, box.EndColumn)
        lines.update(range(first, last + 1))
    if not lines:
        return _common(not line.IsVisible for line in _lines(session, where, axis))
    return False if len(lines) == where[4 if axis == "Rows" else 5] else None


def hide(session: Session, where: list, axis: str, hidden: bool) -> None:
    """Hide or show the "Rows" or "Columns"."""
    with session.writing(where, contents=False):
        getattr(session.cells(where), axis).IsVisible = not hidden


def autofit(session: Session, where: list, axis: str) -> None:
    """Fit the "Rows" or "Columns" to their contents."""
    used = session.used(where)
    with session.writing(where, contents=False):
        if used is not None and axis == "Rows":
            used.Rows.OptimalHeight = True
        elif used is not None:
            used.Columns.OptimalWidth = True


def locked(session: Session, where: list) -> Any:
    """Whether protection locks the cells."""
    return _common(group.CellProtection.IsLocked for group in _groups(session, where))


def set_locked(session: Session, where: list, on: bool) -> None:
    """Let protection lock the cells or not."""
    with session.writing(where, contents=False):
        for group in _groups(session, where):
            protection = group.CellProtection
            protection.IsLocked = on
            group.CellProtection = protection


FONT_READERS = {
    "bold": lambda group: group.CharWeight >= BOLD,
    "italic": lambda group: group.CharPosture == ITALIC,
    "size": lambda group: group.CharHeight,
    "name": lambda group: group.CharFontName,
    "color": lambda group: max(0, group.CharColor),
}


def _groups(session: Session, where: list) -> list:
    return groups_of(session.cells(where))


def _lines(session: Session, where: list, axis: str) -> list:
    lines = getattr(session.cells(where), axis)
    return [lines.getByIndex(i) for i in range(min(lines.Count, 1000))]


def _common(values: Any) -> Any:
    found = list(values)
    return found[0] if all(value == found[0] for value in found) else None


def _format_text(kind: int, text: str) -> str:
    if kind & LOGICAL:
        return "General"
    if not kind & (DATE | TIME):
        return text.replace("[RED]", "[Red]")
    parts = QUOTED.split(text)
    return "".join(
        part if i % 2 and not part.startswith("[") else part.lower() for i, part in enumerate(parts)
    )


REQUESTS = (
    number_format, set_number_format, color, set_color, set_colors, font, set_font, wrap_text, set_wrap_text,
    row_height, set_row_height, column_width, set_column_width, hidden, hide, autofit, locked, set_locked,
)  # fmt: skip
