"""The one-page brief for the province's leaders: the result, the targets, who lags, what to decide."""

from __future__ import annotations

from pathlib import Path

from docgen.facts import Agency, Label, ReportFacts
from docgen.kit.charts import DARK, LIGHT, TICK, Series, add_column_chart
from docgen.kit.draft import PORTRAIT_WIDTH, Draft
from docgen.kit.letterhead import add_addressees, add_letterhead, add_title, document_number
from docgen.kit.measure import wrapped
from docgen.kit.package import save
from docgen.kit.signature import add_signature, signer_titles
from docgen.kit.styles import BY_ID
from docgen.report.ahead import what_to_send
from docgen.report.common import add_warning, properties
from docgen.report.comparison import judged_targets, obstacle, only_indicative, pillar_movements, target_of
from docgen.report.results import (
    change_sentence,
    component_name,
    met_share,
    neighbour_sentence,
    standing,
    year_title,
)
from docgen.report.situation import assigned_agencies
from docgen.wording.dates import day_of
from docgen.wording.numbers import count, points, signed
from docgen.wording.phrases import cited_again, listed
from docgen.wording.typography import clean

MOST_NAMES = 4  # more agencies than this are only counted: the brief must stay on one page
MOST_HIGHLIGHTS = 2
ROOM, LINE, GAP, BOX = 166.0, 5.3, 2.2, 12.0
"""Millimetres: what the page has between the addressee and the signature; a line, a paragraph's distance, a boxed warning."""
INDENT = "nnnnn"
"""As wide as the first line's indent."""
LOWEST, HIGHEST = 38.0, 60.0
"""Between these the chart can be read."""


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
    told = (standing(facts), _compared(facts), neighbour_sentence(facts), _targets(facts))
    before = [text for text in (*told, _promising(facts) or _highlights(facts)) if text]
    after = [_agencies(facts), _proposal(facts)]
    for text in before:
        draft.paragraph("NoiDungGon", text)
    _pillars(draft, facts, _room(facts, [*before, *after]))
    draft.paragraph("NoiDungGon", after[0])
    closing = draft.paragraph("NoiDungGon", after[1])
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
    by_agency: dict[str, list[str]] = {}
    for one in facts.promising:
        by_agency.setdefault(clean(one.agency), []).append(f"{clean(one.name)} ({points(one.points)})")
    named = "; ".join(f"{agency}: {listed(names, last=', ')}" for agency, names in by_agency.items())
    return f"Dư địa tăng điểm PII lớn nhất (tính từ số liệu {facts.promising[0].label}): {named}."


def _room(facts: ReportFacts, texts: list[str]) -> float:
    """The millimetres that the chart may take of the page, after everything else."""
    size = BY_ID["NoiDungGon"].size
    lines = sum(len(wrapped(f"{INDENT} {text}", size, PORTRAIT_WIDTH)) for text in texts)
    boxes = sum((facts.illustrative, bool(facts.current and facts.current.label is Label.ESTIMATED)))
    titles = len(signer_titles(facts.office.signer))
    return ROOM - lines * LINE - len(texts) * GAP - boxes * BOX - (titles - 1) * LINE


def _pillars(draft: Draft, facts: ReportFacts, room: float) -> None:
    """The pillars as columns beside last year's, with a tick at each target; left out where too little room is left."""
    movements = pillar_movements(facts)
    if room < LOWEST or all(m.now is None and m.before is None for m in movements):
        return
    compared = any(m.difference is not None for m in movements)
    note = " (trong ngoặc: tăng, giảm)" if compared else ""
    series = [
        Series(f"{year_title(result, year)}{said}", values, colour)
        for result, year, said, values, colour in (
            (facts.previous, facts.previous_year, "", [m.before for m in movements], LIGHT),
            (facts.current, facts.year, note, [m.now for m in movements], DARK),
        )
        if result
    ]
    names = [f"{m.name} ({signed(m.difference)})" if m.difference is not None else m.name for m in movements]
    aims = [target_of(facts, f"p{pillar.number}") for pillar in facts.pillars]
    ticks = Series(f"Mục tiêu {facts.year}", [None if aim is None else aim.value for aim in aims], TICK)
    told = "; ".join(f"{name}: {points(m.now)}" for name, m in zip(names, movements, strict=True))
    description = f"Biểu đồ cột điểm số theo trụ cột. {told}."
    add_column_chart(draft, names, series, ticks, description=description, height=min(room, HIGHEST))


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
