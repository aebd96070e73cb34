"""All provinces scored in the workbook, by the method that its settings name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pii_xl.commands.reference import reference
from pii_xl.commands.score import score
from pii_xl.layout.method import (
    AGGREGATIONS,
    GAPS,
    NORMALISATIONS,
    TREATMENTS,
    Aggregation,
    Gaps,
    Normalisation,
    Treatment,
)
from pii_xl.layout.national import STALE
from pii_xl.layout.parts import Status
from pii_xl.layout.stamp import FRESH
from pii_xl.ledger.reasons import Official
from pii_xl.score.method import Method
from pii_xl.score.units import score_units
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.national import NationalTable
from pii_xl.workspace.national_scores import national_method
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.mergers import provinces
from tests.command_line import run

BY = Official(date(2025, 11, 1), "chuyên viên")
PROVINCES = provinces(2025)
WAYS = {
    "the default": {},
    "z-scores": {"normalisation": NORMALISATIONS[Normalisation.ZSCORE]},
    "ranks": {"normalisation": NORMALISATIONS[Normalisation.RANK]},
    "outliers treated": {"treatment": TREATMENTS[Treatment.WINSORISE_LOG]},
    "gaps filled": {"gaps": GAPS[Gaps.MEDIAN]},
    "a geometric mean at the top": {"mean_4": AGGREGATIONS[Aggregation.GEOMETRIC]},
    "harmonic means": {f"mean_{at}": AGGREGATIONS[Aggregation.HARMONIC] for at in (1, 2, 3, 4)},
}


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    random = np.random.default_rng(5)
    codes = list(new_workspace().framework.codes)
    table = random.lognormal(sigma=0.8, size=(len(PROVINCES), len(codes)))
    table[random.random(table.shape) < 0.03] = np.nan
    return pd.DataFrame(table, index=list(PROVINCES), columns=codes)


@pytest.fixture(scope="module")
def book(values: pd.DataFrame) -> Workspace:
    groups = {name: f"Vùng {at % 6 + 1}" for at, name in enumerate(PROVINCES)}
    given = NationalTable(values, 2025, Status.ESTIMATED, "bang.csv", groups)
    return reference(new_workspace(), given).state


def having(book: Workspace, **settings: str) -> Workspace:
    return book.having(settings=book.settings.having(**settings))


@pytest.mark.parametrize("way", WAYS)
def test_the_sheet_has_the_scores_that_a_table_of_units_has_by_that_method(way, book, values) -> None:
    chosen = having(book, **WAYS[way])
    rows = score(chosen, BY).state["tblNationalScores"]
    expected = score_units(values, book.framework, national_method(chosen.settings))
    for component in ("PII", "input", "output", "7"):
        own = rows[rows["component"] == component].set_index("province")
        np.testing.assert_allclose(own["score"].reindex(PROVINCES), expected[component], rtol=1e-12)
    ranks = rows[rows["component"] == "PII"].set_index("province")["rank"]
    np.testing.assert_array_equal(ranks.reindex(PROVINCES), expected["rank"])


def test_the_default_is_what_the_published_scores_follow(book) -> None:
    assert national_method(book.settings) == Method(scale=(0.0, 100.0))


def test_each_region_has_its_ranks(book) -> None:
    rows = score(book, BY).state["tblNationalScores"]
    index = rows[rows["component"] == "PII"].dropna(subset=["score"])
    for _, region in index.groupby("group"):
        assert list(region["rank_in_group"]) == list(region["score"].rank(ascending=False))


def test_the_workbooks_own_figures_count_for_the_own_province(book, values) -> None:
    given = book.having(tblValues=book.tables["tblValues"].assign(direct=5.0, status="ước tính"))
    direct = given["tblValues"].dropna(subset=["value"])["code"]
    own = values.copy()
    own.loc["Bắc Ninh", list(direct)] = 5.0
    rows = score(given, BY).state["tblNationalScores"].query("component == 'PII'").set_index("province")
    expected = score_units(own, book.framework, national_method(book.settings))
    np.testing.assert_allclose(rows["score"].reindex(PROVINCES), expected["PII"], rtol=1e-12)


def test_every_indicator_says_what_was_done_and_why(book) -> None:
    account = score(having(book, **WAYS["outliers treated"]), BY).state["tblNationalAccount"]
    assert account["why"].iloc[0].startswith("cực tiểu, cực đại từ 0 đến 100; kéo ngoại lai")
    told = account.set_index("code")["why"]
    assert all("Chuẩn hóa theo" in told[code] for code in book.framework.codes)
    assert any("Kéo" in line for line in told)


def test_another_method_or_figure_makes_it_stale(book) -> None:
    done = score(book, BY).state
    assert set(done["tblNationalAccount"]["fits"]) == {FRESH}
    for changed in (
        having(done, **WAYS["z-scores"]),
        done.having(tblNational=done.tables["tblNational"].iloc[1:]),
    ):
        assert set(changed["tblNationalAccount"]["fits"]) == {STALE}


def test_a_method_that_cannot_be_applied_is_named_and_nothing_stale_is_left(book) -> None:
    done = score(book, BY).state
    wrong = having(done, **(WAYS["z-scores"] | WAYS["harmonic means"]))
    outcome = score(wrong, BY)
    assert "E628" in {item.code for item in outcome.findings}
    assert not len(outcome.state["tblNationalScores"])


def test_group_means_need_groups(values) -> None:
    plain = reference(new_workspace(), NationalTable(values, 2025, Status.ESTIMATED, "b.csv")).state
    outcome = score(having(plain, gaps=GAPS[Gaps.GROUP_MEAN]), BY)
    assert "E640" in {item.code for item in outcome.findings}


def test_made_up_figures_of_others_make_made_up_scores(values) -> None:
    given = NationalTable(values, 2025, Status.ILLUSTRATIVE, "b.csv")
    rows = score(reference(new_workspace(), given).state, BY).state["tblNationalScores"]
    assert set(rows["status"]) == {"minh họa"}


def test_without_a_table_there_is_nothing() -> None:
    assert not len(score(new_workspace(), BY).state["tblNationalScores"])


def test_from_files_alone(values, tmp_path: Path, capsys) -> None:
    book, table, first, out = (tmp_path / name for name in ("s.xlsm", "b.csv", "1.xlsm", "2.xlsm"))
    build_master(new_workspace(), book)
    shown = values.reset_index(names="Tỉnh")
    shown.insert(1, "Vùng", [f"Vùng {at % 3}" for at in range(len(shown))])
    shown.to_csv(table, index=False)
    assert run("reference", book, table, "--out", first) == 0
    assert run("score", first, "--out", out) == 0
    capsys.readouterr()
    read = read_master(out).workspace
    assert len(read["tblNationalScores"]) == len(PROVINCES) * (3 + len(read.framework.pillars))
    assert set(read["tblNationalScores"]["group"]) == {"Vùng 0", "Vùng 1", "Vùng 2"}
    assert set(read["tblNationalAccount"]["fits"]) == {FRESH}
    assert run("uncertainty", out, "--replications", 50, "--out", tmp_path / "u.csv") == 0
    assert "N633" not in capsys.readouterr().out
    told = pd.read_csv(tmp_path / "u.csv", index_col="unit")
    ranked = read["tblNationalScores"].query("component == 'PII'").set_index("province")["rank"]
    pd.testing.assert_series_equal(
        told["rank"].sort_index(),
        ranked.sort_index(),
        check_names=False,
        check_dtype=False,
        check_index_type=False,
    )
