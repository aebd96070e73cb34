"""The sheet "Độ chắc chắn": how far the score, and where it can be told the rank, depend on assumptions of the method.

Figures of a run, not formulas: thousands of replications cannot stand in cells. Each row says whether it still fits the workbook.
"""

from __future__ import annotations

from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import CERTAINTY
from pii_xl.layout.stamp import stamp_columns, sum_of

STALE = "số liệu đã đổi, bấm lại nút Độ chắc chắn"

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
        *stamp_columns(sum_of("tblResults.score"), STALE),
    ),
    later=True,
)
