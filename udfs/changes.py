"""Worksheet functions of levers and of methods: what a change brings, and values on the other scales of the program."""

from __future__ import annotations

from typing import Any

import numpy as np

from pii_xl.ground.com_values import rows_of
from pii_xl.ground.errors import PiiError
from pii_xl.ground.text import key
from pii_xl.layout.method import NORMALISATIONS, Normalisation
from pii_xl.score.contribution import shares
from pii_xl.score.levers import Lever, Scale
from pii_xl.score.method import Method
from pii_xl.score.normalisation import normalised
from pii_xl.workspace.cells import shown
from pii_xl.year.framework import Framework
from udfs.arrays import CELLS, answer, each, is_blank, number
from udfs.scores import direction_in, framework_in, indicator_in, span_in
from udfs.shim import arg, func

NEEDS_MORE = (Normalisation.GOALPOSTS, Normalisation.DISTANCE_TO_TARGET)
"""Normalisations that have to be told figures of the indicator besides its values."""
WAYS = {way: said for way, said in NORMALISATIONS.items() if way not in NEEDS_MORE}


@func(
    "Điểm PII thêm (hay bớt) khi một chỉ số đổi từ giá trị này sang giá trị khác, các chỉ số khác giữ nguyên; đủ số liệu, trọng số đều.",
    name="PII_DON_BAY",
)
@arg("code", "Mã chỉ số, ví dụ 2.1.3; ô hoặc vùng.", label="chi_so", **CELLS)
@arg("value", "Giá trị hiện có.", label="gia_tri", **CELLS)
@arg("new", "Giá trị muốn thử.", label="gia_tri_moi", **CELLS)
@arg("minimum", "Giá trị nhỏ nhất của các tỉnh.", label="nho_nhat", **CELLS)
@arg("maximum", "Giá trị lớn nhất của các tỉnh.", label="lon_nhat", **CELLS)
@arg("year", "Năm của khung chỉ số; để trống là khung mới nhất.", label="khung", **CELLS)
def pii_lever(code: Any, value: Any, new: Any, minimum: Any, maximum: Any, year: Any = None) -> Any:
    """Points of the PII that a change of an indicator's value brings, cell by cell; its direction is the framework's."""

    def compute() -> Any:
        framework = framework_in(year)
        share = shares(framework, {})

        def one(cell: Any, before: Any, after: Any, low: Any, high: Any) -> float:
            at = indicator_in(cell, framework)
            return _lever(framework, at, share[at], number(before), span_in(low, high)).points(number(after))

        return each(one, code, value, new, minimum, maximum)

    return answer(compute)


def _lever(framework: Framework, code: str, share: float, value: float, span: tuple[float, float]) -> Lever:
    return Lever(code, "", value, Scale(*span, framework.indicator(code).direction), share, 0.0)


@func(
    "Giá trị của một tỉnh trên thang của cách chuẩn hóa đã chọn, tính từ giá trị của các tỉnh; tỉnh ấy phải nằm trong vùng.",
    name="PII_CHUAN_HOA",
)
@arg("value", "Giá trị của tỉnh; ô hoặc vùng.", label="gia_tri", **CELLS)
@arg(
    "table",
    "Giá trị của các tỉnh ở chỉ số ấy, có cả tỉnh đang xét; ô trống không tính.",
    label="cac_tinh",
    **CELLS,
)
@arg(
    "way",
    f"Cách chuẩn hóa, để trống là minmax: {'; '.join(f'{way} ({said})' for way, said in WAYS.items())}.",
    label="cach",
    **CELLS,
)
@arg("direction", "1 hoặc “cao là tốt” (mặc định); -1 hoặc “thấp là tốt”.", label="chieu", **CELLS)
def pii_normalise(value: Any, table: Any, way: Any = None, direction: Any = None) -> Any:
    """A unit's value on the scale of a normalisation, cell by cell."""

    def compute() -> Any:
        numbers = np.array([number(cell) for row in rows_of(table) for cell in row], dtype=float)
        ways = np.array([direction_in(rows_of(direction)[0][0])])
        method = Method(normalisation=_way(rows_of(way)[0][0]))
        (scores,) = normalised(numbers[None, :], ways, method).scores
        known = dict(zip(numbers.tolist(), scores.tolist(), strict=True))
        return each(lambda cell: _known(number(cell), known), value)

    return answer(compute)


def _known(value: float, known: dict[float, float]) -> float:
    if np.isnan(value):
        return value
    if value not in known:
        raise PiiError("E898", content=shown(value))
    return known[value]


def _way(content: Any) -> Normalisation:
    if is_blank(content):
        return Normalisation.MINMAX
    for way, said in WAYS.items():
        if key(content) in (key(way), key(said)):
            return way
    raise PiiError("E897", content=shown(content), ways="; ".join(WAYS))
