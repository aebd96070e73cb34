"""Part II of the report: the index, the seven pillars, the indicators, the agencies' tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from docgen.facts import (
    VERDICTS,
    Highlight,
    Indicator,
    Label,
    Neighbour,
    Relation,
    ReportFacts,
    Result,
    Target,
)
from docgen.kit.charts import LIGHT, Series, add_bar_chart
from docgen.kit.draft import Draft
from docgen.kit.inline import Inline, Note, Ref
from docgen.kit.tables import Column, Group, Row, add_table
from docgen.report.appendices import ASSESSMENTS, POLICIES, TASKS
from docgen.report.common import SCORE_KINDS, add_additions, dashes, full_name
from docgen.report.comparison import (
    Bar,
    Movement,
    all_made_up,
    component_name,
    group_indicators,
    judged_targets,
    obstacle,
    only_indicative,
    overall_movements,
    pillar_movements,
    ranks_compared,
    target_of,
    units_changed,
    value_of,
)
from docgen.wording.abbreviations import spelt_out
from docgen.wording.dates import day_of
from docgen.wording.numbers import amount, count, is_known, points, rank, signed
from docgen.wording.phrases import changed, cited_again, label_note, listed, rank_changed, relation_words
from docgen.wording.typography import clean, small

NAMES_IN_TEXT = 8  # more indicators than this are only counted; the appendix has them all


def add_results(draft: Draft, facts: ReportFacts) -> None:
    """Write part II."""
    draft.heading(1, f"Kết quả thực hiện năm {facts.year}")
    _overall(draft, facts)
    _pillars(draft, facts)
    _indicators(draft, facts)
    _tasks(draft, facts)


# -- 1. the index ---------------------------------------------------------------------------------------------


def _overall(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, "Kết quả chung")
    draft.body(standing(facts), Note(_make_up(facts)))
    if facts.current or facts.previous:
        for text in filter(
            None,
            (
                _changes(facts),
                _rank_sentence(facts),
                caveat(facts),
                neighbour_sentence(facts),
                target_summary(facts),
                target_risks(facts),
            ),
        ):
            draft.body(text)
        _overall_table(draft, facts)
    add_additions(draft, facts, "II.1")


def _make_up(facts: ReportFacts) -> str:
    inputs = [pillar.name for pillar in facts.pillars if pillar.is_input]
    outputs = [pillar.name for pillar in facts.pillars if not pillar.is_input]
    return (
        f"Chỉ số PII gồm {count(len(facts.pillars))} trụ cột: {count(len(inputs))} trụ cột đầu vào ({listed(inputs)}) và "
        f"{count(len(outputs))} trụ cột đầu ra ({listed(outputs)}). Điểm số theo thang từ 0 đến 100."
    )


def standing(facts: ReportFacts) -> str:
    """Who says so, the scores, the rank; or that nothing has been published."""
    now = facts.current
    if now is None:
        text = (
            f"Đến {day_of(facts.as_of)}, {facts.office.ministry} chưa công bố kết quả Chỉ số PII năm {facts.year}; "
            "vì vậy chưa có điểm số, thứ hạng và chưa đánh giá được mức độ hoàn thành mục tiêu"
        )
        before = facts.previous
        if before and is_known(before.pii):
            text += f". Năm {before.year}, {_achieved(facts, before)} ({SCORE_KINDS[before.label]})"
        return text + "."
    return f"{_source(facts, now)}, Chỉ số PII năm {now.year} của {_achieved(facts, now)}."


def _source(facts: ReportFacts, result: Result) -> str:
    if result.label is Label.PUBLISHED:
        day = f" {day_of(result.published)}" if result.published else ""
        return f"Theo kết quả do {facts.office.ministry} công bố{day}"
    if result.label is Label.ILLUSTRATIVE:
        return "Theo số liệu minh họa (không phải kết quả thật)"
    return f"Theo ước tính của {full_name(facts)} (không phải kết quả do {facts.office.ministry} công bố)"


def _achieved(facts: ReportFacts, result: Result) -> str:
    text = facts.office.province
    text += f" đạt {points(result.pii)} điểm" if is_known(result.pii) else " chưa có điểm số"
    if result.rank:
        text += f", xếp thứ {rank(result.rank, result.n_units)}"
        text += " tỉnh, thành phố" if result.n_units else ""
    parts = [
        f"chỉ số {name} đạt {points(value)} điểm"
        for name, value in (("đầu vào", result.input), ("đầu ra", result.output))
        if is_known(value)
    ]
    return text + (f"; trong đó {listed(parts)}" if parts else "")


def _than(facts: ReportFacts) -> str:
    return f"năm {facts.previous_year}"


def _changes(facts: ReportFacts) -> str:
    blocked = obstacle(facts)
    if blocked is Bar.FIRST_YEAR:
        return f"Báo cáo này chưa có kết quả năm {facts.previous_year} để so sánh."
    if blocked is Bar.LABELS_DIFFER and facts.current and facts.previous:
        return (
            f"Không tính mức tăng, giảm so với {_than(facts)}, vì năm {facts.current.year} là "
            f"{SCORE_KINDS[facts.current.label]} còn {_than(facts)} là {SCORE_KINDS[facts.previous.label]}."
        )
    return change_sentence(facts)


def change_sentence(facts: ReportFacts) -> str:
    """ "So với năm 2024, Chỉ số PII tăng …"; "" when no change is computed."""
    names = {"pii": "Chỉ số PII", "input": "chỉ số đầu vào", "output": "chỉ số đầu ra"}
    parts = [
        f"{names[component]} {changed(movement.difference)}"
        for component, movement in overall_movements(facts)
        if movement.difference is not None
    ]
    return f"So với {_than(facts)}, {listed(parts)}." if parts else ""


def _rank_sentence(facts: ReportFacts) -> str:
    now, before = facts.current, facts.previous
    if not (now and before and now.rank and before.rank) or obstacle(facts):
        return ""
    if ranks_compared(facts):
        return f"Về thứ hạng, {facts.office.province} {rank_changed(now.rank, before.rank, _than(facts))}."
    return (
        f"Năm {now.year}, {facts.office.province} xếp thứ {rank(now.rank, now.n_units)} "
        f"(năm {before.year}: thứ {rank(before.rank, before.n_units)})."
    )


def neighbour_sentence(facts: ReportFacts) -> str:
    """How far the next provinces above and below are, with input and output; "" when nothing was published of them."""
    now = facts.current
    if now is None or now.label is not Label.PUBLISHED or not is_known(now.pii):
        return ""
    parts = []
    if facts.above:
        parts.append(
            f"kém {_who(facts.above)} {points(facts.above.pii - now.pii)} điểm{_sides(facts.above, now)}"
        )
    if facts.below:
        parts.append(
            f"hơn {_who(facts.below)} {points(now.pii - facts.below.pii)} điểm{_sides(facts.below, now)}"
        )
    return f"Năm {now.year}, {facts.office.province} {'; '.join(parts)}." if parts else ""


def _who(other: Neighbour) -> str:
    return f"{other.province} ({points(other.pii)} điểm, hạng {other.rank})"


def _sides(other: Neighbour, now: Result) -> str:
    """ " (đầu vào cao hơn 1,56, đầu ra thấp hơn 2,76)"."""
    pairs = (("đầu vào", now.input, other.input), ("đầu ra", now.output, other.output))
    said = [
        f"{name} {'cao' if own > its else 'thấp'} hơn {points(abs(own - its))}"
        for name, own, its in pairs
        if own is not None and its is not None and own != its
    ]
    return f" ({', '.join(said)})" if said else ""


def caveat(facts: ReportFacts) -> str:
    """Why the changes are only arithmetic; "" when they may be taken at face value."""
    if not only_indicative(facts):
        return ""
    reasons = []
    if facts.merged:
        note = f" ({clean(facts.merger_note)})" if facts.merger_note else ""
        reasons.append(f"phạm vi địa giới của tỉnh đã thay đổi do sắp xếp đơn vị hành chính{note}")
    now, before = facts.current, facts.previous
    if units_changed(facts) and now and before:
        reasons.append(
            f"số tỉnh, thành phố được đánh giá thay đổi từ {before.n_units} xuống {now.n_units}"
            if (now.n_units or 0) < (before.n_units or 0)
            else f"số tỉnh, thành phố được đánh giá thay đổi từ {before.n_units} lên {now.n_units}"
        )
    return (
        f"Điểm số, thứ hạng của hai năm không so sánh trực tiếp được với nhau, vì {listed(reasons)}; mức tăng, giảm nêu trong báo cáo này "
        "là chênh lệch số học, chỉ có giá trị tham khảo."
    )


def _target_text(target: Target) -> str:
    if target.component == "rank":
        return f"{target.relation} {target.value:.0f}"
    return f"{target.relation} {points(target.value)}"


def _target_words(facts: ReportFacts, target: Target) -> str:
    name = component_name(facts, target.component)
    now = value_of(facts, target.component)
    if target.component == "rank":
        aim = (
            f"thuộc nhóm {target.value:.0f} địa phương dẫn đầu"
            if target.relation is Relation.AT_MOST
            else _target_text(target)
        )
        return f"{name} ({'thứ ' + rank(int(now)) if is_known(now) else 'chưa có'}, mục tiêu {aim})"
    reached = f"đạt {points(now)} điểm" if is_known(now) else "chưa có điểm số"
    return f"{name} ({reached}, mục tiêu {relation_words(target.relation, target.value)})"


def target_summary(facts: ReportFacts) -> str:
    """How many targets of the plan are met, and which are not."""
    if not facts.targets:
        return f"Chưa có thông tin về mục tiêu cụ thể theo {cited_again(facts.plan)} để đối chiếu."
    missed, open_ones = judged_targets(facts, False), judged_targets(facts, None)
    if len(open_ones) == len(facts.targets):
        return f"Chưa đủ số liệu để đối chiếu với {count(len(facts.targets))} mục tiêu của {cited_again(facts.plan)}."
    worth = (
        ""
        if facts.current is None or facts.current.label is Label.PUBLISHED
        else f"Theo {SCORE_KINDS[facts.current.label]}, "
    )
    text = f"{worth}{'so' if worth else 'So'} với mục tiêu tại {cited_again(facts.plan)}: {met_share(facts)}"
    if missed:
        lead = f"; chưa đạt {count(len(missed))} mục tiêu: " if judged_targets(facts, True) else ": "
        text += lead + listed(_target_words(facts, target) for target in missed)
    if open_ones:
        names = listed(component_name(facts, target.component) for target in open_ones)
        text += f"; {count(len(open_ones))} mục tiêu chưa đủ số liệu để đánh giá ({names})"
    return text + "."


def target_risks(facts: ReportFacts) -> str:
    """Which of the targets that are met could be lost, and why; "" when none."""
    near = [target for target in judged_targets(facts, True) if clean(target.risk)]
    if not near:
        return ""
    named = listed(f"{component_name(facts, target.component)} ({clean(target.risk)})" for target in near)
    return f"Trong các mục tiêu đạt, có {count(len(near))} mục tiêu cần chú ý giữ: {named}."


def met_share(facts: ReportFacts) -> str:
    """ "đạt 07/08 mục tiêu", "chưa có mục tiêu nào đạt (00/08)"."""
    met, whole = len(judged_targets(facts, True)), len(facts.targets)
    return (
        f"đạt {count(met)}/{count(whole)} mục tiêu"
        if met
        else f"chưa đạt mục tiêu nào trong {count(whole)} mục tiêu"
    )


def verdict(facts: ReportFacts, component: str) -> str:
    """The word for the component's target, or a dash without one."""
    target = target_of(facts, component)
    return "–" if target is None else VERDICTS[target.met]


