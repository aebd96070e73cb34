"""Laws that every way of scoring keeps, over random tables."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii_xl.layout.method import Aggregation, Normalisation
from pii_xl.score.method import Method
from pii_xl.score.normalisation import Posts, normalised
from pii_xl.score.tree import level_weights, tree_of
from pii_xl.score.units import score_units, scored
from pii_xl.year.framework import load_framework

FRAMEWORK = load_framework(2024)
TREE = tree_of(FRAMEWORK)
N = len(TREE.indicators)
OWN_SCALE = [Normalisation.GOALPOSTS, Normalisation.DISTANCE_TO_TARGET]
AMONG_UNITS = [way for way in Normalisation if way not in OWN_SCALE]
UNMOVED = [way for way in AMONG_UNITS if way is not Normalisation.FRACTION_OF_MAX]
BOUNDED = {
    Normalisation.MINMAX: (0, 100),
    Normalisation.PERCENTILE: (0, 1),
    Normalisation.DISTANCE_TO_MAX: (0, 1),
}
quick = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@st.composite
def tables(draw: st.DrawFn, gaps: bool = True) -> pd.DataFrame:
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = random.lognormal(sigma=draw(st.sampled_from([0.3, 1.5])), size=(draw(st.integers(3, 12)), N))
    if gaps:
        values[random.random(values.shape) < draw(st.sampled_from([0.0, 0.15]))] = np.nan
    return pd.DataFrame(values, columns=list(TREE.indicators), index=[f"U{at}" for at in range(len(values))])


@pytest.mark.parametrize("way", UNMOVED)
@given(table=tables(), shift=st.floats(-50, 50), factor=st.floats(0.1, 40))
@quick
def test_another_unit_of_measure_changes_no_score(way, table, shift, factor) -> None:
    method = Method(normalisation=way)
    moved = score_units(table * factor + shift, FRAMEWORK, method)
    np.testing.assert_allclose(moved, score_units(table, FRAMEWORK, method), atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("way", AMONG_UNITS)
@given(table=tables(gaps=False), data=st.data())
@quick
def test_a_better_value_never_lowers_the_unit_that_has_it(way, table, data) -> None:
    if way is Normalisation.ZSCORE:
        return  # a value far out widens the spread for everybody, itself included
    unit, at = data.draw(st.sampled_from(list(table.index))), data.draw(st.integers(0, N - 1))
    code = TREE.indicators[at]
    better = table.copy()
    better.loc[unit, code] *= 1.3 if FRAMEWORK.indicator(code).direction > 0 else 0.7
    before, after = (score_units(one, FRAMEWORK, Method(normalisation=way)) for one in (table, better))
    assert after.loc[unit, code] >= before.loc[unit, code] - 1e-9
    assert after.loc[unit, "PII"] >= before.loc[unit, "PII"] - 1e-9


@pytest.mark.parametrize(("way", "bounds"), BOUNDED.items())
@given(table=tables())
@quick
def test_scores_stay_within_the_scale_at_every_level(way, bounds, table) -> None:
    scores = score_units(table, FRAMEWORK, Method(normalisation=way)).drop(columns="rank").to_numpy()
    there = scores[~np.isnan(scores)]
    assert there.min() >= bounds[0] - 1e-9
    assert there.max() <= bounds[1] + 1e-9


@pytest.mark.parametrize("kind", list(Aggregation))
@given(table=tables(), factor=st.floats(0.01, 100))
@quick
def test_only_the_proportions_of_weights_count(kind, table, factor) -> None:
    method = Method(aggregation=kind, scale=(1.0, 100.0))
    weights = pd.Series(1.0 + np.arange(N) % 4, index=list(TREE.indicators))
    one, other = (score_units(table, FRAMEWORK, method, w) for w in (weights, weights * factor))
    np.testing.assert_allclose(one, other, rtol=1e-9)


@given(table=tables())
@quick
def test_means_stand_in_their_known_order(table) -> None:
    harmonic, geometric, arithmetic = (
        score_units(table, FRAMEWORK, Method(aggregation=kind, scale=(1.0, 100.0)))["PII"].dropna()
        for kind in (Aggregation.HARMONIC, Aggregation.GEOMETRIC, Aggregation.ARITHMETIC)
    )
    assert (harmonic <= geometric + 1e-9).all()
    assert (geometric <= arithmetic + 1e-9).all()


def plainly(values: list[float], weights: list[float], kind: Aggregation) -> float:
    """A weighted mean by a loop."""
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if not math.isnan(v)]
    total = sum(w for _, w in pairs)
    if not total:
        return math.nan
    if kind is Aggregation.ARITHMETIC:
        return sum(v * w for v, w in pairs) / total
    if kind is Aggregation.GEOMETRIC:
        return math.exp(sum(w * math.log(v) for v, w in pairs) / total)
    return total / sum(w / v for v, w in pairs)


@pytest.mark.parametrize("kind", list(Aggregation))
@given(table=tables())
@quick
def test_every_sub_pillar_is_the_mean_that_a_loop_gives(kind, table) -> None:
    method = Method(aggregation=kind, scale=(1.0, 100.0))
    weights = pd.Series(1.0 + np.arange(N) % 3, index=list(TREE.indicators))
    scores = score_units(table, FRAMEWORK, method, weights)
    for sub_pillar in FRAMEWORK.sub_pillars:
        codes = [one.code for one in FRAMEWORK.children(sub_pillar.code)]
        expected = [plainly(list(row), list(weights[codes]), kind) for row in scores[codes].to_numpy()]
        np.testing.assert_allclose(scores[sub_pillar.code], expected, rtol=1e-9)


@pytest.mark.parametrize(
    "way", [Normalisation.MINMAX, Normalisation.ZSCORE, Normalisation.DISTANCE_TO_MAX], ids=str
)
def test_values_that_differ_in_their_last_digits_only_tell_nothing(way) -> None:
    values = np.array([[0.3, 0.3, 0.30000000000000004], [1.0, 2.0, 3.0]])
    found = normalised(values, np.ones(2), Method(normalisation=way)).scores
    assert np.isnan(found[0]).all()
    assert not np.isnan(found[1]).any()


def test_values_that_differ_in_their_last_digits_only_have_the_same_rank() -> None:
    values = np.array([[0.3, 0.1 + 0.2, 0.4, np.nan]])
    found = normalised(values, np.ones(1), Method(normalisation=Normalisation.RANK)).scores
    np.testing.assert_array_equal(found, [[1, 1, 3, np.nan]])


def test_goalposts_bound_what_lies_outside_and_turn_for_falling_indicators() -> None:
    values = np.array([[-5.0, 0.0, 5.0, 20.0, np.nan]] * 2)
    posts = [Posts(0.0, 10.0, 100.0)] * 2
    found = normalised(values, np.array([1.0, -1.0]), Method(normalisation=Normalisation.GOALPOSTS), posts)
    np.testing.assert_allclose(found.scores, [[0, 0, 50, 100, np.nan], [100, 100, 50, 0, np.nan]])


def test_the_distance_to_a_target_is_one_at_the_target_and_zero_at_the_worst() -> None:
    values = np.array([[2.0, 6.0, 12.0], [2.0, 6.0, 12.0]])
    posts = [Posts(target=10.0), Posts(target=4.0)]
    method = Method(normalisation=Normalisation.DISTANCE_TO_TARGET)
    found = normalised(values, np.array([1.0, -1.0]), method, posts).scores
    np.testing.assert_allclose(found, [[0, 0.5, 1.25], [1.25, 0.75, 0]])


def test_a_scale_maps_the_own_ends_of_each_way_onto_it() -> None:
    values = np.array([[1.0, 2.0, 5.0]])
    for way in (
        Normalisation.MINMAX,
        Normalisation.RANK,
        Normalisation.PERCENTILE,
        Normalisation.DISTANCE_TO_MAX,
    ):
        found = normalised(values, np.ones(1), Method(normalisation=way, scale=(1.0, 7.0))).scores
        assert (found.min(), found.max()) == (1.0, 7.0)


@pytest.mark.parametrize("scale", [(0.0, 1.0), (0.0, 100.0), (1.0, 100.0), (-1.0, 1.0)])
@pytest.mark.parametrize("way", [way for way in Normalisation if way is not Normalisation.ZSCORE])
@given(table=tables())
@quick
def test_a_scale_is_the_own_scale_moved_and_stretched(way, scale, table) -> None:
    best = [
        column.max() if FRAMEWORK.indicator(code).direction > 0 else column.min()
        for code, column in table.items()
    ]
    posts = {
        code: Posts(float(table[code].min()), float(table[code].max()), 10.0, float(target))
        for code, target in zip(TREE.indicators, best, strict=True)
    }
    own, moved = (
        scored(table, FRAMEWORK, Method(normalisation=way, scale=ends), posts=posts).table
        for ends in (None, scale)
    )
    for code in TREE.indicators:
        one, other = own[code].dropna(), moved[code].dropna()
        assert list(one.index) == list(other.index)
        if one.nunique() > 1:
            assert np.corrcoef(one, other)[0, 1] == pytest.approx(1.0)
        if way is not Normalisation.FRACTION_OF_MAX and len(other):
            assert other.max() <= scale[1] + 1e-9


LEVEL_PAIRS = list(zip(TREE.levels, range(len(TREE.levels)), strict=True))


@given(table=tables(gaps=False), kinds=st.tuples(*[st.sampled_from(list(Aggregation))] * len(TREE.levels)))
@quick
def test_each_level_has_its_own_mean(table, kinds) -> None:
    scores = score_units(table, FRAMEWORK, Method(by_level=kinds, scale=(1.0, 100.0)))
    for level, at in LEVEL_PAIRS:
        for code, members in zip(level.codes, level.members, strict=True):
            below = [one for one, member in zip(level.below, members, strict=True) if member]
            expected = [plainly(list(row), [1.0] * len(below), kinds[at]) for row in scores[below].to_numpy()]
            np.testing.assert_allclose(scores[code], expected, rtol=1e-9)


def test_scoring_says_what_was_treated_and_leaves_the_raw_values_alone() -> None:
    from pii_xl.layout.method import Treatment

    table = pd.DataFrame({code: np.linspace(1, 2, 30) for code in TREE.indicators})
    table.loc[0, "2.1.1"] = 1000.0
    done = scored(table, FRAMEWORK, Method(treatment=Treatment.WINSORISE_LOG))
    assert list(done.treated) == ["2.1.1"]
    assert done.raw[TREE.indicators.index("2.1.1"), 0] == 1000.0


def test_no_weights_are_no_arrays() -> None:
    assert level_weights(TREE, {}) == (None,) * len(TREE.levels)
