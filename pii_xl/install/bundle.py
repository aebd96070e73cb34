"""Making the zip that installs the program on a Windows PC without internet. Runs in a checkout of the sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from pii_xl import __version__
from pii_xl.ground.errors import PiiError
from pii_xl.ground.files import check_output, sha256_of, write_atomically
from pii_xl.install.kit import REQUIREMENTS, SETUP
from pii_xl.install.resolution import PLATFORM_TAG, Wheel, read_wheel, resolve
from pii_xl.install.workbooks import FOLDER as BOOKS_FOLDER

PACKAGE = f"pii-xl=={__version__}"
INSTALLER = "pip"
UNWANTED = ("matplotlib", "polars", "pillow", "pyarrow")
"""xlwings would import each of them at every click."""
KIT_FOLDER, COMMAND, README, MISSING = "goi", "cai-dat.cmd", "DOC-TRUOC.txt", "thieu-python.txt"
INSTALLER_NAME, PROGRAM_MARK = re.compile(r"python-(3\.\d+)\.\d+-amd64\.exe"), b"MZ"
OWN_PYTHON = r'"%LocalAppData%\Programs\Python\Python{version}\python.exe"'
"""Where python.org's installer puts it for one user; what it adds to the search path is seen only by later windows."""
SOURCES = ("pii_xl", "docgen", "udfs", "pyproject.toml", "README.md")
CONSTRAINTS, WORKBOOKS = "constraints.txt", "workbooks"
TRY = """{python} -c "%PROBE%" >nul 2>nul
if %ERRORLEVEL% equ 0 set "PYTHON={python}" & goto found"""
STAMP = (1980, 1, 1, 0, 0, 0)
EPOCH = "315532800"  # the same moment
BOM = "\ufeff"  # Notepad of older Windows takes the file for the machine's own code page without it


def build_bundle(out: Path, pythons: Sequence[str], installer: Path | None = None) -> list[Wheel]:
    """Write the zip for these versions of Python; the wheels in it. Takes a minute and the network.

    ``installer``: python.org's own installer to put beside ``cai-dat.cmd``, which runs it where Python is missing.

    Raises PiiError E866 (no checkout), E867 (a package cannot be had), E868 (the wheels do not fit one another), E874 (not
    an installer of one of these versions).
    """
    root = _checkout()
    check_output(out)
    if installer is not None:
        check_installer(installer, pythons)
    with tempfile.TemporaryDirectory(prefix="pii-xl-bundle-") as temporary:
        stage = Path(temporary)
        kit = stage / "kit" / KIT_FOLDER
        kit.mkdir(parents=True)
        own = _own_wheel(root, stage / "src", kit)
        _pip("download", "--no-deps", "-c", root / CONSTRAINTS, "-d", kit, INSTALLER, target=pythons[0])
        for python in pythons:
            wheels = _gather(kit, root / CONSTRAINTS, python)
            _write_requirements(kit, wheels, python)
        _write_setup(own, kit / SETUP)
        (kit.parent / COMMAND).write_bytes(command_file(pythons))
        (kit.parent / README).write_bytes(readme_file(pythons))
        (kit / MISSING).write_bytes(missing_file(pythons))
        if installer is not None:
            shutil.copy(installer, kit.parent)
        write_atomically(out, _zipped(kit.parent, stage / "bundle.zip"))
        return [read_wheel(path) for path in sorted(kit.glob("*.whl"))]


def command_file(pythons: Sequence[str]) -> bytes:
    """``cai-dat.cmd``: ASCII and CRLF, because cmd.exe reads it in the machine's own code page."""
    newest_first = sorted(pythons, key=_minor, reverse=True)
    programs = [
        *(f"py -{one}" for one in newest_first),
        "python",
        *(OWN_PYTHON.format(version=one.replace(".", "")) for one in newest_first),
    ]
    tries = [TRY.format(python=python) for python in programs]
    text = _template("cai-dat.cmd")
    text = text.replace("{tries}", "\n".join(tries)).replace("{pythons}", " ".join(newest_first))
    return _crlf(text).encode("ascii")


def missing_file(pythons: Sequence[str]) -> bytes:
    """``thieu-python.txt``: what is missing and where it comes from; cmd.exe shows it as UTF-8, so without a mark."""
    return _crlf(_template("thieu-python.txt").format(pythons=_listed(pythons))).encode()


def check_installer(path: Path, pythons: Sequence[str]) -> None:
    """Raises PiiError E874 when ``path`` is not python.org's 64-bit installer of one of these versions."""
    named = INSTALLER_NAME.fullmatch(path.name)
    if (
        named is None
        or named[1] not in pythons
        or not path.is_file()
        or path.read_bytes()[:2] != PROGRAM_MARK
    ):
        raise PiiError("E874", path=path, wanted=_listed(pythons))


