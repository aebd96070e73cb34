"""Trying values on the open workbook: what native formulas do at once, and what the button "Giữ kịch bản" keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from pii_xl.layout import BOOK
from pii_xl.workbook.reading.master_file import read_master
from tests.live.conftest import Samples
from tests.live.test_macro_buttons import Click, saved

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def samples(whole: Samples) -> Samples:
    """What is counted here is counted in the plan's own province."""
    return whole


def cells(book: xw.Book, table: str, key: str) -> xw.Range:
    """The body of one table column."""
    layout = BOOK.table(table)
    return book.sheets[layout.sheet].tables[table].data_body_range.columns[layout.keys.index(key)]


def values(book: xw.Book, table: str, key: str) -> list[Any]:
    found: list[Any] = cells(book, table, key).value
    return found


def by_case(book: xw.Book, key: str) -> dict[str, Any]:
    return dict(zip(values(book, "tblCompare", "case"), values(book, "tblCompare", key), strict=True))


def type_trial(book: xw.Book, code: str, value: float) -> int:
    """Type a value as a person does; returns the row."""
    row = values(book, "tblTry", "code").index(code)
    cells(book, "tblTry", "value_new")[row].value = value
    book.app.calculate()
    return row


def test_a_typed_value_changes_score_index_and_list_of_changes_without_python(filled: xw.Book) -> None:
    row = values(filled, "tblTry", "code").index("2.2.2")
    best = values(filled, "tblResults", "full")[row]
    room, scores = values(filled, "tblTry", "room")[row], values(filled, "tblResults", "score")
    type_trial(filled, "2.2.2", best)
    assert values(filled, "tblTry", "score_new")[row] == pytest.approx(100)
    pii = by_case(filled, "pii")
    assert pii["Đang thử"] - pii["Hiện tại"] == pytest.approx(room, abs=1e-9)
    assert values(filled, "tblTryChanges", "what")[0].startswith("2.2.2 ")
    assert values(filled, "tblResults", "score") == scores


def test_the_button_keeps_the_trial_as_the_first_empty_scenario(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    row = type_trial(filled, "2.2.2", 0.9)
    (said,) = click("simulate", filled)
    assert said.startswith("Đã giữ giá trị đang thử làm kịch bản S1.")
    assert "minh họa, không phải điểm công bố" in said
    assert values(filled, "tblSaved", "s1")[row] == 0.9
    filled.app.calculate()
    pii = by_case(filled, "pii")
    assert pii["S1"] == pytest.approx(pii["Đang thử"], abs=1e-9)
    kept = read_master(saved(filled, tmp_path)).workspace
    assert kept["tblSaved"].set_index("code").at["2.2.2", "s1"] == 0.9


def test_the_button_says_what_to_do_when_nothing_is_tried(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    (said,) = click("simulate", filled)
    assert said.endswith("(E612)")
    assert "Gõ giá trị muốn thử" in said
    assert not (tmp_path / "sao-luu").exists()  # nothing was written


def test_a_note_typed_for_a_scenario_outlives_a_rebuild(filled: xw.Book, tmp_path: Path) -> None:
    cells(filled, "tblCompare", "note")[2].value = "Theo đề xuất của Sở Tài chính"
    workspace = read_master(saved(filled, tmp_path)).workspace
    assert workspace["tblCompare"].set_index("case").at["S1", "note"] == "Theo đề xuất của Sở Tài chính"
