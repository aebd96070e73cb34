"""Dates: the day always has two figures, only the months 1 and 2 do (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re
from datetime import date, datetime

_BLANK = "\u00a0" * 6


def _month(month: int) -> str:
    return f"{month:02d}" if month <= 2 else str(month)


def long_date(day: date) -> str:
    """ "ngày 06 tháng 5 năm 2025"."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def short_date(day: date) -> str:
    """ "06/5/2025"."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


_TYPED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def dates_rewritten(text: str) -> str:
    """``text`` as somebody typed it, its dates as the decree writes them: "ngày 6/05/2025" becomes "ngày 06/5/2025"."""

    def written(found: re.Match[str]) -> str:
        day, month, year = map(int, found.groups())
        try:
            return short_date(date(year, month, day))
        except ValueError:
            return found[0]

    return _TYPED.sub(written, text)


def day_of(day: date) -> str:
    """ "ngày 06/5/2025"."""
    return f"ngày {short_date(day)}"


def time_of(moment: datetime) -> str:
    """ "14 giờ 05 phút ngày 06/5/2025"."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút {day_of(moment)}"


def blank_date(year: int) -> str:
    """The date of a document not yet issued: the clerk writes day and month in."""
    return f"ngày{_BLANK}tháng{_BLANK}năm {year}"


def dated(day: date | None, year: int) -> str:
    """The date of a document, or the blank."""
    return long_date(day) if day else blank_date(year)
