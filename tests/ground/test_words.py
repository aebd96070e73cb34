"""Numbers and dates in Vietnamese words; what is read out can be read back."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_xl.ground.words import LARGEST, date_in_words, number_in_words

FIGURES = {
    **dict(
        zip(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], range(10), strict=True)
    ),
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
}
MONTHS = {number_in_words(n): n for n in range(1, 13)} | {"tư": 4}
SCALES = {"nghìn": 1000, "triệu": 1_000_000}


def group_of(words: list[str]) -> int:
    """Three figures in words."""
    total = last = 0
    for word in words:
        if word == "mười":
            total, last = total + 10, 0
        elif word in ("trăm", "mươi"):
            total, last = total + last * (100 if word == "trăm" else 10), 0
        elif word not in ("linh", "lẻ"):
            last = FIGURES[word]
    return total + last


def integer_of(words: list[str]) -> int:
    if "tỷ" in words:
        at = words.index("tỷ")
        return integer_of(words[:at]) * 10**9 + integer_of(words[at + 1 :])
    total = 0
    group: list[str] = []
    for word in words:
        if word in SCALES:
            total, group = total + group_of(group) * SCALES[word], []
        else:
            group.append(word)
    return total + group_of(group)


def number_of(text: str) -> Decimal:
    """A number in words as a number: the reverse of what is under test, written on its own."""
    whole, _, fraction = text.removeprefix("âm ").partition(" phẩy ")
    figures = "".join(str(FIGURES[word]) for word in fraction.split())
    number = Decimal(f"{integer_of(whole.split())}.{figures or 0}")
    return -number if text.startswith("âm ") else number


def is_tidy(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and text == " ".join(text.split()) and text.islower()


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (0, "không"),
            (4, "bốn"),
            (10, "mười"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (11, "mười một"),
            (101, "một trăm linh một"),
            (105, "một trăm linh năm"),
            (111, "một trăm mười một"),
            (155, "một trăm năm mươi lăm"),
            (1005, "một nghìn không trăm linh năm"),
            (2025, "hai nghìn không trăm hai mươi lăm"),
            (10_000, "mười nghìn"),
            (1_000_005, "một triệu không trăm linh năm"),
            (2_005_000, "hai triệu không trăm linh năm nghìn"),
            (1_000_000_015, "một tỷ không trăm mười lăm"),
            (1_005 * 10**9, "một nghìn không trăm linh năm tỷ"),
            (LARGEST, "một triệu tỷ"),
            (42.83, "bốn mươi hai phẩy tám ba"),
            (0.05, "không phẩy không năm"),
            (-7.5, "âm bảy phẩy năm"),
            (0.1 + 0.2, "không phẩy ba"),
        ],
    )
    def test_they_are_read_as_in_schoolbooks(self, number: float, words: str) -> None:
        assert number_in_words(number) == words

    def test_the_south_reads_an_empty_ten_otherwise(self) -> None:
        assert number_in_words(1_204, empty_tens="lẻ") == "một nghìn hai trăm lẻ bốn"

    def test_rounding_carries_over_and_leaves_no_zeros_and_no_minus_before_zero(self) -> None:
        assert number_in_words(9.996, 2) == "mười"
        assert number_in_words(42.8255, 2) == "bốn mươi hai phẩy tám ba"
        assert number_in_words(2.5, 0) == "ba"
        assert number_in_words(-0.004, 2) == "không"

    @given(st.integers(-LARGEST, LARGEST), st.sampled_from(["linh", "lẻ"]))
    def test_an_integer_can_be_read_back(self, number: int, empty_tens: str) -> None:
        words = number_in_words(number, empty_tens=empty_tens)
        assert number_of(words) == number
        assert is_tidy(words)

    @given(st.decimals(-(10**9), 10**9, places=6))
    def test_a_decimal_can_be_read_back(self, number: Decimal) -> None:
        words = number_in_words(number)
        assert number_of(words) == number
        assert is_tidy(words)

    @given(st.floats(-1e9, 1e9), st.integers(0, 6))
    def test_a_rounded_float_reads_as_it_is_displayed(self, number: float, decimals: int) -> None:
        exact = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        assert number_of(number_in_words(number, decimals)) == exact

    @given(st.integers(0, LARGEST), st.integers(0, LARGEST))
    def test_different_integers_have_different_words(self, one: int, other: int) -> None:
        assert (number_in_words(one) == number_in_words(other)) == (one == other)

    @pytest.mark.parametrize(
        ("number", "options"),
        [
            (LARGEST + 1, {}),
            (float("nan"), {}),
            (float("-inf"), {}),
            (1, {"decimals": 13}),
            (1, {"decimals": -1}),
            (1, {"empty_tens": "không"}),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, number: float, options: dict[str, int]) -> None:
        with pytest.raises(ValueError, match="cannot"):
            number_in_words(number, **options)  # type: ignore[arg-type]


class TestDates:
    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2025, 5, 6), "ngày sáu tháng năm năm hai nghìn không trăm hai mươi lăm"),
            (date(2005, 4, 24), "ngày hai mươi tư tháng tư năm hai nghìn không trăm linh năm"),
            (date(1975, 12, 31), "ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm bảy mươi lăm"),
            (date(2021, 1, 1), "ngày một tháng một năm hai nghìn không trăm hai mươi mốt"),
        ],
    )
    def test_they_are_read_day_month_year(self, day: date, words: str) -> None:
        assert date_in_words(day) == words

    @given(st.dates(date(1900, 1, 1)))
    def test_a_date_can_be_read_back(self, day: date) -> None:
        words = date_in_words(day)
        head, _, rest = words.removeprefix("ngày ").partition(" tháng ")
        month, _, year = rest.partition(" năm ")
        assert date(int(number_of(year)), MONTHS[month], int(number_of(head))) == day
        assert is_tidy(words)
