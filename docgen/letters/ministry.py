"""The letter with which the department hands the province's data and evidence to the ministry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.facts import Attachment, Indicator, ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.inline import Ref
from docgen.kit.letterhead import add_addressees, add_letterhead, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, add_table
from docgen.report.common import add_warning, attached_to, dashes, full_name, properties
from docgen.wording.dates import long_date
from docgen.wording.numbers import count, is_known
from docgen.wording.phrases import INDEX, cited
from docgen.wording.typography import clean

FILES = "phu_luc_tep"
FEW_FILES = 5  # more files than this are listed in an appendix
NARROW = (
    Column("TT", 10, "BangGiua"),
    Column("Tên tệp", 50),
    Column("Nội dung", 56),
    Column("Mã kiểm tra SHA-256", 44),
)
WIDE = (
    Column("TT", 11, "BangGiua"),
    Column("Tên tệp", 72),
    Column("Nội dung", 94),
    Column("Mã kiểm tra SHA-256", 70),
)


def write_ministry_letter(
    facts: ReportFacts, path: str | Path, attachments: Sequence[Attachment] = ()
) -> Path:
    """Write the letter to ``path`` and give the path written; ``attachments`` are listed in it.

    ``facts.indicators`` are those that the province supplies. Raises ``UnreadableError`` E103.
    """
    return save(ministry_draft(facts, attachments), path)


def ministry_draft(facts: ReportFacts, attachments: Sequence[Attachment] = ()) -> Draft:
    """The letter as an unsaved draft."""
    office = facts.office
    subject = f"cung cấp số liệu, tài liệu minh chứng Chỉ số PII năm {facts.year}"
    apart = len(attachments) > FEW_FILES
    draft = Draft(properties(facts, f"Công văn {subject}"), (FILES,) if apart else ())
    number = document_number(office, "", facts.number)
    add_letterhead(draft, office, number, facts.issued, facts.as_of.year, subject)
    add_warning(draft, facts)
    add_addressees(draft, [office.ministry])
    draft.body(_opening(facts))
    _contents(draft, facts)
    _attachments(draft, attachments, apart)
    draft.body(
        f"{full_name(facts)} chịu trách nhiệm về việc tổng hợp; các cơ quan cung cấp chịu trách nhiệm về tính chính xác của số liệu, "
        "tài liệu minh chứng đã gửi." + _contact(facts)
    )
    closing = draft.body(f"{full_name(facts)} trân trọng gửi {office.ministry} xem xét, tổng hợp./.")
    informed = f"{clean(office.council_short)} (b/c)"
    add_signature(draft, office, closing, ("Như trên", informed, *office.letter_recipients))
    if apart:
        draft.appendix(FILES, "Danh mục tài liệu gửi kèm", attached_to(facts, "Công văn", number))
        _table(draft, attachments, WIDE)
    return draft


def _opening(facts: ReportFacts) -> str:
    basis = (
        f"Thực hiện {cited(facts.ministry_request)}"
        if facts.ministry_request
        else f"Thực hiện {cited(facts.plan)}"
    )
    return (
        f"{basis}, {full_name(facts)} gửi {facts.office.ministry} số liệu, tài liệu minh chứng của {facts.office.province} phục vụ "
        f"xây dựng {INDEX} năm {facts.year} (số liệu tính đến {long_date(facts.as_of)})."
    )


def _contents(draft: Draft, facts: ReportFacts) -> None:
    given = [i for i in facts.indicators if is_known(i.value)]
    missing = [i for i in facts.indicators if not is_known(i.value)]
    if not facts.indicators:
        draft.body("Chưa có số liệu chỉ số nào được tổng hợp để gửi kèm.")
        return
    whole = count(len(facts.indicators))
    if not missing:
        draft.body(f"Số liệu gửi kèm đầy đủ {whole}/{whole} chỉ số.")
        return
    draft.body(
        f"Số liệu gửi kèm gồm {count(len(given))}/{whole} chỉ số; còn {count(len(missing))} chỉ số chưa có số liệu:"
        if given
        else f"Đến nay chưa có số liệu của chỉ số nào trong {whole} chỉ số; lý do:"
    )
    dashes(draft, [_missing(indicator) for indicator in missing])


def _missing(indicator: Indicator) -> str:
    reason = clean(indicator.missing_reason) or "chưa rõ lý do"
    return f"Chỉ số {clean(indicator.code)} “{clean(indicator.name)}”: {reason}"


def _attachments(draft: Draft, attachments: Sequence[Attachment], apart: bool) -> None:
    if apart:
        draft.body(
            f"Kèm theo Công văn này là {count(len(attachments))} tệp tài liệu (danh mục tại ",
            Ref(FILES),
            ").",
        )
    elif attachments:
        draft.body(f"Kèm theo Công văn này là {count(len(attachments))} tệp tài liệu:")
        _table(draft, attachments, NARROW)


def _table(draft: Draft, attachments: Sequence[Attachment], columns: Sequence[Column]) -> None:
    rows = [[str(at), a.name, a.description, checksum(a.sha256)] for at, a in enumerate(attachments, 1)]
    add_table(draft, columns, rows, title="Danh mục tệp gửi kèm", size=11)
    draft.paragraph("BangGhiChu", "Ghi chú: Mã kiểm tra dùng để đối chiếu tệp nhận được với tệp đã gửi.")


def checksum(sha256: str) -> str:
    """A SHA-256 in groups of eight, so that a table cell can break it; a dash when there is none."""
    plain = clean(sha256)
    return " ".join(plain[at : at + 8] for at in range(0, len(plain), 8)) or "–"


def _contact(facts: ReportFacts) -> str:
    contact = facts.office.contact
    if not contact.name:
        return ""
    reach = ", ".join(filter(None, (clean(contact.phone), clean(contact.email))))
    return f" Đầu mối: {clean(contact.name)}" + (f" ({reach})." if reach else ".")
