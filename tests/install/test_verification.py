"""`pii-xl doctor` and the button "Tình trạng máy" find what is wrong on a PC."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from pyopenvba import ExcelFile

from pii_xl import __version__
from pii_xl.cli import _guarded
from pii_xl.ground.errors import Finding
from pii_xl.install import PROGRAMS, PYTHON_VARIABLE, USER_ENVIRONMENT, verification
from pii_xl.install.environment import TEMP_GUARD, temp_guard
from pii_xl.install.office import RULES, RULES_BY_GROUP_POLICY, RULES_BY_MANAGEMENT
from pii_xl.install.places import temp_folder
from pii_xl.install.record import Record
from pii_xl.install.verification import (
    LIBRARIES,
    MODULE_VERSION,
    PROJECT_PART,
    check_book_file,
    check_installed_books,
    check_machine,
    module_version,
)
from pii_xl.workbook.macros.vba_project import xlwings_modules
from tests.install.temp_machine import EXCEL_CLASS, TempMachine

TEMPLATE = Path(__file__).parents[2] / "workbooks" / "template.xlsm"


@pytest.fixture
def python(machine: TempMachine) -> Path:
    """A complete installation as the checks see it."""
    home = machine.folders.local / "PII-XL"
    python = home / f"python-{__version__}" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    for pattern in LIBRARIES:
        (home / f"python-{__version__}" / pattern.format(version=version("xlwings"))).touch()
    Record(__version__, str(home), str(python), str(machine.folders.documents / "PII-XL")).save()
    machine.registry.write(PROGRAMS, "InstallLocation", str(home))
    machine.registry.write(USER_ENVIRONMENT, PYTHON_VARIABLE, str(python))
    temp_folder(machine.folders).mkdir(parents=True)
    return python


def codes(found: list[Finding]) -> list[str]:
    return [item.code for item in found]


class TestMachine:
    def test_a_complete_installation_has_no_findings(self, machine: TempMachine, python: Path) -> None:
        checkup = check_machine(machine, python)
        assert checkup.findings == []
        assert checkup.told().code == "N839"
        assert f"xlwings {version('xlwings')}" in checkup.told().found
        assert str(python) in checkup.told().found

    def test_windowless_python_counts_as_the_same(self, machine: TempMachine, python: Path) -> None:
        assert check_machine(machine, python.with_name("pythonw.exe")).findings == []

    def test_another_python_than_the_variable_says(self, machine: TempMachine, python: Path) -> None:
        machine.registry.write(USER_ENVIRONMENT, PYTHON_VARIABLE, r"C:\old\python.exe")
        (found,) = check_machine(machine, python).findings
        assert found.code == "W849"
        assert r"C:\old\python.exe" in found.found

    def test_no_installation_by_the_bundle(self, machine: TempMachine, python: Path) -> None:
        (machine.folders.local / "PII-XL" / "install.json").unlink()
        assert codes(check_machine(machine, python).findings) == ["W859"]

    def test_a_python_below_a_vietnamese_folder(
        self, tmp_path: Path, machine: TempMachine, python: Path
    ) -> None:
        moved = tmp_path / "Nguyễn" / python.parent.name / python.name
        assert {"W849", "W850"} <= set(codes(check_machine(machine, moved).findings))

    @pytest.mark.parametrize("blocked", ["missing", "a file"])
    def test_a_temporary_folder_that_cannot_be_used(
        self, machine: TempMachine, python: Path, blocked: str
    ) -> None:
        temp = temp_folder(machine.folders)
        temp.rmdir()
        if blocked == "a file":
            temp.touch()
        (found,) = check_machine(machine, python).findings
        assert found.code == "W851"
        assert str(temp) in found.found

    def test_no_excel(self, machine: TempMachine, python: Path) -> None:
        machine.registry.delete_key(r"HKCR\Excel.Application\CLSID")
        assert codes(check_machine(machine, python).findings) == ["W852"]

    def test_wps_in_place_of_excel(self, machine: TempMachine, python: Path) -> None:
        machine.install_excel(r"C:\Users\a\AppData\Local\Kingsoft\WPS Office\office6\et.exe /Automation")
        (found,) = check_machine(machine, python).findings
        assert found.code == "W853"
        assert "WPS Office" in found.found

    def test_a_temporary_folder_that_the_code_page_cannot_write_needs_its_guard(
        self, machine: TempMachine, python: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pii_xl.install.verification.fits_code_page", lambda _: False)
        (found,) = check_machine(machine, python).findings
        assert found.code == "W873"
        guard = temp_guard(python.parents[1])
        guard.parent.mkdir(parents=True, exist_ok=True)
        guard.touch()
        assert check_machine(machine, python).findings == []

    def test_a_32_bit_excel_is_found_where_windows_keeps_it(self, machine: TempMachine, python: Path) -> None:
        machine.registry.delete_key(rf"HKCR\CLSID\{EXCEL_CLASS}\LocalServer32")
        key = rf"HKCR\WOW6432Node\CLSID\{EXCEL_CLASS}\LocalServer32"
        machine.registry.write(key, "", r"C:\Program Files (x86)\Microsoft Office\EXCEL.EXE /automation")
        assert check_machine(machine, python).findings == []

    @pytest.mark.parametrize(
        "setting",
        [
            (RULES_BY_GROUP_POLICY, "{rule}", "1"),
            (RULES_BY_MANAGEMENT, "ASRRules", "{rule}=1|be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=0"),
        ],
    )
    @pytest.mark.parametrize(("rule", "code"), RULES.items())
    def test_defenders_rule_sends_the_user_to_the_start_menu(
        self, machine: TempMachine, python: Path, setting: tuple[str, str, str], rule: str, code: str
    ) -> None:
        key, name, value = setting
        machine.registry.write(key, name.format(rule=rule), value.format(rule=rule.lower()))
        (found,) = check_machine(machine, python).findings
        assert found.code == code
        assert "Start" in found.remedy

    def test_defenders_rule_in_audit_mode_blocks_nothing(self, machine: TempMachine, python: Path) -> None:
        for rule in RULES:
            machine.registry.write(RULES_BY_GROUP_POLICY, rule, "2")
        assert check_machine(machine, python).findings == []

    def test_a_library_of_another_version_or_missing(self, machine: TempMachine, python: Path) -> None:
        (library,) = python.parents[1].glob("xlwings64-*.dll")
        library.rename(library.with_name("xlwings64-0.30.0.dll"))
        (found,) = check_machine(machine, python).findings
        assert found.code == "W855"
        assert library.name in found.found

    def test_libraries_beside_python_count_too(self, machine: TempMachine, python: Path) -> None:
        for library in python.parents[1].glob("*.dll"):
            shutil.move(library, python.parent)
        assert check_machine(machine, python).findings == []

    def test_another_xlwings_than_the_one_required(
        self, machine: TempMachine, python: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(verification, "requires", lambda _: ["pandas>=2", "xlwings==0.30.0"])
        (found,) = check_machine(machine, python).findings
        assert found.code == "W870"
        assert "0.30.0" in found.found

    def test_a_vietnamese_user_name_is_a_fact_and_no_fault(self, tmp_path: Path) -> None:
        told = check_machine(TempMachine(tmp_path / "C", "Nguyễn Văn Đức"), Path("python.exe")).facts
        assert any(line.startswith("Người dùng: Nguyễn Văn Đức (có chữ Việt") for line in told)


class TestWorkbook:
    def test_the_template_has_the_module_of_the_installed_xlwings(self) -> None:
        assert module_version(TEMPLATE) == version("xlwings")
        assert MODULE_VERSION.search(xlwings_modules()["xlwings"])

    def test_a_module_of_another_version(self, tmp_path: Path) -> None:
        old = _with_module(tmp_path / "cu.xlsm", "0.30.0")
        (found,) = check_book_file(old, None)
        assert found.code == "W856"
        assert "0.30.0" in found.found
        assert found.file == "cu.xlsm"
        assert list(check_book_file(old, None, current=True)) == []

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a zip"])
    def test_a_file_that_cannot_be_read_is_not_the_doctors_business(
        self, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "so.xlsm"
        path.write_bytes(content)
        assert module_version(path) is None
        assert list(check_book_file(path, None)) == []

    def test_a_workbook_without_macros_has_no_module(self, tmp_path: Path) -> None:
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
        (tmp_path / "so.xlsx").write_bytes(package.getvalue())
        assert module_version(tmp_path / "so.xlsx") is None

    def test_a_workbook_marked_as_coming_from_the_internet(self, tmp_path: Path) -> None:
        path = tmp_path / "so.xlsm"
        shutil.copy(TEMPLATE, path)
        Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
        assert codes(list(check_book_file(path, None))) == ["W858"]

    def test_a_workbook_in_a_folder_that_onedrive_mirrors(self, tmp_path: Path) -> None:
        machine = TempMachine(tmp_path / "C", onedrive=True)
        path = machine.folders.documents / "so.xlsm"
        shutil.copy(TEMPLATE, path)
        (found,) = check_book_file(path, machine)
        assert found.code == "W857"
        assert str(machine.folders.profile / "PII-XL") in found.remedy

    def test_every_workbook_in_the_users_folder_is_looked_at(self, machine: TempMachine) -> None:
        folder = machine.folders.documents / "PII-XL"
        folder.mkdir()
        shutil.copy(TEMPLATE, folder / "moi.xlsm")
        _with_module(folder / "cu.xlsm", "0.30.0")
        assert [item.file for item in check_installed_books(machine)] == ["cu.xlsm"]


def test_the_command_prints_versions_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert _guarded(["doctor"]) == 0
    assert f"PII-XL {__version__}; xlwings {version('xlwings')}" in capsys.readouterr().out


def _with_module(path: Path, number: str) -> Path:
    """A copy of the template with an older module of xlwings."""
    with ExcelFile(TEMPLATE) as book:
        source = book.get_module("xlwings")
        book.set_module("xlwings", source.replace(version("xlwings"), number))
        book.save(path)
    assert PROJECT_PART in zipfile.ZipFile(path).namelist()
    return path


def test_python_leaves_a_temporary_folder_that_does_not_exist(tmp_path: Path) -> None:
    """What stands in the guard, run as Python does at its start; on Windows the folder is the shared one."""
    shared = tmp_path / "shared"
    shared.mkdir()
    guard = TEMP_GUARD.replace(r"%ProgramData%\PII-XL\temp", str(shared))
    assert guard != TEMP_GUARD
    code = f"{guard}\nprint(os.environ['TEMP'])"
    for given, kept in ((str(tmp_path), str(tmp_path)), (r"C:\users\Nguy?n\Temp", str(shared))):
        done = subprocess.run(
            [sys.executable, "-c", code], env={"TEMP": given, "TMP": given}, capture_output=True, text=True
        )
        assert done.stdout.strip() == kept
