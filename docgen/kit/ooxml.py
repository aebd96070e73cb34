"""Units and small elements of WordprocessingML."""

from __future__ import annotations

from functools import cache
from typing import Any

from docx.oxml import parse_xml

URIS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
NAMESPACES = {prefix: f'xmlns:{prefix}="{uri}"' for prefix, uri in URIS.items()}
EMU_PER_MM = 36000


def twentieths(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def dxa_of_mm(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def emu_of_mm(mm: float) -> int:
    """Millimetres as English Metric Units."""
    return round(mm * EMU_PER_MM)


def element(xml: str, *prefixes: str) -> Any:
    """The element that ``xml`` describes; ``prefixes`` besides "w" are declared on its root."""
    head, rest = (
        xml.split(">", 1) if not xml.split(">", 1)[0].endswith("/") else (xml.split("/>", 1)[0], None)
    )
    declared = " ".join(NAMESPACES[prefix] for prefix in ("w", *prefixes))
    return parse_xml(f"{head} {declared}/>" if rest is None else f"{head} {declared}>{rest}")


@cache
def w(name: str) -> str:
    """The name of a w: element or attribute as lxml writes it."""
    return f"{{{URIS['w']}}}{name}"
