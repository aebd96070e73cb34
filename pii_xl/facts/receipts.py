"""From a workspace to the receipts: one for each agency whose form went into the workbook."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from docgen.facts import EvidenceItem, FormPart, ReceivedFile, Submission
from pii_xl.collect.checks import is_number
from pii_xl.facts.office import own_code
from pii_xl.ground.errors import Level
from pii_xl.ground.frames import records
from pii_xl.layout.parts import MissingCode
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import AgencyRegistry

SOURCED = ("tblValues", "tblBase", "tblPolicies", "tblTasks", "tblEvidence", "tblContacts")
PARTS = (
    # table, what its rows are called, the column whose content is an answer
    ("tblBase", "số gốc", "value"),
    ("tblPolicies", "nhóm chính sách", "in_force"),
    ("tblTasks", "nhiệm vụ", "state"),
)
OFFICER = "Chuyên viên"
TIME = "%Y-%m-%d %H:%M"  # as the provenance keeps it


def submissions(workspace: Workspace) -> tuple[Submission, ...]:
    """The forms received from others, in the order of the sheet "Tiến độ"; the department gives itself no receipt."""
    registry = registry_of(workspace)
    received = (
        _submission(workspace, registry, row)
        for row in records(workspace["tblProgress"])
        if row["file"] and row["submitted"]
    )
    own = own_code(workspace)
    return tuple(one for one in received if one.code != own)


def _submission(workspace: Workspace, registry: AgencyRegistry, row: dict[Any, Any]) -> Submission:
    short, file = str(row["agency"]), str(row["file"])
    body, source = registry.resolve(short), _source(workspace, short, file)
    own = _rows(workspace, "tblValues", "agency", short)
    given = sum(is_number(value["value"]) for value in own)
    explained = sum(
        not is_number(value["value"]) and value["missing"] not in ("", MissingCode.PENDING) for value in own
    )
    return Submission(
        code=body.code,
        agency=body.name,
        received=row["submitted"],
        files=(ReceivedFile(file, str(source.get("src_sha256", ""))),),
        saved=_saved(str(source.get("src_time", ""))),
        imported=_imported(workspace, file),
        form_version=str(source.get("src_form", "")),
        sent_by=_sender(workspace, short),
        received_by=workspace.settings.text("contact_name"),
        due=len(own),
        given=given,
        explained=explained,
        parts=tuple(_part(workspace, short, *part) for part in PARTS),
        evidence=_evidence(workspace, short, file),
        errors=_findings(workspace, Level.ERROR, body.code, short, file),
        warnings=_findings(workspace, Level.WARNING, body.code, short, file),
    )


def _rows(workspace: Workspace, table: str, key: str, wanted: str) -> list[dict[Any, Any]]:
    frame = workspace[table]
    return records(frame[frame[key] == wanted])


def _source(workspace: Workspace, short: str, file: str) -> dict[Any, Any]:
    """Where something of the form came from: any row that names the file; empty when none does."""
    for table in SOURCED:
        frame = workspace[table]
        found = frame[(frame["src_agency"] == short) & (frame["src_file"] == file)]
        if len(found):
            return records(found.head(1))[0]
    return {}


def _saved(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, TIME) if text else None
    except ValueError:
        return None


def _imported(workspace: Workspace, file: str) -> date | None:
    days = [row["day"] for row in _rows(workspace, "tblHistory", "file", file) if row["day"]]
    return max(days, default=None)


def _sender(workspace: Workspace, short: str) -> str:
    """The officer whom the agency named, else its leader: name, title, telephone."""
    serving = [
        row for row in _rows(workspace, "tblContacts", "agency", short) if row["name"] and not row["valid_to"]
    ]
    serving.sort(key=lambda row: OFFICER not in str(row["role"]))
    if not serving:
        return ""
    phone = f"điện thoại {serving[0]['phone']}" if serving[0]["phone"] else ""
    return ", ".join(filter(None, (str(serving[0]["name"]), str(serving[0]["title"]), phone)))


def _part(workspace: Workspace, short: str, table: str, name: str, answer: str) -> FormPart:
    rows = _rows(workspace, table, "agency", short)
    return FormPart(name, len(rows), sum(is_number(row[answer]) or _is_text(row[answer]) for row in rows))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _evidence(workspace: Workspace, short: str, file: str) -> tuple[EvidenceItem, ...]:
    return tuple(
        EvidenceItem(str(row["code"]), str(row["title"]), str(row["number"]), row["issued"], str(row["file"]))
        for row in _rows(workspace, "tblEvidence", "agency", short)
        if row["src_file"] in ("", file)
    )


def _findings(workspace: Workspace, level: Level, code: str, short: str, file: str) -> tuple[str, ...]:
    """What stands on the sheet "Lỗi" about this form, its agency or its rows, and has not been accepted."""
    own = {
        code,
        *(str(row["code"]) for name in SOURCED[:4] for row in _rows(workspace, name, "agency", short)),
    }
    return tuple(
        str(row["found"])
        for row in _rows(workspace, "tblFindings", "level", str(level))
        if (row["file"] == file or row["subject"] in own) and not row["accepted"]
    )
