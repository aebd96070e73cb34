"""The assignments as officials edit them: what is wrong in them, and how they enter a workspace.

Names of agencies are those of the sheet "Cơ quan"; names that only the built-in registry knows still lead to the agency
with the same code, so that an agency may be renamed without touching every row that names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from pii_xl.ground.errors import Finding, PiiError, finding
from pii_xl.ground.frames import records, records_by_code
from pii_xl.ground.text import compact_vi, date_vi
from pii_xl.layout.assignment_book import ASSIGNMENT_BOOK
from pii_xl.workspace.new_year import INDEX_NAME, SUB_INDEX_NAMES, reporting_agencies
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.renaming import REMEMBERED, renamed
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import Agency, AgencyRegistry, fold, load_agencies, piped
from pii_xl.year.framework import SIDES, Framework
from pii_xl.year.plan import load_plan
from pii_xl.year.responsibility import Responsibility, names, responsibility

NAME_COLUMNS = (("tblAssignments", "lead"), ("tblAssignments", "support"), ("tblTasks", "agency"))
ENTERING_TABLES = ("tblValues", "tblPolicies")
REPORTED = ("state", "result", "difficulty", "reported")
SHOWN_CELLS = 12
HIGHEST_SCORE = 100.0

Place = Callable[[str, int, str], Mapping[str, str]]
"""Table, row, column key → file, sheet and cell of that value."""


def nowhere(_table: str, _row: int, _column: str) -> Mapping[str, str]:
    """The place of values that are on no sheet."""
    return {}


@dataclass(frozen=True)
class AssignmentBook:
    """The content of an assignments workbook, typed, and everything found wrong in it.

    Names of agencies are separated by "; " in ``assignments`` (columns lead, support) and ``tasks`` (agency).
    """

    assignments: pd.DataFrame
    tasks: pd.DataFrame
    agencies: pd.DataFrame
    targets: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)
    place: Place = field(default=nowhere, repr=False)

    @property
    def has_errors(self) -> bool:
        """Whether the edited assignments may not be used."""
        return any(item.is_error for item in self.findings)

    @cached_property
    def registry(self) -> AgencyRegistry:
        """The agencies of the book, known by built-in names too."""
        return resolving_registry(self.agencies)

    def table(self, name: str) -> pd.DataFrame:
        """The frame of one of the four tables of ``assignments.xlsx``. Raises ``KeyError`` for another."""
        frames = {
            "tblAssignments": self.assignments,
            "tblTasks": self.tasks,
            "tblAgencies": self.agencies,
            "tblTargets": self.targets,
        }
        return frames[name]


def own_registry(agencies: pd.DataFrame) -> AgencyRegistry:
    """The agencies of a table "Cơ quan" and nothing else; rows without code or name are left out."""
    usable = agencies[(agencies["code"] != "") & (agencies["name"] != "")]
    return registry_of(Workspace({"tblAgencies": usable}))


def resolving_registry(agencies: pd.DataFrame) -> AgencyRegistry:
    """The agencies of a table "Cơ quan"; unclaimed built-in names are added to the agency with the same code.

    Built-in agencies that the table lacks come last, unless the table gives their names to another code.
    """
    own = own_registry(agencies)
    claimed = {fold(name) for agency in own.agencies for name in agency.names}
    built_in = {agency.code: agency for agency in load_agencies().agencies}
    present = [_with_names(agency, built_in.get(agency.code), claimed) for agency in own.agencies]
    codes = {agency.code for agency in own.agencies}
    absent = [
        a for a in built_in.values() if a.code not in codes and not {fold(a.name), fold(a.short)} & claimed
    ]
    return AgencyRegistry((*present, *(_with_names(replace(a, aliases=()), a, claimed) for a in absent)))


def _with_names(agency: Agency, other: Agency | None, claimed: set[str]) -> Agency:
    more = tuple(name for name in other.names if fold(name) not in claimed) if other else ()
    return replace(agency, aliases=agency.aliases + more)


class Names(NamedTuple):
    """The agencies' names in one cell, and whether a comma or a line break had to be read as a separator."""

    names: tuple[str, ...]
    understood: bool = False

    @property
    def text(self) -> str:
        return "; ".join(self.names)


def read_names(cell: str, registry: AgencyRegistry) -> Names:
    """The names in a cell: separated by semicolons, or by commas and line breaks where the registry knows the pieces."""
    found: list[str] = []
    understood = False
    for part in (piece.strip() for piece in re.split(r"[;\n]", cell)):
        pieces = [part] if not part or registry.find(part) else registry.split(part)
        understood |= len(pieces) > 1
        found += [piece for piece in pieces if piece]
    return Names(tuple(found), understood or "\n" in cell.strip())


