"""A new master workbook's content: the framework, the plan, the agencies and the published scores, nothing collected yet."""

from __future__ import annotations

from typing import Any

from pii_xl.layout import MASTER
from pii_xl.layout.parts import NO, YES, Status
from pii_xl.layout.places import PLACES
from pii_xl.layout.settings import SETTINGS
from pii_xl.layout.words import STRENGTH, WEAKNESS
from pii_xl.score.method import INDEX
from pii_xl.workspace.workspace import Settings, Workspace, typed
from pii_xl.year.agencies import Agency, AgencyRegistry, load_agencies
from pii_xl.year.framework import SIDES, BaseFigure, Framework, Indicator, PolicyItem, load_framework
from pii_xl.year.framework.own import rows_of
from pii_xl.year.plan import Plan, Task, load_plan
from pii_xl.year.published import load_published, load_strengths
from pii_xl.year.responsibility import STATISTICS_OFFICE, Responsibility, names, responsibility

ENTRY = {"direct": "trực tiếp", "ratio": "tỷ số", "policies": "chính sách"}
SOURCE_GROUP = {
    "central": "thống kê trung ương",
    "other_index": "bộ chỉ số khác",
    "ministry": "quản lý của Bộ KH&CN",
    "local": "địa phương",
}
SUB_INDEX_NAMES = {"input": "Chỉ số đầu vào", "output": "Chỉ số đầu ra"}
INDEX_NAME = "Chỉ số đổi mới sáng tạo cấp địa phương"
TARGET_KIND = {"score": "điểm", "rank": "hạng"}
STRENGTH_KIND = {"strength": STRENGTH, "weakness": WEAKNESS}

UNPLANNED = "chưa có trong kế hoạch"
"""Where an assignment comes from that no plan has made."""

Rows = list[dict[str, Any]]


def new_workspace(settings: Settings | None = None, own: Framework | None = None) -> Workspace:
    """A workspace for the settings' framework, or for its ``own``, and for the settings' plan.

    Of the plan's assignments and targets those are taken that the framework knows. Raises ``PiiError`` for a framework or plan that does not exist and for unknown agencies.
    """
    settings = settings or Settings()
    framework = own or load_framework(settings.integer("framework"))
    plan, registry = load_plan(settings.text("plan")), load_agencies()
    known = {item.code for item in _assigned(framework)}
    rows = [row for row in assignment_rows(plan) if row["code"] in known]
    who = {
        str(row["code"]): responsibility(names(str(row["lead"])), registry, plan.focal_point) for row in rows
    }
    for code in (*framework.codes, *(policy.code for policy in framework.policies)):
        who.setdefault(code, responsibility((), registry, plan.focal_point))  # not in the plan yet
    given = {str(row["code"]) for row in rows}
    rows += [_unplanned(item, who) for item in _assigned(framework) if item.code not in given]
    tables: dict[str, Rows] = {
        "tblSettings": settings_rows(settings),
        "tblIndicators": [_indicator(i) for i in framework.indicators],
        "tblAssignments": rows,
        "tblTasks": [_task(task, registry) for task in plan.tasks],
        "tblAgencies": [agency_row(agency) for agency in registry.agencies],
        "tblValues": [_value(i, who) for i in framework.indicators],
        "tblBase": [_base(figure, registry) for figure in framework.base_figures],
        "tblPolicies": [
            {"code": p.code, "name": p.name, "agency": who[p.code].enters.short} for p in framework.policies
        ],
        "tblReference": [{"code": i.code, "name": i.name, "unit": i.unit} for i in framework.indicators],
        "tblPublished": _published_rows(),
        "tblTargets": [
            row for row in target_rows(plan, framework) if _is_component(framework, row["component"])
        ],
        "tblFramework": [{"part": part, "content": content} for part, content in rows_of(own)] if own else [],
        "tblStrengths": _strength_rows(),
        "tblParagraphs": [{"place": place, "name": name} for place, name in PLACES.items()],
        "tblResults": [
            {"code": i.code, "name": i.name, "sub_pillar": i.sub_pillar, "unit": i.unit}
            for i in framework.indicators
        ],
        "tblProgress": [{"agency": agency.short} for agency in reporting_agencies(framework, who, registry)],
        **_levels(framework),
    }
    frames = {table.name: typed(table, tables.get(table.name)) for table in MASTER.tables}
    return Workspace(frames, settings)


def _assigned(framework: Framework) -> tuple[Indicator | PolicyItem, ...]:
    """What a plan may assign: indicators and policy groups."""
    return (*framework.indicators, *framework.policies)


def _unplanned(item: Indicator | PolicyItem, who: dict[str, Responsibility]) -> dict[str, Any]:
    """The row of something that the plan does not assign yet: the focal point has it for the time being."""
    lead = who[item.code].enters.name
    return {
        "code": item.code,
        "printed_code": item.code,
        "name": item.name,
        "lead": lead,
        "source": UNPLANNED,
    }


def _is_component(framework: Framework, code: str) -> bool:
    return code in (INDEX, *SIDES) or any(pillar.code == code for pillar in framework.pillars)


