"""Worksheet functions that read what people type: numbers as text, decimal commas, doubtful separators."""

from __future__ import annotations

from typing import Any

import numpy as np

from pii_xl.ground.errors import PiiError
from pii_xl.ground.text import NumberReading, compact_vi, read_number
from udfs.arrays import CELLS, each, number, told
from udfs.shim import arg, func

VALID = "Hợp lệ"
TYPED_AS_TEXT = "Số gõ thành chữ, hiểu là {number}; nên gõ lại"


@func(
    "Đọc số trong ô kể cả khi gõ thành chữ (12,5 · 1.234,5 · 12 %); không đoán khi có hai cách hiểu.",
    name="PII_DOC_SO",
)
@arg("cell", "Ô hoặc vùng cần đọc.", label="o", **CELLS)
def pii_read(cell: Any) -> Any:
    """The number in a cell, blank for a blank."""
    return each(_number_or_blank, cell)


@func(
    "Kiểm tra một ô số liệu: hợp lệ, gõ thành chữ, có hai cách hiểu, ngoài khoảng; ô trống để trống.",
    name="PII_KIEM_TRA",
)
@arg("cell", "Ô hoặc vùng cần kiểm tra.", label="o", **CELLS)
@arg("minimum", "Giá trị nhỏ nhất cho phép, nếu có.", label="nho_nhat", **CELLS)
@arg("maximum", "Giá trị lớn nhất cho phép, nếu có.", label="lon_nhat", **CELLS)
def pii_check(cell: Any, minimum: Any = None, maximum: Any = None) -> Any:
    """What an official should know about a cell, in words."""
    return each(_verdict, cell, minimum, maximum)


def _number_or_blank(content: Any) -> Any:
    value = number(content)
    return "" if np.isnan(value) else value


def _verdict(content: Any, minimum: Any, maximum: Any) -> str:
    value, low, high = number(content), number(minimum), number(maximum)
    if np.isnan(value):
        return ""
    if value < low or value > high:
        bounds = [compact_vi(bound) if not np.isnan(bound) else "…" for bound in (low, high)]
        return told(PiiError("E889", content=compact_vi(value), low=bounds[0], high=bounds[1]).finding)
    if read_number(content).reading is NumberReading.FROM_TEXT:
        return TYPED_AS_TEXT.format(number=compact_vi(value))
    return VALID
