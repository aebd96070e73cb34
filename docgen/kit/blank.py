"""The empty document: a minimal package with only what the decree's documents use.

python-docx's own template is not used: its theme fonts override Times New Roman, and it opens in compatibility mode.
"""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document

from docgen.kit.styles import stylesheet

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "root_rels.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footnotes.xml": "footnotes.xml",
    "word/theme/theme1.xml": "theme.xml",
}


def blank_document() -> Document:
    """A new A4 portrait document: margins 20, 20, 30, 20 mm, the styles of ``docgen.kit.styles``, no paragraph."""
    folder = files("docgen.kit") / "parts"
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, source in _PARTS.items():
            archive.writestr(name, (folder / source).read_bytes())
        archive.writestr("word/styles.xml", stylesheet())
    package.seek(0)
    return docx.Document(package)
