"""What the fast reader does not tell of cells: formulas, errors, percent formats; and how far a sheet reaches.

The scan comes before the fast reader, which allocates the whole rectangle up to the last cell with content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar
from xml.etree import ElementTree as ET

from pii_xl.ground.com_values import OLD_ERROR_VALUES
from pii_xl.ground.errors import UnreadableError
from pii_xl.workbook.reading.package import Package, local

LAST_ROW = 50_000
LAST_COLUMN = 1_000
MOST_CELLS = 4_000_000
MOST_TEXT = 50_000_000
"""Characters of all texts together, repeated ones as often as they stand in cells."""
LONG_TEXT = 1_000
"""Characters from which it matters how often a shared text is shown."""
LONGEST_LINE = 9
"""Digits from which the number of a row cannot be one."""
ERROR, TEXT, SHARED = "e", "str", "s"
Found = TypeVar("Found")
ROW = b"row"
_PERCENT_FORMATS = frozenset(("9", "10"))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_SHOWS = re.compile(r"[0#?@]|General|[ymdhs]", re.IGNORECASE)
_TRUE = frozenset(("1", "true", "on"))
_PIECE = re.compile(rb"<(?:[\w.-]+:)?(c|row)(?=[\s/>])([^>]*)>")
_USUAL_END = b"</sheetData>"
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:v|is|f)(?=[\s/>])")
_ATTRIBUTE = re.compile(rb"""(?<![\w:])(r|s|t)\s*=\s*["']([^"']*)["']""")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?=[\s/>])[^>]*?(?:/>|>(.*?)</(?:[\w.-]+:)?f\s*>)", re.DOTALL)
_STARTS_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>(.*?)</(?:[\w.-]+:)?v\s*>", re.DOTALL)
NEAR, _ANYWHERE = rb"[A-E]?[A-Z][1-9]\d{0,3}+", rb"[A-Z]{1,3}+\d{1,7}+"
"""Addresses of which even the last is in reach (:func:`is_too_far`), and all."""
_ATTRIBUTES = rb'"(?: s="\d*+")?+(?: t="\w*+")?+'
_UNUSUAL = re.compile(
    rb"<(?:[\w.-]++:[cf][\s/>]|"
    rb'c(?![A-Za-z])(?! r="(?:' + NEAR + _ATTRIBUTES + rb">|" + _ANYWHERE + _ATTRIBUTES + rb" ?/>)))"
)
_FORMULA_STARTS = re.compile(rb"<f[\s/>]")
_SHARED_TEXT = re.compile(rb'<c r="\w+"(?: s="\d*")? t="s">')
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NUMBER_FORMAT = re.compile(rb'<numFmt numFmtId="(\d+)" formatCode="([^"<]*)"')
_ANY_FORMAT = re.compile(rb"<(?:[\w.-]+:)?numFmt[\s/>]")
_CELL_STYLE = re.compile(rb'<xf numFmtId="(\d+)"')
_ANY_STYLE = re.compile(rb"<(?:[\w.-]+:)?xf[\s/>]")
NEW_ERROR = re.compile(
    rb"(<(?:[\w.-]+:)?v>)#(?!N/A<|NAME\?<|VALUE!<|REF!<|DIV/0!<|NUM!<|NULL!<)[\w!?/]{1,20}(</(?:[\w.-]+:)?v>)"
)
_STRING = re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")


class Look(StrEnum):
    """A number format that shows something else than the number: a person sees 2,09% for 0,0209, 1 for 1.234, or nothing."""

    PERCENT = "%"
    SCALED = ","
    HIDDEN = ";"


class CellMark(NamedTuple):
    """A formula with "=" ("" when the cell has none), what it was last worked out to be, and how the cell shows it."""

    formula: str
    value: float | str | None
    is_error: bool
    look: Look | None


class Marks(Mapping[str, CellMark], Generic[Found]):
    """The marked cells of a sheet by address, each read when it is asked for: nobody asks for most of our own formulas."""

    def __init__(self, cells: Mapping[str, Found], read: Callable[[Found], CellMark]) -> None:
        self._cells, self._read = cells, read

    def __getitem__(self, cell: str) -> CellMark:
        return self._read(self._cells[cell])

    def __contains__(self, cell: object) -> bool:
        return cell in self._cells

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


@dataclass(frozen=True)
class Scan:
    """A workbook as its XML tells it: marked cells by sheet and address, and whether its days count from 1904."""

    marks: Mapping[str, Mapping[str, CellMark]] = field(default_factory=dict)
    is_1904: bool = False

    @property
    def has_new_errors(self) -> bool:
        """Some cell has an error of newer Excel versions, such as #SPILL!."""
        return any(
            mark.is_error and mark.value not in OLD_ERROR_VALUES
            for marks in self.marks.values()
            for mark in marks.values()
        )


