"""Chromium for tests, and the add-in in it: the real pages with a stub where office.js belongs."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from excel_clients import Shown
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from excel_clients import Held, Sheet
    from open_books import OpenBook
    from playwright.sync_api import Browser, Page

PROGRAM = shutil.which("chromium") or "/usr/bin/chromium"
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--lang=zh-CN",
)
_STUB = Path(__file__).with_name("stub_host.js")
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - as Excel counts days


def browser() -> Iterator[Browser]:
    """Start a browser, and end it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=PROGRAM, args=list(OPTIONS))
        yield running
        running.close()


def model(book: OpenBook, runtime: str = "1.4") -> dict[str, object]:
    """Give an open workbook as the stub host holds it."""
    sheets = [
        {"name": title, "values": _grid(sheet), "formats": _formats(sheet)}
        for title, sheet in book.sheets.items()
    ]
    return {"name": "申报.xlsm", "runtime": runtime, "sheets": sheets, "names": book.names}


def task_pane(page: Page, url: str, book: OpenBook, runtime: str = "1.4") -> Page:
    """Open the task pane beside a workbook."""
    page.add_init_script(f"globalThis.MODEL = {json.dumps(model(book, runtime))};")
    page.route("**/office.js", lambda route: route.fulfill(path=_STUB))
    page.goto(f"{url}/taskpane.html")
    page.wait_for_selector("#summary:visible, #message.wrong")
    return page


def _number(value: Held) -> object:
    """Give a value as Excel's JavaScript does: days are numbers."""
    if isinstance(value, Shown):
        return value.words
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
        passed = moment - _ZERO
        return passed.days + passed.seconds / 86400
    return value


def _grid(sheet: Sheet) -> list[list[object]]:
    rows: list[list[object]] = []
    for (row, column), value in sheet.values.items():
        _put(rows, row, column, _number(value), "")
    return rows


def _formats(sheet: Sheet) -> list[list[object]]:
    rows: list[list[object]] = []
    for row, column in sheet.values:
        _put(rows, row, column, sheet.formats.get((row, column), "General"), "General")
    return rows


def _put(rows: list[list[object]], row: int, column: int, value: object, blank: object) -> None:
    while len(rows) < row:
        rows.append([])
    line = rows[row - 1]
    line.extend([blank] * (column - len(line)))
    line[column - 1] = value
