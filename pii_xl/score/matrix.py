"""Who owes what: every indicator, policy group and task with its agency, state, deadline and days overdue."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pii_xl.layout.matrix import (
    ABSENT,
    DONE_STATES,
    INDICATOR,
    POLICY,
    PRESENT,
    SEPARATOR,
    SILENT,
    TASK,
    agency_key,
    matrix_table,
)
from pii_xl.score.progress import days_overdue
from pii_xl.workspace.workspace import Workspace, typed

LONGEST_NAME = 150


def matrix(workspace: Workspace) -> pd.DataFrame:
    """The rows of :func:`pii_xl.layout.matrix.matrix_table` for the agencies of "Tiến độ"; needs calculated values."""
    agencies = list(workspace["tblProgress"]["agency"])
    rows = [_row(kind, row, workspace) for kind, row in _things(workspace)]
    for row in rows:
        owners = f"{SEPARATOR}{row['agency']}{SEPARATOR}".casefold()
        row |= {
            agency_key(position): row["shown"]
            if f"{SEPARATOR}{agency}{SEPARATOR}".casefold() in owners
            else ""
            for position, agency in enumerate(agencies)
        }
    return typed(matrix_table(agencies), rows)


def _things(workspace: Workspace) -> list[tuple[str, dict[Any, Any]]]:
    tables = {INDICATOR: "tblValues", POLICY: "tblPolicies", TASK: "tblTasks"}
    return [(kind, row) for kind, name in tables.items() for row in workspace[name].to_dict("records")]


def _row(kind: str, row: dict[Any, Any], workspace: Workspace) -> dict[str, Any]:
    reported = row["in_force"] if kind == POLICY else row["state"]
    own = row["deadline"] if kind == TASK else None
    deadline = own if kind == TASK else workspace.settings.day("deadline")
    state = _state(kind, reported)
    days = 0 if state in DONE_STATES else days_overdue(deadline, workspace.settings.day("as_of"))
    return {
        "kind": kind,
        "code": row["code"],
        "name": _shortened(row["text"] if kind == TASK else row["name"]),
        "agency": row["agency"],
        "reported": reported,
        "state": state,
        "deadline": deadline,
        "days": float(days),
        "shown": state + (" – quá hạn" if days else ""),
        "own_deadline": own,
        "other_agency": "" if kind == INDICATOR else row["agency"],
        "other_reported": "" if kind == INDICATOR else reported,
    }


def _shortened(text: str) -> str:
    """A task's text is a paragraph of the plan; its beginning tells it from the others."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else line[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def _state(kind: str, reported: str) -> str:
    if not reported:
        return SILENT if kind == TASK else ABSENT
    return PRESENT if kind == POLICY else reported
