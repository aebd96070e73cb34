"""A returned form as entries of the ledger: what it answers, cell by cell, with what is wrong where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pii_xl.collect.as_sent import Altered
from pii_xl.collect.checks import check_values, is_number
from pii_xl.collect.documents import with_documents
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import records_by_code
from pii_xl.ground.text import compact_vi
from pii_xl.layout.form_rules import BASE_CONTRADICTIONS
from pii_xl.layout.ledger import Clock, Part, Source
from pii_xl.layout.parts import Status
from pii_xl.ledger.entries import LOOSE, Cell, Reply, Submission, finding_text
from pii_xl.ledger.lists import CONTACT_FIELDS, EVIDENCE_FIELDS
from pii_xl.ledger.settled import ID_LENGTH
from pii_xl.ledger.state import FIELDS
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workspace.form_sheets import faults, form_settings
from pii_xl.workspace.table_read import TableRead
from pii_xl.workspace.workspace import Workspace, typed
from pii_xl.year.agencies import Agency

FORM_TABLES: Mapping[Part, str] = {
    Part.VALUE: "frmValues",
    Part.BASE: "frmBase",
    Part.POLICY: "frmPolicies",
    Part.TASK: "frmTasks",
    Part.EVIDENCE: "frmEvidence",
    Part.CONTACT: "frmContacts",
}
LIST_FIELDS = {Part.EVIDENCE: EVIDENCE_FIELDS, Part.CONTACT: CONTACT_FIELDS}
ROW_EVIDENCE = {"ev_number": "number", "ev_issued": "issued", "ev_title": "title", "ev_file": "file"}
"""The evidence columns in a figure's row, and the fields of the register that they fill."""
CUTOFF = "policy_cutoff"
ROW_LINES = 100_000
"""Documents from the figures' rows are numbered after every row that the list of documents can have."""
EARLIEST_MONTH_AND_DAY = (1, 1)
"""A form about a year is not saved before that year."""


def submission_of(form: ReturnedForm, agency: Agency, n: int, day: date, user: str = "") -> Submission:
    """The form's row in the ledger; a moment of saving that cannot be right is kept but not trusted."""
    saved = form.saved.replace(tzinfo=None, microsecond=0) if form.saved else None
    return Submission(
        n=n,
        id=form.sha256[:ID_LENGTH],
        source=Source.FORM,
        agency=agency.code,
        sent_as=agency.short,
        received=day,
        file=form.path.name,
        sha256=form.sha256,
        form=form.identity["form"],
        saved=saved,
        clock=_clock(form, day),
        user=user,
        paper=form.signed_code,
    )


def _clock(form: ReturnedForm, day: date) -> Clock:
    if form.saved is None:
        return Clock.UNKNOWN
    earliest = date(int(form.identity["year"]), *EARLIEST_MONTH_AND_DAY)
    return Clock.FILE if earliest <= form.saved.date() <= day else Clock.DOUBTFUL


def clock_finding(form: ReturnedForm, one: Submission) -> list[Finding]:
    """The question about a moment of saving that cannot be right."""
    if one.clock is not Clock.DOUBTFUL or one.saved is None:
        return []
    saved, day = f"{one.saved:%d/%m/%Y %H:%M}", f"{one.received:%d/%m/%Y}"
    return [finding("W361", file=form.path, subject=one.agency, saved=saved, day=day)]


def replies_of(form: ReturnedForm, one: Submission, workspace: Workspace) -> list[Reply]:
    """Everything the form says, and what it was asked and left blank.

    ``workspace``: the workbook whose policy groups the form's documents belong to, and whose day they are measured by.
    """
    found: list[Reply] = []
    for part, name in FORM_TABLES.items():
        if name in form.reads:
            found += _coded(form, one, part) if part in FIELDS else _listed(form, one, part)
    found += _beside_figures(form, one)
    groups = (policy.code for policy in workspace.framework.policies)
    return with_documents(form, one, found, groups, workspace.settings.day(CUTOFF))


