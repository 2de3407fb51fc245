"""Write text into cells so that it stays the text it is, whatever writes it there.

Excel takes text that begins with = + - @ for a formula, and xlwings' VBA module takes three parts
between hyphens for a date, even before 1900, where Excel then refuses the whole block. A leading
apostrophe stops both, and Excel keeps it out of the value. A program that does keep it in the value
is why every reading of a list takes one off again.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from schemas.normalise import shown
from schemas.normalising.cells import DIGITS_KEPT, half_width
from workbook.raw import CellValue, ErrorValue

MARK = "'"
_FORMULA = tuple("=+-@＝＋－＠'\t\r\n")
# What VBA's CInt takes for a number: signs of money, brackets, hexadecimal, exponents, full width.
_COUNTED = r"(?=[^-]*[0-9０-９])[\s0-9０-９a-fA-FhHoO&.,，．()$¥￥%+]+"
_VBA_DATE = re.compile(rf"{_COUNTED}-{_COUNTED}-{_COUNTED}(?:[-T].*)?", re.DOTALL)
# What Excel takes for a number, a day, a time or an answer in a cell that is not in text format.
_NUMBER = re.compile(r"[\s$¥￥(+-]*[0-9][0-9,]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?[\s%)]*", re.ASCII)
_DAY_OR_TIME = re.compile(
    r"[0-9]{1,4}\s*[-/.年]\s*[0-9]{1,2}\s*(?:[-/.月]\s*(?:[0-9]{1,4}\s*日?)?)?|[0-9\s]+/[0-9\s]+|"
    r"[0-9]{1,2}\s*[:：时月][0-9:：分秒日\s]*(?:[AaPp][Mm]?)?|true|false",
    re.IGNORECASE,
)


def guarded(words: str) -> str:
    """Give text for a cell in text format: with an apostrophe where it might become something."""
    risky = words.startswith(_FORMULA) or _VBA_DATE.fullmatch(words)
    return f"{MARK}{words}" if risky else words


def is_safe(words: str) -> bool:
    """Tell whether text can be written as it is into a cell in text format."""
    return guarded(words) == words


def is_number(words: str) -> bool:
    """Tell whether Excel takes text for a number in a cell that is not in text format."""
    return _NUMBER.fullmatch(half_width(words)) is not None


def stays_itself(words: str) -> bool:
    """Tell whether text says the same even in a cell that somebody took out of text format.

    Figures may become a number there, which reads the same as long as Excel keeps all of them.
    """
    if not is_safe(words) or _DAY_OR_TIME.fullmatch(half_width(words)):
        return False
    if not is_number(words):
        return True
    return words.isascii() and words.isdecimal() and len(words) <= DIGITS_KEPT and words[0] != "0"


def as_words(value: CellValue | None) -> str:
    """Give what a cell of a list says, as it was meant when it was written."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.removeprefix(MARK)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value.text if isinstance(value, ErrorValue) else shown(value)
