"""Assessment, praise and learning: what follows from the state of work, and what an official typed goes before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pii_xl.commands.documents import learn, praise
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.facts.praise import good_ones, scale_sentence
from pii_xl.facts.report import report_facts
from pii_xl.facts.weak import STRENGTH, published_highlights, weak_indicators
from pii_xl.layout.assessment import (
    ASSESSMENT_TABLE,
    CRITERIA,
    FAILED,
    FULFILLED,
    GOOD,
    NOTHING_ASKED,
    PASSED,
    TOO_EARLY,
    UNFULFILLED,
)
from pii_xl.layout.commendation import COLLECTIVE, PERSON
from pii_xl.layout.parts import NO, YES, Status
from pii_xl.layout.settings import CRITERIA_LABELS
from pii_xl.ledger.present import present
from pii_xl.ledger.settled import settled
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.renaming import renamed
from pii_xl.workspace.workspace import Workspace
from tests.docgen.texts import text_of

DAY = date(2025, 10, 15)


@pytest.fixture(scope="module")
def book() -> Workspace:
    """Every agency has answered, some late, some with tasks undone; made-up figures."""
    empty = new_workspace()
    with_day = empty.having(settings=empty.settings.having(as_of=DAY))
    return present(settled(with_sample_data(with_day), DAY)[0])


def having(book: Workspace, **settings: Any) -> Workspace:
    return book.having(settings=book.settings.having(**settings))


def typed(book: Workspace, agency: str, **fields: Any) -> Workspace:
    """What the department typed of one agency on the sheet "Đánh giá"."""
    rows = [{"agency": one, **(fields if one == agency else {})} for one in book["tblAssessment"]["agency"]]
    return book.having(tblAssessment=pd.DataFrame(rows))


def of(book: Workspace, agency: str) -> Any:
    return book["tblAssessment"].set_index("agency").loc[agency]


class TestAssessment:
    def test_every_criterion_has_a_weight_among_the_settings_and_a_column(self, book) -> None:
        assert [one.key for one in CRITERIA] == list(CRITERIA_LABELS)
        assert all(book.settings.number(one.setting) == 1.0 for one in CRITERIA)
        assert {one.key for one in CRITERIA} <= set(ASSESSMENT_TABLE.keys)

    def test_the_share_is_what_was_passed_of_what_was_asked_by_weight(self, book) -> None:
        weighted = having(book, assess_in_time=3.0, assess_done=0.0)
        for row in weighted["tblAssessment"].to_dict("records"):
            weights = {one.key: weighted.settings.number(one.setting) for one in CRITERIA}
            asked = {key: weight for key, weight in weights.items() if row[key]}
            passed = sum(weight for key, weight in asked.items() if row[key] == PASSED)
            assert row["share"] == pytest.approx(passed / sum(asked.values()))
            assert {row[key] for key in weights} <= {PASSED, FAILED, ""}

    @pytest.mark.parametrize(
        ("good", "fulfilled", "level"), [(0, 0, GOOD), (1, 0, FULFILLED), (1, 1, UNFULFILLED)]
    )
    def test_the_levels_follow_the_thresholds_of_the_settings(self, book, good, fulfilled, level) -> None:
        scaled = having(book, assess_good=float(good), assess_fulfilled=float(fulfilled))
        assert of(scaled, "Sở TC")["share"] < 1
        assert of(scaled, "Sở TC")["level"] == level

    def test_more_passed_never_lowers_the_level(self, book) -> None:
        levels = [UNFULFILLED, FULFILLED, GOOD]
        rows = book["tblAssessment"].sort_values("share")
        places = [levels.index(level) for level in rows["proposed"] if level in levels]
        assert places == sorted(places)

    def test_nobody_is_assessed_before_the_deadline(self) -> None:
        empty = new_workspace()
        early = empty.having(settings=empty.settings.having(as_of=date(2025, 7, 1)))
        assert set(early["tblAssessment"]["level"]) == {TOO_EARLY}
        assert all(agency.assessment is None for agency in report_facts(early).agencies)

    def test_without_any_weight_nothing_is_asked(self, book) -> None:
        nothing = having(book, **{one.setting: 0.0 for one in CRITERIA})
        assert set(nothing["tblAssessment"]["level"]) == {NOTHING_ASKED}

    def test_the_word_of_the_department_goes_before_the_scale_in_sheet_and_report(self, book) -> None:
        judged = typed(book, "Sở TC", own=UNFULFILLED, remark="Chậm do thay đổi đầu mối.")
        assert of(judged, "Sở TC")["level"] == UNFULFILLED
        told = {agency.code: agency.assessment for agency in report_facts(judged).agencies}["STC"]
        assert told is not None
        assert (told.level, told.remark) == (UNFULFILLED, "Chậm do thay đổi đầu mối.")

    def test_what_was_typed_stays_through_file_and_follows_a_renamed_agency(
        self, book, tmp_path: Path
    ) -> None:
        judged = typed(book, "Sở TC", own=GOOD, remark="Tốt.")
        build_master(judged, tmp_path / "so.xlsm")
        again = read_master(tmp_path / "so.xlsm").workspace
        assert (of(again, "Sở TC")["own"], of(again, "Sở TC")["remark"]) == (GOOD, "Tốt.")
        assert of(renamed(again, {"Sở TC": "Sở TCKH"}), "Sở TCKH")["own"] == GOOD

    def test_the_remark_is_drafted_from_the_figures_and_says_no_motive(self, book) -> None:
        said = of(book, "Sở GD&ĐT")["said"]
        assert said.startswith("Số liệu đã có 3/3")
        assert "nhiệm vụ" in said

    def test_an_agency_that_lacks_figures_is_never_called_in_time(self) -> None:
        empty = new_workspace()
        late = empty.having(settings=empty.settings.having(as_of=DAY))
        assert not any("đúng hạn" in said for said in late["tblAssessment"]["said"])


class TestPraise:
    @pytest.fixture(scope="class")
    def generous(self, book) -> Workspace:
        return having(book, assess_good=0.5)

    def test_collectives_are_proposed_and_their_officers_only_listed(self, generous) -> None:
        rows = praise(generous, DAY).state["tblCommendation"]
        by_kind = rows.groupby("who")["proposed"].unique()
        assert list(by_kind[COLLECTIVE]) == [YES]
        assert list(by_kind[PERSON]) == [NO]
        good = {str(row["agency"]) for row in good_ones(generous)}
        assert set(rows[rows["who"] == COLLECTIVE]["agency"]) == good - {"Sở KH&CN"}

    def test_again_adds_nothing_and_keeps_what_was_typed(self, generous) -> None:
        first = praise(generous, DAY).state
        rows = first.tables["tblCommendation"].copy()
        rows.loc[0, ["achievement", "proposed"]] = "Viết lại.", NO
        second = praise(first.having(tblCommendation=rows), DAY).state
        pd.testing.assert_frame_equal(second.tables["tblCommendation"], rows)

    def test_who_is_not_proposed_stands_in_no_document(self, generous, tmp_path: Path) -> None:
        state = praise(generous, DAY).state
        rows = state.tables["tblCommendation"].copy()
        name = rows.loc[0, "name"]
        rows.loc[0, "proposed"] = NO
        outcome = praise(state.having(tblCommendation=rows), DAY)
        path = tmp_path / "to-trinh.docx"
        path.write_bytes(outcome.files[0].content)
        assert f"| {name} |" not in text_of(path)
        assert name not in [one.name for one in report_facts(outcome.state).praised]

    def test_the_setting_leaves_only_whom_the_official_typed(self, generous) -> None:
        off = having(generous, commend=NO)
        assert praise(off, DAY).files == ()
        typed_in = off.adding("tblCommendation", [{"who": PERSON, "name": "Trần Thị B", "proposed": YES}])
        assert [one.name for one in report_facts(typed_in).praised] == ["Trần Thị B"]
        assert len(praise(typed_in, DAY).files) == 1

    def test_a_collective_that_is_no_longer_good_is_told(self, generous) -> None:
        state = praise(generous, DAY).state
        found = praise(having(state, assess_good=1.0), DAY).findings
        assert [item.code for item in found] == ["W715"]

    def test_the_scale_names_the_criteria_in_use(self, book) -> None:
        said = scale_sentence(having(book, assess_contacts=0.0).settings)
        assert "85%" in said
        assert "gửi đủ số liệu" in said
        assert "đầu mối" not in said


class TestWeak:
    def test_published_weaknesses_come_first_and_no_published_strength_is_among_them(self, book) -> None:
        weak = [one.code for one in weak_indicators(book)]
        told = [str(row["indicator"]) for row in published_highlights(book, "điểm yếu") if row["indicator"]]
        assert weak[: len(told)] == told
        strong = {str(row["indicator"]) for row in published_highlights(book, STRENGTH)}
        assert not strong & set(weak)
        assert len(weak) == len(set(weak))

    def test_the_levers_among_them_are_the_greatest_ones(self, book) -> None:
        quiet = book.having(
            tblStrengths=book.tables["tblStrengths"].iloc[:0], tblTargets=book.tables["tblTargets"].iloc[:0]
        )
        greatest = list(book["tblLevers"]["code"][: book.settings.integer("strongest")])
        assert [one.code for one in weak_indicators(quiet)] == greatest

    def test_each_is_a_task_of_the_report_with_a_product_that_can_be_checked(self, book) -> None:
        tasks = report_facts(book).tasks_ahead
        assert [task.code for task in tasks] == [one.code for one in weak_indicators(book)]
        results = book["tblResults"].set_index("code")
        for task in tasks:
            row = results.loc[task.code]
            if pd.isna(row["value"]):
                assert task.product == ""
                continue
            better = "thấp hơn" if row["direction"] == "thấp là tốt" else "cao hơn"
            assert task.product.startswith(f"Giá trị {better} ")
            assert task.product.endswith("(năm 2025, minh họa)")
            assert "chưa nêu giải pháp" not in task.solution


class TestLearning:
    @staticmethod
    def national(book: Workspace, code: str, ranks: dict[str, int]) -> Workspace:
        rows = [
            {
                "province": province,
                "code": code,
                "value": float(10 - rank),
                "rank": float(rank),
                "status": "ước tính",
            }
            for province, rank in ranks.items()
        ]
        return book.having(tblNational=pd.DataFrame(rows))

    def test_a_published_strength_comes_before_everything_and_says_its_year(self, book) -> None:
        rows = learn(book, DAY).state["tblLearning"]
        first = rows[rows["code"] == "6.3.3"].iloc[0]
        assert (first["province"], first["status"]) == ("Gia Lai", Status.PUBLISHED)
        assert first["evidence"] == "điểm mạnh công bố năm 2025"

    def test_of_the_national_table_only_provinces_above_the_own_are_named(self, book) -> None:
        code = weak_indicators(book)[0].code
        ranked = self.national(book, code, {"Huế": 1, "Bắc Ninh": 2, "Đà Nẵng": 3})
        rows = learn(having(ranked, learn_from=1.0), DAY).state["tblLearning"]
        first = rows[rows["code"] == code].iloc[0]
        assert first["province"] == "Huế"
        assert first["evidence"].startswith("hạng 1 trong bảng các tỉnh, giá trị 9")

    def test_nobody_learns_from_oneself(self, book) -> None:
        assert "Bắc Ninh" not in set(learn(book, DAY).state["tblLearning"]["province"])

    def test_again_adds_nothing_and_keeps_what_was_typed(self, book) -> None:
        first = learn(book, DAY).state
        rows = first.tables["tblLearning"].copy()
        rows.loc[0, ["topic", "time", "proposed"]] = "Cách đặt hàng.", "quý II năm 2026", NO
        pd.testing.assert_frame_equal(
            learn(first.having(tblLearning=rows), DAY).state.tables["tblLearning"], rows
        )

    def test_the_plan_holds_what_is_chosen_by_province(self, book, tmp_path: Path) -> None:
        state = learn(book, DAY).state
        rows = state.tables["tblLearning"].copy()
        rows["proposed"] = [YES if province == "Gia Lai" else NO for province in rows["province"]]
        outcome = learn(state.having(tblLearning=rows), DAY)
        path = tmp_path / "hoc-hoi.docx"
        path.write_bytes(outcome.files[0].content)
        text = text_of(path)
        assert "01 địa phương (Gia Lai)" in text
        assert "Hà Nội" not in text

    def test_so_many_provinces_an_indicator_as_the_setting_says(self, book) -> None:
        for most in (1, 2, 4):
            rows = learn(having(book, learn_from=float(most)), DAY).state["tblLearning"]
            assert rows.groupby("code").size().max() == most