def settings_rows(settings: Settings) -> Rows:
    """The settings as rows of their table."""
    return [
        {"key": s.key, "group": s.group, "label": s.label, "value": settings[s.key], "note": s.note}
        for s in SETTINGS
    ]


def assignment_rows(plan: Plan) -> Rows:
    """The plan's assignments as rows of the table "Phân công"."""
    return [
        {
            "code": a.code,
            "printed_code": a.printed_code,
            "name": a.name,
            "content": a.content,
            "lead": a.lead,
            "support": a.support,
            "source": a.source,
        }
        for a in plan.assignments
    ]


def reporting_agencies(
    framework: Framework, who: dict[str, Responsibility], registry: AgencyRegistry
) -> list[Agency]:
    """Every real body that has to send something, in the registry's order."""
    wanted = {
        who[code].enters for code in (*framework.codes, *(p.code for p in framework.policies)) if code in who
    }
    for answer in who.values():
        wanted.update(answer.others)
    wanted.add(registry.get(STATISTICS_OFFICE))
    return [agency for agency in registry.agencies if agency in wanted]


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "printed_code": indicator.printed_code,
        "name": indicator.name,
        "short_name": indicator.short_name,
        "sub_pillar": indicator.sub_pillar,
        "unit": indicator.unit,
        "entry": ENTRY[indicator.entry],
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "numerator_base": indicator.numerator_base,
        "base": indicator.base,
        "scale": indicator.scale,
        "weight": 1.0,
        "direction": "cao là tốt" if indicator.direction > 0 else "thấp là tốt",
        "minimum": indicator.minimum,
        "maximum": indicator.maximum,
        "decimals": indicator.decimals,
        "source": indicator.source,
        "source_group": SOURCE_GROUP[indicator.source_group],
        "source_certain": YES if indicator.source_group_certain else NO,
        "definition": indicator.definition,
        "note": indicator.note,
        **_band(indicator),
    }


def _band(item: Indicator | BaseFigure) -> dict[str, Any]:
    return {"band_low": item.band_low, "band_high": item.band_high, "band_source": item.band_source}


def _task(task: Task, registry: AgencyRegistry) -> dict[str, Any]:
    shorts = "; ".join(registry.get(code).short for code in task.agency_codes)
    return {"code": task.code, "agency": shorts, "text": task.text}


def agency_row(agency: Agency) -> dict[str, Any]:
    """An agency as a row of the table "Cơ quan"."""
    return {
        "code": agency.code,
        "name": agency.name,
        "short": agency.short,
        "aliases": " | ".join(agency.aliases),
        "kind": "tên gọi chung" if agency.is_collective else "cơ quan",
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
        "successor": agency.successor,
        "note": agency.note,
        "name_before": agency.name,
        "short_before": agency.short,
    }


def _value(indicator: Indicator, who: dict[str, Responsibility]) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "agency": who[indicator.code].enters.short,
    }


def _base(figure: BaseFigure, registry: AgencyRegistry) -> dict[str, Any]:
    office = registry.get(STATISTICS_OFFICE).short
    return {
        "code": figure.code,
        "name": figure.name,
        "unit": figure.unit,
        "agency": office,
        **_band(figure),
    }


def _published_rows() -> Rows:
    return [
        {
            "year": row.year,
            "province": row.province,
            "component": row.component,
            "score": row.score,
            "rank": row.rank,
            "n_units": row.n_units,
            "status": str(Status.PUBLISHED),
            "source": row.source,
            "note": row.note,
        }
        for row in load_published()
    ]


def target_rows(plan: Plan, framework: Framework) -> Rows:
    """The plan's targets as rows of the table "Mục tiêu"."""
    pillars = {pillar.code: pillar.name for pillar in framework.pillars}
    return [
        {
            "year": target.year,
            "component": target.component,
            "name": pillars.get(target.component, INDEX_NAME),
            "kind": TARGET_KIND[target.kind],
            "relation": target.relation,
            "value": target.value,
            "baseline_year": target.baseline_year,
            "baseline": target.baseline,
            "basis": target.basis,
        }
        for target in plan.targets
    ]


def _strength_rows() -> Rows:
    return [
        {
            "year": row.year,
            "province": row.province,
            "kind": STRENGTH_KIND.get(row.kind, row.kind),
            "order": row.number,
            "text": row.text,
            "rank": row.rank,
            "indicator": row.indicator,
            "source": row.source,
        }
        for row in load_strengths()
    ]


def _levels(framework: Framework) -> dict[str, Rows]:
    return {
        "tblIndex": [{"code": "PII", "name": INDEX_NAME}],
        "tblSubIndices": [
            {"code": code, "name": name, "parent": "PII", "weight": 1.0}
            for code, name in SUB_INDEX_NAMES.items()
        ],
        "tblPillars": [
            {"code": p.code, "name": p.name, "parent": p.side, "weight": 1.0} for p in framework.pillars
        ],
        "tblSubPillars": [
            {"code": s.code, "name": s.name, "parent": s.pillar, "weight": 1.0} for s in framework.sub_pillars
        ],
    }
