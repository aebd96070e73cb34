"""The table of all provinces, year by year."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pii_xl.ground.frames import records
from pii_xl.layout.parts import Status
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.framework import Framework
from pii_xl.year.mergers import provinces, was_merged

CODE = re.compile(r"\d+(\.\d+)+")
"""What an indicator's code looks like in any framework."""


@dataclass(frozen=True)
class NationalTable:
    """A table as somebody gave it: provinces × indicator codes of its year, how sure it is, from which file, in which groups."""

    values: pd.DataFrame
    year: int
    status: Status
    source: str
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Every province of its year has a row."""
        return len(self.values) >= len(provinces(self.year))

    @property
    def reference_status(self) -> Status:
        """How sure its ends are: those of a part of the country are nobody's publication."""
        part_published = self.status is Status.PUBLISHED and not self.is_whole
        return Status.ESTIMATED if part_published else self.status


def is_code(name: str, framework: Framework, year: int) -> bool:
    """Whether a column of a table of ``year`` is an indicator's: any code where the framework was another one."""
    if framework.has_changed_since(year):
        return bool(CODE.fullmatch(name))
    return name in framework.codes


def national_rows(workspace: Workspace) -> pd.DataFrame:
    """Every row with its year; rows of a workbook that knew no years are of its own."""
    rows = workspace.tables["tblNational"]
    return rows.assign(year=rows["year"].fillna(float(workspace.year)))


def national_in(workspace: Workspace, year: int | None = None) -> pd.DataFrame:
    """The rows of one year, the workbook's own unless another is asked for."""
    rows = national_rows(workspace)
    return rows[rows["year"] == (workspace.year if year is None else year)]


def own_among(workspace: Workspace) -> pd.DataFrame:
    """Provinces × indicator codes of the workbook's year, the own province first, with the workbook's own values where it has any."""
    own, rows = workspace.settings.text("province"), national_in(workspace)
    table = rows.pivot_table(index="province", columns="code", values="value", aggfunc="first")
    table = table.reindex(index=[own, *(unit for unit in table.index if unit != own)])
    table = table.reindex(columns=list(workspace.framework.codes))
    mine = workspace.part("tblResults", "code", "value").set_index("code")["value"].reindex(table.columns)
    table.loc[own] = mine.astype(float).fillna(table.loc[own])
    return table


def beside_before(rows: pd.DataFrame, workspace: Workspace) -> pd.DataFrame:
    """The rows, those of the workbook's year with the province's value in the year compared with.

    A province that was made of several since then has none: like is set beside like.
    """
    year, then = workspace.year, workspace.settings.integer("previous_year")
    before = rows[rows["year"] == then]
    known = {
        (name_today(workspace, str(row["province"]), then), row["code"]): row["value"]
        for row in records(before)
        if not is_unlike(workspace, str(row["province"]), then)
    }
    found = [
        known.get((province, code), math.nan) if own == year else math.nan
        for own, province, code in zip(rows["year"], rows["province"], rows["code"], strict=True)
    ]
    return rows.assign(previous=found)


def name_today(workspace: Workspace, province: str, year: int) -> str:
    """What a province of ``year`` is called in the workbook; its own may stand there under another name."""
    return workspace.settings.text("province") if province == name_then(workspace, year) else province


def name_then(workspace: Workspace, year: int) -> str:
    """What the workbook's province is called in a table of ``year``."""
    settings = workspace.settings
    then = settings.text("previous_province") if year == settings.integer("previous_year") else ""
    return then or settings.text("province")


def is_unlike(workspace: Workspace, province: str, year: int) -> bool:
    """Whether a row of ``year`` is of a province that had other borders then.

    A name that the official gave for the merged province in the year compared with is of the merged one.
    """
    own = workspace.settings.text("province")
    return was_merged(province, year) and (province != name_then(workspace, year) or province == own)
