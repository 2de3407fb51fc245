"""Workbooks with our macros for the tests: as issued, and the edition that LibreOffice compiles."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from test_faces import LAW, ROWS

from macros.project import Module, assemble, build_project, modules
from workbook.layout import MACRO_SHEETS, SHEETS
from workbook.template import Macros, build

COUNT = len((*SHEETS, *MACRO_SHEETS))


@functools.cache
def workbook(*, stub: bool = False, rows: int = ROWS, server: str = "") -> bytes:
    """Build the edition with macros; `stub` for LibreOffice, which cannot compile xlwings."""
    return build(LAW, rows=rows, macros=Macros(build_project(COUNT, stub=stub), server))


@functools.cache
def readable() -> bytes:
    """Build the edition as issued, in the spelling that pyOpenVBA's interpreter reads.

    It does not know what xlwings' modules have, and VBA does: `Then:` before a statement on the
    same line, a comment behind `#Const` or `#If`, a function that returns an array of bytes.
    """
    return build(LAW, rows=ROWS, macros=Macros(assemble(map(respelled, modules()), COUNT)))


def respelled(module: Module) -> Module:
    """Write a module as pyOpenVBA's interpreter reads it; the meaning is the same."""
    source = re.sub(r"\bThen: (?=\S)", "Then ", module.source)
    source = re.sub(r"(?m)^(\s*#(?:Const|If)\b[^'\n]*)'.*$", r"\1", source)
    source = re.sub(r"(?m)^(.*\bFunction .*\)) As Byte\(\)$", r"\1 As Variant", source)
    return replace(module, source=source)
