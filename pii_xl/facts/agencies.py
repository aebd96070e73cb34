"""From a workspace to how each agency fulfils its part: what it gave, what it owes, which reminders it got."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from docgen.facts import Agency, LetterSent, MissingItem
from pii_xl.collect.checks import is_number
from pii_xl.facts.measures import shortened
from pii_xl.ground.frames import Row, records
from pii_xl.layout.parts import MissingCode
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import AgencyRegistry

Groups = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Assigned:
    """The tables that tell of agencies, each taken once: rows by the agency's short name."""

    values: Groups
    policies: Groups
    tasks: Groups
    letters: Groups
    proved: frozenset[str]  # codes with evidence
    source_groups: Mapping[str, str]  # by indicator code
    deadline: date | None

    @classmethod
    def of(cls, workspace: Workspace) -> Assigned:
        letters, indicators = workspace["tblLetters"], workspace["tblIndicators"]
        return cls(
            values=_by_agency(workspace["tblValues"]),
            policies=_by_agency(workspace["tblPolicies"]),
            tasks=_by_agency(workspace["tblTasks"]),
            letters=_by_agency(letters[letters["sent"].notna()]),
            proved=frozenset(str(code).split("(")[0] for code in workspace["tblEvidence"]["code"]),
            source_groups=dict(zip(indicators["code"], indicators["source_group"], strict=True)),
            deadline=workspace.settings.day("deadline"),
        )


def agencies_of(workspace: Workspace, registry: AgencyRegistry) -> tuple[Agency, ...]:
    """Every agency that owes something or has sent something; the workspace's progress is up to date.

    Agencies that only share a lead and have sent nothing owe nothing: they are left out.
    """
    assigned = Assigned.of(workspace)
    agencies = (_agency(assigned, registry, row) for row in records(workspace["tblProgress"]))
    return tuple(
        agency for agency in agencies if agency.due or agency.tasks or agency.missing or agency.reported
    )


def _by_agency(frame: pd.DataFrame) -> Groups:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in records(frame):
        groups[str(row["agency"])].append(row)
    return groups


def _agency(assigned: Assigned, registry: AgencyRegistry, row: Row) -> Agency:
    short = str(row["agency"])
    body = registry.resolve(short)
    own, tasks = assigned.values.get(short, []), assigned.tasks.get(short, [])
    without_value = [value for value in own if not is_number(value["value"])]
    wanting = [value for value in without_value if value["missing"] in ("", MissingCode.PENDING)]
    without_evidence = [value for value in own if _lacks_evidence(assigned, value)]
    overdue = [task for task in tasks if task["state"] == "Quá hạn"]
    return Agency(
        code=body.code,
        name=body.name,
        due=len(own),
        received=len(own) - len(wanting),
        evidence_missing=len(without_evidence),
        tasks_done=int(row["tasks_done"]),
        tasks_doing=int(row["tasks_doing"]),
        tasks_late=int(row["tasks_late"]),
        tasks_silent=int(row["tasks_silent"]),
        reported=row["submitted"],
        days_late=int(row["days_late"]),
        letters=_letters(assigned.letters.get(short, [])),
        missing=_missing_items(assigned, short, wanting, without_evidence),
        explained=len(without_value) - len(wanting),
        tasks_waiting=sum(task["state"] == "Chưa thực hiện" for task in tasks),
        overdue=tuple(_task_item(assigned, task, "kết quả thực hiện") for task in overdue),
        difficulties=_difficulties(tasks),
    )


def _lacks_evidence(assigned: Assigned, value: Row) -> bool:
    code = value["code"]
    own_figure = assigned.source_groups.get(code) == "địa phương"
    return is_number(value["value"]) and own_figure and code not in assigned.proved


def _task_item(assigned: Assigned, task: Row, what: str) -> MissingItem:
    due = task["deadline"] or assigned.deadline
    return MissingItem(str(task["code"]), shortened(str(task["text"])), what, due)


def _difficulties(tasks: list[Row]) -> tuple[str, ...]:
    """What the agency calls difficult, each once."""
    told = (str(task["difficulty"]).strip() for task in tasks)
    return tuple(dict.fromkeys(text for text in told if text))


def _letters(rows: list[Row]) -> tuple[LetterSent, ...]:
    return tuple(
        LetterSent(
            int(row["round"]) if is_number(row["round"]) else position, str(row["number"]), row["sent"]
        )
        for position, row in enumerate(rows, start=1)
    )


def _missing_items(
    assigned: Assigned, short: str, wanting: list[Row], without_evidence: list[Row]
) -> tuple[MissingItem, ...]:
    deadline = assigned.deadline
    policies = [row for row in assigned.policies.get(short, []) if row["in_force"] == ""]
    silent = [task for task in assigned.tasks.get(short, []) if task["state"] == ""]
    return (
        *(MissingItem(str(v["code"]), str(v["name"]), "số liệu", deadline) for v in wanting),
        *(MissingItem(str(p["code"]), str(p["name"]), "số liệu", deadline) for p in policies),
        *(
            MissingItem(str(v["code"]), str(v["name"]), "tài liệu minh chứng", deadline)
            for v in without_evidence
        ),
        *(_task_item(assigned, task, "báo cáo kết quả") for task in silent),
    )
