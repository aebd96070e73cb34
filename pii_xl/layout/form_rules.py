"""What makes a row of the form right. Declared once: the form shows the verdict, the import and the checks judge by it.

A rule's condition is a formula text over the keys of one row, in the words of :mod:`pii_xl.layout.parts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pii_xl.layout.parts import NO, REASONS, YES, MissingCode, Status

NOTHING_OCCURRED = f'OR({{missing}}="{REASONS[MissingCode.NIL]}",{{missing}}="{MissingCode.NIL}")'
"""Formula text: the row's reason says that its figure is zero."""
RIGHT = "Đủ, đúng"
BLANK, OPTIONAL = "Chưa nhập", "Không bắt buộc"
JUMP = "Khác nhiều năm trước: cần giải trình"
UNUSUAL = "Ngoài khoảng thường gặp: xem đơn vị"
UNPROVEN = "Thiếu minh chứng"


@dataclass(frozen=True)
class Rule:
    """One fault: the message the import gives, when it is there, what the form says, the input it is about.

    ``settled``: a condition under which the form no longer asks, because the row answers the question.
    """

    code: str
    when: str
    says: str
    column: str
    settled: str = ""

    @property
    def refuses(self) -> bool:
        """A row with this fault stays out of the workbook."""
        return self.code.startswith("E")

    @property
    def asks(self) -> str:
        """The condition under which the form names the fault."""
        return f"AND({self.when},NOT({self.settled}))" if self.settled else self.when


def verdict(rules: Sequence[Rule], blank: str, unasked: str = "") -> str:
    """Formula text: what the form says of a row, the first fault alone. ``blank``: when nothing was answered.

    ``unasked``: when a blank is no gap.
    """
    gap = f'IF({unasked},"{OPTIONAL}","{BLANK}")' if unasked else f'"{BLANK}"'
    text = f'"{RIGHT}"'
    for rule in reversed(rules):
        text = f'IF({rule.asks},"{rule.says}",{text})'
    return f"IF({blank},{gap},{text})"


def _none_of(key: str, allowed: Sequence[str]) -> str:
    differs = ",".join(f'{{{key}}}<>"{one}"' for one in allowed)
    return f'AND({{{key}}}<>"",{differs})'


def _any(test: str, keys: Sequence[str]) -> str:
    return f"OR({','.join(test.format(f'{{{key}}}') for key in keys)})"


_UNREAL = "AND(ISNUMBER({0}),OR(ABS(N({0}))>1E+15,AND(N({0})<>0,ABS(N({0}))<0.000000001)))"


def _readable(keys: Sequence[str]) -> tuple[Rule, ...]:
    """Faults of single cells, which the reader finds in the same way."""
    return (
        Rule("E402", _any("ISTEXT({0})", keys), "Ô số có chữ: gõ lại số", keys[0]),
        Rule("E443", _any(_UNREAL, keys), "Số quá lớn hoặc quá nhỏ", keys[0]),
        Rule("E408", _none_of("missing", (*REASONS.values(), *MissingCode)), "Lý do không có trong danh sách", "missing"),
        Rule("E408", _none_of("status", tuple(Status)), "Tình trạng không có trong danh sách", "status"),
    )  # fmt: skip


FIGURES = ("numerator", "denominator", "direct")
_GIVEN = "COUNT({numerator},{denominator},{direct})"
BOTH_GIVEN = "Vừa có số liệu vừa có lý do không có số"

VALUE_CONTRADICTIONS = (
    Rule("E414", f'AND({{missing}}<>"",{_GIVEN}>0)', BOTH_GIVEN, "missing"),
    Rule(
        "E415",
        'AND({missing}="",{needed}=2,ISNUMBER({numerator}),NOT(ISNUMBER({denominator})))',
        "Mới có tử số, chưa có mẫu số",
        "denominator",
    ),
    Rule(
        "E415",
        'AND({missing}="",ISNUMBER({denominator}),NOT(ISNUMBER({numerator})))',
        "Mới có mẫu số, chưa có tử số",
        "numerator",
    ),
    Rule(
        "E416",
        'AND({missing}="",ISNUMBER({denominator}),N({denominator})<=0)',
        "Mẫu số phải lớn hơn 0",
        "denominator",
    ),
    Rule(
        "E418",
        'AND({missing}="",ISNUMBER({value}),OR(AND(ISNUMBER({low}),N({value})<N({low})),AND(ISNUMBER({high}),N({value})>N({high}))))',
        "Giá trị ngoài giới hạn của chỉ số",
        "value",
    ),
    Rule("E424", f'AND({{missing}}="",{_GIVEN}>0,{{status}}="")', "Chưa chọn tình trạng số liệu", "status"),
)
"""Faults between the cells of one indicator's row."""

