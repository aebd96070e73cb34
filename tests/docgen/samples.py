"""Facts for the tests: the published results of Bắc Ninh; agencies' data and raw values are made up."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from docgen.facts import (
    PILLARS,
    Agency,
    Assessment,
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
    Office,
    Praised,
    ReceivedFile,
    Relation,
    ReportFacts,
    Result,
    Signer,
    Submission,
    Target,
    TaskAhead,
    Visit,
)

DATA = Path(__file__).parent.parent / "data" / "documents"

PLAN = CitedDocument(
    "Kế hoạch",
    "279/KH-UBND",
    date(2025, 5, 6),
    "Ủy ban nhân dân tỉnh Bắc Ninh",
    "cải thiện và nâng cao Chỉ số đổi mới sáng tạo cấp địa phương (PII) của tỉnh Bắc Ninh năm 2025 và các năm tiếp theo",
)
OFFICE = Office(
    parent="UBND tỉnh Bắc Ninh",
    name="Sở Khoa học và Công nghệ",
    abbreviation="SKHCN",
    place="Bắc Ninh",
    province="tỉnh Bắc Ninh",
    council="Ủy ban nhân dân tỉnh Bắc Ninh",
    council_short="UBND tỉnh",
    signer=Signer(Authority.DEPUTY, "Giám đốc", "Phó Giám đốc", "Nguyễn Văn Minh"),
    unit="QLCN",
    recipients=("Chủ tịch, các PCT UBND tỉnh (b/c)", "Các sở, ban, ngành liên quan", "Giám đốc, các PGĐ Sở"),
    contact=Contact("Trần Thị Hạnh", "0222 3 000 000", "pii@bacninh.example"),
)
RESULT_2024 = Result(
    2024,
    Label.PUBLISHED,
    pii=42.83,
    input=49.89,
    output=35.76,
    pillars=(45.92, 39.67, 60.75, 51.12, 51.97, 23.45, 48.08),
    rank=11,
    n_units=63,
    published=date(2024, 12, 31),
)
RESULT_2025 = Result(
    2025,
    Label.PUBLISHED,
    pii=48.76,
    input=53.06,
    output=44.47,
    pillars=(59.17, 39.99, 62.30, 47.43, 56.40, 28.74, 60.20),
    rank=6,
    n_units=34,
    published=date(2025, 10, 1),
)


ESTIMATED_2025 = replace(RESULT_2025, label=Label.ESTIMATED, published=None, rank=None)


def targets(now: Result | None) -> tuple[Target, ...]:
    """The plan's targets with the verdicts that a result of the year gives."""
    pillars = now.pillars if now else (None,) * len(RESULT_2024.pillars)
    rank = now.rank if now else None
    return (
        Target("rank", Relation.AT_MOST, 10, None if rank is None else rank <= 10),
        *(
            Target(f"p{number}", Relation.ABOVE, value, None if score is None else score > value)
            for number, (value, score) in enumerate(zip(RESULT_2024.pillars, pillars, strict=True), 1)
            if value
        ),
    )


