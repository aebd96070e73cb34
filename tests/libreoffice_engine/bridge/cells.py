"""Requests about the contents of cells: values, formulas, moving about, inserting, notes, links."""

from __future__ import annotations

from typing import Any

import uno
from com.sun.star.sheet.CellFlags import (
    ANNOTATION,
    DATETIME,
    EDITATTR,
    FORMATTED,
    FORMULA,
    HARDATTR,
    OBJECTS,
    STRING,
    STYLES,
    VALUE,
)
from com.sun.star.table import CellRangeAddress
from com.sun.star.util.NumberFormat import CURRENCY, DATE, LOGICAL, TEXT
from entry import Entry, entry
from formulas import to_calc, to_excel
from session import MAX_COLUMNS, MAX_ROWS, Rejected, Session, address_of, groups_of

CONTENTS = VALUE | DATETIME | STRING | FORMULA
EVERYTHING = CONTENTS | ANNOTATION | HARDATTR | STYLES | OBJECTS | EDITATTR | FORMATTED
ERROR_FORMULAS = 4  # com.sun.star.sheet.FormulaResult.ERROR
ERRORS = {
    32767: "#N/A",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
}
SYNTAX_ERRORS = range(507, 517)
GENERAL = "General"


def read(session: Session, where: list) -> list:
    """Values of ``where``: None, number, text, boolean, ``{"date": serial}``, ``{"amount": number}``, ``{"error": "#N/A"}``.

    Rows and columns after the sheet's used area may be left out.
    """
    used = session.used(where)
    if used is None:
        return []
    data = used.getDataArray()
    rows = [[None if value == "" else value for value in row] for row in data]
    if any(isinstance(value, float) for row in rows for value in row):
        _mark_dates_and_booleans(session, where, used, rows)
    if any(value is None for row in data for value in row):
        _mark_errors(where, used, rows)
    return rows


def read_formulas(session: Session, where: list) -> list:
    """Formulas of ``where`` as Excel's ``Range.Formula``: "=SUM(A1,B1)", constants as text, blanks as ""."""
    used = session.used(where)
    if used is None:
        return []
    rows = [[_constant(value) for value in row] for row in read(session, where)]
    written = used.getFormulaArray()
    for y, x in _all_positions(used.queryContentCells(FORMULA), where[2] - 1, where[3] - 1):
        if not written[y][x].startswith(("=TRUE()", "=FALSE()", "=#")):  # constants, stored as formulas
            rows[y][x] = to_excel(written[y][x])
    return rows


def write(session: Session, where: list, rows: list, strict: bool = False) -> None:
    """Assign ``rows`` to ``where`` as ``Range.Value`` does; one row of one value fills the range.

    ``strict`` refuses a string for a cell that is no text cell: what Excel reads in it depends on the machine. A formula
    in a table's column without other content becomes the formula of every row, as Excel's "Fill formulas in tables" does.
    """
    cells = session.cells(where)
    if len(rows) == 1 and len(rows[0]) == 1:
        rows = [rows[0] * where[5]] * where[4]
    with session.writing(where):
        formats = _plain_formats(session, where, cells)
        noted = _noted(cells)
        if strict:
            _refuse_typed_text(rows, formats)
        entries = [
            [entry(value, formats.get((y, x)) == "@") for x, value in enumerate(row)]
            for y, row in enumerate(rows)
        ]
        cells.setDataArray(tuple(tuple(_plain(found) for found in row) for row in entries))
        _set_formats(session, where, cells, entries, formats)
        for y, row in enumerate(entries):
            for x, found in enumerate(row):
                if found.kind in ("formula", "error"):
                    _set_formula(cells.getCellByPosition(x, y), found)
        _fill_calculated_columns(session, where, entries)
        for address, text in noted:
            session.sheet(where[0], where[1]).Annotations.insertNew(address, text)


def _refuse_typed_text(rows: list, formats: dict) -> None:
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, str) and value and value[0] not in "='#" and formats.get((y, x)) != "@":
                raise Rejected(
                    f"Excel would read {value!r} as if it were typed: make the cell a text cell first"
                )


