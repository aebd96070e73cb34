"""Part III of the report: shortcomings and their causes, drawn from the same facts as the results."""

from __future__ import annotations

from decimal import Decimal

from docgen.facts import Agency, ReportFacts
from docgen.kit.draft import Draft
from docgen.report.common import SCORE_KINDS, add_additions, dashes, full_name, lettered, missing_names
from docgen.report.comparison import (
    Bar,
    component_name,
    group_indicators,
    judged_targets,
    obstacle,
    pillar_movements,
    units_changed,
)
from docgen.wording.numbers import amount, count
from docgen.wording.phrases import listed
from docgen.wording.typography import clean, sentence, unstopped


def add_shortcomings(draft: Draft, facts: ReportFacts) -> None:
    """Write part III."""
    draft.heading(1, "Tồn tại, hạn chế và nguyên nhân")
    draft.heading(2, "Tồn tại, hạn chế")
    found = [
        text
        for text in (_falls(facts), _missed(facts), _weak(facts), _unfinished(facts), _unsent(facts))
        if text
    ]
    if found:
        lettered(draft, found)
    else:
        draft.body("Qua tổng hợp các số liệu hiện có, chưa ghi nhận tồn tại, hạn chế.")
    add_difficulties(draft, facts)
    add_additions(draft, facts, "III.1")
    draft.heading(2, "Nguyên nhân")
    _causes(draft, facts, "a) Nguyên nhân khách quan", objective_causes(facts), "III.2.a")
    _causes(draft, facts, "b) Nguyên nhân chủ quan", subjective_causes(facts), "III.2.b")


def add_difficulties(draft: Draft, facts: ReportFacts) -> bool:
    """What the agencies themselves call difficult, and which of them; False when none said anything."""
    who: dict[str, list[str]] = {}
    for agency in facts.agencies:
        for text in filter(None, (unstopped(clean(told)) for told in agency.difficulties)):
            who.setdefault(text, []).append(clean(agency.name))
    if who:
        draft.body("Khó khăn, vướng mắc do các cơ quan phản ánh:")
        dashes(draft, [f"{text} ({listed(names)})" for text, names in who.items()])
    return bool(who)


def _falls(facts: ReportFacts) -> str:
    fallen = [m for m in pillar_movements(facts) if m.difference is not None and m.difference < 0]
    if not fallen:
        return ""
    names = listed(f"{m.name} (giảm {amount(m.difference or Decimal(0))} điểm)" for m in fallen)
    return f"Có {count(len(fallen))} trụ cột giảm điểm so với năm {facts.previous_year}: {names}"


def _missed(facts: ReportFacts) -> str:
    missed = judged_targets(facts, False)
    if not missed:
        return ""
    return (
        f"Còn {count(len(missed))} mục tiêu của Kế hoạch chưa đạt: "
        f"{listed(component_name(facts, target.component) for target in missed)}"
    )


def _weak(facts: ReportFacts) -> str:
    groups = group_indicators(facts)
    parts = []
    if facts.weaknesses:
        parts.append(
            f"{facts.office.ministry} chỉ ra {count(len(facts.weaknesses))} điểm yếu như đã nêu tại Mục II"
        )
    if groups.below_mean:
        worth = " theo số liệu minh họa" if groups.below_mean[0].label.value == "minh họa" else ""
        parts.append(f"có {count(len(groups.below_mean))} chỉ số kém hơn mức trung bình tham chiếu{worth}")
    return "; ".join(parts)


def _unfinished(facts: ReportFacts) -> str:
    late, silent = sum(a.tasks_late for a in facts.agencies), sum(a.tasks_silent for a in facts.agencies)
    parts = [
        f"{count(number)} nhiệm vụ {words} của {count(n_agencies)} cơ quan"
        for number, words, n_agencies in (
            (late, "quá hạn", sum(a.tasks_late > 0 for a in facts.agencies)),
            (silent, "chưa có báo cáo", sum(a.tasks_silent > 0 for a in facts.agencies)),
        )
        if number
    ]
    return f"Việc thực hiện nhiệm vụ còn chậm: {listed(parts)}" if parts else ""


