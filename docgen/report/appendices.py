"""The appendices: the indicators, the state of work by agency, the late and silent agencies."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.facts import Agency, Indicator, ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.tables import Column, Group, Row, Total, add_table
from docgen.report.common import full_name
from docgen.report.situation import needs_listing
from docgen.wording.abbreviations import spelt_out
from docgen.wording.dates import dates_rewritten, short_date
from docgen.wording.numbers import count, is_known, points, quantity
from docgen.wording.phrases import label_note
from docgen.wording.typography import capital, clean

INDICATORS, AGENCIES, LATE = "phu_luc_chi_so", "phu_luc_co_quan", "phu_luc_cham"
TASKS, POLICIES = "phu_luc_nhiem_vu", "phu_luc_chinh_sach"
ASSESSMENTS = "phu_luc_danh_gia"
SMALL = 10  # text size of the widest table

INDICATOR_COLUMNS = (
    ("Mã", 11, "BangGiua"),
    ("Chỉ số", 57, "BangChu"),
    ("Đơn vị tính", 22, "BangGiua"),
    ("Năm {previous}", 15, "BangSo"),
    ("Năm {year}", 15, "BangSo"),
    ("Thấp nhất", 14, "BangSo"),
    ("Trung bình", 14, "BangSo"),
    ("Cao nhất", 14, "BangSo"),
    ("Điểm", 12, "BangSo"),
    ("Tính chất số liệu", 22, "BangGiua"),
    ("Cơ quan chủ trì", 25, "BangChu"),
    ("Nguồn", 26, "BangChu"),
)
AGENCY_COLUMNS = (
    ("TT", 11, "BangGiua"),
    ("Cơ quan", 67, "BangChu"),
    ("Chỉ số phải cung cấp", 21, "BangSo"),
    ("Đã trả lời", 18, "BangSo"),
    ("Thiếu minh chứng", 18, "BangSo"),
    ("Tổng số nhiệm vụ", 19, "BangSo"),
    ("Hoàn thành", 19, "BangSo"),
    ("Đang thực hiện", 19, "BangSo"),
    ("Chưa thực hiện", 19, "BangSo"),
    ("Quá hạn", 18, "BangSo"),
    ("Chưa báo cáo", 18, "BangSo"),
)
LATE_COLUMNS = (
    ("TT", 11, "BangGiua"),
    ("Cơ quan", 56, "BangChu"),
    ("Tình trạng", 32, "BangChu"),
    ("Ngày gửi", 24, "BangGiua"),
    ("Số ngày chậm", 18, "BangSo"),
    ("Nội dung còn thiếu", 58, "BangChu"),
    ("Công văn đôn đốc", 48, "BangChu"),
)

TASK_COLUMNS = (
    ("Mục", 17, "BangGiua"),
    ("Nhiệm vụ", 76, "BangChu"),
    ("Kết quả, sản phẩm", 52, "BangChu"),
    ("Tình trạng", 24, "BangGiua"),
    ("Khó khăn, vướng mắc", 42, "BangChu"),
    ("Nhận xét của {office}", 36, "BangChu"),
)
ASSESSMENT_COLUMNS = (
    ("TT", 11, "BangGiua"),
    ("Cơ quan", 66, "BangChu"),
    ("Kết quả, nhận xét của {office}", 112, "BangChu"),
    ("Tiêu chí đạt", 24, "BangGiua"),
    ("Mức đánh giá", 34, "BangGiua"),
)
POLICY_COLUMNS = (
    ("Mã", 20, "BangGiua"),
    ("Nhóm chính sách", 94, "BangChu"),
    ("Còn hiệu lực", 22, "BangGiua"),
    ("Văn bản", 111, "BangChu"),
)
REMARKS = {
    "Hoàn thành": "Đã hoàn thành.",
    "Đang thực hiện": "Đang thực hiện, tiếp tục theo dõi.",
    "Chưa thực hiện": "Chưa thực hiện.",
}
"""Drafts of facts; what the office thinks of them it writes itself."""


def appendix_keys(facts: ReportFacts) -> tuple[str, ...]:
    """The appendices that the facts give rise to, in their order."""
    present = (
        (INDICATORS, bool(facts.indicators)),
        (AGENCIES, bool(facts.agencies)),
        (ASSESSMENTS, any(agency.assessment for agency in facts.agencies)),
        (LATE, any(map(needs_listing, facts.agencies))),
        (TASKS, any(agency.told for agency in facts.agencies)),
        (POLICIES, bool(facts.policies)),
    )
    return tuple(key for key, there in present if there)


def add_appendices(draft: Draft, facts: ReportFacts, attached_to: str, keys: tuple[str, ...]) -> None:
    """Write the appendices ``keys``, each a landscape section numbered from 1."""
    writers = {
        INDICATORS: _indicator_appendix,
        AGENCIES: _agency_appendix,
        ASSESSMENTS: _assessment_appendix,
        LATE: _late_appendix,
        TASKS: _task_appendix,
        POLICIES: _policy_appendix,
    }
    for key in keys:
        writers[key](draft, facts, attached_to)


def _columns(declared: tuple[tuple[str, float, str], ...], **facts: int | str) -> list[Column]:
    return [Column(title.format(**facts), width, style) for title, width, style in declared]


def _indicator_appendix(draft: Draft, facts: ReportFacts, attached_to: str) -> None:
    labels = [
        label
        for i in facts.indicators
        for label in (i.label, i.score_label, i.ref_label)
        if is_known(i.value)
    ]
    title = f"Số liệu các chỉ số thành phần năm {facts.year}"
    draft.appendix(INDICATORS, title + label_note(labels), attached_to)
    columns = _columns(INDICATOR_COLUMNS, previous=facts.previous_year, year=facts.year)
    add_table(draft, columns, _indicator_rows(facts), title=title, size=SMALL)
    draft.paragraph(
        "BangGhiChu",
        "Ghi chú: Thấp nhất, Trung bình, Cao nhất là mức tham chiếu của các địa phương; dấu “–” là chưa có số liệu. "
        f"Điểm theo thang 0 - 100; điểm không ghi “công bố” không phải kết quả của {facts.office.ministry}. "
        + spelt_out(text for i in facts.indicators for text in (i.name, i.unit, i.lead, i.source)),
    )


def _indicator_rows(facts: ReportFacts) -> Iterator[Row]:
    names = {str(pillar.number): pillar.name for pillar in facts.pillars}
    shown = ""
    for indicator in facts.indicators:
        number = clean(indicator.code).split(".")[0]
        if number != shown and number in names:
            shown = number
            yield Group(f"{number}. {names[number]}")
        yield _indicator_row(indicator)


def _indicator_row(indicator: Indicator) -> list[str]:
    return [
        indicator.code,
        indicator.name,
        indicator.unit,
        quantity(indicator.previous),
        quantity(indicator.value),
        quantity(indicator.ref_min),
        quantity(indicator.ref_mean),
        quantity(indicator.ref_max),
        points(indicator.score),
        worth(indicator),
        indicator.lead,
        indicator.source,
    ]


def worth(indicator: Indicator) -> str:
    """What the row's figures are worth, naming each kind that differs: "cơ quan cung cấp; điểm ước tính"."""
    if not is_known(indicator.value):
        reason = clean(indicator.missing_reason)
        return f"chưa có số liệu ({reason})" if reason else "chưa có số liệu"
    parts = [str(indicator.label)]
    if indicator.ref_label and indicator.ref_label is not indicator.label and is_known(indicator.ref_mean):
        parts.append(f"tham chiếu {indicator.ref_label}")
    if indicator.score_label and indicator.score_label is not indicator.label and is_known(indicator.score):
        parts.append(f"điểm {indicator.score_label}")
    return "; ".join(parts)