def with_separated_names(book: AssignmentBook) -> AssignmentBook:
    """The book with "; " between all names, and a finding where something else had to be understood."""
    frames: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    for table, column in NAME_COLUMNS:
        frame = frames.get(table, book.table(table))
        read = [read_names(str(cell), book.registry) for cell in frame[column]]
        findings += [
            _separators(book, table, row, column, item) for row, item in enumerate(read) if item.understood
        ]
        frames[table] = frame.assign(
            **{column: pd.Series([item.text for item in read], dtype="object", index=frame.index)}
        )
    return replace(
        book,
        assignments=frames["tblAssignments"],
        tasks=frames["tblTasks"],
        findings=[*book.findings, *findings],
    )


def _separators(book: AssignmentBook, table: str, row: int, column: str, read: Names) -> Finding:
    header = ASSIGNMENT_BOOK.table(table)[column].header
    return finding(
        "W529",
        **book.place(table, row, column),
        subject=_code(book, table, row),
        header=header,
        text=read.text,
    )


def _code(book: AssignmentBook, table: str, row: int) -> str:
    return str(book.table(table)["code"].iloc[row])


def check_codes(book: AssignmentBook, framework: Framework) -> Iterator[Finding]:
    """Every indicator and policy item of the framework has its row."""
    present = set(book.assignments["code"])
    place = {key: value for key, value in book.place("tblAssignments", 0, "code").items() if key != "cell"}
    for code in plan_order(framework):
        if code not in present:
            yield finding("E520", **place, subject=code)


def plan_order(framework: Framework) -> tuple[str, ...]:
    """The codes in the order of the plan: policy items follow the indicator that they belong to."""
    codes: list[str] = []
    for code in framework.codes:
        codes += [code, *(policy.code for policy in framework.policies if policy.code.startswith(f"{code}("))]
    return tuple(codes)


def check_agencies(book: AssignmentBook) -> Iterator[Finding]:
    """The sheet "Cơ quan": a name for two agencies, another code for a known one, an unknown successor, reversed validity."""
    codes = set(book.agencies["code"])
    owners = _owners(book.agencies)
    for row, record in enumerate(records(book.agencies)):
        code = str(record["code"])
        for column in ("name", "short", "aliases"):
            yield from _shared_names(book, row, column, record, owners)
        known = load_agencies().find(str(record["name"]))
        if known and known.code not in codes:
            yield finding(
                "E536",
                **book.place("tblAgencies", row, "code"),
                subject=code,
                name=known.name,
                key_code=known.code,
            )
        unknown = [heir.agency for heir in book.registry.get(code).heirs if heir.agency not in codes]
        if unknown:
            yield finding(
                "E524",
                **book.place("tblAgencies", row, "successor"),
                subject=code,
                successor=", ".join(unknown),
            )
        if record["valid_from"] and record["valid_to"] and record["valid_from"] > record["valid_to"]:
            days = {"start": date_vi(record["valid_from"]), "end": date_vi(record["valid_to"])}
            yield finding("E525", **book.place("tblAgencies", row, "valid_to"), subject=code, **days)


def _owners(agencies: pd.DataFrame) -> dict[str, list[Agency]]:
    """Folded name → the agencies of the table that bear it, in the table's order."""
    owners: dict[str, list[Agency]] = defaultdict(list)
    for agency in own_registry(agencies).agencies:
        for name in dict.fromkeys(fold(name) for name in agency.names):
            if agency.code not in (owner.code for owner in owners[name]):
                owners[name].append(agency)
    return owners


def _shared_names(
    book: AssignmentBook, row: int, column: str, record: Mapping[str, Any], owners: Mapping[str, list[Agency]]
) -> Iterator[Finding]:
    """One finding for each name of the cell that an agency further up bears already."""
    for name in piped(record[column]):
        others = [agency for agency in owners.get(fold(name), []) if agency.code != record["code"]]
        if others and owners[fold(name)][0].code != record["code"]:
            yield finding(
                "E523",
                **book.place("tblAgencies", row, column),
                subject=str(record["code"]),
                name=name,
                other=others[0].code,
            )


def check_names(book: AssignmentBook) -> Iterator[Finding]:
    """Every agency named in the assignments and tasks is known, and by a name that means one agency only."""
    owners = _owners(book.agencies)
    for table, column in NAME_COLUMNS:
        header = ASSIGNMENT_BOOK.table(table)[column].header
        for row, cell in enumerate(book.table(table)[column]):
            where = {**book.place(table, row, column), "subject": _code(book, table, row)}
            for name in names(str(cell)):
                bearers = owners.get(fold(name), [])
                if len(bearers) > 1:
                    yield finding(
                        "E522", **where, header=header, name=name, agencies="; ".join(a.name for a in bearers)
                    )
                elif book.registry.find(name) is None:
                    close = "; ".join(book.registry.close(name)) or "không có"
                    yield finding("E521", **where, header=header, name=name, close=close)


