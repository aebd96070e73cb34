Attribute VB_Name = "PiiPython"
Option Explicit
Option Private Module

' The one way from a button to Python: python -m pii_xl.click <command>, started through xlwings.

Private Const NOT_WINDOWS As String = "E901"
Private Const NO_PYTHON As String = "E902"
Private Const NOT_ALLOWED As String = "E903"
Private Const PYTHON_FAILED As String = "E904"

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
    detail = UiText("command." & commandId)
    On Error GoTo notStarted
    If Not IsWindows() Then
        ProblemOfRunning = NOT_WINDOWS
        Exit Function
    End If
    exe = GetConfig("INTERPRETER_WIN", "")
    If UsesServer() Or Not IsPath(exe) Then
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

Private Function UsesServer() As Boolean
    ' With a Python that is already waiting, Excel need not start a process.
    UsesServer = (LCase$(CStr(GetConfig("USE UDF SERVER", "False"))) = "true")
End Function
