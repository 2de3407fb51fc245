"""Read an open workbook as a reader reads a file: every sheet at once, and the defined names.

Only values can be seen: no formulas, merged cells or hidden rows. The values of a workbook that
came to a server are taken from what was sent: xlwings' own way to them keeps every sheet it ever
saw in a cache, and takes TRUE there for 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from macros.cell_values import Source, cell_value
from workbook.raw import PICTURE, Address, CellValue, NamedRange, RawSheet, RawWorkbook
from workbook.references import reference

if TYPE_CHECKING:
    import xlwings as xw

# As much as is read of a sheet: formats alone can stretch the used range over all of it.
_MOST_ROWS, _MOST_COLUMNS = 20_000, 256


def is_remote(book: xw.Book) -> bool:
    """Tell whether the workbook was sent here, and what is written goes back as actions."""
    return str(book.app.engine.type) == "remote"


def source_of(book: xw.Book) -> Source:
    """Tell who hands over the values."""
    if not is_remote(book):
        return Source.EXCEL
    return Source.VBA if book.api.get("client") == "VBA" else Source.OFFICE_JS


def read_open_book(book: xw.Book) -> RawWorkbook:
    """Read an open workbook; nothing is said of its formulas, which nobody sees here."""
    source, remote = source_of(book), is_remote(book)
    sheets = tuple(
        _sheet(sheet.name, _cells(*(_sent(sheet) if remote else _used(sheet)), source))
        for sheet in book.sheets
    )
    names, broken = _names(book, {sheet.name.casefold(): sheet.name for sheet in sheets})
    return RawWorkbook(sheets, names, broken, formulas_known=False)


def _sheet(name: str, cells: dict[Address, CellValue]) -> RawSheet:
    """Keep pictures apart, as a reader of the file does."""
    pictures = frozenset(
        at for at, value in cells.items() if isinstance(value, str) and value.startswith(PICTURE)
    )
    if pictures:
        cells = {at: value for at, value in cells.items() if at not in pictures}
    return RawSheet(name, cells=cells, pictures=pictures)


def _sent(sheet: xw.Sheet) -> tuple[Sequence[Sequence[object]], int, int]:
    """Give the values that came, which begin at A1."""
    return sheet.api["values"], 0, 0


def _used(sheet: xw.Sheet) -> tuple[Sequence[Sequence[object]], int, int]:
    """Give the used cells in one reading, and the row and column where they begin."""
    used = sheet.used_range
    rows, columns = used.shape
    area = used.resize(min(rows, _MOST_ROWS), min(columns, _MOST_COLUMNS))
    values = area.options(ndim=2, err_to_str=True).value
    return values, area.row - 1, area.column - 1


def _cells(
    lines: Iterable[Sequence[object]], first_row: int, first_column: int, source: Source
) -> dict[Address, CellValue]:
    return {
        (row, column): value
        for row, line in enumerate(lines, start=first_row)
        for column, given in enumerate(line, start=first_column)
        if (value := cell_value(given, source)) is not None
    }


def _names(book: xw.Book, sheets: dict[str, str]) -> tuple[dict[str, NamedRange], tuple[str, ...]]:
    """Give the names of the workbook that mean cells, and those that have lost their cells."""
    found: dict[str, NamedRange] = {}
    broken = []
    for each in book.names:
        name, text = each.name, each.refers_to or ""
        if "!" in name:  # of one sheet: copying a sheet makes such ones
            continue
        meant = reference(text)
        if "#REF!" in text.upper() or (meant and meant.sheet.casefold() not in sheets):
            broken.append(name)
        elif meant:
            found[name] = replace(meant, sheet=sheets[meant.sheet.casefold()])
    return found, tuple(broken)
