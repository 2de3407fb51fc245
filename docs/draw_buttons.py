"""Draw the edition with macros, the self-check page and the task pane, as people see them.

The macros run in LibreOffice, and the pages in Chromium with the real server.
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browsing import browser, task_pane
from facts import park, residents
from open_books import OpenBook
from serving import NINGAN, TOKEN_FILE, Server
from vba_office import MacroOffice

from macros.project import build_project
from schemas.parameters import CITY, law_at
from workbook.layout import FINDINGS, HOME
from workbook.samples import samples
from workbook.template import Macros, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

_LAW = law_at(date(2026, 3, 18), CITY)
_SIZE = {"width": 1280, "height": 760}


def _book(*, stub: bool) -> bytes:
    """Build a workbook with a few mistakes."""
    rows = residents(14)
    rows[2] |= {"code": "912310001234567890"}
    rows[5] |= {"licence_number": None}
    rows[8] |= {"gross_revenue": None}
    facts = park(residents=rows, cells={"park.contact": None, "park.phone": None}, law=_LAW)
    project = build_project(stub=stub)
    return build(_LAW, rows=30, facts=facts, macros=Macros(project))


def draw_macros(pictures: Path, folder: Path) -> None:
    """Press 校验 in LibreOffice and draw the first sheet and the list."""
    source = folder / "book.xlsm"
    source.write_bytes(_book(stub=True))
    with MacroOffice() as office, office.open(source) as document:
        document.run("HrparkReview")
        _print_controls(document.loaded.Sheets[HOME])
        for sheet, name, height in ((HOME, "buttons", 860), (FINDINGS, "checked", 420)):
            document.show_only(sheet)
            pdf = folder / f"{name}.pdf"
            document.pdf(pdf)
            subprocess.run(  # noqa: S603 - the program that draws every picture
                [
                    *("pdftoppm", "-png", "-singlefile", "-r", "110"),
                    *("-x", "0", "-y", "0", "-W", "1290", "-H", str(height)),
                    *(pdf, folder / name),
                ],
                check=True,
            )
            shutil.copyfile(folder / f"{name}.png", pictures / f"{name}.png")


def _print_controls(sheet: Any) -> None:  # noqa: ANN401 - UNO is not typed
    """Let the buttons be printed, which they are not on paper."""
    for shape in sheet.DrawPage:
        control = getattr(shape, "Control", None)
        if control is not None:
            control.Printable = True


def draw_pages(pictures: Path, folder: Path) -> None:
    """Open the self-check page and the task pane in Chromium and draw them."""
    tokens = folder / "tokens.txt"
    tokens.write_text(TOKEN_FILE, encoding="utf-8")
    dirty = folder / "dirty.xlsx"
    dirty.write_bytes(samples()["dirty"].workbook())
    with Server(folder / "server", ("--token-file", str(tokens))) as server:
        for chromium in browser():
            page = chromium.new_page(viewport=_SIZE, locale="zh-CN")
            _self_check(page, server.url, dirty)
            page.screenshot(path=pictures / "self-check.png")
            pane = chromium.new_page(viewport={"width": 340, "height": 760}, locale="zh-CN")
            pane.add_init_script(f"localStorage.setItem('hrparkToken', '{NINGAN}')")
            task_pane(pane, server.url, OpenBook.of(_book(stub=False)))
            pane.click("#review")
            pane.wait_for_selector("#review:not([disabled])")
            pane.screenshot(path=pictures / "task-pane.png")


def _self_check(page: Page, url: str, workbook: Path) -> None:
    page.goto(url)
    page.set_input_files("input[type=file]", workbook)
    page.click("button[type=submit]")
    page.wait_for_selector(".overall")
    page.locator(".overall").scroll_into_view_if_needed()
