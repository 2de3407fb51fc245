"""The functions for cells, published with xlwings: one for every entry of `schemas.published`.

This is the UDF module that xlwings imports, on the desktop (UDF MODULES = udfs.functions) and on
the server; each function stands here under its own name. What cannot be answered raises
CannotAnswerError on the desktop, where the VBA wrapper turns it into #N/A, and is #N/A on the
server: either way IFERROR shows the workbook's own formula, and no error text reaches a cell.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from inspect import Parameter, Signature

import xlwings

from schemas.published import CATEGORY, Published, published
from udfs.answers import Answer, answer
from udfs.desk import Desk
from udfs.grids import CannotAnswerError

NOT_AVAILABLE = "#N/A"
_DESK = Desk()
_ON_SERVER = os.environ.get("XLWINGS_ON_SERVER") == "true"  # as xlwings itself asks


def _function(entry: Published) -> Callable[..., Answer]:
    """Make the Python function of an entry, with the signature and help that xlwings reads."""

    def function(*given: object) -> Answer:
        try:
            return answer(entry, _DESK, given)
        except CannotAnswerError:
            if _ON_SERVER:
                return NOT_AVAILABLE
            raise

    names = [argument.name for argument in entry.arguments]
    function.__name__ = function.__qualname__ = entry.name
    function.__doc__ = entry.help
    # xlwings takes annotations for converters and the signature for the VBA declaration.
    function.__annotations__ = {}
    function.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    )
    for argument in reversed(entry.arguments):
        declare = xlwings.arg(argument.name, ndim=2, err_to_str=True, doc=argument.help)
        function = declare(function)
    return xlwings.func(category=CATEGORY, call_in_wizard=False)(function)


def _functions() -> Iterator[tuple[str, Callable[..., Answer]]]:
    for entry in published():
        yield entry.name, _function(entry)


globals().update(_functions())
