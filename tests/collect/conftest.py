"""One set of forms for all tests of collecting: the demo's workspace, its blank forms, and the forms filled in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pii_xl.collect.form_content import FormContent, form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.demo.run import demo_workspace, filled
from pii_xl.demo.sample_data import SampleAnswers, sample_answers
from pii_xl.ground.errors import Finding
from pii_xl.layout.form import FORM
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import form_paths, read_forms
from pii_xl.workspace.table_read import column_letters
from pii_xl.workspace.workspace import Workspace

DAY = date(2025, 10, 15)


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    return demo_workspace()


@pytest.fixture(scope="session")
def contents(workspace: Workspace) -> dict[str, FormContent]:
    return {content.agency.code: content for content in form_contents(workspace)}


@pytest.fixture(scope="session")
def answers(workspace: Workspace) -> SampleAnswers:
    return sample_answers(workspace)


@pytest.fixture(scope="session")
def filled_forms(workspace, contents, answers, tmp_path_factory) -> Path:
    """A folder with every agency's form, filled without a fault."""
    folder = tmp_path_factory.mktemp("phieu-nhan")
    for content in contents.values():
        build_form(workspace, filled(content, answers), folder / content.file_name)
    return folder


@pytest.fixture
def form_of(filled_forms, contents, tmp_path) -> Callable[[str], Path]:
    """A copy of one agency's filled form that a test may spoil."""

    def copy(agency: str, name: str | None = None) -> Path:
        target = tmp_path / (name or contents[agency].file_name)
        shutil.copy(filled_forms / contents[agency].file_name, target)
        return target

    return copy


def cell_of(table: str, row: int, column: str) -> str:
    """The address of a form table's cell; rows count from 0."""
    declared = FORM.table(table)
    return f"{column_letters(declared.column + declared.keys.index(column))}{declared.row + 2 + row}"


def spoil(path: Path, table: str, row: int, column: str, content: Any) -> str:
    """Type ``content`` into a form's cell as an official would, and return the cell."""
    book = load_workbook(path)
    cell = cell_of(table, row, column)
    book[FORM.table(table).sheet][cell] = content
    book.save(path)
    return cell


def row_of(content: FormContent, table: str, code: str) -> int:
    return list(content.tables[table]["code"]).index(code)


def imported(workspace: Workspace, *paths: Path) -> tuple[Workspace, list[Finding]]:
    """Import as the command does: reading, refusing, importing."""
    forms, refused = read_forms(form_paths(list(paths)))
    result = import_forms(workspace, forms, DAY)
    return result.workspace, [*refused, *result.findings]


def saved(workspace: Workspace, folder: Path) -> Path:
    """The workbook of ``workspace`` in ``folder``."""
    path = folder / "so.xlsm"
    build_master(workspace, path)
    return path


def codes(found: list[Finding], level: str = "E") -> list[str]:
    return [item.code for item in found if item.code.startswith(level)]
