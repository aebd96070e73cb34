"""The plain facts from which every document is written: frozen, no workbook, no pandas.

Those that are changed in part (``dataclasses.replace``) are dataclasses, the others named tuples: defining a dataclass takes
milliseconds, which every click would pay.

One ``ReportFacts`` serves the report, the progress report, the one-page brief and the letters; a receipt needs a
``Submission`` besides. An unknown figure is ``None``, never 0 and never NaN; an unknown text is "".
Scores and values are kept unrounded; only the wording rounds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Label(StrEnum):
    """What a figure is worth; the values are printed. A document never compares figures of different labels."""

    PUBLISHED = "công bố"  # by the ministry, or by the owner of the source index
    REPORTED = "cơ quan cung cấp"  # a raw value from an agency's form, not published; never used for a score
    ESTIMATED = "ước tính"  # a score computed by the department from collected values
    ILLUSTRATIVE = "minh họa"  # made up


class Authority(StrEnum):
    """In whose stead the signer signs (Nghị định 30/2020/NĐ-CP, Điều 13); a department never signs "TM."."""

    HEAD = ""
    ACTING = "Q."
    DEPUTY = "KT."
    BY_ORDER = "TL."
    AUTHORISED = "TUQ."


class Relation(StrEnum):
    """How a target bounds its component. For ranks the small number is the better one."""

    ABOVE = ">"
    AT_LEAST = "≥"
    AT_MOST = "≤"
    BELOW = "<"
    EQUAL = "="


class Direction(StrEnum):
    """Which way an indicator improves."""

    HIGHER = "+"
    LOWER = "-"


class CitedDocument(NamedTuple):
    """A document that the text cites, e.g. Kế hoạch số 279/KH-UBND ngày 06/5/2025 of UBND tỉnh Bắc Ninh."""

    kind: str  # "Kế hoạch"; "Công văn" for letters
    number: str  # "279/KH-UBND"
    issued: date
    issuer: str  # "Ủy ban nhân dân tỉnh Bắc Ninh"
    title: str  # trích yếu, begins with a small letter: "cải thiện và nâng cao …"; "" when not known


class Signer(NamedTuple):
    """Who signs: ``Signer(Authority.DEPUTY, "Giám đốc", "Phó Giám đốc", "Nguyễn Văn A")``."""

    authority: Authority = Authority.HEAD
    head_title: str = "Giám đốc"  # the title of the head, printed after Q./KT./TL./TUQ.
    title: str = ""  # the signer's own title; "" when the head or the acting head signs
    name: str = ""  # without học hàm, học vị; "" leaves the place blank


class Contact(NamedTuple):
    """The officer whom agencies may ask."""

    name: str = ""
    phone: str = ""
    email: str = ""


HEAD_SIGNS, NOBODY = Signer(), Contact()


@dataclass(frozen=True)
class Office:
    """The issuing department and its fixed texts: the workbook's settings sheet."""

    parent: str  # printed above the issuer: "UBND tỉnh Bắc Ninh" (put in capitals by the document)
    name: str  # "Sở Khoa học và Công nghệ"
    abbreviation: str  # "SKHCN", for document numbers
    place: str  # địa danh: "Bắc Ninh"
    province: str  # "tỉnh Bắc Ninh", "thành phố Hải Phòng"
    council: str  # "Ủy ban nhân dân tỉnh Bắc Ninh"
    council_short: str  # "UBND tỉnh", "UBND thành phố"
    signer: Signer = HEAD_SIGNS
    unit: str = ""  # drafting unit, for the numbers of letters and "Lưu: VT, QLCN."
    ministry: str = "Bộ Khoa học và Công nghệ"
    number_pattern: str = "{number}/{kind}-{agency}"  # reports: 12/BC-SKHCN
    letter_number_pattern: str = "{number}/{agency}-{unit}"  # công văn: 12/SKHCN-QLCN
    receipt_number_pattern: str = "{number}/{kind}-{agency}"  # receipts: 12/BN-SKHCN
    recipients: tuple[str, ...] = ()  # of reports: between "Như trên;" and "Lưu: …", without dashes and ";"
    letter_recipients: tuple[str, ...] = ()  # the same of letters
    contact: Contact = NOBODY


class Pillar(NamedTuple):
    """A pillar of the year's framework."""

    number: int
    name: str
    is_input: bool
    lead: str = ""  # agency in charge of the pillar


