"""The workbook ``khung-chi-so-NĂM.xlsx``: a year's framework as officials edit it."""

from __future__ import annotations

from typing import Any

from pii_xl.layout.collected import BAND
from pii_xl.layout.parts import Column, Kind, Layout, Role, Sheet, Table

GENERAL, PILLARS, SUB_PILLARS, INDICATORS = "Khung", "Trụ cột", "Nhóm chỉ số", "Chỉ số"
POLICIES, BASE, NOTES, GROUPS, CHANGES = "Chính sách", "Số gốc", "Chú thích", "Nhóm nguồn", "Đối chiếu"

SHEETS = (
    Sheet(GENERAL, "Khung chỉ số của năm", "Năm, tên khung, quyết định ban hành. Sửa ô vàng.", Role.INPUT),
    Sheet(PILLARS, "Trụ cột", "Mỗi dòng một trụ cột, thuộc đầu vào hay đầu ra.", Role.INPUT),
    Sheet(SUB_PILLARS, "Nhóm chỉ số", "Mỗi dòng một nhóm, thuộc một trụ cột.", Role.INPUT),
    Sheet(
        INDICATORS,
        "Chỉ số",
        "Mỗi dòng một chỉ số: tên, đơn vị, cách nhập, chiều, giới hạn, nguồn.",
        Role.INPUT,
    ),
    Sheet(POLICIES, "Nhóm chính sách", "Các nhóm của chỉ số tính theo chính sách còn hiệu lực.", Role.INPUT),
    Sheet(BASE, "Số gốc", "Các số dùng chung làm mẫu số.", Role.INPUT),
    Sheet(NOTES, "Chú thích của kế hoạch", "Nguyên văn chú thích mà chỉ số dẫn tới.", Role.INPUT),
    Sheet(GROUPS, "Nhóm nguồn số liệu", "Bộ KH&CN lấy số liệu từ đâu.", Role.INPUT),
    Sheet(
        CHANGES,
        "Đối chiếu với khung năm trước",
        "Chỉ số đổi mã, tách, gộp, bỏ, mới; để trống dòng nào thì cùng mã, cùng tên được coi là giữ nguyên.",
        Role.INPUT,
    ),
)

SAME, RECODED, SPLIT, MERGED, DROPPED, NEW = "giữ nguyên", "đổi mã", "tách", "gộp", "bỏ", "mới"
CARRIED = (SAME, RECODED)
"""Relations over which last year's value may be set beside this year's."""


