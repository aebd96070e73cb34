"""What every agency owes: one row for each thing asked of it. Sheets, letters, receipts, reports and checks all read this table.

A row's stored columns say what is asked and what the ledger knows (what was sent, what has to be mended, what was approved); its
formulas say from the present content whether the thing is still owed, and since when it is overdue.
"""

from __future__ import annotations

from pii_xl.layout.collected import (
    GIVEN,
    REASONED,
    WAITING_BASE,
    WAITING_POLICIES,
    lookup,
)
from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import DUE

DONE_NAME = "lst_done"
"""Defined name of the states after which nothing is owed any more."""
NOT_SENT, SENT_TO_MEND, UNDECIDED, WITHDRAWN = "Chưa gửi", "Đã gửi, phải sửa", "Chờ quyết định", "Đã rút lại"
SAME_PERSON = "Trùng người"
"""What the ledger says of an answer that cannot stand, and of two focal persons who are one."""
ACCEPTED_LACK, NOT_YET = "Được chấp nhận", "Chưa đến lượt"
FINISHED, DOING, NOT_BEGUN, LATE_CHOICE = "Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Quá hạn"
DONE_STATES = (
    GIVEN,
    REASONED,
    WAITING_BASE,
    WAITING_POLICIES,
    ACCEPTED_LACK,
    NOT_YET,
    UNDECIDED,
    FINISHED,
    DOING,
    NOT_BEGUN,
    LATE_CHOICE,
)
OVERDUE_MARK = " – quá hạn"
LEADER, OFFICER = "lãnh đạo", "cán bộ đầu mối"
LEADING_ROLE = "Lãnh đạo cơ quan"
SERVING = "Đang làm"
LACKING = "Thiếu"


def _of(part: Part, formula: str, otherwise: str = '""') -> str:
    """A formula that only the rows of one part work out."""
    return f'IF({{part}}="{part}",{formula},{otherwise})'


def _state_in(table: str) -> str:
    return f'IFERROR({lookup(table, "state")}&"","")'


def _serving(*more: str) -> str:
    pairs = ",".join(("{tblContacts.agency},{agency}", f'{{tblContacts.state}},"{SERVING}"', *more))
    return f"COUNTIFS({pairs})"


