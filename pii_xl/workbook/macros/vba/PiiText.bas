Attribute VB_Name = "PiiText"
Option Explicit
Option Private Module

' Texts for people live on the very hidden sheet "_text" (key in column A, text in column B): module source
' can only hold the project's ANSI code page, which has no Vietnamese.

Private Const TEXT_SHEET As String = "_text"
Private Const MESSAGE_CELL As String = "pii_message"
Private Const STATUS_BAR_LIMIT As Long = 250
Private Const WARNING_ICON As Long = 48

Public Function UiText(ByVal key As String) As String
    Dim texts As Variant
    Dim i As Long
    UiText = key
    On Error GoTo noSheet
    texts = ThisWorkbook.Worksheets(TEXT_SHEET).UsedRange.Value
    For i = LBound(texts, 1) To UBound(texts, 1)
        If CStr(texts(i, 1)) = key Then
            UiText = CStr(texts(i, 2))
            Exit For
        End If
    Next i
noSheet:
End Function

Public Sub ShowProblem(ByVal code As String, Optional ByVal detail As String = "")
    Dim message As String
    message = Replace(UiText(code), "{detail}", detail)
    Application.StatusBar = Left$(message, STATUS_BAR_LIMIT)
    WriteMessage message
    ShowPopup message
End Sub

Public Sub ClearProblem()
    Application.StatusBar = False
    WriteMessage ""
End Sub

Private Sub WriteMessage(ByVal message As String)
    ' Only when it differs: each change of a cell clears what people can undo and leaves the workbook unsaved.
    Dim cell As Range
    On Error GoTo noCell
    Set cell = ThisWorkbook.Names(MESSAGE_CELL).RefersToRange
    If CStr(cell.Value) <> message Then cell.Value = message
noCell:
End Sub

Private Sub ShowPopup(ByVal message As String)
    ' MsgBox would show "?" for Vietnamese letters; the shell's own message box is Unicode.
    On Error GoTo noShell
    WScript.Popup message, 0, UiText("title"), WARNING_ICON
noShell:
End Sub
