"""The styles: one paragraph style for each component that the decree's Phụ lục I names, and a few for tables.

Sizes are points, spaces are points, indents are millimetres. ``stylesheet()`` turns the table into styles.xml.
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen.kit.ooxml import NAMESPACES, dxa_of_mm, twentieths

FONT = "Times New Roman"
BODY_SIZE = 14


@dataclass(frozen=True)
class Style:
    """One paragraph style; ``id`` is what the document refers to, ``name`` what Word shows."""

    id: str
    name: str
    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    align: str = "both"
    before: float = 0
    after: float = 0
    line: float = 1.0
    exact: float = 0  # exact line height in points, instead of ``line``
    first: float = 0
    left: float = 0
    hanging: float = 0
    keep_next: bool = False
    outline: int | None = None
    numbered: int | None = None  # level of the heading list
    boxed: bool = False
    underline_border: bool = False
    next: str = "NoiDung"


FIRST_LINE = 12.7


def _body(id: str, name: str, following: str) -> Style:
    """A style for running text: justified, first line indented, 6 pt after."""
    return Style(id, name, first=FIRST_LINE, after=6, line=1.15, next=following)


STYLES = (
    Style("Normal", "Normal", align="left", next="Normal"),
    Style("QuocHieu", "VB Quốc hiệu", 12, bold=True, align="center", next="TieuNgu"),
    Style("TieuNgu", "VB Tiêu ngữ", 13, bold=True, align="center"),
    Style("CoQuanChuQuan", "VB Cơ quan chủ quản", 12, align="center", next="CoQuanBanHanh"),
    Style("CoQuanBanHanh", "VB Cơ quan ban hành", 12, bold=True, align="center"),
    Style("DuongKe", "VB Đường kẻ", 1, align="center", exact=3, underline_border=True),
    Style("SoKyHieu", "VB Số ký hiệu", 13, align="center", before=6),
    Style("DiaDanhNgay", "VB Địa danh ngày", 13, italic=True, align="center", before=6),
    Style("TrichYeuCongVan", "VB Trích yếu công văn", 12, align="center", before=6),
    Style(
        "TenLoai", "VB Tên loại", 14, bold=True, align="center", before=18, keep_next=True, next="TrichYeu"
    ),
    Style("TrichYeu", "VB Trích yếu", 14, bold=True, align="center", keep_next=True),
    Style(
        "LuuYSoLieu",
        "VB Lưu ý số liệu",
        13,
        bold=True,
        align="center",
        before=12,
        after=6,
        left=2,
        boxed=True,
    ),
    Style("KinhGui", "VB Kính gửi", 14, align="center", before=12, after=6),
    Style(
        "KinhGuiNhieu",
        "VB Kính gửi nhiều nơi",
        14,
        align="left",
        left=25,
        before=12,
        line=1.15,
        keep_next=True,
    ),
    Style(
        "KinhGuiTungNoi",
        "VB Kính gửi từng nơi",
        14,
        align="left",
        left=47,
        hanging=3.2,
        line=1.15,
        keep_next=True,
    ),
    _body("NoiDung", "VB Nội dung", "NoiDung"),
    Style(
        "Heading1",
        "heading 1",
        bold=True,
        align="both",
        first=FIRST_LINE,
        before=6,
        after=6,
        line=1.15,
        keep_next=True,
        outline=0,
        numbered=0,
    ),
    Style(
        "Heading2",
        "heading 2",
        bold=True,
        align="both",
        first=FIRST_LINE,
        after=6,
        line=1.15,
        keep_next=True,
        outline=1,
        numbered=1,
    ),
    _body("Diem", "VB Điểm", "Diem"),
    _body("GachDauDong", "VB Gạch đầu dòng", "GachDauDong"),
    Style("NoiNhan", "VB Nơi nhận", 12, bold=True, italic=True, align="left", next="NoiNhanDanhSach"),
    Style("NoiNhanDanhSach", "VB Nơi nhận danh sách", 11, align="left", next="NoiNhanDanhSach"),
    Style("ChucVu", "VB Chức vụ người ký", 14, bold=True, align="center", keep_next=True),
    Style("HoTen", "VB Họ tên người ký", 14, bold=True, align="center", before=68),
    Style(
        "PhuLuc", "VB Phụ lục", 14, bold=True, align="center", keep_next=True, outline=0, next="PhuLucTieuDe"
    ),
    Style("PhuLucTieuDe", "VB Tiêu đề phụ lục", 14, bold=True, align="center", keep_next=True),
    Style("PhuLucKemTheo", "VB Phụ lục kèm theo", 14, italic=True, align="center", after=8, keep_next=True),
    Style("Caption", "caption", 13, bold=True, align="center", before=6, after=4, keep_next=True),
    Style("HinhVe", "VB Hình", 12, align="center", before=6, keep_next=True, next="Caption"),
    Style("ChuThichHinh", "VB Chú thích hình", 13, bold=True, align="center", before=2, after=8),
    Style("BangTieuDe", "VB Bảng tiêu đề", 12, bold=True, align="center", before=2, after=2),
    Style("BangChu", "VB Bảng chữ", 12, align="left", before=2, after=2, next="BangChu"),
    Style("BangSo", "VB Bảng số", 12, align="right", before=2, after=2, next="BangSo"),
    Style("BangGiua", "VB Bảng giữa", 12, align="center", before=2, after=2, next="BangGiua"),
    Style("BangNhom", "VB Bảng nhóm", 12, bold=True, align="left", before=2, after=2, keep_next=True),
    Style("BangGhiChu", "VB Bảng ghi chú", 12, italic=True, before=4, after=8),
    Style("NoiDungGon", "VB Nội dung gọn", 13, first=FIRST_LINE, before=4, after=6, next="NoiDungGon"),
    Style("NgatPhan", "VB Ngắt phần", 1, align="left", exact=1),
    Style("Header", "header", 13, align="center", next="Header"),
    Style("FootnoteText", "footnote text", 10, next="FootnoteText"),
)

BY_ID = {style.id: style for style in STYLES}


def _paragraph_properties(style: Style) -> str:
    parts = []
    if style.keep_next:
        parts.append("<w:keepNext/><w:keepLines/>")
    if style.numbered is not None:
        parts.append(f'<w:numPr><w:ilvl w:val="{style.numbered}"/><w:numId w:val="1"/></w:numPr>')
    if style.boxed or style.underline_border:
        parts.append(_borders(style))
    rule = "exact" if style.exact else "auto"
    line = twentieths(style.exact) if style.exact else round(style.line * 240)
    parts.append(
        f'<w:spacing w:before="{twentieths(style.before)}" w:after="{twentieths(style.after)}"'
        f' w:line="{line}" w:lineRule="{rule}"/>'
    )
    right = f'w:right="{dxa_of_mm(style.left)}" ' if style.boxed else ""
    indent = f'w:left="{dxa_of_mm(style.left)}" {right}' + (
        f'w:hanging="{dxa_of_mm(style.hanging)}"'
        if style.hanging
        else f'w:firstLine="{dxa_of_mm(style.first)}"'
    )
    parts.append(f'<w:ind {indent}/><w:jc w:val="{style.align}"/>')
    if style.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return "<w:pPr>" + "".join(parts) + "</w:pPr>"


def _borders(style: Style) -> str:
    sides = ("top", "left", "bottom", "right") if style.boxed else ("bottom",)
    space = 4 if style.boxed else 0
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="{space}" w:color="000000"/>' for side in sides
    )
    return f"<w:pBdr>{lines}</w:pBdr>"


def _run_properties(style: Style) -> str:
    size = round(style.size * 2)
    return (
        "<w:rPr>"
        + ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _style_element(style: Style) -> str:
    default = ' w:default="1"' if style.id == "Normal" else ""
    custom = "" if style.name == style.name.lower() or default else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{style.next}"/>' if style.next != style.id else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"{default}{custom}><w:name w:val="{style.name}"/>'
        f"{based}{following}<w:qFormat/>{_paragraph_properties(style)}{_run_properties(style)}</w:style>"
    )


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    f'<w:sz w:val="{BODY_SIZE * 2}"/><w:szCs w:val="{BODY_SIZE * 2}"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)

_OTHERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="Dam"><w:name w:val="VB Đậm"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="Nghieng"><w:name w:val="VB Nghiêng"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:i/><w:iCs/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="VB Bảng kẻ"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def stylesheet() -> str:
    """styles.xml: document defaults (Times New Roman in all four slots, 14 pt, vi-VN) and every style above."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACES["w"]}>{_DEFAULTS}'
        + "".join(_style_element(style) for style in STYLES)
        + _OTHERS
        + "</w:styles>"
    )