def _beside_figures(form: ReturnedForm, one: Submission) -> list[Reply]:
    """The documents that stand in the row of the figure which they prove."""
    read = form.reads.get(FORM_TABLES[Part.VALUE])
    if read is None:
        return []
    status = _status(form)
    replies = []
    for row, record in enumerate(read.records):
        keys = [key for key in ROW_EVIDENCE if key in read.letters]
        cells = tuple(
            cell._replace(field=ROW_EVIDENCE[cell.field]) for cell in _cells(form, Part.VALUE, row, keys)
        )
        if cells:
            cells = (*cells, Cell("status", "", status)) if status else cells
            replies.append(Reply(one, Part.EVIDENCE, str(record["code"]), cells, ROW_LINES + read.rows[row]))
    return replies


def _coded(form: ReturnedForm, one: Submission, part: Part) -> list[Reply]:
    """One reply for each code; a row that stands twice is one reply that cannot be used."""
    read = form.reads[FORM_TABLES[part]]
    replies: list[Reply] = []
    codes = Counter(record["code"] for record in read.records)
    for row, record in enumerate(read.records):
        cells = _cells(form, part, row, [key for key in FIELDS[part] if key in read.letters])
        reply = Reply(one, part, str(record["code"]), cells)
        if codes[record["code"]] > 1 and reply.id in {other.id for other in replies}:
            continue
        if codes[record["code"]] > 1 and cells:
            reply = _marked(reply, [item for item in form.findings if _is_doubled(item, read, reply.code)])
        if part is Part.TASK and not reply.is_blank:
            reply = replace(reply, cells=(*cells, Cell("reported", "", one.day)))
        replies.append(reply)
    return replies


def _is_doubled(item: Finding, read: TableRead, code: str) -> bool:
    """The finding tells that the code stands in several rows."""
    rows = [row for row, record in enumerate(read.records) if record["code"] == code]
    places = {(read.sheet, read.cell(row, "code")) for row in rows}
    return (item.sheet, item.cell) in places


def _cells(form: ReturnedForm, part: Part, row: int, keys: Iterable[str]) -> tuple[Cell, ...]:
    read = form.reads[FORM_TABLES[part]]
    wrong = _wrong_cells(form, FORM_TABLES[part])
    cells = []
    for key in keys:
        raw = read.raw[row].get(key)
        place = read.place(row, key)
        found = wrong.get((place["sheet"], place["cell"]), [])
        if found or not _is_empty(raw):
            text = "\n".join(finding_text(item) for item in found)
            cells.append(Cell(key, _shown(raw), read.records[row][key], place["sheet"], place["cell"], text))
    return tuple(cells)


def _wrong_cells(form: ReturnedForm, table: str) -> dict[tuple[str, str], list[Finding]]:
    sheet = form.reads[table].sheet
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for item in form.findings:
        if item.sheet == sheet:
            found[item.sheet, item.cell].append(item)
    return found


def _is_empty(raw: Any) -> bool:
    return raw is None or raw != raw or (isinstance(raw, str) and not raw.strip())


def _shown(raw: Any) -> str:
    if _is_empty(raw):
        return ""
    if isinstance(raw, float):
        return repr(raw).removesuffix(".0").replace(".", ",")
    return str(raw)


def _listed(form: ReturnedForm, one: Submission, part: Part) -> list[Reply]:
    """The lines of a list, each with the row of its sheet; made-up figures make made-up lists."""
    read = form.reads[FORM_TABLES[part]]
    status = _status(form)
    replies = []
    for row, record in enumerate(read.records):
        keys = [key for key in ("code", *LIST_FIELDS[part]) if key in read.letters]
        cells = _cells(form, part, row, dict.fromkeys(keys))
        if not cells or (part is Part.CONTACT and not record["name"]):
            continue
        if status:
            cells = (*cells, Cell("status", "", status))
        replies.append(Reply(one, part, str(record.get("code") or ""), cells, read.rows[row]))
    return replies


def _status(form: ReturnedForm) -> str:
    for part in (Part.VALUE, Part.BASE, Part.POLICY):
        read = form.reads.get(FORM_TABLES[part])
        if read is not None and any(record["status"] == Status.ILLUSTRATIVE for record in read.records):
            return str(Status.ILLUSTRATIVE)
    return ""