UNUSUAL_FIGURE = Rule(
    "W445",
    'AND({missing}="",ISNUMBER({value}),OR(AND(ISNUMBER({band_low}),N({value})<N({band_low})),'
    "AND(ISNUMBER({band_high}),N({value})>N({band_high}))))",
    UNUSUAL,
    "value",
    settled='{note}<>""',
)
_JUMPS = Rule(
    "W419",
    "AND(ISNUMBER({value}),ISNUMBER({previous}),N({previous})<>0,"
    "ABS(N({value})-N({previous}))>{set.jump_limit}*ABS(N({previous})))",
    JUMP,
    "value",
    settled='{note}<>""',
)

VALUE_QUESTIONS = (
    Rule(
        "W417",
        'AND({missing}="",ISNUMBER({numerator}),ISNUMBER({denominator}),N({numerator})>N({denominator}),{share}=1)',
        "Tử số lớn hơn mẫu số",
        "numerator",
        settled='{note}<>""',
    ),
    UNUSUAL_FIGURE,
    _JUMPS,
)
"""What the import asks about too; an explanation in the row answers it."""

_EVIDENCE_DAY = Rule("E407", "ISTEXT({ev_issued})", "Ngày minh chứng có chữ: gõ lại ngày", "ev_issued")
_EVIDENCE = Rule(
    "W421",
    'AND({local}=1,{missing}="",{ev_number}="",{ev_file}="",COUNTIF({frmEvidence.code},{code})=0)',
    UNPROVEN,
    "ev_number",
)

VALUE_RULES = (
    *_readable(FIGURES),
    *VALUE_CONTRADICTIONS,
    *VALUE_QUESTIONS,
    _EVIDENCE_DAY,
    _EVIDENCE,
)
"""All that the form names in an indicator's row, in the order in which it names them."""

VALUE_VERDICT = verdict(
    VALUE_RULES,
    'AND({missing}="",{numerator}="",{denominator}="",{direct}="")',
    '{role}<>"Nhập số liệu"',
)

BASE_CONTRADICTIONS = (
    Rule("E414", 'AND({missing}<>"",ISNUMBER({value}))', BOTH_GIVEN, "missing"),
    Rule("E416", 'AND({missing}="",ISNUMBER({value}),N({value})=0)', "Số gốc phải lớn hơn 0", "value"),
    Rule(
        "E424",
        'AND({missing}="",ISNUMBER({value}),{status}="")',
        "Chưa chọn tình trạng số liệu",
        "status",
    ),
)
BASE_QUESTIONS = (UNUSUAL_FIGURE, _JUMPS)
"""What is asked about a base figure too."""

BASE_RULES = (
    *_readable(("value",)),
    Rule("E406", "AND(ISNUMBER({value}),N({value})<0)", "Số gốc không được âm", "value"),
    *BASE_CONTRADICTIONS,
    *BASE_QUESTIONS,
)
"""All that the form names in a base figure's row."""

BASE_VERDICT = verdict(
    BASE_RULES,
    'AND({missing}="",{value}="")',
)

POLICY_VERDICT = verdict(
    (
        Rule("E408", _none_of("in_force", (YES, NO)), f"Chọn {YES} hoặc {NO}", "in_force"),
        Rule(
            "W430",
            f'AND({{in_force}}="{YES}",{{documents}}="",'
            f'COUNTIFS({{frmDocuments.group}},{{code}}&" *",{{frmDocuments.check}},"{RIGHT}")=0)',
            "Chưa nêu văn bản còn hiệu lực",
            "documents",
        ),
    ),
    '{in_force}=""',
    '{role}<>"Nhập số liệu"',
)

