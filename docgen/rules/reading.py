"""Reading any .docx, ours or not, as a page: paragraphs and visual lines with the look they have in the end.

Styles, document defaults, theme fonts and automatic numbers are resolved; nothing of the file is trusted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from docgen.kit.ooxml import URIS, w
from docgen.rules import flow
from docgen.rules.lines import is_decoration, line_pieces
from docgen.rules.package import Package
from docgen.wording.numbers import roman
from pii_xl.ground.errors import UnreadableError

LARGEST = 1e6
MM_PER_DXA = 25.4 / 1440
_TRUE = {None, "1", "true", "on"}
FAR_RIGHT = 50  # mm: text indented so far stands in the right half of the page


class Look(NamedTuple):
    """The resolved look of text and paragraph; sizes in points, lengths in millimetres."""

    font: str = "Times New Roman"
    size: float = 10
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: str = "auto"
    align: str = "left"
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0  # multiple of a line; 0 when exact
    style: str = ""
    numbering: tuple[str, int] | None = None  # (numId, level)


class Run(NamedTuple):
    """A stretch of text of one look."""

    text: str
    look: Look


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``cell`` is (table, row, column) inside a table; ``section`` counts from 0."""

    index: int
    text: str
    look: Look  # the paragraph's; its text values are those of most of its characters
    runs: tuple[Run, ...]
    section: int = 0
    cell: tuple[int, int, int] | None = None
    fields: tuple[str, ...] = ()
    half: int = 0  # of a line outside tables: 0 left or whole, 1 right
    line: int = 0  # line within the paragraph, from 1; 0 for the whole paragraph
    page: int = 0  # as last laid out; 0 when the file does not tell
    centred: bool = False  # by frame or tab stop
    on_middle_tab: bool = False  # the line begins at a tab stop that centres

    @property
    def column(self) -> tuple[int, int]:
        """(table, column) that a reader follows downwards; table -1 is the page itself."""
        return (self.cell[0], self.cell[2]) if self.cell else (-1, self.half)

    @cached_property
    def stripped(self) -> str:
        """The text with ordinary spaces and none at its ends."""
        return " ".join(self.text.split())


@dataclass(frozen=True)
class Section:
    """A section's page, in millimetres."""

    width: float
    height: float
    margins: dict[str, float]
    title_page: bool
    landscape: bool
    headers: tuple[tuple[Paragraph, ...], ...] = ()
    footers: tuple[tuple[Paragraph, ...], ...] = ()
    first_headers: tuple[tuple[Paragraph, ...], ...] = ()
    number_format: str = "decimal"
    number_start: int | None = None


@dataclass
class Reading:
    """What a .docx holds, in reading order."""

    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @cached_property
    def filled(self) -> list[Paragraph]:
        """The paragraphs with text; rule lines typed with signs are decoration."""
        return [p for p in self.paragraphs if p.stripped and not is_decoration(p.stripped)]

    @cached_property
    def lines(self) -> list[Paragraph]:
        """The visual lines of the filled paragraphs: cut at soft breaks, and at the tabs that make two columns."""
        return [line for paragraph in self.filled for line in _lines(paragraph)]


