Attribute VB_Name = "HrparkFindings"
Option Explicit
Option Private Module

' The review without Python: the findings of the workbook's own formulas, listed and ticked off.

Private Const STATE_COLUMN As Long = 1
Private Const SHEET_COLUMN As Long = 3
Private Const CELL_COLUMN As Long = 4
Private Const GIVEN_COLUMN As Long = 6
Private Const PROBLEM_COLUMN As Long = 7

Private openWord As String
Private doneWord As String

Public Function HrparkReviewAlone() As String
    ' Fill button_findings from live_findings and return the sentence to say.
    Dim found As Variant
    Dim last As Variant
    Dim listed() As Variant
    Dim weaker As Boolean
    Dim filled As Long
    Dim total As Long
    Dim done As Long
    Dim row As Long

    openWord = HrparkText("text_state_open")
    doneWord = HrparkText("text_state_done")
    Recalculate
    found = HrparkRows("live_findings")
    last = HrparkRows("button_findings")
    weaker = LastWasStronger()
    ReDim listed(1 To UBound(last, 1), 1 To UBound(last, 2))
    For row = 1 To UBound(found, 1)
        If filled < UBound(listed, 1) And found(row, 1) & found(row, 2) & found(row, 6) <> "" Then
            filled = filled + 1
            Take listed, filled, found, row, 1, openWord
        End If
    Next row
    total = CLng(Val(HrparkText("live_count")))
    If total < filled Then total = filled
    ' What formulas cannot judge stays open while its cell is as it was.
    For row = 1 To UBound(last, 1)
        If weaker And filled < UBound(listed, 1) Then
            If WasOpen(last, row) And Not IsAt(found, last, row) And Unchanged(last, row) Then
                filled = filled + 1
                total = total + 1
                Take listed, filled, last, row, 0, openWord
            End If
        End If
    Next row
    For row = 1 To UBound(last, 1)
        If WasOpen(last, row) And Not StillOpen(found, last, row, weaker) Then
            done = done + 1
            If filled < UBound(listed, 1) Then
                filled = filled + 1
                Take listed, filled, last, row, 0, doneWord
            End If
        End If
    Next row
    HrparkHoldCalculation
    HrparkPutRows "button_findings", listed
    HrparkPut HrparkCell("meta_code"), ""
    HrparkPut HrparkCell("button_stamp"), HrparkMinute(Now) & ChrW(&H3000) & HrparkText("text_engine_formula")
    HrparkReviewAlone = Replace(HrparkFilled("text_reviewed", "open", CStr(total)), "{done}", CStr(done))
    If CLng(Val(HrparkText("live_count"))) > UBound(found, 1) Then
        HrparkReviewAlone = HrparkReviewAlone & HrparkFilled("text_more", "limit", CStr(UBound(found, 1)))
    End If
End Function

Private Sub Recalculate()
    ' Everything anew: functions in cells that found no engine before may find one now.
    If HrparkExcelOnWindows() Then
        Application.CalculateFull
    Else
        Application.Calculate
    End If
End Sub

Private Function LastWasStronger() As Boolean
    ' Whether the list was made by an engine that knows more than the formulas do.
    Dim stamp As String
    Dim engine As String

    stamp = HrparkText("button_stamp")
    engine = HrparkText("text_engine_formula")
    LastWasStronger = (stamp <> "" And Right$(stamp, Len(engine)) <> engine)
End Function

Private Sub Take(ByRef listed() As Variant, ByVal row As Long, ByRef source As Variant, ByVal sourceRow As Long, _
        ByVal shift As Long, ByVal state As String)
    ' Copy a finding; the state stands before the columns that live_findings has.
    Dim column As Long

    listed(row, STATE_COLUMN) = state
    For column = STATE_COLUMN + 1 To UBound(listed, 2)
        listed(row, column) = source(sourceRow, column - shift)
    Next column
End Sub

Private Function WasOpen(ByRef last As Variant, ByVal row As Long) As Boolean
    ' What was only noted, or ticked off before, is not listed again.
    WasOpen = (last(row, STATE_COLUMN) <> "" And last(row, STATE_COLUMN) = openWord)
End Function

Private Function StillOpen(ByRef found As Variant, ByRef last As Variant, ByVal row As Long, ByVal weaker As Boolean) As Boolean
    If weaker Then
        StillOpen = IsAt(found, last, row) Or Unchanged(last, row)
    Else
        StillOpen = IsFound(found, last, row)
    End If
End Function

Private Function IsFound(ByRef found As Variant, ByRef last As Variant, ByVal row As Long) As Boolean
    ' The same problem in the same cell.
    Dim at As Long

    For at = 1 To UBound(found, 1)
        If SameCell(found, at, last, row) And found(at, PROBLEM_COLUMN - 1) = last(row, PROBLEM_COLUMN) Then
            IsFound = True
            Exit Function
        End If
    Next at
End Function

Private Function IsAt(ByRef found As Variant, ByRef last As Variant, ByVal row As Long) As Boolean
    ' Any problem in the same cell; what has no cell is told apart by the problem.
    Dim at As Long

    If last(row, CELL_COLUMN) = "" Then
        IsAt = IsFound(found, last, row)
        Exit Function
    End If
    For at = 1 To UBound(found, 1)
        If SameCell(found, at, last, row) Then
            IsAt = True
            Exit Function
        End If
    Next at
End Function

Private Function SameCell(ByRef found As Variant, ByVal at As Long, ByRef last As Variant, ByVal row As Long) As Boolean
    If found(at, PROBLEM_COLUMN - 1) = "" Or found(at, CELL_COLUMN - 1) <> last(row, CELL_COLUMN) Then Exit Function
    SameCell = (found(at, SHEET_COLUMN - 1) = last(row, SHEET_COLUMN))
End Function

Private Function Unchanged(ByRef last As Variant, ByVal row As Long) As Boolean
    ' Whether the cell of a finding still shows what it showed then; without a cell nobody can say.
    On Error GoTo NoCell
    Unchanged = True
    With ThisWorkbook.Worksheets(last(row, SHEET_COLUMN)).Range(last(row, CELL_COLUMN)).Cells(1, 1)
        Unchanged = (last(row, GIVEN_COLUMN) = HrparkShown(.Value) Or last(row, GIVEN_COLUMN) = .Text)
    End With
    Exit Function
NoCell:
    Unchanged = True
End Function