def _typed(key: str, header: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    return Column(key, header, kind, input=True, **more)


_CODE: dict[str, Any] = {"required": True, "unique": True}
_SPARE = 20

FRAMEWORK_BOOK = Layout(
    SHEETS,
    (
        Table(
            "kfGeneral",
            GENERAL,
            (
                _typed(
                    "year", "Năm của khung", Kind.INTEGER, width=10, required=True, minimum=2000, maximum=2100
                ),
                _typed("name", "Tên khung", Kind.LONG, width=48, required=True),
                _typed("decision", "Quyết định ban hành", Kind.LONG, width=48),
                _typed("n_units", "Số tỉnh được xếp hạng", Kind.INTEGER, width=12, required=True, minimum=1),
                _typed("method", "Cách tính, bằng lời", Kind.LONG, width=80),
            ),
        ),
        Table(
            "kfPillars",
            PILLARS,
            (
                _typed("code", "Mã", Kind.CODE, width=8, **_CODE),
                _typed("name", "Trụ cột", width=52, required=True),
                _typed("side", "Thuộc", width=12, required=True, choices="side"),
            ),
            spare_rows=_SPARE,
        ),
        Table(
            "kfSubPillars",
            SUB_PILLARS,
            (
                _typed("code", "Mã", Kind.CODE, width=8, **_CODE),
                _typed("name", "Nhóm chỉ số", width=52, required=True),
                _typed("pillar", "Trụ cột", Kind.CODE, width=10, required=True),
            ),
            spare_rows=_SPARE,
        ),
        Table(
            "kfIndicators",
            INDICATORS,
            (
                _typed("code", "Mã", Kind.CODE, width=8, **_CODE),
                _typed("printed_code", "Mã in trong kế hoạch", Kind.CODE, width=11),
                _typed("name", "Chỉ số", Kind.LONG, width=48, required=True),
                _typed("short_name", "Tên ngắn", width=34),
                _typed("sub_pillar", "Nhóm", Kind.CODE, width=8, required=True),
                _typed("unit", "Đơn vị tính", width=18, required=True),
                _typed("entry", "Cách nhập", width=12, required=True, choices="entry"),
                _typed("direction", "Chiều", width=14, required=True, choices="direction"),
                _typed(
                    "decimals", "Số chữ số lẻ", Kind.INTEGER, width=9, required=True, minimum=0, maximum=9
                ),
                _typed("minimum", "Giới hạn dưới", Kind.NUMBER, width=11),
                _typed("maximum", "Giới hạn trên", Kind.NUMBER, width=11),
                _typed("numerator", "Tử số", Kind.LONG, width=34),
                _typed("denominator", "Mẫu số riêng", Kind.LONG, width=28),
                _typed("numerator_base", "Số gốc trùng tử số", width=18),
                _typed("base", "Số gốc làm mẫu số", width=18),
                _typed(
                    "scale",
                    "Hệ số",
                    Kind.NUMBER,
                    width=10,
                    required=True,
                    help="Giá trị = tử số / mẫu số × hệ số.",
                ),
                _typed("source", "Nguồn", Kind.LONG, width=34),
                _typed("source_group", "Nhóm nguồn", width=24, required=True, choices="source_group"),
                _typed(
                    "source_group_certain", "Nhóm nguồn chắc chắn", width=12, required=True, choices="yes_no"
                ),
                _typed("definition", "Định nghĩa", Kind.LONG, width=48),
                _typed("footnote", "Chú thích số", Kind.INTEGER, width=9),
                _typed("note", "Ghi chú", Kind.LONG, width=40),
                _typed("certainty", "Độ chắc chắn", width=24),
                _typed("printed_name", "Tên in trong kế hoạch", Kind.LONG, width=40),
                *BAND,
            ),
            spare_rows=_SPARE,
        ),
        Table(
            "kfPolicies",
            POLICIES,
            (
                _typed("code", "Mã", Kind.CODE, width=12, **_CODE),
                _typed("number", "Số thứ tự", Kind.INTEGER, width=9, required=True, minimum=1),
                _typed("name", "Nhóm chính sách", Kind.LONG, width=60, required=True),
                _typed("legal_basis", "Căn cứ", Kind.LONG, width=60),
            ),
            spare_rows=_SPARE,
        ),
        Table(
            "kfBase",
            BASE,
            (
                _typed("code", "Mã", width=20, **_CODE),
                _typed("name", "Số gốc", Kind.LONG, width=48, required=True),
                _typed("unit", "Đơn vị tính", width=16, required=True),
                _typed("in_plan", "Kế hoạch có giao", width=10, required=True, choices="yes_no"),
                _typed("note", "Ghi chú", Kind.LONG, width=60),
                *BAND,
            ),
            spare_rows=_SPARE,
        ),
        Table(
            "kfNotes",
            NOTES,
            (
                _typed("number", "Số", Kind.INTEGER, width=8, required=True, unique=True, minimum=1),
                _typed("text", "Nguyên văn", Kind.LONG, width=140, required=True),
            ),
            spare_rows=_SPARE,
        ),
        Table(
            "kfGroups",
            GROUPS,
            (
                Column("code", "Nhóm nguồn", width=24, required=True, unique=True, choices="source_group"),
                _typed("name", "Gọi đầy đủ", Kind.LONG, width=60, required=True),
                _typed("planned", "Số chỉ số theo kế hoạch", Kind.INTEGER, width=12, minimum=0),
                _typed("note", "Ghi chú", Kind.LONG, width=80),
            ),
        ),
        Table(
            "kfChanges",
            CHANGES,
            (
                _typed("old", "Mã năm trước", Kind.CODE, width=12),
                _typed("new", "Mã năm nay", Kind.CODE, width=12),
                _typed("relation", "Quan hệ", width=14, required=True, choices="relation_to_old"),
                _typed("note", "Ghi chú", Kind.LONG, width=60),
            ),
            spare_rows=3 * _SPARE,
        ),
    ),
)
"""Every sheet has one table."""
