"""Fixtures shared by all tests, and what happens to them on a machine without LibreOffice.

Tests that need it carry the marker ``libreoffice``; they are skipped where it is missing, and fail there when
the environment variable ``PII_XL_REQUIRE_LIBREOFFICE`` is 1.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import xlwings as xw

from tests import office as office_tools
from tests.libreoffice_engine import Alert, activate, uno_python

REQUIRE = "PII_XL_REQUIRE_LIBREOFFICE"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail a test marked ``libreoffice`` where programs are missing."""
    if item.get_closest_marker("libreoffice") and (missing := office_tools.missing_programs()):
        refuse(f"not installed: {', '.join(missing)}")


LONGEST = (
    "windows",
    "live",
    "workbook",
    "ledger",
    "commands",
    "year",
    "hostile",
    "cases",
    "collect",
    "docgen",
    "assign",
    "docs",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Rooms whose files take longest come first, so that no process of the run is left alone with one at the end."""
    order = {room: at for at, room in enumerate(LONGEST)}
    tests = Path(__file__).parent
    items.sort(key=lambda item: order.get(item.path.relative_to(tests).parts[0], len(order)))


def refuse(reason: str) -> None:
    """Skip the running test, or fail it when LibreOffice is demanded."""
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def office() -> ModuleType:
    """The helpers of :mod:`tests.office`; tests that use it carry the marker ``libreoffice``."""
    return office_tools


@pytest.fixture(scope="session")
def libreoffice_app() -> Iterator[xw.App]:
    """One LibreOffice for the whole run, as xlwings' active engine; tests take :func:`excel`."""
    if uno_python() is None:
        refuse("not installed: python3-uno")
    app = activate()
    yield app
    app.quit()


@pytest.fixture
def excel(libreoffice_app: xw.App) -> Iterator[xw.App]:
    """An application without books, in the state of a fresh Excel; what the test opens is closed after it."""
    libreoffice_app.impl.reset()
    yield libreoffice_app
    for book in list(libreoffice_app.books):
        book.close()
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


@pytest.fixture
def open_book(excel: xw.App, tmp_path: Path) -> Callable[[Path], xw.Book]:
    """A function that opens a copy of a workbook and makes it ``xw.Book.caller()``."""

    def opened(path: Path) -> xw.Book:
        copy = tmp_path / path.name
        if copy != path:
            shutil.copyfile(path, copy)
        book = excel.books.open(copy)
        book.set_mock_caller()
        return book

    return opened


@pytest.fixture
def alerts(excel: xw.App) -> list[Alert]:
    """The message boxes the macro has shown so far."""
    return excel.impl.alerts


@pytest.fixture
def answers(excel: xw.App) -> list[str]:
    """The buttons ("ok", "cancel", "yes", "no") to press in coming message boxes; the first one when empty."""
    return excel.impl.answers
