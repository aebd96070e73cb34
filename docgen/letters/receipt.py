"""Biên nhận: what an agency handed in, with the evidence it named, and what the first check found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from docgen.facts import EvidenceItem, ReceivedFile, ReportFacts, Signer, Submission
from docgen.kit.draft import Draft, Properties
from docgen.kit.letterhead import RECEIPT, add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, add_table
from docgen.letters.ministry import checksum
from docgen.letters.reminder import file_part
from docgen.report.common import add_collected_warning, dashes, full_name
from docgen.wording.dates import day_of, short_date, time_of
from docgen.wording.numbers import DASH, count, quantity
from docgen.wording.phrases import listed
from docgen.wording.typography import clean, unstopped

MOST_FINDINGS = 15
KILOBYTE = 1024
NOTHING_LED = "Phiếu không có chỉ số, nhiệm vụ được giao chủ trì."


def write_receipts(submissions: Iterable[Submission], facts: ReportFacts, folder: str | Path) -> list[Path]:
    """Write a receipt for each form received, ``bien-nhan-<agency>.docx``, and give the paths in that order.

    A different document of that name is kept and the new one numbered. Raises ``UnreadableError`` E103.
    """
    return [write_receipt(one, facts, Path(folder) / receipt_name(one)) for one in submissions]


def receipt_name(submission: Submission) -> str:
    """The file name of a receipt."""
    return f"bien-nhan-{file_part(submission.code or submission.agency)}.docx"


def write_receipt(submission: Submission, facts: ReportFacts, path: str | Path) -> Path:
    """Write the receipt to ``path`` and give the path written. Raises ``UnreadableError`` E103."""
    return save(receipt_draft(submission, facts), path)


def receipt_draft(submission: Submission, facts: ReportFacts) -> Draft:
    """The receipt as an unsaved draft; it is dated the day the form was entered."""
    office = facts.office
    title = f"Biên nhận số liệu, tài liệu minh chứng Chỉ số PII năm {facts.year}"
    day = submission.imported or submission.received
    moment = datetime.combine(day, time())
    draft = Draft(Properties(f"{title} - {clean(submission.agency)}", full_name(facts), moment))
    add_letterhead(draft, office, document_number(office, RECEIPT, facts.number), day, day.year)
    add_title(draft, "Giấy biên nhận", f"Số liệu, tài liệu minh chứng Chỉ số PII năm {facts.year}")
    add_collected_warning(draft, facts)
    draft.body(f"{full_name(facts)} đã nhận của {_named(submission)} số liệu, tài liệu sau:")
    dashes(draft, _particulars(submission, facts))
    if submission.files:
        _files(draft, submission.files)
        draft.body(_completeness(submission))
        _evidence(draft, submission.evidence)
        _findings(draft, submission)
    elif not submission.unread:
        draft.body("Không có tệp nào kèm theo.")
    _unread(draft, submission)
    closing = draft.body(
        "Biên nhận này xác nhận việc tiếp nhận, không thay cho kết quả thẩm định số liệu, tài liệu minh chứng./."
    )
    receiver = Signer(head_title="Người nhận", name=submission.received_by)
    add_signature(draft, office, closing, (submission.agency,), receiver)
    return draft


def _named(submission: Submission) -> str:
    """The agency, and the name on the form when that is another."""
    name = clean(submission.agency)
    return f"{name} (phiếu ghi tên {clean(submission.sent_as)})" if submission.sent_as else name


def _particulars(submission: Submission, facts: ReportFacts) -> list[str]:
    lines = [f"Ngày gửi: {short_date(submission.received)}{_punctuality(submission, facts)}"]
    if submission.saved:
        lines.append(f"Phiếu lưu lần cuối: {time_of(submission.saved)}")
    if submission.imported:
        lines.append(f"Ngày nhập vào sổ theo dõi: {short_date(submission.imported)}")
    if submission.sent_by:
        lines.append(f"Đầu mối của cơ quan gửi: {clean(submission.sent_by)}")
    if submission.form_version:
        lines.append(f"Mã phiếu: {clean(submission.form_version)}")
    if submission.paper:
        lines.append(f"Mã nội dung: {clean(submission.paper)} (bản in có chữ ký của tệp này ghi cùng mã)")
    return lines


def _punctuality(submission: Submission, facts: ReportFacts) -> str:
    if not facts.deadline:
        return ""
    if submission.complete_since:
        late = (submission.complete_since - facts.deadline).days
        when = f"đã gửi đủ {day_of(submission.complete_since)}"
        return f", gửi lại để bổ sung, chỉnh sửa ({when}, {f'chậm {count(late)} ngày' if late > 0 else 'đúng thời hạn'})"
    late = (submission.received - facts.deadline).days
    if late > 0:
        return f", chậm {count(late)} ngày so với thời hạn {day_of(facts.deadline)}"
    return f", đúng thời hạn ({day_of(facts.deadline)})"


def _files(draft: Draft, files: tuple[ReceivedFile, ...]) -> None:
    sized = any(file.size is not None for file in files)
    columns = [
        Column("TT", 10, "BangGiua"),
        Column("Tên tệp", 75 if sized else 96),
        *([Column("Dung lượng (KB)", 21, "BangSo")] if sized else []),
        Column("Mã kiểm tra SHA-256", 54),
    ]
    rows = [
        [str(at), file.name, *([_kilobytes(file.size)] if sized else []), checksum(file.sha256)]
        for at, file in enumerate(files, 1)
    ]
    add_table(draft, columns, rows, title="Danh mục tệp đã nhận", size=11)
    draft.paragraph("BangGhiChu", f"Tổng số: {count(len(files))} tệp.")


def _unread(draft: Draft, submission: Submission) -> None:
    """The forms that came and could not be read."""
    if not submission.unread:
        return
    others = " khác" if submission.files else ""
    draft.body(
        f"{count(len(submission.unread))} tệp phiếu{others} đã nhận nhưng không đọc được; ngày gửi vẫn được ghi nhận, đề nghị quý "
        "cơ quan gửi lại:"
    )
    dashes(
        draft,
        [
            f"{clean(one.name)} (gửi {day_of(one.sent)}): {clean(one.reason) or 'không đọc được'}"
            for one in submission.unread
        ],
    )


def _kilobytes(size: int | None) -> str:
    return DASH if size is None else quantity(round(size / KILOBYTE, 1))


def _completeness(submission: Submission) -> str:
    parts = [f"{count(part.given)}/{count(part.due)} {part.name}" for part in submission.parts if part.due]
    if not submission.due:
        return f"Phiếu trả lời {listed(parts)}." if parts else NOTHING_LED
    text = (
        f"Phiếu có số liệu của {count(submission.given)}/{count(submission.due)} chỉ số được giao"
        if submission.given
        else f"Phiếu chưa có số liệu của chỉ số nào trong {count(submission.due)} chỉ số được giao"
    )
    if submission.explained:
        text += f"; {count(submission.explained)} chỉ số không có số liệu, đã nêu lý do"
    if submission.refused:
        text += f"; {count(submission.refused)} nội dung đã gửi nhưng phải sửa (nêu ở phần kiểm tra ban đầu)"
    wanting = submission.due - submission.given - submission.explained
    if wanting > 0:
        text += f"; còn thiếu {count(wanting)} chỉ số"
    return f"{text}." + (f" Ngoài ra, phiếu trả lời {listed(parts)}." if parts else "")


def _evidence(draft: Draft, items: tuple[EvidenceItem, ...]) -> None:
    if not items:
        draft.body("Phiếu chưa kê khai tài liệu minh chứng nào.")
        return
    draft.body(f"Tài liệu minh chứng kê khai trong phiếu gồm {count(len(items))} tài liệu:")
    columns = [
        Column("TT", 10, "BangGiua"),
        Column("Mã chỉ số", 18, "BangGiua"),
        Column("Số, ký hiệu; ngày ban hành", 38),
        Column("Trích yếu, tên tài liệu", 56),
        Column("Tên tệp", 38),
    ]
    rows = [
        [str(at), item.code, _identity(item), unstopped(clean(item.title)) or DASH, item.file or DASH]
        for at, item in enumerate(items, 1)
    ]
    add_table(draft, columns, rows, title="Tài liệu minh chứng kê khai trong phiếu", size=11)
    draft.paragraph("BangGhiChu", "Ghi chú: Danh mục theo kê khai của cơ quan gửi.")


def _identity(item: EvidenceItem) -> str:
    parts = [clean(item.number), short_date(item.issued) if item.issued else ""]
    return "; ".join(filter(None, parts)) or DASH


def _findings(draft: Draft, submission: Submission) -> None:
    if not submission.errors and not submission.warnings:
        draft.body("Kiểm tra ban đầu không phát hiện lỗi.")
        return
    kinds = ((submission.errors, "lỗi"), (submission.warnings, "cảnh báo"))
    counted = ", ".join(f"{count(len(texts))} {kind}" for texts, kind in kinds if texts)
    draft.body(f"Kiểm tra ban đầu phát hiện {counted}, đề nghị quý cơ quan rà soát, gửi lại:")
    lines = [f"Lỗi: {clean(text)}" for text in submission.errors] + [
        f"Cảnh báo: {clean(text)}" for text in submission.warnings
    ]
    if len(lines) > MOST_FINDINGS:
        rest = len(lines) - MOST_FINDINGS
        lines = [*lines[:MOST_FINDINGS], f"Và {count(rest)} nội dung khác nêu trong tệp kết quả kiểm tra"]
    dashes(draft, lines)
