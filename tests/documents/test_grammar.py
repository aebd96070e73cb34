"""Whatever the data, the sentences stay whole: a law checked over many states of the facts."""

from __future__ import annotations

import re
import tempfile
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.facts import (
    Agency,
    Highlight,
    Indicator,
    Label,
    LetterSent,
    MissingItem,
    Relation,
    ReportFacts,
    Result,
    Target,
    TaskAhead,
)
from docgen.letters import write_brief, write_progress_report, write_reminder_letters
from docgen.report import write_report
from docgen.rules import check_docx
from docgen.rules.reading import Paragraph, read_docx
from tests.documents.samples import OFFICE, PLAN

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
NAMES = st.sampled_from(
    [
        "Sở Tài chính",
        "Sở Văn hóa, Thể thao và Du lịch",
        "UBND phường Võ Cường",
        "Công an tỉnh",
        "Ban Quản lý các KCN",
        "Sở Y tế",
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
)  # fmt: skip
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
)
HIGHLIGHTS = st.lists(
    st.builds(Highlight, st.just("Giá trị xuất khẩu/GRDP"), st.none() | st.integers(1, 63)), max_size=5
).map(tuple)
TASKS = st.lists(
    st.builds(TaskAhead, st.sampled_from(["", "2.2.2"]), st.just("Chi cho KH&CN"), st.just("Bố trí dự toán"), NAMES, st.none() | DAYS),
    max_size=12,
).map(tuple)  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> ReportFacts:
    as_of = draw(DAYS)
    return ReportFacts(
        office=OFFICE,
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
        merged=draw(st.booleans()),
        merger_note=draw(st.sampled_from(["", "hợp nhất hai tỉnh"])),
    )


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
        + empty_sections(reading.filled)
        + dangling_colons(reading.filled)
        + [str(f) for f in check_docx(path)]
    )


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_no_state_of_the_data_makes_a_broken_report(state: ReportFacts) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert complaints(write_report(state, Path(folder) / "bao-cao.docx")) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_no_state_of_the_data_makes_a_broken_letter(state: ReportFacts) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            *write_reminder_letters(state, folder),
            write_progress_report(state, Path(folder) / "tien-do.docx"),
            write_brief(state, Path(folder) / "tom-tat.docx"),
        ]
        assert [complaint for path in paths for complaint in complaints(path)] == []
