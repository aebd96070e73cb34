"""The worksheet functions: shapes, blanks, errors in Vietnamese, and agreement with the core."""

from __future__ import annotations

import datetime as dt
import importlib
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_xl.ground.com_values import rows_of
from pii_xl.layout.words import OPEN
from pii_xl.score.aggregation import aggregate, rank
from pii_xl.score.contribution import contributions
from pii_xl.score.method import Method
from pii_xl.score.normalisation import normalised
from pii_xl.score.requirement import needed_score, needed_value
from pii_xl.workbook.macros.udf_wrapper import declared_functions, function_texts, udf_modules
from pii_xl.year.framework import load_framework
from udfs.arrays import along
from udfs.changes import WAYS, pii_lever, pii_normalise
from udfs.examples import EXAMPLES, example_scores
from udfs.readings import VALID, pii_check, pii_read
from udfs.scores import (
    pii_aggregate,
    pii_contribution,
    pii_coverage,
    pii_from_pillars,
    pii_needed_score,
    pii_needed_value,
    pii_outliers,
    pii_rank,
    pii_score,
)
from udfs.wording import pii_date, pii_date_words, pii_number_words

FRAMEWORK = load_framework(2024)
METHOD = Method()
PILLARS_2024 = [[45.92], [39.67], [60.75], [51.12], [51.97], [23.45], [48.08]]
scores = st.floats(0, 100)
columns = st.lists(st.none() | scores, min_size=52, max_size=52)


def column(values: Any) -> list[list[Any]]:
    """A range of one column."""
    return [[None if value != value else value] for value in values]


EXAMPLE = column(example_scores())


def function_named(name: str) -> Callable[..., Any]:
    for module in map(importlib.import_module, udf_modules()):
        for value in vars(module).values():
            if getattr(value, "__udf__", None) and value.__udf__.name == name:
                assert callable(value)
                return value
    raise KeyError(name)


class TestDeclarations:
    def test_every_function_has_one_example_and_every_example_a_function(self) -> None:
        names = [text.name for text in function_texts(udf_modules())]
        assert sorted(names) == sorted(example.function for example in EXAMPLES)

    def test_names_begin_alike_and_descriptions_are_sentences(self) -> None:
        for text in function_texts(udf_modules()):
            assert text.name.startswith("PII_")
            assert all(part[0].isupper() or part[0] in "1“" for part in (text.description, *text.arguments))
            assert all(part.endswith(".") for part in (text.description, *text.arguments))

    def test_every_range_comes_as_rows_of_cells_with_its_errors(self) -> None:
        declared = [d for name in udf_modules() for d in declared_functions(importlib.import_module(name))]
        for one in declared:
            assert one.argument_options.keys() == one.arguments.keys()
            assert all(dict(o) == {"ndim": 2, "err_to_str": True} for o in one.argument_options.values())
            assert not one.options["volatile"]


class TestShapes:
    def test_one_cell_in_one_value_out(self) -> None:
        assert pii_score(5, 0, 10) == pii_score([[5]], [[0]], [[10]]) == 50

    def test_a_rectangle_comes_back_as_the_same_rectangle(self) -> None:
        assert pii_score([[1, 2, 3], [4, 5, 6]], 0, 10) == [[10, 20, 30], [40, 50, 60]]

    def test_a_column_of_values_goes_with_columns_of_limits(self) -> None:
        assert pii_score([[1], [50]], [[0], [0]], [[10], [100]], [["cao là tốt"], ["thấp là tốt"]]) == [
            [10],
            [50],
        ]

    def test_a_row_of_limits_serves_every_row(self) -> None:
        assert pii_score([[1, 1], [2, 2]], 0, [[10, 20]]) == [[10, 5], [20, 10]]

    def test_ranges_that_do_not_fit_are_told_with_their_sizes(self) -> None:
        assert pii_score([[1], [2]], [[0], [0], [0]], 10).startswith(
            "Lỗi: các vùng không cùng kích thước (2×1; 3×1; 1×1; 1×1)."
        )

    def test_one_cells_error_leaves_the_others(self) -> None:
        first, second = pii_score([[5], ["năm"]], 0, 10)
        assert first == [50]
        assert second[0].startswith("Lỗi: “năm” không phải là số.")

    def test_units_may_lie_in_columns_or_in_rows(self) -> None:
        upright = [[a, b] for (a,), b in zip(EXAMPLE, [50.0] * 52, strict=True)]
        lying = [list(row) for row in zip(*upright, strict=True)]
        (row,) = pii_aggregate(upright)
        assert pii_aggregate(lying) == [[value] for value in row]
        assert row[1] == 50
        assert along([1, 2], True) == [[1, 2]]
        assert rows_of([1, 2]) == [[1, 2]]


