"""What stands in one agency's form: its rows, pre-filled with definition, unit, last value and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pii_xl import __version__
from pii_xl.collect.form_rows import BAND, RATIO_ENTRY, limits, needed
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.ground.text import compact_vi, date_vi, number_vi
from pii_xl.layout.form import CODE_RULE, ENTERS, FORM, FORM_KIND, LEADER_ROLE, LISTS, OFFICER_ROLE, SHARES
from pii_xl.layout.parts import Table
from pii_xl.layout.words import POLICY_ENTRY
from pii_xl.ledger.state import State
from pii_xl.workspace.form_sheets import code_rule
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.sent import sealed
from pii_xl.workspace.workspace import Workspace, typed
from pii_xl.year.agencies import Agency
from pii_xl.year.plan import load_plan
from pii_xl.year.responsibility import names

EXAMPLE = 12, 4000
CONTACT_KEYS = ("role", "name", "title", "phone", "email", "document")


@dataclass(frozen=True)
class FormContent:
    """One agency's form: who it is for, whose it is, and its tables that are not empty."""

    agency: Agency
    facts: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def identity(self) -> Mapping[str, str]:
        """What the form says of itself on its hidden sheet, sealed."""
        return sealed(self.facts, self.tables)

    @property
    def file_name(self) -> str:
        """What the form is called: year and code of the agency, ASCII."""
        return f"PII-{self.facts['year']}_{self.agency.code}.xlsx"


def form_contents(workspace: Workspace) -> list[FormContent]:
    """The forms of all agencies that have something to send, in the order of the sheet "Tiến độ"."""
    registry = registry_of(workspace)
    leads = leads_of(workspace)
    contents = (
        form_content(workspace, registry.resolve(str(short)), leads)
        for short in workspace["tblProgress"]["agency"]
    )
    return [
        content
        for content in contents
        if content.tables.keys() & {"frmValues", "frmBase", "frmPolicies", "frmTasks"}
    ]


def form_content(workspace: Workspace, agency: Agency, leads: Mapping[str, frozenset[str]]) -> FormContent:
    """One agency's form. ``leads``: short names of the real leads by indicator or policy code."""
    rows = {
        "frmValues": _values(workspace, agency, leads),
        "frmBase": _base(workspace, agency),
        "frmPolicies": _policies(workspace, agency, leads),
        "frmTasks": _tasks(workspace, agency),
    }
    tables = {name: typed(FORM.table(name), found) for name, found in rows.items() if found}
    tables["frmDocuments"] = typed(FORM.table("frmDocuments"))
    tables["frmEvidence"] = typed(FORM.table("frmEvidence"))
    tables["frmContacts"] = contact_rows(workspace["tblContacts"], agency.short)
    return FormContent(agency, _facts(workspace, agency, tables), tables)


def leads_of(workspace: Workspace) -> dict[str, frozenset[str]]:
    """Short names of the real leads by indicator or policy code."""
    registry, found = registry_of(workspace), {}
    for row in records(workspace["tblAssignments"]):
        bodies = (registry.find(name) for name in names(str(row["lead"])))
        found[str(row["code"])] = frozenset(body.short for body in bodies if body and not body.is_collective)
    return found


def _role(code: str, enters: str, agency: Agency, leads: Mapping[str, frozenset[str]]) -> str:
    if enters == agency.short:
        return ENTERS
    return SHARES if agency.short in leads.get(code, frozenset()) else ""


