"""Read the values of the cells with python-calamine, from a copy of what was checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from python_calamine import CalamineError, CalamineWorkbook

from workbook.errors import DamagedError, TooLargeError
from workbook.plain_copy import plain_copy
from workbook.raw import COLUMNS, PICTURE, ErrorValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet

    from workbook.sheet import Scan

MAX_CELLS = 1_000_000  # filled cells of a workbook: 20 times the longest register
EXACT = 10**15  # Excel keeps 15 digits: from here on a whole number has lost some

_DAY = dt.timedelta(days=1)

Plain: TypeAlias = str | float | int | bool
Other: TypeAlias = dt.date | dt.time | ErrorValue


@dataclass(frozen=True, slots=True)
class Values:
    """Hold one sheet's filled cells by place, in reading order: row times COLUMNS plus column.

    Dates, times and errors stand in `others`, and as None in `cells`.
    """

    cells: dict[int, Plain | None]
    others: dict[int, Other]
    pictures: list[int]


def read_values(
    scans: Sequence[Scan], strings: bytes, styles: bytes, *, date_1904: bool
) -> Iterator[Values]:
    """Yield the values of each scanned sheet; raise DamagedError or TooLargeError."""
    package = plain_copy(scans, strings, styles, date_1904=date_1904)
    left = MAX_CELLS
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(package))
        for index, scan in enumerate(scans):
            found = _sheet(scan, book.get_sheet_by_index(index), strings)
            left -= len(found.cells)
            if left < 0:
                raise TooLargeError(f"有内容的单元格超过 {MAX_CELLS} 个")
            yield found
    except CalamineError as error:
        raise DamagedError("单元格内容有误") from error


def _sheet(scan: Scan, sheet: CalamineSheet, strings: bytes) -> Values:
    """Return the filled cells of one sheet, pictures apart."""
    cells, others = _filled(sheet)
    pictures = {row * COLUMNS + column for row, column in scan.pictures}
    if PICTURE.encode() in strings or PICTURE.encode() in scan.data:
        pictures |= {
            place
            for place, value in cells.items()
            if isinstance(value, str) and value.startswith(PICTURE)
        }
    for row, column in scan.texts:
        place = row * COLUMNS + column
        number = cells.get(place)
        if isinstance(number, (int, float)) and abs(number) < EXACT:
            cells[place] = format(number, ".15g")  # as the cell shows it
    for (row, column), error in scan.errors.items():
        cells[row * COLUMNS + column] = None
        others[row * COLUMNS + column] = ErrorValue(error)
    for place in pictures:
        cells.pop(place, None)
        others.pop(place, None)
    if scan.errors:
        cells = dict(sorted(cells.items()))
    return Values(cells, others, sorted(pictures))


def _filled(sheet: CalamineSheet) -> tuple[dict[int, Plain | None], dict[int, Other]]:
    """Return the cells that hold anything, by place."""
    cells: dict[int, Plain | None] = {}
    others: dict[int, Other] = {}
    if sheet.start is None:  # calamine cannot iterate over an empty sheet
        return cells, others
    first_column = sheet.start[1]
    for row, line in enumerate(sheet.iter_rows()):
        for place, value in enumerate(line, row * COLUMNS + first_column):
            if isinstance(value, str):
                if value:
                    cells[place] = value
            elif isinstance(value, float):
                if isfinite(value):
                    whole = value.is_integer() and abs(value) < EXACT
                    cells[place] = int(value) if whole else value
                else:
                    cells[place], others[place] = None, ErrorValue("#NUM!")
            elif isinstance(value, int):
                cells[place] = value
            elif isinstance(value, dt.timedelta):
                cells[place] = value / _DAY
            else:
                cells[place] = None
                others[place] = value
    return cells, others
