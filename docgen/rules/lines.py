"""Cutting a paragraph's text into the lines and halves that a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEAST_SIGNS = 3
_SIGNS = re.compile(r"^[\s_\-–—―=*~.…·•‐─━⎯¯+#]+$")
_OPEN_ITEM = re.compile(r"^[-–—•+]\s+[.…_]{3,}$")
_ZEROS = re.compile(r"^[\s\-–—_=*~.]*[oO0]{2,3}[\s\-–—_=*~.]*$")
#: Between the halves of a page typed with tabs or many spaces; a clerk's blank ("ngày      tháng") is none.
_GAP = re.compile(r"\t+[\t ]*|(?<![: ]) {6,}(?!\s*/|\s*(?:ngày|tháng|năm|của)\b)|(?<=nhận:) {6,}")
_BLANK_BEFORE = re.compile(r"(?:\bsố:?|\bngày|\btháng|\bnăm)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """Text of one half of one line; ``start`` is its place in the paragraph's text."""

    text: str
    start: int
    half: int
    line: int


def is_decoration(text: str) -> bool:
    """A rule line or fill-in typed with signs: "_____", "-----", "……", "* * *", "---o0o---"; a single dash says "none".

    An item of a list that is still to be filled in ("- ……") is no decoration.
    """
    if _OPEN_ITEM.match(text):
        return False
    signs = _SIGNS.match(text) is not None and (len(text) >= LEAST_SIGNS or set(text) <= {"…"})
    return signs or (len(text) > 4 and _ZEROS.match(text) is not None)


def line_pieces(text: str, *, columns: bool) -> list[Piece]:
    """The lines of ``text``, each cut in a left and a right half when ``columns``; at least one piece."""
    found: list[Piece] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        found += _halves(line, start, number) if columns else [Piece(line, start, 0, number)]
        start += len(line) + 1
    kept = [piece for piece in found if piece.text.strip()]
    return kept or [Piece(text, 0, 0, 1)]


def _halves(line: str, start: int, number: int) -> list[Piece]:
    gaps = [gap for gap in _GAP.finditer(line) if not _BLANK_BEFORE.search(line[: gap.start()])]
    lead = next((gap for gap in gaps if not line[: gap.start()].strip()), None)
    inner = next((gap for gap in gaps if line[: gap.start()].strip() and line[gap.end() :].strip()), None)
    if inner is not None:
        left = Piece(line[: inner.start()], start, 0, number)
        return [left, Piece(line[inner.end() :], start + inner.end(), 1, number)]
    far = lead is not None and (lead.group().count("\t") > 1 or lead.group().count(" ") > 20)
    return [Piece(line, start, int(far), number)]
