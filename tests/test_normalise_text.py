"""Text, choices and licence numbers are cleaned and matched, never guessed.

1. What nobody sees goes; what people chose to write stays.
2. Yes and no in every hand; a choice whatever its width, case, spaces or brackets.
3. A list in any order and with any separator comes back in the declared order.
4. A licence number gets one kind of brackets; an unusual one is a warning, never a problem.
"""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from normalising import INVISIBLE, full_width, seen, spoken, typed

from schemas.normalise import (
    CellError,
    RawCell,
    choice,
    choices,
    licence_number,
    shown,
    text,
    yes_no,
)

COMPANY = "牡丹江市西安区某某人力资源有限公司"
TYPES = ("人力资源招聘", "劳务派遣", "猎头服务", "信息软件服务", "其他")
ALIASES = {"高级人才寻访": "猎头服务", "派遣": "劳务派遣"}
APPLICANTS = ("县（市、区）人民政府", "其他单位")


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (COMPANY, COMPANY, None),
        ("平安街1号（A座），二楼。", "平安街1号（A座），二楼。", None),  # Chinese marks stay
        ("John Smith", "John Smith", None),
        ("#5楼", "#5楼", None),
        ("无", "无", None),
        (f"  {COMPANY}\u00a0", COMPANY, "mended.spaces"),
        (f"\u3000\u3000{COMPANY}", COMPANY, "mended.spaces"),
        ("牡丹江市\n西安区", "牡丹江市西安区", "mended.spaces"),  # a soft break inside a word
        ("牡丹江市 \r\n 西安区", "牡丹江市西安区", "mended.spaces"),
        ("Block A\nFloor 2", "Block A Floor 2", "mended.spaces"),
        ("张　三", "张 三", "mended.spaces"),
        ("张   三", "张 三", "mended.spaces"),
        ("\u200b牡\u202d丹\u202c江\ufeff", "牡丹江", "mended.spaces"),
        ("牡丹江\u200e市", "牡丹江市", "mended.spaces"),
        ("牡\x00丹江\x07", "牡丹江", "mended.spaces"),
        ("\ud800牡丹江", "牡丹江", "mended.spaces"),
        ("平安街１２号Ａ座ｂ室", "平安街12号A座b室", "mended.full-width"),
        ("⼈⼒资源", "人力资源", "mended.full-width"),  # Kangxi radicals, as PDFs give them
        ("\uf90a龙", "金龙", "mended.full-width"),  # a compatibility form
        (12, "12", None),
        (12.0, "12", None),
        (3.5, "3.5", None),
        (True, "是", None),
        (None, None, None),
        ("\u200b\u3000", None, None),
        (4.4e17, None, "code.digits-lost"),
        (10**15, None, "code.digits-lost"),
        (999_999_999_999_999, "999999999999999", None),
        (float("nan"), None, "code.digits-lost"),
        (dt.date(2025, 3, 1), None, "text.is-date"),  # 文号 3-1, turned into a date by Excel
        (dt.time(8), None, "text.is-date"),
        ("#REF!", None, "cell.error"),
        (" #n/a ", None, "cell.error"),
        (CellError("#NAME?"), None, "cell.error"),
    ],
)
def test_text(raw: RawCell, value: str | None, message: str | None) -> None:
    assert seen(text(raw), "原文") == (value, message)


def test_a_long_text_keeps_its_value_beside_the_problem() -> None:
    assert seen(text("字" * 200)) == ("字" * 200, None)
    assert seen(text("字" * 201)) == ("字" * 201, "text.too-long")
    assert seen(text("字" * 6, max_length=5)) == ("字" * 6, "text.too-long")
    assert seen(text(" " * 500 + "字")) == ("字", "mended.spaces")
    assert spoken(text("字" * 201))[0] == "“栏目”共201字，超过200字。"


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        *((raw, True, None) for raw in ("是", "有", True)),
        *((raw, False, None) for raw in ("否", "无", False)),
        *((raw, True, "mended.yes-no") for raw in ("√", "✓", "☑", "1", 1, 1.0, "Y", "y", "yes")),
        *((raw, True, "mended.yes-no") for raw in ("true", "TRUE", "对", "Ｙ", " 是 ", "是。")),
        *((raw, False, "mended.yes-no") for raw in ("×", "✗", "☐", "0", 0, "N", "no", "False")),
        *((raw, False, "mended.yes-no") for raw in ("没有", "０", "无\u200b")),
        *((raw, None, None) for raw in (None, "", "\u3000")),
        *((raw, None, "choice.not-yes-no") for raw in ("部分", "/", "-", "2", 2, 0.5, "是/否")),
        *(
            (raw, None, "choice.not-yes-no")
            for raw in ("有（见附件）", "待定", dt.date(2025, 3, 1))
        ),
        ("#N/A", None, "cell.error"),
    ],
)
def test_yes_or_no(raw: RawCell, value: bool | None, message: str | None) -> None:  # noqa: FBT001
    found = yes_no(raw)
    assert seen(found, raw) == (value, message)
    assert type(found.value) in {bool, type(None)}


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("劳务派遣", "劳务派遣", None),
        (" 劳务派遣 ", "劳务派遣", "mended.choice"),
        ("劳 务\u3000派\n遣", "劳务派遣", "mended.choice"),
        ("派遣", "劳务派遣", "mended.choice"),
        ("高级人才寻访", "猎头服务", "mended.choice"),
        ("⼈⼒资源招聘", "人力资源招聘", "mended.choice"),
        (None, None, None),
        ("劳务", None, "choice.unknown"),
        ("劳务派遣、其他", None, "choice.unknown"),
        ("/", None, "choice.unknown"),
        (5, None, "choice.unknown"),
        (CellError("#REF!"), None, "cell.error"),
    ],
)
def test_one_choice(raw: RawCell, value: str | None, message: str | None) -> None:
    assert seen(choice(raw, TYPES, ALIASES), raw) == (value, message)


