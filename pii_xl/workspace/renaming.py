"""Agencies that officials renamed on the sheet "Cơ quan": every table follows, the earlier names are kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pii_xl.ground.frames import Row, records
from pii_xl.workspace.workspace import Workspace, typed
from pii_xl.year.agencies import Agency, load_agencies, piped
from pii_xl.year.responsibility import names

AGENCY_REFERENCES = (
    "tblValues",
    "tblBase",
    "tblPolicies",
    "tblEvidence",
    "tblContacts",
    "tblLetters",
    "tblProgress",
    "tblTasks",
    "tblAssessment",
    "tblCommendation",
    "tblLearning",
)
"""The tables with a column ``agency`` of short names."""
SEPARATOR = " | "
REMEMBERED = {"name": "name_before", "short": "short_before"}
"""Columns that officials may change, and where the last known content of each is kept."""


def followed(workspace: Workspace) -> Workspace:
    """The workspace in which every reference follows the agencies that got another short name since the last command."""
    rows = records(workspace.tables["tblAgencies"])
    seen = [_before(row) for row in rows]
    told = [_remembered(row, before) for row, before in zip(rows, seen, strict=True)]
    if told == rows:
        return workspace
    new_names = {
        name: str(row["short"])
        for row, before in zip(rows, seen, strict=True)
        for name in before.values()
        if name and row["short"] and name not in (row["short"], row["name"])
    }
    frame = typed(workspace.layout.table("tblAgencies"), told)
    return renamed(workspace, new_names).with_tables({"tblAgencies": frame})


def renamed(workspace: Workspace, new_names: Mapping[str, str]) -> Workspace:
    """Every reference to an agency by its short name, following the agencies that got another one."""
    if not new_names:
        return workspace

    def follow(cell: object) -> str:
        return "; ".join(new_names.get(name, name) for name in names(str(cell)))

    tables = {
        name: workspace.tables[name].assign(agency=workspace.tables[name]["agency"].map(follow))
        for name in AGENCY_REFERENCES
    }
    return workspace.with_tables(tables)


def former_names(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What an agency of the table "Cơ quan" was called before."""
    return piped(row.get("former"))


@cache
def _built_in() -> Mapping[str, Agency]:
    return {agency.code: agency for agency in load_agencies().agencies}


def _before(row: Row) -> dict[str, str]:
    """Name and short name as the last command saw them; a workbook that does not say had those of the built-in list."""
    known = _built_in().get(str(row["code"]))
    return {
        key: str(row[remembered] or (getattr(known, key) if known else row[key]) or "")
        for key, remembered in REMEMBERED.items()
    }


def _remembered(row: Row, before: Mapping[str, str]) -> Row:
    changed = [before[key] for key in REMEMBERED if before[key] and row[key] and before[key] != row[key]]
    former = dict.fromkeys([*former_names(row), *changed])
    kept = [name for name in former if name not in (row["name"], row["short"])]
    seen = {remembered: str(row[key] or before[key]) for key, remembered in REMEMBERED.items()}
    return {**row, **seen, "former": SEPARATOR.join(kept)}
