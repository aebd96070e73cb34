"""Tables of units from the command line: what is written, and what is said of tables that cannot be used."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from pii_xl.cli import _guarded
from pii_xl.year.framework import load_framework
from tests.score.test_score_units import EXAMPLES

VALUES = EXAMPLES / "m34_values.csv"
CODES = load_framework(2024).codes


def run(*arguments: object) -> int:
    return _guarded([str(one) for one in arguments])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "ra.csv"


def table(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def weights(tmp_path: Path, *rows: str) -> Path:
    return table(tmp_path / "trong-so.csv", "code,weight", *rows)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("zscore_arithmetic", ["--normalisation", "zscore"]),
        ("rank_arithmetic", ["--normalisation", "rank"]),
        ("minmax1to100_harmonic", ["--range", "1,100", "--aggregation", "harmonic"]),
        ("minmax_weighted", ["--weights", EXAMPLES / "m34_weights.csv"]),
    ],
)
def test_the_options_give_what_the_independent_package_gives(name, options, out) -> None:
    assert run("score-units", VALUES, "--out", out, *options) == 0
    expected = pd.read_csv(EXAMPLES / f"m34_{name}_expected.csv", index_col="unit")
    pd.testing.assert_frame_equal(
        pd.read_csv(out, index_col="unit"), expected, check_dtype=False, atol=1e-9, rtol=0
    )


def test_the_account_has_a_line_with_a_reason_for_each_indicator(out, tmp_path) -> None:
    account = tmp_path / "cach.csv"
    options = ("--treatment", "winsorise-log", "--method-out", account)
    assert run("score-units", VALUES, "--out", out, *options) == 0
    rows = list(csv.DictReader(account.open(encoding="utf-8")))
    assert [row["code"] for row in rows] == list(CODES)
    treated = [row for row in rows if row["treatment"]]
    assert treated
    assert all(
        "độ lệch" in row["why"] and "Chuẩn hóa theo cực tiểu, cực đại" in row["why"] for row in treated
    )


BAD = {
    "an unknown weight": (["1.1.1,1", "9.9,2"], "E621", "9.9"),
    "a weight twice": (["1.1.1,1", "1.1.1,2"], "E621", "1.1.1"),
    "a negative weight": (["1.1.1,-1"], "E622", "-1"),
    "an absurd weight": (["1.1.1,1e300"], "E622", "1e300"),
    "an infinite weight": (["1.1.1,inf"], "E604", "inf"),
    "no weight": (["1.1.1,"], "E622", "trống"),
    "nothing left below": (["1.1.1,0", "1.1.2,0", "1.1.3,0"], "E623", "1.1"),
}


@pytest.mark.parametrize(("rows", "code", "named"), BAD.values(), ids=BAD)
def test_weights_that_cannot_be_used_are_named_and_nothing_is_written(
    rows, code, named, tmp_path, out, capsys
) -> None:
    assert run("score-units", VALUES, "--out", out, "--weights", weights(tmp_path, *rows)) != 0
    told = capsys.readouterr().err
    assert code in told
    assert named in told
    assert not out.exists()


def posts(tmp_path: Path, low: float, high: float, *leave_out: str) -> Path:
    rows = (f"{code},{low},{high}" for code in CODES if code not in leave_out)
    return table(tmp_path / "moc.csv", "code,low,high", *rows)


OPTIONS = {
    "goalposts without a file": (lambda _: ["--normalisation", "goalposts"], "E625"),
    "an indicator without goalposts": (
        lambda at: ["--normalisation", "goalposts", "--goalposts", posts(at, 0, 1, "2.1.1")],
        "E625",
    ),
    "goalposts the wrong way round": (
        lambda at: ["--normalisation", "goalposts", "--goalposts", posts(at, 5, 5)],
        "E624",
    ),
    "a target below the worst": (
        lambda at: [
            "--normalisation",
            "distance-to-target",
            "--goalposts",
            table(at / "t.csv", "code,target", *(f"{code},-9e9" for code in CODES)),
        ],
        "E629",
    ),
    "a scale upside down": (lambda _: ["--range", "100,1"], "E626"),
    "a scale that is none": (lambda _: ["--range", "abc"], "E626"),
    "a scale for z-scores": (lambda _: ["--normalisation", "zscore", "--range", "0,100"], "E627"),
    "a geometric mean of zeros": (lambda _: ["--aggregation", "geometric"], "E628"),
    "a harmonic mean of z-scores": (
        lambda _: ["--normalisation", "zscore", "--aggregation", "harmonic"],
        "E628",
    ),
    "a geometric mean of zeros at one level": (
        lambda _: ["--aggregation", "geometric,arithmetic,arithmetic,arithmetic"],
        "E628",
    ),
    "means for some levels": (lambda _: ["--aggregation", "geometric,arithmetic"], "E105"),
    "a coverage above one": (lambda _: ["--coverage", "1.5"], "E105"),
    "an unknown way": (lambda _: ["--normalisation", "magic"], "E105"),
}


@pytest.mark.parametrize(("options", "code"), OPTIONS.values(), ids=OPTIONS)
def test_options_that_do_not_fit_are_named_and_nothing_is_written(
    options, code, tmp_path, out, capsys
) -> None:
    assert run("score-units", VALUES, "--out", out, *options(tmp_path)) != 0
    assert code in capsys.readouterr().err
    assert not out.exists()


def test_values_outside_the_goalposts_are_told_by_unit(tmp_path, out, capsys) -> None:
    options = ("--normalisation", "goalposts", "--goalposts", posts(tmp_path, 0, 100000))
    low = table(tmp_path / "v.csv", "unit,2.1.1,2.1.2", "A,-5,1", "B,5,2")
    assert run("score-units", low, "--out", out, "--coverage", 0, *options) == 0
    told = capsys.readouterr().out
    assert "W631" in told
    assert "A" in told


def test_units_below_the_coverage_are_named(tmp_path, out, capsys) -> None:
    values = pd.read_csv(VALUES, index_col="unit")
    values.loc["T03", list(CODES[:30])] = float("nan")
    path = tmp_path / "v.csv"
    values.to_csv(path)
    assert run("score-units", path, "--out", out) == 0
    told = capsys.readouterr().out
    assert "W632" in told
    assert "T03" in told
    assert pd.isna(pd.read_csv(out, index_col="unit").loc["T03", "rank"])


def test_each_level_may_have_its_own_mean(out, tmp_path) -> None:
    plain = tmp_path / "cong.csv"
    assert run("score-units", VALUES, "--out", plain) == 0
    ways = "arithmetic,arithmetic,arithmetic,geometric"
    assert run("score-units", VALUES, "--out", out, "--aggregation", ways) == 0
    sums, roots = (pd.read_csv(path, index_col="unit") for path in (plain, out))
    pd.testing.assert_series_equal(sums["input"], roots["input"])
    expected = (roots["input"] * roots["output"]) ** 0.5
    pd.testing.assert_series_equal(roots["PII"], expected, check_names=False, rtol=1e-12)


@pytest.mark.parametrize("way", ["rank", "percentile", "distance-to-max", "goalposts"])
def test_every_way_may_be_put_on_a_scale(way, out, tmp_path) -> None:
    options = ["--goalposts", posts(tmp_path, -1e9, 1e9)] if way == "goalposts" else []
    for scale in ("1,100", "0,1"):
        assert (
            run("score-units", VALUES, "--out", out, "--normalisation", way, "--range", scale, *options) == 0
        )


def test_an_empty_table_is_refused(tmp_path, out, capsys) -> None:
    assert run("score-units", table(tmp_path / "v.csv", "unit,2.1.1"), "--out", out) != 0
    assert "E607" in capsys.readouterr().err


def test_uncertainty_and_sensitivity_repeat_by_their_seed(tmp_path) -> None:
    files = []
    for name in ("a", "b"):
        for command in ("uncertainty", "sensitivity"):
            out = tmp_path / f"{command}-{name}.csv"
            assert run(command, VALUES, "--replications", 60, "--seed", 3, "--out", out) == 0
            files.append(out.read_bytes())
    assert files[0] == files[2]
    assert files[1] == files[3]
    rows = list(csv.DictReader((tmp_path / "uncertainty-a.csv").open(encoding="utf-8")))
    assert len(rows) == 34
    assert 0 <= float(rows[0]["top_10"]) <= 1


def test_of_a_single_province_scores_are_told_and_no_rank(tmp_path, capsys) -> None:
    from pii_xl.layout.parts import Status
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workspace.new_year import new_workspace

    book, empty = tmp_path / "so.xlsm", new_workspace()
    values = empty.tables["tblValues"].assign(direct=6.0, status=str(Status.ILLUSTRATIVE))
    reference = empty.tables["tblReference"].assign(minimum=2.0, maximum=10.0)
    build_master(empty.having(tblValues=values, tblReference=reference), book)
    out = tmp_path / "u.csv"
    assert run("uncertainty", book, "--replications", 100, "--out", out) == 0
    assert "N633" in capsys.readouterr().out
    (row,) = csv.DictReader(out.open(encoding="utf-8"))
    assert float(row["pii_low"]) <= float(row["pii_median"]) <= float(row["pii_high"])
    assert row["label"] == "minh họa"
    assert not [name for name in row if "rank" in name or "top" in name]


def test_a_workbook_without_figures_has_nothing_to_try(tmp_path, capsys) -> None:
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workspace.new_year import new_workspace

    book = tmp_path / "so.xlsm"
    build_master(new_workspace(), book)
    assert run("uncertainty", book, "--out", tmp_path / "u.csv") != 0
    assert "E634" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--unit", "Nơi khác"], "E635"),
        (["--replications", "0"], "E105"),
        (["--weight-spread", "-1"], "E105"),
    ],
)
def test_wrong_wishes_about_sensitivity_are_named(options, code, tmp_path, capsys) -> None:
    assert run("sensitivity", VALUES, "--out", tmp_path / "s.csv", *options) != 0
    assert code in capsys.readouterr().err
