"""The master workbook, built once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.ledger.present import present
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workspace.new_year import new_workspace


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly built ``template.xlsm``; tests read it and never write to it."""
    path = tmp_path_factory.mktemp("template") / "template.xlsm"
    build_master(present(new_workspace()), path)
    return path


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with all sample figures; tests read it and never write to it."""
    path = tmp_path_factory.mktemp("filled") / "PII-2025.xlsm"
    build_master(with_sample_data(demo_workspace()), path)
    return path
