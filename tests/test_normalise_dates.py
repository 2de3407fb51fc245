"""Dates are read in every certain way of writing them; the rest is asked about.

1. Excel's own dates are taken without a word; a serial number, 1904 or not, is read and said.
2. A month is its first day, and said.
3. What has two readings (3/4/2025, 2025.1 stored as a number) is asked about.
4. 长期 and 至今 mean something only where the field is open-ended.
"""
# ruff: noqa: DTZ001 (cells know no time zone)

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from normalising import full_width, seen, spoken

from schemas.normalise import CellError, RawCell, day, shown

MARCH = dt.date(2025, 3, 1)


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (MARCH, MARCH, None),
        (dt.datetime(2025, 3, 1), MARCH, None),
        (dt.datetime(2025, 3, 1, 8, 30), MARCH, "mended.date-time"),
        (dt.datetime(1905, 7, 17, 7, 12), MARCH, "mended.date-month"),  # 2025.3 in a date's cell
        ("2025-03-01", MARCH, "mended.date"),
        ("2025/3/1", MARCH, "mended.date"),
        ("2025.3.1", MARCH, "mended.date"),
        ("2025.03.01。", MARCH, "mended.date"),
        ("2025年3月1日", MARCH, "mended.date"),
        ("2025年3月1号", MARCH, "mended.date"),
        ("2025 年 3 月 1 日", MARCH, "mended.date"),
        ("２０２５年３月１日", MARCH, "mended.date"),
        ("2025—03—01", MARCH, "mended.date"),
        ("2025-03-01 00:00:00", MARCH, "mended.date"),
        ("2025-03-01T08:30:00", MARCH, "mended.date"),
        ("2025/3/1 8:30", MARCH, "mended.date"),
        ("20250301", MARCH, "mended.date"),
        (20250301, MARCH, "mended.date"),
        (20250301.0, MARCH, "mended.date"),
        ("二〇二五年三月一日", MARCH, "mended.date"),
        ("二○二五年十二月三十一日", dt.date(2025, 12, 31), "mended.date"),
        ("13/4/2025", dt.date(2025, 4, 13), "mended.date"),  # no month 13: one reading is left
        ("4/13/2025", dt.date(2025, 4, 13), "mended.date"),
        ("3/3/2025", dt.date(2025, 3, 3), "mended.date"),
        ("2024-02-29", dt.date(2024, 2, 29), "mended.date"),
        ("2025.3", MARCH, "mended.date-month"),
        ("2025.10", dt.date(2025, 10, 1), "mended.date-month"),
        ("2025-3", MARCH, "mended.date-month"),
        ("2025/03", MARCH, "mended.date-month"),
        ("2025年3月", MARCH, "mended.date-month"),
        ("2025年03月份", MARCH, "mended.date-month"),
        ("二〇二五年三月", MARCH, "mended.date-month"),
        ("202503", MARCH, "mended.date-month"),
        (202503, MARCH, "mended.date-month"),
        (2025.3, MARCH, "mended.date-month"),
        (2025.03, MARCH, "mended.date-month"),
        (2025.01, dt.date(2025, 1, 1), "mended.date-month"),
        (2025.11, dt.date(2025, 11, 1), "mended.date-month"),
        (2025.12, dt.date(2025, 12, 1), "mended.date-month"),
        ("25-04-02", dt.date(2025, 4, 2), "mended.date-short-year"),
        ("25.4.2", dt.date(2025, 4, 2), "mended.date-short-year"),
        ("49-12-31", dt.date(2049, 12, 31), "mended.date-short-year"),
        ("50-01-01", dt.date(1950, 1, 1), "mended.date-short-year"),
        ("98年5月6日", dt.date(1998, 5, 6), "mended.date-short-year"),
        ("250402", dt.date(2025, 4, 2), "mended.date-short-year"),
        (45717, MARCH, "mended.date-serial"),
        (45717.75, MARCH, "mended.date-serial"),
        ("45717", MARCH, "mended.date-serial"),
        (18264, dt.date(1950, 1, 1), "mended.date-serial"),
        (73415, dt.date(2100, 12, 31), "mended.date-serial"),
    ],
)
def test_a_certain_date_is_read(raw: RawCell, value: dt.date, message: str | None) -> None:
    found = day(raw)
    assert seen(found, raw) == (value, message)
    assert type(found.value) is dt.date


