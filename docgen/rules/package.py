"""The parts of a Word package, found through its relationships; Strict names are read as the ordinary ones."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from pii_xl.ground.errors import UnreadableError

MAX_UNPACKED_MB = 200
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ORDINARY = "http://schemas.openxmlformats.org/"
#: ISO 29500 Strict → the names that Word writes by default.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", f"{ORDINARY}wordprocessingml/2006/main".encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", f"{ORDINARY}officeDocument/2006/relationships".encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/", f"{ORDINARY}officeDocument/2006/".encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", f"{ORDINARY}drawingml/2006/".encode()),
)  # fmt: skip
FORMATS = {b"{\\rtf": "RTF", b"%PDF": "PDF", b"<html": "HTML", b"<!DOC": "HTML", b"<?xml": "XML"}


def unpacked(path: Path) -> dict[str, bytes]:
    """The XML parts of ``path`` by name. Raises ``UnreadableError`` that says what is damaged."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLE_MAGIC:
        raise UnreadableError("E702", file=path)
    for sign, name in FORMATS.items():
        if start.lower().startswith(sign.lower()):
            raise _broken(path, f"nội dung là {name}, chỉ có đuôi .docx")
    if not start:
        raise _broken(path, "tệp rỗng")
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(path, archive)
    except PermissionError:
        raise
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _broken(path, "không giải nén được, tệp bị cắt hoặc chép dở") from error


def _read(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_UNPACKED_MB * 2**20:
        raise UnreadableError("E703", file=path, found_mb=size >> 20, limit_mb=MAX_UNPACKED_MB)
    names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    parts = {}
    for name in names:
        try:
            parts[name] = ordinary(archive.read(name))
        except (zipfile.BadZipFile, zipfile.zlib.error, EOFError) as error:  # type: ignore[attr-defined]
            raise _broken(path, f"phần “{name}” bên trong bị hỏng") from error
    return parts


def ordinary(content: bytes) -> bytes:
    """``content`` with the names of Strict Open XML replaced by the ordinary ones."""
    if b"purl.oclc.org/ooxml" in content:
        for strict, usual in STRICT:
            content = content.replace(strict, usual)
    return content


def _broken(path: Path, reason: str) -> UnreadableError:
    return UnreadableError("E701", file=path, reason=reason)


def parse(content: bytes) -> Any:
    """The root of an XML part; entities and the network are never followed."""
    return etree.fromstring(
        content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    )


class Package:
    """Parts by what they are to the main part, whatever they are called."""

    def __init__(self, path: Path):
        self.path = path
        self.parts = unpacked(path)
        self.main = self._main()
        self.document = self._parsed(self.main)
        self.relations = self._relations_of(self.main)

    def _main(self) -> str:
        for kind, target in self._relations_of("").values():
            if kind == "officeDocument" and target in self.parts:
                return target
        if "word/document.xml" in self.parts:
            return "word/document.xml"
        inside = next(
            (k for k in ("xl/", "ppt/", "content.xml") if any(n.startswith(k) for n in self.parts)), ""
        )
        held = {"xl/": "bảng tính Excel", "ppt/": "trình chiếu", "content.xml": "tệp OpenDocument"}.get(
            inside
        )
        raise _broken(
            self.path, f"bên trong là {held}" if held else "thiếu phần nội dung chính (document.xml)"
        )

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (kind, target part) of ``part``; of the package for ""."""
        folder, name = posixpath.split(part)
        content = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if content is None:
            return {}
        try:
            root = parse(content)
        except etree.XMLSyntaxError:
            return {}
        found = {}
        for relation in root:
            target = relation.get("Target") or ""
            whole = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rsplit("/", 1)[-1], whole)
        return found

    def _parsed(self, name: str) -> Any:
        try:
            return parse(self.parts[name])
        except etree.XMLSyntaxError as error:
            where = f"dòng {error.lineno}" if error.lineno else "đầu phần"
            raise _broken(self.path, f"phần “{name}” không đọc được từ {where}") from error

    def by_id(self, relation: str | None) -> Any:
        """The part that the relationship names; None when there is none."""
        target = self.relations.get(relation or "", ("", ""))[1]
        return self._parsed(target) if target in self.parts else None

    def related(self, kind: str) -> Any:
        """The part of one kind ("styles", "numbering", "theme", "settings"); None when there is none."""
        for found, target in self.relations.values():
            if found == kind and target in self.parts:
                return self._parsed(target)
        return self._parsed(f"word/{kind}.xml") if f"word/{kind}.xml" in self.parts else None
