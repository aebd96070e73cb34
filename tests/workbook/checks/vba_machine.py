"""Our VBA run without Excel: pyOpenVBA's interpreter, with xlwings replaced by a stub that writes down what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyopenvba.apps.excel import ExcelApplication

from pii_xl.workbook.macros.vba_project import own_modules

# The signatures are those of xlwings.bas; a test compares them.
XLWINGS_STUB = """Attribute VB_Name = "xlwings"\r
Option Explicit\r
Public CallLog As String\r
Public Interpreter As String\r
Public Waits As Boolean\r
Public FileIsThere As Boolean\r
Public Outcome As Integer\r
Public StartIsForbidden As Boolean\r
\r
Public Function RunPython(PythonCommand As String)\r
    CallLog = CallLog & "RunPython|" & PythonCommand & vbLf\r
    If StartIsForbidden Then Err.Raise 70\r
    RunPython = Outcome\r
End Function\r
\r
Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, _\r
                        Optional PYTHONPATH As String, Optional FrozenArgs As String) As Integer\r
    CallLog = CallLog & "ExecuteWindows|" & IsFrozen & "|" & PythonCommand & "|" & PYTHON_WIN & "|" & FrozenArgs & vbLf\r
    If StartIsForbidden Then Err.Raise 70\r
    ExecuteWindows = Outcome\r
End Function\r
\r
Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant\r
    GetConfig = default\r
    If configKey = "INTERPRETER_WIN" Then GetConfig = Interpreter\r
End Function\r
\r
Function FileExists(ByVal FileSpec As String) As Boolean\r
    FileExists = FileIsThere\r
End Function\r
\r
Function ParentFolder(ByVal Folder)\r
    ParentFolder = Left$(Folder, InStrRev(Folder, "\\") - 1)\r
End Function\r
\r
Function WScript(Optional CreateNew As Boolean) As Object\r
    Set WScript = New FakeShell\r
End Function\r
"""

_SHELL = """Option Explicit
Public Function Popup(ByVal text As String, ByVal seconds As Long, ByVal title As String, ByVal icon As Long) As Long
    CallLog = CallLog & "Popup|" & title & "|" & text & vbLf
End Function
"""

_PYTHON = """Option Explicit
Public Function Module(ByVal name As String) As String
    Module = name
End Function
Public Sub SetAttr(ByVal module As String, ByVal name As String, ByVal value As Object)
    CallLog = CallLog & "SetAttr|" & module & "|" & name & vbLf
End Sub
Public Sub Exec(ByVal statement As String)
    CallLog = CallLog & "Exec|" & statement & vbLf
    If Outcome = -1 Then Err.Raise 440
End Sub
"""

_CONTROL = "Option Explicit\nPublic Tag As String\n"

_DRIVER = """Option Explicit
Public Sub Press(ByVal macro As String, ByVal tag As String)
    Dim control As FakeControl
    Set control = New FakeControl
    control.Tag = tag
    Application.Run macro, control
End Sub
Public Sub LoadRibbon()
    Pii_OnLoad Nothing
End Sub
Public Sub Prepare(ByVal exe As String, ByVal waiting As Boolean, ByVal isThere As Boolean, _
                   ByVal result As Integer, ByVal forbidden As Boolean)
    Interpreter = exe
    Waits = waiting
    FileIsThere = isThere
    Outcome = result
    StartIsForbidden = forbidden
    CallLog = ""
End Sub
Public Function FakeGetObject(ByVal name As String) As Object
    If Not Waits Then Err.Raise 429
    CallLog = CallLog & "GetObject|" & name & vbLf
    Set FakeGetObject = New FakePython
End Function
Public Sub StandOn(ByVal sheetName As String, ByVal address As String)
    ThisWorkbook.Worksheets(sheetName).Activate
    ThisWorkbook.Worksheets(sheetName).Range(address).Select
End Sub
Public Function Position() As String
    Position = ActiveSheet.Name & "!" & ActiveCell.Address(False, False)
End Function
Public Function StatusText() As String
    StatusText = CStr(Application.StatusBar)
End Function
Public Function Calls() As String
    Calls = CallLog
End Function
Public Sub DescribeFunctionTo(Macro As String, Description As String, Category As String, _
                              Optional ArgumentDescriptions As Variant)
    CallLog = CallLog & "MacroOptions|" & Macro & "|" & Category & "|" & Description
    If Not IsMissing(ArgumentDescriptions) Then CallLog = CallLog & "|" & Join(ArgumentDescriptions, "|")
    CallLog = CallLog & vbLf
End Sub
"""


class VbaMachine:
    """A workbook open in the interpreter, with our modules loaded and every call to the outside recorded."""

    def __init__(self, workbook: Path, changes: Mapping[str, tuple[str, str]] | None = None):
        """``changes``: module → (old text, new text), for what the interpreter does not know."""
        self.app = ExcelApplication.open(workbook, with_vba=False)
        for name, source in own_modules().items():
            old, new = (changes or {}).get(name, ("", ""))
            if old and old not in source:
                raise AssertionError(f"{name} does not contain {old!r}")
            changed = source.replace(old, new) if old else source
            self.app.add_module(changed.replace("= GetObject(", "= FakeGetObject("), name=name)
        self.app.add_module(XLWINGS_STUB, name="xlwings")
        self.app.add_module(_SHELL, name="FakeShell", kind="class")
        self.app.add_module(_PYTHON, name="FakePython", kind="class")
        self.app.add_module(_CONTROL, name="FakeControl", kind="class")
        self.app.add_module(_DRIVER, name="Driver")

    def prepare(
        self,
        interpreter: str = "",
        waits: bool = False,
        file_is_there: bool = True,
        outcome: int = 0,
        forbidden: bool = False,
    ) -> None:
        """Set what the stub answers, and forget the calls so far."""
        self.app.run("Prepare", interpreter, waits, file_is_there, outcome, forbidden)

    def press(self, callback: str, tag: str = "") -> list[str]:
        """Press the button behind ``callback``; the calls to the outside that followed."""
        self.app.run("Press", callback, tag)
        return self.calls()

    def calls(self) -> list[str]:
        return str(self.app.run("Calls")).splitlines()

    def stand_on(self, sheet: str, address: str) -> None:
        self.app.run("StandOn", sheet, address)

    @property
    def position(self) -> str:
        return str(self.app.run("Position"))

    @property
    def status(self) -> str:
        """The status bar's text; ``"False"`` when Excel shows its own."""
        return str(self.app.run("StatusText"))
