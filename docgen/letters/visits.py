"""The draft plan (Kế hoạch) of learning from other provinces: where to go, about which indicators, who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.facts import ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.inline import Ref
from docgen.kit.letterhead import add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, Group, Row, add_table
from docgen.report.common import add_warning, full_name, lettered, properties
from docgen.wording.numbers import count
from docgen.wording.phrases import cited, listed
from docgen.wording.typography import capital, clean, unstopped

TABLE = "bang_hoc_hoi"
COLUMNS = (
    Column("TT", 10, "BangGiua"),
    Column("Chỉ số tìm hiểu", 40),
    Column("Căn cứ", 28),
    Column("Nội dung tìm hiểu", 42),
    Column("Cơ quan tham gia", 26),
    Column("Thời gian", 16, "BangGiua"),
)
UNDECIDED = "Chưa định"


def write_visits(facts: ReportFacts, path: str | Path) -> Path:
    """Write the draft plan to ``path`` and give the path written. Raises ``UnreadableError`` E103."""
    return save(visits_draft(facts), path)


def visits_draft(facts: ReportFacts) -> Draft:
    """The plan as an unsaved draft; ``facts.visits`` has at least one entry."""
    office = facts.office
    subject = f"Tìm hiểu, học tập kinh nghiệm nâng cao Chỉ số PII của {office.province}"
    draft = Draft(properties(facts, f"Kế hoạch {subject}"))
    number = document_number(office, "KH", facts.number)
    add_letterhead(draft, office, number, facts.issued, facts.as_of.year)
    add_title(draft, "Kế hoạch", subject)
    add_warning(draft, facts)
    provinces = listed(clean(visit.province) for visit in facts.visits)
    draft.body(
        f"Thực hiện {cited(facts.plan)}, {full_name(facts)} xây dựng Kế hoạch tìm hiểu, học tập kinh nghiệm tại "
        f"{count(len(facts.visits))} địa phương ({provinces}) như sau:"
    )
    draft.heading(1, "Mục đích, yêu cầu")
    lettered(
        draft,
        [
            "Tìm hiểu cách làm của các địa phương có kết quả cao ở những chỉ số mà tỉnh còn yếu",
            "Đề xuất giải pháp áp dụng được, có cơ quan chủ trì và sản phẩm cụ thể",
        ],
    )
    draft.heading(1, "Nội dung")
    draft.body("Địa phương, chỉ số và nội dung tìm hiểu nêu tại ", Ref(TABLE), ".")
    title = "Địa phương và nội dung tìm hiểu"
    draft.caption("Bảng", TABLE, title)
    add_table(draft, COLUMNS, _rows(facts), title=title, size=11)
    draft.paragraph(
        "BangGhiChu",
        "Ghi chú: Hạng trong bảng các tỉnh đã nhập không phải hạng của Bộ.",
    )
    draft.heading(1, "Tổ chức thực hiện")
    lettered(
        draft,
        [
            f"{full_name(facts)} liên hệ, thống nhất thời gian với các địa phương; tổng hợp kết quả, báo cáo {office.council_short}",
            "Các cơ quan tham gia chuẩn bị nội dung trao đổi và đề xuất giải pháp sau chuyến tìm hiểu",
        ],
    )
    closing = draft.body(
        f"Trên đây là Kế hoạch tìm hiểu, học tập kinh nghiệm nâng cao Chỉ số PII, {full_name(facts)} đề nghị các cơ quan "
        "phối hợp thực hiện./."
    )
    add_signature(draft, office, closing, tuple(office.recipients) or ("Các cơ quan tham gia",))
    return draft


def _rows(facts: ReportFacts) -> Iterator[Row]:
    """Province by province, its lessons numbered through."""
    number = 0
    for visit in facts.visits:
        yield Group(clean(visit.province))
        for lesson in visit.lessons:
            number += 1
            yield [
                str(number),
                clean(lesson.indicator),
                clean(lesson.evidence),
                capital(unstopped(clean(lesson.topic))) or UNDECIDED,
                clean(lesson.agency),
                clean(lesson.time) or UNDECIDED,
            ]
