"""The button 校验, on an open workbook.

1. The list holds what a review of the file finds, most serious first, with the same 填报码.
2. What asks the applicant for something is 待改正, the rest 供参考; the message counts the first.
3. What is gone since the last list is ticked off once; a cell with anything left in it is not.
4. A list takes 200 lines; the sentence says that there are more.
5. No entry becomes a formula, a number or a day in the list; only open cells are written.
6. What buttons wrote is not reviewed.
7. Who checked and when; the workbook's own words are used, and ours where it has none.
8. A workbook that cannot be used says so in its message cell; without one it is an XlwingsError.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import xlwings as xw
from excel_clients import CLIENTS, OFFICE_JS, TEXT, VBA, Held, Sheet
from facts import park, residents
from open_books import OpenBook
from test_command_line import ask

from macros import buttons
from macros.project import build_project
from schemas.parameters import CITY, law_at
from workbook.review import review
from workbook.samples import samples
from workbook.template import Macros, build

INFO, SITES, RESIDENTS, CONDITIONS = "园区信息", "园区场地", "入驻机构", "资格审查"
OPEN, DONE, NOTED = "待改正", "已改正", "供参考"
PEOPLE_DECIDE = [(CONDITIONS, cell) for cell in ("G5", "G6", "G15", "G16", "G18")]


@cache
def built(rows: int = 12) -> OpenBook:
    facts = park(
        residents=residents(rows), services={"other": False}, cells={"park.resident_count": rows}
    )
    law = law_at(date(2026, 3, 18), CITY)
    return OpenBook.of(build(law, rows=rows, facts=facts, macros=Macros(b"stands for a project")))


@pytest.fixture
def book() -> OpenBook:
    """A workbook of the edition with macros in which nothing is to be mended."""
    return built().copy()


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def cells(book: OpenBook, state: str = OPEN) -> list[tuple[Held, Held]]:
    return [(line[2], line[3]) for line in book.lines("button_findings") if line[0] == state]


# -- the same as the file -------------------------------------------------------------------------

# What values alone cannot tell of the sample of dirty data: its merged cells and hidden row, and
# the entry in the last row of all, which no client could send.
NOT_TOLD = {
    "dirty": {
        (RESIDENTS, "R20", "cell.merged"),
        (RESIDENTS, "E1048576", "table.stray"),
        (RESIDENTS, "H6", "mended.merged"),
        (RESIDENTS, "H7", "mended.merged"),
        (RESIDENTS, "E8", "table.hidden-rows"),
    }
}
# R20 is blank for whoever does not see that it is merged.
INSTEAD = {"dirty": [("错误", RESIDENTS, "R20", "“代收代付”未填。")]}


def opened(key: str) -> OpenBook:
    book = OpenBook.of(samples()[key].workbook()).with_buttons()
    book.type_in(RESIDENTS, "E1048576", None)
    return book


# An open book shows no formulas.
BY_FORMULAS = {"workbook.altered", "workbook.stale", "workbook.differs-once-tidied"}


@pytest.mark.parametrize("key", sorted(samples()))
def test_a_sample_has_the_findings_of_its_file(key: str, client: str) -> None:
    file = review(samples()[key].workbook())
    wanted = []
    for group in file.groups:
        for item in group.findings:
            at = (item.place.sheet, item.place.cell) if item.place else ("", "")
            about_results = item.id in BY_FORMULAS
            if not about_results and (*at, item.id) not in NOT_TOLD.get(key, set()):
                wanted.append(
                    [
                        OPEN if item.level.asks else NOTED,
                        item.level.word,
                        *at,
                        item.label,
                        item.given,
                        item.problem,
                        item.citation,
                        item.remedy,
                    ]
                )
    found = opened(key).press(buttons.review, client)
    listed = found.lines("button_findings")
    assert [line for line in listed if line in wanted] == wanted
    others = [(line[1], line[2], line[3], line[6]) for line in listed if line not in wanted]
    assert others == INSTEAD.get(key, [])
    if key not in NOT_TOLD:
        assert found.one("meta_code") == file.code


def test_the_code_is_that_of_the_command_line(tmp_path: Path, client: str) -> None:
    path = tmp_path / "申报.xlsx"
    path.write_bytes(samples()["multi-site-pass"].workbook())
    (told,) = json.loads(ask("check", "--json", path).stdout)
    assert (
        opened("multi-site-pass").press(buttons.review, client).one("meta_code")
        == (told["submission_code"])
    )


def test_the_edition_with_macros_says_the_same_open_and_received(client: str) -> None:
    facts = park(services={"other": False}, cells={"park.contact": None, "park.phone": "6622345"})
    macros = Macros(build_project())
    data = build(law_at(date(2026, 3, 18), CITY), rows=12, facts=facts, macros=macros)
    received, book = review(data), OpenBook.of(data).press(buttons.review, client)
    assert book.one("meta_code") == received.code
    assert [line[2:7] for line in book.lines("button_findings")] == [
        [item.place.sheet, item.place.cell, item.label, item.given, item.problem]
        for group in received.groups
        for item in group.findings
        if item.place
    ]
    assert cells(book) == [(INFO, "C13")]


# -- the list -------------------------------------------------------------------------------------


def test_nothing_to_mend(book: OpenBook, client: str) -> None:
    book.press(buttons.review, client)
    assert cells(book) == []
    assert cells(book, NOTED) == PEOPLE_DECIDE
    assert book.one("button_message") == "校验完成：0个问题待改正，0个已改正。"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d　本机 Python", str(book.one("button_stamp")))
    assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){2}", str(book.one("meta_code")))


def test_findings_stand_in_order_with_all_their_words(book: OpenBook, client: str) -> None:
    book.type_in(INFO, "C17", "正在核算", TEXT)
    book.type_in(INFO, "C13", None)
    book.type_in(INFO, "C14", "6622345", TEXT)
    book.press(buttons.review, client)
    first, second, third, *rest = book.lines("button_findings")
    assert first == [
        OPEN,
        "错误",
        INFO,
        "C17",
        "建设投入资金",
        "正在核算",
        "“建设投入资金”应填数字，现填“正在核算”。",
        first[7],
        "只填数字，不带文字和单位（单位：万元）。填了仍不行的，先把单元格格式改为“数值”再填。",
    ]
    assert (second[:4], second[6]) == ([OPEN, "错误", INFO, "C13"], "“负责人（联系人）”未填。")
    assert third[:4] == [NOTED, "已规范", INFO, "C14"]
    assert {line[1] for line in rest} == {"提示"}
    assert book.one("button_message") == "校验完成：2个问题待改正，0个已改正。"


def test_what_is_mended_is_ticked_off_once(book: OpenBook, client: str) -> None:
    for cell in ("C12", "C13"):
        book.type_in(INFO, cell, None)
    book.press(buttons.review, client)
    assert cells(book) == [(INFO, "C12"), (INFO, "C13")]
    book.type_in(INFO, "C13", "王立新")
    before = next(line for line in book.lines("button_findings") if line[3] == "C13")
    book.press(buttons.review, client)
    assert cells(book) == [(INFO, "C12")]
    assert book.lines("button_findings")[-1] == [DONE, *before[1:]]
    assert book.one("button_message") == "校验完成：1个问题待改正，1个已改正。"
    book.press(buttons.review, client)
    assert cells(book) == [(INFO, "C12")]
    assert cells(book, DONE) == []


def test_another_mistake_in_the_cell_is_no_mending(book: OpenBook) -> None:
    book.type_in(INFO, "C16", "年底", TEXT)
    book.press(buttons.review)
    book.type_in(INFO, "C16", "明年年底", TEXT)
    book.press(buttons.review)
    assert (cells(book), cells(book, DONE)) == ([(INFO, "C16")], [])


def test_what_returns_is_open_again(book: OpenBook) -> None:
    for value in (None, "王立新", None):
        book.type_in(INFO, "C13", value)
        book.press(buttons.review)
    assert (cells(book), cells(book, DONE)) == ([(INFO, "C13")], [])


def test_what_has_no_cell_is_ticked_off_too(book: OpenBook) -> None:
    book.sheets["草稿"] = Sheet({(1, 1): "备注"})
    book.press(buttons.review)
    line = book.lines("button_findings")[0]
    assert line[:6] == [NOTED, "提示", "", "", "工作簿", "草稿"]
    book.sheets["草稿"].values.clear()
    book.press(buttons.review)
    assert [line[5] for line in book.lines("button_findings") if line[0] == DONE] == ["草稿"]


def test_more_than_the_list_takes(client: str) -> None:
    book = built(60).copy()
    for row in range(5, 65):
        for column in "EGIQ":
            book.type_in(RESIDENTS, f"{column}{row}", None)
    book.press(buttons.review, client)
    lines = book.lines("button_findings")
    assert len(lines) == 200
    assert {line[1] for line in lines} == {"错误"}
    message = str(book.one("button_message"))
    assert re.match(r"校验完成：(\d+)个问题待改正", message)[1] >= "240"  # type: ignore[index]
    assert message.endswith("只列出前200个，改正后再点“校验”。")
    # All but one row mended: what was on the list and is gone is ticked off, as far as it fits.
    whole = built(60)
    for row in range(5, 64):
        for column in "EGIQ":
            book.type_in(RESIDENTS, f"{column}{row}", whole.cell(RESIDENTS, f"{column}{row}"))
    book.press(buttons.review, client)
    assert {at for at in cells(book) if at[0] == RESIDENTS} == {
        (RESIDENTS, f"{column}64") for column in "EGIQ"
    }
    assert len(cells(book, DONE)) > 150


# -- what is written ------------------------------------------------------------------------------

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+86",
    "-3",
    "@SUM(A1)",
    "400-812-3456",
    "2025-13-45",
    "'=1+1",
    "123",
    "１２-34-5",
    '=HYPERLINK("http://example.com","点")',
)


@pytest.mark.parametrize("words", HOSTILE)
def test_an_entry_stays_text_in_the_list(book: OpenBook, client: str, words: str) -> None:
    book.type_in(RESIDENTS, "F5", words, TEXT)
    book.press(buttons.review, client)
    (line,) = (line for line in book.lines("button_findings") if line[2:4] == [RESIDENTS, "F5"])
    assert line[5] == words
    again = book.copy().press(buttons.review, client)
    assert again.lines("button_findings") == book.lines("button_findings")


def test_what_buttons_wrote_is_not_reviewed(book: OpenBook, client: str) -> None:
    for cell in ("C12", "C13", "C14"):
        book.type_in(INFO, cell, None)
    book.press(buttons.review, client)
    lines, code = book.lines("button_findings"), book.one("meta_code")
    for button in (buttons.preview_fixes, buttons.review):
        book.press(button, client)
    assert (book.lines("button_findings"), book.one("meta_code")) == (lines, code)


def test_a_list_is_written_at_once(book: OpenBook) -> None:
    sent = book.sent()
    buttons.review(sent)
    assert [len(action["values"]) for action in sent.json()["actions"]] == [200, 1, 1, 1]


# -- words ----------------------------------------------------------------------------------------


def test_the_server_says_that_it_checked(book: OpenBook) -> None:
    sent = book.sent(OFFICE_JS)
    buttons.review(sent, engine="在线校验")
    assert str(book.applied(sent, OFFICE_JS).one("button_stamp")).endswith("　在线校验")


def test_the_words_are_the_workbook_s_own(book: OpenBook) -> None:
    sheet, area = book.names["text_reviewed"]
    book.type_in(sheet, area.replace("$", ""), "待改{open}，改好{done}")
    assert book.press(buttons.review).one("button_message") == "待改0，改好0"


def test_a_workbook_without_words_gets_ours(book: OpenBook) -> None:
    for name in [name for name in book.names if name.startswith("text_")]:
        del book.names[name]
    book.type_in(INFO, "C13", None)
    assert (
        book.press(buttons.review).one("button_message") == "校验完成：1个问题待改正，0个已改正。"
    )
    assert cells(book) == [(INFO, "C13")]


def test_the_calling_workbook_is_the_default(book: OpenBook) -> None:
    sent = book.sent()
    sent.set_mock_caller()
    try:
        buttons.review()
    finally:
        del xw.Book._mock_caller  # noqa: SLF001 - there is no other way to take it back
    assert cells(book.applied(sent), NOTED) == PEOPLE_DECIDE


# -- workbooks that cannot be used ----------------------------------------------------------------

FOREIGN = "没有成功：文件是 Excel 工作簿，但不是认定申报工作簿。"
ALL = (buttons.review, buttons.preview_fixes, buttons.apply_fixes, buttons.undo_fixes)


@pytest.mark.parametrize("button", ALL)
def test_a_foreign_workbook_is_an_error_in_words(button: object, client: str) -> None:
    foreign = OpenBook({"Sheet1": Sheet({(1, 1): "姓名"})}, {})
    with pytest.raises(xw.XlwingsError, match="没有按钮要用的位置"):
        foreign.press(button, client)  # type: ignore[arg-type]


@pytest.mark.parametrize("button", ALL)
def test_a_workbook_that_lost_its_names_says_so(button: object, client: str) -> None:
    ours = {name: at for name, at in built().names.items() if name.startswith(("button_", "text_"))}
    book = OpenBook(
        {name: Sheet() for name in built().sheets}, ours | {"meta_code": ("首页", "C28")}
    )
    sent = book.sent(client)
    button(sent)  # type: ignore[operator]
    assert len(sent.json()["actions"]) == 1
    assert str(book.applied(sent, client).one("button_message")).startswith(FOREIGN)


def test_another_of_our_workbooks_says_so(book: OpenBook) -> None:
    sheet, area = book.names["meta_kind"]
    book.type_in(sheet, area.replace("$", ""), "assessment")
    message = str(book.press(buttons.review).one("button_message"))
    assert message.startswith("没有成功：文件是本系统的另一种工作簿")
    assert book.lines("button_findings") == []


def test_a_workbook_without_one_of_the_places_says_so(book: OpenBook) -> None:
    del book.names["button_findings"]
    message = str(book.press(buttons.review).one("button_message"))
    assert message.startswith("没有成功：工作簿里没有按钮要用的位置。")


def test_a_renamed_sheet_is_found_and_named(book: OpenBook, client: str) -> None:
    renamed = "it's 信息"
    book.sheets = {renamed if name == INFO else name: one for name, one in book.sheets.items()}
    book.names = {
        name: (renamed if title == INFO else title, area)
        for name, (title, area) in book.names.items()
    }
    book.type_in(renamed, "C13", None)
    assert cells(book.press(buttons.review, client)) == [(renamed, "C13")]


def test_a_client_of_another_version_is_told(book: OpenBook) -> None:
    payload = json.loads(book.payload(VBA)) | {"version": "0.30.0"}
    with pytest.raises(xw.XlwingsError, match="version"):
        xw.Book(json=payload)
