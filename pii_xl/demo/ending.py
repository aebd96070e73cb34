"""What the demonstration says at its end: what came out, and where everything is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pii_xl.demo.documents import Documents
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
    master: Path
    findings: Path
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
    documents = made.documents
    folder = documents.report.parent
    return [
        ("Sổ PII, mở trước tiên", made.master),
        ("Báo cáo trình UBND tỉnh", documents.report),
        ("Báo cáo tiến độ giữa kỳ", documents.progress),
        ("Tóm tắt một trang cho lãnh đạo", documents.brief),
        (f"Công văn đôn đốc, {len(documents.letters)} cơ quan", folder / "cong-van-don-doc-*.docx"),
        (f"Biên nhận, {len(documents.receipts)} cơ quan", folder / "bien-nhan-*.docx"),
        ("Gói gửi Bộ: công văn, phụ lục, minh chứng, danh mục", made.pack),
        ("Lỗi và cảnh báo", made.findings),
        ("Phiếu gửi các cơ quan", made.sent),
        ("Phiếu và minh chứng nhận về", made.returned),
        ("Sổ mẫu và bảng phân công để làm thật", made.templates),
    ]


def _by_level(found: list[Finding]) -> str:
    counts = {level: sum(item.level is level for item in found) for level in Level}
    return f"{counts[Level.ERROR]} lỗi, {counts[Level.WARNING]} cảnh báo, {counts[Level.NOTE]} ghi chú"


def _published(row: PublishedScore) -> str:
    return f"Điểm công bố năm {row.year} (số thật): PII {number_vi(row.score or 0)}, hạng {row.rank}/{row.n_units}."
