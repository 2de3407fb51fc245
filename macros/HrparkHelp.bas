Attribute VB_Name = "HrparkHelp"
Option Explicit

' Tell Excel what the functions are for; the help stands in the block text_functions: name, help,
' then one column for each argument.

Public Sub Auto_Open()
    Dim help As Variant
    Dim row As Long
    Dim saved As Boolean

    On Error GoTo Failed
    If Not HrparkExcelOnWindows() Then Exit Sub
    saved = ThisWorkbook.Saved
    help = HrparkRows("text_functions")
    For row = 1 To UBound(help, 1)
        Describe help, row
    Next row
    ThisWorkbook.Saved = saved
Failed:
End Sub

Private Sub Describe(ByRef help As Variant, ByVal row As Long)
    Dim arguments() As String
    Dim column As Long
    Dim count As Long
    Dim host As Object

    On Error GoTo Failed
    If help(row, 1) = "" Then Exit Sub
    For column = 3 To UBound(help, 2)
        If help(row, column) <> "" Then
            ReDim Preserve arguments(0 To count)
            arguments(count) = help(row, column)
            count = count + 1
        End If
    Next column
    If count = 0 Then Exit Sub
    ' Late, so that what does not know ArgumentDescriptions compiles this all the same.
    Set host = Application
    host.MacroOptions Macro:=CStr(help(row, 1)), Description:=CStr(help(row, 2)), _
        Category:=HrparkText("text_category"), ArgumentDescriptions:=arguments
Failed:
End Sub
