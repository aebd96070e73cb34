"""From a workspace to the plain facts that documents are written from. Nothing is rounded or invented here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from docgen.facts import (
    Direction,
    Highlight,
    Indicator,
    Label,
    Move,
    Neighbour,
    Office,
    Pillar,
    PolicyGroup,
    Promise,
    Relation,
    ReportFacts,
    Result,
    Target,
    TaskAhead,
)
from docgen.kit.letterhead import document_number
from pii_xl.collect.checks import is_number
from pii_xl.facts.agencies import agencies_of
from pii_xl.facts.measures import first_measure
from pii_xl.facts.office import (
    directives,
    ministry_request,
    number_in,
    office_of,
    own_code,
    plan_cited,
    reply_day,
)
from pii_xl.facts.praise import praised, scale_sentence
from pii_xl.facts.weak import published_highlights, weak_indicators
from pii_xl.ground.errors import DataError
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.ground.text import is_percent, number_vi
from pii_xl.layout.neighbours import ABOVE, BELOW
from pii_xl.layout.parts import MISSING_MEANING, YES, MissingCode, Status
from pii_xl.layout.targets import AT_RISK, MET, MISSED, RANK_TARGET
from pii_xl.layout.trend import MOVE_WORDS_TABLE, VALUES_BY_YEAR_TABLE
from pii_xl.layout.words import FALLING, STRENGTH, WEAKNESS
from pii_xl.workspace.anchor import own_published
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import AgencyRegistry

LABELS = {
    Status.PUBLISHED: Label.PUBLISHED,
    Status.ESTIMATED: Label.ESTIMATED,
    Status.ILLUSTRATIVE: Label.ILLUSTRATIVE,
}
RELATIONS = {
    ">": Relation.ABOVE,
    ">=": Relation.AT_LEAST,
    "<=": Relation.AT_MOST,
    "<": Relation.BELOW,
    "=": Relation.EQUAL,
    "≥": Relation.AT_LEAST,
    "≤": Relation.AT_MOST,
}
MOST_PROMISING = 3
NOT_SENT_YET, TO_FOLLOW = "cơ quan chưa gửi", "đang tổng hợp, sẽ gửi bổ sung"
"""Why a figure lacks, among ourselves and towards the ministry, to which the department answers for its agencies."""
COMPONENTS = {"PII": "pii", "input": "input", "output": "output"}


def report_facts(workspace: Workspace) -> ReportFacts:
    """The facts of one year's report.

    Raises DataError E709 (the day of the data is not set), E711–E714 (a setting is blank or cannot be used).
    """
    settings = workspace.settings
    as_of = settings.day("as_of")
    if as_of is None:
        raise DataError("E709", label="Số liệu tính đến ngày")
    registry, office = registry_of(workspace), office_of(settings)
    current = _published_result(workspace, workspace.year) or _computed_result(workspace)
    return ReportFacts(
        office=office,
        plan=plan_cited(settings),
        year=workspace.year,
        as_of=as_of,
        deadline=settings.day("deadline"),
        new_deadline=reply_day(settings, as_of),
        number=number_in(settings, "report_number"),
        issued=settings.day("report_date"),
        current=current,
        previous=_published_result(workspace, settings.integer("previous_year")),
        pillars=_pillars(workspace),
        targets=_targets(workspace, current),
        strengths=_highlights(workspace, STRENGTH),
        weaknesses=_highlights(workspace, WEAKNESS),
        indicators=_indicators(workspace, registry),
        agencies=agencies_of(workspace, registry),
        tasks_ahead=_tasks_ahead(workspace, registry),
        policies=_policies(workspace),
        directives=directives(settings),
        data_sent=settings.day("data_sent"),
        data_letter=_data_letter(workspace, office),
        ministry_request=ministry_request(settings),
        merged=settings.text("merged") == YES and not settings.text("previous_province"),
        merger_note=settings.text("merger_note"),
        criticise_after=settings.integer("criticise_after"),
        moves=_moves(workspace),
        praised=praised(workspace),
        scale=scale_sentence(settings),
        promising=_promising(workspace, registry),
        above=_neighbour(workspace, current, above=True),
        below=_neighbour(workspace, current, above=False),
        made_up=workspace.is_illustrative,
        additions=_additions(workspace),
    )


def unnumbered_facts(workspace: Workspace) -> ReportFacts:
    """The facts of every other document: number and day of the report are not theirs, the clerk writes them in."""
    return replace(report_facts(workspace), number=None, issued=None)


def letter_facts(workspace: Workspace) -> ReportFacts:
    """The facts for reminders: the department does not write to itself."""
    facts, own = unnumbered_facts(workspace), own_code(workspace)
    return replace(facts, agencies=tuple(agency for agency in facts.agencies if agency.code != own))


def ministry_facts(workspace: Workspace) -> ReportFacts:
    """The facts for the letter to the ministry, with its own number and day."""
    settings, facts = workspace.settings, report_facts(workspace)
    return replace(
        facts,
        number=number_in(settings, "data_letter"),
        issued=settings.day("data_sent"),
        indicators=tuple(
            replace(one, missing_reason=TO_FOLLOW) if one.missing_reason == NOT_SENT_YET else one
            for one in facts.indicators
        ),
    )


def _data_letter(workspace: Workspace, office: Office) -> str:
    """The full number of the letter with the data: "512" becomes "512/SKHCN-QLCN"."""
    text = workspace.settings.text("data_letter").strip()
    return document_number(office, "", int(text)) if text.isdigit() else text


def _additions(workspace: Workspace) -> dict[str, str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in records(workspace["tblParagraphs"]):
        if row["text"]:
            found[str(row["place"])].append(str(row["text"]))
    return {place: "\n".join(texts) for place, texts in found.items()}


def _number(value: Any) -> float | None:
    return float(value) if is_number(value) else None


def _published_result(workspace: Workspace, year: int) -> Result | None:
    """The published scores of the province in one year; None when there are none."""
    own = own_published(workspace, year)
    if own.empty:
        return None
    rows = own.set_index("component").to_dict("index")

    def score(code: str) -> float | None:
        return _number(rows.get(code, {}).get("score"))

    index = rows.get("PII", {})
    return Result(
        year=year,
        label=Label.PUBLISHED,
        pii=score("PII"),
        input=score("input"),
        output=score("output"),
        pillars=tuple(score(pillar.code) for pillar in workspace.framework.pillars),
        rank=int(index["rank"]) if is_number(index.get("rank")) else None,
        n_units=int(index["n_units"]) if is_number(index.get("n_units")) else None,
        published=workspace.settings.day("published_on") if year == workspace.year else None,
    )


def _neighbour(workspace: Workspace, current: Result | None, *, above: bool) -> Neighbour | None:
    """The nearest province with a published score above or below; none where the own score is no published one."""
    if current is None or current.label is not Label.PUBLISHED or current.rank is None:
        return None
    sides = {str(row["side"]): row for row in records(workspace["tblNeighbours"])}
    row = sides[ABOVE if above else BELOW]
    score = _number(row["score"])
    if score is None:
        return None
    return Neighbour(
        str(row["province"]), int(row["rank"]), score, _number(row["input"]), _number(row["output"])
    )


def _promising(workspace: Workspace, registry: AgencyRegistry) -> tuple[Promise, ...]:
    """The first levers of their sheet."""
    rows = records(workspace["tblLevers"])[:MOST_PROMISING]
    return tuple(
        Promise(
            str(row["title"]).partition(" ")[2],
            registry.resolve(str(row["agency"])).name,
            float(row["room"]),
            LABELS[workspace.own_label],
        )
        for row in rows
        if is_number(row["room"])
    )


def _moves(workspace: Workspace) -> tuple[Move, ...]:
    """Why each pillar's published score changed."""
    label = LABELS[workspace.own_label]
    names = {pillar.code: pillar.name for pillar in workspace.framework.pillars}
    return tuple(
        Move(names[str(row["code"])], str(row["split_said"]) if row["enough"] == 1 else "", label)
        for row in records(workspace[MOVE_WORDS_TABLE.name])
    )


