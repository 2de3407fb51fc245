"""Read dates: as Excel dates, as serial numbers, and in every way people type them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from schemas.normalising.cells import (
    DIGITS_KEPT,
    LONGEST_ENTRY,
    TOO_MANY_DIGITS,
    Normalised,
    RawCell,
    half_width,
    is_placeholder,
    problem,
    settled,
    shown,
    visible,
)
from schemas.normalising.numerals import digit_by_digit, numeral

# No park, licence or stay in the register lies outside; a day outside is a typing slip.
EARLIEST = date(1950, 1, 1)
LATEST = date(2100, 12, 31)

# Excel counts a 29 February 1900 that never was, so its day zero is 1899-12-30 for every serial
# in the range above.
DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIALS = range((EARLIEST - DAY_ZERO).days, (LATEST - DAY_ZERO).days + 1)
"""What a cell can hold for a day in that range, where days are counted from 1900."""
ENDLESS = (date.max - DAY_ZERO).days

_OPEN_ENDED = re.compile(r"长期(?:有效)?|永久(?:有效)?|无(?:固定)?期限|[无不]限期")
_STILL_THERE = re.compile(r"[-/]+|无|至今|现在|目前|[仍目前]*在驻|未[退迁搬]出")

_TIME = re.compile(r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$", re.ASCII)
_FULL = re.compile(r"(\d{4}|\d\d)[-/.\\年](\d{1,2})[-/.\\月](\d{1,2})[日号]?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.\\年](\d{1,2})(?:月份?)?|(\d\d)年(\d{1,2})月份?", re.ASCII)
_REVERSED = re.compile(r"(\d{1,2})[-/.\\](\d{1,2})[-/.\\](\d{4})", re.ASCII)
_EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}年?", re.ASCII)
_NO_YEAR = re.compile(r"\d{1,2}月(?:\d{1,2}[日号]?)?", re.ASCII)
_IN_WORDS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]+)月(?:([一二三四五六七八九十]+)[日号])?"
)


def day(raw: RawCell, *, date_1904: bool = False, open_ended: bool = False) -> Normalised:
    """Read a day; the value is a date.

    `date_1904` says how the workbook counts serial numbers (dates the reader already made need
    no help). A month is its first day. `open_ended` takes 长期 as `date.max` and
    至今 as blank.
    """
    if isinstance(raw, datetime):
        return _from_datetime(raw, open_ended=open_ended)
    if isinstance(raw, date):
        return _from_datetime(datetime.combine(raw, time.min), open_ended=open_ended)
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    if isinstance(raw, str):
        return _from_text(raw, date_1904=date_1904, open_ended=open_ended)
    if isinstance(raw, int | float) and not isinstance(raw, bool) and raw < TOO_MANY_DIGITS:
        return _from_number(raw, date_1904=date_1904)
    return problem("date.not-a-date")


def _from_datetime(raw: datetime, *, open_ended: bool) -> Normalised:
    """Drop the time of day, and say so where there is one; 2025.3 in a date's cell is no day."""
    typed = (raw - datetime.combine(DAY_ZERO, time.min)) / timedelta(days=1)
    if EARLIEST.year <= typed < LATEST.year + 1:
        found = _from_number(typed, date_1904=False)
        return replace(found, details={**found.details, "given": f"{typed:.{DIGITS_KEPT}g}"})
    mended = None if raw.time() == time.min else "mended.date-time"
    return _within(raw.date(), mended, open_ended=open_ended)


def _within(found: date, mended: str | None, *, open_ended: bool = False) -> Normalised:
    """Accept a date in the plausible range; licences print 9999-12-31 for 长期."""
    if EARLIEST <= found <= LATEST:
        details = {} if mended is None else {"read_as": shown(found)}
        return Normalised(found, mended=mended, details=details)
    if open_ended and found == date.max:
        return Normalised(found)
    return problem("date.out-of-range", read_as=shown(found))


def _built(year: int, month: int, day_of_month: int, mended: str) -> Normalised:
    """Build a date; a two-digit year below 50 belongs to this century, as the range says."""
    if year < 100:  # noqa: PLR2004 (two digits)
        year += 1900 if year >= EARLIEST.year % 100 else 2000
        mended = "mended.date-short-year" if mended == "mended.date" else mended
    try:
        return _within(date(year, month, day_of_month), mended)
    except ValueError:
        return problem("date.impossible")


def _month(year: int, month: int) -> Normalised:
    """Take a month as its first day."""
    return _built(year, month, 1, "mended.date-month")


