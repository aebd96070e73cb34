from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pii_xl.install.kit import Kit
from pii_xl.install.record import Record
from pii_xl.install.setup import Setup
from pii_xl.install.workbooks import BOOKS
from tests.install.temp_machine import TempMachine
from tests.install.tiny_wheels import tiny_kit, windows_python

Install = Callable[..., Record]


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """An unzipped bundle of tiny wheels."""
    return tiny_kit(tmp_path_factory.mktemp("Tải xuống") / "goi")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The workbooks inside the wheel."""
    folder = tmp_path / "books"
    folder.mkdir()
    for name in BOOKS:
        (folder / name).write_text(f"new {name}")
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> TempMachine:
    return TempMachine(tmp_path / "C")


@pytest.fixture
def install(kit: Kit, books: Path) -> Install:
    """Install on a machine as ``cai-dat.cmd`` does."""

    def installed(
        machine: TempMachine, *, trusts: bool = True, kit: Kit = kit, books: Path = books
    ) -> Record:
        return Setup(machine, kit, windows_python(), lambda _: trusts, lambda _: None, books).install()

    return installed
