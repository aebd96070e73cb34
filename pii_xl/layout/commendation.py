"""The sheet "Khen thưởng": collectives and persons proposed for praise, with the facts; all of it can be edited."""

from __future__ import annotations

from pii_xl.layout.parts import CHOICES, Column, Kind, Table
from pii_xl.layout.sheets import COMMENDATION

COLLECTIVE, PERSON = CHOICES["who"]

COMMENDATION_TABLE = Table(
    "tblCommendation",
    COMMENDATION,
    (
        Column("who", "Đối tượng", width=12, input=True, required=True, choices="who"),
        Column("name", "Tên tập thể, họ và tên", width=34, input=True, required=True),
        Column("agency", "Cơ quan", width=22, input=True, choices="=lst_agencies"),
        Column("title", "Chức vụ, đơn vị", width=30, input=True),
        Column(
            "form",
            "Hình thức đề nghị",
            width=34,
            input=True,
            help="Ví dụ: Bằng khen của Chủ tịch UBND tỉnh; Giấy khen.",
        ),
        Column(
            "achievement",
            "Thành tích",
            Kind.LONG,
            width=70,
            input=True,
            help="Chương trình ghi sẵn số liệu; anh/chị viết thêm, sửa lại.",
        ),
        Column(
            "proposed",
            "Đề nghị",
            width=10,
            input=True,
            choices="yes_no",
            help="“Không”: giữ dòng ở đây nhưng không đưa vào tờ trình.",
        ),
        Column("note", "Ghi chú", Kind.LONG, width=30, input=True),
    ),
    spare_rows=20,
    later=True,
)
