"""A figure in another unit than asked: which slip of the unit would explain it. Named, never mended."""

from __future__ import annotations

import re
from typing import NamedTuple

from pii_xl.ground.text import compact_vi, is_percent, number_vi

MONEY = {"đồng": 1.0, "nghìn đồng": 1e3, "triệu đồng": 1e6, "tỷ đồng": 1e9, "nghìn tỷ đồng": 1e12}
PREFIXES = {1e3: "nghìn", 1e6: "triệu", 1e9: "tỷ"}
FACTORS = (1e-3, 1e3, 1e-6, 1e6, 1e-2, 1e2, 1e-1, 1e1, 1e-9, 1e9)
"""By what a typed figure may have to be multiplied; the likelier slips first."""
_PERCENT_FACTORS = (1e2, 1e-2)
NEAR = 2.0
"""How many times last year's figure a mended one may be, or a fraction of it."""
_MONEY = re.compile("|".join(sorted(MONEY, key=len, reverse=True)))


class Figure(NamedTuple):
    """What is known of a figure: its value, last year's, between which values it is plausible, and the typed number behind it.

    ``typed``: the number in the cell (of a ratio its numerator); ``unit``: the unit of that number; ``name``: what it is called.
    """

    value: float
    previous: float
    low: float
    high: float
    typed: float
    unit: str
    name: str = "số"


def slip_told(figure: Figure) -> str:
    """The slip that explains the figure, as a sentence and a space, with the typed number and what it would be; "" when none does."""
    factor = _factor(figure)
    if factor is None:
        return ""
    mended = figure.typed * factor
    return (
        f"Có lẽ {figure.name} nhập theo {_other_unit(figure.unit, factor)}: "
        f"{compact_vi(figure.typed)} → {compact_vi(mended, 6)}. "
    )


def _factor(figure: Figure) -> float | None:
    wrong = _is_far(figure.value, figure) or not _fits(figure.value, figure)
    if not wrong or not figure.value:
        return None
    factors = _PERCENT_FACTORS if is_percent(figure.unit) else FACTORS
    fitting = [one for one in factors if _fits(figure.value * one, figure)]
    if figure.previous == figure.previous and figure.previous:
        fitting = [one for one in fitting if not _is_far(figure.value * one, figure)]
    return fitting[0] if fitting else None


def _fits(value: float, figure: Figure) -> bool:
    return not (value < figure.low or value > figure.high)


def _is_far(value: float, figure: Figure) -> bool:
    before = figure.previous
    return before == before and before != 0 and not 1 / NEAR <= value / before <= NEAR


def _other_unit(unit: str, factor: float) -> str:
    """What the typed number's unit probably is, when it has to be multiplied by ``factor`` to be in ``unit``."""
    found = _MONEY.search(unit)
    if found:
        size = MONEY[found[0]] * factor
        name = next((word for word, worth in MONEY.items() if abs(worth - size) < worth * 1e-9), "")
        if name:
            return unit.replace(found[0], name, 1)
    if is_percent(unit) and factor == _PERCENT_FACTORS[0]:
        return "số thập phân (chưa nhân 100)"
    if factor in PREFIXES and unit and not is_percent(unit):
        return f"{PREFIXES[factor]} {unit}"
    times = number_vi(max(factor, 1 / factor), 0)
    asked = unit or "đơn vị của phiếu"
    return f"đơn vị lớn gấp {times} lần {asked}" if factor > 1 else f"đơn vị nhỏ hơn {times} lần {asked}"
