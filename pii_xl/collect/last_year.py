"""What last year's workbook puts into this year's forms: values, contacts, policy documents, what was done on tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from pii_xl.collect.form_content import FormContent, contact_rows
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.layout.form import FORM
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace, typed

KEPT = {"frmPolicies": ("tblPolicies", ("documents",)), "frmTasks": ("tblTasks", ("result", "difficulty"))}
"""Form tables, the tables of last year's workbook and the fields that are shown again; nothing in them is an answer."""


def prefilled(content: FormContent, before: Workspace) -> FormContent:
    """The form with what ``before``, last year's workbook, knows; what this year's workbook says already stays."""
    tables = dict(content.tables)
    for name, source in (("frmValues", "tblValues"), ("frmBase", "tblBase")):
        if name in tables:
            tables[name] = _with_values(name, tables[name], records_by_code(before[source]))
    for name, (source, keys) in KEPT.items():
        if name in tables:
            tables[name] = _with_texts(name, tables[name], records_by_code(before[source]), keys)
    if not tables["frmContacts"]["name"].astype(bool).any():
        short = next(
            (one.short for one in registry_of(before).agencies if one.code == content.agency.code), ""
        )
        tables["frmContacts"] = contact_rows(before["tblContacts"], short)
    return replace(content, tables=tables)


def _with_values(name: str, frame: pd.DataFrame, last: dict[str, Row]) -> pd.DataFrame:
    """Last year's values, where they were counted in the same unit."""
    rows = []
    for row in records(frame):
        old = last.get(str(row["code"]), {})
        if row["previous"] != row["previous"] and old.get("unit") == row["unit"]:
            row = {**row, "previous": old.get("value", row["previous"])}
        rows.append(row)
    return typed(FORM.table(name), rows)


def _with_texts(name: str, frame: pd.DataFrame, last: dict[str, Row], keys: tuple[str, ...]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for row in records(frame):
        old = last.get(str(row["code"]), {})
        same = old.get("text", row.get("text")) == row.get("text")
        rows.append({**row, **{key: row[key] or (old.get(key, "") if same else "") for key in keys}})
    return typed(FORM.table(name), rows)