def _from_number(raw: float, *, date_1904: bool) -> Normalised:
    """Read a serial number, 20250301, 202503, or 2025.3 stored as a number."""
    serial = _serial(raw, date_1904=date_1904)
    if serial is not None:
        return _within(serial, "mended.date-serial")
    figures = f"{raw:.{DIGITS_KEPT}g}"
    year, point, fraction = figures.partition(".")
    if point and EARLIEST.year <= int(raw) <= LATEST.year and len(fraction) <= len("12"):
        if fraction == "1":  # 2025.10 becomes 2025.1 the moment it is typed
            return problem("date.month-lost-zero", year=year)
        return _month(int(year), int(fraction))
    return _compact(figures) or problem("date.not-a-date")


def _serial(raw: float, *, date_1904: bool) -> date | None:
    """Return the day of a serial number, None where it falls outside the plausible range."""
    zero = DAY_ZERO_1904 if date_1904 else DAY_ZERO
    first, last = ((limit - zero).days for limit in (EARLIEST, LATEST))
    return zero + timedelta(days=int(raw)) if first <= raw < last + 1 else None


def _compact(figures: str) -> Normalised | None:
    """Read a run of figures: 20250301, 202503, 250301, or a lone year."""
    if _YEAR.fullmatch(figures):
        return problem("date.year-only")
    if parts := _EIGHT.fullmatch(figures):
        return _built(int(parts[1]), int(parts[2]), int(parts[3]), "mended.date")
    if len(figures) != len("202503") or not figures.isdecimal():
        return None
    first, middle, last = int(figures[:2]), int(figures[2:4]), int(figures[4:])
    as_month = _month(int(figures[:4]), last)
    as_day = _built(first, middle, last, "mended.date")
    if as_month.problem in {"date.out-of-range", "date.impossible"}:
        return as_day
    return as_month if as_day.problem else problem("date.ambiguous")


def _from_text(raw: str, *, date_1904: bool, open_ended: bool) -> Normalised:
    """Read a date as typed."""
    text = half_width(visible(raw)).lower()
    if len(text) > LONGEST_ENTRY:
        return problem("date.not-a-date")
    text = "".join(_TIME.sub("", text).split()).lstrip("'").rstrip("。.,;、") or "-"
    if open_ended and _OPEN_ENDED.fullmatch(text):
        return Normalised(
            date.max, mended="mended.open-ended", details={"read_as": shown(date.max)}
        )
    if open_ended and _STILL_THERE.fullmatch(text):
        return Normalised(None, mended="mended.not-ended")
    if words := _IN_WORDS.fullmatch(text):
        text = _in_figures(words)
    return _from_parts(text, open_ended=open_ended) or _without_parts(text, date_1904=date_1904)


def _from_parts(text: str, *, open_ended: bool) -> Normalised | None:
    """Read a text whose year, month and day stand apart."""
    if parts := _FULL.fullmatch(text):
        year, month, day_of_month = (int(part) for part in parts.groups())
        if open_ended and (year, month, day_of_month) == date.max.timetuple()[:3]:
            return Normalised(date.max, mended="mended.open-ended", details={"read_as": "长期"})
        return _built(year, month, day_of_month, "mended.date")
    if parts := _MONTH.fullmatch(text):
        return _month(int(parts[1] or parts[3]), int(parts[2] or parts[4]))
    if parts := _REVERSED.fullmatch(text):
        one, other, year = (int(part) for part in parts.groups())
        return _either(year, one, other)
    return None


def _without_parts(text: str, *, date_1904: bool) -> Normalised:
    """Read a run of figures, or say what is missing."""
    if _SERIAL.fullmatch(text):
        return _from_number(float(text), date_1904=date_1904)
    if is_placeholder(text):
        return problem("date.placeholder")
    if _NO_YEAR.fullmatch(text):
        return problem("date.no-year")
    return _compact(text) or problem("date.not-a-date")


def _either(year: int, one: int, other: int) -> Normalised:
    """Read 13/4/2025, where only one order of day and month makes a date."""
    readings = {
        found.value: found
        for found in (
            _built(year, one, other, "mended.date"),
            _built(year, other, one, "mended.date"),
        )
        if found.problem is None
    }
    if not readings:
        return problem("date.impossible")
    return problem("date.ambiguous") if len(readings) > 1 else next(iter(readings.values()))


def _in_figures(words: re.Match[str]) -> str:
    """Turn 二〇二五年三月一日 into figures."""
    year, *rest = words.groups()
    figures = [digit_by_digit(year)]
    for part in filter(None, rest):
        said = numeral(part)
        figures.append(str(said.value) if said else "0")
    return "-".join(figures)
