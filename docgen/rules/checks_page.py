"""Checks of paper, margins, font, colour and page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.rules.components import Components
from docgen.rules.faults import Fault, fault, number
from docgen.rules.reading import Paragraph, Section

A4 = (210, 297)
TOLERANCE = 1.0  # mm
MARGIN_TOLERANCE = 0.3  # mm
ALLOWED_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
BLACK = {"auto", "000000"}
MANY_CHARACTERS = 3500
MOST_FAULTS = 20  # of one kind in one document; more would bury the rest


def _sections(parts: Components) -> Iterator[tuple[str, Section]]:
    for at, section in enumerate(parts.reading.sections, 1):
        yield f"phần {at}", section


def paper(parts: Components) -> Iterator[Fault]:
    """A4, upright or across."""
    for where, section in _sections(parts):
        short, long = sorted((section.width, section.height))
        if abs(short - A4[0]) > TOLERANCE or abs(long - A4[1]) > TOLERANCE:
            yield Fault(where, f"khổ giấy {number(section.width)} mm x {number(section.height)} mm")


def orientation(parts: Components) -> Iterator[Fault]:
    """The main part is upright unless it has tables."""
    first = parts.reading.sections[:1]
    tables = any(p.cell for p in parts.main)
    if first and first[0].landscape and not tables:
        yield Fault("phần 1", "trang quay ngang")


def _margin(parts: Components, side: str) -> Iterator[Fault]:
    low, high = ALLOWED_MARGINS[side]
    for where, section in _sections(parts):
        value = section.margins.get(side)
        if value is not None and not low - MARGIN_TOLERANCE <= value <= high + MARGIN_TOLERANCE:
            yield Fault(where, f"lề {SIDES[side]} {number(value)} mm")


def margin_top(parts: Components) -> Iterator[Fault]:
    """20–25 mm."""
    return _margin(parts, "top")


def margin_bottom(parts: Components) -> Iterator[Fault]:
    """20–25 mm."""
    return _margin(parts, "bottom")


def margin_left(parts: Components) -> Iterator[Fault]:
    """30–35 mm."""
    return _margin(parts, "left")


def margin_right(parts: Components) -> Iterator[Fault]:
    """15–20 mm."""
    return _margin(parts, "right")


def font(parts: Components) -> Iterator[Fault]:
    """Times New Roman everywhere."""
    for paragraph in parts.reading.filled:
        others = {run.look.font for run in paragraph.runs if run.text.strip()} - {"Times New Roman"}
        if others:
            yield fault(paragraph, f"phông chữ {', '.join(sorted(others))}")


def colour(parts: Components) -> Iterator[Fault]:
    """Black everywhere, but for the marks of urgency."""
    for paragraph in parts.reading.filled:
        if paragraph.stripped in {"KHẨN", "HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "MẬT", "TỐI MẬT", "TUYỆT MẬT"}:
            continue
        others = {run.look.colour for run in paragraph.runs if run.text.strip()} - BLACK
        if others:
            yield fault(paragraph, f"màu chữ #{', #'.join(sorted(others))}")


def _page_fields(groups: tuple[tuple[Paragraph, ...], ...]) -> list[Paragraph]:
    return [p for group in groups for p in group if any(f.split()[:1] == ["PAGE"] for f in p.fields)]


def _numbers(parts: Components) -> Iterator[Paragraph]:
    for section in parts.reading.sections:
        yield from _page_fields(section.headers)


def page_number_place(parts: Components) -> Iterator[Fault]:
    """Centred in the header, not in the footer."""
    for where, section in _sections(parts):
        if _page_fields(section.footers):
            yield Fault(where, "số trang đặt ở chân trang")
        if any(p.look.align != "center" for p in _page_fields(section.headers)):
            yield Fault(where, "số trang chưa canh giữa")


def page_number_size(parts: Components) -> Iterator[Fault]:
    """13–14, upright."""
    for paragraph in _numbers(parts):
        look = paragraph.look
        if not 13 <= look.size <= 14 or look.italic:
            yield Fault(
                "đầu trang", f"số trang cỡ {number(look.size)}{', in nghiêng' if look.italic else ''}"
            )


def page_number_first(parts: Components) -> Iterator[Fault]:
    """Hidden on the first page."""
    shown = False
    for where, section in _sections(parts):
        shown = shown or bool(_page_fields(section.headers))
        if shown and not section.title_page:
            yield Fault(where, "số trang hiển thị ở trang thứ nhất")


def page_number_missing(parts: Components) -> Iterator[Fault]:
    """A document of several pages has page numbers."""
    length = sum(len(p.stripped) for p in parts.reading.filled)
    numbered = any(_page_fields(s.headers) or _page_fields(s.footers) for s in parts.reading.sections)
    if not numbered and (length > MANY_CHARACTERS or parts.appendices):
        yield Fault("cả văn bản", "chưa đánh số trang")
