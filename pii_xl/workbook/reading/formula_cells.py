"""Cells of a workbook that hold a formula or a formula error, straight from the sheets' XML.

The fast reader gives values only and drops errors; a full reader would take a tenth of a second a file for a few cells.
"""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK = PurePosixPath("xl/workbook.xml")
ERROR, TEXT = "e", "str"


class FormulaCell(NamedTuple):
    """A formula with "=" ("" when the cell has none) and what the program that saved the file made of it."""

    formula: str
    value: float | str | None


def formula_cells(path: Path, sheets: set[str]) -> dict[tuple[str, str], FormulaCell]:
    """The cells of ``sheets`` with a formula or an error, by sheet and address. A damaged file gives what is readable."""
    found: dict[tuple[str, str], FormulaCell] = {}
    try:
        with zipfile.ZipFile(path) as package:
            for name, part in _parts(package).items():
                if name in sheets:
                    with package.open(part) as xml:
                        found |= {(name, cell): content for cell, content in _cells(xml)}
    except (KeyError, OSError, ET.ParseError, zipfile.BadZipFile):
        return found
    return found


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names and the parts of the package that hold them."""
    relations = ET.fromstring(package.read(str(BOOK.parent / "_rels" / f"{BOOK.name}.rels")))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations.iter(RELATION)}
    book = ET.fromstring(package.read(str(BOOK)))
    return {str(sheet.get("name")): _part(targets[sheet.get(ID)]) for sheet in book.iter(f"{MAIN}sheet")}


def _part(target: str) -> str:
    """A relationship's target as a name in the package: from its root, or beside the workbook part."""
    return target.removeprefix("/") if target.startswith("/") else str(BOOK.parent / target)


def _cells(xml: IO[bytes]) -> list[tuple[str, FormulaCell]]:
    found = []
    for _, element in ET.iterparse(xml):
        if element.tag == f"{MAIN}c":
            formula, kind = element.find(f"{MAIN}f"), element.get("t", "")
            if formula is not None or kind == ERROR:
                text = f"={formula.text or ''}" if formula is not None else ""
                found.append((str(element.get("r")), FormulaCell(text, _value(element, kind))))
        elif element.tag == f"{MAIN}row":
            element.clear()
    return found


def _value(element: ET.Element, kind: str) -> float | str | None:
    text = element.findtext(f"{MAIN}v")
    if not text or kind in (ERROR, TEXT):
        return text or None
    try:
        return float(text)
    except ValueError:
        return text
