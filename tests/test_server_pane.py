"""The real task pane and custom functions of the add-in, in Chromium, with the real server.

Only office.js is replaced, by a small host over a workbook's values (stub_host.js).

1. 校验 writes the list through xlwings' own JavaScript and shows it by sheet; a click goes there.
2. 预览整理, 应用 and 撤销 change the cells and put them back.
3. The token is asked for, kept on this computer, and may come with the workbook.
4. The button on the sheet and the one on the ribbon do the same; errors are Chinese.
5. Functions called as Excel calls them say what the rules say; no answer is an error for IFERROR.
6. It fits 320 pixels, works by keyboard, and breaks no content policy.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from browsing import task_pane
from facts import park, residents
from open_books import OpenBook
from serving import NINGAN, Server
from test_buttons_review import built

from schemas.evaluation import Evaluation
from schemas.parameters import CITY, law_at
from schemas.published import Answers, published
from workbook.layout import ONLINE_BUTTON
from workbook.template import Macros, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

CODE = ("入驻机构", "F5")
READY = "#review:not([disabled])"
RESULTS = [one for one in published() if one.answers is Answers.RESULT]


@pytest.fixture
def book() -> OpenBook:
    return built().copy()


def signed_in(page: Page, server: Server, book: OpenBook, runtime: str = "1.4") -> Page:
    page.add_init_script(f"localStorage.setItem('hrparkToken', '{NINGAN}')")
    return task_pane(page, server.url, book, runtime)


def press(page: Page, name: str) -> str:
    page.click(f"#{name}")
    page.wait_for_selector(READY)
    return page.inner_text("#message")


def held(page: Page, sheet: str, row: int, column: int) -> Any:  # noqa: ANN401 - whatever a cell holds
    held = "([s, r, c]) => HOST.model.sheets.find((one) => one.name === s).values[r]?.[c] ?? ''"
    return page.evaluate(held, [sheet, row, column])


def test_a_check_is_written_shown_by_sheet_and_leads_to_the_cell(
    page: Page, server: Server, book: OpenBook
) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    book.type_in(*CODE, "91123")
    signed_in(page, server, book)
    assert page.inner_text("#stamp") == "还没有校验过"
    assert press(page, "review") == "校验完成：1个问题待改正，0个已改正。"
    assert page.inner_text("#stamp").endswith("在线校验")
    assert page.inner_text("#findings-count") == "1 个待改正"
    first = page.locator("#findings details").first
    assert "入驻机构 1 处" in first.inner_text()
    assert "统一社会信用代码" in first.inner_text()
    first.locator("button").click()
    assert page.evaluate("[HOST.model.sheets[HOST.active].name, HOST.selected]") == list(CODE)
    assert page.evaluate("HOST.written[0]").startswith("校验结果!")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert complaints == []


def test_what_was_mended_is_ticked_off(page: Page, server: Server, book: OpenBook) -> None:
    good = book.cell(*CODE)
    book.type_in(*CODE, "91123")
    signed_in(page, server, book)
    press(page, "review")
    page.evaluate(
        "(to) => { HOST.model.sheets.find((one) => one.name === '入驻机构').values[4][5] = to; }",
        good,
    )
    assert press(page, "review") == "校验完成：0个问题待改正，1个已改正。"
    assert "已改正" in page.locator("#findings .done").inner_text()


def test_tidying_is_previewed_applied_and_undone(
    page: Page, server: Server, book: OpenBook
) -> None:
    good = str(book.cell(*CODE))
    full = "".join(chr(ord(letter) + 0xFEE0) for letter in good)
    book.type_in(*CODE, full)
    signed_in(page, server, book)
    assert page.is_disabled("#apply_fixes")
    assert press(page, "preview_fixes").startswith("可整理1处")
    assert page.inner_text("#fixes-count") == "1 处"
    assert page.is_disabled("#undo_fixes")
    assert held(page, "入驻机构", 4, 5) == full
    assert press(page, "apply_fixes").startswith("已整理1处")
    assert held(page, "入驻机构", 4, 5) == good
    assert press(page, "undo_fixes").startswith("已还原1处")
    assert held(page, "入驻机构", 4, 5) == full


def test_the_token_is_asked_for_and_kept(page: Page, server: Server, book: OpenBook) -> None:
    task_pane(page, server.url, book)
    assert press(page, "review").startswith("访问令牌不对或没有填写")
    assert page.evaluate("HOST.written") == []
    page.fill("#token", f" {NINGAN} ")
    page.keyboard.press("Enter")
    assert page.inner_text("#message") == "令牌已保存。"
    assert press(page, "review").startswith("校验完成")
    page.reload()
    page.wait_for_selector("#summary:visible")
    assert press(page, "review").startswith("校验完成")
    page.click("#sign-in summary")
    page.click("#forget")
    assert press(page, "review").startswith("访问令牌不对")


def test_the_token_may_come_with_the_workbook(page: Page, server: Server, book: OpenBook) -> None:
    sheet, area = book.names["setting_token"]
    book.type_in(sheet, area.replace("$", ""), NINGAN)
    task_pane(page, server.url, book)
    assert press(page, "review").startswith("校验完成")


def test_the_button_on_the_sheet_does_the_same(page: Page, server: Server, book: OpenBook) -> None:
    signed_in(page, server, book)
    sheet, _, cell = ONLINE_BUTTON.partition("!")
    page.evaluate("([sheet, cell]) => HOST.select(sheet, cell)", [sheet, cell])
    page.locator("#stamp", has_text="在线校验").wait_for()
    assert page.evaluate("HOST.dialogs") == []
    assert page.evaluate("HOST.selected") != cell


def test_the_button_on_the_ribbon_does_the_same(page: Page, server: Server, book: OpenBook) -> None:
    signed_in(page, server, book)
    page.evaluate("HOST.commands['hrpark-review']({ completed() {} })")
    page.locator("#stamp", has_text="在线校验").wait_for()


def test_an_error_of_a_button_is_shown_in_chinese(
    page: Page, server: Server, book: OpenBook
) -> None:
    task_pane(page, server.url, book)
    page.evaluate("HOST.commands['hrpark-review']({ completed() {} })")
    (url,) = page.evaluate("HOST.dialogs")
    page.goto(url)
    words = page.inner_text("main")
    assert words.startswith("没有成功")
    assert "访问令牌不对或没有填写" in words
    assert page.inner_text("#ok") == "知道了"


def test_a_workbook_without_the_lists_is_told_so(page: Page, server: Server) -> None:
    plain = OpenBook.of(build(law_at(date(2026, 3, 18), CITY), rows=12))
    signed_in(page, server, plain)
    assert "这不是《认定申报工作簿》（.xlsm 版）" in page.inner_text("#message")


def test_the_server_being_away_is_told(page: Page, server: Server, book: OpenBook) -> None:
    signed_in(page, server, book)
    page.route("**/custom-scripts-call/**", lambda route: route.abort())
    assert press(page, "review") == "服务器没有答复，请检查网络后再试。"


def test_the_keyboard_is_enough(page: Page, server: Server, book: OpenBook) -> None:
    book.type_in(*CODE, "91123")
    signed_in(page, server, book)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "review"
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    page.locator("#findings button").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "review"
    for _ in range(4):  # 预览整理, 第六条各项条件, the sheet's heading, its first finding
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "item"
    page.keyboard.press("Enter")
    assert page.evaluate("HOST.selected") == CODE[1]


_CALL = """async ([name, passed, edition]) => {
    const given = passed.map((one) => one === "meta_rules" && edition
        ? [[edition]]
        : Excel.run((context) =>
            context.workbook.names.getItemOrNullObject(one).getRange().values));
    // Excel hands blank cells of a range to a function as null.
    const ranges = (await Promise.all(given)).map((rows) =>
        rows.map((row) => row.map((cell) => (cell === "" ? null : cell))));
    try {
        return await HOST.associated[name](...ranges, { address: "资格审查!C5" });
    } catch (error) {
        return `${error.code} ${error.message}`;
    }
}"""


def called(page: Page, name: str, edition: str = "") -> Any:  # noqa: ANN401 - whatever a function gives
    entry = next(one for one in published() if one.name == name)
    passed = [argument.passed for argument in entry.arguments]
    return page.evaluate(_CALL, [name, passed, edition])


def test_functions_say_what_the_rules_say(page: Page, server: Server) -> None:
    facts = park(residents=residents(12))
    law = law_at(date(2026, 3, 18), CITY)
    made = OpenBook.of(build(law, rows=12, facts=facts, macros=Macros(b"stands for a project")))
    signed_in(page, server, made)
    page.wait_for_selector(READY)
    evaluation = Evaluation(facts)
    for entry in RESULTS:
        value = evaluation.result(entry.target)
        wanted = "" if value is None else value if isinstance(value, str) else float(str(value))
        assert called(page, entry.name) == [[wanted]], entry.name
    status = called(page, "HRPARK_ROW_STATUS_RESIDENTS")
    assert status == [["完整"]] * 12


@pytest.mark.parametrize(
    ("runtime", "said"),
    [
        ("1.4", [[{"type": "Error", "errorType": "NotAvailable"}]]),
        ("1.3", "#VALUE! 服务器不作答，由工作簿内置公式作答。"),
        ("1.2", "#VALUE! 服务器不作答，由工作簿内置公式作答。"),
        ("1.1", [["#N/A"]]),
    ],
)
def test_no_answer_is_an_error_wherever_excel_knows_errors(
    page: Page, server: Server, book: OpenBook, runtime: str, said: object
) -> None:
    signed_in(page, server, book, runtime)
    assert called(page, "HRPARK_FLOOR_AREA", "000000000000") == said


def test_without_a_token_a_function_is_an_error(page: Page, server: Server, book: OpenBook) -> None:
    task_pane(page, server.url, book)
    assert called(page, "HRPARK_FLOOR_AREA").startswith("#VALUE! 访问令牌不对")
