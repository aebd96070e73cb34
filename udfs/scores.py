"""Worksheet functions of scoring. Scores are "ước tính": only the ministry publishes official ones.

All of them use the default method with equal weights; the live formulas of the workbook do not depend on them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pii_xl.ground.com_values import rows_of
from pii_xl.ground.errors import PiiError
from pii_xl.ground.text import key, number_vi, tidy
from pii_xl.layout.parts import CHOICES, NO, YES
from pii_xl.score.aggregation import aggregate, rank
from pii_xl.score.aggregation import coverage as coverage_of
from pii_xl.score.contribution import contributions
from pii_xl.score.method import INDEX, SCALE, SUB_INDICES, Method
from pii_xl.score.normalisation import normalise
from pii_xl.score.pillars import from_pillars
from pii_xl.score.requirement import index_at, needed_score, needed_value
from pii_xl.score.treatment import Values, has_outliers, kurtosis, skewness
from pii_xl.score.tree import child_codes
from pii_xl.workspace.cells import shown
from pii_xl.year.framework import Framework, available_years, load_framework
from udfs.arrays import CELLS, along, answer, each, is_blank, number, one_unit, refuse_errors, units
from udfs.shim import F, arg, func

METHOD = Method()
SIDE_NAMES = {"đầu vào": "input", "đầu ra": "output"}
UPWARD, DOWNWARD = CHOICES["direction"]


def _with_range(function: F) -> F:
    """Declares the parameters that say where 0 and 100 points are, in calling order."""
    for declare in (
        arg("direction", "1 hoặc “cao là tốt” (mặc định); -1 hoặc “thấp là tốt”.", label="chieu", **CELLS),
        arg("maximum", "Giá trị lớn nhất của các tỉnh.", label="lon_nhat", **CELLS),
        arg("minimum", "Giá trị nhỏ nhất của các tỉnh.", label="nho_nhat", **CELLS),
    ):
        function = declare(function)
    return function


def _in_range(turn: Callable[..., float], first: Any, minimum: Any, maximum: Any, direction: Any) -> Any:
    """``turn(first, minimum, maximum, direction)`` cell by cell, the range and its direction checked."""
    return each(
        lambda x, low, high, way: turn(x, *span_in(low, high), direction_in(way)),
        first,
        minimum,
        maximum,
        direction,
    )


@func(
    "Điểm 0–100 của một giá trị, chuẩn hóa min–max theo các tỉnh; ngoài khoảng thì 0 hoặc 100.",
    name="PII_DIEM",
)
@arg("value", "Giá trị của tỉnh; ô hoặc vùng.", label="gia_tri", **CELLS)
@_with_range
def pii_score(value: Any, minimum: Any, maximum: Any, direction: Any = None) -> Any:
    """Min-max normalisation, cell by cell."""
    return _in_range(lambda x, *span: normalise(number(x), *span), value, minimum, maximum, direction)


@func("Giá trị cần có để được điểm mong muốn (ngược với PII_DIEM).", name="PII_GIA_TRI_CAN")
@arg("score", "Điểm mong muốn, 0–100; ô hoặc vùng.", label="diem", **CELLS)
@_with_range
def pii_needed_value(score: Any, minimum: Any, maximum: Any, direction: Any = None) -> Any:
    """The inverse of normalisation, cell by cell."""
    return _in_range(
        lambda x, *span: needed_value(_within_scale(x), *span), score, minimum, maximum, direction
    )


@func(
    "Điểm của một thành phần (PII, input, output, trụ cột, nhóm) từ điểm của đủ các chỉ số trong khung; ô trống là chưa có.",
    name="PII_TONG_HOP",
)
@arg(
    "scores",
    "Điểm các chỉ số theo thứ tự của khung: mỗi chỉ số một dòng (mỗi cột một tỉnh) hoặc một cột.",
    label="diem",
    **CELLS,
)
@arg(
    "code",
    "Mã thành phần: PII (mặc định), input, output, 1…7, 1.1…; ô hoặc vùng.",
    label="thanh_phan",
    **CELLS,
)
@arg("year", "Năm của khung chỉ số; để trống là khung mới nhất.", label="khung", **CELLS)
def pii_aggregate(scores: Any, code: Any = None, year: Any = None) -> Any:
    """Any component of one unit or of many units."""

    def compute() -> Any:
        framework = framework_in(year)
        table, upright = units(scores, framework.codes)
        levels = pd.concat([table, aggregate(table, framework, METHOD)], axis=1)
        if len(levels) > 1:
            return along(list(levels[_code(rows_of(code)[0][0], framework)]), upright)
        return _by_code(levels.iloc[0], code, framework)

    return answer(compute)


@func(
    "PII từ điểm bảy trụ cột: trung bình của đầu vào (trụ cột 1–5) và đầu ra (trụ cột 6–7), không phải trung bình bảy trụ cột.",
    name="PII_TU_TRU_COT",
)
@arg(
    "scores",
    "Điểm trụ cột 1 đến 7: 7 dòng (mỗi cột một tỉnh) hoặc 7 cột (mỗi dòng một tỉnh).",
    label="diem",
    **CELLS,
)
@arg("part", "PII (mặc định), input hoặc output.", label="thanh_phan", **CELLS)
@arg("year", "Năm của khung chỉ số; để trống là khung mới nhất.", label="khung", **CELLS)
def pii_from_pillars(scores: Any, part: Any = None, year: Any = None) -> Any:
    """The PII or a sub-index of one unit or of many units."""

    def compute() -> Any:
        framework = framework_in(year)
        table, upright = units(scores, [pillar.code for pillar in framework.pillars])
        wanted = _code(rows_of(part)[0][0], framework)
        if wanted not in (INDEX, *SUB_INDICES):
            raise PiiError("E893", content=wanted, choices="; ".join((INDEX, *SUB_INDICES)))
        return along(list(from_pillars(table, framework)[wanted]), upright)

    return answer(compute)


@func("Hạng của một điểm trong các tỉnh, cao nhất là 1; bằng điểm thì cùng hạng tốt hơn.", name="PII_HANG")
@arg("score", "Điểm cần xếp hạng; ô hoặc vùng.", label="diem", **CELLS)
@arg(
    "table",
    "Điểm của các tỉnh; để trống là xếp hạng trong chính vùng đầu. Ô trống không tính.",
    label="cac_tinh",
    **CELLS,
)
def pii_rank(score: Any, table: Any = None) -> Any:
    """Rank 1 for the highest, cell by cell."""

    def compute() -> Any:
        others = [number(cell) for row in rows_of(score if table is None else table) for cell in row]
        return each(lambda x: _rank(number(x), others), score)

    return answer(compute)


@func(
    "Số điểm PII mà một chỉ số mang lại; cộng mọi chỉ số được PII. Ô trống mang lại 0.", name="PII_DONG_GOP"
)
@arg("code", "Mã chỉ số, ví dụ 2.1.3; ô hoặc vùng.", label="chi_so", **CELLS)
@arg("scores", "Điểm các chỉ số của tỉnh theo thứ tự của khung.", label="diem", **CELLS)
@arg("year", "Năm của khung chỉ số; để trống là khung mới nhất.", label="khung", **CELLS)
def pii_contribution(code: Any, scores: Any, year: Any = None) -> Any:
    """Points of the PII by indicator."""

    def compute() -> Any:
        framework = framework_in(year)
        points = contributions(one_unit(scores, framework.codes), framework, METHOD)
        return each(lambda cell: points[indicator_in(cell, framework)], code)

    return answer(compute)


@func(
    "Điểm mà một chỉ số cần có để PII đạt mức mong muốn khi các chỉ số khác giữ nguyên.", name="PII_DIEM_CAN"
)
@arg("wanted", "PII mong muốn; ô hoặc vùng.", label="pii", **CELLS)
@arg("code", "Mã chỉ số sẽ thay đổi, ví dụ 2.1.3.", label="chi_so", **CELLS)
@arg("scores", "Điểm các chỉ số của tỉnh theo thứ tự của khung.", label="diem", **CELLS)
@arg("year", "Năm của khung chỉ số; để trống là khung mới nhất.", label="khung", **CELLS)
def pii_needed_score(wanted: Any, code: Any, scores: Any, year: Any = None) -> Any:
    """The indicator score for a wanted PII; 0 when the PII is reached anyway."""

    def compute() -> Any:
        framework = framework_in(year)
        row = one_unit(scores, framework.codes)

        def one(goal: Any, cell: Any) -> float:
            return _needed(_within_scale(goal), indicator_in(cell, framework), row, framework)

        return each(one, wanted, code)

    return answer(compute)


@func("Tỷ lệ chỉ số đã có điểm trong một thành phần, từ 0 đến 1.", name="PII_DO_PHU")
@arg("scores", "Điểm các chỉ số của tỉnh theo thứ tự của khung.", label="diem", **CELLS)
@arg(
    "code",
    "Mã thành phần: PII (mặc định), input, output, 1…7, 1.1…; ô hoặc vùng.",
    label="thanh_phan",
    **CELLS,
)
@arg("year", "Năm của khung chỉ số; để trống là khung mới nhất.", label="khung", **CELLS)
def pii_coverage(scores: Any, code: Any = None, year: Any = None) -> Any:
    """Share of indicators with a score."""

    def compute() -> Any:
        framework = framework_in(year)
        row = one_unit(scores, framework.codes)
        known = pd.concat([row.notna().astype(float), coverage_of(row.to_frame().T, framework).iloc[0]])
        return _by_code(known, code, framework)

    return answer(compute)


@func(
    "Một chỉ số có giá trị ngoại lai không: độ lệch quá 2 và độ nhọn quá 3,5 (theo JRC).",
    name="PII_NGOAI_LAI",
)
@arg("values", "Giá trị của các tỉnh ở một chỉ số; ô trống không tính.", label="gia_tri", **CELLS)
def pii_outliers(values: Any) -> Any:
    """Skewness and kurtosis against the limits, in words."""

    def compute() -> str:
        numbers = np.array([number(cell) for row in rows_of(values) for cell in row], dtype=float)
        numbers = numbers[~np.isnan(numbers)]
        return outliers_in_words(numbers) if numbers.size else ""

    return answer(compute)


def outliers_in_words(values: Values) -> str:
    """The verdict on one indicator's values with the two figures it rests on."""
    verdict = YES if has_outliers(values, METHOD) else NO
    return f"{verdict} (độ lệch {number_vi(skewness(values))}; độ nhọn {number_vi(kurtosis(values))})"


