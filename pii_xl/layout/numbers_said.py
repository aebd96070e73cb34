"""Numbers inside sentences that formulas write."""

from __future__ import annotations


def said(number: str, decimals: str = "2") -> str:
    """The formula text of ``number`` with a decimal comma, also on a PC whose decimal sign is the point.

    FIXED writes in the PC's own signs; without its thousands separators the only point is the decimal one.
    """
    return f'SUBSTITUTE(FIXED({number},{decimals},TRUE),".",",")'
