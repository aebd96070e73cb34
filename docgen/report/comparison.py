"""What may be compared with what, and what has changed: no text, only judgements over the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from docgen.facts import Direction, Indicator, Label, ReportFacts, Result, Target
from docgen.wording.numbers import change, is_known


class Bar(Enum):
    """Why two years' results are not set against each other."""

    NO_CURRENT = auto()
    FIRST_YEAR = auto()
    LABELS_DIFFER = auto()


def obstacle(facts: ReportFacts) -> Bar | None:
    """Why no change is computed; None when changes are computed."""
    if facts.current is None:
        return Bar.NO_CURRENT
    if facts.previous is None:
        return Bar.FIRST_YEAR
    if facts.current.label is not facts.previous.label:
        return Bar.LABELS_DIFFER
    return None


def units_changed(facts: ReportFacts) -> bool:
    """The two years rank different numbers of provinces."""
    now, before = facts.current, facts.previous
    return bool(now and before and now.n_units and before.n_units and now.n_units != before.n_units)


def only_indicative(facts: ReportFacts) -> bool:
    """The years' changes are arithmetic only: another territory or another field of provinces."""
    return obstacle(facts) is None and (facts.merged or units_changed(facts))


@dataclass(frozen=True)
class Movement:
    """A component's two scores and their difference (None when it is not computed)."""

    name: str
    before: float | None
    now: float | None
    difference: Decimal | None


def _movement(facts: ReportFacts, name: str, before: float | None, now: float | None) -> Movement:
    return Movement(name, before, now, change(now, before) if obstacle(facts) is None else None)


def _at(values: Sequence[float | None], index: int) -> float | None:
    return values[index] if index < len(values) else None


def pillar_movements(facts: ReportFacts) -> list[Movement]:
    """The movements of the pillars, in their order."""
    now = facts.current.pillars if facts.current else ()
    before = facts.previous.pillars if facts.previous else ()
    return [
        _movement(facts, pillar.name, _at(before, index), _at(now, index))
        for index, pillar in enumerate(facts.pillars)
    ]


def overall_movements(facts: ReportFacts) -> list[tuple[str, Movement]]:
    """(component, movement) of the index and its two sub-indices."""

    def of(result: Result | None, component: str) -> float | None:
        return getattr(result, component) if result else None

    names = {"pii": "Chỉ số PII", "input": "Đầu vào đổi mới sáng tạo", "output": "Đầu ra đổi mới sáng tạo"}
    return [
        (component, _movement(facts, name, of(facts.previous, component), of(facts.current, component)))
        for component, name in names.items()
    ]


def ranks_compared(facts: ReportFacts) -> bool:
    """The change of rank means something: both known, both among the same provinces."""
    now, before = facts.current, facts.previous
    return bool(
        obstacle(facts) is None and now and before and now.rank and before.rank and not only_indicative(facts)
    )


def target_of(facts: ReportFacts, component: str) -> Target | None:
    """The target of ``component``, if the plan has one."""
    return next((target for target in facts.targets if target.component == component), None)


def value_of(facts: ReportFacts, component: str) -> float | None:
    """This year's figure of a component ("pii", "input", "output", "rank", "p1" …)."""
    if facts.current is None:
        return None
    if component.startswith("p") and component[1:].isdigit():
        numbers = [pillar.number for pillar in facts.pillars]
        number = int(component[1:])
        return _at(facts.current.pillars, numbers.index(number)) if number in numbers else None
    return getattr(facts.current, component, None)


def component_name(facts: ReportFacts, component: str) -> str:
    """The Vietnamese name of a component."""
    fixed = {"pii": "Chỉ số PII", "input": "chỉ số đầu vào", "output": "chỉ số đầu ra", "rank": "thứ hạng"}
    if component in fixed:
        return fixed[component]
    return next((f"trụ cột {p.name}" for p in facts.pillars if f"p{p.number}" == component), component)


def judged_targets(facts: ReportFacts, met: bool | None) -> list[Target]:
    """The targets judged met, missed, or not to be told."""
    return [target for target in facts.targets if target.met is met]


@dataclass(frozen=True)
class IndicatorGroups:
    """The indicators with figures of one worth, sorted by what they show; ``aside`` are those of another worth."""

    compared: tuple[Indicator, ...]
    better: tuple[Indicator, ...]
    worse: tuple[Indicator, ...]
    same: tuple[Indicator, ...]
    with_mean: tuple[Indicator, ...]
    below_mean: tuple[Indicator, ...]
    missing: tuple[Indicator, ...]
    aside: tuple[Indicator, ...]


def gain(indicator: Indicator) -> float | None:
    """How far the value moved in the good direction; None when one of the two is unknown."""
    if not (is_known(indicator.value) and is_known(indicator.previous)):
        return None
    moved = indicator.value - indicator.previous
    return moved if indicator.direction is Direction.HIGHER else -moved


def is_below_mean(indicator: Indicator) -> bool:
    """The value is on the bad side of the reference mean."""
    if not (is_known(indicator.value) and is_known(indicator.ref_mean)):
        return False
    if indicator.direction is Direction.HIGHER:
        return indicator.value < indicator.ref_mean
    return indicator.value > indicator.ref_mean


def all_made_up(facts: ReportFacts) -> bool:
    """Every indicator with a value has a made-up one."""
    known = [i for i in facts.indicators if is_known(i.value)]
    return bool(known) and all(i.label is Label.ILLUSTRATIVE for i in known)


def group_indicators(facts: ReportFacts) -> IndicatorGroups:
    """Sort the indicators. Made-up ones stand aside, unless nothing else is there."""
    known = [i for i in facts.indicators if is_known(i.value)]
    keep_all = all_made_up(facts)
    counted = tuple(i for i in known if keep_all or i.label is not Label.ILLUSTRATIVE)
    compared = tuple(i for i in counted if gain(i) is not None)
    with_mean = tuple(i for i in counted if is_known(i.ref_mean) and (i.ref_label or i.label) is not None)
    return IndicatorGroups(
        compared=compared,
        better=tuple(i for i in compared if (gain(i) or 0) > 0),
        worse=tuple(i for i in compared if (gain(i) or 0) < 0),
        same=tuple(i for i in compared if gain(i) == 0),
        with_mean=with_mean,
        below_mean=tuple(i for i in with_mean if is_below_mean(i)),
        missing=tuple(i for i in facts.indicators if not is_known(i.value)),
        aside=tuple(i for i in known if i not in counted),
    )
