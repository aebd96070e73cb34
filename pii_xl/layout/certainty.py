"""The sheet "Độ chắc chắn": how far the score, and where it can be told the rank, depend on assumptions of the method.

Figures of a run, not formulas: thousands of replications cannot stand in cells. Each row says whether it still fits the workbook.
"""

from __future__ import annotations

from pii_xl.layout.numbers_said import said
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import CERTAINTY

STAMP_PLACES = 6
"""Decimals of the sum that tells whether the figures have changed since."""
FRESH, STALE = "đúng với số liệu hiện nay", "số liệu đã đổi, bấm lại nút Độ chắc chắn"
FRESH_AFTER_SCORING, STALE_AFTER_SCORING = FRESH, "số liệu, cách tính đã đổi, bấm lại nút Chấm điểm"

CERTAINTY_TABLE = Table(
    "tblCertainty",
    CERTAINTY,
    (
        Column("topic", "Về", width=24),
        Column("item", "Nội dung", Kind.LONG, width=56),
        Column("value", "Giá trị", Kind.NUMBER, width=13, decimals=2),
        Column("low", "Từ", Kind.NUMBER, width=13, decimals=2),
        Column("high", "Đến", Kind.NUMBER, width=13, decimals=2),
        Column("said", "Bằng lời", Kind.LONG, width=70),
        Column("status", "Tình trạng số liệu", width=14),
        Column(
            "fits",
            "Còn đúng không",
            width=24,
            formula=f'IF({{basis}}="","",IF({{basis}}={{now}},"{FRESH}","{STALE}"))',
        ),
        Column("made", "Tính ngày", Kind.DATE, width=12),
        Column("basis", "Dấu của số liệu khi tính", width=16, hidden=True),
        Column(
            "now",
            "Dấu của số liệu hiện nay",
            width=16,
            formula=f'COUNT({{tblResults.score}})&"|"&{said("SUM({tblResults.score})", "{places}")}',
            hidden=True,
        ),
        Column("places", "Số chữ số của dấu", Kind.INTEGER, width=8, hidden=True),
    ),
    later=True,
)
