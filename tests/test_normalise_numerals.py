"""Every number written in words reads back, whoever writes it by the textbook."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.normalise import whole_number

PEOPLE = "人"


def in_words(value: int) -> str:
    """Write a whole number below 10**12 in words, as a textbook does: the reader's opposite."""
    if value == 0:
        return "零"
    words, gap = "", False
    for size, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, value = divmod(value, size)
        if part == 0:
            gap = bool(words)
            continue
        figures = f"{part:04d}"
        if words and (gap or figures[0] == "0"):
            words += "零"
        written = ""
        for place, figure in zip("千百十 ", figures, strict=True):
            if figure != "0":
                written += "一二三四五六七八九"[int(figure) - 1] + place.strip()
            elif written and not written.endswith("零"):
                written += "零"
        words, gap = words + written.rstrip("零") + mark, False
    return words


def test_the_writer_of_words_is_right() -> None:
    written = [in_words(value) for value in (10, 105, 3005, 20010, 10**8 + 5 * 10**4, 120_0000)]
    assert written == ["一十", "一百零五", "三千零五", "二万零一十", "一亿零五万", "一百二十万"]


@given(st.integers(0, 10**12 - 1) | st.integers(0, 10**5))
def test_every_number_in_words_is_read(value: int) -> None:
    assert whole_number(in_words(value), unit=PEOPLE).value == value
    assert whole_number(f"{in_words(value)}人", unit=PEOPLE).value == value
