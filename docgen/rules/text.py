"""Comparing Vietnamese text: letters folded so that only the words count."""

from __future__ import annotations

import re
import unicodedata

#: Open syllables only: "hoà" is "hòa", but "hoạch", "toàn" keep their mark in both ways of writing.
_OPEN = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_PLAIN = {"à": "a", "á": "a", "ả": "a", "ã": "a", "ạ": "a", "è": "e", "é": "e", "ẻ": "e", "ẽ": "e", "ẹ": "e",
          "ỳ": "y", "ý": "y", "ỷ": "y", "ỹ": "y", "ỵ": "y"}  # fmt: skip
_OPENING = {"o": "òóỏõọ", "u": "ùúủũụ"}
_TONES = "\u0300\u0301\u0309\u0303\u0323"


#: A place left to fill in: dots or underscores, perhaps round the mark of a note, as sample pages print it ("...³...", "....(2)....").
FILL_IN = re.compile(r"[.…_]{2,}(?:\s?(?:\(\d{1,2}\)|\d{1,2}(?=[.…_])|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s?[.…_]*)*|…")


def filled_in(text: str) -> str:
    """``text`` with a letter in every place that is left to fill in."""
    return FILL_IN.sub("x", text)


def _old_place(found: re.Match[str]) -> str:
    first, second = found[1][0], found[1][1]
    tone = next(mark for mark in unicodedata.normalize("NFD", second) if mark in _TONES)
    return _OPENING[first][_TONES.index(tone)] + _PLAIN[second]


def folded(text: str) -> str:
    """``text`` in small letters, NFC, single spaces, tone marks in the old place: for comparing, not for printing."""
    return _OPEN.sub(_old_place, " ".join(unicodedata.normalize("NFC", text).casefold().split()))
