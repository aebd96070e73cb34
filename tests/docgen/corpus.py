"""Papers as offices really type them: the head in tables, tabs or soft breaks, typed rule lines, blanks for the clerk."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LAYOUTS = ("table", "tabs", "breaks")
RULES = ("none", "typed", "dashes")
KINDS = {
    "BÁO CÁO": "BC",
    "KẾ HOẠCH": "KH",
    "TỜ TRÌNH": "TTr",
    "THÔNG BÁO": "TB",
    "QUYẾT ĐỊNH": "QĐ",
    "CHƯƠNG TRÌNH": "CTr",
    "HƯỚNG DẪN": "HD",
    "PHƯƠNG ÁN": "PA",
    "ĐỀ ÁN": "ĐA",
    "CHỈ THỊ": "CT",
    "": "",
}
"""Title and abbreviation of Phụ lục III; the last is a công văn."""
SENTENCE = (
    "Thực hiện nhiệm vụ được Ủy ban nhân dân tỉnh giao, Sở Khoa học và Công nghệ đã phối hợp với các sở, ban, ngành rà soát, "
    "tổng hợp số liệu và tài liệu minh chứng phục vụ tính toán Chỉ số đổi mới sáng tạo cấp địa phương."
)


@dataclass
class Style:
    """How one paper is typed."""

    kind: str
    layout: str
    rule: str
    blanks: bool
    signature: str


@dataclass
class Text:
    """A line and its look."""

    text: str
    size: float = 13
    bold: bool = False
    italic: bool = False


def styles() -> Iterator[Style]:
    """Every kind in every layout; the rest turns."""
    for at, kind in enumerate(KINDS):
        for number, layout in enumerate(LAYOUTS):
            for blanks in (False, True):
                turn = at + number + blanks
                yield Style(kind, layout, RULES[turn % 3], blanks, ("table", "plain")[turn % 2])


class Paper:
    """A paper being typed; ``lines`` may be changed before it is saved."""

    def __init__(self, style: Style) -> None:
        self.style = style
        number = "     " if style.blanks else "125"
        symbol = f"{KINDS[style.kind]}-SKHCN" if style.kind else "SKHCN-QLCN"
        day = "     " if style.blanks else "16"
        self.parent, self.issuer = Text("UBND TỈNH BẮC NINH"), Text("SỞ KHOA HỌC VÀ CÔNG NGHỆ", bold=True)
        self.country = Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
        self.motto = Text("Độc lập - Tự do - Hạnh phúc", 14, bold=True)
        self.number = Text(f"Số: {number}/{symbol}")
        self.date = Text(f"Bắc Ninh, ngày {day} tháng 10 năm 2025", 14, italic=True)
        self.title, self.subject = (
            Text(style.kind, 14, bold=True),
            Text("Về việc cung cấp số liệu năm 2025", 14, bold=True),
        )
        self.letter_subject = Text("V/v cung cấp số liệu năm 2025", 12)
        self.addressee = Text("Kính gửi: Ủy ban nhân dân tỉnh Bắc Ninh.", 14)
        self.body = [Text(SENTENCE, 14), Text(f"{SENTENCE} Trân trọng./.", 14)]
        self.recipients = [
            Text("Nơi nhận:", 12, bold=True, italic=True),
            Text("- Như trên;", 11),
            Text("- Lưu: VT, QLCN.", 11),
        ]
        self.post, self.name = Text("GIÁM ĐỐC", 14, bold=True), Text("Trần Văn Bình", 14, bold=True)
        self.margins: dict[str, float] = {"top": 20, "bottom": 20, "left": 30, "right": 15}

    def save(self, path: Path) -> Path:
        self.document = docx.Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(14)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side, value in self.margins.items():
            setattr(section, f"{side}_margin", Mm(value))
        self._head()
        self._content()
        self._end()
        self.document.save(str(path))
        return path

    def _head(self) -> None:
        left, right = (
            [self.parent, self.issuer, *self._rule(), self.number],
            [self.country, self.motto, *self._rule(), self.date],
        )
        if not self.style.kind:
            left.append(self.letter_subject)
        if self.style.layout == "table":
            cells = self.document.add_table(rows=1, cols=2).rows[0].cells
            for cell, lines in zip(cells, (left, right), strict=True):
                self._fill(cell, lines)
            return
        if self.style.layout == "breaks":
            cells = self.document.add_table(rows=1, cols=2).rows[0].cells
            for cell, lines in zip(cells, (left, right), strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.alignment = CENTRE
                for at, line in enumerate(lines):
                    run = _typed(paragraph, line)
                    if at + 1 < len(lines):
                        run.add_break()
            return
        for at in range(max(len(left), len(right))):
            paragraph = self.document.add_paragraph()
            for position in (40, 125):
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(position), WD_TAB_ALIGNMENT.CENTER)
            for lines in (left, right):
                paragraph.add_run("\t")
                if at < len(lines):
                    _typed(paragraph, lines[at])

    def _rule(self) -> list[Text]:
        return {"none": [], "typed": [Text("__________")], "dashes": [Text("----------")]}[self.style.rule]

    def _fill(self, cell: Any, lines: list[Text], align: Any = CENTRE) -> None:
        for at, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            paragraph.alignment = align
            _typed(paragraph, line)

    def _content(self) -> None:
        if self.style.kind:
            for line in (self.title, self.subject):
                paragraph = self.document.add_paragraph()
                paragraph.alignment = CENTRE
                _typed(paragraph, line)
        if self.style.kind in ("", "TỜ TRÌNH", "BÁO CÁO"):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = CENTRE
            _typed(paragraph, self.addressee)
        for line in self.body:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = BOTH
            form = paragraph.paragraph_format
            form.first_line_indent, form.space_after, form.line_spacing = Mm(10), Pt(6), 1.0
            _typed(paragraph, line)

    def _end(self) -> None:
        if self.style.signature == "table":
            cells = self.document.add_table(rows=1, cols=2).rows[0].cells
            self._fill(cells[0], self.recipients, WD_ALIGN_PARAGRAPH.LEFT)
            self._fill(cells[1], [self.post, Text(""), Text(""), self.name])
            return
        for line in self.recipients:
            _typed(self.document.add_paragraph(), line)
        for line in (self.post, Text(""), Text(""), self.name):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(85)
            paragraph.alignment = CENTRE
            _typed(paragraph, line)


def _typed(paragraph: Any, line: Text) -> Any:
    run = paragraph.add_run(line.text)
    run.font.size, run.bold, run.italic = Pt(line.size), line.bold, line.italic
    return run


Plant = Callable[[Paper], None]


def _set(part: str, **values: Any) -> Plant:
    def plant(paper: Paper) -> None:
        for key, value in values.items():
            setattr(getattr(paper, part), key, value)

    return plant


def _lines(part: str, at: int, **values: Any) -> Plant:
    def plant(paper: Paper) -> None:
        for key, value in values.items():
            setattr(getattr(paper, part)[at], key, value)

    return plant


def _margin(side: str, value: float) -> Plant:
    return lambda paper: paper.margins.update({side: value})


FAULTS: dict[str, Plant] = {
    "ND30-03": _margin("top", 12),
    "ND30-05": _margin("left", 20),
    "ND30-06": _margin("right", 28),
    "ND30-14": _set("country", bold=False),
    "ND30-15": _set("motto", text="Độc lập - Tự do - Hạnh Phúc"),
    "ND30-16": _set("motto", size=11),
    "ND30-18": _set("issuer", bold=False),
    "ND30-19": _set("number", text="125/BC-SKHCN"),
    "ND30-23": _set("date", text="Bắc Ninh ngày 16 tháng 10 năm 2025"),
    "ND30-24": _set("date", text="Bắc Ninh, ngày 6 tháng 10 năm 2025"),
    "ND30-25": _set("date", text="Bắc Ninh, ngày 16 tháng 05 năm 2025"),
    "ND30-26": _set("date", italic=False),
    "ND30-34": _lines("body", 0, size=11),
    "ND30-42": _lines("body", 1, text=SENTENCE),
    "ND30-43": _lines("recipients", 0, bold=False),
    "ND30-44": _lines("recipients", 1, size=14),
    "ND30-45": _lines("recipients", 2, text="- Lưu."),
    "ND30-46": _set("post", bold=False),
    "ND30-47": _set("name", text="TS. Trần Văn Bình"),
    "ND30-54": _lines("body", 0, text=SENTENCE.replace("nhiệm vụ", "nhiệm  vụ")),
    "ND30-57": _lines("body", 0, text=SENTENCE.replace("Chỉ số", "“Chỉ số")),
}
"""Rule → what an office gets wrong."""


def spoilt(seed: int, count: int) -> Iterator[tuple[str, Paper]]:
    """``count`` papers, each with one fault: rule and paper."""
    source, known = random.Random(seed), list(styles())
    rules = sorted(FAULTS)
    for number in range(count):
        rule = rules[number % len(rules)]
        paper = Paper(source.choice(known))
        FAULTS[rule](paper)
        yield rule, paper