def check_targets(book: AssignmentBook, framework: Framework) -> Iterator[Finding]:
    """Targets name a component that exists, once for each year and kind, and a level that can be reached."""
    known = (*(pillar.code for pillar in framework.pillars), "PII", *SIDES)
    seen: set[tuple[Any, ...]] = set()
    for row, target in enumerate(records(book.targets)):
        component, kind, value = str(target["component"]), str(target["kind"]), target["value"]
        if component and component not in known:
            yield finding(
                "E527",
                **book.place("tblTargets", row, "component"),
                subject=component,
                components="; ".join(known),
            )
        same = (target["year"], component, kind)
        if same in seen:
            yield finding(
                "E528",
                **book.place("tblTargets", row, "component"),
                subject=component,
                kind=kind,
                year=compact_vi(target["year"]),
            )
        seen.add(same)
        if value == value and not _reachable(kind, value):
            yield finding(
                "E535",
                **book.place("tblTargets", row, "value"),
                subject=component,
                kind=kind,
                content=compact_vi(value),
            )


def _reachable(kind: str, value: float) -> bool:
    return value <= HIGHEST_SCORE if kind == "điểm" else value >= 1 and value == round(value)


def check_validity(book: AssignmentBook, day: date) -> Iterator[Finding]:
    """One warning for each agency and column that still names the agency after its last day."""
    for table, column in NAME_COLUMNS:
        rows: dict[str, list[int]] = defaultdict(list)
        for row, cell in enumerate(book.table(table)[column]):
            agencies = {found.code for name in names(str(cell)) if (found := book.registry.find(name))}
            for code in agencies:
                if (ended := book.registry.get(code).valid_to) and ended < day:
                    rows[code].append(row)
        for code in sorted(rows):
            yield _ended(book, table, column, book.registry.get(code), rows[code], day)


def _ended(
    book: AssignmentBook, table: str, column: str, agency: Agency, rows: list[int], day: date
) -> Finding:
    cells = [book.place(table, row, column).get("cell", "") for row in rows]
    shown = ", ".join(filter(None, cells[:SHOWN_CELLS])) + ("…" if len(cells) > SHOWN_CELLS else "")
    facts: dict[str, Any] = {
        "name": agency.name,
        "end": date_vi(agency.valid_to) if agency.valid_to else "",
        "successor": _successor(book.registry, agency, day),
        "header": ASSIGNMENT_BOOK.table(table)[column].header,
        "count": len(rows),
        "cells": shown or "–",
    }
    return finding("W526", **book.place(table, rows[0], column), subject=agency.code, **facts)


def _successor(registry: AgencyRegistry, agency: Agency, day: date) -> str:
    try:
        after = registry.successor_on(agency, day)
    except PiiError:
        return "chưa ghi"
    return after.name if after is not agency else "chưa ghi"


def apply_assignments(workspace: Workspace, book: AssignmentBook) -> tuple[Workspace, list[Finding]]:
    """The workspace with the book's assignments, tasks, agencies and targets, and what this led to.

    A book with errors changes nothing (E530). Who enters a figure is worked out anew, except where the workspace has
    another agency than its own assignments give: then an official chose it, and it stays (N531). Collected values, what
    was reported on tasks, letters, evidence and contacts stay; agencies' new short names are followed everywhere.
    """
    if book.has_errors:
        return workspace, [finding("E530", count=sum(item.is_error for item in book.findings))]
    day = workspace.settings.day("as_of") or workspace.settings.day("deadline")
    findings = [item for item in check_validity(book, day) if item not in book.findings] if day else []
    change = _Change(workspace, book)
    new = renamed(workspace, change.new_names)
    new = change.with_entering_agencies(new)
    new = change.with_tasks(new)
    new = new.having(
        tblAssignments=_in_plan_order(book.assignments, workspace.framework),
        tblAgencies=change.agencies(),
        tblTargets=_named_targets(book.targets, workspace.framework),
    )
    return change.with_progress(new), [*findings, *change.findings]


