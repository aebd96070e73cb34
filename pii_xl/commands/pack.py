"""The ministry pack: appendix, letter, evidence named by code, manifest; all of it written, or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from pathlib import Path

from docgen.facts import Attachment
from pii_xl.collect.evidence import EvidenceFile, PackEntry, compare_online, match_evidence
from pii_xl.facts.report import ministry_facts
from pii_xl.ground.errors import DataError, Finding, UnreadableError
from pii_xl.ground.files import read_input, staged
from pii_xl.ground.text import tidy
from pii_xl.workspace.workspace import Workspace

APPENDIX, LETTER, MANIFEST, FOLDER = (
    "phu-luc-so-lieu.xlsx",
    "cong-van-gui-Bo.docx",
    "manifest.csv",
    "minh-chung",
)
BLOCK = 2**20


def write_pack(workspace: Workspace, evidence: Path, out: Path, online: Path | None = None) -> list[Finding]:
    """Write the pack into the folder ``out``, which must be new or empty; findings tell what does not fit.

    ``evidence``: the folder of evidence files. ``online``: an export of the ministry's online form, CSV with ``code`` and ``value``.
    Raises UnreadableError E101, E103, E349 and DataError E709, E711–E714.
    """
    from docgen.letters.ministry import write_ministry_letter
    from pii_xl.workbook.books.pack_book import build_appendix

    files = evidence_files(evidence)
    entries, found = match_evidence(workspace, list(files))
    if online:
        found += compare_online(workspace, read_online(online))
    facts = ministry_facts(workspace)
    with staged(out) as stage:
        build_appendix(workspace, entries, stage.path / APPENDIX)
        attachments = [Attachment(APPENDIX, "Phụ lục số liệu", _sha256(stage.path / APPENDIX))]
        attachments += [
            Attachment(entry.name, entry.title or entry.number, entry.sha256) for entry in entries
        ]
        write_ministry_letter(facts, stage.path / LETTER, attachments)
        (stage.path / FOLDER).mkdir()
        paths = {file.name: path for file, path in files.items()}
        for entry in entries:
            shutil.copyfile(paths[entry.original], stage.path / FOLDER / entry.name)
        (stage.path / MANIFEST).write_bytes(_manifest(entries))
    return found


def evidence_files(folder: Path) -> dict[EvidenceFile, Path]:
    """The files of the folder, by name, with their fingerprints. Raises UnreadableError E101."""
    if not folder.is_dir():
        raise UnreadableError("E101", path=folder)
    paths = sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$"))
    )
    return {EvidenceFile(tidy(path.name), _sha256(path), path.stat().st_size): path for path in paths}


def read_online(path: Path) -> dict[str, float | None]:
    """Values of the online form by indicator code, None for blanks. Raises UnreadableError E101, E114, DataError E349."""
    from pii_xl.ground.text import NumberReading, read_number

    content = read_input(path)
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError("E349", file=path, reason="không phải CSV UTF-8") from error
    if not rows or not {"code", "value"} <= set(rows[0]):
        raise DataError("E349", file=path, reason="thiếu cột code hoặc value")
    values: dict[str, float | None] = {}
    for number, row in enumerate(rows, start=2):
        read = read_number(row["value"])
        if read.value is None and read.reading is not NumberReading.BLANK:
            raise DataError(
                "E349", file=path, reason=f"dòng {number}: “{row['value']}” không phải số rõ ràng"
            )
        values[tidy(row["code"])] = read.value
    return values


def _sha256(path: Path) -> str:
    """The file's fingerprint. Raises UnreadableError E114 while another program holds it."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source:
            while block := source.read(BLOCK):
                digest.update(block)
    except PermissionError as error:
        raise UnreadableError("E114", file=path) from error
    return digest.hexdigest()


def _manifest(entries: list[PackEntry]) -> bytes:
    """One line per evidence file, for Excel and for ``sha256sum``-like checks."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["sha256", "tệp", "byte", "mã", "cơ quan", "số, ký hiệu", "ngày", "trích yếu", "tên gốc"])
    for entry in entries:
        day = entry.issued.isoformat() if entry.issued else ""
        writer.writerow(
            [
                entry.sha256,
                f"{FOLDER}/{entry.name}",
                entry.size,
                entry.code,
                entry.agency,
                entry.number,
                day,
                entry.title,
                entry.original,
            ]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")
