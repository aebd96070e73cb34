"""Check a whole workspace: values, base figures, policies, reference, evidence, contacts, published scores."""

from __future__ import annotations

from datetime import date
from typing import Any

from pii_xl.collect.checks import Place, check_base, check_values, is_number, nowhere
from pii_xl.collect.earlier import check_earlier
from pii_xl.collect.evidence import not_received
from pii_xl.collect.questions import ledger_findings
from pii_xl.ground.errors import Finding, Kind, finding
from pii_xl.ground.frames import Row, records
from pii_xl.ground.sameness import identity, statement
from pii_xl.ground.text import compact_vi, date_vi, number_vi
from pii_xl.ground.text import key as text_key
from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import YES, Status
from pii_xl.layout.settings import SETTINGS
from pii_xl.ledger.reasons import Official, accepted, accepting
from pii_xl.ledger.state import state_now
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace, typed

COMPONENT_NAMES = {"input": "chỉ số đầu vào", "output": "chỉ số đầu ra", "PII": "PII"}
COURSE_DAYS = ("deadline", "policy_cutoff", "as_of")
"""Settings that are days in the year of the workbook or after it."""
NEEDED_SETTINGS = ("as_of", "signer_name", "contact_name")


def check(workspace: Workspace, place: Place = nowhere, read: list[Finding] | None = None) -> list[Finding]:
    """Every finding about the data of a calculated workspace, worst first; ``read``: findings of reading, to go with them."""
    found = [
        *(read or []),
        *_lost_rows(workspace, place),
        *ledger_findings(state_now(workspace)),
        *check_values(workspace, place),
        *_base(workspace, place),
        *check_base(workspace, place),
        *_policies(workspace, place),
        *_reference(workspace, place),
        *_evidence(workspace, place),
        *not_received(workspace),
        *_contacts(workspace),
        *_published(workspace, place),
        *_doubled(workspace, place),
        *check_earlier(workspace, place),
        *_settings(workspace),
    ]
    refused = {item.subject for item in found if item.is_error and item.cell and item.kind is not Kind.BLANK}
    found = [item for item in found if not (item.kind is Kind.BLANK and item.subject in refused)]
    order = {level: rank for rank, level in enumerate(("Lỗi", "Cảnh báo", "Ghi chú"))}
    return sorted(dict.fromkeys(found), key=lambda item: order[item.level])


def with_findings(workspace: Workspace, found: list[Finding], official: Official | None = None) -> Workspace:
    """The workspace with ``found`` on its sheet "Lỗi", each with the reason for which an official accepted it.

    Reasons typed on the sheet since the last command become decisions of the ledger first: they outlive every command.
    """
    typed_in = {statement(*_told(row)): str(row["accepted"]) for row in records(workspace["tblFindings"])}
    workspace = accepting(
        workspace, typed_in, official or Official(workspace.settings.day("as_of") or date.min)
    )
    reasons = accepted(workspace)
    rows = [
        {
            "level": str(item.level),
            "code": item.code,
            "subject": item.subject,
            "file": item.file,
            "sheet": item.sheet,
            "cell": item.cell,
            "found": item.found,
            "expected": item.expected,
            "remedy": item.remedy,
            "accepted": reasons.get(item.identity, ""),
        }
        for item in found
    ]
    return workspace.having(tblFindings=typed(workspace.layout.table("tblFindings"), rows or None))


def identity_of(row: Row) -> str:
    """The identity of a finding that stands on the sheet "Lỗi"."""
    return identity(*_told(row))


def _told(row: Row) -> tuple[str, str, str]:
    return str(row["code"]), str(row["subject"]), str(row["found"])


def _lost_rows(workspace: Workspace, place: Place) -> list[Finding]:
    found = []
    for name in ("tblValues", "tblReference", "tblIndicators", "tblResults"):
        have = set(workspace.tables[name]["code"])
        sheet = workspace.layout.table(name).sheet
        found += [
            finding("E434", subject=code, **{**place(name, 0, "code"), "sheet": sheet, "cell": ""})
            for code in workspace.framework.codes
            if code not in have
        ]
    return found


