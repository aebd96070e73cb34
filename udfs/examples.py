"""One worked example for every worksheet function: what stands in cells, the formula, and what the core makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from docgen.wording.dates import long_date
from pii_xl.ground.text import compact_vi, read_number
from pii_xl.ground.words import date_in_words, number_in_words
from pii_xl.layout.method import Normalisation
from pii_xl.score.aggregation import aggregate, coverage, rank
from pii_xl.score.contribution import contributions, shares
from pii_xl.score.method import INDEX, Method
from pii_xl.score.normalisation import normalise, normalised
from pii_xl.score.pillars import from_pillars
from pii_xl.score.requirement import needed_score, needed_value
from pii_xl.year.framework import Framework, load_framework
from pii_xl.year.published import load_published
from udfs.readings import TYPED_AS_TEXT
from udfs.scores import outliers_in_words

FRAMEWORK = 2024
PROVINCE = "Bắc Ninh"
GAPS = ("3.1.2", "6.2.4")
DAY = date(2025, 5, 6)
METHOD = Method()
PERCENTILE = Method(normalisation=Normalisation.PERCENTILE)


@dataclass(frozen=True)
class Example:
    """A function's example. In ``formula``, ``{1}`` … ``{5}`` are the cells of ``inputs``; ``{scores}`` and ``{pillars}``
    the ranges of :func:`example_scores` and :func:`published_pillars`. ``expected`` asks the core, not the function.
    """

    function: str
    inputs: tuple[Any, ...]
    formula: str
    expected: Callable[[], Any]


def framework() -> Framework:
    """The framework of the examples."""
    return load_framework(FRAMEWORK)


def example_scores() -> pd.Series:
    """Made-up scores by indicator code, with two gaps."""
    scores = pd.Series({code: 15.5 + (7 * n * n + 13 * n) % 71 for n, code in enumerate(framework().codes)})
    scores[list(GAPS)] = float("nan")
    return scores


def published_pillars() -> pd.Series:
    """The province's published pillar scores of the framework's year by pillar code."""
    published = {
        row.component: row.score
        for row in load_published()
        if (row.year, row.province) == (FRAMEWORK, PROVINCE)
    }
    return pd.Series({pillar.code: published[pillar.code] for pillar in framework().pillars}, dtype=float)


def _aggregate(code: str) -> float:
    return float(aggregate(example_scores().to_frame().T, framework(), METHOD)[code].iloc[0])


def _coverage(code: str) -> float:
    return float(coverage(example_scores().to_frame().T, framework())[code].iloc[0])


EXAMPLES = (
    Example("PII_DIEM", (37.5, 12.0, 80.0), "=PII_DIEM({1};{2};{3})", lambda: normalise(37.5, 12, 80)),
    Example(
        "PII_GIA_TRI_CAN",
        (60.0, 12.0, 80.0),
        "=PII_GIA_TRI_CAN({1};{2};{3})",
        lambda: needed_value(60, 12, 80),
    ),
    Example("PII_TONG_HOP", ("5.3",), "=PII_TONG_HOP({scores};{1})", lambda: _aggregate("5.3")),
    Example(
        "PII_TU_TRU_COT",
        (),
        "=PII_TU_TRU_COT({pillars})",
        lambda: float(from_pillars(published_pillars().to_frame().T, framework())[INDEX].iloc[0]),
    ),
    Example(
        "PII_HANG",
        (45.2, 48.9, 45.2, 39.0),
        "=PII_HANG({1};{1}:{4})",
        lambda: float(rank(pd.Series([45.2, 48.9, 45.2, 39.0]))[0]),
    ),
    Example(
        "PII_DONG_GOP",
        ("2.1.3",),
        "=PII_DONG_GOP({1};{scores})",
        lambda: float(contributions(example_scores(), framework(), METHOD)["2.1.3"]),
    ),
    Example(
        "PII_DIEM_CAN",
        (49.5, "7.1.2"),
        "=PII_DIEM_CAN({1};{2};{scores})",
        lambda: needed_score("7.1.2", 49.5, example_scores(), framework(), METHOD),
    ),
    Example(
        "PII_DON_BAY",
        ("2.2.2", 0.17, 0.40, 0.02, 1.5),
        "=PII_DON_BAY({1};{2};{3};{4};{5})",
        lambda: shares(framework(), {})["2.2.2"] * (normalise(0.40, 0.02, 1.5) - normalise(0.17, 0.02, 1.5)),
    ),
    Example(
        "PII_CHUAN_HOA",
        (12.0, 37.5, 80.0, "percentile"),
        "=PII_CHUAN_HOA({2};{1}:{3};{4})",
        lambda: float(normalised(np.array([[12.0, 37.5, 80.0]]), np.array([1]), PERCENTILE).scores[0][1]),
    ),
    Example("PII_DO_PHU", ("input",), "=PII_DO_PHU({scores};{1})", lambda: _coverage("input")),
    Example(
        "PII_NGOAI_LAI",
        (),
        "=PII_NGOAI_LAI({scores})",
        lambda: outliers_in_words(example_scores().dropna().to_numpy(float)),
    ),
    Example("PII_DOC_SO", ("1.234,5",), "=PII_DOC_SO({1})", lambda: read_number("1.234,5").value),
    Example(
        "PII_KIEM_TRA",
        ("12,5", 0.0, 100.0),
        "=PII_KIEM_TRA({1};{2};{3})",
        lambda: TYPED_AS_TEXT.format(number=compact_vi(12.5)),
    ),
    Example("PII_SO_BANG_CHU", (42.83,), "=PII_SO_BANG_CHU({1})", lambda: number_in_words(42.83)),
    Example("PII_NGAY_BANG_CHU", (DAY,), "=PII_NGAY_BANG_CHU({1})", lambda: date_in_words(DAY)),
    Example("PII_NGAY", (DAY,), "=PII_NGAY({1})", lambda: long_date(DAY)),
)
"""In the order of the sheet "Hàm PII"."""
