"""How large a cell's note must be for its text to be read without scrolling or dragging."""

from __future__ import annotations

import math

WIDTH = 300
"""Points."""
_LETTERS_ON_A_LINE = 52
_LINE_HEIGHT, _MARGIN = 13.5, 12.0
_SMALLEST, _LARGEST = 60.0, 400.0


def note_height(text: str) -> float:
    """Points that ``text`` needs in a note :data:`WIDTH` points wide, in Excel's usual font; capped at half a screen."""
    lines = sum(max(1, math.ceil(len(line) / _LETTERS_ON_A_LINE)) for line in text.split("\n"))
    return min(max(lines * _LINE_HEIGHT + _MARGIN, _SMALLEST), _LARGEST)