def _agency_numbers(agency: Agency) -> tuple[int, ...]:
    return (
        agency.due,
        agency.received,
        agency.evidence_missing,
        agency.tasks,
        agency.tasks_done,
        agency.tasks_doing,
        agency.tasks_waiting,
        agency.tasks_late,
        agency.tasks_silent,
    )


def _agency_appendix(draft: Draft, facts: ReportFacts, attached_to: str) -> None:
    title = "Tình hình cung cấp số liệu và thực hiện nhiệm vụ theo cơ quan"
    draft.appendix(AGENCIES, title, attached_to)
    numbers = [_agency_numbers(agency) for agency in facts.agencies]
    rows: list[Row] = [
        [str(at), agency.both_names, *map(quantity, line)]
        for at, (agency, line) in enumerate(zip(facts.agencies, numbers, strict=True), 1)
    ]
    rows.append(Total(["", "Tổng cộng", *(quantity(sum(column)) for column in zip(*numbers, strict=True))]))
    add_table(draft, _columns(AGENCY_COLUMNS), rows, title=title)
    draft.paragraph("BangGhiChu", f"Ghi chú: Số liệu tính đến ngày {short_date(facts.as_of)}.")


def _assessment_appendix(draft: Draft, facts: ReportFacts, attached_to: str) -> None:
    title = "Đánh giá việc thực hiện nhiệm vụ của các cơ quan"
    draft.appendix(ASSESSMENTS, title, attached_to)
    assessed = [(agency, one) for agency in facts.agencies if (one := agency.assessment)]
    rows = [
        [str(at), agency.both_names, capital(clean(one.remark)), f"{one.passed}/{one.asked}", one.level]
        for at, (agency, one) in enumerate(assessed, 1)
    ]
    add_table(draft, _columns(ASSESSMENT_COLUMNS, office=full_name(facts)), rows, title=title)
    draft.paragraph(
        "BangGhiChu",
        f"Ghi chú: Số liệu tính đến ngày {short_date(facts.as_of)}. {clean(facts.scale)}".strip(),
    )