STRENGTHS = (
    Highlight("Giá trị xuất khẩu/GRDP", 1),
    Highlight("Tài chính vi mô/GRDP", 3),
    Highlight("Đầu tư trực tiếp nước ngoài/GRDP", 3),
    Highlight("Số lượng DN có chứng chỉ ISO", 2),
    Highlight("Học sinh đạt giải quốc gia", 3),
)
WEAKNESSES = (
    Highlight("Số DN ngành dịch vụ chuyên môn KH&CN"),
    Highlight("Tỷ lệ DN/dự án khởi nghiệp sáng tạo"),
    Highlight("Tốc độ tăng năng suất lao động"),
    Highlight("Chi ngân sách địa phương cho KH&CN"),
    Highlight("Quản trị môi trường"),
)
AGENCIES = (
    Agency("SKHCN", "Sở Khoa học và Công nghệ", 11, 11, 0, 4, 1, 0, 0, date(2025, 7, 18)),
    Agency("STC", "Sở Tài chính", 8, 7, 2, 2, 3, 1, 0, date(2025, 8, 4), 4,
           (LetterSent(1, "498/SKHCN-QLCN", date(2025, 8, 1)),),
           (MissingItem("2.2.2", "Tỷ lệ chi cho KH&CN/GRDP", "số liệu", date(2025, 7, 31)),
            MissingItem("2.1.3", "Chi cho GD&ĐT bình quân 1 người đi học", "tài liệu minh chứng", date(2025, 7, 31)),
            MissingItem("1.1.3", "Chính sách hỗ trợ doanh nghiệp (nhỏ và vừa)", "tài liệu minh chứng", date(2025, 7, 31)))),
    Agency("SGDDT", "Sở Giáo dục và Đào tạo", 3, 3, 0, 5, 0, 0, 0, date(2025, 7, 25)),
    Agency("SCT", "Sở Công Thương", 3, 3, 1, 1, 2, 0, 0, date(2025, 7, 30), 0, (),
           (MissingItem("7.1.3", "Giá trị xuất khẩu/GRDP", "tài liệu minh chứng", date(2025, 7, 31)),)),
    Agency("SNNMT", "Sở Nông nghiệp và Môi trường", 3, 3, 0, 2, 1, 0, 0, date(2025, 7, 29)),
    Agency("SNV", "Sở Nội vụ", 3, 3, 0, 3, 0, 0, 0, date(2025, 7, 31)),
    Agency("BQLKCN", "Ban Quản lý các khu công nghiệp tỉnh", 2, 0, 0, 0, 0, 0, 3, None, 76,
           (LetterSent(1, "498/SKHCN-QLCN", date(2025, 8, 1)), LetterSent(2, "561/SKHCN-QLCN", date(2025, 8, 20))),
           (MissingItem("3.2.2", "Tỷ lệ diện tích đất công nghiệp đã xây dựng kết cấu hạ tầng của các KCN", "số liệu và tài liệu minh chứng", date(2025, 7, 31)),
            MissingItem("3.2.1", "Cơ sở hạ tầng cơ bản", "số liệu", date(2025, 7, 31)))),
    Agency("NHNN5", "Ngân hàng Nhà nước chi nhánh Khu vực 5", 2, 2, 0, 1, 0, 1, 0, date(2025, 8, 11), 11,
           (LetterSent(1, "498/SKHCN-QLCN", date(2025, 8, 1)),)),
    Agency("CTK", "Thống kê tỉnh Bắc Ninh", 5, 5, 0, 2, 0, 0, 0, date(2025, 7, 31)),
)  # fmt: skip
TASKS_AHEAD = (
    TaskAhead("6.1.1", "Đơn đăng ký sáng chế và giải pháp hữu ích", "Tập huấn, hỗ trợ lập hồ sơ đăng ký sáng chế cho doanh nghiệp, viện, trường",
              "Sở Khoa học và Công nghệ", date(2026, 6, 30)),
    TaskAhead("2.2.2", "Tỷ lệ chi cho KH&CN/GRDP", "Bố trí dự toán chi khoa học và công nghệ bảo đảm theo quy định",
              "Sở Tài chính", date(2025, 12, 31), "Giá trị cao hơn 0,17% (năm 2025)"),
    TaskAhead("6.3.3", "Tỷ lệ doanh nghiệp khởi nghiệp sáng tạo", "Kết nối quỹ đầu tư, vườn ươm; hỗ trợ dự án khởi nghiệp sáng tạo",
              "Sở Khoa học và Công nghệ"),
)  # fmt: skip


