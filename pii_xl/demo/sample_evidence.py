"""Made-up evidence: one-page PDFs that say on their face, in their title and in their name that they are made up."""

from __future__ import annotations

from pathlib import Path

from pii_xl.ground.files import make_folder, write_atomically
from pii_xl.ground.frames import Row, records
from pii_xl.workspace.workspace import Workspace

A4 = (595, 842)  # points
WORDS = "MINH HỌA"
#: Helvetica, which every reader has, lacks the letter Ọ: it is drawn as O with a dot, and copied as what it is.
DRAWN, LEFT, BASELINE, SIZE, DOT = "MINH HOA", 147, 470, 60, (384, 456)


def write_evidence(workspace: Workspace, folder: Path) -> list[Path]:
    """A PDF for each file that the register names, under its name in ``folder``."""
    make_folder(folder)
    written = []
    for row in records(workspace["tblEvidence"]):
        path = folder / str(row["file"])
        write_atomically(path, evidence_page(row))
        written.append(path)
    return written


def evidence_page(row: Row) -> bytes:
    """One page with the words "MINH HỌA" and the code of the indicator or policy."""
    drawing = _drawing(str(row["code"]))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Lang(vi)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % A4,
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title %s>>" % _unicode(str(row["title"])),
    )
    return _assembled(objects)


def _drawing(code: str) -> bytes:
    lines = (
        b"/Span<</ActualText %s>>BDC" % _unicode(WORDS),
        b"BT/F %d Tf %d %d Td %s Tj ET" % (SIZE, LEFT, BASELINE, _latin(DRAWN)),
        b"EMC",
        b"1 J 9 w %d %d m %d %d l S" % (*DOT, *DOT),
        b"BT/F 24 Tf %d %d Td %s Tj ET" % (LEFT, BASELINE - 70, _latin(code)),
    )
    return b"\n".join(lines)


def _unicode(text: str) -> bytes:
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().encode()


def _latin(text: str) -> bytes:
    return b"<%s>" % text.encode("latin-1").hex().encode()


def _assembled(objects: tuple[bytes, ...]) -> bytes:
    """The objects, numbered from 1, as a file: the first is the catalogue, the last the document's properties."""
    content, places = b"%PDF-1.7\n", [b"%010d 65535 f \n" % 0]
    for number, body in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>" % (len(places), len(objects))
    return b"%sxref\n0 %d\n%s%s\nstartxref\n%d\n%%%%EOF\n" % (
        content,
        len(places),
        b"".join(places),
        trailer,
        len(content),
    )
