"""Put returned forms into a workspace: one by one, with provenance, without losing what was there.

A form of another year, framework or agency is refused whole. A row with a cell that cannot be used, or with values that
contradict themselves, stays out with its finding; all other rows go in. Two different forms of one agency are both left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pii_xl.collect.checks import check_values, is_number
from pii_xl.collect.form_content import registry_of
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import records, records_by_code
from pii_xl.ground.text import compact_vi
from pii_xl.layout.form import ENTERS
from pii_xl.score.province import calculate
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workspace.history import record as written
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import Agency, AgencyRegistry

VALUE_KEYS = ("numerator", "denominator", "direct", "missing", "status", "note")
MERGED: dict[str, tuple[str, tuple[str, ...], str]] = {
    # form table → master table, keys taken over, the column whose cell is the provenance
    "frmValues": ("tblValues", VALUE_KEYS, "numerator"),
    "frmBase": ("tblBase", ("value", "missing", "status", "note"), "value"),
    "frmPolicies": ("tblPolicies", ("in_force", "documents", "status", "note"), "in_force"),
    "frmTasks": ("tblTasks", ("state", "result", "difficulty"), "state"),
}
ANSWERS = {
    "frmValues": ("numerator", "denominator", "direct", "missing"),
    "frmBase": ("value", "missing"),
    "frmPolicies": ("in_force",),
    "frmTasks": ("state", "result", "difficulty"),
}
HISTORY_COMMAND, ACCEPTED = "Nhập phiếu", "N311"


@dataclass(frozen=True)
class Noted:
    """An import with its rows in the history: a finding for each form that went in, and what else was found."""

    workspace: Workspace
    accepted: list[Finding]
    rest: list[Finding]

    @property
    def n_values(self) -> int:
        """How many figures went in."""
        return sum(item.facts["count"] for item in self.accepted)


@dataclass
class _Batch:
    """What one import changes: rows of the master's coded tables, rows to add, history and findings."""

    tables: dict[str, dict[str, dict[str, Any]]]
    sources: dict[str, tuple[ReturnedForm, int]] = field(default_factory=dict)  # indicator → form and row
    added: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    found: list[Finding] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def import_forms(
    workspace: Workspace, forms: list[ReturnedForm], day: date
) -> tuple[Workspace, list[Finding]]:
    """The workspace with the forms' data, and what was found. ``day``: when this is done, for the history."""
    registry = registry_of(workspace)
    accepted, found = _accept(workspace, forms, registry)
    batch = _Batch(
        {
            name: records_by_code(workspace[name])
            for name in ("tblValues", "tblBase", "tblPolicies", "tblTasks")
        },
        found=found,
    )
    for first in (True, False):  # entering agencies first, then those that share the lead
        for form, agency in accepted:
            for name in MERGED:
                if name in form.reads:
                    _merge_table(batch, form, agency, name, first, day)
    for form, agency in accepted:
        _add_lists(batch, workspace, form, agency, day)
    workspace, batch = _without_contradictions(workspace, batch)
    for form, agency in accepted:
        batch.found += form.findings
        batch.found.append(
            finding(
                ACCEPTED,
                file=form.path,
                subject=agency.code,
                agency=agency.short,
                count=batch.taken[agency.code],
            )
        )
    workspace = _with_tables(workspace, batch)
    return _with_progress(workspace, accepted, day), batch.found


def noted(workspace: Workspace, found: list[Finding], day: date) -> Noted:
    """The outcome of :func:`import_forms`, written into the history: one row for each form that went in."""
    accepted = [item for item in found if item.code == ACCEPTED]
    for item in accepted:
        workspace = written(workspace, day, HISTORY_COMMAND, item.found, subject=item.subject, file=item.file)
    return Noted(workspace, accepted, [item for item in found if item.code != ACCEPTED])


def _accept(
    workspace: Workspace, forms: list[ReturnedForm], registry: AgencyRegistry
) -> tuple[list[tuple[ReturnedForm, Agency]], list[Finding]]:
    """The forms that may go in, with their agencies; findings for the others."""
    found: list[Finding] = []
    by_agency: dict[str, list[ReturnedForm]] = defaultdict(list)
    due = {
        registry.resolve(str(short)).code: registry.resolve(str(short))
        for short in workspace["tblProgress"]["agency"]
    }
    for form in forms:
        refusal = _refusal(workspace, form, due)
        if refusal:
            found.append(refusal)
        else:
            by_agency[form.agency_code].append(form)
    accepted = []
    for code, same in by_agency.items():
        different = {form.sha256: form for form in reversed(same)}
        for form in same:
            if different[form.sha256] is not form:
                found.append(
                    finding("W304", file=form.path, subject=code, other=different[form.sha256].path.name)
                )
        if len(different) > 1:
            first, second, *_ = same
            found.append(
                finding("E303", file=second.path, subject=code, agency=due[code].short, other=first.path.name)
            )
        else:
            accepted.append((same[0], due[code]))
    order = {code: position for position, code in enumerate(due)}
    return sorted(accepted, key=lambda pair: order[pair[1].code]), found