def judged(workspace: Workspace, replies: list[Reply]) -> list[Reply]:
    """The replies with what contradicts itself marked at its cell: such a row stays out, all others go in.

    A contradiction with a base figure is no fault of the row alone: it is told by the checks and refuses nothing.
    """
    usable = [
        reply for reply in replies if reply.part is Part.VALUE and not (reply.is_blank or reply.is_refused)
    ]
    wrong: dict[tuple[str, Part, str, int], list[Finding]] = {}
    for layer in _layers(usable):
        by_code = {reply.code: reply for reply in layer}
        for item in check_values(_candidate(workspace, by_code), _column_place, set(by_code)):
            if item.is_error and not item.facts.get("base"):
                wrong.setdefault(by_code[item.subject].id, []).append(item)
    wrong |= _base_faults(workspace, replies)
    for reply in replies:
        unknown = _unknown(workspace, reply) if reply.part is Part.EVIDENCE and reply.cells else None
        if unknown:
            wrong[reply.id] = [unknown]
    return [_marked(reply, wrong[reply.id]) if reply.id in wrong else reply for reply in replies]


def _base_faults(
    workspace: Workspace, replies: list[Reply]
) -> dict[tuple[str, Part, str, int], list[Finding]]:
    """Base figures that contradict themselves, by the declaration from which the form shows them."""
    found = {}
    settings = form_settings(workspace.settings)
    for reply in replies:
        if reply.part is not Part.BASE or reply.is_blank or reply.is_refused:
            continue
        record = {**dict.fromkeys(FIELDS[Part.BASE]), **reply.fields}
        content = compact_vi(record["value"]) if is_number(record["value"]) else ""
        broken = [
            finding(
                rule.code,
                subject=reply.code,
                cell=rule.column,
                content=record["missing"] if rule.column == "missing" else content,
            )
            for rule in faults(BASE_CONTRADICTIONS, record, settings)
        ]
        if broken:
            found[reply.id] = broken
    return found


def _unknown(workspace: Workspace, reply: Reply) -> Finding | None:
    """Evidence for something that the framework does not have."""
    framework = workspace.framework
    if reply.code in {*framework.codes, *(policy.code for policy in framework.policies)}:
        return None
    return finding("E412", subject=reply.code, content=reply.code, framework=framework.year, cell="code")


def _column_place(_table: str, _row: int, column: str) -> dict[str, str]:
    return {"cell": column}


def _layers(replies: list[Reply]) -> list[list[Reply]]:
    """The replies in groups that answer each code once: every group is judged in one go."""
    layers: list[dict[str, Reply]] = []
    for reply in replies:
        layer = next((one for one in layers if reply.code not in one), None)
        if layer is None:
            layer = {}
            layers.append(layer)
        layer[reply.code] = reply
    return [list(layer.values()) for layer in layers]


def _candidate(workspace: Workspace, replies: Mapping[str, Reply]) -> Workspace:
    rows = records_by_code(workspace["tblValues"])
    for code, reply in replies.items():
        if code in rows:
            rows[code] = {**rows[code], **dict.fromkeys(FIELDS[Part.VALUE]), **reply.fields}
    table = workspace.layout.table("tblValues")
    return workspace.with_tables({"tblValues": typed(table, list(rows.values()))})


def with_altered(reply: Reply, changed: Altered) -> Reply:
    """The reply with what was changed of its pre-filled cells; one that answers nothing stays as it is."""
    found = changed.get(FORM_TABLES[reply.part], {}).get(reply.code, [])
    return _marked(reply, found) if found and not reply.is_blank else reply


def _marked(reply: Reply, faults: list[Finding]) -> Reply:
    """The reply with each fault at the cell it is about, or at its first answered cell."""
    cells = list(reply.cells)
    answered = next((at for at, cell in enumerate(cells) if cell.field not in LOOSE), 0)
    for item in faults:
        at = next((at for at, cell in enumerate(cells) if cell.field == item.cell), answered)
        text = "\n".join(filter(None, (cells[at].finding, finding_text(item))))
        cells[at] = cells[at]._replace(finding=text)
    return replace(reply, cells=tuple(cells))
