"""The Start-menu entries that need no Excel."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pii_xl.demo.run import completed, demo_workspace
from pii_xl.layout.buttons import ON_FILE, command, python_commands
from pii_xl.live import on_file
from pii_xl.live.on_file import FAILED, FINE, free_name, run_on_file
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("Tài liệu & số") / "PII-2025.xlsm"
    build_master(completed(demo_workspace()), path)
    return path


def test_each_is_also_a_button() -> None:
    assert set(ON_FILE) == on_file._COMMANDS.keys() <= {known.id for known in python_commands()}


def test_scoring_a_file_makes_a_new_one_beside_it(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = saved.read_bytes()
    assert run_on_file("score", saved) == FINE
    made = saved.with_name(f"PII-2025 - {command('score').label}.xlsm")
    assert list(read_master(made).workspace["tblHistory"]["command"])[-1] == "Chấm điểm"
    assert saved.read_bytes() == before
    assert f"Đã ghi {made}" in capsys.readouterr().err


def test_a_report_is_written_beside_the_file(saved: Path) -> None:
    assert run_on_file("report", saved) == FINE
    assert list(saved.parent.glob("PII-2025 - *.docx"))


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsm"
    first = free_name(book, "Chấm điểm", ".xlsm")
    first.touch()
    assert first.name == "so - Chấm điểm.xlsm"
    assert free_name(book, "Chấm điểm", ".xlsm").name == "so - Chấm điểm (2).xlsm"


def test_a_file_that_is_no_workbook_is_told_in_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "so.xlsm").write_bytes(b"khong phai so")
    assert run_on_file("validate", tmp_path / "so.xlsm") == FAILED
    said = capsys.readouterr().err
    assert "E102" in said
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="there is a dialog")
def test_without_windows_the_file_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_on_file("score", None) == FAILED
    assert "E875" in capsys.readouterr().err