def year_title(result: Result | None, year: int) -> str:
    """ "Năm 2025", with the worth of its figures when they were not published."""
    if result is None or result.label is Label.PUBLISHED:
        return f"Năm {year}"
    return f"Năm {year} ({result.label})"


def _score_columns(facts: ReportFacts, first: tuple[Column, ...]) -> list[Column]:
    return [
        *first,
        Column(year_title(facts.previous, facts.previous_year), 22, "BangSo"),
        Column(year_title(facts.current, facts.year), 22, "BangSo"),
        Column("Tăng (+), giảm (−)", 21, "BangSo"),
        Column("Mục tiêu", 20, "BangSo"),
        Column("Đánh giá", 27, "BangGiua"),
    ]


def _note(facts: ReportFacts) -> str:
    return label_note([result.label for result in (facts.current, facts.previous) if result])


def _score_row(facts: ReportFacts, component: str, movement: Movement) -> list[str]:
    target = target_of(facts, component)
    return [
        points(movement.before),
        points(movement.now),
        signed(movement.difference),
        _target_text(target) if target else "–",
        verdict(facts, component),
    ]


def _overall_table(draft: Draft, facts: ReportFacts) -> None:
    title = f"Kết quả chung Chỉ số PII năm {facts.year}{_note(facts)}"
    rows = [
        [movement.name, *_score_row(facts, component, movement)]
        for component, movement in overall_movements(facts)
    ]
    now, before, target = facts.current, facts.previous, target_of(facts, "rank")
    moved = "–"
    if ranks_compared(facts) and now and before and now.rank and before.rank:
        steps = before.rank - now.rank
        moved = "0" if not steps else f"{'+' if steps > 0 else '−'}{abs(steps)} bậc"
    rows.append(
        [
            "Thứ hạng",
            rank(before.rank, before.n_units) if before else "–",
            rank(now.rank, now.n_units) if now else "–",
            moved,
            _target_text(target) if target else "–",
            verdict(facts, "rank"),
        ]
    )
    draft.caption("Bảng", "bang_chung", title)
    add_table(draft, _score_columns(facts, (Column("Nội dung", 48),)), rows, title=title)
    _source_line(draft, facts)