def read_docx(path: str | Path) -> Reading:
    """Read ``path``. Raises ``UnreadableError``: E101 not there, E701 broken, E702 encrypted or .doc, E703 too large, E114 locked."""
    path = Path(path)
    if not path.is_file():
        raise UnreadableError("E101", path=path)
    try:
        return _Reader(path.name, Package(path)).reading()
    except PermissionError as error:
        raise UnreadableError("E114", file=path) from error
    except (etree.XMLSyntaxError, ValueError, KeyError, RecursionError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableError("E701", file=path, reason="nội dung không đọc được") from error


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    pieces = line_pieces(paragraph.text, columns=paragraph.cell is None)
    if len(pieces) == 1 and not pieces[0].half:
        look = paragraph.look
        if paragraph.on_middle_tab and look.align in {"left", "both"}:
            look = look._replace(align="center")
        yield replace(paragraph, look=look, half=int(_far_right(look)), line=1)
        return
    halved = {piece.line for piece in pieces if piece.half}
    for piece in pieces:
        if is_decoration(piece.text.strip()):
            continue
        runs = tuple(_cut(paragraph.runs, piece.start, piece.start + len(piece.text)))
        look = _majority(paragraph.look, list(runs))
        half = piece.half or int(_far_right(paragraph.look))
        if piece.line in halved and look.align in {"left", "both"}:
            look = look._replace(align="center")  # placed by tabs, its middle cannot be told
        yield replace(paragraph, text=piece.text, runs=runs, look=look, half=half, line=piece.line)


def _far_right(look: Look) -> bool:
    return look.align == "right" or look.left > FAR_RIGHT


def _cut(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            yield Run(text, run.look)


def _value(element: Any, name: str, attribute: str = "val") -> str | None:
    child = element.find(w(name)) if element is not None else None
    return child.get(w(attribute)) if child is not None else None


def _number(text: str | None, default: float = 0) -> float:
    """The number that an attribute says, within what Word can mean; ``default`` for nonsense."""
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return number if abs(number) < LARGEST else default


class _Reader:
    """The parts of one package, with what is needed to resolve looks and numbers."""

    def __init__(self, name: str, package: Package):
        self.name = name
        self.package = package
        self.document = package.document
        styles = package.related("styles")
        self.styles = {s.get(w("styleId")): s for s in styles.iter(w("style"))} if styles is not None else {}
        self.defaults = styles.find(w("docDefaults")) if styles is not None else None
        self.default_style = next(
            (
                key
                for key, s in self.styles.items()
                if s.get(w("default")) in {"1", "true"} and s.get(w("type")) == "paragraph"
            ),
            "",
        )
        self.theme = self._theme_fonts()
        self.numbering = _Numbering(package.related("numbering"))
        self.count = 0
        self.page = 0
        self._looks: dict[str, Look] = {}

    def _theme_fonts(self) -> dict[str, str]:
        theme = self.package.related("theme")
        if theme is None:
            return {}
        found = {}
        for kind in ("major", "minor"):
            latin = theme.find(f".//{{{URIS['a']}}}{kind}Font/{{{URIS['a']}}}latin")
            if latin is not None:
                found[kind] = latin.get("typeface", "")
        return found

    # -- looks --------------------------------------------------------------------------------------------

    def style_look(self, style: str | None, seen: frozenset[str] = frozenset()) -> Look:
        """The look of a paragraph style, its ancestors' and the document's defaults."""
        style = style if style and style in self.styles else self.default_style
        if style in self._looks:
            return self._looks[style]
        element = self.styles.get(style)
        if element is None or style in seen:
            return self._default_look()
        parent = _value(element, "basedOn")
        base = self.style_look(parent, seen | {style}) if parent in self.styles else self._default_look()
        look = self._with_paragraph(base, element.find(w("pPr")))
        look = self._with_run(look, element.find(w("rPr")))._replace(style=_value(element, "name") or style)
        self._looks[style] = look
        return look

    def _default_look(self) -> Look:
        look = Look()
        if self.defaults is None:
            return look
        look = self._with_paragraph(look, self.defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
        return self._with_run(look, self.defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))

    def _with_run(self, look: Look, properties: Any) -> Look:
        if properties is None:
            return look
        changes: dict[str, Any] = {}
        for name, key in (("b", "bold"), ("i", "italic"), ("caps", "capitals")):
            child = properties.find(w(name))
            if child is not None:
                changes[key] = child.get(w("val")) in _TRUE
        if (size := _value(properties, "sz")) is not None:
            changes["size"] = _number(size) / 2
        if (colour := _value(properties, "color")) is not None:
            changes["colour"] = colour.upper() if colour != "auto" else colour
        if font := self._font(properties.find(w("rFonts"))):
            changes["font"] = font
        return look._replace(**changes) if changes else look

    def _font(self, fonts: Any) -> str:
        if fonts is None:
            return ""
        theme = fonts.get(w("asciiTheme")) or fonts.get(w("hAnsiTheme"))
        if theme:
            return self.theme.get("major" if theme.startswith("major") else "minor", theme)
        return fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""

    def _with_paragraph(self, look: Look, properties: Any) -> Look:
        if properties is None:
            return look
        changes: dict[str, Any] = {}
        if (align := _value(properties, "jc")) is not None:
            changes["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(align, align)
        indent = properties.find(w("ind"))
        if indent is not None and (indent.get(w("firstLine")) or indent.get(w("hanging"))):
            hanging = -_number(indent.get(w("hanging")))
            changes["first_line"] = (hanging or _number(indent.get(w("firstLine")))) * MM_PER_DXA
        if indent is not None and (left := indent.get(w("left")) or indent.get(w("start"))):
            changes["left"] = _number(left) * MM_PER_DXA
        changes |= _spacing(properties.find(w("spacing")))
        number = properties.find(w("numPr"))
        if number is not None and _value(number, "numId"):
            changes["numbering"] = (_value(number, "numId") or "0", int(_number(_value(number, "ilvl"))))
        return look._replace(**changes) if changes else look

    # -- paragraphs ---------------------------------------------------------------------------------------

    def reading(self) -> Reading:
        """Everything, in order."""
        body = self.document.find(w("body"))
        if body is None:
            raise ValueError("no body")
        properties = [s for s in self.document.iter(w("sectPr")) if s.getparent().tag != w("sectPrChange")]
        return Reading(self.name, list(self._blocks(body)), [self._section(p) for p in properties])

    def _blocks(self, body: Any) -> Iterator[Paragraph]:
        section = 0
        self.page = int(any(True for _ in body.iter(w("lastRenderedPageBreak"))))
        carried: list[Run] = []
        for block, cell in flow.paragraphs(body):
            paragraph = self._paragraph(block, section, cell, carried)
            carried = list(paragraph.runs) if flow.runs_on(block) else []
            yield replace(paragraph, text="", runs=()) if carried else paragraph
            if block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
                section += 1

    def _paragraph(
        self,
        element: Any,
        section: int = 0,
        cell: tuple[int, int, int] | None = None,
        carried: list[Run] | None = None,
    ) -> Paragraph:
        self.count += 1
        properties = element.find(w("pPr"))
        look = self._with_paragraph(self.style_look(_value(properties, "pStyle")), properties)
        runs, fields, breaks = self._runs(element, look)
        number = self.numbering.label(look.numbering) if look.numbering else ""
        if number and any(r.text.strip() for r in runs):
            runs = [Run(number, look), *runs]
        runs = [*(carried or ()), *runs]
        text = "".join(r.text for r in runs)
        page = 0
        if self.page:
            page = self.page + (breaks if _breaks_first(element) else 0)
            self.page += breaks
        return Paragraph(
            self.count, text, _majority(look, runs), tuple(runs), section, cell, tuple(fields),
            page=page, centred=_centred(element, properties, text), on_middle_tab=_on_middle_tab(properties, text),
        )  # fmt: skip

    def _runs(self, element: Any, look: Look) -> tuple[list[Run], list[str], int]:
        runs, fields, breaks, code = [], [], 0, ""
        for run in flow.runs(element):
            if run.tag == w("fldSimple"):
                fields.append((run.get(w("instr")) or "").strip())
                continue
            for part in run:
                breaks += part.tag == w("lastRenderedPageBreak")
                code += (part.text or "") if part.tag == w("instrText") else ""
                if part.tag == w("fldChar") and part.get(w("fldCharType")) in {"separate", "end"}:
                    fields.append(code.strip())
                    code = ""
            properties = run.find(w("rPr"))
            if properties is not None and _is_on(properties.find(w("vanish"))):
                continue
            text = "".join(_text(part) for part in run)
            if text:
                style = self.styles.get(_value(properties, "rStyle") or "")
                own = self._with_run(look, style.find(w("rPr")) if style is not None else None)
                runs.append(Run(text, self._with_run(own, properties)))
        return runs, [field for field in (*fields, code.strip()) if field], breaks

    # -- sections -----------------------------------------------------------------------------------------

    def _section(self, properties: Any) -> Section:
        size, margin = properties.find(w("pgSz")), properties.find(w("pgMar"))
        width = _number(size.get(w("w"))) * MM_PER_DXA if size is not None else 0
        height = _number(size.get(w("h"))) * MM_PER_DXA if size is not None else 0
        sides = ("top", "bottom", "left", "right")
        margins = {s: _number(margin.get(w(s))) * MM_PER_DXA for s in sides} if margin is not None else {}
        kind = properties.find(w("pgNumType"))
        start = kind.get(w("start")) if kind is not None else None
        return Section(
            width,
            height,
            margins,
            _is_on(properties.find(w("titlePg"))),
            width > height,
            tuple(self._header_parts(properties, "headerReference")),
            tuple(self._header_parts(properties, "footerReference")),
            tuple(self._header_parts(properties, "headerReference", first=True)),
            (kind.get(w("fmt")) if kind is not None else None) or "decimal",
            int(_number(start)) if start else None,
        )

    def _header_parts(
        self, properties: Any, kind: str, *, first: bool = False
    ) -> Iterator[tuple[Paragraph, ...]]:
        for reference in properties.findall(w(kind)):
            if (reference.get(w("type")) == "first") is not first:
                continue
            part = self.package.by_id(reference.get(f"{{{URIS['r']}}}id"))
            if part is not None:
                yield tuple(self._paragraph(p, cell=cell) for p, cell in flow.paragraphs(part))


def _is_on(element: Any) -> bool:
    return element is not None and element.get(w("val")) in _TRUE


def _breaks_first(paragraph: Any) -> bool:
    """The page turns before the paragraph's first letter."""
    for part in paragraph.iter(w("lastRenderedPageBreak"), w("t")):
        return bool(part.tag == w("lastRenderedPageBreak"))
    return False


def _centred(paragraph: Any, properties: Any, text: str) -> bool:
    """In the middle by a frame, an aligned tab or the middle tab stop of a header."""
    frame = properties.find(w("framePr")) if properties is not None else None
    if frame is not None and frame.get(w("xAlign")) == "center":
        return True
    if any(tab.get(w("alignment")) == "center" for tab in paragraph.iter(w("ptab"))):
        return True
    return text.startswith("\t") and not text.startswith("\t\t")


def _on_middle_tab(properties: Any, text: str) -> bool:
    stops = properties.findall(f"{w('tabs')}/{w('tab')}") if properties is not None else []
    return text.startswith("\t") and bool(stops) and stops[0].get(w("val")) == "center"


def _spacing(spacing: Any) -> dict[str, float]:
    if spacing is None:
        return {}
    changes = {
        side: _number(spacing.get(w(side))) / 20 for side in ("before", "after") if spacing.get(w(side))
    }
    if spacing.get(w("line")):
        exact = spacing.get(w("lineRule")) in {"exact", "atLeast"}
        changes["line"] = 0 if exact else _number(spacing.get(w("line"))) / 240
    return changes


def _text(part: Any) -> str:
    if part.tag == w("t"):
        return part.text or ""
    return {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}.get(
        part.tag, ""
    )


def _majority(look: Look, runs: list[Run]) -> Look:
    """``look`` with the text values that most characters have."""
    if not runs:
        return look
    weight: dict[Look, int] = {}
    for run in runs:
        weight[run.look] = weight.get(run.look, 0) + len(run.text.strip())
    most = max(weight, key=lambda one: weight[one])
    return most._replace(align=look.align, first_line=look.first_line, left=look.left)


class _Numbering:
    """Automatic numbers, counted while the paragraphs are read."""

    def __init__(self, part: Any):
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counters: dict[str, list[int]] = {}
        if part is None:
            return
        abstract = {a.get(w("abstractNumId")): a for a in part.findall(w("abstractNum"))}
        for num in part.findall(w("num")):
            source = abstract.get(_value(num, "abstractNumId"))
            for level in source.findall(w("lvl")) if source is not None else ():
                key = (num.get(w("numId")) or "", int(_number(level.get(w("ilvl")))))
                start = int(_number(_value(level, "start"), 1))
                self.levels[key] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    start,
                )

    def label(self, numbering: tuple[str, int]) -> str:
        """The next number of a list level with a space after it; "" for bullets and unknown lists."""
        list_id, level = numbering
        if numbering not in self.levels or not 0 <= level < 9:
            return ""
        counters = self.counters.setdefault(list_id, [0] * 9)
        counters[level] = counters[level] + 1 if counters[level] else self.levels[numbering][2]
        counters[level + 1 :] = [0] * (8 - level)
        text = self.levels[numbering][1]
        for at in range(level + 1):
            kind = self.levels.get((list_id, at), ("decimal", "", 1))[0]
            text = text.replace(f"%{at + 1}", _formatted(counters[at], kind))
        return f"{text} " if self.levels[numbering][0] != "bullet" else "- "


def _formatted(number: int, kind: str) -> str:
    if kind == "upperRoman" and 0 < number < 40:
        return roman(number)
    if kind == "lowerRoman" and 0 < number < 40:
        return roman(number).lower()
    if kind == "lowerLetter" and 0 < number < 27:
        return chr(96 + number)
    return str(number)
