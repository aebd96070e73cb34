"""Text widths in Times New Roman, for the lines that must be as long as a text or a part of it."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

UNITS_PER_EM = 2048
MM_PER_POINT = 25.4 / 72


@cache
def _widths() -> dict[str, tuple[int, int]]:
    """Advance widths (regular, bold) by character; the metrics of Liberation Serif equal Times New Roman's."""
    text = files("docgen.kit").joinpath("times_widths.csv").read_text(encoding="ascii")
    rows = csv.DictReader(text.splitlines())
    return {chr(int(row["codepoint"], 16)): (int(row["regular"]), int(row["bold"])) for row in rows}


def width_mm(text: str, size: float, *, bold: bool = False) -> float:
    """Width of ``text`` in millimetres at ``size`` points; an unknown character counts as "m"."""
    widths = _widths()
    return sum(widths.get(char, widths["m"])[bold] for char in text) / UNITS_PER_EM * size * MM_PER_POINT


def wrapped(text: str, size: float, limit_mm: float, *, bold: bool = False) -> list[str]:
    """``text`` broken at its spaces into lines no wider than ``limit_mm`` (a longer word stands alone)."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size, bold=bold) <= limit_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
