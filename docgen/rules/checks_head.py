"""Checks of the head: Quốc hiệu, issuer, number, date, kind, trích yếu, Kính gửi."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.rules.components import Components
from docgen.rules.faults import Fault, fault, look_faults
from docgen.rules.papers import small_lettered
from docgen.rules.text import filled_in, folded
from docgen.wording.typography import NBSP

MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: "Số: 12/BC-SKHCN"; the number may be blank for the clerk.
NUMBER_LINE = re.compile(r"^Số:\s*(?P<number>\d*|…+|\.+)\s*/(?P<symbol>\S+)$")
SYMBOL = re.compile(r"^[A-ZĐƯÂĂÔƠÊa-zđ&]+(?:[-.][A-ZĐƯÂĂÔƠÊa-zđ&]+)*$")
DATED = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\b")
SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
NEEDS_ADDRESSEE = {"tờ trình"}
KIND_SYMBOLS = {"BC", "KH", "TTr", "QĐ", "TB", "CTr", "HD", "NQ", "BB", "GM"}
"""Symbols of kinds that no office shares as its own abbreviation."""


def country_missing(parts: Components) -> Iterator[Fault]:
    """There is a Quốc hiệu."""
    if parts.country is None:
        yield Fault("trang đầu", "không tìm thấy Quốc hiệu")


def country_look(parts: Components) -> Iterator[Fault]:
    """Capitals, 12–13, upright, bold."""
    if parts.country:
        yield from look_faults(parts.country, sizes=(12, 13), bold=True, italic=False, capitals=True)


def motto_text(parts: Components) -> Iterator[Fault]:
    """The motto with its hyphens."""
    if parts.country is None:
        return
    if parts.motto is None:
        yield fault(parts.country, "không có Tiêu ngữ bên dưới")
    elif parts.motto.text.replace(NBSP, " ").strip() != MOTTO:
        yield fault(parts.motto, f"chưa đúng “{MOTTO}”")


def motto_look(parts: Components) -> Iterator[Fault]:
    """13–14, upright, bold, centred."""
    if parts.motto and folded(parts.motto.text).startswith("độc lập"):
        yield from look_faults(
            parts.motto, sizes=(13, 14), bold=True, italic=False, capitals=False, align="center"
        )


def parent_look(parts: Components) -> Iterator[Fault]:
    """Capitals, 12–13, upright, not bold."""
    lines = parts.issuers
    if len(lines) >= 2:
        yield from look_faults(lines[0], sizes=(12, 13), bold=False, italic=False, capitals=True)


def issuer_look(parts: Components) -> Iterator[Fault]:
    """Capitals, 12–13, upright, bold, centred."""
    if parts.issuers:
        yield from look_faults(
            parts.issuers[-1], sizes=(12, 13), bold=True, italic=False, capitals=True, align="center"
        )


def number_missing(parts: Components) -> Iterator[Fault]:
    """There is "Số:"."""
    if parts.number is None:
        yield Fault("trang đầu", "không tìm thấy số, ký hiệu")
    elif not parts.number.stripped.startswith("Số:"):
        yield fault(parts.number, "chưa viết “Số:”")


def _number_parts(parts: Components) -> tuple[str, str] | None:
    """(number, symbol) as typed; the number is "" when blank."""
    if parts.number is None:
        return None
    text = parts.number.stripped.removeprefix("Số").lstrip(" :")
    number, _, symbol = text.partition("/")
    return number.strip(" …."), symbol


def number_zero(parts: Components) -> Iterator[Fault]:
    """Numbers below ten have a zero."""
    found = _number_parts(parts)
    if found and parts.number and re.fullmatch(r"[1-9]", found[0]):
        yield fault(parts.number, f"số {found[0]} thiếu số 0 phía trước")


def number_symbol(parts: Components) -> Iterator[Fault]:
    """Capitals, "/" and "-" without spaces."""
    found = _number_parts(parts)
    if not found or not parts.number:
        return
    symbol = filled_in(found[1])
    if symbol == "x" or (parts.symbol_groups and not any(parts.symbol_groups)):
        return
    if " " in symbol.strip() or (parts.number.stripped.split("/")[0].endswith(" ") and found[0]):
        yield fault(parts.number, "có khoảng trắng quanh “/” hoặc “-”")
    elif not SYMBOL.match(symbol.strip()) or _without_small(symbol) != _without_small(symbol).upper():
        yield fault(parts.number, f"ký hiệu “{found[1]}” chưa đúng mẫu")
    elif parts.paper.symbol and parts.symbol_groups[:1] not in ([parts.paper.symbol], [""]):
        kind = parts.paper.name
        yield fault(parts.number, f"ký hiệu “{symbol}” không phải của {kind}, cần “{parts.paper.symbol}-…”")
    elif parts.paper.form == "letter" and parts.symbol_groups[:1] and parts.symbol_groups[0] in KIND_SYMBOLS:
        yield fault(
            parts.number, f"ký hiệu “{symbol}” là của văn bản có tên loại, công văn ghi “tên cơ quan-đơn vị”"
        )


def _without_small(symbol: str) -> str:
    """``symbol`` without what the decree itself writes with small letters and what is left to fill in."""
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, small_lettered()))}|x)\b", "", symbol)


def number_look(parts: Components) -> Iterator[Fault]:
    """13, upright, centred."""
    if parts.number:
        yield from look_faults(parts.number, sizes=(13, 13), bold=False, italic=False, align="center")


def date_missing(parts: Components) -> Iterator[Fault]:
    """Place, comma, date."""
    if parts.date is None:
        yield Fault("trang đầu", "không tìm thấy địa danh, ngày, tháng, năm")
    elif not re.match(r"^\S.*,\s*ngày\b", parts.date.stripped):
        yield fault(parts.date, "thiếu địa danh hoặc dấu phẩy sau địa danh")


def _dates(parts: Components) -> Iterator[tuple[str, str, Fault]]:
    """(day, month, where) of every date, long or short."""
    for paragraph in parts.reading.filled:
        text = paragraph.stripped
        for match in (*DATED.finditer(text), *SHORT_DATE.finditer(text)):
            yield match[1], match[2], fault(paragraph, f"“{match[0]}”")


def date_day_zero(parts: Components) -> Iterator[Fault]:
    """Days below ten have a zero."""
    return (found for day, _, found in _dates(parts) if len(day) == 1)


def date_month_zero(parts: Components) -> Iterator[Fault]:
    """Only the months 1 and 2 have a zero."""
    for _, month, found in _dates(parts):
        if (month in {"1", "2"}) or (len(month) == 2 and month[0] == "0" and int(month) > 2):
            yield found


def date_look(parts: Components) -> Iterator[Fault]:
    """13–14, italic."""
    if parts.date:
        yield from look_faults(parts.date, sizes=(13, 14), italic=True, bold=False)


def kind_look(parts: Components) -> Iterator[Fault]:
    """Capitals, 13–14, upright, bold, centred."""
    if parts.kind:
        yield from look_faults(
            parts.kind, sizes=(13, 14), bold=True, italic=False, capitals=True, align="center"
        )


def subject_look(parts: Components) -> Iterator[Fault]:
    """Small letters, 13–14, upright, bold, centred."""
    if parts.subject:
        yield from look_faults(
            parts.subject, sizes=(13, 14), bold=True, italic=False, capitals=False, align="center"
        )


def letter_subject(parts: Components) -> Iterator[Fault]:
    """A công văn has a V/v: 12–13, upright, not bold."""
    if parts.kind is not None:
        return
    if parts.letter_subject is None:
        if parts.number is not None:
            yield Fault("trang đầu", "công văn chưa có trích yếu “V/v …”")
        return
    if not parts.letter_subject.stripped.startswith("V/v"):
        yield fault(parts.letter_subject, "trích yếu chưa bắt đầu bằng “V/v”")
    yield from look_faults(parts.letter_subject, sizes=(12, 13), bold=False, italic=False)


def addressee_missing(parts: Components) -> Iterator[Fault]:
    """Letters, submissions and upward reports say to whom."""
    if parts.addressee is not None or parts.number is None:
        return
    kind = parts.kind_name
    upward = kind == "báo cáo" and any("như trên" in folded(p.text) for p in parts.recipients_list)
    if not kind or kind in NEEDS_ADDRESSEE or upward:
        yield Fault("trang đầu", "không có phần “Kính gửi”")


def addressee_look(parts: Components) -> Iterator[Fault]:
    """13–14, upright, not bold, with a colon."""
    if parts.addressee:
        yield from look_faults(parts.addressee, sizes=(13, 14), bold=False, italic=False)
        if not parts.addressee.stripped.startswith("Kính gửi:"):
            yield fault(parts.addressee, "sau “Kính gửi” chưa có dấu hai chấm")


def addressee_list(parts: Components) -> Iterator[Fault]:
    """ ";" after each, "." after the last."""
    lines = parts.addressee_list
    for line in lines:
        stop = "." if line is lines[-1] else ";"
        if not line.stripped.endswith(stop):
            yield fault(line, f"cuối dòng cần dấu “{stop}”")