@pytest.mark.parametrize(
    "raw", ["县(市、区)人民政府", "县〔市、区〕人民政府", "县（市､区）人民政府"]
)
def test_the_kind_of_bracket_does_not_matter(raw: str) -> None:
    assert seen(choice(raw, APPLICANTS), raw) == (APPLICANTS[0], "mended.choice")
    assert seen(choices(raw, APPLICANTS), raw) == (APPLICANTS[:1], "mended.choices")


def test_width_and_case_do_not_matter() -> None:
    assert seen(choice("ｌｍ1表", ("LM1表",))) == ("LM1表", "mended.choice")


def test_an_unknown_choice_is_answered_with_the_list() -> None:
    _, remedy = spoken(choice("物业", TYPES), "物业")
    assert remedy.endswith("可选：人力资源招聘、劳务派遣、猎头服务、信息软件服务、其他。")


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("人力资源招聘、劳务派遣", TYPES[:2], None),
        ("劳务派遣", TYPES[1:2], None),
        ("劳务派遣、人力资源招聘", TYPES[:2], "mended.choices"),
        ("人力资源招聘，劳务派遣", TYPES[:2], "mended.choices"),
        ("人力资源招聘,劳务派遣,", TYPES[:2], "mended.choices"),
        ("人力资源招聘;劳务派遣；其他", (*TYPES[:2], TYPES[4]), "mended.choices"),
        ("人力资源招聘/劳务派遣", TYPES[:2], "mended.choices"),
        ("人力资源招聘\n劳务派遣", TYPES[:2], "mended.choices"),
        ("人力资源招聘 劳务派遣", TYPES[:2], "mended.choices"),
        ("人力资源招聘\u3000劳务派遣", TYPES[:2], "mended.choices"),
        ("人力 资源招聘、劳务派遣", TYPES[:2], "mended.choices"),  # a space inside a name
        ("劳务派遣、派遣、劳务派遣", TYPES[1:2], "mended.choices"),
        ("高级人才寻访、其他", TYPES[2:3] + TYPES[4:], "mended.choices"),
        (None, None, None),
        ("劳务派遣、家政", None, "choice.unknown-part"),
        ("家政", None, "choice.unknown-part"),
        ("、", None, "choice.unknown-part"),
        (3, None, "choice.unknown-part"),
        ("#REF!", None, "cell.error"),
    ],
)
def test_several_choices(raw: RawCell, value: tuple[str, ...] | None, message: str | None) -> None:
    assert seen(choices(raw, TYPES, ALIASES), raw) == (value, message)


def test_an_unknown_part_is_named() -> None:
    found = choices("家政、劳务派遣、保洁", TYPES)
    assert found.details["unknown"] == "家政、保洁"
    assert found.details["read_as"] == "劳务派遣"


USUAL = "（黑）人服证字〔2026〕第0100001号"


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (USUAL, USUAL, None),
        ("（黑）人服备字〔2026〕第0100001号", "（黑）人服备字〔2026〕第0100001号", None),
        ("黑人服证字〔2026〕0100001号", "黑人服证字〔2026〕0100001号", None),
        ("(黑)人服证字[2026]第0100001号", USUAL, "mended.licence"),
        ("(黑)人服证字（2026）第0100001号", USUAL, "mended.licence"),
        ("（黑） 人服证字〔２０２６〕第 ０１００００１ 号", USUAL, "mended.licence"),
        ("（黑）人服证字【2026】第0100001号", USUAL, "mended.licence"),
        (f" {USUAL}", USUAL, "mended.spaces"),
        ("230100202601", "230100202601", "licence.unusual"),
        (230100202601, "230100202601", "licence.unusual"),
        ("办理中", "办理中", "licence.unusual"),
        ("无", "无", "licence.unusual"),
        (None, None, None),
        (2.3e17, None, "code.digits-lost"),
        (CellError("#REF!"), None, "cell.error"),
    ],
)
def test_licence_number(raw: RawCell, value: str | None, message: str | None) -> None:
    assert seen(licence_number(raw), raw) == (value, message)


def test_an_unusual_licence_that_was_mended_carries_both() -> None:
    found = licence_number("证 123")
    assert (found.value, found.mended, found.warning) == (
        "证123",
        "mended.licence",
        "licence.unusual",
    )


@given(typed)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    for read in (text, licence_number):
        first = read(raw)
        if isinstance(first.value, str) and first.problem is None:
            again = read(first.value)
            assert (again.value, again.mended) == (first.value, None)


@given(typed)
def test_nothing_invisible_is_left(raw: str) -> None:
    value = shown(text(raw).value)
    assert not set(value) & {*INVISIBLE, "\n", "\r", "\t", "\u00a0", "\u3000", "\u2028"}
    assert "  " not in value
    assert value == value.strip()


@given(st.text("abcXYZ0189平安街号", min_size=1))
def test_full_width_letters_and_figures_read_as_plain_ones(raw: str) -> None:
    assert text(full_width(raw)).value == raw


@given(st.sets(st.sampled_from(TYPES), min_size=1), st.sampled_from("、，,;；/\n "), st.randoms())
def test_a_list_reads_the_same_in_any_order(
    picked: set[str], separator: str, random: Random
) -> None:
    names = sorted(picked)
    random.shuffle(names)
    value = choices(separator.join(names), TYPES).value
    assert value == tuple(name for name in TYPES if name in picked)
    assert seen(choices(shown(value), TYPES)) == (value, None)
