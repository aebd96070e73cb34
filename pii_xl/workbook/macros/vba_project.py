"""vbaProject.bin without Excel: our modules, xlwings' own module, and one document module for each sheet.

The bytes depend only on the sources, the number of sheets and the pinned versions of pyOpenVBA and xlwings. The project of our own
workbook lies ready in the package (``python -m scripts.ready_project``), because compressing it takes longer than anything else
about a workbook; a source that was changed since is built anew.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files

from pii_xl.ground.errors import PiiError
from pii_xl.workbook.macros.ribbon import CALLBACKS_MODULE, callbacks_module

OWN_MODULES = ("PiiFunctions", "PiiMoves", "PiiPython", "PiiText")
UDF_MODULE = "xlwings_udfs"
PART = "xl/vbaProject.bin"

READY, READY_LENGTH = "ready", 16
Modules = tuple[tuple[str, str], ...]
"""Name and source of each module."""


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
    if ready.is_file():
        return ready.read_bytes()
    from pii_xl.workbook.macros.vba_building import built  # what builds takes an eighth of a second to load

    return built(sheet_count, modules)


def ready_name(sheet_count: int, modules: Modules) -> str:
    """The name of the file in which this project lies ready; it changes with everything that the project is made from."""
    made_from = repr((sheet_count, modules, version("pyopenvba")))
    return f"{hashlib.sha256(made_from.encode()).hexdigest()[:READY_LENGTH]}.bin"


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


def _crlf(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"