class TestBlanks:
    @pytest.mark.parametrize("blank", [None, "", "  "])
    @pytest.mark.parametrize(
        "function",
        [
            lambda x: pii_score(x, 0, 10),
            lambda x: pii_needed_value(x, 0, 10),
            lambda x: pii_rank(x, [[1, 2]]),
            lambda x: pii_contribution(x, EXAMPLE),
            lambda x: pii_needed_score(x, "1.1.1", EXAMPLE),
            lambda x: pii_lever(x, 1, 2, 0, 10),
            lambda x: pii_normalise(x, [[1, 2]]),
            pii_outliers,
            pii_read,
            pii_check,
            pii_number_words,
            pii_date_words,
            pii_date,
        ],
    )
    def test_a_blank_stays_blank(self, function: Callable[[Any], Any], blank: Any) -> None:
        assert function(blank) == ""

    def test_a_blank_limit_leaves_the_score_open(self) -> None:
        assert pii_score(5, None, 10) == OPEN

    def test_a_gap_is_not_a_zero(self) -> None:
        with_zero = column([0.0 if math.isnan(score) else score for score in example_scores()])
        assert pii_aggregate(EXAMPLE) > pii_aggregate(with_zero)

    def test_too_many_gaps_leave_the_index_open(self) -> None:
        assert pii_aggregate(EXAMPLE[:20] + [[None]] * 32) == OPEN
        assert pii_from_pillars([*PILLARS_2024[:6], [None]]) == OPEN

    def test_blanks_do_not_take_part_in_ranking(self) -> None:
        assert pii_rank([[40, None, 50]]) == [[2, "", 1]]


class TestErrors:
    @pytest.mark.parametrize(
        ("answer", "beginning"),
        [
            (pii_score("1.234", 0, 10), "Lỗi: “1.234” có thể là hàng nghìn, có thể là số lẻ."),
            (pii_score("#N/A", 0, 10), "Lỗi: ô nguồn có lỗi #N/A."),
            (pii_score(-2146826245, 0, 10), "Lỗi: ô nguồn có lỗi #GETTING_DATA."),
            (pii_score(5, 10, 10), "Lỗi: giá trị lớn nhất (10) không lớn hơn giá trị nhỏ nhất (10)."),
            (pii_score(5, 0, 10, "ngang"), "Lỗi: không có chiều “ngang”."),
            (pii_needed_value(101, 0, 10), "Lỗi: 101 ngoài khoảng 0–100."),
            (pii_aggregate([[1], [2]]), "Lỗi: vùng có 2 dòng × 1 cột. Chọn vùng 52 dòng"),
            (pii_aggregate(EXAMPLE, "9"), "Lỗi: khung chỉ số năm 2024 không có thành phần “9”."),
            (pii_aggregate(EXAMPLE, "PII", 1999), "Lỗi: Không có khung chỉ số PII của năm 1999."),
            (pii_from_pillars(PILLARS_2024, "1"), "Lỗi: không có lựa chọn “1”."),
            (pii_contribution("1.1", EXAMPLE), "Lỗi: khung chỉ số năm 2024 không có thành phần “1.1”."),
            (pii_contribution("1.1.1", [[1, 2]] * 52), "Lỗi: vùng có nhiều tỉnh."),
            (pii_needed_score(90, "1.1.1", EXAMPLE), "Lỗi: không đạt được PII 90,00. Khi chỉ số này"),
            (pii_check(150, 0, 100), "Lỗi: 150 ngoài khoảng 0–100."),
            (pii_number_words(1e16), "Lỗi: 10.000.000.000.000.000 quá lớn"),
            (pii_number_words(1, 13), "Lỗi: 13 ngoài khoảng 0–12."),
            (pii_number_words(1, 0, "không"), "Lỗi: không có lựa chọn “không”."),
            (pii_date("31/2/2025"), "Lỗi: “31/2/2025” không phải là ngày."),
            (pii_date_words("#REF!"), "Lỗi: ô nguồn có lỗi #REF!."),
            (pii_score([[1, 2], [3]], 0, 10), "Lỗi: không tính được với các ô đã chọn."),
        ],
    )
    def test_each_is_told_in_vietnamese(self, answer: str, beginning: str) -> None:
        assert answer.startswith(beginning)

    def test_an_error_in_words_is_handed_on_unchanged(self) -> None:
        error = pii_needed_score(90, "1.1.1", EXAMPLE)
        assert pii_needed_value(error, 0, 10) == error
        assert pii_date(error) == error

    def test_an_open_score_stays_open_in_the_next_function(self) -> None:
        assert pii_needed_value(OPEN, 0, 10) == OPEN

    @settings(max_examples=150, deadline=None)
    @given(
        st.sampled_from([example.function for example in EXAMPLES]),
        st.lists(
            st.none()
            | st.text(max_size=8)
            | st.floats()
            | st.booleans()
            | st.dates()
            | st.lists(st.lists(st.floats() | st.text(max_size=3), min_size=1, max_size=3), max_size=3),
            min_size=6,
            max_size=6,
        ),
    )
    def test_nothing_typed_raises_an_exception(self, name: str, arguments: list[Any]) -> None:
        function = function_named(name)
        count = function.__code__.co_argcount
        result = function(*arguments[:count])
        for row in rows_of(result):
            for cell in row:
                assert isinstance(cell, str | int | float)
                assert not (isinstance(cell, float) and math.isnan(cell))


