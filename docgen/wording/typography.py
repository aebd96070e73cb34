"""Letters and spaces: NFC, no stray characters, no-break spaces where a line must not break."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"
MINUS = "\u2212"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
_SPACES = re.compile(r" {2,}")
_DOTS = re.compile(r"\.{2,}")
_BEFORE_PUNCTUATION = re.compile(r" +(?=[,;:.!?](?:\s|$))")

#: Words that stay on one line with the number that follows them.
_BOUND_BEFORE = re.compile(
    r"\b(Điều|điều|khoản|điểm|số|lần|ngày|quý|thứ|hạng|Phụ lục|Bảng|Hình|Mục|mục|trụ cột|Trụ cột|[Kk]hu vực)"
    r" (?=\d|[IVXLC]+\b)"
)
_BOUND_AFTER = re.compile(
    r"(?<=\d) (?=(?:điểm|bậc|ngày|cơ quan|chỉ số|trụ cột|nhiệm vụ|mục tiêu|công văn|văn bản|tỉnh|đơn vị|lượt)\b)"
)


def clean(text: object) -> str:
    """``text`` fit for a document: NFC, one line, single spaces, no control characters or lone surrogates."""
    line = _BREAKS.sub(" ", str(text))
    line = unicodedata.normalize("NFC", _CONTROL.sub("", line))
    return _SPACES.sub(" ", line).strip(" ")


def bind(text: str) -> str:
    """``text`` with no-break spaces inside "Điều 5", "số 279", "ngày 06", "1,20 điểm"."""
    text = _BOUND_BEFORE.sub(lambda match: match.group(1) + NBSP, text)
    return _BOUND_AFTER.sub(NBSP, text)


def tidy(text: str) -> str:
    """``text`` cleaned and bound, without spaces before punctuation; dots in a row become "." or "…"."""
    text = _DOTS.sub(lambda dots: "." if len(dots[0]) == 2 else "…", clean(text))
    return bind(_BEFORE_PUNCTUATION.sub("", text))


def capital(text: str) -> str:
    """``text`` with its first letter large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """``text`` with its first letter small, unless its first word is an abbreviation or a numeral."""
    word = text.split(" ", 1)[0]
    return text if len(word) > 1 and word.upper() == word else text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    """``text`` between Vietnamese quotation marks."""
    return f"“{text}”"


def unstopped(text: str) -> str:
    """``text`` without closing punctuation, to stand inside a list."""
    return text.rstrip(" .;,:…/")


def sentence(text: str) -> str:
    """``text`` with a large first letter and a full stop."""
    text = clean(text)
    return capital(text) if text.endswith((".", "!", "?", "…", ":", ";")) else capital(text) + "."
