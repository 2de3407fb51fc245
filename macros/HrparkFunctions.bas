Attribute VB_Name = "HrparkFunctions"
Option Explicit
Option Private Module

' What the functions for cells share: ask Python, or be #N/A so that IFERROR shows the formula.
' An engine that does not start is not asked again until the button is pressed.

Private Const UDF_MODULE As String = "udfs.functions"
Private Const MOST_FAILURES As Long = 3

Private known As Boolean
Private absent As Boolean
Private proved As Boolean
Private failures As Long

Public Function HrparkAnswer(ByVal functionName As String, ByVal given As Variant) As Variant
    Dim engine As Object
    Dim started As Boolean

    HrparkAnswer = NoAnswer()
    On Error GoTo Failed
    If Not known Then
        absent = Not HrparkPythonNamed()
        known = True
    End If
    If absent Then Exit Function
    If InWizard() Then Exit Function
    Set engine = XLPy
    started = True
    HrparkAnswer = engine.CallUDF(UDF_MODULE, functionName, given, ThisWorkbook, Application.Caller)
    proved = True
    Exit Function
Failed:
    ' A function may decline to answer; only one that never did counts against the engine.
    If Not started Then absent = True
    If Not proved Then failures = failures + 1
    If failures >= MOST_FAILURES Then absent = True
    HrparkAnswer = NoAnswer()
End Function

Private Function NoAnswer() As Variant
    ' LibreOffice shows the words of an error, but takes a block in three directions for one.
    Dim block(0, 0, 0) As Variant

    If HrparkOldOffice() And Not HrparkWps() Then NoAnswer = block Else NoAnswer = CVErr(xlErrNA)
End Function

Public Sub HrparkTryFunctionsAgain()
    known = False
    absent = False
    proved = False
    failures = 0
End Sub

Private Function InWizard() As Boolean
    ' The function wizard would wait for an answer at every keystroke.
    On Error Resume Next
    InWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
End Function
