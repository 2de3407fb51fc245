"""The self-check page in a real browser.

1. Choose, press, read: conditions, score and findings appear on the same page; the copy downloads,
   the page to print opens.
2. Keyboard alone is enough, and focus goes to the answer.
3. Without JavaScript the same form gives the same answers.
4. A file that cannot be used, or is too large, is told in place; a file dropped is checked.
5. It fits a telephone; nothing breaks the content policy.
"""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from workbook.review import review
from workbook.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from serving import Server

SAMPLE = samples()["dirty"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "绥芬河.xlsx"
    path.write_bytes(SAMPLE.workbook())
    return path


class Watched:
    """A page, and what it complained of."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.complaints = page, list[str]()
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)


@pytest.fixture(params=[(1280, 900), (375, 740)], ids=["desk", "telephone"])
def watched(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Watched]:
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    yield Watched(context.new_page(), server.url)
    context.close()


def too_wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_choose_press_and_read(watched: Watched, workbook: Path) -> None:
    page = watched.page
    assert too_wide(page) <= 0
    page.set_input_files("#workbook", workbook)
    page.click("text=开始校验")
    page.wait_for_selector(".report")
    found = review(SAMPLE.workbook())
    said = page.inner_text(".report")
    assert found.code in said
    assert all(item.condition.title in said for item in found.conditions)
    assert all(group.first.remedy in said for group in found.groups)
    assert page.is_visible(".report svg")
    assert page.inner_text("#status") == "校验完成。"
    assert too_wide(page) <= 0
    assert watched.complaints == []


def test_the_copy_downloads_and_the_page_to_print_opens(watched: Watched, workbook: Path) -> None:
    page = watched.page
    page.set_input_files("#workbook", workbook)
    page.click("text=开始校验")
    with page.expect_download() as arriving:
        page.click("text=取标注件")
    assert arriving.value.suggested_filename == "绥芬河-校验意见.xlsx"
    data = arriving.value.path().read_bytes()
    assert openpyxl.load_workbook(BytesIO(data), read_only=True).sheetnames[-1] == "校验意见"
    with page.context.expect_page() as opening:
        page.click("text=打开可打印的页面")
    opening.value.wait_for_load_state()
    assert review(SAMPLE.workbook()).code in opening.value.inner_text("body")
    assert page.is_visible(".report")
    assert watched.complaints == []


def test_the_keyboard_is_enough(watched: Watched, workbook: Path) -> None:
    page = watched.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "workbook"
    page.set_input_files("#workbook", workbook)  # the dialog that a key opens is the browser's own
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "开始校验"
    page.keyboard.press("Enter")
    page.wait_for_selector(".report")
    assert page.evaluate("document.activeElement.className") == "report"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "取标注件"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_a_file_that_cannot_be_used_is_told_in_place(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    wrong, large = tmp_path / "<b>错.et", tmp_path / "大.xlsx"
    wrong.write_text("宁安", encoding="utf-8")
    large.write_bytes(bytes(21 * 2**20))
    page.set_input_files("#workbook", wrong)
    page.click("text=开始校验")
    page.wait_for_selector(".problem")
    assert "错.et：文件不是 Excel 工作簿" in page.inner_text(".problem")
    assert page.evaluate("document.activeElement.className") == "outcome"
    page.set_input_files("#workbook", large)
    assert page.query_selector(".problem") is None  # it was about the other file
    page.click("text=开始校验")
    assert "文件超过 20 MB" in page.inner_text(".problem")


def test_a_server_that_is_gone_is_told_in_place(watched: Watched, workbook: Path) -> None:
    page = watched.page
    page.route("**/check", lambda route: route.abort())
    page.set_input_files("#workbook", workbook)
    page.click("text=开始校验")
    page.wait_for_selector(".problem")
    assert "没有发出去" in page.inner_text(".problem")
    assert page.is_enabled("text=开始校验")


_DROP = """([name, data]) => {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name));
    for (const kind of ["dragover", "drop"]) {
        const about = { dataTransfer: carried, bubbles: true, cancelable: true };
        const event = new DragEvent(kind, about);
        document.getElementById("drop").dispatchEvent(event);
    }
}"""


def test_a_file_dropped_is_checked(watched: Watched) -> None:
    page = watched.page
    page.evaluate(_DROP, ["拖来.xlsx", base64.b64encode(SAMPLE.workbook()).decode()])
    page.wait_for_selector(".report")
    assert "拖来.xlsx" in page.inner_text(".report")
    with page.expect_download() as arriving:
        page.click("text=取标注件")
    assert arriving.value.suggested_filename == "拖来-校验意见.xlsx"


def test_without_javascript_the_form_gives_the_same(
    browser: Browser, server: Server, workbook: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    page.set_input_files("#workbook", workbook)
    page.click("text=开始校验")
    found = review(SAMPLE.workbook())
    said = page.inner_text("main")
    assert found.code in said
    assert all(group.first.problem in said for group in found.groups)
    assert "请在上面再选一次" in said
    page.set_input_files("#workbook", workbook)
    with page.expect_download() as arriving:
        page.click(".take >> text=取标注件")
    assert arriving.value.suggested_filename == "绥芬河-校验意见.xlsx"
    context.close()
