"""Say where something went wrong without saying what anybody had written."""

from __future__ import annotations

import traceback


def place_of(error: BaseException) -> str:
    """Give an error's kind and where it was raised: its text may quote cells, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(error).__name__} at {places}"
