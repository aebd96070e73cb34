Attribute VB_Name = "PiiMoves"
Option Explicit
Option Private Module

' What works without Python: moving about the workbook and putting the scenario back.

Private Const NO_SHEET As String = "E905"
Private Const NO_FINDING As String = "E906"
Private Const OTHER_FILE As String = "E907"
Private Const NO_SCENARIO As String = "E908"
Private Const SCENARIO_INPUT As String = "scenario_input"
Private Const SCENARIO_BASE As String = "scenario_base"

Public Sub GoToSheet(ByVal sheetName As String)
    On Error GoTo noSheet
    ClearProblem
    ThisWorkbook.Activate
    ShowSheet sheetName
    Exit Sub
noSheet:
    ShowProblem NO_SHEET, sheetName
End Sub

Public Sub GoToFinding()
    Dim fileName As String
    Dim sheetName As String
    Dim address As String
    ClearProblem
    fileName = FieldOfActiveRow("finding.file")
    sheetName = FieldOfActiveRow("finding.sheet")
    address = FieldOfActiveRow("finding.cell")
    If sheetName = "" Or address = "" Then
        ShowProblem NO_FINDING
    ElseIf fileName <> "" And StrComp(fileName, ThisWorkbook.Name, vbTextCompare) <> 0 Then
        ShowProblem OTHER_FILE, fileName & ", " & sheetName & ", " & address
    Else
        SelectCell sheetName, address
    End If
End Sub

Public Sub ResetScenario()
    On Error GoTo noScenario
    ClearProblem
    ThisWorkbook.Names(SCENARIO_INPUT).RefersToRange.Value = ThisWorkbook.Names(SCENARIO_BASE).RefersToRange.Value
    Exit Sub
noScenario:
    ShowProblem NO_SCENARIO
End Sub

Private Sub SelectCell(ByVal sheetName As String, ByVal address As String)
    On Error GoTo noCell
    ShowSheet sheetName
    ThisWorkbook.Worksheets(sheetName).Range(address).Select
    Exit Sub
noCell:
    ShowProblem NO_SHEET, sheetName & ", " & address
End Sub

Private Sub ShowSheet(ByVal sheetName As String)
    ' A sheet out of view is brought into view: Excel activates no hidden one.
    If ThisWorkbook.Worksheets(sheetName).Visible <> xlSheetVisible Then
        ThisWorkbook.Worksheets(sheetName).Visible = xlSheetVisible
    End If
    ThisWorkbook.Worksheets(sheetName).Activate
End Sub

Private Function FieldOfActiveRow(ByVal key As String) As String
    ' The text in the active row, under the heading that the "_text" sheet gives for the key; "" when there is none.
    Dim heading As Range
    Dim list As ListObject
    On Error GoTo noField
    Set list = ActiveCell.ListObject
    Set heading = list.ListColumns(UiText(key)).Range.Cells(1, 1)
    If ActiveCell.Row > heading.Row Then
        FieldOfActiveRow = CStr(ActiveSheet.Cells(ActiveCell.Row, heading.Column).Value)
    End If
noField:
End Function
