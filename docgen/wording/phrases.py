"""Turns of phrase: changes in words, lists, citations, the letters of điểm a) b) c) d) đ) …"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from docgen.facts import CitedDocument, Label, Relation
from docgen.wording.dates import day_of, long_date
from docgen.wording.numbers import amount, count, points
from docgen.wording.typography import unstopped

#: The Vietnamese alphabet without the letters that the decree's own lists skip (ă, â, ê, ô, ơ, ư).
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

INDEX = "Chỉ số đổi mới sáng tạo cấp địa phương (PII)"

_RELATIONS = {
    Relation.ABOVE: "cao hơn",
    Relation.AT_LEAST: "đạt từ",
    Relation.AT_MOST: "không quá",
    Relation.BELOW: "thấp hơn",
    Relation.EQUAL: "bằng",
}
_TITLE_NEEDS_NO_LINK = ("về ", "quy định", "ban hành", "phê duyệt", "hướng dẫn", "triển khai", "v/v ")


def point_letter(index: int) -> str:
    """The letter of the ``index``-th điểm, from 0: a b c d đ e g h i k …"""
    return POINT_LETTERS[index]


def listed(items: Iterable[str], last: str = " và ") -> str:
    """ "A, B và C"; with ";" when an item has a comma of its own."""
    parts = [unstopped(item) for item in items]
    if len(parts) < 2:
        return "".join(parts)
    if any(", " in part or ";" in part for part in parts):
        return "; ".join(parts)
    return ", ".join(parts[:-1]) + last + parts[-1]


def changed(difference: Decimal) -> str:
    """A change of points in words: "tăng 1,20 điểm", "giảm 0,80 điểm", "không thay đổi"."""
    if difference == 0:
        return "không thay đổi"
    verb = "tăng" if difference > 0 else "giảm"
    return f"{verb} {amount(difference)} điểm"


def rank_changed(now: int, before: int, than: str) -> str:
    """A change of rank in words: a smaller rank is "tăng 03 bậc"."""
    if now == before:
        return f"giữ nguyên thứ hạng {than}"
    verb = "tăng" if now < before else "giảm"
    return f"{verb} {count(abs(now - before))} bậc so với {than}"


def relation_words(relation: Relation, value: float) -> str:
    """A target in words: "cao hơn 45,92 điểm"."""
    return f"{_RELATIONS[relation]} {points(value)} điểm" + (
        " trở lên" if relation is Relation.AT_LEAST else ""
    )


def cited(document: CitedDocument) -> str:
    """First citation: kind, number, date, issuer, trích yếu."""
    title = unstopped(document.title)
    link = "" if not title or title.lower().startswith(_TITLE_NEEDS_NO_LINK) else "về "
    return f"{document.kind} số {document.number} {long_date(document.issued)} của {document.issuer} {link}{title}".strip()


def cited_again(document: CitedDocument) -> str:
    """Later citations: kind and number."""
    return f"{document.kind} số {document.number}"


def dated_citation(document: CitedDocument) -> str:
    """A citation with number and short date: "Công văn số 512/SKHCN-QLCN ngày 06/8/2025"."""
    return f"{document.kind} số {document.number} {day_of(document.issued)}"


def label_note(labels: Sequence[Label | None]) -> str:
    """What a caption says of figures that were not published: " (số liệu minh họa)"; "" when all were."""
    order = (Label.ILLUSTRATIVE, Label.ESTIMATED, Label.REPORTED)
    found = [str(label) for label in order if label in labels]
    return f" (có số liệu {listed(found)})" if found else ""
