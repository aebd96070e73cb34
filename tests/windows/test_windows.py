"""The whole life of an installation on Windows, in order: installed, used, asked by COM, removed.

Measured on two busy cores: Debian 13's Wine 79 s (once; kept between runs), Windows with Python 15 s, bundle 9 s, installation 55 s, the
demo on both sides 38 s, 200 tests on Windows 30 s, the cell function 12 s, two more installations 40 and 80 s: 5½ minutes, 7 from nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from pii_xl.demo.run import run_demo
from pii_xl.install.bundle import build_bundle
from pii_xl.install.start_menu import REMOVAL, SERVER
from pii_xl.layout.buttons import python_commands
from tests.windows.lab import MINOR, Done, Lab, LabError, obstacle

pytestmark = pytest.mark.skipif(bool(obstacle()), reason=f"Windows under Wine: {obstacle()}")

SID = "S-1-5-21-0-0-0-1000"  # Wine's only user
NO_EXCEL = "W852"
HERE = Path(__file__).parent
READS_SOURCES = "tests/ground/test_messages.py::test_every_message_is_used"
"""The sources are not on the PC."""


class Installed:
    """The PC with the program on it."""

    def __init__(self, lab: Lab, bundle: Path) -> None:
        self.lab = lab
        self.kit = lab.home / "Downloads" / "Bộ cài (x86) & mới"
        with zipfile.ZipFile(bundle) as package:
            package.extractall(self.kit)
        self.log = lab.run("cmd", "/c", "cai-dat.cmd", "install", "--yes", folder=self.kit)
        self.home = lab.drive / "ProgramData" / "PII-XL" / SID
        self.work = lab.home / "Documents" / "PII-XL"

    @property
    def python(self) -> str:
        """The program's own Python."""
        (found,) = self.home.glob("python-*/Scripts/python.exe")
        return self.lab.windows_path(found)

    def pii_xl(self, *arguments: str, seconds: int = 400) -> Done:
        """A command of the command line."""
        return self.lab.run(self.python, "-P", "-m", "pii_xl.cli", *arguments, seconds=seconds)

    def job(self, *arguments: str) -> Any:
        """What :mod:`.on_windows` answers."""
        script = self.lab.drive / "on_windows.py"
        script.write_bytes((HERE / "on_windows.py").read_bytes())
        done = self.lab.run(
            self.python, "-u", "-P", "-X", "utf8", r"C:\on_windows.py", *arguments, seconds=120
        )
        answers = [line for line in done.said.splitlines() if line[:1] in '["{' or line[:1].isdigit()]
        assert answers, done
        return json.loads(answers[-1])


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    try:
        found = Lab()
    except LabError as error:
        pytest.skip(f"Windows under Wine cannot be had: {error}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def installed(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    bundle = tmp_path_factory.mktemp("bo-cai") / "kit.zip"
    build_bundle(bundle, [MINOR])
    return Installed(lab, bundle)


def test_it_installs_for_a_vietnamese_user_from_a_folder_with_odd_letters(installed: Installed) -> None:
    assert installed.log.code == 0, installed.log.said
    assert (
        "- cài Python và các gói (vài phút)…" in installed.log.said
    )  # UTF-8, though the output is no window
    assert "Đã cài PII-XL" in installed.log.said
    assert {path.name for path in installed.work.iterdir()} == {"template.xlsm", "assignments.xlsx"}


def test_the_program_finds_nothing_amiss_but_that_there_is_no_excel(installed: Installed) -> None:
    said = installed.pii_xl("doctor").said
    assert re.findall(r"\(([EW]\d{3})\)", said) == [NO_EXCEL, "W840"]
    assert "Nguyễn Văn Đức (có chữ Việt" in said


def test_the_start_menu_has_every_command_with_its_accents(installed: Installed) -> None:
    entries = {name: (target, arguments) for name, target, arguments in installed.job("shortcuts")}
    labels = {known.label for known in python_commands()}
    assert labels | {SERVER, REMOVAL} <= entries.keys()
    for known in python_commands():
        target, arguments = entries[known.label]
        assert target.lower().endswith("pythonw.exe")
        assert arguments.endswith(known.id.replace("_", "-"))


def test_windows_is_told_where_the_program_is(installed: Installed) -> None:
    lab = installed.lab
    said = lab.run("reg", "query", r"HKCU\Environment", "/v", "PII_XL_PYTHON").said
    assert installed.python in said
    programs = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\PII-XL"
    assert "UninstallString" in lab.run("reg", "query", programs).said
    trusted = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations\PII-XL"
    assert "AllowSubfolders" in lab.run("reg", "query", trusted).said


def test_the_demo_makes_the_same_bytes_as_on_linux(installed: Installed, tmp_path: Path) -> None:
    done = installed.pii_xl("demo", "--out", r"C:\demo")
    assert done.code == 0, done.said
    run_demo(tmp_path / "demo")
    here = _files(tmp_path / "demo")
    there = _files(installed.lab.drive / "demo")
    assert there.keys() == here.keys()
    assert len(here) > 100
    assert [name for name in here if here[name].read_bytes() != there[name].read_bytes()] == []


def test_a_file_that_another_program_holds_is_said_to_be_open(installed: Installed) -> None:
    lab = installed.lab
    held = lab.drive / "demo" / "held.xlsm"
    held.write_bytes((installed.work / "template.xlsm").read_bytes())
    code = (
        "import subprocess, sys, win32file;"
        "held = win32file.CreateFile(r'C:\\demo\\held.xlsm', win32file.GENERIC_READ, 0, None, win32file.OPEN_EXISTING, 0, None);"
        "done = subprocess.run([sys.executable, '-P', '-m', 'pii_xl.cli', 'status', r'C:\\demo\\held.xlsm'], capture_output=True);"
        "sys.stdout.buffer.write(done.stdout + done.stderr)"
    )
    said = lab.run(installed.python, "-P", "-c", code).said
    assert "Traceback" not in said
    assert "E114" in said or "đang mở trong chương trình khác" in said


def test_a_device_of_windows_is_no_place_for_a_result(installed: Installed) -> None:
    done = installed.pii_xl(
        "report", installed.lab.windows_path(installed.work / "template.xlsm"), "--out", "nul.docx"
    )
    assert done.code != 0
    assert "Traceback" not in done.said


def test_a_cell_function_answers_though_the_temporary_folder_cannot_be_written_in_the_code_page(
    installed: Installed,
) -> None:
    score, temporary = installed.job("function", version("xlwings"))
    assert score == 50
    assert temporary == r"C:\ProgramData\PII-XL\temp"


def test_the_suite_that_needs_no_office_passes_on_windows(installed: Installed) -> None:
    lab = installed.lab
    source = lab.drive / "src"
    for name in ("tests/ground", "tests/udfs", "tests/libreoffice_engine"):
        shutil.copytree(HERE.parents[1] / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests/__init__.py", "tests/conftest.py", "tests/office.py", "pyproject.toml"):
        shutil.copy(HERE.parents[1] / name, source / name)
    tools = source / "tools"
    command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(tools), "--only-binary=:all:"]
    command += ["--platform", "win_amd64", "--python-version", MINOR, "pytest", "hypothesis", "colorama"]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    code = (
        "import sys; sys.path[:0] = [r'C:\\src', r'C:\\src\\tools']; import pytest;"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', 'tests/ground', 'tests/udfs',"
        f"'--deselect={READS_SOURCES}']))"
    )
    done = lab.run(installed.python, "-X", "utf8", "-B", "-c", code, folder=source)
    assert done.code == 0, done.said[-3000:]


def test_the_waiting_python_serves_one_click_after_another(installed: Installed) -> None:
    waiting = installed.lab.start(
        installed.python, "-u", "-P", "-m", "pii_xl.cli", "live", "serve", seconds=120
    )
    try:
        _wait_for_line(waiting, "Python đã sẵn sàng")
        first, second = installed.job("client", "score"), installed.job("client", "report")
        refused = installed.pii_xl("live", "serve", seconds=60)
    finally:
        waiting.terminate()  # the program with it, see timeout(1)
        waiting.wait()
    assert first[:2] == ["[]", "['score']"]  # the call is over before the command runs
    assert second[:2] == ["['score']", "['score', 'report']"]
    assert first[2] == second[2]  # the same process: it did not end when the first client left
    assert "E819" in refused.said


def test_installing_again_quietly_asks_and_prints_nothing(installed: Installed) -> None:
    done = installed.lab.run("cmd", "/c", "cai-dat.cmd", "/quiet", folder=installed.kit)
    assert done.code == 0
    assert done.said.strip() == ""
    (log,) = installed.lab.drive.glob("users/*/**/pii-xl-install.log")
    assert "Đã cài PII-XL" in log.read_text("utf-8")
    assert len(list(installed.home.glob("python-*"))) == 1


def test_it_installs_from_a_folder_with_a_percent_sign_too(installed: Installed) -> None:
    """Without cmd.exe, see :mod:`.lab`: the installer itself does not mind the letter."""
    kit = installed.kit.with_name("100% xong")
    installed.kit.rename(kit)
    python = next(installed.lab.drive.glob("Python3*")) / "python.exe"
    archive = installed.lab.windows_path(kit / "goi" / "cai-dat.pyz")
    done = installed.lab.run(installed.lab.windows_path(python), "-P", "-B", archive, "install", "--yes")
    assert done.code == 0, done.said


def test_uninstalling_leaves_nothing_but_workbooks(installed: Installed) -> None:
    lab = installed.lab
    (installed.work / "PII-2025.xlsm").write_bytes(b"a year's work")
    python = next(lab.drive.glob("Python3*")) / "python.exe"
    archive = lab.windows_path(installed.home / "cai-dat.pyz")
    done = lab.run(lab.windows_path(python), "-P", archive, "uninstall", "--yes", folder=installed.home)
    assert done.code == 0, done.said
    assert "Traceback" not in done.said
    assert not installed.home.exists()
    assert not (lab.drive / "ProgramData" / "PII-XL").exists()
    assert list(lab.drive.glob("users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/PII-XL")) == []
    assert lab.run("reg", "query", r"HKCU\Environment", "/v", "PII_XL_PYTHON").code != 0
    assert {path.suffix for path in installed.work.iterdir()} == {".xlsm", ".xlsx"}
    assert (installed.work / "PII-2025.xlsm").read_bytes() == b"a year's work"


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _wait_for_line(process: subprocess.Popen[bytes], text: str, seconds: float = 90) -> None:
    assert process.stdout
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        line = process.stdout.readline().decode("utf-8", "replace")
        if text in line:
            return
        assert line, "it ended"
    raise AssertionError(f"no line {text!r}")
