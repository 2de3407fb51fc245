"""Read numerals as people write them: 3,000, 1.2亿, 三千五百, 1亿2000万, 叁万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Numeral:
    """Hold what a numeral says and how it was written."""

    value: Decimal
    words: bool = False
    """Whether a Chinese digit or multiplier stands in it."""
    large: bool = False
    """Whether 万 or 亿 stands in it: beside money such a numeral counts yuan."""


_FORMAL = str.maketrans(
    "〇○两壹贰貳弐叁參肆伍陆陸柒捌玖拾佰仟萬億點", "零零二一二二二三三四五六六七八九十百千万亿点"
)
_DIGITS = {mark: digit for digit, mark in enumerate("零一二三四五六七八九")}
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
_LARGE = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))

# No amount of this field has more figures; a longer run of them is a code in the wrong cell.
_ARABIC = re.compile(r"[0-9]{1,16}(?:\.[0-9]{0,20})?|\.[0-9]{1,20}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3}){1,5}|(?: [0-9]{3}){1,5})(?:\.[0-9]{1,20})?")
_MULTIPLIED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千])")
_SECTION = re.compile(
    r"(?:([一二三四五六七八九1-9])千)?(零?)"
    r"(?:([一二三四五六七八九1-9])百)?(零?)"
    r"(?:([一二三四五六七八九1-9])?(十))?(零?)"
    r"([一二三四五六七八九1-9])?"
)
_FRACTION = re.compile(r"(.+)点([零一二三四五六七八九]+)(万亿|万|亿)?")


def numeral(given: str) -> Numeral | None:
    """Return what a half-width numeral without sign or unit says, None where that is unsure."""
    figures = _figures(given)
    if figures is not None:
        return Numeral(figures)
    text = given.translate(_FORMAL)
    value = _fractional(text) if "点" in text else _whole(text)
    if value is None:
        return None
    return Numeral(value, words=True, large="万" in text or "亿" in text)


def digit_by_digit(given: str) -> str:
    """Replace each Chinese digit by its figure, as the year 二〇二五 is written."""
    return "".join(str(_DIGITS.get(mark, mark)) for mark in given.translate(_FORMAL))


def _figures(text: str) -> Decimal | None:
    """Read figures, grouped by threes or not."""
    if _ARABIC.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    return None


def _fractional(text: str) -> Decimal | None:
    """Read 三点五 or 三点五万."""
    parts = _FRACTION.fullmatch(text)
    if parts is None or (head := _whole(parts[1])) is None:
        return None
    value = head + Decimal(f"0.{digit_by_digit(parts[2])}")
    if "万" in parts[1] or "亿" in parts[1]:  # 三万点五万 says nothing
        return None if parts[3] else value
    for mark, size in _LARGE:
        value *= size if mark in (parts[3] or "") else 1
    return value


def _whole(text: str) -> Decimal | None:
    """Read a numeral by its largest multiplier, then by what stands before and after it."""
    for mark, size in _LARGE:
        head, found, tail = text.rpartition(mark)
        if found:
            high, low = None if mark in head else _whole(head), _tail(tail, size)
            if high is None or low is None or (tail and high % 1):
                return None
            return high * size + low
    return _section(text)


def _tail(text: str, size: Decimal) -> Decimal | None:
    """Read what follows 亿 or 万: 1万5 and 1亿2000 are said in more than one sense, so not read."""
    if not text:
        return Decimal(0)
    value = _whole(text.removeprefix("零"))
    if value is None or value >= size:
        return None
    scaled = any(mark in text for mark in "十百千万")
    return value if text[0] == "零" or scaled or value >= size / 10 else None


def _section(text: str) -> Decimal | None:
    """Read a numeral below 万; 三千五 may be meant as 3500 or left unfinished, so not read."""
    figures = _figures(text)
    if figures is not None:
        return figures
    if multiplied := _MULTIPLIED.fullmatch(text):
        return Decimal(multiplied[1]) * _MULTIPLIERS[multiplied[2]]
    if text == "零":
        return Decimal(0)
    parts = _SECTION.fullmatch(text)
    if parts is None or not text or text.startswith("零") or text.endswith("零"):
        return None
    thousands, gap1, hundreds, gap2, tens, ten, gap3, ones = parts.groups()
    if ones and (thousands or hundreds) and not (ten or gap1 or gap2 or gap3):
        return None
    digits = (_digit(mark) for mark in (thousands, hundreds, tens or ("一" if ten else ""), ones))
    total = 0
    for digit in digits:
        total = total * 10 + digit
    return Decimal(total)


def _digit(mark: str | None) -> int:
    """Return the value of one digit of either script, zero for none."""
    return int(digit_by_digit(mark)) if mark else 0
