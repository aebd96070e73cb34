"""Vietnamese text and numbers as people type them."""

import math
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_xl.ground.text import NumberReading, compact_vi, date_vi, key, number_vi, read_number, tidy
from pii_xl.layout.parts import Column, Kind
from pii_xl.workspace.cells import parse, read_date, shown

NUMBER = Column("n", "Giá trị", Kind.NUMBER)
CHOICE = Column("c", "Còn hiệu lực", choices="yes_no")


class TestReadingNumbers:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("12,5", 12.5),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234.567", 1234567),
            ("1 234 567", 1234567),
            ("0,123", 0.123),
            ("12 %", 12),
            ("−3,5", -3.5),
            (" 7 ", 7),
        ],
    )
    def test_a_number_typed_as_text_is_understood(self, typed, meant):
        assert read_number(typed).reading is NumberReading.FROM_TEXT
        assert read_number(typed).value == pytest.approx(meant)

    @pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "-1,000"])
    def test_what_may_be_thousands_or_decimals_is_not_guessed(self, typed):
        assert read_number(typed).reading is NumberReading.AMBIGUOUS
        assert read_number(typed).value is None

    @pytest.mark.parametrize(
        "typed", ["abc", "12 người", "1,2,3", "1.2.3,4", True, date(2025, 1, 1), "1e999", "=1+1"]
    )
    def test_what_is_no_number_has_no_value(self, typed):
        assert read_number(typed).reading is NumberReading.NOT_A_NUMBER

    @pytest.mark.parametrize("typed", [None, "", "  ", "-", "x", "…", float("nan")])
    def test_what_people_type_for_nothing_is_blank_and_not_zero(self, typed):
        assert read_number(typed).reading is NumberReading.BLANK
        assert read_number(typed).value is None

    @given(st.floats(-1e12, 1e12), st.integers(0, 2))
    def test_a_number_written_the_vietnamese_way_reads_back(self, value, decimals):
        read = read_number(number_vi(value, decimals))
        if read.reading is not NumberReading.AMBIGUOUS:
            assert read.value == pytest.approx(value, abs=0.500001 * 10**-decimals + math.ulp(value))

    @given(st.text())
    def test_no_text_makes_it_fail(self, text):
        read = read_number(text)
        assert (read.value is not None) == (read.reading is NumberReading.FROM_TEXT)


class TestWritingNumbers:
    def test_decimal_comma_and_dots_between_thousands(self):
        assert number_vi(1234567.5) == "1.234.567,50"
        assert number_vi(42.825, 2) == "42,83"
        assert compact_vi(12.50) == "12,5"
        assert compact_vi(3.0) == "3"
        assert compact_vi(100.0) == "100"

    def test_a_tiny_negative_is_not_minus_zero(self):
        assert number_vi(-0.001) == "0,00"

    def test_days_have_two_digits_and_so_have_months_one_and_two(self):
        assert date_vi(date(2025, 5, 6)) == "06/5/2025"
        assert date_vi(date(2025, 1, 5)) == "05/01/2025"
        assert date_vi(date(2025, 12, 31)) == "31/12/2025"


class TestText:
    def test_decomposed_letters_become_composed_ones(self):
        assert tidy(unicodedata.normalize("NFD", "Sở Tài chính")) == "Sở Tài chính"

    def test_spaces_are_folded_and_line_breaks_stay(self):
        assert tidy(" a\u00a0 b \r\n  c\u200b ") == "a b\nc"

    @pytest.mark.parametrize(
        ("one", "other"), [("Hòa", "HOÀ"), ("thủy", "thuỷ"), ("Ủy ban", "uỷ  ban"), ("hóa", "Hoá")]
    )
    def test_old_and_new_tone_marks_compare_equal(self, one, other):
        assert key(one) == key(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("hòa", "hóa"), ("toán", "toan"), ("quý", "quy"), ("của", "cửa")]
    )
    def test_different_words_stay_different(self, one, other):
        assert key(one) != key(other)

    @given(st.text())
    def test_tidying_twice_changes_nothing(self, text):
        assert tidy(tidy(text)) == tidy(text)
        assert unicodedata.is_normalized("NFC", tidy(text))


