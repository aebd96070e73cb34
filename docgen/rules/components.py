"""Which line is which component of the document: found by text and place, because styles and tables cannot be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from docgen.rules.papers import Paper, kinds, recognised
from docgen.rules.reading import Paragraph, Reading
from docgen.rules.text import FILL_IN, folded

HEAD = 40  # the head of a document lies within so many lines
APPENDIX = re.compile(r"^phụ lục(?: (?:số )?([ivxlc]+|\d+|[…._]+))?\s*[.:]?$", re.IGNORECASE)
DATE_LINE = re.compile(r"^[^()]{0,45}?\bngày\b.{0,25}\btháng\b.{0,25}\bnăm\b", re.IGNORECASE)
COPY = re.compile(r"^(?:sao y|sao lục|trích sao)$")
URGENCY = re.compile(r"^(?:hỏa tốc|thượng khẩn|khẩn|mật|tối mật|tuyệt mật|hỏa tốc hẹn giờ)\b")
DASH = re.compile(r"^[-–—•*+]")
AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*\.?\s*[A-ZĐÀ-Ỹ]")
POSTS = re.compile(
    r"^(?:quyền )?(?:giám đốc|phó giám đốc|tổng giám đốc|phó tổng giám đốc|chủ tịch|phó chủ tịch|bộ trưởng|thứ trưởng|"
    r"thủ tướng|phó thủ tướng|chánh văn phòng|phó chánh văn phòng|trưởng phòng|phó trưởng phòng|trưởng ban|phó trưởng ban|"
    r"cục trưởng|phó cục trưởng|chi cục trưởng|phó chi cục trưởng|vụ trưởng|tổng cục trưởng|viện trưởng|hiệu trưởng|"
    r"phó hiệu trưởng|chánh thanh tra|tổ trưởng|trưởng đoàn)\b"
)
PLACEHOLDER = re.compile(r"^[(\[<].*|.*[)\]>]$|^(?:đã ký|ký tên|chữ ký)\b.*", re.IGNORECASE)
ORGANISATION = re.compile(
    r"^(?:ubnd|hđnd|ủy ban|hội đồng|bộ|sở|tổng cục|cục|chi cục|vụ|văn phòng|phòng|ban|trung tâm|viện|trường|đại học|"
    r"học viện|bệnh viện|công ty|tổng công ty|tập đoàn|thanh tra|chính phủ|tòa án|kho bạc|bảo hiểm|quỹ|công an|tổ|đoàn|đài|"
    r"báo|ngân hàng|liên hiệp|hội|tên cơ quan|tổ chức)\b"
)
CONTINUED = re.compile(r"^(?:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|xã|phường|và|của|các)\b")
_OPEN = "\N{OBJECT REPLACEMENT CHARACTER}"
_BODY = re.compile(r"^(?:kính gửi|căn cứ|thực hiện|i\.|1\.|điều 1\b)")
SIGNATURE_LINES = 24


@dataclass
class Components:
    """The components of ``reading``; None or empty where the document has none."""

    reading: Reading

    @cached_property
    def paper(self) -> Paper:
        """What the document is."""
        return recognised(self)

    # -- head ---------------------------------------------------------------------------------------------

    @cached_property
    def head(self) -> list[Paragraph]:
        """The first lines."""
        return self.reading.lines[:HEAD]

    @cached_property
    def country(self) -> Paragraph | None:
        """Quốc hiệu."""
        return next((p for p in self.head if folded(p.text).startswith("cộng hòa xã hội")), None)

    @cached_property
    def motto(self) -> Paragraph | None:
        """The line below Quốc hiệu in the same column."""
        if self.country is None:
            return None
        below = self._below(self.country, self.head)
        wanted = next((p for p in self.head if folded(p.text).startswith("độc lập")), None)
        return wanted or next((p for p in below if not self._named(p)), None)

    def _named(self, line: Paragraph) -> bool:
        return is_number(line) or DATE_LINE.match(line.stripped) is not None

    @staticmethod
    def _below(line: Paragraph, lines: list[Paragraph]) -> list[Paragraph]:
        after = lines[lines.index(line) + 1 :]
        return [p for p in after if p.column == line.column]

    @cached_property
    def issuer_names(self) -> list[list[Paragraph]]:
        """The names of agencies at the top left, each with the lines it runs over: parents first, issuer last."""
        names: list[list[Paragraph]] = []
        for line in self.issuers:
            text = folded(line.text)
            last = names[-1][-1] if names else None
            goes_on = last is not None and (
                CONTINUED.match(text)
                or folded(last.text).endswith((" và", " của", ","))
                or (not ORGANISATION.match(text) and last.look.bold == line.look.bold)
            )
            names = [*names[:-1], [*names[-1], line]] if goes_on else [*names, [line]]
        return names

    @cached_property
    def issuers(self) -> list[Paragraph]:
        """The lines left of Quốc hiệu (or of the form of a copy): parent above, issuer below."""
        corner = self.country or self.copy_form
        if corner is None:
            return []
        if corner.cell is not None:
            table, _, column = corner.cell
            left = [p for p in self.head if p.cell and p.cell[0] == table and p.cell[2] < column]
        else:
            left = [
                p for p in self.head if p.cell is None and p.half == 0 and p.index <= self._letterhead_end
            ]
        found = self._names_in(left, corner)
        return found or self._names_in([p for p in self.head if p.index <= self._letterhead_end], corner)

    @cached_property
    def _letterhead_end(self) -> int:
        marks = (self.number, self.copy_form, self.kind, self.addressee, self.letter_subject)
        ends = [p.index for p in marks if p] or [p.index for p in (self.date,) if p]
        return min(ends) if ends else 0

    def _names_in(self, lines: list[Paragraph], corner: Paragraph) -> list[Paragraph]:
        found = []
        for line in lines:
            text = folded(line.text)
            if (
                is_number(line)
                or text.startswith(("v/v", "về việc"))
                or line is self.kind
                or _BODY.match(text)
            ):
                break
            skip = (
                line in (corner, self.motto, self.date)
                or URGENCY.match(text)
                or DATE_LINE.match(line.stripped)
            )
            if not skip and len(text) < 100:
                found.append(line)
        return found

    @cached_property
    def number(self) -> Paragraph | None:
        """The line "Số: …"."""
        return next((p for p in self.head if is_number(p)), None)

    @cached_property
    def number_text(self) -> str:
        """What stands after "Số:"; "" without a number line."""
        return re.sub(r"^số\s*:?\s*", "", self.number.stripped, flags=re.IGNORECASE) if self.number else ""

    @cached_property
    def symbol_groups(self) -> list[str]:
        """The letter groups of the symbol: ["BC", "SKHCN"]; "" for a group that is left to fill in."""
        symbol = self.number_text.rpartition("/")[2]
        groups = [group.strip() for group in re.split(r"[-.]", FILL_IN.sub(_OPEN, symbol)) if group.strip()]
        return ["" if group == _OPEN else group for group in groups]

    @cached_property
    def date(self) -> Paragraph | None:
        """The line of place and date."""
        for line in self.head:
            text = folded(line.text)
            if text.startswith(("kính gửi", "(kèm", "(ban hành")):
                break
            if line is self.number or len(line.stripped) > 90 or text.startswith(("căn cứ", "(")):
                continue
            if DATE_LINE.match(line.stripped):
                return line
        return None

    @cached_property
    def kind(self) -> Paragraph | None:
        """The line that is the kind of the document; a công văn has none."""
        exact = next((p for p in self._titles if _title(p) in kinds()), None)
        return exact or next((p for p in self._titles if p.stripped.isupper() and self._kind_of(p)), None)

    @cached_property
    def _titles(self) -> list[Paragraph]:
        """The lines of the head that may be a title: before "Kính gửi" and the content."""
        stop = next((at for at, p in enumerate(self.head) if _is_content(p)), len(self.head))
        return self.head[:stop]

    @cached_property
    def kind_name(self) -> str:
        """The kind, folded; "" when there is none."""
        return self._kind_of(self.kind) if self.kind else ""

    @staticmethod
    def _kind_of(line: Paragraph) -> str:
        text = _title(line)
        return max(
            (name for name in kinds() if text == name or text.startswith(f"{name} ")), key=len, default=""
        )

    @cached_property
    def copy_form(self) -> Paragraph | None:
        """The line "SAO Y", "SAO LỤC", "TRÍCH SAO" of a copy."""
        return next((p for p in self.head if COPY.match(folded(p.text).rstrip(" .:"))), None)

    @cached_property
    def subject(self) -> Paragraph | None:
        """The trích yếu of a named document."""
        if self.kind is None or _title(self.kind) != self.kind_name:
            return None
        below = self._below(self.kind, self.reading.lines)[:1]
        found = next((p for p in below if not p.stripped.startswith("(") and not _is_content(p)), None)
        slip = kinds()[self.kind_name].form == "slip"  # some begin with their content at once
        return None if slip and found and not (found.look.bold or found.look.align == "center") else found

    @cached_property
    def letter_subject(self) -> Paragraph | None:
        """The V/v of a công văn."""
        if self.kind is not None:
            return None
        return next((p for p in self.head if re.match(r"v/v\b|về việc\b", folded(p.text))), None)

    @cached_property
    def addressee(self) -> Paragraph | None:
        """The line "Kính gửi"."""
        return next((p for p in self.head if folded(p.text).startswith("kính gửi")), None)

    @cached_property
    def addressee_list(self) -> list[Paragraph]:
        """The dashed lines after "Kính gửi:"."""
        if self.addressee is None or not self.addressee.stripped.endswith(":"):
            return []
        lines = self.reading.lines
        found: list[Paragraph] = []
        for line in lines[lines.index(self.addressee) + 1 :]:
            goes_on = bool(found) and not found[-1].stripped.endswith((";", ".")) and len(line.stripped) < 60
            if not DASH.match(line.stripped) and not goes_on:
                break
            found.append(line)
        return found

    # -- end ----------------------------------------------------------------------------------------------

    @cached_property
    def recipients(self) -> Paragraph | None:
        """The line "Nơi nhận"."""
        found = [p for p in self.reading.lines if re.match(r"nơi nhận\b.{0,12}$", folded(p.text))]
        return found[0] if found else None

    @cached_property
    def recipients_list(self) -> list[Paragraph]:
        """The lines below "Nơi nhận:" in the same column."""
        start = self.recipients
        if start is None:
            return []
        below = self._below(start, self.reading.lines)
        if start.cell is not None and below:
            return [p for p in below if not p.stripped.startswith("PL.")]
        lines = below if start.cell is None else self.reading.lines[self.reading.lines.index(start) + 1 :]
        found: list[Paragraph] = []
        for line in lines:
            goes_on = bool(found) and not found[-1].stripped.endswith((";", ".", ",")) and not _is_title(line)
            if not DASH.match(line.stripped) and not (goes_on and line.look.size < 12.5):
                break
            found.append(line)
        return found

    @cached_property
    def recipients_items(self) -> list[list[Paragraph]]:
        """The recipients, each with the lines it runs over."""
        items: list[list[Paragraph]] = []
        for line in self.recipients_list:
            open_item = bool(items) and not items[-1][-1].stripped.endswith((";", ".", ","))
            if open_item and not DASH.match(line.stripped):
                items[-1].append(line)
            else:
                items.append([line])
        return items

    @cached_property
    def signer(self) -> list[Paragraph]:
        """The lines of who signs, title first, name last."""
        lines = self._signature_zone
        first = next((at for at, p in enumerate(lines) if _is_title(p)), None)
        if first is None:
            return (
                [] if self.recipients is None or self.recipients.cell is None else self._right_of_recipients
            )
        return [
            p for p in lines[first:] if p.column == lines[first].column or p.half == lines[first].half == 1
        ]

    @cached_property
    def _right_of_recipients(self) -> list[Paragraph]:
        assert self.recipients is not None
        assert self.recipients.cell is not None
        table, row, column = self.recipients.cell
        return [
            p
            for p in self._zone_lines
            if p.cell and p.cell[0] == table and p.cell[1] >= row and p.cell[2] > column
        ]

    @cached_property
    def _signature_zone(self) -> list[Paragraph]:
        lines = self._zone_lines
        start = self.recipients
        if start is not None and start.cell is not None:
            right = [p for p in lines if p.cell and p.cell[0] == start.cell[0] and p.cell[2] != start.cell[2]]
            return right or [p for p in lines if p.column != start.column]
        return lines

    @cached_property
    def _zone_lines(self) -> list[Paragraph]:
        """The lines from the end of the content to the first appendix, without recipients and bracketed hints."""
        lines = self.reading.lines
        limit = self.appendices[0].index if self.appendices else len(self.reading.paragraphs) + 1
        closing = [at for at, p in enumerate(lines) if p.stripped.endswith("./.") and p.index < limit]
        begin = closing[-1] + 1 if closing else 0
        if self.recipients is not None:
            at = lines.index(self.recipients)
            begin = begin if closing and begin <= at else max(at - 8, 0)
            lines = lines[: at + SIGNATURE_LINES + len(self.recipients_list)]
        elif not closing:
            begin = max(len([p for p in lines if p.index < limit]) - 8, 0)
        taken = {id(p) for p in (self.recipients, *self.recipients_list)}
        section = self.recipients.section if self.recipients else None
        return [
            p for p in lines[begin:]
            if id(p) not in taken and p.index < limit and not PLACEHOLDER.match(p.stripped)
            and (section is None or p.section <= section)
        ]  # fmt: skip

    @cached_property
    def appendices(self) -> list[Paragraph]:
        """The names of the appendices."""
        after = self.recipients.index if self.recipients else 0
        lines = self.reading.lines
        return [p for p in lines if p.index > after and p.cell is None and APPENDIX.match(p.stripped)]

    # -- content ------------------------------------------------------------------------------------------

    @cached_property
    def main(self) -> list[Paragraph]:
        """The filled paragraphs of the content: after the head, before the signature or the first appendix."""
        starts = [self.subject, self.kind, self.addressee, *self.addressee_list]
        starts += [self.letter_subject, self.date, self.number, self.country]
        begin = max((p.index for p in starts if p), default=0)
        if self.appendices and self.recipients is None and self.country is None:
            return [p for p in self.reading.filled if p.index > begin]
        ends = [
            p.index for p in (self.recipients, *self.appendices, *self.signer[:1]) if p and p.index > begin
        ]
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

    def following(self, line: Paragraph, number: int) -> list[Paragraph]:
        """The next ``number`` lines."""
        lines = self.reading.lines
        at = lines.index(line) + 1
        return lines[at : at + number]


def is_number(line: Paragraph) -> bool:
    """The line "Số: 12/BC-SKHCN", its number or all of it left blank."""
    return (
        re.match(r"số\b\s*(?:[:…._ ]|\d)*/|số\s*:[\s…._]*$", folded(line.text)) is not None
        and len(line.stripped) < 60
    )


def _title(line: Paragraph) -> str:
    """A title, folded, without the mark of a note."""
    return folded(line.text).rstrip(" .:⁰¹²³⁴⁵⁶⁷⁸⁹")


def _is_content(line: Paragraph) -> bool:
    return _BODY.match(folded(line.text)) is not None or len(line.stripped) > 250


def _is_title(line: Paragraph) -> bool:
    text = line.stripped
    if len(text) > 90:
        return False
    return AUTHORITY.match(text) is not None or POSTS.match(folded(text)) is not None
