"""What people may do on a protected sheet, as the workbook's file says: LibreOffice's interface does not tell it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
IN_FILE = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}
"""Excel's names of what is allowed, in the order of ``Worksheet.Protect``, and the file's names of what is locked."""


class Protection:
    """Excel's ``Worksheet.Protection``."""

    def __init__(self, allowed: tuple[bool, ...]) -> None:
        self.__dict__.update(zip(IN_FILE, allowed, strict=True))


def protection_in_file(path: str, sheet: str) -> tuple[bool, ...]:
    """DrawingObjects, Contents, Scenarios, UserInterfaceOnly and what is allowed; nothing allowed where nothing is said."""
    attributes = _attributes(Path(path), sheet) if Path(path).is_file() else {}
    allowed = (attributes.get(name, "1") in ("0", "false") for name in IN_FILE.values())
    return (_on(attributes, "objects"), True, _on(attributes, "scenarios"), False, *allowed)


def _on(attributes: dict[str, str], name: str) -> bool:
    return attributes.get(name, "0") in ("1", "true")


def _attributes(path: Path, sheet: str) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): str(one.get("Target")) for one in relations}
        wanted = [one.get(RELATION) for one in book.iter(f"{MAIN}sheet") if one.get("name") == sheet]
        if not wanted:
            return {}
        part = package.read("xl/" + targets[wanted[0]].removeprefix("/xl/")).decode()
    found = re.search(r"<sheetProtection[^>]*>", part)
    return dict(re.findall(r'(\w+)="([^"]*)"', found[0])) if found else {}
