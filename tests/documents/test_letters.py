"""Reminders, the letter to the ministry, receipts, the progress report and the brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from docgen.facts import Agency, Attachment, LetterSent, MissingItem, ReceivedFile, Submission
from docgen.letters import (
    agencies_to_remind,
    write_brief,
    write_ministry_letter,
    write_progress_report,
    write_receipt,
    write_reminder_letters,
)
from tests.documents.samples import AGENCIES, CASES, full_facts, indicators
from tests.documents.texts import text_of

SUBMISSION = Submission(
    agency="Sở Tài chính",
    received=datetime(2025, 8, 4, 14, 5),
    files=(ReceivedFile("phieu-STC-2025.xlsx", "9f86d081884c7d659a2feaa0c55ad015" * 2, 48213),),
    form_version="2025.1",
    sent_by="Lê Thị Thu",
    received_by="Trần Thị Hạnh",
    due=8,
    given=7,
    evidence=1,
    errors=("Chỉ số 2.2.2: ô F12 không phải là số “12a”.",),
)


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
        assert "quan tâm, sớm gửi" in first
        assert "Rất mong quý cơ quan phối hợp" in first
        assert "khẩn trương gửi" in second
        assert "(lần 2)" in second
        assert "báo cáo UBND tỉnh" in second
        assert "người đứng đầu quý cơ quan trực tiếp chỉ đạo" in third
        assert "Chủ tịch UBND tỉnh (b/c)" in third

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
        assert "- Số liệu: chỉ số 2.2.2 “Tỷ lệ chi cho KH&CN/GRDP” (hạn gửi ngày 31/7/2025);" in text
        assert "trước ngày 31 tháng 10 năm 2025 về Sở Khoa học và Công nghệ (đầu mối: Trần Thị Hạnh" in text
        assert "Kết quả thực hiện 01 nhiệm vụ đã quá hạn." in text

    def test_many_outstanding_items_are_set_in_a_table(self, tmp_path: Path) -> None:
        items = tuple(MissingItem(f"1.1.{n}", f"Chỉ số thứ {n}", "số liệu") for n in range(1, 6))
        text = reminder(replace(AGENCIES[1], missing=items), tmp_path)
        assert "TT | Mã | Chỉ số, nhiệm vụ | Nội dung còn thiếu | Hạn gửi" in text
        assert "5 | 1.1.5 | Chỉ số thứ 5 | số liệu | –" in text

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
        assert "Số liệu của 19/20 chỉ số địa phương cung cấp." in text
        assert "- Chỉ số 2.2.4 “Số tổ chức KH&CN/10.000 dân”: cơ quan chưa gửi." in text
        assert "1 | so-lieu.xlsx | Bảng số liệu | abababab abababab" in text

    def test_made_up_data_cannot_pass_unnoticed(self, tmp_path: Path) -> None:
        assert "CÓ SỐ LIỆU MINH HỌA" in text_of(write_ministry_letter(full_facts(), tmp_path / "bo.docx"))


class TestReceipt:
    def test_it_states_time_files_checksums_and_findings(self, tmp_path: Path) -> None:
        text = text_of(write_receipt(SUBMISSION, full_facts(), tmp_path / "bn.docx"))
        assert "14 giờ 05 phút ngày 04/8/2025, chậm 04 ngày so với thời hạn ngày 31/7/2025" in text
        assert "1 | phieu-STC-2025.xlsx | 47,1 | 9f86d081 884c7d65" in text
        assert "07/08 chỉ số được giao; 01 tài liệu minh chứng" in text
        assert "- Lỗi: Chỉ số 2.2.2: ô F12 không phải là số “12a”." in text
        assert "NGƯỜI NHẬN" in text

    def test_many_findings_are_cut_short_and_counted(self, tmp_path: Path) -> None:
        many = replace(SUBMISSION, errors=tuple(f"Lỗi thứ {n}" for n in range(40)))
        text = text_of(write_receipt(many, full_facts(), tmp_path / "bn.docx"))
        assert "40 lỗi, 00 cảnh báo" in text
        assert "- Và 25 nội dung khác nêu trong tệp kết quả kiểm tra." in text

    def test_a_clean_form_in_time_is_said_to_be_so(self, tmp_path: Path) -> None:
        good = replace(SUBMISSION, errors=(), received=datetime(2025, 7, 30, 9, 0))
        text = text_of(write_receipt(good, full_facts(), tmp_path / "bn.docx"))
        assert "đúng thời hạn" in text
        assert "Kiểm tra ban đầu không phát hiện lỗi." in text


@pytest.mark.parametrize("case", CASES)
def test_the_progress_report_and_the_brief_exist_for_every_case(case: str, tmp_path: Path) -> None:
    facts = CASES[case]()
    progress = text_of(write_progress_report(facts, tmp_path / "tien-do.docx"))
    brief = text_of(write_brief(facts, tmp_path / "tom-tat.docx"))
    assert "IV. ĐỀ XUẤT" in progress
    assert "Tiến độ thực hiện Kế hoạch số 279/KH-UBND năm 2025" in progress
    assert "Tóm tắt kết quả Chỉ số PII năm 2025 của tỉnh Bắc Ninh" in brief
    assert brief.count("./.") == progress.count("./.") == 1