def scan_book(package: Package, wanted: Callable[[str], bool]) -> Scan:
    """Scan the sheets whose names are ``wanted``.

    Raises UnreadableError E102 (no workbook, damaged), E107 (too large), E112 (a cell out of reach), E113 (too much in it).
    """
    looks, strings = _looks(package, package.parts), Strings.of(package, package.parts)
    marks = {
        name: SheetScan(package.path, name, looks, strings).of(package.read(part))
        for name, part in package.sheets()
        if part and "chartsheet" not in part and wanted(name)
    }
    base = next((one for one in package.workbook.iter() if local(one.tag) == "workbookPr"), None)
    return Scan(marks, base is not None and str(base.get("date1904")).lower() in _TRUE)


class Strings:
    """How many shared texts there are, and how many characters cells may show of them."""

    def __init__(self, path: Path, longest: int) -> None:
        self.path, self.longest, self.used = path, longest, 0

    @classmethod
    def of(cls, package: Package, parts: dict[str, str]) -> Strings:
        part = next((one for one in parts.values() if one.lower().endswith("sharedstrings.xml")), "")
        if part not in package:
            return cls(package.path, 0)
        content = package.read(part)
        _, *texts = _STRING.split(content)
        if len(texts) > MOST_CELLS // 10:
            raise UnreadableError("E113", file=package.path, sheet="", found=len(texts))
        return cls(package.path, max(map(len, texts), default=0))

    @property
    def are_long(self) -> bool:
        """Some text is so long that it matters how often it is shown."""
        return self.longest > LONG_TEXT

    def use(self, sheet: str, times: int) -> None:
        """So many cells of a sheet show shared texts."""
        self.used += times * self.longest if self.are_long else 0
        if self.used > MOST_TEXT * 10:
            raise UnreadableError("E113", file=self.path, sheet=sheet, found=self.used)


