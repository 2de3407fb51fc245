"""Turn what xlwings hands over for a cell into the value that a reader of the file would give.

xlwings writes these alike as text: dates, as `2025-03-01T00:00:00.000Z`, and errors, as `#REF!`.
Both are told from what people type: nobody types a time to the millisecond with a Z, and the words
of an error mean the error however they came there. `2025-03-01` is text and stays text.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import Enum, auto
from math import isfinite

from schemas.excel_errors import ERROR_WORDS, error_from_com
from schemas.normalising.dates import DAY_ZERO
from workbook.raw import CellValue, ErrorValue

_EXACT = 10**15  # Excel keeps 15 digits: from here on a whole number has lost some
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z", re.ASCII)


class Source(Enum):
    """Who hands over the values: Excel itself, xlwings' VBA module, or its office.js client."""

    EXCEL = auto()
    VBA = auto()
    OFFICE_JS = auto()


def cell_value(given: object, source: Source) -> CellValue | None:
    """Give the value of a cell; None for an empty one. Whole numbers are `int`, days `date`."""
    match given:
        case None | "":
            return None
        case str():
            return _words(given)
        case bool() | dt.time():
            return given
        case dt.datetime():
            return _moment(given)
        case int() | float() | Decimal():
            return _number(given, source)
        case _:
            return given if isinstance(given, dt.date) else str(given)


def _words(given: str) -> CellValue:
    if given in ERROR_WORDS:
        return ErrorValue(given)
    if _MOMENT.fullmatch(given):
        try:
            return _moment(dt.datetime.fromisoformat(given.removesuffix("Z")))
        except ValueError:
            return given
    return given


def _moment(given: dt.datetime) -> CellValue:
    """Give a day, a moment, or a time without a day; COM's moments carry a time zone of no use."""
    plain = dt.datetime.combine(given.date(), given.time())
    if plain.date() == DAY_ZERO:
        return plain.time()
    return plain.date() if plain.time() == dt.time.min else plain


def _number(given: float | Decimal, source: Source) -> CellValue:
    if isinstance(given, int):
        error = error_from_com(given) if source is Source.EXCEL else None
        if error:
            return ErrorValue(error)
        if abs(given) < _EXACT:
            return given
        # VBA-JSON writes a text of 16 figures and more without its quotes, and no number so.
        return str(given) if source is Source.VBA else float(given)
    number = float(given)
    if not isfinite(number):
        return ErrorValue("#NUM!")
    return int(number) if number.is_integer() and abs(number) < _EXACT else number
