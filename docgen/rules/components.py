"""Which paragraph is which component of the document: found by text and place, because styles cannot be trusted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from docgen.rules.reading import Paragraph, Reading

HEAD = 25  # the head of a document lies within so many filled paragraphs
KINDS = (
    "báo cáo", "kế hoạch", "tờ trình", "thông báo", "quyết định", "chỉ thị", "quy chế", "quy định", "chương trình",
    "phương án", "đề án", "dự án", "hướng dẫn", "biên bản", "công điện", "giấy mời", "nghị quyết", "thông cáo", "hợp đồng",
    "bản ghi nhớ", "bản thỏa thuận", "giấy ủy quyền", "giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển",
    "phiếu báo", "giấy biên nhận", "tóm tắt",
)  # fmt: skip
_OLD_TONES = (
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("uỷ", "ủy"),
    ("uý", "úy"),
    ("uỵ", "ụy"),
)
APPENDIX = re.compile(r"^phụ lục(?: (?:số )?([ivxlc]+|\d+))?\s*[.:]?$", re.IGNORECASE)
DATE_LINE = re.compile(r"ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", re.IGNORECASE)


def folded(text: str) -> str:
    """``text`` in small letters, NFC, single spaces, tone marks in the old place: for comparing, not for printing."""
    text = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    for new, old in _OLD_TONES:
        text = text.replace(new, old)
    return text


@dataclass
class Components:
    """The components of ``reading``; None or empty where the document has none."""

    reading: Reading

    @cached_property
    def head(self) -> list[Paragraph]:
        """The first filled paragraphs."""
        return self.reading.filled[:HEAD]

    @cached_property
    def country(self) -> Paragraph | None:
        """Quốc hiệu."""
        return next((p for p in self.head if folded(p.text).startswith("cộng hòa xã hội")), None)

    @cached_property
    def motto(self) -> Paragraph | None:
        """The filled paragraph after Quốc hiệu in the same cell."""
        if self.country is None:
            return None
        after = [p for p in self.head if p.index > self.country.index and p.cell == self.country.cell]
        return after[0] if after else None

    @cached_property
    def issuers(self) -> list[Paragraph]:
        """The filled paragraphs of the cell left of Quốc hiệu: parent above, issuer below."""
        if self.country is None or self.country.cell is None:
            return []
        table, row, column = self.country.cell
        left = [p for p in self.head if p.cell and p.cell[:2] == (table, row) and p.cell[2] < column]
        return [p for p in left if not _is_number(p) and not folded(p.text).startswith("v/v")]

    @cached_property
    def number(self) -> Paragraph | None:
        """The line "Số: …"."""
        return next((p for p in self.head if _is_number(p)), None)

    @cached_property
    def date(self) -> Paragraph | None:
        """The line of place and date."""
        short = (p for p in self.head if len(p.stripped) < 90 and p is not self.number)
        return next((p for p in short if DATE_LINE.search(p.stripped)), None)

    @cached_property
    def kind(self) -> Paragraph | None:
        """The line that is nothing but the kind of the document; a công văn has none."""
        return next((p for p in self.head if p.cell is None and folded(p.text) in KINDS), None)

    @cached_property
    def subject(self) -> Paragraph | None:
        """The trích yếu of a named document."""
        return self._next(self.kind)

    @cached_property
    def letter_subject(self) -> Paragraph | None:
        """The V/v of a công văn."""
        return (
            next((p for p in self.head if re.match(r"v/v\b|về việc\b", folded(p.text))), None)
            if not self.kind
            else None
        )

    @cached_property
    def addressee(self) -> Paragraph | None:
        """The line "Kính gửi"."""
        return next((p for p in self.head if folded(p.text).startswith("kính gửi")), None)

    @cached_property
    def addressee_list(self) -> list[Paragraph]:
        """The dashed lines after "Kính gửi:"."""
        if self.addressee is None or not self.addressee.stripped.endswith(":"):
            return []
        found = []
        for paragraph in self.reading.filled:
            if paragraph.index > self.addressee.index:
                if not paragraph.stripped.startswith("-"):
                    break
                found.append(paragraph)
        return found

    @cached_property
    def recipients(self) -> Paragraph | None:
        """The line "Nơi nhận"."""
        return next((p for p in self.reading.filled if folded(p.text).rstrip(": ") == "nơi nhận"), None)

    @cached_property
    def recipients_list(self) -> list[Paragraph]:
        """The dashed lines after "Nơi nhận:"."""
        start = self.recipients
        if start is None:
            return []
        after = [p for p in self.reading.filled if p.index > start.index and p.cell == start.cell]
        if start.cell is not None:
            return after
        stop = next((at for at, p in enumerate(after) if not p.stripped.startswith("-")), len(after))
        return after[:stop]

    @cached_property
    def signer(self) -> list[Paragraph]:
        """The filled paragraphs of the cells right of "Nơi nhận", and of the rows below in the same table."""
        start = self.recipients
        if start is None or start.cell is None:
            return []
        table, row, column = start.cell
        return [
            p
            for p in self.reading.filled
            if p.cell and p.cell[0] == table and p.cell[1] >= row and p.cell[2] > column
        ]

    @cached_property
    def appendices(self) -> list[Paragraph]:
        """The names of the appendices."""
        after = self.recipients.index if self.recipients else 0
        return [
            p
            for p in self.reading.filled
            if p.index > after and p.cell is None and APPENDIX.match(p.stripped)
        ]

    @cached_property
    def main(self) -> list[Paragraph]:
        """The filled paragraphs of the content: after the head, before "Nơi nhận" or the first appendix."""
        starts = [
            self.subject,
            self.addressee,
            *self.addressee_list,
            self.letter_subject,
            self.date,
            self.number,
        ]
        begin = max((p.index for p in starts if p), default=0)
        ends = [p.index for p in (self.recipients, *self.appendices) if p]
        end = min(ends, default=self.reading.paragraphs[-1].index + 1 if self.reading.paragraphs else 0)
        return [p for p in self.reading.filled if begin < p.index < end]

    @cached_property
    def body(self) -> list[Paragraph]:
        """Running text: the content outside tables, neither centred nor a caption."""
        return [p for p in self.main if p.cell is None and p.look.align != "center"]

    @cached_property
    def long_body(self) -> list[Paragraph]:
        """Running text of more than one line, without the notes below tables."""
        return [p for p in self.body if len(p.stripped) > 95 and not p.look.italic]

    def _next(self, paragraph: Paragraph | None) -> Paragraph | None:
        if paragraph is None:
            return None
        return next((p for p in self.reading.filled if p.index > paragraph.index), None)

    def following(self, paragraph: Paragraph, number: int) -> list[Paragraph]:
        """The next ``number`` filled paragraphs."""
        after = [p for p in self.reading.filled if p.index > paragraph.index]
        return after[:number]


def _is_number(paragraph: Paragraph) -> bool:
    return re.match(r"số\b\s*:?.*/", folded(paragraph.text)) is not None and len(paragraph.stripped) < 60
