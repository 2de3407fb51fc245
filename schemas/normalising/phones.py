"""Read telephone numbers, several in a cell and with extensions if need be."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from schemas.normalising.cells import (
    LONGEST_ENTRY,
    TOO_MANY_DIGITS,
    Normalised,
    RawCell,
    half_width,
    problem,
    settled,
    visible,
)

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_REGION = "CN"
_COUNTRY = 86
_SEPARATOR = re.compile(r"[、,;/|\n\r\u2028\u2029]|或|和")
_EXTENSION = re.compile(
    r"(.*[0-9]{7,8})\s*(?:(?:转分机|分机|转|ext\.?|x|#):?\s*|-(?=\s*[0-9]{2}))\s*([0-9]{1,5})",
    re.IGNORECASE,
)
_DIALLED = re.compile(r"\+?[0-9][0-9\s()-]*|\([0-9][0-9\s()-]*")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")


class _Dialled(NamedTuple):
    """Hold one number as people write it, and what was added to it."""

    written: str
    mended: str | None


def phone(raw: RawCell, *, area_code: str = "0453") -> Normalised:
    """Read telephone numbers; the value is a str such as 0453-6231234转801、13800000000.

    A local number gets `area_code`, and a leading zero that Excel dropped comes back; both are
    said. Numbers are checked against the numbering plan of China, or of the country a + names.
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        given = str(int(raw)) if abs(raw) < TOO_MANY_DIGITS and raw == int(raw) else "?"
        return _read(given, area_code)
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    return _read(raw, area_code) if isinstance(raw, str) else problem("phone.invalid")


@lru_cache(maxsize=4096)
def _read(given: str, area_code: str) -> Normalised:
    """Read every number of a cell, or ask about the first that is none."""
    text = half_width(visible(given))
    if len(text) > LONGEST_ENTRY:
        return problem("phone.invalid")
    numbers: list[_Dialled] = []
    for part in filter(None, map(str.strip, _SEPARATOR.split(text))):
        found = _one(part, area_code)
        several = [found] if found else [_one(piece, area_code) for piece in part.split()]
        if None in several or not several:
            return problem("phone.invalid", read_as=part)
        numbers.extend(number for number in several if number)
    if not numbers:
        return problem("phone.invalid")
    value = "、".join(dict.fromkeys(number.written for number in numbers))
    added = next((number.mended for number in numbers if number.mended), None)
    mended = added or (None if value == given else "mended.phone")
    details = {"read_as": value, "area_code": area_code} if mended else {}
    return Normalised(value, mended=mended, details=details)


def _one(part: str, area_code: str) -> _Dialled | None:
    """Read one number with its extension."""
    extended = _EXTENSION.fullmatch(part)
    main, extension = (extended[1], f"转{extended[2]}") if extended else (part, "")
    if not _DIALLED.fullmatch(main):
        return None
    plus = "+" if main.startswith("+") else ""
    digits = plus + "".join(mark for mark in main if mark.isdecimal())
    mended = None
    if _LOCAL.fullmatch(digits):
        local = _written(area_code + digits)
        if local:
            return _Dialled(local + extension, "mended.phone-area")
    written = _written(digits)
    if written is None:
        return None
    if written.startswith("0") and digits[0] not in "0+" and not digits.startswith("86"):
        mended = "mended.phone-zero"
    return _Dialled(written + extension, mended)


def _written(digits: str) -> str | None:
    """Write a number as people dial it, None where the numbering plan has no such number."""
    import phonenumbers  # noqa: PLC0415 (loading it takes longer than reading a workbook)

    try:
        number = phonenumbers.parse(digits, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if number.country_code != _COUNTRY:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return _domestic(number)


def _domestic(number: PhoneNumber) -> str:
    """Write a number of China: 0453-6231234, 13800000000, 400-812-3456."""
    import phonenumbers  # noqa: PLC0415 (the same)

    kind = phonenumbers.number_type(number)
    digits = phonenumbers.national_significant_number(number)
    if kind == phonenumbers.PhoneNumberType.MOBILE:
        return digits
    area = phonenumbers.length_of_geographical_area_code(number)
    if area:
        return f"0{digits[:area]}-{digits[area:]}"
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, national).replace(" ", "-")
