"""The workbooks kept in ``workbooks/`` are what the project builds today; ``pii-xl build`` makes them anew."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pii_xl.ledger.present import present
from pii_xl.workbook.books.assignment_book import build_assignments
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.macros import vba_building, vba_project
from pii_xl.workspace.new_year import new_workspace
from pii_xl.year.plan import load_plan
from scripts.ready_project import kept, made

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def parts(path: Path) -> dict[str, bytes]:
    """The contents of a package; two compressors may pack them differently."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_assignments_book_is_up_to_date(tmp_path: Path) -> None:
    build_assignments(load_plan(), tmp_path / "assignments.xlsx")
    assert parts(WORKBOOKS / "assignments.xlsx") == parts(tmp_path / "assignments.xlsx")


def test_the_macros_that_lie_ready_are_those_that_would_be_built_now() -> None:
    name, content = made()
    assert [path.name for path in kept()] == [name], "run: make build"
    assert kept()[0].read_bytes() == content


def test_our_workbook_takes_the_macros_that_lie_ready(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*_: object) -> bytes:
        raise AssertionError("built though it lies ready")

    monkeypatch.setattr(vba_building, "built", refused)
    vba_project._project.cache_clear()
    build_master(present(new_workspace()), tmp_path / "so.xlsm")


def test_a_workbook_is_built_without_loading_what_builds_macros(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pii_xl.workbook.books.master_book import build_master;"
        "from pii_xl.workspace.new_year import new_workspace; from pii_xl.ledger.present import present;"
        f"build_master(present(new_workspace()), Path({str(tmp_path / 'so.xlsm')!r}));"
        "print(sorted(name for name in ('pyopenvba', 'docx') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
