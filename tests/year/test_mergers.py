"""63 provinces became 34: like is compared with like, or a sentence says why not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pii_xl.commands.documents import learn
from pii_xl.commands.reference import reference
from pii_xl.layout.parts import Status
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.mergers import SINCE, gone, predecessors, successor, successors
from pii_xl.year.published import load_published, load_strengths


def test_63_provinces_became_34_and_23_of_these_were_merged() -> None:
    assert len(successors()) == 63
    today = set(successors().values())
    assert len(today) == 34
    assert sum(len(predecessors(one)) > 1 for one in today) == 23
    assert all(one in predecessors(one) for one in today)


def test_every_province_with_published_results_is_known_in_its_year() -> None:
    for row in (*load_published(), *load_strengths()):
        assert row.province in (successors() if row.year < SINCE else set(successors().values())), (
            row.province
        )


def test_a_name_is_followed_only_from_before_the_merger() -> None:
    assert successor("Long An", 2024) == "Tây Ninh"
    assert successor("Tây Ninh", 2025) == "Tây Ninh"
    assert successor("Atlantis", 2024) == "Atlantis"
    assert set(predecessors("Bắc Ninh")) == {"Bắc Ninh", "Bắc Giang"}
    assert gone(["Long An", "Huế"], 2025) == ["Long An"]
    assert gone(["Long An", "Huế"], 2024) == []


@pytest.fixture(scope="module")
def book() -> Workspace:
    empty = new_workspace()
    return empty.having(settings=empty.settings.having(as_of=date(2025, 11, 1)))


def test_a_table_of_old_provinces_for_a_new_year_is_told(book) -> None:
    table = pd.DataFrame({"2.1.1": [5.0, 6.0, 7.0]}, index=["Bắc Ninh", "Bắc Giang", "Long An"])
    found = {item.code: item.found for item in reference(book, table, Status.ESTIMATED, "b.csv").findings}
    assert "2 địa phương không còn từ ngày 01/7/2025: Bắc Giang, Long An" in found["W677"]
    new = table.rename(index={"Bắc Giang": "Huế", "Long An": "Tây Ninh"})
    assert "W677" not in {item.code for item in reference(book, new, Status.ESTIMATED, "b.csv").findings}


def test_one_visits_the_province_that_exists_today(book) -> None:
    weak = [
        {
            "year": 2025.0,
            "province": "Bắc Ninh",
            "kind": "điểm yếu",
            "order": 1.0,
            "text": "x",
            "indicator": "5.3.3",
        }
    ]
    strong = [
        {
            "year": 2024.0,
            "province": "Long An",
            "kind": "điểm mạnh",
            "order": 1.0,
            "text": "x",
            "indicator": "5.3.3",
        }
    ]
    rows = learn(book.having(tblStrengths=pd.DataFrame([*weak, *strong]))).state["tblLearning"]
    first = rows[rows["code"] == "5.3.3"].iloc[0]
    assert first["province"] == "Tây Ninh"
    assert first["evidence"] == "điểm mạnh công bố năm 2024 (Long An trước sắp xếp)"