@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000", "\u200b"])
def test_blank_is_blank(raw: str | None) -> None:
    assert seen(day(raw)) == (None, None)
    assert seen(day(raw, open_ended=True)) == (None, None)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (2025.1, "date.month-lost-zero"),
        (2025, "date.year-only"),
        ("2025", "date.year-only"),
        ("2025年", "date.year-only"),
        ("3月1日", "date.no-year"),
        ("3月", "date.no-year"),
        ("3/4/2025", "date.ambiguous"),
        ("03.04.2025", "date.ambiguous"),
        ("201203", "date.ambiguous"),  # March 2012, or 3 December 2020
        (201203, "date.ambiguous"),
        ("2025-02-30", "date.impossible"),
        ("2025-02-29", "date.impossible"),
        ("2025.13", "date.impossible"),
        (2025.13, "date.impossible"),
        ("20251301", "date.impossible"),
        ("2025年0月", "date.impossible"),
        ("30/30/2025", "date.impossible"),
        (dt.datetime(1905, 7, 17), "date.year-only"),  # 2025 in a cell formatted as a date
        (dt.date(1905, 7, 17), "date.year-only"),
        (dt.datetime(1905, 7, 17, 2, 24), "date.month-lost-zero"),  # 2025.1 in such a cell
        (dt.datetime(1905, 4, 1), "date.out-of-range"),
        (dt.date(2201, 3, 1), "date.out-of-range"),
        (dt.date(1949, 12, 31), "date.out-of-range"),
        (dt.date(2101, 1, 1), "date.out-of-range"),
        ("1949-12-31", "date.out-of-range"),
        ("9999-12-31", "date.out-of-range"),
        ("无", "date.placeholder"),
        ("/", "date.placeholder"),
        ("同上", "date.placeholder"),
        ("待定", "date.placeholder"),
        ("长期", "date.not-a-date"),
        ("至今", "date.not-a-date"),
        ("25.4", "date.not-a-date"),
        ("2025年底", "date.not-a-date"),
        ("2025年第一季度", "date.not-a-date"),
        ("2025.3-2026.3", "date.not-a-date"),
        ("2025年3月至今", "date.not-a-date"),
        ("约2025年3月", "date.not-a-date"),
        ("Mar-25", "date.not-a-date"),
        ("٢٠٢٥-٠٣-٠١", "date.not-a-date"),
        ("1" * 32767, "date.not-a-date"),
        (2025.123, "date.not-a-date"),
        (18263, "date.not-a-date"),  # a day before the range
        (73416, "date.not-a-date"),  # a day after it
        (0, "date.not-a-date"),
        (-45717, "date.not-a-date"),
        (1e300, "date.not-a-date"),
        (10**400, "date.not-a-date"),
        (float("nan"), "date.not-a-date"),
        (float("-inf"), "date.not-a-date"),
        (True, "date.not-a-date"),
        (dt.time(8), "date.not-a-date"),
        ("#VALUE!", "cell.error"),
        (CellError("#REF!"), "cell.error"),
    ],
)
def test_what_is_not_certain_is_asked(raw: RawCell, message: str) -> None:
    assert seen(day(raw), "原文") == (None, message)


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (44255, MARCH, "mended.date-serial"),  # 45717 less the 1462 days between the two counts
        ("44255", MARCH, "mended.date-serial"),
        (dt.datetime(2025, 3, 1), MARCH, None),
        (20250301, MARCH, "mended.date"),
    ],
)
def test_a_1904_workbook_counts_from_its_own_day(
    raw: RawCell, value: dt.date, message: str | None
) -> None:
    assert seen(day(raw, date_1904=True), raw) == (value, message)


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("长期", dt.date.max, "mended.open-ended"),
        ("长期有效", dt.date.max, "mended.open-ended"),
        ("永久", dt.date.max, "mended.open-ended"),
        ("无固定期限", dt.date.max, "mended.open-ended"),
        ("9999-12-31", dt.date.max, "mended.open-ended"),
        (dt.datetime(9999, 12, 31), dt.date.max, None),
        ("至今", None, "mended.not-ended"),
        ("-", None, "mended.not-ended"),
        ("—", None, "mended.not-ended"),
        ("/", None, "mended.not-ended"),
        ("无", None, "mended.not-ended"),
        ("未退出", None, "mended.not-ended"),
        ("同上", None, "date.placeholder"),
        ("待定", None, "date.placeholder"),
        ("2025-03-01", MARCH, "mended.date"),
    ],
)
def test_an_open_end(raw: RawCell, value: dt.date | None, message: str | None) -> None:
    assert seen(day(raw, open_ended=True), raw) == (value, message)


def test_the_message_says_the_day() -> None:
    assert (
        spoken(day("2025.3"), "2025.3")[0] == "“栏目”的“2025.3”没有具体日，已按2025年3月1日处理。"
    )
    lost = spoken(day(2025.1), 2025.1)[0]
    assert "可能是2025年1月，也可能是2025年10月" in lost


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))
def test_every_way_of_writing_a_day_reads_the_same(value: dt.date) -> None:
    serial = value.toordinal() - dt.date(1899, 12, 30).toordinal()
    ways: list[RawCell] = [
        value,
        dt.datetime.combine(value, dt.time.min),
        value.isoformat(),
        shown(value),
        f"{value.year}/{value.month}/{value.day}",
        f"{value.year}.{value.month}.{value.day}",
        f"{value:%Y%m%d}",
        int(f"{value:%Y%m%d}"),
        full_width(value.isoformat()),
        f"\u202d{value.isoformat()}\u202c",
        serial,
        float(serial),
    ]
    assert [day(way).value for way in ways] == [value] * len(ways)
    assert day(serial - 1462, date_1904=True).value == value
