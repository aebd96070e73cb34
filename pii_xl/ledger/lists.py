"""The lists that forms bring: evidence and focal persons, derived from the forms in the order in which they were sent.

An agency's list that an official approved or locked stays as it was: what later forms bring waits until it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import key
from pii_xl.layout.ledger import Act, Part
from pii_xl.ledger.entries import Decision, Ledger, Reply, Submission
from pii_xl.workspace.workspace import Workspace

Follows = Callable[[str], str]
"""The agency that answers today for another."""

EVIDENCE_IDENTITY = ("code", "number", "title", "file")
EVIDENCE_FIELDS = ("code", "number", "issued", "issuer", "title", "file", "pages", "status")
LISTS = (Part.EVIDENCE, Part.CONTACT)
EVIDENCE_NOTES = ("state", "received", "digest")
"""What a line gets after it came: its state from an official, the day and the fingerprint of its file."""
CONTACT_FIELDS = ("role", "name", "title", "phone", "email", "document", "status")


def approvals(ledger: Ledger, part: Part, follows: Follows) -> dict[str, Decision]:
    """By agency, the decision that its list was approved or locked, as far as it was not opened again.

    The first one's number counts: to approve or lock once more takes nothing that came in between.
    """
    found: dict[str, Decision] = {}
    for one in ledger.decisions:
        if one.part != part or one.code:
            continue
        if one.act in (Act.APPROVE, Act.LOCK):
            first = found.get(follows(one.agency), one)
            found[follows(one.agency)] = replace(one, n=first.n)
        elif one.act is Act.REOPEN:
            found.pop(follows(one.agency), None)
    return found


def counting_forms(ledger: Ledger, part: Part, follows: Follows) -> list[Submission]:
    """The forms whose list counts, in the order in which they were sent: all but those that came after an approval."""
    held, lines = approvals(ledger, part, follows), ledger.lines[part]
    return [
        one
        for one in ledger.forms()
        if one.id in lines and ((approval := held.get(follows(one.agency))) is None or one.n < approval.n)
    ]


def held_back(ledger: Ledger, part: Part, follows: Follows) -> list[tuple[Decision, Submission]]:
    """Approvals with the agency's last form, where that form brings another list than the approved one."""
    lines = ledger.lines[part]
    last = {follows(one.agency): one for one in ledger.forms() if one.id in lines}
    stands = {follows(one.agency): one for one in counting_forms(ledger, part, follows)}
    return [
        (approval, last[agency])
        for agency, approval in approvals(ledger, part, follows).items()
        if agency in last
        and agency in stands
        and _told(lines[last[agency].id]) != _told(lines[stands[agency].id])
    ]


def _told(lines: list[Reply]) -> set[tuple[str, ...]]:
    return {
        (line.code, *(f"{name}={_text(value)}" for name, value in sorted(line.fields.items())))
        for line in lines
    }


def evidence(workspace: Workspace, ledger: Ledger, follows: Follows) -> list[Row]:
    """The register of evidence: what each agency's last form lists, and what officials wrote themselves.

    What was noted of a line since (its state, its file) or corrected in it stays.
    """
    lines = ledger.lines[Part.EVIDENCE]
    last: dict[str, Submission] = {}
    for one in counting_forms(ledger, Part.EVIDENCE, follows):
        last[follows(one.agency)] = one
    stored = records(workspace["tblEvidence"])
    listed = {(reply.submission.sha256, _cell(reply)): reply for group in lines.values() for reply in group}
    rows = [_kept(row, listed) for row in stored if _is_own(row, listed)]
    mine = {_identity(row) for row in rows}
    notes = {_identity(row): {name: row[name] for name in EVIDENCE_NOTES} for row in stored}
    for one in sorted(last.values(), key=lambda each: each.n):
        for reply in lines[one.id]:
            row = _evidence_row(reply)
            if _identity(row) not in mine:
                rows.append({**row, **notes.get(_identity(row), {})})
    return rows


def _cell(reply: Reply) -> str:
    return reply.cells[0].cell


def _is_own(row: Row, listed: dict[tuple[str, str], Reply]) -> bool:
    """An official wrote or corrected this line."""
    reply = listed.get((str(row["src_sha256"]), str(row["src_cell"])))
    if reply is None:
        return not row["src_sha256"]
    return any(_text(row[name]) != _text(_line(reply).get(name)) for name in EVIDENCE_FIELDS)


def _kept(row: Row, listed: dict[tuple[str, str], Reply]) -> Row:
    if (str(row["src_sha256"]), str(row["src_cell"])) in listed:
        return {**row, **{name: "" for name in row if name.startswith("src_")}, "src_file": "sửa tay"}
    return row


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _line(reply: Reply) -> Row:
    return {"code": reply.code, **reply.fields}


def _identity(row: Row) -> tuple[str, ...]:
    return (key(row["agency"]), *(key(row[name] or "") for name in EVIDENCE_IDENTITY))


def _evidence_row(reply: Reply) -> Row:
    return {
        **dict.fromkeys(EVIDENCE_FIELDS, ""),
        **_line(reply),
        "agency": reply.submission.sent_as,
        **_source(reply),
    }


def _source(reply: Reply) -> dict[str, str]:
    from pii_xl.ledger.present import source_of

    return source_of(reply)


def contacts(workspace: Workspace, ledger: Ledger, follows: Follows) -> list[Row]:
    """The focal persons with the days from and to which they serve; who is no longer named is closed, not lost.

    A line that an official wrote or corrected stays as it is.
    """
    stored = records(workspace["tblContacts"])
    own = {(row["agency"], str(row["role"]), key(row["name"])): row for row in stored}
    rows = [row for row in stored if not row["src_sha256"]]
    lines = ledger.lines[Part.CONTACT]
    by_agency: dict[str, list[Submission]] = {}
    for one in counting_forms(ledger, Part.CONTACT, follows):
        by_agency.setdefault(one.agency, []).append(one)
    hand = {(row["agency"], str(row["role"]), key(row["name"])) for row in rows}
    for forms in by_agency.values():
        for row in _served(forms, lines):
            identity = (row["agency"], str(row["role"]), key(row["name"]))
            if identity not in hand:
                rows.append({**row, **_corrections(own.get(identity), row)})
    return rows


def _served(forms: list[Submission], lines: dict[str, list[Reply]]) -> list[Row]:
    """Each person once for each time of serving, in the order of naming."""
    rows: list[Row] = []
    serving: dict[tuple[str, str], Row] = {}
    for one in forms:
        named = {(str(r.fields.get("role") or ""), key(r.fields.get("name") or "")): r for r in lines[one.id]}
        for person, row in list(serving.items()):
            if person not in named:
                row["valid_to"] = one.day
                del serving[person]
        for person, reply in named.items():
            if person not in serving:
                serving[person] = {"agency": one.sent_as, "valid_from": one.day, "valid_to": None}
                rows.append(serving[person])
            serving[person] |= {
                **dict.fromkeys(CONTACT_FIELDS, ""),
                **reply.fields,
                **_source(reply),
            }
    return rows


def _corrections(stored: Row | None, derived: Row) -> Row:
    """What an official changed in a line of the same file."""
    if stored is None or stored["src_sha256"] != derived["src_sha256"]:
        return {}
    return {name: stored[name] for name in (*CONTACT_FIELDS, "valid_from") if stored[name]} | (
        {"valid_to": stored["valid_to"]} if stored["valid_to"] else {}
    )
