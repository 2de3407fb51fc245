"""The functions for cells, answered one after another beside what else the server does.

xlwings would answer them in between: one park with thousands of rows kept everybody waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import wraps

from schemas.published import published
from udfs import functions
from udfs.answers import Answer

_DESK = ThreadPoolExecutor(1, "functions")  # they share one desk


def _beside(function: Callable[..., Answer]) -> Callable[..., Coroutine[None, None, Answer]]:
    """Give a function as xlwings knows it, but to be waited for."""

    @wraps(function)
    async def answered(*given: object) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(_DESK, function, *given)

    return answered


globals().update({entry.name: _beside(getattr(functions, entry.name)) for entry in published()})
