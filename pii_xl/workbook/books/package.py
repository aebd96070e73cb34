"""The last step of building the master workbook: VBA project and ribbon go in, the package is written in a fixed form."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import xlsxwriter

from pii_xl.ground.errors import PiiError
from pii_xl.ground.files import write_atomically
from pii_xl.workbook.cells.row_heights import adjustable
from pii_xl.workbook.macros.ribbon import SheetMenu, ribbon_xml
from pii_xl.workbook.macros.vba_project import PART as VBA_PART

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
WORKBOOK_PART = "xl/workbook.xml"
SHEET_PARTS, CHART_PARTS = "xl/worksheets/", "xl/charts/chart"
GAP, CHART_END = b'<c:dispBlanksAs val="gap"/>', b"</c:chart>"
CORE_PART, LANGUAGE = "docProps/core.xml", "vi-VN"
RELATIONSHIPS_PART = "_rels/.rels"

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CORE_END = b"</cp:coreProperties>"
COMPRESSION = 7
"""Level 9 takes three times as long and makes a book three per cent smaller."""
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def attach_vba(workbook: xlsxwriter.Workbook, project: bytes) -> None:
    """Give ``workbook`` the VBA ``project`` and every sheet its code name: Sheet1 … SheetN in order.

    Call it when all sheets exist. Raises :class:`PiiError` E913 when the project was made for another number of sheets;
    Excel would then invent modules such as ``ThisWorkbook1``.
    """
    sheets = workbook.worksheets()
    code_names = ("ThisWorkbook", *(f"Sheet{number}" for number in range(1, len(sheets) + 1)))
    if _declared(project) != code_names:
        from pii_xl.workbook.macros.vba_building import document_modules

        found = document_modules(project)
        if found != code_names:
            raise PiiError("E913", sheets=len(sheets), modules=len(found) - 1)
    workbook.add_vba_project(io.BytesIO(project), is_stream=True)
    workbook.set_vba_name(code_names[0])
    for sheet, code_name in zip(sheets, code_names[1:], strict=True):
        sheet.set_vba_name(code_name)


def _declared(project: bytes) -> tuple[str, ...]:
    """The document modules that the project's text names, where it lies in one piece: nothing need be loaded to see them."""
    return tuple(name.decode() for name in re.findall(rb"Document=(\w+)/", project))


def finish(body: bytes | Path, path: Path) -> None:
    """Write to ``path`` the workbook ``body`` with the ribbon added; ``path`` is replaced at once or not at all.

    The parts are sorted and carry a fixed date, so equal contents give equal bytes (with the same zlib).
    Raises :class:`PiiError` E914 when ``body`` has no VBA project, :class:`UnreadableError` E103 when ``path``
    cannot be written.
    """
    parts = _completed(_parts(body))
    if VBA_PART not in parts:
        raise PiiError("E914", file=path)
    parts[RIBBON_PART] = ribbon_xml(sheet_menu(parts[WORKBOOK_PART]))
    parts[RELATIONSHIPS_PART] = _with_ribbon(parts[RELATIONSHIPS_PART])
    write_atomically(path, _zipped(parts))


def write_plain(body: bytes | Path, path: Path) -> None:
    """Write to ``path`` a workbook without macros in the same fixed form: sorted parts, fixed date, all or nothing.

    Row heights stay adjustable. Raises :class:`UnreadableError` E103 when ``path`` cannot be written.
    """
    write_atomically(path, plain(body))


def plain(body: bytes | Path) -> bytes:
    """A workbook without macros in the fixed form, as bytes."""
    return _zipped(_completed(_parts(body)))


def _completed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """What XlsxWriter leaves undone: the document's language, rows that Excel fits, and that charts leave a gap for a gap.

    A chart that does not say so draws a missing figure as zero where the reader takes the standard at its word.
    """
    charts = {
        name: part.replace(CHART_END, GAP + CHART_END)
        for name, part in parts.items()
        if name.startswith(CHART_PARTS) and b"<c:dispBlanksAs" not in part
    }
    sheets = {name: adjustable(part) for name, part in parts.items() if name.startswith(SHEET_PARTS)}
    core, language = parts[CORE_PART], f"<dc:language>{LANGUAGE}</dc:language>".encode()
    if language not in core:
        core = core.replace(_CORE_END, language + _CORE_END)
    return {**parts, **sheets, **charts, CORE_PART: core}


def sheet_menu(workbook_xml: bytes) -> SheetMenu:
    """The sheets that people see or may bring into view, in order; very hidden ones are nobody's."""
    states: dict[str, list[str]] = {"visible": [], "hidden": [], "veryHidden": []}
    for sheet in ET.fromstring(workbook_xml).iter(f"{_MAIN}sheet"):
        states[sheet.get("state", "visible")].append(sheet.attrib["name"])
    return SheetMenu(states["visible"], states["hidden"])


def _parts(body: bytes | Path) -> dict[str, bytes]:
    with zipfile.ZipFile(body if isinstance(body, Path) else io.BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with_ribbon(relationships: bytes) -> bytes:
    """``_rels/.rels`` leading to the ribbon, once."""
    text = relationships.decode("utf-8")
    if RIBBON_RELATIONSHIP in text:
        return relationships
    number = max((int(found) for found in re.findall(r'Id="rId(\d+)"', text)), default=0) + 1
    entry = f'<Relationship Id="rId{number}" Type="{RIBBON_RELATIONSHIP}" Target="{RIBBON_PART}"/>'
    return text.replace("</Relationships>", f"{entry}</Relationships>").encode("utf-8")


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            entry.external_attr = 0
            package.writestr(entry, parts[name], compresslevel=COMPRESSION)
    return buffer.getvalue()
