"""The workbook in an interpreter, with stand-ins where VBA reaches Windows, a server and Python.

Everything of ours runs as it is issued but for the answers that only Windows can give: what the
small call is told, whether a Python was connected and answers. xlwings' own procedures write down
how they were called, and answer as `Engines.behave` told them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pyopenvba.apps.excel import ExcelApplication
from test_faces import LAW, ROWS
from vba_books import COUNT, respelled

from macros.project import Module, assemble, our_modules
from workbook.template import Macros, build

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "NingAn-token-0123456789"  # noqa: S105 - opens nothing
_ANSWERS = {
    "HrparkEngines": {
        "HrparkPythonNamed": "HrparkPythonNamed = True",
        "ServerFault": "ServerFault = Fault",
        "PythonAnswers": 'Calls = Calls & "is Python here" & vbLf: PythonAnswers = PythonThere',
    },
    "HrparkFunctions": {"InWizard": "InWizard = False"},
    "HrparkHelp": {"HrparkDescribeFunctions": "described = True"},
    "HrparkPost": {"FileIsThere": "FileIsThere = False"},
}
_UNKNOWN = {  # members that the interpreter has not
    "Application.Caller": "Empty",
    "ThisWorkbook.SaveCopyAs path": 'Calls = Calls & "SaveCopyAs " & path & vbLf',
    "ThisWorkbook.FollowHyperlink link": 'Calls = Calls & "FollowHyperlink " & link & vbLf',
}
_FORGET = "\nPublic Sub ForgetPython()\n    pythonAsked = False\nEnd Sub\n"
_XLWINGS = """Option Explicit

Public Const XLWINGS_VERSION As String = "0"
Public Fault As String
Public PythonThere As Boolean
Public Answering As String
Public Pressing As String
Public Calls As String
Public Starts As Boolean
Public Declines As Boolean

Public Sub Behave(ByVal told As String, ByVal there As Boolean, ByVal who As String, _
        ByVal also As String)
    Fault = told
    PythonThere = there
    Answering = who
    Pressing = also
    Calls = ""
End Sub

Public Sub BehaveInCells(ByVal doesStart As Boolean, ByVal doesDecline As Boolean)
    Starts = doesStart
    Declines = doesDecline
    Calls = ""
End Sub

Public Function Called() As String
    Called = Calls
End Function

Public Function XLPy() As Object
    Calls = Calls & "start" & vbLf
    If Not Starts Then Err.Raise 1000
    Set XLPy = New Engine
End Function

Public Function RunPython(ByVal command As String)
    Calls = Calls & "RunPython " & command & vbLf
    Answer "python"
End Function

Public Function RunRemotePython(url As String, Optional auth As String, Optional timeout As Long)
    Calls = Calls & "RunRemotePython " & url & " " & auth & vbLf
    If Pressing = "review" Then HrparkReview
    Answer "server"
End Function

Private Sub Answer(ByVal who As String)
    If InStr(Answering, who) = 0 Then Err.Raise 1001, , who & " is away"
    HrparkPut HrparkCell("button_message"), "said by " & who
    HrparkPut HrparkCell("button_stamp"), "2026-11-24 17:40 " & who
End Sub

Public Function GetConfig(ByVal key As String, Optional default As String = "") As Variant
    GetConfig = default
End Function
"""
_ENGINE = """Option Explicit

Public Function CallUDF(ByVal module As String, ByVal name As String, ByVal given As Variant, _
        ByVal book As Object, ByVal caller As Variant) As Variant
    Calls = Calls & module & " " & name
    Dim at As Long
    For at = LBound(given) To UBound(given)
        Calls = Calls & " " & given(at)
    Next at
    Calls = Calls & vbLf
    If Declines Then Err.Raise 1002, , "CannotAnswerError"
    CallUDF = "answered"
End Function
"""


def _instead(source: str, name: str, line: str) -> str:
    """Put one line in place of what a procedure does."""
    begins = rf"^(?:Public|Private) (?:Function|Sub) {name}\([^\n]*\n"
    body = re.compile(rf"({begins}).*?(?=^End (?:Function|Sub))", re.DOTALL | re.MULTILINE)
    made, count = body.subn(lambda found: f"{found[1]}    {line}\n", source)
    assert count == 1, name
    return made


def _stood_in(module: Module) -> Module:
    source = module.source
    for theirs, ours in _UNKNOWN.items():
        source = source.replace(theirs, ours)
    for name, line in _ANSWERS.get(module.name, {}).items():
        source = _instead(source, name, line)
    if module.name == "HrparkEngines":
        source += _FORGET
    return respelled(replace(module, source=source))


class Engines:
    """The open workbook; `calls` gives what was asked since it was told how to behave."""

    def __init__(self, path: Path, server: str = "", token: str = "") -> None:
        stand_ins = (Module("xlwings", _XLWINGS), Module("Engine", _ENGINE, is_class=True))
        project = assemble((*map(_stood_in, our_modules()), *stand_ins), COUNT)
        path.write_bytes(build(LAW, rows=ROWS, macros=Macros(project, server, token)))
        self.path, self.app = path, ExcelApplication.open(path)

    def behave(
        self, *, fault: str = "", python: bool = False, answers: str = "", presses: str = ""
    ) -> None:
        """Say what the small call is told, whether Python is there, and which engines answer."""
        self.app.run("xlwings.Behave", fault, python, answers, presses)
        self.app.run("HrparkEngines.ForgetPython")

    def calls(self) -> list[str]:
        return str(self.app.run("xlwings.Called")).splitlines()

    def place(self, name: str) -> tuple[str, str]:
        sheet, _, cells = self.app.named_range(name).refers_to.removeprefix("=").rpartition("!")
        return sheet.strip("'"), cells.replace("$", "").partition(":")[0]

    def said(self, name: str) -> str:
        sheet, cell = self.place(name)
        return str(self.app.sheet(sheet).value(cell) or "")

    def put(self, name: str, value: str) -> None:
        sheet, cell = self.place(name)
        self.app.sheet(sheet).set_value(cell, value)
