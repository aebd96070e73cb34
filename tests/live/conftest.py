"""Workbooks for the tests of the macros, built once a run: the empty template and one filled with the sample figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from pii_xl.collect.form_content import form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.demo.run import DAY, demo_workspace, write_filled_forms
from pii_xl.demo.sample_data import sample_answers, sample_reference
from pii_xl.ledger.present import present
from pii_xl.live import door as macros
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import form_paths, read_forms
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from tests.shared import built_once
from tests.small_province import small_workspace

BOOK = "PII-2025.xlsm"


@dataclass(frozen=True)
class Samples:
    """Files every test copies from: the template, the workbook with all figures, the forms that came back."""

    template: Path
    filled: Path
    waiting: Path  # reference and last year's values are in, the forms are not
    forms: Path


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The files of the province that the plan describes."""
    return _samples(built_once(tmp_path_factory, "so-mau", lambda folder: _build(folder, new_workspace())))


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The files of a small province; a module that needs the whole one says so by a fixture of this name."""
    return _samples(built_once(tmp_path_factory, "so-nho", lambda folder: _build(folder, small_workspace())))


def _samples(folder: Path) -> Samples:
    return Samples(folder / "mau" / BOOK, folder / "du" / BOOK, folder / "cho" / BOOK, folder / "phieu")


def _build(folder: Path, new: Workspace) -> None:
    found = _samples(folder)
    for path in (found.template, found.filled, found.waiting, found.forms / "x"):
        path.parent.mkdir()
    build_master(present(new), found.template)
    workspace = demo_workspace(new)
    write_filled_forms(workspace, form_contents(workspace), sample_answers(workspace), found.forms)
    workspace = workspace.having(tblReference=sample_reference(workspace))
    build_master(workspace, found.waiting)
    forms, refused = read_forms(form_paths([found.forms]))
    assert refused == []
    workspace = import_forms(workspace, forms, DAY).workspace
    build_master(workspace, found.filled)


@pytest.fixture
def template(samples: Samples, open_book: Callable[[Path], xw.Book]) -> xw.Book:
    """The empty template, opened."""
    return open_book(samples.template)


@pytest.fixture
def filled(samples: Samples, open_book: Callable[[Path], xw.Book]) -> xw.Book:
    """The workbook with every form imported, opened."""
    return open_book(samples.filled)


@pytest.fixture
def waiting(samples: Samples, open_book: Callable[[Path], xw.Book], tmp_path: Path) -> xw.Book:
    """The workbook before the import, opened, with the returned forms in "phieu-nhan" beside it."""
    shutil.copytree(samples.forms, tmp_path / "phieu-nhan")
    return open_book(samples.waiting)


@pytest.fixture
def click(excel: xw.App) -> Callable[..., list[str]]:
    """A function that presses a button and gives the dialogs shown, after checking what must hold after every click."""

    def clicked(command: str, book: xw.Book) -> list[str]:
        sheet, selection = book.sheets.active.name, _selection(excel)
        shown = len(excel.impl.alerts)
        excel.impl.strict = True  # what the macro writes, unlike what people type in these tests
        getattr(macros, command)(book)
        excel.impl.strict = False
        assert excel.screen_updating is True
        assert excel.status_bar is False
        assert excel.calculation == "automatic"
        if command != "help":
            assert (book.sheets.active.name, _selection(excel)) == (sheet, selection)
        return [alert.prompt for alert in excel.impl.alerts[shown:]]

    return clicked


def _selection(app: xw.App) -> str | None:
    return app.selection.address if app.selection else None


class Dialog:
    """Excel's file dialog, in which these files are chosen; none means that it was cancelled."""

    def __init__(self, *files: Path) -> None:
        self.files = files
        self.SelectedItems = self
        self.Filters = self
        self.Count = len(files)
        self.added: list[tuple[str, str]] = []

    def __call__(self, kind: int) -> Dialog:
        assert kind == 3
        return self

    def Clear(self) -> None:  # noqa: N802
        self.added.clear()

    def Add(self, label: str, pattern: str) -> None:  # noqa: N802
        self.added.append((label, pattern))

    def Show(self) -> int:  # noqa: N802
        return -1 if self.files else 0

    def Item(self, number: int) -> str:  # noqa: N802
        return str(self.files[number - 1])


@pytest.fixture
def choose(excel: xw.App) -> Iterator[Callable[..., Dialog]]:
    """A function that says which files will be chosen in Excel's file dialog."""

    def chosen(*files: Path) -> Dialog:
        excel.impl.FileDialog = Dialog(*files)
        return excel.impl.FileDialog

    yield chosen
    if "FileDialog" in vars(excel.impl):
        del excel.impl.FileDialog


def rows_of(book: xw.Book, sheet: str, table: str) -> list[dict[str, Any]]:
    """The rows of a table by heading, blank rows left out."""
    block = book.sheets[sheet].tables[table].range.options(ndim=2).value
    return [dict(zip(block[0], row, strict=True)) for row in block[1:] if any(row)]
