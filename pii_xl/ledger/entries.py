"""The ledger's rows as objects: submissions, replies to one thing, decisions; and objects as rows again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from pii_xl.ground.errors import EXPECTED, REMEDY, Finding, level_of
from pii_xl.ground.frames import Row, records
from pii_xl.layout.ledger import PART_TABLES, Act, Clock, Part, Source, Verdict
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.workspace.workspace import Workspace

LOOSE = ("status", "note", "reported")
"""Fields that say something about an answer and are none themselves."""
MOMENT = "%Y-%m-%d %H:%M:%S"
NUMBER_KINDS = (Kind.NUMBER, Kind.INTEGER)


class Thing(NamedTuple):
    """What is asked once in the whole workbook: an indicator, a base figure, a policy group, a task."""

    part: Part
    code: str


@dataclass(frozen=True)
class Submission:
    """One received file, or one set of hand corrections. ``n``: its place in the ledger's order."""

    n: int
    id: str
    source: Source
    agency: str  # code
    sent_as: str  # the agency's short name on the day
    received: date
    file: str = ""
    sha256: str = ""
    form: str = ""
    saved: datetime | None = None
    clock: Clock = Clock.UNKNOWN
    user: str = ""
    note: str = ""
    paper: str = ""  # the code that its signed page carries

    @property
    def is_form(self) -> bool:
        """Sent by an agency, not typed by an official."""
        return self.source in (Source.FORM, Source.CARRIED)

    @property
    def is_sent(self) -> bool:
        """Sent by an agency, whether or not it could be read."""
        return self.is_form or self.is_refused

    @property
    def is_refused(self) -> bool:
        """A form that had to be refused whole."""
        return self.source is Source.REFUSED

    @property
    def day(self) -> date:
        """The day that counts as the day of sending: of saving when that can be trusted, else of receipt."""
        return self.saved.date() if self.saved and self.clock is Clock.FILE else self.received

    @cached_property
    def order(self) -> tuple[datetime, int]:
        """Where this form stands among the forms of its agency, however they were imported."""
        trusted = self.saved if self.clock is Clock.FILE else None
        return trusted or datetime.combine(self.received, datetime.min.time()), self.n


class Cell(NamedTuple):
    """One answered cell: what was typed, what it was read as, where it stands, what is wrong with it."""

    field: str  # key of the master table's column
    raw: str
    value: Any
    sheet: str = ""
    cell: str = ""
    finding: str = ""


@dataclass(frozen=True)
class Reply:
    """What one submission says of one thing (or one line of a list); without cells it was asked and left blank."""

    submission: Submission
    part: Part
    code: str
    cells: tuple[Cell, ...] = ()
    line: int = 0

    @property
    def thing(self) -> Thing:
        """What the reply is about."""
        return Thing(self.part, self.code)

    @property
    def id(self) -> tuple[str, Part, str, int]:
        """What tells this reply from every other."""
        return self.submission.id, self.part, self.code, self.line

    @cached_property
    def is_blank(self) -> bool:
        """Nothing was answered: at most a remark stands there."""
        return all(cell.field in LOOSE for cell in self.cells)

    @property
    def is_refused(self) -> bool:
        """Some cell cannot be used."""
        return any(item.is_error for item in self.findings)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in its cells, as on the day of receipt."""
        return tuple(
            item.at(file=self.submission.file, sheet=cell.sheet, cell=cell.cell, subject=self.code)
            for cell in self.cells
            for item in findings_in(cell.finding)
        )

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The answered fields by key."""
        return {cell.field: cell.value for cell in self.cells}


@dataclass(frozen=True)
class Decision:
    """What an official decided about a thing, an answer or a finding."""

    n: int
    day: date
    user: str
    act: Act
    part: str = ""
    code: str = ""
    agency: str = ""
    submission: str = ""
    about: str = ""
    why: str = ""

    def concerns(self, thing: Thing) -> bool:
        """The decision is about ``thing``; one without a code is about every thing of its agency."""
        return self.part == thing.part and self.code == thing.code


