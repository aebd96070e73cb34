"""The macros that need no Python, run by LibreOffice: a second opinion next to the interpreter's."""

from __future__ import annotations

import json
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest

from pii_xl.workbook.macros import vba_project as project_module
from pii_xl.workbook.macros.ui_text import ui_text_rows
from pii_xl.workbook.macros.vba_project import own_modules
from tests import office
from tests.libreoffice_engine.process import uno_python
from tests.workbook.checks.sample import FINDINGS, SCENARIO, VALUES, write_sample
from tests.workbook.checks.vba_machine import XLWINGS_STUB

pytestmark = pytest.mark.libreoffice
RUNNER = Path(__file__).parent / "checks" / "office_macros.py"

# LibreOffice refuses a whole library for one procedure it cannot compile, and then answers nothing: hence Answer.
PROBE = """Attribute VB_Name = "Probe"\r
Option Explicit\r
Public Function Answer() As Integer\r
    Answer = 42\r
End Function\r
Public Function TextOf(ByVal key As String) As String\r
    TextOf = UiText(key)\r
End Function\r
Public Function OpenSheet(ByVal sheetName As String) As String\r
    GoToSheet sheetName\r
    OpenSheet = ActiveSheet.Name\r
End Function\r
Public Sub Reset()\r
    ResetScenario\r
End Sub\r
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What LibreOffice answers to each request, by the request's name."""
    requests = {
        "probe": ["run", "Probe.Answer"],
        "text": ["run", "Probe.TextOf", "E903"],
        "unknown text": ["run", "Probe.TextOf", "E000"],
        "scenario before": ["cell", SCENARIO, "A2"],
        "reset": ["run", "Probe.Reset"],
        "scenario after": ["cell", SCENARIO, "A2"],
        "sheet": ["run", "Probe.OpenSheet", VALUES],
        "missing sheet": ["run", "Probe.OpenSheet", "Trang đã đổi tên"],
        "message": ["cell", FINDINGS, "A2"],
    }
    path = _workbook_for_office(tmp_path_factory.mktemp("office") / "macros.xlsm")
    return dict(zip(requests, _run(path, list(requests.values())), strict=True))


def test_the_probe_answers_so_the_library_compiles(answers: dict[str, Any]) -> None:
    assert answers["probe"] == 42


def test_vietnamese_comes_from_the_text_sheet(answers: dict[str, Any]) -> None:
    assert answers["text"] == dict(ui_text_rows())["E903"]
    assert answers["unknown text"] == "E000"


def test_the_scenario_goes_back_to_the_present_values(answers: dict[str, Any]) -> None:
    assert (answers["scenario before"], answers["scenario after"]) == ("99", "1,5")


def test_a_sheet_is_opened_by_its_vietnamese_name(answers: dict[str, Any]) -> None:
    assert answers["sheet"] == VALUES


def test_a_missing_sheet_leaves_its_message_in_the_message_cell(answers: dict[str, Any]) -> None:
    assert answers["missing sheet"] == VALUES
    assert answers["message"].startswith("E905: Không mở được “Trang đã đổi tên”")


def _workbook_for_office(path: Path) -> Path:
    """The sample without what LibreOffice cannot compile: xlwings' own module and its class."""
    stub = XLWINGS_STUB.replace("Set WScript = New FakeShell", "Err.Raise 429")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project_module, "xlwings_modules", lambda: {"xlwings": stub})
        patch.setattr(project_module, "own_modules", lambda: own_modules() | {"Probe": PROBE})
        return write_sample(path)


def _run(path: Path, requests: list[list[str]]) -> list[Any]:
    pipe = f"pii-xl-{uuid.uuid4().hex}"
    line = office.command(office.new_profile(), f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext")
    started = subprocess.Popen(line, env=office.environment(), start_new_session=True)
    try:
        done = subprocess.run(
            [str(uno_python()), "-B", RUNNER, pipe, path, json.dumps(requests)],
            env=office.environment(),
            capture_output=True,
            timeout=120,
            check=False,
        )
    finally:
        office.stop(started)
    assert done.returncode == 0, done.stderr.decode()
    return list(json.loads(done.stdout))
