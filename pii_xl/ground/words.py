"""Numbers and dates in Vietnamese words, as official documents and cheques spell them.

"lăm", "mốt", "tư" stand after "mươi" ("mười lăm" too); an empty ten is "linh" (in the south "lẻ"); an empty hundred
inside a larger number is "không trăm"; empty groups of three figures are silent; decimals are read figure by figure.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

LARGEST = 10**15
EMPTY_TENS = ("linh", "lẻ")

_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 10**9
MOST_DECIMALS = 12
_EXACT_FIGURES = (
    15  # what Excel keeps of a number; beyond it 0.1 + 0.2 would be read to the seventeenth figure
)


def number_in_words(number: float | Decimal, decimals: int | None = None, empty_tens: str = "linh") -> str:
    """``42.83`` is "bốn mươi hai phẩy tám ba", ``-5`` "âm năm", ``1005`` "một nghìn không trăm linh năm".

    ``decimals`` rounds (halves away from zero); zeros at the end of the decimals are not read.
    Raises ``ValueError`` for what is no number, is beyond ±10^15, for ``decimals`` outside 0–12 and another ``empty_tens``.
    """
    if empty_tens not in EMPTY_TENS or (decimals is not None and not 0 <= decimals <= MOST_DECIMALS):
        raise ValueError(f"cannot read with {decimals} decimals and “{empty_tens}”")
    if not math.isfinite(number) or not -LARGEST <= number <= LARGEST:
        raise ValueError(f"{number} cannot be read in words")
    exact = Decimal(number) if isinstance(number, Decimal | int) else Decimal(f"{number:.{_EXACT_FIGURES}g}")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    fraction = fraction.rstrip("0")
    words = ["âm"] if exact < 0 else []
    words += _integer(int(whole), empty_tens)
    if fraction:
        words += ["phẩy", *(_FIGURES[int(figure)] for figure in fraction)]
    return " ".join(words)


def date_in_words(day: date, empty_tens: str = "linh") -> str:
    """ "ngày sáu tháng năm năm hai nghìn không trăm hai mươi lăm"; the fourth month is "tháng tư"."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    year = number_in_words(day.year, empty_tens=empty_tens)
    return f"ngày {number_in_words(day.day)} tháng {month} năm {year}"


def _integer(number: int, empty_tens: str) -> list[str]:
    if number == 0:
        return [_FIGURES[0]]
    billions, rest = divmod(number, _BILLION)
    words = [*_integer(billions, empty_tens), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += _group(group, empty_tens, inside=bool(words))
            words += [_GROUPS[power]] if power else []
    return words


def _group(number: int, empty_tens: str, inside: bool) -> list[str]:
    """Three figures; ``inside`` a larger number an empty hundred is spoken."""
    hundreds, rest = divmod(number, 100)
    words = [_FIGURES[hundreds], "trăm"] if hundreds or inside else []
    return words + _below_hundred(rest, empty_tens if words else "")


def _below_hundred(number: int, empty_tens: str) -> list[str]:
    """Two figures, nothing for zero; ``empty_tens`` stands before a single figure when something goes before it."""
    tens, units = divmod(number, 10)
    if tens == 0:
        return [*([empty_tens] if empty_tens else []), _FIGURES[units]] if units else []
    words = ["mười"] if tens == 1 else [_FIGURES[tens], "mươi"]
    if tens == 1:
        return [*words, "lăm" if units == 5 else _FIGURES[units]] if units else words
    return [*words, _AFTER_TENS.get(units, _FIGURES[units])] if units else words
