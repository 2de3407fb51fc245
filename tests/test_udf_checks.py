"""HRPARK_CHECK_… say of each cell what is wrong with it: the words of the catalogue.

1. 正确 for what needs nothing, nothing for a blank, the finding's words for the rest.
2. A range gives a text for each cell; a single cell gives one text.
"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from facts import credit_code

from udfs.functions import (  # type: ignore[attr-defined] # published from a list
    HRPARK_CHECK_AMOUNT,
    HRPARK_CHECK_CODE,
    HRPARK_CHECK_DATE,
    HRPARK_CHECK_LICENCE,
    HRPARK_CHECK_PHONE,
)

GOOD = credit_code(1)
RIGHT = "正确"


def test_a_valid_code_is_right_and_a_wrong_one_is_told() -> None:
    wrong = GOOD[:-1] + ("A" if GOOD[-1] != "A" else "B")
    assert HRPARK_CHECK_CODE([[GOOD]]) == RIGHT
    assert HRPARK_CHECK_CODE([[wrong]]) == (
        f"“统一社会信用代码”填的“{wrong}”校验不符，至少有一个字符填错。"
    )
    lost = HRPARK_CHECK_CODE([[9.12310001234568e17]])
    assert "存成了数字" in lost


def test_a_range_gives_a_text_for_each_cell() -> None:
    said = HRPARK_CHECK_CODE([[GOOD], [None], ["123"], ["#REF!"]])
    assert [row[0] for row in said][:2] == [RIGHT, ""]
    assert "应为18位" in said[2][0] or "应填18位" in said[2][0]
    assert "#REF!" in said[3][0]
    assert HRPARK_CHECK_CODE([[GOOD, GOOD]]) == [[RIGHT, RIGHT]]


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000", [[None]], [[""]]])
def test_a_blank_says_nothing(blank: object) -> None:
    for check in (
        HRPARK_CHECK_CODE,
        HRPARK_CHECK_PHONE,
        HRPARK_CHECK_LICENCE,
        HRPARK_CHECK_DATE,
        HRPARK_CHECK_AMOUNT,
    ):
        assert check(blank) == ""


def test_phones() -> None:
    assert HRPARK_CHECK_PHONE("0453-7622345") == RIGHT
    assert "联系电话" in HRPARK_CHECK_PHONE("12345")


def test_dates_come_as_datetimes_or_as_words() -> None:
    assert HRPARK_CHECK_DATE(datetime.combine(date(2026, 3, 18), time.min)) == RIGHT
    assert "日期" in HRPARK_CHECK_DATE("2025.13.40")
    assert "日期" in HRPARK_CHECK_DATE("下周")


def test_a_date_is_right_whether_it_comes_as_a_day_or_as_its_number() -> None:
    # 2026-03-18 is day 46099 of Excel's; 20260318 and 2026.3 are what people typed.
    assert HRPARK_CHECK_DATE([[46099.0], [46099]]) == [[RIGHT], [RIGHT]]
    assert HRPARK_CHECK_DATE(20260318.0) == "“日期”的“20260318”已读作2026年3月18日。"
    assert HRPARK_CHECK_DATE(2026.3) == "“日期”的“2026.3”没有具体日，已按2026年3月1日处理。"
    assert HRPARK_CHECK_DATE(1.0) == "“日期”应填日期，现填“1”。"


def test_amounts() -> None:
    assert HRPARK_CHECK_AMOUNT(290.5) == RIGHT
    assert HRPARK_CHECK_AMOUNT(-12.34) == RIGHT  # net revenue may be
    assert HRPARK_CHECK_AMOUNT(290.555) == "“金额”填的“290.555”小数位数超过2位。"
    assert HRPARK_CHECK_AMOUNT(10_000_000.0) == RIGHT
    assert HRPARK_CHECK_AMOUNT(10_000_001.0) == (
        "“金额”填的“10000001”超过10,000,000，多半是单位弄错。"
    )
    assert HRPARK_CHECK_AMOUNT("2900000元") == "“金额”的“2900000元”已换算为290.00万元。"
    assert "金额" in HRPARK_CHECK_AMOUNT("约300")
    assert "金额" in HRPARK_CHECK_AMOUNT("三百")


def test_licences() -> None:
    assert HRPARK_CHECK_LICENCE("（黑）人服证字〔2024〕第1000123号") == RIGHT
    assert HRPARK_CHECK_LICENCE("123") == "“许可证或备案编号”填的“123”与常见的证号样式不同。"
    assert HRPARK_CHECK_LICENCE("(黑)人服证字[2024]第1000123号").endswith(
        "已统一括号和空格，写作（黑）人服证字〔2024〕第1000123号。"
    )
