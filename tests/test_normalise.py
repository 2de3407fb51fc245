"""Reading one cell keeps its laws, whatever is in the cell.

1. Every dirty cell of the list we know is mended and said, or asked about.
2. No cell, however hostile, raises, hangs or comes back with a value of another type.
3. Blank is blank for every type; an error or a picture in a cell is asked about by every type.
4. Heavy libraries load only for the cell that needs them.
"""
# ruff: noqa: DTZ001 (cells know no time zone)

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import FrozenInstanceError
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from normalising import INVISIBLE, cells, full_width, seen, spoken

from schemas.normalise import (
    CellError,
    Normalised,
    RawCell,
    choice,
    choices,
    credit_code,
    day,
    licence_number,
    number,
    phone,
    shown,
    text,
    whole_number,
    yes_no,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
LIST = ("人力资源招聘", "劳务派遣", "其他")
CODE = "91231000MA18C0D39D"

area = partial(number, unit="平方米", decimals=2)
money = partial(number, unit="万元", decimals=2)
count = partial(whole_number, unit="人")
one = partial(choice, choices=LIST)
several = partial(choices, choices=LIST)
ending = partial(day, open_ended=True)
day_1904 = partial(day, date_1904=True)

READERS: dict[str, tuple[Callable[[RawCell], Normalised], type]] = {
    "number": (area, Decimal),
    "money": (money, Decimal),
    "whole_number": (count, int),
    "day": (day, dt.date),
    "open-ended day": (ending, dt.date),
    "yes_no": (yes_no, bool),
    "choice": (one, str),
    "choices": (several, tuple),
    "text": (text, str),
    "credit_code": (credit_code, str),
    "phone": (phone, str),
    "licence_number": (licence_number, str),
}
EVERY = pytest.mark.parametrize(("read", "kind"), READERS.values(), ids=READERS)


@pytest.mark.parametrize(
    ("read", "raw", "value", "message"),
    [
        # 2. dates as text, as serials, from 1904 workbooks, with a lost zero
        (day, "2025.3", dt.date(2025, 3, 1), "mended.date-month"),
        (day, "2025/3/1", dt.date(2025, 3, 1), "mended.date"),
        (day, "2025年3月", dt.date(2025, 3, 1), "mended.date-month"),
        (day, "25-04-02", dt.date(2025, 4, 2), "mended.date-short-year"),
        (day, 45717, dt.date(2025, 3, 1), "mended.date-serial"),
        (day_1904, 44255, dt.date(2025, 3, 1), "mended.date-serial"),
        (day, 2025.1, None, "date.month-lost-zero"),
        # 3. a code that became a number
        (credit_code, 4.4e17, None, "code.digits-lost"),
        (credit_code, "4.4E+17", None, "code.digits-lost"),
        # 4. full width, spaces and marks nobody sees
        (credit_code, full_width(CODE), CODE, "mended.code"),
        (text, "牡丹江\u00a0\u3000市", "牡丹江 市", "mended.spaces"),
        (text, "\u200e牡\u202c丹\u202d江", "牡丹江", "mended.spaces"),
        (text, "牡丹江市\n西安区", "牡丹江市西安区", "mended.spaces"),
        # 5. numbers with words
        (area, "3000㎡", Decimal(3000), "mended.unit"),
        (area, "约3000", None, "number.approximate"),
        (area, "三千", Decimal(3000), "mended.chinese-number"),
        (area, "3,000", Decimal(3000), "mended.thousands"),
        (area, "3000平方米", Decimal(3000), "mended.unit"),
        (money, "1.2亿", Decimal(12000), "mended.converted"),
        (money, "３０００万", Decimal(3000), "mended.converted"),
        # 6. yuan, where the cell itself says so
        (money, "3000000元", Decimal(300), "mended.converted"),
        # 10. a formula nobody calculated
        (money, None, None, None),
        # 11. pictures
        (text, '=DISPIMG("ID_3F2A",1)', None, "cell.picture"),
        (licence_number, '=_xlfn.DISPIMG("ID_3F2A",1)', None, "cell.picture"),
        # 15. yes in every hand
        *((yes_no, raw, True, None) for raw in ("是", "有")),
        *((yes_no, raw, True, "mended.yes-no") for raw in ("√", "1", 1, "Y")),
        # 17. marks where a number belongs
        *((money, raw, None, "number.placeholder") for raw in ("无", "/", "-", "同上")),
        # 18. an error pasted in, as a value or as text
        (money, CellError("#REF!"), None, "cell.error"),
        (money, "#REF!", None, "cell.error"),
    ],
)
def test_the_dirty_list(
    read: Callable[[RawCell], Normalised], raw: RawCell, value: object, message: str | None
) -> None:
    assert seen(read(raw), raw) == (value, message)


@EVERY
@given(raw=cells)
def test_no_cell_raises(read: Callable[[RawCell], Normalised], kind: type, raw: RawCell) -> None:
    found = read(raw)
    seen(found)
    assert found.value is None or type(found.value) is kind
    assert read(raw) == found


@EVERY
@pytest.mark.parametrize("raw", [None, "", "   ", "\u00a0", "\u3000", INVISIBLE, "\r\n\t", "\x00"])
def test_blank_is_blank(read: Callable[[RawCell], Normalised], kind: type, raw: str | None) -> None:
    assert kind
    assert read(raw) == Normalised(None)


@EVERY
@pytest.mark.parametrize("raw", [CellError("#REF!"), "#REF!", " #N/A ", "#value!", "#DIV/0!"])
def test_an_error_is_asked_about(
    read: Callable[[RawCell], Normalised], kind: type, raw: str
) -> None:
    assert kind
    assert seen(read(raw), raw) == (None, "cell.error")
    assert spoken(read(raw), raw)[0] == f"“栏目”显示的是公式错误“{raw.strip()}”，没有数值。"


@EVERY
@pytest.mark.parametrize(
    "raw",
    [
        " " * 32766 + "x",
        "3" + " " * 32765 + "4",
        "国" + "\u3000" * 32765 + "a",
        "国" + "\n" * 32765 + "a",
        "(" * 32767,
        "亿" * 32767,
        "一" * 32767,
        "、" * 32767,
        "1," * 16383,
        "转" * 32767,
        "-" * 32767,
        "\u200b" * 32766 + "1",
        "亿" * 120,
        "零一" * 60,
    ],
    ids=range(14),
)
def test_a_full_cell_takes_no_time(
    read: Callable[[RawCell], Normalised], kind: type, raw: str
) -> None:
    assert kind
    start = process_time()
    read(raw)
    assert process_time() - start < 0.5


def test_heavy_libraries_wait_for_their_cell() -> None:
    program = """
import sys
from schemas.normalise import *
number("3000㎡", unit="平方米", decimals=2); day("2025.3"); text(" 牡丹江"); credit_code("无")
print([name for name in ("pandas", "phonenumbers", "stdnum") if name in sys.modules])
credit_code("91231000MA18C0D39D"); phone("6231234")
print([name for name in ("phonenumbers", "stdnum") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "['phonenumbers', 'stdnum']"]


def test_an_outcome_does_not_change() -> None:
    found = Normalised(Decimal(3))
    with pytest.raises(FrozenInstanceError):
        found.value = None  # type: ignore[misc]
    assert len({found, Normalised(Decimal(3)), area("3㎡"), area("3㎡")}) == 2


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        ("三千", "三千"),
        (3000.0, "3000"),
        (0.1 + 0.2, "0.3"),
        (4.4e17, "440000000000000000"),
        (float("nan"), "nan"),
        (Decimal("12000.50"), "12000.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal(0), "0"),
        (True, "是"),
        (False, "否"),
        (dt.date(2025, 3, 1), "2025年3月1日"),
        (dt.datetime(2025, 3, 1, 8), "2025年3月1日"),
        (dt.date.max, "长期"),
        (("劳务派遣", "其他"), "劳务派遣、其他"),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_cells_are_shown_as_people_read_them(cell: RawCell, written: str) -> None:
    assert shown(cell) == written
