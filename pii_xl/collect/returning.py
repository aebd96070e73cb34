"""What goes back to an agency: its own form with its own answers, what has to be mended, and what changed since the round before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pii_xl.collect.form_content import FormContent, form_content, leads_of
from pii_xl.collect.questions import ledger_findings, shown
from pii_xl.collect.received import FORM_TABLES
from pii_xl.ground.errors import EXPECTED, Finding, finding
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import date_vi
from pii_xl.layout.form import FORM
from pii_xl.layout.ledger import Part
from pii_xl.ledger.entries import Reply, Submission
from pii_xl.ledger.reasons import accepted
from pii_xl.ledger.state import FIELDS, State
from pii_xl.workspace.workspace import Workspace, typed


@dataclass(frozen=True)
class Mark:
    """A cell to be mended: the table and row of the form, the column, what was typed, and what is wrong with it."""

    table: str
    row: int
    key: str
    raw: str
    finding: Finding


@dataclass(frozen=True)
class Change:
    """One answer that differs from the round before."""

    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Return:
    """One form on its way back."""

    content: FormContent
    marks: tuple[Mark, ...]
    questions: tuple[Finding, ...]
    changes: tuple[Change, ...]
    round: int

    @property
    def file_name(self) -> str:
        """The form's own name and the round that comes back."""
        return self.content.file_name.replace(".xlsx", f"_tra-lan-{self.round}.xlsx")


def returned_forms(workspace: Workspace) -> list[Return]:
    """The forms with refusals or questions, as the agencies sent them last, in the order of the sheet "Tiến độ".

    In place of a form that could not be used an agency gets one with what could be read of it, else with what it sent before, and
    is told why.
    """
    state = State(workspace, workspace.settings.day("as_of"))
    by_agency: dict[str, list[Submission]] = {}
    for one in state.ledger.sendings():
        by_agency.setdefault(state.follows(one.agency), []).append(one)
    found = (_return(state, agency, by_agency[agency]) for agency in state.reporting if agency in by_agency)
    return [one for one in found if one.marks or one.questions]


def _return(state: State, agency: str, sendings: list[Submission]) -> Return:
    before, last = [None, None, *(one for one in sendings if one.is_form)][-2:]
    replies = _said_last(state, last, sendings[-1])
    before = last if sendings[-1].is_refused else before
    body = state.registry.get(agency)
    content = _filled(form_content(state.workspace, body, leads_of(state.workspace)), replies)
    reasons = accepted(state.workspace, state.day)
    marks = tuple(mark for mark in _marks(content, replies) if mark.finding.identity not in reasons)
    marked = {mark.finding for mark in marks}
    questions = tuple(
        item
        for item in ledger_findings(state)
        if last and item.file == last.file and item not in marked and item.identity not in reasons
    )
    changes = tuple(_changes(state, replies, before)) if before else ()
    return Return(content, marks, (*_unread(sendings), *questions), changes, len(sendings))


def _said_last(state: State, last: Submission | None, newest: Submission) -> Sequence[Reply]:
    """What the agency said last: each part from the newest form where that part could be read."""
    replies = state.ledger.told_by(last) if last else ()
    if not newest.is_refused:
        return replies
    newer = state.ledger.told_by(newest)
    parts = {reply.part for reply in newer}
    return [*newer, *(reply for reply in replies if reply.part not in parts)]


def _unread(sendings: list[Submission]) -> list[Finding]:
    """Why the forms after the last good one could not be read."""
    good = max((at for at, one in enumerate(sendings) if one.is_form), default=-1)
    return [
        finding("E387", subject=one.agency, name=one.file, day=date_vi(one.day), reason=_found(one.note))
        for one in sendings[good + 1 :]
    ]


def _found(note: str) -> str:
    """What was found, of a finding in full; what to do about it stands in columns of its own."""
    return note.partition(EXPECTED)[0]


def _filled(content: FormContent, replies: Iterable[Reply]) -> FormContent:
    """The form with what the agency answered, lists included."""
    by_part: dict[Part, list[Reply]] = {}
    for reply in replies:
        by_part.setdefault(reply.part, []).append(reply)
    tables = dict(content.tables)
    for part, name in FORM_TABLES.items():
        if name not in tables:
            continue
        given = by_part.get(part, [])
        if part in FIELDS:
            rows = [_row(row, {r.code: r for r in given}, name) for row in records(tables[name])]
        else:
            rows = [{"code": reply.code, **reply.fields} for reply in given]
        if rows or part is not Part.CONTACT:
            tables[name] = typed(FORM.table(name), rows or None)
    tables["frmDocuments"] = _documents(tables, by_part.get(Part.POLICY, []))
    return replace(content, tables=tables)


def _documents(tables: Mapping[str, pd.DataFrame], replies: Iterable[Reply]) -> pd.DataFrame:
    """The documents of groups that have no row in this form, each as a line of the register."""
    own = set(tables["frmPolicies"]["code"]) if "frmPolicies" in tables else set()
    rows = [
        {"group": reply.code, "title": line}
        for reply in replies
        if reply.code not in own
        for line in str(reply.fields.get("documents") or "").splitlines()
    ]
    return typed(FORM.table("frmDocuments"), rows or None)


def _row(row: Row, replies: Mapping[str, Reply], name: str) -> Row:
    reply = replies.get(str(row["code"]))
    if reply is None:
        return row
    inputs = {column.key for column in FORM.table(name).columns if column.input}
    return {**row, **{key: value for key, value in reply.fields.items() if key in inputs}}


def _marks(content: FormContent, replies: Iterable[Reply]) -> list[Mark]:
    marks = []
    lines: dict[str, int] = {}
    for reply in replies:
        name = FORM_TABLES[reply.part]
        if name not in content.tables:
            continue
        if reply.part in FIELDS:
            codes = list(content.tables[name]["code"])
            row = codes.index(reply.code) if reply.code in codes else -1
        else:
            row = lines.get(name, 0)
            lines[name] = row + 1
        if row < 0:
            continue
        findings = {(item.sheet, item.cell): item for item in reply.findings if item.is_error}
        for cell in reply.cells:
            if item := findings.get((cell.sheet, cell.cell)):
                marks.append(Mark(name, row, cell.field, cell.raw, item))
    return marks


def _changes(state: State, replies: Iterable[Reply], before: Submission) -> list[Change]:
    earlier: dict[Any, Reply] = {reply.id[1:]: reply for reply in state.ledger.told_by(before)}
    found = []
    for reply in replies:
        if reply.part not in FIELDS:
            continue
        was, now = shown(earlier.get(reply.id[1:])), shown(reply)
        if was != now:
            found.append(Change(reply.code, was or "để trống", now or "để trống"))
    return found
