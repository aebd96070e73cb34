"""The books under other regional settings: Vietnamese, American, and a PC whose decimal sign is the point.

LibreOffice calculates a workbook with every formula there is anew as each PC would; no cell may say anything else.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pii_xl.demo.run import completed, demo_workspace
from pii_xl.layout import MASTER
from pii_xl.layout.form import FORM
from pii_xl.layout.parts import Kind
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.cells.table_writer import ALERTS, PROMPTS
from tests import office
from tests.small_province import small_workspace

LOCALES = ("vi-VN", "en-US", "en-GB")
ISO_EXAMPLE = "2025-07-31"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vung") / "PII-2025.xlsm"
    build_master(completed(demo_workspace(small_workspace())), path)
    return path


@pytest.fixture(scope="module")
def in_vietnam(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    return office.cell_values(office.recalculate(book, tmp_path_factory.mktemp("vi"), locale="vi-VN"))


@pytest.mark.libreoffice
def test_the_pcs_of_these_tests_do_differ(tmp_path: Path) -> None:
    path = tmp_path / "thu.xlsx"
    small = openpyxl.Workbook()
    small.active["A1"] = "=FIXED(1234.5,1)"  # type: ignore[index]
    small.save(path)
    said = [
        office.cell_values(office.recalculate(path, tmp_path / one, locale=one))["Sheet"]["A1"]
        for one in LOCALES
    ]
    assert said == ["1.234,5", "1,234.5", "1,234.5"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("locale", LOCALES[1:])
def test_every_cell_says_the_same_on_every_pc(
    book: Path, in_vietnam: dict[str, dict[str, object]], locale: str, tmp_path: Path
) -> None:
    there = office.cell_values(office.recalculate(book, tmp_path, locale=locale))
    assert there.keys() == in_vietnam.keys()
    different = {
        f"{sheet}!{cell}": (value, there[sheet].get(cell))
        for sheet, cells in in_vietnam.items()
        for cell, value in cells.items()
        if there[sheet].get(cell) != value
    }
    assert different == {}


def test_a_day_is_asked_for_in_a_way_that_every_pc_understands() -> None:
    """ "31/7/2025" is no day on an American PC, and "7/8/2025" another one; the year first is the same everywhere."""
    assert ISO_EXAMPLE in PROMPTS[Kind.DATE]
    assert ISO_EXAMPLE in ALERTS["date"]
    days = [column for layout in (MASTER, FORM) for table in layout.tables for column in table.columns]
    assert [column for column in days if column.kind is Kind.DATE and column.input]


def test_no_number_format_follows_the_pc(book: Path) -> None:
    """Formats 14 to 17 and 22 show days as the PC does: July the 8th or August the 7th."""
    formats = {
        cell.number_format
        for sheet in openpyxl.load_workbook(book, data_only=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert not formats & {"mm-dd-yy", "d-mmm-yy", "d-mmm", "mmm-yy", "m/d/yy h:mm"}
