"""OpenDocument sheets scanned like the others: formulas, errors, percentages, and how far a sheet reaches."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from pii_xl.ground.errors import UnreadableError
from pii_xl.workbook.reading.package import Package, local
from pii_xl.workbook.reading.sheet_scan import CellMark, Look, Scan, address, is_too_far

CONTENT = "content.xml"
_ERRORS = ("#", "Err:")


def scan_ods(package: Package) -> Scan:
    """Scan all sheets. Raises UnreadableError E102 (damaged), E107 (too large), E112 (a cell out of reach)."""
    return Scan(
        {
            _get(table, "name"): _marks(package, table)
            for table in package.tree(CONTENT).iter()
            if local(table.tag) == "table"
        }
    )


def _marks(package: Package, table: ET.Element) -> dict[str, CellMark]:
    found: dict[str, CellMark] = {}
    row = 0
    for line in (one for one in table.iter() if local(one.tag) == "table-row"):
        column, repeated = 0, _count(line, "number-rows-repeated")
        for cell in line:
            width = _count(cell, "number-columns-repeated")
            if len(cell) or _get(cell, "value-type"):
                last = (row + repeated, column + width)
                if is_too_far(*last):
                    place = {"sheet": _get(table, "name"), "cell": address(*last)}
                    raise UnreadableError("E112", file=package.path, **place)
                mark = _mark(cell)
                if mark:
                    found |= {
                        address(row + down, column + right): mark
                        for down in range(1, repeated + 1)
                        for right in range(1, width + 1)
                    }
            column += width
        row += repeated
    return found


def _mark(cell: ET.Element) -> CellMark | None:
    formula, kind, shown = _get(cell, "formula"), _get(cell, "value-type"), "".join(cell.itertext())
    is_error = bool(formula) and kind != "string" and shown.startswith(_ERRORS)
    look = Look.PERCENT if kind == "percentage" else None
    if not (formula or is_error or look):
        return None
    number = _get(cell, "value")
    value: float | str | None = shown or None
    if number and not is_error:
        value = float(number)
    return CellMark(f"={formula.partition('=')[2]}" if formula else "", value, is_error, look)


def _get(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _count(element: ET.Element, name: str) -> int:
    given = _get(element, name)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 1