@dataclass(frozen=True)
class Ledger:
    """All that was sent and decided, in the order in which it came into the workbook. ``told``: what every file says."""

    submissions: tuple[Submission, ...] = ()
    told: tuple[Reply, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """What may count: what forms say that were refused whole is kept, and is nobody's answer."""
        return tuple(reply for reply in self.told if not reply.submission.is_refused)

    def told_by(self, one: Submission) -> Sequence[Reply]:
        """What one file says."""
        return self._by_submission.get(one.id, ())

    @cached_property
    def _by_submission(self) -> Mapping[str, list[Reply]]:
        found: defaultdict[str, list[Reply]] = defaultdict(list)
        for reply in self.told:
            found[reply.submission.id].append(reply)
        return found

    @property
    def next_number(self) -> int:
        """The number of the next entry."""
        return 1 + max([0, *(one.n for one in self.submissions), *(one.n for one in self.decisions)])

    @cached_property
    def digests(self) -> frozenset[str]:
        """Digests of the forms that are in the ledger."""
        return frozenset(one.sha256 for one in self.submissions if one.sha256 and one.is_form)

    @cached_property
    def lines(self) -> Mapping[Part, dict[str, list[Reply]]]:
        """The usable lines of the lists that forms bring, by part and submission."""
        found: defaultdict[Part, dict[str, list[Reply]]] = defaultdict(dict)
        for reply in self.replies:
            if not reply.is_refused and not reply.is_blank:
                found[reply.part].setdefault(reply.submission.id, []).append(reply)
        return found

    def forms(self) -> tuple[Submission, ...]:
        """The agencies' forms in the order in which they were sent."""
        return tuple(sorted((one for one in self.submissions if one.is_form), key=lambda one: one.order))

    def sendings(self) -> tuple[Submission, ...]:
        """The agencies' forms and those that were refused whole, in the order in which they were sent."""
        return tuple(sorted((one for one in self.submissions if one.is_sent), key=lambda one: one.order))

    def as_of(self, day: date | None) -> Ledger:
        """The ledger as it was at the end of ``day``."""
        if day is None:
            return self
        kept = tuple(one for one in self.submissions if one.day <= day)
        ids = {one.id for one in kept}
        return Ledger(
            kept,
            tuple(reply for reply in self.told if reply.submission.id in ids),
            tuple(one for one in self.decisions if one.day <= day),
        )

    @cached_property
    def by_thing(self) -> Mapping[Thing, list[Reply]]:
        """The replies to each thing, in ledger order."""
        found: defaultdict[Thing, list[Reply]] = defaultdict(list)
        for reply in self.replies:
            found[reply.thing].append(reply)
        return found


LEDGER_TABLES = ("tblSubmissions", "tblAnswers", "tblDecisions")


def ledger_of(workspace: Workspace) -> Ledger:
    """The ledger that the workbook's tables hold."""
    return workspace.derived(_ledger, LEDGER_TABLES)


def _ledger(workspace: Workspace) -> Ledger:
    submissions = {row["id"]: _submission(row) for row in records(workspace.tables["tblSubmissions"])}
    groups: dict[tuple[str, str, str, int], list[Row]] = {}
    for row in records(workspace.tables["tblAnswers"]):
        key = str(row["submission"]), str(row["part"]), str(row["code"]), _whole(row["line"])
        groups.setdefault(key, []).append(row)
    replies = [
        Reply(submissions[id_], Part(part), code, _cells(Part(part), rows, workspace), line)
        for (id_, part, code, line), rows in groups.items()
        if id_ in submissions
    ]
    decisions = tuple(_decision(row) for row in records(workspace.tables["tblDecisions"]))
    return Ledger(tuple(submissions.values()), tuple(replies), decisions)


def _whole(value: Any) -> int:
    return int(value) if value == value and value is not None else 0


def _submission(row: Row) -> Submission:
    saved = datetime.strptime(row["saved"], MOMENT) if row["saved"] else None
    return Submission(
        n=_whole(row["n"]),
        id=str(row["id"]),
        source=Source(row["source"]),
        agency=str(row["agency"]),
        sent_as=str(row["sent_as"]),
        received=row["received"],
        file=str(row["file"]),
        sha256=str(row["sha256"]),
        form=str(row["form"]),
        saved=saved,
        clock=Clock(row["clock"]) if row["clock"] else Clock.UNKNOWN,
        user=str(row["user"]),
        note=str(row["note"]),
        paper=str(row["paper"]),
    )


def _decision(row: Row) -> Decision:
    texts = {key: str(row[key]) for key in ("user", "part", "code", "agency", "submission", "about", "why")}
    return Decision(n=_whole(row["n"]), day=row["day"], act=Act(row["act"]), **texts)


def _cells(part: Part, rows: list[Row], workspace: Workspace) -> tuple[Cell, ...]:
    table = workspace.layout.table(PART_TABLES[part])
    keys = {column.header: column for column in table.columns}
    return tuple(
        Cell(
            keys[row["field"]].key,
            str(row["raw"]),
            from_text(str(row["value"]), keys[row["field"]]),
            str(row["sheet"]),
            str(row["cell"]),
            str(row["finding"]),
        )
        for row in rows
        if row["field"] in keys
    )


_FINDING = re.compile(rf"(\w\d{{3}}): (.*?)(?:{EXPECTED}(.*?))?(?:{REMEDY}(.*))?$", re.DOTALL)


def finding_text(item: Finding) -> str:
    """A finding of a cell as the ledger keeps it."""
    expected = f"{EXPECTED}{item.expected}" if item.expected else ""
    return f"{item.code}: {item.found}{expected}" + (f"{REMEDY}{item.remedy}" if item.remedy else "")


def findings_in(text: str) -> list[Finding]:
    """The findings that a cell of the ledger keeps, one a line."""
    matches = (_FINDING.match(line) for line in text.split("\n") if line)
    return [
        Finding(match[1], level_of(match[1]), match[2], match[3] or "", match[4] or "")
        for match in matches
        if match
    ]


def to_text(value: Any) -> str:
    """A typed value as the ledger keeps it: numbers in full with a decimal comma, days as year-month-day."""
    if value is None or value == "" or value != value:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = repr(float(value))
        return text.removesuffix(".0").replace(".", ",")
    return str(value)


def from_text(text: str, column: Column) -> Any:
    """The typed value that :func:`to_text` wrote for ``column``."""
    if column.kind in NUMBER_KINDS:
        return float(text.replace(",", ".")) if text else float("nan")
    if column.kind is Kind.DATE:
        return date.fromisoformat(text) if text else None
    return text


def submission_row(one: Submission) -> Row:
    """A submission as a row of its table, the counts left out."""
    return {
        "n": one.n,
        "id": one.id,
        "source": str(one.source),
        "agency": one.agency,
        "sent_as": one.sent_as,
        "file": one.file,
        "sha256": one.sha256,
        "form": one.form,
        "saved": one.saved.strftime(MOMENT) if one.saved else "",
        "clock": str(one.clock) if one.is_sent else "",
        "received": one.received,
        "user": one.user,
        "note": one.note,
        "paper": one.paper,
    }


def answer_rows(replies: Iterable[Reply], table_of: Mapping[Part, Table]) -> list[Row]:
    """Replies as rows of "Trả lời": one for each cell, one without a field for what was left blank."""
    rows: list[Row] = []
    for reply in replies:
        start = {
            "submission": reply.submission.id,
            "part": str(reply.part),
            "code": reply.code,
            "line": reply.line or None,
        }
        if not reply.cells:
            rows.append({**start, "verdict": str(Verdict.UNANSWERED)})
        table = table_of[reply.part]
        rows += [
            {
                **start,
                "field": table[cell.field].header,
                "raw": cell.raw,
                "value": to_text(cell.value),
                "sheet": cell.sheet,
                "cell": cell.cell,
                "finding": cell.finding,
            }
            for cell in reply.cells
        ]
    return rows


def decision_row(one: Decision) -> Row:
    """A decision as a row of its table."""
    return {
        "n": one.n,
        "day": one.day,
        "user": one.user,
        "act": str(one.act),
        "part": one.part,
        "code": one.code,
        "agency": one.agency,
        "submission": one.submission,
        "about": one.about,
        "why": one.why,
    }
