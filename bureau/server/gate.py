"""Stand before xlwings-server: nothing gets through unbidden, too large, or in a wrong shape."""

from __future__ import annotations

import logging
import re

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bureau.server import answers, bodies, calls
from bureau.server.calls import RefusedError
from bureau.server.faults import place_of
from bureau.server.settings import Settings
from bureau.server.tokens import REFUSED

SECONDS = 120.0  # for a call to arrive
# What xlwings-server serves has such names; everything else could only be meant to lead elsewhere.
_PATH = re.compile(r"(/[A-Za-z0-9@_-][A-Za-z0-9@._-]*)+")
_LOG = logging.getLogger("hrpark.server")
_BEHIND_A_PROXY = (
    "服务器没有设访问令牌，只为本机服务；经代理转发的请求须先由管理员设好令牌（--token-file）。"
)
_FORWARDED = {"forwarded", "x-forwarded-for", "x-real-ip"}


class Gate:
    """Let through what xlwings-server is for, and answer the rest with a sentence."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before an application."""
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            await self._pass(scope, receive, send)
        except ClientDisconnect:
            return
        except RefusedError as error:
            await answers.sentence(error.words, error.status)(scope, receive, send)
        except bodies.TooLargeError:
            words = answers.too_large(self.settings.max_upload)
            await answers.sentence(words, 413)(scope, receive, send)
        except bodies.TooSlowError:
            await answers.last_sentence(answers.TOO_SLOW, 408)(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        if not _PATH.fullmatch(path):
            raise RefusedError(404, "没有这个地址。")
        if path == calls.FUNCTIONS_CALL or path.startswith(calls.SCRIPTS_CALL):
            if method != "OPTIONS":  # which a browser asks before it calls from elsewhere
                await self._call(scope, receive, send)
                return
        elif method not in {"GET", "HEAD"}:
            raise RefusedError(405, "这个地址不接受这样的请求。")
        await self.app(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, headers = scope["path"], Headers(scope=scope)
        self._admit(headers)
        calls.known(path, scope["method"])
        body = await bodies.whole(headers, receive, self.settings.max_upload, SECONDS)
        call = calls.read_call(path, body)
        if path == calls.FUNCTIONS_CALL and call["runtime"] in calls.ERRORS_BY_ERROR:
            send = _error_for_no_answer(scope, receive, send)
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            scope = {**scope, "headers": _as_json(scope["headers"])}
            await self.app(scope, bodies.replay(body, receive), watched)
        except Exception as error:  # noqa: BLE001 - xlwings-server raises again what it has answered
            _LOG.error("a call failed: %s", place_of(error))
            if not begun:
                raise RefusedError(500, answers.FAULT) from None

    def _admit(self, headers: Headers) -> None:
        """Refuse whoever has no token, before anything of the call is read."""
        if self.settings.tokens:
            if self.settings.tokens.who(headers.get("authorization", "")) is None:
                raise RefusedError(401, REFUSED)
        elif _FORWARDED & set(headers.keys()):
            raise RefusedError(401, _BEHIND_A_PROXY)


def _as_json(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Call the body what it is found to be, so that nothing tries to read it as a form."""
    kept = [(name, value) for name, value in headers if name.lower() != b"content-type"]
    return [*kept, (b"content-type", b"application/json")]


def _error_for_no_answer(scope: Scope, receive: Receive, send: Send) -> Send:
    """Turn #N/A as text, which IFERROR does not see, into an error, which becomes #VALUE!."""
    held: list[Message] = []

    async def instead(message: Message) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
        elif held and message.get("body") == calls.NO_ANSWER:
            held.clear()
            await answers.sentence(calls.NO_ANSWER_SAYS, 400)(scope, receive, send)
        else:
            while held:
                await send(held.pop())
            await send(message)

    return instead
