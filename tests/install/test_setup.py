"""Installing for one user of one PC: where things go, what is kept, and that a failure leaves no trace."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from pii_xl import __version__
from pii_xl.ground.errors import PiiError
from pii_xl.install import PROGRAMS, PYTHON_VARIABLE, USER_ENVIRONMENT
from pii_xl.install.kit import PLATFORM, Interpreter, Kit
from pii_xl.install.office import TRUSTED_KEY
from pii_xl.install.places import interpreter, temp_folder, work_folders
from pii_xl.install.record import find_record
from pii_xl.install.setup import Setup
from pii_xl.install.verification import is_marked
from pii_xl.install.xlwings_settings import settings_path
from pii_xl.workbook.sheets.hidden_sheets import XLWINGS_SETTINGS
from tests.install.conftest import Install
from tests.install.temp_machine import LockedRegistry, TempMachine
from tests.install.tiny_wheels import tiny_kit, windows_python


class TestWhereThingsGo:
    def test_the_program_lives_in_the_users_own_folder_when_its_path_is_ascii(
        self, machine: TempMachine, install: Install
    ) -> None:
        record = install(machine)
        assert Path(record.home) == machine.folders.local / "PII-XL"
        assert machine.private == []

    def test_a_vietnamese_user_name_sends_it_to_a_private_folder_beside_the_users(
        self, tmp_path: Path, install: Install
    ) -> None:
        machine = TempMachine(tmp_path / "C", "Nguyễn Văn Đức")
        record = install(machine)
        assert record.python.isascii()
        assert Path(record.home) == machine.folders.shared / "PII-XL" / machine.sid
        assert machine.private == [Path(record.home)]
        assert Path(record.python).exists()

    def test_a_folder_that_somebody_else_has_put_there_is_not_used(
        self, tmp_path: Path, install: Install
    ) -> None:
        machine = TempMachine(tmp_path / "C", "Nguyễn")
        planted = machine.folders.shared / "PII-XL" / machine.sid
        planted.mkdir(parents=True)
        (planted / "install.json").write_text("{}")
        assert Path(install(machine).home) == planted.with_name(f"{machine.sid}-2")
        assert [path.name for path in planted.iterdir()] == ["install.json"]

    def test_without_an_ascii_folder_that_can_be_written_nothing_is_installed(
        self, tmp_path: Path, install: Install
    ) -> None:
        machine = TempMachine(tmp_path / "C", "Nguyễn")
        (machine.folders.shared / "PII-XL").write_text("a file in the way")
        before = machine.state()
        with pytest.raises(PiiError, match="E844"):
            install(machine)
        assert machine.state() == before

    def test_the_workbook_finds_the_interpreter_and_the_temporary_folder_it_asks_for(
        self, machine: TempMachine, install: Install
    ) -> None:
        record = install(machine)
        asked = dict(XLWINGS_SETTINGS)
        assert asked["INTERPRETER_WIN"] == f"%{PYTHON_VARIABLE}%"
        assert machine.registry.read(USER_ENVIRONMENT, PYTHON_VARIABLE) == record.python
        assert machine.announced == 1
        temp = asked["TEMP DIR"].replace("%ProgramData%", str(machine.folders.shared)).replace("\\", "/")
        assert Path(temp) == temp_folder(machine.folders)
        assert Path(temp).is_dir()

    def test_workbooks_go_to_the_documents_without_the_mark_of_the_internet(
        self, machine: TempMachine, install: Install
    ) -> None:
        folder = Path(install(machine).work_folder)
        assert folder == machine.folders.documents / "PII-XL"
        assert {path.name for path in folder.iterdir()} == {"template.xlsm", "assignments.xlsx"}
        assert not any(is_marked(path) for path in folder.iterdir())

    def test_workbooks_stay_out_of_documents_that_onedrive_mirrors(
        self, tmp_path: Path, install: Install
    ) -> None:
        machine = TempMachine(tmp_path / "C", onedrive=True)
        assert Path(install(machine).work_folder) == machine.folders.profile / "PII-XL"

    def test_workbooks_go_to_the_users_own_folder_where_documents_are_guarded(
        self, machine: TempMachine, install: Install
    ) -> None:
        (machine.folders.documents / "PII-XL").write_text("no folder can be made here")
        record = install(machine)
        assert Path(record.work_folder) == machine.folders.profile / "PII-XL"
        assert machine.registry.read(TRUSTED_KEY, "Path") == f"{record.work_folder}\\"

    def test_packages_are_installed_with_their_bytecode_and_without_pip(
        self, machine: TempMachine, install: Install
    ) -> None:
        python = Path(install(machine).python)
        (packages,) = python.parents[1].glob("[Ll]ib/**/site-packages")
        assert list((packages / "pii_xl" / "live" / "__pycache__").glob("door.*.pyc"))
        assert not list(packages.glob("pip*"))
        asked = subprocess.run([python, "-c", "import pii_xl.live.door, pandas"], cwd=machine.root)
        assert asked.returncode == 0

    def test_the_program_is_listed_among_the_users_apps_with_a_way_to_remove_it(
        self, machine: TempMachine, install: Install
    ) -> None:
        record = install(machine)
        assert machine.registry.read(PROGRAMS, "DisplayVersion") == __version__
        command = str(machine.registry.read(PROGRAMS, "UninstallString"))
        assert str(Path(record.home) / "cai-dat.pyz") in command
        assert "uninstall" in command
        assert record.home not in command.partition(" ")[0]  # nothing removes the program it runs in


class TestTrustedLocation:
    def test_the_users_folder_becomes_trusted_when_the_user_agrees(
        self, machine: TempMachine, install: Install
    ) -> None:
        record = install(machine, trusts=True)
        assert machine.registry.read(TRUSTED_KEY, "Path") == f"{record.work_folder}\\"
        assert machine.registry.read(TRUSTED_KEY, "AllowSubfolders") == 1

    def test_nothing_is_trusted_when_the_user_refuses(self, machine: TempMachine, install: Install) -> None:
        install(machine, trusts=False)
        assert machine.registry.read(TRUSTED_KEY, "Path") is None

    def test_nobody_is_asked_where_a_policy_forbids_it(
        self, machine: TempMachine, kit: Kit, books: Path
    ) -> None:
        policy = TRUSTED_KEY.replace(r"Software\Microsoft", r"Software\Policies\Microsoft").rpartition("\\")[
            0
        ]
        machine.registry.write(policy, "AllLocationsDisabled", 1)
        asked: list[Path] = []
        Setup(
            machine, kit, windows_python(), lambda one: not asked.append(one), lambda _: None, books
        ).install()
        assert asked == []

    def test_a_location_trusted_before_stays_so_when_the_question_is_answered_no(
        self, machine: TempMachine, install: Install
    ) -> None:
        install(machine, trusts=True)
        assert TRUSTED_KEY in install(machine, trusts=False).keys
        assert machine.registry.read(TRUSTED_KEY, "Path") is not None


class TestInstallingAgain:
    def test_the_new_environment_replaces_the_old_one(self, machine: TempMachine, install: Install) -> None:
        first, second = install(machine), install(machine)
        assert first.python != second.python
        assert not Path(first.python).exists()
        assert find_record(machine) == second
        assert machine.registry.read(USER_ENVIRONMENT, PYTHON_VARIABLE) == second.python
        entry = json.loads(Path(second.links[0]).read_text("utf-8"))
        assert Path(entry["target"]).parent == Path(second.python).parent

    def test_an_environment_that_excel_still_uses_stays_whole_until_next_time(
        self, machine: TempMachine, install: Install, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = install(machine)

        def locked(path: Path, target: Path) -> Path:
            raise PermissionError(path)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", locked)  # as Windows does while a program in the folder runs
            second = install(machine)
        assert (
            subprocess.run([first.python, "-c", "import pii_xl.live.door"], cwd=machine.root).returncode == 0
        )
        third = install(machine)
        left = [path.name for path in Path(third.home).glob("python-*")]
        assert left == [Path(third.python).parents[1].name]
        assert not Path(second.python).exists()

    def test_equal_workbooks_are_not_copied_twice(self, machine: TempMachine, install: Install) -> None:
        install(machine)
        folder = Path(install(machine).work_folder)
        assert len(list(folder.iterdir())) == 2

    def test_a_workbook_with_data_stays_and_the_new_one_gets_another_name(
        self, machine: TempMachine, install: Install
    ) -> None:
        folder = work_folders(machine.folders)[0]
        folder.mkdir()
        (folder / "template.xlsm").write_text("my figures")
        record = install(machine)
        assert (folder / "template.xlsm").read_text() == "my figures"
        assert (folder / "template (2).xlsm").read_text() == "new template.xlsm"
        assert str(folder / "template (2).xlsm") in record.books

    def test_entries_of_an_earlier_version_disappear_from_the_start_menu(
        self, machine: TempMachine, install: Install
    ) -> None:
        record = install(machine)
        old = Path(record.links[0]).with_name("Nút cũ.lnk")
        old.touch()
        record.links.append(str(old))
        record.save()
        assert str(old) not in install(machine).links
        assert not old.exists()


def _break_books(machine: TempMachine, books: Path) -> None:
    (books / "assignments.xlsx").unlink()


def _break_settings(machine: TempMachine, books: Path) -> None:
    path = settings_path(machine.folders)
    if path.exists():
        path.unlink()
    path.mkdir(parents=True)


def _break_menu(machine: TempMachine, books: Path) -> None:
    machine.refuses_links = True


def _break_environment_variable(machine: TempMachine, books: Path) -> None:
    locked = LockedRegistry(USER_ENVIRONMENT)
    locked.values = machine.registry.values
    machine.registry = locked


BREAKS = pytest.mark.parametrize(
    "break_it", [_break_books, _break_settings, _break_menu, _break_environment_variable]
)


class TestFailure:
    @BREAKS
    def test_a_first_installation_that_fails_leaves_nothing(
        self, machine: TempMachine, install: Install, books: Path, break_it
    ) -> None:
        break_it(machine, books)
        before = machine.state()
        with pytest.raises(PiiError, match=r"E845|E864") as failed:
            install(machine)
        assert "Errno" not in str(failed.value)
        assert machine.state() == before

    @BREAKS
    def test_a_second_one_that_fails_leaves_the_first_as_it_was(
        self, machine: TempMachine, install: Install, books: Path, break_it
    ) -> None:
        first = install(machine)
        (books / "template.xlsm").write_text("a newer template")
        break_it(machine, books)
        before = machine.state()
        with pytest.raises(PiiError, match=r"E845|E864"):
            install(machine)
        machine.refuses_links = False
        assert machine.state() == before
        assert find_record(machine) == first

    def test_a_damaged_wheel_is_refused_and_leaves_nothing(
        self, machine: TempMachine, install: Install, tmp_path: Path
    ) -> None:
        kit = tiny_kit(tmp_path / "goi", unpacked_pip=False)
        (wheel,) = kit.folder.glob("pandas-*.whl")
        wheel.write_bytes(wheel.read_bytes()[:-1] + b"!")
        before = machine.state()
        with pytest.raises(PiiError, match="E846"):
            install(machine, kit=kit)
        assert machine.state() == before

    def test_closing_the_window_at_the_question_leaves_nothing(
        self, machine: TempMachine, kit: Kit, books: Path
    ) -> None:
        def interrupted(folder: Path) -> bool:
            raise KeyboardInterrupt

        before = machine.state()
        with pytest.raises(KeyboardInterrupt):
            Setup(machine, kit, windows_python(), interrupted, lambda _: None, books).install()
        assert machine.state() == before

    def test_the_current_folder_and_the_users_python_settings_do_not_matter(
        self, machine: TempMachine, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "pandas.py").write_text("raise SystemExit('the wrong module')")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setenv("PIP_INDEX_URL", "file:///nowhere")
        monkeypatch.setenv("PIP_REQUIRE_VIRTUALENV", "0")
        assert Path(install(machine).python).exists()


class TestWrongPython:
    @pytest.mark.parametrize(
        ("python", "code"),
        [
            (Interpreter("3.10", PLATFORM, r"C:\Python310", Path("python.exe")), "E865"),
            (Interpreter(Interpreter.running().version, "win32", r"C:\Python", Path("python.exe")), "E865"),
            (
                Interpreter(Interpreter.running().version, "win-arm64", r"C:\Python", Path("python.exe")),
                "E865",
            ),
            (
                Interpreter(
                    Interpreter.running().version, PLATFORM, r"C:\Program Files\WindowsApps\P", Path("p")
                ),
                "E843",
            ),
        ],
        ids=["another version", "32 bit", "ARM", "Microsoft Store"],
    )
    def test_it_is_refused_with_the_one_that_is_needed(
        self, machine: TempMachine, kit: Kit, books: Path, python: Interpreter, code: str
    ) -> None:
        before = machine.state()
        with pytest.raises(PiiError, match=code) as refused:
            Setup(machine, kit, python, lambda _: True, lambda _: None, books).install()
        assert Interpreter.running().version in refused.value.finding.expected
        assert machine.state() == before

    def test_a_folder_without_the_wheels_is_not_a_bundle(self, machine: TempMachine, tmp_path: Path) -> None:
        with pytest.raises(PiiError, match="E845"):
            Setup(machine, Kit(tmp_path), windows_python(), lambda _: True, lambda _: None).install()


def test_the_interpreter_of_an_environment_is_where_this_system_puts_it(tmp_path: Path) -> None:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    assert interpreter(tmp_path) == tmp_path / folder / name
