"""Put returned forms into a workspace: as entries of its ledger, from which its present state follows.

A form of another year, framework or agency is refused whole. A row with a cell that cannot be used, or with values that
contradict themselves, stays out with its finding; all other rows go in. What an official typed, approved or locked is not
overwritten: the new answer waits for a decision. A file that is already in the ledger changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pii_xl.collect.as_sent import altered
from pii_xl.collect.questions import ledger_findings, shown
from pii_xl.collect.received import clock_finding, judged, replies_of, submission_of, with_altered
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row
from pii_xl.ground.text import key as text_key
from pii_xl.layout.ledger import Clock, Part, Source
from pii_xl.ledger.entries import Reply, Submission, Thing
from pii_xl.ledger.present import present
from pii_xl.ledger.settled import appended, settled
from pii_xl.ledger.state import FIELDS, State
from pii_xl.workbook.reading.form_file import REFUSED, ReturnedForm, checked
from pii_xl.workspace.history import record as written
from pii_xl.workspace.sent import is_sealed
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import Agency

HISTORY_COMMAND, ACCEPTED = "Nhập phiếu", "N311"
BLANK_MESSAGES = {Part.VALUE: "E413", Part.BASE: "E413", Part.POLICY: "E431"}
BLANK_COLUMNS = {Part.VALUE: "numerator", Part.BASE: "value", Part.POLICY: "in_force"}


@dataclass(frozen=True)
class Imported:
    """An import: a finding for each form that went in, what else was found, and how many forms were noted as refused whole."""

    workspace: Workspace
    accepted: list[Finding]
    rest: list[Finding]
    n_refused: int = 0

    @property
    def n_values(self) -> int:
        """How many answers went in."""
        return sum(item.facts["count"] for item in self.accepted)

    @property
    def findings(self) -> list[Finding]:
        """All of them."""
        return [*self.rest, *self.accepted]


@dataclass(frozen=True)
class Arrival:
    """One form that may go in, with its agency, its row in the ledger and what it says."""

    form: ReturnedForm
    agency: Agency
    entry: Submission
    replies: list[Reply]


def import_forms(
    workspace: Workspace,
    forms: list[ReturnedForm],
    day: date,
    user: str = "",
    refused: Sequence[Finding] = (),
) -> Imported:
    """The workspace with the forms in its ledger, and what was found.

    ``day``: when this is done, which is the day of receipt; ``user``: who does it; ``refused``: why files could not be read as
    forms. Those that say whose they are stand in the ledger as sent.
    """
    workspace, noticed = settled(workspace, day, user)
    before = State(workspace)
    accepted, found = _accept(before, forms, day)
    arrivals = _arrivals(before, accepted, day, user)
    entries = [arrival.entry for arrival in arrivals]
    unusable = _unusable(before, refused, day, user, before.ledger.next_number + len(entries))
    entries += (arrival.entry for arrival in unusable)
    replies = [reply for arrival in arrivals for reply in arrival.replies]
    told = [*replies, *(reply for arrival in unusable for reply in arrival.replies)]
    workspace = present(appended(workspace, entries, told)) if entries else workspace
    after = State(workspace)
    found = [*noticed, *found]
    for arrival in arrivals:
        found += [*clock_finding(arrival.form, arrival.entry), *arrival.form.findings]
        found += [item for reply in arrival.replies for item in reply.findings]
        found += [*_older(before, arrival), *_blanks(before, arrival)]
    known = set(ledger_findings(before))
    found += [item for item in ledger_findings(after) if item not in known]
    changes = _changes(before, after, replies)
    workspace = _noted(workspace, changes, arrivals, day)
    accepted_forms = [_told(after, arrival) for arrival in arrivals]
    rest = list(dict.fromkeys([*found, *(item for item, _ in changes)]))
    return Imported(workspace, accepted_forms, rest, len(unusable))


def _accept(
    state: State, forms: list[ReturnedForm], day: date
) -> tuple[list[tuple[ReturnedForm, Agency]], list[Finding]]:
    """The forms that may go in, with their agencies, in the order of saving; findings for the others."""
    found: list[Finding] = []
    by_agency: dict[str, list[ReturnedForm]] = defaultdict(list)
    due = _due(state)
    for form in forms:
        refusal = _refusal(state, form, due)
        if refusal:
            found.append(refusal)
        else:
            by_agency[form.agency_code].append(form)
    accepted: list[tuple[ReturnedForm, Agency]] = []
    for code, same in by_agency.items():
        agency = due[state.follows(code)]
        new, told = _distinct(state, same, agency, day)
        accepted += ((form, agency) for form in new)
        found += told
    order = {code: position for position, code in enumerate(due)}
    return sorted(accepted, key=lambda pair: order[pair[1].code]), found


def _due(state: State) -> dict[str, Agency]:
    """Code → agency, of those that have something to answer, in the order of the sheet "Tiến độ"."""
    agencies = (state.registry.resolve(str(short)) for short in state.workspace["tblProgress"]["agency"])
    return {agency.code: agency for agency in agencies}


def _distinct(
    state: State, same: list[ReturnedForm], agency: Agency, day: date
) -> tuple[list[ReturnedForm], list[Finding]]:
    """One agency's forms in the order of saving, each content once; none when nobody can tell which came last."""
    found: list[Finding] = []
    first_of: dict[str, ReturnedForm] = {}
    for form in same:
        other = first_of.setdefault(form.sha256, form)
        if form.sha256 in state.ledger.digests:
            found.append(finding("N360", file=form.path, subject=agency.code, agency=agency.short))
        elif other is not form:
            found.append(finding("W304", file=form.path, subject=agency.code, other=other.path.name))
    new = [form for form in first_of.values() if form.sha256 not in state.ledger.digests]
    entries = {form.sha256: submission_of(form, agency, 0, day) for form in new}
    if len(new) > 1 and not _can_be_ordered(entries.values()):
        first, second, *_ = new
        told = finding(
            "E303", file=second.path, subject=agency.code, agency=agency.short, other=first.path.name
        )
        return [], [*found, told]
    return sorted(new, key=lambda form: entries[form.sha256].order), found


