"""One cell's content, as a typed value or a finding that tells what was there and what belongs there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from pii_xl.errors import Finding, finding
from pii_xl.layout.parts import CHOICES, Column, Kind
from pii_xl.text import NumberReading, compact_vi, key, read_number, tidy

EXCEL_EPOCH = date(1899, 12, 30)
ERROR_VALUES = ("#N/A", "#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NULL!")
LONGEST_TEXT = 5000


class Parsed(NamedTuple):
    """A typed value (blank if the content was unusable) and what was found, if anything."""

    value: Any
    finding: Finding | None = None


def parse(content: object, column: Column, *, sheet: str = "", cell: str = "", subject: str = "") -> Parsed:
    """Read one cell for one column. Blank text is "", a blank number NaN, a blank date None. Never raises."""
    place = {"sheet": sheet, "cell": cell, "subject": subject}
    facts = {"header": column.header, "content": shown(content)}
    if isinstance(content, str) and content.strip().upper() in ERROR_VALUES:
        return Parsed(blank(column), finding("E401", **place, **facts))
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return _number(content, place, facts)
    if column.kind is Kind.DATE:
        return _date(content, place, facts)
    return _text(content, column, place, facts)


def blank(column: Column) -> Any:
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return float("nan")
    return None if column.kind is Kind.DATE else ""


def shown(content: object) -> str:
    """A cell's content as a message quotes it: short and on one line."""
    if isinstance(content, float):
        return compact_vi(content)
    text = " ".join(tidy(content).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _number(content: object, place: dict[str, str], facts: dict[str, str]) -> Parsed:
    read = read_number(content)
    if read.reading is NumberReading.BLANK:
        return Parsed(float("nan"))
    if read.reading is NumberReading.AMBIGUOUS:
        return Parsed(float("nan"), finding("E403", **place, **facts))
    if read.value is None:
        return Parsed(float("nan"), finding("E402", **place, **facts))
    if read.reading is NumberReading.FROM_TEXT:
        return Parsed(read.value, finding("W404", **place, **facts, number=compact_vi(read.value)))
    return Parsed(read.value)


def _date(content: object, place: dict[str, str], facts: dict[str, str]) -> Parsed:
    if content is None or (isinstance(content, str) and not content.strip()):
        return Parsed(None)
    if isinstance(content, datetime):
        return Parsed(content.date())
    if isinstance(content, date):
        return Parsed(content)
    if isinstance(content, float | int) and not isinstance(content, bool) and 1 <= content < 2_958_466:
        return Parsed(EXCEL_EPOCH + timedelta(days=int(content)))
    day = read_date(str(content))
    return Parsed(day) if day else Parsed(None, finding("E407", **place, **facts))


def read_date(text: str) -> date | None:
    """A date typed as text: "06/5/2025", "6-5-2025" or "2025-05-06"; None for anything else."""
    cleaned = tidy(text).replace("-", "/").replace(".", "/")
    for pattern in ("%d/%m/%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(cleaned, pattern).date()
        except ValueError:
            continue
    return None


def _text(content: object, column: Column, place: dict[str, str], facts: dict[str, str]) -> Parsed:
    if isinstance(content, float) and content == int(content):
        content = int(content)
    text = tidy(content)
    if len(text) > LONGEST_TEXT:
        return Parsed("", finding("E409", **place, **facts, length=len(text), limit=LONGEST_TEXT))
    choices = CHOICES.get(column.choices)
    if not text or choices is None:
        return Parsed(text)
    for choice in choices:
        if key(choice) == key(text):
            return Parsed(str(choice))
    return Parsed("", finding("E408", **place, **facts, choices="; ".join(str(choice) for choice in choices)))
