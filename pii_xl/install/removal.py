"""Uninstalling: everything the installation made goes; the user's workbooks and what others wrote stay."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.log import FAILURES
from pii_xl.install import PYTHON_VARIABLE, USER_ENVIRONMENT
from pii_xl.install.environment import LOG, set_aside
from pii_xl.install.machine import Machine
from pii_xl.install.places import environment_of, temp_folder
from pii_xl.install.record import Record, find_record
from pii_xl.install.start_menu import menu_folder
from pii_xl.install.xlwings_settings import settings_path, without_settings


def uninstall(machine: Machine) -> Record:
    """Remove the user's installation; its record. Raises UnreadableError E847 (nothing has changed yet), E848."""
    record = find_record(machine)
    if record is None:
        raise UnreadableError("E848")
    environment = environment_of(Path(record.python))
    try:
        if environment.exists():
            set_aside(environment)
    except OSError as error:
        raise UnreadableError("E847") from error
    _remove_links(record, machine)
    _remove_settings(record, machine)
    if machine.registry.read(USER_ENVIRONMENT, PYTHON_VARIABLE) == record.python:
        machine.registry.delete(USER_ENVIRONMENT, PYTHON_VARIABLE)
        machine.announce()
    for key in record.keys:
        machine.registry.delete_key(key)
    shutil.rmtree(record.home, ignore_errors=True)
    _remove_temp(machine)
    _remove_logs()
    return record


def _remove_links(record: Record, machine: Machine) -> None:
    with suppress(OSError):
        for link in record.links:
            Path(link).unlink(missing_ok=True)
        menu_folder(machine.folders).rmdir()


def _remove_settings(record: Record, machine: Machine) -> None:
    path = settings_path(machine.folders)
    with suppress(OSError):
        content = without_settings(path.read_bytes(), record.settings)
        if content.strip():
            path.write_bytes(content)
        else:
            path.unlink()
            path.parent.rmdir()


def _remove_logs() -> None:
    for name in (FAILURES, LOG):
        with suppress(OSError):
            (Path(tempfile.gettempdir()) / name).unlink()


def _remove_temp(machine: Machine) -> None:
    """The folder is shared: it goes with its last user."""
    temp = temp_folder(machine.folders)
    with suppress(OSError):
        (temp / machine.sid).unlink(missing_ok=True)
        for log in temp.glob("xlwings-*.log"):
            log.unlink()
        shutil.rmtree(temp / "gen_py", ignore_errors=True)
        temp.rmdir()
        temp.parent.rmdir()
