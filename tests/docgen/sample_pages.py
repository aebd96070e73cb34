"""The sample pages of Nghị định 30/2020/NĐ-CP (Phụ lục III, Mục II), retyped: as printed with dotted fill-ins, and filled in.

In a line «filled|printed» stands for a place to fill in: the first is what a clerk types, the second what the decree prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

LEFT, CENTRE, BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LAYOUTS = ("table", "tabs", "breaks")
_PLACE = re.compile(r"«([^|»]*)\|([^»]*)»")


@dataclass(frozen=True)
class Line:
    """A line as the decree sets it."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Any = BOTH

    def told(self, filled: bool) -> str:
        return _PLACE.sub(lambda match: match[1 if filled else 2], self.text)


def bold(text: str, size: float = 14, align: Any = CENTRE) -> Line:
    return Line(text, size, bold=True, align=align)


def plain(text: str, size: float = 13) -> Line:
    return Line(text, size, align=CENTRE)


COUNTRY, MOTTO = bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13), bold("Độc lập - Tự do - Hạnh phúc")
PARENT = plain("«UBND TỈNH BẮC NINH|TÊN CƠ QUAN, TỔ CHỨC CHỦ QUẢN¹»")
ISSUER = bold("«SỞ KHOA HỌC VÀ CÔNG NGHỆ|TÊN CƠ QUAN, TỔ CHỨC²»", 13)
DATE = Line("«Bắc Ninh|...⁴...», ngày «16|...» tháng «10|...» năm «2025|...»", 14, italic=True, align=CENTRE)
POST = bold("«GIÁM ĐỐC|QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ¹⁰»")
SIGNED = Line(
    "«|(Chữ ký của người có thẩm quyền, dấu/chữ ký số của cơ quan, tổ chức)»", 12, italic=True, align=CENTRE
)
NAME = bold("«Trần Văn Bình|Họ và tên»")
TO = Line("Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
SENTENCE = "«Đồng chí Giám đốc giao các phòng phối hợp thực hiện theo đúng thời hạn đã nêu|" + "." * 90 + "»"


def small(text: str) -> Line:
    return Line(text, 11, align=LEFT)


@dataclass(frozen=True)
class Page:
    """One sample page: the kind it shows, its head, its content, and its end."""

    name: str
    kind: str
    number: str
    content: tuple[Line, ...]
    recipients: tuple[Line, ...] = (
        TO,
        small("- Như trên;"),
        small("- «UBND tỉnh|......»;"),
        small("- Lưu: VT, «QLCN|...⁹...»."),
    )
    end: tuple[Line, ...] = (POST, SIGNED, NAME)
    parent: bool = True
    motto: bool = True
    below_number: tuple[Line, ...] = ()
    left: tuple[Line, ...] = field(default=())
    printed_kind: str = ""

    def shows(self, filled: bool) -> str:
        """What the page is recognised as."""
        return self.kind if filled or not self.printed_kind else self.printed_kind


def title(kind: str, subject: str) -> tuple[Line, Line]:
    return bold(kind), bold(subject)


def article(number: str, text: str) -> Line:
    return Line(f"Điều {number}. {text}")


ON_WHAT = Line(
    "Căn cứ «Luật Khoa học, công nghệ và đổi mới sáng tạo ngày 27 tháng 6 năm 2025|" + "." * 40 + "⁶»;",
    italic=True,
)
ASKED = Line("Theo đề nghị của «Trưởng phòng Quản lý công nghệ|" + "." * 30 + "».", italic=True)

PAGES = (
    Page(
        "1.1 Nghị quyết (cá biệt)",
        "nghị quyết",
        "Số: «12|...»/NQ-«HĐND|...²...»",
        (
            *title("NGHỊ QUYẾT", "«Về chương trình công tác năm 2026|......⁴......»"),
            bold("«HỘI ĐỒNG NHÂN DÂN TỈNH|THẨM QUYỀN BAN HÀNH⁵»"),
            ON_WHAT,
            ASKED,
            bold("QUYẾT NGHỊ:"),
            article("1", SENTENCE),
            article("2", SENTENCE + "./."),
        ),
        parent=False,
    ),
    Page(
        "1.2 Quyết định (cá biệt), quy định trực tiếp",
        "quyết định",
        "Số: «125|...»/QĐ-«SKHCN|...³...»",
        (
            *title("QUYẾT ĐỊNH", "Về việc «phân công cán bộ đầu mối|......⁵......»"),
            bold("«GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ|THẨM QUYỀN BAN HÀNH⁶»"),
            ON_WHAT,
            ASKED,
            bold("QUYẾT ĐỊNH:"),
            article("1", SENTENCE),
            article("2", SENTENCE + "./."),
        ),
        recipients=(
            TO,
            small("- Như Điều «2|...»;"),
            small("- «UBND tỉnh|......»;"),
            small("- Lưu: VT, «QLCN|...⁹...»."),
        ),
    ),
    Page(
        "1.3 Quyết định (cá biệt), quy định gián tiếp",
        "quyết định",
        "Số: «126|...»/QĐ-«SKHCN|...³...»",
        (
            *title("QUYẾT ĐỊNH", "Ban hành (Phê duyệt) «Quy chế làm việc|......⁵......»"),
            bold("«GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ|THẨM QUYỀN BAN HÀNH⁶»"),
            ON_WHAT,
            ASKED,
            bold("QUYẾT ĐỊNH:"),
            article("1", "Ban hành kèm theo Quyết định này «Quy chế làm việc|......⁵......»."),
            article("2", "Quyết định này có hiệu lực thi hành kể từ ngày «01/11/2025|......»."),
            article("3", SENTENCE + "./."),
        ),
        recipients=(TO, small("- Như Điều «3|...»;"), small("- Lưu: VT, «QLCN|...⁹...».")),
    ),
    Page(
        "1.3 Văn bản ban hành kèm theo quyết định",
        "quy chế ban hành kèm theo văn bản khác",
        "",
        (
            *title("QUY CHẾ", "«Làm việc của Sở Khoa học và Công nghệ|......⁴......»"),
            Line(
                "(Kèm theo Quyết định số «126|...»/QĐ-«SKHCN|...» ngày «16|...» tháng «10|...» năm «2025|...» của "
                "«Giám đốc Sở Khoa học và Công nghệ|.......»)",
                italic=True,
                align=CENTRE,
            ),
            bold("Chương I"),
            bold("QUY ĐỊNH CHUNG"),
            article("1", "Phạm vi điều chỉnh"),
            Line(SENTENCE),
            article("2", SENTENCE + "./."),
        ),
        recipients=(),
        end=(),
    ),
    Page(
        "1.4 Văn bản có tên loại",
        "kế hoạch",
        "Số: «127|...»/«KH|...³...»-«SKHCN|...⁴...»",
        (
            *title("«KẾ HOẠCH|TÊN LOẠI VĂN BẢN⁶»", "«Thu thập số liệu năm 2026|......⁷......»"),
            Line(SENTENCE),
            Line(SENTENCE + "./."),
        ),
        printed_kind="tên loại văn bản",
    ),
    Page(
        "1.5 Công văn",
        "công văn",
        "Số: «128|...»/«SKHCN|...³...»-«QLCN|...⁴...»",
        (
            Line("Kính gửi:", align=CENTRE),
            Line("- «Sở Tài chính|...............»;", align=CENTRE),
            Line("- «Sở Công Thương|...............».", align=CENTRE),
            Line(SENTENCE),
            Line(SENTENCE + "./."),
        ),
        below_number=(plain("V/v «cung cấp số liệu năm 2025|......⁶......»", 12),),
    ),
    Page(
        "1.6 Công điện",
        "công điện",
        "Số: «01|...»/CĐ-«SKHCN|...³...»",
        (
            *title("CÔNG ĐIỆN", "«Về việc ứng phó sự cố dữ liệu|......⁵......»"),
            Line("«Giám đốc Sở Khoa học và Công nghệ|......⁶......» điện:", align=CENTRE),
            Line("- «Sở Tài chính|......⁷......»;", align=CENTRE),
            Line("- «Sở Công Thương|......».", align=CENTRE),
            Line(SENTENCE),
            Line(SENTENCE + "./."),
        ),
    ),
    Page(
        "1.7 Giấy mời",
        "giấy mời",
        "Số: «45|...»/GM-«SKHCN|...³...»",
        (
            *title("GIẤY MỜI", "«Họp rà soát số liệu|......⁵......»"),
            Line(
                "«Sở Khoa học và Công nghệ|......²......» trân trọng kính mời: «ông Nguyễn Văn An|......⁶......»"
            ),
            Line("Tới dự «họp rà soát số liệu|......⁷......»"),
            Line("Chủ trì: «Giám đốc Sở|......»"),
            Line("Thời gian: «8 giờ 00 phút, ngày 20 tháng 10 năm 2025|......»"),
            Line("Địa điểm: «phòng họp số 2|......»"),
            Line("«Kính đề nghị đại biểu tới dự đúng giờ|......⁸......»./."),
        ),
    ),
    Page(
        "1.8 Giấy giới thiệu",
        "giấy giới thiệu",
        "Số: «46|...»/GGT-«SKHCN|...³...»",
        (
            bold("GIẤY GIỚI THIỆU"),
            Line("«Sở Khoa học và Công nghệ|......²......» trân trọng giới thiệu:"),
            Line("Ông (bà): «Nguyễn Văn An|......⁵......»"),
            Line("Chức vụ: «Chuyên viên|......»"),
            Line("Được cử đến: «Cục Thống kê|......⁶......»"),
            Line("Về việc: «nhận số liệu năm 2025|......»"),
            Line("Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ./."),
            Line("Giấy này có giá trị đến hết ngày «30/10/2025|......»."),
        ),
        recipients=(TO, small("- Như trên;"), small("- Lưu: VT.")),
    ),
    Page(
        "1.9 Biên bản",
        "biên bản",
        "Số: «47|...»/BB-«SKHCN|...³...»",
        (
            *title("BIÊN BẢN", "«Họp rà soát số liệu|......⁴......»"),
            Line("Thời gian bắt đầu: «8 giờ 00 phút, ngày 20 tháng 10 năm 2025|......»"),
            Line("Địa điểm: «phòng họp số 2|......»"),
            Line("Thành phần tham dự: «đại diện các sở|......»"),
            Line("Chủ trì (chủ tọa): «ông Trần Văn Bình|......»"),
            Line("Thư ký (người ghi biên bản): «bà Lê Thị Hoa|......»"),
            Line("Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo):"),
            Line(SENTENCE),
            Line(
                "Cuộc họp (hội nghị, hội thảo) kết thúc vào «11|...» giờ «00|...», ngày «20|...» tháng «10|...» năm «2025|...»./."
            ),
        ),
        recipients=(TO, small("- «Như thành phần|......»;"), small("- Lưu: VT, Hồ sơ.")),
        end=(bold("CHỦ TỌA"), Line("(Chữ ký của người có thẩm quyền)", 12, italic=True, align=CENTRE), NAME),
        left=(
            bold("THƯ KÝ"),
            Line("(Chữ ký)", 12, italic=True, align=CENTRE),
            bold("«Lê Thị Hoa|Họ và tên»"),
        ),
    ),
    Page(
        "1.10 Giấy nghỉ phép",
        "giấy nghỉ phép",
        "Số: «48|...»/GNP-«SKHCN|...³...»",
        (
            bold("GIẤY NGHỈ PHÉP"),
            Line("Xét Đơn đề nghị nghỉ phép ngày «10/10/2025|......» của ông (bà) «Lê Thị Hoa|......»"),
            Line("«Sở Khoa học và Công nghệ|......²......» cấp cho:"),
            Line("Ông (bà): «Lê Thị Hoa|......⁵......»"),
            Line("Chức vụ: «Chuyên viên|......»"),
            Line(
                "Được nghỉ phép trong thời gian «03 ngày|......», kể từ ngày «22/10/2025|......» đến hết ngày «24/10/2025|......» "
                "tại «Bắc Ninh|......⁶......»"
            ),
            Line("Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ hằng năm «2025|......»./."),
        ),
        recipients=(TO, small("- «Bà Lê Thị Hoa|......⁷......»;"), small("- Lưu: VT.")),
    ),
    Page(
        "2.1 Phụ lục, văn bản giấy",
        "phụ lục rời",
        "",
        (
            bold("Phụ lục «I|...»"),
            bold("«DANH SÁCH CƠ QUAN CUNG CẤP SỐ LIỆU|TIÊU ĐỀ CỦA PHỤ LỤC»"),
            Line(
                "(Kèm theo «Công văn|......» số «128|...»/«SKHCN|...»-«QLCN|...» ngày «16|...» tháng «10|...» năm «2025|...» của "
                "«Sở Khoa học và Công nghệ|......»)",
                italic=True,
                align=CENTRE,
            ),
            Line(SENTENCE + "./."),
        ),
        recipients=(),
        end=(),
        parent=False,
        motto=False,
    ),
    Page(
        "2.2 Phụ lục, văn bản điện tử",
        "phụ lục rời",
        "",
        (
            bold("Phụ lục"),
            bold("«DANH SÁCH CƠ QUAN CUNG CẤP SỐ LIỆU|TIÊU ĐỀ CỦA PHỤ LỤC»"),
            Line(
                "(Kèm theo văn bản số «128|...»/«SKHCN|...»-«QLCN|...» ngày «16/10/2025|...» của «Sở Khoa học và Công nghệ|...»)",
                italic=True,
                align=CENTRE,
            ),
            Line(SENTENCE + "./."),
        ),
        recipients=(),
        end=(),
        parent=False,
        motto=False,
    ),
    *(
        Page(
            f"3.1 {kind.capitalize()}, sang định dạng giấy",
            f"bản {kind.lower()}",
            f"Số: «08|...»/{symbol}-«SKHCN|...²...»",
            (bold(kind),),
            recipients=(TO, small("- «Các phòng|......»;"), small("- Lưu: VT.")),
            motto=False,
        )
        for kind, symbol in (("SAO Y", "SY"), ("SAO LỤC", "SL"), ("TRÍCH SAO", "TrS"))
    ),
)
"""Sixteen pages: the legal head of a copy's original is the original's own and is not retyped."""


def save(page: Page, layout: str, filled: bool, path: Path) -> Path:
    """Type the page into a document."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, value in {"top": 20, "bottom": 20, "left": 30, "right": 15}.items():
        setattr(section, f"{side}_margin", Mm(value))
    if page.name[0] != "2" and "kèm theo" not in page.name:
        left = [*([PARENT] if page.parent else []), ISSUER, plain(page.number), *page.below_number]
        right = [*([COUNTRY, MOTTO] if page.motto else []), DATE]
        _side_by_side(document, layout, left, right, filled)
    elif "kèm theo" in page.name:
        _side_by_side(document, layout, [PARENT, ISSUER], [COUNTRY, MOTTO], filled)
    for line in page.content:
        _type(document.add_paragraph(), line, filled, indent=line.align == BOTH)
    if page.left:
        _side_by_side(document, "table", list(page.left), list(page.end), filled)
        for line in page.recipients:
            _type(document.add_paragraph(), line, filled)
    elif page.end:
        _side_by_side(document, "table", list(page.recipients), list(page.end), filled)
    document.save(str(path))
    return path


def _side_by_side(document: Any, layout: str, left: list[Line], right: list[Line], filled: bool) -> None:
    if layout == "tabs":
        for at in range(max(len(left), len(right))):
            paragraph = document.add_paragraph()
            for position in (40, 125):
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(position), WD_TAB_ALIGNMENT.CENTER)
            for lines in (left, right):
                paragraph.add_run("\t")
                if at < len(lines):
                    _run(paragraph, lines[at], filled)
        return
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        for at, line in enumerate(lines):
            if layout == "breaks" and at:
                cell.paragraphs[0].runs[-1].add_break()
                _run(cell.paragraphs[0], line, filled)
            else:
                _type(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), line, filled)


def _type(paragraph: Any, line: Line, filled: bool, indent: bool = False) -> None:
    paragraph.alignment = line.align
    form = paragraph.paragraph_format
    form.space_after, form.line_spacing = Pt(6 if indent else 0), 1.0
    if indent:
        form.first_line_indent = Mm(10)
    _run(paragraph, line, filled)


def _run(paragraph: Any, line: Line, filled: bool) -> None:
    run = paragraph.add_run(line.told(filled))
    run.font.size, run.bold, run.italic = Pt(line.size), line.bold, line.italic
