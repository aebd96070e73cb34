"""A pack that was sent to the ministry stays as it was sent; the next one is compared with it, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pii_xl.collect.evidence import PackEntry
from pii_xl.ground.csv_table import read_table
from pii_xl.ground.errors import DataError, Finding, UnreadableError, finding
from pii_xl.ground.files import sha256_of
from pii_xl.ground.frames import Row
from pii_xl.workspace.history import record
from pii_xl.workspace.workspace import Workspace

MANIFEST = "manifest.csv"
HISTORY_COMMAND = "Gói gửi Bộ"
DIGEST, FILE, CODE, ORIGINAL = "sha256", "tệp", "mã", "tên gốc"
"""Headings of the manifest by which a pack is known again."""


def against_sent(entries: list[PackEntry], sent: Path) -> list[Finding]:
    """What differs between the pack in the folder ``sent``, as it was sent, and the evidence that goes now.

    Raises UnreadableError E101 (no such folder), DataError E381 (no manifest of ours in it).
    """
    rows = _manifest(sent)
    return [*_not_frozen(sent, rows), *_changed(entries, rows), *_gone(entries, rows)]


def recorded(workspace: Workspace, pack: Path, day: date) -> Workspace:
    """The workspace whose history tells of a pack just made: its files and the fingerprint of the list that has theirs.

    Raises DataError E381 (no manifest of ours in it).
    """
    proofs = [row for row in _manifest(pack) if row[CODE]]
    told = finding(
        "N876", folder=pack.name, count=len(proofs), name=MANIFEST, digest=sha256_of(pack / MANIFEST)
    )
    return record(workspace, day, HISTORY_COMMAND, told.found, file=pack.name)


def _manifest(sent: Path) -> list[Row]:
    if not sent.is_dir():
        raise UnreadableError("E101", path=sent)
    if not (sent / MANIFEST).is_file():
        raise DataError("E381", path=sent, name=MANIFEST)
    table = read_table(sent / MANIFEST)
    if not {DIGEST, FILE, CODE, ORIGINAL} <= set(table.header):
        raise DataError("E381", path=sent, name=MANIFEST)
    return [dict(zip(table.header, cells, strict=True)) for _, cells in table.rows]


def _not_frozen(sent: Path, rows: Iterable[Row]) -> Iterator[Finding]:
    """Files of the pack that are no longer what was sent; nothing outside the folder is read."""
    inside = sent.resolve()
    for row in rows:
        path = sent / str(row[FILE])
        is_here = path.resolve().is_relative_to(inside) and path.is_file()
        if not is_here or sha256_of(path) != row[DIGEST]:
            yield finding("E378", subject=str(row[CODE]), name=str(row[FILE]), folder=sent.name)


def _changed(entries: Iterable[PackEntry], rows: Iterable[Row]) -> Iterator[Finding]:
    before = {(str(row[CODE]), str(row[ORIGINAL])): str(row[DIGEST]) for row in rows if row[CODE]}
    for entry in entries:
        digest = before.get((entry.code, entry.original))
        if digest is None and before:
            yield finding("N380", subject=entry.code, name=entry.original)
        elif digest is not None and digest != entry.sha256:
            yield finding("W379", subject=entry.code, name=entry.original)


def _gone(entries: Iterable[PackEntry], rows: Iterable[Row]) -> Iterator[Finding]:
    now = {(entry.code, entry.original) for entry in entries}
    for row in rows:
        if row[CODE] and (str(row[CODE]), str(row[ORIGINAL])) not in now:
            yield finding("W382", subject=str(row[CODE]), name=str(row[ORIGINAL]))
