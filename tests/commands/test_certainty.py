"""How sure a score is: an interval from the province alone, ranks only where a national table is there."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from pii_xl.commands.certainty import DECIDES, RANK, SCORE, TOP, WITHOUT, WITHOUT_PILLAR, certainty
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.ground.errors import DataError
from pii_xl.layout.certainty import STALE
from pii_xl.layout.stamp import FRESH
from pii_xl.ledger.reasons import Official
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.scores import component_scores
from pii_xl.workspace.workspace import Workspace

BY = Official(date(2025, 10, 15))


@pytest.fixture(scope="module")
def book() -> Workspace:
    empty = new_workspace()
    settings = empty.settings.having(as_of=BY.day, replications=300.0)
    return with_sample_data(empty.having(settings=settings))


@pytest.fixture(scope="module")
def ranked(book: Workspace) -> Workspace:
    """The same among twelve made-up provinces."""
    random = np.random.default_rng(3)
    results = book["tblResults"].set_index("code")
    rows = [
        {"province": f"Tỉnh {at}", "code": code, "value": random.uniform(row["minimum"], row["maximum"])}
        for at in range(12)
        for code, row in results.iterrows()
    ]
    return book.having(tblNational=pd.DataFrame(rows))


def rows_of(book: Workspace) -> pd.DataFrame:
    return certainty(book, BY).state["tblCertainty"]


def test_the_score_lies_in_its_interval_and_is_the_workbooks_own(book) -> None:
    rows = rows_of(book)
    score = rows[rows["topic"] == SCORE].iloc[0]
    assert score["value"] == pytest.approx(component_scores(book)["PII"])
    assert score["low"] < score["value"] < score["high"]


def test_from_one_provinces_data_no_rank_is_told(book) -> None:
    assert not {RANK, TOP} & set(rows_of(book)["topic"])


def test_among_provinces_rank_and_chances_are_told_and_chances_grow_with_the_group(ranked) -> None:
    rows = rows_of(ranked)
    rank = rows[rows["topic"] == RANK].iloc[0]
    assert 1 <= rank["low"] <= rank["high"] <= 13
    chances = list(rows[rows["topic"] == TOP]["value"])
    assert len(chances) == 3
    assert chances == sorted(chances)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others(book) -> None:
    pd.testing.assert_frame_equal(rows_of(book), rows_of(book))
    other = book.having(settings=book.settings.having(seed=2.0))
    assert list(rows_of(other)["low"]) != list(rows_of(book)["low"])


def test_assumptions_are_ordered_by_how_much_they_decide(book) -> None:
    rows = rows_of(book)
    decided = list(rows[rows["topic"] == DECIDES]["value"])
    assert decided == sorted(decided, reverse=True)
    assert all(0 <= value <= 1.2 for value in decided)


def test_leaving_out_an_indicator_is_told_as_the_score_without_it(book) -> None:
    rows = rows_of(book)
    first = rows[rows["topic"] == WITHOUT].iloc[0]
    code = str(first["item"]).removeprefix("Chỉ số ")
    without = book.having(
        tblIndicators=book.tables["tblIndicators"].assign(
            weight=[0.0 if one == code else 1.0 for one in book.tables["tblIndicators"]["code"]]
        )
    )
    moved = component_scores(without)["PII"] - component_scores(book)["PII"]
    assert first["value"] == pytest.approx(moved)


def test_leaving_out_a_pillar_is_told_as_the_score_without_it(book) -> None:
    rows = rows_of(book)
    told = rows[rows["topic"] == WITHOUT_PILLAR]
    pillars = book.tables["tblPillars"]
    assert len(told) == len(pillars)
    first = told.iloc[0]
    rest = [0.0 if first["item"].endswith(name) else 1.0 for name in pillars["name"]]
    without = book.having(tblPillars=pillars.assign(weight=rest))
    moved = component_scores(without)["PII"] - component_scores(book)["PII"]
    assert first["value"] == pytest.approx(moved)


def test_rows_say_whether_they_still_fit_the_figures(book) -> None:
    done = certainty(book, BY).state
    assert set(done["tblCertainty"]["fits"]) == {FRESH}
    changed = done.having(
        tblValues=done.tables["tblValues"].assign(direct=done.tables["tblValues"]["direct"] * 0.9)
    )
    assert set(changed["tblCertainty"]["fits"]) == {STALE}


def test_figures_that_are_made_up_are_called_so(book) -> None:
    assert set(rows_of(book)["status"]) == {str(book.own_label)}


def test_without_a_score_nothing_is_told() -> None:
    with pytest.raises(DataError, match="E638"):
        certainty(new_workspace(), BY)
