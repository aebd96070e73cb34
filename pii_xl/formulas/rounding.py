"""ROUND, ROUNDUP, ROUNDDOWN: of the shortest decimal number that the cell's number is, halves away from zero."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import Any

from pii_xl.formulas.values import number, whole

_DIGITS = Context(prec=700)  # more than any number has, so nothing is rounded twice
_MOST_PLACES = 330


def rounded(value: Any, digits: Any) -> float:
    """ROUND; negative ``digits`` count to the left of the decimal mark."""
    return _to(value, digits, ROUND_HALF_UP)


def rounded_up(value: Any, digits: Any) -> float:
    """ROUNDUP: away from zero."""
    return _to(value, digits, ROUND_UP)


def rounded_down(value: Any, digits: Any) -> float:
    """ROUNDDOWN: towards zero."""
    return _to(value, digits, ROUND_DOWN)


def _to(value: Any, digits: Any, way: str) -> float:
    unit = Decimal(1).scaleb(-max(-_MOST_PLACES, min(_MOST_PLACES, whole(digits))))
    shifted = _DIGITS.divide(Decimal(repr(number(value))), unit)
    return float(_DIGITS.multiply(shifted.to_integral_value(way), unit)) + 0.0  # never -0
