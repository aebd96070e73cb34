"""Functions of texts. Lengths and positions count characters; a negative one is #VALUE!."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pii_xl.formulas.calendar import day_of
from pii_xl.formulas.rounding import rounded
from pii_xl.formulas.values import WRONG_VALUE, CellError, number, text, whole
from pii_xl.ground.text import number_vi

_NUMBER_FORMAT = re.compile(r"(#\.##0|0)(?:,(0+))?(%?)")


def left(value: Any, length: Any = 1.0) -> str:
    """LEFT."""
    return text(value)[: _length(length)]


def right(value: Any, length: Any = 1.0) -> str:
    """RIGHT."""
    whole_text, kept = text(value), _length(length)
    return whole_text[max(0, len(whole_text) - kept) :]


def middle(value: Any, start: Any, length: Any) -> str:
    """MID."""
    first = _start(start)
    return text(value)[first : first + _length(length)]


def _length(value: Any) -> int:
    found = whole(value)
    if found < 0:
        raise CellError(WRONG_VALUE)
    return found


def _start(value: Any) -> int:
    found = whole(value)
    if found < 1:
        raise CellError(WRONG_VALUE)
    return found - 1


def trimmed(value: Any) -> str:
    """TRIM: no blanks around, single ones within."""
    return re.sub(" +", " ", text(value)).strip(" ")


def substitute(value: Any, old: Any, new: Any, which: Any = None) -> str:
    """SUBSTITUTE: every occurrence, or the ``which``-th."""
    whole_text, part = text(value), text(old)
    if which is None:
        return whole_text.replace(part, text(new)) if part else whole_text
    place = whole(which)
    if place < 1:
        raise CellError(WRONG_VALUE)
    pieces = whole_text.split(part) if part else [whole_text]
    if place >= len(pieces):
        return whole_text
    return part.join(pieces[:place]) + text(new) + part.join(pieces[place:])


def find(part: Any, value: Any, start: Any = 1.0) -> float:
    """FIND: where a text stands in another, case regarded; #VALUE! when it does not."""
    return _position(text(value).find(text(part), _within(value, start)))


def search(part: Any, value: Any, start: Any = 1.0) -> float:
    """SEARCH: where a text or a pattern with ? and * stands in another, case disregarded; #VALUE! when it does not."""
    pieces = re.split(r"(~[?*~]|[?*])", text(part))
    shape = "".join({"?": ".", "*": ".*?"}.get(piece) or re.escape(_plain(piece)) for piece in pieces)
    found = re.compile(shape, re.IGNORECASE | re.DOTALL).search(text(value), _within(value, start))
    return _position(found.start() if found else -1)


def _plain(piece: str) -> str:
    return piece[1:] if re.fullmatch(r"~[?*~]", piece) else piece


def _within(value: Any, start: Any) -> int:
    first = _start(start)
    if first > len(text(value)):
        raise CellError(WRONG_VALUE)
    return first


def _position(found: int) -> float:
    if found < 0:
        raise CellError(WRONG_VALUE)
    return float(found + 1)


def joined(*values: Any) -> str:
    """CONCATENATE."""
    return "".join(map(text, values))


def repeated(value: Any, times: Any) -> str:
    """REPT."""
    return text(value) * _length(times)


def fixed(value: Any, decimals: Any = 2.0, plain: Any = False) -> str:
    """FIXED as Excel writes it in Vietnam: "1.234,50"; halves rounded away from zero; ``plain``: without the points."""
    places = whole(decimals)
    shown = number_vi(rounded(value, places) if places < 0 else number(value), max(0, places))
    return shown.replace(".", "") if plain else shown


def formatted(value: Any, shape: Any) -> str:
    """TEXT for the formats "0", "0,00", "#.##0,00", each perhaps with "%", and days ("dd/mm/yyyy", "d/m/yyyy").

    Texts stay as they are. Raises ``NotImplementedError`` for other formats.
    """
    if isinstance(value, str):
        return value
    wanted = text(shape)
    if match := _NUMBER_FORMAT.fullmatch(wanted):
        shown = number_vi(number(value) * (100 if match[3] else 1), len(match[2] or ""))
        return (shown if match[1] != "0" else shown.replace(".", "")) + match[3]
    if set(wanted) <= set("dmy/"):
        return _day(day_of(value), wanted)
    raise NotImplementedError(f"TEXT with the format {wanted}")


def _day(day: date, shape: str) -> str:
    pieces = {
        "dd": f"{day.day:02}",
        "d": str(day.day),
        "mm": f"{day.month:02}",
        "m": str(day.month),
        "yyyy": str(day.year),
        "yy": f"{day.year % 100:02}",
    }
    return re.sub("d+|m+|y+", lambda match: pieces[match[0]], shape)
