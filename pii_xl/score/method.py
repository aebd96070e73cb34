"""How scores are made: the named settings that every result carries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pii_xl.ground.text import compact_vi
from pii_xl.score.gaps import GAPS, Gaps


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

JRC_SKEW, GII_SKEW = 2.0, 2.25
"""Limits of the skew in the JRC's practice and in the Global Innovation Index (GII 2023, appendix I)."""
SCALE = 100.0
"""Scores run from 0 to 100 (published scores of leading provinces are exactly 100)."""


@dataclass(frozen=True)
class Method:
    """The scoring method. The defaults are hypotheses where the ministry's rules are not public.

    ``min_coverage`` and ``min_sub_pillars`` follow the Global Innovation Index, from which the PII descends: a sub-index
    needs data for 66 % of its indicators, a pillar scores for two sub-pillars; below that a score is "chưa tính được".
    Outlier limits are those of the JRC's composite-indicator practice (|skew| > 2 and excess kurtosis > 3.5); the Global
    Innovation Index takes 2,25 for the skew. ``scale``: the ends onto which normalised scores are put; ``None`` leaves each
    normalisation its own scale (0–100 for min-max).
    """

    treatment: Treatment = Treatment.NONE
    min_coverage: float = 0.66
    min_sub_pillars: int = 2
    kurtosis_limit: float = 3.5
    max_winsorised: int = 5
    normalisation: Normalisation = Normalisation.MINMAX
    aggregation: Aggregation = Aggregation.ARITHMETIC
    scale: tuple[float, float] | None = None
    gaps: Gaps = Gaps.LEAVE

    @property
    def skew_limit(self) -> float:
        """How much skew makes outliers, by the treatment's own source."""
        return GII_SKEW if self.treatment is Treatment.GII else JRC_SKEW

    @property
    def name(self) -> str:
        """Everything that decides a score, in words, for results and history."""
        way = NORMALISATIONS[self.normalisation]
        scale = (
            "" if self.scale is None else f" từ {compact_vi(self.scale[0])} đến {compact_vi(self.scale[1])}"
        )
        coverage = f"phủ từ {compact_vi(self.min_coverage * 100)}%, trụ cột từ {self.min_sub_pillars} nhóm"
        gaps = "" if self.gaps is Gaps.LEAVE else f"; chỗ thiếu {GAPS[self.gaps]}"
        return (
            f"{way}{scale}; {TREATMENTS[self.treatment]}; {AGGREGATIONS[self.aggregation]}; {coverage}{gaps}"
        )


SUB_INDICES = ("input", "output")
INDEX = "PII"
