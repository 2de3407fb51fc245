Attribute VB_Name = "HrparkHelp"
Option Explicit
Option Private Module

' Tell Excel what the functions are for; the help stands in the block text_functions: name, help,
' then one column for each argument.

Private described As Boolean

Public Sub HrparkDescribeFunctions()
    ' Where functions answer, once. Not when the workbook is opened: a workbook that runs something by
    ' itself and could start a program is what virus scanners and mail servers refuse.
    Dim help As Variant
    Dim row As Long

    On Error GoTo Failed
    If described Then Exit Sub
    If Not HrparkPythonNamed() Then Exit Sub
    described = True
    help = HrparkRows("text_functions")
    For row = 1 To UBound(help, 1)
        Describe help, row
    Next row
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
