"""Take the VBA modules that xlwings needs from the installed package, with their notices.

xlwings itself is BSD-3, VBA-Web and Dictionary are MIT; a module of comments holds the licences.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

Source = tuple[str, str, bool]  # name, source, whether it is a class

# RunPython, functions and settings; then RunRemotePython and what it stands on.
_STANDARD = ("xlwings.bas", "addin/Remote.bas", "addin/WebHelpers.bas")
_CLASSES = (
    "addin/Dictionary.cls",
    "addin/IWebAuthenticator.cls",
    "addin/WebClient.cls",
    "addin/WebRequest.cls",
    "addin/WebResponse.cls",
)

# What is changed: the module, what stands there once, and what stands in its place.
_CHANGES = (
    # It takes every text that reads as three numbers for a date: 0453-123-4567 or 2025-3-1 would be
    # written as days. Ours only takes the ISO form in which xlwings sends real dates.
    (
        "Remote",
        "arr(i - 1, j - 1) = WebHelpers.ParseIso(valueRow(j))",
        "arr(i - 1, j - 1) = HrparkSentDate(valueRow(j)) ' hrpark: was WebHelpers.ParseIso",
    ),
    # It sends texts of 16 digits and more as numbers: a code of digits and an E would be lost.
    (
        "Remote",
        "    Dim payload As New Dictionary\n",
        (
            "    Dim payload As New Dictionary\n"
            "    WebHelpers.JsonOptions.UseDoubleForLargeNumbers = True ' hrpark: long codes\n"
        ),
    ),
    # It asks for the list of revoked certificates, as Windows itself does not: an office network
    # without the internet reaches no such list, and every https server would seem to be away.
    (
        "WebClient",
        "EnableCertificateRevocationCheck) = True\n",
        "EnableCertificateRevocationCheck) = False ' hrpark: was True\n",
    ),
    # It shows what the server refuses in a dialog; ours say it in a cell, like every other reason.
    (
        "Remote",
        'MsgBox myResponse.Content, vbCritical, "Error"',
        'Err.Raise vbObjectError + 514, "Remote", myResponse.Content \' hrpark: was MsgBox',
    ),
    (
        "Remote",
        (
            'MsgBox myResponse.StatusDescription & " (" & myResponse.StatusCode & ")", '
            'vbCritical, "Error"'
        ),
        (
            'Err.Raise vbObjectError + 514, "Remote", myResponse.StatusDescription & " (" & '
            'myResponse.StatusCode & ")" \' hrpark: was MsgBox'
        ),
    ),
    # Its settings were out of reach while no worksheet is active, as beside a protected view.
    (
        "xlwings",
        '    For Each cell In Range(sht.Range("A1"), lastCell)\n',
        '    For Each cell In sht.Range(sht.Range("A1"), lastCell) \' hrpark: was Range\n',
    ),
    # It shows in dialogs why Python did not run, the whole traceback; ours say its last line.
    (
        "xlwings",
        "        Call ShowError(LOG_FILE)\n        ExecuteWindows = -1\n",
        (
            "        HrparkPythonFailed ReadFile(LOG_FILE) ' hrpark: was ShowError\n"
            "        ExecuteWindows = -1\n"
        ),
    ),
    (
        "xlwings",
        'ShowError "", Err.Description\n',
        "HrparkPythonFailed Err.Description ' hrpark: was ShowError\n",
    ),
    (
        "xlwings",
        'MsgBox "Could not find Interpreter!", vbCritical\n',
        "HrparkPythonFailed PYTHON_WIN ' hrpark: was MsgBox\n",
    ),
    # Application.Run lets no error through to its caller, so Excel would show a dialog of its own,
    # and takes the name from whichever workbook is active by then. An answer may only write.
    (
        "Remote",
        '            Application.Run action("func"), wb, action\n',
        (
            '            Select Case action("func") \' hrpark: was Application.Run\n'
            '            Case "setValues": setValues wb, action \' hrpark: it may write\n'
            '            Case "setNumberFormat": setNumberFormat wb, action \' hrpark: format\n'
            "            Case Else: Err.Raise 5 ' hrpark: and nothing else\n"
            "            End Select ' hrpark: of what an answer may do\n"
        ),
    ),
    # A block that is written at once may go astray where a filter hides rows.
    (
        "Remote",
        "    GetRange(wb, action).Value = arr\n",
        "    HrparkPutSent GetRange(wb, action), arr ' hrpark: rows that a filter hides\n",
    ),
    # It knows errors by their English words, but CStr says "Error 2042" in the language of Excel,
    # and those of newer Excels not at all: nothing was written for them, and the rest was no JSON.
    (
        "WebHelpers",
        "        Select Case CStr(JsonValue)\n",
        '        Select Case "Error " & Right$(CStr(JsonValue), 4) \' hrpark: any language\n',
    ),
    (
        "WebHelpers",
        '            ConvertToJson = """" & "#VALUE!" & """"\n',
        (
            '            ConvertToJson = """" & "#VALUE!" & """"\n'
            "        Case Else ' hrpark: newer errors\n"
            '            ConvertToJson = """" & "#N/A" & """" \' hrpark: newer errors\n'
        ),
    ),
)
_TIM_HALL = """VBA-Web and VBA-Dictionary: Copyright (c) Tim Hall

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class XlwingsChangedError(Exception):
    """xlwings 的 VBA 源码与程序所知的不同，请先核对再生成带宏的工作簿。"""


def xlwings_sources() -> tuple[Source, ...]:
    """Give xlwings' modules; raise XlwingsChangedError where a change of ours no longer fits."""
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise XlwingsChangedError
    home = Path(spec.origin).parent
    found = [
        (Path(name).stem, (home / name).read_text(encoding="ascii"), name in _CLASSES)
        for name in (*_STANDARD, *_CLASSES)
    ]
    kept = ((name, _changed(name, source), is_class) for name, source, is_class in found)
    return (*kept, ("Licences", _licences(), False))


def _changed(name: str, source: str) -> str:
    for module, theirs, ours in _CHANGES:
        if module == name:
            if source.count(theirs) != 1:
                raise XlwingsChangedError
            source = source.replace(theirs, ours)
    return source


def _licences() -> str:
    """Write as comments the licence that its modules only name; xlwings.bas holds its own."""
    return "".join(f"' {line}".rstrip() + "\n" for line in _TIM_HALL.splitlines())


_STAND_IN = """Option Explicit

' Stands in for xlwings where it cannot be compiled: no Python is ever found.

Public Const XLWINGS_VERSION As String = "0"

Public Function XLPy() As Object
    Err.Raise 1000
End Function

Public Function RunPython(ByVal command As String)
    Err.Raise 1000
End Function

Public Function RunRemotePython(url As String, Optional auth As String, Optional timeout As Long)
    Err.Raise 1000
End Function

Public Function GetConfig(ByVal key As String, Optional default As String = "") As Variant
    GetConfig = default
End Function
"""


def stand_ins() -> tuple[Source, ...]:
    """Give a stand-in for xlwings that compiles in LibreOffice."""
    return (("xlwings", _STAND_IN, False),)
