"""LibreOffice and poppler for the tests: recalculate, convert, look at the result.

Each test process (and so each xdist worker) has a LibreOffice profile of its own, thrown away at exit.
LibreOffice 7.4 does not know XLOOKUP, LET, UNIQUE and FILTER; everything else in use here it computes.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

if TYPE_CHECKING:
    from tests.libreoffice_engine.process import Bridge

Values = dict[str, dict[str, object]]

TIMEOUT = 120
VIETNAM = "vi-VN"
ASKED_FOR = "NA()"
"""In the formula of a cell that is to be #N/A, so that a chart leaves it out."""
START_AGAIN = 81  # LibreOffice has just set up a new profile and asks to be started again
POPPLER = ("pdftoppm", "pdffonts", "pdftotext", "pdfinfo")

# Recalculate on load: 0 = always, in both file families. No crash recovery, no first-start windows, no lock files.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
 <item oor:path="/org.openoffice.Setup/L10N">
  <prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
 <item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo">
  <prop oor:name="Enabled" oor:op="fuse"><value>false</value></prop></item>
 <item oor:path="/org.openoffice.Office.Common/Misc">
  <prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
 <item oor:path="/org.openoffice.Office.Common/Misc">
  <prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class ErrorValue(str):
    """An error in a cell, such as #N/A; a text that reads like one is none."""


class OfficeError(RuntimeError):
    """LibreOffice or poppler could not do what a test asked."""


def soffice() -> Path | None:
    """LibreOffice's start program: ``PII_XL_SOFFICE``, the search path, the usual folders; else None."""
    named = [os.environ.get("PII_XL_SOFFICE"), shutil.which("soffice"), shutil.which("libreoffice")]
    usual = [
        "/usr/lib/libreoffice/program/soffice",
        *map(str, Path("/opt").glob("libreoffice*/program/soffice")),
    ]
    return next((Path(found) for found in [*named, *usual] if found and Path(found).exists()), None)


def missing_programs() -> list[str]:
    """Programs these helpers need and the machine lacks."""
    return [*([] if soffice() else ["soffice"]), *(tool for tool in POPPLER if not shutil.which(tool))]


