Attribute VB_Name = "HrparkFixes"
Option Explicit
Option Private Module

' Apply the fixes that are listed, and undo them. A cell that changed meanwhile is left alone.

Private Const STATE_COLUMN As Long = 1
Private Const SHEET_COLUMN As Long = 2
Private Const CELL_COLUMN As Long = 3
Private Const GIVEN_COLUMN As Long = 5
Private Const MENDED_COLUMN As Long = 6
Private Const KIND_COLUMN As Long = 7

Public Function HrparkApplyAll() As String
    ' Write what is mended where the cell still holds what was given; say how many.
    Dim fixes As Variant
    Dim target As Range
    Dim row As Long
    Dim count As Long
    Dim offered As String
    Dim undone As String

    offered = HrparkText("text_fix_offered")
    undone = HrparkText("text_fix_undone")
    fixes = HrparkRows("button_fixes")
    HrparkHoldCalculation
    For row = 1 To UBound(fixes, 1)
        If fixes(row, STATE_COLUMN) <> "" And (fixes(row, STATE_COLUMN) = offered Or fixes(row, STATE_COLUMN) = undone) Then
            Set target = TargetOf(fixes(row, SHEET_COLUMN), fixes(row, CELL_COLUMN))
            If Mended(target, fixes(row, GIVEN_COLUMN), fixes(row, MENDED_COLUMN), fixes(row, KIND_COLUMN)) Then
                count = count + 1
                Mark row, "text_fix_applied"
            Else
                Mark row, "text_fix_skipped"
            End If
        End If
    Next row
    HrparkApplyAll = HrparkFilled("text_fixes_applied", "count", CStr(count))
End Function

Public Function HrparkUndoAll() As String
    ' Put back what was given where the cell still holds what was mended; say how many.
    Dim fixes As Variant
    Dim target As Range
    Dim row As Long
    Dim count As Long
    Dim applied As String

    applied = HrparkText("text_fix_applied")
    fixes = HrparkRows("button_fixes")
    HrparkHoldCalculation
    For row = 1 To UBound(fixes, 1)
        If fixes(row, STATE_COLUMN) <> "" And fixes(row, STATE_COLUMN) = applied Then
            Set target = TargetOf(fixes(row, SHEET_COLUMN), fixes(row, CELL_COLUMN))
            If PutBack(target, fixes(row, GIVEN_COLUMN), fixes(row, MENDED_COLUMN), fixes(row, KIND_COLUMN)) Then
                count = count + 1
                Mark row, "text_fix_undone"
            Else
                Mark row, "text_fix_skipped"
            End If
        End If
    Next row
    HrparkUndoAll = HrparkFilled("text_fixes_undone", "count", CStr(count))
End Function

Private Sub Mark(ByVal row As Long, ByVal state As String)
    HrparkPut HrparkBlock("button_fixes").Cells(row, STATE_COLUMN), HrparkText(state)
End Sub

Private Function TargetOf(ByVal sheetName As String, ByVal address As String) As Range
    ' The cell of a row, Nothing where there is no such cell.
    On Error GoTo Missing
    Set TargetOf = ThisWorkbook.Worksheets(sheetName).Range(address).Cells(1, 1)
    Exit Function
Missing:
    Set TargetOf = Nothing
End Function

Public Function HrparkStillMended(ByRef fixes As Variant, ByVal row As Long) As Boolean
    ' Whether the cell of a row of the list holds what was written there.
    Dim target As Range

    On Error GoTo Failed
    Set target = TargetOf(fixes(row, SHEET_COLUMN), fixes(row, CELL_COLUMN))
    If target Is Nothing Then Exit Function
    HrparkStillMended = HoldsMended(target, fixes(row, MENDED_COLUMN), fixes(row, KIND_COLUMN))
    Exit Function
Failed:
    HrparkStillMended = False
End Function

Private Function Mended(ByVal target As Range, ByVal given As String, ByVal text As String, ByVal kind As String) As Boolean
    ' Write one fix; what cannot be written goes back to what it was.
    On Error GoTo Failed
    If target Is Nothing Then Exit Function
    If Not HrparkMayWrite(target) Or Not HrparkHolds(target, given) Then Exit Function
    Mended = Written(target, text, kind)
    If Not Mended Then HrparkPut target, given
    Exit Function
Failed:
    Mended = False
End Function

Private Function Written(ByVal target As Range, ByVal text As String, ByVal kind As String) As Boolean
    Dim moment As Date

    If kind <> "text" Then RestoreFormat target
    ' A cell in text format keeps text whatever is written.
    If kind = "text" Or target.NumberFormat = "@" Then
        HrparkPut target, text
        Written = HrparkHolds(target, text)
        Exit Function
    End If
    Select Case kind
    Case "number"
        If Not HrparkIsPlainNumber(text) Then Exit Function
        target.Value = Val(text)
    Case "date"
        If Not HrparkReadDate(text, moment) Then Exit Function
        target.Value = moment
    End Select
    Written = HoldsMended(target, text, kind)
End Function

Private Sub RestoreFormat(ByVal target As Range)
    ' A paste brings its format along: in text format a number stays text, in another a day is 45717.
    Dim wanted As String

    On Error Resume Next
    wanted = HrparkFormatOf(target)
    If wanted <> "" And target.NumberFormat <> wanted Then target.NumberFormat = wanted
End Sub

Private Function PutBack(ByVal target As Range, ByVal given As String, ByVal text As String, ByVal kind As String) As Boolean
    On Error GoTo Failed
    If target Is Nothing Then Exit Function
    If Not HrparkMayWrite(target) Or Not HoldsMended(target, text, kind) Then Exit Function
    PutBack = HrparkPut(target, given)
    Exit Function
Failed:
    PutBack = False
End Function

Private Function HoldsMended(ByVal target As Range, ByVal text As String, ByVal kind As String) As Boolean
    ' Whether the cell holds what was mended: the text, the number or the day.
    Dim held As Variant
    Dim moment As Date

    held = target.Value
    If HrparkHolds(target, text) Then
        HoldsMended = True
    ElseIf kind = "text" Or IsError(held) Or IsEmpty(held) Or VarType(held) = vbString Or VarType(held) = vbBoolean Then
        HoldsMended = False
    ElseIf kind = "number" Then
        HoldsMended = (CDbl(held) = Val(text))
    ElseIf kind = "date" Then
        If HrparkReadDate(text, moment) Then HoldsMended = (CDbl(held) = CDbl(moment))
    End If
End Function
