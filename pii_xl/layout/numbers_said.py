"""Numbers inside sentences that formulas write."""

from __future__ import annotations

DECIMALS_NAME, DECIMALS = "pii_dp", 2
"""Defined name of how many decimals a score has inside a sentence."""


def said(number: str, decimals: str = DECIMALS_NAME) -> str:
    """The formula text of ``number`` with a decimal comma, also on a PC whose decimal sign is the point.

    FIXED writes in the PC's own signs; without its thousands separators (the 1) the only point is the decimal one.
    """
    return f'SUBSTITUTE(FIXED({number},{decimals},1),".",",")'


def signed_said(number: str) -> str:
    """The formula text of a change in words: "tăng 1,20", "giảm 0,35"."""
    return f'IF({number}<0,"giảm ","tăng ")&{said(f"ABS({number})")}'
