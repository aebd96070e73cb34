"""The one-page brief for the province's leaders: the result, the targets, who lags, what to decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docgen.facts import Agency, ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.letterhead import add_addressees, add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, add_table
from docgen.report.ahead import what_to_send
from docgen.report.common import add_warning, properties
from docgen.report.comparison import judged_targets, obstacle, only_indicative, pillar_movements
from docgen.report.results import (
    change_sentence,
    component_name,
    met_share,
    neighbour_sentence,
    standing,
    verdict,
    year_title,
)
from docgen.report.situation import assigned_agencies
from docgen.wording.dates import day_of
from docgen.wording.numbers import count, points, signed
from docgen.wording.phrases import cited_again, listed
from docgen.wording.typography import clean

MOST_NAMES = 4  # more agencies than this are only counted: the brief must stay on one page
MOST_HIGHLIGHTS = 2


def write_brief(facts: ReportFacts, path: str | Path) -> Path:
    """Write the brief to ``path`` and give the path written. Raises ``UnreadableError`` E103."""
    return save(brief_draft(facts), path)


def brief_draft(facts: ReportFacts) -> Draft:
    """The brief as an unsaved draft."""
    office = facts.office
    title = f"Tóm tắt kết quả Chỉ số PII năm {facts.year} của {office.province}"
    draft = Draft(properties(facts, title))
    add_letterhead(draft, office, document_number(office, "BC", facts.number), facts.issued, facts.as_of.year)
    add_title(draft, "Báo cáo", title)
    add_warning(draft, facts)
    add_addressees(draft, [office.council])
    next_above = neighbour_sentence(replace(facts, below=None))
    told = (standing(facts), _compared(facts), next_above, _targets(facts))
    for text in (*told, _promising(facts) or _highlights(facts)):
        if text:
            draft.paragraph("NoiDungGon", text)
    _table(draft, facts)
    draft.paragraph("NoiDungGon", _agencies(facts))
    closing = draft.paragraph("NoiDungGon", _proposal(facts))
    add_signature(draft, office, closing, ("Như trên",))
    return draft


def _compared(facts: ReportFacts) -> str:
    if obstacle(facts) is not None:
        return ""
    sentence = change_sentence(facts)
    if sentence and only_indicative(facts):
        return f"{sentence.removesuffix('.')} (chênh lệch số học, chỉ để tham khảo)."
    return sentence


def _targets(facts: ReportFacts) -> str:
    missed = judged_targets(facts, False)
    if not missed and not judged_targets(facts, True):
        return ""
    text = f"So với {cited_again(facts.plan)}: {met_share(facts)}"
    if missed:
        text += f"; chưa đạt: {listed(component_name(facts, target.component) for target in missed)}"
    return text + "."


def _highlights(facts: ReportFacts) -> str:
    named = [
        f"{kind} là {listed((clean(item.text) for item in items[:MOST_HIGHLIGHTS]), last=', ')}"
        for kind, items in (("điểm mạnh", facts.strengths), ("điểm yếu", facts.weaknesses))
        if items
    ]
    return f"Theo {facts.office.ministry}, {'; '.join(named)}." if named else ""


def _promising(facts: ReportFacts) -> str:
    """The levers in a line; the report says more of them."""
    if not facts.promising:
        return ""
    named = listed(f"{clean(one.name)} ({points(one.points)})" for one in facts.promising)
    return f"Điểm PII còn có thể tăng nhiều nhất (tính từ số liệu {facts.promising[0].label}): {named}."


def _table(draft: Draft, facts: ReportFacts) -> None:
    movements = pillar_movements(facts)
    if all(m.now is None and m.before is None for m in movements):
        return
    columns = [
        Column("Trụ cột", 72),
        Column(year_title(facts.previous, facts.previous_year), 22, "BangSo"),
        Column(year_title(facts.current, facts.year), 22, "BangSo"),
        Column("Tăng, giảm", 22, "BangSo"),
        Column("Mục tiêu", 22, "BangGiua"),
    ]
    rows = [
        [
            pillar.name,
            points(m.before),
            points(m.now),
            signed(m.difference),
            verdict(facts, f"p{pillar.number}"),
        ]
        for pillar, m in zip(facts.pillars, movements, strict=True)
    ]
    add_table(draft, columns, rows, title=f"Điểm số theo trụ cột năm {facts.year}", size=11)


def _named(agencies: list[Agency]) -> str:
    return f" ({listed(clean(a.name) for a in agencies)})" if len(agencies) <= MOST_NAMES else ""


def _agencies(facts: ReportFacts) -> str:
    if not facts.agencies:
        return "Chưa có thông tin về tình hình báo cáo của các cơ quan."
    assigned = assigned_agencies(facts)
    silent = [a for a in assigned if a.is_silent]
    text = (
        f"Đến {day_of(facts.as_of)}, {count(len(assigned) - len(silent))}/{count(len(assigned))} cơ quan được giao nhiệm vụ "
        "đã gửi báo cáo, số liệu"
        if len(silent) < len(assigned)
        else f"Đến {day_of(facts.as_of)}, chưa có cơ quan nào gửi báo cáo, số liệu"
    )
    if silent:
        text += f"; {count(len(silent))} cơ quan chưa gửi{_named(silent)}"
    overdue = sum(a.tasks_late for a in facts.agencies)
    if overdue:
        text += f"; {count(overdue)} nhiệm vụ quá hạn"
    return text + "."


def _proposal(facts: ReportFacts) -> str:
    owing = [a for a in facts.agencies if a.owes]
    if not owing:
        return f"Kính trình {facts.office.council} xem xét, chỉ đạo./."
    return (
        f"Kính trình {facts.office.council} xem xét, chỉ đạo {count(len(owing))} cơ quan còn thiếu{_named(owing)} "
        f"{what_to_send(facts)}./."
    )
