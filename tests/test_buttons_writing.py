"""What a button writes stays the text it is.

1. No text becomes a formula, a number or a day in the lists, whatever client writes it, and it is
   read back as it was.
2. No text stops a block from being written: VBA takes three parts between hyphens for a day.
3. Text that is said to stay itself does so even in a cell out of text format.
"""

from __future__ import annotations

import pytest
from excel_clients import CLIENTS, GENERAL, TEXT, VBA, Held, Sheet, entered
from hypothesis import given
from hypothesis import strategies as st

from macros.written import as_words, guarded, stays_itself
from schemas.normalise import shown

RISKY = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+86 453 7622345",
    "-5",
    "@SUM(A1)",
    "＝１＋１",
    "'=1",
    "''",
    "2025-03-01",
    "2025-03-01T08:00:00.000Z",
    "400-812-3456",
    "1-2-3",
    "12-34-5678-9",
    "￥1-2-3",
    "１-２-３",
)
PLAIN = (
    "3600㎡",
    "0453-7622345",
    "第1-2-3号楼",
    "3/4",
    "1e5",
    "是",
    "王立新",
    "9-5",
    "A-1-2",
    "第--号",
)

signs = st.text(st.sampled_from("=+-@'0123456789.,-/:TZ eE年月日１－＝\n王㎡#%()"), max_size=14)


def through(words: str, client: str, form: str) -> Held:
    return entered(Sheet(formats={(1, 1): form}), (1, 1), words, client)


@pytest.mark.parametrize("words", RISKY)
def test_risky_text_gets_an_apostrophe_and_loses_it(words: str) -> None:
    assert guarded(words) == f"'{words}"
    assert as_words(guarded(words)) == words  # where a program keeps the apostrophe


@pytest.mark.parametrize("words", PLAIN)
def test_other_text_is_written_as_it_is(words: str) -> None:
    assert guarded(words) == words


@given(signs | st.sampled_from(RISKY) | st.sampled_from(PLAIN))
def test_a_list_holds_any_text(words: str) -> None:
    for client in CLIENTS:
        held = through(guarded(words), client, TEXT)
        assert held == (words or None)
        if not words.startswith("'"):
            assert as_words(held) == words


@given(signs | st.sampled_from(RISKY) | st.sampled_from(PLAIN))
def test_text_that_stays_itself_says_the_same_in_any_cell(words: str) -> None:
    if words and stays_itself(words):
        for client in CLIENTS:
            for form in (TEXT, GENERAL):
                held = through(words, client, form)
                assert (held if isinstance(held, str) else shown(held)) == words  # type: ignore[arg-type]


def test_the_tests_see_a_careless_button() -> None:
    for careless in ("=1", "+1", "-1", "@A"):
        with pytest.raises(AssertionError, match="formula"):
            through(careless, VBA, TEXT)
    with pytest.raises(AssertionError, match="refuses"):
        through("400-812-3456", VBA, TEXT)
    assert through("12", VBA, GENERAL) == 12.0
    assert through("'12", VBA, GENERAL) == "12"
    assert through("2025-03-01", VBA, TEXT) == "2025/3/1"
