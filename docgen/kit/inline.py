"""What stands inside a paragraph besides plain text, and the runs it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.kit.xml_text import escape
from docgen.wording.typography import tidy


@dataclass(frozen=True)
class Bold:
    """Bold text."""

    text: str


@dataclass(frozen=True)
class Italic:
    """Italic text."""

    text: str


@dataclass(frozen=True)
class Ref:
    """A cross reference to the caption or appendix registered under ``key``, e.g. "Bảng 1"."""

    key: str


@dataclass(frozen=True)
class Note:
    """A footnote."""

    text: str


@dataclass(frozen=True)
class Raw:
    """Text set as it stands: its spaces are wanted (blanks for the clerk)."""

    text: str


Inline = str | Bold | Italic | Ref | Note | Raw


def run(text: str, style: str = "", size: float = 0) -> str:
    """A run of ``text``; ``style`` is a character style's id, ``size`` the points if not those of the paragraph."""
    inside = f'<w:rStyle w:val="{style}"/>' if style else ""
    if size:
        inside += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    properties = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, cached: str) -> str:
    """A field with its cached result, so that nothing must be updated on opening."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + run(cached) + mark("end")


def spaced(content: tuple[Inline, ...]) -> Iterator[Inline]:
    """``content`` with every text cleaned, bound and free of doubled spaces, keeping the spaces at its seams."""
    for item in content:
        if isinstance(item, str):
            yield bound_keeping_ends(item)
        elif isinstance(item, Bold):
            yield Bold(bound_keeping_ends(item.text))
        elif isinstance(item, Italic):
            yield Italic(bound_keeping_ends(item.text))
        elif isinstance(item, Note):
            yield Note(tidy(item.text))
        else:
            yield item


def bound_keeping_ends(text: str) -> str:
    """``text`` cleaned and bound; one space at either end is kept, because another run may follow."""
    inner = tidy(text)
    return " " * text.startswith(" ") + inner + " " * (text.endswith(" ") and bool(inner))
