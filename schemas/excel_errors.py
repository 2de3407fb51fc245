"""Name Excel's error values: by number, as COM hands them over, and by the words cells show."""

from __future__ import annotations

from collections.abc import Mapping

ERRORS: Mapping[int, str] = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
    2051: "#BUSY!",
}
ERROR_WORDS = frozenset(ERRORS.values())
_COM_ZERO = -2146828288  # through COM an error is its number and this
_LAST = 2999


def error_from_com(number: int) -> str | None:
    """Give the words of an error that came through COM as a number; None for any other number.

    An error of a newer Excel, which has no words here, is #N/A.
    """
    error = number - _COM_ZERO
    return ERRORS.get(error, "#N/A") if min(ERRORS) <= error <= _LAST else None
