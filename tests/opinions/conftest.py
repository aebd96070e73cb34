"""The demonstration's files, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pii_xl.demo.run import run_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every file that the demonstration writes."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    run_demo(folder)
    return folder