def _unsent(facts: ReportFacts) -> str:
    parts = []
    owed = missing_names(facts.agencies)
    if owed:
        parts.append(f"số liệu còn thiếu ở {count(len(owed))} cơ quan")
    evidence = sum(a.evidence_missing for a in facts.agencies)
    if evidence:
        parts.append(f"{count(evidence)} chỉ số chưa có đủ tài liệu minh chứng")
    late = [a for a in facts.agencies if a.is_late]
    if late:
        parts.append(f"{count(len(late))} cơ quan gửi chậm hoặc chưa gửi báo cáo")
    return f"Việc cung cấp thông tin chưa đầy đủ, kịp thời: {listed(parts)}" if parts else ""


def objective_causes(facts: ReportFacts) -> list[str]:
    """Causes outside the agencies, as far as the facts show them."""
    causes = []
    if facts.merged:
        note = f" ({clean(facts.merger_note)})" if facts.merger_note else ""
        causes.append(
            f"Năm {facts.year} có thay đổi về phạm vi địa giới, tổ chức bộ máy{note}, nên đầu mối, số liệu phải rà soát, tổng hợp lại"
        )
    now, before = facts.current, facts.previous
    if units_changed(facts) and now and before:
        causes.append(
            f"Số địa phương được đánh giá thay đổi ({before.n_units} năm {before.year}; {now.n_units} năm {now.year}), "
            "điểm số của mỗi địa phương phụ thuộc kết quả của các địa phương khác"
        )
    if obstacle(facts) is Bar.NO_CURRENT:
        causes.append(
            f"{facts.office.ministry} chưa công bố kết quả năm {facts.year} nên chưa đủ cơ sở đánh giá"
        )
    if obstacle(facts) is Bar.LABELS_DIFFER and now:
        causes.append(
            f"Năm {now.year} mới có {SCORE_KINDS[now.label]}, chưa có kết quả công bố để đánh giá chính thức"
        )
    return causes


def _names(agencies: list[Agency]) -> str:
    return listed(agency.name for agency in agencies)


def _days(late: list[Agency]) -> str:
    """ "chậm từ 03 đến 12 ngày"."""
    least, most = min(a.days_late for a in late), max(a.days_late for a in late)
    return f"chậm {count(most)} ngày" if least == most else f"chậm từ {count(least)} đến {count(most)} ngày"


def subjective_causes(facts: ReportFacts) -> list[str]:
    """Causes on the side of the agencies, as far as the facts show them."""
    silent = [a for a in facts.agencies if a.is_silent]
    late = [a for a in facts.agencies if a.sent_late]
    lacking = [a for a in facts.agencies if a.evidence_missing]
    overdue = [a for a in facts.agencies if a.tasks_late]
    causes = []
    if silent:
        causes.append(f"{count(len(silent))} cơ quan chưa gửi báo cáo, số liệu: {_names(silent)}")
    if late:
        causes.append(
            f"{count(len(late))} cơ quan gửi báo cáo, số liệu sau thời hạn ({_days(late)}): {_names(late)}"
        )
    if lacking:
        causes.append(f"{count(len(lacking))} cơ quan chưa gửi đủ tài liệu minh chứng: {_names(lacking)}")
    if overdue:
        number = sum(a.tasks_late for a in overdue)
        causes.append(f"{count(number)} nhiệm vụ đã quá hạn, thuộc: {_names(overdue)}")
    return causes


def _causes(draft: Draft, facts: ReportFacts, title: str, causes: list[str], place: str) -> None:
    own_words = bool(facts.additions.get(place, "").strip())
    draft.keep_with_next(draft.paragraph("Diem", title))
    for cause in causes:
        draft.body(sentence(cause))
    if not causes and not own_words:
        draft.body(
            f"Từ các số liệu hiện có, {full_name(facts)} chưa xác định được nguyên nhân thuộc nhóm này."
        )
    add_additions(draft, facts, place)
