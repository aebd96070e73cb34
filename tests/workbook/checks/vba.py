"""What would keep the macros from compiling, from being read, or from passing a virus scanner."""

from __future__ import annotations

import re
import tempfile
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_vba_project
from pyvbaanalysis import DiagnosticSeverity, analyze_loose_files, analyze_workbook
from vbalidator import precheck

from pii_xl.workbook.macros.vba_building import NO_COMPILED_CODE, document_modules
from pii_xl.workbook.macros.vba_project import UDF_MODULE, own_modules, xlwings_modules
from pii_xl.workspace.identity import TEXT_SHEET
from tests.workbook.checks.compound_file import compound_file_findings
from tests.workbook.checks.vba_machine import XLWINGS_STUB

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyparsing's advice to the authors of oletools
    from oletools.mraptor import MacroRaptor
    from oletools.olevba import VBA_Parser

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

BLOCKS = {
    "Sub": r"(?:Public |Private |Friend )?(?:Static )?Sub\s",
    "Function": r"(?:Public |Private |Friend )?(?:Static )?Function\s",
    "Property": r"(?:Public |Private |Friend )?Property (?:Get|Let|Set)\s",
    "If": r"If\b.*\bThen$",
    "With": r"With\s",
    "Select": r"Select Case\s",
    "Type": r"(?:Public |Private )?Type\s",
    "Enum": r"(?:Public |Private )?Enum\s",
    "#If": r"#If\b.*\bThen$",
    "For": r"For\s",
    "Do": r"Do\b",
    "While": r"While\s",
}
CLOSERS = {
    "Sub": "End Sub",
    "Function": "End Function",
    "Property": "End Property",
    "If": "End If",
    "With": "End With",
    "Select": "End Select",
    "Type": "End Type",
    "Enum": "End Enum",
    "#If": "#End If",
    "For": "Next",
    "Do": "Loop",
    "While": "Wend",
}


