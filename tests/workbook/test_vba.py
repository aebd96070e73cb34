"""The VBA project: what goes into it, what the buttons do, and whether the checks see what would not compile."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter
import xlwings
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_vba_project

from pii_xl.ground.errors import PiiError
from pii_xl.ground.messages import CATALOGUE
from pii_xl.layout.buttons import COMMANDS, Command, python_commands
from pii_xl.workbook.macros import vba_project as project_module
from pii_xl.workbook.macros.compound_file import with_strict_directory
from pii_xl.workbook.macros.ui_text import VBA_MESSAGES, ui_text_rows
from pii_xl.workbook.macros.vba_building import document_modules
from pii_xl.workbook.macros.vba_project import PART as VBA_PART
from pii_xl.workbook.macros.vba_project import own_modules, vba_project, xlwings_modules
from tests.workbook.checks.sample import FINDINGS, FUNCTIONS, SCENARIO, VALUES, write_sample
from tests.workbook.checks.vba import block_findings, module_findings, vba_findings
from tests.workbook.checks.vba_machine import XLWINGS_STUB, VbaMachine

SERVER_CLASS = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
PYTHON = r"C:\ProgramData\PII-XL\python\python.exe"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vba") / "sample.xlsm"
    return write_sample(path, functions=FUNCTIONS)


@pytest.fixture(scope="module")
def machine(sample: Path) -> VbaMachine:
    return VbaMachine(sample)


class TestProject:
    def test_it_has_a_document_module_for_each_sheet_in_order(self) -> None:
        assert document_modules(vba_project(3)) == ("ThisWorkbook", "Sheet1", "Sheet2", "Sheet3")

    def test_it_holds_our_modules_and_the_two_of_xlwings(self) -> None:
        names = {module.name for module in parse_vba_project(CFB.from_bytes(vba_project(1))).modules}
        assert names - {"ThisWorkbook", "Sheet1"} == own_modules().keys() | xlwings_modules().keys()

    def test_a_class_keeps_its_kind_and_loses_the_preamble_of_a_file(self) -> None:
        modules = {m.name: m.source for m in parse_vba_project(CFB.from_bytes(vba_project(1))).modules}
        assert modules["Dictionary"].startswith('Attribute VB_Name = "Dictionary"\r\nAttribute VB_Base = ')
        assert "Class=Dictionary" in CFB.from_bytes(vba_project(1)).get_stream("PROJECT").decode()

    def test_it_refers_to_the_office_library_that_knows_the_ribbon(self) -> None:
        references = {r.name for r in parse_vba_project(CFB.from_bytes(vba_project(1))).references}
        assert "Office" in references

    def test_it_is_the_same_under_another_hash_seed(self) -> None:
        script = (
            "import hashlib; from pii_xl.workbook.macros.vba_project import vba_project;"
            "print(hashlib.sha256(vba_project(7)).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", script],
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for seed in ("0", "4711")
        }
        assert len(digests) == 1

    def test_vietnamese_in_a_module_is_refused_with_its_line(self) -> None:
        wrapper = 'Attribute VB_Name = "xlwings_udfs"\r\n\' Điểm\r\n'
        with pytest.raises(PiiError) as caught:
            vba_project(1, wrapper)
        assert caught.value.code == "E911"
        assert "dòng 2" in str(caught.value)

    def test_a_module_of_another_xlwings_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(project_module, "version", lambda _: "0.99.0")
        with pytest.raises(PiiError) as caught:
            xlwings_modules()
        assert caught.value.code == "E912"

    def test_the_pinned_xlwings_is_the_one_whose_dll_the_module_names(self) -> None:
        assert f"xlwings64-{version('xlwings')}.dll" in xlwings_modules()["xlwings"]

    def test_sources_lie_in_the_repository_as_the_editor_would_export_them(self) -> None:
        sources = [
            f for f in files("pii_xl.workbook.macros.vba").iterdir() if not f.name.endswith((".py", "__"))
        ]
        assert len(sources) == len(project_module.OWN_MODULES)
        for source in sources:
            raw = source.read_bytes()
            assert raw.isascii(), source.name
            assert raw.count(b"\n") == raw.count(b"\r\n"), source.name
            assert raw.startswith(f'Attribute VB_Name = "{Path(source.name).stem}"'.encode())


def test_macros_write_a_cell_only_when_its_content_differs() -> None:
    """Each change of a cell clears what people can undo; a click that goes well changes none. Resetting is asked for."""
    writes = re.compile(r"^(?!.*\bIf\b).*\.(?:Value2?|Formula2?)\s*=\s", re.MULTILINE)
    found = {name: writes.findall(source) for name, source in own_modules().items()}
    assert {name for name, lines in found.items() if lines} <= {"PiiMoves"}
    assert [line.strip() for line in found["PiiMoves"]] == [
        "ThisWorkbook.Names(SCENARIO_INPUT).RefersToRange.Value ="
    ]


class TestTexts:
    def test_keys_are_ascii_and_unique_and_texts_are_not_empty(self) -> None:
        rows = ui_text_rows(FUNCTIONS)
        assert len({key for key, _ in rows}) == len(rows)
        assert all(key.isascii() and text.strip() for key, text in rows)

    def test_every_message_of_the_macros_is_in_the_catalogue(self) -> None:
        source = "".join(own_modules().values())
        assert set(re.findall(r'"(E9\d\d)"', source)) == set(VBA_MESSAGES) <= CATALOGUE.keys()

    def test_the_start_menu_entry_is_named_when_excel_may_not_start_python(self) -> None:
        assert "trình đơn Start, nhóm PII-XL, chọn “{detail}”" in dict(ui_text_rows())["E903"]

    def test_the_columns_of_findings_are_called_as_in_the_layout(self) -> None:
        texts = dict(ui_text_rows())
        assert [texts[f"finding.{key}"] for key in ("file", "sheet", "cell")] == ["Tệp", "Trang", "Ô"]


class TestButtons:
    """Every callback driven in an interpreter; xlwings is a stub that writes down what it is told."""

    @pytest.mark.parametrize("command", python_commands(), ids=lambda command: command.id)
    def test_it_starts_the_installed_python_with_its_command(
        self, machine: VbaMachine, command: Command
    ) -> None:
        machine.prepare(interpreter=PYTHON)
        assert machine.press(command.callback) == [
            f"ExecuteWindows|True|{PYTHON}|{Path(PYTHON.replace(chr(92), '/')).parent}".replace("/", "\\")
            + f"|-P -m pii_xl.click {command.id}"
        ]
        assert machine.status == "False"

    @pytest.mark.parametrize("interpreter", ["", "python"])
    def test_without_a_full_path_xlwings_looks_for_python(
        self, machine: VbaMachine, interpreter: str
    ) -> None:
        machine.prepare(interpreter=interpreter)
        assert machine.press("Pii_Score") == ["RunPython|import pii_xl.click; pii_xl.click.run('score')"]

    def test_a_waiting_python_is_used_without_starting_a_process(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter=PYTHON, waits=True, forbidden=True)
        assert machine.press("Pii_Score") == [
            f"GetObject|new:{SERVER_CLASS}",
            "SetAttr|xlwings._xlwindows|BOOK_CALLER",
            "Exec|import pii_xl.live.server; pii_xl.live.server.run_after_call('score')",
        ]

    def test_a_waiting_python_that_fails_is_told(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter=PYTHON, waits=True, outcome=-1)
        popup = machine.press("Pii_Report")[-1]
        assert "E904: Lệnh “Báo cáo Word” dừng giữa chừng." in popup

    def test_the_class_it_asks_for_is_the_one_under_which_xlwings_waits(self) -> None:
        source = Path(xlwings.__file__).with_name("com_server.py").read_text(encoding="utf-8")
        assert f'def serve(clsid="{SERVER_CLASS}")' in source

    def test_a_missing_python_is_named_with_its_path(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter=PYTHON, file_is_there=False)
        (popup,) = machine.press("Pii_Validate")
        assert popup.startswith("Popup|PII-XL|E902: Không tìm thấy Python của PII-XL")
        assert PYTHON in popup
        assert machine.status.startswith("E902")

    def test_a_machine_without_the_variable_that_names_python_is_told_so(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter="%PII_XL_PYTHON%", file_is_there=False)
        (popup,) = machine.press("Pii_Validate")
        assert "E902: Không tìm thấy Python của PII-XL tại “%PII_XL_PYTHON%”" in popup

    def test_a_forbidden_start_names_the_start_menu_entry(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter=PYTHON, forbidden=True)
        _, popup = machine.press("Pii_MakeForms")
        assert "E903" in popup
        assert "chọn “Lập phiếu”" in popup

    def test_a_python_that_stops_halfway_is_told(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter=PYTHON, outcome=-1)
        _, popup = machine.press("Pii_Report")
        assert "E904: Lệnh “Báo cáo Word” dừng giữa chừng." in popup

    def test_the_message_also_stands_in_its_cell_until_the_next_command(self, machine: VbaMachine) -> None:
        machine.prepare(interpreter=PYTHON, outcome=-1)
        machine.press("Pii_Report")
        assert str(machine.app.sheet(FINDINGS).value("A2")).startswith("E904")
        machine.prepare(interpreter=PYTHON)
        machine.press("Pii_Report")
        assert not machine.app.sheet(FINDINGS).value("A2")

    def test_on_a_mac_nothing_is_started(self, sample: Path) -> None:
        machine = VbaMachine(sample, {"PiiPython": ("#If Mac Then", "#If True Then")})
        machine.prepare(interpreter=PYTHON)
        (popup,) = machine.press("Pii_Score")
        assert "E901: Nút “Chấm điểm” chỉ chạy được trong Excel cho Windows." in popup

    def test_the_menu_opens_the_sheet_of_its_tag(self, machine: VbaMachine) -> None:
        machine.prepare()
        assert machine.press("Pii_GoToSheet", SCENARIO) == []
        assert machine.position.startswith(f"{SCENARIO}!")

    def test_a_renamed_sheet_is_reported_with_its_name(self, machine: VbaMachine) -> None:
        machine.prepare()
        (popup,) = machine.press("Pii_GoToSheet", "Trang đã đổi tên")
        assert "E905: Không mở được “Trang đã đổi tên”" in popup

    def test_a_finding_leads_to_its_cell(self, machine: VbaMachine) -> None:
        machine.prepare()
        machine.stand_on(FINDINGS, "B6")
        assert machine.press("Pii_GoToFinding") == []
        assert machine.position == f"{VALUES}!C7"

    @pytest.mark.parametrize(
        ("cell", "code"),
        [("A7", "E907"), ("A8", "E906"), ("A9", "E905"), ("A5", "E906"), ("F20", "E906")],
        ids=["in another file", "without a cell", "on a missing sheet", "the headings", "outside the table"],
    )
    def test_a_row_that_leads_nowhere_says_why(self, machine: VbaMachine, cell: str, code: str) -> None:
        machine.prepare()
        machine.stand_on(FINDINGS, cell)
        (popup,) = machine.press("Pii_GoToFinding")
        assert f"|{code}: " in popup
        assert machine.position.startswith(f"{FINDINGS}!") or code == "E905"

    def test_loading_the_ribbon_describes_the_functions_to_the_wizard(self, sample: Path) -> None:
        machine = VbaMachine(
            sample, {"PiiFunctions": ("Application.MacroOptions Macro", "DescribeFunctionTo Macro")}
        )
        machine.prepare()
        machine.app.run("LoadRibbon")
        assert machine.calls() == [
            "MacroOptions|PII_DIEM|PII|Điểm 0–100 của một giá trị|Giá trị|Nhỏ nhất|Lớn nhất",
            "MacroOptions|PII_PHIEN_BAN|PII|Phiên bản chương trình",
        ]

    def test_the_stub_declares_what_xlwings_declares(self) -> None:
        real = re.sub(r" _\r\n\s*", " ", xlwings_modules()["xlwings"])
        stub = re.sub(r" _\r\n\s*", " ", XLWINGS_STUB)
        declarations = re.findall(r"^(?:Public )?Function .*$", stub, re.MULTILINE)
        assert len(declarations) == 6
        for declaration in declarations:
            assert declaration.strip() in [line.strip() for line in real.splitlines()]


class TestChecks:
    def test_the_finished_workbook_has_nothing_to_complain_about(self, sample: Path) -> None:
        assert vba_findings(sample) == []

    def test_our_modules_pass_both_checkers(self) -> None:
        assert module_findings(own_modules()) == []

    @pytest.mark.parametrize("module", sorted(own_modules()))
    def test_every_block_is_closed(self, module: str) -> None:
        assert block_findings(own_modules()[module]) == []


COMPILE_FAULTS = {
    "a procedure that does not exist": ("ShowProblem NO_FINDING", "ShowProblm NO_FINDING"),
    "a variable that was not declared": ("    Dim fileName As String\r\n", ""),
    "an argument too few": ("SelectCell sheetName, address", "SelectCell sheetName"),
    "no End If": ("    End If\r\nEnd Sub", "End Sub"),
    "no End Sub": ("    ShowProblem NO_SCENARIO\r\nEnd Sub\r\n", "    ShowProblem NO_SCENARIO\r\n"),
    "a type that does not exist": ("As ListObject", "As ListObjekt"),
    "no Set before an object": ("Set list = ", "list = "),
    "a label that does not exist": ("On Error GoTo noSheet", "On Error GoTo nowhere"),
    "a name declared twice": ("Dim sheetName", "Dim address"),
    "a constant that changes": ("    ClearProblem\r\n    fileName", "    NO_SHEET = 1\r\n    fileName"),
    "a statement that is not finished": ("ThisWorkbook.Activate", "ThisWorkbook."),
    "a string that is not closed": ('"finding.file"', '"finding.file'),
    "two procedures of one name": ("Public Sub GoToFinding", "Public Sub GoToSheet"),
}


@pytest.mark.parametrize("fault", COMPILE_FAULTS)
def test_the_checks_see(fault: str) -> None:
    old, new = COMPILE_FAULTS[fault]
    sources = own_modules()
    assert old in sources["PiiMoves"]
    sources["PiiMoves"] = sources["PiiMoves"].replace(old, new, 1)
    assert [*block_findings(sources["PiiMoves"]), *module_findings(sources)]


BLOCK_FAULTS = {
    "a loop without its end": ("For i = 1 To 2\r\nDebug.Print i\r\n", "line 1: For without Next"),
    "crossed blocks": ("With a\r\nIf b Then\r\nEnd With\r\nEnd If\r\n", "line 3: “End With” closes nothing"),
    "an end without a beginning": ("End Select\r\n", "line 1: “End Select” closes nothing"),
    "a condition of the compiler": ("#If Mac Then\r\nx = 1\r\n", "line 1: #If without #End If"),
    "a procedure inside a procedure": ("Sub A()\r\nSub B()\r\nEnd Sub\r\n", "line 1: Sub without End Sub"),
}


@pytest.mark.parametrize("fault", BLOCK_FAULTS)
def test_the_balance_check_sees(fault: str) -> None:
    source, message = BLOCK_FAULTS[fault]
    assert block_findings(source) == [message]


def test_the_balance_check_is_not_misled_by_strings_comments_and_one_line_conditions() -> None:
    source = 'If a Then b = 1\r\n\' For each\r\nx = "With " & _\r\n  "Do"\r\nExit For\r\nEnd\r\n'
    assert block_findings(source) == []


class TestOtherWorkbooks:
    """Workbooks that hold something else than our sources."""

    def test_a_changed_module_and_one_that_runs_by_itself_are_seen(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        own = own_modules()
        other = own | {
            "PiiText": own["PiiText"].replace("250", "25"),
            "PiiStart": 'Attribute VB_Name = "PiiStart"\r\nSub Auto_Open()\r\nEnd Sub\r\n',
        }
        monkeypatch.setattr(project_module, "own_modules", lambda: other)
        found = "\n".join(vba_findings(write_sample(tmp_path / "other.xlsm")))
        assert "olevba reads another text in module PiiText" in found
        assert "olevba sees module PiiStart, which is not ours" in found
        assert "mraptor finds it suspicious" in found

    def test_compiled_code_and_a_renamed_sheet_module_are_seen(self, sample: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(sample) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        container = CFB.from_bytes(parts[VBA_PART])
        container.write_stream_in_storage("VBA", "_VBA_PROJECT", bytes.fromhex("cc61b500000000"))
        parts[VBA_PART] = with_strict_directory(container.to_bytes())
        first = "xl/worksheets/sheet1.xml"
        parts[first] = parts[first].replace(b'codeName="Sheet1"', b'codeName="Sheet9"')
        with zipfile.ZipFile(tmp_path / "other.xlsm", "w") as package:
            for name, data in parts.items():
                package.writestr(name, data)
        found = "\n".join(vba_findings(tmp_path / "other.xlsm"))
        assert "_VBA_PROJECT carries compiled code" in found
        assert "code names ['ThisWorkbook', 'Sheet9', 'Sheet2'" in found

    def test_a_missing_project_is_seen(self, tmp_path: Path) -> None:
        with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as workbook:
            workbook.add_worksheet()
        assert vba_findings(tmp_path / "plain.xlsx") == ["there is no VBA project"]


def test_every_command_has_its_label_among_the_texts() -> None:
    texts = dict(ui_text_rows())
    assert {texts[f"command.{command.id}"] for command in COMMANDS} == {command.label for command in COMMANDS}
