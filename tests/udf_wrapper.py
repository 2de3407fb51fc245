"""Import the UDF module as xlwings does on Windows, and write its VBA wrapper with xlwings itself.

Run in an interpreter of its own, for it puts stand-ins where Windows' modules would be. It prints
JSON: the wrapper's text, and what xlwings keeps of each function.
"""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace
from unittest.mock import MagicMock

for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = MagicMock(name=name)

import xlwings  # noqa: E402
from xlwings import udfs as engine  # noqa: E402

xlwings.func, xlwings.arg, xlwings.ret = engine.xlfunc, engine.xlarg, engine.xlret

from udfs import functions  # noqa: E402

text = io.StringIO()
engine.generate_vba_wrapper("udfs.functions", functions, text, SimpleNamespace(Name="a.xlsm"))
kept = {
    name: {
        "args": [
            {"name": arg["name"], "doc": arg["doc"], "options": arg["options"]}
            for arg in one.__xlfunc__["args"]
        ],
        "doc": one.__xlfunc__["ret"]["doc"],
        "category": one.__xlfunc__["category"],
        "volatile": one.__xlfunc__["volatile"],
    }
    for name, one in vars(functions).items()
    if hasattr(one, "__xlfunc__")
}
print(json.dumps({"wrapper": text.getvalue(), "kept": kept}))  # noqa: T201 - its only output
