"""What the real server does with connections that are no honest request.

1. A head of any size is not taken in, and one that never ends is not waited for.
2. A body that comes in a trickle is not waited for either.
3. Whoever is refused early hears why, even while still sending.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest
from serving import Server
from starlette.datastructures import Headers
from uvicorn.config import Config
from uvicorn.server import ServerState

from bureau.server import bodies
from bureau.server.punctual import LARGEST_HEAD, Punctual

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message, Receive, Scope, Send

HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


def answer_to(server: Server, *pieces: bytes) -> bytes:
    """Send pieces while they are taken, and give what comes until the server closes."""
    answer = b""
    with connect(server) as connection, suppress(ConnectionError):
        for piece in pieces:
            connection.sendall(piece)
        while piece := connection.recv(2**16):
            answer += piece
    return answer


@pytest.mark.parametrize("header", [b"X-Long: " + b"y" * 2**20, b"X-Many: y\r\n" * 2**17])
def test_a_head_of_any_size_is_not_taken_in(server: Server, header: bytes) -> None:
    assert b" 200 " not in answer_to(server, HEAD, header)  # it has no end, and is cut off


def test_a_head_may_still_be_large(server: Server) -> None:
    header = b"X-Long: " + b"y" * (LARGEST_HEAD - 2**10) + b"\r\nConnection: close\r\n\r\n"
    assert answer_to(server, HEAD, header).startswith(b"HTTP/1.1 200 ")


async def hello(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - what ASGI gives
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


@pytest.mark.parametrize(
    ("pieces", "answers"),
    [
        ([], 0),
        ([b"G"], 0),
        ([HEAD], 0),
        ([HEAD, b"\r\n"], 1),
        ([HEAD, b"\r\n", HEAD], 1),
        ([HEAD, b"\r\n", HEAD, b"\r\n"], 2),
    ],
)
def test_a_head_that_does_not_come_is_not_waited_for(
    pieces: list[bytes], answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Punctual, "patience", 0.3)

    async def heard() -> bytes:
        config = Config(hello, lifespan="off", log_config=None, timeout_keep_alive=1)
        state, loop = ServerState(), asyncio.get_running_loop()
        serving = await loop.create_server(lambda: Punctual(config, state, {}), "127.0.0.1")
        reader, writer = await asyncio.open_connection(*serving.sockets[0].getsockname())
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0.05)
        answer = await reader.read()  # until the server closes
        writer.close()
        serving.close()
        return answer

    assert asyncio.run(asyncio.wait_for(heard(), 30)).count(b"hello") == answers


def posted(path: str, body: bytes, *headers: bytes) -> bytes:
    lines = [f"POST {path} HTTP/1.1".encode(), b"Host: x", b"Content-Length: %d" % len(body)]
    return b"\r\n".join([*lines, *headers, b"", body])


@pytest.mark.parametrize("closing", [[], [b"Connection: close"]])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 405),
        ("/nothing", 405),
        ("/check", 400),
        ("/xlwings/custom-functions-call", 401),
        ("/xlwings/custom-scripts-call/review", 401),
    ],
)
def test_whoever_is_still_sending_hears_the_answer(
    server: Server, path: str, status: int, closing: list[bytes]
) -> None:
    two_files = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
        + b"a" * 4 * 2**20
        + b"\r\n"
        for _ in range(2)
    )
    form = b"Content-Type: multipart/form-data; boundary=x"
    with connect(server) as connection:
        connection.sendall(posted(path, two_files + b"--x--\r\n", form, *closing))
        assert connection.recv(2**10).startswith(b"HTTP/1.1 %d " % status)


def test_whoever_asks_before_sending_is_told_not_to(server: Server) -> None:
    head = posted("/xlwings/custom-functions-call", b"", b"Expect: 100-continue")
    answer = answer_to(server, head.replace(b"Length: 0", b"Length: 10000000"))
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b"\r\nconnection: close\r\n" in answer


def test_a_proxy_of_the_old_kind_hears_the_answer_too(server: Server) -> None:
    head = posted("/nothing", b"a" * 2**23, b"Expect: 100-continue", b"Connection: close")
    answer = answer_to(server, head.replace(b"HTTP/1.1", b"HTTP/1.0", 1))
    assert answer.startswith(b"HTTP/1.1 405 ")


def test_a_file_far_too_large_is_told_so(server: Server) -> None:
    form = b"Content-Type: multipart/form-data; boundary=x"
    answer = answer_to(server, posted("/check", b"a" * 3 * 2**24, form, b"Connection: close"))
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_whoever_waits_for_a_turn_hears_of_it(tmp_path: Path) -> None:
    head = b"Connection: close\r\nContent-Type: multipart/form-data; boundary=x"
    body = b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a"\r\n\r\n'
    upload = posted("/check", body + b"a" * 8 * 2**20, head)
    with Server(tmp_path / "full", ("--at-once", "1")) as full, ExitStack() as slow:
        for _ in range(8):
            slow.enter_context(connect(full)).sendall(upload[:-1])
        answers = [answer_to(full, upload) for _ in range(10)]  # the first may find a turn
        heard = [one for one in answers if one.startswith(b"HTTP/1.1 503 ")]
        assert len(heard) >= 9
        assert all("请过一两分钟再试".encode() in one for one in heard)


@pytest.mark.parametrize(("pause", "whole"), [(0.0, True), (0.02, False), (5.0, False)])
def test_who_sends_a_trickle_is_not_waited_for(
    pause: float, *, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_GRACE", 0.2)
    left = iter(range(100, -1, -1))

    async def receive() -> Message:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"a", "more_body": next(left) > 0}

    async def taken() -> int:
        return len(await bodies.whole(Headers(), receive, 2**20, 60))

    if whole:
        assert asyncio.run(taken()) == 101
    else:
        with pytest.raises(bodies.TooSlowError):
            asyncio.run(taken())
