"""Telephone numbers of China, written one way.

1. Area code and number, mobile, extension, several in a cell.
2. A local number gets the city's area code and a zero lost to Excel comes back; both are said.
3. What the numbering plan does not have is asked about.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from normalising import full_width, seen, spoken

from schemas.normalise import CellError, RawCell, phone


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("0453-6231234", "0453-6231234", None),
        ("13800000000", "13800000000", None),
        ("010-12345678", "010-12345678", None),
        ("0453-6231234转801", "0453-6231234转801", None),
        ("0453-6231234、13800000000", "0453-6231234、13800000000", None),
        (13845300000, "13845300000", None),
        (13845300000.0, "13845300000", None),
        ("04536231234", "0453-6231234", "mended.phone"),
        ("0453 6231234", "0453-6231234", "mended.phone"),
        ("0453—6231234", "0453-6231234", "mended.phone"),
        ("(0453)6231234", "0453-6231234", "mended.phone"),
        ("（0453）623-1234", "0453-6231234", "mended.phone"),
        ("０４５３－６２３１２３４", "0453-6231234", "mended.phone"),
        ("+86 453 6231234", "0453-6231234", "mended.phone"),
        ("0086-453-6231234", "0453-6231234", "mended.phone"),
        ("\u202d138 0000 0000\u202c", "13800000000", "mended.phone"),
        ("138-0000-0000", "13800000000", "mended.phone"),
        ("+8613800000000", "13800000000", "mended.phone"),
        ("8613800000000", "13800000000", "mended.phone"),
        ("4008123456", "400-812-3456", "mended.phone"),
        ("+852 2123 4567", "+852 2123 4567", None),
        ("0453-6231234-801", "0453-6231234转801", "mended.phone"),
        ("0453-6231234 转 801", "0453-6231234转801", "mended.phone"),
        ("0453-6231234分机801", "0453-6231234转801", "mended.phone"),
        ("0453-6231234转分机：801", "0453-6231234转801", "mended.phone"),
        ("0453-6231234 ext.801", "0453-6231234转801", "mended.phone"),
        ("0453-6231234x801", "0453-6231234转801", "mended.phone"),
        ("6231234", "0453-6231234", "mended.phone-area"),
        (6231234.0, "0453-6231234", "mended.phone-area"),
        ("623-1234", "0453-6231234", "mended.phone-area"),
        ("6231234-801", "0453-6231234转801", "mended.phone-area"),
        ("6231234转801", "0453-6231234转801", "mended.phone-area"),
        (4536231234.0, "0453-6231234", "mended.phone-zero"),
        (4536231234, "0453-6231234", "mended.phone-zero"),
        ("4536231234", "0453-6231234", "mended.phone-zero"),
        ("453-6231234", "0453-6231234", "mended.phone-zero"),
        ("0453-6231234/13800000000", "0453-6231234、13800000000", "mended.phone"),
        ("0453-6231234，13800000000；", "0453-6231234、13800000000", "mended.phone"),
        ("0453-6231234\n13800000000", "0453-6231234、13800000000", "mended.phone"),
        ("0453-6231234 13800000000", "0453-6231234、13800000000", "mended.phone"),
        ("0453-6231234或13800000000", "0453-6231234、13800000000", "mended.phone"),
        ("13800000000、13800000000", "13800000000", "mended.phone"),
        ("0453-6231234/6231235", "0453-6231234、0453-6231235", "mended.phone-area"),
    ],
)
def test_a_number_is_written_one_way(raw: RawCell, value: str, message: str | None) -> None:
    assert seen(phone(raw), raw) == (value, message)
    assert seen(phone(value)) == (value, None)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        *((raw, "phone.invalid") for raw in ("623123", "62312345", "0453-62312345", "12800000000")),
        *(
            (raw, "phone.invalid")
            for raw in ("1380000000", "138000000000", "12333", "95588", "110")
        ),
        *((raw, "phone.invalid") for raw in ("无", "/", "-", "、", "同上", "待定", "#")),
        *((raw, "phone.invalid") for raw in ("张三13800000000", "13800000000（张三）", "0453-")),
        *((raw, "phone.invalid") for raw in ("0453-6231234/5", "0453-6231234-5", "1.38E+10")),
        ("0453-6231234、无", "phone.invalid"),
        ("0453-6231234-13800000000", "phone.invalid"),
        ("6" * 32767, "phone.invalid"),
        (1.38e10 + 0.5, "phone.invalid"),
        (0, "phone.invalid"),
        (-13800000000, "phone.invalid"),
        (1e300, "phone.invalid"),
        (10**400, "phone.invalid"),
        (float("nan"), "phone.invalid"),
        (True, "phone.invalid"),
        (dt.date(2025, 3, 1), "phone.invalid"),
        ("#REF!", "cell.error"),
        (CellError("#VALUE!"), "cell.error"),
    ],
)
def test_what_is_no_number_is_asked(raw: RawCell, message: str) -> None:
    assert seen(phone(raw), "原文") == (None, message)


@pytest.mark.parametrize("raw", [None, "", "\u3000", "\u200b"])
def test_blank_is_blank(raw: str | None) -> None:
    assert seen(phone(raw)) == (None, None)


def test_another_city_lends_its_area_code() -> None:
    found = phone("82345678", area_code="0451")
    assert seen(found) == ("0451-82345678", "mended.phone-area")
    assert "已按本市区号0451读作0451-82345678" in spoken(found, "82345678")[0]


def test_the_wrong_one_of_several_is_named() -> None:
    assert phone("0453-6231234、12333").details["read_as"] == "12333"


@given(st.integers(0, 999_999))
def test_every_way_of_writing_a_local_number_reads_the_same(tail: int) -> None:
    local = f"6{tail:06d}"
    value = f"0453-{local}"
    ways: list[RawCell] = [
        value,
        f"0453{local}",
        f"(0453) {local}",
        f"+86 453 {local}",
        full_width(value),
        local,
        int(local),
        float(local),
        int(f"453{local}"),
    ]
    assert [phone(way).value for way in ways] == [value] * len(ways)
