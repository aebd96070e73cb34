"""One cell's content, as a typed value or a finding that tells what was there and what belongs there."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from pii_xl.ground.com_values import ERROR_VALUES
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.text import NumberReading, compact_vi, is_legacy_text, key, read_number, tidy
from pii_xl.layout.parts import CHOICE_CODES, CHOICES, OBSOLETE_CHOICES, Column, Kind

EXCEL_EPOCH = date(1899, 12, 30)
DAYS_FROM_1900_TO_1904 = 1462
FIRST_YEAR, LAST_YEAR = 1945, 2050
"""No document of this state is older, no task of the plans runs longer."""
SMALLEST_NUMBER, LARGEST_NUMBER = 1e-9, 1e15
LONGEST_TEXT = 5000


class Parsed(NamedTuple):
    """A typed value (blank if the content was unusable) and what was found, if anything."""

    value: Any
    finding: Finding | None = None


class _Problem(NamedTuple):
    """What is wrong with a cell: the message's code and the facts its text needs beyond heading and content."""

    code: str
    facts: Mapping[str, Any] = {}


def parse(content: object, column: Column) -> Parsed:
    """Read one cell for one column. Blank text is "", a blank number NaN, a blank date None. Never raises.

    Where the cell is, its finding does not know.
    """
    value, problem = _read(content, column)
    if problem is None:
        return Parsed(value)
    facts = {"header": column.header, "content": shown(content), **problem.facts}
    return Parsed(value, finding(problem.code, **facts))


def _read(content: object, column: Column) -> tuple[Any, _Problem | None]:
    if content is None or (isinstance(content, float) and math.isnan(content)):
        return blank(column), None
    if isinstance(content, str) and content.strip().upper() in ERROR_VALUES:
        return blank(column), _Problem("E401")
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return _number(content)
    return _date(content) if column.kind is Kind.DATE else _text(content, column)


def blank(column: Column) -> Any:
    """What an empty cell of ``column`` is in a frame: NaN, ``None`` or an empty text."""
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return float("nan")
    return None if column.kind is Kind.DATE else ""


def shown(content: object) -> str:
    """A cell's content as a message quotes it: short and on one line."""
    if isinstance(content, float) and math.isfinite(content):
        text = compact_vi(content)
    else:
        text = " ".join(tidy(content).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _number(content: object) -> tuple[float, _Problem | None]:
    read = read_number(content)
    if read.reading is NumberReading.BLANK:
        return float("nan"), None
    if read.reading is NumberReading.AMBIGUOUS:
        return float("nan"), _Problem("E403")
    if read.value is None:
        return float("nan"), _Problem("E402")
    if _is_unreal(read.value):
        return float("nan"), _Problem("E443", {"content": f"{read.value:.2e}".replace(".", ",")})
    if read.reading is NumberReading.FROM_TEXT:
        return read.value, _Problem("W404", {"number": compact_vi(read.value)})
    return read.value, None


def _is_unreal(number: float) -> bool:
    return number != 0 and not SMALLEST_NUMBER <= abs(number) <= LARGEST_NUMBER


def _date(content: object) -> tuple[date | None, _Problem | None]:
    day, problem = _any_date(content)
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        facts = {"content": f"{day:%d/%m}/{day.year:04d}", "first": FIRST_YEAR, "last": LAST_YEAR}
        return None, _Problem("E440", facts)
    return day, problem


def _any_date(content: object) -> tuple[date | None, _Problem | None]:
    if isinstance(content, str) and not content.strip():
        return None, None
    if isinstance(content, datetime):
        return content.date(), None
    if isinstance(content, date):
        return content, None
    if isinstance(content, float | int) and not isinstance(content, bool) and 1 <= content < 2_958_466:
        return EXCEL_EPOCH + timedelta(days=int(content)), None
    day = read_date(str(content))
    return day, None if day else _Problem("E407")


def read_date(text: str) -> date | None:
    """A date typed as text; None for anything else, a month without a day and a year of two figures among them.

    "06/5/2025", "6-5-2025", "2025-05-06", and as documents write it: "ngày 06 tháng 5 năm 2025", "6 tháng năm, 2025".
    """
    words = _IN_WORDS.search(tidy(text).casefold())
    if words:
        month = MONTHS.get(words["month"]) or int(words["month"])
        return _day_of(int(words["year"]), month, int(words["day"]))
    cleaned = tidy(text).replace("-", "/").replace(".", "/")
    for pattern in ("%d/%m/%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(cleaned, pattern).date()
        except ValueError:
            continue
    return None


MONTHS = {
    name: number
    for number, names in enumerate(
        ("một giêng", "hai", "ba", "tư bốn", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười"), start=1
    )
    for name in names.split()
} | {"mười một": 11, "mười hai": 12, "chạp": 12}
_IN_WORDS = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2}|"
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r")\s*(?:,|năm|/)?\s*(?:năm\s+)?(?P<year>\d{4})(?!\d)"
)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _text(content: object, column: Column) -> tuple[str, _Problem | None]:
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    text = tidy(content)
    if len(text) > LONGEST_TEXT:
        return "", _Problem("E409", {"length": len(text), "limit": LONGEST_TEXT})
    choices = CHOICES.get(column.choices)
    if choices is None and is_legacy_text(text):
        return text, _Problem("W441")
    if not text or choices is None:
        return text, None
    for choice in (*choices, *OBSOLETE_CHOICES.get(column.choices, ())):
        if key(choice) == key(text):
            return CHOICE_CODES.get(column.choices, {}).get(choice, str(choice)), None
    return "", _Problem("E408", {"choices": "; ".join(str(choice) for choice in choices)})
