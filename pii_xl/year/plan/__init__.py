"""The province's plan to raise its PII: who does what for which indicator, tasks, targets, and the plan's slips.

Everything is data in ``data/<name>/``; a new plan is a new folder. Wording is the plan's own, in Unicode NFC with
tidied spaces; what is wrong in it stays, and ``corrections`` says what is used instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pii_xl.ground.errors import UnreadableError, WrongUsageError
from pii_xl.year.framework import files

DATA = Path(__file__).parent / "data"

TARGET_KINDS = ("score", "rank")
RELATIONS = (">", ">=", "<", "<=", "=")


class Assignment(NamedTuple):
    """A row of the annex: an indicator ("2.1.3") or a policy item of 1.1.1 ("1.1.1(4)").

    ``lead`` and ``support`` are names of agencies as printed, separated by "; "; ``content`` keeps the line breaks.
    Cells that the plan merges with the row above are given in full.
    """

    code: str
    printed_code: str
    name: str
    content: str
    lead: str
    support: str
    source: str

    @property
    def leads(self) -> tuple[str, ...]:
        """Names of the leads as printed."""
        return _names(self.lead)

    @property
    def supports(self) -> tuple[str, ...]:
        """Names of the supporting agencies as printed."""
        return _names(self.support)

    @property
    def is_policy(self) -> bool:
        """Whether this is a policy item of 1.1.1 and not an indicator."""
        return "(" in self.code


class Task(NamedTuple):
    """A lettered task. ``section`` is "III.2.1"; ``letter`` is empty where the section has one paragraph.

    ``agency_code`` holds the registry's codes, separated by "; " when the section names several.
    The plan's second section III, on implementation, is "IV" here.
    """

    code: str
    section: str
    section_title: str
    agency: str
    agency_code: str
    letter: str
    text: str

    @property
    def agency_codes(self) -> tuple[str, ...]:
        """Codes of the agencies that the task is for."""
        return _names(self.agency_code)


class Target(NamedTuple):
    """A target of ``year``: the ``component`` ("1" to "7", "PII") is to stand in ``relation`` to ``value``."""

    year: int
    component: str
    kind: str
    relation: str
    value: float
    baseline_year: int
    baseline: float
    basis: str


class Correction(NamedTuple):
    """A slip of the plan. ``printed`` quotes the plan, passages separated by " | "; ``used`` is what we use."""

    number: int
    place: str
    printed: str
    used: str
    reason: str

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages of the plan that are quoted."""
        return tuple(self.printed.split(" | "))


class Signer(NamedTuple):
    """Who signed; ``authority`` and ``post`` as they stand above the name."""

    name: str
    authority: str
    post: str


class Result(NamedTuple):
    """The published result that the plan starts from (its footnote 1)."""

    year: int
    printed_publication_date: date
    publication_date: date
    input: float
    output: float
    pii: float
    rank: int
    n_units: int


@dataclass(frozen=True)
class Plan:
    """A plan with all its tables, in the plan's order."""

    name: str
    number: str
    date: date
    title: str
    issuer: str
    province: str
    framework_year: int
    focal_point: str
    basis: tuple[str, ...]
    recipients: tuple[str, ...]
    signer: Signer
    result: Result
    assignments: tuple[Assignment, ...] = field(repr=False)
    tasks: tuple[Task, ...] = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)
    corrections: tuple[Correction, ...] = field(repr=False)

    def assignment(self, code: str) -> Assignment:
        """The row of an indicator or policy item. Raises ``WrongUsageError`` E504."""
        try:
            return self._assignments[code]
        except KeyError as error:
            raise WrongUsageError("E504", subject=code, year=self.framework_year) from error

    @cached_property
    def _assignments(self) -> dict[str, Assignment]:
        return {assignment.code: assignment for assignment in self.assignments}


def available_plans() -> tuple[str, ...]:
    """Names of the plans that ``load_plan`` knows."""
    return files.subfolders(DATA)


@cache
def load_plan(name: str = "279-2025") -> Plan:
    """The plan kept under ``name``.

    Raises ``WrongUsageError`` E507 for an unknown name, ``UnreadableError`` E502 or E503 for damaged data files.
    """
    if name not in available_plans():
        raise WrongUsageError("E507", name=name, plans=", ".join(available_plans()))
    return read_plan(DATA / name)


def read_plan(folder: Path) -> Plan:
    """The plan kept in ``folder``; errors as for ``load_plan``."""
    head = files.read_toml(folder / "plan.toml")
    try:
        return Plan(
            name=folder.name,
            basis=tuple(head.pop("basis")),
            recipients=tuple(head.pop("recipients")),
            signer=Signer(**head.pop("signer")),
            result=Result(**head.pop("result")),
            assignments=_assignments(folder / "assignments.csv"),
            tasks=_tasks(folder / "tasks.csv"),
            targets=_targets(folder / "targets.csv"),
            corrections=_corrections(folder / "corrections.csv"),
            **head,
        )
    except (KeyError, TypeError) as error:
        raise UnreadableError(
            "E503", file=folder / "plan.toml", problem=f"mục {error} thiếu hoặc thừa"
        ) from error


def _assignments(path: Path) -> tuple[Assignment, ...]:
    columns = Assignment._fields
    rows = tuple(Assignment(**{c: row[c] for c in columns}) for row in files.read_rows(path, columns))
    files.unique((row.code for row in rows), path)
    return rows


def _tasks(path: Path) -> tuple[Task, ...]:
    columns = Task._fields
    rows = tuple(Task(**{c: row[c] for c in columns}) for row in files.read_rows(path, columns))
    files.unique((row.code for row in rows), path)
    return rows


def _targets(path: Path) -> tuple[Target, ...]:
    return tuple(
        Target(
            year=int(files.number(row, "year", path)),
            component=row["component"],
            kind=files.choice(row, "kind", TARGET_KINDS, path),
            relation=files.choice(row, "relation", RELATIONS, path),
            value=files.number(row, "value", path),
            baseline_year=int(files.number(row, "baseline_year", path)),
            baseline=files.number(row, "baseline", path),
            basis=row["basis"],
        )
        for row in files.read_rows(path, Target._fields)
    )


def _corrections(path: Path) -> tuple[Correction, ...]:
    rows = files.read_rows(path, Correction._fields)
    return tuple(
        Correction(
            int(files.number(row, "number", path)), row["place"], row["printed"], row["used"], row["reason"]
        )
        for row in rows
    )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("; ") if name)
