"""What the ledger leaves open, as findings: answers to mend, to decide, taken back. The same at every command."""

from __future__ import annotations

from collections.abc import Iterator

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.text import date_vi
from pii_xl.layout.ledger import Part
from pii_xl.ledger.entries import Reply, Submission, to_text
from pii_xl.ledger.lists import LISTS, held_back
from pii_xl.ledger.present import BY_HAND
from pii_xl.ledger.standing import Standing
from pii_xl.ledger.state import FIELDS, State

SEPARATOR = " / "


def ledger_findings(state: State) -> list[Finding]:
    """Everything the ledger leaves open."""
    found: list[Finding] = []
    for standing in state.standings.values():
        found += _to_mend(standing)
        found += _changed(standing)
        found += (_waiting(standing, reply) for reply in standing.waiting)
        found += (_conflicting(standing, reply) for reply in standing.conflicts)
        found += (_withdrawn(standing, reply) for reply in standing.withdrawn)
    return [*found, *_list_findings(state), *_lists_held(state)]


def _to_mend(standing: Standing) -> Iterator[Finding]:
    for reply in standing.to_mend:
        yield from (item for item in reply.findings)
    if standing.reply is not None and standing.reply.submission.is_form:
        yield from (item for item in standing.reply.findings if not item.is_error)


def _list_findings(state: State) -> Iterator[Finding]:
    """What is wrong in the lists of each agency's last form."""
    last: dict[str, Submission] = {state.follows(one.agency): one for one in state.ledger.forms()}
    ids = {one.id for one in last.values()}
    for reply in state.ledger.replies:
        if reply.part in (Part.EVIDENCE, Part.CONTACT) and reply.submission.id in ids:
            yield from reply.findings


def _lists_held(state: State) -> Iterator[Finding]:
    """Lists that came after an approval and differ from what was approved."""
    for part in LISTS:
        for approval, form in held_back(state.ledger, part, state.follows):
            facts = {"what": str(part).lower(), "act": str(approval.act), "day": date_vi(approval.day)}
            agency = state.follows(form.agency)
            yield finding("W385", file=form.file, subject=agency, agency=state.short(agency), **facts)


def shown(reply: Reply | None) -> str:
    """An answer in one line: its fields without remarks; "" for none."""
    if reply is None:
        return ""
    keys = [key for key in FIELDS.get(reply.part, ()) if key in reply.fields]
    loose = ("status", "note", "reported")
    return SEPARATOR.join(text for key in keys if key not in loose and (text := to_text(reply.fields[key])))


def _place(reply: Reply) -> dict[str, str]:
    cell = reply.cells[0] if reply.cells else None
    return {
        "file": reply.submission.file,
        "sheet": cell.sheet if cell else "",
        "cell": cell.cell if cell else "",
        "subject": reply.code,
    }


def _holder(standing: Standing) -> str:
    if standing.locked:
        return "đã khóa"
    if standing.approval is not None:
        return "đã duyệt"
    return BY_HAND if standing.reply and not standing.reply.submission.is_form else "đã quyết định"


def _changed(standing: Standing) -> Iterator[Finding]:
    """What was changed by an official after it had been approved."""
    approval = standing.approval
    if approval is not None and standing.changes and standing.reply is not None:
        facts = {"holder": _holder(standing), "day": date_vi(approval.day), "user": approval.user}
        after = shown(standing.reply) or "ô trống"
        yield finding("W386", subject=standing.thing.code, count=standing.changes, after=after, **facts)


def _waiting(standing: Standing, reply: Reply) -> Finding:
    facts = {"before": shown(standing.reply) or "ô trống", "after": shown(reply), "holder": _holder(standing)}
    return finding("W369", **_place(reply), agency=reply.submission.sent_as, **facts)


def _conflicting(standing: Standing, reply: Reply) -> Finding:
    keeper = standing.reply.submission.sent_as if standing.reply else ""
    return finding(
        "W308",
        **_place(reply),
        agency=reply.submission.sent_as,
        other=keeper,
        keeper=keeper,
        found_value=shown(reply),
        other_value=shown(standing.reply),
    )


def _withdrawn(standing: Standing, reply: Reply) -> Finding:
    before = max(
        (
            one
            for one in standing.replies
            if one.submission.agency == reply.submission.agency and not one.is_blank and not one.is_refused
        ),
        key=lambda one: one.submission.order,
    )
    return finding("W371", **_place(reply), agency=reply.submission.sent_as, before=shown(before))