class TestCells:
    def test_an_error_value_is_told(self):
        assert parse("#DIV/0!", NUMBER).finding.code == "E401"

    @given(st.floats(), st.sampled_from(Kind))
    def test_no_number_makes_it_fail_and_messages_stay_short(self, number, kind):
        parsed = parse(number, Column("x", "Cột", kind, choices="yes_no" if kind is Kind.TEXT else ""))
        assert parsed.finding is None or len(parsed.finding.found) < 120
        assert isinstance(
            parsed.value, {Kind.NUMBER: float, Kind.INTEGER: float}.get(kind, str | date | None)
        )

    def test_a_huge_number_is_quoted_from_its_start(self):
        assert shown(1.7e308).startswith("170.000.000.000.000.000")
        assert len(shown(1.7e308)) == 58
        assert number_vi(1e30) == "1" + ".000" * 10 + ",00"

    @pytest.mark.parametrize(("kind", "blank"), [(Kind.TEXT, ""), (Kind.DATE, None), (Kind.CODE, "")])
    def test_what_is_no_number_at_all_is_blank(self, kind, blank):
        assert parse(float("nan"), Column("x", "Cột", kind)) == (blank, None)

    def test_a_number_that_excel_shows_as_a_date_is_refused(self):
        assert parse(datetime(2025, 5, 6), NUMBER).finding.code == "E402"

    def test_a_choice_is_found_whatever_its_case_and_unicode_form(self):
        assert parse(unicodedata.normalize("NFD", "có"), CHOICE).value == "Có"

    def test_a_code_that_excel_made_a_number_is_text_again(self):
        assert parse(1.0, Column("c", "Mã", Kind.CODE)).value == "1"
        assert parse(1.1, Column("c", "Mã", Kind.CODE)).value == "1.1"

    @pytest.mark.parametrize(
        "typed", ["06/5/2025", "6-5-2025", "2025-05-06", datetime(2025, 5, 6, 10), 45783.0]
    )
    def test_a_date_is_read_in_the_forms_people_use(self, typed):
        assert parse(typed, Column("d", "Ngày", Kind.DATE)).value == date(2025, 5, 6)

    def test_a_date_that_does_not_exist_is_refused(self):
        assert read_date("31/02/2025") is None
        assert parse("31/02/2025", Column("d", "Ngày", Kind.DATE)).finding.code == "E407"

    def test_a_very_long_text_is_refused_and_not_cut(self):
        parsed = parse("a" * 6000, Column("t", "Ghi chú"))
        assert (parsed.value, parsed.finding.code) == ("", "E409")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 06 tháng 5 năm 2025", date(2025, 5, 6)),
        ("Bắc Ninh, ngày 6 tháng 12 năm 2024", date(2024, 12, 6)),
        ("6 tháng năm, 2025", date(2025, 5, 6)),
        ("15 tháng mười hai năm 2025", date(2025, 12, 15)),
        ("15 tháng mười năm 2025", date(2025, 10, 15)),
        ("1 tháng Giêng năm 2025", date(2025, 1, 1)),
        ("2 tháng tư năm 2025", date(2025, 4, 2)),
        ("31 tháng chạp 2025", date(2025, 12, 31)),
        ("NGÀY 06 THÁNG 5 NĂM 2025", date(2025, 5, 6)),
    ],
)
def test_a_day_as_documents_write_it_is_read(text, day):
    assert read_date(text) == day
    decomposed = unicodedata.normalize("NFD", text)
    assert read_date(decomposed) == day


@pytest.mark.parametrize(
    "text",
    [
        "tháng 5 năm 2025",
        "ngày 31 tháng 2 năm 2025",
        "ngày 6 tháng 13 năm 2025",
        "6 tháng 5",
        "6 tháng 5 năm 25",
        "ngày sáu tháng năm",
        "6 tháng năm năm hai nghìn",
        "106 tháng 5 năm 2025",
    ],
)
def test_what_is_no_whole_day_stays_unread(text):
    assert read_date(text) is None
