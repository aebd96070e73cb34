"""The folder in which the files of evidence lie."""

from __future__ import annotations

from pathlib import Path

from pii_xl.collect.evidence import EvidenceFile
from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.files import sha256_of
from pii_xl.ground.text import tidy


def evidence_files(folder: Path) -> dict[EvidenceFile, Path]:
    """The files of the folder, by name, with their fingerprints; links that lead out of it are not followed. Raises UnreadableError E101."""
    if not folder.is_dir():
        raise UnreadableError("E101", path=folder)
    inside = folder.resolve()
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$")) and path.resolve().is_relative_to(inside)
    )
    return {EvidenceFile(tidy(path.name), sha256_of(path), path.stat().st_size): path for path in paths}
