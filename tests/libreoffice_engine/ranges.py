"""Ranges, their fonts and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings import expansion, main, utils

from tests.libreoffice_engine.contract import Part
from tests.libreoffice_engine.process import ComError
from tests.libreoffice_engine.values import bare, from_cell

if TYPE_CHECKING:
    from tests.libreoffice_engine.engine import Sheet

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")
COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
DIRECTIONS = {"d": "down", "u": "up", "l": "left", "r": "right"}


class Range(Part):
    """A rectangle of cells; an empty one (no rows or no columns) reads as nothing and writes nothing."""

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self._sheet = sheet
        self.coords = (sheet, row, column, rows, columns)
        self.options: dict[str, Any] = {}

    def ask(self, do: str, **arguments: Any) -> Any:
        """One request about these cells."""
        return self._sheet.book.call(do, where=self.where, **arguments)

    @property
    def where(self) -> list[Any]:
        """[book, sheet, row, column, rows, columns] as the bridge wants it."""
        return [self._sheet.book.number, self._sheet.name, *self.coords[1:]]

    @property
    def api(self) -> Range:
        return self

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self.coords[1]

    @property
    def column(self) -> int:
        return self.coords[2]

    @property
    def shape(self) -> tuple[int, int]:
        return self.coords[3], self.coords[4]

    def __len__(self) -> int:
        return self.coords[3] * self.coords[4]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        return self.at(row, column)

    def at(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Range:
        """The range that begins ``row``, ``column`` (from 1) into this one."""
        return Range(self._sheet, self.row + row - 1, self.column + column - 1, rows, columns)

    @property
    def raw_value(self) -> Any:
        block = self._block("read", None, from_cell)
        if not self._sheet.book.planted:
            return block
        rows = block if isinstance(block, tuple) else ((block,),)
        seen = tuple(
            tuple(self._planted(y, x, value) for x, value in enumerate(row)) for y, row in enumerate(rows)
        )
        return seen if isinstance(block, tuple) else seen[0][0]

    def _planted(self, y: int, x: int, value: Any) -> Any:
        return self._sheet.book.planted.get((self._sheet.name, self.row + y, self.column + x), value)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if len(self):
            rows = data if isinstance(data, (list, tuple)) else [[data]]
            rows = rows if isinstance(rows[0], (list, tuple)) else [rows]
            target = self if len(rows) == len(rows[0]) == 1 else self.at(1, 1, len(rows), len(rows[0]))
            target.ask("write", rows=rows, strict=self._sheet.book.app.strict)

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    @property
    def formula(self) -> Any:
        return self._block("read_formulas", "", str)

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    formula2 = formula

    def _block(self, do: str, blank: Any, convert: Any) -> Any:
        if not len(self):
            return None
        rows, columns = self.shape
        read = self.ask(do)
        block = tuple(
            tuple(convert(value) for value in row) + (blank,) * (columns - len(row)) for row in read
        )
        block += ((blank,) * columns,) * (rows - len(block))
        return block[0][0] if len(self) == 1 else block

    @property
    def has_array(self) -> bool:
        return self.ask("has_array")

    def expand(self, mode: str = "table") -> Range:
        return expansion.expanders.get(mode, mode).expand(main.Range(impl=self)).impl

    def end(self, direction: str) -> Range:
        return Range(self._sheet, *self.ask("end", direction=DIRECTIONS.get(direction, direction)))

    @property
    def current_region(self) -> Range:
        return Range(self._sheet, *self.ask("current_region"))

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        first = _corner(self.row, self.column, row_absolute, col_absolute)
        rows, columns = self.shape
        last = _corner(self.row + rows - 1, self.column + columns - 1, row_absolute, col_absolute)
        text = first if len(self) == 1 else f"{first}:{last}"
        if not external:
            return text
        place = f"[{self._sheet.book.name}]{self._sheet.name}"
        return f"{place}!{text}" if re.fullmatch(r"[\w\[\].]+", place) else f"{quoted(place)}!{text}"

    def clear(self) -> None:
        self.ask("clear", contents_only=False)

    def clear_contents(self) -> None:
        self.ask("clear", contents_only=True)

    def clear_formats(self) -> None:
        self.ask("clear_formats")

    def insert(self, shift: str | None = None, _copy_origin: str | None = None) -> None:
        self.ask("insert_cells", shift=shift or ("right" if self.shape[0] > self.shape[1] else "down"))

    def delete(self, shift: str | None = None) -> None:
        self.ask("delete_cells", shift=shift or ("left" if self.shape[0] > self.shape[1] else "up"))

    def copy(self, destination: Any = None) -> None:
        if destination is None:
            raise NotImplementedError("there is no clipboard")
        self.ask("copy_cells", to=destination.impl.where)

    def select(self) -> None:
        self.ask("select")

    @property
    def name(self) -> Any:
        names = self._sheet.book.names
        return next((name for _, name in names.snapshot() if name.refers_to == self._refers_to()), None)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, self._refers_to())

    def _refers_to(self) -> str:
        name = self._sheet.name
        plain = re.fullmatch(r"[^\W\d]\w*", name)
        return f"={name if plain else quoted(name)}!{self.address}"

    @property
    def table(self) -> Any:
        for table in self._sheet.tables:
            _, row, column, rows, columns = table.range.coords
            if row <= self.row < row + rows and column <= self.column < column + columns:
                return table
        return None

    @property
    def number_format(self) -> Any:
        return self.ask("number_format")

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.ask("set_number_format", number_format=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        found = self.ask("color")
        return None if found < 0 else _rgb(found)

    @color.setter
    def color(self, value: Any) -> None:
        self.ask("set_color", color=_number(value))

    def set_colors(self, colors: Any) -> None:
        self.ask("set_colors", colors=[[None if c is ... else _number(c) for c in row] for row in colors])

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def wrap_text(self) -> Any:
        return self.ask("wrap_text")

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.ask("set_wrap_text", on=value)

    @property
    def row_height(self) -> Any:
        return self.ask("row_height")

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.ask("set_row_height", points=value)

    @property
    def column_width(self) -> Any:
        return self.ask("column_width")

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.ask("set_column_width", characters=value)

    @property
    def row_hidden(self) -> Any:
        return self.ask("hidden", axis="Rows")

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.ask("hide", axis="Rows", hidden=value)

    @property
    def column_hidden(self) -> Any:
        return self.ask("hidden", axis="Columns")

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.ask("hide", axis="Columns", hidden=value)

    def autofit(self, axis: str | None = None) -> None:
        for name in ("Rows", "Columns"):
            if axis is None or name.lower().startswith(axis):
                self.ask("autofit", axis=name)

    @property
    def hyperlink(self) -> str:
        return self.ask("link")

    def add_hyperlink(self, address: str, text_to_display: Any = None, _screen_tip: Any = None) -> None:
        self.ask("set_link", address=address, text=text_to_display or address)

    @property
    def note(self) -> Note | None:
        return Note(self) if self.ask("note") else None

    def add_note(self, text: str) -> Note:
        self.ask("set_note", text=text)
        return Note(self)

    # What macros reach through ``range.api`` in Excel, because xlwings does not offer it.
    @property
    def Value2(self) -> Any:  # noqa: N802
        return self._block("read", None, bare)

    def ClearHyperlinks(self) -> None:  # noqa: N802
        self.ask("clear_link")

    @property
    def Locked(self) -> Any:  # noqa: N802
        return self.ask("locked")

    @Locked.setter
    def Locked(self, value: bool) -> None:  # noqa: N802
        self.ask("set_locked", on=value)


class Hyperlinks:
    """The links of a sheet."""

    def Add(  # noqa: N802
        self,
        Anchor: Range,  # noqa: N803
        Address: str,  # noqa: N803
        SubAddress: str = "",  # noqa: N803
        _screen_tip: str = "",
        TextToDisplay: str = "",  # noqa: N803
    ) -> None:
        Anchor.ask("set_link", address=Address or f"#{SubAddress}", text=TextToDisplay)


class Font(Part):
    """The font of a range."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    def _get(self, part: str) -> Any:
        return self._cells.ask("font", part=part)

    def _set(self, part: str, value: Any) -> None:
        self._cells.ask("set_font", part=part, value=value)

    bold = property(lambda self: self._get("bold"), lambda self, value: self._set("bold", value))
    italic = property(lambda self: self._get("italic"), lambda self, value: self._set("italic", value))
    size = property(lambda self: self._get("size"), lambda self, value: self._set("size", value))
    name = property(lambda self: self._get("name"), lambda self, value: self._set("name", value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        found = self._get("color")
        return None if found is None else _rgb(found)

    @color.setter
    def color(self, value: Any) -> None:
        self._set("color", _number(value))


class Note(Part):
    """The note of a cell."""

    def __init__(self, cell: Range) -> None:
        self._cell = cell

    @property
    def text(self) -> str:
        return self._found()["text"]

    @text.setter
    def text(self, value: str) -> None:
        self._cell.ask("set_note", text=value)

    @property
    def author(self) -> str:
        return self._found()["author"]

    @property
    def location(self) -> Range:
        return self._cell

    @property
    def api(self) -> Note:
        return self

    @property
    def Shape(self) -> NoteShape:  # noqa: N802
        return NoteShape(self._cell)

    def delete(self) -> None:
        self._cell.ask("delete_note")

    def _found(self) -> dict[str, str]:
        found = self._cell.ask("note")
        if found is None:
            raise ComError("the note was deleted")
        return found


class NoteShape:
    """The box of a note; in points, and as small as Excel makes a new one until it is told otherwise."""

    def __init__(self, cell: Range) -> None:
        place = (cell.sheet.name, cell.row, cell.column)
        self.__dict__["_sizes"] = cell.sheet.book.note_sizes.setdefault(
            place, {"Width": 108.0, "Height": 59.25}
        )

    def __getattr__(self, name: str) -> float:
        return self.__dict__["_sizes"][name]

    def __setattr__(self, name: str, value: float) -> None:
        self.__dict__["_sizes"][name] = value


def box(text: str) -> tuple[int, int, int, int] | None:
    """(row, column, rows, columns) of "B2", "$A$1:C3", "A:C" or "2:4"; None when ``text`` is no address."""
    if found := COLUMNS.fullmatch(text):
        first, last = sorted(utils.address_to_index_tuple(f"{letters}1")[1] for letters in found.groups())
        return 1, first, MAX_ROWS, last - first + 1
    if found := ROWS.fullmatch(text):
        first, last = sorted(int(number) for number in found.groups())
        return first, 1, last - first + 1, MAX_COLUMNS
    cells = [CELL.fullmatch(part) for part in text.split(":")]
    if not all(cells) or len(cells) > 2:
        return None
    corners = [utils.address_to_index_tuple(f"{cell[1]}{cell[2]}".upper()) for cell in cells if cell]
    (top, left), (bottom, right) = map(min, zip(*corners, strict=True)), map(max, zip(*corners, strict=True))
    return top, left, bottom - top + 1, right - left + 1


def quoted(name: str) -> str:
    """A sheet name in apostrophes, as formulas write it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _corner(row: int, column: int, row_absolute: bool, column_absolute: bool) -> str:
    return f"{'$' * column_absolute}{utils.col_name(column)}{'$' * row_absolute}{row}"


def _rgb(number: int) -> tuple[int, int, int]:
    return number >> 16, number >> 8 & 255, number & 255


def _number(color: Any) -> int:
    """0xRRGGBB of a colour; Excel's own integers are 0xBBGGRR."""
    if color is None:
        return -1
    if isinstance(color, str):
        color = utils.hex_to_rgb(color)
    red, green, blue = utils.int_to_rgb(color) if isinstance(color, int) else color
    return red << 16 | green << 8 | blue
