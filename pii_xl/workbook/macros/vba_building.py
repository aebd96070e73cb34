"""A vbaProject.bin made from sources, and what one says of itself: for projects that do not lie ready."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAProject

from pii_xl.ground.errors import PiiError
from pii_xl.workbook.macros.compound_file import with_strict_directory
from pii_xl.workbook.macros.vba_project import PART, Modules

# [MS-OVBA] 2.3.4.1: a writer leaves out the version-dependent compiled code and says so with version 0xFFFF.
NO_COMPILED_CODE = bytes.fromhex("cc61ffff000000")


def built(sheet_count: int, modules: Modules) -> bytes:
    """The project, built now. Raises :class:`PiiError` E911."""
    for name, source in modules:
        _check_ascii(name, source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.xlsm"
        _write_empty_workbook(path, sheet_count)
        return _normalised(_project_of(path, dict(modules)))


def document_modules(project: bytes) -> tuple[str, ...]:
    """The code names of the workbook and its sheets, as the project's text declares them."""
    text = CFB.from_bytes(project).get_stream("PROJECT").decode("cp1252")
    return tuple(re.findall(r"^Document=(\w+)/", text, re.MULTILINE))


def _check_ascii(name: str, source: str) -> None:
    """The project's code page has no Vietnamese; pyOpenVBA would write question marks without a word."""
    for number, line in enumerate(source.splitlines(), start=1):
        if not line.isascii():
            raise PiiError("E911", module=name, line=number)


def _write_empty_workbook(path: Path, sheet_count: int) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_vba_name("ThisWorkbook")
        for number in range(1, sheet_count + 1):
            workbook.add_worksheet().set_vba_name(f"Sheet{number}")


def _project_of(path: Path, modules: dict[str, str]) -> bytes:
    with ExcelFile(path) as workbook:
        project = workbook.add_vba_project()
        for name in sorted(modules):
            is_class = modules[name].startswith("VERSION ")
            kind = VBAModuleKind.other if is_class else VBAModuleKind.standard
            project.add_module(name, modules[name], kind=kind)
        _drop_compiled_code(project)
        workbook.save()
    with zipfile.ZipFile(path) as package:
        return package.read(PART)


def _drop_compiled_code(project: VBAProject) -> None:
    """Have every module written anew, source only: the template's document modules bring compiled code."""
    for module in project.modules:
        module.dirty = True


def _normalised(project: bytes) -> bytes:
    container = CFB.from_bytes(project)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", NO_COMPILED_CODE)
    return with_strict_directory(container.to_bytes())
