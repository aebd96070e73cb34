"""The sheet "Đánh giá": each agency by each criterion, the level that follows from the scale, and the department's own word.

The plan (279/KH-UBND, IV.1.c) asks for an assessment and gives no scale: criteria, their weights and the scale are settings. What
the department types in its own columns goes before what is proposed.
"""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.layout.due import NOT_YET, SENT_TO_MEND
from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import LEVELS_OF_WORK, Column, Kind, Table
from pii_xl.layout.scored import NOT_DUE, of_due
from pii_xl.layout.settings import CRITERIA_LABELS
from pii_xl.layout.sheets import ASSESSMENT
from pii_xl.layout.targets import MET, MISSED

GOOD, FULFILLED, UNFULFILLED = LEVELS_OF_WORK
TOO_EARLY, NOTHING_ASKED = NOT_DUE, "Không đặt ra"
PASSED, FAILED = MET, MISSED
GOOD_SETTING, FULFILLED_SETTING = "assess_good", "assess_fulfilled"


@dataclass(frozen=True)
class Criterion:
    """One criterion: what it asks, how many things it was asked of an agency, and how many of them fail it (formula texts)."""

    key: str
    asked: str
    failing: str

    @property
    def label(self) -> str:
        """What the criterion asks."""
        return CRITERIA_LABELS[self.key]

    @property
    def setting(self) -> str:
        """The setting with its weight; 0 leaves it out."""
        return f"assess_{self.key}"


STATE_OF_WORK = {
    "due": "Chỉ số giao",
    "policies_due": "Chính sách giao",
    "figures_open": "Số thiếu",
    "days_late": "Ngày chậm",
    "evidence_open": "Minh chứng thiếu",
    "tasks": "Nhiệm vụ",
    "tasks_done": "Xong",
    "tasks_late": "Quá hạn",
    "tasks_silent": "Chưa báo",
    "contacts_open": "Đầu mối thiếu",
}
"""What the sheet "Tiến độ" says of the agency, and the headings under which it is repeated here."""


_FIGURES = "{n_figures}"
DATA_CRITERIA = (
    Criterion("figures", _FIGURES, "{figures_open}"),
    Criterion("in_time", _FIGURES, "{days_late}"),
    Criterion("correct", _FIGURES, "{n_to_mend}"),
    Criterion("evidence", "{n_evidence}", "{evidence_open}"),
)
WORK_CRITERIA = (
    Criterion("told", "{tasks}", "{tasks_silent}"),
    Criterion("no_overdue", "{tasks}", "{tasks_late}"),
    Criterion("done", "{tasks}", "({tasks}-{tasks_done})"),
    Criterion("contacts", "{n_contacts}", "{contacts_open}"),
)
CRITERIA = DATA_CRITERIA + WORK_CRITERIA


def _verdict(one: Criterion) -> Column:
    return Column(
        one.key,
        one.label,
        width=10,
        formula=f'IF({one.asked}=0,"",IF({one.failing}>0,"{FAILED}","{PASSED}"))',
    )


def _weights(key: str, header: str, criteria: tuple[Criterion, ...], test: str) -> Column:
    """The weights of the criteria whose verdict fulfils ``test``, together."""
    terms = "+".join(f"({{{one.key}}}{test})*{{set.{one.setting}}}" for one in criteria)
    return Column(key, header, Kind.NUMBER, width=10, decimals=2, formula=terms, hidden=True)


def _count(key: str, header: str, criteria: tuple[Criterion, ...], test: str) -> Column:
    """How many of the criteria have a verdict that fulfils ``test``."""
    terms = "+".join(f"({{{one.key}}}{test})" for one in criteria)
    return Column(key, header, Kind.INTEGER, width=9, formula=terms)


PAIRS = tuple(CRITERIA[at : at + 2] for at in range(0, len(CRITERIA), 2))
"""One formula for all criteria would be too long to read."""


def _in_pairs(key: str, header: str, test: str) -> tuple[Column, ...]:
    return tuple(
        _weights(f"{key}_{at}", f"{header} {at}", pair, test) for at, pair in enumerate(PAIRS, start=1)
    )


def _sum(key: str) -> str:
    return "+".join(f"{{{key}_{at}}}" for at, _ in enumerate(PAIRS, start=1))


_BY_SCALE = (
    f'IF({{share}}>={{set.{GOOD_SETTING}}},"{GOOD}",'
    f'IF({{share}}>={{set.{FULFILLED_SETTING}}},"{FULFILLED}","{UNFULFILLED}"))'
)

