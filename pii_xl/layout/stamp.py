"""Figures of a run that cannot stand as formulas say whether they still fit: each row keeps a mark of what they were made from."""

from __future__ import annotations

from pii_xl.layout.numbers_said import said
from pii_xl.layout.parts import Column, Kind

STAMP_PLACES = 6
"""Decimals of the sum that tells whether the figures have changed since."""
FRESH = "đúng với số liệu hiện nay"


def sum_of(column: str) -> str:
    """Formula text: how many numbers a column has, and their sum."""
    return f'COUNT({{{column}}})&"|"&{said(f"SUM({{{column}}})", "{places}")}'


def stamp_columns(now: str, stale: str, *parts: Column) -> tuple[Column, ...]:
    """The columns of the stamp. ``now``: formula text of today's mark, from ``parts`` where it is too long for one cell."""
    return (
        Column("fits", "Còn đúng không", width=24, formula='IF({basis}="","",{judged})'),
        Column("made", "Tính ngày", Kind.DATE, width=12),
        Column("basis", "Dấu của số liệu khi tính", width=16, hidden=True),
        *parts,
        Column("now", "Dấu của số liệu hiện nay", width=16, formula=now, hidden=True),
        Column(
            "judged",
            "Khi đã tính",
            width=16,
            formula=f'IF({{basis}}={{now}},"{FRESH}","{stale}")',
            hidden=True,
        ),
        Column("places", "Số chữ số của dấu", Kind.INTEGER, width=8, hidden=True),
    )
