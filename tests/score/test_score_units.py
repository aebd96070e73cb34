"""Scores of many provinces, against what an independent composite-indicator package computes for them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_xl.layout.method import Aggregation, Normalisation, Treatment
from pii_xl.score.aggregation import coverage, rank
from pii_xl.score.method import Method
from pii_xl.score.treatment import kurtosis, skewness, treat
from pii_xl.score.units import score_units
from pii_xl.year.framework import load_framework

EXAMPLES = Path(__file__).parents[1] / "data" / "score-examples"
FRAMEWORK = load_framework(2024)


def example(name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    values = pd.read_csv(EXAMPLES / f"{name}_values.csv", index_col="unit")
    return values, pd.read_csv(EXAMPLES / f"{name}_expected.csv", index_col="unit")


@pytest.mark.parametrize(
    ("name", "treatment"),
    [("plain20", Treatment.NONE), ("missing20", Treatment.NONE), ("treated20", Treatment.WINSORISE_LOG)],
)
def test_every_level_agrees_with_the_independent_package_to_1e_9(name, treatment):
    values, expected = example(name)
    scores = score_units(values, FRAMEWORK, Method(treatment=treatment))
    assert list(scores.columns) == list(expected.columns)
    np.testing.assert_allclose(scores.to_numpy(), expected.to_numpy(), rtol=0, atol=1e-9, equal_nan=True)


WEIGHTS = pd.read_csv(EXAMPLES / "m34_weights.csv", index_col="code", dtype={"code": str})["weight"]
LIFTED = {"scale": (1.0, 100.0)}


@pytest.mark.parametrize(
    ("name", "options", "weights"),
    [
        ("zscore_arithmetic", {"normalisation": Normalisation.ZSCORE}, None),
        ("rank_arithmetic", {"normalisation": Normalisation.RANK}, None),
        ("percentile_arithmetic", {"normalisation": Normalisation.PERCENTILE}, None),
        ("dist2max_arithmetic", {"normalisation": Normalisation.DISTANCE_TO_MAX}, None),
        ("fracmax_arithmetic", {"normalisation": Normalisation.FRACTION_OF_MAX}, None),
        ("minmax1to100_geometric", {**LIFTED, "aggregation": Aggregation.GEOMETRIC}, None),
        ("minmax1to100_harmonic", {**LIFTED, "aggregation": Aggregation.HARMONIC}, None),
        ("minmax_weighted", {}, WEIGHTS),
        ("minmax_weighted_geometric", {**LIFTED, "aggregation": Aggregation.GEOMETRIC}, WEIGHTS),
    ],
)
def test_every_method_agrees_with_the_independent_package_to_1e_9(name, options, weights):
    values = pd.read_csv(EXAMPLES / "m34_values.csv", index_col="unit")
    expected = pd.read_csv(EXAMPLES / f"m34_{name}_expected.csv", index_col="unit")
    scores = score_units(values, FRAMEWORK, Method(**options), weights)
    assert list(scores.columns) == list(expected.columns)
    np.testing.assert_allclose(scores.to_numpy(), expected.to_numpy(), rtol=0, atol=1e-9, equal_nan=True)


def test_winsorisation_changes_the_same_number_of_points_as_the_independent_package():
    values, _ = example("treated20")
    table = pd.read_csv(EXAMPLES / "treated20_treatment.csv")
    expected = {
        row["iCode"][1:].replace("_", "."): int(row["winsorise.nwin"])
        for row in table.to_dict("records")
        if row["winsorise.nwin"] == row["winsorise.nwin"]
    }
    treated = {code: treat(values[code].to_numpy(float), Method()) for code in values}
    assert {code: done.winsorised for code, done in treated.items() if done.action} == expected
    assert expected


def test_skewness_and_kurtosis_are_those_of_the_spreadsheet_functions():
    values = np.array([3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7])  # the example on Microsoft's pages of SKEW and KURT
    assert skewness(values) == pytest.approx(0.359543071, abs=1e-9)
    assert kurtosis(values) == pytest.approx(-0.151799637, abs=1e-9)


def test_what_winsorising_cannot_mend_is_taken_as_logarithms_of_the_original():
    values = np.array([1.0] * 60 + [10.0**k for k in range(2, 10)])
    done = treat(values, Method())
    assert done.action == "log"
    spread = values.max() - values.min()
    np.testing.assert_allclose(done.values, np.log(values - values.min() + 0.01 * spread))


def test_a_unit_without_data_has_no_score_and_no_rank_instead_of_a_low_one():
    values, _ = example("plain20")
    values.loc["T05"] = np.nan
    scores = score_units(values, FRAMEWORK, Method())
    assert scores.loc["T05"].isna().all()
    assert scores["rank"].max() == 19


def test_too_few_indicators_leave_the_sub_index_open_but_the_other_one_stands():
    values, _ = example("plain20")
    values.loc["T01", [code for code in values if code[0] == "6"][:7]] = np.nan
    scores = score_units(values, FRAMEWORK, Method())
    assert np.isnan(scores.loc["T01", "output"])
    assert np.isnan(scores.loc["T01", "PII"])
    assert not np.isnan(scores.loc["T01", "input"])
    assert coverage(scores[list(FRAMEWORK.codes)], FRAMEWORK).loc["T01", "output"] == pytest.approx(10 / 17)


def test_without_a_minimum_coverage_means_are_over_what_is_there():
    values, _ = example("plain20")
    values.loc["T01", [code for code in values if code[0] == "6"]] = np.nan
    scores = score_units(values, FRAMEWORK, Method(min_coverage=0))
    assert scores.loc["T01", "output"] == pytest.approx(scores.loc["T01", "7"])


def test_equal_scores_share_the_better_rank_even_when_their_last_bits_differ():
    assert list(rank(pd.Series([0.1 + 0.2, 0.3, 0.5, np.nan])))[:3] == [2, 2, 1]


@settings(max_examples=40, deadline=None)
@given(scale=st.floats(1e-3, 1e3), shift=st.floats(-1e3, 1e3), seed=st.integers(0, 10**6))
def test_changing_the_unit_of_an_indicator_changes_no_score(scale, shift, seed):
    rng = np.random.default_rng(seed)
    values = pd.DataFrame(rng.normal(size=(8, 52)), columns=list(FRAMEWORK.codes))
    before = score_units(values, FRAMEWORK, Method())
    values["2.1.2"] = values["2.1.2"] * scale + shift
    after = score_units(values, FRAMEWORK, Method())
    np.testing.assert_allclose(before["PII"], after["PII"], atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), column=st.sampled_from(FRAMEWORK.codes), gain=st.floats(0.01, 5))
def test_a_better_value_inside_the_range_never_lowers_the_index(seed, column, gain):
    rng = np.random.default_rng(seed)
    values = pd.DataFrame(rng.uniform(10, 20, size=(8, 52)), columns=list(FRAMEWORK.codes))
    values.iloc[0] = 0.0
    values.iloc[1] = 30.0
    before = score_units(values, FRAMEWORK, Method())
    values.loc[5, column] += gain
    after = score_units(values, FRAMEWORK, Method())
    assert after.loc[5, "PII"] > before.loc[5, "PII"]
    assert (after["PII"].drop(5) - before["PII"].drop(5)).abs().max() < 1e-12


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_units_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    values = pd.DataFrame(rng.normal(size=(6, 52)), columns=list(FRAMEWORK.codes), index=list("ABCDEF"))
    values.iloc[rng.integers(6), rng.integers(52)] = np.nan
    straight = score_units(values, FRAMEWORK, Method())
    turned = score_units(values.iloc[::-1], FRAMEWORK, Method()).loc[values.index]
    np.testing.assert_allclose(straight.to_numpy(), turned.to_numpy(), atol=1e-9, equal_nan=True)
