"""The submission (Tờ trình) that proposes collectives and persons for praise, with its list."""

from __future__ import annotations

from pathlib import Path

from docgen.facts import Praised, ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.inline import Ref
from docgen.kit.letterhead import add_addressees, add_letterhead, add_title, document_number
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.kit.tables import Column, Group, Row, add_table
from docgen.report.common import add_collected_warning, attached_to, full_name, properties
from docgen.wording.dates import long_date, short_date
from docgen.wording.numbers import count
from docgen.wording.phrases import INDEX, cited, cited_again, listed
from docgen.wording.typography import capital, clean, unstopped

LIST = "phu_luc_khen_thuong"
COLUMNS = (
    Column("TT", 11, "BangGiua"),
    Column("Tập thể, cá nhân", 62),
    Column("Thành tích", 118),
    Column("Hình thức đề nghị", 56),
)
KINDS = ((False, "Tập thể"), (True, "Cá nhân"))


def write_praise(facts: ReportFacts, path: str | Path) -> Path:
    """Write the submission to ``path`` and give the path written. Raises ``UnreadableError`` E103."""
    return save(praise_draft(facts), path)


def praise_draft(facts: ReportFacts) -> Draft:
    """The submission as an unsaved draft; ``facts.praised`` has at least one entry."""
    office = facts.office
    chairman = f"Chủ tịch {office.council}"
    subject = (
        f"Về việc đề nghị khen thưởng thành tích trong thực hiện {cited_again(facts.plan)} năm {facts.year}"
    )
    draft = Draft(properties(facts, f"Tờ trình {subject}"), (LIST,))
    number = document_number(office, "TTr", facts.number)
    add_letterhead(draft, office, number, facts.issued, facts.as_of.year)
    add_title(draft, "Tờ trình", subject)
    add_collected_warning(draft, facts)
    add_addressees(draft, [chairman])
    draft.body(
        f"Thực hiện {cited(facts.plan)}, căn cứ kết quả thực hiện {INDEX} năm {facts.year} (số liệu tính đến "
        f"{long_date(facts.as_of)}), {full_name(facts)} kính trình {chairman} xét tặng khen thưởng "
        f"{_counted(facts)} có thành tích trong thực hiện Kế hoạch (danh sách tại ",
        Ref(LIST),
        ").",
    )
    draft.body(
        f"{capital(clean(facts.scale))}"
        if facts.scale
        else "Thành tích của từng tập thể, cá nhân nêu trong danh sách."
    )
    closing = draft.body(f"{full_name(facts)} kính trình {chairman} xem xét, quyết định./.")
    add_signature(draft, office, closing, ("Như trên", *office.recipients))
    title = "Danh sách tập thể, cá nhân đề nghị khen thưởng"
    draft.appendix(LIST, title, attached_to(facts, "Tờ trình", number))
    add_table(draft, COLUMNS, _rows(facts), title=title)
    draft.paragraph("BangGhiChu", f"Ghi chú: Số liệu tính đến ngày {short_date(facts.as_of)}.")
    return draft


def _counted(facts: ReportFacts) -> str:
    numbers = ((sum(one.is_person is kind for one in facts.praised), name.lower()) for kind, name in KINDS)
    return listed(f"{count(number)} {name}" for number, name in numbers if number)


def _rows(facts: ReportFacts) -> list[Row]:
    rows: list[Row] = []
    for is_person, name in KINDS:
        group = [one for one in facts.praised if one.is_person is is_person]
        rows += [Group(name)] * bool(group)
        rows += [
            [str(at), _who(one), capital(unstopped(clean(one.achievement))), clean(one.form)]
            for at, one in enumerate(group, 1)
        ]
    return rows


def _who(one: Praised) -> str:
    place = (one.title, one.agency) if one.is_person else ()
    return ", ".join(filter(None, (clean(part) for part in (one.name, *place))))