_LEADERS = _of(Part.CONTACT, _serving(f'{{tblContacts.role}},"{LEADING_ROLE}"'), "0")
_NAMED = _of(Part.CONTACT, _serving('{tblContacts.name},"?*"'), "0")
DUE_TABLE = Table(
    "tblDue",
    DUE,
    (
        Column("agency", "Cơ quan", width=22),
        Column("part", "Loại", width=12),
        Column("code", "Mã", Kind.CODE, width=13),
        Column("name", "Nội dung phải nộp", Kind.LONG, width=50),
        Column(
            "state",
            "Tình trạng",
            width=18,
            formula=f'IF(OR({{blocked}}="{SENT_TO_MEND}",{{blocked}}="{UNDECIDED}"),{{blocked}},IF({{answer}}<>"",{{answer}},{{unsent}}))',
        ),
        Column(
            "deadline",
            "Hạn",
            Kind.DATE,
            width=12,
            formula='IF({part}="Nhiệm vụ",{task_deadline},{form_deadline})',
        ),
        Column(
            "days",
            "Số ngày quá hạn",
            Kind.INTEGER,
            width=10,
            formula="IF(AND({unfinished}=1,ISNUMBER({deadline})),MAX(0,N({set.as_of})-N({deadline})),0)",
        ),
        Column("sent", "Gửi lần đầu ngày", Kind.DATE, width=12),
        Column("approval", "Duyệt", width=12),
        Column("approved_on", "Duyệt ngày", Kind.DATE, width=12, later=True),
        Column("approved_by", "Người duyệt", width=16, later=True),
        Column(
            "changes",
            "Đổi sau khi duyệt",
            Kind.INTEGER,
            width=10,
            later=True,
            help="Số lần giá trị đổi từ khi duyệt hay khóa; duyệt lại thì đếm lại từ 0.",
        ),
        Column(
            "owed", "Còn nợ", Kind.INTEGER, width=8, formula=f"IF(ISNA(MATCH({{state}},{DONE_NAME},0)),1,0)"
        ),
        Column(
            "unfinished",
            "Chưa xong",
            Kind.INTEGER,
            width=8,
            formula=f'IF({{part}}="{Part.TASK}",IF({{answer}}="{FINISHED}",0,1),{{owed}})',
        ),
        Column(
            "shown", "Chữ hiện ở Ma trận", width=20, formula=f'{{state}}&IF({{days}}>0,"{OVERDUE_MARK}","")'
        ),
        Column("blocked", "Vướng", width=16),
        Column("accepted", "Lý do chấp nhận", Kind.LONG, width=30),
        Column("own", "Trả lời riêng", width=16),
        Column("result", "Kết quả, sản phẩm", Kind.LONG, width=30, later=True),
        Column("difficulty", "Khó khăn, vướng mắc", Kind.LONG, width=30, later=True),
        Column(
            "answer",
            "Trả lời",
            width=16,
            formula="{in_values}&{in_base}&{in_policies}&{in_tasks}&{in_evidence}&{in_contacts}",
        ),
        Column(
            "unsent",
            "Khi chưa có trả lời",
            width=14,
            formula=f'IF({{blocked}}="{WITHDRAWN}",{{blocked}},"{NOT_SENT}")',
        ),
        Column("value_state", "Số liệu của chỉ số", width=14, formula=_state_in("tblValues")),
        Column("in_values", "Số liệu", width=12, formula=_of(Part.VALUE, "{value_state}")),
        Column("in_base", "Số gốc", width=12, formula=_of(Part.BASE, _state_in("tblBase"))),
        Column("in_policies", "Chính sách", width=12, formula=_of(Part.POLICY, _state_in("tblPolicies"))),
        Column(
            "in_tasks",
            "Nhiệm vụ",
            width=12,
            formula=_of(Part.TASK, f'IF({{own}}<>"",{{own}},{_state_in("tblTasks")})'),
        ),
        Column(
            "n_evidence",
            "Số minh chứng",
            Kind.INTEGER,
            width=10,
            formula=_of(
                Part.EVIDENCE,
                f'COUNTIFS({{tblEvidence.code}},{{code}},{{tblEvidence.state}},"<>{LACKING}")'
                f'+COUNTIFS({{tblEvidence.code}},{{code}}&"(*",{{tblEvidence.state}},"<>{LACKING}")',
                "0",
            ),
        ),
        Column(
            "evidence_state",
            "Tình trạng minh chứng",
            width=14,
            formula=f'IF({{n_evidence}}>0,"{GIVEN}",IF({{accepted}}<>"","{ACCEPTED_LACK}",""))',
        ),
        Column(
            "in_evidence",
            "Minh chứng",
            width=12,
            formula=_of(Part.EVIDENCE, f'IF({{value_state}}="{GIVEN}",{{evidence_state}},"{NOT_YET}")'),
        ),
        Column("n_leaders", "Số lãnh đạo", Kind.INTEGER, width=9, formula=_LEADERS),
        Column("n_serving", "Số đầu mối", Kind.INTEGER, width=9, formula=_NAMED),
        Column(
            "n_right",
            "Số người đúng vai",
            Kind.INTEGER,
            width=9,
            formula=f'IF({{code}}="{LEADER}",{{n_leaders}},{{n_serving}}-{{n_leaders}})',
        ),
        Column(
            "in_contacts",
            "Đầu mối",
            width=12,
            formula=f'IF(AND({{part}}="{Part.CONTACT}",{{blocked}}<>"{SAME_PERSON}",{{n_right}}>0),"{GIVEN}","")',
        ),
        Column(
            "task_deadline",
            "Hạn của nhiệm vụ",
            Kind.DATE,
            width=12,
            formula=f'IFERROR(IF({lookup("tblTasks", "deadline")}>0,{lookup("tblTasks", "deadline")},""),"")',
        ),
        Column(
            "form_deadline",
            "Hạn của phiếu",
            Kind.DATE,
            width=12,
            formula="IFERROR(INDEX({tblProgress.deadline},MATCH({agency},{tblProgress.agency},0)),"
            'IF(ISNUMBER({set.deadline}),{set.deadline},""))',
        ),
        Column("thing", "Khóa việc", width=18, formula='{part}&"|"&{code}'),
        Column("key", "Khóa", width=26, formula='{thing}&"|"&{agency}'),
    ),
    later=True,
    shown=(
        "agency",
        "part",
        "code",
        "name",
        "state",
        "deadline",
        "days",
        "sent",
        "approval",
        "approved_on",
        "approved_by",
        "changes",
        "owed",
        "unfinished",
        "shown",
        "blocked",
        "accepted",
        "own",
        "result",
        "difficulty",
    ),
)
