"""Take the VBA modules that xlwings needs from the installed package, with their notices.

xlwings itself is BSD-3, VBA-Web and Dictionary are MIT; each source carries its notice.
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

# Remote takes every text that reads as three numbers for a date: 0453-123-4567 or 2025-3-1 would be
# written as days. Ours only takes the ISO form in which xlwings sends real dates.
_GUESS = "arr(i - 1, j - 1) = WebHelpers.ParseIso(valueRow(j))"
_CERTAIN = "arr(i - 1, j - 1) = HrparkSentDate(valueRow(j)) ' hrpark: was WebHelpers.ParseIso"


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
    return tuple((name, _changed(name, source), is_class) for name, source, is_class in found)


def _changed(name: str, source: str) -> str:
    if name != "Remote":
        return source
    if source.count(_GUESS) != 1:
        raise XlwingsChangedError
    return source.replace(_GUESS, _CERTAIN)


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
