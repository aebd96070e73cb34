"""A fault found by a check, and the comparisons that most checks are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.rules.reading import Look, Paragraph

SHOWN = 45  # characters of a paragraph that name it


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where ("đoạn 12 “Trên đây là …”")."""

    where: str
    what: str
    paragraph: int = 0  # its number; 0: the whole document


def place(paragraph: Paragraph) -> str:
    """The paragraph's place as a reader finds it."""
    text = paragraph.stripped
    page = f"trang {paragraph.page}, " if paragraph.page else ""
    return f"{page}đoạn {paragraph.index} “{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"


def fault(paragraph: Paragraph, what: str) -> Fault:
    """A fault of one paragraph."""
    return Fault(place(paragraph), what, paragraph.index)


def number(value: float) -> str:
    """A measure for a message: at most one decimal, with comma."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def look_faults(
    paragraph: Paragraph,
    *,
    sizes: tuple[float, float],
    bold: bool | None = None,
    italic: bool | None = None,
    capitals: bool | None = None,
    align: str = "",
) -> Iterator[Fault]:
    """The ways in which a paragraph's look differs from what is asked; None asks nothing."""
    look, text = paragraph.look, paragraph.stripped
    low, high = sizes
    if not low <= look.size <= high:
        asked = number(low) if low == high else f"{number(low)} - {number(high)}"
        yield fault(paragraph, f"cỡ chữ {number(look.size)}, cần {asked}")
    if bold is not None and look.bold is not bold:
        yield fault(paragraph, "chưa in đậm" if bold else "không được in đậm")
    if italic is not None and look.italic is not italic:
        yield fault(paragraph, "chưa in nghiêng" if italic else "không được in nghiêng")
    if capitals is not None and (in_capitals(text, look)) is not capitals:
        yield fault(paragraph, "chưa viết in hoa" if capitals else "không viết in hoa toàn bộ")
    if align and look.align != align:
        yield fault(paragraph, "chưa canh giữa" if align == "center" else "chưa canh đều hai lề")


def in_capitals(text: str, look: Look) -> bool:
    """The text shows as capitals, typed so or by its look."""
    return look.capitals or (text.upper() == text and text.lower() != text)
