"""Draw the README's and the handbook's pictures from the demonstration: ``python -m scripts.pictures [OUT_OF_DEMO]``.

Needs LibreOffice and poppler. What the pictures show is made up wherever the demonstration's figures are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pii_xl.commands.imports import import_forms
from pii_xl.commands.returns import returns
from pii_xl.demo.run import DAY
from pii_xl.layout.form import FORM
from pii_xl.layout.sheets import ASSESSMENT, DASHBOARD, TARGETS
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.return_book import TO_MEND
from pii_xl.workbook.reading.form_file import read_forms
from pii_xl.workbook.reading.master_file import read_master
from tests import office

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
REPORT_TITLE = "BÁO CÁO"


@dataclass(frozen=True)
class Cut:
    """How wide the page is drawn in pixels, and which part of it is kept: left, top, width, height."""

    width: int
    box: tuple[int, int, int, int]


def draw(demo: Path) -> None:
    """All pictures from the folder that ``pii-xl demo`` leaves."""
    IMAGES.mkdir(exist_ok=True)
    book = demo / "4-so" / "PII-2025.xlsm"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form = sorted((demo / "3-phieu-nhan").glob("*.xlsx"))[0]
        returned = _returned(demo / "1-so-mau" / "template.xlsm", form, folder)
        report = demo / "6-van-ban" / "bao-cao-PII-2025.docx"
        shown = office.unhidden(book, folder)
        for source, words, picture, cut in (
            (book, f"{DASHBOARD} – trang", "bang-dieu-khien", Cut(900, (30, 40, 840, 510))),
            (form, f"{FORM.table('frmValues').sheet} – trang", "phieu", Cut(1300, (50, 60, 1200, 400))),
            (returned, f"{TO_MEND}: ", "phieu-tra", Cut(1300, (70, 70, 1170, 110))),
            (shown, f"{TARGETS} – trang", "muc-tieu", Cut(1300, (50, 60, 1200, 250))),
            (shown, f"{ASSESSMENT} – trang", "danh-gia", Cut(1300, (50, 60, 1200, 475))),
            (report, REPORT_TITLE, "bao-cao", Cut(560, (0, 0, 560, 792))),
        ):
            _page(office.to_pdf(source, folder), words, picture, cut)


def _returned(template: Path, form: Path, folder: Path) -> Path:
    """What goes back for ``form`` when its first figure was typed as no figure."""
    table = FORM.table("frmValues")
    book = openpyxl.load_workbook(form)
    for key in ("numerator", "direct"):
        cell = book[table.sheet].cell(table.row + 2, table.keys.index(key) + 1)
        cell.value = "khoảng 5 nghìn" if cell.value is not None else None
    book.save(folder / form.name)
    forms, refused = read_forms([folder / form.name])
    outcome = import_forms(read_master(template).workspace, forms, refused, Official(DAY))
    path = folder / "tra.xlsx"
    path.write_bytes(returns(outcome.state).files[0].content)
    return path


def _page(pdf: Path, words: str, name: str, cut: Cut) -> None:
    """The first page on which ``words`` stand, as a picture."""
    pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    number = next(at for at, text in enumerate(pages.stdout.split("\f"), start=1) if words in text)
    left, top, width, height = map(str, cut.box)
    size = [
        "-scale-to-x",
        str(cut.width),
        "-scale-to-y",
        "-1",
        "-x",
        left,
        "-y",
        top,
        "-W",
        width,
        "-H",
        height,
    ]
    place = ["-f", str(number), "-singlefile", pdf, IMAGES / name]
    subprocess.run(["pdftoppm", "-png", *size, *place], check=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out")