def _refusal(workspace: Workspace, form: ReturnedForm, due: Mapping[str, Agency]) -> Finding | None:
    framework = workspace.settings.integer("framework")
    if form.identity["year"] != str(workspace.year):
        return finding(
            "E302",
            file=form.path,
            subject=form.agency_code,
            found_year=form.identity["year"],
            year=workspace.year,
        )
    if form.identity["framework"] != str(framework):
        return finding(
            "E312",
            file=form.path,
            subject=form.agency_code,
            found_framework=form.identity["framework"],
            framework=framework,
        )
    if form.agency_code not in due:
        return finding("E305", file=form.path, subject=form.agency_code, agency=form.agency_code)
    return None


def _merge_table(
    batch: _Batch, form: ReturnedForm, agency: Agency, name: str, entering: bool, day: date
) -> None:
    table, keys, where = MERGED[name]
    read = form.reads[name]
    for row, record in enumerate(records(read.frame)):
        code = str(record["code"])
        current = batch.tables[table].get(code)
        if current is None or (record.get("role", ENTERS) == ENTERS) is not entering:
            continue
        if all(_is_blank(record[key]) for key in ANSWERS[name]):
            if entering and name != "frmTasks":
                batch.found.append(_blank_row(form, name, row, code))
            continue
        if form.bad_cells(name, row):
            continue
        if not entering and _disagrees(batch, form, agency, name, row, record, current):
            continue
        _take(batch, form, agency, name, row, record, current, keys, where, day)


def _blank_row(form: ReturnedForm, name: str, row: int, code: str) -> Finding:
    column = {"frmValues": "numerator", "frmBase": "value", "frmPolicies": "in_force"}[name]
    if name == "frmValues" and not form.reads[name].frame.at[row, "numerator_label"]:
        column = "direct"
    message = "E431" if name == "frmPolicies" else "E413"
    return finding(message, subject=code, **form.reads[name].place(row, column))


def _disagrees(
    batch: _Batch,
    form: ReturnedForm,
    agency: Agency,
    name: str,
    row: int,
    record: Mapping[str, Any],
    current: Mapping[str, Any],
) -> bool:
    """A sharing agency's answer does not replace what the entering agency sent; a difference is told."""
    answered = [key for key in ANSWERS[name] if not _is_blank(current[key])]
    if not answered:
        return False
    if any(not _same(record[key], current[key]) for key in ANSWERS[name]):
        facts = {"found_value": _shown(record, ANSWERS[name]), "other_value": _shown(current, ANSWERS[name])}
        keeper = current["src_agency"] or current["agency"]
        batch.found.append(
            finding(
                "W308",
                subject=str(record["code"]),
                **form.reads[name].place(row, ANSWERS[name][0]),
                agency=agency.short,
                other=keeper,
                keeper=keeper,
                **facts,
            )
        )
    return True


def _take(
    batch: _Batch,
    form: ReturnedForm,
    agency: Agency,
    name: str,
    row: int,
    record: Mapping[str, Any],
    current: dict[str, Any],
    keys: tuple[str, ...],
    where: str,
    day: date,
) -> None:
    before, after = _shown(current, ANSWERS[name]), _shown(record, ANSWERS[name])
    code = str(record["code"])
    if current["src_sha256"] and before and before != after:
        batch.found.append(
            finding("N309", file=form.path, subject=code, agency=agency.short, before=before, after=after)
        )
        history = {
            "day": day,
            "command": HISTORY_COMMAND,
            "subject": code,
            "before": before,
            "after": after,
            "file": form.path.name,
            "version": form.identity["form"],
        }
        batch.added["tblHistory"].append(history)
    column = next((key for key in ANSWERS[name] if not _is_blank(record[key])), where)
    taken = {key: record[key] for key in keys} | form.provenance(name, row, column, agency.short)
    if name == "frmTasks":
        taken["reported"] = form.saved.date() if form.saved else day
    batch.tables[MERGED[name][0]][code] = {**current, **taken}
    if name == "frmValues":
        batch.sources[code] = (form, row)
    batch.taken[agency.code] += 1


