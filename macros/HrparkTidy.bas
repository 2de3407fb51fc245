Attribute VB_Name = "HrparkTidy"
Option Explicit
Option Private Module

' The fixes that VBA alone may offer: signs of full width and invisible ones, in fields where they
' mean nothing, and days written in full as text. Anything less certain is left to people.

Private Const KIND_COLUMN As Long = 1
Private Const ADDRESS_COLUMN As Long = 2
Private Const LABEL_COLUMN As Long = 3
Private Const FORMAT_COLUMN As Long = 4
Private Const LONGEST_NUMBER As Long = 15
' U+FF01 to U+FF5E, each so far from its narrow sign; U+3000; U+FEFF.
Private Const FIRST_WIDE As Long = 65281
Private Const LAST_WIDE As Long = 65374
Private Const WIDE_TO_NARROW As Long = 65248
Private Const WIDE_SPACE As Long = 12288
Private Const BYTE_ORDER_MARK As Long = 65279
Private Const FIRST_YEAR As Long = 1901
Private Const LAST_YEAR As Long = 2999

Private rowsFilled As Long

Public Function HrparkPreviewAlone() As String
    ' Fill button_fixes with what can be offered, and return the sentence to say.
    Dim ranges As Variant
    Dim last As Variant
    Dim listed() As Variant
    Dim row As Long
    Dim column As Long
    Dim count As Long

    last = HrparkRows("button_fixes")
    ReDim listed(1 To UBound(last, 1), 1 To UBound(last, 2))
    For row = 1 To UBound(listed, 1)
        For column = 1 To UBound(listed, 2)
            listed(row, column) = ""
        Next column
    Next row
    rowsFilled = 0
    ranges = HrparkRows("tidy_ranges")
    For row = 1 To UBound(ranges, 1)
        Offer listed, ranges, row
    Next row
    count = rowsFilled
    KeepApplied listed, last
    HrparkHoldCalculation
    HrparkPutRows "button_fixes", listed
    If count = 0 Then
        HrparkPreviewAlone = HrparkText("text_no_fixes")
    Else
        HrparkPreviewAlone = HrparkFilled("text_fixes_offered", "count", CStr(count))
    End If
End Function

Private Sub KeepApplied(ByRef listed() As Variant, ByRef last As Variant)
    ' What was tidied before stays listed, so that it can still be undone.
    Dim applied As String
    Dim row As Long
    Dim column As Long

    applied = HrparkText("text_fix_applied")
    For row = 1 To UBound(last, 1)
        If last(row, 1) <> "" And last(row, 1) = applied And rowsFilled < UBound(listed, 1) Then
            If HrparkStillMended(last, row) Then
                rowsFilled = rowsFilled + 1
                For column = 1 To UBound(listed, 2)
                    listed(rowsFilled, column) = last(row, column)
                Next column
            End If
        End If
    Next row
End Sub

Private Sub Offer(ByRef listed() As Variant, ByRef ranges As Variant, ByVal row As Long)
    ' Offer what can be mended in one range.
    Dim block As Range
    Dim target As Range
    Dim held As Variant
    Dim mended As String
    Dim kind As String
    Dim at As Long
    Dim label As String

    Set block = RangeAt(ranges(row, ADDRESS_COLUMN))
    If block Is Nothing Then Exit Sub
    If UBound(ranges, 2) >= LABEL_COLUMN Then label = ranges(row, LABEL_COLUMN)
    For at = 1 To block.Rows.Count
        Set target = block.Cells(at, 1)
        held = ValueOf(target)
        If VarType(held) = vbString Then
            kind = ranges(row, KIND_COLUMN)
            mended = HrparkMend(held, kind)
            If mended <> "" And rowsFilled < UBound(listed, 1) Then
                If HrparkMayWrite(target) Then
                    rowsFilled = rowsFilled + 1
                    listed(rowsFilled, 1) = HrparkText("text_fix_offered")
                    listed(rowsFilled, 2) = block.Worksheet.Name
                    listed(rowsFilled, 3) = target.Address(False, False)
                    listed(rowsFilled, 4) = label
                    listed(rowsFilled, 5) = held
                    listed(rowsFilled, 6) = mended
                    listed(rowsFilled, 7) = kind
                    listed(rowsFilled, 8) = NoteOf(kind)
                End If
            End If
        End If
    Next at
End Sub

Private Function NoteOf(ByVal kind As String) As String
    Select Case kind
    Case "number"
        NoteOf = HrparkText("text_fix_note_number")
    Case "date"
        NoteOf = HrparkText("text_fix_note_date")
    Case Else
        NoteOf = HrparkText("text_fix_note_text")
    End Select
End Function

Public Function HrparkFormatOf(ByVal target As Range) As String
    ' The number format that the form gives to a cell, "" where it is none of those that are tidied.
    Dim ranges As Variant
    Dim sheetPart As String
    Dim block As Range
    Dim row As Long

    ranges = HrparkRows("tidy_ranges")
    sheetPart = "'" & Replace(target.Worksheet.Name, "'", "''") & "'!"
    For row = 1 To UBound(ranges, 1)
        If Left$(ranges(row, ADDRESS_COLUMN), Len(sheetPart)) = sheetPart Then
            Set block = RangeAt(ranges(row, ADDRESS_COLUMN))
            If Not block Is Nothing Then
                If target.Column = block.Column And target.Row >= block.Row And target.Row < block.Row + block.Rows.Count Then
                    HrparkFormatOf = ranges(row, FORMAT_COLUMN)
                    Exit Function
                End If
            End If
        End If
    Next row
