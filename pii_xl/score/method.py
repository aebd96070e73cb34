"""How scores are made: the named, versioned settings that every result carries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Treatment(StrEnum):
    """What is done to outliers before normalisation."""

    NONE = "none"
    WINSORISE_LOG = "winsorise-log"


@dataclass(frozen=True)
class Method:
    """The scoring method. The defaults are hypotheses where the ministry's rules are not public.

    ``min_coverage`` and ``min_sub_pillars`` follow the Global Innovation Index, from which the PII descends: a sub-index
    needs data for 66 % of its indicators, a pillar scores for two sub-pillars; below that a score is "chưa tính được".
    Outlier limits are those of the JRC's composite-indicator practice (|skew| > 2 and excess kurtosis > 3.5).
    """

    treatment: Treatment = Treatment.NONE
    min_coverage: float = 0.66
    min_sub_pillars: int = 2
    skew_limit: float = 2.0
    kurtosis_limit: float = 3.5
    max_winsorised: int = 5

    @property
    def name(self) -> str:
        """A short stable name with everything that decides a score, for results and history."""
        return f"minmax-v1/{self.treatment}/phủ{self.min_coverage:g}/nhóm{self.min_sub_pillars}"


SCALE = 100.0
"""Scores run from 0 to 100 (published scores of leading provinces are exactly 100)."""

SUB_INDICES = ("input", "output")
INDEX = "PII"
