"""Marks on wrong cells: a colour and a note. The hidden sheet "_marks" remembers what was there before.

A mark is known by its note, so it is found again when rows were moved; what colour the cell had is then taken from the
layout's style. Notes that people wrote are kept and come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pii_xl.ground.errors import Finding, Level
from pii_xl.ground.note_size import WIDTH, note_height
from pii_xl.layout.parts import Layout
from pii_xl.live.reading import rows_in
from pii_xl.workspace.identity import MARKS_SHEET, NOTE_SIGN

if TYPE_CHECKING:
    from xlwings import Book, Note, Range

    from pii_xl.live.journal import Journal

COLOURS = {Level.ERROR: (255, 199, 206), Level.WARNING: (255, 235, 156)}
INPUT_COLOUR, COMPUTED_COLOUR = (255, 248, 214), (238, 241, 244)
Colour = tuple[int, int, int]
Place = tuple[str, str]
"""Sheet and cell."""


class Mark(NamedTuple):
    """One marked cell and what it looked like before: fill as "#RRGGBB" ("" for none) and the user's own note."""

    sheet: str
    cell: str
    fill: str
    note: str


class Look(NamedTuple):
    """How a cell is to look: its fill and its note."""

    fill: str
    note: str


def by_cell(found: Iterable[Finding], file: str, sheets: Iterable[str]) -> dict[Place, Look]:
    """The marks that findings call for: errors and warnings that have a cell in this workbook."""
    known = set(sheets)
    cells: dict[Place, list[Finding]] = {}
    for item in found:
        if item.level in COLOURS and item.cell and item.sheet in known and item.file in ("", file):
            cells.setdefault((item.sheet, item.cell), []).append(item)
    return {place: Look(_hex(_colour(items)), note_of(items)) for place, items in cells.items()}


def _colour(found: list[Finding]) -> Colour:
    return COLOURS[Level.ERROR if any(item.is_error for item in found) else Level.WARNING]


def note_of(found: Iterable[Finding]) -> str:
    """The note on a cell: every finding with what was found, what is needed and how to mend it."""
    parts = []
    for item in found:
        lines = [f"{NOTE_SIGN} · {item.level} {item.code}", item.found]
        lines += [f"Cần: {item.expected}"] if item.expected else []
        lines += [f"Cách sửa: {item.remedy}"] if item.remedy else []
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


class Marks:
    """The marks that are on a workbook now."""

    def __init__(self, book: Book, layout: Layout) -> None:
        self.book, self.layout = book, layout
        self._listed = remembered(book)
        self._notes: dict[Place, tuple[Note, str]] = {}
        for name in {mark.sheet for mark in self._listed} & set(book.sheet_names):
            for note in book.sheets[name].notes:
                text = note.text
                if text.startswith(NOTE_SIGN):
                    self._notes[name, note.location.get_address(False, False)] = note, text

    def __len__(self) -> int:
        return len(self._notes)

    @property
    def sheets(self) -> set[str]:
        """Names of the sheets that carry marks, or did until somebody deleted their notes."""
        return {mark.sheet for mark in self._listed} & set(self.book.sheet_names)

    def are(self, wanted: Mapping[Place, Look]) -> bool:
        """These are the marks that ``wanted`` asks for."""
        listed = {(mark.sheet, mark.cell): mark for mark in self._listed}
        return self._notes.keys() == wanted.keys() == listed.keys() and all(
            text == _with_own(wanted[place], listed[place]).note for place, (_, text) in self._notes.items()
        )

    def become(self, wanted: Mapping[Place, Look], journal: Journal) -> None:
        """Take away the marks that are not wanted, change those that differ, and set the new ones."""
        before = {(mark.sheet, mark.cell): mark for mark in self._listed}
        self._uncolour_lost(before, journal)
        marks = []
        for place, (note, text) in self._notes.items():
            mark = before.get(place) or Mark(*place, _hex(layout_fill(self.layout, note.location)), "")
            if place in wanted:
                marks.append(mark)
                self._change(note, text, _with_own(wanted[place], mark), journal)
            else:
                _dress(note.location, Look(mark.fill, mark.note), Look(_fill_of(text), text), journal)
        own = self._own_notes(wanted)
        marks += [
            self._set(place, look, own, journal) for place, look in wanted.items() if place not in self._notes
        ]
        self._remember(marks, journal)

    def _uncolour_lost(self, before: Mapping[Place, Mark], journal: Journal) -> None:
        """Give marked cells whose note somebody deleted their fill back."""
        names = set(self.book.sheet_names)
        for place, mark in before.items():
            if place in self._notes or mark.sheet not in names:
                continue
            cell = self.book.sheets[mark.sheet].range(mark.cell)
            if cell.color in COLOURS.values():
                _dress(cell, Look(mark.fill, ""), Look(_hex(cell.color), ""), journal)

    def _own_notes(self, wanted: Mapping[Place, Look]) -> dict[Place, str]:
        """Notes that people wrote, on the sheets to be marked."""
        return {
            (name, note.location.get_address(False, False)): note.text
            for name in {sheet for sheet, _ in wanted}
            for note in self.book.sheets[name].notes
        }

    def _set(self, place: Place, look: Look, own: Mapping[Place, str], journal: Journal) -> Mark:
        cell = self.book.sheets[place[0]].range(place[1])
        mark = Mark(*place, _hex(cell.color), own.get(place, ""))
        _dress(cell, _with_own(look, mark), Look(mark.fill, mark.note), journal)
        return mark

    def _change(self, note: Note, text: str, look: Look, journal: Journal) -> None:
        if text != look.note:
            _dress(note.location, look, Look(_fill_of(text), text), journal)

    def _remember(self, marks: list[Mark], journal: Journal) -> None:
        if set(marks) != set(self._listed):
            journal.step(self.book.sheets[MARKS_SHEET], lambda: _list(self.book, self._listed))
            _list(self.book, marks)


