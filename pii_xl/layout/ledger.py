"""The ledger's tables: submissions, their answers, and the official's decisions. Rows are added, never removed."""

from __future__ import annotations

from enum import StrEnum

from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import ANSWERS, DECISIONS, SUBMISSIONS


class Source(StrEnum):
    """How an entry came into the workbook."""

    FORM = "phiếu"
    REFUSED = "phiếu bị từ chối"
    HAND = "sửa tay"
    CARRIED = "chuyển từ bản trước"


class Clock(StrEnum):
    """What the moment of saving rests on; only a trusted one orders forms and says when they were sent."""

    FILE = "theo tệp"
    UNKNOWN = "tệp không ghi"
    DOUBTFUL = "đáng ngờ"


class Occasion(StrEnum):
    """What a form answers."""

    FIRST = "lần đầu"
    ASKED = "theo yêu cầu sửa"
    OWN = "tự sửa"
    REPLACED = "bản cũ nhập sau"


class Verdict(StrEnum):
    """What became of an answer."""

    ACCEPTED = "đã nhận"
    REFUSED = "bị từ chối"
    SUPERSEDED = "đã thay"
    WITHDRAWN = "đã rút"
    CONFLICTING = "mâu thuẫn"
    WAITING = "chờ quyết định"
    DISMISSED = "không nhận"
    UNANSWERED = "bỏ trống"


class Act(StrEnum):
    """What an official decided."""

    KEEP = "giữ"
    TAKE = "nhận"
    APPROVE = "duyệt"
    REOPEN = "mở lại"
    LOCK = "khóa"
    ACCEPT = "chấp nhận"


class Part(StrEnum):
    """What an answer is about; the values are what users read."""

    VALUE = "Chỉ số"
    BASE = "Số gốc"
    POLICY = "Chính sách"
    TASK = "Nhiệm vụ"
    EVIDENCE = "Minh chứng"
    CONTACT = "Đầu mối"


PART_TABLES: dict[Part, str] = {
    Part.VALUE: "tblValues",
    Part.BASE: "tblBase",
    Part.POLICY: "tblPolicies",
    Part.TASK: "tblTasks",
    Part.EVIDENCE: "tblEvidence",
    Part.CONTACT: "tblContacts",
}
"""The master table in which a part's present state stands."""

SUBMISSIONS_TABLE = Table(
    "tblSubmissions",
    SUBMISSIONS,
    (
        Column("n", "Số thứ tự", Kind.INTEGER, width=8),
        Column("id", "Mã lượt nộp", Kind.CODE, width=18),
        Column("source", "Loại", width=16),
        Column("agency", "Mã cơ quan", Kind.CODE, width=12),
        Column("sent_as", "Tên khi gửi", width=22),
        Column("file", "Tệp", width=30),
        Column("sha256", "SHA-256", width=18, stamp=True),
        Column("form", "Mã phiếu", width=20),
        Column("saved", "Lưu tệp lúc", Kind.CODE, width=19),
        Column("clock", "Giờ lưu", width=13, help="Giờ của máy gửi phiếu có tin được không."),
        Column("received", "Nhận ngày", Kind.DATE, width=12),
        Column("user", "Người nhập", width=16),
        Column("round", "Lần", Kind.INTEGER, width=6),
        Column("occasion", "Gửi vì", width=17),
        Column("accepted", "Nhận", Kind.INTEGER, width=8),
        Column("refused", "Từ chối", Kind.INTEGER, width=8),
        Column("unchanged", "Không đổi", Kind.INTEGER, width=10),
        Column("withdrawn", "Rút lại", Kind.INTEGER, width=8),
        Column("note", "Ghi chú", Kind.LONG, width=40),
        Column(
            "paper",
            "Mã bản in ký",
            Kind.CODE,
            width=12,
            help="Mã nội dung phải có ở bản in ký của đúng tệp này.",
            later=True,
        ),
    ),
    later=True,
)

ANSWERS_TABLE = Table(
    "tblAnswers",
    ANSWERS,
    (
        Column("submission", "Mã lượt nộp", Kind.CODE, width=18),
        Column("part", "Về", width=11),
        Column("code", "Mã", Kind.CODE, width=12),
        Column("line", "Dòng", Kind.INTEGER, width=7),
        Column("field", "Nội dung", width=18),
        Column("raw", "Ghi trong phiếu", Kind.LONG, width=30),
        Column("value", "Đọc là", Kind.CODE, width=22),
        Column("sheet", "Trang", width=14),
        Column("cell", "Ô", width=8),
        Column("finding", "Lỗi của ô", Kind.LONG, width=40),
        Column("verdict", "Kết quả", width=15),
        Column("by", "Người quyết định", width=16),
        Column("day", "Ngày quyết định", Kind.DATE, width=12),
        Column("why", "Lý do", Kind.LONG, width=34),
    ),
    later=True,
)

DECISIONS_TABLE = Table(
    "tblDecisions",
    DECISIONS,
    (
        Column("n", "Số thứ tự", Kind.INTEGER, width=8),
        Column("day", "Ngày", Kind.DATE, width=12),
        Column("user", "Người quyết định", width=18),
        Column("act", "Quyết định", width=12),
        Column("part", "Về", width=11),
        Column("code", "Mã", Kind.CODE, width=12),
        Column("agency", "Mã cơ quan", Kind.CODE, width=12),
        Column("submission", "Mã lượt nộp", Kind.CODE, width=18),
        Column("about", "Nội dung", Kind.LONG, width=60),
        Column("why", "Lý do", Kind.LONG, width=44),
    ),
    later=True,
)

TABLES = (SUBMISSIONS_TABLE, ANSWERS_TABLE, DECISIONS_TABLE)
