"""The workbooks kept in ``workbooks/`` are what the project builds today; ``pii-xl build`` makes them anew."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pii_xl.workbook.books.assignment_book import build_assignments
from pii_xl.year.plan import load_plan

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def parts(path: Path) -> dict[str, bytes]:
    """The contents of a package; two compressors may pack them differently."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_assignments_book_is_up_to_date(tmp_path: Path) -> None:
    build_assignments(load_plan(), tmp_path / "assignments.xlsx")
    assert parts(WORKBOOKS / "assignments.xlsx") == parts(tmp_path / "assignments.xlsx")
