"""Have a process that can do no harm do something with a file, and take its answer."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from workbook.errors import KINDS, TimedOutError, TooLargeError, UnsafeToReadError
from workbook.jail import ask
from workbook.limits import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbook.limits import Limits

_T = TypeVar("_T")


def consult(
    wanted: Mapping[str, object],
    data: bytes,
    limits: Limits,
    take: Callable[[dict[str, Any], bytes], _T],
) -> _T:
    """Give what `take` makes of the answer: a message, and the bytes that come after it.

    Raises UnreadableFileError: whichever of its subclasses says what is wrong; nothing else,
    whatever the file holds.
    """
    if len(data) > MAX_FILE:
        raise TooLargeError("超过 30 MB")
    header = json.dumps({**wanted, "limits": asdict(limits)}).encode()
    begun = time.monotonic()
    answer = ask(header + b"\n" + data, limits.wall_seconds)
    try:
        said, _, after = answer.partition(b"\n")
        message = json.loads(said)
        if "error" not in message:
            return take(message, after)
        refusal = KINDS[message["error"]](str(message["detail"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # The process died, fell silent or talks nonsense.
        spent = time.monotonic() - begun
        slow = spent >= min(limits.cpu_seconds, limits.wall_seconds)
        raise (TimedOutError if slow else UnsafeToReadError) from error
    raise refusal
