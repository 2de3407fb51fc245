"""Check an uploaded workbook and forget it: the same review as everywhere, and no session."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bureau.server import answers, bodies, check_page
from bureau.server.faults import place_of
from bureau.server.settings import Settings
from bureau.server.uploads import NoFileError, Upload, as_attachment, receive_upload
from workbook.errors import UnreadableFileError
from workbook.layout import RETURNED_SUFFIX
from workbook.returned_copy import returned_copy
from workbook.review import review

COPY, PRINT = "copy", "print"
NO_FILE = "请先选择要校验的工作簿（.xlsx 或 .xlsm），再点“开始校验”。"
_WAITING = 8  # uploads in hand for each review that may run
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"
_LOG = logging.getLogger("hrpark.server")


@dataclass(slots=True)
class SelfCheck:
    """The page, with a bound on what is in hand; nothing outlives a request."""

    settings: Settings
    _in_hand: int = 0
    _turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """Let as many reviews run beside each other as were allowed."""
        self._turns = asyncio.Semaphore(self.settings.at_once)

    async def form(self, request: Request) -> Response:  # noqa: ARG002 - what a route is given
        """Show the form."""
        return check_page.form_page(self.settings.max_upload)

    async def check(self, request: Request) -> Response:
        """Answer an upload: with the page, the returned copy, or the page to print."""
        if self._in_hand >= _WAITING * self.settings.at_once:
            answer = self._problem(answers.BUSY, 503)
            answer.headers["Retry-After"] = "60"
            return answer
        self._in_hand += 1
        try:
            return await self._check(request)
        finally:
            self._in_hand -= 1

    async def _check(self, request: Request) -> Response:
        limit = self.settings.max_upload
        try:
            upload = await receive_upload(request, limit)
            async with self._turns:
                return await asyncio.to_thread(self._answer, upload)
        except NoFileError:
            return self._problem(NO_FILE, 400)
        except bodies.TooLargeError:
            return self._problem(answers.too_large(limit), 413)
        except bodies.TooSlowError:
            answer = self._problem(answers.TOO_SLOW, 408)
            answer.headers["Connection"] = "close"
            return answer
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        except Exception as error:  # noqa: BLE001 - people get a sentence, the log gets the place
            _LOG.error("a check failed: %s", place_of(error))
            return self._problem(answers.FAULT, 500)

    def _answer(self, upload: Upload) -> Response:
        """Review a file and give what was asked for."""
        try:
            found = review(upload.data, name=upload.name)
            copy = returned_copy(upload.data, found) if upload.wanted == COPY else b""
        except UnreadableFileError as error:
            return self._problem(f"{upload.name}：{error.sentence}", 422)
        if upload.wanted == COPY:
            return Response(
                copy,
                media_type=_MACROS if upload.name.lower().endswith(".xlsm") else _PLAIN,
                headers={
                    "Content-Disposition": as_attachment(upload.name, RETURNED_SUFFIX),
                    "Cache-Control": "no-store",
                    "X-Content-Type-Options": "nosniff",
                },
            )
        if upload.wanted == PRINT:
            return check_page.printable_page(found)
        return check_page.result_page(self.settings.max_upload, found)

    def _problem(self, words: str, status: int) -> Response:
        return check_page.form_page(self.settings.max_upload, problem=words, status=status)
