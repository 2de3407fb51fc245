Attribute VB_Name = "HrparkPost"
Option Explicit
Option Private Module

' Save a copy of the workbook for the mail, and open a draft that names it. Nothing is sent.

Private Const LONGEST_LINK As Long = 2000
Private Const MOST_COPIES As Long = 999
Private Const HIGH_SURROGATES As Long = 55296
Private Const LOW_SURROGATES As Long = 56320
Private Const AFTER_SURROGATES As Long = 57344
Private Const NO_SIGN As Long = 65533

Public Function HrparkSaveForMail() As String
    ' Save the copy, open the draft, and return the sentence to say.
    Dim path As String
    Dim link As String

    If ThisWorkbook.Path = "" Then
        HrparkSaveForMail = HrparkText("text_mail_unsaved")
        Exit Function
    End If
    On Error GoTo NotSaved
    path = FreePath()
    ThisWorkbook.SaveCopyAs path
    On Error GoTo NoDraft
    link = HrparkMailLink(HrparkText("text_mail_to"), HrparkText("text_mail_subject"), _
        HrparkFilled("text_mail_body", "path", path))
    ThisWorkbook.FollowHyperlink link
    HrparkSaveForMail = HrparkFilled("text_mail_saved", "path", path)
    Exit Function
NotSaved:
    HrparkSaveForMail = HrparkFilled("text_mail_failed", "reason", Err.Description)
    Exit Function
NoDraft:
    HrparkSaveForMail = HrparkFilled("text_mail_no_draft", "path", path)
End Function

Public Function HrparkMailFolder(ByVal place As String) As String
    ' Beside the workbook; among the documents where that is an address, as in a folder of OneDrive:
    ' a mail takes files of this computer, and nobody can tell which names are free on the web.
    HrparkMailFolder = place
    If InStr(place, "://") = 0 Then Exit Function
    HrparkMailFolder = CreateObject("WScript.Shell").SpecialFolders("MyDocuments")
End Function

Private Function FreePath() As String
    ' In its folder, under a name that no file has.
    Dim stem As String
    Dim extension As String
    Dim number As Long

    stem = HrparkMailFolder(ThisWorkbook.Path)
    If InStr(stem, "\") > 0 Then stem = stem & "\" Else stem = stem & "/"
    stem = stem & HrparkText("text_mail_name")
    extension = ".xlsm"
    If InStrRev(ThisWorkbook.Name, ".") > 0 Then extension = Mid$(ThisWorkbook.Name, InStrRev(ThisWorkbook.Name, "."))
    FreePath = stem & extension
    number = 1
    Do While FileIsThere(FreePath)
        number = number + 1
        If number > MOST_COPIES Then Err.Raise 58
        FreePath = stem & " (" & number & ")" & extension
    Loop
End Function

Private Function FileIsThere(ByVal path As String) As Boolean
    ' Dir knows only the names that the computer's own code page can write.
    Dim files As Object

    On Error Resume Next
    Set files = CreateObject("Scripting.FileSystemObject")
    If files Is Nothing Then
        FileIsThere = (Dir(path) <> "")
    Else
        FileIsThere = files.FileExists(path)
    End If
End Function

Public Function HrparkMailLink(ByVal address As String, ByVal subject As String, ByVal body As String) As String
    ' A mailto link; where it would be too long for Windows, the body's end is cut.
    HrparkMailLink = "mailto:" & Replace(Replace(HrparkPercent(address, LONGEST_LINK), "%40", "@"), "%2C", ",")
    HrparkMailLink = HrparkMailLink & "?subject=" & HrparkPercent(subject, LONGEST_LINK \ 2) & "&body="
    body = Replace(Replace(body, vbCrLf, vbLf), vbLf, vbCrLf)
    HrparkMailLink = HrparkMailLink & HrparkPercent(body, LONGEST_LINK - Len(HrparkMailLink))
End Function

Public Function HrparkPercent(ByVal text As String, ByVal room As Long) As String
    ' UTF-8 in percent signs, as many whole characters as there is room for.
    Dim at As Long
    Dim code As Long
    Dim nextCode As Long
    Dim written As String

    at = 1
    Do While at <= Len(text)
        code = HrparkCode(text, at)
        If code >= HIGH_SURROGATES And code < AFTER_SURROGATES Then
            nextCode = 0
            If at < Len(text) Then nextCode = HrparkCode(text, at + 1)
            If code < LOW_SURROGATES And nextCode >= LOW_SURROGATES And nextCode < AFTER_SURROGATES Then
                code = &H10000 + (code - HIGH_SURROGATES) * &H400& + (nextCode - LOW_SURROGATES)
                at = at + 1
            Else
                code = NO_SIGN
            End If
        End If
        written = Encoded(code)
        If Len(HrparkPercent) + Len(written) > room Then Exit Function
        HrparkPercent = HrparkPercent & written
        at = at + 1
    Loop
End Function

Private Function Encoded(ByVal code As Long) As String
    ' One character.
    If code < &H80& Then
        Encoded = Plain(code)
    ElseIf code < &H800& Then
        Encoded = Octet(&HC0& + code \ &H40&) & Octet(&H80& + code Mod &H40&)
    ElseIf code < &H10000 Then
        Encoded = Octet(&HE0& + code \ &H1000&) & Octet(&H80& + (code \ &H40&) Mod &H40&) & Octet(&H80& + code Mod &H40&)
    Else
        Encoded = Octet(&HF0& + code \ &H40000) & Octet(&H80& + (code \ &H1000&) Mod &H40&)
        Encoded = Encoded & Octet(&H80& + (code \ &H40&) Mod &H40&) & Octet(&H80& + code Mod &H40&)
    End If
End Function

Private Function Plain(ByVal code As Long) As String
    Plain = Chr$(code)
    If InStr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~", Plain) = 0 Then Plain = Octet(code)
End Function

Private Function Octet(ByVal code As Long) As String
    Octet = "%" & Right$("0" & Hex$(code), 2)
End Function
