"""What a formula sees in an input cell, by hand.

1. Nothing is mended: text where a number belongs is a blank, and so is an error value.
2. Days are serial numbers and back; part of a day, and days before Excel's own are certain, are
   refused rather than guessed.
3. Words stay as they are; codes lose their case, which formulas do not see.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from schemas.as_typed import InexactError, as_typed, is_blank
from schemas.fields import Field, Kind
from schemas.normalise import CellError

NUMBER, WHOLE, DAY = (Field("x", "数", kind) for kind in (Kind.NUMBER, Kind.WHOLE, Kind.DAY))
YES, WORDS = Field("x", "是否", Kind.YES_NO), Field("x", "名称")
HAS = Field("x", "有无", Kind.YES_NO, choices=("有", "无"))
TYPES = Field("x", "类型", Kind.CHOICES, choices=("培训", "测评"))
CODE = Field("x", "代码", Kind.CREDIT_CODE)
NOON = datetime.fromisoformat("2025-03-01T12:00")


@pytest.mark.parametrize(
    ("field", "raw", "seen"),
    [
        (NUMBER, 3000.0, Decimal(3000)),
        (NUMBER, 0.1 + 0.2, Decimal("0.3")),
        (NUMBER, 7, Decimal(7)),
        (NUMBER, Decimal("1.25"), Decimal("1.25")),
        (NUMBER, "3000", None),
        (NUMBER, "", None),
        (NUMBER, True, None),
        (NUMBER, CellError("#REF!"), None),
        (NUMBER, date(2025, 3, 1), Decimal(45717)),
        (NUMBER, NOON, Decimal("45717.5")),
        (WHOLE, 12.5, Decimal("12.5")),
        (DAY, 45717.0, date(2025, 3, 1)),
        (DAY, date(2025, 3, 1), date(2025, 3, 1)),
        (DAY, datetime.combine(date(2025, 3, 1), time.min), date(2025, 3, 1)),
        (DAY, "2025-03-01", None),
        (DAY, "长期", None),
        (DAY, False, None),
        (YES, "是", True),
        (YES, "否", False),
        (YES, "有", "有"),
        (YES, True, "TRUE"),
        (HAS, "有", True),
        (HAS, "  ", None),
        (TYPES, "测评、培训", ("培训", "测评")),
        (TYPES, "猎头", ()),
        (TYPES, " ", None),
        (WORDS, " 甲 ", " 甲 "),
        (WORDS, "\u3000", "\u3000"),
        (WORDS, 5.0, "5"),
        (WORDS, False, "FALSE"),
        (WORDS, CellError("#N/A"), None),
        (CODE, "91ab", "91AB"),
    ],
)
def test_seen(field: Field, raw: object, seen: object) -> None:
    found = as_typed(field, raw)  # type: ignore[arg-type]
    assert found == seen
    assert type(found) is type(seen)


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        (NUMBER, float("nan")),
        (NUMBER, float("inf")),
        (NUMBER, time(12)),
        (DAY, 45717.25),
        (DAY, NOON),
    ],
)
def test_refused(field: Field, raw: object) -> None:
    with pytest.raises(InexactError):
        as_typed(field, raw)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "raw",
    [time(12), -1, 60, 2025, 2025.3, 18263, 73416, 2958465.0, date(1905, 7, 18), date(2101, 1, 1)],
)
def test_what_is_no_day_of_these_times_is_a_blank(raw: object) -> None:
    assert as_typed(DAY, raw) is None  # type: ignore[arg-type]


def test_the_first_and_the_last_day_of_these_times() -> None:
    days = [date(1950, 1, 1), date(2100, 12, 31)]
    assert [as_typed(DAY, raw) for raw in (18264, 73415)] == days
    assert [as_typed(DAY, day) for day in days] == days


def test_a_workbook_may_count_days_from_1904() -> None:
    assert as_typed(DAY, 44255.0, date_1904=True) == date(2025, 3, 1)
    assert as_typed(NUMBER, date(2025, 3, 1), date_1904=True) == Decimal(44255)


def test_blank_is_nothing_or_plain_spaces() -> None:
    assert [is_blank(one) for one in (None, "", "  ", "\u3000", 0, False)] == [True] * 3 + [
        False
    ] * 3
