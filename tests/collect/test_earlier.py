"""What is typed of earlier years and of comparisons: contradictions are findings that name the cell."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pii_xl.collect.validation import check
from pii_xl.ground.errors import Finding
from pii_xl.ledger.present import present
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def book() -> Workspace:
    return present(new_workspace())


def found(book: Workspace, code: str) -> list[Finding]:
    return [item for item in check(book) if item.code == code]


def with_past(book: Workspace, *rows: tuple[float, str, float]) -> Workspace:
    return book.having(tblPast=pd.DataFrame([{"year": y, "code": c, "value": v} for y, c, v in rows]))


def having(book: Workspace, **settings: Any) -> Workspace:
    return book.having(settings=book.settings.having(**settings))


def test_two_rows_of_one_indicator_and_year_are_an_error_and_neither_is_used(book) -> None:
    twice = with_past(book, (2023, "2.1.1", 5.0), (2023, "2.1.1", 6.0))
    (item,) = found(twice, "E449")
    assert item.subject == "2.1.1"
    row = twice["tblTrendValues"].set_index("code").loc["2.1.1"]
    assert pd.isna(row["third"])
    once = with_past(book, (2023, "2.1.1", 5.0))
    assert found(once, "E449") == []
    assert once["tblTrendValues"].set_index("code").at["2.1.1", "third"] == 5.0


def test_an_unknown_code_and_a_year_that_is_not_past_are_told(book) -> None:
    assert [item.subject for item in found(with_past(book, (2023, "9.9.9", 5.0)), "W447")] == ["9.9.9"]
    assert [item.subject for item in found(with_past(book, (2025, "2.1.1", 5.0)), "W448")] == ["2.1.1"]


def test_a_baseline_that_nobody_published_is_an_error(book) -> None:
    assert found(book, "E450") == []
    (item,) = found(having(book, previous_province="Bắc Ninh (hợp nhất)"), "E450")
    assert "Bắc Ninh (hợp nhất)" in item.found
    assert found(having(book, previous_province="Bắc Giang"), "E450") == []


def test_thresholds_of_the_assessment_stand_in_order(book) -> None:
    assert found(book, "E451") == []
    assert len(found(having(book, assess_good=0.5, assess_fulfilled=0.6), "E451")) == 1
