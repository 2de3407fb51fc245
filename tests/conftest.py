"""What every test may ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import properties  # noqa: F401 - loads the profile before any test is read
import pytest
from browsing import browser as chromium
from office import Office
from serving import TOKEN_FILE, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# xlwings looks for it once, when it is first imported; without it no sent workbook opens.
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """One LibreOffice for the session (each xdist worker has its own), started when first used."""
    with Office() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a file of tests: while it runs, asyncio belongs to it."""
    yield from chromium()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, as narrow as a task pane."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the session: for fixtures that outlive one test; a test has `tmp_path`."""
    return tmp_path_factory.mktemp("hrpark")


@pytest.fixture(scope="session")
def server(tmp: Path) -> Iterator[Server]:
    """One server for the session, with two tokens."""
    tokens = tmp / "tokens.txt"
    tokens.write_text(TOKEN_FILE, encoding="utf-8")
    with Server(tmp / "server", ("--token-file", str(tokens))) as running:
        yield running