def _fill_calculated_columns(session: Session, where: list, entries: list) -> None:
    columns = {x: found.value for row in entries for x, found in enumerate(row) if found.kind == "formula"}
    if not columns:
        return
    place = session.sheet(where[0], where[1]).RangeAddress.Sheet
    for table in session.tables(where[0]).values():
        area = table.DataArea
        if area.Sheet != place:
            continue
        for x in columns:
            column = where[3] - 1 + x
            if area.StartColumn <= column <= area.EndColumn:
                _fill_column(session, where, (area.StartRow + 1, area.EndRow, column))


def _fill_column(session: Session, where: list, column: tuple) -> None:
    """Copy the last formula written to a table's column to its other rows, unless a constant stands among them."""
    first, last, x = column
    sheet = session.sheet(where[0], where[1])
    body = sheet.getCellRangeByPosition(x, first, x, last)
    texts = [row[0] for row in body.getFormulaArray()]
    written = range(where[2] - 1, where[2] - 1 + where[4])
    formulas = [row for row in written if first <= row <= last and texts[row - first].startswith("=")]
    if not formulas or any(text and not text.startswith("=") for text in texts):
        return
    source = sheet.getCellRangeByPosition(x, formulas[-1], x, formulas[-1]).RangeAddress
    for row in range(first, last + 1):
        if row != formulas[-1]:
            sheet.copyRange(sheet.getCellByPosition(x, row).CellAddress, source)


def _noted(cells: Any) -> list:
    """(address, text) of the notes in a range: LibreOffice drops them when data are assigned, Excel does not."""
    found = []
    for box in cells.queryContentCells(ANNOTATION).RangeAddresses:
        for y, x in _positions(box, cells.RangeAddress.StartRow, cells.RangeAddress.StartColumn):
            cell = cells.getCellByPosition(x, y)
            found.append((cell.CellAddress, cell.getAnnotation().String))
    return found


def end(session: Session, where: list, direction: str) -> list:
    """[row, column] that Ctrl+arrow reaches from the first cell of ``where``."""
    book, sheet, row, column = where[:4]
    rows, columns = {"up": (row, 1), "left": (1, column)}.get(direction, (MAX_ROWS, MAX_COLUMNS))
    first = {"up": (1, column), "left": (row, 1)}.get(direction, (row, column))
    line = (rows, 1) if direction in ("up", "down") else (1, columns)
    used = session.used([book, sheet, *first, *line])
    filled = [text != "" for cells in (used.getFormulaArray() if used is not None else ()) for text in cells]
    length = max(line)
    if direction in ("up", "left"):
        filled = ([*filled, *[False] * (length - len(filled))])[::-1]
    steps = _steps(filled)
    if steps is None:
        last = {"up": 1, "left": 1, "down": MAX_ROWS, "right": MAX_COLUMNS}[direction]
        return [last, column] if direction in ("up", "down") else [row, last]
    down, right = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}[direction]
    return [row + down * steps, column + right * steps]


def _steps(filled: list) -> Any:
    """How far Ctrl+arrow goes along cells of which ``filled`` tells; None for the edge of the sheet."""
    if len(filled) > 1 and filled[0] and filled[1]:
        return filled.index(False) - 1 if False in filled else len(filled) - 1
    return next((i for i, full in enumerate(filled) if i and full), None)


def current_region(session: Session, where: list) -> list:
    """[row, column, rows, columns] of the block around the first cell."""
    cursor = session.sheet(where[0], where[1]).createCursorByRange(session.cells([*where[:4], 1, 1]))
    cursor.collapseToCurrentRegion()
    return address_of(cursor)


def has_array(session: Session, where: list) -> bool:
    """Whether the range is part of an array formula."""
    return bool(session.cells(where).getArrayFormula())


