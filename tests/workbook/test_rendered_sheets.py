"""The sheets as LibreOffice draws and prints them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from pii_xl.layout.sheets import DASHBOARD, RESULTS, SHEETS

pytestmark = pytest.mark.libreoffice
LEAST_BYTES = 3_000  # a picture of an empty sheet is smaller


@pytest.fixture(scope="module")
def pages(filled: Path, office: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How many pages each sheet prints on, from the footers."""
    folder = tmp_path_factory.mktemp("in")
    text = office.pdf_text(office.to_pdf(office.unhidden(filled, folder), folder))
    return Counter(re.findall(r"(\S[^\n]*?) – trang \d+/\d+", text))


def test_every_sheet_can_be_drawn(small_filled: Path, office: ModuleType, tmp_path: Path) -> None:
    pictures = office.render_sheets(office.unhidden(small_filled, tmp_path), tmp_path, dpi=40)
    assert list(pictures) == [sheet.name for sheet in SHEETS]
    assert [name for name, picture in pictures.items() if picture.stat().st_size < LEAST_BYTES] == []


def test_the_dashboard_prints_on_one_page(pages: Counter[str]) -> None:
    assert sum(count for name, count in pages.items() if name.endswith(DASHBOARD)) == 1


def test_results_print_one_page_wide_and_few_pages_long(pages: Counter[str]) -> None:
    assert 1 <= sum(count for name, count in pages.items() if name.endswith(RESULTS)) <= 4


def test_every_sheet_is_printed_with_its_name_and_page(pages: Counter[str]) -> None:
    printed = " ".join(pages)
    assert [sheet.name for sheet in SHEETS if sheet.name not in printed] == []
