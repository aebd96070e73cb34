"""vbaProject.bin without Excel: our modules, xlwings' own module, and one document module for each sheet.

The bytes depend only on the sources, the number of sheets and the pinned versions of pyOpenVBA and xlwings. The project of our own
workbook lies ready in the package (``python -m scripts.ready_project``), because compressing it takes longer than anything else
about a workbook; a source that was changed since is built anew.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAProject

from pii_xl.ground.errors import PiiError
from pii_xl.workbook.macros.compound_file import with_strict_directory
from pii_xl.workbook.macros.ribbon import CALLBACKS_MODULE, callbacks_module

OWN_MODULES = ("PiiFunctions", "PiiMoves", "PiiPython", "PiiText")
UDF_MODULE = "xlwings_udfs"
PART = "xl/vbaProject.bin"

READY, READY_LENGTH = "ready", 16
Modules = tuple[tuple[str, str], ...]
"""Name and source of each module."""

# [MS-OVBA] 2.3.4.1: a writer leaves out the version-dependent compiled code and says so with version 0xFFFF.
NO_COMPILED_CODE = bytes.fromhex("cc61ffff000000")


def vba_project(sheet_count: int, udf_wrapper: str = "") -> bytes:
    """The normalised project for a workbook with ``sheet_count`` sheets named Sheet1 … SheetN in code.

    ``udf_wrapper`` is the source of the worksheet functions' module, see :mod:`pii_xl.workbook.macros.udf_wrapper`.
    Raises :class:`PiiError` E911 for a source with letters outside ASCII, E912 when xlwings' module and package differ.
    """
    return _project(sheet_count, modules_with(udf_wrapper))


def modules_with(udf_wrapper: str = "") -> Modules:
    """All modules of the project, that of the worksheet functions included where it is given."""
    modules = own_modules() | xlwings_modules()
    if udf_wrapper:
        modules[UDF_MODULE] = udf_wrapper
    return tuple(modules.items())


@lru_cache(maxsize=8)
def _project(sheet_count: int, modules: Modules) -> bytes:
    ready = files(__package__) / READY / ready_name(sheet_count, modules)
    return ready.read_bytes() if ready.is_file() else built(sheet_count, modules)


def ready_name(sheet_count: int, modules: Modules) -> str:
    """The name of the file in which this project lies ready; it changes with everything that the project is made from."""
    made_from = repr((sheet_count, modules, version("pyopenvba")))
    return f"{hashlib.sha256(made_from.encode()).hexdigest()[:READY_LENGTH]}.bin"


def built(sheet_count: int, modules: Modules) -> bytes:
    """The project, built now. Raises :class:`PiiError` E911."""
    for name, source in modules:
        _check_ascii(name, source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.xlsm"
        _write_empty_workbook(path, sheet_count)
        return _normalised(_project_of(path, dict(modules)))


def own_modules() -> dict[str, str]:
    """Name → source of the modules written for this project, lines ending in CRLF."""
    folder = files(f"{__package__}.vba")
    sources = {name: _crlf((folder / f"{name}.bas").read_text("utf-8")) for name in OWN_MODULES}
    return {CALLBACKS_MODULE: callbacks_module(), **sources}


@cache
def _xlwings_sources() -> tuple[str, str]:
    package = files("xlwings")
    names = ("xlwings.bas", "addin/Dictionary.cls")
    bas, cls = (_crlf((package / name).read_text("utf-8")) for name in names)
    return bas, cls


def xlwings_modules() -> dict[str, str]:
    """Name → source of the two modules that the installed xlwings brings.

    Raises :class:`PiiError` E912 when the module speaks of another version than the package: the DLL's name carries
    the version, so Excel would not find it.
    """
    bas, cls = _xlwings_sources()
    found = re.search(r'XLWINGS_VERSION As String = "([^"]+)"', bas)
    if found is None or found[1] != version("xlwings"):
        raise PiiError("E912", module=found[1] if found else "?", package=version("xlwings"))
    return {"xlwings": bas, "Dictionary": cls}


def document_modules(project: bytes) -> tuple[str, ...]:
    """The code names of the workbook and its sheets, as the project's text declares them."""
    text = CFB.from_bytes(project).get_stream("PROJECT").decode("cp1252")
    return tuple(re.findall(r"^Document=(\w+)/", text, re.MULTILINE))


def _crlf(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"


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
