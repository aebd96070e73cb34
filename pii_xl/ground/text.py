"""Vietnamese text and numbers as people type them: tidy text, comparison keys, number reading and writing."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeGuard

LONGEST_NUMBER = 330
"""Digits of the largest float before the comma, and more decimals than anybody asks for."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[ \t]+")
# Base vowel with a tone mark, old style (hòa) → new style (hoà): both spellings must compare equal.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOVABLE_TONE = re.compile(
    rf"([oO])([{_TONES}])([aAeE])(?![a-zA-Zăâêôơư])|([uU])([{_TONES}])([yY])(?![a-zA-Zăâêôơư])"
)


def tidy(text: object) -> str:
    """NFC text without control characters, with single spaces and no space at the ends; ``None`` is empty."""
    if text is None:
        return ""
    value = unicodedata.normalize("NFC", str(text))
    if value.isprintable() and "  " not in value:  # what most cells hold; its only white space is " "
        return value.strip()
    value = _CONTROL.sub("", value.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", ""))
    lines = (_SPACES.sub(" ", line).strip() for line in value.splitlines())
    return "\n".join(lines).strip()


def key(text: object) -> str:
    """A comparison key: case, spacing, NFC/NFD and the old or new place of the tone mark do not count."""
    return _key(text if type(text) is str else tidy(text))


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    value = unicodedata.normalize("NFD", " ".join(tidy(text).split()).casefold())
    value = _MOVABLE_TONE.sub(
        lambda m: f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[6]}{m[5]}",
        value,
    )
    return unicodedata.normalize("NFC", value)


_ODD = re.compile(
    r"(?<=[A-Za-z])[\xa1-\xbf\xc4-\xc7\xcb\xce-\xd1\xd6-\xd8\xdb\xdc\xde-\xdf\xe4-\xe7\xeb\xee-\xf1\xf6-\xf8\xfb\xfc\xfe\xff]"
)
_TWO_VOWELS = re.compile(r"[aeAE][\xc0-\xff]|[oO][\xe2\xe4\xe5\xea\xeb\xef\xf4\xf5\xf8\xf9\xfb]")
_ONLY_VIETNAMESE = re.compile(
    r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
ODD_LETTERS = 2
"""One foreign letter is a name such as "Müller"; two without any letter of our own are an old code page."""


def is_legacy_text(text: str) -> bool:
    """Vietnamese in the old code pages TCVN3 (.VnTime) or VNI: Latin-1 letters and signs where none can stand."""
    if text.isascii() or _ONLY_VIETNAMESE.search(text):
        return False
    return len(_ODD.findall(text)) + len(_TWO_VOWELS.findall(text)) >= ODD_LETTERS


class NumberReading(StrEnum):
    """How a cell's content was understood as a number."""

    NUMBER = "number"
    BLANK = "blank"
    FROM_TEXT = "from-text"
    AMBIGUOUS = "ambiguous"
    NOT_A_NUMBER = "not-a-number"


@dataclass(frozen=True)
class ReadNumber:
    """The result of :func:`read_number`: ``value`` is set for NUMBER and FROM_TEXT only."""

    reading: NumberReading
    value: float | None = None


_BLANK_TEXTS = {"", "-", "–", "—", "x", "X", "…", "..."}
# Compiled when the first number typed as text is met: most workbooks have none, and every click starts anew.
# Digits are ASCII: others (full-width, Arabic) are no numbers here.
_VIETNAMESE = r"(?a)[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$"
_VIETNAMESE_GROUPS = r"(?a)[+-]?\d{1,3}(\.\d{3}){2,}$"
_ENGLISH = r"(?a)[+-]?(\d{1,3}(,\d{3})+|\d+)\.\d+$"
_ENGLISH_GROUPS = r"(?a)[+-]?\d{1,3}(,\d{3}){2,}$"
_ONE_SEPARATOR_THREE_DIGITS = r"(?a)[+-]?0*[1-9]\d{0,2}[.,]\d{3}$"
_PLAIN = r"(?a)[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$"


def read_number(content: object) -> ReadNumber:
    """Read one cell's content as a number, never guessing.

    Numbers stay; "12,5", "1.234,5", "1,234.5", "12 %" and "1 234" are understood and reported as text;
    "1.234" and "1,234" may mean one thousand or one point two and are AMBIGUOUS; "-", "x" and empty text are BLANK.
    Booleans, dates, infinities and other text are NOT_A_NUMBER.
    """
    if content is None:
        return ReadNumber(NumberReading.BLANK)
    if isinstance(content, bool | date | datetime):
        return ReadNumber(NumberReading.NOT_A_NUMBER)
    if isinstance(content, int | float):
        return _read_float(float(content))
    text = re.sub(r"\s*%$", "", tidy(content)).replace("−", "-")
    if text in _BLANK_TEXTS:
        return ReadNumber(NumberReading.BLANK)
    text = re.sub(r"(?<=\d)[ \u202f](?=\d{3}(\D|$))", "", text)
    if re.match(_ONE_SEPARATOR_THREE_DIGITS, text):
        return ReadNumber(NumberReading.AMBIGUOUS)
    number = _plain_number(text)
    return (
        ReadNumber(NumberReading.NOT_A_NUMBER)
        if number is None
        else ReadNumber(NumberReading.FROM_TEXT, number)
    )


def _read_float(number: float) -> ReadNumber:
    if math.isnan(number):
        return ReadNumber(NumberReading.BLANK)
    if math.isinf(number):
        return ReadNumber(NumberReading.NOT_A_NUMBER)
    return ReadNumber(NumberReading.NUMBER, number)


def _plain_number(text: str) -> float | None:
    if re.match(_VIETNAMESE, text) or re.match(_VIETNAMESE_GROUPS, text):
        return float(text.replace(".", "").replace(",", "."))
    if re.match(_ENGLISH, text) or re.match(_ENGLISH_GROUPS, text):
        return float(text.replace(",", ""))
    if re.match(_PLAIN, text):
        number = float(text.replace(",", "."))
        return number if math.isfinite(number) else None
    return None


def number_vi(value: float, decimals: int = 2) -> str:
    """``1234.5`` as "1.234,50": the Vietnamese form, halves rounded away from zero, with ``decimals`` digits."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    exact = Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=LONGEST_NUMBER)
    )
    if exact == 0:
        exact = abs(exact)
    return f"{exact:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def bounds_vi(low: float | None, high: float | None) -> str:
    """ "từ 0 đến 100"; a bound that is None or NaN is left out."""
    told = (f"{word} {compact_vi(bound)}" for word, bound in (("từ", low), ("đến", high)) if _is_bound(bound))
    return " ".join(told)


def _is_bound(bound: float | None) -> TypeGuard[float]:
    return isinstance(bound, int | float) and bound == bound


def is_percent(unit: str) -> bool:
    """Whether what is counted in ``unit`` is a percentage: "%", "% (năm trước = 100)"."""
    return unit.strip().startswith("%")


def compact_vi(value: float, decimals: int = 6) -> str:
    """Like :func:`number_vi` without trailing zeros: ``12.50`` is "12,5", ``3.0`` is "3"."""
    text = number_vi(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def date_vi(day: date) -> str:
    """A short Vietnamese date, "06/5/2025": two digits for days, and for months 1 and 2 (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
