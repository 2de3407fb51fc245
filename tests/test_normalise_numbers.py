"""Numbers are read as people mean them, or asked about.

1. A number as Excel holds it is taken without a word, its arithmetic noise taken off.
2. Figures typed as text are read and said: full width, thousands, units, words, brackets.
3. What is exact converts (元, 亿, 公顷); what is not is asked about (亩, 约, ranges, currencies).
4. A mark for "nothing" is never zero.
5. A count is whole.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from normalising import full_width, seen, spoken

from schemas.normalise import CellError, RawCell, number, shown, whole_number

D = Decimal
AREA, MONEY, PEOPLE = "平方米", "万元", "人"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (3000, D(3000)),
        (3000.0, D(3000)),
        (3000.5, D("3000.5")),
        (0, D(0)),
        (-12.5, D("-12.5")),
        (300.01, D("300.01")),
        (0.1 + 0.2, D("0.3")),  # 0.30000000000000004 is noise of adding
        (100.1 * 3, D("300.3")),  # 300.29999999999995 must not read as less
        (1e22, D(10) ** 22),
        (1e-7, D("0.0000001")),
        (123456789012345678, D(123456789012345678)),
        (12.3456, D("12.3456")),  # never rounded to the places the field shows
    ],
)
def test_a_number_is_taken_as_it_is(raw: float, value: Decimal) -> None:
    assert seen(number(raw, unit=MONEY, decimals=2)) == (value, None)


@pytest.mark.parametrize("raw", [None, "", " ", "\u00a0", "\u3000\u3000", "\u200b\ufeff", "\n\t"])
def test_blank_is_blank_and_never_zero(raw: str | None) -> None:
    assert seen(number(raw, unit=MONEY, decimals=2)) == (None, None)


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("3000", "3000", "mended.text-number"),
        (" 3000 ", "3000", "mended.text-number"),
        ("3000。", "3000", "mended.text-number"),
        ("'3000", "3000", "mended.text-number"),
        ("+3000", "3000", "mended.text-number"),
        ("-300", "-300", "mended.text-number"),
        ("\u202d3000\u202c", "3000", "mended.text-number"),
        ("共3000", "3000", "mended.text-number"),
        ("３０００", "3000", "mended.full-width"),
        ("３０００．５", "3000.5", "mended.full-width"),
        ("－300", "-300", "mended.full-width"),
        ("3,000", "3000", "mended.thousands"),
        ("3，000", "3000", "mended.thousands"),
        ("1,234,567.89", "1234567.89", "mended.thousands"),
        ("3 000", "3000", "mended.thousands"),
        ("3\u00a0000", "3000", "mended.thousands"),
        ("(300)", "-300", "mended.negative"),
        ("（300）", "-300", "mended.negative"),
        ("3000㎡", "3000", "mended.unit"),  # NFKC first would read 30002
        ("3000m²", "3000", "mended.unit"),
        ("3000 m2", "3000", "mended.unit"),
        ("3000M^2", "3000", "mended.unit"),
        ("3000平方米", "3000", "mended.unit"),
        ("3000平米", "3000", "mended.unit"),
        ("3，000.50 平方米。", "3000.5", "mended.unit"),
        ("３０００㎡", "3000", "mended.unit"),
        ("1.2万平方米", "12000", "mended.chinese-number"),
        ("1.2万㎡", "12000", "mended.chinese-number"),
        ("0.3公顷", "3000", "mended.converted"),
        ("0.003平方公里", "3000", "mended.converted"),
        ("三千", "3000", "mended.chinese-number"),
        ("三千五百", "3500", "mended.chinese-number"),
        ("三千零五", "3005", "mended.chinese-number"),
        ("三千零五十平方米", "3050", "mended.chinese-number"),
        ("叁仟伍佰", "3500", "mended.chinese-number"),
        ("两千", "2000", "mended.chinese-number"),
        ("十", "10", "mended.chinese-number"),
        ("十二点五", "12.5", "mended.chinese-number"),
        ("三点二五万", "32500", "mended.chinese-number"),
        ("一百二十万", "1200000", "mended.chinese-number"),
        ("3千5百", "3500", "mended.chinese-number"),
        ("1万5千", "15000", "mended.chinese-number"),
        ("1万5000", "15000", "mended.chinese-number"),
        ("负三百", "-300", "mended.chinese-number"),
        ("零", "0", "mended.chinese-number"),
    ],
)
def test_an_area_typed_as_text_is_read_and_said(raw: str, value: str, message: str) -> None:
    found = number(raw, unit=AREA, decimals=2)
    assert seen(found, raw) == (D(value), message)
    assert found.details["read_as"].endswith("平方米")


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("300", "300", "mended.text-number"),
        ("300万元", "300", "mended.unit"),
        ("-300万元", "-300", "mended.unit"),
        ("3,000.50万元", "3000.5", "mended.unit"),
        ("三百五十万元", "350", "mended.chinese-number"),
        ("三千", "3000", "mended.chinese-number"),  # no 万, no 元: in the unit of the field
        ("3000000元", "300", "mended.converted"),
        ("3,000,000.00元", "300", "mended.converted"),
        ("3000000.5元", "300.00005", "mended.converted"),  # kept to the last place
        ("1.2亿", "12000", "mended.converted"),
        ("1.2亿元", "12000", "mended.converted"),
        ("1亿2000万元", "12000", "mended.converted"),
        ("1亿零5万元", "10005", "mended.converted"),
        ("３０００万", "3000", "mended.converted"),
        ("3000万", "3000", "mended.converted"),
        ("3,000万", "3000", "mended.converted"),
        ("12万5千元", "12.5", "mended.converted"),
        ("300千元", "30", "mended.converted"),
        ("人民币叁佰万元整", "300", "mended.converted"),
        ("¥3,000,000.00元", "300", "mended.converted"),
        ("￥300万", "300", "mended.converted"),
        ("合计：300万元", "300", "mended.unit"),
    ],
)
def test_an_amount_typed_as_text_is_read_and_said(raw: str, value: str, message: str) -> None:
    found = number(raw, unit=MONEY, decimals=2)
    assert seen(found, raw) == (D(value), message)
    assert found.details["read_as"].endswith("万元")


@pytest.mark.parametrize(
    ("raw", "unit", "value", "message"),
    [
        ("85%", "%", "85", "mended.unit"),
        ("８５％", "%", "85", "mended.unit"),
        ("百分之八十五", "%", "85", "mended.chinese-number"),
        ("85分", "分", "85", "mended.unit"),
        ("12家", "家", "12", "mended.unit"),
        ("1.5万人次", "人次", "15000", "mended.chinese-number"),
        ("300人", "人次", "300", "mended.unit"),
        ("12场次", "场", "12", "mended.unit"),
        ("36页", "页", "36", "mended.unit"),
        ("20亩", "亩", "20", "mended.unit"),
        ("20市亩", "亩", "20", "mended.unit"),
        ("2公顷", "亩", "30", "mended.converted"),  # one 公顷 is 15 亩 exactly
        ("3000万元", "元", "30000000", "mended.chinese-number"),
        ("3小时", "小时", "3", "mended.unit"),  # a unit nobody listed
        ("7", "", "7", "mended.text-number"),  # a field without a unit
    ],
)
def test_other_units(raw: str, unit: str, value: str, message: str) -> None:
    assert seen(number(raw, unit=unit, decimals=0), raw) == (D(value), message)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        *((raw, "number.placeholder") for raw in ("无", "/", "-", "—", "——", "－", "同上", "N/A")),
        *((raw, "number.placeholder") for raw in ("n/a", "待定", "不详", "暂无", "？", "。", "…")),
        *((raw, "number.approximate") for raw in ("约3000", "大约3000", "3000左右", "3000余")),
        *((raw, "number.approximate") for raw in ("近3000㎡", "3000多", "3000以上", "≥3000")),
        *((raw, "number.approximate") for raw in ("3000-4000", "3000～4000", "3千至4千", "约三千")),
        ("约5亩", "number.approximate"),
        ("5亩", "number.other-unit"),
        ("3000元", "number.other-unit"),
        ("30人", "number.other-unit"),
        ("85%", "number.other-unit"),
        ("300美元", "number.other-unit"),
        ("三千五", "number.not-a-number"),  # 3500, or left unfinished
        ("三万五", "number.not-a-number"),
        ("1万5", "number.not-a-number"),
        ("1万20000", "number.not-a-number"),
        ("1.5亿3000万", "number.not-a-number"),
        ("二百五", "number.not-a-number"),
        ("三五", "number.not-a-number"),  # three to five
        ("30 20", "number.not-a-number"),
        ("30  000", "number.not-a-number"),
        ("3,00", "number.not-a-number"),
        ("1,2345", "number.not-a-number"),
        ("3.000,50", "number.not-a-number"),
        ("1.2.3", "number.not-a-number"),
        ("(-300)", "number.not-a-number"),
        ("1.2E+07", "number.not-a-number"),  # figures may have been cut
        ("91110000600037341L", "number.not-a-number"),
        ("12345678901234567", "number.not-a-number"),  # 17 figures: a code in the wrong cell
        ("2025-03-01", "number.not-a-number"),
        ("=3000*2", "number.not-a-number"),
        ("三千吨", "number.not-a-number"),
        ("三亿亿", "number.not-a-number"),
        ("1亿亿亿亿1千万", "number.not-a-number"),
        ("١٢٣", "number.not-a-number"),
        ("①", "number.not-a-number"),
        ("9" * 32767, "number.not-a-number"),
        ("#REF!", "cell.error"),
        (CellError("#DIV/0!"), "cell.error"),
        (True, "number.not-a-number"),
        (False, "number.not-a-number"),
        (float("nan"), "number.not-a-number"),
        (float("inf"), "number.not-a-number"),
        (dt.date(2025, 3, 1), "number.is-date"),
        (dt.datetime(2025, 3, 1, 8), "number.is-date"),  # noqa: DTZ001 (cells know no zone)
        (dt.time(8), "number.is-date"),
    ],
)
def test_what_is_not_certain_is_asked(raw: RawCell, message: str) -> None:
    assert seen(number(raw, unit=AREA, decimals=2), raw) == (None, message)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("1亿2000", "number.not-a-number"),  # 2000, or 2000万
        ("¥300", "number.money-sign"),  # yuan, or the 万元 the field asks
        ("￥3,000,000.00", "number.money-sign"),
        ("人民币300", "number.money-sign"),
        ("亏损300", "number.not-a-number"),
        ("3000㎡", "number.other-unit"),
        ("1.2亿美元", "number.other-unit"),
        ("300万元/年", "number.not-a-number"),
    ],
)
def test_an_amount_that_is_not_certain_is_asked(raw: str, message: str) -> None:
    assert seen(number(raw, unit=MONEY, decimals=2), raw) == (None, message)


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (30, 30, None),
        (30.0, 30, None),
        (1e28, 10**28, None),
        ("30", 30, "mended.text-number"),
        ("30人", 30, "mended.unit"),
        ("30名", 30, "mended.unit"),
        ("三十人", 30, "mended.chinese-number"),
        ("0.3万", 3000, "mended.chinese-number"),
        (None, None, None),
        (12.5, None, "number.not-whole"),
        ("12.5", None, "number.not-whole"),
        ("约12", None, "number.approximate"),
        (True, None, "number.not-a-number"),
    ],
)
def test_a_count_is_whole(raw: RawCell, value: int | None, message: str | None) -> None:
    found = whole_number(raw, unit=PEOPLE)
    assert seen(found, raw) == (value, message)
    assert type(found.value) in {int, type(None)}


@pytest.mark.parametrize("raw", ["-0", "-0.00", "－０", "负零", "(0)", "-0万元", -0.0])
def test_zero_has_no_sign(raw: str | float) -> None:
    found = number(raw, unit=MONEY, decimals=2)
    assert str(found.value).startswith("0")
    assert found.details.get("read_as", "0.00万元") == "0.00万元"


def test_the_message_says_what_was_read() -> None:
    found = number("3,000,000元", unit=MONEY, decimals=2)
    assert spoken(found, "3,000,000元")[0] == "“栏目”的“3,000,000元”已换算为300.00万元。"
    asked = number("约3000", unit=AREA, decimals=2)
    assert spoken(asked, "约3000")[1].endswith("（单位：平方米）。")


amounts = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)


@given(amounts)
def test_every_way_of_writing_an_amount_reads_the_same(value: Decimal) -> None:
    ways: list[RawCell] = [
        float(value),
        shown(value),
        f"{value:f}",
        f"{value:,f}",
        full_width(f"{value:f}"),
        full_width(f"{value:,f}"),
        f" {value:f} 万元",
        f"{value * 10000:f}元",
        f"\u202d{value:f}\u200b",
    ]
    assert [number(way, unit=MONEY, decimals=2).value for way in ways] == [value] * len(ways)


@given(amounts, st.sampled_from([AREA, MONEY, PEOPLE, "%", ""]))
def test_reading_what_was_read_changes_nothing(value: Decimal, unit: str) -> None:
    first = number(f"{value:f}", unit=unit, decimals=2)
    assert number(first.details["read_as"], unit=unit, decimals=2).value == value
