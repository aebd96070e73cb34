"""A document being written: paragraphs, notes, captions and cross references, and its sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from docgen.kit.blank import blank_document
from docgen.kit.inline import Bold, Inline, Italic, Note, Raw, Ref, field, run, spaced
from docgen.kit.ooxml import dxa_of_mm, element, twentieths, w
from docgen.wording.numbers import roman
from docgen.wording.typography import NBSP, clean, tidy

PORTRAIT_WIDTH = 160.0  # text width in mm with margins 30 and 20


@dataclass(frozen=True)
class Properties:
    """Document properties; ``moment`` comes from the data, so that equal data give equal bytes."""

    title: str
    author: str
    moment: datetime
    subject: str = ""


class Draft:
    """A document being written. ``appendices`` are the keys of the appendices to come, in their order."""

    def __init__(self, properties: Properties, appendices: tuple[str, ...] = ()):
        self.document = blank_document()
        self._body: Any = self.document.element.body
        self._appendices = appendices
        self._captions: dict[str, int] = {}
        self._texts: dict[str, str] = {}  # key → text that a reference shows
        self._references: list[tuple[str, Any]] = []
        self._notes: list[str] = []
        self._drawings = 0
        self._set_properties(properties)
        self._number_pages()

    # -- paragraphs ---------------------------------------------------------------------------------------

    def paragraph(self, style: str, *content: Inline, into: Any = None, extra: str = "") -> Any:
        """Append a paragraph to the body, or to the cell ``into``; ``extra`` is further w:pPr content."""
        paragraph = element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr></w:p>')
        for item in spaced(content):
            self._append(paragraph, item)
        self.place(paragraph, into)
        return paragraph

    def place(self, block: Any, into: Any = None) -> None:
        """Put a paragraph or table at the end of the body, or of the cell ``into``."""
        if into is None:
            self._body[-1].addprevious(block)
        else:
            into.append(block)

    def _append(self, paragraph: Any, item: Inline) -> None:
        match item:
            case Bold(text):
                xml = run(text, "Dam")
            case Italic(text):
                xml = run(text, "Nghieng")
            case Note(text):
                xml = self._footnote(text)
            case Ref(key):
                xml = field(f"REF {key} \\h", key)
            case Raw(text):
                xml = run(text)
            case _:
                xml = run(item)
        for part in element(f"<w:p>{xml}</w:p>"):
            paragraph.append(part)
        if isinstance(item, Ref):
            self._references.append((item.key, paragraph.findall(w("r"))[-2].find(w("t"))))

    def heading(self, level: int, text: str) -> None:
        """A numbered heading: level 1 is "I. TIÊU ĐỀ", level 2 "1. Tiêu đề"."""
        self.paragraph(f"Heading{level}", text.upper() if level == 1 else text)

    def body(self, *content: Inline) -> Any:
        """A paragraph of running text."""
        return self.paragraph("NoiDung", *content)

    def keep_with_next(self, paragraph: Any) -> None:
        """Keep ``paragraph`` on the page of what follows."""
        paragraph.find(w("pPr")).find(w("pStyle")).addnext(element("<w:keepNext/>"))

    # -- notes, captions, references ----------------------------------------------------------------------

    def _footnote(self, text: str) -> str:
        self._notes.append(text)
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{len(self._notes)}"/></w:r>'

    def caption(self, kind: str, key: str, text: str, style: str = "Caption") -> None:
        """A numbered caption: "Bảng 1. …", "Hình 1. …"; references use ``key``."""
        number = self._captions[kind] = self._captions.get(kind, 0) + 1
        self._texts[key] = f"{kind}{NBSP}{number}"
        inner = run(f"{kind}{NBSP}") + field(f"SEQ {kind} \\* ARABIC", str(number))
        title = run(f". {tidy(text)}")
        self._bookmarked(style, key, inner, title)

    def _bookmarked(self, style: str, key: str, inner: str, after: str = "") -> None:
        mark = len(self._texts)
        self.place(
            element(
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:bookmarkStart w:id="{mark}" w:name="{key}"/>'
                f'{inner}<w:bookmarkEnd w:id="{mark}"/>{after}</w:p>'
            )
        )

    def next_drawing(self) -> int:
        """A fresh id for a drawing."""
        self._drawings += 1
        return self._drawings

    # -- sections -----------------------------------------------------------------------------------------

    def appendix_name(self, key: str) -> str:
        """ "Phụ lục I"; without numeral when the document has only one."""
        if len(self._appendices) == 1:
            return f"Phụ{NBSP}lục"
        return f"Phụ{NBSP}lục{NBSP}{roman(self._appendices.index(key) + 1)}"

    def appendix(self, key: str, title: str, attached_to: str, *, landscape: bool = True) -> None:
        """Begin an appendix: a section of its own, numbered from 1, with name, title and the document it goes with."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        ending = self._body[-1].getprevious()
        ending.get_or_add_pPr().insert(0, element('<w:pStyle w:val="NgatPhan"/>'))
        self._turn(section, landscape)
        numbering = section._sectPr.find(w("pgNumType"))
        if numbering is None:
            section._sectPr.find(w("pgMar")).addnext(element('<w:pgNumType w:start="1"/>'))
        self._texts[key] = self.appendix_name(key)
        self._bookmarked("PhuLuc", key, run(self._texts[key]))
        self.paragraph("PhuLucTieuDe", title.upper())
        self.paragraph("PhuLucKemTheo", Raw(attached_to))

    def _turn(self, section: Any, landscape: bool) -> None:
        width, height = (297, 210) if landscape else (210, 297)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)

    def _number_pages(self) -> None:
        """The page number in the header; the first page has no header."""
        header = self.document.sections[0].header
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]._p
        for child in list(paragraph):
            paragraph.remove(child)
        for part in element(f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{field("PAGE", "2")}</w:p>'):
            paragraph.append(part)

    def _set_properties(self, properties: Properties) -> None:
        core = self.document.core_properties
        core.title = clean(properties.title)[:255]
        core.subject = clean(properties.subject)[:255]
        core.author = core.last_modified_by = clean(properties.author)[:255]
        core.language = "vi-VN"
        core.revision = 1
        core.created = core.modified = properties.moment

    # -- the end ------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Fill in the texts of the references and the footnotes. Raises KeyError for a reference to nothing."""
        for key, text in self._references:
            text.text = self._texts[key]
        if self._notes:
            self._write_notes()

    def _write_notes(self) -> None:
        part = next(p for p in self.document.part.package.iter_parts() if p.partname == "/word/footnotes.xml")
        notes = "".join(_note(number, text) for number, text in enumerate(self._notes, 1))
        part._blob = part.blob.replace(b"</w:footnotes>", notes.encode() + b"</w:footnotes>")


def _note(number: int, text: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"{mark}{run(' ' + text)}</w:p></w:footnote>"
    )


def spacing_after(points: float) -> str:
    """Paragraph properties for a line as thin as its style with space below it."""
    return f'<w:spacing w:after="{twentieths(points)}"/>' if points else ""


def indented(mm_each_side: float) -> str:
    """Paragraph properties for a centred line: equal indents left and right."""
    side = dxa_of_mm(mm_each_side)
    return f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
