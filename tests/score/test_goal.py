"""Goals: the fewest or cheapest changes, proved against trying every set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii_xl.score.goal import MARGIN, Limits, Move, Solution, Wanted, shortfall, solutions

quick = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Move], Wanted]:
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(2, 9))
    moves = [
        Move(
            code=f"i{at}",
            agency=f"a{random.integers(3)}",
            pillar=str(random.integers(2)),
            room=float(random.uniform(0.5, 80)),
            share=float(random.uniform(0.004, 0.04)),
            pillar_share=float(random.uniform(0.05, 0.3)),
            effort=float(random.integers(1, 9)),
        )
        for at in range(n)
    ]
    most = sum(move.share * move.room for move in moves)
    pillar = sum(move.pillar_share * move.room for move in moves if move.pillar == "0")
    wanted = Wanted(
        float(most * draw(st.floats(0.05, 1.2))),
        {"0": pillar * 0.5} if draw(st.booleans()) and pillar else {},
    )
    return moves, wanted


def reaches(moves: Sequence[Move], wanted: Wanted) -> bool:
    lack = shortfall(moves, wanted)
    return lack.index <= MARGIN and not lack.pillars


def fewest(moves: Sequence[Move], wanted: Wanted) -> int | None:
    """By trying every set, smallest first."""
    for size in range(len(moves) + 1):
        if any(reaches(some, wanted) for some in combinations(moves, size)):
            return size
    return None


def holds(moves: Sequence[Move], wanted: Wanted, solution: Solution) -> bool:
    by_code = {move.code: move for move in moves}
    index = sum(by_code[code].share * points for code, points in solution.items())
    inside = {
        pillar: sum(by_code[c].pillar_share * p for c, p in solution.items() if by_code[c].pillar == pillar)
        for pillar in wanted.pillars
    }
    within = all(-1e-9 <= points <= by_code[code].room + 1e-6 for code, points in solution.items())
    return (
        within
        and index >= wanted.index - 1e-6
        and all(inside[p] >= need - 1e-6 for p, need in wanted.pillars.items())
    )


@given(problem=problems())
@quick
def test_the_answer_is_the_smallest_set_that_trying_every_set_finds(problem) -> None:
    moves, wanted = problem
    least = fewest(moves, wanted)
    found = solutions(moves, wanted, Limits())
    if least is None:
        assert found == []
    else:
        assert len(found[0]) == least
        assert holds(moves, wanted, found[0])


def test_no_move_goes_beyond_its_room_where_only_all_of_it_reaches_the_goal() -> None:
    moves = [
        Move("i0", "a2", "1", 21.94804374422769, 0.005475046861703009, 0.054131908882132276, 2.0),
        Move("i1", "a2", "1", 48.7275441734908, 0.030261876195423944, 0.18590624786635573, 8.0),
    ]
    wanted = Wanted(1.5947534771075842)
    (found,) = solutions(moves, wanted, Limits())
    assert holds(moves, wanted, found)
    assert all(found[move.code] <= move.room for move in moves)


@given(problem=problems())
@quick
def test_alternatives_are_other_sets_and_none_is_better_than_the_one_before(problem) -> None:
    moves, wanted = problem
    found = solutions(moves, wanted, Limits(), 4)
    sets = [frozenset(one) for one in found]
    assert len(set(sets)) == len(sets)
    assert [len(one) for one in sets] == sorted(len(one) for one in sets)
    assert all(holds(moves, wanted, one) for one in found)


@given(problem=problems())
@quick
def test_limits_of_number_are_kept_and_refuse_only_what_needs_more(problem) -> None:
    moves, wanted = problem
    least = fewest(moves, wanted)
    for limit in (1, 2):
        found = solutions(moves, wanted, Limits(indicators=limit))
        assert bool(found) == (least is not None and least <= limit)
    one_agency = solutions(moves, wanted, Limits(agencies=1))
    alone = [[move for move in moves if move.agency == agency] for agency in {move.agency for move in moves}]
    assert bool(one_agency) == any(reaches(some, wanted) for some in alone)
    for solution in one_agency:
        assert len({move.agency for move in moves if move.code in solution}) <= 1


@given(problem=problems())
@quick
def test_the_cheapest_costs_no_more_than_the_smallest_set(problem) -> None:
    moves, wanted = problem
    by_code = {move.code: move for move in moves}

    def cost(solution: Solution) -> float:
        return sum(by_code[code].effort * points / by_code[code].room for code, points in solution.items())

    small, cheap = (solutions(moves, wanted, Limits(cheapest=cheapest)) for cheapest in (False, True))
    assert bool(small) == bool(cheap)
    for one, other in zip(small, cheap, strict=True):
        assert cost(other) <= cost(one) + 0.01 * len(moves)


def test_what_lacks_is_told_for_each_goal() -> None:
    moves = [Move("i1", "a", "1", room=50, share=0.02, pillar_share=0.1)]
    lack = shortfall(moves, Wanted(3.0, {"1": 4.0, "2": 1.0}))
    assert lack.index == pytest.approx(2.0)
    assert lack.pillars == {"2": 1.0}


def test_nothing_lacking_needs_no_change() -> None:
    moves = [Move("i1", "a", "1", room=50, share=0.02, pillar_share=0.1)]
    assert solutions(moves, Wanted(0.0), Limits(), 3) == [{}]
