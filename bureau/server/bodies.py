"""Take in the body of a request, no longer and no larger than agreed, whatever it claims to be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import Receive

_DRAINING = 20.0  # seconds


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
    try:
        async with asyncio.timeout(seconds):
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
                yield piece
    except TimeoutError:
        raise TooSlowError from None


async def whole(headers: Headers, receive: Receive, limit: int, seconds: float) -> bytes:
    """Give the body in one; the same errors."""
    return b"".join([piece async for piece in stream(headers, receive, limit, seconds)])


async def drain(receive: Receive, limit: int) -> None:
    """Throw away what is still coming, within reason, so that the sender hears the answer."""
    thrown = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAINING):
            while thrown < limit:
                message = await receive()
                thrown += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


def replay(body: bytes, receive: Receive) -> Receive:
    """Give a `receive` that hands out a body that was taken in already."""
    pending = [body]

    async def again() -> dict[str, object]:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return dict(await receive())

    return again
