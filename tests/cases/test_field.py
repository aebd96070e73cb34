"""Inputs from public bug reports that once fell: each is read rightly, or refused by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pii_xl.cli import _guarded
from pii_xl.file_door import import_into, validate_workbook
from pii_xl.ground.errors import Finding
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

CASES = Path(__file__).parents[1] / "data" / "cases"
BY = Official(date(2025, 8, 1), "người thử")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("so") / "so.xlsm"
    build_master(present(new_workspace()), path)
    return path


def brought_in(template: Path, out: Path, *sources: str) -> list[Finding]:
    return import_into(template, [CASES / source for source in sources], out, BY)


def told(found: list[Finding]) -> set[tuple[str, str]]:
    return {(item.code, item.cell) for item in found if item.is_error}


def book(path: Path) -> Workspace:
    return read_master(path).workspace


def test_01_far_cell_aborts_process(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "01_far_cell_aborts_process/folder")
    (far,) = (item for item in found if item.is_error and "XFD1048576" in item.found)
    assert far.file
    agencies = set(book(out)["tblSubmissions"]["file"])
    assert len(agencies) == 1
    assert far.file not in agencies


@pytest.mark.parametrize("name", ["strict.xlsx", "backslash.xlsx"])
def test_02_second_reader_blind(template: Path, tmp_path: Path, name: str) -> None:
    folder = "02_second_reader_blind"
    control = brought_in(template, tmp_path / "mau.xlsm", f"{folder}/plain.xlsx")
    found = brought_in(template, tmp_path / "ra.xlsm", f"{folder}/{name}")
    questions = {(item.code, item.cell) for item in control if item.code in ("E401", "W313")}
    assert questions == {("E401", "H7"), ("W313", "H9")}
    assert {(item.code, item.cell) for item in found if item.code in ("E401", "W313")} == questions
    assert book(tmp_path / "ra.xlsm")["tblSubmissions"]["saved"].iloc[0]


def test_03_folder_drops_files(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "03_folder_drops_files/phieu-nhan")
    passed = {item.file for item in found if item.code == "W372"}
    read = set(book(out)["tblSubmissions"]["file"])
    assert {"PII-2025_VPUB.zip", "SO-TC"} <= passed
    assert {"PII-2025_SCT.xlsx", "PII-2025_TKT.ods"} <= read


def test_04_percent_typed(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "04_percent_typed/PII-2025_TKT.xlsx")
    assert "W438" in {item.code for item in found}
    assert book(out)["tblValues"].set_index("code").at["7.1.4", "value"] == pytest.approx(2.09)


def test_05_csv_decimal_comma_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ra.csv"
    values = CASES / "05_csv_decimal_comma_dropped" / "values.csv"
    assert _guarded(["score-units", str(values), "--out", str(out)]) != 0
    printed = capsys.readouterr()
    assert "Dòng 2" in printed.out + printed.err
    assert not out.exists()


def test_07_year_typo_lost_later(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "07_year_typo_lost_later/PII-2025_SCT.xlsx")
    assert "E440" in {item.code for item in found}
    again = validate_workbook(out, tmp_path / "lai.xlsm", BY)
    assert "E407" not in {item.code for item in again}
    assert "E440" in {item.code for item in again}


def test_08_legacy_encoding_unnoticed(template: Path, tmp_path: Path) -> None:
    found = brought_in(template, tmp_path / "ra.xlsm", "08_legacy_encoding_unnoticed/PII-2025_SCT.xlsx")
    assert "W441" in {item.code for item in found}


def test_24_two_errors_for_one_cell(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "24_two_errors_for_one_cell/PII-2025_SCT.xlsx")
    (cell,) = {item.cell for item in found if item.code == "E403"}
    assert [item.code for item in found if item.is_error and item.cell == cell] == ["E403"]
    (subject,) = {item.subject for item in found if item.code == "E403"}
    again = validate_workbook(out, None, BY)
    assert [item.code for item in again if item.is_error and item.subject == subject] == ["E403"]