PILLARS = (
    Pillar(1, "Thể chế", True),
    Pillar(2, "Vốn con người, nghiên cứu và phát triển", True),
    Pillar(3, "Cơ sở hạ tầng", True),
    Pillar(4, "Trình độ phát triển của thị trường", True),
    Pillar(5, "Trình độ phát triển của doanh nghiệp", True),
    Pillar(6, "Sản phẩm tri thức, sáng tạo và công nghệ", False),
    Pillar(7, "Tác động", False),
)


@dataclass(frozen=True)
class Result:
    """The province's scores of one year. ``pillars`` stands in the order of ``ReportFacts.pillars``."""

    year: int
    label: Label
    pii: float | None = None
    input: float | None = None
    output: float | None = None
    pillars: tuple[float | None, ...] = ()
    rank: int | None = None
    n_units: int | None = None  # provinces ranked that year: 63 to 2024, 34 from 2025
    published: date | None = None  # day of the ministry's publication; only with Label.PUBLISHED


class Neighbour(NamedTuple):
    """Another province with a published score of the year."""

    province: str
    rank: int
    pii: float
    input: float | None = None
    output: float | None = None


VERDICTS = {True: "Đạt", False: "Chưa đạt", None: "Chưa xác định"}
"""What a table says of a target that is met, missed, or cannot be judged yet; the workbook's own words."""


class Target(NamedTuple):
    """One target of the plan.

    ``component`` is "pii", "input", "output", "rank" or "p1" … "p7"; ``met`` is None while it cannot be told; ``risk`` says what
    puts a target that is met at risk, "chỉ hơn mức 0,12 điểm", or "".
    """

    component: str
    relation: Relation
    value: float
    met: bool | None = None
    risk: str = ""


class Move(NamedTuple):
    """Why a pillar's score changed, as far as the own figures tell: "do giá trị của tỉnh tăng 1,20, …"; "" where they do not."""

    pillar: str
    said: str
    label: Label  # of the figures that this rests on


class Promise(NamedTuple):
    """An indicator that could still bring points, if it alone reached the country's best value."""

    name: str
    agency: str
    points: float  # of the PII
    label: Label  # of the figures that this rests on


class Highlight(NamedTuple):
    """A published strength or weakness; ``text`` without the rank, e.g. ("Giá trị xuất khẩu/GRDP", 1)."""

    text: str
    rank: int | None = None


@dataclass(frozen=True)
class Indicator:
    """One indicator: raw value, reference of the year, score."""

    code: str  # "1.1.1"; the first figure is the pillar
    name: str
    unit: str = ""
    value: float | None = None
    previous: float | None = None
    ref_min: float | None = None
    ref_mean: float | None = None
    ref_max: float | None = None
    score: float | None = None
    label: Label = Label.REPORTED  # of value and previous
    score_label: Label | None = None  # of score; None when there is no score
    ref_label: Label | None = None  # of ref_min, ref_mean, ref_max; None: the same as ``label``
    direction: Direction = Direction.HIGHER
    lead: str = ""
    source: str = ""
    by_plan: str = ""  # the plan's rule on the gap to the mean: "Thu hẹp khoảng cách"; "" where a year lacks
    falls_short: bool | None = None  # of that rule; None where it cannot be judged
    missing_reason: str = ""  # why ``value`` is None, as a phrase: "cơ quan chưa gửi"


class LetterSent(NamedTuple):
    """A reminder that has gone out to an agency."""

    round: int  # 1, 2, 3
    number: str  # "512/SKHCN-QLCN"; "" when not noted
    sent: date


class MissingItem(NamedTuple):
    """Something an agency still owes."""

    code: str  # indicator or task code
    name: str
    what: str  # "số liệu", "tài liệu minh chứng", "báo cáo nhiệm vụ", "giải trình" …
    due: date | None = None


class TaskTold(NamedTuple):
    """What an agency told of one of its tasks."""

    code: str
    text: str
    state: str  # "Hoàn thành", "Đang thực hiện", "Chưa thực hiện"
    result: str = ""  # product, as the agency wrote it
    difficulty: str = ""


class Assessment(NamedTuple):
    """How the department assesses an agency's part: its level, the criteria it met of those asked, and the remark."""

    level: str  # "Hoàn thành tốt"
    passed: int = 0
    asked: int = 0
    remark: str = ""
    place: int = 0  # of the level on the scale, the best first


