"""The report: what it says in each state of the data."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from docgen.facts import (
    CitedDocument,
    Indicator,
    Label,
    Move,
    Neighbour,
    PolicyGroup,
    Relation,
    ReportFacts,
    Target,
    TaskTold,
)
from docgen.report import write_report
from docgen.report.results import agencies_by_plan
from docgen.wording.numbers import points
from pii_xl.layout.places import PLACES
from tests.docgen.samples import (
    AGENCIES,
    CASES,
    RESULT_2024,
    RESULT_2025,
    estimated_facts,
    full_facts,
    indicators,
    unmerged_facts,
)
from tests.docgen.texts import SNAPSHOTS, current, text_of


def said(facts: ReportFacts, folder: Path) -> str:
    """The report's text."""
    folder.mkdir(exist_ok=True)
    return text_of(write_report(facts, folder / "report.docx"))


def test_documents_read_as_their_snapshots(tmp_path: Path) -> None:
    texts = current(tmp_path)
    kept = {path.stem: path.read_text(encoding="utf-8") for path in SNAPSHOTS.glob("*.txt")}

    assert texts == kept


class TestComparison:
    def test_the_published_result_is_stated_with_its_source_and_day(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        assert (
            "Theo kết quả do Bộ Khoa học và Công nghệ công bố ngày 01/10/2025, Chỉ số PII năm 2025 của tỉnh Bắc Ninh đạt "
            "48,76 điểm, xếp thứ 6/34 tỉnh, thành phố; trong đó chỉ số đầu vào đạt 53,06 điểm và chỉ số đầu ra đạt 44,47 điểm."
        ) in text

    def test_a_merged_province_is_not_compared_directly(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        assert "không so sánh trực tiếp được" in text
        assert "thay đổi từ 63 xuống 34" in text
        assert "bậc" not in text

    def test_years_among_the_same_provinces_are_compared_in_words(self, tmp_path: Path) -> None:
        text = said(unmerged_facts(), tmp_path)
        assert (
            "So với năm 2024, Chỉ số PII tăng 5,93 điểm, chỉ số đầu vào tăng 3,17 điểm và chỉ số đầu ra tăng 8,71 điểm."
            in text
        )
        assert "tỉnh Bắc Ninh tăng 03 bậc so với năm 2024" in text
        assert "không so sánh trực tiếp" not in text

    def test_a_fall_and_a_standstill_are_said(self, tmp_path: Path) -> None:
        facts = replace(unmerged_facts(), previous=replace(RESULT_2025, year=2024, pii=50.0, rank=5))
        text = said(facts, tmp_path)
        assert (
            "Chỉ số PII giảm 1,24 điểm, chỉ số đầu vào không thay đổi và chỉ số đầu ra không thay đổi" in text
        )
        assert "giảm 01 bậc" in text
        assert "07/07 trụ cột bằng điểm" in text

    def test_an_estimate_is_never_set_against_a_published_score(self, tmp_path: Path) -> None:
        text = said(estimated_facts(), tmp_path)
        assert "ĐIỂM SỐ NĂM 2025 LÀ ƯỚC TÍNH - CHƯA PHẢI KẾT QUẢ CÔNG BỐ" in text
        assert "Không tính mức tăng, giảm so với năm 2024" in text
        assert "+5,93" not in text
        assert "Năm 2025 (ước tính)" in text

    def test_a_first_year_says_that_there_is_nothing_to_compare(self, tmp_path: Path) -> None:
        text = said(CASES["first-year"](), tmp_path)
        assert "Báo cáo này chưa có kết quả năm 2024 để so sánh." in text

    def test_before_the_publication_there_is_no_score_of_the_year(self, tmp_path: Path) -> None:
        text = said(CASES["unpublished"](), tmp_path)
        assert "chưa công bố kết quả Chỉ số PII năm 2025" in text
        assert "đạt 42,83 điểm" in text
        assert "Chưa đủ số liệu để đối chiếu với 08 mục tiêu" in text


class TestTargets:
    def test_the_fallen_pillar_misses_its_target(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        assert (
            "đạt 07/08 mục tiêu; chưa đạt 01 mục tiêu: trụ cột Trình độ phát triển của thị trường (đạt 47,43 điểm, mục tiêu "
            "cao hơn 51,12 điểm)"
        ) in text
        assert "4 | Trình độ phát triển của thị trường | 51,12 | 47,43 | −3,69 | > 51,12 | Chưa đạt" in text

    def test_the_facts_may_say_themselves_whether_a_target_is_met(self, tmp_path: Path) -> None:
        facts = replace(full_facts(), targets=(Target("pii", Relation.ABOVE, 42.83, met=False),))
        assert "chưa đạt mục tiêu nào trong 01 mục tiêu: Chỉ số PII" in said(facts, tmp_path)

    def test_a_risk_that_says_nothing_is_none(self, tmp_path: Path) -> None:
        for risk, told in (("chỉ hơn mức 0,12 điểm", True), ("\x1d", False), (" ", False)):
            facts = replace(
                full_facts(), targets=(Target("pii", Relation.ABOVE, 42.83, met=True, risk=risk),)
            )
            text = said(facts, tmp_path)
            assert ("cần chú ý giữ" in text) is told
            assert "()" not in text

    def test_without_targets_the_report_says_so(self, tmp_path: Path) -> None:
        assert "Chưa có thông tin về mục tiêu cụ thể" in said(replace(full_facts(), targets=()), tmp_path)


class TestLabels:
    def test_made_up_figures_are_announced_at_the_head_and_in_the_appendix(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        assert "CÓ SỐ LIỆU MINH HỌA - KHÔNG PHẢI VĂN BẢN CHÍNH THỨC" in text
        assert "SỐ LIỆU CÁC CHỈ SỐ THÀNH PHẦN NĂM 2025 (CÓ SỐ LIỆU MINH HỌA)" in text

    def test_a_document_of_published_figures_carries_no_warning(self, tmp_path: Path) -> None:
        assert "MINH HỌA" not in said(unmerged_facts(), tmp_path)

    def test_made_up_rows_are_left_out_of_judgements_on_real_ones(self, tmp_path: Path) -> None:
        real = indicators(Label.REPORTED)[:10]
        facts = replace(full_facts(), indicators=(*real, *indicators()[10:13]))
        text = said(facts, tmp_path)
        assert "Trong 09 chỉ số có số liệu hai năm 2024 và 2025" in text
        assert "03 chỉ số chỉ có số liệu minh họa, không tính vào nhận xét trên" in text

    def test_a_made_up_result_is_not_called_a_result(self, tmp_path: Path) -> None:
        facts = replace(full_facts(), current=replace(RESULT_2025, label=Label.ILLUSTRATIVE, published=None))
        text = said(facts, tmp_path)
        assert "Theo số liệu minh họa (không phải kết quả thật)" in text
        assert "công bố ngày 01/10/2025" not in text
        assert "Bảng 1. Kết quả chung Chỉ số PII năm 2025 (có số liệu minh họa)" in text


class TestAgencies:
    def test_the_silent_agency_is_named_and_proposed_for_rebuke(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        assert "08/09 cơ quan được giao nhiệm vụ đã gửi báo cáo, số liệu (thời hạn: ngày 31/7/2025)" in text
        assert "01 cơ quan chưa gửi: Ban Quản lý các khu công nghiệp tỉnh" in text
        assert (
            "phê bình cơ quan chưa báo cáo dù đã được đôn đốc: Ban Quản lý các khu công nghiệp tỉnh (02 công văn)"
            in text
        )
        assert "khen thưởng tập thể có thành tích trong thực hiện Kế hoạch: Sở Giáo dục và Đào tạo" in text

    def test_the_rules_of_rebuke_and_praise_can_be_set(self, tmp_path: Path) -> None:
        text = said(replace(full_facts(), criticise_after=3, praised=()), tmp_path)
        assert "phê bình" not in text
        assert "khen thưởng" not in text
        assert "phê bình" not in said(replace(full_facts(), criticise_after=0), tmp_path)

    def test_one_agency_is_not_spoken_of_as_several(self, tmp_path: Path) -> None:
        silent = replace(AGENCIES[6], letters=())
        late = replace(AGENCIES[7], letters=())
        best = AGENCIES[2]
        text = said(
            replace(full_facts(), agencies=(silent, late, best), praised=full_facts().praised[:1]), tmp_path
        )
        assert "01 cơ quan chưa gửi báo cáo, số liệu: Ban Quản lý" in text
        assert (
            f"01 cơ quan gửi báo cáo, số liệu sau thời hạn (chậm {late.days_late:02d} ngày): Ngân hàng"
            in text
        )
        assert "01 cơ quan gửi chậm (chậm 11 ngày)" in text
        assert "Chỉ đạo Ban Quản lý các khu công nghiệp tỉnh hoàn thiện báo cáo" in text
        assert "khen thưởng tập thể có thành tích trong thực hiện Kế hoạch: Sở Giáo dục và Đào tạo" in text
        assert "01 nhiệm vụ đã quá hạn, thuộc: Ngân hàng" in text
        assert "Một số" not in text

    def test_why_pillars_moved_is_told_or_why_it_cannot_be(self, tmp_path: Path) -> None:
        assert "Chưa tách được thay đổi điểm trụ cột" in said(full_facts(), tmp_path)
        split = Move(
            "Thể chế", "do giá trị của tỉnh tăng 3,19, do tham chiếu cả nước giảm 9,47", Label.ESTIMATED
        )
        text = said(replace(full_facts(), moves=(split,)), tmp_path)
        assert (
            "Tính từ số liệu ước tính, thay đổi điểm trụ cột gồm các phần sau; phần còn lại do khác số liệu, cách tính:"
            "\n- Thể chế: do giá trị của tỉnh tăng 3,19, do tham chiếu cả nước giảm 9,47.\n" in text
        )
        assert "thay đổi điểm trụ cột" not in said(estimated_facts(), tmp_path)

    def test_the_assessment_is_counted_by_level_and_listed_with_scale_and_remarks(
        self, tmp_path: Path
    ) -> None:
        text = said(full_facts(), tmp_path)
        assert (
            "Qua đánh giá việc thực hiện của 04 cơ quan, có 01 cơ quan ở mức “Hoàn thành tốt”, 02 cơ quan ở mức “Hoàn thành”"
            in text
        )
        assert (
            "Sở Giáo dục và Đào tạo | Số liệu đã có 3/3, đúng hạn; hoàn thành 5/5 nhiệm vụ | 7/7 | Hoàn thành tốt"
            in text
        )
        assert "Thang đánh giá: hoàn thành tốt khi đạt từ 85%" in text
        assert "đánh giá việc thực hiện" not in said(replace(full_facts(), agencies=AGENCIES), tmp_path)

    def test_made_up_figures_blame_nobody_beside_real_ones(self) -> None:
        real, made_up = (
            Indicator(code, code, value=1, ref_mean=2, label=label, lead=lead, falls_short=True)
            for code, label, lead in (
                ("2.1.1", Label.REPORTED, "Sở A"),
                ("2.1.2", Label.ILLUSTRATIVE, "Sở B"),
            )
        )
        facts = replace(full_facts(), indicators=(real, made_up))
        assert agencies_by_plan(facts).endswith(": Sở A 01/01 chỉ số.")

    def test_difficulties_are_told_once_with_those_who_have_them(self, tmp_path: Path) -> None:
        first, second = (replace(a, difficulties=("Thiếu kinh phí.",)) for a in AGENCIES[1:3])
        text = said(replace(full_facts(), agencies=(first, second)), tmp_path)
        assert "\n- Thiếu kinh phí (Sở Tài chính và Sở Giáo dục và Đào tạo).\n" in text

    def test_agencies_that_finished_and_those_behind_are_named(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        assert (
            "Có 03 cơ quan đã hoàn thành toàn bộ nhiệm vụ (Sở Giáo dục và Đào tạo, Sở Nội vụ và Thống kê tỉnh Bắc Ninh); "
            "02 cơ quan có nhiệm vụ quá hạn (Sở Tài chính: 01, Ngân hàng Nhà nước chi nhánh Khu vực 5: 01)."
        ) in text

    def test_answers_without_a_figure_are_told_apart(self, tmp_path: Path) -> None:
        agency = replace(AGENCIES[2], explained=1)
        text = said(replace(full_facts(), agencies=(agency,)), tmp_path)
        assert "đã trả lời 03 chỉ số (đạt 100,0%), trong đó 01 chỉ số không có số liệu, đã nêu lý do" in text

    def test_when_nobody_reported_no_share_of_zero_is_written(self, tmp_path: Path) -> None:
        text = said(CASES["silent"](), tmp_path)
        assert "chưa có cơ quan nào trong 09 cơ quan được giao nhiệm vụ gửi báo cáo, số liệu" in text
        assert "chưa có chỉ số nào được trả lời; còn thiếu 40 chỉ số của 09 cơ quan." in text
        assert "Cả 32 nhiệm vụ giao cho 09 cơ quan đều chưa có báo cáo." in text

    def test_what_was_done_stands_agency_by_agency_and_task_by_task(self, tmp_path: Path) -> None:
        told = (
            TaskTold("III.2.1.a", "Tham mưu chính sách", "Hoàn thành", "Quyết định ngày 6/05/2025"),
            TaskTold("III.2.1.b", "Tập huấn", "Đang thực hiện", "", "Thiếu kinh phí"),
        )
        text = said(replace(full_facts(), agencies=(replace(AGENCIES[1], told=told),)), tmp_path)
        assert "Kết quả, sản phẩm từng nhiệm vụ theo báo cáo của các cơ quan nêu tại Phụ lục" in text
        appendix = text[text.rindex("KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ") :]
        for words in (
            "Sở Tài chính",
            "Quyết định ngày 06/5/2025",
            "Đã hoàn thành.",
            "Thiếu kinh phí",
            "tiếp tục theo dõi",
        ):
            assert words in appendix

    def test_the_policies_are_counted_and_listed(self, tmp_path: Path) -> None:
        policies = (
            PolicyGroup(
                "1.1.1(1)", "Hỗ trợ đổi mới công nghệ", True, "Nghị quyết số 12/NQ-HĐND ngày 6/05/2024"
            ),
            PolicyGroup("1.1.1(2)", "Hỗ trợ khởi nghiệp", False),
        )
        text = said(replace(full_facts(), policies=policies), tmp_path)
        assert "Trong 02 nhóm chính sách đã rà soát, 01 nhóm có văn bản còn hiệu lực" in text
        assert "Nghị quyết số 12/NQ-HĐND ngày 06/5/2024" in text

    def test_before_the_publication_figures_are_asked_by_a_day_and_afterwards_for_the_next_year(
        self, tmp_path: Path
    ) -> None:
        published = full_facts()
        waiting = replace(published, current=None, above=None, below=None)
        assert "gửi đầy đủ báo cáo, số liệu, tài liệu minh chứng trước ngày 31/10/2025" in said(
            waiting, tmp_path
        )
        after = said(published, tmp_path / "sau")
        assert "còn thiếu, chuẩn bị cho kỳ đánh giá năm 2026" in after
        assert "31/10/2025" not in after

    def test_without_late_agencies_there_are_two_appendices(self, tmp_path: Path) -> None:
        prompt = tuple(
            replace(a, assessment=None)
            for a in full_facts().agencies
            if not (a.is_late or a.owes or a.letters)
        )
        text = said(replace(full_facts(), agencies=prompt), tmp_path)
        assert "Phụ lục II" in text
        assert "Phụ lục III" not in text

    def test_a_single_appendix_has_no_numeral(self, tmp_path: Path) -> None:
        text = said(replace(full_facts(), agencies=()), tmp_path)
        assert "(chi tiết tại Phụ lục)" in text
        assert "\nPhụ lục\n" in text


class TestNeighbours:
    def test_the_gap_to_the_provinces_above_and_below_is_said_with_input_and_output(
        self, tmp_path: Path
    ) -> None:
        above = Neighbour("Huế", 5, 49.37, 51.5, 47.23)
        facts = replace(full_facts(), above=above, below=Neighbour("Đồng Nai", 12, 44.92))
        text = said(facts, tmp_path)
        now = facts.current
        assert now is not None
        assert f"kém Huế (49,37 điểm, hạng 5) {points(49.37 - now.pii)} điểm (đầu vào" in text
        assert f"hơn Đồng Nai (44,92 điểm, hạng 12) {points(now.pii - 44.92)} điểm." in text

    def test_nothing_is_said_of_neighbours_of_an_estimate(self, tmp_path: Path) -> None:
        facts = full_facts()
        guess = replace(facts.current, label=Label.ESTIMATED)
        text = said(replace(facts, current=guess, above=Neighbour("Huế", 5, 49.37)), tmp_path)
        assert "kém Huế" not in text


class TestCauses:
    def test_causes_are_facts_without_motives(self, tmp_path: Path) -> None:
        text = said(full_facts(), tmp_path)
        for word in ("chưa chủ động", "quan tâm đúng mức", "chế độ báo cáo theo Kế hoạch:"):
            assert word not in text


class TestDocumentsCited:
    def test_directives_and_the_letters_with_the_data_are_cited(self, tmp_path: Path) -> None:
        asked = CitedDocument(
            "Công văn", "2761/BKHCN-HVKHCN", date(2025, 7, 25), "Bộ Khoa học và Công nghệ", "cung cấp dữ liệu"
        )
        facts = replace(full_facts(), ministry_request=asked, data_letter="512/SKHCN-QLCN")
        text = said(facts, tmp_path)
        assert (
            "đã có 01 văn bản chỉ đạo, hướng dẫn được ban hành:\n- Công văn số 412/SKHCN-QLCN ngày 12 tháng 6"
            in text
        )
        assert (
            "tại Công văn số 512/SKHCN-QLCN ngày 29/8/2025 theo đề nghị tại Công văn số 2761/BKHCN-HVKHCN ngày 25/7/2025."
        ) in text

    def test_letters_that_nobody_noted_are_not_spoken_of_and_what_was_not_sent_is_said(
        self, tmp_path: Path
    ) -> None:
        unsent = replace(full_facts(), directives=(), data_sent=None)
        before = said(replace(unsent, current=None, above=None, below=None), tmp_path)
        assert "văn bản chỉ đạo, hướng dẫn" not in before
        assert "Đến ngày 15/10/2025, Sở Khoa học và Công nghệ chưa ghi nhận việc gửi số liệu" in before
        assert "chưa ghi nhận việc gửi" not in said(unsent, tmp_path / "sau")

    def test_a_document_without_title_is_cited_without_one(self, tmp_path: Path) -> None:
        bare = CitedDocument("Chỉ thị", "04/CT-UBND", date(2025, 1, 1), "Chủ tịch UBND tỉnh", "")
        text = said(replace(full_facts(), directives=(bare,)), tmp_path)
        assert "- Chỉ thị số 04/CT-UBND ngày 01 tháng 01 năm 2025 của Chủ tịch UBND tỉnh.\n" in text

    def test_abbreviations_of_quoted_names_are_spelt_out(self, tmp_path: Path) -> None:
        path = write_report(full_facts(), tmp_path / "report.docx")
        with zipfile.ZipFile(path) as archive:
            notes = archive.read("word/footnotes.xml").decode()
        assert "DN: doanh nghiệp; GRDP: tổng sản phẩm trên địa bàn" in notes.replace("\u00a0", " ")
        assert "Chữ viết tắt: " in text_of(path)  # below the appendix of indicators


class TestAdditions:
    @pytest.mark.parametrize("place", PLACES)
    def test_the_officials_paragraph_stands_at_its_place(self, place: str, tmp_path: Path) -> None:
        facts = replace(full_facts(), additions={place: "đoạn thứ nhất của chuyên viên\n\nđoạn thứ hai"})
        lines = said(facts, tmp_path).splitlines()
        at = lines.index("Đoạn thứ nhất của chuyên viên.")
        assert lines[at + 1] == "Đoạn thứ hai."

    def test_own_causes_replace_the_remark_that_none_is_known(self, tmp_path: Path) -> None:
        facts = replace(CASES["bare"](), additions={"III.2.b": "Nhân lực còn mỏng."})
        text = said(facts, tmp_path)
        assert "b) Nguyên nhân chủ quan\nNhân lực còn mỏng." in text


class TestForm:
    def test_number_and_date_are_printed_or_left_blank(self, tmp_path: Path) -> None:
        issued = text_of(
            write_report(replace(full_facts(), number=7, issued=date(2025, 10, 16)), tmp_path / "a.docx")
        )
        assert "Số: 07/BC-SKHCN | Bắc Ninh, ngày 16 tháng 10 năm 2025" in issued
        assert (
            "(Kèm theo Báo cáo số 07/BC-SKHCN ngày 16 tháng 10 năm 2025 của Sở Khoa học và Công nghệ)"
            in issued
        )
        assert "Số: /BC-SKHCN | Bắc Ninh, ngày tháng năm 2025" in said(full_facts(), tmp_path)

    def test_every_reference_names_a_caption_or_an_appendix(self, tmp_path: Path) -> None:
        path = write_report(full_facts(), tmp_path / "report.docx")
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml").decode()
        for key in (
            "bang_chung",
            "bang_tru_cot",
            "hinh_tru_cot",
            "bang_nhiem_vu",
            "phu_luc_chi_so",
            "phu_luc_cham",
        ):
            assert f'w:name="{key}"' in xml
            assert f"REF {key} " in xml

    def test_properties_come_from_the_data(self, tmp_path: Path) -> None:
        core = docx.Document(str(write_report(full_facts(), tmp_path / "report.docx"))).core_properties
        assert core.author == "Sở Khoa học và Công nghệ"
        assert core.language == "vi-VN"
        assert core.created is not None
        assert core.created.date() == date(2025, 10, 15)
        assert core.title.startswith("Báo cáo Kết quả thực hiện Kế hoạch số 279/KH-UBND")

    def test_tables_repeat_their_header_and_have_alternative_text(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(write_report(full_facts(), tmp_path / "report.docx")) as archive:
            xml = archive.read("word/document.xml").decode()
        assert xml.count("<w:tblHeader/>") == xml.count("<w:tblDescription") == 7
        assert 'descr="Biểu đồ thanh ngang' in xml

    def test_the_chart_carries_its_workbook_and_literal_labels(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(write_report(full_facts(), tmp_path / "report.docx")) as archive:
            chart = archive.read("word/charts/chart1.xml").decode()
            assert "word/embeddings/Microsoft_Excel_Sheet1.xlsx" in archive.namelist()
        assert "<a:t>59,17</a:t>" in chart
        assert RESULT_2024.pillars[0] == 45.92
        assert "<a:t>45,92</a:t>" in chart
