"""63 provinces became 34: like is compared with like, or a sentence says why not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pii_xl.commands.documents import learn
from pii_xl.commands.reference import reference
from pii_xl.ground.errors import DataError
from pii_xl.layout.parts import Status
from pii_xl.workspace.national import NationalTable, national_in
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.mergers import (
    SINCE,
    gone,
    predecessors,
    provinces,
    spelled,
    successor,
    successors,
    was_merged,
)
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


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tỉnh Bắc Ninh", "Bắc Ninh"),
        ("BẮC  NINH", "Bắc Ninh"),
        ("TP. Huế", "Huế"),
        ("Thành phố Hồ Chí Minh", "TP Hồ Chí Minh"),
        ("T.P. Hồ Chí Minh", "TP Hồ Chí Minh"),
        ("Hoà Bình", "Hòa Bình"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_a_province_is_known_however_it_is_written(written, name) -> None:
    assert spelled(written) == name


def test_each_year_has_its_provinces() -> None:
    assert len(provinces(2024)) == 63
    assert len(provinces(2025)) == 34
    assert was_merged("Bắc Ninh", 2024)
    assert not was_merged("Bắc Ninh", 2025)
    assert not was_merged("Huế", 2024)


@pytest.fixture(scope="module")
def book() -> Workspace:
    empty = new_workspace()
    return empty.having(settings=empty.settings.having(as_of=date(2025, 11, 1)))


def given(table: pd.DataFrame, year: int = 2025, status: Status = Status.ESTIMATED) -> NationalTable:
    return NationalTable(table, year, status, "b.csv")


def test_a_table_of_old_provinces_for_a_new_year_is_told(book) -> None:
    table = pd.DataFrame({"2.1.1": [5.0, 6.0, 7.0]}, index=["Bắc Ninh", "Bắc Giang", "Long An"])
    found = {item.code: item.found for item in reference(book, given(table)).findings}
    assert "2 địa phương không còn từ ngày 01/7/2025: Bắc Giang, Long An" in found["W677"]
    new = table.rename(index={"Bắc Giang": "Huế", "Long An": "Tây Ninh"})
    assert "W677" not in {item.code for item in reference(book, given(new)).findings}


class TestTablesOfTwoYears:
    """A table of the year compared with stands beside the year's own, as far as its provinces are the same ones."""

    NOW = pd.DataFrame(
        {"2.1.1": [5.0, 6.0, 9.0], "2.1.2": [1.0, 2.0, 3.0]}, index=["Bắc Ninh", "Huế", "Tây Ninh"]
    )
    THEN = pd.DataFrame(
        {"2.1.1": [4.0, 2.0, 8.0, 7.0]}, index=["Bắc Ninh", "Tỉnh Huế", "Long An", "Bắc Giang"]
    )

    @pytest.fixture(scope="class")
    def both(self, book) -> Workspace:
        return reference(reference(book, given(self.NOW)).state, given(self.THEN, 2024)).state

    def test_a_province_that_stayed_has_its_value_of_then_and_a_merged_one_has_none(self, both) -> None:
        rows = national_in(both).query("code == '2.1.1'").set_index("province")
        assert rows.at["Huế", "previous"] == 2.0
        assert rows.loc[["Bắc Ninh", "Tây Ninh"], "previous"].isna().all()

    def test_the_order_in_which_they_come_does_not_matter(self, book, both) -> None:
        turned = reference(reference(book, given(self.THEN, 2024)).state, given(self.NOW)).state
        key = ["year", "province", "code"]
        one, other = (
            state.tables["tblNational"].sort_values(key).reset_index(drop=True) for state in (both, turned)
        )
        pd.testing.assert_frame_equal(one, other)

    def test_the_same_table_again_changes_nothing(self, both) -> None:
        again = reference(both, given(self.THEN, 2024)).state
        pd.testing.assert_frame_equal(again.tables["tblNational"], both.tables["tblNational"])
        pd.testing.assert_frame_equal(again.tables["tblPast"], both.tables["tblPast"])

    def test_its_ends_are_those_of_that_year_and_the_years_own_stay(self, both) -> None:
        past = both.tables["tblPast"].query("year == 2024").set_index("code").loc["2.1.1"]
        assert (past["minimum"], past["mean"], past["maximum"]) == (2.0, 5.25, 8.0)
        assert (past["status"], past["source"]) == ("ước tính", "b.csv: 4 tỉnh, thành phố")
        own = both.tables["tblReference"].set_index("code").loc["2.1.1"]
        assert (own["minimum"], own["maximum"]) == (5.0, 9.0)

    def test_the_own_province_in_other_borders_is_told_and_not_taken(self, book, both) -> None:
        told = {item.code: item.found for item in reference(book, given(self.THEN, 2024)).findings}
        assert "Bắc Ninh năm 2024 có địa giới khác năm 2025" in told["W693"]
        assert both.tables["tblPast"].query("year == 2024")["value"].isna().all()

    def test_the_merged_province_of_then_is_taken_by_the_name_that_the_settings_give(self, book) -> None:
        named = book.having(settings=book.settings.having(previous_province="Bắc Ninh (hợp nhất)"))
        table = self.THEN.rename(index={"Long An": "Bắc Ninh (hợp nhất)"})
        outcome = reference(reference(named, given(self.NOW)).state, given(table, 2024))
        assert "W693" not in {item.code for item in outcome.findings}
        past = outcome.state.tables["tblPast"].query("year == 2024").set_index("code")
        assert past.at["2.1.1", "value"] == 8.0
        own = national_in(outcome.state).query("code == '2.1.1'").set_index("province")
        assert own.at["Bắc Ninh", "previous"] == 8.0

    def test_a_value_of_then_that_the_workbook_has_stays_and_a_difference_is_told(self, book) -> None:
        named = book.having(
            settings=book.settings.having(previous_province="Bắc Ninh (hợp nhất)"),
            tblPast=[{"year": 2024.0, "code": "2.1.1", "value": 3.0, "status": "ước tính"}],
        )
        outcome = reference(named, given(self.THEN.rename(index={"Long An": "Bắc Ninh (hợp nhất)"}), 2024))
        assert outcome.state.tables["tblPast"].set_index("code").at["2.1.1", "value"] == 3.0
        told = {item.code: item.found for item in outcome.findings}
        assert told["W696"].endswith("trong sổ là 3, trong bảng là 8.")

    def test_who_learns_sees_what_it_was_before(self, both) -> None:
        weak = {"year": 2025.0, "province": "Bắc Ninh", "kind": "điểm yếu", "order": 1.0, "text": "x"}
        rows = learn(both.having(tblStrengths=[weak | {"indicator": "2.1.1"}])).state["tblLearning"]
        told = rows.set_index("province")["evidence"]
        assert told["Huế"] == "hạng 2 trong bảng các tỉnh, giá trị 6 (năm so sánh 2)"
        assert told["Tây Ninh"] == "hạng 1 trong bảng các tỉnh, giá trị 9"

    def test_a_year_to_come_is_refused(self, book) -> None:
        with pytest.raises(DataError, match="E678"):
            reference(book, given(self.NOW, 2026))