def _computed_result(workspace: Workspace) -> Result | None:
    """The province's own computation, never called published; None when nothing could be computed."""
    index = workspace["tblIndex"].iloc[0]
    sides = workspace["tblSubIndices"].set_index("code")["score"]
    pillars = tuple(_number(score) for score in workspace["tblPillars"]["score"])
    if all(score is None for score in pillars):
        return None
    label = LABELS[workspace.own_label]
    return Result(
        workspace.year,
        label,
        _number(index["score"]),
        _number(sides["input"]),
        _number(sides["output"]),
        pillars,
    )


def _pillars(workspace: Workspace) -> tuple[Pillar, ...]:
    return tuple(Pillar(int(p.code), p.name, p.side == "input") for p in workspace.framework.pillars)


def _targets(workspace: Workspace, current: Result | None) -> tuple[Target, ...]:
    """The year's targets, each with its own verdict: on the published result, else on the computed one."""
    key = "met" if current is not None and current.label is Label.PUBLISHED else "met_computed"
    targets = workspace["tblTargets"]
    found = []
    for row in records(targets[targets["year"] == workspace.year]):
        code, rank = str(row["component"]), row["kind"] == RANK_TARGET
        if not is_number(row["value"]) or row["relation"] not in RELATIONS:
            continue
        component = "rank" if rank else COMPONENTS.get(code, f"p{code}")
        judged = {MET: True, MISSED: False}.get(str(row[key]))
        risk = str(row["risk"]) if row["outlook"] == AT_RISK else ""
        found.append(Target(component, RELATIONS[str(row["relation"])], float(row["value"]), judged, risk))
    return tuple(found)


