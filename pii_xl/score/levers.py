"""Levers: how many points of the PII a change of one indicator brings, as long as the others stay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pii_xl.score.aggregation import child_codes
from pii_xl.score.method import INDEX, SCALE
from pii_xl.score.normalisation import normalise
from pii_xl.score.requirement import needed_value
from pii_xl.year.framework import Framework


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


def shares(framework: Framework, weights: Mapping[str, float], root: str = INDEX) -> dict[str, float]:
    """By code, the share of each component in ``root`` when every component has a score."""
    found, open_codes = {root: 1.0}, [root]
    while open_codes:
        parent = open_codes.pop()
        children = child_codes(framework, parent)
        total = sum(weights.get(code, 1.0) for code in children)
        for code in children:
            found[code] = found[parent] * weights.get(code, 1.0) / total if total else 0.0
        open_codes += children
    return found
