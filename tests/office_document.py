"""An open workbook in LibreOffice: type, recalculate, read, save, print."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from office_process import OfficeError, OfficeProcess, Uno

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ERROR = 4  # com.sun.star.sheet.FormulaResult
_EPOCH = date(1899, 12, 30)  # serial 0


class ErrorValue(NamedTuple):
    """What a cell holds whose formula failed, as people see it: `#N/A`, `#DIV/0!`, `Err:508`."""

    code: str


class CellError(NamedTuple):
    """A cell whose formula failed."""

    sheet: str
    cell: str  # as people write it: B3
    code: str


class Area(NamedTuple):
    """Where a defined name points: rows and columns from zero, both ends included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


Place = str | tuple[str | int, int, int]  # a defined name, or (sheet, row, column) from zero
Where = tuple[str | int, int, int, int, int]  # sheet, first row and column, last row and column
Entry = float | str | date | None  # None empties the cell
Value = float | str | ErrorValue  # a blank cell reads as ""


class Document:
    """An open workbook; what is typed into it is calculated at once."""

    def __init__(self, process: OfficeProcess, loaded: Uno) -> None:
        """Wrap a loaded spreadsheet document of UNO."""
        self._process = process
        self._loaded = loaded
        self._areas: dict[str, Area] = {}
        self._sheets: dict[str | int, Uno] = {}
        self._found: dict[Where, Uno] = {}
        self._open_to_all: set[Where] = set()
        self._print_areas: dict[str, Uno] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of all sheets, hidden ones too."""
        return tuple(self._loaded.Sheets.ElementNames)

    @property
    def names(self) -> tuple[str, ...]:
        """Defined names of the whole workbook."""
        return tuple(self._loaded.NamedRanges.ElementNames)

    def area(self, name: str) -> Area:
        """Find the cells that a defined name points at.

        Raises:
            OfficeError: no such name, or it points at no cells.

        """
        if name not in self._areas:
            ranges = self._loaded.NamedRanges
            cells = ranges.getByName(name).ReferredCells if ranges.hasByName(name) else None
            if cells is None:
                raise OfficeError(f"the workbook has no cells named {name}")
            at = cells.RangeAddress
            self._areas[name] = Area(
                self.sheets[at.Sheet], at.StartRow, at.StartColumn, at.EndRow, at.EndColumn
            )
        return self._areas[name]

    def set(self, place: Place, value: Entry) -> None:
        """Type a value; text is kept as text, even `1` or `=A1`.

        Raises:
            OfficeError: the cell is locked on a protected sheet, so nobody can type there.

        """
        self.set_block(*self._locate(place), [[value]])

    def set_block(
        self, sheet: str | int, row: int, column: int, rows: Sequence[Sequence[Entry]]
    ) -> None:
        """Paste a rectangle with its first cell at (row, column); None leaves a blank.

        Raises:
            OfficeError: a cell of it is locked on a protected sheet.

        """
        where = (sheet, row, column, row + len(rows) - 1, column + len(rows[0]) - 1)
        cells = self._cells(*where)
        if where not in self._open_to_all:
            # LibreOffice itself would drop the values without a word.
            if self._sheet(sheet).isProtected() and cells.CellProtection.IsLocked is not False:
                raise OfficeError(f"{cells.AbsoluteName} is locked")
            self._open_to_all.add(where)
        cells.setDataArray(tuple(tuple(map(_cell_value, values)) for values in rows))

    def get(self, place: Place) -> Value:
        """Read one cell; of a name for several cells, the first."""
        sheet, row, column = self._locate(place)
        return self.get_block(sheet, row, column, row, column)[0][0]

    def get_block(
        self, sheet: str | int, row: int, column: int, last_row: int, last_column: int
    ) -> list[list[Value]]:
        """Read a rectangle, both ends included; `get_block(*area(name))` reads a named one."""
        cells = self._cells(sheet, row, column, last_row, last_column)
        # UNO gives None for a cell whose formula failed.
        return [
            [
                ErrorValue(cells.getCellByPosition(across, down).String) if value is None else value
                for across, value in enumerate(values)
            ]
            for down, values in enumerate(cells.getDataArray())
        ]

    def errors(self) -> list[CellError]:
        """List every cell, on any sheet, whose formula fails."""
        found = []
        for name in self.sheets:
            sheet = self._sheet(name)
            for at in sheet.queryFormulaCells(_ERROR).RangeAddresses:
                for row in range(at.StartRow, at.EndRow + 1):
                    for column in range(at.StartColumn, at.EndColumn + 1):
                        cell = sheet.getCellByPosition(column, row)
                        address = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
                        found.append(CellError(name, address, cell.String))
        return found

    def formula(self, place: Place, formula: str) -> None:
        """Type a formula, in English and with commas: `=SUM(A1,B2)`."""
        sheet, row, column = self._locate(place)
        self._cells(sheet, row, column, row, column).getCellByPosition(0, 0).setFormula(
            formula.replace(",", ";")
        )

    def merge(self, *where: *Where) -> None:
        """Merge a rectangle; its first cell is what shows."""
        self._cells(*where).merge(True)  # noqa: FBT003 - UNO takes no keywords

    def hide_row(self, sheet: str, row: int) -> None:
        """Hide a row, as a filter does."""
        self._sheet(sheet).Rows.getByIndex(row).IsVisible = False

    def rename(self, sheet: str, title: str) -> None:
        """Give a sheet another name."""
        self._sheet(sheet).Name = title
        for cache in (self._areas, self._sheets, self._found, self._open_to_all):
            cache.clear()

    def recalculate(self) -> None:
        """Calculate every formula anew."""
        with self._process.guarded("recalculating"):
            self._loaded.calculateAll()

    def unprotect(self, sheet: str | int) -> None:
        """Open a sheet protected without a password, so that its locked cells can be typed into."""
        self._sheet(sheet).unprotect("")
        self._open_to_all.clear()

    def show_only(self, sheet: str) -> None:
        """Hide every other sheet, so that only this one is printed."""
        self._sheet(sheet).IsVisible = True
        for name in self.sheets:
            areas = self._print_areas.setdefault(name, self._sheet(name).getPrintAreas())
            # A print area is printed even when its sheet is hidden.
            self._sheet(name).setPrintAreas(areas if name == sheet else ())
            self._sheet(name).IsVisible = name == sheet

    def cut(self, place: Where, to: tuple[str, int, int]) -> None:
        """Cut cells and paste them elsewhere on their sheet: formulas and names go along."""
        sheet = self._sheet(place[0])
        _, first_row, first_column, last_row, last_column = place
        block = sheet.getCellRangeByPosition(first_column, first_row, last_column, last_row)
        target = sheet.getCellByPosition(to[2], to[1])
        sheet.moveRange(target.CellAddress, block.RangeAddress)

    def visible(self) -> list[str]:
        """List the sheets that people see."""
        return [name for name in self.sheets if self._sheet(name).IsVisible]

    def save_xlsx(self, path: Path) -> None:
        """Save a copy as LibreOffice writes .xlsx, with cached results."""
        self._store(path, "Calc MS Excel 2007 XML")

    def pdf(self, path: Path) -> None:
        """Print all visible sheets to a PDF."""
        self._store(path, "calc_pdf_Export")

    def close(self) -> None:
        """Close the workbook; changes not saved are gone, and so is a crashed LibreOffice."""
        with contextlib.suppress(OfficeError), self._process.guarded("closing"):
            self._loaded.close(True)  # noqa: FBT003 - UNO takes no keywords

    def _store(self, path: Path, form: str) -> None:
        with self._process.guarded(f"writing {path.name}"):
            self._loaded.storeToURL(
                path.resolve().as_uri(), self._process.properties(FilterName=form, Overwrite=True)
            )

    def _locate(self, place: Place) -> tuple[str | int, int, int]:
        return self.area(place)[:3] if isinstance(place, str) else place

    def _sheet(self, key: str | int) -> Uno:
        if key not in self._sheets:
            sheets = self._loaded.Sheets
            if isinstance(key, int):
                self._sheets[key] = sheets.getByIndex(key)
            elif sheets.hasByName(key):
                self._sheets[key] = sheets.getByName(key)
            else:
                raise OfficeError(f"the workbook has no sheet {key}")
        return self._sheets[key]

    def _cells(self, *where: *Where) -> Uno:
        """Find a rectangle; asking for the object costs eight times what using it does."""
        if where not in self._found:
            sheet, row, column, last_row, last_column = where
            self._found[where] = self._sheet(sheet).getCellRangeByPosition(
                column, row, last_column, last_row
            )
        return self._found[where]


def _cell_value(value: Entry) -> str | float:
    """Give what UNO puts into a cell: "" empties it, a date is its serial."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime):
        return (value - datetime.combine(_EPOCH, datetime.min.time())).total_seconds() / 86400
    return float((value - _EPOCH).days) if isinstance(value, date) else float(value)
