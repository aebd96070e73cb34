"""Reading any .docx, ours or not, as paragraphs with the look they have in the end.

Styles, document defaults, theme fonts and automatic numbers are resolved; nothing of the file is trusted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.kit.ooxml import URIS, w
from docgen.wording.numbers import roman
from pii_xl.ground.errors import UnreadableError

MAX_UNPACKED_MB = 200
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST = 1e6
MM_PER_DXA = 25.4 / 1440
MAIN_PART = "word/document.xml"
_TRUE = {None, "1", "true", "on"}


@dataclass(frozen=True)
class Look:
    """The resolved look of text and paragraph; sizes in points, lengths in millimetres."""

    font: str = "Times New Roman"
    size: float = 10
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: str = "auto"
    align: str = "left"
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0  # multiple of a line; 0 when exact
    style: str = ""
    numbering: tuple[str, int] | None = None  # (numId, level)


@dataclass(frozen=True)
class Run:
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

    @property
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


@dataclass
class Reading:
    """What a .docx holds, in reading order."""

    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @cached_property
    def filled(self) -> list[Paragraph]:
        """The paragraphs with text."""
        return [paragraph for paragraph in self.paragraphs if paragraph.stripped]


def read_docx(path: str | Path) -> Reading:
    """Read ``path``. Raises ``UnreadableError``: E101 not there, E701 broken, E702 encrypted or .doc, E703 too large, E114 locked."""
    path = Path(path)
    if not path.is_file():
        raise UnreadableError("E101", path=path)
    try:
        try:
            with path.open("rb") as file:
                begins = file.read(8)
        except PermissionError as error:
            raise UnreadableError("E114", file=path) from error
        if begins == OLE_MAGIC:
            raise UnreadableError("E702", file=path)
        parts = _unpacked(path)
        return _Reader(path.name, parts).reading()
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableError("E701", file=path, reason="không giải nén được") from error
    except (etree.XMLSyntaxError, ValueError, KeyError, RecursionError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise UnreadableError("E701", file=path, reason="nội dung không đọc được") from error


def _unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > MAX_UNPACKED_MB * 2**20:
            raise UnreadableError("E703", file=path, found_mb=size >> 20, limit_mb=MAX_UNPACKED_MB)
        names = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
        return {name: archive.read(name) for name in names}


def _parse(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


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

    def __init__(self, name: str, parts: dict[str, bytes]):
        self.name = name
        self.parts = parts
        self.document = _parse(parts[MAIN_PART])
        styles = self._part("word/styles.xml")
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
        self.numbering = _Numbering(self._part("word/numbering.xml"))
        self.count = 0
        self._looks: dict[str, Look] = {}

    def _part(self, name: str) -> Any:
        return _parse(self.parts[name]) if name in self.parts else None

    def _theme_fonts(self) -> dict[str, str]:
        theme = self._part("word/theme/theme1.xml")
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
        look = replace(self._with_run(look, element.find(w("rPr"))), style=_value(element, "name") or style)
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
        return replace(look, **changes)

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
        changes |= _spacing(properties.find(w("spacing")))
        number = properties.find(w("numPr"))
        if number is not None and _value(number, "numId"):
            changes["numbering"] = (_value(number, "numId") or "0", int(_number(_value(number, "ilvl"))))
        return replace(look, **changes)

    # -- paragraphs ---------------------------------------------------------------------------------------

    def reading(self) -> Reading:
        """Everything, in order."""
        body = self.document.find(w("body"))
        if body is None:
            raise ValueError("no body")
        properties = [s for s in self.document.iter(w("sectPr")) if s.getparent().tag != w("sectPrChange")]
        return Reading(self.name, list(self._blocks(body)), [self._section(p) for p in properties])

    def _blocks(self, body: Any) -> Iterator[Paragraph]:
        section, table = 0, -1
        for block in body.iter(w("p"), w("tbl")):
            if next(block.iterancestors(FALLBACK), None) is not None:
                continue
            if block.tag == w("tbl"):
                table += 1
                continue
            yield self._paragraph(block, section, _cell(block, table))
            if block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
                section += 1

    def _paragraph(
        self, element: Any, section: int = 0, cell: tuple[int, int, int] | None = None
    ) -> Paragraph:
        self.count += 1
        properties = element.find(w("pPr"))
        look = self._with_paragraph(self.style_look(_value(properties, "pStyle")), properties)
        runs, fields = self._runs(element, look)
        number = self.numbering.label(look.numbering) if look.numbering else ""
        if number and any(r.text.strip() for r in runs):
            runs = [Run(number, look), *runs]
        return Paragraph(
            self.count,
            "".join(r.text for r in runs),
            _majority(look, runs),
            tuple(runs),
            section,
            cell,
            tuple(fields),
        )

    def _runs(self, element: Any, look: Look) -> tuple[list[Run], list[str]]:
        runs, fields = [], []
        for run in element.iter(w("r"), w("fldSimple")):
            if next(run.iterancestors(w("p"))) is not element:
                continue  # of a text box, whose paragraphs are read by themselves
            if run.tag == w("fldSimple"):
                fields.append((run.get(w("instr")) or "").strip())
                continue
            fields += [code.text.strip() for code in run.iter(w("instrText")) if code.text]
            text = "".join(_text(part) for part in run)
            if text:
                properties = run.find(w("rPr"))
                style = self.styles.get(_value(properties, "rStyle") or "")
                own = self._with_run(look, style.find(w("rPr")) if style is not None else None)
                runs.append(Run(text, self._with_run(own, properties)))
        return runs, fields

    # -- sections -----------------------------------------------------------------------------------------

    def _section(self, properties: Any) -> Section:
        size, margin = properties.find(w("pgSz")), properties.find(w("pgMar"))
        width = _number(size.get(w("w"))) * MM_PER_DXA if size is not None else 0
        height = _number(size.get(w("h"))) * MM_PER_DXA if size is not None else 0
        sides = ("top", "bottom", "left", "right")
        margins = {s: _number(margin.get(w(s))) * MM_PER_DXA for s in sides} if margin is not None else {}
        title_page = properties.find(w("titlePg"))
        return Section(
            width,
            height,
            margins,
            title_page is not None and title_page.get(w("val")) in _TRUE,
            width > height,
            tuple(self._header_parts(properties, "headerReference")),
            tuple(self._header_parts(properties, "footerReference")),
        )

    def _header_parts(self, properties: Any, kind: str) -> Iterator[tuple[Paragraph, ...]]:
        relations = self._part("word/_rels/document.xml.rels")
        targets = {r.get("Id"): r.get("Target") or "" for r in relations} if relations is not None else {}
        for reference in properties.findall(w(kind)):
            target = targets.get(reference.get(f"{{{URIS['r']}}}id"), "").lstrip("/").removeprefix("word/")
            part = self._part(f"word/{target}")
            if part is not None:
                yield tuple(self._paragraph(p) for p in part.iter(w("p")))


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
    return {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}.get(part.tag, "")


def _majority(look: Look, runs: list[Run]) -> Look:
    """``look`` with the text values that most characters have."""
    if not runs:
        return look
    weight: dict[Look, int] = {}
    for run in runs:
        weight[run.look] = weight.get(run.look, 0) + len(run.text.strip())
    most = max(weight, key=lambda one: weight[one])
    return replace(most, align=look.align, first_line=look.first_line)


def _cell(paragraph: Any, table: int) -> tuple[int, int, int] | None:
    cell = next(paragraph.iterancestors(w("tc")), None)
    if cell is None:
        return None
    row = cell.getparent()
    rows = row.getparent()
    return table, list(rows).index(row), list(row).index(cell)


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