def test_a_province_twice_under_two_spellings_is_refused(book) -> None:
    table = pd.DataFrame({"2.1.1": [5.0, 6.0]}, index=["Huế", "Thành phố Huế"])
    with pytest.raises(DataError, match=r"E679.*“Huế”, “Thành phố Huế”"):
        reference(book, given(table))


@pytest.mark.parametrize("row", ["Cả nước", "CẢ NƯỚC", "Trung bình cả nước", "Lớn nhất"])
def test_a_row_of_the_whole_country_is_no_province(row, book) -> None:
    table = pd.DataFrame({"2.1.1": [5.0, 6.0, 500.0]}, index=["Huế", "Hà Nội", row])
    outcome = reference(book, given(table))
    assert outcome.state.tables["tblReference"].set_index("code").at["2.1.1", "maximum"] == 6.0
    assert "W690" in {item.code for item in outcome.findings}


def test_a_name_that_no_province_has_is_told(book) -> None:
    table = pd.DataFrame({"2.1.1": [5.0, 6.0]}, index=["Huế", "Bắc Nịnh"])
    told = {item.code: item.found for item in reference(book, given(table)).findings}
    assert "Bắc Nịnh" in told["W697"]
    assert "W697" not in {item.code for item in reference(book, given(table.iloc[:1])).findings}


def test_values_that_differ_in_their_last_digits_only_make_no_reference(book) -> None:
    table = pd.DataFrame({"2.1.1": [0.3, 0.1 + 0.2]}, index=["Huế", "Hà Nội"])
    reference_row = reference(book, given(table)).state.tables["tblReference"].set_index("code").loc["2.1.1"]
    assert reference_row["minimum"] != reference_row["minimum"]


def test_the_whole_country_published_is_published_and_a_part_of_it_is_an_estimate(book) -> None:
    whole = pd.DataFrame({"2.1.1": [float(at) for at in range(34)]}, index=list(provinces(2025)))
    for table, label in ((whole, "công bố"), (whole.iloc[:33], "ước tính")):
        outcome = reference(book, given(table, status=Status.PUBLISHED))
        assert outcome.state.tables["tblReference"].set_index("code").at["2.1.1", "status"] == label
        assert set(outcome.state.tables["tblNational"]["status"]) == {"công bố"}
        assert ("W692" in {item.code for item in outcome.findings}) == (label == "ước tính")


def test_a_published_reference_is_replaced_by_nothing_less(book) -> None:
    rows = book.tables["tblReference"]
    known = book.having(
        tblReference=rows.assign(minimum=0.0, mean=1.0, maximum=2.0, status=str(Status.PUBLISHED))
    )
    table = pd.DataFrame({"2.1.1": [5.0, 6.0]}, index=["Huế", "Hà Nội"])
    outcome = reference(known, given(table))
    assert outcome.state.tables["tblReference"].set_index("code").at["2.1.1", "maximum"] == 2.0
    assert "2.1.1" in next(item.found for item in outcome.findings if item.code == "W694")


def test_a_value_that_the_indicator_cannot_have_is_named(book) -> None:
    bounded = next(item for item in book.framework.indicators if item.maximum is not None)
    table = pd.DataFrame({bounded.code: [bounded.maximum + 1.0, 0.0]}, index=["Huế", "Hà Nội"])
    told = next(item.found for item in reference(book, given(table)).findings if item.code == "W695")
    assert f"{bounded.code} Huế" in told


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
