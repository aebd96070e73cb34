"""Reading a citation as officials write it: "Công văn số 512/UBND-KGVX ngày 06/8/2025 của … về việc …"."""

from __future__ import annotations

import re
from datetime import date

from docgen.facts import CitedDocument
from docgen.wording.typography import clean, small, unstopped

EXAMPLE = (
    "Công văn số 512/UBND-KGVX ngày 06/8/2025 của Ủy ban nhân dân tỉnh Bắc Ninh về việc cung cấp số liệu"
)

_DAY = r"(?P<day>\d{1,2})\s*(?:/|-|tháng)\s*(?P<month>\d{1,2})\s*(?:/|-|năm)\s*(?P<year>\d{4})"
_TITLE = r"(?:\s+(?P<title>(?:về|v/v|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|cung cấp)\b.*))?"
_CITATION = re.compile(
    rf"^(?P<kind>\S.*?)\s+số:?\s+(?P<number>\S+),?\s+ngày\s+{_DAY}\s+của\s+(?P<issuer>\S.*?){_TITLE}$",
    re.IGNORECASE,
)
_NEXT = re.compile(r";\s*(?=\S[^;]{0,60}?\bsố:?\s+\S+,?\s+ngày\b)", re.IGNORECASE)


def read_citation(text: str) -> CitedDocument | None:
    """The document that ``text`` cites; None when kind, number, day or issuer cannot be told."""
    match = _CITATION.match(unstopped(clean(text)).strip(" -"))
    if not match:
        return None
    try:
        issued = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return CitedDocument(match["kind"], match["number"], issued, match["issuer"], small(match["title"] or ""))


def split_citations(text: str) -> list[str]:
    """Several citations, one a line or parted by ";", as single texts."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [part.strip() for line in lines for part in _NEXT.split(line) if part.strip(" ;.-")]
