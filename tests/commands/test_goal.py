"""Levers, goals, trials and the national table on a workbook with published scores."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pii_xl.commands.goal import Bound, Goal, bounds_in, goal, limits_in
from pii_xl.commands.levers import levers
from pii_xl.commands.reference import reference
from pii_xl.commands.simulate import effect_lines, trying
from pii_xl.facts.report import report_facts
from pii_xl.ground.errors import DataError
from pii_xl.layout.parts import Status
from pii_xl.score.goal import Limits
from pii_xl.workspace.anchor import Anchor, Rival, anchor_of, levers_of
from pii_xl.workspace.national import NationalTable
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.scores import component_scores
from pii_xl.workspace.workspace import Workspace
from tests.command_line import run


@pytest.fixture(scope="module")
def book() -> Workspace:
    """The built-in published scores, and made-up values between made-up ends."""
    empty = new_workspace()
    random = np.random.default_rng(4)
    n = len(empty.tables["tblValues"])
    low = random.uniform(1, 5, n)
    values = empty.tables["tblValues"].assign(
        direct=low + random.uniform(0.5, 4, n), status=str(Status.ESTIMATED)
    )
    ends = {"minimum": low, "maximum": low + 5, "mean": low + 2, "status": str(Status.ESTIMATED)}
    settings = empty.settings.having(as_of=date(2026, 3, 1))
    return empty.having(
        settings=settings, tblValues=values, tblReference=empty.tables["tblReference"].assign(**ends)
    )


def wish(book: Workspace, *, limits: Limits | None = None, count: int = 1, bounds=None, **wanted):
    return goal(book, Goal(**wanted), limits or Limits(), bounds or {}, count)


class TestSpread:
    def test_the_points_of_a_standard_deviation_need_the_provinces_and_follow_from_the_unit(
        self, book
    ) -> None:
        assert all(np.isnan(row["points_per_sd"]) for row in levers(book).facts["rows"])
        values = [1.0, 2.0, 4.0]
        rows = [{"province": f"T{at}", "code": "2.1.1", "value": value} for at, value in enumerate(values)]
        told = levers(book.having(tblNational=pd.DataFrame(rows))).facts["rows"]
        row = next(row for row in told if row["code"] == "2.1.1")
        assert row["sd"] == pytest.approx(np.std(values, ddof=1))
        assert row["points_per_sd"] == pytest.approx(row["points_per_unit"] * row["sd"])


class TestAnchor:
    def test_the_published_score_and_rank_are_the_ground(self, book) -> None:
        anchor = anchor_of(book)
        assert (anchor.score, anchor.rank, anchor.is_published) == (48.76, 6, True)

    def test_without_a_published_score_the_own_computation_stands_in_and_is_called_estimated(
        self, book
    ) -> None:
        mine = book.tables["tblPublished"].query("province != 'Bắc Ninh' or year != 2025")
        anchor = anchor_of(book.having(tblPublished=mine))
        assert anchor.label is Status.ESTIMATED
        assert anchor.score == component_scores(book)["PII"]
        assert anchor.rank is None

    def test_of_two_rows_that_claim_the_same_published_score_none_is_used(self, book) -> None:
        published = book.tables["tblPublished"]
        own = published.query("province == 'Bắc Ninh' and year == 2025 and component == 'PII'")
        doubled = pd.concat([published, own.assign(score=60.0)], ignore_index=True)
        twice = book.having(tblPublished=doubled)
        assert not anchor_of(twice).is_published
        result = report_facts(twice).current
        assert result is not None
        assert result.pii is None

    def test_ranks_are_bounded_by_what_is_published_and_exact_at_the_published_score(self) -> None:
        rivals = (Rival("A", 60.0, 1), Rival("B", 50.0, 3), Rival("C", 40.0, 8))
        anchor = Anchor(2025, 45.0, 5, Status.PUBLISHED, {}, {}, rivals, 10)
        assert anchor.rank_bounds(45.0) == (5, 5)
        assert anchor.rank_bounds(48.0) == (4, 5)
        assert anchor.rank_bounds(50.0) == (2, 3)
        assert anchor.rank_bounds(61.0) == (1, 1)
        assert anchor.rank_bounds(41.0) == (5, 7)
        assert anchor.rank_bounds(30.0) == (8, 10)
        assert replace(anchor, rivals=()).rank_bounds(45.0) is None

    def test_bounds_hold_the_true_rank_whatever_is_published_of_it(self) -> None:
        random = np.random.default_rng(1)
        for _ in range(300):
            scores = np.sort(random.choice(np.arange(100, 900), 12, replace=False) / 10)[::-1]
            own = int(random.integers(12))
            others = [(float(s), rank + 1) for rank, s in enumerate(scores) if rank != own]
            known = tuple(Rival(str(r), s, r) for s, r in others if random.random() < 0.5)
            anchor = Anchor(2025, float(scores[own]), own + 1, Status.PUBLISHED, {}, {}, known, 12)
            wanted = float(random.uniform(10, 90))
            bounds = anchor.rank_bounds(wanted)
            true = 1 + sum(score > wanted for score, _ in others)
            assert bounds is None or bounds[0] <= true <= bounds[1]


class TestTrials:
    def test_without_a_change_the_published_score_and_rank_come_out_exactly(self, book) -> None:
        first, second = effect_lines(trying(book, {}))
        assert "PII công bố 48,76, hạng 6; thay đổi đang thử không đổi điểm: 48,76" in first
        assert second.startswith("Hạng 6/34")

    def test_a_change_adds_to_the_published_score_what_the_sheet_says(self, book) -> None:
        value = float(book["tblReference"].set_index("code").at["2.1.1", "maximum"])
        tried = trying(book, {"2.1.1": value})
        effect = float(tried["tblTry"].set_index("code").at["2.1.1", "effect"])
        lever = next(one for one in levers_of(book) if one.code == "2.1.1")
        assert lever.points(value) == pytest.approx(effect, abs=1e-9)
        assert effect > 0
        assert f"{48.76 + effect:.2f}".replace(".", ",") in effect_lines(tried)[0]

    @pytest.mark.parametrize(("code", "value"), [("4.2.1", -5.0), ("2.1.2", 101.0)])
    def test_a_value_that_cannot_be_is_refused(self, book, code, value) -> None:
        with pytest.raises(DataError, match="E616"):
            trying(book, {code: value})


class TestLevers:
    def test_points_are_what_the_pii_gains_when_the_value_is_put_in(self, book) -> None:
        row = levers(book).facts["rows"][0]
        values = book.tables["tblValues"]
        better = values.assign(direct=values["direct"].where(values["code"] != row["code"], row["best"]))
        gained = component_scores(book.having(tblValues=better))["PII"] - component_scores(book)["PII"]
        assert row["points_to_best"] == pytest.approx(gained, abs=1e-9)

    def test_the_greatest_possible_gain_stands_first_and_what_is_unknown_last(self, book) -> None:
        values = book.tables["tblValues"]
        gap = values.assign(direct=values["direct"].where(values["code"] != "2.1.1", np.nan))
        outcome = levers(book.having(tblValues=gap))
        gains = [row["points_to_best"] for row in outcome.facts["rows"]]
        known = [one for one in gains if one == one]
        assert known == sorted(known, reverse=True)
        assert gains[: len(known)] == known
        assert "2.1.1" in next(item.found for item in outcome.findings)


class TestGoals:
    def test_a_rank_is_reached_and_the_workbook_scored_with_the_answer_gains_as_much(self, book) -> None:
        outcome = wish(book, rank=5)
        (answer,) = outcome.facts["answers"]
        new = {change.lever.code: change.value for change in answer}
        values = book.tables["tblValues"]
        direct = [new.get(code, old) for code, old in zip(values["code"], values["direct"], strict=True)]
        gained = component_scores(book.having(tblValues=values.assign(direct=direct)))["PII"]
        gained -= component_scores(book)["PII"]
        assert 48.76 + gained >= 49.38 - 1e-9
        assert gained == pytest.approx(sum(change.points for change in answer), abs=1e-9)

    def test_the_first_answer_is_kept_as_a_scenario_and_as_a_draft_for_the_report(self, book) -> None:
        outcome = wish(book, pii=52.0)
        kept = outcome.state["tblSaved"].dropna(subset=["s1"])
        assert set(kept["code"]) == {change.lever.code for change in outcome.facts["answers"][0]}
        draft = outcome.state["tblParagraphs"].set_index("place").at["IV", "text"]
        assert "Phương án S1 (ước tính)" in draft

    def test_a_goal_that_is_met_needs_no_change(self, book) -> None:
        outcome = wish(book, rank=10)
        assert outcome.workspace is None
        assert [item.code for item in outcome.said] == ["N667"]

    def test_pillars_below_last_year_are_the_ones_that_are_moved(self, book) -> None:
        (answer,) = wish(book, pillars=True).facts["answers"]
        assert {change.lever.pillar for change in answer} == {"4"}

    @pytest.mark.parametrize(
        ("wanted", "options", "code"),
        [
            ({"pii": 200.0}, {}, "E665"),
            ({"rank": 1}, {"limits": Limits(indicators=1)}, "E666"),
            ({"pii": 50.0}, {"bounds": {"2.1.1": Bound(5.0, 1.0)}}, "E664"),
        ],
    )
    def test_what_is_out_of_reach_or_contradicts_itself_is_named(self, book, wanted, options, code) -> None:
        with pytest.raises(DataError, match=code):
            wish(book, **wanted, **options)

    def test_a_rank_that_nobody_published_anything_about_is_not_guessed(self, book) -> None:
        few = book.tables["tblPublished"].query("year != 2025 or province in ('Bắc Ninh', 'Gia Lai')")
        with pytest.raises(DataError, match="E663"):
            wish(book.having(tblPublished=few), rank=3)

    def test_bounds_of_the_official_are_kept(self, book) -> None:
        lever = max(levers_of(book), key=lambda one: one.points(one.scale.best))
        narrow = {lever.code: Bound(high=lever.value)}
        for answer in wish(book, pii=49.5, bounds=narrow, count=3).facts["answers"]:
            assert lever.code not in {change.lever.code for change in answer}

    def test_what_is_typed_beside_the_scenarios_bounds_the_goal_and_stays(self, book) -> None:
        lever = max(levers_of(book), key=lambda one: one.points(one.scale.best))
        rows = book["tblSaved"]
        typed = book.having(
            tblSaved=rows.assign(bound=rows["bound"].where(rows["code"] != lever.code, lever.value)),
            settings=book.settings.having(goal_indicators=3.0),
        )
        bounds, by_effort = bounds_in(typed)
        assert bounds == {lever.code: Bound(**{"high" if lever.scale.direction > 0 else "low": lever.value})}
        limits = limits_in(typed, by_effort)
        assert limits == Limits(indicators=3)
        outcome = wish(typed, pii=49.5, bounds=bounds, limits=limits)
        (answer,) = outcome.facts["answers"]
        assert lever.code not in {change.lever.code for change in answer}
        kept = outcome.state.tables["tblSaved"].set_index("code")
        assert kept.at[lever.code, "bound"] == lever.value

    def test_an_effort_on_the_sheet_asks_for_the_cheapest(self, book) -> None:
        rows = book["tblSaved"]
        typed = book.having(tblSaved=rows.assign(effort=[float(at) for at in range(len(rows))]))
        bounds, by_effort = bounds_in(typed)
        assert limits_in(typed, by_effort).cheapest
        assert bounds[str(rows["code"].iloc[5])].effort == 5.0

    def test_without_any_score_there_is_no_ground(self) -> None:
        empty = new_workspace()
        bare = empty.having(tblPublished=empty.tables["tblPublished"].iloc[:0])
        with pytest.raises(DataError, match="E662"):
            wish(bare, pii=50.0)


class TestNationalTable:
    def table(self, book: Workspace) -> pd.DataFrame:
        random = np.random.default_rng(2)
        codes = list(book.framework.codes)[:11]
        units = ["Bắc Ninh", "Huế", "Hà Nội", "Cà Mau"]
        return pd.DataFrame(random.uniform(1, 50, (4, 11)), index=units, columns=codes)

    def test_ends_means_and_ranks_come_from_the_table_and_say_so(self, book) -> None:
        table = self.table(book)
        outcome = reference(book, NationalTable(table, 2025, Status.PUBLISHED, "bang.csv"))
        line = outcome.state["tblReference"].set_index("code").loc["1.2.1"]
        assert (line["minimum"], line["maximum"]) == (table["1.2.1"].min(), table["1.2.1"].max())
        assert line["mean"] == pytest.approx(table["1.2.1"].mean())
        assert (line["status"], line["source"]) == ("ước tính", "bang.csv: 4 tỉnh, thành phố")
        national = outcome.state["tblNational"].query("code == '1.2.1'").set_index("province")
        direction = book.framework.indicator("1.2.1").direction
        best = table["1.2.1"].idxmax() if direction > 0 else table["1.2.1"].idxmin()
        assert national.at[best, "rank"] == 1

    def test_indicators_that_the_table_lacks_keep_their_reference_and_are_named(self, book) -> None:
        outcome = reference(book, NationalTable(self.table(book), 2025, Status.ESTIMATED, "bang.csv"))
        pd.testing.assert_frame_equal(
            outcome.state["tblReference"].iloc[11:], book.tables["tblReference"].iloc[11:]
        )
        assert "7.2.1" in next(item.found for item in outcome.findings if item.code == "W673")

    def test_a_figure_of_the_own_province_that_differs_is_named_and_not_changed(self, book) -> None:
        outcome = reference(book, NationalTable(self.table(book), 2025, Status.ESTIMATED, "bang.csv"))
        assert "2.1.1" in {item.subject for item in outcome.findings if item.code == "W676"}
        pd.testing.assert_frame_equal(outcome.state.tables["tblValues"], book.tables["tblValues"])


class TestFromTheCommandLine:
    @pytest.fixture(scope="class")
    def path(self, book, tmp_path_factory) -> Path:
        from pii_xl.workbook.books.master_book import build_master

        path = tmp_path_factory.mktemp("so") / "so.xlsm"
        build_master(book, path)
        return path

    def test_levers_are_a_table(self, path, tmp_path, capsys) -> None:
        out = tmp_path / "l.csv"
        assert run("levers", path, "--out", out) == 0
        rows = list(csv.DictReader(out.open(encoding="utf-8")))
        assert len(rows) == len({row["code"] for row in rows}) > 50
        assert "Đòn bẩy lớn nhất (ước tính)" in capsys.readouterr().out

    def test_a_goal_is_told_and_its_workbook_read_again(self, path, tmp_path, capsys) -> None:
        from pii_xl.workbook.reading.master_file import read_master

        out = tmp_path / "g.xlsm"
        assert run("goal", path, "--rank", 5, "--alternatives", 2, "--out", out) == 0
        told = capsys.readouterr().out
        assert "Phương án 1" in told
        assert "Phương án 2" in told
        assert read_master(out).workspace["tblSaved"]["s1"].notna().any()

    def test_a_goal_is_typed_with_a_comma_or_a_point(self, path, capsys) -> None:
        assert run("goal", path, "--pii", "49,4") == 0
        comma = capsys.readouterr().out
        assert "PII từ 49,40 trở lên" in comma
        assert run("goal", path, "--pii", "49.4") == 0
        assert capsys.readouterr().out == comma

    def test_tables_of_two_years_go_in_one_after_the_other(self, path, tmp_path, capsys) -> None:
        from pii_xl.workbook.reading.master_file import read_master

        files = {year: tmp_path / f"{year}.csv" for year in (2024, 2025)}
        for year, file in files.items():
            file.write_text(f"unit,2.1.1\nHuế,{year - 2000}\nTỉnh Cà Mau,{year - 1990}\n", encoding="utf-8")
        first, second = tmp_path / "mot.xlsm", tmp_path / "hai.xlsm"
        assert run("reference", path, files[2025], "--out", first) == 0
        assert run("reference", first, files[2024], "--year", 2024, "--out", second) == 0
        assert "W692" in capsys.readouterr().out
        rows = read_master(second).workspace.tables["tblNational"]
        own = rows[rows["year"] == 2025].set_index("province")
        assert own.loc["Huế", ["value", "previous"]].tolist() == [25.0, 24.0]
        assert own["previous"].isna().tolist() == [False, True]  # Cà Mau was made of two provinces

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ([], "E670"),
            (["--rank", 5, "--pii", 60], "E670"),
            (["--pii", 999], "E665"),
            (["--rank", 0], "E105"),
            (["--pii", "nan"], "E671"),
        ],
    )
    def test_goals_that_are_none_are_named_and_nothing_is_written(
        self, path, tmp_path, capsys, options, code
    ) -> None:
        out = tmp_path / "g.xlsm"
        assert run("goal", path, *options, "--out", out) != 0
        assert code in capsys.readouterr().err
        assert not out.exists()

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("code,low,high\n2.1.1,5,1\n", "E624"),
            ("code,low,high\n9.9.9,1,5\n", "E621"),
            ("ma,thap\n2.1.1,1\n", "E620"),
            ("code,low,high,effort\n2.1.1,1,5,-2\n", "E624"),
        ],
    )
    def test_bounds_that_cannot_be_used_are_named(self, path, tmp_path, capsys, content, code) -> None:
        bounds = tmp_path / "b.csv"
        bounds.write_text(content, encoding="utf-8")
        assert run("goal", path, "--pii", 50, "--bounds", bounds) != 0
        assert code in capsys.readouterr().err

    def test_the_national_table_comes_from_csv_and_from_a_workbook_alike(self, path, tmp_path) -> None:
        from pii_xl.workbook.reading.master_file import read_master

        table = pd.DataFrame({"unit": ["A", "B"], "2.1.1": [1.5, 2.5], "2.1.2": [10.0, 20.0]})
        table.to_csv(tmp_path / "t.csv", index=False)
        table.to_excel(tmp_path / "t.xlsx", index=False)
        books = []
        for name in ("t.csv", "t.xlsx"):
            out = tmp_path / f"{name}.xlsm"
            assert run("reference", path, tmp_path / name, "--out", out) == 0
            books.append(read_master(out).workspace)
        pd.testing.assert_frame_equal(books[0]["tblNational"], books[1]["tblNational"])
        assert books[0]["tblReference"].set_index("code").at["2.1.1", "minimum"] == 1.5

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("unit,2.1.1\nA,1\nA,2\n", "E605"),
            ("unit,9.9.9\nA,1\n", "E603"),
            ("unit,2.1.1\nA,một\n", "E604"),
            ("unit,2.1.1\nA,1,2\n", "E606"),
            ("unit,2.1.1\n", "E607"),
        ],
    )
    def test_tables_that_cannot_be_used_are_named_and_nothing_is_written(
        self, path, tmp_path, capsys, content, code
    ) -> None:
        table, out = tmp_path / "t.csv", tmp_path / "o.xlsm"
        table.write_text(content, encoding="utf-8")
        assert run("reference", path, table, "--out", out) != 0
        assert code in capsys.readouterr().err
        assert not out.exists()
