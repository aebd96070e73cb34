"""Agencies that officials renamed on the sheet "Cơ quan": every table follows, the earlier names are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pii_xl.ground.frames import Row, records
from pii_xl.workspace.workspace import Workspace, typed
from pii_xl.year.agencies import load_agencies
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
)
"""The tables with a column ``agency`` of short names."""
SEPARATOR = " | "
REMEMBERED = {"name": "name_before", "short": "short_before"}
"""Columns that officials may change, and where the last known content of each is kept."""


def followed(workspace: Workspace) -> Workspace:
    """The workspace in which every reference follows the agencies that got another short name since the last command."""
    rows = records(workspace.tables["tblAgencies"])
    new_names = {
        before: str(row["short"])
        for row in rows
        for before in _before(row).values()
        if before and row["short"] and before not in (row["short"], row["name"])
    }
    told = [_remembered(row) for row in rows]
    if told == rows:
        return workspace
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
    return tuple(
        part.strip() for part in str(row.get("former") or "").split(SEPARATOR.strip()) if part.strip()
    )


def _before(row: Row) -> dict[str, str]:
    """Name and short name as the last command saw them; a workbook that does not say had those of the built-in list."""
    known = {agency.code: agency for agency in load_agencies().agencies}.get(str(row["code"]))
    return {
        key: str(row[remembered] or (getattr(known, key) if known else row[key]) or "")
        for key, remembered in REMEMBERED.items()
    }


def _remembered(row: Row) -> Row:
    before = _before(row)
    changed = [before[key] for key in REMEMBERED if before[key] and row[key] and before[key] != row[key]]
    former = dict.fromkeys([*former_names(row), *changed])
    kept = [name for name in former if name not in (row["name"], row["short"])]
    seen = {remembered: str(row[key] or before[key]) for key, remembered in REMEMBERED.items()}
    return {**row, **seen, "former": SEPARATOR.join(kept)}
