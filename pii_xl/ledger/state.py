"""A workbook with its ledger read and judged: who answers for what, how everything stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pii_xl.ground.frames import Row, records
from pii_xl.layout.ledger import PART_TABLES, Part, Verdict
from pii_xl.layout.parts import MissingCode
from pii_xl.layout.words import POLICY_ENTRY
from pii_xl.ledger.entries import Ledger, Reply, Thing, ledger_of
from pii_xl.ledger.standing import Standing, standings
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import Agency, AgencyRegistry

FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.VALUE: ("numerator", "denominator", "direct", "missing", "status", "note"),
    Part.BASE: ("value", "missing", "status", "note"),
    Part.POLICY: ("in_force", "documents", "status", "note"),
    Part.TASK: ("state", "result", "difficulty", "reported"),
}
"""What the ledger says of a thing: the columns of its master table that are derived."""
FIGURES = (Part.VALUE, Part.BASE, Part.POLICY)
"""The parts that make a form complete."""


@dataclass(frozen=True)
class State:
    """A workbook with its ledger read and judged, as of a day (``None``: now)."""

    workspace: Workspace
    day: date | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger up to the day."""
        return ledger_of(self.workspace).as_of(self.day)

    @cached_property
    def registry(self) -> AgencyRegistry:
        """The agencies as the workbook has them."""
        return registry_of(self.workspace)

    @cached_property
    def _rows(self) -> Mapping[Thing, Row]:
        return {
            Thing(part, str(row["code"])): row
            for part in FIELDS
            for row in records(self.workspace.tables[PART_TABLES[part]])
        }

    def told_by(self, workspace: Workspace) -> State:
        """The same state of affairs in a workspace whose tables were derived from it."""
        told = State(workspace, self.day)
        judged = (
            "ledger",
            "registry",
            "reporting",
            "entering",
            "standings",
            "_cells",
            "_followers",
            "_known",
        )
        told.__dict__.update({name: getattr(self, name) for name in judged})
        return told

    def row_of(self, thing: Thing) -> Row:
        """The thing's row in its master table, as stored."""
        return self._rows[thing]

    @cached_property
    def reporting(self) -> tuple[str, ...]:
        """The codes of the agencies that have something to answer, in the order of the sheet "Tiến độ"."""
        listed = (
            self.follows(agency)
            for short in self.workspace.tables["tblProgress"]["agency"]
            for agency in self.named(str(short))
        )
        owners = (
            self.follows(agency, thing.code)
            for thing, row in self._rows.items()
            for agency in self.named(str(row["agency"]))
            if not self.registry.get(agency).is_collective
        )
        return tuple(dict.fromkeys([*listed, *owners]))

    def short(self, agency: str) -> str:
        """An agency's short name today."""
        return self.registry.get(agency).short

    @cached_property
    def entering(self) -> Mapping[Thing, tuple[str, ...]]:
        """The codes of the agencies that have to answer each thing, first the one whose answer counts."""
        return {thing: self.agencies_in(str(row["agency"]), thing.code) for thing, row in self._rows.items()}

    def agencies_in(self, cell: str, code: str = "") -> tuple[str, ...]:
        """The codes of the agencies that a cell means, as to ``code``: what followed those that no longer exist, all for a collective name."""
        found: list[str] = []
        for agency in self.named(cell):
            found += (
                self.reporting if self.registry.get(agency).is_collective else [self.follows(agency, code)]
            )
        return tuple(dict.fromkeys(found))

    def named(self, cell: str) -> list[str]:
        """The codes of the agencies that a cell names, whether or not they still exist."""
        if cell not in self._cells:
            bodies = (self.registry.find(name) for name in self.registry.split(cell))
            self._cells[cell] = [body.code for body in bodies if body]
        return self._cells[cell]

    @cached_property
    def _cells(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def former_names(self) -> Mapping[str, tuple[str, ...]]:
        """By agency code, the other names under which what it answers was asked of somebody or sent."""
        found = {agency.code: dict.fromkeys(agency.former) for agency in self.registry.agencies}
        for thing, row in self._rows.items():
            for before in self.named(str(row["agency"])):
                now = self.follows(before, thing.code)
                if now != before:
                    found.setdefault(now, {})[self.registry.get(before).name] = None
        for reply in self.ledger.replies:
            one, now = reply.submission, self.sender(reply)
            if one.is_form and one.agency != now and one.agency in self._known:
                found.setdefault(now, {})[self.registry.get(one.agency).name] = None
            elif one.is_form and self.registry.find(one.sent_as) is None:
                found.setdefault(now, {})[one.sent_as] = None
        return {code: tuple(names) for code, names in found.items() if names}

    def is_shared(self, thing: Thing) -> bool:
        """Several agencies answer, each for itself."""
        return thing.part is Part.TASK and len(self.entering.get(thing, ())) > 1

    def follows(self, agency: str, code: str = "") -> str:
        """The code of the agency that answers today for what ``agency`` had to send, as to ``code``."""
        at = agency, code
        if at not in self._followers:
            known = self._known.get(agency)
            day = self.day or self.workspace.settings.day("as_of") or date.max
            self._followers[at] = self.registry.successor_on(known, day, code).code if known else agency
        return self._followers[at]

    @cached_property
    def _followers(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def _known(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.registry.agencies}

    def sender(self, reply: Reply) -> str:
        """The code of the agency that answers today for what the reply's sender sent."""
        return self.follows(reply.submission.agency, reply.code)

    def enters(self, thing: Thing, agency: str) -> bool:
        """Whether this agency's answer counts before those of others."""
        return self.entering.get(thing, ())[:1] == (agency,)

    @cached_property
    def standings(self) -> Mapping[Thing, Standing]:
        """How every thing of the ledger stands."""
        return standings(self.ledger, self)

    @cached_property
    def unread(self) -> frozenset[str]:
        """Codes of the agencies whose last form had to be refused whole."""
        last = {self.follows(one.agency): one for one in self.ledger.sendings()}
        return frozenset(agency for agency, one in last.items() if not one.is_form)

    def verdict(self, reply: Reply) -> Verdict:
        """What became of a reply."""
        standing = self.standings.get(reply.thing)
        if standing is not None and not reply.submission.is_refused:
            return standing.verdicts[reply.id]
        return Verdict.REFUSED if reply.is_refused or reply.submission.is_refused else Verdict.ACCEPTED

    def completed(self) -> dict[str, date]:
        """By agency code, the day by which every figure asked of it had been sent: refused ones were sent too.

        A form that was refused whole counts for the one that mends it: a correction makes nobody late.
        """
        wanted: dict[str, set[Thing]] = {}
        for thing, agencies in self.entering.items():
            if thing.part in FIGURES and agencies and not self.is_counted(thing):
                wanted.setdefault(agencies[0], set()).add(thing)
        sent: dict[str, date] = {}
        refused = {
            self.follows(one.agency): one.day for one in reversed(self.ledger.sendings()) if not one.is_form
        }
        answers = [reply for reply in self.ledger.replies if _answers(reply)]
        for reply in sorted(answers, key=lambda reply: (reply.submission.day, reply.submission.order)):
            agency = (self.entering.get(reply.thing) or ("",))[0]
            open_things = wanted.get(agency)
            if open_things and reply.thing in open_things:
                open_things.remove(reply.thing)
                if not open_things:
                    sent[agency] = min(reply.submission.day, refused.get(agency, reply.submission.day))
        return sent

    def is_counted(self, thing: Thing) -> bool:
        """The indicator whose value is counted from the policy groups: nobody types it."""
        return thing.part is Part.VALUE and thing.code in self._counted

    @cached_property
    def _counted(self) -> frozenset[str]:
        indicators = self.workspace.tables["tblIndicators"]
        return frozenset(indicators.loc[indicators["entry"] == POLICY_ENTRY, "code"])


def state_now(workspace: Workspace) -> State:
    """The workbook's state of today; judged once as long as nothing changes."""
    return workspace.derived(State)


def _answers(reply: Reply) -> bool:
    return not reply.is_blank and reply.fields.get("missing") != MissingCode.PENDING
