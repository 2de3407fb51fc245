"""Give what the workbook's own formulas see in a cell: what was typed, with nothing mended."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from schemas.expression import Value
from schemas.field_reader import no_word, yes_word
from schemas.fields import Field, Kind
from schemas.normalise import CellError, RawCell, shown

_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - as cells


def as_typed(field: Field, raw: RawCell, *, date_1904: bool = False) -> Value:
    """Give the typed value that a formula takes from a cell; None where it sees a blank.

    Text where a number belongs counts as blank, as the formulas ask ISNUMBER. They compare words
    without regard to case.
    """
    if raw is None or isinstance(raw, CellError):
        return None
    if field.kind.numeric:
        zero = _DAY_ZERO_1904 if date_1904 else _DAY_ZERO
        serial = _serial(raw, zero)
        if serial is None:
            return None
        return _day(serial, zero) if field.kind is Kind.DAY else Decimal(f"{serial:.15g}")
    if field.kind is Kind.YES_NO:
        answers: dict[str, Value] = {yes_word(field): True, no_word(field): False}
        return answers.get(str(raw), str(raw)) if str(raw).strip(" ") else None
    if field.kind is Kind.CHOICES:
        return tuple(choice for choice in field.choices if choice in str(raw))
    words = str(raw) if isinstance(raw, str) else shown(raw)
    return words.upper() if words.strip(" ") else None


def _serial(raw: RawCell, zero: datetime) -> float | None:
    """Give the number that a cell holds, dates as days since the first one."""
    if isinstance(raw, (bool, str)):
        return None
    if isinstance(raw, time):
        raw = datetime.combine(zero, raw)
    elif isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime.combine(raw, time.min)
    return (raw - zero) / timedelta(days=1) if isinstance(raw, datetime) else raw


def _day(serial: float, zero: datetime) -> date:
    """Give the day of a number; numbers that are no day lie before or after all days."""
    try:
        return (zero + timedelta(days=int(serial))).date()
    except (OverflowError, ValueError):
        return date.max if serial > 0 else date.min
