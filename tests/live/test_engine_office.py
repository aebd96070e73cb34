"""The LibreOffice helpers themselves: do they really compute, print and find errors?"""

from __future__ import annotations

import struct
from pathlib import Path
from types import ModuleType

import pytest
import xlsxwriter

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """A workbook whose cached results are wrong: 1+1 is stored as 99, a missing function as 5."""
    path = tmp_path / "Số liệu [cũ].xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tổng hợp")
        sheet.write_formula("A1", "=1+1", None, 99)
        sheet.write_formula("A2", "=NOSUCHFUNCTION(1)", None, 5)
        sheet.write_formula("A3", "=1/0", None, 5)
        sheet.write("A4", "#N/A")
        sheet.write("B7", "Chỉ số đổi mới sáng tạo", book.add_format({"font_name": "DejaVu Sans"}))
    return path


def test_cached_values_are_read_as_they_stand(office: ModuleType, stale: Path) -> None:
    assert office.cell_values(stale)["Tổng hợp"]["A1"] == 99


def test_recalculation_replaces_a_wrong_cached_value(office: ModuleType, stale: Path, tmp_path: Path) -> None:
    before = stale.read_bytes()
    values = office.cell_values(office.recalculate(stale, tmp_path))["Tổng hợp"]
    assert values == {"A1": 2, "A2": "#NAME?", "A3": "#DIV/0!", "A4": "#N/A", "B7": "Chỉ số đổi mới sáng tạo"}
    assert stale.read_bytes() == before


def test_formula_errors_name_sheet_cell_and_error_but_not_texts_that_look_like_errors(
    office: ModuleType, stale: Path
) -> None:
    assert office.formula_errors(stale) == ["Tổng hợp!A2: #NAME?", "Tổng hợp!A3: #DIV/0!"]


def test_a_workbook_is_printed_with_its_text_fonts_and_pages(
    office: ModuleType, stale: Path, tmp_path: Path
) -> None:
    pdf = office.to_pdf(stale, tmp_path)
    assert "Chỉ số đổi mới sáng tạo" in office.pdf_text(pdf)
    assert office.pdf_pages(pdf) == 1
    assert "DejaVuSans" in office.pdf_fonts(pdf)
    assert [picture.suffix for picture in office.to_png(pdf, tmp_path)] == [".png"]


def test_each_visible_sheet_becomes_one_picture_whatever_its_page_set_up(
    office: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "nhiều trang.xlsx"
    with xlsxwriter.Workbook(path) as book:
        wide, tall, hidden = (book.add_worksheet(name) for name in ("Rộng", "Dài", "Ẩn"))
        wide.write_row("A1", range(60))
        tall.write_column("A1", range(300))
        tall.set_h_pagebreaks([10, 20])
        hidden.hide()
    pictures = office.render_sheets(path, tmp_path / "ảnh")
    sizes = {sheet: struct.unpack(">II", picture.read_bytes()[16:24]) for sheet, picture in pictures.items()}
    assert list(sizes) == ["Rộng", "Dài"]
    assert sizes["Rộng"][0] > 5 * sizes["Rộng"][1]
    assert sizes["Dài"][1] > 20 * sizes["Dài"][0]


def test_a_missing_file_is_reported_before_libreoffice_starts(office: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        office.to_pdf(tmp_path / "không có.xlsx", tmp_path)
