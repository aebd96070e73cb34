"""What Excel makes of a value that is assigned to a cell: "01" becomes 1, "50%" becomes 0.5, "-abc" a formula.

English (US) conventions, as in VBA's ``Range.Value``. In cells formatted as text everything stays text.
Not covered: currency signs, fractions such as "1 1/2", month names.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

EPOCH = dt.date(1899, 12, 30)
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
ISO_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
US_DATE = re.compile(r"(?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?:[/-](?P<y>\d{4}))?")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True)
class Entry:
    """A cell's content: ``kind`` is empty, text, number, boolean, formula or error.

    ``number_format`` is what Excel gives a cell that was formatted "General"; None leaves it alone.
    """

    kind: str
    value: Any = ""
    number_format: str | None = None


EMPTY = Entry("empty")


def entry(value: Any, text_format: bool = False) -> Entry:
    """The content of a cell after ``value`` was assigned; ``{"date": serial}`` stands for a date."""
    if value is None or value == "":
        return EMPTY
    if text_format:
        return Entry("text", _as_text(value))
    if isinstance(value, bool):
        return Entry("boolean", value)
    if isinstance(value, (int, float)):
        return Entry("number", float(value))
    if isinstance(value, dict):
        serial = value["date"]
        return Entry("number", serial, "m/d/yyyy" if serial == int(serial) else "m/d/yyyy h:mm")
    return _typed(value)


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return f"{value:.15g}"  # fifteen digits, as Excel shows a number
    if isinstance(value, dict):
        moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(days=value["date"])
        return f"{moment.month}/{moment.day}/{moment.year}"
    return value[1:] if value.startswith("'") else value


def _typed(text: str) -> Entry:
    if text.startswith("'"):
        return Entry("text", text[1:]) if len(text) > 1 else EMPTY
    if text.startswith("=") and len(text) > 1:
        return Entry("formula", text)
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return Entry("boolean", stripped.upper() == "TRUE")
    if stripped.upper() in ERRORS:
        return Entry("error", stripped.upper())
    found = _number(stripped) or _moment(stripped)
    if found:
        return found
    if text[0] in "+-@" and len(text) > 1:
        return Entry("formula", "=" + text.lstrip("@"))
    return Entry("text", text)


def _number(text: str) -> Entry | None:
    percent = text.endswith("%")
    plain = text[:-1].rstrip() if percent else text
    grouped = GROUPED.fullmatch(plain)
    if not grouped and not NUMBER.fullmatch(plain):
        return None
    number = float(plain.replace(",", ""))
    if percent:
        return Entry("number", number / 100, "0.00%" if "." in plain else "0%")
    if grouped:
        return Entry("number", number, "#,##0.00" if "." in plain else "#,##0")
    return Entry("number", number, "0.00E+00" if "e" in plain.lower() else None)


def _moment(text: str) -> Entry | None:
    time = TIME.fullmatch(text)
    if time:
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        return Entry("number", (hours * 3600 + minutes * 60 + seconds) / 86400, "h:mm")
    date = ISO_DATE.fullmatch(text) or US_DATE.fullmatch(text)
    if not date:
        return None
    year = date["y"]
    try:
        day = dt.date(int(year or dt.date.today().year), int(date["m"]), int(date["d"]))
    except ValueError:
        return None
    return Entry("number", float((day - EPOCH).days), "m/d/yyyy" if year else "d-mmm")
