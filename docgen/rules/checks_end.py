"""Checks of the end: Nơi nhận, signer, appendices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.rules.components import APPENDIX, Components
from docgen.rules.faults import Fault, fault, in_capitals, look_faults
from docgen.rules.text import folded
from docgen.wording.numbers import roman

DEGREES = re.compile(
    r"^(?:GS|PGS|TS|TSKH|ThS|CN|KS|BS|Dr|NGND|NGƯT|Tiến sĩ|Thạc sĩ|Giáo sư|Phó Giáo sư)\b\.?", re.IGNORECASE
)
KEPT = re.compile(r"^-\s*Lưu\s*:\s*VT\b.*\.$")


def recipients_missing(parts: Components) -> Iterator[Fault]:
    """There is "Nơi nhận:", 12, italic, bold."""
    if parts.recipients is None:
        yield Fault("cuối văn bản", "không tìm thấy “Nơi nhận:”")
        return
    yield from look_faults(parts.recipients, sizes=(12, 12), bold=True, italic=True)
    if not parts.recipients.stripped.endswith(":"):
        yield fault(parts.recipients, "sau “Nơi nhận” chưa có dấu hai chấm")


def recipients_look(parts: Components) -> Iterator[Fault]:
    """11, upright, a dash before and ";" after each."""
    lines = parts.recipients_list
    for line in lines:
        yield from look_faults(line, sizes=(11, 11), bold=False, italic=False)
        if not line.stripped.startswith("-"):
            yield fault(line, "chưa có gạch đầu dòng")
        if line is not lines[-1] and not line.stripped.endswith(";"):
            yield fault(line, "cuối dòng cần dấu “;”")


def recipients_kept(parts: Components) -> Iterator[Fault]:
    """The last line is "- Lưu: VT, …."."""
    if parts.recipients is None:
        return
    lines = parts.recipients_list
    if not lines or not KEPT.match(lines[-1].stripped):
        yield fault(lines[-1] if lines else parts.recipients, "dòng cuối chưa đúng “- Lưu: VT, ….”")


def signer_missing(parts: Components) -> Iterator[Fault]:
    """Somebody signs."""
    if not parts.signer:
        yield Fault("cuối văn bản", "không tìm thấy quyền hạn, chức vụ, họ tên người ký")


def signer_title(parts: Components) -> Iterator[Fault]:
    """Capitals, 13–14, upright, bold."""
    for line in parts.signer[:-1] or parts.signer:
        if in_capitals(line.stripped, line.look) or line is parts.signer[0]:
            yield from look_faults(line, sizes=(13, 14), bold=True, italic=False, capitals=True)


def signer_name(parts: Components) -> Iterator[Fault]:
    """13–14, bold, small letters, no degrees."""
    if len(parts.signer) < 2 or in_capitals(parts.signer[-1].stripped, parts.signer[-1].look):
        return
    name = parts.signer[-1]
    yield from look_faults(name, sizes=(13, 14), bold=True, italic=False, capitals=False)
    if DEGREES.match(name.stripped):
        yield fault(name, "có học hàm, học vị trước họ tên")


def signer_collective(parts: Components) -> Iterator[Fault]:
    """A department never signs TM."""
    department = any(folded(p.text).startswith("sở ") for p in parts.issuers)
    for line in parts.signer:
        if department and line.stripped.startswith("TM."):
            yield fault(line, "sở không ký “TM.”")


def appendix_name(parts: Components) -> Iterator[Fault]:
    """ "Phụ lục I", small letters, 14, bold, centred; numbered in order from two on."""
    for at, paragraph in enumerate(parts.appendices, 1):
        yield from look_faults(paragraph, sizes=(14, 14), bold=True, italic=False, align="center")
        if not paragraph.stripped.startswith("Phụ lục"):
            yield fault(paragraph, "viết “Phụ lục” bằng chữ in thường")
        found = APPENDIX.match(paragraph.stripped)
        if found and len(parts.appendices) > 1 and (found[1] or "") != roman(min(at, 39)):
            yield fault(paragraph, f"cần “Phụ lục {roman(min(at, 39))}”")


def appendix_title(parts: Components) -> Iterator[Fault]:
    """Capitals, 13–14, bold, centred."""
    for paragraph in parts.appendices:
        for title in parts.following(paragraph, 1):
            if not title.stripped.startswith("("):
                yield from look_faults(
                    title, sizes=(13, 14), bold=True, italic=False, capitals=True, align="center"
                )


def appendix_attached(parts: Components) -> Iterator[Fault]:
    """ "(Kèm theo …)", 13–14, italic, centred."""
    for paragraph in parts.appendices:
        lines = [p for p in parts.following(paragraph, 3) if folded(p.text).startswith("(kèm theo")]
        if not lines:
            yield fault(paragraph, "chưa có dòng “(Kèm theo …)”")
        for line in lines:
            yield from look_faults(line, sizes=(13, 14), italic=True, align="center")


def appendix_cited(parts: Components) -> Iterator[Fault]:
    """The content refers to every appendix."""
    content = folded(" ".join(p.text for p in parts.main))
    for paragraph in parts.appendices:
        name = folded(paragraph.stripped.rstrip(".:"))
        if not re.search(rf"\b{re.escape(name)}\b", content):
            yield fault(paragraph, "chưa được nhắc đến trong nội dung văn bản")