def _base(workspace: Workspace, place: Place) -> list[Finding]:
    found = []
    indicators = workspace.tables["tblIndicators"]
    for row, figure in enumerate(records(workspace.tables["tblBase"])):
        users = indicators.loc[indicators["base"] == figure["code"], "code"]
        if not is_number(figure["value"]) and len(users):
            facts = {"name": figure["name"], "codes": ", ".join(users), "agency": figure["agency"]}
            found.append(finding("W427", subject=figure["code"], **place("tblBase", row, "value"), **facts))
        elif is_number(figure["value"]) and figure["value"] <= 0 and len(users):
            found.append(
                finding(
                    "E416",
                    subject=figure["code"],
                    **place("tblBase", row, "value"),
                    content=compact_vi(figure["value"]),
                )
            )
        if is_number(figure["value"]) and not figure["status"]:
            found.append(finding("E424", subject=figure["code"], **place("tblBase", row, "status")))
    return found


def _policies(workspace: Workspace, place: Place) -> list[Finding]:
    found = []
    for row, policy in enumerate(records(workspace.tables["tblPolicies"])):
        if not policy["in_force"]:
            found.append(finding("E431", subject=policy["code"], **place("tblPolicies", row, "in_force")))
        elif policy["in_force"] == YES and not policy["documents"]:
            found.append(finding("W430", subject=policy["code"], **place("tblPolicies", row, "documents")))
    return found


def _reference(workspace: Workspace, place: Place) -> list[Finding]:
    found, lacking = [], []
    for row, line in enumerate(records(workspace.tables["tblReference"])):
        low, mean, high = line["minimum"], line["mean"], line["maximum"]
        if not (is_number(low) and is_number(high)):
            lacking.append(str(line["code"]))
            continue
        if low >= high or (is_number(mean) and not low <= mean <= high):
            shown = {
                "low": compact_vi(low),
                "high": compact_vi(high),
                "mean": compact_vi(mean) if is_number(mean) else "trống",
            }
            found.append(
                finding("E422", subject=line["code"], **place("tblReference", row, "minimum"), **shown)
            )
        if not line["status"]:
            found.append(finding("E424", subject=line["code"], **place("tblReference", row, "status")))
    if lacking:
        codes = ", ".join(lacking) if len(lacking) < len(workspace.tables["tblReference"]) else "tất cả"
        sheet = workspace.layout.table("tblReference").sheet
        found.append(
            finding(
                "W423",
                **{**place("tblReference", 0, "minimum"), "sheet": sheet, "cell": ""},
                count=len(lacking),
                codes=codes,
            )
        )
    return found


_OWED = ("part", "code", "agency", "owed", "accepted")


def _evidence(workspace: Workspace, place: Place) -> list[Finding]:
    """Figures without the document that proves them, accepted ones too: the sheet shows the reason beside them."""
    rows = {str(code): row for row, code in enumerate(workspace.tables["tblValues"]["code"])}
    return [
        finding(
            "W421",
            subject=line["code"],
            **place("tblValues", rows[line["code"]], "value"),
            agency=line["agency"],
        )
        for line in records(workspace.part("tblDue", *_OWED))
        if line["part"] == Part.EVIDENCE and (line["owed"] == 1 or line["accepted"])
    ]


def _contacts(workspace: Workspace) -> list[Finding]:
    """Agencies without a leader or an officer who serves today."""
    registry = registry_of(workspace)
    lacking = [
        line
        for line in records(workspace.part("tblDue", *_OWED))
        if line["part"] == Part.CONTACT and line["owed"] == 1
    ]
    return [
        finding("W428", subject=registry.resolve(short).code, agency=short)
        for short in dict.fromkeys(str(line["agency"]) for line in lacking)
    ]


