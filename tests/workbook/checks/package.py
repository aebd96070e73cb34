"""What would make Excel offer to repair a workbook. The Open XML SDK's rules see only part of it; the rest is here."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from openpyxl.utils import get_column_letter, range_boundaries
from openxml_audit import OpenXmlValidator

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
VBA_TYPE = "application/vnd.ms-office.vbaProject"
RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"

_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_NAME = re.compile(r"(?!\d)[\w\\][\w.\\]*")
# Functions newer than Excel 2007 stand in files as _xlfn.NAME; without it the cell shows #NAME?.
_NEWER_FUNCTION = re.compile(
    r"(?<![\w.])((?!ERROR\.TYPE\b)[A-Z]+\.[A-Z]+|IFS|SWITCH|TEXTJOIN|CONCAT|MAXIFS|MINIFS|IFNA|XLOOKUP|XMATCH|LET|LAMBDA"
    r"|FILTER|UNIQUE|SORT|SORTBY|SEQUENCE|RANDARRAY|[HV]STACK|TO(?:COL|ROW)|TAKE|DROP|TEXT(?:SPLIT|BEFORE|AFTER)|DAYS"
    r"|NUMBERVALUE|XOR|FORMULATEXT|ISFORMULA|SHEETS?)\("
)
_COLUMN = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\[(?:\[#[^\]]*\],)?\[?([^\[\]#@]+)\]")


def package_findings(path: Path) -> list[str]:
    """What is wrong with the workbook at ``path``: package, sheets, tables, names, formulas, style numbers."""
    with zipfile.ZipFile(path) as package:
        infos = package.infolist()
        parts = {info.filename: package.read(info) for info in infos}
    audit = OpenXmlValidator().validate(str(path))
    return [
        *(f"Open XML: {error}" for error in audit.errors),
        *_archive(infos),
        *_content_types(parts),
        *_relationships(parts),
        *_Workbook(parts).findings(),
    ]


def _archive(infos: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = [info.filename for info in infos]
    if names != sorted(set(names)):
        yield "the parts are not sorted and unique"
    if {info.date_time for info in infos} != {(1980, 1, 1, 0, 0, 0)}:
        yield "the parts carry dates that change from build to build"


def _content_types(parts: Mapping[str, bytes]) -> Iterator[str]:
    types = ET.fromstring(parts["[Content_Types].xml"])
    defaults = {e.attrib["Extension"].lower(): e.attrib["ContentType"] for e in types.iter(f"{TYPES}Default")}
    overrides = {e.attrib["PartName"]: e.attrib["ContentType"] for e in types.iter(f"{TYPES}Override")}

    def type_of(name: str) -> str | None:
        return overrides.get(f"/{name}", defaults.get(name.rpartition(".")[2].lower()))

    yield from (f"{name} has no content type" for name in parts if name[0] != "[" and type_of(name) is None)
    yield from (f"a content type for {name}, which is missing" for name in overrides if name[1:] not in parts)
    if type_of("xl/workbook.xml") != MACRO_WORKBOOK:
        yield f"the workbook's content type is {type_of('xl/workbook.xml')}"
    if type_of("xl/vbaProject.bin") != VBA_TYPE:
        yield f"the VBA project's content type is {type_of('xl/vbaProject.bin')}"


def _relationships(parts: Mapping[str, bytes]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for name in sorted(parts):
        if not name.endswith(".rels"):
            continue
        source = posixpath.dirname(posixpath.dirname(name))
        entries = list(ET.fromstring(parts[name]).iter(RELATIONSHIP))
        if len({entry.attrib["Id"] for entry in entries}) != len(entries):
            yield f"{name}: ids repeat"
        for entry in entries:
            if entry.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", source, entry.attrib["Target"])).lstrip("/")
            counts[entry.attrib["Type"]] += 1
            if target not in parts:
                yield f"{name}: leads to {target}, which is missing"
    for what, kind in (("the ribbon", RIBBON), ("the VBA project", VBA)):
        if counts[kind] != 1:
            yield f"{counts[kind]} relationships lead to {what}"


class _Workbook:
    """The parts of a workbook read once, and what is wrong with them."""

    def __init__(self, parts: Mapping[str, bytes]):
        self.parts = parts
        self.root = ET.fromstring(parts["xl/workbook.xml"])
        self.styles = ET.fromstring(parts["xl/styles.xml"])
        shared = parts.get("xl/sharedStrings.xml", b"<sst/>")
        self.strings = [
            "".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in ET.fromstring(shared)
        ]
        targets = self._targets("xl/workbook.xml")
        self.sheets = {
            sheet.attrib["name"]: f"xl/{targets[sheet.attrib[OFFICE_ID]]}"
            for sheet in self.root.iter(f"{MAIN}sheet")
            if sheet.attrib[OFFICE_ID] in targets
        }
        self.sheet_names = [sheet.attrib["name"] for sheet in self.root.iter(f"{MAIN}sheet")]
        self.trees = {name: ET.fromstring(parts[part]) for name, part in self.sheets.items() if part in parts}
        self.tables = {name: list(self._tables_of(name)) for name in self.trees}

    def findings(self) -> Iterator[str]:
        yield from self._sheet_names()
        yield from self._code_names()
        yield from self._names()
        for sheet in self.trees:
            yield from (f"sheet “{sheet}”: {fault}" for fault in self._sheet(sheet))

    def _targets(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        rels = self.parts.get(f"{folder}/_rels/{name}.rels", b"<none/>")
        return {e.attrib["Id"]: e.attrib["Target"] for e in ET.fromstring(rels).iter(RELATIONSHIP)}

    def _tables_of(self, sheet: str) -> Iterator[ET.Element]:
        part = self.sheets[sheet]
        targets = self._targets(part)
        for entry in self.trees[sheet].iter(f"{MAIN}tablePart"):
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(part), targets[entry.attrib[OFFICE_ID]])
            )
            if target in self.parts:
                yield ET.fromstring(self.parts[target])

    def _sheet_names(self) -> Iterator[str]:
        yield from _repeated("sheet name", (name.casefold() for name in self.sheet_names))
        for name in self.sheet_names:
            if not 1 <= len(name) <= 31:
                yield f"sheet “{name}”: the name has {len(name)} letters; at most 31 are allowed"
            if set(name) & set("[]:*?/\\") or name.strip("'") != name or name.casefold() == "history":
                yield f"sheet “{name}”: the name has letters that Excel forbids"
            if not unicodedata.is_normalized("NFC", name):
                yield f"sheet “{name}”: the name is not NFC"

    def _code_names(self) -> Iterator[str]:
        trees = [
            self.root.find(f"{MAIN}workbookPr"),
            *(t.find(f"{MAIN}sheetPr") for t in self.trees.values()),
        ]
        names = [tree.get("codeName", "") if tree is not None else "" for tree in trees]
        yield from _repeated("code name", (name.lower() for name in names))
        yield from (
            f"code name “{n}” is not allowed"
            for n in names
            if not re.fullmatch(r"[A-Za-z]\w{0,30}", n, re.ASCII)
        )

    def _names(self) -> Iterator[str]:
        defined = [
            (n.get("localSheetId", ""), n.attrib["name"]) for n in self.root.iter(f"{MAIN}definedName")
        ]
        yield from _repeated("defined name", (f"{scope}{name.lower()}" for scope, name in defined))
        tables = [table.attrib["displayName"] for tables in self.tables.values() for table in tables]
        globally = [name.lower() for scope, name in defined if not scope]
        yield from _repeated("table name", (name.lower() for name in tables))
        yield from (f"“{name}” is a table and a defined name" for name in tables if name.lower() in globally)
        ids = [table.attrib["id"] for tables in self.tables.values() for table in tables]
        yield from _repeated("table id", ids)
        for name in [*tables, *(name for _, name in defined if not name.startswith("_xlnm."))]:
            if not _NAME.fullmatch(name) or _CELL_LIKE.fullmatch(name) or len(name) > 255:
                yield f"“{name}” is not allowed as a name"
            if not unicodedata.is_normalized("NFC", name):
                yield f"the name “{name}” is not NFC"
        yield from (
            f"the name {n.attrib['name']} refers to nothing"
            for n in self.root.iter(f"{MAIN}definedName")
            if "#REF!" in (n.text or "")
        )

    def _sheet(self, sheet: str) -> Iterator[str]:
        cells = {cell.attrib["r"]: cell for cell in self.trees[sheet].iter(f"{MAIN}c")}
        yield from self._tables(sheet, cells)
        yield from self._formulas(cells)
        yield from self._numbers(sheet, cells)
        merged = [c.attrib["ref"] for c in self.trees[sheet].iter(f"{MAIN}mergeCell")]
        yield from _overlaps("merged cells", merged)
        for rule in self.trees[sheet].iter(f"{MAIN}dataValidation"):
            choices = rule.findtext(f"{MAIN}formula1") or ""
            if choices.startswith('"') and len(choices) > 257:
                yield f"the choices at {rule.get('sqref')} are longer than 255 letters"

    def _tables(self, sheet: str, cells: Mapping[str, ET.Element]) -> Iterator[str]:
        yield from _overlaps("tables", [table.attrib["ref"] for table in self.tables[sheet]])
        for table in self.tables[sheet]:
            name = table.attrib["displayName"]
            left, top, right, bottom = range_boundaries(table.attrib["ref"])
            headers = [column.attrib["name"] for column in table.iter(f"{MAIN}tableColumn")]
            if right - left + 1 != len(headers):
                yield f"{name}: {len(headers)} columns in {table.attrib['ref']}"
            if bottom <= top:
                yield f"{name}: no row below the headings"
            yield from _repeated(f"{name}: heading", (header.casefold() for header in headers))
            for number, header in enumerate(headers):
                place = f"{get_column_letter(left + number)}{top}"
                shown = self._text(cells.get(place))
                if shown != header.replace("_x000a_", "\n"):
                    yield f"{name}: heading “{header}” but cell {place} holds “{shown}”"
                if not unicodedata.is_normalized("NFC", header):
                    yield f"{name}: heading “{header}” is not NFC"

    def _text(self, cell: ET.Element | None) -> str | None:
        if cell is None:
            return None
        value = cell.findtext(f"{MAIN}v")
        if cell.get("t") == "s" and value is not None and int(value) < len(self.strings):
            return self.strings[int(value)]
        if cell.get("t") == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
        return value

    def _formulas(self, cells: Mapping[str, ET.Element]) -> Iterator[str]:
        columns = {
            table.attrib["displayName"].lower(): {c.attrib["name"] for c in table.iter(f"{MAIN}tableColumn")}
            for tables in self.tables.values()
            for table in tables
        }
        for place, cell in cells.items():
            formula = re.sub(r'"(?:[^"]|"")*"', '""', cell.findtext(f"{MAIN}f") or "")
            if re.search(r"(?<![\w\]])\[(?:\[#This Row\]|@)", formula):
                yield f"{place}: a reference to this row without the table's name"
            for name in _NEWER_FUNCTION.findall(formula):
                yield f"{place}: {name} stands without _xlfn."
            if "#REF!" in formula:
                yield f"{place}: a reference to nothing"
            if formula.count("(") != formula.count(")"):
                yield f"{place}: brackets do not match"
            for table, column in _COLUMN.findall(formula):
                known = columns.get(table.lower())
                if known is None:
                    yield f"{place}: there is no table {table}"
                elif re.sub(r"'([\[\]#'])", r"\1", column) not in known:
                    yield f"{place}: {table} has no column “{column}”"

    def _numbers(self, sheet: str, cells: Mapping[str, ET.Element]) -> Iterator[str]:
        formats = len(self.styles.find(f"{MAIN}cellXfs") or ())
        differential = len(self.styles.find(f"{MAIN}dxfs") or ())
        for place, cell in cells.items():
            if int(cell.get("s", "0")) >= formats:
                yield f"{place}: there is no cell format {cell.get('s')}"
            if cell.get("t") == "s" and int(cell.findtext(f"{MAIN}v") or 0) >= len(self.strings):
                yield f"{place}: there is no text number {cell.findtext(f'{MAIN}v')}"
        for rule in self.trees[sheet].iter(f"{MAIN}cfRule"):
            if int(rule.get("dxfId", "-1")) >= differential:
                yield f"a conditional format uses format {rule.get('dxfId')}, which is missing"


def _repeated(what: str, values: Iterator[str] | list[str]) -> Iterator[str]:
    yield from (
        f"{what} “{value}” is used {count} times" for value, count in Counter(values).items() if count > 1
    )


def _overlaps(what: str, references: list[str]) -> Iterator[str]:
    boxes = [(reference, range_boundaries(reference)) for reference in references]
    for number, (first, a) in enumerate(boxes):
        for second, b in boxes[number + 1 :]:
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
                yield f"{what} {first} and {second} overlap"
