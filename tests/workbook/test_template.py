"""The master workbook as it is handed out: sound, small, the same at every build, without an error cell."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from pii_xl.layout import MASTER
from pii_xl.layout.settings import SETTINGS
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.macros.udf_wrapper import udf_modules, udf_wrapper
from pii_xl.workbook.reading.master_file import read_master
from tests.workbook.checks import workbook_findings
from tests.workbook.lint import lint

COMMITTED = Path(__file__).parents[2] / "workbooks" / "template.xlsm"
LARGEST = 450_000

BUILD = """
import sys
from pathlib import Path
from pii_xl.ledger.present import present
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workbook.books.master_book import build_master
build_master(present(new_workspace()), Path(sys.argv[1]))
"""


def parts(path: Path) -> dict[str, bytes]:
    """The contents of a package; two compressors may pack them differently."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def differing(one: Path, other: Path) -> list[str]:
    """The names of the parts that two packages do not have alike."""
    first, second = parts(one), parts(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def test_nothing_is_found_that_excel_would_refuse(template: Path) -> None:
    assert workbook_findings(template, udf_wrapper(udf_modules())) == []


def test_it_stays_small(template: Path) -> None:
    assert template.stat().st_size < LARGEST


def test_it_keeps_the_rules_for_good_workbooks(template: Path) -> None:
    assert lint(template) == []


def test_so_does_a_workbook_full_of_figures(filled: Path) -> None:
    assert lint(filled) == []


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_builds_the_same_parts(template: Path, seed: str, tmp_path: Path) -> None:
    """Sets and dictionaries are ordered otherwise under another hash seed, dates otherwise in another time zone."""
    again = tmp_path / "again.xlsm"
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Ho_Chi_Minh"}
    subprocess.run([sys.executable, "-c", BUILD, str(again)], env=environment, check=True)
    assert differing(template, again) == []


@pytest.mark.libreoffice
def test_libreoffice_recalculates_it_without_an_error_cell(template: Path, office: ModuleType) -> None:
    assert office.formula_errors(template) == []


def test_the_committed_template_is_what_the_project_builds_today(template: Path) -> None:
    advice = "workbooks/template.xlsm is not what the sources build: run `make build` and commit the file"
    assert COMMITTED.is_file(), advice
    assert differing(COMMITTED, template) == [], advice


@pytest.mark.parametrize("at", [0, 14, -1])
def test_a_workbook_from_before_a_setting_existed_is_carried_over_with_every_name_at_its_cell(
    template: Path, at: int, tmp_path: Path
) -> None:
    """Names of settings are given row by row: a row that an older workbook lacks must not shift those below it."""
    lost, table = SETTINGS[at], MASTER.table("tblSettings")
    older = openpyxl.load_workbook(template)
    older[table.sheet].delete_rows(table.row + 2 + (at % len(SETTINGS)))
    older.save(tmp_path / "cu.xlsx")
    known = read_master(template).workspace.settings
    workspace = read_master(tmp_path / "cu.xlsx").workspace
    build_master(workspace, tmp_path / "moi.xlsm")
    carried = read_master(tmp_path / "moi.xlsm").workspace
    assert list(carried["tblSettings"]["key"]) == [setting.key for setting in SETTINGS]
    assert carried.settings[lost.key] == lost.default
    assert all(carried.settings[one.key] == known[one.key] for one in SETTINGS if one is not lost)
