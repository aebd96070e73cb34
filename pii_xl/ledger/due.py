"""Who has to answer what: the rows of "Phải nộp", with what the ledger knows of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pii_xl.ground.errors import finding
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import key
from pii_xl.layout.due import (
    LEADER,
    LEADING_ROLE,
    OFFICER,
    SAME_PERSON,
    SENT_TO_MEND,
    SERVING,
    UNDECIDED,
    WITHDRAWN,
)
from pii_xl.layout.ledger import Act, Part
from pii_xl.layout.words import LOCAL_SOURCE
from pii_xl.ledger.entries import Decision, Reply, Thing
from pii_xl.ledger.lists import approvals
from pii_xl.ledger.reasons import accepted
from pii_xl.ledger.standing import Standing
from pii_xl.ledger.state import State
from pii_xl.workspace.views import shortened

CONTACT_NAMES = {LEADER: "Lãnh đạo phụ trách", OFFICER: "Cán bộ đầu mối"}
APPROVED, LOCKED = "đã duyệt", "đã khóa"
NO_EVIDENCE = "W421"

TOLD_OF_TASKS = ("result", "difficulty")
"""What an agency tells of a task beside its state."""


def due_rows(state: State) -> list[Row]:
    """A row for each thing and each agency that has to answer it, agency by agency."""
    rows = [*_answers(state), *_evidence(state), *_contacts(state)]
    order = {agency: position for position, agency in enumerate(state.reporting)}
    parts = list(Part)
    rows.sort(key=lambda row: (order[row["code_of_agency"]], parts.index(row["part"])))
    for row in rows:
        row["agency"] = state.short(row.pop("code_of_agency"))
        row["part"] = str(row["part"])
    return rows


def _answers(state: State) -> Iterator[Row]:
    """Figures, base figures, policy groups and tasks."""
    for thing, owners in state.entering.items():
        if state.is_counted(thing):
            continue
        row = state.row_of(thing)
        for agency in owners if thing.part is Part.TASK else owners[:1]:
            yield {
                "code_of_agency": agency,
                "part": thing.part,
                "code": thing.code,
                "name": shortened(str(row.get("text") or row.get("name") or "")),
                **_known(state, thing, agency, alone=len(owners) == 1 or thing.part is not Part.TASK),
            }


def _known(state: State, thing: Thing, agency: str, *, alone: bool) -> Row:
    """What the ledger says of an agency's answer."""
    standing = state.standings.get(thing)
    if standing is None:
        return {"blocked": _unread(state, agency)}
    mine = [reply for reply in standing.replies if state.sender(reply) == agency]
    days = [reply.submission.day for reply in mine if not reply.is_blank]
    last = standing.latest.get(agency)
    usable = last is not None and not (last.is_blank or last.is_refused)
    told_now = alone and standing.reply is not None and not standing.reply.is_blank
    own = str(last.fields.get("state") or "") if last is not None and usable and not alone else ""
    told = state.row_of(thing) if alone else last.fields if last is not None and usable else {}
    return {
        "sent": min(days, default=None),
        **(_approval(standing.approval, standing.locked, standing.changes) if standing.approval else {}),
        "blocked": _blocked(state, standing, agency)
        or ("" if usable or told_now else _unread(state, agency)),
        "own": own,
        **({key: str(told.get(key) or "") for key in TOLD_OF_TASKS} if thing.part is Part.TASK else {}),
    }


def _unread(state: State, agency: str) -> str:
    """The agency has sent a form, which had to be refused whole: it has to mend it, and did not fail to send."""
    return SENT_TO_MEND if agency in state.unread else ""


def _blocked(state: State, standing: Standing, agency: str) -> str:
    def by(reply: Reply) -> bool:
        return state.sender(reply) == agency

    if any(by(reply) for reply in standing.to_mend):
        return SENT_TO_MEND
    if any(by(reply) for reply in (*standing.waiting, *standing.conflicts)) or standing.conflicts:
        return UNDECIDED
    return WITHDRAWN if any(by(reply) for reply in standing.withdrawn) else ""


def _evidence(state: State) -> Iterator[Row]:
    """A document for each figure that the province itself supplies; central statistics are published by others."""
    indicators = state.workspace.tables["tblIndicators"]
    local = set(indicators.loc[indicators["source_group"] == LOCAL_SOURCE, "code"])
    reasons = accepted(state.workspace, state.day)
    approved = _approved_lists(state, Part.EVIDENCE)
    for thing, owners in state.entering.items():
        if thing.part is not Part.VALUE or thing.code not in local or not owners:
            continue
        row = state.row_of(thing)
        about = finding(NO_EVIDENCE, subject=thing.code, agency=state.short(owners[0])).identity
        yield {
            "code_of_agency": owners[0],
            "part": Part.EVIDENCE,
            "code": thing.code,
            "name": row["name"],
            "accepted": reasons.get(about, ""),
            **approved.get(owners[0], {}),
        }


def _contacts(state: State) -> Iterator[Row]:
    """One leader and one officer of each agency, two persons (the plan's III.2.c)."""
    serving, approved = _serving(state), _approved_lists(state, Part.CONTACT)
    for agency in state.reporting:
        persons = serving[agency]
        for code, name in CONTACT_NAMES.items():
            blocked = SAME_PERSON if code == OFFICER and _is_one_person(persons) else ""
            blocked = blocked or ("" if persons else _unread(state, agency))
            yield {
                "code_of_agency": agency,
                "part": Part.CONTACT,
                "code": code,
                "name": name,
                "blocked": blocked,
                **approved.get(agency, {}),
            }


def _approval(decision: Decision, locked: bool, changes: int | None) -> Row:
    """How a thing was approved, and how often it changed since; ``None`` where that is not counted."""
    return {
        "approval": LOCKED if locked else APPROVED,
        "approved_on": decision.day,
        "approved_by": decision.user,
        "changes": changes,
    }


def _approved_lists(state: State, part: Part) -> dict[str, Row]:
    held = approvals(state.ledger, part, state.follows)
    return {agency: _approval(one, one.act is Act.LOCK, None) for agency, one in held.items()}


def _serving(state: State) -> defaultdict[str, list[Row]]:
    """Who speaks for each agency today."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in records(state.workspace["tblContacts"]):
        for agency in state.agencies_in(str(row["agency"])) if row["state"] == SERVING else ():
            found[agency].append(row)
    return found


def _is_one_person(serving: list[Row]) -> bool:
    leaders = {key(row["name"]) for row in serving if row["role"] == LEADING_ROLE}
    officers = {key(row["name"]) for row in serving if row["role"] != LEADING_ROLE}
    return bool(officers) and officers <= leaders
