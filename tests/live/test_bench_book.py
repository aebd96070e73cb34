"""The workbook in memory on which clicks are measured has as much of xlwings' face as the buttons ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import content
from benchmarks.memory_book import MemoryBook
from pii_xl.live import door


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench")
    content.write(path)
    return path


@pytest.mark.parametrize("command", ["score", "validate", "import_forms", "help", "clear_marks"])
def test_a_measured_click_ends_without_an_error(folder: Path, command: str) -> None:
    book = MemoryBook.load(folder / "PII.xlsm", folder / "content")
    getattr(door, command)(book)
    assert not any("(E" in told for told in book.app.said)
