Attribute VB_Name = "HrparkEngines"
Option Explicit
Option Private Module

' Where Python answers: the bureau's server, or this computer. xlwings shows a dialog when it meets
' neither, so each is asked first whether it is there.

Private pythonAsked As Boolean
Private pythonFound As Boolean
Private pythonReason As String

Private Const SHORT_WAIT As Long = 3000
Private Const ANSWER_WAIT As Long = 8000
Private Const REVIEW_WAIT As Long = 120000
Private Const OLDEST_EXCEL As Double = 14
Private Const MODULE_NAME As String = "macros.buttons"
Private Const HIDDEN_WINDOW As Long = 0
Private Const LONGEST_REASON As Long = 160
Private Const BINARY_STREAM As Long = 1
Private Const TEXT_STREAM As Long = 2

Public Function HrparkExcelOnWindows() As Boolean
    ' LibreOffice calls itself Microsoft Excel, too, but of an old version.
    #If Mac Then
        HrparkExcelOnWindows = False
    #Else
        On Error GoTo Unknown
        Dim folder As String
        folder = LCase$(Application.Path)
        If InStr(folder, "\") = 0 Then Exit Function
        If HrparkWps() Then Exit Function
        HrparkExcelOnWindows = (Application.Name = "Microsoft Excel" And Not HrparkOldOffice())
        Exit Function
Unknown:
        HrparkExcelOnWindows = False
    #End If
End Function

Public Function HrparkWps() As Boolean
    ' WPS may call itself an Excel of whatever version; it is known by its folder.
    Dim folder As String

    On Error Resume Next
    folder = LCase$(Application.Path)
    HrparkWps = (InStr(folder, "wps") > 0 Or InStr(folder, "kingsoft") > 0 Or Right$(folder, 8) = "\office6")
End Function

Public Function HrparkOldOffice() As Boolean
    ' Older than what this workbook is made for, as LibreOffice says it is.
    On Error Resume Next
    HrparkOldOffice = (Val(Application.Version) < OLDEST_EXCEL)
End Function

Public Function HrparkServer() As String
    ' The address of the server without its last slash, "" when there is none.
    HrparkServer = Trim$(HrparkText("setting_server"))
    Do While Right$(HrparkServer, 1) = "/"
        HrparkServer = Left$(HrparkServer, Len(HrparkServer) - 1)
    Loop
End Function

Public Sub HrparkCallServer(ByVal script As String, ByRef reason As String)
    ' Send the workbook and let the script write its answer.
    Dim token As String

    On Error GoTo Failed
    token = Trim$(HrparkText("setting_token"))
    reason = ServerFault(HrparkServer(), token)
    If reason <> "" Then Exit Sub
    ' RunRemotePython sends whichever workbook is active.
    ThisWorkbook.Activate
    RunRemotePython HrparkServer() & "/xlwings/custom-scripts-call/" & script, auth:=token, timeout:=REVIEW_WAIT
    Exit Sub
Failed:
    reason = OneLine(Err.Description)
End Sub

Private Function ServerFault(ByVal server As String, ByVal token As String) As String
    ' One small call tells whether the server is there, knows the token and has our version.
    Dim request As Object

    On Error GoTo Failed
    ServerFault = "-"
    If InStr(LCase$(Application.Path), "\") = 0 Then Exit Function
    Set request = CreateObject("WinHttp.WinHttpRequest.5.1")
    request.SetTimeouts SHORT_WAIT, SHORT_WAIT, SHORT_WAIT, ANSWER_WAIT
    request.Open "POST", server & "/xlwings/custom-functions-call", False
    request.SetRequestHeader "Content-Type", "application/json"
    If token <> "" Then request.SetRequestHeader "Authorization", token
    request.Send HrparkSmallCall()
    If request.Status = 200 Then
        ServerFault = ""
    Else
        ServerFault = OneLine("HTTP " & request.Status & " " & Utf8(request.ResponseBody))
    End If
    Exit Function
Failed:
    ServerFault = OneLine(Err.Description)
    If ServerFault = "" Then ServerFault = "-"
End Function

Private Function OneLine(ByVal words As String) As String
    ' What went wrong as a part of a sentence: a proxy may answer with a whole page.
    OneLine = Left$(Trim$(Replace(Replace(words, vbCr, " "), vbLf, " ")), LONGEST_REASON)
End Function

Private Function Utf8(ByVal octets As Variant) As String
    ' ResponseText reads them in the computer's own code page, which garbles Chinese or raises.
    Dim stream As Object

    On Error Resume Next
    Set stream = CreateObject("ADODB.Stream")
    stream.Type = BINARY_STREAM
    stream.Open
    stream.Write octets
    stream.Position = 0
    stream.Type = TEXT_STREAM
    stream.Charset = "utf-8"
    Utf8 = stream.ReadText
End Function

Public Function HrparkSmallCall() As String
    ' The call that task panes make for =HRPARK_CHECK_CODE() of a blank cell.
    HrparkSmallCall = "{'func_name':'HRPARK_CHECK_CODE','args':[[[null]]],'caller_address':''," & _
        "'culture_info_name':'zh-CN','date_format':'yyyy-mm-dd','client':'VBA','runtime':'1.4'," & _
        "'version':'" & XLWINGS_VERSION & "'}"
    HrparkSmallCall = Replace(HrparkSmallCall, "'", """")
End Function

Public Function HrparkPythonNamed() As Boolean
    ' Whether somebody connected this Excel to a Python. What merely answers to the name of python, in
    ' the path or beside a workbook, is never started: most computers have none, and their virus
    ' scanners ask why Excel starts a program.
    On Error Resume Next
    If HrparkExcelOnWindows() Then HrparkPythonNamed = (PythonCommand() <> "")
End Function

Public Function HrparkPythonHere() As Boolean
    ' Whether this computer has a Python with our modules; asked once, without a window.
    If Not pythonAsked Then
        pythonAsked = True
        pythonFound = False
        If HrparkPythonNamed() Then pythonFound = PythonAnswers()
    End If
    HrparkPythonHere = pythonFound
End Function

Private Function PythonAnswers() As Boolean
    Dim shell As Object
    Dim command As String

    On Error GoTo Absent
    Set shell = CreateObject("WScript.Shell")
    command = Quoted(PythonCommand()) & " -B -c " & Quoted("import sys;sys.path[:0]=sys.argv[1].split(';');import " & MODULE_NAME)
    command = command & " " & Quoted(PythonPath())
    PythonAnswers = (shell.Run(command, HIDDEN_WINDOW, True) = 0)
    Exit Function
Absent:
    PythonAnswers = False
End Function

Private Function PythonCommand() As String
    ' As RunPython finds its interpreter; "" where none is set, as RunPython would then try any python.
    PythonCommand = Trim$(GetConfig("INTERPRETER_WIN", ""))
    If PythonCommand = "" Then PythonCommand = Trim$(GetConfig("INTERPRETER", ""))
End Function

Private Function PythonPath() As String
    ' A backslash before the closing quote would swallow it.
    PythonPath = GetConfig("PYTHONPATH", "")
    Do While Right$(PythonPath, 1) = "\" Or Right$(PythonPath, 1) = ";"
        PythonPath = Left$(PythonPath, Len(PythonPath) - 1)
    Loop
End Function

Private Function Quoted(ByVal text As String) As String
    Quoted = """" & text & """"
End Function

Public Sub HrparkCallPython(ByVal script As String, ByRef reason As String)
    On Error GoTo Failed
    pythonReason = ""
    RunPython "from macros import buttons; buttons." & script & "()"
    reason = pythonReason
    Exit Sub
Failed:
    reason = OneLine(Err.Description)
End Sub

Public Sub HrparkPythonFailed(ByVal said As String)
    ' What RunPython would show in a dialog; the last line of what Python said is the reason.
    Dim part As Variant

    For Each part In Split(Replace(said, vbCr, vbLf), vbLf)
        If Trim$(part) <> "" Then pythonReason = OneLine(part)
    Next part
End Sub

Public Sub HrparkPutSent(ByVal target As Range, ByRef sent As Variant)
    ' Write a block of values, counted from 0; cell by cell where a filter hides rows.
    Dim row As Long
    Dim column As Long

    If Not target.Worksheet.FilterMode Then
        target.Value = sent
        Exit Sub
    End If
    For row = 1 To target.Rows.Count
        For column = 1 To target.Columns.Count
            target.Cells(row, column).Value = sent(row - 1, column - 1)
        Next column
    Next row
End Sub

Public Function HrparkSentDate(ByVal sent As String) As Date
    ' A date as xlwings sends it, 2026-11-24T17:40:00; anything else is no date and raises.
    If Not sent Like "####-##-##T##:##:##*" Then Err.Raise 13
    HrparkSentDate = DateSerial(CInt(Left$(sent, 4)), CInt(Mid$(sent, 6, 2)), CInt(Mid$(sent, 9, 2)))
    HrparkSentDate = HrparkSentDate + TimeSerial(CInt(Mid$(sent, 12, 2)), CInt(Mid$(sent, 15, 2)), CInt(Mid$(sent, 18, 2)))
End Function