class SheetScan:
    """One sheet, cell by cell; cells and rows without an address follow their neighbours."""

    def __init__(self, path: Path, sheet: str, looks: Mapping[str, Look], strings: Strings) -> None:
        self.path, self.sheet, self.looks, self.strings = path, sheet, looks, strings
        self.row, self.column = 0, 0
        self.last_row, self.last_column = 0, 0

    def of(self, content: bytes) -> Marks:
        """The marked cells of a sheet's part. Raises UnreadableError E112, E113."""
        cells = content[: _end_of_cells(content)]
        usual = self.at_once(cells)
        return self.one_by_one(cells) if usual is None else usual

    def at_once(self, cells: bytes) -> Marks | None:
        """The marked cells where every cell is written as most programs do it; None where one is not, or may be too far.

        Cells without a mark are looked at by the regular expressions alone: most cells have none.
        """
        if _UNUSUAL.search(cells) or len(cells) > MOST_CELLS * len(b'<c r="A1"/>'):
            return None
        found = list(_marked_cell(frozenset(self.looks)).finditer(cells))
        formulas = [match for match in found if match["formula"]]
        if len(formulas) != len(_FORMULA_STARTS.findall(cells)):
            return None
        if self.strings.are_long:
            self.strings.use(self.sheet, len(_SHARED_TEXT.findall(cells)))
        return Marks({match[1].decode(): match for match in found}, self._usual_mark)

    def _usual_mark(self, found: re.Match[bytes]) -> CellMark:
        _, style, error, kind, _ = found.groups(b"")
        body = found.string[found.end() : found.string.find(b"</c>", found.end())]
        return _mark(body, (error or kind).decode(), self.looks.get(style.decode()))

    def one_by_one(self, cells: bytes) -> Marks:
        """The marked cells of a sheet in any notation that the standard allows."""
        found, count, texts = {}, 0, 0
        for cell, facts, body in self._filled(cells):
            count += 1
            if self.row > self.last_row or self.column > self.last_column or not self.row:
                self._reach(cell)
            kind, look = facts.kind, self.looks.get(facts.style)
            texts += kind == SHARED
            if kind == ERROR or look or (b"f" in body and _STARTS_FORMULA.search(body)):
                found[cell] = body, kind, look
        if count > MOST_CELLS:
            raise UnreadableError("E113", file=self.path, sheet=self.sheet, found=count)
        self.strings.use(self.sheet, texts)
        return Marks(found, lambda one: _mark(*one))

    def _filled(self, cells: bytes) -> Iterator[tuple[str, _Facts, bytes]]:
        """The cells in which something stands, with their addresses; :attr:`row` and :attr:`column` are those of the last one."""
        _, *pieces = _PIECE.split(cells)
        for kind, attributes, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
            facts = _facts(attributes)
            if kind == ROW:
                self.row, self.column = facts.line or self.row + 1, 0
                continue
            cell, self.row, self.column = facts.given, facts.row or self.row, facts.column or self.column + 1
            if not facts.row:
                cell = self._follower(cell)
            if _CONTENT.search(body):
                yield cell, facts, body

    def _follower(self, given: str) -> str:
        """The address of a cell without one."""
        if given:
            raise UnreadableError("E112", file=self.path, sheet=self.sheet, cell=given[:20])
        return address(self.row, self.column)

    def _reach(self, cell: str) -> None:
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if is_too_far(self.last_row, self.last_column) or not self.row:
            raise UnreadableError("E112", file=self.path, sheet=self.sheet, cell=cell)


@lru_cache(maxsize=16)
def _marked_cell(looks: frozenset[str]) -> re.Pattern[bytes]:
    """Finds the usual cells that have a formula, an error, or one of the styles ``looks``, up to where their content begins.

    Its groups: address; style if it is one of ``looks``; "e" for an error, or another kind; the start of a formula that follows.
    """
    styles = b"|".join(sorted(one.encode() for one in looks)) or rb"(?!)"
    return re.compile(
        rb'<c r="('
        + _ANYWHERE
        + rb')"(?: s="(?:('
        + styles
        + rb')(?=")|\d*+)")?+(?: t="(?:(e)(?=")|(\w*+))")?+>'
        rb"(?:(?=(?P<formula><f[\s/>]))|(?!</c>)(?(2)|(?(3)|(?!))))"
    )


class _Facts(NamedTuple):
    """What a cell's or row's tag says: its address as given, row and column of it (0: none or no address); style and kind.

    ``line``: the number of a row, 0 when it gives none.
    """

    given: str
    row: int
    column: int
    style: str
    kind: str
    line: int


def _end_of_cells(content: bytes) -> int:
    """Where the last cells end: what follows (validation, conditional formats …) has formulas too, but of no cell."""
    found = max(content.rfind(_USUAL_END), 0)
    return max((match.start() for match in _END.finditer(content, found)), default=len(content))


