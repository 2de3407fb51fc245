"""Say what a formula sees in an input cell: nothing mended, nothing guessed.

The workbook's own formulas compare what was typed. The third face of the rules (functions in
cells) and the comparison at receipt need the same view, on the values a reader or Excel hands over.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from types import NoneType

from schemas.expression import Value
from schemas.field_reader import no_word, word_instead, yes_word
from schemas.fields import Field, Kind
from schemas.normalise import CellError, RawCell, shown
from schemas.normalising.cells import from_float
from schemas.normalising.dates import DAY_ZERO, DAY_ZERO_1904, EARLIEST, ENDLESS, LATEST, SERIALS

# Before it, Excel's days are off by the 29 February 1900 that never was.
_FIRST_CERTAIN = date(1900, 3, 1)
_LAST = (date.max.year, date.max.month, date.max.day)
_SECONDS = 24 * 60 * 60


class InexactError(ValueError):
    """A number in the cell that formulas compare as it is, and that our types cannot carry."""


def as_typed(field: Field, raw: RawCell | Decimal, *, date_1904: bool = False) -> Value:
    """Give what a formula sees in a cell of this field; None for a blank.

    An error value is a blank, and so is text where a number or a day belongs, and a number that is
    no day of these times. A day is a date and a number a Decimal. Spaces alone are nothing.
    InexactError for a part of a day in a cell for days, and for a number that is not finite.
    """
    if raw is None or isinstance(raw, CellError):
        return None
    kind = field.kind
    if kind is Kind.NUMBER or kind is Kind.WHOLE or kind is Kind.DAY:  # cheaper than kind.numeric
        if isinstance(raw, (str, bool)):
            return None
        return _day(raw, date_1904) if kind is Kind.DAY else _number(raw, date_1904)
    words = raw if isinstance(raw, str) else _general(raw)
    return _words(field, words) if words.strip(" ") else None


def is_misfit(field: Field, raw: RawCell | Decimal) -> bool:
    """Tell whether what stands in the cell can be nothing that the field asks for (`Misfit`)."""
    if isinstance(raw, CellError):
        return field.kind is not Kind.CREDIT_CODE
    if not field.kind.numeric:
        return field.kind is Kind.CREDIT_CODE and not isinstance(raw, (str, bool, NoneType))
    if isinstance(raw, str):
        return not is_blank(raw) and raw != word_instead(field)
    if field.kind is Kind.WHOLE and isinstance(raw, (float, Decimal)):
        return raw % 1 != 0
    if field.kind is Kind.DAY and not isinstance(raw, bool):
        return _is_far(raw) and not (word_instead(field) and _is_endless(raw))
    return isinstance(raw, bool)


def _is_endless(raw: float | Decimal | date | time | None) -> bool:
    """Tell whether it is 9999-12-31, which licences print for 长期."""
    return raw == ENDLESS or (isinstance(raw, date) and (raw.year, raw.month, raw.day) == _LAST)


def _is_far(raw: float | Decimal | date | time | None) -> bool:
    """Tell whether a number, or the day a reader made of it, is no day of these times."""
    if isinstance(raw, date):
        day = raw.date() if isinstance(raw, datetime) else raw
        return not EARLIEST <= day <= LATEST
    if isinstance(raw, time):
        return True
    return raw is not None and not SERIALS.start <= raw < SERIALS.stop


def is_blank(raw: object) -> bool:
    """Tell whether a formula takes the cell for empty: nothing, or spaces alone."""
    return raw is None or (isinstance(raw, str) and not raw.strip(" "))


def _words(field: Field, words: str) -> Value:
    kind = field.kind
    if kind is Kind.YES_NO:
        answers: dict[str, Value] = {yes_word(field): True, no_word(field): False}
        return answers.get(words, words)
    if kind is Kind.CHOICES:
        return tuple(choice for choice in field.choices if choice in words)
    return words.upper()  # formulas do not tell a from A


def _general(raw: RawCell | Decimal) -> str:
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    return shown(raw)


def _number(raw: float | Decimal | date | time, date_1904: bool) -> Decimal:  # noqa: FBT001
    if isinstance(raw, float):
        if not isfinite(raw):
            raise InexactError(raw)
        return from_float(raw)
    if isinstance(raw, (int, Decimal)):
        return Decimal(raw)
    if isinstance(raw, time):
        raise InexactError(raw)
    day = raw.date() if isinstance(raw, datetime) else raw
    if day < _FIRST_CERTAIN:
        raise InexactError(raw)
    serial = Decimal((day - (DAY_ZERO_1904 if date_1904 else DAY_ZERO)).days)
    return serial + _time_of_day(raw) if isinstance(raw, datetime) else serial


def _time_of_day(raw: datetime) -> Decimal:
    spent = raw - datetime.combine(raw.date(), time.min, raw.tzinfo)
    return from_float(spent.total_seconds() / _SECONDS)


def _day(raw: float | Decimal | date | time, date_1904: bool) -> date | None:  # noqa: FBT001
    if isinstance(raw, time) or _is_far(raw):
        return None
    if isinstance(raw, datetime):
        if raw.time() != time.min:
            raise InexactError(raw)
        return raw.date()
    if isinstance(raw, date):
        return raw
    if raw % 1 != 0:
        raise InexactError(raw)
    return (DAY_ZERO_1904 if date_1904 else DAY_ZERO) + timedelta(days=int(raw))