def _highlights(workspace: Workspace, kind: str) -> tuple[Highlight, ...]:
    rows = published_highlights(workspace, kind)
    return tuple(
        Highlight(str(row["text"]), int(row["rank"]) if is_number(row["rank"]) else None) for row in rows
    )


def _policies(workspace: Workspace) -> tuple[PolicyGroup, ...]:
    """The policy groups that were answered."""
    rows = records(workspace["tblPolicies"])
    return tuple(
        PolicyGroup(
            str(row["code"]),
            str(row["name"]),
            row["in_force"] == YES,
            str(row["documents"] or ""),
            LABELS.get(row["status"], Label.REPORTED),
        )
        for row in rows
        if row["in_force"]
    )


def _indicators(workspace: Workspace, registry: AgencyRegistry) -> tuple[Indicator, ...]:
    values = records_by_code(workspace["tblValues"])
    reference = workspace["tblReference"].set_index("code")["status"]
    sources = workspace["tblIndicators"].set_index("code")["source"]
    judged = records_by_code(workspace[VALUES_BY_YEAR_TABLE.name])
    return tuple(
        replace(
            _indicator(
                row,
                values[str(row["code"])],
                registry,
                str(reference.get(row["code"], "")),
                str(sources.get(row["code"], "")),
            ),
            by_plan=str(judged[str(row["code"])]["verdict"]),
            falls_short={MET: False, AT_RISK: False, MISSED: True}.get(judged[str(row["code"])]["outlook"]),
        )
        for row in records(workspace["tblResults"])
    )


def _indicator(
    row: dict[Any, Any], value: dict[Any, Any], registry: AgencyRegistry, reference: str, source: str
) -> Indicator:
    score, body = _number(row["score"]), registry.find(str(value["agency"]))
    return Indicator(
        code=str(row["code"]),
        name=str(row["name"]),
        unit=str(row["unit"]),
        value=_number(row["value"]),
        previous=_number(row["previous"]),
        ref_min=_number(row["minimum"]),
        ref_mean=_number(row["mean"]),
        ref_max=_number(row["maximum"]),
        score=score,
        label=_label(str(value["label"])),
        score_label=_label(str(row["status"])) if score is not None else None,
        ref_label=_label(reference) if is_number(row["maximum"]) else None,
        direction=Direction.LOWER if row["direction"] == FALLING else Direction.HIGHER,
        lead=body.name if body else str(value["agency"]),
        source=source,
        missing_reason=_missing_reason(value),
    )


def _label(status: str) -> Label:
    return LABELS.get(status, Label.REPORTED)  # type: ignore[call-overload]


def _missing_reason(value: dict[Any, Any]) -> str:
    if is_number(value["value"]):
        return ""
    code = str(value["missing"])
    if not code:
        return NOT_SENT_YET
    if code not in MISSING_MEANING:
        return f"mã thiếu “{code}” không có trong danh mục"
    meaning = MISSING_MEANING[MissingCode(code)].split("(")[0].strip()
    return meaning[:1].lower() + meaning[1:]


def _tasks_ahead(workspace: Workspace, registry: AgencyRegistry) -> tuple[TaskAhead, ...]:
    """The weak indicators, each with the plan's own solution."""
    assignments = records_by_code(workspace["tblAssignments"])
    values, results = records_by_code(workspace["tblValues"]), records_by_code(workspace["tblResults"])
    deadline = workspace.settings.day("next_deadline")
    found = []
    for code, _ in weak_indicators(workspace):
        if code not in assignments or code not in values:
            continue
        agency = registry.resolve(str(values[code]["agency"])).name
        found.append(
            TaskAhead(
                code,
                str(values[code]["name"]),
                first_measure(str(assignments[code]["content"])),
                agency,
                deadline,
                _product(results.get(code, {}), workspace.year),
            )
        )
    return tuple(found)


def _product(row: Row, year: int) -> str:
    """By what a task on an indicator is seen to be done: a better value than the year's, as far as that is known."""
    value = _number(row.get("value"))
    if value is None:
        return ""
    better = "thấp" if row["direction"] == FALLING else "cao"
    unit = str(row["unit"])
    decimals = int(row["decimals"]) if value else 0
    shown = f"{number_vi(value, decimals)}{'' if is_percent(unit) else ' '}{unit}"
    made_up = f", {Status.ILLUSTRATIVE}" if row["status"] == Status.ILLUSTRATIVE else ""
    return f"Giá trị {better} hơn {shown} (năm {year}{made_up})"
