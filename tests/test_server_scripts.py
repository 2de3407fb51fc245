"""The buttons on the real server: what both clients send, and what comes back to do.

1. 校验, 预览整理, 应用 and 撤销 do through the server what they do on the desktop.
2. Who checked is 在线校验.
3. Another xlwings, a wrong token, a strange script, a shape that is none: a sentence, 4xx, plain
   text, as VBA and the task pane show it.
4. A workbook that is not ours is a sentence.
5. Several counties at once get each its own answers; nobody else waits for a long one.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from excel_clients import CLIENTS, OFFICE_JS, VBA
from open_books import OpenBook
from serving import NINGAN, Server
from test_buttons_review import built, cells

from workbook.layout import ONLINE_BUTTON
from workbook.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

ONLINE = "在线校验"


class Answer:
    """What the server answers, as the book that a client applies."""

    def __init__(self, response: httpx.Response) -> None:
        assert response.status_code == 200, response.text
        self.actions = response.json()

    def json(self) -> object:
        return self.actions


def press(client: httpx.Client, script: str, book: OpenBook, kind: str) -> OpenBook:
    """Press a button: send, let the server work, and do what it answers."""
    return book.applied(Answer(send(client, script, book.payload(kind))), kind)  # type: ignore[arg-type]


def send(client: httpx.Client, script: str, payload: str) -> httpx.Response:
    return client.post(
        f"/xlwings/custom-scripts-call/{script}",
        content=payload,
        headers={"Content-Type": "application/json"},
    )


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client(NINGAN) as found:
        yield found


@pytest.fixture
def book() -> OpenBook:
    return built().copy()


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_check_lists_and_ticks_off(client: httpx.Client, book: OpenBook, kind: str) -> None:
    open_before = cells(press(client, "review", book, kind))
    assert str(book.one("button_stamp")).endswith(f"　{ONLINE}")
    assert str(book.one("meta_code")).count("-") == 2
    code = book.cell("入驻机构", "F5")
    book.type_in("入驻机构", "F5", "91123")
    assert ("入驻机构", "F5") in cells(press(client, "review", book, kind))
    book.type_in("入驻机构", "F5", code)
    press(client, "review", book, kind)
    assert ("入驻机构", "F5") in cells(book, "已改正")
    assert cells(book) == open_before


@pytest.mark.parametrize("kind", CLIENTS)
def test_tidying_is_offered_applied_and_undone(
    client: httpx.Client, book: OpenBook, kind: str
) -> None:
    before = str(book.cell("入驻机构", "F5"))
    full = "".join(chr(ord(letter) + 0xFEE0) for letter in before)
    book.type_in("入驻机构", "F5", full)
    press(client, "preview_fixes", book, kind)
    ((_, sheet, cell, _, given, mended, *_),) = book.lines("button_fixes")
    assert (sheet, cell, given, mended) == ("入驻机构", "F5", full, before)
    assert book.cell("入驻机构", "F5") == full
    press(client, "apply_fixes", book, kind)
    assert book.cell("入驻机构", "F5") == before
    press(client, "undo_fixes", book, kind)
    assert book.cell("入驻机构", "F5") == full


def test_the_task_pane_is_told_of_the_four_scripts_and_the_button(client: httpx.Client) -> None:
    told = client.get("/xlwings/custom-scripts-meta.json").json()
    buttons = {one["function_name"]: one["button"] for one in told}
    nobody = dict.fromkeys(("preview_fixes", "apply_fixes", "undo_fixes"))
    assert buttons == {"review": ONLINE_BUTTON, **nobody}


@pytest.mark.parametrize("kind", CLIENTS)
def test_another_xlwings_is_told_of_both_versions(
    client: httpx.Client, book: OpenBook, kind: str
) -> None:
    payload = json.dumps({**json.loads(book.payload(kind)), "version": "0.1.0"})
    answer = send(client, "review", payload)
    if kind == OFFICE_JS:  # whose JavaScript comes from this server
        assert answer.status_code == 200
        return
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("xlwings 版本不一致：工作簿里是 0.1.0，服务器上是 0.37.8。")


@pytest.mark.parametrize("script", ["nothing", "__class__", "review/x", "_run", "script"])
def test_a_strange_script_is_not_run(client: httpx.Client, book: OpenBook, script: str) -> None:
    answer = send(client, script, book.payload(VBA))
    assert answer.status_code == 404


def changed(payload: str, **parts: object) -> str:
    return json.dumps({**json.loads(payload), **parts})


def test_what_is_no_workbook_is_refused(client: httpx.Client, book: OpenBook) -> None:
    payload = book.payload(VBA)
    for wrong in (
        "",
        "{",
        "[]",
        changed(payload, sheets=[]),
        changed(payload, sheets=[{}]),
        changed(payload, sheets="x"),
        changed(payload, book=None),
        changed(payload, names={}),
    ):
        answer = send(client, "review", wrong)
        assert (answer.status_code, "看不懂" in answer.text) == (400, True)


def test_a_shape_inside_that_is_none_is_a_sentence_too(
    client: httpx.Client, book: OpenBook
) -> None:
    payload = book.payload(VBA)
    for wrong in (
        changed(payload, names=[{}]),
        changed(payload, names=[{"name": "x"}]),
        changed(payload, sheets=[{"name": "x", "values": "junk"}]),
        changed(payload, sheets=[{"name": None, "values": [[{}]], "pictures": [], "tables": []}]),
        changed(payload, args=[1]),
    ):
        answer = send(client, "review", wrong)
        assert answer.status_code in {400, 500}
        assert "An error occurred" not in answer.text
        assert "Traceback" not in answer.text


def test_a_workbook_with_more_cells_than_any_has_is_refused(
    client: httpx.Client, book: OpenBook
) -> None:
    payload = json.loads(book.payload(VBA))
    payload["sheets"].append(
        {"name": "表", "values": [[0] * 1024] * 2048, "pictures": [], "tables": []}
    )
    answer = send(client, "review", json.dumps(payload))
    assert (answer.status_code, "请删去" in answer.text) == (413, True)


def test_what_only_functions_say_is_not_asked_of_a_script(
    client: httpx.Client, book: OpenBook
) -> None:
    answer = send(client, "review", changed(book.payload(VBA), runtime=[]))
    assert answer.status_code == 200


def test_a_workbook_that_is_not_ours_is_a_sentence(client: httpx.Client) -> None:
    payload = {
        "client": "VBA",
        "version": "0.37.8",
        "book": {"name": "别的.xlsm", "active_sheet_index": 0, "selection": "A1"},
        "names": [],
        "sheets": [{"name": "表1", "values": [[1]], "pictures": [], "tables": []}],
    }
    for script in ("review", "preview_fixes", "apply_fixes", "undo_fixes"):
        answer = send(client, script, json.dumps(payload))
        assert answer.status_code == 400
        assert "工作簿" in answer.text


def test_counties_at_once_do_not_mix(server: Server) -> None:
    small = [key for key in samples() if key != "dirty"]  # which is used as far as XFD
    books = {key: OpenBook.of(samples()[key].workbook()).with_buttons() for key in small}

    def code(key: str) -> str:
        with server.client(NINGAN) as client:
            return str(press(client, "review", books[key].copy(), OFFICE_JS).one("meta_code"))

    alone = {key: code(key) for key in books}
    with ThreadPoolExecutor(4) as pool:
        together = dict(zip(books, pool.map(code, books), strict=True))
    assert together == alone


def test_nobody_waits_for_another_county_s_check(server: Server, book: OpenBook) -> None:
    payload = book.payload(VBA)
    with (
        server.client(NINGAN) as busy,
        server.client() as quick,
        ThreadPoolExecutor(1) as pool,
    ):
        long = pool.submit(lambda: [send(busy, "review", payload).status_code for _ in range(8)])
        waits = []
        while not long.done():
            begun = time.monotonic()
            assert quick.get("/health").status_code == 200
            waits.append(time.monotonic() - begun)
        assert set(long.result()) == {200}
    assert len(waits) > 8
    assert sorted(waits)[len(waits) // 2] < 0.2
