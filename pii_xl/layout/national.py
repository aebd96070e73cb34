"""The sheet "Điểm các tỉnh": all provinces scored by the method of the settings, and what was done to each indicator."""

from __future__ import annotations

from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.settings import NATIONAL_KEYS
from pii_xl.layout.sheets import NATIONAL_SCORES
from pii_xl.layout.stamp import stamp_columns, sum_of

STALE = "số liệu, cách tính đã đổi, bấm lại nút Chấm điểm"
ACCOUNT_COLUMN = 10
"""The account stands right of the scores: both grow downwards."""
_METHOD = '&"|"&'.join(f"{{set.{key}}}" for key in NATIONAL_KEYS)


def _mark(key: str, header: str, formula: str) -> Column:
    return Column(key, header, width=16, formula=formula, hidden=True)


NATIONAL_SCORES_TABLE = Table(
    "tblNationalScores",
    NATIONAL_SCORES,
    (
        Column("name", "Thành phần", width=48),
        Column("province", "Tỉnh, thành phố", width=24),
        Column("score", "Điểm", Kind.NUMBER, width=11, decimals=2),
        Column("rank", "Hạng", Kind.INTEGER, width=8),
        Column("group", "Vùng, nhóm", width=22),
        Column("rank_in_group", "Hạng trong vùng, nhóm", Kind.INTEGER, width=12),
        Column("status", "Tình trạng số liệu", width=14),
        Column("component", "Mã thành phần", Kind.CODE, width=12, hidden=True),
    ),
    later=True,
)
NATIONAL_ACCOUNT_TABLE = Table(
    "tblNationalAccount",
    NATIONAL_SCORES,
    (
        Column("code", "Mã", Kind.CODE, width=8),
        Column("indicator", "Chỉ số", Kind.LONG, width=44),
        Column("why", "Đã làm gì, vì sao", Kind.LONG, width=100),
        Column("weight", "Trọng số", Kind.NUMBER, width=9, decimals=2),
        Column("n_values", "Số tỉnh có giá trị", Kind.INTEGER, width=10),
        Column("n_gaps", "Số tỉnh thiếu", Kind.INTEGER, width=9),
        *stamp_columns(
            '{of_table}&"|"&{of_own}&"|"&{ways}',
            STALE,
            _mark("of_table", "Dấu của bảng các tỉnh", sum_of("tblNational.value")),
            _mark("of_own", "Dấu của tỉnh", sum_of("tblResults.value")),
            _mark("ways", "Cách tính đã chọn", _METHOD),
        ),
    ),
    column=ACCOUNT_COLUMN,
    filtered=False,
    later=True,
)
