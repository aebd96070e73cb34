"""Công văn đôn đốc: one letter for each agency that owes something, firmer with each round."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from docgen.facts import Agency, MissingItem, Office, ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.letterhead import add_addressees, add_letterhead, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, add_table
from docgen.report.common import add_collected_warning, dashes, full_name, properties
from docgen.wording.dates import day_of, long_date, short_date
from docgen.wording.numbers import count
from docgen.wording.phrases import cited, cited_again, listed
from docgen.wording.typography import capital, clean, unstopped

LAST_ROUND = 3
FEW_ITEMS = 3  # more outstanding items than this are set in a table


@dataclass(frozen=True)
class Tone:
    """What a round of reminders asks, what it announces, and who else learns of it."""

    request: str
    consequence: str
    informed: tuple[str, ...]


TONES = {
    1: Tone(
        "{department} đề nghị quý cơ quan quan tâm, gửi {contents}",
        "Rất mong nhận được sự phối hợp của quý cơ quan để {department} tổng hợp, báo cáo đúng thời hạn./.",
        (),
    ),
    2: Tone(
        "{department} đề nghị quý cơ quan khẩn trương gửi {contents}",
        "Sau thời hạn trên, {department} sẽ tổng hợp tình hình, báo cáo {council} theo quy định./.",
        ("{council} (b/c)",),
    ),
    3: Tone(
        "{department} đề nghị người đứng đầu quý cơ quan trực tiếp chỉ đạo, gửi ngay {contents}",
        "Sau thời hạn trên, trường hợp quý cơ quan chưa gửi, {department} sẽ báo cáo Chủ tịch {council} xem xét, chỉ đạo, làm rõ "
        "trách nhiệm của tập thể, cá nhân có liên quan./.",
        ("Chủ tịch {council} (b/c)", "Lãnh đạo Văn phòng {council}"),
    ),
}


def agencies_to_remind(facts: ReportFacts) -> list[Agency]:
    """The agencies that owe data, evidence, reports or overdue tasks, without the department itself."""
    own = clean(facts.office.name).casefold()
    return [
        a
        for a in facts.agencies
        if (a.owes or a.is_silent or a.tasks_late) and clean(a.name).casefold() != own
    ]


def write_reminder_letters(facts: ReportFacts, folder: str | Path) -> list[Path]:
    """Write one letter for each agency that owes something and give the paths, in the agencies' order.

    The round is one more than that of the last letter sent. Files are named ``cong-van-don-doc-<agency>-lan-<n>.docx``;
    a different document of that name is kept and the new one numbered. The number of each letter stays blank: the clerk gives it. Raises ``UnreadableError`` E103.
    """
    return [
        save(reminder_draft(facts, agency), Path(folder) / letter_name(agency))
        for agency in agencies_to_remind(facts)
    ]


def letter_name(agency: Agency) -> str:
    """The file name of the agency's next letter."""
    return f"cong-van-don-doc-{file_part(agency.code or agency.name)}-lan-{next_round(agency)}.docx"


def next_round(agency: Agency) -> int:
    """The round of the next letter."""
    return max((letter.round for letter in agency.letters), default=0) + 1