def _source_line(draft: Draft, facts: ReportFacts) -> None:
    parts = []
    for result in (facts.previous, facts.current):
        if result is None:
            continue
        day = f", {day_of(result.published)}" if result.published else ""
        owner = facts.office.ministry if result.label is Label.PUBLISHED else full_name(facts)
        parts.append(f"năm {result.year}: {owner} ({result.label}{day})")
    note = "; dấu “–”: không có hoặc không tính" if parts else ""
    draft.paragraph("BangGhiChu", f"Nguồn số liệu: {'; '.join(parts)}{note}.")


# -- 2. the pillars -------------------------------------------------------------------------------------------


def _pillars(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, f"Kết quả theo {count(len(facts.pillars))} trụ cột")
    movements = pillar_movements(facts)
    if not any(is_known(m.now) or is_known(m.before) for m in movements):
        draft.body("Chưa có điểm số của từng trụ cột.")
        add_additions(draft, facts, "II.2")
        return
    draft.body(
        "Điểm số của từng trụ cột được nêu tại ", Ref("bang_tru_cot"), " và ", Ref("hinh_tru_cot"), "."
    )
    _pillar_table(draft, facts, movements)
    _pillar_chart(draft, facts, movements)
    for text in filter(None, pillar_sentences(facts)):
        draft.body(text)
    _add_why_moved(draft, facts)
    add_additions(draft, facts, "II.2")