def _published(workspace: Workspace, place: Place) -> list[Finding]:
    """Published sub-indices and PII against the published levels below them, ±tolerance (the identities of the index)."""
    tolerance = workspace.settings.number("tolerance")
    identities = _identities(workspace)
    found = []
    for (year, province), lines in _published_lines(workspace).items():
        scores = {component: score for component, (_, score) in lines.items()}
        for component, parts in identities:
            if component not in scores or any(part not in scores for part in parts):
                continue
            expected = sum(scores[part] for part in parts) / len(parts)
            if round(abs(scores[component] - expected), 6) > tolerance:
                facts: dict[str, Any] = {
                    "content": number_vi(scores[component]),
                    "other": number_vi(expected, 3),
                    "tolerance": number_vi(tolerance),
                    "year": round(year),
                }
                subject = f"{COMPONENT_NAMES[component]} ({province})"
                cell = place("tblPublished", lines[component][0], "score")
                found.append(finding("E432", subject=subject, **cell, **facts))
    return found


def _doubled(workspace: Workspace, place: Place) -> list[Finding]:
    """Two rows that claim the same published figure, or the same target."""
    found = []
    for rows in _repeated(workspace, "tblPublished", ("year", "province", "component")):
        first = workspace.tables["tblPublished"].iloc[rows[0]]
        facts = {"count": len(rows), "component": first["component"], "province": first["province"]}
        subject = f"{first['component']} ({first['province']})"
        cell = place("tblPublished", rows[-1], "component")
        found.append(finding("E436", subject=subject, **cell, year=compact_vi(first["year"]), **facts))
    for rows in _repeated(workspace, "tblTargets", ("year", "component", "kind", "relation", "value")):
        row = workspace.tables["tblTargets"].iloc[rows[0]]
        facts = {key: row[key] for key in ("component", "kind", "relation")} | {"count": len(rows)}
        numbers = {"value": compact_vi(row["value"]), "year": compact_vi(row["year"])}
        cell = place("tblTargets", rows[-1], "component")
        found.append(finding("E437", subject=str(row["component"]), **cell, **facts, **numbers))
    return found


def _repeated(workspace: Workspace, table: str, keys: tuple[str, ...]) -> list[list[int]]:
    """Positions of the rows that agree in all ``keys``, where there are several."""
    frame = workspace.tables[table]
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(records(frame)):
        if all(row[key] == row[key] and row[key] not in (None, "") for key in keys):
            groups.setdefault(tuple(text_key(str(row[key])) for key in keys), []).append(at)
    return [rows for rows in groups.values() if len(rows) > 1]


def _published_lines(workspace: Workspace) -> dict[tuple[float, str], dict[str, tuple[int, float]]]:
    """Year and province → component → row and score of the last line that publishes one."""
    lines: dict[tuple[float, str], dict[str, tuple[int, float]]] = {}
    for row, line in enumerate(records(workspace.tables["tblPublished"])):
        if line["status"] == Status.PUBLISHED and is_number(line["year"]) and is_number(line["score"]):
            of_unit = lines.setdefault((line["year"], line["province"]), {})
            of_unit[line["component"]] = row, line["score"]
    return lines


def _identities(workspace: Workspace) -> list[tuple[str, tuple[str, ...]]]:
    sides = {
        side: tuple(p.code for p in workspace.framework.pillars if p.side == side)
        for side in ("input", "output")
    }
    return [*sides.items(), ("PII", ("input", "output"))]


def _settings(workspace: Workspace) -> list[Finding]:
    labels = {setting.key: setting.label for setting in SETTINGS}
    return [
        finding(
            "W435",
            subject=labels[key],
            sheet=workspace.layout.table("tblSettings").sheet,
            label=labels[key],
        )
        for key in NEEDED_SETTINGS
        if not workspace.settings[key]
    ] + _past_days(workspace, labels)


def _past_days(workspace: Workspace, labels: dict[str, str]) -> list[Finding]:
    """Days of the year's course that lie before the year."""
    sheet = workspace.layout.table("tblSettings").sheet
    found = []
    for key in COURSE_DAYS:
        day = workspace.settings.day(key)
        if day is not None and day.year < workspace.year:
            facts: dict[str, Any] = {
                "label": labels[key],
                "content": date_vi(day),
                "year": workspace.year,
            }
            found.append(finding("W442", subject=labels[key], sheet=sheet, **facts))
    return found
