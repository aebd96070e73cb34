"""Checks of the content: its look, its headings, clauses and points, and the letters it is written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.rules.components import Components
from docgen.rules.faults import Fault, fault, in_capitals, number
from docgen.rules.reading import Paragraph
from docgen.rules.text import filled_in, folded
from docgen.wording.numbers import roman
from docgen.wording.phrases import POINT_LETTERS
from pii_xl.ground.text import is_legacy_text

INDENTS = (10.0, 12.7)
INDENT_TOLERANCE = 0.6  # mm
LEAST_GAP = 6.0  # pt
ROMAN_HEADING = re.compile(r"^([IVX]+)\.\s+\S")
CLAUSE = re.compile(r"^(\d{1,2})\.\s+\S")
POINT = re.compile(r"^([a-zđăâêôơư])\)\s*", re.IGNORECASE)
DECIMAL_DOT = re.compile(r"(?<![\d./,])\d{1,3}\.\d{1,2}\s?(?:%|điểm\b)")
DOUBLE_SPACE = re.compile(r"(?<=\S) {2,}(?=\S)")
BLANK_BEFORE = re.compile(r"(?:\bsố\s*:?|\bngày|\btháng|\bnăm|:)$", re.IGNORECASE)
BLANK_AFTER = re.compile(r"(?:/|tháng\b|năm\b|\()", re.IGNORECASE)
CLERKS = re.compile(r"[._…]{2,}|\bsố\s*:\s+/", re.IGNORECASE)
SPACE_BEFORE_MARK = re.compile(r"\S (?=[,;:.!?](?:\s|$))")
LEFTOVER = re.compile(
    r"\bNone\b|(?<!gian )\bnan\b(?! giải)|\bNaN\b|\bNaT\b|#N/A|#REF!|#VALUE!|#DIV/0!|\{[^{}]*\}|<[^<>\s][^<>]*>|\b[Xx]{3,}\b|\binf\b"
)
ENUMERATOR = re.compile(r"(?:^|\s)(?:[a-zđ]|\d{1,2}|[ivx]+)\)$")
LEGACY_FONTS = (".Vn", "VNI-", "VnTime")
PAIRS = (("“", "”"), ("(", ")"), ("«", "»"))


def basis_italic(parts: Components) -> Iterator[Fault]:
    """Each "Căn cứ" is italic and ends with ";", the last with "."."""
    bases: list[Paragraph] = []
    for paragraph in parts.main:
        if not folded(paragraph.text).startswith("căn cứ"):
            if bases or len(paragraph.stripped) > 0:
                break
        else:
            bases.append(paragraph)
    for basis in bases:
        if not basis.look.italic:
            yield fault(basis, "căn cứ chưa in nghiêng")
        stop = (".", ",") if basis is bases[-1] else (";",)
        if not basis.stripped.endswith((*stop, ";")):
            yield fault(basis, "cuối căn cứ chưa có dấu chấm phẩy hoặc dấu chấm")


def body_size(parts: Components) -> Iterator[Fault]:
    """13–14."""
    for paragraph in parts.long_body:
        if not 13 <= paragraph.look.size <= 14:
            yield fault(paragraph, f"cỡ chữ {number(paragraph.look.size)}")


def body_justified(parts: Components) -> Iterator[Fault]:
    """Even on both sides."""
    return (fault(p, "chưa canh đều hai lề") for p in parts.long_body if p.look.align != "both")


def body_indent(parts: Components) -> Iterator[Fault]:
    """First line 1 cm or 1,27 cm."""
    for paragraph in parts.long_body:
        found = paragraph.look.first_line
        if all(abs(found - indent) > INDENT_TOLERANCE for indent in INDENTS):
            yield fault(paragraph, f"chữ đầu dòng lùi {number(found)} mm")


def body_line(parts: Components) -> Iterator[Fault]:
    """Single to one and a half; exact spacing is not judged."""
    for paragraph in parts.long_body:
        line = paragraph.look.line
        if line and not 0.99 <= line <= 1.51:
            yield fault(paragraph, f"khoảng cách dòng {number(line)}")


def body_gap(parts: Components) -> Iterator[Fault]:
    """At least 6 pt between paragraphs that follow each other."""
    long_ones = {p.index for p in parts.long_body}
    for first, second in zip(parts.body, parts.body[1:], strict=False):
        if second.index - first.index != 1 or not {first.index, second.index} <= long_ones:
            continue
        gap = max(first.look.after, second.look.before)
        if gap < LEAST_GAP - 0.1:
            yield fault(second, f"cách đoạn trên {number(gap)} pt")


def _main_headings(parts: Components) -> list[Paragraph]:
    return [
        p for p in parts.body if ROMAN_HEADING.match(p.stripped) and len(p.stripped) < 200 and p.look.bold
    ]


def heading_roman(parts: Components) -> Iterator[Fault]:
    """I., II., III. … in order, in capitals and bold."""
    candidates = [p for p in parts.body if ROMAN_HEADING.match(p.stripped) and len(p.stripped) < 200]
    for at, paragraph in enumerate(candidates, 1):
        found = ROMAN_HEADING.match(paragraph.stripped)
        if found and found[1] != roman(min(at, 39)):
            yield fault(paragraph, f"số mục {found[1]}, cần {roman(min(at, 39))}")
        if not paragraph.look.bold:
            yield fault(paragraph, "tiêu đề mục chưa in đậm")
        if not in_capitals(paragraph.stripped.split(" ", 1)[1], paragraph.look):
            yield fault(paragraph, "tiêu đề mục chưa viết in hoa")


def clause_order(parts: Components) -> Iterator[Fault]:
    """1., 2., 3. … in each mục; only titled clauses (bold) are counted."""
    headings = {p.index for p in _main_headings(parts)}
    expected = 1
    for paragraph in parts.body:
        if paragraph.index in headings:
            expected = 1
            continue
        found = CLAUSE.match(paragraph.stripped)
        if found and paragraph.look.bold:
            if int(found[1]) != expected:
                yield fault(paragraph, f"số khoản {found[1]}, cần {expected}")
            expected = int(found[1]) + 1


def point_order(parts: Components) -> Iterator[Fault]:
    """a) b) c) d) đ) e) g) …; a new list begins with a)."""
    at = -1
    for paragraph in parts.body:
        found = POINT.match(paragraph.stripped)
        if not found:
            if CLAUSE.match(paragraph.stripped) or ROMAN_HEADING.match(paragraph.stripped):
                at = -1
            continue
        letter = found[1].lower()
        at = 0 if letter == "a" else at + 1
        wanted = POINT_LETTERS[at] if at < len(POINT_LETTERS) else ""
        if letter != wanted:
            yield fault(paragraph, f"điểm {letter}), cần {wanted})" if wanted else f"điểm {letter})")
            at = POINT_LETTERS.find(letter) if letter in POINT_LETTERS else at


def closing_mark(parts: Components) -> Iterator[Fault]:
    """The content ends with "./."."""
    if parts.recipients and parts.body and not any(p.stripped.endswith("./.") for p in parts.body[-3:]):
        yield fault(parts.body[-1], "cuối nội dung chưa có “./.”")


# -- letters and signs ----------------------------------------------------------------------------------------


def composed(parts: Components) -> Iterator[Fault]:
    """NFC."""
    for paragraph in parts.reading.filled:
        if not unicodedata.is_normalized("NFC", paragraph.text):
            yield fault(paragraph, "có chữ dùng dấu tổ hợp")


def legacy_code(parts: Components) -> Iterator[Fault]:
    """No TCVN3, no VNI."""
    for paragraph in parts.reading.filled:
        fonts = {run.look.font for run in paragraph.runs if run.text.strip()}
        if any(font.startswith(LEGACY_FONTS) for font in fonts) or is_legacy_text(paragraph.text):
            yield fault(paragraph, "chữ kiểu TCVN3 hoặc VNI cũ")


def spaces(parts: Components) -> Iterator[Fault]:
    """Single spaces, none before punctuation."""
    for paragraph in parts.reading.lines:
        text = filled_in(paragraph.text.strip())
        if any(not _is_blank(text, gap) for gap in DOUBLE_SPACE.finditer(text)):
            yield fault(paragraph, "có hai khoảng trắng liền nhau")
        elif SPACE_BEFORE_MARK.search(text) and not CLERKS.search(text):
            yield fault(paragraph, "có khoảng trắng trước dấu câu")


def _is_blank(text: str, gap: re.Match[str]) -> bool:
    """The spaces are left for a number, day or month that the clerk writes by hand."""
    return (
        BLANK_BEFORE.search(text[: gap.start()]) is not None
        or BLANK_AFTER.match(text[gap.end() :]) is not None
    )


def decimal_comma(parts: Components) -> Iterator[Fault]:
    """Decimal comma."""
    for paragraph in parts.reading.filled:
        if found := DECIMAL_DOT.search(paragraph.text):
            yield fault(paragraph, f"“{found[0]}” dùng dấu chấm thập phân")


def leftovers(parts: Components) -> Iterator[Fault]:
    """No None, nan, placeholder."""
    for paragraph in parts.reading.filled:
        if found := LEFTOVER.search(paragraph.text):
            yield fault(paragraph, f"còn “{found[0][:30]}”")


def quotes(parts: Components) -> Iterator[Fault]:
    """Marks come in pairs."""
    paragraphs = parts.reading.filled
    for opening, closing in PAIRS:
        open_marks, begun = 0, None
        for at, paragraph in enumerate(paragraphs):
            depth = _depth(paragraph.stripped, opening, closing, open_marks)
            goes_on = depth and at + 1 < len(paragraphs) and _reads_on(paragraph, paragraphs[at + 1])
            if depth is None or (depth and not goes_on):
                yield fault(begun or paragraph, f"dấu {opening} {closing} chưa đủ đôi")
            open_marks, begun = (depth, begun or paragraph) if goes_on and depth else (0, None)


def _reads_on(paragraph: Paragraph, after: Paragraph) -> bool:
    """One sentence over two centred lines, or over two lines of one cell."""
    together = paragraph.look.align == after.look.align == "center" or paragraph.cell is not None
    return together and paragraph.cell == after.cell


def _depth(text: str, opening: str, closing: str, depth: int) -> int | None:
    """Marks still open at the end, of ``depth`` open before; ``None`` for one that closes nothing.

    The ")" of an enumeration "a)", "1)" closes nothing and needs no partner.
    """
    for at, char in enumerate(text):
        if char == opening:
            depth += 1
        elif char == closing and depth:
            depth -= 1
        elif char == closing and not ENUMERATOR.search(text[: at + 1]):
            return None
    return depth
