"""Whatever the data, the sentences stay whole: a law checked over many states of the facts."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from docgen.facts import (
    Agency,
    Assessment,
    Attachment,
    Authority,
    CitedDocument,
    Contact,
    EvidenceItem,
    FormPart,
    Highlight,
    Indicator,
    Label,
    Lesson,
    LetterSent,
    MissingItem,
    Move,
    Praised,
    ReceivedFile,
    Relation,
    ReportFacts,
    Result,
    Signer,
    Submission,
    Target,
    TaskAhead,
    UnreadForm,
    Visit,
)
from docgen.rules import check_docx
from docgen.rules.reading import Paragraph, read_docx
from pii_xl.layout.places import PLACES
from tests.docgen.documents import written
from tests.docgen.samples import OFFICE, PLAN

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
NAMES = st.sampled_from(
    [
        "Sở Tài chính",
        "Sở Văn hóa, Thể thao và Du lịch",
        "UBND phường Võ Cường",
        "Công an tỉnh",
        "Ban Quản lý các KCN",
        "Sở Y tế",
        'Công ty "A&B"\nBắc Ninh',
        "Ban Chỉ đạo " * 20,
    ]
)
SCORES = st.none() | st.floats(0, 100) | st.sampled_from([float("nan"), 0.0, 45.92])
SMALL = st.integers(0, 12)
LABELS = st.sampled_from(list(Label))
SCORE_LABELS = st.sampled_from([Label.PUBLISHED, Label.ESTIMATED, Label.ILLUSTRATIVE])


@st.composite
def results(draw: st.DrawFn, year: int) -> Result:
    n_units = draw(st.sampled_from([None, 34, 63]))
    label = draw(SCORE_LABELS)
    return Result(
        year,
        label,
        *(draw(SCORES) for _ in range(3)),
        pillars=tuple(draw(SCORES) for _ in range(draw(st.sampled_from([0, 3, 7])))),
        rank=draw(st.none() | st.integers(1, 34)),
        n_units=n_units,
        published=draw(st.none() | DAYS) if label is Label.PUBLISHED else None,
    )


AGENCIES = st.builds(
    Agency,
    code=st.sampled_from(["A", "B", "C", ""]),
    name=NAMES,
    due=SMALL,
    received=SMALL,
    evidence_missing=st.integers(0, 3),
    tasks_done=SMALL,
    tasks_doing=SMALL,
    tasks_late=st.integers(0, 2),
    tasks_silent=st.integers(0, 2),
    reported=st.none() | DAYS,
    days_late=st.integers(0, 90),
    letters=st.lists(st.builds(LetterSent, st.integers(1, 4), st.sampled_from(["", "498/SKHCN-QLCN"]), DAYS), max_size=3).map(tuple),
    missing=st.lists(
        st.builds(MissingItem, st.sampled_from(["", "2.2.2"]), st.just("Chi cho KH&CN"), st.just("số liệu"), st.none() | DAYS),
        max_size=5,
    ).map(tuple),
    explained=st.integers(0, 2),
    tasks_waiting=st.integers(0, 2),
    overdue=st.lists(
        st.builds(MissingItem, st.sampled_from(["", "III.2.2.d"]), st.just("Bố trí kinh phí;"), st.just("kết quả thực hiện"), st.none() | DAYS),
        max_size=2,
    ).map(tuple),
    difficulties=st.lists(st.sampled_from(["Thiếu kinh phí.", "thiếu nhân lực", " "]), max_size=2).map(tuple),
    assessment=st.none() | st.builds(
        Assessment,
        st.sampled_from(["Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"]),
        SMALL,
        SMALL,
        st.sampled_from(["", "Số liệu đã có 3/3, đúng hạn;", "hoàn thành 1/2 nhiệm vụ."]),
    ),
)  # fmt: skip
MOVES = st.builds(
    Move,
    st.sampled_from(["Thể chế", "Tác động"]),
    st.sampled_from(["", "do giá trị của tỉnh tăng 3,19, do tham chiếu cả nước giảm 9,47"]),
    SCORE_LABELS,
)
PRAISED = st.builds(
    Praised,
    st.booleans(),
    NAMES,
    st.sampled_from(["", "Sở Tài chính"]),
    st.sampled_from(["", "Chuyên viên"]),
    st.sampled_from(["", "Giấy khen"]),
    st.sampled_from(["", "Số liệu đã có 3/3;", "Tổng hợp số liệu."]),
)
LESSONS = st.builds(
    Lesson,
    st.just("2.2.2 Chi cho KH&CN/GRDP"),
    st.sampled_from(["", "hạng 1 PII năm 2025"]),
    st.sampled_from(["", "bố trí kinh phí;"]),
    st.sampled_from(["", "Sở Tài chính"]),
    st.sampled_from(["", "quý II"]),
)
VISITS = st.builds(
    Visit, st.sampled_from(["Hà Nội", "Gia Lai"]), st.lists(LESSONS, min_size=1, max_size=3).map(tuple)
)
INDICATORS = st.builds(
    Indicator,
    code=st.sampled_from(["1.1.1", "3.2.2", "7.1.3"]),
    name=st.sampled_from(["Hạ tầng số", "Đơn đăng ký nhãn hiệu/1.000 DN", "Chi phí gia nhập thị trường"]),
    unit=st.sampled_from(["", "%", "điểm"]),
    value=SCORES,
    previous=SCORES,
    ref_mean=SCORES,
    score=SCORES,
    label=LABELS,
    score_label=st.none() | SCORE_LABELS,
    lead=NAMES,
    missing_reason=st.sampled_from(["", "cơ quan chưa gửi"]),
)  # fmt: skip
TARGETS = st.builds(
    Target,
    st.sampled_from(["pii", "input", "output", "rank", "p1", "p4", "p7"]),
    st.sampled_from(list(Relation)),
    st.floats(1, 99),
    st.sampled_from([None, None, True, False]),
    st.sampled_from(["", "\x1d", "chỉ hơn mức 0,12 điểm", "chỉ cách hạng ngoài mức 01 bậc"]),
)
HIGHLIGHTS = st.lists(
    st.builds(Highlight, st.just("Giá trị xuất khẩu/GRDP"), st.none() | st.integers(1, 63)), max_size=5
).map(tuple)
TASKS = st.lists(
    st.builds(TaskAhead, st.sampled_from(["", "2.2.2"]), st.just("Chi cho KH&CN"), st.just("Bố trí dự toán"), NAMES, st.none() | DAYS,
              st.sampled_from(["", "Giá trị cao hơn 0,17% (năm 2025)"])),
    max_size=12,
).map(tuple)  # fmt: skip


DOCUMENTS = st.builds(
    CitedDocument,
    st.sampled_from(["Công văn", "Thông báo"]),
    st.just("512/UBND-KGVX"),
    DAYS,
    st.just("Ủy ban nhân dân tỉnh Bắc Ninh"),
    st.sampled_from(["", "về việc cung cấp số liệu", "đôn đốc thực hiện Kế hoạch."]),
)
PARAGRAPHS = st.dictionaries(
    st.sampled_from(list(PLACES)), st.sampled_from(["Một ý.", "hai ý\nba ý", " \n "]), max_size=3
)
SIGNERS = st.sampled_from(
    [
        Signer(name="Trần Văn Bình"),
        Signer(Authority.DEPUTY, "Giám đốc", "Phó Giám đốc", "Nguyễn Văn Minh"),
        Signer(Authority.ACTING, "Giám đốc"),
    ]
)
FILES = st.builds(
    ReceivedFile, st.just("PII-2025_STC.xlsx"), st.sampled_from(["", "ab" * 32]), st.none() | st.integers(1, 10**7)
)  # fmt: skip
SUBMISSIONS = st.builds(
    Submission,
    code=st.sampled_from(["STC", ""]),
    agency=NAMES,
    received=DAYS,
    files=st.lists(FILES, max_size=3).map(tuple),
    saved=st.none() | st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 31)),
    imported=st.none() | DAYS,
    form_version=st.sampled_from(["", "PII2025-STC-50643c24"]),
    sent_by=st.sampled_from(["", "Lê Thị Thu, điện thoại 0222 3 000 001"]),
    received_by=st.sampled_from(["", "Trần Thị Hạnh"]),
    due=SMALL,
    given=SMALL,
    explained=st.integers(0, 3),
    parts=st.lists(st.builds(FormPart, st.just("nhiệm vụ"), st.integers(0, 4), st.integers(0, 4)), max_size=2).map(tuple),
    evidence=st.lists(
        st.builds(EvidenceItem, st.just("2.2.2"), st.sampled_from(["", "Quyết định."]), st.sampled_from(["", "15/QĐ-UBND"]), st.none() | DAYS,
                  st.sampled_from(["", "2.2.2_STC.pdf"])),
        max_size=12,
    ).map(tuple),
    unread=st.lists(
        st.builds(UnreadForm, st.just("PII-2025_STC.xlsx"), DAYS, st.sampled_from(["", "Lỗi E203: Thiếu trang “Nhiệm vụ”."])),
        max_size=2,
    ).map(tuple),
    errors=st.lists(st.just("Ô F12 không phải là số “12a”."), max_size=3).map(tuple),
    warnings=st.lists(st.just("Chỉ số 2.1.3 tăng 61,4%."), max_size=20).map(tuple),
)  # fmt: skip
ATTACHMENTS = st.lists(
    st.builds(Attachment, st.just("2.2.2_STC.pdf"), st.sampled_from(["", "Quyết định phân bổ dự toán"]), st.sampled_from(["", "ab" * 32])),
    max_size=8,
).map(tuple)  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> ReportFacts:
    as_of = draw(DAYS)
    office = replace(
        OFFICE,
        signer=draw(SIGNERS),
        unit=draw(st.sampled_from(["QLCN", ""])),
        contact=draw(st.sampled_from([Contact(), Contact("Cán bộ (đầu mối)"), OFFICE.contact])),
    )
    return ReportFacts(
        office=office,
        plan=PLAN,
        year=2025,
        as_of=as_of,
        deadline=draw(st.none() | DAYS),
        new_deadline=draw(st.none() | st.just(as_of + timedelta(days=10))),
        number=draw(st.none() | st.integers(1, 999)),
        issued=draw(st.none() | DAYS),
        current=draw(st.none() | results(2025)),
        previous=draw(st.none() | results(2024)),
        targets=tuple(draw(st.lists(TARGETS, max_size=4, unique_by=lambda target: target.component))),
        strengths=draw(HIGHLIGHTS),
        weaknesses=draw(HIGHLIGHTS),
        indicators=tuple(draw(st.lists(INDICATORS, max_size=6))),
        agencies=tuple(draw(st.lists(AGENCIES, max_size=5))),
        tasks_ahead=draw(TASKS),
        data_sent=draw(st.none() | DAYS),
        data_letter=draw(st.sampled_from(["", "512/SKHCN-QLCN"])),
        directives=tuple(draw(st.lists(DOCUMENTS, max_size=3))),
        ministry_request=draw(st.none() | DOCUMENTS),
        merged=draw(st.booleans()),
        merger_note=draw(st.sampled_from(["", "hợp nhất hai tỉnh"])),
        criticise_after=draw(st.integers(0, 3)),
        moves=tuple(draw(st.lists(MOVES, max_size=3))),
        praised=tuple(draw(st.lists(PRAISED, max_size=4))),
        scale=draw(st.sampled_from(["", "Thang đánh giá: từ 85%."])),
        visits=tuple(draw(st.lists(VISITS, max_size=3))),
        additions=draw(PARAGRAPHS),
    )


NO_SHRINKING = (
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
)  # a document takes too long for the thousands of tries
BAD = re.compile(
    r"  |\bNone\b|\bnan\b|\binf\b|tăng [-−+]|giảm [-−+]|tăng 0,00|giảm 0,00|\(\)|“”|:\.|;;|\.\.|,\.|;\.|: ;|\( | \)| ,| \.(?!\S)"
)  # fmt: skip
HEADING_STYLES = {"heading 1", "heading 2"}


def complaints(path: Path) -> list[str]:
    """What reads wrong in the document."""
    reading = read_docx(path)
    found = [
        p.stripped for p in reading.filled if BAD.search(p.stripped) and not p.stripped.startswith("Số:")
    ]
    return (
        found
        + unbalanced(reading.filled)
        + empty_sections(reading.filled)
        + dangling_colons(reading.filled)
        + [str(f) for f in check_docx(path)]
    )


def unbalanced(filled: list[Paragraph]) -> list[str]:
    """Paragraphs whose quotation marks or brackets do not close; the letters of điểm a) b) have none to close."""
    found = []
    for one in filled:
        text = re.sub(r"^[a-zđ]\) ", "", one.stripped)
        if text.count("“") != text.count("”") or text.count("(") != text.count(")"):
            found.append(f"unbalanced: {one.stripped}")
    return found


def empty_sections(filled: list[Paragraph]) -> list[str]:
    """Headings that nothing follows: the next paragraph is a heading of the same or a higher level."""
    return [
        f"empty: {one.stripped}"
        for one, following in pairwise(filled)
        if one.look.style in HEADING_STYLES
        and following.look.style in HEADING_STYLES
        and following.look.style <= one.look.style
    ]


def dangling_colons(filled: list[Paragraph]) -> list[str]:
    """Announcements of a list that no list follows."""
    return [
        f"dangling: {one.stripped}"
        for one, following in pairwise(filled)
        if one.look.style == "VB Nội dung"
        and one.stripped.endswith(":")
        and not (
            following.stripped.startswith("- ")
            or following.cell
            or following.look.style.startswith("heading")
        )
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=NO_SHRINKING)
@given(facts(), SUBMISSIONS, ATTACHMENTS)
def test_no_state_of_the_data_makes_a_broken_document(
    state: ReportFacts, submission: Submission, attachments: tuple[Attachment, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = written(state, Path(folder), submission, attachments)
        assert {name: wrong for name, path in paths.items() if (wrong := complaints(path))} == {}
