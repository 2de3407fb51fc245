"""The buttons ask the engines in turn, and none that is not needed or that nobody connected.

Our modules run here beside stand-ins for what Windows alone has.
"""

from __future__ import annotations

import re

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError, VBAUnsupportedError
from vba_books import respelled

from macros.project import modules, our_modules

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

Public Function HrparkExcelOnWindows() As Boolean
    HrparkExcelOnWindows = True
End Function

Public Function HrparkWps() As Boolean
End Function

Public Function TimesAsked() As Long
    TimesAsked = asked
End Function
"""
REST = """Option Explicit
Public Sub HrparkTryFunctionsAgain()
End Sub
Public Sub HrparkDescribeFunctions()
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


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Take what is set of the cancel key, which the interpreter does not have."""
    found: list[object] = []
    kind = type(ExcelApplication().application)
    known = kind.vba_set

    def taken(self: object, name: str, value: object, *rest: object, **named: object) -> None:
        if name.casefold() == "enablecancelkey":
            found.append(value)
        else:
            known(self, name, value, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "vba_set", taken)
    return found


@pytest.mark.parametrize(
    ("macro", "key"), [("Review", 2), ("PreviewFixes", 2), ("ApplyFixes", 0), ("UndoFixes", 0)]
)
def test_the_escape_key_shows_no_dialog(keys: list[object], macro: str, key: int) -> None:
    with_buttons().run(f"Hrpark{macro}")
    assert keys == [key]  # xlErrorHandler, xlDisabled


@pytest.mark.usefixtures("keys")
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


# What Remote stands on; the answer is one action, its name in A1, its values 甲 and 5.
HELPERS = """Option Explicit
Public Type Options
    UseDoubleForLargeNumbers As Boolean
End Type
Public JsonOptions As Options
"""
REQUEST = """Option Explicit
Public Method As Long
Public Format As Long
Public Body As Object
Public Sub AddHeader(Key As String, Value As Variant)
End Sub
"""
RESPONSE = """Option Explicit
Public StatusCode As Long
Public StatusDescription As String
Public Content As String
Public Data As Object
"""
CLIENT = """Option Explicit
Public BaseUrl As String
Public TimeoutMs As Long

Public Function Execute(Request As WebRequest) As WebResponse
    Dim action As Object
    Dim actions As New Collection
    Dim row As New Collection
    Dim rows As New Collection

    Set action = CreateObject("Scripting.Dictionary")
    row.Add ChrW(&H7532)
    row.Add 5
    rows.Add row
    action.Add "func", ThisWorkbook.Worksheets(1).Range("A1").Value
    action.Add "values", rows
    action.Add "sheet_position", 0
    action.Add "start_row", 2
    action.Add "start_column", 1
    action.Add "row_count", 1
    action.Add "column_count", 2
    actions.Add action
    Set Execute = New WebResponse
    Execute.StatusCode = 200
    Set Execute.Data = CreateObject("Scripting.Dictionary")
    Execute.Data.Add "actions", actions
End Function
"""


def answered(func: str) -> ExcelApplication:
    """Load xlwings' module for the server, beside what it stands on, and let a server answer."""
    made = ExcelApplication()
    made.add_workbook()
    made.sheet("Sheet1").set_value("A1", func)
    sources = {module.name: module.source for module in map(respelled, modules())}
    remote = re.sub(r"\bWebStatusCode\.Ok\b", "200", sources["Remote"])
    remote = re.sub(r"\bWeb(?:Method|Format)\.\w+", "0", remote)
    remote = re.sub(
        r"Dim (\w+) As New Dictionary", r"Dim \1 As Object\nSet \1 = New Dictionary", remote
    )
    remote = remote.replace("New Dictionary", 'CreateObject("Scripting.Dictionary")')
    remote = remote.replace("As Dictionary", "As Object")
    remote = remote.replace("WebHelpers.JsonOptions", "JsonOptions").replace(", False)", ', "0")')
    remote = remote.replace('.Data("actions")', '.Data.Item("actions")')
    for name, source in (("WebRequest", REQUEST), ("WebResponse", RESPONSE), ("WebClient", CLIENT)):
        made.add_module(source, name=name, kind="class")
    settings = re.sub(r"Public Function RunRemotePython(?s:.*?)End Function\n", "", XLWINGS)
    standard = {"WebHelpers": HELPERS, "xlwings": settings, "Remote": remote}
    for name in ("HrparkCells", "HrparkEngines"):
        standard[name] = SOURCES[name]
    for name, source in standard.items():
        made.add_module(source, name=name)
    return made


def test_what_the_server_sends_is_written_where_its_errors_are_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # An error within Application.Run reaches no handler of its caller: Excel shows its dialog.
    app, started = answered("setValues"), []
    real = app.interpreter.run

    def noted(name: str, *given: object) -> object:
        started.append(name)
        return real(name, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(app.interpreter, "run", noted)
    app.run("RunRemotePython", "https://hr.example.cn")
    assert started == ["RunRemotePython"]
    assert app.sheet("Sheet1").value("B3") == "甲"
    assert app.sheet("Sheet1").value("C3") == 5


@pytest.mark.parametrize("func", ["runMacro", "sheetDelete", "KillPy"])
def test_a_server_can_do_nothing_but_write(func: str) -> None:
    app = answered(func)
    with pytest.raises(VBARuntimeError, match="run-time error 5"):
        app.run("RunRemotePython", "https://hr.example.cn")
    assert app.dialogs == []
