"""The one rule by which the present value of a thing follows from the ledger.

Of one agency the form saved last counts, however the forms were imported; a cell that cannot be used never counts. Among
agencies the one that enters the figure counts, then whoever shares the lead. What an official typed, approved or locked stands
until the official decides: a later answer that differs waits. Nothing else overrides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pii_xl.layout.ledger import Act, Part, Source, Verdict
from pii_xl.ledger.entries import LOOSE, Decision, Ledger, Reply, Thing

TOLERANCE = 1e-9
NOTE = "note"


class Assignment(Protocol):
    """Who answers for what."""

    def enters(self, thing: Thing, agency: str) -> bool:
        """Whether the agency with this code enters the thing."""

    def sender(self, reply: Reply) -> str:
        """The code of the agency that answers today for what a reply's sender sent."""

    def is_shared(self, thing: Thing) -> bool:
        """Several agencies answer, each for itself."""


@dataclass
class Standing:
    """How one thing stands: the reply that counts, what became of the others, what the official has to decide."""

    thing: Thing
    reply: Reply | None = None
    replies: tuple[Reply, ...] = ()
    verdicts: dict[tuple[str, Part, str, int], Verdict] = field(default_factory=dict)
    decided: dict[tuple[str, Part, str, int], Decision] = field(default_factory=dict)
    waiting: list[Reply] = field(default_factory=list)
    conflicts: list[Reply] = field(default_factory=list)
    to_mend: list[Reply] = field(default_factory=list)  # the last word of an agency cannot be used
    latest: dict[str, Reply] = field(default_factory=dict)  # by agency: the last reply, usable or not
    withdrawn: list[Reply] = field(default_factory=list)
    approval: Decision | None = None
    locked: bool = False
    taken: bool = False  # an official preferred the answer of an agency that does not enter the figure
    changes: int = 0  # since the approval
    remarks: Mapping[str, Any] = field(
        default_factory=dict
    )  # by an official, beside an answer that is not his

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields that count; empty when nothing does."""
        return {**(self.reply.fields if self.reply else {}), **self.remarks}

    @property
    def is_pinned(self) -> bool:
        """An official stands behind the present value."""
        own = self.reply
        by_hand = own is not None and not own.is_blank and own.submission.source is Source.HAND
        return self.approval is not None or self.taken or by_hand


def standings(ledger: Ledger, assignment: Assignment) -> dict[Thing, Standing]:
    """How every thing of the ledger stands."""
    found = {}
    for thing, replies in ledger.by_thing.items():
        if thing.part in (Part.EVIDENCE, Part.CONTACT):
            continue
        decisions = [one for one in ledger.decisions if one.concerns(thing)]
        found[thing] = _Story(thing, assignment).told(replies, decisions)
    return found


class _Story:
    """The events about one thing, one after the other."""

    def __init__(self, thing: Thing, assignment: Assignment) -> None:
        self.enters, self.sender = assignment.enters, assignment.sender
        self.shared = assignment.is_shared(thing)
        self.now = Standing(thing)
        self.best: dict[str, Reply] = {}  # by agency: the usable or blank reply that was saved last
        self.dismissed: list[Reply] = []

    def told(self, replies: list[Reply], decisions: list[Decision]) -> Standing:
        events: list[tuple[int, Reply | Decision]] = [(reply.submission.n, reply) for reply in replies]
        events += [(decision.n, decision) for decision in decisions]
        self.replies = {reply.submission.id: reply for reply in replies}
        self.now.replies = tuple(replies)
        for _, event in sorted(events, key=lambda pair: pair[0]):
            if isinstance(event, Decision):
                self._decide(event)
            elif event.submission.source is Source.HAND:
                self._by_hand(event)
            else:
                self._received(event)
        self._conclude()
        return self.now

    def _received(self, reply: Reply) -> None:
        agency = self.sender(reply)
        last = self.now.latest.get(agency)
        if last is None or reply.submission.order >= last.submission.order:
            self.now.latest[agency] = reply
        if reply.is_refused:
            self._judge(reply, Verdict.REFUSED)
            return
        before = self.best.get(agency)
        if before is not None and reply.submission.order < before.submission.order:
            self._judge(reply, Verdict.UNANSWERED if reply.is_blank else Verdict.SUPERSEDED)
            return
        self.best[agency] = reply
        if not self.now.is_pinned:
            self._stand(self._chosen())
        elif not (reply.is_blank or same_answer(reply, self.now.reply) or self._is_dismissed(reply)):
            self.now.waiting = [one for one in self.now.waiting if self.sender(one) != agency] + [reply]

    def _by_hand(self, reply: Reply) -> None:
        nothing = reply.is_blank and (self.now.reply is None or self.now.reply.is_blank)
        if nothing or same_answer(reply, self.now.reply):
            self.now.remarks = {key: reply.fields.get(key) for key in LOOSE if key in reply.fields}
            self._judge(reply, Verdict.ACCEPTED)
        else:
            self._stand(reply)

    def _stand(self, reply: Reply | None) -> None:
        if reply is not self.now.reply and reply is not None:
            self.now.remarks = {
                k: v for k, v in self.now.remarks.items() if k == NOTE and k not in reply.fields
            }
        if reply is not self.now.reply and not same_answer(reply, self.now.reply) and self.now.approval:
            self.now.changes += 1
        self.now.reply = reply

    def _decide(self, decision: Decision) -> None:
        now = self.now
        if decision.act is Act.TAKE and decision.submission in self.replies:
            taken = self.replies[decision.submission]
            now.waiting = [one for one in now.waiting if one is not taken]
            now.decided[taken.id] = decision
            self.dismissed = [one for one in self.dismissed if one is not taken]
            self._stand(taken)
            now.taken = not self.enters(now.thing, self.sender(taken))
        elif decision.act is Act.KEEP and decision.submission in self.replies:
            kept = self.replies[decision.submission]
            self.dismissed.append(kept)
            now.waiting = [one for one in now.waiting if one is not kept]
            now.decided[kept.id] = decision
        elif decision.act is Act.APPROVE:
            now.approval, now.changes = decision, 0
        elif decision.act is Act.LOCK:
            now.approval, now.locked, now.changes = now.approval or decision, True, 0
        elif decision.act is Act.REOPEN:
            now.approval, now.locked, now.taken = None, False, False

    def _chosen(self) -> Reply | None:
        usable = {
            agency: reply
            for agency, reply in self.best.items()
            if not (reply.is_blank or self._is_dismissed(reply))
        }
        entering = [reply for agency, reply in usable.items() if self.enters(self.now.thing, agency)]
        return max(entering or usable.values(), key=lambda reply: reply.submission.order, default=None)

    def _is_dismissed(self, reply: Reply) -> bool:
        """The official refused this answer, or the same one sent before by the same agency."""
        if not self.dismissed:
            return False
        agency = self.sender(reply)
        return any(
            one is reply or (self.sender(one) == agency and same_answer(one, reply)) for one in self.dismissed
        )

    def _conclude(self) -> None:
        """Verdicts of all replies that no event has judged yet."""
        now = self.now
        by_hand = now.reply.submission.n if now.is_pinned and now.reply is not None else 0
        now.to_mend = [
            reply for reply in now.latest.values() if reply.is_refused and reply.submission.n > by_hand
        ]
        waiting = {reply.id for reply in now.waiting}
        for reply in self.replies.values():
            if reply.id in now.verdicts:
                continue
            agency = self.sender(reply)
            if reply is now.reply:
                self._judge(reply, Verdict.ACCEPTED)
            elif reply.id in waiting:
                self._judge(reply, Verdict.WAITING)
            elif self._is_dismissed(reply):
                self._judge(reply, Verdict.DISMISSED)
            elif reply.is_blank:
                self._judge(reply, Verdict.UNANSWERED)
            elif self.best.get(agency) is not reply:
                self._judge(reply, Verdict.SUPERSEDED)
            elif self.shared or same_answer(reply, now.reply):
                self._judge(reply, Verdict.ACCEPTED)
            elif now.is_pinned:
                self._judge(reply, Verdict.SUPERSEDED)
            else:
                self._judge(reply, Verdict.CONFLICTING)
                now.conflicts.append(reply)
        self._mark_withdrawn()

    def _mark_withdrawn(self) -> None:
        """A later form of the same agency leaves blank what an earlier one answered."""
        for agency, last in self.best.items():
            if not last.is_blank:
                continue
            earlier = [
                reply
                for reply in self.replies.values()
                if self.sender(reply) == agency
                and reply.submission.is_form
                and not reply.is_blank
                and not reply.is_refused
            ]
            for reply in earlier:
                if reply is not self.now.reply:
                    self._judge(reply, Verdict.WITHDRAWN)
            if earlier:
                self.now.withdrawn.append(last)

    def _judge(self, reply: Reply, verdict: Verdict) -> None:
        self.now.verdicts[reply.id] = verdict


def same_answer(one: Reply | None, other: Reply | None) -> bool:
    """Both replies answer the same, remarks aside."""
    if one is None or other is None:
        return one is other
    keys = {*one.fields, *other.fields} - set(LOOSE)
    return all(_same(one.fields.get(key), other.fields.get(key)) for key in keys)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= TOLERANCE * max(1.0, abs(one)) or (one != one and other != other)
    return (one or "") == (other or "")
