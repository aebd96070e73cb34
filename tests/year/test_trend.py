"""Several years: published scores by year, values by year, and the plan's rule on the gap to the mean."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from docgen.report.results import agencies_by_plan
from pii_xl.commands.next_year import next_year
from pii_xl.facts.report import report_facts
from pii_xl.layout.parts import Status
from pii_xl.layout.trend import (
    BARELY,
    FELL,
    NARROWED,
    NO_YEAR_BEFORE,
    NOT_NARROWED,
    NOT_PUBLISHED,
    OTHER_UNITS,
    REACHED,
    SAME,
    STAYED,
    YEARS,
)
from pii_xl.ledger.settled import settled
from pii_xl.workspace.anchor import anchor_of
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

CODE = "2.1.1"
DAY = date(2025, 11, 1)


@pytest.fixture(scope="module")
def book() -> Workspace:
    empty = new_workspace()
    values = empty.tables["tblValues"].assign(direct=7.0, status=str(Status.ESTIMATED))
    reference = empty.tables["tblReference"].assign(minimum=1.0, mean=5.0, maximum=9.0, status="ước tính")
    settings = empty.settings.having(as_of=DAY)
    return empty.having(settings=settings, tblValues=values, tblReference=reference)


def of_code(book: Workspace, code: str = CODE) -> pd.Series:
    return book["tblTrendValues"].set_index("code").loc[code]


class TestScores:
    def test_the_years_end_with_the_workbooks_own(self, book) -> None:
        assert list(book["tblTrend"]["year"]) == list(range(2026 - YEARS, 2026))

    def test_published_figures_stand_in_their_year_and_gaps_stay_gaps(self, book) -> None:
        trend = book["tblTrend"].set_index("year")
        assert (trend.at[2024, "pii"], trend.at[2024, "rank"]) == (42.83, 11)
        assert (trend.at[2025, "pii"], trend.at[2025, "pillar_1"]) == (48.76, 59.17)
        assert pd.isna(trend.at[2023, "pillar_1"])
        assert pd.isna(trend.at[2020, "pii"])

    def test_whether_two_years_can_be_compared_is_said(self, book) -> None:
        said = book["tblTrend"].set_index("year")["comparable"]
        assert list(said[[2020, 2023, 2024, 2025]]) == [NOT_PUBLISHED, NO_YEAR_BEFORE, SAME, OTHER_UNITS]

    def test_a_score_claimed_twice_is_drawn_by_nobody(self, book) -> None:
        rows = book.tables["tblPublished"]
        own = rows.query("province == 'Bắc Ninh' and year == 2024 and component == 'PII'")
        twice = book.having(tblPublished=pd.concat([rows, own.assign(score=50.0)], ignore_index=True))
        assert pd.isna(twice["tblTrend"].set_index("year").at[2024, "pii"])


class TestMergedBaseline:
    """After a merger the year compared with may have a row of the merged province, under a name of its own."""

    MERGED = "Bắc Ninh (hợp nhất)"

    @pytest.fixture
    def merged(self, book) -> Workspace:
        rows = book.tables["tblPublished"]
        own = rows.query("province == 'Bắc Ninh' and year == 2024")
        both = pd.concat(
            [rows, own.assign(province=self.MERGED, score=own["score"] - 2, rank=14.0)], ignore_index=True
        )
        return book.having(settings=book.settings.having(previous_province=self.MERGED), tblPublished=both)

    def test_sheets_report_goals_and_trend_compare_with_it(self, merged) -> None:
        index = merged["tblIndex"].iloc[0]
        assert (index["published_before"], index["rank_before"]) == (pytest.approx(40.83), 14)
        assert merged["tblPillars"]["change"].iloc[0] == pytest.approx(59.17 - (45.92 - 2))
        previous = report_facts(merged).previous
        assert previous is not None
        assert (previous.pii, previous.rank) == (pytest.approx(40.83), 14)
        assert anchor_of(merged).before["1"] == pytest.approx(43.92)
        trend = merged["tblTrend"].set_index("year")
        assert (trend.at[2024, "pii"], trend.at[2025, "pii"]) == (pytest.approx(40.83), 48.76)

    def test_the_next_year_compares_with_the_province_itself_again(self, merged) -> None:
        assert next_year(merged, 2026, "a.xlsm").state.settings.text("previous_province") == ""


class TestValues:
    def test_each_year_leaves_its_value_and_mean_to_the_next(self, book) -> None:
        second = next_year(book, 2026, "a.xlsm").state
        third = next_year(
            second.having(tblValues=second.tables["tblValues"].assign(direct=8.0)), 2027, "b.xlsm"
        ).state
        row = of_code(third)
        assert (row["third"], row["previous"]) == (7.0, 8.0)
        kept = third["tblPast"].query("code == @CODE").set_index("year")
        assert (kept.at[2025, "value"], kept.at[2025, "mean"], kept.at[2026, "value"]) == (7.0, 5.0, 8.0)
        assert kept.at[2025, "status"] == "ước tính"

    @pytest.mark.parametrize(
        ("before", "now", "verdict"),
        [
            ((7.0, 5.0), (7.0, 5.0), STAYED),
            ((5.2, 5.0), (5.2, 5.0), STAYED),
            ((7.0, 5.0), (5.3, 5.0), STAYED),
            ((7.0, 5.0), (5.2, 5.0), BARELY),
            ((4.0, 5.0), (5.0, 5.0), REACHED),
            ((6.0, 5.0), (4.0, 5.0), FELL),
            ((3.0, 5.0), (4.0, 5.0), NARROWED),
            ((4.0, 5.0), (4.0, 5.0), NOT_NARROWED),
            ((4.0, 5.0), (3.0, 5.0), NOT_NARROWED),
            ((4.0, 5.0), (4.5, 6.0), NOT_NARROWED),
            ((4.0, None), (4.5, 6.0), ""),
            ((4.0, 5.0), (4.5, None), ""),
        ],
    )
    def test_the_plans_rule_on_the_gap_to_the_mean(self, book, before, now, verdict) -> None:
        assert of_code(self._two_years(book, before, now))["verdict"] == verdict

    def test_where_less_is_better_the_rule_turns_round(self, book) -> None:
        turned = book.having(tblIndicators=book.tables["tblIndicators"].assign(direction="thấp là tốt"))
        assert of_code(self._two_years(turned, (7.0, 5.0), (6.0, 5.0)))["verdict"] == NARROWED

    def test_the_report_counts_the_verdicts(self, book) -> None:
        told = {
            one.code: one.by_plan
            for one in report_facts(self._two_years(book, (3.0, 5.0), (4.0, 5.0))).indicators
        }
        assert told[CODE] == NARROWED

    @pytest.mark.parametrize(
        ("before", "now", "counts", "outlook"),
        [
            ((3.0, 5.0), (4.0, 5.0), (1, 0, 0), "Đạt"),
            ((7.0, 5.0), (5.2, 5.0), (0, 1, 0), "Có nguy cơ"),
            ((4.0, 5.0), (4.0, 5.0), (0, 0, 1), "Chưa đạt"),
            ((4.0, None), (4.0, 5.0), (0, 0, 0), ""),
        ],
    )
    def test_each_agency_is_told_how_its_indicators_fulfil_the_rule(
        self, book, before, now, counts, outlook
    ) -> None:
        two, _ = settled(self._two_years(book, before, now), DAY)
        rows = two["tblByAgency"].set_index("agency")
        entering = str(two["tblValues"].set_index("code").at[CODE, "agency"])
        row = rows.loc[entering]
        assert (row["n_met"], row["n_risk"], row["n_missed"], row["outlook"]) == (*counts, outlook)
        assert rows.drop(entering)["outlook"].eq("").all()
        assert rows["n_all"].sum() == len(two["tblValues"])
        told = {one.code: one.falls_short for one in report_facts(two).indicators}
        assert told[CODE] == ((counts[2] > 0) if outlook else None)

    def test_the_report_names_the_agencies_behind_and_nobody_else(self, book) -> None:
        behind, _ = settled(self._two_years(book, (4.0, 5.0), (4.0, 5.0)), DAY)
        assert agencies_by_plan(report_facts(behind)).endswith(": Sở Giáo dục và Đào tạo 01/01 chỉ số.")
        well, _ = settled(self._two_years(book, (3.0, 5.0), (4.0, 5.0)), DAY)
        assert agencies_by_plan(report_facts(well)) == ""

    @staticmethod
    def _two_years(book: Workspace, before: tuple, now: tuple) -> Workspace:
        """Value and mean of the year compared with and of the workbook's."""
        past = [{"year": 2024.0, "code": CODE, "value": before[0], "mean": before[1]}]
        values = book.tables["tblValues"].assign(previous=before[0], direct=now[0])
        reference = book.tables["tblReference"].assign(mean=now[1] if now[1] is not None else float("nan"))
        return book.having(tblPast=pd.DataFrame(past), tblValues=values, tblReference=reference)