def pillar_sentences(facts: ReportFacts) -> list[str]:
    """What rose, what fell, what stayed; the highest and the lowest pillar."""
    movements = pillar_movements(facts)
    return [_rise_and_fall(facts, movements), _extremes(movements)]


def _add_why_moved(draft: Draft, facts: ReportFacts) -> None:
    """What of the changes is the province's own and what the others', or why that cannot be told; nothing without a comparison."""
    if obstacle(facts) is not None or not facts.moves:
        return
    told = [f"{clean(move.pillar)}: {clean(move.said)}" for move in facts.moves if move.said]
    if not told:
        draft.body(
            "Chưa tách được thay đổi điểm trụ cột thành phần do giá trị của tỉnh và phần do tham chiếu cả nước, vì chưa đủ giá trị, "
            "mức nhỏ nhất, lớn nhất cả nước của cả hai năm."
        )
        return
    draft.body(
        f"Tính từ số liệu {facts.moves[0].label}, thay đổi điểm trụ cột gồm các phần sau; phần còn lại do khác số liệu, cách tính:"
    )
    dashes(draft, told)


def _rise_and_fall(facts: ReportFacts, movements: list[Movement]) -> str:
    moved = [m for m in movements if m.difference is not None]
    if not moved:
        return ""
    kinds = (("tăng điểm", 1), ("giảm điểm", -1), ("bằng điểm", 0))
    parts = []
    for words, sign in kinds:
        group = [
            m for m in moved if m.difference is not None and (m.difference > 0) - (m.difference < 0) == sign
        ]
        if group:
            names = listed((_with_amount(m) if sign else m.name for m in group), last=", ")
            parts.append(f"{count(len(group))}/{count(len(movements))} trụ cột {words} ({names})")
    unknown = [m.name for m in movements if m.difference is None]
    if unknown:
        parts.append(f"{count(len(unknown))} trụ cột không đủ số liệu để so sánh ({listed(unknown)})")
    return f"So với năm {facts.previous_year}, có {'; '.join(parts)}."


