"""Levers: how many points of the PII a change of one indicator brings, as long as the others stay."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pii_xl.score.method import SCALE
from pii_xl.score.normalisation import normalise
from pii_xl.score.requirement import needed_value


@dataclass(frozen=True)
class Scale:
    """Between which values an indicator is scored, and which way is better (1 rising, -1 falling)."""

    minimum: float
    maximum: float
    direction: int = 1

    def score(self, value: float) -> float:
        """The score 0–100 of a value; NaN where nothing can be said."""
        return normalise(value, self.minimum, self.maximum, self.direction)

    def value(self, score: float) -> float:
        """The value that has a score 0–100."""
        return needed_value(score, self.minimum, self.maximum, self.direction)

    @property
    def best(self) -> float:
        """The value with the full score."""
        return self.maximum if self.direction > 0 else self.minimum


@dataclass(frozen=True)
class Lever:
    """An indicator as something that can be moved: ``share`` and ``pillar_share`` are points per point of its own score."""

    code: str
    pillar: str
    value: float
    scale: Scale
    share: float
    pillar_share: float

    @property
    def score(self) -> float:
        """Its score today."""
        return self.scale.score(self.value)

    @property
    def can_move(self) -> bool:
        """Its score and its weight are known."""
        return not math.isnan(self.score) and self.share > 0

    def points(self, value: float) -> float:
        """Points of the PII that ``value`` would bring or cost; NaN where nothing can be said."""
        return self.share * (self.scale.score(value) - self.score)

    def unit_points(self) -> float:
        """Points of the PII of one unit more in the better direction, within the scale's ends."""
        span = self.scale.maximum - self.scale.minimum
        return self.share * SCALE / span if span > 0 else math.nan
