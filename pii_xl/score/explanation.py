"""Why an indicator has its score, in a sentence: what the formulas of the sheet "Kết quả" say, made in Python."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pii_xl.ground.text import number_vi
from pii_xl.layout.scored import HEADLINE_LETTERS

NO_REFERENCE = "Chưa tính được: chưa có mức nhỏ nhất, lớn nhất cả nước ở trang Tham chiếu."
NO_VALUE = "Chưa tính được: chưa có số liệu, xem Mã thiếu ở trang Số liệu."
WORDS = ["way", "headline", "range", "place", "versus", "brings", "reason", "why"]
NO_MEAN = "chưa có trung bình cả nước để so"


def explained(results: pd.DataFrame) -> pd.DataFrame:
    """``results`` (the table "tblResults", scored) with its columns of words."""
    rows = results.to_dict("records")
    words = pd.DataFrame([_words(row) for row in rows], columns=WORDS)
    return results.assign(**{str(key): words[key].to_numpy() for key in words})


def _words(row: dict[Any, Any]) -> dict[str, str]:
    digits = int(row["decimals"])
    between = _between(row, digits)
    way = _way(row, digits) if _is(row["position"]) else ""
    place = _place(row, way, between) if way else ""
    headline = _headline(row) if _is(row["gap"]) else ""
    versus, brings = _versus(row["gap"]), _brings(row["contribution"])
    reason = NO_REFERENCE if _is(row["value"]) else NO_VALUE
    why = f"{place}; {versus}{brings}" if _is(row["score"]) else reason
    return dict(zip(WORDS, (way, headline, between, place, versus, brings, reason, why), strict=True))


def _between(row: dict[Any, Any], digits: int) -> str:
    if not _is(row["span"]):
        return ""
    return f"{number_vi(row['zero'], digits)} đến {number_vi(row['full'], digits)}"


def _way(row: dict[Any, Any], digits: int) -> str:
    return f"Giá trị {number_vi(row['value'], digits)} đi được {number_vi(100 * row['position'], 1)}% quãng"


def _place(row: dict[Any, Any], way: str, between: str) -> str:
    return f"{way} từ kém nhất đến tốt nhất cả nước ({between}), được {number_vi(row['score'])} điểm"


def _headline(row: dict[Any, Any]) -> str:
    return f"{row['code']} {row['name'][:HEADLINE_LETTERS]}: {number_vi(row['gap'])} điểm"


def _versus(gap: float) -> str:
    if not _is(gap):
        return NO_MEAN
    return f"{'thấp hơn' if gap < 0 else 'cao hơn'} mức trung bình cả nước {number_vi(abs(gap))} điểm"


def _brings(contribution: float) -> str:
    return f"; đóng góp {number_vi(contribution)} điểm vào PII." if _is(contribution) else "."


def _is(number: float) -> bool:
    return number == number
