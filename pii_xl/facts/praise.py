"""Whom to propose for praise: who stands on the sheet "Khen thưởng", and whom the assessment adds to it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.facts import Praised
from docgen.wording.typography import small
from pii_xl.facts.office import own_code
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import number_vi
from pii_xl.layout.assessment import FULFILLED_SETTING, GOOD, GOOD_SETTING
from pii_xl.layout.commendation import COLLECTIVE, PERSON
from pii_xl.layout.due import LEADING_ROLE, SERVING
from pii_xl.layout.parts import NO, YES
from pii_xl.layout.settings import CRITERIA_LABELS
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Settings, Workspace

KEY = ("who", "name", "agency")


def praise_rows(workspace: Workspace) -> list[Row]:
    """The rows of the sheet: those that are there as they are, then collectives on the highest level, then their officers.

    Persons are listed with the facts and not proposed: whom to praise the official decides.
    """
    known = [row for row in records(workspace.tables["tblCommendation"]) if row["name"]]
    there = {_key(row) for row in known}
    return [*known, *(row for row in _new_rows(workspace) if _key(row) not in there)]


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(row[key]) for key in KEY)


def _new_rows(workspace: Workspace) -> Iterator[Row]:
    settings, registry = workspace.settings, registry_of(workspace)
    if settings.text("commend") != YES:
        return
    form, own = settings.text("commend_form"), own_code(workspace)
    for row in good_ones(workspace):
        short = str(row["agency"])
        if registry.resolve(short).code == own:  # the department does not propose itself by rule
            continue
        common = {"agency": short, "form": form, "achievement": str(row["said"]), "note": ""}
        name = registry.resolve(short).name
        yield {**common, "who": COLLECTIVE, "name": name, "title": "", "proposed": YES}
        for officer in _officers(workspace, short):
            yield {**common, **officer, "who": PERSON, "proposed": NO}


def good_ones(workspace: Workspace) -> list[Row]:
    """The assessed agencies on the highest level that had enough tasks to do."""
    least = workspace.settings.number("commend_tasks")
    tasks = dict(zip(workspace["tblProgress"]["agency"], workspace["tblProgress"]["tasks"], strict=True))
    return [
        row
        for row in records(workspace["tblAssessment"])
        if row["level"] == GOOD and tasks.get(row["agency"], 0) >= least
    ]


def _officers(workspace: Workspace, agency: str) -> Iterator[Row]:
    contacts = workspace["tblContacts"]
    serving = contacts[(contacts["agency"] == agency) & (contacts["state"] == SERVING)]
    for row in records(serving[serving["role"] != LEADING_ROLE]):
        yield {"name": str(row["name"]), "title": str(row["title"])}


def praised(workspace: Workspace) -> tuple[Praised, ...]:
    """Whom the documents propose."""
    registry = registry_of(workspace)
    return tuple(
        Praised(
            row["who"] == PERSON,
            str(row["name"]),
            registry.name_of(str(row["agency"] or "")),
            *(str(row[key] or "") for key in ("title", "form", "achievement")),
        )
        for row in praise_rows(workspace)
        if row["proposed"] != NO
    )


def fallen(workspace: Workspace) -> list[str]:
    """Collectives on the sheet that the assessment no longer has on the highest level."""
    good = {str(row["agency"]) for row in good_ones(workspace)}
    return [
        str(row["name"])
        for row in records(workspace.tables["tblCommendation"])
        if row["who"] == COLLECTIVE and row["proposed"] != NO and row["agency"] and row["agency"] not in good
    ]


def scale_sentence(settings: Settings) -> str:
    """On what the levels rest: the criteria with a weight, and the two thresholds."""
    used = [small(label) for key, label in CRITERIA_LABELS.items() if settings.number(f"assess_{key}") > 0]
    good, fulfilled = (
        f"{number_vi(settings.number(key) * 100, 0)}%" for key in (GOOD_SETTING, FULFILLED_SETTING)
    )
    return (
        f"Thang đánh giá: hoàn thành tốt khi đạt từ {good}, hoàn thành khi đạt từ {fulfilled} tổng trọng số các tiêu chí được đặt ra "
        f"cho cơ quan ({', '.join(used)})."
    )
