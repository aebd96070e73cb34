"""How much assumptions decide: replications, intervals, Sobol indices."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from pii_xl.layout.method import Aggregation, Normalisation, Treatment
from pii_xl.score.aggregation import ranks
from pii_xl.score.method import Method
from pii_xl.score.replication import Assumptions, Replicator, nominal_draw
from pii_xl.score.sobol import sobol
from pii_xl.score.tree import tree_of
from pii_xl.score.uncertainty import left_out_rows, nominal, sensitivity_rows, unit_rows
from pii_xl.score.units import directions_of, score_units
from pii_xl.year.framework import load_framework
from tests.score.test_score_units import EXAMPLES

FRAMEWORK = load_framework(2024)
TREE = tree_of(FRAMEWORK)
VALUES = pd.read_csv(EXAMPLES / "m34_values.csv", index_col="unit")
UNITS = list(VALUES.index)
CHANCE = 0.005
"""One interval of twenty misses by a little."""
FIXED = Assumptions(
    (Normalisation.MINMAX,), (Treatment.NONE,), (Aggregation.ARITHMETIC,), (0.66,), 0.0, 0.0, 0, 0.0
)


def replicator(assumptions: Assumptions = FIXED, values: pd.DataFrame = VALUES, seed: int = 5) -> Replicator:
    table = values[list(TREE.indicators)].to_numpy(float).T
    return Replicator(table, directions_of(FRAMEWORK), TREE, Method(), assumptions, seed=seed)


def pii(values: pd.DataFrame = VALUES, **options: object) -> np.ndarray:
    return score_units(values, FRAMEWORK, Method(**options))["PII"].to_numpy()


def test_without_anything_otherwise_every_replication_is_the_score_itself() -> None:
    again = replicator().index(replicator().draws(7))
    np.testing.assert_allclose(again, np.tile(pii(), (7, 1)), atol=1e-9)


@pytest.mark.parametrize("aggregation", list(Aggregation))
@pytest.mark.parametrize("treatment", [Treatment.NONE, Treatment.WINSORISE_LOG])
def test_one_replication_is_what_the_same_method_gives_alone(aggregation, treatment) -> None:
    assumptions = replace(FIXED, aggregations=(aggregation,), treatments=(treatment,))
    scale = None if aggregation is Aggregation.ARITHMETIC else (1.0, 100.0)
    expected = pii(aggregation=aggregation, treatment=treatment, scale=scale)
    np.testing.assert_allclose(nominal(replicator(assumptions)).index, expected, atol=1e-9)


def test_the_same_seed_gives_the_same_and_another_seed_something_else() -> None:
    free = replicator(Assumptions())
    first, again = (free.index(free.draws(50)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    other = replicator(Assumptions(), seed=6)
    assert not np.array_equal(first, other.index(other.draws(50)))


def test_units_in_another_order_get_the_same_scores() -> None:
    turned = VALUES.iloc[::-1]
    one = replicator(Assumptions()).index(replicator(Assumptions()).draws(40))
    two = replicator(Assumptions(), turned).index(replicator(Assumptions(), turned).draws(40))
    np.testing.assert_allclose(one, two[:, ::-1], atol=1e-9)


def test_intervals_hold_the_middle_and_chances_grow_with_the_number_of_places() -> None:
    free = replicator(Assumptions())
    rows = unit_rows(UNITS, nominal(free), free.index(free.draws(400)), (1, 5, 10, len(UNITS)))
    for row in rows:
        assert row["pii_low"] <= row["pii_median"] <= row["pii_high"]
        assert (
            row["rank_best"] <= row["rank_low"] <= row["rank_median"] <= row["rank_high"] <= row["rank_worst"]
        )
        assert 0 <= row["top_1"] <= row["top_5"] <= row["top_10"] <= row[f"top_{len(UNITS)}"] == 1
    assert sum(row["top_1"] for row in rows) == pytest.approx(1)
    assert sum(row["top_10"] for row in rows) == pytest.approx(10)


def test_leaving_an_indicator_or_a_pillar_out_is_scoring_without_it() -> None:
    one = replicator()
    rows = {row["left_out"]: row for row in left_out_rows(one, UNITS, nominal(one))}
    assert list(rows) == [*TREE.indicators, *(pillar.code for pillar in FRAMEWORK.pillars)]
    weights = pd.Series({"4.1.2": 0.0})
    without = score_units(VALUES, FRAMEWORK, Method(), weights)["rank"].to_numpy()
    moved = np.abs(without - score_units(VALUES, FRAMEWORK, Method())["rank"].to_numpy())
    assert rows["4.1.2"]["mean_rank_shift"] == pytest.approx(moved.mean())
    assert rows["4.1.2"]["greatest_rank_shift"] == moved.max()


def test_units_without_data_have_no_rank_and_are_counted_in_no_interval() -> None:
    values = VALUES.copy()
    values.loc["T07"] = np.nan
    free = replicator(Assumptions(), values)
    row = unit_rows(UNITS, nominal(free), free.index(free.draws(30)), (10,))[UNITS.index("T07")]
    assert (row["rank"], row["replications"], row["rank_best"]) == ("", 0, "")
    assert np.isnan(row["pii_low"])
    assert np.isnan(row["top_10"])


def test_ranks_in_rows_are_those_of_each_row_and_equal_scores_share_the_better_one() -> None:
    scores = np.array([[3.0, 1.0, 3.0, np.nan, 2.0], [1.0, 1.0 + 1e-12, 0.5, 2.0, 0.5]])
    np.testing.assert_array_equal(ranks(scores), [[1, 4, 1, np.nan, 3], [2, 2, 4, 1, 4]])


@dataclass(frozen=True)
class Angles:
    """Rows of the three inputs of Ishigami's function."""

    x: np.ndarray

    def having(self, factor: int, other: Angles) -> Angles:
        mixed = self.x.copy()
        mixed[:, factor] = other.x[:, factor]
        return Angles(mixed)


def test_sobol_indices_of_ishigamis_function_are_the_known_ones() -> None:
    """a = 7, b = 0,1: S = 0,3139; 0,4424; 0 and T = 0,5576; 0,4424; 0,2437 (Ishigami and Homma 1990; Saltelli 2010)."""
    random = np.random.default_rng(0)
    one, other = (Angles(random.uniform(-np.pi, np.pi, (40_000, 3))) for _ in range(2))

    def model(sample: Angles) -> np.ndarray:
        x1, x2, x3 = sample.x.T
        return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)

    found = sobol(model, (one, other), {f"x{i + 1}": one.having(i, other) for i in range(3)})
    known = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}
    for factor, (first, total) in known.items():
        assert found[factor].first == pytest.approx(first, abs=0.02)
        assert found[factor].total == pytest.approx(total, abs=0.02)
        assert found[factor].first_low - CHANCE <= first <= found[factor].first_high + CHANCE
        assert found[factor].total_low - CHANCE <= total <= found[factor].total_high + CHANCE


def test_what_does_not_vary_decides_nothing_and_is_not_listed() -> None:
    only = replace(FIXED, weight_spread=0.25)
    (row,) = sensitivity_rows(replicator(only), 200, UNITS.index("T05"))
    assert row["factor"] == "weights"
    assert row["total"] == pytest.approx(1, abs=0.25)
    assert sensitivity_rows(replicator(), 50, None) == []


def test_a_draw_of_nothing_is_one_replication() -> None:
    assert len(nominal_draw(replicator())) == 1