def clear(session: Session, where: list, contents_only: bool) -> None:
    """Empty ``where``; without ``contents_only`` formats and notes go too."""
    used = session.used(where)
    with session.writing(where, contents=contents_only):
        if contents_only and used is not None:
            _plain_formats(session, where, used)
            used.clearContents(CONTENTS)
        elif not contents_only:
            session.cells(where).clearContents(EVERYTHING)


def clear_formats(session: Session, where: list) -> None:
    """Take the formats off ``where``."""
    with session.writing(where, contents=False):
        session.cells(where).clearContents(HARDATTR | STYLES | EDITATTR)


def insert_cells(session: Session, where: list, shift: str) -> None:
    """Insert cells at ``where``, pushing the others "down" or to the "right"."""
    mode = uno.Enum("com.sun.star.sheet.CellInsertMode", {"down": "DOWN", "right": "RIGHT"}[shift])
    with session.writing(where, contents=False):
        session.sheet(where[0], where[1]).insertCells(session.cells(where).RangeAddress, mode)


def delete_cells(session: Session, where: list, shift: str) -> None:
    """Remove the cells of ``where``, pulling the others "up" or to the "left"."""
    mode = uno.Enum("com.sun.star.sheet.CellDeleteMode", {"up": "UP", "left": "LEFT"}[shift])
    with session.writing(where, contents=False):
        session.sheet(where[0], where[1]).removeRange(session.cells(where).RangeAddress, mode)


def copy_cells(session: Session, where: list, to: list) -> None:
    """Copy ``where``, formats and all, to the range that begins at ``to``."""
    target = session.cells([*to[:4], 1, 1])
    with session.writing([*to[:4], where[4], where[5]]):
        session.sheet(to[0], to[1]).copyRange(
            target.getCellByPosition(0, 0).CellAddress, session.cells(where).RangeAddress
        )


def notes(session: Session, book: int, sheet: str) -> list:
    """[row, column] of the cells of ``sheet`` that have a note."""
    return [
        [note.Position.Row + 1, note.Position.Column + 1] for note in session.sheet(book, sheet).Annotations
    ]


def note(session: Session, where: list) -> Any:
    """{"text": …, "author": …} of the note of a cell; None when it has none."""
    found = _note(session, where)
    return {"text": found.String, "author": found.Author} if found else None


def set_note(session: Session, where: list, text: str) -> None:
    """Give a cell a note, or its note another text."""
    with session.writing(where, contents=False):
        _remove_note(session, where)
        address = session.cells(where).getCellByPosition(0, 0).CellAddress
        session.sheet(where[0], where[1]).Annotations.insertNew(address, text)


def delete_note(session: Session, where: list) -> None:
    """Remove the note of a cell."""
    with session.writing(where, contents=False):
        _remove_note(session, where)


def link(session: Session, where: list) -> str:
    """Address of the hyperlink in a cell; refused when there is none."""
    fields = session.cells([*where[:4], 1, 1]).getCellByPosition(0, 0).TextFields
    if not fields.Count:
        raise Rejected("the cell doesn't seem to contain a hyperlink!")
    return fields.getByIndex(0).URL


def set_link(session: Session, where: list, address: str, text: str) -> None:
    """Put a hyperlink into every cell of ``where``."""
    cells = session.cells(where)
    with session.writing(where, contents=False):
        for y in range(where[4]):
            for x in range(where[5]):
                cell = cells.getCellByPosition(x, y)
                field = session.documents[where[0]].createInstance("com.sun.star.text.TextField.URL")
                field.URL, field.Representation = address, text
                cell.setString("")
                cell.insertTextContent(cell.createTextCursor(), field, False)


def clear_link(session: Session, where: list) -> None:
    """Make linked cells plain text; others stay."""
    cells = session.cells(where)
    with session.writing(where, contents=False):
        for y in range(where[4]):
            for x in range(where[5]):
                cell = cells.getCellByPosition(x, y)
                if cell.Type.value == "TEXT" and cell.TextFields.Count:
                    cell.setString(cell.getString())


