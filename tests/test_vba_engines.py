"""The buttons ask the engines in turn, and none that is not needed or that nobody connected.

Our modules run here beside stand-ins for what Windows alone has.
"""

from __future__ import annotations

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBAUnsupportedError

from macros.project import our_modules

SOURCES = {module.name: module.source for module in our_modules()}
PLACES = ("button_message", "button_stamp", "text_running")
ENGINES = """Option Explicit
Public asked As Long

Public Function HrparkServer() As String
    HrparkServer = "https://hr.example.cn"
End Function

Public Sub HrparkCallServer(ByVal script As String, ByRef reason As String)
    HrparkPut HrparkCell("button_stamp"), "now"
End Sub

Public Sub HrparkCallPython(ByVal script As String, ByRef reason As String)
End Sub

Public Function HrparkPythonHere() As Boolean
    asked = asked + 1
End Function

Public Function TimesAsked() As Long
    TimesAsked = asked
End Function
"""
REST = """Option Explicit
Public Sub HrparkTryFunctionsAgain()
End Sub
Public Function HrparkReviewAlone() As String
    HrparkReviewAlone = "alone"
End Function
Public Function HrparkPreviewAlone() As String
End Function
Public Function HrparkApplyAll() As String
End Function
Public Function HrparkUndoAll() As String
End Function
Public Function HrparkSaveForMail() As String
End Function
"""


def with_buttons(engines: str = ENGINES) -> ExcelApplication:
    """Load the buttons and their cells, beside stand-ins for the other modules."""
    made = ExcelApplication()
    made.add_workbook()
    for row, name in enumerate(PLACES, start=1):
        made.add_named_range(name, f"=Sheet1!$A${row}")
    for name in ("HrparkButtons", "HrparkCells"):
        made.add_module(SOURCES[name], name=name)
    made.add_module(engines, name="HrparkEngines")
    made.add_module(REST, name="Rest")
    return made


def test_local_python_is_not_asked_for_where_the_server_answered() -> None:
    app = with_buttons()
    app.run("HrparkReview")
    assert app.sheet("Sheet1").value("A2") == "now"
    assert app.run("TimesAsked") == 0


XLWINGS = """Option Explicit
Public Const XLWINGS_VERSION As String = "0"
Public Function XLPy() As Object
    Err.Raise 1000
End Function
Public Function RunPython(ByVal command As String)
    HrparkPythonFailed "Traceback" & vbCrLf & "ValueError: why" & vbCrLf & vbCrLf
    RunPython = -1
End Function
Public Function RunRemotePython(url As String, Optional auth As String, Optional timeout As Long)
End Function
Public Function GetConfig(ByVal key As String, Optional default As String = "") As Variant
    GetConfig = default
    If key = "INTERPRETER_WIN" Then GetConfig = "<interpreter>"
End Function
"""


CALLER = """Option Explicit
Public Function Reason() As String
    HrparkCallPython "review", Reason
End Function
"""


class Windows:
    """Where Excel says it lies."""

    @staticmethod
    def cwd() -> str:
        return r"C:\Program Files\Microsoft Office\root\Office16"


def with_engines(interpreter: str) -> ExcelApplication:
    """Load our engines and functions, beside an xlwings that knows this interpreter."""
    made = ExcelApplication()
    made.add_workbook()
    for name in ("HrparkCells", "HrparkEngines", "HrparkFunctions", "xlwings_udfs"):
        made.add_module(SOURCES[name], name=name)
    made.add_module(XLWINGS.replace("<interpreter>", interpreter), name="xlwings")
    return made


def test_no_program_is_started_that_nobody_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyopenvba.apps.excel._model.Path", Windows)
    app = with_engines("")
    assert app.run("HrparkEngines.HrparkExcelOnWindows") is True
    assert app.run("HrparkEngines.HrparkPythonNamed") is False
    assert app.run("HrparkEngines.HrparkPythonHere") is False
    assert str(app.run("HRPARK_CHECK_CODE", "")) == "Error 2042"


def test_the_python_that_excel_was_connected_to_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyopenvba.apps.excel._model.Path", Windows)
    app = with_engines(r"C:\hrpark\Scripts\python.exe")
    assert app.run("HrparkEngines.HrparkPythonNamed") is True
    with pytest.raises(VBAUnsupportedError, match=r"WScript\.Shell"):
        app.run("HrparkEngines.HrparkPythonHere")


def test_why_python_failed_is_a_line_and_no_dialog() -> None:
    app = with_engines(r"C:\hrpark\Scripts\python.exe")
    app.add_module(CALLER, name="Caller")
    assert app.run("Reason") == "ValueError: why"
    assert app.dialogs == []