def new_profile(locale: str = VIETNAM) -> Path:
    """A fresh LibreOffice profile that always recalculates on load, as on a PC in ``locale``; removed at the process's end."""
    folder = Path(tempfile.mkdtemp(prefix="pii-xl-lo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(
        PROFILE.format(locale=locale), encoding="utf-8"
    )
    return folder


def environment() -> dict[str, str]:
    """The environment for LibreOffice: UTF-8 file names, and none of this Python's own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return kept | {"LC_ALL": "C.UTF-8"}


def command(profile: Path, *arguments: str | Path) -> list[str]:
    """The command line of a headless LibreOffice on ``profile``."""
    program = soffice()
    if program is None:
        raise OfficeError("LibreOffice is not installed")
    fixed = [
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
    ]
    return [str(program), *fixed, *map(str, arguments)]


def stop(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` and everything it started; it must lead its own session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def to_pdf(path: str | Path, folder: str | Path) -> Path:
    """``path`` (workbook or document) printed to ``folder/<stem>.pdf``. Raises FileNotFoundError."""
    source, pdf = Path(path).resolve(strict=True), Path(folder).resolve() / f"{Path(path).stem}.pdf"
    pdf.parent.mkdir(parents=True, exist_ok=True)
    _bridge().call("print_file", source=str(source), path=str(pdf))
    return pdf


def to_png(path: str | Path, folder: str | Path, dpi: int = 70) -> list[Path]:
    """The pages of ``path`` (also of a PDF) as pictures in ``folder``, in order."""
    path, folder = Path(path), Path(folder)
    pdf = path if path.suffix.lower() == ".pdf" else to_pdf(path, folder)
    _poppler("pdftoppm", "-r", str(dpi), "-png", pdf, folder / path.stem)
    return sorted(folder.glob(f"{_literal(path.stem)}-*.png"))


def unhidden(path: Path, folder: Path) -> Path:
    """A copy of a workbook in ``folder`` with every hidden sheet in view, as after "Unhide"; very hidden ones stay."""
    copy = Path(folder) / f"{path.stem}-unhidden{path.suffix}"
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as shown:
        for item in book.infolist():
            part = book.read(item)
            if item.filename == "xl/workbook.xml":
                part = part.replace(b' state="hidden"', b"")
            shown.writestr(item, part)
    return copy


def render_sheets(path: str | Path, folder: str | Path, dpi: int = 70) -> dict[str, Path]:
    """Each visible sheet of a workbook as one picture in ``folder``, whatever its page set-up: {sheet name: picture}."""
    path, folder, bridge = Path(path).resolve(), Path(folder), _bridge()
    folder.mkdir(parents=True, exist_ok=True)
    pictures: dict[str, Path] = {}
    book = bridge.call("open_book", path=str(path))
    try:
        for number, sheet in enumerate(bridge.call("sheet_names", book=book), start=1):
            if bridge.call("sheet_visible", book=book, sheet=sheet):
                pdf = folder / f"{path.stem}-{number:02}.pdf"
                bridge.call("print_sheet", book=book, sheet=sheet, path=str(pdf.resolve()))
                _poppler("pdftoppm", "-r", str(dpi), "-png", "-singlefile", pdf, pdf.with_suffix(""))
                pdf.unlink()
                pictures[sheet] = pdf.with_suffix(".png")
    finally:
        bridge.call("close_book", book=book)
    return pictures


def computed(path: str | Path) -> Values:
    """The cells of a workbook as LibreOffice works them out anew, in the shape of :func:`cell_values`."""
    bridge = _bridge()
    book = bridge.call("open_book", path=str(Path(path).resolve()))
    try:
        return {sheet: _read(bridge, book, sheet) for sheet in bridge.call("sheet_names", book=book)}
    finally:
        bridge.call("close_book", book=book)


def _read(bridge: Bridge, book: int, sheet: str) -> dict[str, object]:
    row, column, rows, columns = bridge.call("used_range", book=book, sheet=sheet)
    found = bridge.call("read", where=[book, sheet, row, column, rows, columns])
    return {
        f"{get_column_letter(column + x)}{row + y}": _value(one)
        for y, line in enumerate(found)
        for x, one in enumerate(line)
        if one is not None
    }


def _value(told: object) -> object:
    """A value as openpyxl gives it, of one that the bridge tells with what it is."""
    if not isinstance(told, dict):
        return told
    ((kind, value),) = told.items()
    if kind == "error":
        return ErrorValue(value)
    return from_excel(value) if kind == "date" else value


@cache
def _bridge() -> Bridge:
    """One LibreOffice for this process."""
    from tests.libreoffice_engine.process import Bridge  # the engine itself builds on this module

    return Bridge()


def recalculate(path: str | Path, folder: str | Path, locale: str = VIETNAM) -> Path:
    """``folder/<stem>-recalculated.xlsx``: every formula of ``path`` computed anew in ``locale``, cached values ignored."""
    result = Path(folder) / f"{Path(path).stem}-recalculated.xlsx"
    return _convert(Path(path), "xlsx:Calc MS Excel 2007 XML", result, locale)


def cell_values(path: str | Path) -> Values:
    """Stored values, sheet by sheet: ``{"Tổng hợp": {"A1": "PII", "B2": 42.5}}``; errors as ``"#N/A"``.

    Blank cells are absent. Nothing is recalculated: call :func:`recalculate` first where that matters.
    """
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {cell.coordinate: cell.value for cell in _filled(sheet)} for sheet in book.worksheets
    }


def formula_errors(path: str | Path) -> list[str]:
    """``"Sheet!A1: #NAME?"`` for every error cell of ``path`` after recalculation, but those that ask for #N/A."""
    return errors_in(computed(path), path)


def errors_in(values: Values, path: str | Path) -> list[str]:
    """The same, of the values of ``path`` that :func:`computed` gave."""
    wrong = [
        (sheet, cell, value)
        for sheet, cells in values.items()
        for cell, value in cells.items()
        if isinstance(value, ErrorValue)
    ]
    if not wrong:
        return []
    formulas = openpyxl.load_workbook(path)
    return [
        f"{sheet}!{cell}: {value}"
        for sheet, cell, value in wrong
        if ASKED_FOR not in str(formulas[sheet][cell].value)
    ]


def pdf_fonts(pdf: str | Path) -> set[str]:
    """Font names in ``pdf`` without the subset prefix, for instance ``{"TimesNewRomanPSMT"}``."""
    lines = _poppler("pdffonts", pdf).splitlines()[2:]
    return {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]) for line in lines if line.strip()}


def pdf_text(pdf: str | Path) -> str:
    """The text of ``pdf`` in its page layout; pages end with a form feed."""
    return _poppler("pdftotext", "-layout", "-enc", "UTF-8", pdf, "-")


def pdf_pages(pdf: str | Path) -> int:
    """Number of pages of ``pdf``."""
    found = re.search(r"^Pages:\s+(\d+)", _poppler("pdfinfo", pdf), re.MULTILINE)
    if not found:
        raise OfficeError(f"pdfinfo names no page count: {pdf}")
    return int(found[1])


@cache
def _profile(locale: str) -> Path:
    return new_profile(locale)


def _convert(path: Path, target: str, result: Path, locale: str = VIETNAM) -> Path:
    if not path.is_file():
        raise FileNotFoundError(path)
    with tempfile.TemporaryDirectory(prefix="pii-xl-convert-") as folder:
        said = _run(command(_profile(locale), "--convert-to", target, "--outdir", folder, path.resolve()))
        made = list(Path(folder).iterdir())
        if len(made) != 1:
            raise OfficeError(f"LibreOffice did not convert {path.name} to {target}: {said}")
        result.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made[0], result)
    return result


def _run(line: list[str], attempts: int = 3) -> str:
    for _ in range(attempts):
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), start_new_session=True
        )
        try:
            said = process.communicate(timeout=TIMEOUT)[0].decode(errors="replace").strip()
        except subprocess.TimeoutExpired as error:
            raise OfficeError(f"LibreOffice took longer than {TIMEOUT} s: {line[-1]}") from error
        finally:
            stop(process)
        if process.returncode != START_AGAIN:
            return said
    raise OfficeError("LibreOffice keeps asking to be started again")


def _poppler(tool: str, *arguments: str | Path) -> str:
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, timeout=TIMEOUT, check=False)
    if done.returncode:
        raise OfficeError(f"{tool}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode(errors="replace")


def _filled(sheet: Worksheet) -> Iterator[Cell | MergedCell]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)
