"""The head of a document: issuer, Quốc hiệu, number and symbol, place and date, kind, trích yếu, Kính gửi."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docgen.facts import Office
from docgen.kit.draft import PORTRAIT_WIDTH, Draft, indented, spacing_after
from docgen.kit.inline import Raw
from docgen.kit.measure import width_mm, wrapped
from docgen.kit.ooxml import dxa_of_mm
from docgen.kit.styles import BY_ID
from docgen.kit.tables import add_layout
from docgen.wording.dates import dated
from docgen.wording.typography import NBSP, clean, tidy

LEFT, RIGHT = 68.0, 92.0  # mm: the only split in which Quốc hiệu at 12 and the issuer at 12 keep to one line
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SHORT_LINE = 0.4  # of the text above it; the decree allows 1/3 to 1/2
BLANK = NBSP * 6
RECEIPT = "BN"  # the decree's Phụ lục III has no abbreviation for a receipt


def document_number(office: Office, kind: str, number: int | None) -> str:
    """ "12/BC-SKHCN" for a named document, "12/SKHCN-QLCN" for a letter (``kind`` ""), blank without a number."""
    patterns = {"": office.letter_number_pattern, RECEIPT: office.receipt_number_pattern}
    pattern = patterns.get(kind, office.number_pattern)
    shown = BLANK if number is None else f"{number:02d}"
    filled = pattern.format(
        number=shown, kind=kind, agency=clean(office.abbreviation), unit=clean(office.unit)
    )
    return filled.rstrip("-/")


def add_letterhead(
    draft: Draft, office: Office, number: str, issued: date | None, year: int, subject: str = ""
) -> None:
    """The two-column head; ``subject`` is the V/v of a letter."""
    draft.paragraph(
        "NgatPhan"
    )  # LibreOffice puts an empty line above a table that begins a document with footnotes
    (issuer, country), (symbol, day) = add_layout(draft, (LEFT, RIGHT), 2)
    draft.paragraph("CoQuanChuQuan", office.parent.upper(), into=issuer)
    draft.paragraph("CoQuanBanHanh", office.name.upper(), into=issuer)
    _line(draft, office.name.upper(), "CoQuanBanHanh", LEFT, SHORT_LINE, issuer)
    draft.paragraph("QuocHieu", COUNTRY, into=country)
    draft.paragraph("TieuNgu", MOTTO, into=country)
    _line(draft, MOTTO, "TieuNgu", RIGHT, 1, country)
    draft.paragraph("SoKyHieu", Raw(f"Số: {number}"), into=symbol)
    if subject:
        draft.paragraph("TrichYeuCongVan", f"V/v {subject}", into=symbol)
    draft.paragraph(
        "DiaDanhNgay", Raw(tidy_keeping_blanks(f"{clean(office.place)}, {dated(issued, year)}")), into=day
    )


def tidy_keeping_blanks(text: str) -> str:
    """``text`` bound; runs of no-break spaces are blanks for the clerk and stay."""
    return (
        BLANK.join(tidy(part) if part else part for part in text.split(BLANK))
        if BLANK in text
        else tidy(text)
    )


def _line(
    draft: Draft, text: str, style: str, column: float, share: float, into: object = None, after: float = 0
) -> None:
    look = BY_ID[style]
    text = clean(text)
    longest = max(
        width_mm(line, look.size, bold=look.bold) for line in wrapped(text, look.size, column, bold=look.bold)
    )
    length = min(longest * share, column)
    draft.paragraph("DuongKe", into=into, extra=spacing_after(after) + indented((column - length) / 2))


def add_title(draft: Draft, kind: str, subject: str) -> None:
    """Kind in capitals, trích yếu below it, the short line below that."""
    draft.paragraph("TenLoai", kind.upper())
    draft.paragraph("TrichYeu", subject)
    _line(draft, subject, "TrichYeu", PORTRAIT_WIDTH, SHORT_LINE, after=9)


def add_addressees(draft: Draft, names: Sequence[str]) -> None:
    """ "Kính gửi: …": one addressee on the line, several one below the other with dashes under the colon."""
    if len(names) == 1:
        draft.paragraph("KinhGui", f"Kính gửi: {names[0]}")
        return
    draft.paragraph("KinhGuiNhieu", "Kính gửi:")
    style = BY_ID["KinhGuiNhieu"]
    dash = style.left + width_mm("Kính gửi", style.size)
    for name in names:
        stop = "." if name is names[-1] else ";"
        hanging = dxa_of_mm(width_mm("- ", style.size))
        extra = f'<w:ind w:left="{dxa_of_mm(dash) + hanging}" w:hanging="{hanging}"/>'
        draft.paragraph("KinhGuiTungNoi", f"- {clean(name)}{stop}", extra=extra)
