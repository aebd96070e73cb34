"""Uninstalling: what we made goes, what people made stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pii_xl.ground.errors import PiiError
from pii_xl.ground.log import FAILURES
from pii_xl.install import PYTHON_VARIABLE, USER_ENVIRONMENT
from pii_xl.install.__main__ import main, uninstall
from pii_xl.install.environment import LOG
from pii_xl.install.places import temp_folder
from pii_xl.install.removal import uninstall as remove
from pii_xl.install.start_menu import menu_folder
from pii_xl.install.xlwings_settings import settings_path
from tests.install.conftest import Install
from tests.install.temp_machine import TempMachine


def test_nothing_is_left_but_the_workbooks(machine: TempMachine, install: Install) -> None:
    before, registry = machine.state()
    record = install(machine)
    (Path(record.work_folder) / "van-ban").mkdir()
    (Path(record.work_folder) / "PII-2025.xlsm").write_text("a year's work")
    (temp_folder(machine.folders) / "xlwings-1234.log").touch()
    remove(machine)
    after, registry_after = machine.state()
    assert registry_after == registry
    kept = {Path(name).name for name in after.keys() - before.keys()}
    assert kept == {"PII-XL", "template.xlsm", "assignments.xlsx", "PII-2025.xlsm", "van-ban"}
    assert before.items() <= after.items()


def test_a_vietnamese_user_leaves_no_folder_among_the_shared_ones(tmp_path: Path, install: Install) -> None:
    machine = TempMachine(tmp_path / "C", "Nguyễn")
    install(machine)
    remove(machine)
    assert list(machine.folders.shared.iterdir()) == []


def test_the_shared_temporary_folder_goes_with_its_last_user(tmp_path: Path, install: Install) -> None:
    first, second = TempMachine(tmp_path / "C", "nguyen"), TempMachine(tmp_path / "C", "trần")
    install(first)
    install(second)
    remove(first)
    assert temp_folder(second.folders).is_dir()
    remove(second)
    assert not temp_folder(second.folders).parent.exists()


def test_logs_and_the_cache_of_com_go_too(
    machine: TempMachine, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    install(machine)
    logs = [tmp_path / name for name in (FAILURES, LOG)]
    for log in logs:
        log.touch()
    (temp_folder(machine.folders) / "gen_py" / "3.12").mkdir(parents=True)
    remove(machine)
    assert not any(log.exists() for log in logs)
    assert not temp_folder(machine.folders).exists()


def test_while_the_program_runs_nothing_is_removed(
    machine: TempMachine, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(machine)
    before = machine.state()

    def locked(path: Path, target: Path) -> Path:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "rename", locked)  # as Windows does while a program in the folder runs
    with pytest.raises(PiiError, match="E847"):
        remove(machine)
    assert machine.state() == before


def test_a_variable_and_settings_that_somebody_changed_since_stay(
    machine: TempMachine, install: Install
) -> None:
    install(machine)
    machine.registry.write(USER_ENVIRONMENT, PYTHON_VARIABLE, r"D:\other\python.exe")
    path = settings_path(machine.folders)
    path.write_text(re.sub(r'"INTERPRETER_WIN",".*"', '"INTERPRETER_WIN","D:/other"', path.read_text()))
    remove(machine)
    assert machine.registry.read(USER_ENVIRONMENT, PYTHON_VARIABLE) == r"D:\other\python.exe"
    assert path.read_text().splitlines() == ['"INTERPRETER_WIN","D:/other"']


def test_entries_that_others_put_into_our_start_menu_folder_stay(
    machine: TempMachine, install: Install
) -> None:
    install(machine)
    other = menu_folder(machine.folders) / "Ghi chú.lnk"
    other.touch()
    remove(machine)
    assert [path.name for path in menu_folder(machine.folders).iterdir()] == ["Ghi chú.lnk"]


def test_where_nothing_is_installed_it_says_so(machine: TempMachine) -> None:
    with pytest.raises(PiiError, match="E848"):
        remove(machine)


def test_the_user_is_asked_first(
    machine: TempMachine,
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = install(machine)
    monkeypatch.setattr("builtins.input", lambda _: "k")
    assert uninstall(machine, yes=False) == 0
    assert Path(record.python).exists()
    monkeypatch.setattr("builtins.input", lambda _: "Có")
    assert uninstall(machine, yes=False) == 0
    assert not Path(record.home).exists()
    assert record.work_folder in capsys.readouterr().out


def test_off_windows_the_installer_says_what_to_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uninstall"]) == 2
    assert "E869" in capsys.readouterr().out