def _with_own(look: Look, mark: Mark) -> Look:
    """The user's own note stays readable below ours."""
    return look._replace(note=f"{look.note}\n\n{mark.note}") if mark.note else look


def _dress(cell: Range, look: Look, before: Look, journal: Journal) -> None:
    journal.step(cell.sheet, lambda: _put_on(cell, before, look))
    _put_on(cell, look, before)


def _put_on(cell: Range, look: Look, before: Look) -> None:
    if look.note:
        if before.note and cell.note is not None:
            cell.note.text = look.note
        else:
            cell.add_note(look.note)
        _fit(cell.note, look.note)
    elif before.note and cell.note is not None:
        cell.note.delete()
    if look.fill != before.fill:
        cell.color = look.fill or None


def _fit(note: Note | None, text: str) -> None:
    if note is not None:
        shape = note.api.Shape
        shape.Width, shape.Height = WIDTH, note_height(text)


def _fill_of(note: str) -> str:
    """The fill of a marked cell, as its note tells."""
    return _hex(COLOURS[Level.ERROR if f"{NOTE_SIGN} · {Level.ERROR}" in note else Level.WARNING])


def layout_fill(layout: Layout, cell: Range) -> Colour | None:
    """The fill that the workbook's style gives a cell: by the table it is in and its column's heading."""
    table = cell.table
    if table is None or table.name not in layout.by_name or table.header_row_range is None:
        return None
    header = rows_in(table.header_row_range)[0][cell.column - table.range.column]
    column = next((column for column in layout.table(table.name).columns if column.header == header), None)
    if column is None:
        return None
    if column.input:
        return INPUT_COLOUR
    return COMPUTED_COLOUR if column.formula else None


def remembered(book: Book) -> list[Mark]:
    """The marks as the hidden sheet lists them."""
    rows = rows_in(book.sheets[MARKS_SHEET].used_range)
    return [Mark(*(str(part or "") for part in [*row, "", "", "", ""][:4])) for row in rows if row and row[0]]


def _list(book: Book, marks: list[Mark]) -> None:
    sheet = book.sheets[MARKS_SHEET]
    sheet.used_range.clear_contents()
    if marks:
        area = sheet.range((1, 1), (len(marks), len(Mark._fields)))
        area.number_format = "@"
        area.value = [list(mark) for mark in marks]


def _hex(colour: Colour | None) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour) if colour else ""
