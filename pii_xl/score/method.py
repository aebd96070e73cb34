"""How scores are made: the named settings that every result carries."""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.ground.text import compact_vi
from pii_xl.layout.method import (
    AGGREGATIONS,
    GAPS,
    LEVELS,
    NORMALISATIONS,
    TREATMENTS,
    Aggregation,
    Gaps,
    Normalisation,
    Treatment,
)

JRC_SKEW, GII_SKEW = 2.0, 2.25
"""Limits of the skew in the JRC's practice and in the Global Innovation Index (GII 2023, appendix I)."""
SCALE = 100.0
"""Scores run from 0 to 100 (published scores of leading provinces are exactly 100)."""
PLAIN, LIFTED = (0.0, SCALE), (1.0, SCALE)
"""The scale of arithmetic means, and one without 0, on which the others exist."""


@dataclass(frozen=True)
class Method:
    """The scoring method. The defaults are hypotheses where the ministry's rules are not public.

    ``min_coverage`` and ``min_sub_pillars`` follow the Global Innovation Index, from which the PII descends: a sub-index
    needs data for 66 % of its indicators, a pillar scores for two sub-pillars; below that a score is "chưa tính được".
    Outlier limits are those of the JRC's composite-indicator practice (|skew| > 2 and excess kurtosis > 3.5); the Global
    Innovation Index takes 2,25 for the skew. ``scale``: the ends onto which normalised scores are put; ``None`` leaves each
    normalisation its own scale (0–100 for min-max). ``by_level``: the mean of each level, from the sub-pillars up, where they
    are not all ``aggregation``.
    """

    treatment: Treatment = Treatment.NONE
    min_coverage: float = 0.66
    min_sub_pillars: int = 2
    kurtosis_limit: float = 3.5
    max_winsorised: int = 5
    normalisation: Normalisation = Normalisation.MINMAX
    aggregation: Aggregation = Aggregation.ARITHMETIC
    by_level: tuple[Aggregation, ...] = ()
    scale: tuple[float, float] | None = None
    gaps: Gaps = Gaps.LEAVE

    @property
    def skew_limit(self) -> float:
        """How much skew makes outliers, by the treatment's own source."""
        return GII_SKEW if self.treatment is Treatment.GII else JRC_SKEW

    def aggregation_at(self, level: int) -> Aggregation:
        """The mean that makes level number ``level``, 0 for the sub-pillars."""
        return self.by_level[level] if self.by_level else self.aggregation

    @property
    def _means(self) -> str:
        kinds = [self.aggregation_at(level) for level in range(len(LEVELS))]
        if len(set(kinds)) == 1:
            return AGGREGATIONS[kinds[0]]
        return ", ".join(f"{name}: {AGGREGATIONS[kind]}" for name, kind in zip(LEVELS, kinds, strict=True))

    @property
    def name(self) -> str:
        """Everything that decides a score, in words, for results and history."""
        way = NORMALISATIONS[self.normalisation]
        scale = (
            "" if self.scale is None else f" từ {compact_vi(self.scale[0])} đến {compact_vi(self.scale[1])}"
        )
        coverage = f"phủ từ {compact_vi(self.min_coverage * 100)}%, trụ cột từ {self.min_sub_pillars} nhóm"
        gaps = "" if self.gaps is Gaps.LEAVE else f"; chỗ thiếu {GAPS[self.gaps]}"
        return f"{way}{scale}; {TREATMENTS[self.treatment]}; {self._means}; {coverage}{gaps}"


SUB_INDICES = ("input", "output")
INDEX = "PII"
