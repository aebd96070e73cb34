"""What the demonstration says at its end: what came out, and where everything is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pii_xl.demo.documents import Documents, EarlyDocuments
from pii_xl.ground.errors import Finding, Level
from pii_xl.ground.text import number_vi
from pii_xl.year.published import PublishedScore, load_published

PROVINCE = "Bắc Ninh"


@dataclass(frozen=True)
class Counts:
    """How many forms went out and came back, and how many pieces of evidence with them."""

    sent: int
    returned: int
    evidence: int


@dataclass(frozen=True)
class Outputs:
    """Where the demonstration left what."""

    templates: Path
    sent: Path
    returned: Path
    early: Path
    master: Path
    findings: Path
    before: EarlyDocuments
    documents: Documents
    pack: Path


def told(summary: str, found: list[Finding], packed: list[Finding], counts: Counts) -> list[str]:
    """What the demonstration says of its result, before it says where everything is."""
    return [
        f"Phiếu: gửi {counts.sent}, nhận {counts.returned} (một cơ quan cố ý không gửi); "
        f"minh chứng: {counts.evidence} tệp dựng.",
        f"Phát hiện khi nhập, kiểm tra, chấm điểm: {_by_level(found)}.",
        f"Phát hiện khi lập gói gửi Bộ: {_by_level(packed)}.",
        f"Điểm tính từ số liệu minh họa: {summary}.",
        *(_published(row) for row in load_published() if row.province == PROVINCE and row.component == "PII"),
        "Số liệu các chỉ số, tham chiếu cả nước và minh chứng trong lần chạy này là MINH HỌA, không phải số chính thức.",
        "Kết quả ở đâu:",
    ]


def places(made: Outputs) -> list[tuple[str, Path]]:
    """What there is to open and where, the workbook first."""
    after, before = made.documents, made.before
    early, late = before.progress.parent, after.report.parent
    return [
        ("Sổ PII sau khi Bộ công bố, mở trước tiên", made.master),
        ("Sổ PII trước khi Bộ công bố", made.early),
        ("Báo cáo trình UBND tỉnh", after.report),
        ("Tóm tắt một trang cho lãnh đạo", after.brief),
        ("Tờ trình khen thưởng, kế hoạch học hỏi", late / "*.docx"),
        (f"Công văn đôn đốc sau công bố, {len(after.letters)} cơ quan", late / "cong-van-don-doc-*.docx"),
        ("Trước công bố: báo cáo tiến độ", before.progress),
        (
            f"Trước công bố: công văn đôn đốc, {len(before.letters)} cơ quan",
            early / "cong-van-don-doc-*.docx",
        ),
        (f"Trước công bố: biên nhận, {len(before.receipts)} cơ quan", early / "bien-nhan-*.docx"),
        ("Gói gửi Bộ: công văn, phụ lục, minh chứng, danh mục", made.pack),
        ("Lỗi và cảnh báo", made.findings),
        ("Phiếu gửi các cơ quan", made.sent),
        ("Phiếu và minh chứng nhận về, phiếu trả lại, phiếu đã sửa", made.returned),
        ("Sổ mẫu và bảng phân công để làm thật", made.templates),
    ]


def _by_level(found: list[Finding]) -> str:
    counts = {level: sum(item.level is level for item in found) for level in Level}
    return f"{counts[Level.ERROR]} lỗi, {counts[Level.WARNING]} cảnh báo, {counts[Level.NOTE]} ghi chú"


def _published(row: PublishedScore) -> str:
    return f"Điểm công bố năm {row.year} (số thật): PII {number_vi(row.score or 0)}, hạng {row.rank}/{row.n_units}."
