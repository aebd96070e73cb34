"""Biên nhận: what an agency handed in, file by file, and what the first check found."""

from __future__ import annotations

from pathlib import Path

from docgen.facts import ReceivedFile, ReportFacts, Signer, Submission
from docgen.kit.draft import Draft, Properties
from docgen.kit.letterhead import add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, add_table
from docgen.letters.ministry import checksum
from docgen.report.common import dashes, full_name
from docgen.wording.dates import day_of, time_of
from docgen.wording.numbers import count, quantity
from docgen.wording.typography import clean

MOST_FINDINGS = 15
KILOBYTE = 1024


def write_receipt(submission: Submission, facts: ReportFacts, path: str | Path) -> Path:
    """Write the receipt to ``path`` and give the path written. Raises ``UnreadableError`` E103."""
    return save(receipt_draft(submission, facts), path)


def receipt_draft(submission: Submission, facts: ReportFacts) -> Draft:
    """The receipt as an unsaved draft."""
    office = facts.office
    title = f"Biên nhận số liệu, tài liệu minh chứng Chỉ số PII năm {facts.year}"
    draft = Draft(Properties(f"{title} - {clean(submission.agency)}", full_name(facts), submission.received))
    day = submission.received.date()
    add_letterhead(draft, office, document_number(office, "BN", facts.number), day, day.year)
    add_title(draft, "Giấy biên nhận", f"Số liệu, tài liệu minh chứng Chỉ số PII năm {facts.year}")
    draft.body(f"{full_name(facts)} đã nhận của {clean(submission.agency)} các tài liệu sau:")
    dashes(draft, _particulars(submission, facts))
    _files(draft, submission.files)
    draft.body(_completeness(submission))
    _findings(draft, submission)
    closing = draft.body(
        "Biên nhận này xác nhận việc tiếp nhận, không thay cho kết quả thẩm định số liệu, tài liệu minh chứng./."
    )
    receiver = Signer(head_title="Người nhận", name=submission.received_by)
    add_signature(draft, office, closing, (submission.agency,), receiver)
    return draft


def _particulars(submission: Submission, facts: ReportFacts) -> list[str]:
    lines = [f"Thời điểm nhận: {time_of(submission.received)}"]
    if facts.deadline:
        late = (submission.received.date() - facts.deadline).days
        lines[0] += (
            f", chậm {count(late)} ngày so với thời hạn {day_of(facts.deadline)}"
            if late > 0
            else ", đúng thời hạn"
        )
    if submission.sent_by:
        lines.append(f"Người gửi: {clean(submission.sent_by)}")
    if submission.form_version:
        lines.append(f"Phiên bản biểu mẫu: {clean(submission.form_version)}")
    return lines


def _files(draft: Draft, files: tuple[ReceivedFile, ...]) -> None:
    if not files:
        draft.body("Không có tệp nào kèm theo.")
        return
    columns = [
        Column("TT", 10, "BangGiua"),
        Column("Tên tệp", 75),
        Column("Dung lượng (KB)", 25, "BangSo"),
        Column("Mã kiểm tra (SHA-256)", 50),
    ]
    rows = [
        [str(at), file.name, quantity(round(file.size / KILOBYTE, 1)), checksum(file.sha256)]
        for at, file in enumerate(files, 1)
    ]
    add_table(draft, columns, rows, title="Danh mục tệp đã nhận", size=11)
    draft.paragraph("BangGhiChu", f"Tổng số: {count(len(files))} tệp.")


def _completeness(submission: Submission) -> str:
    evidence = (
        f"; {count(submission.evidence)} tài liệu minh chứng"
        if submission.evidence
        else "; chưa có tài liệu minh chứng"
    )
    if not submission.due:
        return f"Biểu mẫu có số liệu của {count(submission.given)} chỉ số{evidence}."
    return f"Biểu mẫu có số liệu của {count(submission.given)}/{count(submission.due)} chỉ số được giao{evidence}."


def _findings(draft: Draft, submission: Submission) -> None:
    if not submission.errors and not submission.warnings:
        draft.body("Kiểm tra ban đầu không phát hiện lỗi.")
        return
    draft.body(
        f"Kiểm tra ban đầu phát hiện {count(len(submission.errors))} lỗi, {count(len(submission.warnings))} cảnh báo, đề nghị quý "
        "cơ quan rà soát, gửi lại:"
    )
    lines = [f"Lỗi: {clean(text)}" for text in submission.errors] + [
        f"Cảnh báo: {clean(text)}" for text in submission.warnings
    ]
    if len(lines) > MOST_FINDINGS:
        rest = len(lines) - MOST_FINDINGS
        lines = [*lines[:MOST_FINDINGS], f"Và {count(rest)} nội dung khác nêu trong tệp kết quả kiểm tra"]
    dashes(draft, lines)