_DAYS = ("issued", "valid_from", "valid_to")
DOCUMENT_VERDICT = (
    'IF(AND({group}="",{number}="",{title}="",{issued}=""),"",'
    'IF({group}="","Chưa chọn nhóm chính sách",IF(OR({number}="",{title}=""),"Thiếu số, ký hiệu hoặc trích yếu",'
    f'IF({_any("ISTEXT({0})", _DAYS)},"Ô ngày có chữ: gõ lại ngày",IF({{issued}}="","Thiếu ngày ban hành",'
    'IF(AND(ISNUMBER({valid_from}),ISNUMBER({valid_to}),N({valid_to})<N({valid_from})),"Ngày hết hiệu lực trước ngày bắt đầu",'
    'IF(AND(ISNUMBER({set.policy_cutoff}),MAX(N({issued}),N({valid_from}))>N({set.policy_cutoff})),"Chưa có hiệu lực tại ngày chốt",'
    "IF(AND(ISNUMBER({set.policy_cutoff}),ISNUMBER({valid_to}),N({valid_to})<N({set.policy_cutoff})),"
    f'"Đã hết hiệu lực tại ngày chốt","{RIGHT}"))))))))'
)
"""A document counts when it is in force on the day that the plan sets."""

FINISHED = "Hoàn thành"
TASK_VERDICT = (
    f'IF({{state}}="","{BLANK}",IF(AND({{state}}="{FINISHED}",{{result}}=""),"Nêu việc đã làm","{RIGHT}"))'
)

CONTACT_VERDICT = (
    'IF({name}="",IF(AND({phone}="",{email}=""),IF({role}="","","Chưa ghi họ và tên"),"Chưa ghi họ và tên"),'
    'IF({role}="","Chưa chọn vai trò",IF(COUNTIF({frmContacts.name},{name})>1,"Một người không giữ hai vai",'
    'IF(AND({phone}="",{email}=""),"Thiếu điện thoại hoặc thư điện tử",'
    f'IF(AND({{before}}<>"",{{before}}<>{{name}},{{document}}=""),"Thay người: ghi văn bản cử","{RIGHT}")))))'
)

_MODULUS = 9973
_STEPS, _LARGEST = 10_000, 10**11
"""Figures count to four decimals, and up to a size at which remainders are exact."""
_FILLED, _LETTER = 2903, 31
"""What a filled cell of a figure adds, and each letter in it."""
_LENGTH_WEIGHT, _DAY_WEIGHTS = 7, (29, 37, 41)
SAID_COLUMN, MARK_COLUMN = "said", "mark"
"""The hidden columns of a form's tables from which the code on its signed page follows."""
PLACES_NAME, LETTERS_NAME = "pii_places", "pii_letters"
"""Defined names of a form: the numbers of the places in a text that are looked at, and the letters that count there."""
PLACES = 200
LETTERS = (
    " 0123456789aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ"
    ".,;:/-_()&%+'|"
)


def said(texts: Sequence[str]) -> str:
    """Formula text: what a row's texts say, one after the other, filled up with spaces; "" where they say nothing."""
    cells = [f"T({{{key}}})" for key in texts]
    joined = '&"|"&'.join(cells)
    return f'IF({"&".join(cells)}="","",LEFT({joined}&REPT(" ",{PLACES}),{PLACES}))'


def mark(figures: Sequence[str], texts: Sequence[str], days: Sequence[str] = (), rank: str = "1") -> str:
    """Formula text: a number that changes with what a row holds; for the code on the signed page.

    A figure counts with its sign, a blank otherwise than a zero, words in a figure's cell by their length; of the texts, which
    stand in the column "said", every letter counts at its place, as far as they are looked at, and how long they are. ``rank``:
    formula text of what tells the row from others.
    """
    parts = [
        f"{weight}*MOD(ROUND(MAX(-{_LARGEST},MIN(N({{{key}}}),{_LARGEST}))*{_STEPS},0)"
        f'+N({{{key}}}<>"")*{_FILLED}+LEN(T({{{key}}}))*{_LETTER},{_MODULUS})'
        for weight, key in enumerate(figures, start=3)
    ]
    lengths = "+".join(f"LEN({{{key}}})" for key in texts)
    letter = f"MID({{{SAID_COLUMN}}},{PLACES_NAME},1)"
    parts += [
        f"{_LENGTH_WEIGHT}*({lengths})",
        f'IF({{{SAID_COLUMN}}}="",0,SUMPRODUCT(FIND({letter},{LETTERS_NAME}&{letter})*{PLACES_NAME}))',
    ]
    parts += [
        f"{weight}*(N({{{key}}})+LEN(T({{{key}}})))"
        for weight, key in zip(_DAY_WEIGHTS[: len(days)], days, strict=True)
    ]
    return f"IFERROR(MOD({rank}*({'+'.join(parts)}),{_MODULUS}),0)"