def _can_be_ordered(entries: Iterable[Submission]) -> bool:
    moments = [one.saved if one.clock is Clock.FILE else None for one in entries]
    return None not in moments and len(set(moments)) == len(moments)


def _refusal(state: State, form: ReturnedForm, due: Mapping[str, Agency]) -> Finding | None:
    workspace = state.workspace
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
    if state.follows(form.agency_code) not in due:
        return finding("E305", file=form.path, subject=form.agency_code, agency=form.agency_code)
    province = workspace.settings.text("province")
    if text_key(form.identity.get("province", province)) != text_key(province):
        facts = {"found_province": form.identity["province"], "province": province}
        return finding("E377", file=form.path, subject=form.agency_code, **facts)
    if not is_sealed(form.identity):
        return finding("E375", file=form.path, subject=form.agency_code)
    return None


def _arrivals(
    state: State, accepted: list[tuple[ReturnedForm, Agency]], day: date, user: str
) -> list[Arrival]:
    number = state.ledger.next_number
    entries = [
        submission_of(form, agency, number + offset, day, user)
        for offset, (form, agency) in enumerate(accepted)
    ]
    replies = [
        replies_of(form, entry, state.workspace) for (form, _), entry in zip(accepted, entries, strict=True)
    ]
    changed = [altered(form, state.workspace, agency) for form, agency in accepted]
    replies = [
        [with_altered(reply, one) for reply in group] for group, one in zip(replies, changed, strict=True)
    ]
    replies = [[reply for reply in group if _is_ours(state, reply)] for group in replies]
    right = {
        reply.id: reply for reply in judged(state.workspace, [one for group in replies for one in group])
    }
    return [
        Arrival(form, agency, entry, [right[reply.id] for reply in group])
        for (form, agency), entry, group in zip(accepted, entries, replies, strict=True)
    ]


