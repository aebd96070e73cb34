"""Ways to spoil a Word document, one at a time, so that a rule has something to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def tamper(source: Path, target: Path, spoil: Callable[[Any], None]) -> Path:
    """``source`` spoilt by ``spoil`` and saved as ``target``."""
    document = docx.Document(str(source))
    spoil(document)
    document.save(str(target))
    return target


def paragraphs(document: Any) -> Iterator[Paragraph]:
    """Every paragraph of the body, also those in tables."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def starting(document: Any, start: str) -> Paragraph:
    """The first paragraph whose text starts with ``start``."""
    return next(p for p in paragraphs(document) if p.text.replace("\u00a0", " ").startswith(start))


def look(
    start: str,
    *,
    size: float = 0,
    bold: bool | None = None,
    italic: bool | None = None,
    font: str = "",
    colour: str = "",
    align: str = "",
) -> Callable[[Any], None]:
    """Change the look of the paragraph that starts with ``start``."""

    def spoil(document: Any) -> None:
        paragraph = starting(document, start)
        if align:
            paragraph.alignment = ALIGN[align]
        for run in paragraph.runs:
            run.bold = bold if bold is not None else run.bold
            run.italic = italic if italic is not None else run.italic
            run.font.size = Pt(size) if size else run.font.size
            run.font.name = font or run.font.name
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour)

    return spoil


def reword(start: str, new: str) -> Callable[[Any], None]:
    """Give the paragraph that starts with ``start`` the text ``new``."""

    def spoil(document: Any) -> None:
        runs = starting(document, start).runs
        runs[0].text = new
        for run in runs[1:]:
            run.text = ""

    return spoil


def remove(start: str) -> Callable[[Any], None]:
    """Empty the paragraph that starts with ``start``."""

    def spoil(document: Any) -> None:
        for run in starting(document, start).runs:
            run.text = ""

    return spoil


def page(**values: int) -> Callable[[Any], None]:
    """Set attributes of the first section."""

    def spoil(document: Any) -> None:
        for name, value in values.items():
            setattr(document.sections[0], name, value)

    return spoil


def spacing(start: str, **values: Any) -> Callable[[Any], None]:
    """Set paragraph format attributes."""

    def spoil(document: Any) -> None:
        for name, value in values.items():
            setattr(starting(document, start).paragraph_format, name, value)

    return spoil
