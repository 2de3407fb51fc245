"""What the buttons run on the server: the same Python as on the desktop.

Each works on the copy of the workbook that came with the request, in a thread of its own, so that
the server can answer others meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import xlwings
from xlwings.server import script

from bureau.server.faults import place_of
from workbook.button_words import ONLINE
from workbook.errors import UnreadableFileError
from workbook.layout import ONLINE_BUTTON

FAILED = "服务器校验时出了错，工作簿没有改动。请稍后再试；仍不行，请把工作簿发给市局。"
_LOG = logging.getLogger("hrpark.server")


@script(button=ONLINE_BUTTON)
async def review(book: xlwings.Book) -> None:
    """Review the workbook and list what is to mend on it."""
    from macros import buttons  # noqa: PLC0415 - it loads pandas; the functions do not need it

    await _run(buttons.review, book, engine=ONLINE)


@script
async def preview_fixes(book: xlwings.Book) -> None:
    """List what can be tidied for certain."""
    from macros import buttons  # noqa: PLC0415 - the same

    await _run(buttons.preview_fixes, book)


@script
async def apply_fixes(book: xlwings.Book) -> None:
    """Tidy what the list offers."""
    from macros import buttons  # noqa: PLC0415 - the same

    await _run(buttons.apply_fixes, book)


@script
async def undo_fixes(book: xlwings.Book) -> None:
    """Put back what was tidied."""
    from macros import buttons  # noqa: PLC0415 - the same

    await _run(buttons.undo_fixes, book)


async def _run(work: Callable[..., None], book: xlwings.Book, **options: str) -> None:
    """Run a button's work; raise XlwingsError with a sentence for people when it fails."""
    try:
        await asyncio.to_thread(work, book, **options)
    except xlwings.XlwingsError:
        raise
    except UnreadableFileError as error:
        raise xlwings.XlwingsError(error.sentence) from error
    except Exception as error:  # noqa: BLE001 - people get a sentence, the log gets the place
        _LOG.error("a script failed: %s", place_of(error))
        raise xlwings.XlwingsError(FAILED) from None
