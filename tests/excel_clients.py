"""What the clients of xlwings make of values on their way out of Excel and back into it.

Out: xlwings' VBA module sends `UsedRange.Value` as VBA-JSON writes it, its office.js client sends
`range.values`. Back: `entered` puts a value into a cell as Excel does: text becomes a number, a day
or a formula where the cell is not in text format, which is how a careless button would show.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias

VBA, OFFICE_JS = "VBA", "Office.js"
CLIENTS = (VBA, OFFICE_JS)
GENERAL, TEXT = "General", "@"


@dataclass(frozen=True)
class Shown:
    """An error that a cell shows."""

    words: str


Held: TypeAlias = str | float | date | Shown | None  # a bool and an int are floats here
Cell: TypeAlias = tuple[int, int]  # row and column from 1, as openpyxl counts


@dataclass
class Sheet:
    values: dict[Cell, Held] = field(default_factory=dict)
    formats: dict[Cell, str] = field(default_factory=dict)
    shut: set[Cell] = field(default_factory=set)


def as_sent(value: Held, client: str) -> str:
    """Write a value as JSON the way a client does."""
    if isinstance(value, Shown):
        return json.dumps(value.words)
    if isinstance(value, date):  # both clients have made a moment of the cell's number
        moment = (
            value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
        )
        return json.dumps(f"{moment:%Y-%m-%dT%H:%M:%S}.000Z")
    if isinstance(value, bool):
        return json.dumps(value)
    return _by_vba(value) if client == VBA else _by_javascript(value)


def _by_vba(value: str | float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        large = 16 <= len(value) <= 100 and not set(value) - set("0123456789.Ee")
        return value if large else json.dumps(value)  # a large number kept as text has no quotes
    words = f"{value:.15G}"
    return words.replace("+", "") if "E" in words else words


def _by_javascript(value: str | float | None) -> str:
    if value is None:
        return '""'
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return json.dumps(value)


_COUNTED = re.compile(r"[\s$¥￥(]*[0-9０-９][0-9０-９,.]*[)\s]*")


def _parse_iso(value: Held) -> Held:
    """Make a date of whatever Remote.bas' setValues takes for one."""
    if not isinstance(value, str):
        return value
    parts = value.split("T")[0].split("-")
    if len(parts) < 3 or not all(_COUNTED.fullmatch(part) for part in parts[:3]):
        return value
    year, month, day = (int(float(re.sub(r"[^0-9.]", "", part))) for part in parts[:3])
    assert 1900 <= year <= 9999, f"Excel refuses the day of {value!r} and the whole block with it"
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1) + timedelta(day - 1)  # noqa: DTZ001


def entered(sheet: Sheet, at: Cell, value: Held, client: str) -> Held:
    """Enter what a client writes as Excel does; give what the cell holds. A formula fails."""
    form = sheet.formats.get(at, GENERAL)
    value = _parse_iso(value) if client == VBA else value
    if isinstance(value, str):
        assert not value.startswith(("=", "+", "-", "@")), f"{value!r} becomes a formula"
        held: Held = value[1:] if value.startswith("'") else _typed(value, form)
    elif form == TEXT and isinstance(value, datetime):
        held = f"{value.year}/{value.month}/{value.day}"
    elif form == TEXT:
        held = f"{value:.15g}"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        held = float(value)
    else:
        held = value
    if held == "":
        sheet.values.pop(at, None)
    else:
        sheet.values[at] = held
    return sheet.values.get(at)


def _typed(words: str, form: str) -> Held:
    """Make of typed text what Excel makes of it."""
    if form == TEXT:
        return words
    half = words.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}).strip()
    if re.fullmatch(r"-?[0-9][0-9,]*(\.[0-9]*)?([eE][+-]?[0-9]+)?", half):
        return float(half.replace(",", ""))
    if parts := re.fullmatch(r"([0-9]{4})[-/年.]([0-9]{1,2})[-/月.]([0-9]{1,2})日?", half):
        return datetime(*map(int, parts.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    if half.upper() in {"TRUE", "FALSE"}:
        return half.upper() == "TRUE"
    return words
