"""Trying other values: what a change does to scores, ranks and scenarios, and what it must never do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii_xl.commands.simulate import effect_lines, keep_trial, trying
from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.ground.errors import DataError
from pii_xl.layout.what_if import CASES, TRIAL
from pii_xl.score.method import INDEX
from pii_xl.workspace.anchor import anchor_of
from pii_xl.workspace.scores import component_scores
from pii_xl.workspace.workspace import Workspace

CLOSE = 1e-9
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def sample() -> Workspace:
    return with_sample_data(demo_workspace())


@cache
def scored_codes() -> list[str]:
    results = sample()["tblResults"]
    return list(results.loc[results["score"].notna(), "code"])


def pii(workspace: Workspace) -> float:
    return component_scores(workspace)[INDEX]


def compared(workspace: Workspace, key: str = "pii") -> dict[str, float]:
    return dict(zip(workspace["tblCompare"]["case"], workspace["tblCompare"][key], strict=True))


def tried_pii(values: Mapping[str, float]) -> float:
    return compared(trying(sample(), values))[CASES[TRIAL]]


def result(workspace: Workspace, code: str) -> pd.Series:
    return workspace["tblResults"].set_index("code").loc[code]


def bounds(score: float) -> pd.Series:
    """The workings of the rank that a province with only this PII would have."""
    workspace = sample()
    index = workspace["tblCaseRanks"].iloc[0]
    rivals = workspace["tblPublished"].query("rival == 'có'")
    own, units = int(index["own"]), int(index["n_units"])
    above = rivals["score"] > score
    last_above = rivals["rank"][above].max() if above.any() else 0
    below = rivals["rank"][~above].dropna()
    first_below = below.min() if len(below) else units + 1
    best = 1 + max(int(above.sum()), int(last_above) - (0 if own > last_above else 1))
    worst = 1 + min(units - 1 - int((~above).sum()), int(first_below) - 1 - (0 < own < first_below))
    change = round(score - workspace["tblIndex"].iloc[0]["published"], 9)
    best, worst = max(best, own if change <= 0 else 1), min(worst, own if change >= 0 else units)
    return pd.Series({"best": best, "worst": worst})


@st.composite
def tried_values(draw: st.DrawFn) -> dict[str, float]:
    """Up to six indicators and a value that each can have."""
    values = {}
    for code in draw(st.lists(st.sampled_from(list(sample()["tblResults"]["code"])), max_size=6)):
        indicator = sample().framework.indicator(code)
        low = -1e6 if indicator.minimum is None else indicator.minimum
        high = 1e6 if indicator.maximum is None else indicator.maximum
        values[code] = draw(st.floats(low, high))
    return values


class TestEffects:
    @given(values=tried_values())
    @quick
    def test_the_effects_of_all_changes_add_up_to_the_change_of_the_index(
        self, values: dict[str, float]
    ) -> None:
        tried = trying(sample(), values)
        change = compared(tried)[CASES[TRIAL]] - pii(sample())
        assert tried["tblTry"]["effect"].sum() == pytest.approx(change, abs=CLOSE)

    @given(code=st.sampled_from(scored_codes()), share=st.floats(0, 1))
    @quick
    def test_a_better_value_never_lowers_the_index(self, code: str, share: float) -> None:
        row = result(sample(), code)
        better = row["value"] + share * (row["full"] - row["value"])
        assert tried_pii({code: better}) >= pii(sample()) - CLOSE

    def test_trying_nothing_or_the_present_value_changes_nothing(self) -> None:
        present = result(sample(), "2.2.2")["value"]
        assert tried_pii({"2.2.2": float("nan")}) == pytest.approx(pii(sample()), abs=CLOSE)
        assert tried_pii({"2.2.2": present}) == pytest.approx(pii(sample()), abs=CLOSE)

    def test_the_best_value_brings_exactly_the_room_that_the_sheet_shows(self) -> None:
        room = sample()["tblTry"].set_index("code").at["2.2.2", "room"]
        best = result(sample(), "2.2.2")["full"]
        assert tried_pii({"2.2.2": best}) - pii(sample()) == pytest.approx(room, abs=CLOSE)

    def test_what_has_no_score_has_no_effect_either_and_no_zero(self) -> None:
        rows = sample()["tblTry"].set_index("code")
        without = [code for code in rows.index if code not in scored_codes()]
        assert without
        assert rows.loc[without, "effect"].isna().all()
        assert (rows.loc[scored_codes(), "effect"] == 0).all()

    def test_the_present_figures_stay_what_they_are(self) -> None:
        tried = trying(sample(), {"2.2.2": 99.0})
        assert pii(tried) == pii(sample())
        assert result(tried, "2.2.2")["value"] == result(sample(), "2.2.2")["value"]


class TestRank:
    def test_without_a_change_score_and_rank_are_exactly_the_published_ones(self) -> None:
        index = sample()["tblIndex"].iloc[0]
        now = sample()["tblCompare"].iloc[0]
        assert now["anchored"] == index["published"]
        assert now["rank"] == f"Hạng {int(index['rank'])}/{int(index['n_units'])} (công bố)"

    def test_the_effect_of_a_change_is_added_to_the_published_score(self) -> None:
        tried = trying(sample(), {"2.2.2": result(sample(), "2.2.2")["full"]})
        row = tried["tblCompare"].set_index("case").loc[CASES[TRIAL]]
        assert row["anchored"] == pytest.approx(sample()["tblIndex"].iloc[0]["published"] + row["change"])

    def test_the_sheet_gives_the_bounds_that_the_command_gives(self) -> None:
        anchor = anchor_of(sample())
        for share in (0.0, 0.3, 1.0):
            row = result(sample(), "6.1.1")
            tried = trying(sample(), {"6.1.1": row["zero"] + share * (row["full"] - row["zero"])})
            case = tried["tblCaseRanks"].set_index("case").loc[CASES[TRIAL]]
            assert anchor.rank_bounds(case["pii"]) == (case["best"], case["worst"])

    def test_the_bounds_of_the_sheet_are_those_of_the_rule_written_anew(self) -> None:
        for case in sample()["tblCaseRanks"].to_dict("records"):
            expected = bounds(case["pii"])
            assert (case["best"], case["worst"]) == (expected["best"], expected["worst"])

    def test_the_published_score_of_the_province_lies_within_the_bounds_of_its_published_rank(self) -> None:
        row = sample()["tblIndex"].iloc[0]
        found = bounds(row["published"])
        assert found["best"] <= row["rank"] <= found["worst"]

    @given(first=st.floats(0, 1), second=st.floats(0, 1))
    @quick
    def test_a_higher_score_never_ranks_lower(self, first: float, second: float) -> None:
        row = result(sample(), "2.2.2")
        low, high = (
            trying(sample(), {"2.2.2": row["zero"] + share * (row["full"] - row["zero"])})["tblCaseRanks"]
            .set_index("case")
            .loc[CASES[TRIAL]]
            for share in sorted((first, second))
        )
        assert high["best"] <= low["best"]
        assert high["worst"] <= low["worst"]
        assert 1 <= high["best"] <= high["worst"] <= high["n_units"]

    def test_without_published_scores_no_rank_is_guessed(self) -> None:
        workspace = sample().having(tblPublished=sample()["tblPublished"].iloc[:0])
        assert set(workspace["tblCompare"]["rank"]) == {"Chưa đủ điểm công bố để ước hạng"}


class TestKeeping:
    def test_a_trial_goes_to_the_first_empty_scenario(self) -> None:
        first, one = keep_trial(trying(sample(), {"2.2.2": 1.0}))
        second, two = keep_trial(trying(first, {"3.1.1": 0.9}))
        assert (one, two) == ("S1", "S2")
        saved = second["tblSaved"].set_index("code")
        assert (saved.at["2.2.2", "s1"], saved.at["3.1.1", "s2"]) == (1.0, 0.9)
        assert np.isnan(saved.at["3.1.1", "s1"])

    def test_a_kept_scenario_has_the_score_that_the_trial_had(self) -> None:
        workspace, _ = keep_trial(trying(sample(), {"2.2.2": 1.0, "6.1.2": 0.1}))
        found = compared(workspace)
        assert found["S1"] == found["Đang thử"] != found["Hiện tại"]

    def test_without_a_trial_there_is_nothing_to_keep(self) -> None:
        with pytest.raises(DataError) as failure:
            keep_trial(sample())
        assert failure.value.finding.code == "E612"

    def test_a_sixth_scenario_is_refused_and_none_is_lost(self) -> None:
        workspace = trying(sample(), {"2.2.2": 1.0})
        for _ in range(5):
            workspace, _ = keep_trial(workspace)
        with pytest.raises(DataError) as failure:
            keep_trial(workspace)
        assert failure.value.finding.code == "E613"

    def test_an_unknown_code_is_named(self) -> None:
        with pytest.raises(DataError) as failure:
            trying(sample(), {"9.9.9": 1.0})
        assert "9.9.9" in failure.value.finding.found

    def test_the_sentences_name_the_label_the_rank_and_the_largest_effects_first(self) -> None:
        workspace, _ = keep_trial(trying(sample(), {"2.2.2": 0.9, "6.1.2": 0.2}))
        score, rank, first, second = effect_lines(workspace)
        assert "minh họa, không phải điểm công bố" in score
        assert rank.startswith(("Hạng", "Từ hạng"))
        assert first.startswith("6.1.2 ")
        assert second.startswith("2.2.2 ")