End Function

Private Function ValueOf(ByVal target As Range) As Variant
    ' Empty where Excel raises, as it may for a number that is too large for its date format.
    On Error Resume Next
    ValueOf = target.Value
End Function

Private Function RangeAt(ByVal address As String) As Range
    ' 'sheet'!$A$1:$A$9, whatever workbook and sheet are active.
    Dim mark As Long
    Dim sheetName As String

    On Error GoTo Missing
    mark = InStrRev(address, "!")
    sheetName = Left$(address, mark - 1)
    If Left$(sheetName, 1) = "'" Then sheetName = Replace(Mid$(sheetName, 2, Len(sheetName) - 2), "''", "'")
    Set RangeAt = ThisWorkbook.Worksheets(sheetName).Range(Mid$(address, mark + 1))
    Exit Function
Missing:
    Set RangeAt = Nothing
End Function

Public Function HrparkMend(ByVal given As String, ByRef kind As String) As String
    ' The mended text, "" where there is nothing to offer; kind becomes that of what is written.
    Dim narrow As String
    Dim moment As Date

    narrow = HrparkNarrow(given)
    Select Case kind
    Case "number"
        If HrparkIsPlainNumber(narrow) Then HrparkMend = narrow
    Case "date"
        If HrparkReadDate(narrow, moment) Then HrparkMend = HrparkDay(moment)
    Case "code", "phone"
        kind = "text"
        If StrComp(narrow, given, vbBinaryCompare) <> 0 Then HrparkMend = narrow
    End Select
End Function

Public Function HrparkNarrow(ByVal given As String) As String
    ' Signs of full width become narrow, invisible ones go, and so do spaces at both ends.
    Dim at As Long
    Dim code As Long

    For at = 1 To Len(given)
        code = HrparkCode(given, at)
        Select Case code
        Case FIRST_WIDE To LAST_WIDE
            HrparkNarrow = HrparkNarrow & ChrW(code - WIDE_TO_NARROW)
        Case WIDE_SPACE, &HA0
            HrparkNarrow = HrparkNarrow & " "
        Case &H200B To &H200F, &H202A To &H202E, &H2060, BYTE_ORDER_MARK
        Case Else
            HrparkNarrow = HrparkNarrow & Mid$(given, at, 1)
        End Select
    Next at
    Do While HrparkNarrow <> "" And InStr(" " & vbTab & vbCr & vbLf, Left$(HrparkNarrow, 1)) > 0
        HrparkNarrow = Mid$(HrparkNarrow, 2)
    Loop
    Do While HrparkNarrow <> "" And InStr(" " & vbTab & vbCr & vbLf, Right$(HrparkNarrow, 1)) > 0
        HrparkNarrow = Left$(HrparkNarrow, Len(HrparkNarrow) - 1)
    Loop
End Function

Public Function HrparkIsPlainNumber(ByVal text As String) As Boolean
    ' Digits, with a minus before and one point within at most; no more digits than a cell keeps.
    Dim digits As String
    Dim point As Long

    digits = text
    If Left$(digits, 1) = "-" Then digits = Mid$(digits, 2)
    point = InStr(digits, ".")
    If point = 1 Or (point > 0 And point = Len(digits)) Then Exit Function
    If point > 0 Then digits = Left$(digits, point - 1) & Mid$(digits, point + 1)
    HrparkIsPlainNumber = (digits <> "" And Len(digits) <= LONGEST_NUMBER And OnlyDigits(digits))
End Function

Private Function OnlyDigits(ByVal text As String) As Boolean
    Dim at As Long

    For at = 1 To Len(text)
        If InStr("0123456789", Mid$(text, at, 1)) = 0 Then Exit Function
    Next at
    OnlyDigits = (text <> "")
End Function

Public Function HrparkReadDate(ByVal text As String, ByRef moment As Date) As Boolean
    ' Year, month and day in full, with one kind of sign between them.
    Dim parts() As String
    Dim sign As String
    Dim years As Long
    Dim months As Long
    Dim days As Long

    sign = SignOf(text)
    If sign = ChrW(&H5E74) Then
        If Right$(text, 1) <> ChrW(&H65E5) Then Exit Function
        text = Replace(Left$(text, Len(text) - 1), ChrW(&H6708), sign)
    End If
    If sign = "" Then Exit Function
    parts = Split(text, sign)
    If UBound(parts) <> 2 Then Exit Function
    If Len(parts(0)) <> 4 Or Len(parts(1)) > 2 Or Len(parts(2)) > 2 Then Exit Function
    If Not (OnlyDigits(parts(0)) And OnlyDigits(parts(1)) And OnlyDigits(parts(2))) Then Exit Function
    years = CLng(parts(0))
    months = CLng(parts(1))
    days = CLng(parts(2))
    If years < FIRST_YEAR Or years > LAST_YEAR Or months < 1 Or months > 12 Or days < 1 Or days > 31 Then Exit Function
    moment = DateSerial(years, months, days)
    HrparkReadDate = (Month(moment) = months)
End Function

Private Function SignOf(ByVal text As String) As String
    ' What stands after the year.
    If Len(text) < 8 Then Exit Function
    SignOf = Mid$(text, 5, 1)
    If InStr("-/." & ChrW(&H5E74), SignOf) = 0 Then SignOf = ""
End Function