class TestMoves:
    @staticmethod
    def moved(book: Workspace, now: float, ends: tuple[float, float]) -> Workspace:
        """The next year with every value and reference known in both years."""
        second = next_year(book, 2026, "a.xlsm").state
        values = second.tables["tblValues"].assign(direct=now, status=str(Status.ESTIMATED))
        reference = second.tables["tblReference"].assign(
            minimum=ends[0], mean=5.0, maximum=ends[1], status="ước tính"
        )
        return second.having(tblValues=values, tblReference=reference)

    @pytest.mark.parametrize(
        ("now", "ends"), [(7.5, (1.0, 9.0)), (7.0, (1.0, 10.0)), (6.0, (2.0, 8.0)), (7.0, (1.0, 9.0))]
    )
    def test_the_effects_of_values_and_reference_add_up_to_the_change_of_the_computed_score(
        self, book, now, ends
    ) -> None:
        second = self.moved(book, now, ends)
        rows = second["tblTrendValues"]
        split = rows["by_value"].notna()
        before = book["tblResults"].set_index("code")["score"]
        after = second["tblResults"].set_index("code")["score"]
        share = second["tblResults"].set_index("code")["share"]
        codes = list(rows.loc[split, "code"])
        assert len(codes) > 30
        wanted = (share[codes] * (after[codes] - before[codes])).sum()
        assert rows["by_value"].sum() + rows["by_reference"].sum() == pytest.approx(wanted)

    def test_a_pillars_bar_is_in_parts_or_whole_and_the_parts_add_up_to_it(self, book) -> None:
        for year in (book, self.moved(book, 7.5, (1.0, 9.0))):
            moves, whole = year["tblMoves"], year["tblMoveWords"]["whole"]
            parts = moves[["by_value", "by_reference", "rest"]]
            assert (parts.isna().all(axis=1) | whole.isna()).all()
            drawn = parts.sum(axis=1).where(whole.isna(), whole)
            assert drawn.where(moves["change"].notna(), 0.0).tolist() == pytest.approx(
                moves["change"].fillna(0.0).tolist()
            )

    def test_what_only_the_province_changed_is_an_effect_of_values_alone(self, book) -> None:
        rows = self.moved(book, 7.5, (1.0, 9.0))["tblTrendValues"]
        assert rows["by_reference"].abs().max() == pytest.approx(0)
        assert rows["by_value"].max() > 0

    def test_what_only_the_others_changed_is_an_effect_of_the_reference_alone(self, book) -> None:
        rows = self.moved(book, 7.0, (1.0, 10.0))["tblTrendValues"]
        assert rows["by_value"].abs().max() == pytest.approx(0)
        assert rows["by_reference"].min() < 0

    def test_without_the_ends_of_both_years_it_says_how_much_is_known(self, book) -> None:
        told = book["tblMoves"]
        assert told["by_value"].isna().all()
        assert told["said"].iloc[0].startswith("1. Thể chế: chưa tách được: 0/7 chỉ số")
        assert all(move.said == "" for move in report_facts(book).moves)