class _Change:
    """One application of a book to a workspace, and the findings that it gathers."""

    def __init__(self, workspace: Workspace, book: AssignmentBook) -> None:
        self.workspace, self.book = workspace, book
        self.findings: list[Finding] = []
        self.focal_point = load_plan(workspace.settings.text("plan")).focal_point
        self.before = self._who(workspace["tblAssignments"], resolving_registry(workspace["tblAgencies"]))
        self.after = self._who(book.assignments, book.registry)
        now = {agency.code: agency.short for agency in book.registry.agencies}
        old = workspace["tblAgencies"]
        self.new_names = {
            s: now[c] for c, s in zip(old["code"], old["short"], strict=True) if now.get(c, s) != s
        }

    def _who(self, assignments: pd.DataFrame, registry: AgencyRegistry) -> dict[str, Responsibility]:
        """Who answers for each code; codes whose leads cannot be resolved are left out."""
        found = {}
        for code, lead in zip(assignments["code"], assignments["lead"], strict=True):
            if all(registry.find(name) for name in names(str(lead))):
                found[str(code)] = responsibility(names(str(lead)), registry, self.focal_point)
        return found

    def with_entering_agencies(self, workspace: Workspace) -> Workspace:
        """The workspace whose agency that enters follows the assignments, unless the workbook has its own choice."""
        for name in ENTERING_TABLES:
            frame = workspace[name]
            pairs = zip(frame["code"], frame["agency"], strict=True)
            agencies = [self._enters(str(code), str(current)) for code, current in pairs]
            workspace = workspace.having(workspace.settings, **{name: frame.assign(agency=agencies)})
        return workspace

    def _enters(self, code: str, current: str) -> str:
        if code not in self.after:
            return current
        new = self.after[code].enters.short
        before = self.before[code].enters.short if code in self.before else ""
        if current in ("", self.new_names.get(before, before)):
            if current and current != new:
                self.findings.append(finding("N532", subject=code, before=current, after=new))
            return new
        if current != new:
            self.findings.append(finding("N531", subject=code, kept=current, given=new))
        return current

    def with_tasks(self, workspace: Workspace) -> Workspace:
        """The book's tasks with what was reported on them; tasks that left the book stay if something was reported."""
        old = {str(row["code"]): row for row in records(workspace["tblTasks"])}
        rows = [self._task(row, old.get(str(row["code"]), {})) for row in records(self.book.tasks)]
        gone = [old[code] for code in old if code not in set(self.book.tasks["code"])]
        kept = [row for row in gone if any(row[key] for key in REPORTED)]
        self.findings += [finding("W533", subject=str(row["code"])) for row in kept]
        return workspace.having(tblTasks=pd.DataFrame([*rows, *kept]))

    def _task(self, row: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
        agencies = (self.book.registry.resolve(name) for name in names(str(row["agency"])))
        return {
            **old,
            "code": row["code"],
            "agency": "; ".join(dict.fromkeys(agency.short for agency in agencies)),
            "text": row["text"],
            "deadline": row["deadline"] or old.get("deadline"),
        }

    def agencies(self) -> pd.DataFrame:
        """The book's agencies with the names they had before; those that only the workspace has stay at the end."""
        old, new = self.workspace["tblAgencies"], self.book.agencies
        kept = ("former", *REMEMBERED.values())
        known = records_by_code(old[["code", *kept]])
        new = new.assign(
            **{key: [str(known.get(code, {}).get(key, "")) for code in new["code"]] for key in kept}
        )
        extra = old[~old["code"].isin(set(new["code"]))]
        self.findings += [finding("N534", subject=str(code)) for code in extra["code"]]
        return pd.concat([new, extra], ignore_index=True) if len(extra) else new

    def with_progress(self, workspace: Workspace) -> Workspace:
        """A row for every agency that has something to send, and for those that sent something."""
        registry = self.book.registry
        wanted = {agency.short for agency in reporting_agencies(workspace.framework, self.after, registry)}
        for name in (*ENTERING_TABLES, "tblBase"):
            wanted.update(set(workspace[name]["agency"]) - {""})
        old = {str(row["agency"]): row for row in records(workspace["tblProgress"])}
        wanted.update(short for short, row in old.items() if row["submitted"] or row["file"])
        order = [agency.short for agency in registry.agencies if agency.short in wanted]
        order += sorted(wanted.difference(order))
        return workspace.having(
            tblProgress=pd.DataFrame([old.get(short, {"agency": short}) for short in order])
        )


def _in_plan_order(assignments: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    order = {code: number for number, code in enumerate(plan_order(framework))}
    return assignments.sort_values(
        "code", key=lambda codes: codes.map(order), kind="stable", ignore_index=True
    )


def _named_targets(targets: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    known = {
        **{pillar.code: pillar.name for pillar in framework.pillars},
        **SUB_INDEX_NAMES,
        "PII": INDEX_NAME,
    }
    given: Iterable[tuple[Any, Any]] = zip(targets["name"], targets["component"], strict=True)
    return targets.assign(name=[name or known.get(component, "") for name, component in given])
