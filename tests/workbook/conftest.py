"""The master workbook, built once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.ledger.present import present
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from tests.shared import built_once
from tests.small_province import small_workspace

NAME = "PII-2025.xlsm"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly built ``template.xlsm``; tests read it and never write to it."""
    return _built(tmp_path_factory, "template", lambda: present(new_workspace()))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with all sample figures; tests read it and never write to it."""
    return _built(tmp_path_factory, "filled", lambda: with_sample_data(demo_workspace()))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a small province, for what walks slowly from cell to cell; it is only read."""
    return _built(tmp_path_factory, "small", lambda: present(small_workspace()))


@pytest.fixture(scope="session")
def small_filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with all sample figures; it is only read."""
    return _built(
        tmp_path_factory, "small-filled", lambda: with_sample_data(demo_workspace(small_workspace()))
    )


def _built(factory: pytest.TempPathFactory, name: str, content: Callable[[], Workspace]) -> Path:
    return built_once(factory, name, lambda folder: build_master(content(), folder / NAME)) / NAME
