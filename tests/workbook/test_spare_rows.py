"""Rows that people can still fill: on a protected sheet Excel lets no table grow."""

from __future__ import annotations

from pii_xl.layout import MASTER
from pii_xl.workspace.new_year import new_workspace


def test_another_year_of_published_scores_fits() -> None:
    years = new_workspace()["tblPublished"].groupby("year").size()
    assert MASTER.table("tblPublished").spare_rows >= years.max()


def test_every_table_that_people_only_add_to_has_spare_rows() -> None:
    for name in ("tblEvidence", "tblContacts", "tblLetters", "tblPublished", "tblTargets", "tblAgencies"):
        assert MASTER.table(name).spare_rows, name
