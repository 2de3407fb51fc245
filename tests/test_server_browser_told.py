"""What the self-check page tells while it works, in a real browser.

1. Progress is seen and the button rests while a workbook is on its way; then both are back.
2. 校验完成 is said of a workbook that was checked, and not of one that could not be.
3. Two files dropped at once are refused; a file beyond the limit is not sent at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbook.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from serving import Server

GOOD = samples()["single-site-pass"].workbook()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 740}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(server.url)
    yield opened
    context.close()


_WATCH = """() => {
    globalThis.seen = [];
    const bar = document.getElementById("progress");
    const start = document.querySelector(".main-button");
    const look = () => seen.push([bar.hidden, start.disabled,
        document.getElementById("result").getAttribute("aria-busy")]);
    new MutationObserver(look).observe(bar, { attributes: true, attributeFilter: ["hidden"] });
}"""


def test_progress_is_seen_while_a_workbook_is_checked(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "宁安.xlsx"
    path.write_bytes(GOOD)
    page.set_input_files("#workbook", path)
    page.evaluate(_WATCH)
    page.click("text=开始校验")
    page.wait_for_selector(".report")
    assert page.evaluate("seen") == [[False, True, "true"], [True, False, "false"]]
    assert page.inner_text("#status") == "校验完成。"


def test_nothing_is_called_done_that_was_not(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "错.xlsx"
    path.write_text("宁安", encoding="utf-8")
    page.set_input_files("#workbook", path)
    page.click("text=开始校验")
    page.wait_for_selector(".problem")
    assert page.inner_text("#status") == ""
    assert page.is_enabled("text=开始校验")


_DROP_TWO = """() => {
    const carried = new DataTransfer();
    for (const name of ["甲.xlsx", "乙.xlsx"]) carried.items.add(new File(["x"], name));
    const about = { dataTransfer: carried, bubbles: true, cancelable: true };
    document.getElementById("drop").dispatchEvent(new DragEvent("drop", about));
}"""


def test_one_file_at_a_time(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate(_DROP_TWO)
    assert "一次只能校验一个文件。" in page.inner_text(".problem")
    assert "POST" not in sent


def test_what_is_too_large_is_not_sent(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    path.write_bytes(bytes(20 * 2**20 + 1))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.set_input_files("#workbook", path)
    page.click("text=开始校验")
    assert "文件超过 20 MB" in page.inner_text(".problem")
    assert "POST" not in sent