def readme_file(pythons: Sequence[str]) -> bytes:
    """``DOC-TRUOC.txt``: what to do first, for Notepad."""
    text = _template("doc-truoc.txt").format(version=__version__, pythons=_listed(pythons))
    return (BOM + _crlf(text)).encode()


def bundle_problems(folder: Path, pythons: Sequence[str]) -> list[str]:
    """What is wrong with the wheels in ``folder`` for Windows; empty when every requirement has its wheel."""
    wheels = [read_wheel(path) for path in sorted(folder.glob("*.whl"))]
    problems = [f"{wheel.file}: {wheel.name}" for wheel in wheels if wheel.name in UNWANTED]
    used: set[str] = set()
    for python in pythons:
        found = resolve([PACKAGE, INSTALLER], wheels, python)
        problems += [f"{python}: {requirement}" for requirement in found.missing]
        used |= {wheel.file for wheel in found.wheels}
    return problems + [f"{wheel.file}: thừa" for wheel in wheels if wheel.file not in used]


def _checkout() -> Path:
    root = Path(__file__).parents[2]
    for name in (*SOURCES, CONSTRAINTS, WORKBOOKS):
        if not (root / name).exists():
            raise PiiError("E866", path=root / name)
    return root


def _own_wheel(root: Path, source: Path, kit: Path) -> Path:
    """Our wheel, built from a copy: setuptools would leave its work, and find what it left, in the checkout."""
    source.mkdir()
    for name in SOURCES:
        if (root / name).is_dir():
            shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / name, source / name)
    shutil.copytree(root / WORKBOOKS, source / "pii_xl" / "install" / BOOKS_FOLDER)
    _pip("wheel", "--no-deps", "-w", kit, source)
    (wheel,) = kit.glob("pii_xl-*.whl")
    return wheel


def _gather(kit: Path, constraints: Path, python: str) -> tuple[Wheel, ...]:
    """Fetch what is missing until nothing is; the wheels that ``python`` installs."""
    while True:
        wheels = [read_wheel(path) for path in sorted(kit.glob("*.whl"))]
        found = resolve([PACKAGE], wheels, python)
        if not found.missing:
            return found.wheels
        present = {wheel.file for wheel in wheels}
        wanted = sorted({f"{one.name}{one.specifier}" for one in found.missing})
        _pip("download", "--no-deps", "-c", constraints, "-d", kit, *wanted, target=python)
        if present == {path.name for path in kit.glob("*.whl")}:
            raise PiiError("E868", reason="; ".join(wanted))


def _pip(*arguments: object, target: str = "") -> None:
    """Run pip; with ``target`` for that Python on Windows. Raises PiiError E867."""
    command = [sys.executable, "-m", "pip", *map(str, arguments), "--quiet", "--disable-pip-version-check"]
    if target:
        command += ["--only-binary=:all:", "--implementation=cp"]
        command += [f"--platform={PLATFORM_TAG}", f"--python-version={target}"]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or [done.stderr]
        raise PiiError("E867", reason=errors[-1][:300])


def _write_requirements(kit: Path, wheels: Iterable[Wheel], python: str) -> None:
    """Exact versions with hashes: pip refuses a file that was damaged or exchanged on the way."""
    lines = [f"{one.name}=={one.version} --hash=sha256:{sha256_of(kit / one.file)}" for one in wheels]
    text = "".join(f"{line}\n" for line in lines)
    (kit / REQUIREMENTS.format(version=python)).write_text(text, "ascii", newline="\n")


def _write_setup(own: Path, path: Path) -> None:
    """The installer: our own package with an entry, to be run by a Python that has nothing installed."""
    entry = "import sys\nfrom pii_xl.install.__main__ import main\nsys.exit(main(sys.argv[1:]))\n"
    with zipfile.ZipFile(own) as wheel, zipfile.ZipFile(path, "w") as archive:
        parts = {name: wheel.read(name) for name in wheel.namelist() if name.startswith("pii_xl/")}
        for name, content in sorted({**parts, "__main__.py": entry.encode()}.items()):
            _add(archive, name, content)


def _zipped(folder: Path, path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                stored = file.suffix == ".whl"  # compressed already
                _add(archive, file.relative_to(folder).as_posix(), file.read_bytes(), stored=stored)
    return path.read_bytes()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, *, stored: bool = False) -> None:
    archive.writestr(
        zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    )


def _template(name: str) -> str:
    return (files("pii_xl.install") / name).read_text("utf-8")


def _crlf(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"


def _listed(pythons: Sequence[str]) -> str:
    return " / ".join(sorted(pythons, key=_minor))


def _minor(python: str) -> int:
    return int(python.partition(".")[2])
