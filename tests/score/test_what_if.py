"""Trying other values: what a change does to scores, ranks and scenarios, and what it must never do."""

from __future__ import annotations

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
from pii_xl.score.method import INDEX
from pii_xl.score.province import calculate, component_scores
from pii_xl.score.scenarios import with_scenarios
from pii_xl.score.what_if import RankBounds, effects, rank_bounds, what_if
from pii_xl.workspace.workspace import Workspace

CLOSE = 1e-9
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def calculated() -> Workspace:
    return calculate(with_sample_data(demo_workspace()))


@cache
def scored_codes() -> list[str]:
    results = calculated()["tblResults"]
    return list(results.loc[results["score"].notna(), "code"])


def pii(workspace: Workspace) -> float:
    return component_scores(workspace)[INDEX]


def result(workspace: Workspace, code: str) -> pd.Series:
    return workspace["tblResults"].set_index("code").loc[code]


tried_values = st.dictionaries(
    st.sampled_from(list(calculated()["tblResults"]["code"])), st.floats(-1e6, 1e6), max_size=6
)


class TestEffects:
    @given(values=tried_values)
    @quick
    def test_the_effects_of_all_changes_add_up_to_the_change_of_the_index(
        self, values: dict[str, float]
    ) -> None:
        tried = what_if(calculated(), values)
        assert effects(calculated(), tried).sum() == pytest.approx(pii(tried) - pii(calculated()), abs=CLOSE)

    @given(code=st.sampled_from(scored_codes()), share=st.floats(0, 1))
    @quick
    def test_a_better_value_never_lowers_the_index(self, code: str, share: float) -> None:
        row = result(calculated(), code)
        better = row["value"] + share * (row["full"] - row["value"])
        assert pii(what_if(calculated(), {code: better})) >= pii(calculated()) - CLOSE

    def test_trying_nothing_or_the_present_value_changes_nothing(self) -> None:
        present = result(calculated(), "2.2.2")["value"]
        assert what_if(calculated(), {"2.2.2": float("nan")}) is calculated()
        assert pii(what_if(calculated(), {"2.2.2": present})) == pii(calculated())

    def test_the_best_value_brings_exactly_the_room_that_the_sheet_shows(self) -> None:
        workspace, _ = with_scenarios(calculated())
        room = workspace["tblTry"].set_index("code").at["2.2.2", "room"]
        best = result(calculated(), "2.2.2")["full"]
        assert pii(what_if(calculated(), {"2.2.2": best})) - pii(calculated()) == pytest.approx(
            room, abs=CLOSE
        )

    def test_the_present_figures_stay_what_they_are(self) -> None:
        tried = with_scenarios(trying(calculated(), {"2.2.2": 99.0}))[0]
        assert pii(tried) == pii(calculated())
        assert result(tried, "2.2.2")["value"] == result(calculated(), "2.2.2")["value"]


class TestRank:
    def test_a_score_above_every_published_one_is_first_and_one_below_is_last_among_them(self) -> None:
        assert rank_bounds(calculated(), 100.0).best == 1
        lowest = rank_bounds(calculated(), 0.0)
        assert lowest.worst == lowest.n_units == 34

    def test_the_published_score_of_the_province_lies_within_the_bounds_of_its_published_rank(self) -> None:
        row = calculated()["tblIndex"].iloc[0]
        bounds = rank_bounds(calculated(), row["published"])
        assert bounds.best <= row["rank"] <= bounds.worst

    @given(first=st.floats(0, 100), second=st.floats(0, 100))
    @quick
    def test_a_higher_score_never_ranks_lower(self, first: float, second: float) -> None:
        low, high = sorted((first, second))
        better, worse = rank_bounds(calculated(), high), rank_bounds(calculated(), low)
        assert better.best <= worse.best
        assert better.worst <= worse.worst

    @given(score=st.floats(0, 100))
    @quick
    def test_the_best_rank_is_never_after_the_worst(self, score: float) -> None:
        bounds = rank_bounds(calculated(), score)
        assert 1 <= bounds.best <= bounds.worst <= bounds.n_units

    def test_equal_bounds_are_said_as_one_rank(self) -> None:
        bounds = RankBounds(
            n_units=34, n_rivals=33, own=0, n_above=4, last_above=4, n_below=29, first_below=5
        )
        assert bounds.words == "Hạng 5/34 (ước theo 33 tỉnh có điểm công bố)"

    def test_without_published_scores_no_rank_is_guessed(self) -> None:
        empty = calculated()["tblPublished"].iloc[:0]
        workspace = with_scenarios(calculate(calculated().having(tblPublished=empty)))[0]
        assert set(workspace["tblCompare"]["rank"]) == {"Chưa đủ điểm công bố để ước hạng"}


class TestKeeping:
    def test_a_trial_goes_to_the_first_empty_scenario(self) -> None:
        first, one = keep_trial(trying(calculated(), {"2.2.2": 1.0}))
        second, two = keep_trial(trying(first, {"3.1.1": 0.9}))
        assert (one, two) == ("S1", "S2")
        saved = second["tblSaved"].set_index("code")
        assert (saved.at["2.2.2", "s1"], saved.at["3.1.1", "s2"]) == (1.0, 0.9)
        assert np.isnan(saved.at["3.1.1", "s1"])

    def test_a_kept_scenario_has_the_score_that_the_trial_had(self) -> None:
        workspace, _ = keep_trial(trying(calculated(), {"2.2.2": 1.0, "6.1.2": 0.1}))
        compared = workspace["tblCompare"].set_index("case")["pii"]
        assert compared["S1"] == compared["Đang thử"] != compared["Hiện tại"]

    def test_without_a_trial_there_is_nothing_to_keep(self) -> None:
        with pytest.raises(DataError) as failure:
            keep_trial(calculated())
        assert failure.value.finding.code == "E612"

    def test_a_sixth_scenario_is_refused_and_none_is_lost(self) -> None:
        workspace = trying(calculated(), {"2.2.2": 1.0})
        for _ in range(5):
            workspace, _ = keep_trial(workspace)
        with pytest.raises(DataError) as failure:
            keep_trial(workspace)
        assert failure.value.finding.code == "E613"

    def test_an_unknown_code_is_named(self) -> None:
        with pytest.raises(DataError) as failure:
            trying(calculated(), {"9.9.9": 1.0})
        assert "9.9.9" in failure.value.finding.found

    def test_the_sentences_name_the_label_the_rank_and_the_largest_effects_first(self) -> None:
        workspace, _ = keep_trial(trying(calculated(), {"2.2.2": 0.9, "6.1.2": 0.2}))
        score, rank, first, second = effect_lines(workspace)
        assert "minh họa, không phải điểm công bố" in score
        assert rank.startswith(("Hạng", "Từ hạng"))
        assert first.startswith("6.1.2 ")
        assert second.startswith("2.2.2 ")
