"""Every message about a single cell can be heard, and is whole when it is.

1. For each id, the shortest cell that yields exactly it; its words are found and filled.
2. The sources say no id that is missing here.
"""
# ruff: noqa: DTZ001 (cells know no time zone)

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from normalising import seen, spoken

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

# One cell for each message: the shortest way to hear it.
HEARD: dict[str, tuple[Callable[[RawCell], Normalised], RawCell]] = {
    "cell.error": (area, CellError("#REF!")),
    "cell.picture": (text, '=DISPIMG("ID_3F2A",1)'),
    "number.not-a-number": (area, "较大"),
    "number.is-date": (area, dt.date(2025, 3, 1)),
    "number.placeholder": (area, "无"),
    "number.approximate": (area, "约3000"),
    "number.other-unit": (area, "5亩"),
    "number.money-sign": (money, "¥300"),
    "number.not-whole": (count, 12.5),
    "date.not-a-date": (day, "年底"),
    "date.placeholder": (day, "待定"),
    "date.impossible": (day, "2025-02-30"),
    "date.out-of-range": (day, dt.datetime(2205, 7, 17)),
    "date.ambiguous": (day, "3/4/2025"),
    "date.month-lost-zero": (day, 2025.1),
    "date.year-only": (day, 2025),
    "date.no-year": (day, "3月1日"),
    "choice.not-yes-no": (yes_no, "部分"),
    "choice.unknown": (one, "家政"),
    "choice.unknown-part": (several, "家政、其他"),
    "text.is-date": (text, dt.date(2025, 3, 1)),
    "text.too-long": (text, "字" * 201),
    "code.digits-lost": (credit_code, 4.4e17),
    "code.not-a-code": (credit_code, True),
    "code.length": (credit_code, "9123"),
    "code.letters": (credit_code, "91231000MA18C0D39S"),
    "code.look-alike": (credit_code, "912310OOMA18C0D39D"),
    "code.region": (credit_code, "91A31000MA18C0D39D"),
    "code.all-zero": (credit_code, "000000000000000000"),
    "code.check-digit": (credit_code, "91231000MA18C0D39A"),
    "code.inner-check": (credit_code, "91231000MA18C0D38A"),
    "phone.invalid": (phone, "12333"),
    "licence.unusual": (licence_number, "办理中"),
    "mended.text-number": (area, "3000"),
    "mended.full-width": (area, "３０００"),
    "mended.spaces": (text, " 牡丹江"),
    "mended.thousands": (area, "3,000"),
    "mended.unit": (area, "3000㎡"),
    "mended.converted": (money, "1.2亿"),
    "mended.chinese-number": (area, "三千"),
    "mended.negative": (money, "(300)"),
    "mended.date": (day, "2025/3/1"),
    "mended.date-month": (day, "2025.3"),
    "mended.date-short-year": (day, "25-04-02"),
    "mended.date-serial": (day, 45717),
    "mended.date-time": (day, dt.datetime(2025, 3, 1, 8)),
    "mended.open-ended": (ending, "长期"),
    "mended.not-ended": (ending, "至今"),
    "mended.yes-no": (yes_no, "√"),
    "mended.choice": (one, "劳务 派遣"),
    "mended.choices": (several, "劳务派遣，其他"),
    "mended.code": (credit_code, CODE.lower()),
    "mended.phone": (phone, "04536231234"),
    "mended.phone-area": (phone, "6231234"),
    "mended.phone-zero": (phone, 4536231234),
    "mended.licence": (licence_number, "(黑)人服证字[2026]第0100001号"),
}


@pytest.mark.parametrize(("message", "case"), HEARD.items(), ids=HEARD)
def test_every_message_is_heard(
    message: str, case: tuple[Callable[[RawCell], Normalised], RawCell]
) -> None:
    read, raw = case
    assert seen(read(raw), raw)[1] == message
    assert "“栏目”" in spoken(read(raw), raw)[0]


def test_no_message_is_said_that_is_not_here() -> None:
    groups = {name.partition(".")[0] for name in HEARD}
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "schemas/normalising").glob("*.py")
    )
    used = set(re.findall(rf'"((?:{"|".join(groups)})\.[a-z-]+)"', source))
    assert used == set(HEARD)
