"""What stands for a missing value, and ranks within groups."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pii_xl.cli import _guarded
from pii_xl.layout.method import Gaps
from pii_xl.score.gaps import filled

NUMBERS = st.floats(-1e3, 1e3) | st.just(float("nan"))
TABLES = arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 7)), elements=NUMBERS)


def naive(row: list[float], groups: list[str], at: int, gaps: Gaps) -> float:
    """One gap filled by hand."""
    others = [
        value
        for value, group in zip(row, groups, strict=True)
        if value == value and (gaps is not Gaps.GROUP_MEAN or group == groups[at])
    ]
    if not others or (gaps is Gaps.GROUP_MEAN and not groups[at]):
        return float("nan")
    return float(pd.Series(others).median() if gaps is Gaps.MEDIAN else pd.Series(others).mean())


@given(TABLES, st.sampled_from([Gaps.MEAN, Gaps.MEDIAN, Gaps.GROUP_MEAN]), st.data())
def test_every_gap_is_filled_as_by_hand_and_no_figure_changes(table, gaps, data) -> None:
    groups = data.draw(
        st.lists(st.sampled_from(["a", "b", ""]), min_size=table.shape[1], max_size=table.shape[1])
    )
    found = filled(table, gaps, groups)
    for row, (before, after) in enumerate(zip(table.tolist(), found.tolist(), strict=True)):
        for at, value in enumerate(before):
            wanted = value if value == value else naive(table[row].tolist(), groups, at, gaps)
            np.testing.assert_allclose(after[at], wanted, rtol=1e-9, atol=1e-9)


@given(TABLES)
def test_left_gaps_stay_gaps(table) -> None:
    np.testing.assert_array_equal(filled(table, Gaps.LEAVE), table)


@pytest.fixture
def values(tmp_path: Path) -> Path:
    path = tmp_path / "values.csv"
    codes = pd.read_csv(Path(__file__).parents[1] / "data/score-examples/m34_values.csv").set_index("unit")
    table = codes.head(6)
    table.iloc[0, 0] = np.nan
    table.to_csv(path)
    return path


def run(*args: object) -> int:
    return _guarded([str(arg) for arg in args])


def groups_of(path: Path, values: Path, names: list[str]) -> Path:
    units = pd.read_csv(values)["unit"]
    pd.DataFrame({"unit": units[: len(names)], "group": names}).to_csv(path, index=False)
    return path


def test_ranks_within_a_group_are_those_of_its_members_alone(values, tmp_path: Path) -> None:
    groups = groups_of(tmp_path / "g.csv", values, ["a", "b", "a", "b", "a", ""])
    out = tmp_path / "out.csv"
    assert run("score-units", values, "--out", out, "--groups", groups, "--coverage", "0") in (0, 1)
    table = pd.read_csv(out)
    for _, members in table.dropna(subset=["group"]).groupby("group"):
        ranked = members["PII"].rank(ascending=False, method="min")
        assert list(members["rank_in_group"]) == list(ranked)
    assert pd.isna(table["rank_in_group"].iloc[-1])


def test_without_groups_the_columns_are_as_ever(values, tmp_path: Path) -> None:
    run("score-units", values, "--out", tmp_path / "out.csv", "--coverage", "0")
    assert list(pd.read_csv(tmp_path / "out.csv").columns)[-1] == "rank"


def test_the_account_says_how_many_were_filled_and_from_what(values, tmp_path: Path) -> None:
    run(
        "score-units",
        values,
        "--out",
        tmp_path / "o.csv",
        "--gaps",
        "mean",
        "--method-out",
        tmp_path / "m.csv",
    )
    first = pd.read_csv(tmp_path / "m.csv").iloc[0]
    assert first["filled"] == 1
    assert first["why"].startswith("1 chỗ thiếu được lấy trung bình các đơn vị")


def test_a_group_mean_without_groups_and_a_strange_unit_are_refused(values, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out.csv"
    assert run("score-units", values, "--out", out, "--gaps", "group-mean") == 1
    assert "E640" in capsys.readouterr().err
    strange = tmp_path / "g.csv"
    strange.write_text("unit,group\nAtlantis,a\n", encoding="utf-8")
    assert run("score-units", values, "--out", out, "--groups", strange) == 1
    assert "E639" in capsys.readouterr().err
    assert not out.exists()
