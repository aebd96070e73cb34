"""What costs seconds to build is built once a run, by whichever process of the run needs it first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS = 120
DONE = "xong"


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """The folder ``name`` that ``build`` fills: shared by all processes of one run, which only read it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(folder / DONE)
        return folder
    build(folder)
    (folder / DONE).touch()
    return folder


def _wait_for(path: Path) -> None:
    until = time.monotonic() + SECONDS
    while not path.exists():
        assert time.monotonic() < until, f"the process that builds {path.parent} did not finish"
        time.sleep(0.1)
