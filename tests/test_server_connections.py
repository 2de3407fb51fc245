"""What the real server does with connections that are no honest request.

1. A head of any size is not taken in, and one that never ends is not waited for.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from bureau.server.punctual import LARGEST_HEAD, Punctual

if TYPE_CHECKING:
    from serving import Server
    from starlette.types import Receive, Scope, Send

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
