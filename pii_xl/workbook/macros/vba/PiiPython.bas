Attribute VB_Name = "PiiPython"
Option Explicit
Option Private Module

' The one way from a button to Python: python -m pii_xl.click <command>, started through xlwings.

Private Const NOT_WINDOWS As String = "E901"
Private Const NO_PYTHON As String = "E902"
Private Const NOT_ALLOWED As String = "E903"
Private Const PYTHON_FAILED As String = "E904"

' Under this class xlwings' serve() waits for calls. "new:" finds a running server although no registry names it.
Private Const WAITING_PYTHON As String = "new:{506e67c3-55b5-48c3-a035-eed5deea7d6d}"

Public Sub RunCommand(ByVal commandId As String)
    Dim problem As String
    Dim detail As String
    ClearProblem
    Application.StatusBar = UiText("running") & UiText("command." & commandId)
    problem = ProblemOfRunning(commandId, detail)
    Application.StatusBar = False
    If problem <> "" Then ShowProblem problem, detail
End Sub

Private Function ProblemOfRunning(ByVal commandId As String, ByRef detail As String) As String
    Dim exe As String
    Dim result As Variant
    Dim waiting As Object
    detail = UiText("command." & commandId)
    On Error GoTo notStarted
    If Not IsWindows() Then
        ProblemOfRunning = NOT_WINDOWS
        Exit Function
    End If
    exe = GetConfig("INTERPRETER_WIN", "")
    Set waiting = WaitingPython()
    If Not waiting Is Nothing Then
        result = RunInWaiting(waiting, commandId)
    ElseIf Not IsPath(exe) Then
        result = RunPython("import pii_xl.click; pii_xl.click.run('" & commandId & "')")
    ElseIf FileExists(exe) Then
        ' What RunFrozenPython does, but with the outcome. -P: the current folder must not shadow our modules.
        result = ExecuteWindows(True, exe, ParentFolder(exe), "", "-P -m pii_xl.click " & commandId)
    Else
        detail = exe
        ProblemOfRunning = NO_PYTHON
        Exit Function
    End If
    If result = -1 Then ProblemOfRunning = PYTHON_FAILED
    Exit Function
notStarted:
    ProblemOfRunning = NOT_ALLOWED
End Function

Private Function IsWindows() As Boolean
    #If Mac Then
        IsWindows = False
    #Else
        IsWindows = True
    #End If
End Function

Private Function IsPath(ByVal exe As String) As Boolean
    ' A percent sign is an environment variable that this machine does not have.
    IsPath = InStr(exe, "\") > 0 Or InStr(exe, "%") > 0
End Function

Private Function WaitingPython() As Object
    ' With a Python that the user started beforehand Excel need not start a process. Nothing when none is waiting.
    On Error Resume Next
    Set WaitingPython = GetObject(WAITING_PYTHON)
End Function

Private Function RunInWaiting(ByVal waiting As Object, ByVal commandId As String) As Integer
    On Error GoTo failed
    waiting.SetAttr waiting.Module("xlwings._xlwindows"), "BOOK_CALLER", ThisWorkbook
    ' It only notes the command down and runs it once this call is over: during a call Excel could show no dialog, and
    ' would complain that it waits for another program.
    waiting.Exec "import pii_xl.live.server; pii_xl.live.server.run_after_call('" & commandId & "')"
    Exit Function
failed:
    RunInWaiting = -1
End Function
