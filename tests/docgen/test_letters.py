"""Reminders, the letter to the ministry, receipts, the progress report and the brief."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.facts import (
    Agency,
    Attachment,
    FormPart,
    Label,
    LetterSent,
    MissingItem,
    Neighbour,
    Promise,
    ReceivedFile,
)
from docgen.letters import (
    agencies_to_remind,
    write_brief,
    write_ministry_letter,
    write_progress_report,
    write_receipt,
    write_receipts,
    write_reminder_letters,
)
from docgen.report import write_report
from docgen.report.comparison import pillar_movements
from docgen.wording.numbers import points, signed
from tests.docgen.samples import (
    AGENCIES,
    CASES,
    OFFICE,
    SUBMISSION,
    full_facts,
    indicators,
    unmerged_facts,
)
from tests.docgen.texts import text_of


def reminder(agency: Agency, folder: Path) -> str:
    """The text of the letter to ``agency``."""
    (path,) = write_reminder_letters(replace(full_facts(), agencies=(agency,)), folder)
    return text_of(path)


def with_rounds(number: int) -> Agency:
    """An agency that owes three things after ``number`` reminders."""
    letters = tuple(LetterSent(n, f"{490 + n}/SKHCN-QLCN", date(2025, 8, n)) for n in range(1, number + 1))
    return replace(AGENCIES[1], letters=letters)


class TestReminders:
    def test_each_owing_agency_gets_one_letter_and_the_department_none(self, tmp_path: Path) -> None:
        own = replace(AGENCIES[0], received=3)
        facts = replace(full_facts(), agencies=(own, *AGENCIES[1:]))
        assert [a.code for a in agencies_to_remind(facts)] == ["STC", "SCT", "BQLKCN", "NHNN5"]
        assert [path.name for path in write_reminder_letters(facts, tmp_path)] == [
            "cong-van-don-doc-stc-lan-2.docx",
            "cong-van-don-doc-sct-lan-1.docx",
            "cong-van-don-doc-bqlkcn-lan-3.docx",
            "cong-van-don-doc-nhnn5-lan-1.docx"
            if not AGENCIES[7].letters
            else "cong-van-don-doc-nhnn5-lan-2.docx",
        ]

    def test_the_tone_rises_with_the_round(self, tmp_path: Path) -> None:
        first, second, third = (reminder(with_rounds(n), tmp_path) for n in range(3))
        assert "quan tâm, gửi đầy đủ" in first
        assert "Rất mong nhận được sự phối hợp của quý cơ quan" in first
        assert "khẩn trương gửi" in second
        assert "(lần 2)" in second
        assert "báo cáo UBND tỉnh" in second
        assert "người đứng đầu quý cơ quan trực tiếp chỉ đạo" in third
        assert "Chủ tịch UBND tỉnh (b/c)" in third
        assert "làm rõ trách nhiệm" in third

    def test_after_the_third_round_the_tone_stays_and_the_count_goes_on(self, tmp_path: Path) -> None:
        text = reminder(with_rounds(4), tmp_path)
        assert "(lần 5)" in text
        assert "làm rõ trách nhiệm" in text

    def test_a_department_asks_and_never_orders_its_equals(self, tmp_path: Path) -> None:
        for number in range(4):
            text = reminder(with_rounds(number), tmp_path)
            assert "đề nghị" in text
            assert "yêu cầu" not in text

    def test_earlier_letters_are_cited_with_number_and_day(self, tmp_path: Path) -> None:
        text = reminder(with_rounds(2), tmp_path)
        assert (
            "đã đôn đốc tại Công văn số 491/SKHCN-QLCN ngày 01/8/2025 và Công văn số 492/SKHCN-QLCN ngày 02/8/2025"
            in text
        )

    def test_the_letter_names_what_is_owed_until_when_and_to_whom(self, tmp_path: Path) -> None:
        text = reminder(with_rounds(0), tmp_path)
        assert "- Số liệu: chỉ số 2.2.2 “Tỷ lệ chi cho KH&CN/GRDP”;" in text
        assert "trước ngày 31 tháng 10 năm 2025 về Sở Khoa học và Công nghệ (đầu mối: Trần Thị Hạnh" in text
        assert "Kết quả thực hiện 01 nhiệm vụ đã quá hạn." in text

    def test_what_already_came_is_acknowledged(self, tmp_path: Path) -> None:
        text = reminder(with_rounds(0), tmp_path)
        assert "đã nhận được báo cáo, số liệu quý cơ quan gửi ngày 04/8/2025. Tuy nhiên" in text

    def test_an_overdue_task_is_named_with_its_place_in_the_plan(self, tmp_path: Path) -> None:
        overdue = (MissingItem("III.2.2.d", "Bố trí kinh phí;", "kết quả thực hiện", date(2025, 6, 30)),)
        agency = replace(AGENCIES[1], missing=(), received=8, evidence_missing=0, overdue=overdue)
        text = reminder(agency, tmp_path)
        assert (
            "- Kết quả thực hiện: nhiệm vụ tại mục III.2.2.d “Bố trí kinh phí” (hạn ngày 30/6/2025)." in text
        )
        assert "01 nhiệm vụ đã quá hạn" not in text

    def test_one_thing_is_not_asked_for_as_several(self, tmp_path: Path) -> None:
        one = reminder(replace(AGENCIES[1], missing=AGENCIES[1].missing[:1], tasks_late=0), tmp_path)
        assert "khẩn trương gửi nội dung nêu trên trước" in one
        assert "khẩn trương gửi đầy đủ các nội dung nêu trên trước" in reminder(AGENCIES[1], tmp_path)

    def test_without_a_new_deadline_the_letter_asks_for_it_soon(self, tmp_path: Path) -> None:
        facts = replace(full_facts(), agencies=(AGENCIES[1],), new_deadline=None)
        (path,) = write_reminder_letters(facts, tmp_path)
        assert "trong thời gian sớm nhất về Sở Khoa học và Công nghệ" in text_of(path)

    def test_a_letter_about_made_up_data_says_so_and_a_real_one_does_not(self, tmp_path: Path) -> None:
        assert "CÓ SỐ LIỆU MINH HỌA" in reminder(with_rounds(0), tmp_path)
        (path, *_) = write_reminder_letters(unmerged_facts(), tmp_path / "real")
        assert "MINH HỌA" not in text_of(path)

    def test_further_recipients_stand_before_the_archive(self, tmp_path: Path) -> None:
        office = replace(OFFICE, letter_recipients=("Văn phòng UBND tỉnh",))
        (path, *_) = write_reminder_letters(replace(full_facts(), office=office), tmp_path)
        assert "- Văn phòng UBND tỉnh; | - Lưu: VT, QLCN." in text_of(path)

    def test_many_outstanding_items_are_set_in_a_table(self, tmp_path: Path) -> None:
        items = tuple(MissingItem(f"1.1.{n}", f"Chỉ số thứ {n}", "số liệu") for n in range(1, 6))
        text = reminder(replace(AGENCIES[1], missing=items), tmp_path)
        assert "TT | Mã | Chỉ số, nhiệm vụ | Nội dung còn thiếu | Hạn" in text
        assert "5 | 1.1.5 | Chỉ số thứ 5 | Số liệu | –" in text

    def test_without_a_list_the_counts_are_given(self, tmp_path: Path) -> None:
        text = reminder(replace(AGENCIES[1], missing=(), tasks_late=0), tmp_path)
        assert "- Số liệu của 01 chỉ số;\n- Tài liệu minh chứng của 02 chỉ số." in text

    def test_a_silent_agency_with_tasks_only_is_asked_for_its_report(self, tmp_path: Path) -> None:
        text = reminder(Agency("X", "Công an tỉnh", tasks_doing=2), tmp_path)
        assert "- Báo cáo tình hình, kết quả thực hiện nhiệm vụ được giao." in text

    def test_a_code_cannot_lead_out_of_the_folder(self, tmp_path: Path) -> None:
        agency = replace(AGENCIES[1], code="../../Sở Tài chính\\x")
        (path,) = write_reminder_letters(replace(full_facts(), agencies=(agency,)), tmp_path)
        assert path == tmp_path / "cong-van-don-doc-so-tai-chinh-x-lan-2.docx"


class TestMinistryLetter:
    def test_it_counts_the_data_and_explains_the_gaps(self, tmp_path: Path) -> None:
        facts = replace(full_facts(), indicators=indicators()[:20])
        attachment = Attachment("so-lieu.xlsx", "Bảng số liệu", "ab" * 32)
        text = text_of(write_ministry_letter(facts, tmp_path / "bo.docx", (attachment,)))
        assert "V/v cung cấp số liệu, tài liệu minh chứng Chỉ số PII năm 2025" in text
        assert "Kính gửi: Bộ Khoa học và Công nghệ" in text
        assert "Số liệu gửi kèm gồm 19/20 chỉ số; còn 01 chỉ số chưa có số liệu:" in text
        assert "- Chỉ số 2.2.4 “Số tổ chức KH&CN/10.000 dân”: cơ quan chưa gửi." in text
        assert "1 | so-lieu.xlsx | Bảng số liệu | abababab abababab" in text

    def test_complete_data_and_none_at_all_are_said(self, tmp_path: Path) -> None:
        whole = tuple(i for i in indicators() if i.value is not None)[:20]
        text = text_of(write_ministry_letter(replace(full_facts(), indicators=whole), tmp_path / "a.docx"))
        assert "Số liệu gửi kèm đầy đủ 20/20 chỉ số." in text
        none = tuple(replace(i, value=None, missing_reason="") for i in whole)
        text = text_of(write_ministry_letter(replace(full_facts(), indicators=none), tmp_path / "b.docx"))
        assert "Đến nay chưa có số liệu của chỉ số nào trong 20 chỉ số; lý do:" in text
        assert "chưa rõ lý do" in text

    def test_many_files_are_listed_in_an_appendix_of_their_own(self, tmp_path: Path) -> None:
        files = tuple(Attachment(f"{n}.pdf", f"Tài liệu {n}", "ab" * 32) for n in range(1, 8))
        text = text_of(write_ministry_letter(replace(full_facts(), number=512), tmp_path / "bo.docx", files))
        letter, appendix = text.split("Nơi nhận:")
        assert "Kèm theo Công văn này là 07 tệp tài liệu (danh mục tại Phụ lục)." in letter
        assert "DANH MỤC TÀI LIỆU GỬI KÈM" in appendix
        assert (
            "(Kèm theo Công văn số 512/SKHCN-QLCN ngày tháng năm 2025 của Sở Khoa học và Công nghệ)"
            in appendix
        )
        assert "7 | 7.pdf | Tài liệu 7 | abababab" in appendix

    def test_made_up_data_cannot_pass_unnoticed(self, tmp_path: Path) -> None:
        assert "CÓ SỐ LIỆU MINH HỌA" in text_of(write_ministry_letter(full_facts(), tmp_path / "bo.docx"))


class TestReceipt:
    def test_it_states_time_files_checksums_and_findings(self, tmp_path: Path) -> None:
        text = text_of(write_receipt(SUBMISSION, full_facts(), tmp_path / "bn.docx"))
        assert "- Ngày gửi: 04/8/2025, chậm 04 ngày so với thời hạn ngày 31/7/2025;" in text
        assert "- Phiếu lưu lần cuối: 14 giờ 05 phút ngày 04/8/2025;" in text
        assert "- Ngày nhập vào sổ theo dõi: 06/8/2025;" in text
        assert "Bắc Ninh, ngày 06 tháng 8 năm 2025" in text
        assert "1 | PII-2025_STC.xlsx | 9f86d081 884c7d65" in text
        assert (
            "Phiếu có số liệu của 06/08 chỉ số được giao; 01 chỉ số không có số liệu, đã nêu lý do; còn thiếu 01 chỉ số. "
            "Ngoài ra, phiếu trả lời 01/01 số gốc và 03/04 nhiệm vụ."
        ) in text
        assert "gồm 02 tài liệu:" in text
        assert "1 | 2.2.2 | 15/QĐ-UBND; 03/02/2025 | Quyết định phân bổ dự toán" in text
        assert "2 | 2.1.3 | – | Báo cáo quyết toán chi giáo dục | –" in text
        assert "- Lỗi: Chỉ số 2.2.2: ô F12 không phải là số “12a”." in text
        assert "NGƯỜI NHẬN" in text

    def test_many_findings_are_cut_short_and_counted(self, tmp_path: Path) -> None:
        many = replace(SUBMISSION, errors=tuple(f"Lỗi thứ {n}" for n in range(40)))
        text = text_of(write_receipt(many, full_facts(), tmp_path / "bn.docx"))
        assert "Kiểm tra ban đầu phát hiện 40 lỗi, đề nghị" in text
        assert "- Và 25 nội dung khác nêu trong tệp kết quả kiểm tra." in text

    def test_a_clean_form_in_time_is_said_to_be_so(self, tmp_path: Path) -> None:
        good = replace(SUBMISSION, errors=(), received=date(2025, 7, 30))
        text = text_of(write_receipt(good, full_facts(), tmp_path / "bn.docx"))
        assert "- Ngày gửi: 30/7/2025, đúng thời hạn (ngày 31/7/2025);" in text
        assert "Kiểm tra ban đầu không phát hiện lỗi." in text

    def test_what_is_not_known_is_left_out_and_not_invented(self, tmp_path: Path) -> None:
        bare = replace(
            SUBMISSION, files=(ReceivedFile("a.xlsx"),), saved=None, imported=None, sent_by="", form_version="",
            due=0, given=0, explained=0, parts=(), evidence=(), errors=(),
        )  # fmt: skip
        text = text_of(write_receipt(bare, replace(full_facts(), deadline=None), tmp_path / "bn.docx"))
        assert "- Ngày gửi: 04/8/2025." in text
        assert "1 | a.xlsx | –" in text
        assert "Phiếu không có chỉ số, nhiệm vụ được giao chủ trì." in text
        assert "Phiếu chưa kê khai tài liệu minh chứng nào." in text

    def test_a_form_with_tasks_only_is_acknowledged_by_its_parts(self, tmp_path: Path) -> None:
        only = replace(SUBMISSION, due=0, given=0, explained=0, parts=(FormPart("nhiệm vụ", 2, 2),))
        text = text_of(write_receipt(only, full_facts(), tmp_path / "bn.docx"))
        assert "Phiếu trả lời 02/02 nhiệm vụ." in text

    def test_each_agency_gets_one_named_after_its_code(self, tmp_path: Path) -> None:
        other = replace(SUBMISSION, code="", agency="Công an tỉnh")
        paths = write_receipts([SUBMISSION, other], full_facts(), tmp_path)
        assert [path.name for path in paths] == ["bien-nhan-stc.docx", "bien-nhan-cong-an-tinh.docx"]


@pytest.mark.parametrize("case", CASES)
def test_the_progress_report_and_the_brief_exist_for_every_case(case: str, tmp_path: Path) -> None:
    facts = CASES[case]()
    progress = text_of(write_progress_report(facts, tmp_path / "tien-do.docx"))
    brief = text_of(write_brief(facts, tmp_path / "tom-tat.docx"))
    assert "IV. ĐỀ XUẤT" in progress
    assert "Tiến độ thực hiện Kế hoạch số 279/KH-UBND năm 2025" in progress
    assert "Tóm tắt kết quả Chỉ số PII năm 2025 của tỉnh Bắc Ninh" in brief
    assert brief.count("./.") == progress.count("./.") == 1


def test_brief_and_report_count_the_same_agencies(tmp_path: Path) -> None:
    idle = Agency("CAT", "Công an tỉnh", reported=date(2025, 7, 20))
    facts = replace(full_facts(), agencies=(*AGENCIES, idle))
    assert "08/09 cơ quan được giao nhiệm vụ đã gửi" in text_of(write_brief(facts, tmp_path / "tt.docx"))
    assert "08/09 cơ quan được giao nhiệm vụ đã gửi" in text_of(
        write_progress_report(facts, tmp_path / "td.docx")
    )


def test_the_brief_says_who_is_next_above_and_where_most_could_be_won(tmp_path: Path) -> None:
    promise = Promise("Chi cho KH&CN/GRDP", "Sở Tài chính", 1.41, Label.ESTIMATED)
    facts = replace(full_facts(), above=Neighbour("Huế", 5, 49.37, 51.50, 47.23), promising=(promise,))
    brief = text_of(write_brief(facts, tmp_path / "tom-tat.docx"))
    assert "kém Huế (49,37 điểm, hạng 5) 0,61 điểm" in brief
    assert (
        "Dư địa tăng điểm PII lớn nhất (tính từ số liệu ước tính): Sở Tài chính: Chi cho KH&CN/GRDP (1,41)."
        in brief
    )
    report = text_of(write_report(facts, tmp_path / "bao-cao.docx"))
    assert "tăng nhiều nhất ở Chi cho KH&CN/GRDP (Sở Tài chính, tối đa 1,41 điểm)" in report


def chart_of(path: Path) -> str:
    """The one chart of a document, as its part says it; "" without one."""
    with zipfile.ZipFile(path) as package:
        charts = [name for name in package.namelist() if re.fullmatch(r"word/charts/chart\d+.xml", name)]
        return package.read(charts[0]).decode() if charts else ""


def test_the_brief_draws_every_pillar_with_both_years_and_a_tick_at_its_target(tmp_path: Path) -> None:
    facts = full_facts()
    chart = chart_of(write_brief(facts, tmp_path / "tom-tat.docx"))
    for pillar, movement in zip(facts.pillars, pillar_movements(facts), strict=True):
        assert f"{pillar.name} ({signed(movement.difference)})" in chart
        assert f"<a:t>{points(movement.now)}</a:t>" in chart
        assert f"<a:t>{points(movement.before)}</a:t>" in chart
    (ticks,) = re.findall(r"<c:lineChart>.*</c:lineChart>", chart)
    (values,) = re.findall(r"<c:val>.*</c:val>", ticks)
    drawn = [float(value) for value in re.findall(r"<c:v>([^<]+)</c:v>", values)]
    assert drawn == [target.value for target in facts.targets if target.component.startswith("p")]


def test_a_brief_with_much_to_say_leaves_the_chart_out_before_it_fills_a_second_page(tmp_path: Path) -> None:
    long = "Đơn đăng ký giống cây trồng trên mười nghìn dân của toàn tỉnh, tính cả các cơ sở nghiên cứu" * 3
    promises = tuple(Promise(f"{long} {at}", "Sở Tài chính", 1.0, Label.ESTIMATED) for at in range(3))
    crowded = replace(full_facts(), promising=promises)
    assert chart_of(write_brief(crowded, tmp_path / "a.docx")) == ""
    assert chart_of(write_brief(full_facts(), tmp_path / "b.docx"))
