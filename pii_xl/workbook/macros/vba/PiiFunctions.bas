Attribute VB_Name = "PiiFunctions"
Option Explicit
Option Private Module

' Tells Excel's function wizard what our worksheet functions do; the texts are rows of the "_text" sheet:
' function.NAME for the description, function.NAME.1, function.NAME.2 ... for the arguments.

Private Const CATEGORY As String = "PII"

Public Sub DescribeFunctions()
    Dim names() As String
    Dim wasSaved As Boolean
    Dim i As Long
    On Error GoTo notNow
    If UiText("functions") = "functions" Then Exit Sub
    wasSaved = ThisWorkbook.Saved
    names = Split(UiText("functions"), " ")
    For i = LBound(names) To UBound(names)
        DescribeFunction names(i)
    Next i
    ThisWorkbook.Saved = wasSaved
notNow:
End Sub

Public Function FunctionProblem() As String
    ' What a cell shows when Python did not answer: not Excel's or Python's English.
    FunctionProblem = UiText("problem.function")
End Function

Private Sub DescribeFunction(ByVal functionName As String)
    Dim key As String
    Dim arguments() As String
    Dim count As Long
    key = "function." & functionName
    Do While UiText(key & "." & (count + 1)) <> key & "." & (count + 1)
        count = count + 1
        ReDim Preserve arguments(1 To count)
        arguments(count) = UiText(key & "." & count)
    Loop
    If count = 0 Then
        Application.MacroOptions Macro:=functionName, Description:=UiText(key), Category:=CATEGORY
    Else
        Application.MacroOptions Macro:=functionName, Description:=UiText(key), Category:=CATEGORY, _
            ArgumentDescriptions:=arguments
    End If
End Sub
