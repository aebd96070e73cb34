"""The data appendix of the ministry pack: what is sent, with its evidence."""

from __future__ import annotations

from pii_xl.layout.parts import Column, Kind, Layout, Role, Sheet, Table

VALUES, EVIDENCE = "Số liệu", "Minh chứng"

SHEETS = (
    Sheet(
        VALUES,
        "PHỤ LỤC SỐ LIỆU CHỈ SỐ ĐỔI MỚI SÁNG TẠO CẤP ĐỊA PHƯƠNG",
        "Số liệu của tỉnh gửi Bộ Khoa học và Công nghệ.",
        Role.RESULT,
    ),
    Sheet(
        EVIDENCE,
        "DANH MỤC TÀI LIỆU MINH CHỨNG",
        "Tệp minh chứng kèm theo, đặt tên theo mã chỉ số.",
        Role.RESULT,
    ),
)

VALUES_TABLE = Table(
    "packValues",
    VALUES,
    (
        Column("code", "Mã", Kind.CODE, width=8),
        Column("name", "Chỉ số", Kind.LONG, width=50),
        Column("unit", "Đơn vị tính", width=20),
        Column("numerator", "Tử số", Kind.NUMBER, width=16),
        Column("denominator", "Mẫu số", Kind.NUMBER, width=16),
        Column("value", "Giá trị", Kind.NUMBER, width=16),
        Column("missing", "Lý do không có số liệu", Kind.LONG, width=30),
        Column("status", "Tình trạng số liệu", width=14),
        Column("agency", "Cơ quan cung cấp", width=20),
        Column("evidence", "Số tệp minh chứng", Kind.INTEGER, width=11),
        Column("note", "Ghi chú", Kind.LONG, width=40),
    ),
)

EVIDENCE_TABLE = Table(
    "packEvidence",
    EVIDENCE,
    (
        Column("code", "Mã", Kind.CODE, width=10),
        Column("name", "Tên tệp trong gói", Kind.LONG, width=46),
        Column("number", "Số, ký hiệu văn bản", width=24),
        Column("issued", "Ngày ban hành", Kind.DATE, width=13),
        Column("issuer", "Cơ quan ban hành", width=22),
        Column("title", "Trích yếu, tên tài liệu", Kind.LONG, width=50),
        Column("pages", "Số trang", Kind.INTEGER, width=8),
        Column("agency", "Cơ quan cung cấp", width=20),
        Column("size", "Dung lượng (byte)", Kind.INTEGER, width=14),
        Column("sha256", "SHA-256", Kind.LONG, width=40),
    ),
)

PACK = Layout(SHEETS, (VALUES_TABLE, EVIDENCE_TABLE))
