"""The workbook's present state, derived from its ledger: values with their source, lists, days of sending, verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import key
from pii_xl.layout.ledger import PART_TABLES, Occasion, Part, Verdict
from pii_xl.ledger.due import due_rows
from pii_xl.ledger.entries import Reply, Submission, Thing, answer_rows, submission_row
from pii_xl.ledger.lists import contacts, evidence
from pii_xl.ledger.standing import Standing
from pii_xl.ledger.state import FIELDS, State
from pii_xl.workspace.workspace import Rows, Workspace

SOURCES = ("src_agency", "src_file", "src_sheet", "src_cell", "src_time", "src_form", "src_sha256")
BY_HAND = "sửa tay"


def present(workspace: Workspace, day: date | None = None) -> Workspace:
    """The workspace whose collected tables say what its ledger says; ``day``: as of the end of that day."""
    return present_of(State(workspace, day))


def present_of(state: State) -> Workspace:
    """The workspace of ``state`` whose collected tables say what its ledger says."""
    workspace, day = state.workspace, state.day
    tables: dict[str, Rows] = {PART_TABLES[part]: _coded(state, part) for part in FIELDS}
    tables["tblEvidence"] = evidence(workspace, state.ledger, state.follows)
    tables["tblContacts"] = contacts(workspace, state.ledger, state.follows)
    tables["tblProgress"] = _progress(state)
    if day is None:
        tables["tblAnswers"] = _answers_table(state)
        tables["tblSubmissions"] = _submissions_table(state)
    else:
        letters = workspace["tblLetters"]
        tables["tblLetters"] = letters[[sent is None or sent <= day for sent in letters["sent"]]]
    return _with_due(state.told_by(workspace.with_tables(tables)))


def _with_due(state: State) -> Workspace:
    """The workspace with what every agency owes; needs the other tables to be up to date."""
    workspace, rows = state.workspace, due_rows(state)
    return workspace.with_tables({"tblDue": rows})


def _coded(state: State, part: Part) -> list[Row]:
    rows = []
    for row in records(state.workspace.tables[PART_TABLES[part]]):
        thing = Thing(part, str(row["code"]))
        standing = state.standings.get(thing)
        if state.is_shared(thing):
            pass  # each agency's answer stands on "Phải nộp"
        elif standing is not None:
            row = {**row, **derived_fields(part, standing), **source_of(standing.reply)}
        elif state.day is not None:
            row = {**row, **dict.fromkeys((*FIELDS[part], *SOURCES))}
        rows.append(row)
    return rows


def derived_fields(part: Part, standing: Standing) -> Row:
    """The fields of a thing that its ledger gives; the documents of all agencies are united."""
    fields = {key: standing.fields.get(key) for key in FIELDS[part]}
    if part is Part.POLICY and standing.reply is not None:
        fields["documents"] = _united(standing)
    return fields


def _united(standing: Standing) -> str:
    assert standing.reply is not None
    if standing.is_pinned:
        return str(standing.fields.get("documents") or "")
    others = [
        reply
        for reply in standing.latest.values()
        if reply is not standing.reply and not reply.is_refused and not reply.is_blank
    ]
    lines: dict[str, str] = {}
    for reply in (standing.reply, *sorted(others, key=lambda one: one.submission.order)):
        for line in str(reply.fields.get("documents") or "").splitlines():
            if line.strip():
                lines.setdefault(key(line), line.strip())
    return "\n".join(lines.values())


def source_of(reply: Reply | None) -> dict[str, str]:
    """Where a value came from, as the master workbook's columns tell it; an official's own figure claims no file."""
    if reply is None:
        return dict.fromkeys(SOURCES, "")
    one, first = reply.submission, reply.cells[0] if reply.cells else None
    if not one.is_form:
        return {**dict.fromkeys(SOURCES, ""), "src_file": BY_HAND, "src_time": one.received.isoformat()}
    return {
        "src_agency": one.sent_as,
        "src_file": one.file,
        "src_sheet": first.sheet if first else "",
        "src_cell": first.cell if first else "",
        "src_time": one.saved.strftime("%Y-%m-%d %H:%M") if one.saved else "",
        "src_form": one.form,
        "src_sha256": one.sha256,
    }


def _progress(state: State) -> list[Row]:
    first: dict[str, Submission] = {}
    last: dict[str, Submission] = {}
    senders = _senders(state)
    for one in state.ledger.sendings():
        for agency in senders.get(one.id, [state.follows(one.agency)]):
            first.setdefault(agency, one)
            last[agency] = one
    completed = state.completed()
    rows = []
    listed = set()
    for row in records(state.workspace.tables["tblProgress"]):
        agency = next(iter(state.agencies_in(str(row["agency"]))), "")
        listed.add(agency)
        if agency in first:
            row = {**row, "submitted": first[agency].day, "file": last[agency].file}
        elif state.day is not None:
            row = {**row, "submitted": None, "file": ""}
        rows.append({**row, "completed": completed.get(agency)})
    rows += [{"agency": state.short(agency)} for agency in state.reporting if agency not in listed]
    return rows


def _senders(state: State) -> dict[str, list[str]]:
    """By form, the agencies that it speaks for today: several when the sender has been split."""
    found = {one.id: [state.follows(one.agency)] for one in state.ledger.forms()}
    for reply in state.ledger.replies:
        agencies = found.get(reply.submission.id)
        if agencies is not None and reply.part in FIELDS and state.sender(reply) not in agencies:
            agencies.append(state.sender(reply))
    return found


def _answers_table(state: State) -> Rows:
    """All answers with what became of each."""
    tables = {part: state.workspace.layout.table(name) for part, name in PART_TABLES.items()}
    rows = []
    for reply in state.ledger.told:
        standing = state.standings.get(reply.thing)
        verdict = state.verdict(reply)
        decision = standing.decided.get(reply.id) if standing else None
        told = {"verdict": str(verdict)}
        if decision:
            told |= {"by": decision.user, "day": decision.day, "why": decision.why}  # type: ignore[dict-item]
        rows += [{**row, **told} for row in answer_rows([reply], tables)]
    return rows or state.workspace.tables["tblAnswers"]


def _submissions_table(state: State) -> Rows:
    """All submissions with their rounds and counts."""
    if not state.ledger.submissions:
        return state.workspace.tables["tblSubmissions"]
    rounds = _rounds(state)
    rows = []
    for one in state.ledger.submissions:
        tally = _Tally(state, state.ledger.told_by(one))
        rows.append({**submission_row(one), **rounds.get(one.id, {}), **tally.counts()})
    return rows


def _rounds(state: State) -> dict[str, dict[str, Any]]:
    """Round and occasion of every form."""
    found: dict[str, dict[str, Any]] = {}
    before: dict[str, list[Submission]] = {}
    arrived = {one.id: one.n for one in state.ledger.submissions}
    for one in state.ledger.forms():
        agency = state.follows(one.agency)
        earlier = before.setdefault(agency, [])
        if not earlier:
            occasion = Occasion.FIRST
        elif any(arrived[other.id] > arrived[one.id] for other in earlier):
            occasion = Occasion.OWN
        else:
            occasion = Occasion.ASKED if _was_asked(state, earlier[-1], one) else Occasion.OWN
        earlier.append(one)
        found[one.id] = {"round": len(earlier), "occasion": str(occasion)}
    return found


def _was_asked(state: State, earlier: Submission, later: Submission) -> bool:
    """Something of the earlier form had to be mended, or a reminder went out in between."""
    if any(reply.is_refused for reply in state.ledger.told_by(earlier)):
        return True
    return any(
        row["sent"] and earlier.day <= row["sent"] <= later.day
        for row in records(state.workspace["tblLetters"])
        if later.agency in state.agencies_in(str(row["agency"]))
    )


class _Tally:
    """How many things of one submission went in, stayed out, said nothing new, were taken back."""

    def __init__(self, state: State, replies: Iterable[Reply]) -> None:
        self.state = state
        self.replies = [reply for reply in replies if reply.part in FIELDS]

    def counts(self) -> dict[str, int]:
        verdicts = [self.state.verdict(reply) for reply in self.replies]
        answered = [reply for reply in self.replies if not reply.is_blank]
        return {
            "accepted": len(answered) - verdicts.count(Verdict.REFUSED),
            "refused": verdicts.count(Verdict.REFUSED),
            "unchanged": sum(self._is_repeat(reply) for reply in answered),
            "withdrawn": sum(self._is_withdrawn(reply) for reply in self.replies),
        }

    def _is_withdrawn(self, reply: Reply) -> bool:
        standing = self.state.standings.get(reply.thing)
        return standing is not None and reply in standing.withdrawn

    def _is_repeat(self, reply: Reply) -> bool:
        """The form before said the same."""
        from pii_xl.ledger.standing import same_answer

        agency = self.state.sender(reply)
        before = [
            other
            for other in self.state.ledger.by_thing.get(reply.thing, ())
            if self.state.sender(other) == agency
            and other.submission.is_form
            and other.submission.order < reply.submission.order
        ]
        last = max(before, key=lambda other: other.submission.order, default=None)
        return last is not None and same_answer(last, reply)


def as_of(workspace: Workspace, day: date | None = None) -> Workspace:
    """The workbook as it was at the end of ``day``; without a day, of the day in its settings, if there is one."""
    day = day or workspace.settings.day("as_of")
    if day is None:
        return present(workspace)
    workspace = workspace.having(settings=workspace.settings.having(as_of=day))
    return present(workspace, day)