def _with_amount(movement: Movement) -> str:
    return f"{movement.name}: {amount(movement.difference or Decimal(0))} điểm"


def _extremes(movements: list[Movement]) -> str:
    scored = [m for m in movements if is_known(m.now)]
    if len(scored) < 2:
        return ""
    best, worst = max(scored, key=lambda m: m.now or 0), min(scored, key=lambda m: m.now or 0)
    if best.now == worst.now:
        return ""
    return (
        f"Trụ cột có điểm số cao nhất là {best.name} ({points(best.now)} điểm); thấp nhất là {worst.name} "
        f"({points(worst.now)} điểm)."
    )


def _pillar_table(draft: Draft, facts: ReportFacts, movements: list[Movement]) -> None:
    title = f"Điểm số theo trụ cột năm {facts.year}{_note(facts)}"
    columns = _score_columns(facts, (Column("TT", 10, "BangGiua"), Column("Trụ cột", 38)))
    rows: list[Row] = []
    for words, is_input in (("Trụ cột đầu vào", True), ("Trụ cột đầu ra", False)):
        group = [(p, m) for p, m in zip(facts.pillars, movements, strict=True) if p.is_input is is_input]
        rows += [Group(words)] * bool(group)
        rows += [[str(p.number), p.name, *_score_row(facts, f"p{p.number}", m)] for p, m in group]
    draft.caption("Bảng", "bang_tru_cot", title)
    add_table(draft, columns, rows, title=title)
    draft.paragraph("BangGhiChu", "Nguồn số liệu: như ", Ref("bang_chung"), ".")


def _pillar_chart(draft: Draft, facts: ReportFacts, movements: list[Movement]) -> None:
    series = []
    if facts.previous:
        before = [m.before for m in movements]
        series.append(Series(year_title(facts.previous, facts.previous.year), before, LIGHT))
    if facts.current:
        series.append(Series(year_title(facts.current, facts.year), [m.now for m in movements]))
    numbers = "; ".join(f"{m.name} {points(m.now if facts.current else m.before)}" for m in movements)
    description = f"Biểu đồ thanh ngang điểm số theo trụ cột. {numbers}."
    add_bar_chart(draft, [pillar.name for pillar in facts.pillars], series, description=description)
    draft.caption("Hình", "hinh_tru_cot", f"Điểm số theo trụ cột{_note(facts)}", "ChuThichHinh")


# -- 3. the indicators ----------------------------------------------------------------------------------------


def _indicators(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, "Kết quả theo chỉ số thành phần")
    meaning = spelt_out(_abbreviated(facts))
    notes = [Note(meaning)] if meaning else []
    if facts.strengths or facts.weaknesses:
        _highlights(draft, facts, "điểm mạnh", facts.strengths, *notes)
        _highlights(draft, facts, "điểm yếu", facts.weaknesses)
    else:
        draft.body(
            f"Chưa có thông tin về các điểm mạnh, điểm yếu do {facts.office.ministry} công bố.", *notes
        )
    if not facts.indicators:
        draft.body("Chưa có số liệu theo từng chỉ số thành phần để phân tích.")
    else:
        draft.body(*_indicator_intro(facts))
        for text in filter(None, _indicator_sentences(facts)):
            draft.body(text)
    if facts.policies:
        in_force = sum(policy.in_force for policy in facts.policies)
        draft.body(
            f"Trong {count(len(facts.policies))} nhóm chính sách đã rà soát, {count(in_force)} nhóm có văn bản còn hiệu lực; "
            "danh mục văn bản nêu tại ",
            Ref(POLICIES),
            ".",
        )
    add_additions(draft, facts, "II.3")


def _abbreviated(facts: ReportFacts) -> Iterator[str]:
    """The quoted names whose abbreviations the part's footnote spells out."""
    yield from (item.text for item in (*facts.strengths, *facts.weaknesses))
    yield from _indicator_sentences(facts)
    for task in facts.tasks_ahead:
        yield from (task.name, task.solution)


