"""The sheet "Học hỏi": for each weak indicator the provinces to learn from, and what an official plans there."""

from __future__ import annotations

from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import LEARNING

LEARNING_TABLE = Table(
    "tblLearning",
    LEARNING,
    (
        Column("code", "Mã", Kind.CODE, width=8, input=True, required=True),
        Column("name", "Chỉ số", Kind.LONG, width=40, input=True),
        Column("reason", "Vì sao cần học", Kind.LONG, width=30, input=True),
        Column("province", "Tỉnh, thành phố nên học", width=24, input=True, required=True),
        Column("evidence", "Căn cứ", Kind.LONG, width=40, input=True),
        Column("agency", "Cơ quan tham gia", width=22, input=True, choices="=lst_agencies"),
        Column(
            "proposed",
            "Đưa vào kế hoạch",
            width=10,
            input=True,
            choices="yes_no",
            help="“Không”: giữ dòng ở đây nhưng không đưa vào dự thảo kế hoạch.",
        ),
        Column(
            "topic",
            "Nội dung tìm hiểu",
            Kind.LONG,
            width=50,
            input=True,
            help="Chương trình ghi sẵn giải pháp của Kế hoạch; anh/chị sửa lại.",
        ),
        Column("time", "Thời gian", width=18, input=True, help="Ví dụ: quý II năm 2026."),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        Column("source", "Nguồn", Kind.LONG, width=40, input=True),
    ),
    spare_rows=20,
    later=True,
)
