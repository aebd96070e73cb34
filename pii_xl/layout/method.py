"""The named ways of making scores, and what officials call them: options of the command line, choices of settings."""

from __future__ import annotations

from enum import StrEnum


class Treatment(StrEnum):
    """What is done to outliers before normalisation."""

    NONE = "none"
    WINSORISE_LOG = "winsorise-log"
    GII = "gii"


class Normalisation(StrEnum):
    """How raw values come onto one scale."""

    MINMAX = "minmax"
    ZSCORE = "zscore"
    RANK = "rank"
    PERCENTILE = "percentile"
    DISTANCE_TO_MAX = "distance-to-max"
    FRACTION_OF_MAX = "fraction-of-max"
    GOALPOSTS = "goalposts"
    DISTANCE_TO_TARGET = "distance-to-target"


class Aggregation(StrEnum):
    """How the components of one level become one score."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"


class Gaps(StrEnum):
    """What is done about missing values."""

    LEAVE = "leave"
    MEAN = "mean"
    MEDIAN = "median"
    GROUP_MEAN = "group-mean"


NORMALISATIONS = {
    Normalisation.MINMAX: "cực tiểu, cực đại",
    Normalisation.ZSCORE: "điểm z",
    Normalisation.RANK: "hạng từ dưới lên",
    Normalisation.PERCENTILE: "hạng phần trăm",
    Normalisation.DISTANCE_TO_MAX: "khoảng cách tới đơn vị tốt nhất",
    Normalisation.FRACTION_OF_MAX: "tỷ lệ so với đơn vị cao nhất",
    Normalisation.GOALPOSTS: "mốc dưới, mốc trên",
    Normalisation.DISTANCE_TO_TARGET: "khoảng cách tới mục tiêu",
}
TREATMENTS = {
    Treatment.NONE: "không xử lý ngoại lai",
    Treatment.WINSORISE_LOG: "kéo ngoại lai, rồi logarit",
    Treatment.GII: "kéo ngoại lai, rồi logarit theo GII",
}
AGGREGATIONS = {
    Aggregation.ARITHMETIC: "trung bình cộng",
    Aggregation.GEOMETRIC: "trung bình nhân",
    Aggregation.HARMONIC: "trung bình điều hòa",
}
GAPS = {
    Gaps.LEAVE: "để trống",
    Gaps.MEAN: "lấy trung bình các đơn vị",
    Gaps.MEDIAN: "lấy trung vị các đơn vị",
    Gaps.GROUP_MEAN: "lấy trung bình của nhóm",
}
LEVELS = ("nhóm chỉ số", "trụ cột", "đầu vào, đầu ra", "PII")
"""The levels above the indicators, from the sub-pillars up."""
