"""The formal report (Báo cáo) of the department to the provincial People's Committee after the yearly publication."""

from __future__ import annotations

from pathlib import Path

from docgen.facts import ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.letterhead import add_addressees, add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.report.ahead import add_proposals, add_tasks_ahead
from docgen.report.appendices import add_appendices, appendix_keys
from docgen.report.common import add_warning, attached_to, full_name, properties
from docgen.report.results import add_results
from docgen.report.shortcomings import add_shortcomings
from docgen.report.situation import add_situation
from docgen.wording.dates import long_date
from docgen.wording.phrases import INDEX, cited, cited_again

__all__ = ["report_draft", "write_report"]


def write_report(facts: ReportFacts, path: str | Path) -> Path:
    """Write the report to ``path`` (.docx) and give the path written.

    Equal facts give equal bytes. A different document at ``path`` is kept: the new one becomes ``name-v2.docx`` …
    Raises ``UnreadableError`` E103 when the file cannot be written.
    """
    return save(report_draft(facts), path)


def report_draft(facts: ReportFacts) -> Draft:
    """The report as an unsaved draft."""
    title = _title(facts)
    keys = appendix_keys(facts)
    draft = Draft(properties(facts, f"Báo cáo {title}"), keys)
    number = document_number(facts.office, "BC", facts.number)
    add_letterhead(draft, facts.office, number, facts.issued, facts.as_of.year)
    add_title(draft, "Báo cáo", title)
    add_warning(draft, facts)
    add_addressees(draft, [facts.office.council])
    draft.body(_opening(facts))
    add_situation(draft, facts)
    add_results(draft, facts)
    add_shortcomings(draft, facts)
    add_tasks_ahead(draft, facts)
    add_proposals(draft, facts)
    _close(draft, facts)
    add_appendices(draft, facts, attached_to(facts, "Báo cáo", number), keys)
    return draft


def _title(facts: ReportFacts) -> str:
    return f"Kết quả thực hiện {cited_again(facts.plan)} và kết quả {INDEX} năm {facts.year} của {facts.office.province}"


def _opening(facts: ReportFacts) -> str:
    return (
        f"Thực hiện {cited(facts.plan)}, {full_name(facts)} báo cáo {facts.office.council} tình hình, kết quả thực hiện năm "
        f"{facts.year} (số liệu tính đến {long_date(facts.as_of)}) như sau:"
    )


def _close(draft: Draft, facts: ReportFacts) -> None:
    closing = draft.body(
        f"Trên đây là kết quả thực hiện {cited_again(facts.plan)} và kết quả {INDEX} năm {facts.year} của "
        f"{facts.office.province}, {full_name(facts)} kính báo cáo {facts.office.council} xem xét, chỉ đạo./."
    )
    add_signature(draft, facts.office, closing, ("Như trên", *facts.office.recipients))
