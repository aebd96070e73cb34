"""From a workspace to the receipts: one for each agency of which a form came in, about the form it sent last and those that could not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from docgen.facts import EvidenceItem, FormPart, ReceivedFile, Submission, UnreadForm
from pii_xl.facts.office import own_code
from pii_xl.ground.errors import Level
from pii_xl.ground.frames import Row, records
from pii_xl.layout.due import LEADING_ROLE, SERVING
from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import MissingCode
from pii_xl.ledger import entries
from pii_xl.ledger.reasons import accepted
from pii_xl.ledger.state import State
from pii_xl.workspace.workspace import Workspace

PARTS = ((Part.BASE, "số gốc"), (Part.POLICY, "nhóm chính sách"), (Part.TASK, "nhiệm vụ"))
"""What the rows of a form beside its indicators are called."""


def submissions(workspace: Workspace) -> tuple[Submission, ...]:
    """The forms received from others, in the order of the sheet "Tiến độ"; the department gives itself no receipt."""
    state = State(workspace, workspace.settings.day("as_of"))
    last: dict[str, entries.Submission] = {}
    unread: defaultdict[str, list[entries.Submission]] = defaultdict(list)
    for one in state.ledger.sendings():
        agency = state.follows(one.agency)
        if one.is_form:
            last[agency] = one
        else:
            unread[agency].append(one)
    own = own_code(workspace)
    rows = {
        next(iter(state.agencies_in(str(row["agency"]))), ""): row
        for row in records(workspace["tblProgress"])
    }
    return tuple(
        replace(
            _submission(state, last[agency], agency, rows[agency])
            if agency in last
            else _nothing_read(state, unread[agency][-1], agency, rows[agency]),
            unread=tuple(UnreadForm(one.file, one.day, one.note) for one in unread[agency]),
        )
        for agency in rows
        if (agency in last or unread[agency]) and agency != own
    )


def _nothing_read(state: State, one: entries.Submission, agency: str, row: Row) -> Submission:
    """Of an agency whose forms could all not be read: that they came, and when."""
    return Submission(
        code=agency,
        agency=state.registry.get(agency).name,
        received=one.day,
        files=(),
        saved=one.saved,
        imported=one.received,
        sent_by=_sender(state, agency),
        received_by=state.workspace.settings.text("contact_name"),
        due=int(row["due"]),
    )


def _submission(state: State, one: entries.Submission, agency: str, row: Row) -> Submission:
    workspace, replies = state.workspace, state.ledger.told_by(one)
    own = [r for r in replies if r.part is not Part.VALUE or state.enters(r.thing, agency)]
    values = [r for r in own if r.part is Part.VALUE and not state.is_counted(r.thing)]
    answered = [r for r in values if not r.is_blank]
    explained = [r for r in answered if _is_reason(r)]
    completed = row["completed"]
    sent_before = completed if completed and completed < one.day else None
    return Submission(
        code=agency,
        agency=state.registry.get(agency).name,
        received=one.day,
        files=(ReceivedFile(one.file, one.sha256),),
        paper=one.paper,
        saved=one.saved,
        imported=one.received,
        form_version=one.form,
        sent_by=_sender(state, agency),
        received_by=workspace.settings.text("contact_name"),
        due=max(int(row["due"]), len(values)),
        given=len(answered) - len(explained) - sum(_is_promise(r) for r in answered),
        explained=len(explained),
        parts=tuple(_part(state, own, agency, part, name) for part, name in PARTS),
        evidence=tuple(_evidence(r) for r in replies if r.part is Part.EVIDENCE and not r.is_refused),
        errors=_findings(state, replies, agency, one.file, Level.ERROR),
        warnings=_findings(state, replies, agency, one.file, Level.WARNING),
        sent_as="" if one.sent_as in state.registry.get(agency).names_today else one.sent_as,
        refused=sum(r.is_refused for r in own),
        complete_since=sent_before,
    )


def _is_reason(reply: entries.Reply) -> bool:
    """No figure, but a reason that stands for one."""
    code = str(reply.fields.get("missing") or "")
    return code not in ("", MissingCode.PENDING, MissingCode.NIL)


def _is_promise(reply: entries.Reply) -> bool:
    return reply.fields.get("missing") == MissingCode.PENDING


def _sender(state: State, agency: str) -> str:
    """The officer whom the agency named, else its leader: name, title, telephone."""
    serving = [
        row
        for row in records(state.workspace["tblContacts"])
        if row["state"] == SERVING and agency in state.agencies_in(str(row["agency"]))
    ]
    serving.sort(key=lambda row: row["role"] == LEADING_ROLE)
    if not serving:
        return ""
    phone = f"điện thoại {serving[0]['phone']}" if serving[0]["phone"] else ""
    return ", ".join(filter(None, (str(serving[0]["name"]), str(serving[0]["title"]), phone)))


def _part(state: State, replies: list[entries.Reply], agency: str, part: Part, name: str) -> FormPart:
    due = sum(
        thing.part is part and agency in (owners if part is Part.TASK else owners[:1])
        for thing, owners in state.entering.items()
    )
    given = sum(
        r.part is part and not r.is_blank and agency in state.entering.get(r.thing, ()) for r in replies
    )
    return FormPart(name, max(due, given), given)


def _evidence(reply: entries.Reply) -> EvidenceItem:
    title, number, file = (str(reply.fields.get(key) or "") for key in ("title", "number", "file"))
    return EvidenceItem(reply.code, title, number, reply.fields.get("issued"), file)


def _findings(
    state: State, replies: Iterable[entries.Reply], agency: str, file: str, level: Level
) -> tuple[str, ...]:
    """What was found in this form, and what the sheet "Lỗi" says of it or of what the agency answers; accepted things apart."""
    reasons = accepted(state.workspace, state.day)
    in_form = [
        item.found
        for reply in replies
        for item in reply.findings
        if item.level is level and item.identity not in reasons
    ]
    own = {agency} | {thing.code for thing, owners in state.entering.items() if owners == (agency,)}
    on_sheet = [
        str(row["found"])
        for row in records(state.workspace["tblFindings"])
        if row["level"] == level and not row["accepted"] and (row["file"] == file or row["subject"] in own)
    ]
    return tuple(dict.fromkeys([*in_form, *on_sheet]))
