"""Worksheet functions of Vietnamese words: numbers, dates, dates as Nghị định 30/2020/NĐ-CP wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from docgen.wording.dates import long_date, short_date
from pii_xl.ground.errors import PiiError
from pii_xl.ground.text import key, tidy
from pii_xl.ground.words import EMPTY_TENS, LARGEST, MOST_DECIMALS, date_in_words, number_in_words
from pii_xl.layout.parts import Column, Kind
from pii_xl.workspace.cells import parse, shown
from udfs.arrays import CELLS, each, number, refuse_errors
from udfs.shim import arg, func

DAY = Column("day", "Ngày", Kind.DATE)
STYLES: dict[str, Callable[[date], str]] = {"dài": long_date, "ngắn": short_date}


@func("Đọc một số thành chữ tiếng Việt: 42,83 là “bốn mươi hai phẩy tám ba”.", name="PII_SO_BANG_CHU")
@arg("value", "Số cần đọc, đến 10^15; ô hoặc vùng.", label="so", **CELLS)
@arg(
    "decimals",
    "Làm tròn đến bao nhiêu chữ số thập phân (0–12); để trống là không làm tròn.",
    label="so_le",
    **CELLS,
)
@arg("empty_tens", "Cách đọc hàng chục bằng không: “linh” (mặc định) hoặc “lẻ”.", label="cach_doc", **CELLS)
def pii_number_words(value: Any, decimals: Any = None, empty_tens: Any = None) -> Any:
    """Numbers in words, cell by cell."""
    return each(_number_words, value, decimals, empty_tens)


@func(
    "Đọc một ngày thành chữ: 06/5/2025 là “ngày sáu tháng năm năm hai nghìn không trăm hai mươi lăm”.",
    name="PII_NGAY_BANG_CHU",
)
@arg("day", "Ngày; ô hoặc vùng.", label="ngay", **CELLS)
@arg("empty_tens", "Cách đọc hàng chục bằng không: “linh” (mặc định) hoặc “lẻ”.", label="cach_doc", **CELLS)
def pii_date_words(day: Any, empty_tens: Any = None) -> Any:
    """Dates in words, cell by cell."""
    return each(lambda cell, tens: date_in_words(_date(cell), _choice(tens, EMPTY_TENS)), day, empty_tens)


@func(
    "Viết một ngày đúng thể thức Nghị định 30/2020/NĐ-CP: “ngày 06 tháng 5 năm 2025” hoặc “06/5/2025”.",
    name="PII_NGAY",
)
@arg("day", "Ngày; ô hoặc vùng.", label="ngay", **CELLS)
@arg("style", "“dài” (mặc định) hoặc “ngắn”.", label="kieu", **CELLS)
def pii_date(day: Any, style: Any = None) -> Any:
    """Dates in the form of official documents, cell by cell."""
    return each(lambda cell, form: STYLES[_choice(form, tuple(STYLES))](_date(cell)), day, style)


def _number_words(content: Any, decimals: Any, empty_tens: Any) -> str:
    value, figures = number(content), number(decimals)
    if np.isnan(value):
        return ""
    if abs(value) > LARGEST:
        raise PiiError("E892", content=shown(value))
    if not np.isnan(figures) and not 0 <= figures <= MOST_DECIMALS:
        raise PiiError("E889", content=shown(figures), low=0, high=MOST_DECIMALS)
    return number_in_words(
        value, None if np.isnan(figures) else int(figures), _choice(empty_tens, EMPTY_TENS)
    )


def _date(content: Any) -> date:
    refuse_errors(content)
    parsed = parse(content, DAY)
    if parsed.value is None:
        raise PiiError("E891", content=shown(content))
    assert isinstance(parsed.value, date)
    return parsed.value


def _choice(content: Any, choices: tuple[str, ...]) -> str:
    """One of ``choices``, the first for a blank."""
    for choice in choices:
        if not tidy(content) or key(content) == key(choice):
            return choice
    raise PiiError("E893", content=shown(content), choices="; ".join(choices))