ASSESSMENT_TABLE = Table(
    "tblAssessment",
    ASSESSMENT,
    (
        Column("agency", "Cơ quan", width=24, required=True, unique=True),
        Column("level", "Mức dùng trong báo cáo", width=17, formula='IF({own}<>"",{own},{proposed})'),
        Column(
            "own",
            "Mức của Sở",
            width=17,
            input=True,
            choices="level_of_work",
            help="Để trống thì dùng mức đề xuất theo thang ở trang Cài đặt.",
        ),
        Column(
            "remark",
            "Nhận xét của Sở",
            Kind.LONG,
            width=36,
            input=True,
            help="Để trống thì báo cáo dùng câu ở cột “Kết quả, từ số liệu”.",
        ),
        *(_verdict(one) for one in CRITERIA),
        Column(
            "proposed",
            "Mức đề xuất",
            width=17,
            formula=f'IF({{early}}=1,"{TOO_EARLY}",IF({{most}}<=0,"{NOTHING_ASKED}",{{by_scale}}))',
        ),
        Column(
            "share",
            "Tỷ lệ tiêu chí đạt",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula='IF({most}>0,{reached}/{most},"")',
        ),
        Column(
            "facts",
            "Kết quả, từ số liệu",
            Kind.LONG,
            width=54,
            formula='{figures_said}&{evidence_said}&IF(AND({figures_said}<>"",{tasks_said}<>""),"; ","")&{tasks_said}',
        ),
        Column(
            "said",
            "Nhận xét dùng trong báo cáo",
            Kind.LONG,
            width=54,
            formula='IF({remark}<>"",{remark},{facts})',
        ),
        Column("n_passed", "Số tiêu chí đạt", Kind.INTEGER, width=9, formula="{passed_data}+{passed_work}"),
        Column("n_asked", "Số tiêu chí đặt ra", Kind.INTEGER, width=9, formula="{asked_data}+{asked_work}"),
        Column("by_scale", "Theo thang", width=16, formula=_BY_SCALE),
        Column(
            "early",
            "Chưa quá hạn phiếu",
            Kind.INTEGER,
            width=8,
            formula="IF(N({set.as_of})>N({deadline}),0,1)",
        ),
        Column("reached", "Trọng số đạt", Kind.NUMBER, width=9, formula=_sum("reached"), hidden=True),
        Column("most", "Trọng số đặt ra", Kind.NUMBER, width=9, formula=_sum("most"), hidden=True),
        _count("passed_data", "Tiêu chí số liệu đạt", DATA_CRITERIA, f'="{PASSED}"'),
        _count("passed_work", "Tiêu chí nhiệm vụ đạt", WORK_CRITERIA, f'="{PASSED}"'),
        _count("asked_data", "Tiêu chí số liệu đặt ra", DATA_CRITERIA, '<>""'),
        _count("asked_work", "Tiêu chí nhiệm vụ đặt ra", WORK_CRITERIA, '<>""'),
        *_in_pairs("reached", "Trọng số đạt", f'="{PASSED}"'),
        *_in_pairs("most", "Trọng số đặt ra", '<>""'),
        Column(
            "row",
            "Dòng ở trang Tiến độ",
            Kind.INTEGER,
            width=8,
            formula="MATCH({agency},{tblProgress.agency},0)",
        ),
        *(
            Column(key, header, Kind.INTEGER, width=9, formula=f"INDEX({{tblProgress.{key}}},{{row}})")
            for key, header in STATE_OF_WORK.items()
        ),
        Column("deadline", "Hạn", Kind.DATE, width=11, formula="INDEX({tblProgress.deadline},{row})"),
        Column(
            "n_figures",
            "Số được giao",
            Kind.INTEGER,
            width=9,
            formula="{due}+{policies_due}+" + of_due(Part.BASE),
        ),
        Column(
            "n_to_mend",
            "Số còn phải sửa",
            Kind.INTEGER,
            width=9,
            formula=f'COUNTIFS({{tblDue.agency}},{{agency}},{{tblDue.state}},"{SENT_TO_MEND}")',
        ),
        Column(
            "n_evidence",
            "Cần minh chứng",
            Kind.INTEGER,
            width=9,
            formula=of_due(Part.EVIDENCE, f'{{tblDue.state}},"<>{NOT_YET}"'),
        ),
        Column("n_contacts", "Đầu mối phải cử", Kind.INTEGER, width=9, formula=of_due(Part.CONTACT)),
        Column(
            "figures_said",
            "Lời về số liệu",
            width=30,
            formula='IF({n_figures}=0,"","Số liệu đã có "&({n_figures}-{figures_open})&"/"&{n_figures}&{time_said})',
        ),
        Column(
            "time_said",
            "Lời về hạn",
            width=20,
            formula='IF({days_late}>0,{late_word}&{days_late}&" ngày",IF({figures_open}>0,"",", đúng hạn"))',
        ),
        Column(
            "late_word",
            "Từ chỉ chậm",
            width=12,
            formula='IF({figures_open}>0,", quá hạn ",", chậm ")',
        ),
        Column(
            "tasks_said",
            "Lời về nhiệm vụ",
            width=30,
            formula='IF({tasks}=0,"","hoàn thành "&{tasks_done}&"/"&{tasks}&" nhiệm vụ"&{overdue_said})',
        ),
        Column(
            "overdue_said",
            "Lời về quá hạn",
            width=20,
            formula='IF({tasks_late}>0,", quá hạn "&{tasks_late},"")',
        ),
        Column(
            "evidence_said",
            "Lời về minh chứng",
            width=26,
            formula='IF({n_evidence}=0,"","; minh chứng có ở "&({n_evidence}-{evidence_open})&"/"&{n_evidence}&" chỉ số")',
        ),
    ),
    later=True,
    shown=(
        "agency",
        "level",
        "own",
        "remark",
        *(one.key for one in CRITERIA),
        "proposed",
        "share",
        "facts",
        "said",
    ),
)
