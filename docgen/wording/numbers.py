"""Numbers as Vietnamese documents write them: 1.234,5 · 45,92 · 03 · +1,20 · 6/34."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeGuard

from babel.numbers import format_decimal

from docgen.wording.typography import MINUS

DASH = "–"
CENT = Decimal("0.01")


def is_known(value: float | None) -> TypeGuard[float]:
    """``value`` is a number: neither None nor NaN nor infinite."""
    return value is not None and math.isfinite(value)


def rounded(value: float) -> Decimal:
    """``value`` to two decimals, half up, as it is printed."""
    number = Decimal(str(value)).quantize(CENT, ROUND_HALF_UP) if abs(value) < 1e20 else Decimal(value)
    return abs(number) if number == 0 else number


def formatted(number: Decimal, pattern: str) -> str:
    """``number`` by a CLDR pattern with Vietnamese separators and a true minus sign."""
    return format_decimal(number, format=pattern, locale="vi", decimal_quantization=False).replace("-", MINUS)


def points(value: float | None) -> str:
    """A score with two decimals; a dash when unknown."""
    return formatted(rounded(value), "#,##0.00") if is_known(value) else DASH


def quantity(value: float | None) -> str:
    """A raw value with at most two decimals (more only below 0,01); a dash when unknown."""
    if not is_known(value):
        return DASH
    if value and abs(value) < 0.01:
        return formatted(Decimal(f"{value:.2g}"), "#,##0.############")
    return formatted(rounded(value), "#,##0.##")


def signed(change: Decimal | None) -> str:
    """A change for a table: "+1,20", "−0,80", "0,00"; a dash when unknown."""
    if change is None:
        return DASH
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return sign + amount(change)


def change(now: float | None, before: float | None) -> Decimal | None:
    """The difference of the two printed figures, so that a reader who subtracts them finds it; None if unknown."""
    if not (is_known(now) and is_known(before)):
        return None
    return rounded(now) - rounded(before)


def amount(difference: Decimal) -> str:
    """The size of a change, without sign: "1,20"."""
    return formatted(abs(difference), "#,##0.00")


def count(number: int) -> str:
    """A count: below ten with a leading zero, "03", "00"."""
    return f"{number:02d}" if number < 10 else formatted(Decimal(number), "#,##0")


def percent(part: int, whole: int) -> str:
    """The share with one decimal, "92,3%"; a dash of nothing."""
    if not whole:
        return DASH
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return formatted(share, "#,##0.0") + "%"


def rank(place: int | None, n_units: int | None = None) -> str:
    """A rank, "6/34" or "6"; a dash when unknown."""
    if place is None:
        return DASH
    return f"{place}/{n_units}" if n_units else str(place)


def roman(number: int) -> str:
    """Roman numerals from 1 to 39."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
