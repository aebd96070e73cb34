"""The zip for a Windows PC without internet."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pii_xl import __version__
from pii_xl.ground.errors import PiiError
from pii_xl.install import PYTHONS
from pii_xl.install.__main__ import _options
from pii_xl.install.bundle import (
    COMMAND,
    EPOCH,
    KIT_FOLDER,
    MISSING,
    README,
    UNWANTED,
    _write_setup,
    build_bundle,
    bundle_problems,
    check_installer,
    command_file,
    missing_file,
    readme_file,
)
from pii_xl.install.kit import REQUIREMENTS, SETUP, Kit
from pii_xl.install.resolution import PLATFORM_TAG
from pii_xl.install.workbooks import BOOKS
from pii_xl.workbook.macros.vba_project import xlwings_modules
from tests.install.tiny_wheels import write_wheel

ROOT = Path(__file__).parents[2]
PYTHON = "3.12"
LARGEST_MB = 80
MAX_PATH = 259
LONGEST_HOME = r"C:\ProgramData\PII-XL\S-1-5-21-1111111111-2222222222-3333333333-100001\python-10.10.10-10\Lib\site-packages"
BUILTIN = {
    "echo",
    "set",
    "setlocal",
    "title",
    "if",
    "for",
    "goto",
    "start",
    "pause",
    "exit",
    "rem",
    "shift",
    "type",
    "chcp",
}


class TestCommandFile:
    def test_it_is_ascii_with_windows_line_ends(self) -> None:
        content = command_file(PYTHONS)
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n")
        assert b"\r" not in content.replace(b"\r\n", b"")

    def test_it_looks_for_the_newest_python_first_and_for_no_other(self) -> None:
        text = command_file(("3.11", "3.13", "3.12")).decode()
        tried = re.findall(r'^(.+) -c "%PROBE%"', text, re.MULTILINE)
        own = [rf'"%LocalAppData%\Programs\Python\Python3{minor}\python.exe"' for minor in (13, 12, 11)]
        assert tried == ["py -3.13", "py -3.12", "py -3.11", "python", *own]
        assert set(re.findall(r"\b3\.\d+", text)) == set(PYTHONS)
        assert "{" not in text

    def test_it_names_only_files_that_the_bundle_has(self) -> None:
        text = command_file(PYTHONS).decode()
        named = set(re.findall(r'%~dp0([^"%]+)"', text))
        assert named == {f"{KIT_FOLDER}\\{SETUP}", README, f"{KIT_FOLDER}\\{MISSING}", "python-3.*-amd64.exe"}

    def test_it_calls_only_what_windows_has_or_what_it_has_found(self) -> None:
        lines = [line.strip() for line in command_file(PYTHONS).decode().splitlines()]
        commands = {line.lstrip("@").split()[0].lower() for line in lines if line and line[0] not in ":)"}
        own = {rf'"%localappdata%\programs\python\python3{minor}\python.exe"' for minor in (11, 12, 13)}
        assert commands - BUILTIN == {"py", "python", "%python%", '"%%~fi"', *own}

    def test_its_labels_and_jumps_match(self) -> None:
        text = command_file(PYTHONS).decode()
        labels = re.findall(r"^:(\w+)\r$", text, re.MULTILINE)
        assert set(re.findall(r"goto (\w+)", text)) == set(labels)
        assert len(labels) == len(set(labels))

    def test_quietly_it_neither_pauses_nor_opens_anything(self) -> None:
        lines = command_file(PYTHONS).decode().splitlines()
        for stop in [at for at, line in enumerate(lines) if line.startswith(("pause", "start "))]:
            label = max(at for at, line in enumerate(lines[:stop]) if line.startswith(":"))
            assert (
                lines[label + 1].startswith("if defined QUIET exit /b")
                or "if not defined QUIET" in lines[stop]
            )

    def test_the_commands_its_remarks_name_exist(self) -> None:
        text = command_file(PYTHONS).decode()
        for action in ("install", "uninstall"):
            assert action in text
            assert _options([action]).action == action
        assert _options([]).action == "install"

    @pytest.mark.parametrize(
        ("platform", "version", "found"),
        [
            ("win-amd64", (3, 12), True),
            ("win-amd64", (3, 10), False),
            ("win-amd64", (3, 1), False),
            ("win32", (3, 12), False),
            ("win-arm64", (3, 12), False),
        ],
    )
    def test_its_question_to_a_python_is_answered_by_version_and_bitness(
        self, platform: str, version: tuple[int, int], found: bool
    ) -> None:
        (probe,) = re.findall(r'set "PROBE=(.*)"\r', command_file(PYTHONS).decode())
        assert not set(probe) & set('%"&|<>^')
        pretend = f"import sys, sysconfig; sysconfig.get_platform = lambda: {platform!r}; sys.version_info = {version}; "
        done = subprocess.run([sys.executable, "-c", pretend + probe])
        assert (done.returncode == 0) is found


def test_the_readme_opens_in_notepad_with_vietnamese_letters() -> None:
    text = readme_file(PYTHONS).decode("utf-8-sig")
    assert readme_file(PYTHONS).startswith(b"\xef\xbb\xbf")
    assert f"PII-XL {__version__}: cài đặt" in text
    assert "Python 3.11 / 3.12 / 3.13" in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_missing_python_is_told_in_vietnamese_with_where_to_get_it() -> None:
    text = missing_file(PYTHONS).decode("utf-8")
    assert "Máy này chưa có Python 64 bit phiên bản 3.11 / 3.12 / 3.13." in text
    assert "python.org" in text
    assert "{" not in text
    assert missing_file(PYTHONS).count(b"\n") == missing_file(PYTHONS).count(b"\r\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("python-3.12.9.exe", b"MZ"),  # 32 bit
        ("python-3.10.1-amd64.exe", b"MZ"),
        ("python-3.12.9-amd64.exe", b"PK"),
        ("setup.exe", b"MZ"),
    ],
)
def test_what_is_not_pythons_installer_is_not_put_in(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PiiError, match="E874"):
        check_installer(tmp_path / name, PYTHONS)


def test_pythons_installer_may_be_put_in(tmp_path: Path) -> None:
    (tmp_path / "python-3.12.9-amd64.exe").write_bytes(b"MZ...")
    check_installer(tmp_path / "python-3.12.9-amd64.exe", PYTHONS)


def test_a_bundle_can_only_be_made_from_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pii_xl.install.bundle.__file__", str(tmp_path / "pii_xl" / "install" / "bundle.py"))
    with pytest.raises(PiiError, match="E866"):
        build_bundle(tmp_path / "x.zip", [PYTHON])


class TestOfflineCheck:
    @pytest.fixture
    def wheels(self, tmp_path: Path) -> Path:
        """What a bundle must have, in small."""
        write_wheel(tmp_path, "pii_xl", __version__, requires=("xlwings==0.37.8",))
        write_wheel(
            tmp_path,
            "xlwings",
            "0.37.8",
            tag="cp312-cp312-win_amd64",
            requires=('pywin32; platform_system == "Windows"',),
        )
        write_wheel(tmp_path, "pywin32", "312", tag="cp312-cp312-win_amd64")
        write_wheel(tmp_path, "pip", "26.3")
        return tmp_path

    def test_a_complete_bundle_has_no_problems(self, wheels: Path) -> None:
        assert bundle_problems(wheels, ["3.12"]) == []

    def test_a_wheel_that_linux_would_leave_out_is_missed(self, wheels: Path) -> None:
        next(wheels.glob("pywin32*")).unlink()
        assert bundle_problems(wheels, ["3.12"]) == ['3.12: pywin32; platform_system == "Windows"']

    def test_a_wheel_for_another_python_is_missed_and_useless(self, wheels: Path) -> None:
        assert bundle_problems(wheels, ["3.13"])[0] == "3.13: xlwings==0.37.8"

    def test_what_slows_every_click_does_not_belong_in_it(self, wheels: Path) -> None:
        write_wheel(wheels, "polars", "2.1.0")
        assert any(problem.startswith("polars-2.1.0") for problem in bundle_problems(wheels, ["3.12"]))


class TestSetupArchive:
    """Runs with a bare Python: nothing but the standard library may be needed before the packages are there."""

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        own = tmp_path / "own.whl"
        with zipfile.ZipFile(own, "w") as wheel:
            for path in sorted((ROOT / "pii_xl").rglob("*.py")):
                wheel.write(path, path.relative_to(ROOT))
        _write_setup(own, tmp_path / SETUP)
        return tmp_path / SETUP

    def test_it_starts_and_explains_itself(self, archive: Path) -> None:
        done = _bare(archive, "--help")
        assert done.returncode == 0
        assert "uninstall" in done.stdout

    def test_off_windows_it_says_so_without_a_traceback(self, archive: Path) -> None:
        done = _bare(archive)
        assert done.returncode == 2
        assert "E869" in done.stdout
        assert "Traceback" not in done.stderr

    def test_it_removes_itself_and_still_says_how_it_went(self, archive: Path, tmp_path: Path) -> None:
        """It runs out of the very file that an uninstallation deletes: nothing may be read from it afterwards."""
        code = (
            f"import sys; sys.path[:0] = [{str(archive)!r}]; from pathlib import Path\n"
            "import pii_xl.install.__main__ as program, pii_xl.install.removal as removal\n"
            "from pii_xl.install import PROGRAMS\nfrom pii_xl.install.record import Record\n"
            f"sys.path.append({str(ROOT)!r}); from tests.install.temp_machine import TempMachine\n"
            f"machine = TempMachine(Path({str(tmp_path / 'C')!r})); home = {str(archive.parent / 'home')!r}\n"
            f"Path(home).mkdir(); Path({str(archive)!r}).rename(Path(home) / 'cai-dat.pyz')\n"
            "sys.path[0] = home + '/cai-dat.pyz'\n"
            "Record('0', home, home + '/python-0/Scripts/python.exe', 'C:/so').save()\n"
            "machine.registry.write(PROGRAMS, 'InstallLocation', home)\n"
            "program.this_machine = lambda: machine\n"
            "code = program.main(['uninstall', '--yes', '--wait'])\n"
            "assert not Path(home).exists()\nsys.exit(code)"
        )
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-c", code],
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Đã gỡ PII-XL" in done.stdout
        assert "Traceback" not in done.stderr

    def test_everything_it_reaches_on_windows_needs_no_package(self, archive: Path) -> None:
        code = (
            f"import sys; sys.path.insert(0, {str(archive)!r})\n"
            "import pii_xl.install.setup, pii_xl.install.removal, pii_xl.ground.log\n"
            "import ast, pathlib, zipfile\n"
            "print(sorted({name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
        )
        done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert set(eval(done.stdout)) <= {"__main__", "pii_xl"}

    def test_the_part_for_windows_needs_no_package_either(self) -> None:
        source = (ROOT / "pii_xl" / "install" / "windows.py").read_text("utf-8")
        imported = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))
        assert imported - set(sys.stdlib_module_names) == {"pii_xl"}


@pytest.fixture(scope="module")
def unzipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real bundle, made from the sources. Skipped where no package index can be reached."""
    folder = tmp_path_factory.mktemp("bundle")
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries=0", "--timeout=10"]
    if subprocess.run([*probe, "-d", str(folder / "probe"), "et_xmlfile"], capture_output=True).returncode:
        pytest.skip("no package index can be reached: the bundle cannot be made")
    build_bundle(folder / "bundle.zip", [PYTHON])
    shutil.unpack_archive(folder / "bundle.zip", folder / "zip")
    return folder / "zip"