def file_part(text: str) -> str:
    """``text`` as part of a file name: small ASCII letters, digits and hyphens, never empty."""
    plain = unicodedata.normalize("NFD", clean(text).lower().replace("đ", "d"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "co-quan"


def reminder_draft(facts: ReportFacts, agency: Agency) -> Draft:
    """The letter to ``agency`` as an unsaved draft."""
    round_, office = next_round(agency), facts.office
    tone = TONES[min(round_, LAST_ROUND)]
    words = {"department": full_name(facts), "council": clean(office.council_short)}
    subject = f"đôn đốc cung cấp số liệu, tài liệu minh chứng Chỉ số PII năm {facts.year}"
    subject += f" (lần {round_})" if round_ > 1 else ""
    draft = Draft(properties(facts, f"Công văn {subject} - {clean(agency.name)}"))
    number = document_number(office, "", None)
    add_letterhead(draft, office, number, facts.issued, facts.as_of.year, subject)
    add_collected_warning(draft, facts)
    add_addressees(draft, [agency.name])
    draft.body(_duty(facts, agency))
    draft.body(_state(facts, agency))
    several = _outstanding(draft, facts, agency) > 1
    words["contents"] = "đầy đủ các nội dung nêu trên" if several else "nội dung nêu trên"
    draft.body(f"{tone.request.format(**words)} {_by_when(facts)}{_channel(office)}.")
    closing = draft.body(tone.consequence.format(**words))
    informed = (name.format(**words) for name in tone.informed)
    add_signature(draft, office, closing, ("Như trên", *informed, *office.letter_recipients))
    return draft


def _duty(facts: ReportFacts, agency: Agency) -> str:
    until = f"; thời hạn gửi: {day_of(facts.deadline)}" if facts.deadline else ""
    return (
        f"Theo {cited(facts.plan)}, {clean(agency.name)} được giao chủ trì triển khai nhiệm vụ, cung cấp số liệu, tài liệu minh chứng "
        f"phục vụ tính toán Chỉ số PII năm {facts.year}{until}.{_taken_over(agency)}"
    )


def _taken_over(agency: Agency) -> str:
    """Whose part the agency answers for besides its own."""
    names = listed(clean(name) for name in agency.formerly)
    return f" Phần việc trước đây mang tên {names} nay thuộc trách nhiệm của quý cơ quan." if names else ""


def _state(facts: ReportFacts, agency: Agency) -> str:
    sent = [
        (f"Công văn số {clean(letter.number)}" if letter.number else "công văn") + f" {day_of(letter.sent)}"
        for letter in agency.letters
    ]
    done = [f"đôn đốc tại {listed(sent)}"] if sent else []
    if agency.reported and not agency.is_silent:
        done.append(f"nhận được báo cáo, số liệu quý cơ quan gửi {day_of(agency.reported)}")
    before = f"{full_name(facts)} đã {'; đã '.join(done)}. " if done else ""
    what = (
        "chưa nhận được báo cáo, số liệu của quý cơ quan"
        if agency.is_silent
        else "chưa nhận đủ nội dung thuộc trách nhiệm của quý cơ quan"
    )
    late = f", đã quá hạn {count(agency.days_late)} ngày" if agency.is_silent and agency.days_late > 0 else ""
    return f"{before}Tuy nhiên, đến nay (số liệu tính đến {day_of(facts.as_of)}), {full_name(facts)} {what}{late}, cụ thể:"


def _outstanding(draft: Draft, facts: ReportFacts, agency: Agency) -> int:
    """List what is outstanding; returns how many things that are."""
    items = (*agency.missing, *agency.overdue)
    unnamed = agency.tasks_late - len(agency.overdue)
    counted = [] if agency.missing else _counts(agency)
    if unnamed > 0:
        counted.append(f"Kết quả thực hiện {count(unnamed)} nhiệm vụ đã quá hạn")
    if len(items) > FEW_ITEMS:
        _table(draft, facts, items)
        dashes(draft, counted)
    else:
        dashes(draft, [*(_item(facts, item) for item in items), *counted])
    return len(items) + len(counted)


def _item(facts: ReportFacts, item: MissingItem) -> str:
    """One line of the list; the day is told only where it is not the one the letter begins with."""
    due = f" (hạn {day_of(item.due)})" if item.due and item.due != facts.deadline else ""
    what, name = clean(item.what), unstopped(clean(item.name))
    if not item.code and not is_task(item):  # a focal person, a base figure: no code of the plan
        return f"{what}: {name}{due}"
    kind = "nhiệm vụ tại mục" if is_task(item) else "chỉ số"
    code = f" {clean(item.code)}" if item.code else ""
    return f"{what}: {kind if item.code else kind.split(' tại ')[0]}{code} “{name}”{due}"


def is_task(item: MissingItem) -> bool:
    """The item is a task of the plan, cited by its place ("III.2.3.b"), and not an indicator ("2.1.2")."""
    return clean(item.code)[:1] in "IVX" if item.code else "nhiệm vụ" in clean(item.what)


def _counts(agency: Agency) -> list[str]:
    counted = (
        (agency.due - agency.received, "số liệu của {} chỉ số"),
        (agency.evidence_missing, "tài liệu minh chứng của {} chỉ số"),
        (agency.tasks_silent, "báo cáo kết quả thực hiện {} nhiệm vụ"),
    )
    known = [text.format(count(number)) for number, text in counted if number > 0]
    return known or ["báo cáo tình hình, kết quả thực hiện nhiệm vụ được giao"] * agency.is_silent


def _table(draft: Draft, facts: ReportFacts, items: tuple[MissingItem, ...]) -> None:
    columns = [
        Column("TT", 10, "BangGiua"),
        Column("Mã", 18, "BangGiua"),
        Column("Chỉ số, nhiệm vụ", 76),
        Column("Nội dung còn thiếu", 34),
        Column("Hạn", 22, "BangGiua"),
    ]
    rows = [
        [str(at), item.code or "–", unstopped(clean(item.name)), capital(clean(item.what)), _day(item)]
        for at, item in enumerate(items, 1)
    ]
    add_table(draft, columns, rows, title="Nội dung còn thiếu")
    draft.paragraph("BangGhiChu", f"Nguồn: {full_name(facts)} tổng hợp theo {cited_again(facts.plan)}.")


def _day(item: MissingItem) -> str:
    return short_date(item.due) if item.due else "–"


def _by_when(facts: ReportFacts) -> str:
    return f"trước {long_date(facts.new_deadline)}" if facts.new_deadline else "trong thời gian sớm nhất"


def _channel(office: Office) -> str:
    contact = office.contact
    parts = [
        f"đầu mối: {clean(contact.name)}" if contact.name else "",
        f"điện thoại: {clean(contact.phone)}" if contact.phone else "",
        f"thư điện tử: {clean(contact.email)}" if contact.email else "",
    ]
    known = ", ".join(filter(None, parts))
    return f" về {clean(office.name)}" + (
        f" ({known})" if known and ")" not in known else f"; {known}" if known else ""
    )
