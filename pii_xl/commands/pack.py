"""The ministry pack: appendix, letter, evidence named by code, manifest; all of it written, or nothing."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from docgen.facts import Attachment
from pii_xl.collect.evidence import PackEntry, compare_online, match_evidence
from pii_xl.commands.evidence_folder import evidence_files
from pii_xl.commands.sent_pack import CODE, DIGEST, FILE, MANIFEST, ORIGINAL, against_sent
from pii_xl.facts.report import ministry_facts
from pii_xl.ground.csv_out import csv_bytes
from pii_xl.ground.csv_table import read_table
from pii_xl.ground.errors import DataError, Finding
from pii_xl.ground.files import sha256_of, staged
from pii_xl.ground.text import tidy
from pii_xl.layout.words import EVIDENCE_FOLDER
from pii_xl.workspace.workspace import Workspace

APPENDIX, LETTER = "phu-luc-so-lieu.xlsx", "cong-van-gui-Bo.docx"
OWN_PARTS = {LETTER: "Công văn gửi Bộ", APPENDIX: "Phụ lục số liệu"}
"""What the pack has beside evidence: it is frozen too, and belongs to no code."""


def write_pack(
    workspace: Workspace, evidence: Path, out: Path, online: Path | None = None, sent: Path | None = None
) -> list[Finding]:
    """Write the pack into the folder ``out``, which must be new or empty; findings tell what does not fit.

    ``evidence``: the folder of evidence files. ``online``: an export of the ministry's online form, CSV with ``code`` and ``value``.
    ``sent``: the folder of the pack that was sent before.
    Raises UnreadableError E101, E103, E349 and DataError E381, E709, E711–E714.
    """
    from docgen.letters.ministry import write_ministry_letter
    from pii_xl.workbook.books.pack_book import build_appendix

    files = evidence_files(evidence)
    entries, found = match_evidence(workspace, list(files))
    if online:
        found += compare_online(workspace, read_online(online))
    if sent:
        found += against_sent(entries, sent)
    facts = ministry_facts(workspace)
    with staged(out) as stage:
        build_appendix(workspace, entries, stage.path / APPENDIX)
        attachments = [Attachment(APPENDIX, OWN_PARTS[APPENDIX], sha256_of(stage.path / APPENDIX))]
        attachments += [
            Attachment(entry.name, entry.title or entry.number, entry.sha256) for entry in entries
        ]
        write_ministry_letter(facts, stage.path / LETTER, attachments)
        (stage.path / EVIDENCE_FOLDER).mkdir()
        paths = {file.name: path for file, path in files.items()}
        for entry in entries:
            shutil.copyfile(paths[entry.original], stage.path / EVIDENCE_FOLDER / entry.name)
        own = [(one, title, (stage.path / one).read_bytes()) for one, title in OWN_PARTS.items()]
        (stage.path / MANIFEST).write_bytes(_manifest(own, entries))
    return found


def read_online(path: Path) -> dict[str, float | None]:
    """Values of the online form by indicator code, None for blanks. Raises UnreadableError E101, E114, DataError E349."""
    from pii_xl.ground.text import NumberReading, read_number

    table = read_table(path)
    if not {"code", "value"} <= set(table.header):
        raise DataError("E349", file=path, reason="thiếu cột code hoặc value")
    values: dict[str, float | None] = {}
    for line, cells in table.rows:
        row = dict(zip(table.header, cells, strict=True))
        code, read = tidy(row["code"]), read_number(row["value"])
        if read.value is None and read.reading is not NumberReading.BLANK:
            raise DataError("E349", file=path, reason=f"dòng {line}: “{row['value']}” không phải số rõ ràng")
        if code in values:
            raise DataError("E349", file=path, reason=f"dòng {line}: mã {code} lặp lại")
        values[code] = read.value
    return values


def _manifest(own: list[tuple[str, str, bytes]], entries: list[PackEntry]) -> bytes:
    """One line per file, for Excel, for ``sha256sum``-like checks and for the pack that follows; ``own``: name, title, content."""
    header = [DIGEST, FILE, "byte", CODE, "cơ quan", "số, ký hiệu", "ngày", "trích yếu", ORIGINAL]
    first = [
        (hashlib.sha256(content).hexdigest(), name, len(content), "", "", "", "", title, "")
        for name, title, content in own
    ]
    rows = [
        (
            one.sha256,
            f"{EVIDENCE_FOLDER}/{one.name}",
            one.size,
            one.code,
            one.agency,
            one.number,
            one.issued.isoformat() if one.issued else "",
            one.title,
            one.original,
        )
        for one in entries
    ]
    return csv_bytes(header, [*first, *rows], for_excel=True)
