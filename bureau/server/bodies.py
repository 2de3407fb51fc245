"""Take in the body of a request, no longer and no larger than agreed, whatever it claims to be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

# Who sends nothing is cut off after this, who sends little as soon as it falls behind this pace:
# a few silent uploads would take every turn for minutes.
_GRACE, _PACE = 30.0, 2**15  # seconds, bytes a second: a quarter of a megabit
_DRAINING, _MOST_THROWN = 20.0, 2**28  # seconds, bytes


class TooLargeError(Exception):
    """More bytes came, or were announced, than are taken."""


class TooSlowError(Exception):
    """The body did not arrive in time."""


async def stream(
    headers: Headers, receive: Receive, limit: int, seconds: float
) -> AsyncGenerator[bytes, None]:
    """Give the body piece by piece.

    Raises TooLargeError before anything beyond `limit` bytes is given on, TooSlowError, and
    ClientDisconnect.
    """
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise TooLargeError
    taken = 0
    begun = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(min(_GRACE, seconds)) as patience:
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                piece = message.get("body", b"")
                more = message.get("more_body", False)
                taken += len(piece)
                if taken > limit:
                    raise TooLargeError
                patience.reschedule(begun + min(_GRACE + taken / _PACE, seconds))
                yield piece
    except TimeoutError:
        raise TooSlowError from None


async def whole(headers: Headers, receive: Receive, limit: int, seconds: float) -> bytes:
    """Give the body in one; the same errors."""
    return b"".join([piece async for piece in stream(headers, receive, limit, seconds)])


class Hearing:
    """Let no answer go out while its question still comes in: who is sending would not hear it.

    What comes is thrown away, within reason; an answer that says it closes does not wait.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stand between a request and what answers it."""
        self._receive, self._send = receive, send
        # Who asks before sending has not begun to; a proxy of the old kind may only seem to ask.
        asks = Headers(scope=scope).get("expect", "").lower() == "100-continue"
        self._waits = asks and scope.get("http_version") != "1.0"
        self._over = False

    async def receive(self) -> Message:
        """Give the next piece of the body."""
        message = await self._receive()
        self._waits = False
        self._over = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Send a piece of the answer, the first one once the body is over."""
        if message["type"] == "http.response.start" and not self._over:
            headers = MutableHeaders(scope=message)
            if headers.get("connection") != "close":
                await self._drain()
                if not self._over:
                    headers["Connection"] = "close"
            self._over = True
        await self._send(message)

    async def _drain(self) -> None:
        thrown = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRAINING):
                while not (self._over or self._waits) and thrown < _MOST_THROWN:
                    message = await self.receive()
                    thrown += len(message.get("body", b""))


def replay(body: bytes, receive: Receive) -> Receive:
    """Give a `receive` that hands out a body that was taken in already."""
    pending = [body]

    async def again() -> dict[str, object]:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return dict(await receive())

    return again
