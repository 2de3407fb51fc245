Attribute VB_Name = "HrparkButtons"
Option Explicit

' The buttons of the workbook. Each one finds its cells by defined names, says what happened in
' button_message, shows no dialog, and leaves Excel as it found it. No rule of the law is in VBA,
' and no word that people read: the words stand in the cells named text_...

Public Sub HrparkReview()
    ' Review the workbook: on the bureau's server, else with local Python, else with formulas.
    Dim notes As String
    Dim reason As String

    If HrparkBusy() Then Exit Sub
    On Error GoTo Failed
    HrparkBegin "text_running"
    HrparkTryFunctionsAgain
    If Ran("review", "button_stamp", notes) Then
        If notes <> "" Then HrparkSay notes & HrparkText("button_message")
    Else
        HrparkSay notes & HrparkReviewAlone()
    End If
    HrparkEnd
    HrparkDescribeFunctions
    Exit Sub
Failed:
    reason = Err.Description
    Fail notes, reason
End Sub

Public Sub HrparkPreviewFixes()
    ' List what can be tidied for certain; no input changes.
    Dim notes As String
    Dim reason As String

    If HrparkBusy() Then Exit Sub
    On Error GoTo Failed
    HrparkBegin "text_running"
    If Ran("preview_fixes", "button_message", notes) Then
        If notes <> "" Then HrparkSay notes & HrparkText("button_message")
    Else
        HrparkSay notes & HrparkPreviewAlone()
    End If
    HrparkEnd
    Exit Sub
Failed:
    reason = Err.Description
    Fail notes, reason
End Sub

Public Sub HrparkApplyFixes()
    ' Write what is offered into the cells that have not changed since.
    Dim reason As String

    If HrparkBusy() Then Exit Sub
    On Error GoTo Failed
    HrparkBegin ""
    HrparkSay HrparkApplyAll()
    HrparkEnd
    Exit Sub
Failed:
    reason = Err.Description
    Fail "", reason
End Sub

Public Sub HrparkUndoFixes()
    ' Put back what stood in the cells before they were tidied.
    Dim reason As String

    If HrparkBusy() Then Exit Sub
    On Error GoTo Failed
    HrparkBegin ""
    HrparkSay HrparkUndoAll()
    HrparkEnd
    Exit Sub
Failed:
    reason = Err.Description
    Fail "", reason
End Sub

Public Sub HrparkMail()
    ' Save a copy under its official name and open a draft; nothing is sent.
    Dim reason As String

    If HrparkBusy() Then Exit Sub
    On Error GoTo Failed
    HrparkBegin ""
    HrparkSay HrparkSaveForMail()
    HrparkEnd
    Exit Sub
Failed:
    reason = Err.Description
    Fail "", reason
End Sub

Private Function Ran(ByVal script As String, ByVal proof As String, ByRef notes As String) As Boolean
    ' Try the server, then local Python; what failed is told in notes.
    If HrparkServer() <> "" Then Ran = Tried(True, script, proof, notes)
    If Ran Then Exit Function
    ' Apart, for And computes both of its sides.
    If HrparkPythonHere() Then Ran = Tried(False, script, proof, notes)
End Function

Private Function Tried(ByVal onServer As Boolean, ByVal script As String, ByVal proof As String, ByRef notes As String) As Boolean
    ' Neither way of calling Python tells how it went, so what it writes last is the proof.
    Dim before As String
    Dim reason As String
    Dim failure As String

    before = HrparkText(proof)
    HrparkPut HrparkCell(proof), ""
    HrparkSay ""
    If onServer Then
        failure = "text_server_failed"
        HrparkCallServer script, reason
    Else
        failure = "text_python_failed"
        HrparkCallPython script, reason
    End If
    Tried = (HrparkText(proof) <> "")
    If Tried Then Exit Function
    If HrparkText("button_message") <> "" Then reason = HrparkText("button_message")
    If reason = "" Then reason = "-"
    HrparkPut HrparkCell(proof), before
    notes = notes & HrparkFilled(failure, "reason", reason)
End Function

Private Sub Fail(ByVal notes As String, ByVal reason As String)
    ' Whatever went wrong is one sentence.
    On Error Resume Next
    HrparkSay notes & HrparkFilled("text_failed", "reason", reason)
    HrparkEnd
End Sub
