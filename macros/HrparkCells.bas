Attribute VB_Name = "HrparkCells"
Option Explicit
Option Private Module

' Cells by their defined names, sentences in the workbook's own words, and text that stays text.

Private oldUpdating As Boolean
Private oldCalculation As Long
Private begun As Boolean

Private Const MANUAL As Long = -4135
Private Const KEY_IGNORED As Long = 0
Private Const KEY_IS_ERROR As Long = 2
Private Const TEXT_FORMAT As String = "@"

Public Function HrparkCell(ByVal cellName As String) As Range
    Set HrparkCell = HrparkBlock(cellName).Cells(1, 1)
End Function

Public Function HrparkBlock(ByVal blockName As String) As Range
    Set HrparkBlock = ThisWorkbook.Names(blockName).RefersToRange
End Function

Public Function HrparkText(ByVal cellName As String) As String
    ' The text of a named cell, "" when there is none.
    On Error GoTo Missing
    HrparkText = HrparkShown(HrparkCell(cellName).Value)
    Exit Function
Missing:
    HrparkText = ""
End Function

Public Function HrparkShown(ByVal held As Variant) As String
    ' A cell's value as text: an error is none, a date is year-month-day.
    If IsError(held) Or IsNull(held) Or IsEmpty(held) Then
        HrparkShown = ""
    ElseIf VarType(held) = vbDate Then
        HrparkShown = HrparkDay(held)
    ElseIf VarType(held) = vbString Then
        HrparkShown = held
    Else
        HrparkShown = HrparkPlainNumber(CDbl(held))
    End If
End Function

Public Function HrparkCode(ByVal text As String, ByVal at As Long) As Long
    ' The code of one character, which AscW gives as a negative one from &H8000 on.
    HrparkCode = AscW(Mid$(text, at, 1))
    If HrparkCode < 0 Then HrparkCode = HrparkCode + &H10000
End Function

Public Function HrparkDay(ByVal moment As Date) As String
    ' 2026-11-24; Format would follow the computer's language.
    HrparkDay = Year(moment) & "-" & TwoDigits(Month(moment)) & "-" & TwoDigits(Day(moment))
End Function

Public Function HrparkMinute(ByVal moment As Date) As String
    HrparkMinute = HrparkDay(moment) & " " & TwoDigits(Hour(moment)) & ":" & TwoDigits(Minute(moment))
End Function

Private Function TwoDigits(ByVal number As Long) As String
    TwoDigits = Right$("0" & CStr(number), 2)
End Function

Public Function HrparkPlainNumber(ByVal held As Double) As String
    ' Digits and a point, whatever the computer's decimal sign is.
    HrparkPlainNumber = Trim$(Str$(held))
    If Left$(HrparkPlainNumber, 1) = "." Then HrparkPlainNumber = "0" & HrparkPlainNumber
    If Left$(HrparkPlainNumber, 2) = "-." Then HrparkPlainNumber = "-0" & Mid$(HrparkPlainNumber, 2)
End Function

Public Function HrparkFilled(ByVal cellName As String, ByVal placeholder As String, ByVal given As String) As String
    HrparkFilled = Replace(HrparkText(cellName), "{" & placeholder & "}", given)
End Function

Public Sub HrparkSay(ByVal sentence As String)
    HrparkPut HrparkCell("button_message"), sentence
End Sub

Public Function HrparkMayWrite(ByVal target As Range) As Boolean
    ' Only cells that the template leaves to people are written.
    Dim isLocked As Variant

    isLocked = target.Locked
    If IsNull(isLocked) Then Exit Function
    HrparkMayWrite = Not CBool(isLocked) And Not target.HasFormula
End Function

Public Function HrparkPut(ByVal target As Range, ByVal text As String) As Boolean
    ' Write text that becomes no formula, number or date; an apostrophe helps where the format does not.
    If text = "" Then
        target.Value = ""
        HrparkPut = True
        Exit Function
    End If
    If target.NumberFormat = TEXT_FORMAT Or InStr("=+-@'" & vbTab & vbCr & vbLf, Left$(text, 1)) = 0 Then
        target.Value = text
        If HrparkHolds(target, text) Then
            HrparkPut = True
            Exit Function
        End If
    End If
    target.Value = "'" & text
    HrparkPut = HrparkHolds(target, text)
End Function

Public Function HrparkHolds(ByVal target As Range, ByVal text As String) As Boolean
    ' Whether a cell holds just this text, as text.
    Dim held As Variant

    If target.HasFormula Then Exit Function
    held = target.Value
    If VarType(held) <> vbString Then Exit Function
    HrparkHolds = (StrComp(held, text, vbBinaryCompare) = 0)
End Function

Public Function HrparkRows(ByVal blockName As String) As Variant
    ' A named block as texts, rows and columns counted from 1.
    Dim held As Variant
    Dim texts() As Variant
    Dim row As Long
    Dim column As Long

    held = HrparkBlock(blockName).Value
    ReDim texts(1 To UBound(held, 1), 1 To UBound(held, 2))
    For row = 1 To UBound(held, 1)
        For column = 1 To UBound(held, 2)
            texts(row, column) = HrparkShown(held(row, column))
        Next column
    Next row
    HrparkRows = texts
End Function

Public Sub HrparkPutRows(ByVal blockName As String, ByVal texts As Variant)
    ' Fill a named block with texts; what is blank is emptied.
    Dim block As Range
    Dim held As Variant
    Dim row As Long
    Dim column As Long

    Set block = HrparkBlock(blockName)
    held = block.Value
    For row = 1 To UBound(held, 1)
        For column = 1 To UBound(held, 2)
            If HrparkShown(held(row, column)) <> texts(row, column) Then
                HrparkPut block.Cells(row, column), texts(row, column)
            End If
        Next column
    Next row
End Sub

Public Function HrparkBusy() As Boolean
    ' RunRemotePython lets Excel go on while it waits, so a button can be pressed meanwhile.
    HrparkBusy = begun
End Function

Public Sub HrparkBegin(ByVal progress As String)
    ' Hold the screen and calculation still; HrparkEnd restores both.
    On Error Resume Next
    begun = True
    ' Esc would show Excel's own dialog, and end what runs with calculation held still from then on.
    ' Here it is an error that the buttons handle, or nothing where cells of people are written. Excel
    ' forgets this as soon as it is idle.
    If HrparkExcelOnWindows() Or HrparkWps() Then
        If progress = "" Then Application.EnableCancelKey = KEY_IGNORED Else Application.EnableCancelKey = KEY_IS_ERROR
    End If
    oldUpdating = Application.ScreenUpdating
    oldCalculation = Application.Calculation
    If progress <> "" Then Application.StatusBar = HrparkText(progress)
    Application.ScreenUpdating = False
End Sub

Public Sub HrparkHoldCalculation()
    On Error Resume Next
    Application.Calculation = MANUAL
End Sub

Public Sub HrparkEnd()
    On Error Resume Next
    If Not begun Then Exit Sub
    begun = False
    If Application.Calculation <> oldCalculation Then Application.Calculation = oldCalculation
    Application.ScreenUpdating = oldUpdating
    Application.StatusBar = False
End Sub