def _late_appendix(draft: Draft, facts: ReportFacts, attached_to: str) -> None:
    title = "Các cơ quan chậm gửi, gửi thiếu hoặc chưa gửi báo cáo, số liệu"
    draft.appendix(LATE, title, attached_to)
    rows = [
        [str(at), *_late_row(agency)] for at, agency in enumerate(filter(needs_listing, facts.agencies), 1)
    ]
    add_table(draft, _columns(LATE_COLUMNS), rows, title=title)
    until = f" Thời hạn gửi: {short_date(facts.deadline)}." if facts.deadline else ""
    draft.paragraph("BangGhiChu", f"Ghi chú: Số liệu tính đến ngày {short_date(facts.as_of)}.{until}")


def _task_appendix(draft: Draft, facts: ReportFacts, attached_to: str) -> None:
    title = "Kết quả thực hiện từng nhiệm vụ theo báo cáo của các cơ quan"
    draft.appendix(TASKS, title, attached_to)
    columns = _columns(TASK_COLUMNS, office="Sở")
    add_table(draft, columns, _task_rows(facts), title=title, size=SMALL)
    draft.paragraph(
        "BangGhiChu",
        f"Ghi chú: Kết quả, khó khăn ghi theo báo cáo của cơ quan đến ngày {short_date(facts.as_of)}; dấu “–” là cơ quan không ghi. "
        "Nhiệm vụ ghi tóm tắt, nguyên văn tại Kế hoạch; nhiệm vụ chưa có báo cáo không nêu ở đây.",
    )


def _task_rows(facts: ReportFacts) -> Iterator[Row]:
    for agency in facts.agencies:
        if agency.told:
            yield Group(agency.both_names)
        for task in agency.told:
            remark = REMARKS.get(task.state, "")
            yield [
                task.code,
                task.text,
                dates_rewritten(task.result) or "–",
                task.state,
                dates_rewritten(task.difficulty) or "–",
                remark,
            ]


def _policy_appendix(draft: Draft, facts: ReportFacts, attached_to: str) -> None:
    title = "Danh mục văn bản chính sách đã rà soát"
    labels = [policy.label for policy in facts.policies]
    draft.appendix(POLICIES, title + label_note(labels), attached_to)
    rows: list[Row] = [
        [
            policy.code,
            policy.name,
            "Có" if policy.in_force else "Không",
            dates_rewritten(policy.documents) or "–",
        ]
        for policy in facts.policies
    ]
    add_table(draft, _columns(POLICY_COLUMNS), rows, title=title, size=SMALL)


def agency_state(agency: Agency) -> str:
    """ "Chưa gửi", "Gửi chậm, còn thiếu", "Còn thiếu", "Gửi chậm", "Đã gửi đủ"."""
    if agency.is_silent:
        return "Chưa gửi"
    parts = [words for words, true in (("gửi chậm", agency.sent_late), ("còn thiếu", agency.owes)) if true]
    return ", ".join(parts).capitalize() if parts else "Đã gửi đủ"


def owed_text(agency: Agency) -> str:
    """What the agency still owes, in a few words; "Không" for nothing."""
    counted = (
        (agency.due - agency.received, "số liệu của {} chỉ số"),
        (agency.evidence_missing, "minh chứng của {} chỉ số"),
        (agency.tasks_silent, "báo cáo của {} nhiệm vụ"),
    )
    parts = [words.format(count(number)) for number, words in counted if number > 0]
    codes = [clean(item.code) for item in agency.missing if clean(item.code)]
    unique = list(dict.fromkeys(codes))
    text = capital(", ".join(parts)) or ("Theo danh mục" if unique else "Không")
    return f"{text} ({', '.join(unique)})" if unique else text


def letters_text(agency: Agency) -> str:
    """The letters sent: "Lần 1: số 512/SKHCN-QLCN ngày 06/8/2025"."""
    if not agency.letters:
        return "Chưa có"
    return "; ".join(
        f"Lần {letter.round}: "
        + (f"số {clean(letter.number)} " if letter.number else "")
        + f"ngày {short_date(letter.sent)}"
        for letter in agency.letters
    )


def _late_row(agency: Agency) -> list[str]:
    return [
        agency.both_names,
        agency_state(agency),
        short_date(agency.reported) if agency.reported else "–",
        quantity(agency.days_late) if agency.days_late else "–",
        owed_text(agency),
        letters_text(agency),
    ]
