"""Part I of the report: how the plan was carried out, who reported, what data came in."""

from __future__ import annotations

from docgen.facts import Agency, ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.inline import Ref
from docgen.report.common import add_additions, dashes, full_name, missing_names
from docgen.wording.dates import day_of
from docgen.wording.numbers import count, percent
from docgen.wording.phrases import cited, cited_again, dated_citation, listed
from docgen.wording.typography import capital, clean

MOST_NAMES = 8  # more agencies than this are only counted in a sentence; the appendix names them


def add_situation(draft: Draft, facts: ReportFacts) -> None:
    """Write part I."""
    draft.heading(1, "Tình hình triển khai")
    _direction(draft, facts)
    _follow_up(draft, facts)
    _data(draft, facts)


def _direction(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, "Công tác chỉ đạo, điều hành")
    if facts.directives:
        draft.body(
            f"Để triển khai {cited_again(facts.plan)}, đã có {count(len(facts.directives))} văn bản chỉ đạo, hướng dẫn được ban hành"
            + (", gồm:" if len(facts.directives) > 1 else ":")
        )
        dashes(draft, [cited(document) for document in facts.directives])
    else:
        draft.body(
            f"Các cơ quan, đơn vị, địa phương triển khai theo nội dung, phân công tại {cited_again(facts.plan)}."
        )
    add_additions(draft, facts, "I.1")


def _follow_up(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, "Công tác theo dõi, đôn đốc")
    if not facts.agencies:
        draft.body("Chưa có thông tin về tình hình báo cáo của từng cơ quan để tổng hợp.")
    else:
        draft.body(*reporting(facts))
        draft.body(letters_sentence(facts))
    add_additions(draft, facts, "I.2")


def reporting(facts: ReportFacts) -> list[str | Ref]:
    """Who reported, who was late, who is silent; refers to the appendix that lists them."""
    assigned = assigned_agencies(facts)
    reported = [agency for agency in assigned if not agency.is_silent]
    late = [agency for agency in reported if agency.sent_late]
    short = [agency for agency in reported if agency.is_short]
    silent = [agency for agency in assigned if agency.is_silent]
    until = f" (thời hạn: {day_of(facts.deadline)})" if facts.deadline else ""
    text = (
        f"Đến {day_of(facts.as_of)}, {count(len(reported))}/{count(len(assigned))} cơ quan được giao nhiệm vụ đã gửi"
        if reported
        else f"Đến {day_of(facts.as_of)}, chưa có cơ quan nào trong {count(len(assigned))} cơ quan được giao nhiệm vụ gửi"
    )
    text += f" báo cáo, số liệu{until}"
    if late:
        worst = max(agency.days_late for agency in late)
        most = "chậm nhất" if len(late) > 1 else "chậm"
        text += f", trong đó {count(len(late))} cơ quan gửi chậm ({most} {count(worst)} ngày)"
    if short:
        oldest = max(agency.days_late for agency in short)
        most = "quá hạn nhiều nhất" if len(short) > 1 else "quá hạn"
        text += f"; {count(len(short))} cơ quan gửi chưa đủ, phần còn thiếu {most} {count(oldest)} ngày"
    if silent and reported:
        text += f"; {count(len(silent))} cơ quan chưa gửi: {listed(agency.name for agency in silent)}"
    if any(map(needs_listing, facts.agencies)):
        return [f"{text}. Chi tiết tại ", Ref("phu_luc_cham"), "."]
    return [f"{text}."]


def assigned_agencies(facts: ReportFacts) -> list[Agency]:
    """The agencies that owe data or tasks; all of them when none is said to owe anything."""
    return [agency for agency in facts.agencies if agency.due or agency.tasks] or list(facts.agencies)


def needs_listing(agency: Agency) -> bool:
    """The agency belongs in the appendix of late and silent ones."""
    return agency.is_late or agency.owes or bool(agency.letters)


def letters_sentence(facts: ReportFacts) -> str:
    """How many reminders went out, in which rounds."""
    letters = [letter for agency in facts.agencies for letter in agency.letters]
    if not letters:
        late = any(agency.is_late or agency.owes for agency in facts.agencies)
        return f"{full_name(facts)} {'chưa' if late else 'chưa phải'} ban hành công văn đôn đốc."
    rounds = sorted({letter.round for letter in letters})
    by_round = listed(
        (
            f"lần {number}: {count(sum(letter.round == number for letter in letters))} công văn"
            for number in rounds
        ),
        last=", ",
    )
    reached = count(sum(bool(agency.letters) for agency in facts.agencies))
    return (
        f"{full_name(facts)} đã gửi {count(len(letters))} công văn đôn đốc tới {reached} cơ quan chậm gửi hoặc gửi thiếu "
        f"({by_round})."
    )


def _data(draft: Draft, facts: ReportFacts) -> None:
    draft.heading(2, "Công tác cung cấp số liệu, minh chứng")
    draft.body(received_sentence(facts))
    if facts.data_sent or facts.data_letter or not facts.is_published:
        draft.body(sent_sentence(facts))
    add_additions(draft, facts, "I.3")


def received_sentence(facts: ReportFacts) -> str:
    """How much data came in, what is missing, where evidence lacks."""
    due = sum(agency.due for agency in facts.agencies)
    received = sum(agency.received for agency in facts.agencies)
    if not due:
        return "Chưa có thông tin về số lượng chỉ số mà các cơ quan phải cung cấp số liệu."
    given = (
        f"đã trả lời {count(received)} chỉ số (đạt {percent(received, due)})"
        if received
        else "chưa có chỉ số nào được trả lời"
    )
    text = f"Các cơ quan phải cung cấp số liệu của {count(due)} chỉ số; {given}"
    explained = sum(agency.explained for agency in facts.agencies)
    if explained:
        text += f", trong đó {count(explained)} chỉ số không có số liệu, đã nêu lý do"
    missing = sum(max(0, agency.due - agency.received) for agency in facts.agencies)
    if missing:
        names = missing_names(facts.agencies)
        by = (
            f" ({listed(names, last=', ')})"
            if len(names) <= MOST_NAMES
            else f" của {count(len(names))} cơ quan"
        )
        text += f"; còn thiếu {count(missing)} chỉ số{by}"
    evidence = sum(agency.evidence_missing for agency in facts.agencies)
    if evidence:
        return f"{text}. Trong số đã nhận, {count(evidence)} chỉ số chưa có đủ tài liệu minh chứng."
    return f"{text}. " + (
        "Tài liệu minh chứng của các số liệu đã nhận đầy đủ."
        if received
        else "Chưa nhận tài liệu minh chứng nào."
    )


def sent_sentence(facts: ReportFacts) -> str:
    """Whether and when the data went to the ministry."""
    asked = f" theo đề nghị tại {dated_citation(facts.ministry_request)}" if facts.ministry_request else ""
    what = f"số liệu và tài liệu minh chứng của {facts.office.province} tới {facts.office.ministry}"
    by = f" tại Công văn số {clean(facts.data_letter)}" if facts.data_letter else ""
    if facts.data_sent:
        day = day_of(facts.data_sent)
        if by:
            return f"{full_name(facts)} đã tổng hợp, gửi {what}{by} {day}{asked}."
        return f"{capital(day)}, {full_name(facts)} đã tổng hợp, gửi {what}{asked}."
    if by:
        return f"{full_name(facts)} đã tổng hợp, gửi {what}{by}{asked}."
    return f"Đến {day_of(facts.as_of)}, {full_name(facts)} chưa ghi nhận việc gửi {what}{asked}."