def _highlights(
    draft: Draft, facts: ReportFacts, kind: str, items: tuple[Highlight, ...], *notes: Note
) -> None:
    if not items:
        draft.body(f"Chưa có thông tin về các {kind} do {facts.office.ministry} công bố.", *notes)
        return
    draft.body(
        f"Theo {facts.office.ministry}, {facts.office.province} có {count(len(items))} {kind}:", *notes
    )
    dashes(draft, [clean(item.text) + (f" (hạng {item.rank})" if item.rank else "") for item in items])


def _indicator_intro(facts: ReportFacts) -> list[Inline]:
    worth = "số liệu minh họa" if all_made_up(facts) else "số liệu thu thập được"
    known = sum(is_known(i.value) for i in facts.indicators)
    have = (
        f"{count(known)}/{count(len(facts.indicators))} chỉ số thành phần có số liệu"
        if known
        else (f"chưa có chỉ số nào trong {count(len(facts.indicators))} chỉ số thành phần có số liệu")
    )
    return [f"Theo {worth}, {have} năm {facts.year} (chi tiết tại ", Ref("phu_luc_chi_so"), ")."]


def _named(indicators: tuple[Indicator, ...]) -> str:
    if not indicators or len(indicators) > NAMES_IN_TEXT:
        return ""
    return f": {listed(f'“{clean(i.name)}” ({clean(i.code)})' for i in indicators)}"


def _indicator_sentences(facts: ReportFacts) -> list[str]:
    groups = group_indicators(facts)
    return [
        _movement_sentence(facts),
        _mean_sentence(facts),
        _plan_rule_sentence(facts),
        agencies_by_plan(facts),
        f"Có {count(len(groups.missing))} chỉ số chưa có số liệu{_named(groups.missing)}."
        if groups.missing
        else "",
        f"Ngoài ra, {count(len(groups.aside))} chỉ số chỉ có số liệu minh họa, không tính vào nhận xét trên."
        if groups.aside
        else "",
    ]


def _movement_sentence(facts: ReportFacts) -> str:
    groups = group_indicators(facts)
    if not groups.compared:
        return f"Chưa có chỉ số nào đủ số liệu hai năm {facts.previous_year} và {facts.year} để so sánh."
    kinds = (("cải thiện", groups.better), ("giảm", groups.worse), ("không thay đổi", groups.same))
    parts = [f"{count(len(group))} chỉ số {words}{_named(group)}" for words, group in kinds if group]
    territory = "; phạm vi địa giới hai năm khác nhau nên chỉ có giá trị tham khảo" if facts.merged else ""
    return (
        f"Trong {count(len(groups.compared))} chỉ số có số liệu hai năm {facts.previous_year} và {facts.year}, có "
        f"{'; '.join(parts)}{territory}."
    )


def _mean_sentence(facts: ReportFacts) -> str:
    groups = group_indicators(facts)
    if not groups.with_mean:
        return "Chưa có mức trung bình tham chiếu của các địa phương để đối chiếu."
    whole = f"Trong {count(len(groups.with_mean))} chỉ số có mức trung bình tham chiếu{_reference_note(groups.with_mean)}, "
    if not groups.below_mean:
        return whole + "không có chỉ số nào kém hơn mức trung bình."
    return (
        whole + f"{count(len(groups.below_mean))} chỉ số kém hơn mức trung bình{_named(groups.below_mean)}."
    )


def _plan_rule_sentence(facts: ReportFacts) -> str:
    """What the plan asks of the gap to the mean: to narrow it below, to stay above; "" where no two years are known."""
    judged = Counter(i.by_plan for i in group_indicators(facts).with_mean if i.by_plan)
    if not judged:
        return ""
    parts = listed(
        (f"{count(number)} chỉ số {small(verdict)}" for verdict, number in judged.most_common()), last=", "
    )
    return f"Theo yêu cầu của Kế hoạch về khoảng cách với mức trung bình cả nước, trong {count(judged.total())} chỉ số đủ số liệu hai năm có {parts}."