@cache
def indicators(label: Label = Label.ILLUSTRATIVE) -> tuple[Indicator, ...]:
    """The 52 indicators with made-up values: an arithmetic pattern, three without value, four without previous."""
    with (DATA / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made = []
    for at, row in enumerate(rows):
        mean = 10 + 7.5 * (at % 9)
        value = None if at % 20 == 13 else round(mean * (0.7 + 0.05 * (at % 13)), 2)
        made.append(
            Indicator(
                row["code"],
                row["name"],
                row["unit"],
                value,
                None if at % 15 == 4 or value is None else round(value * (0.9 + 0.02 * (at % 11)), 2),
                round(mean * 0.3, 2),
                mean,
                round(mean * 2.1, 2),
                None if value is None else (value - mean * 0.3) / (mean * 1.8) * 100,
                label=label,
                score_label=label,
                lead=row["lead"],
                source=row["source"],
                missing_reason="" if value is not None else "cơ quan chưa gửi",
            )
        )
    return tuple(made)


ASSESSMENTS = {
    "SKHCN": Assessment("Hoàn thành", 6, 7, "Số liệu đã có 11/11, đúng hạn; hoàn thành 4/5 nhiệm vụ", 1),
    "STC": Assessment("Hoàn thành", 5, 8, "Số liệu đã có 7/8, chậm 4 ngày; hoàn thành 2/6 nhiệm vụ", 1),
    "SGDDT": Assessment("Hoàn thành tốt", 7, 7, "Số liệu đã có 3/3, đúng hạn; hoàn thành 5/5 nhiệm vụ"),
    "BQLKCN": Assessment("Chưa hoàn thành", 1, 7, "Số liệu đã có 0/2, quá hạn 76 ngày", 2),
}
PRAISED = (
    Praised(
        False,
        "Sở Giáo dục và Đào tạo",
        "Sở Giáo dục và Đào tạo",
        form="Bằng khen của Chủ tịch UBND tỉnh",
        achievement="Số liệu đã có 3/3, đúng hạn; hoàn thành 5/5 nhiệm vụ",
    ),
    Praised(
        True,
        "Nguyễn Thị Lan",
        "Sở Giáo dục và Đào tạo",
        "Chuyên viên phòng Kế hoạch",
        "Giấy khen",
        "Đầu mối tổng hợp số liệu",
    ),
)
SCALE = "Thang đánh giá: hoàn thành tốt khi đạt từ 85%, hoàn thành khi đạt từ 60% tổng trọng số các tiêu chí."
VISITS = (
    Visit(
        "Gia Lai",
        (
            Lesson(
                "6.3.3 Doanh nghiệp khởi nghiệp sáng tạo",
                "điểm mạnh công bố năm 2025",
                "Hỗ trợ khởi nghiệp",
                "Sở Khoa học và Công nghệ",
                "quý II năm 2026",
            ),
        ),
    ),
    Visit("Hà Nội", (Lesson("2.2.2 Chi cho KH&CN/GRDP", "hạng 1 PII năm 2025"),)),
)


def full_facts() -> ReportFacts:
    """The report of 2025: published scores of both years, merged province, made-up raw values."""
    return ReportFacts(
        office=OFFICE,
        plan=PLAN,
        year=2025,
        as_of=date(2025, 10, 15),
        deadline=date(2025, 7, 31),
        new_deadline=date(2025, 10, 31),
        current=RESULT_2025,
        previous=RESULT_2024,
        targets=targets(RESULT_2025),
        strengths=STRENGTHS,
        weaknesses=WEAKNESSES,
        indicators=indicators(),
        agencies=tuple(replace(one, assessment=ASSESSMENTS.get(one.code)) for one in AGENCIES),
        moves=tuple(Move(pillar.name, "", Label.ILLUSTRATIVE) for pillar in PILLARS),
        praised=PRAISED,
        scale=SCALE,
        visits=VISITS,
        tasks_ahead=TASKS_AHEAD,
        directives=(
            CitedDocument("Công văn", "412/SKHCN-QLCN", date(2025, 6, 12), "Sở Khoa học và Công nghệ",
                          "hướng dẫn cung cấp số liệu, tài liệu minh chứng Chỉ số PII năm 2025"),
        ),
        data_sent=date(2025, 8, 29),
        merged=True,
        merger_note="hợp nhất tỉnh Bắc Ninh và tỉnh Bắc Giang từ ngày 01/7/2025",
    )  # fmt: skip


def bare_facts() -> ReportFacts:
    """Nothing but the settings: no result, no agency, no indicator."""
    return ReportFacts(office=OFFICE, plan=PLAN, year=2025, as_of=date(2025, 7, 1))


def unmerged_facts() -> ReportFacts:
    """Two published years among the same 34 provinces, no made-up figure."""
    return replace(
        full_facts(),
        merged=False,
        merger_note="",
        indicators=(),
        previous=replace(RESULT_2024, n_units=34, rank=9),
    )


def estimated_facts() -> ReportFacts:
    """This year's scores are the department's estimate."""
    return replace(
        full_facts(),
        current=ESTIMATED_2025,
        targets=targets(ESTIMATED_2025),
        indicators=indicators(Label.REPORTED),
    )


def first_year_facts() -> ReportFacts:
    """No result of the year before."""
    return replace(full_facts(), previous=None, targets=(), merged=False)


def unpublished_facts() -> ReportFacts:
    """The ministry has not published yet."""
    return replace(
        full_facts(),
        current=None,
        targets=targets(None),
        strengths=(),
        weaknesses=(),
        as_of=date(2025, 7, 20),
        data_sent=None,
    )


def silent_facts() -> ReportFacts:
    """No agency has handed anything in."""
    silent = tuple(
        replace(a, received=0, evidence_missing=0, tasks_done=0, tasks_doing=0, tasks_late=0, tasks_silent=a.tasks,
                reported=None, days_late=76)
        for a in AGENCIES
    )  # fmt: skip
    return replace(full_facts(), agencies=silent)


SUBMISSION = Submission(
    code="STC",
    agency="Sở Tài chính",
    received=date(2025, 8, 4),
    files=(ReceivedFile("PII-2025_STC.xlsx", "9f86d081884c7d659a2feaa0c55ad015" * 2),),
    saved=datetime(2025, 8, 4, 14, 5),
    imported=date(2025, 8, 6),
    form_version="PII2025-STC-50643c24",
    sent_by="Lê Thị Thu, Chuyên viên, điện thoại 0222 3 000 001",
    received_by="Trần Thị Hạnh",
    due=8,
    given=6,
    explained=1,
    parts=(FormPart("số gốc", 1, 1), FormPart("nhóm chính sách", 0, 0), FormPart("nhiệm vụ", 4, 3)),
    evidence=(
        EvidenceItem("2.2.2", "Quyết định phân bổ dự toán chi khoa học và công nghệ", "15/QĐ-UBND", date(2025, 2, 3), "2.2.2.pdf"),
        EvidenceItem("2.1.3", "Báo cáo quyết toán chi giáo dục"),
    ),
    errors=("Chỉ số 2.2.2: ô F12 không phải là số “12a”.",),
)  # fmt: skip


CASES = {
    "full": full_facts,
    "bare": bare_facts,
    "unmerged": unmerged_facts,
    "estimated": estimated_facts,
    "first-year": first_year_facts,
    "unpublished": unpublished_facts,
    "silent": silent_facts,
}
