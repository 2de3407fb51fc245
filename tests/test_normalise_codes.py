"""统一社会信用代码 (GB 32100-2015): 18 characters, 31 letters, two sums.

1. Real-looking codes pass, their sums worked out by hand below, not by the library.
2. Width, case, spaces and dashes are mended; lost digits and wrong letters are asked about.
3. A wrong check character keeps the value, so that duplicates are still seen.
4. The inner sum of GB 11714 only warns.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from normalising import full_width, seen, spoken

from schemas.normalise import CellError, RawCell, credit_code

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# The standard's table: powers of three, modulo 31.
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

# 5223100050987654XU, place by place (X counts 29, and U stands at 27 in the alphabet):
#   5*1 + 2*3 + 2*9 + 3*27 + 1*19 + 0 + 0 + 0 + 5*20 + 0 + 9*25 + 8*13 + 7*8 + 6*24 + 5*10
#   + 4*30 + 29*28 = 1740 = 56*31 + 4, and 31 - 4 = 27.
# Its inner check, 50987654: 5*3 + 0*7 + 9*9 + 8*10 + 7*5 + 6*8 + 5*4 + 4*2 = 287 = 26*11 + 1,
#   and 11 - 1 = 10 is written X.
BY_HAND = {
    "5223100050987654XU": 1740,
    "91231000MA18C0D39D": 1537,
    "91231003688874127G": 1255,
    "92231004MA1B2C3D8K": 2027,
    "12231000414300118E": 637,
    "N2231025MF1A2B3C4N": 2055,  # a village collective: a letter in the first place is lawful
    "91231081MA1F007K0F": 1845,  # its inner sum 363 is a multiple of 11: the check is 0
    "91231084MA1C7Y8T9T": 3105,
    "91231085MA1XQ2W34Q": 2177,
}
GOOD = "91231000MA18C0D39D"


def weighted(code: str) -> int:
    return sum(LETTERS.index(mark) * weight for mark, weight in zip(code, WEIGHTS, strict=False))


@pytest.mark.parametrize(("code", "total"), BY_HAND.items())
def test_a_sound_code_passes(code: str, total: int) -> None:
    assert weighted(code[:17]) == total
    assert LETTERS[(31 - total % 31) % 31] == code[17]
    assert seen(credit_code(code)) == (code, None)


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.lower(),
        f" {GOOD} ",
        "91231000 MA18C0D39 D",
        "91231000-MA18C0D3-9D",
        "91231000—MA18C0D39D",
        full_width(GOOD),
        full_width(GOOD.lower()),
        f"\u202d{GOOD}\u202c",
        f"'{GOOD}",
        f"{GOOD[:9]}\n{GOOD[9:]}",
        f"{GOOD[:9]}\u00a0\u200b{GOOD[9:]}",
    ],
)
def test_the_writing_is_mended(raw: str) -> None:
    found = credit_code(raw)
    assert seen(found, raw) == (GOOD, "mended.code")
    assert found.details["read_as"] == GOOD


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (9.1231e17, "code.digits-lost"),
        (912310000000000000, "code.digits-lost"),
        (1e15, "code.digits-lost"),
        ("4.4E+17", "code.digits-lost"),
        ("9.12310E+17", "code.digits-lost"),
        ("４.４e+17", "code.digits-lost"),
        ("9E17", "code.digits-lost"),
        ("912310031234567000", "code.digits-lost"),  # 15 digits kept, then made text
        (float("nan"), "code.digits-lost"),
        (231000123456789, "code.length"),
        (9.5, "code.length"),
        ("231000123456789", "code.length"),  # the old registration number
        (GOOD[:-1], "code.length"),
        (f"{GOOD}1", "code.length"),
        ("无", "code.length"),
        ("办理中", "code.length"),
        ("9" * 32767, "code.length"),
        ("9123100VMA18C0D39D", "code.letters"),
        ("91231000MA18C0D39S", "code.letters"),
        ("91231000MA18CZD39D", "code.letters"),
        ("91231000MA18C某D39D", "code.letters"),
        ("912310OOMA18C1D39D", "code.letters"),  # 0 for O, yet the check still fails
        ("912310OOMA18C0D39D", "code.look-alike"),
        ("9I23IOOOMAI8C0D39D", "code.look-alike"),
        ("91A31000MA18C0D39D", "code.region"),
        ("000000000000000000", "code.all-zero"),
        ("00000000000000000X", "code.all-zero"),
        (True, "code.not-a-code"),
        (dt.date(2025, 3, 1), "code.not-a-code"),
        ("#REF!", "cell.error"),
        (CellError("#N/A"), "cell.error"),
    ],
)
def test_what_is_no_code_is_asked(raw: RawCell, message: str) -> None:
    assert seen(credit_code(raw), "原文") == (None, message)


@pytest.mark.parametrize("raw", [None, "", " ", "\u200b\u3000"])
def test_blank_is_blank(raw: str | None) -> None:
    assert seen(credit_code(raw)) == (None, None)


def test_a_wrong_check_character_keeps_the_value() -> None:
    wrong = f"{GOOD[:-1]}A"
    assert seen(credit_code(wrong)) == (wrong, "code.check-digit")
    assert seen(credit_code(full_width(wrong.lower()))) == (wrong, "code.check-digit")
    assert seen(credit_code("110000000000000009")) == ("110000000000000009", "code.check-digit")


def test_a_wrong_inner_check_only_warns() -> None:
    # GOOD with 8 for 9 in place 17: 28 less than 1537 is 1509 = 48*31 + 21; 31 - 21 = 10 is A.
    code = "91231000MA18C0D38A"
    assert seen(credit_code(code)) == (code, "code.inner-check")
    assert seen(credit_code(code.lower())) == (code, "code.inner-check")
    assert credit_code(code.lower()).mended == "mended.code"


def test_a_confused_letter_is_named_and_never_mended() -> None:
    found = credit_code("912310OOMA18C0D39D")
    assert found.details == {
        "read_as": "912310OOMA18C0D39D",
        "letters": "O",
        "suggested": GOOD,
    }
    assert GOOD in spoken(found)[1]


def test_a_length_is_counted_after_cleaning() -> None:
    assert credit_code(" 9123-1000 MA18 ").details == {"read_as": "91231000MA18", "length": "12"}


codes = st.builds(
    lambda head, region, body: f"{head}{region:06d}{body}",
    st.text(LETTERS, min_size=2, max_size=2),
    st.integers(110000, 659999),
    st.text(LETTERS, min_size=9, max_size=9),
).map(lambda code: code + LETTERS[-weighted(code) % 31])


@given(codes)
def test_every_code_with_a_right_sum_passes(code: str) -> None:
    for way in (code, code.lower(), full_width(code), f"{code[:8]} {code[8:]}"):
        found = credit_code(way)
        assert (found.value, found.problem) == (code, None)


@given(codes, st.integers(0, 17), st.sampled_from(LETTERS))
def test_every_single_slip_is_seen(code: str, place: int, mark: str) -> None:
    assume(code[place] != mark)
    assert credit_code(code[:place] + mark + code[place + 1 :]).problem is not None


@given(codes, st.integers(0, 16))
def test_every_swap_of_neighbours_is_seen(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assume(swapped != code)
    assert credit_code(swapped).problem is not None
