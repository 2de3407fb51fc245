"""The buttons that tidy: what they offer, do and undo.

1. Offered is what means the same to everybody, in cells that hold text; nothing that asks, that is
   no typed text, or that a cell could not hold or get back.
2. Tidied cells hold real numbers and days; the 填报码 stays, and what was listed as 已规范 is gone.
3. Undone, every cell holds what it held before, to the letter.
4. A cell that was changed meanwhile is left alone, and so is whatever a forged list names.
5. What was tidied stays listed until it is undone; a line that VBA wrote is as good as ours.
6. Whatever was typed: tidying keeps the 填报码 and undoing gives back the cells.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import NamedTuple

import pytest
from excel_clients import CLIENTS, GENERAL, TEXT, Held
from facts import check_character, credit_code
from hypothesis import given
from hypothesis import strategies as st
from open_books import OpenBook
from openpyxl.utils.cell import coordinate_to_tuple
from properties import examples
from test_buttons_review import INFO, RESIDENTS, SITES, built

from macros import buttons
from macros.fixes import CERTAIN
from schemas.findings import catalogue

SERVICES, MATERIALS, CONDITIONS = "服务与活动", "申报材料清单", "资格审查"
OFFERED, APPLIED, UNDONE, SKIPPED = "待应用", "已应用", "已撤销", "未动（单元格已变）"
DAY = "yyyy-mm-dd"
Spot = tuple[str, str]


@pytest.fixture
def book() -> OpenBook:
    return built().copy()


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def listed(book: OpenBook) -> dict[Spot, list[Held]]:
    return {(str(line[1]), str(line[2])): line for line in book.lines("button_fixes")}


def states(book: OpenBook) -> list[Held]:
    return [line[0] for line in book.lines("button_fixes")]


# Sheet, cell, what was typed; what it becomes, of which kind, and what the cell then holds.
class Mended(NamedTuple):
    sheet: str
    cell: str
    typed: str
    mended: str
    kind: str
    held: Held  # the same as `mended` where None


MENDED = (
    Mended(INFO, "C8", "2026年3月18日", "2026-03-18", "date", datetime(2026, 3, 18)),  # noqa: DTZ001
    Mended(INFO, "C8", "２０２６．３．１８", "2026-03-18", "date", datetime(2026, 3, 18)),  # noqa: DTZ001
    Mended(INFO, "C11", "　牡丹江人力资源服务产业园 ", "牡丹江人力资源服务产业园", "text", None),
    Mended(INFO, "C13", "王立新\u200b", "王立新", "text", None),
    Mended(INFO, "C14", "（０４５３）７６２２３４５", "0453-7622345", "text", None),
    Mended(INFO, "C14", "138 0000 0000", "13800000000", "text", None),
    Mended(INFO, "C17", "860万元", "860", "number", 860.0),
    Mended(INFO, "C17", "８６０．５", "860.5", "number", 860.5),
    Mended(INFO, "C17", "860", "860", "number", 860.0),
    Mended(INFO, "C18", "4,200", "4200", "number", 4200.0),
    Mended(INFO, "C19", "八人", "8", "number", 8.0),
    Mended(INFO, "C22", "改 建", "改建", "text", None),
    Mended(SITES, "H5", "３６００㎡", "3600", "number", 3600.0),
    Mended(SERVICES, "D5", "√", "是", "text", None),
    Mended(SERVICES, "D5", "1", "是", "text", None),
    Mended(RESIDENTS, "F5", f" {credit_code(1).lower()} ", credit_code(1), "text", None),
    Mended(
        RESIDENTS,
        "J5",
        "(黑)人服证字[2024]第1000001号",
        "（黑）人服证字〔2024〕第1000001号",
        "text",
        None,
    ),
    Mended(RESIDENTS, "K5", "长期有效", "长期", "text", None),
    Mended(RESIDENTS, "M5", "2021/5/20", "2021-05-20", "date", datetime(2021, 5, 20)),  # noqa: DTZ001
)


@pytest.mark.parametrize("case", MENDED, ids=lambda case: f"{case.cell}-{case.typed}")
def test_a_certain_reading_is_offered_done_and_undone(
    book: OpenBook, client: str, case: Mended
) -> None:
    at = case.sheet, case.cell
    book.type_in(*at, case.typed)
    code = book.copy().press(buttons.review, client).one("meta_code")
    untouched = book.copy()
    book.press(buttons.preview_fixes, client)
    ((state, *where, _, was, becomes, as_kind, note),) = book.lines("button_fixes")
    assert (state, *where) == (OFFERED, *at)
    assert (was, becomes, as_kind) == (case.typed, case.mended, case.kind)
    assert "请核对" not in str(note)
    assert book.one("button_message") == "可整理1处，看“整理”表，确认后点“应用”。"
    book.press(buttons.apply_fixes, client)
    assert repr(book.cell(*at)) == repr(case.held or case.mended)
    assert states(book) == [APPLIED]
    assert book.one("button_message") == "已整理1处，可点“撤销”还原。"
    assert book.copy().press(buttons.review, client).one("meta_code") == code
    book.press(buttons.undo_fixes, client)
    assert book.cell(*at) == case.typed
    assert states(book) == [UNDONE]
    assert book.one("button_message") == "已还原1处。"
    assert {name: one.formats for name, one in book.sheets.items()} == {
        name: one.formats for name, one in untouched.sheets.items()
    }


NOT_OFFERED: tuple[tuple[str, str, Held], ...] = (
    (INFO, "C18", "3公顷"),  # a conversion: 请核对
    (INFO, "C14", "7622345"),  # an area code put in front
    (INFO, "C16", "2021年5月"),  # a day made of a month
    (INFO, "C16", "21-5-20"),  # a century
    (INFO, "C17", "(860)"),  # a loss, or a bracket
    (INFO, "C17", "约860"),  # a question
    (INFO, "C17", 860),
    (INFO, "C16", datetime(2021, 5, 20, 8, 30)),  # noqa: DTZ001 - no text
    (SERVICES, "D5", True),
    (INFO, "C13", "王立新"),
    (INFO, "C13", "=王立新 "),  # would become a formula when put back
    (INFO, "C13", "'王立新 "),
    (INFO, "C14", "４００－８１２－３４５６"),  # VBA would write a day of the year 467
    (INFO, "C25", "规划　" * 300),
    (RESIDENTS, "N5", "至今"),  # read as blank
    (RESIDENTS, "F5", "９１２３"),
    (RESIDENTS, "E18", "　园外　"),  # below the table
    (CONDITIONS, "B5", "规划论证 "),
    (SERVICES, "B5", "人力资源招聘 "),  # preset
)


@pytest.mark.parametrize(("sheet", "cell", "value"), NOT_OFFERED)
def test_anything_else_is_left_to_the_applicant(
    book: OpenBook, client: str, sheet: str, cell: str, value: Held
) -> None:
    book.type_in(sheet, cell, value)
    book.press(buttons.preview_fixes, client)
    assert book.lines("button_fixes") == []
    assert book.one("button_message") == "没有可以确定整理的内容。"


def test_certain_is_what_asks_for_nothing() -> None:
    asks_nothing = {
        message.id
        for message in catalogue().values()
        if message.id.startswith("mended.") and message.remedy.startswith("无须修改")
    }
    # Read as blank: there is nothing to write. A cell from above: it holds nothing of its own.
    assert asks_nothing - CERTAIN == {"mended.not-ended"}
    assert asks_nothing >= CERTAIN


DIRT: tuple[tuple[str, str, Held], ...] = (
    (INFO, "C8", "2026年3月18日"),
    (INFO, "C14", "０４５３－７６２２３４５"),
    (INFO, "C17", "860万元"),
    (SERVICES, "D6", "√"),
    (RESIDENTS, "Q5", "２９０"),
    (RESIDENTS, "M6", "2021.5.20"),
)


def dirty(book: OpenBook) -> OpenBook:
    for sheet, cell, value in DIRT:
        book.type_in(sheet, cell, value)
    return book


def test_what_was_tidied_is_ticked_off(book: OpenBook, client: str) -> None:
    dirty(book).press(buttons.review, client)
    told = [line[2:4] for line in book.lines("button_findings") if line[1] == "已规范"]
    assert len(told) == len(DIRT)
    book.press(buttons.preview_fixes, client).press(buttons.apply_fixes, client)
    book.press(buttons.review, client)
    lines = book.lines("button_findings")
    assert [line[2:4] for line in lines if line[1] == "已规范" and line[0] != "已改正"] == []
    assert [line[2:4] for line in lines if line[0] == "已改正"] == told


def test_a_cell_that_changed_meanwhile_is_left_alone(book: OpenBook, client: str) -> None:
    dirty(book).press(buttons.preview_fixes, client)
    book.type_in(INFO, "C17", "900万元")
    book.press(buttons.apply_fixes, client)
    assert book.cell(INFO, "C17") == "900万元"
    assert listed(book)[INFO, "C17"][0] == SKIPPED
    assert states(book).count(APPLIED) == len(DIRT) - 1
    book.type_in(RESIDENTS, "Q5", 291)
    book.type_in(INFO, "C14", "0453-7622346")
    book.press(buttons.undo_fixes, client)
    assert (book.cell(RESIDENTS, "Q5"), book.cell(INFO, "C14")) == (291, "0453-7622346")
    assert book.cell(INFO, "C8") == "2026年3月18日"
    assert [listed(book)[at][0] for at in ((RESIDENTS, "Q5"), (INFO, "C14"))] == [SKIPPED] * 2
    assert states(book).count(UNDONE) == len(DIRT) - 3


def test_a_cell_spelt_another_way_meanwhile_is_left_alone(book: OpenBook, client: str) -> None:
    book.type_in(INFO, "C17", "860万元")
    book.press(buttons.preview_fixes, client)
    book.type_in(INFO, "C17", "860.0 万元")  # the same sum, but undoing would give the old words
    book.press(buttons.apply_fixes, client)
    assert (book.cell(INFO, "C17"), states(book)) == ("860.0 万元", [SKIPPED])


def test_nothing_is_offered_twice_and_undo_stays_possible(book: OpenBook, client: str) -> None:
    dirty(book).press(buttons.preview_fixes, client).press(buttons.apply_fixes, client)
    book.type_in(INFO, "C13", "王　立新 ")
    book.press(buttons.preview_fixes, client)
    assert states(book) == [OFFERED, *[APPLIED] * len(DIRT)]
    book.press(buttons.apply_fixes, client).press(buttons.undo_fixes, client)
    assert {(sheet, cell): book.cell(sheet, cell) for sheet, cell, _ in DIRT} == {
        (sheet, cell): value for sheet, cell, value in DIRT
    }
    assert book.cell(INFO, "C13") == "王　立新 "
    book.press(buttons.undo_fixes, client)
    assert book.one("button_message") == "已还原0处。"


def test_what_was_undone_can_be_done_again(book: OpenBook, client: str) -> None:
    dirty(book).press(buttons.preview_fixes, client)
    tidy = dict.fromkeys(listed(book))
    for _ in range(2):
        book.press(buttons.apply_fixes, client)
        now = {at: book.cell(*at) for at in tidy}
        assert set(states(book)) == {APPLIED}
        assert now != {(sheet, cell): value for sheet, cell, value in DIRT}
        book.press(buttons.undo_fixes, client)
        assert set(states(book)) == {UNDONE}


# The institution's cell, what a paste left there in which format; what it holds, and in which.
PASTED = (
    ("Q5", "290万元", TEXT, 290.0, "#,##0.00"),
    ("Q5", "290", TEXT, 290.0, "#,##0.00"),
    ("M5", "2021-05-20", TEXT, datetime(2021, 5, 20), DAY),  # noqa: DTZ001
    ("K5", "2029.6.30", GENERAL, datetime(2029, 6, 30), DAY),  # noqa: DTZ001
)


@pytest.mark.parametrize("case", PASTED)
def test_what_a_paste_left_in_another_format_becomes_a_number_or_a_day(
    book: OpenBook, client: str, case: tuple[str, str, str, Held, str]
) -> None:
    cell, given, form, held, wanted = case
    book.type_in(RESIDENTS, cell, given, form)
    book.press(buttons.preview_fixes, client).press(buttons.apply_fixes, client)
    at = coordinate_to_tuple(cell)
    assert (book.cell(RESIDENTS, cell), book.sheets[RESIDENTS].formats[at]) == (held, wanted)
    book.press(buttons.preview_fixes, client)
    assert states(book) == [APPLIED]
    book.press(buttons.undo_fixes, client)
    assert book.cell(RESIDENTS, cell) == given


def code_of_figures() -> str:
    """Give a valid code that has no letter: one in three has a figure for its last sign."""
    codes = (first + check_character(first) for first in map(str, count(91231000123456780)))
    return next(code for code in codes if code.isdecimal())


@pytest.mark.parametrize("form", [TEXT, GENERAL])
def test_a_code_of_figures_keeps_them_all(book: OpenBook, client: str, form: str) -> None:
    code = code_of_figures()
    given = f"{code[:6]} {code[6:]}"
    book.type_in(RESIDENTS, "F5", given, form)
    book.press(buttons.preview_fixes, client).press(buttons.apply_fixes, client)
    assert book.cell(RESIDENTS, "F5") == code
    book.press(buttons.undo_fixes, client)
    assert book.cell(RESIDENTS, "F5") == given


def test_more_than_the_list_takes_comes_next_time(client: str) -> None:
    book = built(60).copy()
    for row in range(5, 65):
        for column in "QRST":
            value = book.cell(RESIDENTS, f"{column}{row}")
            book.type_in(RESIDENTS, f"{column}{row}", f"{value}万元")
    counts = []
    for _ in range(3):
        book.press(buttons.preview_fixes, client)
        counts.append(states(book).count(OFFERED))
        book.press(buttons.apply_fixes, client)
    assert counts == [200, 40, 0]


# -- lists that somebody else wrote ---------------------------------------------------------------


def put(book: OpenBook, *lines: list[Held]) -> OpenBook:
    sheet, (left, top, _, _) = book._area("button_fixes")  # noqa: SLF001 - only here
    for row, line in enumerate(lines, start=top):
        for column, value in enumerate(line, start=left):
            sheet.values[row, column] = value
    return book


FORGED: tuple[tuple[Spot, list[Held]], ...] = (
    (("参数", "C4"), ["1", "0", "number"]),
    ((CONDITIONS, "G5"), ["", "符合", "text"]),
    ((CONDITIONS, "F5"), ["", "符合", "text"]),
    ((INFO, "C17"), ["860万元", "8600", "number"]),
    ((INFO, "C17"), ["860万元", "=1+1", "text"]),
    ((INFO, "C17"), ["860万元", "860", "formula"]),
    ((INFO, "C17"), ["860万元", "很多", "number"]),
    ((INFO, "C17"), ["860万元", "", "text"]),
    ((INFO, "C8"), ["2026年3月18日", "2026-03-19", "date"]),
    ((INFO, "C8"), ["2026年3月18日", "2026-99-99", "date"]),
    ((INFO, "C14"), ["０４５３－７６２２３４５", "=cmd|'/C calc'!A0", "text"]),
    (("没有的表", "A1"), ["", "x", "text"]),
    ((INFO, "ZZZ99999999"), ["", "x", "text"]),
    (("", ""), ["", "", ""]),
)


@pytest.mark.parametrize(("at", "said"), FORGED)
def test_a_forged_line_does_nothing(
    book: OpenBook, client: str, at: Spot, said: list[Held]
) -> None:
    before = {name: dict(sheet.values) for name, sheet in dirty(book).sheets.items()}
    for state, button in ((OFFERED, buttons.apply_fixes), (APPLIED, buttons.undo_fixes)):
        put(book, [state, *at, "项目", *said, ""]).press(button, client)
        assert states(book) == [SKIPPED]
        changed = {name for name, one in book.sheets.items() if one.values != before[name]}
        assert changed == {"整理", "首页"}


def test_undo_gives_no_cell_a_formula(book: OpenBook, client: str) -> None:
    line: list[Held] = [APPLIED, INFO, "C13", "负责人", "=1+1", "王立新", "text", ""]
    put(book, line).press(buttons.undo_fixes, client)
    assert (book.cell(INFO, "C13"), states(book)) == ("王立新", [SKIPPED])


def test_a_line_that_vba_wrote_is_as_good(book: OpenBook, client: str) -> None:
    book.type_in(INFO, "C14", "０４５３－７６２２３４５ ", TEXT)
    words = ["联系电话", "０４５３－７６２２３４５ ", "0453-7622345", "text", "全角改半角"]
    put(book, [OFFERED, INFO, "$C$14", *words]).press(buttons.apply_fixes, client)
    assert (book.cell(INFO, "C14"), states(book)) == ("0453-7622345", [APPLIED])


def test_a_cell_listed_twice_is_written_once(book: OpenBook, client: str) -> None:
    dirty(book).press(buttons.preview_fixes, client)
    line = listed(book)[INFO, "C17"]
    put(book, line, line).press(buttons.apply_fixes, client)
    assert states(book)[:2] == [APPLIED, SKIPPED]


# -- whatever was typed ---------------------------------------------------------------------------

SPOTS: dict[Spot, tuple[str, ...]] = {
    (INFO, "C8"): (
        "2026年3月18日",
        "2026-3-18",
        "２０２６/３/１８",
        "二〇二六年三月十八日",
        "20260318",
    ),
    (INFO, "C14"): ("0453 7622345", "０４５３－７６２２３４５", "138-0000-0000", "+86 13800000000"),
    (INFO, "C17"): ("860万元", "８６０", " 860 ", "860.50", "捌佰陆拾万元", "8600000元", "￥860"),
    (INFO, "C19"): ("8人", "八", "８", "8.0"),
    (INFO, "C11"): ("牡丹江 产业园", " 牡丹江１号园", "=园区", "2025-03-01", "'园区 "),
    (SITES, "H5"): ("3600平方米", "３，６００", "3600.00㎡", "0.36公顷"),
    (SERVICES, "D5"): ("√", "有", "yes", "１", "不"),
    (RESIDENTS, "F5"): (credit_code(1).lower(), f" {credit_code(1)}", "９１"),
    (RESIDENTS, "L5"): ("招聘", "劳务派遣;招聘", "人力资源招聘，劳务派遣"),
    (RESIDENTS, "K5"): ("长期", "永久有效", "2029年6月30日", "9999-12-31"),
    (RESIDENTS, "Q5"): ("290", "２９０．００", "2900000元", "290,0", "二百九十"),
}
SIGNS = "0123456789１-年月.元万 '=是"
typed = st.fixed_dictionaries(
    {},
    optional={
        spot: st.tuples(
            st.sampled_from(spellings)
            | st.text(st.sampled_from("0123456789１-年月.元万 ''=是"), max_size=8),
            st.sampled_from((None, TEXT, GENERAL)),
        )
        for spot, spellings in SPOTS.items()
    },
)


@examples(60)
@given(typed, st.sampled_from(CLIENTS))
def test_tidying_keeps_the_code_and_undoing_gives_back_the_cells(
    entries: dict[Spot, tuple[str, str | None]], client: str
) -> None:
    book = built().copy()
    for (sheet, cell), (words, form) in entries.items():
        # A number, day or answer that somebody pasted: the cell's format came with it.
        book.type_in(sheet, cell, words or None, form)
    held = {name: dict(sheet.values) for name, sheet in book.sheets.items()}
    code = book.copy().press(buttons.review, client).one("meta_code")
    book.press(buttons.preview_fixes, client).press(buttons.apply_fixes, client)
    assert SKIPPED not in states(book)
    assert book.copy().press(buttons.review, client).one("meta_code") == code
    words_of = {
        (str(line[1]), str(line[2])) for line in book.lines("button_fixes") if line[6] == "text"
    }
    book.press(buttons.undo_fixes, client)
    assert book.copy().press(buttons.review, client).one("meta_code") == code
    for spot, (words, form) in entries.items():
        # In words' cells that lost their format Excel makes numbers of figures: they read the same.
        if form != GENERAL or spot not in words_of:
            assert (book.cell(*spot) or "") == words
    for name in ("参数", "标识", CONDITIONS):
        assert book.sheets[name].values == held[name]
