"""What an official decides: to keep or take an answer, to approve, reopen or lock things, to accept a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pii_xl.ground.errors import DataError, Finding, finding
from pii_xl.ground.text import key
from pii_xl.layout.ledger import Act, Part
from pii_xl.ledger.entries import Decision, Reply, Thing, decision_row
from pii_xl.ledger.lists import LISTS, approvals, counting_forms
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.standing import Standing
from pii_xl.ledger.state import State
from pii_xl.workspace.workspace import Workspace


def decided(workspace: Workspace, decisions: Iterable[Decision]) -> Workspace:
    """The workspace with these decisions taken."""
    rows = [decision_row(one) for one in decisions]
    return present(workspace.adding("tblDecisions", rows)) if rows else workspace


def open_questions(state: State) -> list[tuple[Standing, Reply]]:
    """The answers that wait for a decision: later than what an official holds, or of two agencies that disagree."""
    return [
        (standing, reply)
        for standing in state.standings.values()
        for reply in (*standing.waiting, *standing.conflicts)
    ]


def decide(
    workspace: Workspace, code: str, act: Act, why: str, official: Official, agency: str = ""
) -> tuple[Workspace, list[Finding]]:
    """Keep what stands (``Act.KEEP``) or take the answer that waits (``Act.TAKE``) about ``code``.

    Raises DataError E362 when nothing waits there and E363 when several agencies' answers do and ``agency`` says not which.
    """
    state = State(workspace)
    waiting = [(standing, reply) for standing, reply in open_questions(state) if reply.code == code]
    if agency:
        wanted = state.agencies_in(agency)
        waiting = [pair for pair in waiting if state.sender(pair[1]) in wanted]
    if not waiting:
        raise DataError("E362", subject=code)
    senders = {state.sender(reply) for _, reply in waiting}
    if act is Act.TAKE and len(senders) > 1:
        raise DataError(
            "E363", subject=code, agencies=", ".join(reply.submission.sent_as for _, reply in waiting)
        )
    number = state.ledger.next_number
    decisions = [
        Decision(
            n=number + offset,
            day=official.day,
            user=official.name,
            act=act,
            part=str(reply.part),
            code=reply.code,
            agency=reply.submission.agency,
            submission=reply.submission.id,
            why=why,
        )
        for offset, (_, reply) in enumerate(waiting)
    ]
    found = [
        finding("N364", subject=code, act=str(act), agency=reply.submission.sent_as) for _, reply in waiting
    ]
    return decided(workspace, decisions), found


def mark(
    workspace: Workspace, act: Act, official: Official, agency: str = "", code: str = ""
) -> tuple[Workspace, list[Finding]]:
    """Approve, lock or reopen what has been sent: everything, or only of one agency or code.

    Raises DataError E365 when there is nothing of the kind.
    """
    state = State(workspace)
    wanted = state.agencies_in(agency)
    if agency and not wanted:
        state.registry.resolve(agency)
    things = [
        (standing.thing.part, standing.thing.code, _owner(state, standing.thing))
        for standing in state.standings.values()
        if _is_meant(state, standing, wanted, code) and _is_possible(standing, act)
    ]
    lists = [
        (part, owner)
        for part, owner in _lists(state, act)
        if (not wanted or owner in wanted) and (not code or key(code) == key(part))
    ]
    if not (things or lists):
        raise DataError("E365", act=str(act), subject=code or agency or "sổ")
    number = state.ledger.next_number
    decisions = [
        Decision(number + offset, official.day, official.name, act, str(part), about, owner)
        for offset, (part, about, owner) in enumerate(
            [*things, *((part, "", owner) for part, owner in lists)]
        )
    ]
    told = [*(about for _, about, _ in things), *(f"{part} {state.short(owner)}" for part, owner in lists)]
    note = finding("N368", act=str(act), count=len(told), codes=", ".join(told))
    return decided(workspace, decisions), [note]


def _lists(state: State, act: Act) -> Iterator[tuple[Part, str]]:
    """The agencies' lists that can be approved, locked or opened again, with the code of the agency."""
    for part in LISTS:
        held = approvals(state.ledger, part, state.follows)
        if act is Act.REOPEN:
            yield from ((part, agency) for agency in held)
            continue
        sent = dict.fromkeys(
            state.follows(one.agency) for one in counting_forms(state.ledger, part, state.follows)
        )
        done = {agency for agency, one in held.items() if act is Act.APPROVE or one.act is Act.LOCK}
        yield from ((part, agency) for agency in sent if agency not in done)


def _is_meant(state: State, standing: Standing, agencies: tuple[str, ...], code: str) -> bool:
    owners = state.entering.get(standing.thing, ())
    return (not agencies or bool(set(agencies) & set(owners))) and (not code or standing.thing.code == code)


def _is_possible(standing: Standing, act: Act) -> bool:
    if act is Act.REOPEN:
        return standing.approval is not None
    if standing.reply is None or standing.reply.is_blank:
        return False
    return not standing.locked if act is Act.LOCK else True


def _owner(state: State, thing: Thing) -> str:
    return next(iter(state.entering.get(thing, ())), "")
