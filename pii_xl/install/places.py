"""Where things go on the PC."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Callable
from pathlib import Path

from pii_xl.ground.errors import UnreadableError
from pii_xl.install import NAME, PROGRAMS
from pii_xl.install.machine import Folders, Machine


def installed_home(machine: Machine) -> Path | None:
    """Where the program lives already. Only the user can write this value, unlike files among the shared data."""
    location = machine.registry.read(PROGRAMS, "InstallLocation")
    return Path(location) if isinstance(location, str) and location else None


def make_home(machine: Machine, make_folder: Callable[[Path], object]) -> Path:
    """The program's folder: ASCII, because Excel's side of xlwings knows only the machine's own code page.

    Raises UnreadableError E844.
    """
    present = installed_home(machine)
    if present is not None and present.is_dir():
        return present
    candidates = machine.folders.local / NAME, free_path(machine.folders.shared / NAME / machine.sid)
    for home in candidates:
        if not str(home).isascii():
            continue
        try:
            make_folder(home)
            if machine.folders.shared in home.parents:  # where other users may add files
                machine.make_private(home)
        except OSError:
            continue
        return home
    raise UnreadableError("E844", tried="; ".join(map(str, candidates)))


def free_path(path: Path) -> Path:
    """``path``, or with the first number that is not taken: what is there may be another's, or half an installation."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def temp_folder(folders: Folders) -> Path:
    """Where the buttons leave messages for Excel; the workbook's sheet xlwings.conf says the same."""
    return folders.shared / NAME / "temp"


def work_folders(folders: Folders) -> tuple[Path, ...]:
    """Where the user's workbooks may go, best first.

    Not into documents that OneDrive mirrors, since Excel then sees only a web address. Windows may guard documents
    against programs it does not know; the user's own folder is not guarded.
    """
    parents = (folders.documents, folders.profile)
    return tuple(parent / NAME for parent in parents if not is_synced(parent, folders))


def is_synced(path: Path, folders: Folders) -> bool:
    """OneDrive mirrors ``path``."""
    return any(path == synced or synced in path.parents for synced in folders.synced)


def interpreter(environment: Path, *, windowed: bool = False) -> Path:
    """The Python of a virtual environment; with ``windowed`` the one that opens no console."""
    scripts = sysconfig.get_path("scripts", "venv", {"base": str(environment)})
    name = ("pythonw.exe" if windowed else "python.exe") if os.name == "nt" else "python"
    return Path(scripts) / name


def environment_of(python: Path) -> Path:
    """The virtual environment that :func:`interpreter` was asked about."""
    return python.parent.parent