class Praised(NamedTuple):
    """A collective or person proposed for praise."""

    is_person: bool
    name: str
    agency: str  # full name; of a person the one where he or she works
    title: str = ""  # position and unit
    form: str = ""  # "Bằng khen của Chủ tịch UBND tỉnh"
    achievement: str = ""


class Lesson(NamedTuple):
    """What is to be learnt in another province: about which indicator, on what evidence, who takes part, when."""

    indicator: str  # "2.2.2 Chi cho KH&CN/GRDP"
    evidence: str  # "hạng 1 PII năm 2025"
    topic: str = ""
    agency: str = ""
    time: str = ""


class Visit(NamedTuple):
    """A province to learn from."""

    province: str
    lessons: tuple[Lesson, ...]


class PolicyGroup(NamedTuple):
    """A group of policies that an indicator counts, with the documents in force."""

    code: str
    name: str
    in_force: bool
    documents: str = ""
    label: Label = Label.REPORTED


@dataclass(frozen=True)
class Agency:
    """How one agency fulfils its part."""

    code: str
    name: str  # "Sở Tài chính"
    due: int = 0  # indicators whose data it owes
    received: int = 0  # of them received
    evidence_missing: int = 0  # received indicators whose evidence lacks
    tasks_done: int = 0
    tasks_doing: int = 0
    tasks_late: int = 0
    tasks_silent: int = 0  # tasks not reported on
    reported: date | None = None  # day of its last submission
    days_late: int = 0  # of what completed it, or to the as-of date while something lacks
    letters: tuple[LetterSent, ...] = ()
    missing: tuple[MissingItem, ...] = ()
    explained: int = 0  # of the received indicators: no figure, but a reason
    tasks_waiting: int = 0  # tasks reported as not begun
    overdue: tuple[MissingItem, ...] = ()  # the tasks of ``tasks_late``, as far as they are known by name
    difficulties: tuple[str, ...] = ()  # as the agency wrote them
    told: tuple[TaskTold, ...] = ()  # task by task, those that it reported on
    assessment: Assessment | None = None
    formerly: tuple[str, ...] = ()  # other names under which its part was asked for or sent
    incomplete: bool = (
        False  # some figure asked of it has not been sent: ``days_late`` is the age of that lack
    )

    @property
    def tasks(self) -> int:
        """All tasks of the agency."""
        return self.tasks_done + self.tasks_doing + self.tasks_waiting + self.tasks_late + self.tasks_silent

    @property
    def is_silent(self) -> bool:
        """Nothing received although something was owed."""
        return self.reported is None and self.received == 0 and (self.due > 0 or self.tasks > 0)

    @property
    def owes(self) -> bool:
        """Data, evidence or task reports are outstanding."""
        return (
            self.received < self.due
            or self.evidence_missing > 0
            or self.tasks_silent > 0
            or bool(self.missing)
        )

    @property
    def both_names(self) -> str:
        """The name, and the names it had or took over."""
        return f"{self.name} (trước đây: {', '.join(self.formerly)})" if self.formerly else self.name

    @property
    def sent_late(self) -> bool:
        """Everything has come, the last of it after the deadline."""
        return self.days_late > 0 and not self.is_silent and not self.incomplete

    @property
    def is_short(self) -> bool:
        """Some of it has come; the rest is overdue."""
        return self.days_late > 0 and not self.is_silent and self.incomplete

    @property
    def is_late(self) -> bool:
        """Handed in after the deadline, or still silent."""
        return self.sent_late or self.is_silent


class TaskAhead(NamedTuple):
    """A task for the next period: which indicator, what is to be done, by whom, by when."""

    code: str  # indicator code, or ""
    name: str
    solution: str
    agency: str
    deadline: date | None = None
    product: str = ""  # by what it shows that the task is done: "Giá trị cao hơn 0,17% (năm 2025)"


