"""Read one raw cell as its field declares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas import normalise
from schemas.expression import Value
from schemas.fields import Field, Kind
from schemas.normalise import Normalised, RawCell, shown
from schemas.parameters import Law

OPEN_ENDED, NOT_ENDED = "长期", "至今"  # as people write them in cells for days

# Choices that come with the law: the field's key, and what the list is called.
FROM_LAW = {"county": "counties"}

# A code that is wrong still tells institutions apart, unless its digits are lost.
_UNUSABLE_CODES = frozenset({"code.digits-lost", "code.not-a-code"})


def choices_of(field: Field, law: Law) -> tuple[str, ...]:
    """Give the choices of a field; the counties come with the law."""
    return tuple(law.counties.values()) if field.key in FROM_LAW else field.choices


def read_field(  # noqa: C901, PLR0911 - one line a kind
    field: Field, raw: RawCell, law: Law, *, date_1904: bool = False
) -> Normalised:
    """Give the typed value of a cell, what was mended, and what is not understood."""
    match field.kind:
        case Kind.NUMBER:
            return normalise.number(raw, unit=field.unit, decimals=field.decimals)
        case Kind.WHOLE:
            return normalise.whole_number(raw, unit=field.unit)
        case Kind.DAY:
            return _read_day(field, raw, date_1904=date_1904)
        case Kind.YES_NO:
            return _read_answer(field, raw)
        case Kind.CHOICE:
            return normalise.choice(raw, choices_of(field, law), dict(field.aliases))
        case Kind.CHOICES:
            return normalise.choices(raw, field.choices, dict(field.aliases))
        case Kind.PHONE:
            return normalise.phone(raw, area_code=law.area_code)
        case Kind.LICENCE:
            return normalise.licence_number(raw)
        case Kind.CREDIT_CODE:
            found = normalise.credit_code(raw)
            if found.problem and found.value is None and found.problem not in _UNUSABLE_CODES:
                return replace(found, value=found.details.get("read_as"))
            return found
        case Kind.TEXT:
            return normalise.text(raw, max_length=field.max_length)


def _read_day(field: Field, raw: RawCell, *, date_1904: bool) -> Normalised:
    endless = field.open_ended or field.not_yet
    found = normalise.day(raw, date_1904=date_1904, open_ended=endless)
    if found.value != date.max:
        return found
    if field.not_yet:
        return Normalised(None, mended="mended.not-ended", details=found.details)
    return Normalised(date.max) if raw == OPEN_ENDED else found


def _read_answer(field: Field, raw: RawCell) -> Normalised:
    """Say so where an answer is not in the field's own two words, which formulas look for."""
    found = normalise.yes_no(raw)
    if found.problem == "choice.not-yes-no":
        return replace(found, details={"yes": yes_word(field), "no": no_word(field)})
    if not isinstance(found.value, bool) or raw == (word := display(field, found.value)):
        return found
    return replace(found, mended="mended.yes-no", details={"read_as": word})


def word_instead(field: Field) -> str:
    """Give the one word that may stand where a day belongs; nothing in most fields."""
    if field.open_ended:
        return OPEN_ENDED
    return NOT_ENDED if field.not_yet else ""


def yes_word(field: Field) -> str:
    """Give the word that a yes/no cell of this field shows for yes."""
    return field.choices[0] if field.choices else "是"


def no_word(field: Field) -> str:
    """Give the word that a yes/no cell of this field shows for no."""
    return field.choices[1] if field.choices else "否"


def display(field: Field, value: Value) -> str:
    """Write a typed value as people read it in this field."""
    if isinstance(value, bool):
        return yes_word(field) if value else no_word(field)
    return shown(value)
