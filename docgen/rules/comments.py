"""A copy of a checked document with a comment at every place that was found wanting."""

from __future__ import annotations

import io
import zipfile
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from docgen.kit.ooxml import w
from docgen.rules import Checked, flow
from docgen.rules.package import ordinary
from pii_xl.ground.errors import Finding, UnreadableError

TYPES = "[Content_Types].xml"
WITHOUT_MACROS = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WITH_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
AUTHOR, INITIALS = "Soát thể thức", "TT"


def commented(path: Path, found: Checked) -> bytes:
    """The document with its comments: each names rule, article, what is there and what belongs there.

    Findings about the whole document stand at its first words. Raises ``UnreadableError`` E701 for a file that can be read but not
    written again, such as one of the Strict format.
    """
    try:
        document = Document(_ordinary(path))
        body = document.element.body
        elements = [element for element, _ in flow.paragraphs(body)]
        first = next((at for at, one in enumerate(elements, 1) if _runs(one)), 0)
        pairs = sorted(
            ((at or first, item) for at, item in zip(found.places, found.findings, strict=True)),
            key=lambda p: p[0],
        )
        for at, group in groupby(pairs, key=lambda pair: pair[0]):
            runs = _runs(elements[at - 1]) if 0 < at <= len(elements) else []
            if runs:
                parent = Paragraph(elements[at - 1], document._body)
                text = "\n".join(_text(item) for _, item in group)
                document.add_comment(
                    [Run(runs[0], parent), Run(runs[-1], parent)], text=text, author=AUTHOR, initials=INITIALS
                )
        target = io.BytesIO()
        document.save(target)
        return _typed_as(path, target.getvalue())
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableError(
            "E701", file=path.name, reason="không ghi lại được; lưu bằng Word rồi thử lại"
        ) from error


def _ordinary(path: Path) -> io.BytesIO:
    """The package with the names that python-docx knows."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == TYPES:
                content = content.replace(WITH_MACROS, WITHOUT_MACROS)
            copy.writestr(entry, ordinary(content) if entry.filename.endswith((".xml", ".rels")) else content)
    target.seek(0)
    return target


def _typed_as(path: Path, written: bytes) -> bytes:
    """``written`` with the macros' content type again where ``path`` has it; Word opens no .docm without."""
    with zipfile.ZipFile(path) as source:
        if WITH_MACROS not in source.read(TYPES):
            return written
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as plain,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in plain.infolist():
            content = plain.read(entry)
            copy.writestr(
                entry, content.replace(WITHOUT_MACROS, WITH_MACROS) if entry.filename == TYPES else content
            )
    return target.getvalue()


def _runs(paragraph: Any) -> list[Any]:
    return [run for run in flow.runs(paragraph) if run.tag == w("r") and run.getparent() is paragraph]


def _text(item: Finding) -> str:
    return f"{item.level} {item.code} ({item.subject}): {item.found} Cần: {item.expected} Cách sửa: {item.remedy}"