class TestRealBundle:
    def test_it_is_resolved_offline_for_windows(self, unzipped: Path) -> None:
        assert bundle_problems(unzipped / KIT_FOLDER, [PYTHON]) == []

    def test_pip_agrees_about_hashes_and_tags(self, unzipped: Path, tmp_path: Path) -> None:
        kit = unzipped / KIT_FOLDER
        command = [sys.executable, "-m", "pip", "install", "--isolated", "--dry-run", "--no-index", "--quiet"]
        command += ["--require-hashes", "--no-deps", "--only-binary=:all:", f"--find-links={kit}"]
        command += [
            f"--platform={PLATFORM_TAG}",
            f"--python-version={PYTHON}",
            f"--target={tmp_path / 'target'}",
        ]
        command += ["-r", str(kit / REQUIREMENTS.format(version=PYTHON))]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def test_it_has_what_only_windows_needs_and_nothing_that_slows_clicks(self, unzipped: Path) -> None:
        names = {path.name.partition("-")[0].lower() for path in (unzipped / KIT_FOLDER).glob("*.whl")}
        assert {"pii_xl", "xlwings", "pywin32", "tzdata", "pip"} <= names
        assert not names & set(UNWANTED)

    def test_module_library_and_package_of_xlwings_are_one_version(self, unzipped: Path) -> None:
        (wheel,) = (unzipped / KIT_FOLDER).glob("xlwings-*.whl")
        number = wheel.name.split("-")[1]
        assert f'XLWINGS_VERSION As String = "{number}"' in xlwings_modules()["xlwings"]
        libraries = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".dll")]
        assert {Path(name).name for name in libraries} == {f"xlwings{bits}-{number}.dll" for bits in (32, 64)}
        assert all(".data/data/" in name for name in libraries)  # beside the environment's folder of programs

    def test_the_workbooks_are_in_our_wheel_and_in_the_setup_archive(self, unzipped: Path) -> None:
        kit = Kit(unzipped / KIT_FOLDER)
        (wheel,) = kit.folder.glob("pii_xl-*.whl")
        for archive in (wheel, kit.setup):
            names = zipfile.ZipFile(archive).namelist()
            assert {f"pii_xl/install/books/{name}" for name in BOOKS} <= set(names)
            assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]

    def test_it_opens_with_one_file_to_press_and_one_to_read(self, unzipped: Path) -> None:
        assert {path.name for path in unzipped.iterdir()} == {COMMAND, README, KIT_FOLDER}
        assert sum(path.stat().st_size for path in unzipped.rglob("*")) < LARGEST_MB * 1e6

    def test_no_installed_path_is_too_long_for_windows(self, unzipped: Path) -> None:
        compiled = len("__pycache__/.cpython-312.pyc") - len(".py")
        longest = max(
            len(name) + (compiled if name.endswith(".py") else 0)
            for wheel in (unzipped / KIT_FOLDER).glob("*.whl")
            for name in zipfile.ZipFile(wheel).namelist()
        )
        assert len(LONGEST_HOME) + 1 + longest <= MAX_PATH

    def test_our_part_carries_no_time_of_its_making(self, unzipped: Path) -> None:
        assert int(EPOCH) == 315532800
        for archive in ((unzipped / KIT_FOLDER / SETUP), *(unzipped / KIT_FOLDER).glob("pii_xl-*.whl")):
            assert {one.date_time[0] for one in zipfile.ZipFile(archive).infolist()} == {1980}


def _bare(archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the archive as cai-dat.cmd does, with a Python that sees no packages."""
    command = [sys.executable, "-S", "-P", "-B", str(archive), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={"PYTHONUTF8": "1"})
