"""Who owes what: the matrix of agencies and things due."""

from __future__ import annotations

from datetime import date
from functools import cache

import pandas as pd

from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.layout.matrix import agency_key
from pii_xl.workspace.workspace import Workspace


@cache
def workspace() -> Workspace:
    return with_sample_data(demo_workspace())


def rows(of: Workspace) -> pd.DataFrame:
    return of["tblMatrix"].set_index("code")


def test_every_indicator_policy_group_and_task_has_its_row() -> None:
    counts = workspace()["tblMatrix"]["kind"].value_counts().to_dict()
    assert counts == {
        "Chỉ số": 52,
        "Số gốc": len(workspace()["tblBase"]),
        "Chính sách": 13,
        "Nhiệm vụ": len(workspace()["tblTasks"]),
    }


def test_an_indicator_stands_under_the_agency_that_enters_it_and_nowhere_else() -> None:
    agencies = list(workspace()["tblProgress"]["agency"])
    row = rows(workspace()).loc["2.1.2"]
    owner = workspace()["tblValues"].set_index("code").at["2.1.2", "agency"]
    marked = [agency for n, agency in enumerate(agencies) if row[agency_key(n)]]
    assert marked == [owner]
    assert row[agency_key(agencies.index(owner))] == row["shown"]


def test_what_is_missing_after_the_deadline_counts_its_days() -> None:
    values = workspace()["tblValues"]
    gone = values["code"] == "2.1.2"
    entered = {key: values[key].mask(gone) for key in ("numerator", "denominator", "direct")}
    settings = workspace().settings.having(deadline=date(2025, 7, 31), as_of=date(2025, 8, 10))
    changed = workspace().having(settings=settings, tblValues=values.assign(**entered))
    row = rows(changed).loc["2.1.2"]
    assert (row["state"], row["days"], row["shown"]) == ("Chưa gửi", 10, "Chưa gửi – quá hạn")


def test_what_is_there_is_never_late() -> None:
    found = workspace()["tblMatrix"]
    assert (found.loc[found["state"].isin(["Đã có", "Có lý do", "Hoàn thành"]), "days"] == 0).all()


def test_a_task_is_shown_by_its_beginning_and_ends_at_a_word() -> None:
    tasks = workspace()["tblMatrix"].query("kind == 'Nhiệm vụ'")["name"]
    assert tasks.str.len().max() <= 152
    whole = {" ".join(text.split()) for text in workspace()["tblTasks"]["text"]}
    for name in tasks:
        beginning = name.removesuffix(" …")
        assert any(text == beginning or text.startswith(beginning + " ") for text in whole)