class TestChanges:
    @given(st.floats(0, 10), st.floats(0, 10))
    def test_what_a_change_brings_is_the_difference_of_the_index_with_and_without_it(
        self, before, after
    ) -> None:
        code = "2.1.3"
        known = dict.fromkeys(FRAMEWORK.codes, 40.0)
        index = [
            pii_aggregate(column((known | {code: pii_score(value, 0, 10)}).values()), None, 2024)
            for value in (before, after)
        ]
        assert pii_lever(code, before, after, 0, 10, 2024) == pytest.approx(index[1] - index[0], abs=1e-9)

    def test_a_change_beyond_the_best_brings_no_more(self) -> None:
        assert pii_lever("2.1.3", 5, 12, 0, 10, 2024) == pii_lever("2.1.3", 5, 10, 0, 10, 2024) > 0

    @pytest.mark.parametrize("way", list(WAYS))
    @given(
        values=st.lists(st.floats(0.1, 100).map(lambda x: round(x, 3)), min_size=3, max_size=12, unique=True),
        direction=st.sampled_from([1, -1]),
    )
    def test_a_scale_is_that_of_the_scoring(self, way, values, direction) -> None:
        method = Method(normalisation=way)
        wanted = normalised(np.array([values]), np.array([direction]), method).scores[0]
        found = pii_normalise([[value] for value in values], [values], WAYS[way], direction)
        assert [row[0] for row in found] == [OPEN if one != one else one for one in wanted.tolist()]

    def test_a_value_from_elsewhere_and_an_unknown_way_are_told(self) -> None:
        assert pii_normalise(5, [[1, 2, 3]]).startswith("Lỗi: giá trị 5 không có trong vùng")
        assert pii_normalise(1, [[1, 2, 3]], "đoán").startswith("Lỗi: không có cách chuẩn hóa “đoán”.")