def vba_findings(path: Path, udf_wrapper: str = "") -> list[str]:
    """What is wrong with the VBA project of the workbook at ``path``; it should hold our sources and ``udf_wrapper``."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if "xl/vbaProject.bin" not in parts:
        return ["there is no VBA project"]
    project = parts["xl/vbaProject.bin"]
    container = compound_file_findings(project)
    if container:
        return [f"vbaProject.bin: {fault}" for fault in container]
    expected = own_modules() | xlwings_modules() | ({UDF_MODULE: udf_wrapper} if udf_wrapper else {})
    return [
        *_storage(project),
        *_code_names(parts, document_modules(project)),
        *_sources(path, expected),
        *_texts(path, "\n".join(own_modules().values())),
        *_suspicion(path),
        *(
            f"{module}: {fault}"
            for module, source in own_modules().items()
            for fault in block_findings(source)
        ),
        *_first_checker(path, project),
        *module_findings(own_modules()),
    ]


def block_findings(source: str) -> list[str]:
    """Blocks of VBA that are opened and not closed, or closed by something else."""
    open_blocks: list[tuple[str, int]] = []
    for number, line in _logical_lines(source):
        closed = _closes(line)
        if closed:
            if not open_blocks or open_blocks[-1][0] not in closed:
                return [f"line {number}: “{line}” closes nothing"]
            open_blocks.pop()
        opened = [kind for kind, pattern in BLOCKS.items() if re.match(pattern, line, re.IGNORECASE)]
        open_blocks += [(kind, number) for kind in opened[:1]]
    return [f"line {number}: {kind} without {CLOSERS[kind]}" for kind, number in open_blocks]


def module_findings(sources: Mapping[str, str]) -> list[str]:
    """What both checkers say of our own modules, next to the declarations of xlwings that they use."""
    return list(_module_findings(tuple(sources.items())))


@cache
def _module_findings(sources: tuple[tuple[str, str], ...]) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for module, source in {**dict(sources), "xlwings": XLWINGS_STUB}.items():
            (folder / f"{module}.bas").write_text(source, encoding="ascii", newline="")
        first = analyze_loose_files(sorted(map(str, folder.glob("*.bas"))))
        second = precheck(folder, host="excel").issues
    return [
        *(f"{module}: {d.code}: {d.message}" for module, found in first.items() for d in found),
        *(
            f"{issue['file']}, line {issue['line']}: {issue['message']}"
            for issue in second
            if issue["file"] != "xlwings.bas" and issue["severity"] in {"error", "warning"}
        ),
    ]


def _logical_lines(source: str) -> Iterator[tuple[int, str]]:
    """Lines without strings, comments and continuation; numbered from 1."""
    text = re.sub(r'"(?:[^"\r\n]|"")*"', '""', source)
    text = re.sub(r"(?m)'.*$", "", text)
    number = 1
    for line in re.sub(r" _\r?\n", "  ", text).splitlines():
        yield number, line.strip()
        number += 1


def _closes(line: str) -> set[str]:
    return {kind for kind, closer in CLOSERS.items() if re.match(rf"{closer}\b", line, re.IGNORECASE)}


def _storage(project: bytes) -> Iterator[str]:
    container = CFB.from_bytes(project)
    if container.get_stream_in_storage("VBA", "_VBA_PROJECT") != NO_COMPILED_CODE:
        yield "_VBA_PROJECT carries compiled code"
    for module in parse_vba_project(container).modules:
        if module.text_offset:
            yield f"{module.name}: source begins at {module.text_offset}, after compiled code"
        yield from (f"{module.name}: {fault}" for fault in _source_faults(module.name, module.source))


def _source_faults(name: str, source: str) -> Iterator[str]:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name):
        yield "the name is not a module name"
    if not source.isascii() or "?" in re.sub(r'"[^"]*"|\'.*', "", source):
        yield "letters that the project's code page cannot hold"
    if re.search(r"(?<!\r)\n|\r(?!\n)", source):
        yield "line ends other than CRLF"
    if not source.startswith(f'Attribute VB_Name = "{name}"\r\n'):
        yield "the source does not begin with its own name"


def _code_names(parts: Mapping[str, bytes], documents: tuple[str, ...]) -> Iterator[str]:
    workbook = ET.fromstring(parts["xl/workbook.xml"]).find(f"{MAIN}workbookPr")
    names = [workbook.get("codeName", "") if workbook is not None else ""]
    sheets = [name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    for part in sorted(sheets, key=lambda name: int(re.findall(r"\d+", name)[0])):
        properties = ET.fromstring(parts[part]).find(f"{MAIN}sheetPr")
        names.append(properties.get("codeName", "") if properties is not None else "")
    if tuple(names) != documents:
        yield f"code names {names} but document modules {list(documents)}"


def _sources(path: Path, expected: Mapping[str, str]) -> Iterator[str]:
    """olevba's view, which is a virus scanner's: the same modules, the same text."""
    found = {module: code for *_, module, code in VBA_Parser(str(path)).extract_macros()}
    found = {name.rpartition(".")[0] or name: code for name, code in found.items()}
    ours = {name: code for name, code in found.items() if name in expected}
    others = {
        name for name in found if name not in expected and not re.fullmatch(r"ThisWorkbook|Sheet\d+", name)
    }
    yield from (f"olevba does not see module {name}" for name in sorted(expected.keys() - found.keys()))
    yield from (f"olevba sees module {name}, which is not ours" for name in sorted(others))
    for name, code in ours.items():
        if _body(code) != _body(expected[name]):
            yield f"olevba reads another text in module {name}"


def _body(source: str) -> list[str]:
    """The lines of a module without its header, which differs between a file and a project."""
    lines = re.sub(r"\AVERSION.*?^END\r?$", "", source, flags=re.DOTALL | re.MULTILINE).split("\n")
    return [line.rstrip() for line in lines if line.strip() and not line.startswith("Attribute VB_")]


def _texts(path: Path, source: str) -> Iterator[str]:
    """Every key that the VBA asks for must be a row of the text sheet, in NFC."""
    workbook = load_workbook(path, read_only=True)
    if TEXT_SHEET not in workbook.sheetnames:
        yield f"there is no sheet {TEXT_SHEET}"
        return
    sheet = workbook[TEXT_SHEET]
    if sheet.sheet_state != "veryHidden":
        yield f"the sheet {TEXT_SHEET} is not very hidden"
    texts = {str(row[0]): str(row[1]) for row in sheet.iter_rows(max_col=2, values_only=True) if row[0]}
    keys = set(re.findall(r'UiText\("([^"]+)"\)|FieldOfActiveRow\("([^"]+)"\)|= "(E9\d\d)"', source))
    wanted = {key for group in keys for key in group if key} - {"functions"}
    wanted |= {f"command.{key}" for key in re.findall(r'RunCommand "(\w+)"', source)}
    yield from (f"the text {key} is missing" for key in sorted(wanted - texts.keys()))
    yield from (
        f"the text {k} is not NFC" for k, text in texts.items() if not unicodedata.is_normalized("NFC", text)
    )


def _suspicion(path: Path) -> Iterator[str]:
    raptor = MacroRaptor("\n".join(code for *_, code in VBA_Parser(str(path)).extract_macros()))
    raptor.scan()
    if raptor.suspicious or raptor.autoexec:
        yield f"mraptor finds it suspicious: {raptor.matches}"


_ANALYSED: dict[bytes, dict[str, list[Any]]] = {}


def _analysed(project: bytes, path: Path) -> dict[str, list[Any]]:
    """What the checker says of a VBA project, which is asked once for the same project in however many workbooks."""
    if project not in _ANALYSED:
        _ANALYSED[project] = analyze_workbook(str(path))
    return _ANALYSED[project]


def _first_checker(path: Path, project: bytes) -> Iterator[str]:
    for module, diagnostics in _analysed(project, path).items():
        ours = module in own_modules()
        for diagnostic in diagnostics:
            if diagnostic.severity is DiagnosticSeverity.ERROR or ours:
                yield f"{module}: {diagnostic.code}: {diagnostic.message}"