def _facts(attributes: bytes) -> _Facts:
    facts = {name: value.decode("ascii", "replace") for name, value in _ATTRIBUTE.findall(attributes)}
    given = facts.get(b"r", "")
    match = _ADDRESS.fullmatch(given)
    row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    line = int(given) if given.isdigit() and len(given) < LONGEST_LINE else 0
    return _Facts(given, row, column, facts.get(b"s", ""), facts.get(b"t", ""), line)


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"))


def _mark(body: bytes, kind: str, look: Look | None) -> CellMark:
    """A marked cell, of what stands in it and of what its tag says."""
    formula = _FORMULA.search(body)
    text = f"={_text(formula[1] or b'')}" if formula else ""
    return CellMark(text, _value(body, kind), kind == ERROR, look)


def _value(body: bytes, kind: str) -> float | str | None:
    match = _VALUE.search(body)
    text = _text(match[1]).strip() if match else ""
    if not text or kind in (ERROR, TEXT, SHARED):
        return text or None
    try:
        return float(text)
    except ValueError:
        return text


def _looks(package: Package, parts: dict[str, str]) -> Mapping[str, Look]:
    """Number of a cell style → how it shows a number, for those that show something else than the number."""
    part = next((one for one in parts.values() if one.lower().endswith("styles.xml")), "")
    if part not in package:
        return {}
    try:
        return _looks_of(package.read(part))
    except ET.ParseError as error:
        raise UnreadableError("E102", file=package.path) from error


def _looks_of(styles: bytes) -> Mapping[str, Look]:
    formats, found = usual_styles(styles) or any_styles(styles)
    looks = dict.fromkeys(_PERCENT_FORMATS, Look.PERCENT)
    looks |= {number: look for number, shown in formats.items() if (look := look_of(shown))}
    return {str(at): looks[style] for at, style in enumerate(found) if style in looks}


def usual_styles(styles: bytes) -> tuple[dict[str, str], list[str]] | None:
    """The number formats by number, and the number of each cell style's; None where they are written in another way."""
    formats, cells = _list_in(styles, b"numFmts"), _list_in(styles, b"cellXfs")
    if formats is None or not cells:
        return None
    shown, found = _NUMBER_FORMAT.findall(formats), _CELL_STYLE.findall(cells)
    if (len(shown), len(found)) != (len(_ANY_FORMAT.findall(formats)), len(_ANY_STYLE.findall(cells))):
        return None
    return {number.decode(): _text(code) for number, code in shown}, [number.decode() for number in found]


def _list_in(styles: bytes, name: bytes) -> bytes | None:
    """The only list of this name from its first tag on, nothing where there is none; None where it is written in another way."""
    if name not in styles:
        return b""
    start, end = styles.find(b"<" + name), styles.find(b"</" + name + b">")
    return styles[start:end] if styles.count(name) == 2 and 0 <= start < end else None


def any_styles(styles: bytes) -> tuple[dict[str, str], list[str]]:
    """The same in any notation."""
    formats, found = {}, []
    for part in ET.fromstring(styles):
        if local(part.tag) == "numFmts":
            formats = {str(one.get("numFmtId")): str(one.get("formatCode")) for one in part}
        elif local(part.tag) == "cellXfs":
            found = [str(style.get("numFmtId")) for style in part]
    return formats, found


def look_of(number_format: str) -> Look | None:
    """How a number format shows a positive number, where that is not the number itself."""
    positive = _QUOTED.sub("", number_format).partition(";")[0]
    if "%" in positive:
        return Look.PERCENT
    if _SCALED.search(positive):
        return Look.SCALED
    return Look.HIDDEN if number_format.strip() and not _SHOWS.search(positive) else None


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """ "A" → 1, "AA" → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """Row and column from 1 as "C5"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def is_too_far(row: int, column: int) -> bool:
    """The fast reader would need too much memory for a sheet that reaches so far."""
    return row > LAST_ROW or column > LAST_COLUMN or row * column > MOST_CELLS
