"""Read numbers: amounts, areas, counts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from math import isfinite

from schemas.normalising.cells import (
    LONGEST_ENTRY,
    Normalised,
    RawCell,
    from_float,
    half_width,
    is_placeholder,
    plain,
    problem,
    settled,
    visible,
)
from schemas.normalising.numerals import Numeral, numeral
from schemas.normalising.units import accepted, counts_ten_thousands, counts_yuan, known_unit

_PLAIN_TEXT = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,20})?")
_LEAD = re.compile(r"^(?:人民币|rmb|cny|合计|共计|总计|共|计)+:?")
_SIGN = re.compile(r"^(?:([-负])|\+)?¥?")
_CURRENCY = re.compile(r"^[-+(]*(?:人民币|rmb|cny|¥)")
_SCALED = re.compile(r"[元圆块万亿]")
_GAP = re.compile(r"(?<![0-9\s])\s+|\s+(?![0-9\s])")
_UNSURE = re.compile(
    r"[约近超逾余多几数≈~<>≥≤±]|左右|上下|以上|以下|以内|不足|不到|不少于|大概|可能|估|"
    r"^[^-至到]*[0-9十百千万亿元米][-至到][0-9一二两三四五六七八九][^-至到]*$"  # a range
)


def number(raw: RawCell, *, unit: str, decimals: int) -> Normalised:
    """Read a number in `unit`; the value is a Decimal, unrounded.

    `decimals` is how many places the field shows; it shapes `read_as` and never the value.
    """
    if isinstance(raw, float) and isfinite(raw):
        return Normalised(from_float(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Normalised(Decimal(raw))
    outcome = settled(raw)
    if outcome is not None:
        return outcome
    if not isinstance(raw, str):
        is_date = isinstance(raw, date | time)
        return _ask("number.is-date" if is_date else "number.not-a-number", unit)
    reading = _read(raw, unit)
    if isinstance(reading, Normalised):
        return reading
    value, mended = reading
    value = value or Decimal(0)  # a cell has no minus zero
    return Normalised(value, mended, details={"read_as": f"{plain(value, decimals)}{unit}"})


def whole_number(raw: RawCell, *, unit: str) -> Normalised:
    """Read a count in `unit`; the value is an int, and 12.5 is asked about."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Normalised(raw)
    found = number(raw, unit=unit, decimals=0)
    if not isinstance(found.value, Decimal):
        return found
    if found.value != found.value.to_integral_value():
        return _ask("number.not-whole", unit, read_as=plain(found.value))
    return replace(found, value=int(found.value))


def _ask(message: str, unit: str, **details: str) -> Normalised:
    """Return an outcome that asks, and names the unit wanted."""
    return problem(message, unit=unit or "无", **details)


def _read(raw: str, unit: str) -> tuple[Decimal, str] | Normalised:
    """Return the number a text says and what was mended, or the problem it has."""
    if _PLAIN_TEXT.fullmatch(raw):
        return Decimal(raw), "mended.text-number"
    text = half_width(visible(raw)).lower()
    if len(text) > LONGEST_ENTRY:
        return _ask("number.not-a-number", unit)
    text = _GAP.sub("", text).lstrip("'‘’`").rstrip("。,;、 ")
    if not text or is_placeholder(text):
        return _ask("number.placeholder", unit)
    body = _LEAD.sub("", text)
    bracketed = body.startswith("(") and body.endswith(")")  # as accounts write a loss
    body = body[1:-1] if bracketed else body
    minus = body.startswith(("-", "负"))
    body = _SIGN.sub("", body)
    if counts_ten_thousands(unit) and _CURRENCY.search(text) and not _SCALED.search(body):
        return _ask("number.money-sign", unit)
    found = None if bracketed and minus else _with_unit(body, unit)
    if found is None:
        return _misunderstood(text, body, unit)
    value, mended = found
    value = Decimal(plain(value.copy_negate() if minus or bracketed else value))
    return value, "mended.negative" if bracketed else mended or _spelling(raw, body)


def _with_unit(body: str, unit: str) -> tuple[Decimal, str | None] | None:
    """Return the number in `unit` and what was mended, trying the longest unit word first."""
    if unit == "%" and body.startswith("百分之"):
        body = f"{body.removeprefix('百分之')}%"
    words = accepted(unit)
    for word in sorted(words, key=len, reverse=True):
        if not body.endswith(word):
            continue
        said = numeral(body.removesuffix(word))
        if said is None or (said.large and word[0] in "万亿"):
            continue
        return said.value * words[word], _manner(said, words[word], "mended.unit")
    said = numeral(body)
    if said is None:
        return None
    if said.large and counts_yuan(unit):
        return said.value * words["元"], _manner(said, words["元"], "mended.chinese-number")
    return said.value, "mended.chinese-number" if said.words else None


def _manner(said: Numeral, factor: Decimal, otherwise: str) -> str:
    """Name the strongest change: a conversion, then words, then `otherwise`."""
    if factor != 1:
        return "mended.converted"
    return "mended.chinese-number" if said.words else otherwise


def _spelling(raw: str, body: str) -> str:
    """Name what is unusual in the writing of a number that stands alone."""
    if "," in body or " " in body:
        return "mended.thousands"
    return "mended.full-width" if half_width(raw) != raw else "mended.text-number"


def _misunderstood(text: str, body: str, unit: str) -> Normalised:
    """Ask about a text that says no number for certain."""
    if _UNSURE.search(text):
        return _ask("number.approximate", unit)
    other = known_unit(body)
    if other and numeral(body.removesuffix(other)):
        return _ask("number.other-unit", unit, other=other)
    return _ask("number.not-a-number", unit)
