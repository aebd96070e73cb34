"""Saving: the same document always gives the same bytes, and no existing document is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docgen.kit.draft import Draft
from pii_xl.ground.files import not_writable

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
FIRST_PART = "[Content_Types].xml"


def repacked(package: bytes) -> bytes:
    """The same zip with sorted entries, one fixed time and no other traces of the machine."""
    result = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != FIRST_PART, name)):
            entry = ZipInfo(name, ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            target.writestr(entry, source.read(name))
    return result.getvalue()


def document_bytes(draft: Draft) -> bytes:
    """The finished document as .docx bytes."""
    draft.finish()
    package = BytesIO()
    draft.document.save(package)
    return repacked(package.getvalue())


def save(draft: Draft, path: str | Path) -> Path:
    """Write the document to ``path``, or beside it as ``name-v2.docx`` … when another document is there.

    An existing file with the same bytes is left as it is; one that another program keeps locked counts as different.
    Gives the path of the document. Raises ``UnreadableError`` E103 when the file cannot be written.
    """
    return placed(document_bytes(draft), Path(path))


def placed(content: bytes, path: Path) -> Path:
    """Write a document's bytes to ``path``, or beside it under a new version; as :func:`save`."""
    try:
        return _write(content, path)
    except OSError as error:
        raise not_writable(path, error) from error


def _write(content: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    for candidate in versions(path):
        if candidate.exists() and _holds(candidate, content):
            return candidate
        try:
            file = candidate.open("xb")
        except FileExistsError:
            continue
        _fill(file, candidate, content)
        return candidate
    raise FileExistsError(f"quá nhiều phiên bản của {path.name}")


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except PermissionError:
        return False


def _fill(file: BinaryIO, path: Path, content: bytes) -> None:
    """Write all of ``content`` or leave no file: half a document would be taken for a whole one."""
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def versions(path: Path) -> Iterator[Path]:
    """``path``, then ``name-v2.docx``, ``name-v3.docx`` …"""
    yield path
    for number in range(2, 1000):
        yield path.with_stem(f"{path.stem}-v{number}")