def _add_lists(batch: _Batch, workspace: Workspace, form: ReturnedForm, agency: Agency, day: date) -> None:
    """Evidence and contacts: a form's list replaces what the same agency sent before; a replaced contact is closed, not lost."""
    known = {*workspace.framework.codes, *(p.code for p in workspace.framework.policies)}
    status = _status(form)
    evidence = form.reads["frmEvidence"]
    for row, record in enumerate(records(evidence.frame)):
        if record["code"] not in known:
            place = evidence.place(row, "code")
            batch.found.append(
                finding(
                    "E412",
                    subject=str(record["code"]),
                    **place,
                    content=record["code"],
                    framework=workspace.settings.integer("framework"),
                )
            )
            continue
        batch.added["tblEvidence"].append(
            {
                **record,
                "agency": agency.short,
                "status": status,
                **form.provenance("frmEvidence", row, "code", agency.short),
            }
        )
    contacts = form.reads["frmContacts"]
    for row, record in enumerate(records(contacts.frame)):
        if record["name"]:
            new = {
                **record,
                "agency": agency.short,
                "valid_from": form.saved.date() if form.saved else day,
                "status": status,
            }
            batch.added["tblContacts"].append(new | form.provenance("frmContacts", row, "name", agency.short))


def _status(form: ReturnedForm) -> str:
    """Lists carry the status of the form's figures: a form with made-up figures has made-up evidence."""
    for name in ("frmValues", "frmBase", "frmPolicies"):
        if name in form.reads and (form.reads[name].frame["status"] == "minh họa").any():
            return "minh họa"
    return ""


def _without_contradictions(workspace: Workspace, batch: _Batch) -> tuple[Workspace, _Batch]:
    """Check the merged values as a whole; rows that contradict themselves go back to what was there before."""
    candidate = calculate(
        workspace.with_tables(
            {name: pd.DataFrame(list(rows.values())) for name, rows in batch.tables.items()}
        )
    )

    def place(_table: str, row: int, column: str) -> Mapping[str, str]:
        code = str(candidate["tblValues"].at[row, "code"])
        form, form_row = batch.sources[code]
        known = column if column in form.reads["frmValues"].letters else "numerator"
        return form.reads["frmValues"].place(form_row, known)

    found = check_values(candidate, place, set(batch.sources))
    original = records_by_code(workspace["tblValues"])
    for code in {item.subject for item in found if item.is_error}:
        batch.tables["tblValues"][code] = original[code]
        form, _ = batch.sources.pop(code)
        batch.taken[form.agency_code] -= 1
    batch.found += found
    return workspace, batch


def _with_tables(workspace: Workspace, batch: _Batch) -> Workspace:
    workspace = workspace.with_tables(
        {name: pd.DataFrame(list(rows.values())) for name, rows in batch.tables.items()}
    )
    senders = {str(row["agency"]) for name in ("tblEvidence",) for row in batch.added.get(name, [])}
    evidence = workspace["tblEvidence"]
    workspace = workspace.having(
        tblEvidence=evidence[~(evidence["agency"].isin(senders) & (evidence["src_sha256"] != ""))]
    )
    workspace = _close_replaced_contacts(workspace, batch.added.get("tblContacts", []))
    for name, rows in batch.added.items():
        workspace = workspace.adding(name, rows)
    return workspace


def _close_replaced_contacts(workspace: Workspace, new: list[dict[str, Any]]) -> Workspace:
    """Who is named again stays as he is; who is no longer named gets an end date (III.2.c: changes are reported)."""
    contacts = records(workspace["tblContacts"])
    named = {(row["agency"], row["role"], row["name"]) for row in new}
    since = {row["agency"]: row["valid_from"] for row in new}
    kept = []
    for row in contacts:
        identity = (row["agency"], row["role"], row["name"])
        if row["agency"] in since and not row["valid_to"] and identity not in named:
            row = {**row, "valid_to": since[row["agency"]]}
        kept.append(row)
    still = {(row["agency"], row["role"], row["name"]) for row in kept if not row["valid_to"]}
    new[:] = [row for row in new if (row["agency"], row["role"], row["name"]) not in still]
    return workspace.having(tblContacts=pd.DataFrame(kept)) if kept else workspace


def _with_progress(workspace: Workspace, accepted: list[tuple[ReturnedForm, Agency]], day: date) -> Workspace:
    progress = workspace["tblProgress"].copy()
    for form, agency in accepted:
        row = progress["agency"] == agency.short
        progress.loc[row, "submitted"] = form.saved.date() if form.saved else day
        progress.loc[row, "file"] = form.path.name
    return workspace.having(tblProgress=progress)


def _is_blank(value: Any) -> bool:
    return (not is_number(value) and not value) or (isinstance(value, float) and value != value)


def _same(one: Any, other: Any) -> bool:
    if is_number(one) and is_number(other):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    return (_is_blank(one) and _is_blank(other)) or one == other


def _shown(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    parts = [
        compact_vi(record[key]) if is_number(record[key]) else str(record[key])
        for key in keys
        if not _is_blank(record[key])
    ]
    return " / ".join(parts)
