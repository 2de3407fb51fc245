"""Read the reference that a defined name stands for: `'入驻机构'!$E$5:$E$504`."""

from __future__ import annotations

import re

from workbook.addresses import column_number
from workbook.raw import COLUMNS, ROWS, NamedRange

_REFERENCE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!:\[\](),\s]+))!"
    r"(?P<first>[$A-Za-z0-9]+)(?::(?P<last>[$A-Za-z0-9]+))?"
)
_CORNER = re.compile(r"(?:\$?(?P<column>[A-Za-z]{1,3}))?(?:\$?(?P<row>[0-9]{1,7}))?")


def reference(text: str) -> NamedRange | None:
    """Return the one block of cells that a reference means, with its sheet as written there.

    Whole rows and columns reach the sheet's edge; anything else than one block is nothing.
    """
    match = _REFERENCE.fullmatch(text.strip().removeprefix("="))
    corners = _corners(match) if match else None
    if match is None or corners is None:
        return None
    return NamedRange((match["quoted"] or match["plain"]).replace("''", "'"), *corners)


def _corners(match: re.Match[str]) -> tuple[int, int, int, int] | None:
    """Return the block between two corners."""
    first = _CORNER.fullmatch(match["first"])
    last = _CORNER.fullmatch(match["last"] or match["first"])
    if first is None or last is None:
        return None
    shapes = [(corner["column"] is None, corner["row"] is None) for corner in (first, last)]
    if shapes[0] != shapes[1] or (match["last"] is None and any(shapes[0])):
        return None
    no_column, no_row = shapes[0]
    columns = (
        (0, COLUMNS - 1)
        if no_column
        else sorted(column_number(corner["column"]) for corner in (first, last))
    )
    rows = (0, ROWS - 1) if no_row else sorted(int(corner["row"]) - 1 for corner in (first, last))
    if columns[1] >= COLUMNS or rows[0] < 0 or rows[1] >= ROWS:
        return None
    return rows[0], columns[0], rows[1], columns[1]