def framework_in(content: Any) -> Framework:
    year = number(rows_of(content)[0][0])
    return load_framework(max(available_years()) if np.isnan(year) else int(year))


def _code(content: Any, framework: Framework) -> str:
    """A component's code; typed as a number, "1.1" and "2" come as 1.1 and 2.0."""
    refuse_errors(content)
    text = f"{content:g}" if isinstance(content, float) else tidy(content)
    text = SIDE_NAMES.get(key(text), text) or INDEX
    known = (INDEX, *SUB_INDICES, *framework.codes)
    known += tuple(child for side in SUB_INDICES for child in _below(side, framework))
    for code in known:
        if key(code) == key(text):
            return code
    raise PiiError("E887", year=framework.year, content=shown(content))


def _below(side: str, framework: Framework) -> tuple[str, ...]:
    pillars = child_codes(framework, side)
    return pillars + tuple(child for pillar in pillars for child in child_codes(framework, pillar))


def indicator_in(content: Any, framework: Framework) -> str:
    code = _code(content, framework)
    if code not in framework.codes:
        raise PiiError("E887", year=framework.year, content=shown(content))
    return code


def _by_code(known: pd.Series, code: Any, framework: Framework) -> Any:
    return known[INDEX] if code is None else each(lambda cell: known[_code(cell, framework)], code)


def span_in(minimum: Any, maximum: Any) -> tuple[float, float]:
    low, high = number(minimum), number(maximum)
    if low >= high:
        raise PiiError("E884", minimum=shown(low), maximum=shown(high))
    return low, high


def direction_in(content: Any) -> int:
    if is_blank(content) or key(content) == key(UPWARD) or content == 1:
        return 1
    if key(content) == key(DOWNWARD) or content == -1:
        return -1
    raise PiiError("E885", content=shown(content))


def _within_scale(content: Any) -> float:
    score = number(content)
    if not np.isnan(score) and not 0 <= score <= SCALE:
        raise PiiError("E889", content=shown(score), low=0, high=shown(SCALE))
    return score


def _rank(score: float, others: list[float]) -> float:
    return float(rank(pd.Series([score, *others])).iloc[0])


def _needed(wanted: float, code: str, scores: pd.Series, framework: Framework) -> float:
    score = needed_score(code, wanted, scores, framework, METHOD)
    if score > SCALE:
        best = index_at(code, SCALE, scores, framework, METHOD)
        raise PiiError("E890", wanted=number_vi(wanted), best=number_vi(best))
    return max(score, 0.0) if score == score else score