def _mark_dates_and_booleans(session: Session, where: list, cells: Any, rows: list) -> None:
    top, left = where[2] - 1, where[3] - 1
    for group in groups_of(cells):
        kind = session.format_of(where[0], group.NumberFormat)[0]
        if not kind & (DATE | LOGICAL | CURRENCY):
            continue
        for y, x in _all_positions(group, top, left):
            if isinstance(rows[y][x], float):
                rows[y][x] = _marked(kind, rows[y][x])


def _marked(kind: int, number: float) -> Any:
    if kind & DATE:
        return {"date": number}
    return {"amount": number} if kind & CURRENCY else bool(number)


def _mark_errors(where: list, cells: Any, rows: list) -> None:
    for y, x in _all_positions(cells.queryFormulaCells(ERROR_FORMULAS), where[2] - 1, where[3] - 1):
        rows[y][x] = {"error": ERRORS.get(cells.getCellByPosition(x, y).getError(), "#VALUE!")}


def _all_positions(ranges: Any, top: int, left: int) -> list:
    return [position for box in ranges.RangeAddresses for position in _positions(box, top, left)]


def _positions(box: Any, top: int, left: int) -> Any:
    for y in range(box.StartRow - top, box.EndRow - top + 1):
        for x in range(box.StartColumn - left, box.EndColumn - left + 1):
            yield y, x


def _constant(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dict):
        value = next(iter(value.values()))
    return value if isinstance(value, str) else f"{value:.15g}"


def _plain_formats(session: Session, where: list, cells: Any) -> dict:
    """(row, column) -> "@" or "General", other cells left out.

    Undoes on the way the format by which LibreOffice marks booleans, which is General to Excel.
    """
    formats = {}
    for group in groups_of(cells):
        kind, text = session.format_of(where[0], group.NumberFormat)
        if kind & LOGICAL:
            group.NumberFormat = session.format_key(where[0], GENERAL)
            text = GENERAL
        text = "@" if kind & TEXT else text
        if text in ("@", GENERAL):
            formats.update(dict.fromkeys(_all_positions(group, where[2] - 1, where[3] - 1), text))
    return formats


def _plain(found: Entry) -> Any:
    if found.kind in ("formula", "error", "empty"):
        return ""
    return float(found.value) if found.kind in ("number", "boolean") else found.value


def _set_formats(session: Session, where: list, cells: Any, entries: list, formats: dict) -> None:
    """The formats Excel adds by itself in General cells, and LibreOffice's mark of booleans."""
    wanted: dict = {}
    for y, row in enumerate(entries):
        for x, found in enumerate(row):
            text = "BOOLEAN" if found.kind == "boolean" else found.number_format
            if text and (text == "BOOLEAN" or formats.get((y, x)) == GENERAL):
                wanted.setdefault(text, []).append((y, x))
    top, left = where[2] - 1, where[3] - 1
    sheet = cells.RangeAddress.Sheet
    for text, positions in wanted.items():
        target = session.documents[where[0]].createInstance("com.sun.star.sheet.SheetCellRanges")
        boxes = (CellRangeAddress(sheet, left + x, top + y, left + x, top + y) for y, x in positions)
        target.addRangeAddresses(tuple(boxes), True)
        target.NumberFormat = session.format_key(where[0], text)


def _set_formula(cell: Any, found: Entry) -> None:
    cell.setFormula(to_calc(found.value) if found.kind == "formula" else "=" + found.value)
    if cell.getError() in SYNTAX_ERRORS:
        cell.setString("")
        raise Rejected(f"not a formula: {found.value!r}")


def _note(session: Session, where: list) -> Any:
    """The note of a cell; one without text counts as none."""
    found = session.cells([*where[:4], 1, 1]).getCellByPosition(0, 0).getAnnotation()
    return found if found is not None and found.String else None


def _remove_note(session: Session, where: list) -> None:
    session.cells([*where[:4], 1, 1]).clearContents(ANNOTATION)


REQUESTS = (
    read, read_formulas, write, end, current_region, has_array, clear, clear_formats, insert_cells, delete_cells,
    copy_cells, notes, note, set_note, delete_note, link, set_link, clear_link,
)  # fmt: skip
