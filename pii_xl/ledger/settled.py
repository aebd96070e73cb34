"""Before every command: what the workbook's cells say beyond its ledger becomes entries of the ledger.

A cell that an official changed is an entry "sửa tay". A workbook of an earlier version, which kept only its present state, is
carried over: each file that its cells name becomes a submission; what such a file held besides is not known any more.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row, records
from pii_xl.layout.ledger import PART_TABLES, Clock, Part, Source
from pii_xl.layout.parts import Table
from pii_xl.ledger.entries import (
    LOOSE,
    Cell,
    Reply,
    Submission,
    Thing,
    answer_rows,
    ledger_of,
    submission_row,
    to_text,
)
from pii_xl.ledger.lists import CONTACT_FIELDS, EVIDENCE_FIELDS
from pii_xl.ledger.present import derived_fields, present, present_of
from pii_xl.ledger.state import FIELDS, State, state_now
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.renaming import followed
from pii_xl.workspace.workspace import Workspace

ID_LENGTH = 16
HAND_ID = "TAY"
TIME_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
UNKNOWN_BEFORE = "Không biết ngày nhận, các lượt gửi trước và các ô bị từ chối."


def settled(workspace: Workspace, day: date, user: str = "") -> tuple[Workspace, list[Finding]]:
    """The workspace with everything in its ledger, and what was noticed: carried files, hand corrections."""
    workspace, carried = _carried(followed(workspace), day)
    state = state_now(workspace)
    replies = _by_hand(state, day, user)
    if not replies:
        return present_of(state), carried
    codes = ", ".join(reply.code for reply in replies)
    note = finding("N367", count=len(replies), codes=codes)
    return present(appended(workspace, [replies[0].submission], replies)), [*carried, note]


def appended(workspace: Workspace, submissions: list[Submission], replies: list[Reply]) -> Workspace:
    """The workspace with more entries in its ledger."""
    tables = {part: workspace.layout.table(name) for part, name in PART_TABLES.items()}
    workspace = workspace.adding("tblSubmissions", [submission_row(one) for one in submissions])
    return workspace.adding("tblAnswers", answer_rows(replies, tables))


def _by_hand(state: State, day: date, user: str) -> list[Reply]:
    """What an official typed since the last command, as replies of one new entry."""
    workspace = state.workspace
    entry = Submission(
        n=state.ledger.next_number,
        id=f"{HAND_ID}-{state.ledger.next_number}",
        source=Source.HAND,
        agency="",
        sent_as="",
        received=day,
        user=user,
    )
    replies = []
    for part in FIELDS:
        table = workspace.layout.table(PART_TABLES[part])
        for row in records(workspace.tables[PART_TABLES[part]]):
            thing = Thing(part, str(row["code"]))
            if state.is_shared(thing):
                continue
            standing = state.standings.get(thing)
            before = derived_fields(part, standing) if standing else {}
            differing = [key for key in FIELDS[part] if to_text(row[key]) != to_text(before.get(key))]
            if differing and (standing or set(differing) - set(LOOSE)):
                replies.append(
                    Reply(entry, part, str(row["code"]), _cells(row, FIELDS[part], table, placed=False))
                )
    return replies


def _cells(row: Row, keys: tuple[str, ...], table: Table, *, placed: bool) -> tuple[Cell, ...]:
    place = (str(row["src_sheet"]), str(row["src_cell"])) if placed else (table.sheet, "")
    return tuple(Cell(key, to_text(row[key]), row[key], *place) for key in keys if to_text(row[key]))


def _carried(workspace: Workspace, day: date) -> tuple[Workspace, list[Finding]]:
    """A workbook of an earlier version: its files as submissions, as far as its cells tell of them."""
    if ledger_of(workspace).submissions:
        return workspace, []
    registry = registry_of(workspace)
    noted = {str(row["file"]): row["day"] for row in records(workspace["tblHistory"]) if row["file"]}
    submissions: dict[str, Submission] = {}
    replies: list[Reply] = []
    for part, name in PART_TABLES.items():
        table = workspace.layout.table(name)
        lists = {Part.EVIDENCE: EVIDENCE_FIELDS, Part.CONTACT: CONTACT_FIELDS}
        for row in records(workspace[name]):
            digest = str(row["src_sha256"])
            if not digest:
                continue
            if digest not in submissions:
                agency = registry.find(str(row["src_agency"] or row["agency"]))
                code = agency.code if agency else str(row["src_agency"])
                submissions[digest] = _old_submission(
                    len(submissions) + 1, code, row, noted.get(str(row["src_file"]), day)
                )
            one = submissions[digest]
            keys = FIELDS[part] if part in FIELDS else lists[part]
            code = str(row.get("code") or "")
            line = 0 if part in FIELDS else _line(row)
            replies.append(Reply(one, part, code, _cells(row, keys, table, placed=True), line))
    if not submissions:
        return workspace, []
    workspace = appended(workspace, list(submissions.values()), replies)
    return workspace, [finding("W366", count=len(submissions))]


def _line(row: Row) -> int:
    digits = "".join(char for char in str(row["src_cell"]) if char.isdigit())
    return int(digits) if digits else 0


def _old_submission(n: int, agency: str, row: Row, received: date) -> Submission:
    saved = _moment(row["src_time"])
    return Submission(
        n=n,
        id=str(row["src_sha256"])[:ID_LENGTH],
        source=Source.CARRIED,
        agency=agency,
        sent_as=str(row["src_agency"] or row["agency"]),
        received=received,
        file=str(row["src_file"]),
        sha256=str(row["src_sha256"]),
        form=str(row["src_form"]),
        saved=saved,
        clock=Clock.FILE if saved else Clock.UNKNOWN,
        note=UNKNOWN_BEFORE,
    )


def _moment(text: Any) -> datetime | None:
    for pattern in TIME_FORMATS:
        try:
            return datetime.strptime(str(text), pattern)
        except ValueError:
            continue
    return None
