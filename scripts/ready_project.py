"""Lay the VBA project of our own workbook ready in the package: ``python -m scripts.ready_project``.

A test says when it is old.
"""

from __future__ import annotations

from pathlib import Path

from pii_xl.ledger.present import present
from pii_xl.workbook.macros import vba_project
from pii_xl.workbook.macros.udf_wrapper import udf_modules, udf_wrapper
from pii_xl.workbook.macros.vba_building import built
from pii_xl.workbook.macros.vba_project import READY, modules_with, ready_name
from pii_xl.workspace.identity import SYSTEM_SHEETS
from pii_xl.workspace.new_year import new_workspace

FOLDER = Path(vba_project.__file__).parent / READY


def made() -> tuple[str, bytes]:
    """Name and content of the file as it has to be."""
    count = len(present(new_workspace()).layout.sheets) + len(SYSTEM_SHEETS)
    modules = modules_with(udf_wrapper(udf_modules()))
    return ready_name(count, modules), built(count, modules)


def kept() -> list[Path]:
    """The files that lie ready."""
    return sorted(FOLDER.glob("*.bin"))


if __name__ == "__main__":
    name, content = made()
    FOLDER.mkdir(exist_ok=True)
    for old in kept():
        old.unlink()
    (FOLDER / name).write_bytes(content)
