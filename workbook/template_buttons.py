"""Put the buttons of the edition with macros on a sheet, one beside the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbook.template_page import Page

_HEIGHT, _GAP = 30, 12
_PADDING, _SIGN = 28, 14  # pixels around the caption, and of each of its characters


class Button(NamedTuple):
    """A button: what it says, and the macro behind it."""

    caption: str
    macro: str


def buttons(page: Page, row: int, column: int, wanted: Iterable[Button], *, down: int = 6) -> None:
    """Put buttons on the sheet from a cell on, so many pixels below its upper edge."""
    right = 0
    for button in wanted:
        width = _PADDING + _SIGN * len(button.caption)
        page.sheet.insert_button(
            row,
            column,
            {
                "macro": button.macro,
                "caption": button.caption,
                "width": width,
                "height": _HEIGHT,
                "x_offset": right,
                "y_offset": down,
            },
        )
        right += width + _GAP
