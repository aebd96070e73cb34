"""Does everything on this PC fit? What ``pii-xl doctor`` and the button "Tình trạng máy" say alike."""

from __future__ import annotations

import os
import platform
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import requires, version
from pathlib import Path

from pii_xl import __version__
from pii_xl.ground.errors import Finding, finding
from pii_xl.install import PYTHON_VARIABLE, USER_ENVIRONMENT
from pii_xl.install.environment import fits_code_page, temp_guard
from pii_xl.install.machine import Machine
from pii_xl.install.office import excel_findings, rule_findings
from pii_xl.install.places import environment_of, is_synced, temp_folder, work_folders
from pii_xl.install.record import Record, find_record

LIBRARIES = ("xlwings64-{version}.dll", "xlwings32-{version}.dll")
"""One for each bitness of Excel, whatever Python's own is."""
MACRO_BOOK = ".xlsm"
MARK = "Zone.Identifier"
PROJECT_PART = "xl/vbaProject.bin"
MODULE_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')


@dataclass
class Checkup:
    """What is there, line by line, and what has to be looked at."""

    facts: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def told(self) -> Finding:
        """Everything as one message: N839, or W840 with the findings."""
        facts = "\n".join(self.facts)
        if not self.findings:
            return finding("N839", facts=facts)
        problems = [f"{item.found} {item.remedy} ({item.code})" for item in self.findings]
        return finding("W840", facts=facts, problems="\n\n".join(problems))


def check_machine(machine: Machine | None, running: Path | None = None) -> Checkup:
    """Versions, paths, Excel and policies; off Windows only the versions. ``running``: the Python in use."""
    running = running or Path(sys.executable)
    checkup = Checkup(
        [
            f"PII-XL {__version__}; xlwings {version('xlwings')}; Python {platform.python_version()} {bits()} bit",
            f"{platform.system()} {platform.release()}",
            f"Python: {running}",
        ]
    )
    checkup.findings += _check_package()
    if machine is not None:
        record = find_record(machine)
        checkup.facts += _places(machine)
        checkup.findings += [
            *_check_paths(machine, record, running),
            *_check_libraries(environment_of(running)),
        ]
        checkup.findings += excel_findings(machine.registry)
        checkup.findings += rule_findings(machine.registry)
    return checkup


def check_installed_books(machine: Machine | None) -> Iterator[Finding]:
    """What is wrong with the macro workbooks in the user's own folder."""
    if machine is None:
        return
    for path in sorted(_work_folder(machine).glob(f"*{MACRO_BOOK}")):
        yield from check_book_file(path, machine)


def check_book_file(path: Path, machine: Machine | None, *, current: bool = False) -> Iterator[Finding]:
    """What is wrong with a workbook as a file: its xlwings module, its place, its mark from the internet.

    A ``current`` workbook, built by this very version, has the module this version requires; it need not be read.
    """
    found, installed = None if current else module_version(path), version("xlwings")
    if found and found != installed:
        yield finding("W856", file=path, found_version=found, version=installed)
    if is_marked(path):
        yield finding("W858", file=path)
    if machine is not None and is_synced(path, machine.folders):
        yield finding("W857", file=path, folder=work_folders(machine.folders)[0])


def module_version(path: Path) -> str | None:
    """The version of the xlwings module inside a macro workbook; None when it cannot be told."""
    from pyopenvba.cfb import CFB
    from pyopenvba.exceptions import PyOpenVBAError
    from pyopenvba.vba import parse_vba_project

    try:
        with zipfile.ZipFile(path) as package:
            project = parse_vba_project(CFB.from_bytes(package.read(PROJECT_PART)))
        sources = [module.source for module in project.modules if module.name == "xlwings"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, PyOpenVBAError):
        return None
    found = MODULE_VERSION.search("".join(sources))
    return found[1] if found else None


def is_marked(path: Path) -> bool:
    """Windows remembers that the file came from the internet."""
    try:
        with Path(f"{path}:{MARK}").open("rb"):
            return True
    except OSError:
        return False


def bits() -> int:
    """32 or 64: Python's own bitness."""
    return 64 if sys.maxsize > 2**32 else 32


def _work_folder(machine: Machine) -> Path:
    record = find_record(machine)
    return Path(record.work_folder) if record else work_folders(machine.folders)[0]


def _check_package() -> Iterator[Finding]:
    pinned = [
        one.removeprefix("xlwings==") for one in requires("pii-xl") or () if one.startswith("xlwings==")
    ]
    if pinned and pinned[0] != version("xlwings"):
        yield finding("W870", found_version=version("xlwings"), version=pinned[0])


def _places(machine: Machine) -> list[str]:
    user = machine.folders.profile.name
    named = "" if user.isascii() else " (có chữ Việt, nên không dùng thư mục tạm riêng)"
    return [
        f"Người dùng: {user}{named}",
        f"Thư mục làm việc: {_work_folder(machine)}",
        f"Thư mục tạm của các nút: {temp_folder(machine.folders)}",
    ]


def _check_paths(machine: Machine, record: Record | None, running: Path) -> Iterator[Finding]:
    if record is None:
        yield finding("W859")
    else:
        told = str(machine.registry.read(USER_ENVIRONMENT, PYTHON_VARIABLE) or "")
        if Path(told).parent != running.parent:  # python.exe and pythonw.exe count as one
            yield finding("W849", content=told, running=running)
    if not str(running).isascii():
        yield finding("W850", path=running)
    temp = temp_folder(machine.folders)
    if not _is_writable(temp):
        yield finding("W851", path=temp)
    own = os.environ.get("TEMP", "")
    if not fits_code_page(own) and not temp_guard(environment_of(running)).exists():
        yield finding("W873", path=own)


def _check_libraries(environment: Path) -> Iterable[Finding]:
    installed = version("xlwings")
    for pattern in LIBRARIES:
        name = pattern.format(version=installed)
        if not (environment / name).exists() and not (environment / "Scripts" / name).exists():
            yield finding("W855", name=name, version=installed)


def _is_writable(folder: Path) -> bool:
    try:
        probe = folder / f"pii-xl-{os.getpid()}.tmp"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True
