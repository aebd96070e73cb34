"""Goals: the fewest or cheapest changes that reach a score, as a mixed-integer programme solved by HiGHS.

Every level is a weighted arithmetic mean, so a change of an indicator's score moves its pillar and the PII in proportion: the
programme is linear. For each indicator a share of its room is chosen, and whether it is touched at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MARGIN = 1e-7
"""A goal counts as reached only when it is passed by this much: the solver works to 1e-7."""
TIE_BREAK = 1e-3
"""Weight of what is moved beside how many are touched: it never outweighs one indicator more."""


@dataclass(frozen=True)
class Move:
    """How far an indicator may go: ``room`` in points of its score, what that brings, what it costs, who does it."""

    code: str
    agency: str
    pillar: str
    room: float
    share: float
    pillar_share: float
    effort: float = 1.0


@dataclass(frozen=True)
class Wanted:
    """Points that are lacking: of the PII, and of pillars by code."""

    index: float = 0.0
    pillars: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """At most so many indicators and agencies; ``None``: any number. ``cheapest``: least effort instead of fewest indicators."""

    indicators: int | None = None
    agencies: int | None = None
    cheapest: bool = False


Solution = dict[str, float]
"""By indicator code, points of its score to be won."""


def solutions(moves: Sequence[Move], wanted: Wanted, limits: Limits, count: int = 1) -> list[Solution]:
    """The best solution and the next best ones with other sets of indicators, at most ``count``; none when out of reach."""
    lack = shortfall(moves, wanted)
    if lack.index > 0 or lack.pillars:
        return []
    found: list[Solution] = []
    while len(found) < count:
        solution = _solve(moves, wanted, limits, [set(one) for one in found])
        if solution is None:
            break
        found.append(solution)
        if not solution:
            break
    return found


def shortfall(moves: Sequence[Move], wanted: Wanted) -> Wanted:
    """What still lacks of each goal when every move goes as far as it may; limits of number left aside."""
    index = wanted.index - sum(move.share * move.room for move in moves)
    pillars = {
        code: need - sum(move.pillar_share * move.room for move in moves if move.pillar == code)
        for code, need in wanted.pillars.items()
    }
    return Wanted(max(0.0, index), {code: lack for code, lack in pillars.items() if lack > MARGIN})


def _solve(
    moves: Sequence[Move], wanted: Wanted, limits: Limits, known: Sequence[set[str]]
) -> Solution | None:
    import highspy

    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("mip_rel_gap", 0.0)
    part = [solver.addVariable(lb=0.0, ub=1.0) for _ in moves]
    touched = [solver.addBinary() for _ in moves]
    for share, flag in zip(part, touched, strict=True):
        solver.addConstr(share <= flag)
    _add_goals(solver, moves, part, wanted)
    _add_limits(solver, moves, touched, limits)
    for codes in known:
        inside = [flag for move, flag in zip(moves, touched, strict=True) if move.code in codes]
        solver.addConstr(sum(inside) <= len(inside) - 1)
    pairs = list(zip(moves, part, touched, strict=True))
    if limits.cheapest:
        cost = sum(move.effort * share + TIE_BREAK * flag for move, share, flag in pairs)
    else:
        cost = sum(flag + TIE_BREAK * share for _, share, flag in pairs)
    solver.minimize(cost)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return {
        move.code: min(max(solver.val(share), 0.0), 1.0) * move.room
        for move, share, flag in pairs
        if solver.val(flag) > 0.5
    }


def _add_goals(solver: object, moves: Sequence[Move], part: Sequence[object], wanted: Wanted) -> None:
    pairs = list(zip(moves, part, strict=True))
    if wanted.index > 0:
        gain = sum(move.share * move.room * share for move, share in pairs)  # type: ignore[operator, misc]
        solver.addConstr(gain >= wanted.index + MARGIN)  # type: ignore[attr-defined]
    for code, need in wanted.pillars.items():
        inside = [(move, share) for move, share in pairs if move.pillar == code]
        gain = sum(move.pillar_share * move.room * share for move, share in inside)  # type: ignore[operator, misc]
        solver.addConstr(gain >= need + MARGIN)  # type: ignore[attr-defined]


def _add_limits(solver: object, moves: Sequence[Move], touched: Sequence[object], limits: Limits) -> None:
    if limits.indicators is not None:
        solver.addConstr(sum(touched) <= limits.indicators)  # type: ignore[attr-defined, arg-type]
    if limits.agencies is None:
        return
    at_work = {agency: solver.addBinary() for agency in {move.agency for move in moves}}  # type: ignore[attr-defined]
    for move, flag in zip(moves, touched, strict=True):
        solver.addConstr(flag <= at_work[move.agency])  # type: ignore[attr-defined]
    solver.addConstr(sum(at_work.values()) <= limits.agencies)  # type: ignore[attr-defined]
