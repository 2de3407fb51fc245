"""What a cell can hold, what comes of reading it, and the characters nobody sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


class CellError(str):
    """Carry the error a cell shows instead of a value, such as `#REF!`."""

    __slots__ = ()


RawCell: TypeAlias = str | int | float | bool | date | datetime | time | CellError | None
Value: TypeAlias = Decimal | int | bool | date | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Normalised:
    """Say what one cell means: its typed value, and the ids of the messages it deserves.

    `value` is None for a blank cell and for one that cannot be understood. A value may stand
    beside a `problem` when the text itself is usable: a credit code with a wrong check character
    (duplicates must still be seen), a text that is too long. A `mended` without a value means the
    cell was read as blank (至今 as a leaving date). A `warning` never takes the value away.
    `details` fills every placeholder of the message but `label` and `given`.
    """

    value: Value | None
    mended: str | None = None
    problem: str | None = None
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    warning: str | None = None


BLANK = Normalised(None)

# Excel keeps 15 digits, so anything finer is noise of its arithmetic, and a whole number from
# here on has lost its tail.
DIGITS_KEPT = 15
TOO_MANY_DIGITS = 10**DIGITS_KEPT

# Longer than any number, date, code or phone list a person types: not worth reading.
LONGEST_ENTRY = 120

# What people put where they have nothing to put, in half width.
_PLACEHOLDER = re.compile(
    r"[-/\\_.*?…]+|无|没有|暂无|[同见][上前]|上同|#?N/?A|NIL|NULL|NONE|TBD|待[定填补查报核]|"
    r"不详|未知|不清楚?|不适用|未统计|空|略",
    re.IGNORECASE,
)

_ERROR = re.compile(
    r"#(?:(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY)!|NAME\?|N/A|"
    r"GETTING_DATA)",
    re.IGNORECASE,
)

# WPS leaves this text where a picture floats in a cell; Excel leaves #VALUE!.
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)

# Controls, zero-width marks, direction marks, variation selectors, fillers, lone surrogates.
INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ud800-\udfff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

# The full-width block mirrors ASCII; NFKC is not used here because it would turn ㎡ into m2.
_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000), " ") | {0xFFE5: "¥"}
_HALF_WIDTH |= dict.fromkeys(map(ord, "‐‑‒–—―−─"), "-")


def without_invisible(given: str) -> str:
    """Return the text without the characters nobody sees; white space stays."""
    return _INVISIBLE.sub("", given)


def visible(given: str) -> str:
    """Return the text without invisible characters and outer white space."""
    return without_invisible(given).strip()


def half_width(given: str) -> str:
    """Return the text with full-width ASCII and every kind of dash in their plain forms."""
    return given.translate(_HALF_WIDTH)


def is_placeholder(given: str) -> bool:
    """Say whether a half-width text only stands for a missing entry."""
    return _PLACEHOLDER.fullmatch(given) is not None


def settled(raw: RawCell) -> Normalised | None:
    """Return the outcome of a cell that is blank, an error or a picture, None for any other."""
    if raw is None:
        return BLANK
    if not isinstance(raw, str):
        return None
    seen = visible(raw)
    if isinstance(raw, CellError) or _ERROR.fullmatch(seen):
        return problem("cell.error", error=seen)
    if _PICTURE.match(seen):
        return problem("cell.picture")
    return None if seen else BLANK


def problem(message: str, **details: str) -> Normalised:
    """Return an outcome without a value that asks the person."""
    return Normalised(None, problem=message, details=details)


def plain(value: Decimal, decimals: int = 0) -> str:
    """Write a number without exponent, with at least `decimals` places and none lost."""
    whole, _, places = f"{value:f}".partition(".")
    places = places.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{places}" if places else whole


def from_float(value: float) -> Decimal:
    """Return a finite float as the number Excel shows: its first 15 significant digits."""
    if value.is_integer() and abs(value) < TOO_MANY_DIGITS:
        return Decimal(int(value))
    return Decimal(f"{value:.{DIGITS_KEPT}g}")


def shown(cell: RawCell | Value) -> str:
    """Write a raw cell or a typed value as people read it, for `given` and `read_as`."""
    if isinstance(cell, float) and isfinite(cell):
        cell = from_float(cell)
    match cell:
        case None:
            written = ""
        case bool():
            written = "是" if cell else "否"
        case Decimal():
            written = plain(cell)
        case tuple():
            written = "、".join(cell)
        case date():
            open_ended = cell == date.max
            written = "长期" if open_ended else f"{cell.year}年{cell.month}月{cell.day}日"
        case _:
            written = str(cell)
    return written