@dataclass(frozen=True)
class ReportFacts:
    """Everything the report, the progress report, the brief and the letters say."""

    office: Office
    plan: CitedDocument
    year: int
    as_of: date  # "số liệu tính đến ngày"; also the time stamp in the file
    deadline: date | None = None  # day by which the agencies had to hand in
    new_deadline: date | None = None  # day that reminders ask for
    number: int | None = None  # number of this document; None leaves the blank for the clerk
    issued: date | None = None  # day of this document; None leaves the blank
    current: Result | None = None
    previous: Result | None = None
    pillars: tuple[Pillar, ...] = PILLARS
    targets: tuple[Target, ...] = ()
    strengths: tuple[Highlight, ...] = ()
    weaknesses: tuple[Highlight, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    agencies: tuple[Agency, ...] = ()
    tasks_ahead: tuple[TaskAhead, ...] = ()
    policies: tuple[PolicyGroup, ...] = ()  # those that were answered
    directives: tuple[CitedDocument, ...] = ()  # issued to carry the plan out
    data_sent: date | None = None  # day the department sent the province's data to the ministry
    data_letter: str = ""  # number of the letter by which it did: "512/SKHCN-QLCN"
    ministry_request: CitedDocument | None = None  # the letter by which the ministry asked for data
    merged: bool = False  # the province of ``current`` is not the territory of ``previous``
    merger_note: str = ""  # "hợp nhất tỉnh Bắc Ninh và tỉnh Bắc Giang"
    criticise_after: int = 2  # so many unanswered reminders and the report proposes to rebuke; 0: never
    moves: tuple[Move, ...] = ()  # by pillar
    praised: tuple[Praised, ...] = ()  # whom the report proposes to commend
    scale: str = ""  # on what the levels of the assessment rest, as a sentence
    visits: tuple[Visit, ...] = ()  # provinces to learn from
    promising: tuple[Promise, ...] = ()  # the most promising first
    above: Neighbour | None = None  # the nearest one with a published score that stands above
    below: Neighbour | None = None  # and below
    made_up: bool = False  # some figure of the workbook is made up, even if it does not stand in the document
    additions: Mapping[str, str] = field(
        default_factory=dict
    )  # place → text of the official; see pii_xl.layout.places

    @property
    def is_published(self) -> bool:
        """The year's result is the ministry's: what still lacks can only serve the next year."""
        return self.current is not None and self.current.label is Label.PUBLISHED

    @property
    def illustrative(self) -> bool:
        """Some figure is made up: the document says so."""
        results = [r.label for r in (self.current, self.previous) if r]
        rows = [label for i in self.indicators for label in (i.label, i.score_label, i.ref_label)]
        return self.made_up or Label.ILLUSTRATIVE in results + rows

    @property
    def collected_made_up(self) -> bool:
        """Some figure that agencies handed in is made up: what is said of their work is made up too."""
        return any(i.label is Label.ILLUSTRATIVE and i.value is not None for i in self.indicators)

    @property
    def previous_year(self) -> int:
        """The year compared with."""
        return self.previous.year if self.previous else self.year - 1


class ReceivedFile(NamedTuple):
    """A file handed in with a form."""

    name: str
    sha256: str = ""
    size: int | None = None  # bytes


class UnreadForm(NamedTuple):
    """A form that came and could not be read: it was sent all the same."""

    name: str
    sent: date
    reason: str = ""


class EvidenceItem(NamedTuple):
    """One document that a form names as evidence."""

    code: str  # of the indicator
    title: str
    number: str = ""  # số, ký hiệu
    issued: date | None = None
    file: str = ""


class FormPart(NamedTuple):
    """How much of one part of a form, other than its indicators, has an answer."""

    name: str  # "nhóm chính sách", "số gốc", "nhiệm vụ"
    due: int
    given: int


@dataclass(frozen=True)
class Submission:
    """One form received from an agency, for the receipt (biên nhận)."""

    code: str  # of the agency, for the name of the file
    agency: str
    received: date  # the day that counts for the deadline
    files: tuple[ReceivedFile, ...]
    saved: datetime | None = None  # when the form was last saved, as it says itself
    imported: date | None = None  # when its figures went into the workbook
    form_version: str = ""
    paper: str = ""  # the code of the content, which the signed page of the same form carries
    sent_by: str = ""  # focal point of the agency
    received_by: str = ""  # officer of the department
    due: int = 0
    given: int = 0  # indicators with a value
    explained: int = 0  # indicators without a value but with a reason
    parts: tuple[FormPart, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    unread: tuple[UnreadForm, ...] = ()  # forms of the agency that could not be read
    errors: tuple[str, ...] = ()  # findings of level Lỗi, as sentences
    warnings: tuple[str, ...] = ()
    sent_as: str = ""  # what the form calls the agency, when that is not one of its names today
    refused: int = 0  # answers of the form that cannot be used as they are; they were sent all the same
    complete_since: date | None = (
        None  # everything had been sent by that earlier day: this form only corrects
    )


class Attachment(NamedTuple):
    """A file that goes with the letter to the ministry."""

    name: str
    description: str
    sha256: str = ""