class TestScores:
    @given(scores, st.floats(-1e6, 1e6), st.floats(1, 1e6), st.sampled_from([1, -1]))
    def test_a_needed_value_gives_the_score_it_was_asked_for(
        self, score: float, low: float, span: float, direction: int
    ) -> None:
        value = pii_needed_value(score, low, low + span, direction)
        assert pii_score(value, low, low + span, direction) == pytest.approx(score, abs=1e-6)

    def test_the_core_has_no_needed_value_outside_the_scale(self) -> None:
        assert math.isnan(needed_value(101, 0, 10))
        assert math.isnan(needed_value(50, 10, 10))

    def test_published_pillars_give_the_published_index(self) -> None:
        assert pii_from_pillars(PILLARS_2024) == pytest.approx(42.8255)
        assert pii_from_pillars(PILLARS_2024, "Đầu vào") == pytest.approx(49.886)
        assert pii_from_pillars(PILLARS_2024, "output") == pytest.approx(35.765)

    @settings(max_examples=25, deadline=None)
    @given(columns)
    def test_any_component_is_what_the_core_computes(self, values: list[float | None]) -> None:
        frame = pd.DataFrame([values], columns=list(FRAMEWORK.codes), dtype=float)
        expected = aggregate(frame, FRAMEWORK, METHOD).iloc[0]
        found = pii_aggregate(column(values), [list(expected.index)])[0]
        assert found == [OPEN if math.isnan(e) else e for e in expected]

    def test_codes_typed_as_numbers_are_understood(self) -> None:
        assert pii_aggregate(EXAMPLE, [[1.0, 1.1, "đầu ra"]]) == pii_aggregate(
            EXAMPLE, [["1", "1.1", "output"]]
        )

    def test_an_indicators_own_code_gives_its_score(self) -> None:
        assert pii_aggregate(EXAMPLE, "1.1.1") == EXAMPLE[0][0]

    @settings(deadline=None)
    @given(st.lists(st.floats(0, 100).map(lambda x: round(x, 1)), min_size=1, max_size=40))
    def test_ranks_are_those_of_the_core(self, values: list[float]) -> None:
        expected = rank(pd.Series(values))
        assert [row[0] for row in rows_of(pii_rank([[v] for v in values]))] == list(expected)
        assert pii_rank(values[0], [values]) == expected[0]

    @settings(max_examples=25, deadline=None)
    @given(columns)
    def test_contributions_add_up_to_the_index(self, values: list[float | None]) -> None:
        index = pii_aggregate(column(values))
        points = [row[0] for row in pii_contribution([[c] for c in FRAMEWORK.codes], column(values))]
        if index == OPEN:
            assert set(points) == {OPEN}
        else:
            assert sum(points) == pytest.approx(index)

    def test_contributions_follow_weights(self) -> None:
        weights = pd.Series({"1.1.1": 3.0, "2": 0.5, "input": 2.0})
        row = example_scores()
        index = aggregate(row.to_frame().T, FRAMEWORK, METHOD, weights)["PII"].iloc[0]
        assert contributions(row, FRAMEWORK, METHOD, weights).sum() == pytest.approx(index)

    @settings(max_examples=25, deadline=None)
    @given(st.sampled_from(FRAMEWORK.codes), scores)
    def test_a_needed_score_brings_the_wanted_index(self, code: str, score: float) -> None:
        changed = example_scores()
        changed[code] = score
        wanted = pii_aggregate(column(changed))
        assert pii_needed_score(wanted, code, EXAMPLE) == pytest.approx(score, abs=1e-6)

    def test_an_index_that_is_reached_anyway_needs_nothing(self) -> None:
        assert pii_needed_score(10, "1.1.1", EXAMPLE) == 0
        assert needed_score("1.1.1", 10, example_scores(), FRAMEWORK, METHOD) < 0

    def test_coverage_counts_the_indicators_with_a_score(self) -> None:
        assert pii_coverage(EXAMPLE) == 50 / 52
        assert pii_coverage(EXAMPLE, [["1", "3.1.2", "1.1.1"]]) == [[1, 0, 1]]

    def test_one_far_value_is_an_outlier(self) -> None:
        assert pii_outliers([[1, 2, 3, 4, 100]]) == "Có (độ lệch 2,23; độ nhọn 4,99)"
        assert pii_outliers([[1, 2], [3, None]]).startswith("Không (")


class TestReadings:
    def test_numbers_typed_as_text_are_read_and_doubtful_ones_are_not_guessed(self) -> None:
        read = pii_read([["12,5", "1.234,5", " 12 %", 7, "-", "1,234"]])[0]
        assert read[:5] == [12.5, 1234.5, 12, 7, ""]
        assert read[5].startswith("Lỗi: “1,234” có thể là hàng nghìn")

    def test_a_check_says_what_is_right_and_what_is_not(self) -> None:
        found = pii_check([[12.5, "12,5", None, True]], 0, None)[0]
        assert found[:3] == [VALID, "Số gõ thành chữ, hiểu là 12,5; nên gõ lại", ""]
        assert found[3].startswith("Lỗi: ")

    def test_a_cell_in_a_currency_format_is_a_number(self) -> None:
        assert pii_read([[Decimal("1.234"), Decimal("12.5000")]]) == [[1.234, 12.5]]
        assert pii_check(Decimal("1.234")) == VALID

    def test_limits_belong_to_the_range(self) -> None:
        assert pii_check([[0, 100]], 0, 100) == [[VALID, VALID]]
        assert pii_check(-1, 0) == "Lỗi: -1 ngoài khoảng 0–…. Kiểm tra lại số."


class TestWords:
    def test_numbers_are_read_with_options(self) -> None:
        assert pii_number_words([[105, "42,83"]], None, "lẻ") == [
            ["một trăm lẻ năm", "bốn mươi hai phẩy tám ba"]
        ]
        assert pii_number_words(42.8255, 2) == "bốn mươi hai phẩy tám ba"

    @pytest.mark.parametrize(
        "day", ["06/5/2025", dt.date(2025, 5, 6), dt.datetime(2025, 5, 6, 14, 30), 45783.0]
    )
    def test_a_date_may_come_as_text_date_or_serial_number(self, day: Any) -> None:
        assert pii_date_words(day) == "ngày sáu tháng năm năm hai nghìn không trăm hai mươi lăm"
        assert pii_date(day) == "ngày 06 tháng 5 năm 2025"
        assert pii_date(day, "ngắn") == "06/5/2025"
