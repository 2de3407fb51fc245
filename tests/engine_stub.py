"""A VBA project for tests whose functions stand in for an engine, as LibreOffice runs them.

Each published function answers with its own name; whole columns answer with a column of it.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile

from schemas.published import Answers, published

_SHEETS = 17


def _function(name: str, arguments: list[str], *, column: bool) -> str:
    declared = ", ".join(arguments)
    if not column:
        return f'Function {name}({declared})\r\n    {name} = "{name}"\r\nEnd Function\r\n'
    return (
        f"Function {name}({declared})\r\n"
        "    Dim answer(0 To 99, 0 To 0)\r\n    Dim i\r\n    For i = 0 To 99\r\n"
        f'        answer(i, 0) = "{name} " & i\r\n    Next\r\n'
        f"    {name} = answer\r\nEnd Function\r\n"
    )


@cache
def project(*, engine: bool = False) -> bytes:
    """Give vbaProject.bin: an empty module, or one with the functions of an engine."""
    source = "' nothing\r\n"
    if engine:
        source = "".join(
            _function(
                one.name,
                [argument.name for argument in one.arguments],
                column=one.answers is Answers.COLUMN,
            )
            for one in published()
            if one.answers in {Answers.RESULT, Answers.COLUMN}
        )
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "seed.xlsm"
        with xlsxwriter.Workbook(str(seed)) as workbook:
            for _ in range(_SHEETS):
                workbook.add_worksheet()
        made = ExcelFile(str(seed))
        made.add_vba_project()
        made.vba_project().add_module("Engine", source)
        made.save()
        return bytes(ExcelFile(str(seed)).vba_project_bytes())
