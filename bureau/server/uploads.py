"""Take one uploaded workbook into memory; its name is only ever shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bureau.server import bodies
from schemas.normalising.cells import without_invisible

FIELD, WANTED = "workbook", "want"
SECONDS = 300.0  # for an upload to arrive: 20 MB at half a megabit a second
_AROUND = 2**16  # bytes of the form around the file
_LONGEST_NAME = 80
_UNNAMED = "工作簿.xlsx"


class NoFileError(Exception):
    """The form came without a file, or was no form."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file: the last part of the name it came under, its bytes, what was asked for."""

    name: str
    data: bytes
    wanted: str


class _InMemory(MultiPartParser):
    """A form parser that writes nothing to disk: the body is bounded before it gets here."""

    spool_max_size = 2**31


async def receive_upload(request: Request, limit: int) -> Upload:
    """Take in a posted form with one file of at most `limit` bytes.

    Raises NoFileError, and what `bodies.stream` raises.
    """
    headers = request.headers
    if not headers.get("content-type", "").lower().startswith("multipart/form-data"):
        await _discard(headers, request, limit)
        raise NoFileError
    stream = bodies.stream(headers, request.receive, limit + _AROUND, SECONDS)
    try:
        parser = _InMemory(headers, stream, max_files=1, max_fields=4, max_part_size=2**10)
        form: FormData = await parser.parse()
    except (MultiPartException, UnicodeError):  # which a strange charset brings about
        raise NoFileError from None
    given, wanted = form.get(FIELD), form.get(WANTED)
    if not isinstance(given, UploadFile):
        raise NoFileError
    data = await given.read()
    await form.close()
    if len(data) > limit:
        raise bodies.TooLargeError
    if not given.filename:
        raise NoFileError
    return Upload(shown_name(given.filename), data, wanted if isinstance(wanted, str) else "")


async def _discard(headers: Headers, request: Request, limit: int) -> None:
    """Take in a body that is of no use, so that the sender hears the answer."""
    async for _ in bodies.stream(headers, request.receive, limit, SECONDS):
        pass


def shown_name(given: str) -> str:
    """Give the last part of a name that anybody chose, fit to be shown."""
    last = re.split(r"[/\\]", without_invisible(given))[-1]
    plain = re.sub(r'[\x00-\x1f\x7f"<>|:*?]', "", last).strip(" .")
    return plain[-_LONGEST_NAME:] or _UNNAMED


def as_attachment(name: str, ending: str) -> str:
    """Write the Content-Disposition (RFC 5987) of what is given back for a file."""
    path = PurePosixPath(name)
    suffix = ".xlsm" if path.suffix.lower() == ".xlsm" else ".xlsx"
    full = f"{path.stem}{ending}{suffix}"
    return f"attachment; filename=\"checked{suffix}\"; filename*=UTF-8''{quote(full, safe='')}"