def agencies_by_plan(facts: ReportFacts) -> str:
    """Which agencies enter indicators that do not fulfil the plan's rule, and how many of those that could be judged."""
    judged = [i for i in group_indicators(facts).with_mean if i.falls_short is not None]
    whole, behind = Counter(i.lead for i in judged), Counter(i.lead for i in judged if i.falls_short)
    if not behind:
        return ""
    named = listed(
        (f"{clean(name)} {count(number)}/{count(whole[name])} chỉ số" for name, number in behind.items()),
        last=", ",
    )
    return f"Chỉ số chưa đáp ứng yêu cầu này, theo cơ quan cung cấp số liệu: {named}."


def _reference_note(indicators: tuple[Indicator, ...]) -> str:
    return label_note([i.ref_label or i.label for i in indicators]).replace("(có", "(tham chiếu có")


# -- 4. the tasks ---------------------------------------------------------------------------------------------


def _tasks(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, "Kết quả thực hiện nhiệm vụ theo cơ quan chủ trì")
    add_task_summary(draft, facts)
    if any(agency.told for agency in facts.agencies):
        draft.body("Kết quả, sản phẩm từng nhiệm vụ theo báo cáo của các cơ quan nêu tại ", Ref(TASKS), ".")
    if levels := assessment_sentence(facts):
        draft.body(levels, " Chi tiết tại ", Ref(ASSESSMENTS), ".")
    add_additions(draft, facts, "II.4")


def assessment_sentence(facts: ReportFacts) -> str:
    """How many agencies are on which level of the assessment; "" when none is assessed."""
    levels = Counter((a.assessment.place, a.assessment.level) for a in facts.agencies if a.assessment)
    if not levels:
        return ""
    named = listed(
        f"{count(number)} cơ quan ở mức “{level}”" for (_, level), number in sorted(levels.items())
    )
    return f"Qua đánh giá việc thực hiện của {count(levels.total())} cơ quan, có {named}."


def add_task_summary(draft: Draft, facts: ReportFacts) -> None:
    """The state of the tasks with a reference to the appendix of agencies, or that nothing is known."""
    if any(agency.tasks for agency in facts.agencies):
        draft.body(task_summary(facts), " Chi tiết tại ", Ref("phu_luc_co_quan"), ".")
        if standouts := task_standouts(facts):
            draft.body(standouts)
        return
    draft.body("Chưa có thông tin về kết quả thực hiện nhiệm vụ của từng cơ quan.")
    if facts.agencies:
        draft.body("Tình hình cung cấp số liệu của từng cơ quan nêu tại ", Ref("phu_luc_co_quan"), ".")


def task_summary(facts: ReportFacts) -> str:
    """How many tasks are done, under way, late, not reported on."""
    agencies = [agency for agency in facts.agencies if agency.tasks]
    total = sum(agency.tasks for agency in agencies)
    kinds = (
        ("hoàn thành", sum(a.tasks_done for a in agencies)),
        ("đang thực hiện", sum(a.tasks_doing for a in agencies)),
        ("chưa thực hiện", sum(a.tasks_waiting for a in agencies)),
        ("quá hạn", sum(a.tasks_late for a in agencies)),
        ("chưa có báo cáo", sum(a.tasks_silent for a in agencies)),
    )
    there = [(words, number) for words, number in kinds if number]
    if len(there) == 1:
        every, all_of_them = ("Cả ", " đều") if total > 1 else ("", "")
        return f"{every}{count(total)} nhiệm vụ giao cho {count(len(agencies))} cơ quan{all_of_them} {there[0][0]}."
    parts = listed(f"{count(number)} nhiệm vụ {words}" for words, number in there)
    return f"Trong {count(total)} nhiệm vụ giao cho {count(len(agencies))} cơ quan, có {parts}."


def task_standouts(facts: ReportFacts) -> str:
    """Which agencies finished everything, which are behind; "" when neither."""
    finished = [clean(a.name) for a in facts.agencies if a.tasks and a.tasks_done == a.tasks]
    behind = [f"{clean(a.name)}: {count(a.tasks_late)}" for a in facts.agencies if a.tasks_late]
    parts = []
    if finished:
        parts.append(f"{count(len(finished))} cơ quan đã hoàn thành toàn bộ nhiệm vụ ({listed(finished)})")
    if behind:
        parts.append(f"{count(len(behind))} cơ quan có nhiệm vụ quá hạn ({listed(behind, last=', ')})")
    return f"Có {'; '.join(parts)}." if parts else ""
