"""Numbers, dates and phrases of Vietnamese official documents."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.facts import CitedDocument, Label
from docgen.wording.abbreviations import abbreviations_in, spelt_out
from docgen.wording.citations import read_citation, split_citations
from docgen.wording.dates import blank_date, day_of, long_date, short_date, time_of
from docgen.wording.numbers import change, count, percent, points, quantity, rank, roman, signed
from docgen.wording.phrases import (
    POINT_LETTERS,
    changed,
    cited,
    cited_again,
    label_note,
    listed,
    rank_changed,
)
from docgen.wording.typography import NBSP, bind, clean, sentence, tidy
from tests.docgen.samples import indicators


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "text"),
        [(48.76, "48,76"), (1234.5, "1.234,50"), (0, "0,00"), (-0.001, "0,00"), (2.675, "2,68"), (None, "–")],
    )
    def test_points_have_two_decimals_and_a_comma(self, value: float | None, text: str) -> None:
        assert points(value) == text

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (7, "7"),
            (1234567.5, "1.234.567,5"),
            (0.00042, "0,00042"),
            (1e21, "1.000.000.000.000.000.000.000"),
            (-3.5, "−3,5"),
        ],
    )
    def test_quantities_have_only_the_decimals_they_need(self, value: float, text: str) -> None:
        assert quantity(value) == text

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
    def test_what_is_no_number_is_a_dash(self, value: float) -> None:
        assert points(value) == quantity(value) == "–"
        assert change(value, 1.0) is None

    @pytest.mark.parametrize(("number", "text"), [(0, "00"), (3, "03"), (10, "10"), (1234, "1.234")])
    def test_counts_below_ten_have_a_zero(self, number: int, text: str) -> None:
        assert count(number) == text

    def test_changes_are_signed_with_a_true_minus(self) -> None:
        assert [signed(Decimal(text)) for text in ("1.2", "-0.8", "0")] == ["+1,20", "−0,80", "0,00"]
        assert signed(None) == "–"

    def test_shares_ranks_and_roman_numerals(self) -> None:
        assert percent(37, 40) == "92,5%"
        assert percent(0, 0) == "–"
        assert (rank(6, 34), rank(6), rank(None, 34)) == ("6/34", "6", "–")
        assert [roman(n) for n in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]

    @given(st.floats(0, 100), st.floats(0, 100))
    def test_a_printed_change_is_the_difference_of_the_printed_figures(
        self, now: float, before: float
    ) -> None:
        printed = [Decimal(points(value).replace(",", ".")) for value in (now, before)]
        assert change(now, before) == printed[0] - printed[1]


class TestDates:
    def test_the_day_has_two_figures_and_only_january_and_february_a_zero(self) -> None:
        assert long_date(date(2025, 5, 6)) == "ngày 06 tháng 5 năm 2025"
        assert long_date(date(2020, 1, 5)) == "ngày 05 tháng 01 năm 2020"
        assert short_date(date(2025, 2, 14)) == "14/02/2025"
        assert short_date(date(2025, 12, 31)) == "31/12/2025"
        assert day_of(date(2025, 3, 9)) == "ngày 09/3/2025"
        assert time_of(datetime(2025, 8, 4, 7, 5)) == "07 giờ 05 phút ngày 04/8/2025"

    def test_an_undated_document_leaves_blanks(self) -> None:
        assert blank_date(2025).split() == ["ngày", "tháng", "năm", "2025"]


class TestCitations:
    @pytest.mark.parametrize("day", ["06/8/2025", "6-8-2025", "06 tháng 8 năm 2025"])
    def test_a_citation_is_read_as_officials_write_it(self, day: str) -> None:
        read = read_citation(
            f"Công văn số 512/UBND-KGVX ngày {day} của Ủy ban nhân dân tỉnh Bắc Ninh về việc cung cấp số liệu."
        )
        assert read == CitedDocument(
            "Công văn",
            "512/UBND-KGVX",
            date(2025, 8, 6),
            "Ủy ban nhân dân tỉnh Bắc Ninh",
            "về việc cung cấp số liệu",
        )

    def test_a_citation_without_title_is_read_and_one_without_day_or_issuer_is_not(self) -> None:
        read = read_citation("Chỉ thị số 04/CT-UBND ngày 01/02/2025 của Chủ tịch UBND tỉnh")
        assert read is not None
        assert (read.kind, read.title) == ("Chỉ thị", "")
        for text in (
            "",
            "Công văn số 5",
            "Công văn số 5 ngày 31/02/2025 của Sở",
            "Công văn số 5 ngày 01/02/2025",
        ):
            assert read_citation(text) is None

    def test_what_is_read_is_cited_again_in_the_same_words(self) -> None:
        text = "Kế hoạch số 15/KH-UBND ngày 19 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Bắc Ninh về nâng cao Chỉ số PII"
        read = read_citation(text)
        assert read is not None
        assert cited(read) == text

    def test_several_are_parted_by_lines_or_semicolons_but_not_inside_a_title(self) -> None:
        first = "Công văn số 1/UBND ngày 01/02/2025 của UBND tỉnh về A; B"
        second = "Thông báo số 2/TB-UBND ngày 01/3/2025 của UBND tỉnh"
        assert split_citations(f"{first}; {second}\n\n{second}") == [first, second, second]


class TestAbbreviations:
    def test_only_those_in_use_are_spelt_out_the_longest_first(self) -> None:
        assert abbreviations_in(["Số DN ngành KHCN&ĐMST/GRDP", "DNA, ISOs"]) == ["DN", "GRDP", "KHCN&ĐMST"]
        assert spelt_out(["Chi cho KH&CN"]) == "Chữ viết tắt: KH&CN: khoa học và công nghệ."
        assert spelt_out(["Quản trị môi trường"]) == ""

    def test_every_abbreviation_of_the_indicators_names_is_known(self) -> None:
        names = " ".join(i.name for i in indicators())
        words = set(re.findall(r"[A-ZĐ&-]{2,}", names)) - {"PII"}
        assert words <= set(abbreviations_in([names]))


class TestToneMarks:
    def test_generated_text_places_them_in_the_old_style(self) -> None:
        new_style = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
        root = Path(__file__).parents[2]
        rules = root / "docgen" / "rules"  # they read the texts of others
        ours = [path for path in (root / "docgen").rglob("*.py") if path.parent != rules]
        files = [*ours, root / "pii_xl" / "ground" / "messages.py", root / "pii_xl" / "facts" / "measures.py"]
        assert [str(path) for path in files if new_style.search(path.read_text(encoding="utf-8"))] == []


class TestPhrases:
    @pytest.mark.parametrize(
        ("difference", "text"),
        [("5.93", "tăng 5,93 điểm"), ("-3.69", "giảm 3,69 điểm"), ("0.00", "không thay đổi")],
    )
    def test_a_change_in_words_has_a_verb_and_no_sign(self, difference: str, text: str) -> None:
        assert changed(Decimal(difference)) == text

    def test_a_smaller_rank_is_a_rise(self) -> None:
        assert rank_changed(6, 9, "năm 2024") == "tăng 03 bậc so với năm 2024"
        assert rank_changed(12, 9, "năm 2024") == "giảm 03 bậc so với năm 2024"
        assert rank_changed(9, 9, "năm 2024") == "giữ nguyên thứ hạng năm 2024"

    def test_lists_join_with_and_or_semicolons(self) -> None:
        assert listed(["A"]) == "A"
        assert listed(["A", "B.", "C;"]) == "A, B và C"
        assert listed(["A, B", "C"]) == "A, B; C"
        assert listed([]) == ""

    def test_points_follow_the_vietnamese_alphabet(self) -> None:
        assert POINT_LETTERS.startswith("abcdđeghiklmn")
        assert not set(POINT_LETTERS) & set("fjwz")

    def test_a_first_citation_is_full_and_later_ones_short(self) -> None:
        plan = CitedDocument(
            "Kế hoạch", "279/KH-UBND", date(2025, 5, 6), "UBND tỉnh", "cải thiện Chỉ số PII."
        )
        assert (
            cited(plan)
            == "Kế hoạch số 279/KH-UBND ngày 06 tháng 5 năm 2025 của UBND tỉnh về cải thiện Chỉ số PII"
        )
        assert cited_again(plan) == "Kế hoạch số 279/KH-UBND"

    def test_captions_name_what_is_not_published(self) -> None:
        assert label_note([Label.PUBLISHED, None]) == ""
        assert label_note([Label.PUBLISHED, Label.ILLUSTRATIVE]) == " (có số liệu minh họa)"
        assert label_note([Label.ESTIMATED, Label.ILLUSTRATIVE]) == " (có số liệu minh họa và ước tính)"


class TestTypography:
    def test_numbers_stay_with_their_words(self) -> None:
        assert bind("Điều 5, số 279, ngày 06, 1,20 điểm, Phụ lục II") == (
            f"Điều{NBSP}5, số{NBSP}279, ngày{NBSP}06, 1,20{NBSP}điểm, Phụ{' '}lục{NBSP}II"
        )

    def test_line_breaks_controls_and_spaces_before_marks_go(self) -> None:
        assert tidy("Sở\r\nTài   chính\x00 , Bắc\u200bNinh .") == "Sở Tài chính, BắcNinh."

    def test_a_sentence_gets_its_capital_and_stop(self) -> None:
        assert sentence("có mưa") == "Có mưa."
        assert sentence("Có mưa.") == "Có mưa."

    @given(st.text())
    def test_cleaning_is_idempotent_and_composes(self, text: str) -> None:
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert "  " not in once
        assert "\n" not in once
