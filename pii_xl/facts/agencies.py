"""From a workspace to how each agency fulfils its part: what it gave, what it owes, which reminders it got.

What is owed, late and overdue is not judged here: the table "Phải nộp" and the sheet "Tiến độ" say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from docgen.facts import Agency, Assessment, LetterSent, MissingItem, TaskTold
from pii_xl.collect.checks import is_number
from pii_xl.facts.measures import shortened
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.layout.due import NOT_BEGUN, SENT_TO_MEND, WITHDRAWN
from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import LEVELS_OF_WORK
from pii_xl.ledger.state import State
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import AgencyRegistry

Groups = Mapping[str, list[Row]]
WHAT = {
    Part.VALUE: "số liệu",
    Part.BASE: "số gốc",
    Part.POLICY: "số liệu",
    Part.EVIDENCE: "tài liệu minh chứng",
    Part.TASK: "báo cáo kết quả",
    Part.CONTACT: "cử đầu mối",
}
"""What is asked for, by the kind of thing, when nothing was sent."""
AGAIN = {SENT_TO_MEND: "{} đã gửi, phải sửa", WITHDRAWN: "{} đã rút lại, gửi bổ sung"}
IN_A_TABLE = 80
"""Letters of a task's text where all tasks of all agencies stand in a table."""
OVERDUE_TASK = "kết quả thực hiện"


@dataclass(frozen=True)
class Assigned:
    """The tables that tell of agencies, each taken once: rows by the agency's short name."""

    due: Groups
    tasks: Mapping[str, Row]  # by code
    letters: Groups
    former_names: Mapping[str, tuple[str, ...]]  # by the agency's code
    assessed: Mapping[str, Row]

    @classmethod
    def of(cls, workspace: Workspace) -> Assigned:
        letters = workspace["tblLetters"]
        return cls(
            due=_by_agency(workspace["tblDue"]),
            tasks=records_by_code(workspace["tblTasks"]),
            letters=_by_agency(letters[letters["sent"].notna()]),
            former_names=State(workspace, workspace.settings.day("as_of")).former_names,
            assessed={str(row["agency"]): row for row in records(workspace["tblAssessment"])},
        )


def agencies_of(workspace: Workspace, registry: AgencyRegistry) -> tuple[Agency, ...]:
    """Every agency that owes something or has sent something."""
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
    body, due = registry.resolve(short), assigned.due.get(short, [])
    tasks = [one for one in due if one["part"] == Part.TASK]
    overdue = [one for one in tasks if one["days"] > 0]
    waiting = [one for one in tasks if one["answer"] == NOT_BEGUN and not one["days"] > 0]
    return Agency(
        code=body.code,
        name=body.name,
        due=int(row["due"]),
        received=int(row["due"] - row["open"]),
        evidence_missing=int(row["evidence_open"]),
        tasks_done=int(row["tasks_done"]),
        tasks_doing=int(row["tasks_doing"]),
        tasks_late=int(row["tasks_late"]),
        tasks_silent=int(row["tasks_silent"]),
        reported=row["submitted"],
        days_late=int(row["days_late"]),
        letters=_letters(assigned.letters.get(short, [])),
        missing=tuple(
            _item(assigned, one)
            for one in due
            if one["owed"] == 1 and not (one["part"] == Part.TASK and one["days"] > 0)
        ),
        explained=int(row["explained"]),
        tasks_waiting=len(waiting),
        overdue=tuple(_item(assigned, one, OVERDUE_TASK) for one in overdue),
        assessment=_assessment(assigned.assessed.get(short)),
        formerly=assigned.former_names.get(body.code, ()),
        incomplete=row["figures_open"] > 0,
        told=tuple(_told(assigned, one) for one in tasks if one["answer"]),
        difficulties=_difficulties(
            [assigned.tasks[one["code"]] for one in tasks if one["code"] in assigned.tasks]
        ),
    )


def _assessment(row: Row | None) -> Assessment | None:
    """The assessment, as far as there is one: not before the deadline, and not of whom nothing was asked."""
    if row is None or row["level"] not in LEVELS_OF_WORK:
        return None
    level = str(row["level"])
    place = LEVELS_OF_WORK.index(level)
    return Assessment(level, int(row["n_passed"]), int(row["n_asked"]), str(row["said"]), place)


def _item(assigned: Assigned, row: Row, what: str = "") -> MissingItem:
    part = Part(row["part"])
    said = what or AGAIN.get(str(row["state"]), "{}").format(WHAT[part])
    if part is Part.TASK:
        return MissingItem(
            str(row["code"]), shortened(str(assigned.tasks[row["code"]]["text"])), said, row["deadline"]
        )
    code = "" if part in (Part.CONTACT, Part.BASE) else str(row["code"])
    return MissingItem(code, str(row["name"]), said, row["deadline"])


def _told(assigned: Assigned, row: Row) -> TaskTold:
    text = shortened(str(assigned.tasks[row["code"]]["text"]), IN_A_TABLE)
    return TaskTold(
        str(row["code"]), text, str(row["answer"]), str(row["result"] or ""), str(row["difficulty"] or "")
    )


def _difficulties(tasks: list[Row]) -> tuple[str, ...]:
    """What the agency calls difficult, each once."""
    told = (str(task["difficulty"]).strip() for task in tasks)
    return tuple(dict.fromkeys(text for text in told if text))


def _letters(rows: list[Row]) -> tuple[LetterSent, ...]:
    return tuple(
        LetterSent(_round(row["round"], position), str(row["number"]), row["sent"])
        for position, row in enumerate(rows, start=1)
    )


def _round(value: Any, position: int) -> int:
    return int(value) if is_number(value) else position