def _values(
    workspace: Workspace, agency: Agency, leads: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    indicators = records_by_code(workspace["tblIndicators"])
    base = records_by_code(workspace["tblBase"])
    basis = _basis(workspace)
    rows: list[dict[str, Any]] = []
    for value in records(workspace["tblValues"]):
        code = str(value["code"])
        role = _role(code, str(value["agency"]), agency, leads)
        indicator = indicators[code]
        if not role or indicator["entry"] == POLICY_ENTRY:
            continue
        ratio = indicator["entry"] == RATIO_ENTRY
        shared = base.get(str(indicator["base"]))
        rows.append(
            {
                "code": code,
                "name": value["name"],
                "need": _need(indicator, base, value["unit"]),
                "definition": indicator["definition"],
                "source": indicator["source"],
                "basis": f"{basis}, mục {code}",
                "order": len(rows) + 1,
                "example": _example(indicator, value),
                "unit": value["unit"],
                "role": role,
                "previous": value["previous"],
                "numerator_label": indicator["numerator"] if ratio else "",
                "denominator_label": _denominator_label(indicator, shared) if ratio else "",
                "needed": needed(indicator),
                **limits(indicator),
            }
        )
    return rows


def _basis(workspace: Workspace) -> str:
    """The plan that asks for the figures."""
    if cited := workspace.settings.text("plan_citation").strip():
        return cited
    plan = load_plan(workspace.settings.text("plan"))
    return f"Kế hoạch số {plan.number} ngày {date_vi(plan.date)}, Phụ lục"


def _need(indicator: Row, base: Mapping[str, Row], unit: str) -> str:
    """What to type in this row, in one breath."""
    if indicator["entry"] != RATIO_ENTRY:
        return f"Giá trị ({unit})"
    same = base.get(str(indicator["numerator_base"]))
    shared = base.get(str(indicator["base"]))
    lines = [f"Tử số: {indicator['numerator']}"]
    if same:
        lines[0] += f", đúng bằng số gốc “{same['name']}”"
    if shared:
        lines.append(f"Mẫu số: không điền, {shared['agency']} cung cấp")
    else:
        lines.append(f"Mẫu số: {indicator['denominator']}")
    return "\n".join([*lines, f"Kết quả: {unit}"])


def _example(indicator: Row, value: Row) -> str:
    """How the result comes about, with round figures that nobody takes for real ones."""
    decimals = int(indicator["decimals"]) if indicator["decimals"] == indicator["decimals"] else 2
    if indicator["entry"] != RATIO_ENTRY:
        last = value["previous"]
        return f"Gõ {number_vi(last, decimals)} cho {value['unit']}" if last == last else ""
    result = number_vi(EXAMPLE[0] / EXAMPLE[1] * indicator["scale"], decimals)
    scale = f" × {compact_vi(indicator['scale'])}" if indicator["scale"] != 1 else ""
    return f"Tử số {EXAMPLE[0]}, mẫu số {number_vi(EXAMPLE[1], 0)}: {EXAMPLE[0]} / {number_vi(EXAMPLE[1], 0)}{scale} = {result} {value['unit']}"


def _denominator_label(indicator: Mapping[str, Any], shared: Mapping[str, Any] | None) -> str:
    if shared:
        return f"{shared['name']} ({shared['unit']}): {shared['agency']} cung cấp, không điền ở đây"
    return str(indicator["denominator"])


def _base(workspace: Workspace, agency: Agency) -> list[dict[str, Any]]:
    rows = [
        row
        for row in _records(workspace["tblBase"], ("code", "name", "unit", "previous", *BAND, "agency"))
        if row.pop("agency") == agency.short
    ]
    return [{**row, "order": order} for order, row in enumerate(rows, start=1)]


def _policies(
    workspace: Workspace, agency: Agency, leads: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    content = workspace["tblAssignments"].set_index("code")["content"]
    rows = []
    for policy in records(workspace["tblPolicies"]):
        role = _role(str(policy["code"]), str(policy["agency"]), agency, leads)
        if role:
            row = {
                "code": policy["code"],
                "name": policy["name"],
                "content": content.get(policy["code"], ""),
                "role": role,
            }
            if role == ENTERS:
                row["documents"] = policy["documents"]
            rows.append(row)
    return rows


def _tasks(workspace: Workspace, agency: Agency) -> list[dict[str, Any]]:
    """The tasks of this agency, alone or with others, and those given to all."""
    state = State(workspace)
    rows = _records(workspace["tblTasks"], ("code", "text", "deadline", "agency"))
    return [row for row in rows if agency.code in state.agencies_in(str(row.pop("agency")))]


def contact_rows(contacts: pd.DataFrame, agency: str) -> pd.DataFrame:
    """Who serves today for an agency (by its short name), and a line for each role that nobody holds yet."""
    serving = contacts[(contacts["agency"] == agency) & contacts["valid_to"].isna()]
    rows: list[dict[str, Any]] = [
        {**{key: row[key] for key in CONTACT_KEYS}, "before": row["name"]} for row in records(serving)
    ]
    led = any(row["role"] == LEADER_ROLE for row in rows)
    helped = any(row["role"] != LEADER_ROLE for row in rows)
    rows += [] if led else [{"role": LEADER_ROLE}]
    rows += [] if helped else [{"role": OFFICER_ROLE}]
    return typed(FORM.table("frmContacts"), sorted(rows, key=lambda row: row["role"] != LEADER_ROLE))


def _records(frame: pd.DataFrame, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{str(key): row[key] for key in keys} for row in records(frame)]


def _facts(workspace: Workspace, agency: Agency, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    codes = {name: ";".join(tables[name]["code"]) for name in tables if name not in LISTS}
    return {
        "kind": FORM_KIND,
        "version": __version__,
        "year": str(workspace.year),
        "framework": str(workspace.settings.integer("framework")),
        "province": workspace.settings.text("province"),
        "agency": agency.code,
        CODE_RULE: code_rule(tables),
        **codes,
    }


def closed_cells(table: Table, frame: pd.DataFrame) -> frozenset[tuple[int, str]]:
    """Input cells that a row has no use for: a denominator that is a base figure, a direct value beside a ratio."""
    if table.name != "frmValues":
        return frozenset()
    closed = set()
    for row, (label, asked) in enumerate(zip(frame["numerator_label"], frame["needed"], strict=True)):
        if label:
            closed.add((row, "direct"))
            if asked == 1:
                closed.add((row, "denominator"))
        else:
            closed.update({(row, "numerator"), (row, "denominator")})
    return frozenset(closed)


def deadline_text(workspace: Workspace) -> str:
    """The day by which forms are due, or what is missing."""
    deadline = workspace.settings.day("deadline")
    return date_vi(deadline) if deadline else "theo công văn của Sở KH&CN"
