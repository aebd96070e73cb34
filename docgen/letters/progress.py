"""The mid-term progress report: what came in, what was done, what stands in the way, what is proposed."""

from __future__ import annotations

from pathlib import Path

from docgen.facts import ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.letterhead import add_addressees, add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.report.ahead import to_council
from docgen.report.appendices import AGENCIES, LATE, add_appendices, appendix_keys
from docgen.report.common import add_additions, add_warning, attached_to, full_name, lettered, properties
from docgen.report.results import add_task_summary
from docgen.report.shortcomings import add_difficulties, objective_causes, subjective_causes
from docgen.report.situation import letters_sentence, received_sentence, reporting, sent_sentence
from docgen.wording.dates import long_date
from docgen.wording.numbers import count, is_known
from docgen.wording.phrases import cited, cited_again
from docgen.wording.typography import clean

CAUSES = ("III.1", "III.2.a", "III.2.b")  # the official's paragraphs for the part "Khó khăn, vướng mắc"


def write_progress_report(facts: ReportFacts, path: str | Path) -> Path:
    """Write the progress report to ``path`` and give the path written. Raises ``UnreadableError`` E103."""
    return save(progress_draft(facts), path)


def progress_draft(facts: ReportFacts) -> Draft:
    """The progress report as an unsaved draft."""
    office = facts.office
    title = f"Tiến độ thực hiện {cited_again(facts.plan)} năm {facts.year}"
    keys = tuple(key for key in appendix_keys(facts) if key in (AGENCIES, LATE))
    draft = Draft(properties(facts, f"Báo cáo {title}"), keys)
    number = document_number(office, "BC", facts.number)
    add_letterhead(draft, office, number, facts.issued, facts.as_of.year)
    add_title(draft, "Báo cáo", title)
    add_warning(draft, facts)
    add_addressees(draft, [office.council])
    draft.body(
        f"Thực hiện {cited(facts.plan)}, {full_name(facts)} báo cáo {office.council} tiến độ thực hiện năm {facts.year} "
        f"(số liệu tính đến {long_date(facts.as_of)}) như sau:"
    )
    _data(draft, facts)
    _tasks(draft, facts)
    _obstacles(draft, facts)
    draft.heading(1, f"Đề xuất với {clean(office.council)}")
    lettered(draft, to_council(facts))
    add_additions(draft, facts, "V.2")
    closing = draft.body(
        f"Trên đây là tiến độ thực hiện {cited_again(facts.plan)} năm {facts.year}, {full_name(facts)} kính báo cáo "
        f"{office.council} xem xét, chỉ đạo./."
    )
    add_signature(draft, office, closing, ("Như trên", *office.recipients))
    add_appendices(draft, facts, attached_to(facts, "Báo cáo", number), keys)
    return draft


def _data(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(1, "Tình hình cung cấp số liệu, minh chứng")
    draft.heading(2, "Kết quả tiếp nhận")
    draft.body(received_sentence(facts))
    if facts.indicators:
        known = sum(is_known(i.value) for i in facts.indicators)
        draft.body(
            f"Đến nay, {count(known)}/{count(len(facts.indicators))} chỉ số đã có số liệu năm {facts.year}."
            if known
            else f"Đến nay, chưa có chỉ số nào trong {count(len(facts.indicators))} chỉ số có số liệu năm {facts.year}."
        )
    draft.body(sent_sentence(facts))
    add_additions(draft, facts, "I.3")
    draft.heading(2, "Theo dõi, đôn đốc")
    if facts.agencies:
        draft.body(*reporting(facts))
        draft.body(letters_sentence(facts))
    else:
        draft.body("Chưa có thông tin về tình hình báo cáo của từng cơ quan để tổng hợp.")
    add_additions(draft, facts, "I.2")


def _tasks(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(1, "Tình hình thực hiện nhiệm vụ")
    add_task_summary(draft, facts)
    add_additions(draft, facts, "II.4")


def _obstacles(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(1, "Khó khăn, vướng mắc")
    found = [*objective_causes(facts), *subjective_causes(facts)]
    own_words = any(facts.additions.get(place, "").strip() for place in CAUSES)
    if found:
        lettered(draft, found)
    told = add_difficulties(draft, facts)
    if not found and not told and not own_words:
        draft.body("Đến nay, chưa ghi nhận khó khăn, vướng mắc từ số liệu tổng hợp.")
    for place in CAUSES:
        add_additions(draft, facts, place)
