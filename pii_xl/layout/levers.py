"""The sheet "Đòn bẩy": the indicators by what they could still bring to the PII, the greatest first.

What an indicator could bring stands beside its score (``scored.py``); here it is only put in order, with who leads it.
"""

from __future__ import annotations

from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import LEVERS

FIRST_ROW = 22
"""The table begins below the chart."""


def _of(table: str, key: str) -> str:
    return f'IF({{row}}>0,INDEX({{{table}.{key}}},{{row}}),"")'


def _gain(key: str, header: str, decimals: int = 2) -> Column:
    return Column(key, header, Kind.NUMBER, width=13, decimals=decimals, formula=_of("tblResults", key))


LEVERS_TABLE = Table(
    "tblLevers",
    LEVERS,
    (
        Column("number", "Thứ tự", Kind.INTEGER, width=8),
        Column("title", "Chỉ số", Kind.LONG, width=46, formula=_of("tblResults", "title")),
        Column("agency", "Cơ quan nhập", width=22, formula=_of("tblValues", "agency")),
        _gain("room", "PII tăng thêm nếu đạt mức tốt nhất"),
        _gain("mean_gain", "PII tăng thêm nếu đạt trung bình"),
        _gain("unit_gain", "PII tăng thêm của một đơn vị", 4),
        Column("unit", "Đơn vị tính", width=20, formula=_of("tblResults", "unit")),
        Column("value", "Giá trị", Kind.NUMBER, width=13, formula=_of("tblResults", "value")),
        Column("mean", "Trung bình cả nước", Kind.NUMBER, width=13, formula=_of("tblResults", "mean")),
        Column("full", "Mức tốt nhất cả nước", Kind.NUMBER, width=13, formula=_of("tblResults", "full")),
        _gain("since", "PII thay đổi do giá trị so năm trước"),
        Column("status", "Tình trạng số liệu", width=16, formula=_of("tblResults", "status")),
        Column("code", "Mã", Kind.CODE, width=8, formula=_of("tblResults", "code"), hidden=True),
        Column(
            "row",
            "Dòng ở trang Kết quả",
            Kind.INTEGER,
            width=9,
            formula="IFERROR(MATCH({number},{tblResults.lever_order},0),0)",
            hidden=True,
        ),
    ),
    row=FIRST_ROW,
    filtered=False,
)
"""One row for each indicator; those without a score leave their rows blank at the end."""