def _unusable(state: State, refused: Iterable[Finding], day: date, user: str, number: int) -> list[Arrival]:
    """The forms that could not be used, as far as they are right about whose they are, with what could be read; each file once."""
    due = _due(state)
    known = {one.sha256 for one in state.ledger.submissions}
    found: list[Arrival] = []
    for item in refused:
        form = item.facts.get(REFUSED)
        if form is None or form.sha256 in known or _refusal(state, form, due):
            continue
        known.add(form.sha256)
        (form,) = checked([form])
        agency = due[state.follows(form.agency_code)]
        entry = submission_of(form, agency, number + len(found), day, user)
        entry = replace(entry, id=f"x{entry.id[1:]}", source=Source.REFUSED, note=str(item), paper="")
        said = (reply for reply in replies_of(form, entry, state.workspace) if reply.cells)
        replies = judged(state.workspace, [reply for reply in said if _is_ours(state, reply)])
        found.append(Arrival(form, agency, entry, replies))
    return found


def _is_ours(state: State, reply: Reply) -> bool:
    """What the reply is about was asked of somebody, or may be told by anybody."""
    return reply.part not in FIELDS or reply.thing in state.entering


def _older(state: State, arrival: Arrival) -> list[Finding]:
    """The agency's later form is already in the workbook."""
    agency = arrival.entry.agency
    later = any(
        state.follows(one.agency) == agency and one.order > arrival.entry.order
        for one in state.ledger.forms()
    )
    facts = {"agency": arrival.agency.short}
    return [finding("W370", file=arrival.form.path, subject=agency, **facts)] if later else []


def _blanks(state: State, arrival: Arrival) -> list[Finding]:
    """Figures asked of this agency, never answered, and left blank."""
    found = []
    for part, message in BLANK_MESSAGES.items():
        read = arrival.form.reads.get(_form_table(part))
        if read is None:
            continue
        blank = {reply.code for reply in arrival.replies if reply.part is part and reply.is_blank}
        for row, record in enumerate(read.records):
            code = record["code"]
            thing = Thing(part, str(code))
            enters = arrival.agency.code in state.entering.get(thing, ())[:1]
            if code in blank and enters and not _has_answered(state, thing, arrival.agency):
                column = BLANK_COLUMNS[part]
                if part is Part.VALUE and not record["numerator_label"]:
                    column = "direct"
                found.append(finding(message, subject=str(code), **read.place(row, column)))
    return found


def _form_table(part: Part) -> str:
    from pii_xl.collect.received import FORM_TABLES

    return FORM_TABLES[part]


def _has_answered(state: State, thing: Thing, agency: Agency) -> bool:
    return any(
        not reply.is_blank and state.sender(reply) == agency.code
        for reply in state.ledger.by_thing.get(thing, [])
    )


def _changes(before: State, after: State, replies: list[Reply]) -> list[tuple[Finding, Row]]:
    """What the forms changed of what stood before, each as a finding and as a row of the history."""
    found = []
    for thing in dict.fromkeys(reply.thing for reply in replies if reply.part in FIELDS):
        old, new = before.standings.get(thing), after.standings[thing]
        was, now = shown(old.reply if old else None), shown(new.reply)
        if not was or not now or was == now or new.reply is None:
            continue
        one = new.reply.submission
        facts = {"agency": one.sent_as, "before": was, "after": now}
        row = {"subject": thing.code, "before": was, "after": now, "file": one.file, "version": one.form}
        found.append((finding("N309", file=one.file, subject=thing.code, **facts), row))
    return found


def _noted(
    workspace: Workspace, changes: list[tuple[Finding, Row]], arrivals: list[Arrival], day: date
) -> Workspace:
    """The workspace with the import in its history: a row for each changed value and for each form."""
    rows = [{**row, "day": day, "command": HISTORY_COMMAND} for _, row in changes]
    workspace = workspace.adding("tblHistory", rows)
    state = State(workspace)
    for arrival in arrivals:
        item = _told(state, arrival)
        workspace = written(workspace, day, HISTORY_COMMAND, item.found, subject=item.subject, file=item.file)
    return workspace


def _told(state: State, arrival: Arrival) -> Finding:
    """That the form went in, with how many answers."""
    answered = [
        reply
        for reply in arrival.replies
        if reply.part in FIELDS and not reply.is_blank and not reply.is_refused and _counts(state, reply)
    ]
    agency = arrival.agency
    return finding(
        ACCEPTED, file=arrival.form.path, subject=agency.code, agency=agency.short, count=len(answered)
    )


def _counts(state: State, reply: Reply) -> bool:
    """The answer is the one that stands."""
    standing = state.standings[reply.thing]
    return standing.reply is not None and standing.reply.id == reply.id
