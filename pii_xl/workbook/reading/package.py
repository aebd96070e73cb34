"""The parts of a workbook's package, whatever program wrote it, and never more of them than a bounded amount.

Understood: Transitional and Strict OOXML, namespace prefixes, backslashes and other capitals in part names, UTF-16 parts.
A part with a document type declaration is refused: no spreadsheet program writes one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree as ET

from pii_xl.ground.errors import UnreadableError

LARGEST_FILE = 20 * 2**20
LARGEST_CONTENT = 200 * 2**20
LARGEST_PART = 64 * 2**20
MOST_PARTS = 5_000
BROKEN = (
    KeyError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ET.ParseError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the standard readers raise for a damaged package, an encrypted one, or an unknown compression."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARK_8 = b"\xef\xbb\xbf"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_OFFICE_DOCUMENT = "/officeDocument"


def local(name: str) -> str:
    """An element's or attribute's name without its namespace."""
    return name.rpartition("}")[2]


class Package:
    """An open package, its file read once. Raises UnreadableError E102 (damaged, encrypted), E107 (too large), E114 (locked)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.stat().st_size > LARGEST_FILE:
            raise self._too_large(path.stat().st_size, LARGEST_FILE)
        try:
            self.file = path.read_bytes()
            self._zip = zipfile.ZipFile(io.BytesIO(self.file))
        except PermissionError as error:
            raise UnreadableError("E114", file=path) from error
        except BROKEN as error:
            raise self._damaged() from error
        entries = self._zip.infolist()
        self._entries = {_name(entry.filename): entry for entry in entries}
        size = sum(entry.file_size for entry in entries)
        if size > LARGEST_CONTENT or len(entries) > MOST_PARTS:
            raise self._too_large(size, LARGEST_CONTENT)
        if len(self._entries) != len(entries):
            raise self._damaged()
        self.size = size

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return _name(name) in self._entries

    @property
    def names(self) -> list[str]:
        """The parts, with forward slashes."""
        return [entry.filename.replace("\\", "/") for entry in self._entries.values() if not entry.is_dir()]

    def read(self, name: str) -> bytes:
        """A part as UTF-8 without comments. Raises UnreadableError E102 (none, damaged), E107."""
        try:
            with self._zip.open(self._entries[_name(name)]) as source:
                content = source.read(LARGEST_PART + 1)
        except BROKEN as error:
            raise self._damaged() from error
        if len(content) > LARGEST_PART:
            raise self._too_large(len(content), LARGEST_PART)
        return self._plain(content)

    def tree(self, name: str) -> ET.Element:
        """A part's root element. Raises UnreadableError E102, E107."""
        try:
            return ET.fromstring(self.read(name))
        except ET.ParseError as error:
            raise self._damaged() from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part ("" for the package): identifier → last word of the type, part."""
        folder, part = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{part}.rels")
        if listing not in self:
            return {}
        return {
            str(one.get("Id")): (
                str(one.get("Type")).rpartition("/")[2],
                _joined(folder, str(one.get("Target"))),
            )
            for one in self.tree(listing)
            if one.get("TargetMode") != "External"
        }

    @cached_property
    def book(self) -> str:
        """The part that lists the sheets; "" when the package is no workbook of this family."""
        for kind, part in self.related("").values():
            if f"/{kind}" == _OFFICE_DOCUMENT and part in self:
                return part
        return "xl/workbook.xml" if "xl/workbook.xml" in self else ""

    @cached_property
    def workbook(self) -> ET.Element:
        """The root element of the part that lists the sheets. Raises UnreadableError E102, E107."""
        return self.tree(self.book)

    @cached_property
    def parts(self) -> dict[str, str]:
        """The workbook's parts by the identifiers of their relationships. Raises UnreadableError E102, E107."""
        return {key: part for key, (_, part) in self.related(self.book).items()}

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Name and part of every sheet of the workbook in order; "" for a part that is not there."""
        parts = self.parts
        for sheet in self.workbook.iter():
            if local(sheet.tag) == "sheet":
                part = next(
                    (parts[v] for k, v in sheet.attrib.items() if local(k) == "id" and v in parts), ""
                )
                yield str(sheet.get("name")), part if part in self else ""

    def _plain(self, content: bytes) -> bytes:
        if content.startswith(_UTF_16):
            try:
                text = _DECLARATION.sub("", content.decode("utf-16"))
            except UnicodeDecodeError as error:
                raise self._damaged() from error
            content = text.encode("utf-8", "replace")
        content = content.removeprefix(_MARK_8)
        if b"!" not in content or b"<!" not in content:  # the first question is answered much sooner
            return content
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise self._damaged()
        try:
            return ET.tostring(ET.fromstring(content), encoding="utf-8")
        except ET.ParseError as error:
            raise self._damaged() from error

    def _damaged(self) -> UnreadableError:
        return UnreadableError("E102", file=self.path)

    def _too_large(self, size: int, limit: int) -> UnreadableError:
        return UnreadableError("E107", file=self.path, found_mb=size // 2**20, limit_mb=limit // 2**20)


def _name(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").casefold()


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
