"""Sentences and small pieces that several documents share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from docgen.facts import Agency, Label, ReportFacts
from docgen.kit.draft import Draft, Properties
from docgen.wording.dates import dated
from docgen.wording.numbers import count
from docgen.wording.phrases import POINT_LETTERS, point_letter
from docgen.wording.typography import capital, clean, sentence, unstopped

MADE_UP_WARNING = "CÓ SỐ LIỆU MINH HỌA - KHÔNG PHẢI VĂN BẢN CHÍNH THỨC"
ESTIMATE_WARNING = "ĐIỂM SỐ NĂM {year} LÀ ƯỚC TÍNH - CHƯA PHẢI KẾT QUẢ CÔNG BỐ"
SCORE_KINDS = {
    Label.PUBLISHED: "kết quả công bố",
    Label.ESTIMATED: "số liệu ước tính",
    Label.ILLUSTRATIVE: "số liệu minh họa",
    Label.REPORTED: "số liệu cơ quan cung cấp",
}


def full_name(facts: ReportFacts) -> str:
    """The department's name in a sentence."""
    return clean(facts.office.name)


def properties(facts: ReportFacts, title: str) -> Properties:
    """A document's properties: its title, the department, the day of the data."""
    return Properties(title, full_name(facts), datetime.combine(facts.as_of, time()))


def attached_to(facts: ReportFacts, kind: str, number: str) -> str:
    """The line under an appendix' title that says to which document it belongs."""
    return f"(Kèm theo {kind} số {number} {dated(facts.issued, facts.as_of.year)} của {full_name(facts)})"


def add_warning(draft: Draft, facts: ReportFacts) -> None:
    """The boxed lines under the title of a document with made-up figures or estimated scores."""
    if facts.illustrative:
        draft.paragraph("LuuYSoLieu", MADE_UP_WARNING)
    if facts.current and facts.current.label is Label.ESTIMATED:
        draft.paragraph("LuuYSoLieu", ESTIMATE_WARNING.format(year=facts.current.year))


def add_collected_warning(draft: Draft, facts: ReportFacts) -> None:
    """The boxed line of a letter that rests on what agencies handed in, when that is made up."""
    if facts.collected_made_up:
        draft.paragraph("LuuYSoLieu", MADE_UP_WARNING)


def dashes(draft: Draft, items: Sequence[str]) -> None:
    """A list with dashes: ";" after each item, "." after the last."""
    for index, item in enumerate(items):
        stop = "." if index == len(items) - 1 else ";"
        draft.paragraph("GachDauDong", f"- {capital(unstopped(clean(item)))}{stop}")


def lettered(draft: Draft, items: Sequence[str]) -> None:
    """Điểm a) b) c) d) đ) …; with one item, or more than the alphabet holds, a plain paragraph or dashes."""
    if len(items) == 1:
        draft.body(sentence(items[0]))
    elif len(items) > len(POINT_LETTERS):
        dashes(draft, items)
    else:
        for index, item in enumerate(items):
            stop = "." if index == len(items) - 1 else ";"
            draft.paragraph("Diem", f"{point_letter(index)}) {capital(unstopped(clean(item)))}{stop}")


def add_additions(draft: Draft, facts: ReportFacts, place: str) -> bool:
    """The official's own paragraphs for ``place``; True when there were any."""
    lines = [clean(line) for line in facts.additions.get(place, "").splitlines()]
    for line in filter(None, lines):
        draft.body(sentence(line))
    return any(lines)


def missing_names(agencies: Iterable[Agency]) -> list[str]:
    """ "Sở Tài chính: 02" for each agency that owes data."""
    return [f"{clean(a.name)}: {count(a.due - a.received)}" for a in agencies if a.received < a.due]
