"""What the server took in is gone when it has answered, and what went wrong quotes nothing.

1. Nothing is written to disk: no file anywhere, not even one that is deleted at once.
2. Nothing of an upload stays in memory.
3. A script works in a thread of its own; its failure is our sentence, and the log names the place.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

import httpx
import pytest
import xlwings
from starlette.applications import Starlette
from starlette.routing import Route

from bureau.server import scripts
from bureau.server.selfcheck import SelfCheck
from bureau.server.settings import Settings
from bureau.server.uploads import Upload
from workbook.review import Review
from workbook.samples import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from serving import Server

DIRTY = samples()["dirty"].workbook()
MEBIBYTE = 2**20
SECRET = "91SECRETCONTENT000"  # noqa: S105 - what a cell might hold
BOOK = cast("xlwings.Book", None)


def written(server: Server) -> int:
    """Count the bytes that the server has sent to disks, whether or not a file is left of them."""
    assert server.process
    lines = Path(f"/proc/{server.process.pid}/io").read_text(encoding="ascii").splitlines()
    return next(int(line.partition(": ")[2]) for line in lines if line.startswith("write_bytes"))


def test_no_upload_goes_to_a_disk(server: Server) -> None:
    with server.client() as client:

        def post() -> None:
            answer = client.post("/check", files={"workbook": ("宁安.xlsx", DIRTY)})
            assert answer.status_code == 200

        post()  # what is imported for the first time may be compiled
        before = written(server)
        for _ in range(3 * MEBIBYTE // len(DIRTY) + 1):
            post()
        large = {"workbook": ("大.xlsx", bytes(15 * MEBIBYTE))}
        assert client.post("/check", files=large).status_code == 422
        assert written(server) - before < MEBIBYTE


async def posted(want: str) -> int:
    page = SelfCheck(Settings())
    app = Starlette(routes=[Route("/check", page.check, methods=["POST"])])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        form = {"want": want}
        answer = await client.post("/check", files={"workbook": ("宁安.xlsx", DIRTY)}, data=form)
        return answer.status_code


def held() -> list[object]:
    return [one for one in gc.get_objects() if isinstance(one, (Upload, Review))]


@pytest.mark.parametrize("want", ["", "copy", "print"])
def test_no_upload_stays_in_memory(want: str) -> None:
    before = held()  # other tests may keep what they looked at
    assert asyncio.run(posted(want)) == 200
    gc.collect()
    assert [one for one in held() if not any(one is older for older in before)] == []


def ran(work: Callable[[object], None]) -> None:
    """Run a button's work as the server does, while something else goes on."""

    async def beside() -> None:
        running = asyncio.create_task(scripts._run(work, BOOK))  # noqa: SLF001 - what all share
        await asyncio.sleep(0)
        freed.set()
        await running

    freed.clear()
    asyncio.run(beside())


freed = threading.Event()


def test_a_script_holds_up_nobody() -> None:
    waited: list[bool] = []
    ran(lambda _: waited.append(freed.wait(20)))
    assert waited == [True]


def test_a_script_that_fails_says_our_sentence_and_logs_the_place_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(_: object) -> None:
        raise ValueError(SECRET)

    with caplog.at_level(logging.ERROR), pytest.raises(xlwings.XlwingsError) as told:
        ran(work)
    assert str(told.value).startswith("服务器校验时出了错，工作簿没有改动。")
    assert "ValueError at " in caplog.text
    assert "test_server_forgets.py" in caplog.text
    assert SECRET not in caplog.text
