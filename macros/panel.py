"""The places of a workbook that buttons write and read, found by defined names alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from macros.cell_values import Source
from macros.open_book import read_open_book, source_of
from macros.written import as_words, guarded
from workbook.button_words import fixed
from workbook.errors import UnreadableFileError
from workbook.layout import name_of
from workbook.raw import NamedRange

if TYPE_CHECKING:
    import xlwings as xw

MESSAGE, STAMP, CODE = "button_message", "button_stamp", "meta_code"
FINDINGS, FIXES = "button_findings", "button_fixes"


class NoButtonsError(UnreadableFileError):
    """工作簿里没有按钮要用的位置。

    请在新下载的带按钮的申报模板中填写；已填的内容可以整表复制过去。
    """


class Panel:
    """An open workbook, read once, and the cells in it that belong to the buttons."""

    def __init__(self, book: xw.Book) -> None:
        """Read the workbook."""
        self.book = book
        self.raw = read_open_book(book)
        self._source = source_of(book)

    def need(self, *names: str) -> None:
        """Raise NoButtonsError where one of the places is not there."""
        if not self.raw.names.keys() >= set(names):
            raise NoButtonsError

    def word(self, key: str, **details: object) -> str:
        """Give a text of the workbook's own, its braces filled in; ours where it has none."""
        place = self.raw.names.get(name_of(key, "text"))
        words = self._said(place) if place else ""
        words = words or fixed().get(key, "")
        for detail, value in details.items():
            words = words.replace(f"{{{detail}}}", str(value))
        return words

    def _said(self, place: NamedRange) -> str:
        sheet = self.raw.sheet(place.sheet)
        value = sheet.cells.get((place.first_row, place.first_column)) if sheet else None
        return as_words(value)

    def lines(self, name: str) -> list[tuple[str, ...]]:
        """Give the filled lines of a list, all its columns as words."""
        place = self.raw.names[name]
        sheet = self.raw.sheet(place.sheet)
        cells = sheet.cells if sheet else {}
        lines = [
            tuple(
                as_words(cells.get((row, column)))
                for column in range(place.first_column, place.last_column + 1)
            )
            for row in range(place.first_row, place.last_row + 1)
        ]
        return [line for line in lines if any(line)]

    def room(self, name: str) -> int:
        """Count the lines that a list can hold."""
        place = self.raw.names[name]
        return place.last_row - place.first_row + 1

    def fill(self, name: str, lines: Sequence[Sequence[str]]) -> None:
        """Write a whole list, at once where no filter hides any of it; what it held before goes."""
        place = self.raw.names[name]
        width = place.last_column - place.first_column + 1
        shown = [[guarded(words) for words in line][:width] for line in lines[: self.room(name)]]
        shown = [line + [""] * (width - len(line)) for line in shown]
        shown += [[""] * width for _ in range(self.room(name) - len(shown))]
        if self._source is Source.EXCEL and self.book.sheets[place.sheet].api.FilterMode:
            self._fill_each(place, shown)
        else:
            self._area(place).raw_value = shown

    def _fill_each(self, place: NamedRange, shown: Sequence[Sequence[str]]) -> None:
        """Write the cells that change one by one: in a block Excel would leave out hidden rows."""
        sheet = self.raw.sheet(place.sheet)
        cells = sheet.cells if sheet else {}
        for row, line in enumerate(shown, start=place.first_row):
            for column, words in enumerate(line, start=place.first_column):
                if as_words(words) != as_words(cells.get((row, column))):
                    self.put(place.sheet, row, column, words)

    def say(self, name: str, words: str) -> None:
        """Write words into a single cell."""
        place = self.raw.names[name]
        self.put(place.sheet, place.first_row, place.first_column, guarded(words))

    def put(
        self, sheet: str, row: int, column: int, value: str | float | date, *, form: str = ""
    ) -> None:
        """Write one cell as it is, a text, a number or a day; its format is kept unless given."""
        cell = self.book.sheets[sheet].range((row + 1, column + 1))
        if form:
            cell.number_format = form
        if not isinstance(value, date):
            cell.raw_value = value
        elif self._source is Source.EXCEL:
            cell.value = value
        else:  # VBA makes a day of a moment, Excel on the web of a day as people type it
            moment = "T00:00:00" if self._source is Source.VBA else ""
            cell.raw_value = f"{value.isoformat()}{moment}"

    def has_formula(self, sheet: str, row: int, column: int) -> bool:
        """Tell whether a cell holds a formula; what was sent to a server does not show it."""
        if self._source is not Source.EXCEL:
            return False
        formula = self.book.sheets[sheet].range((row + 1, column + 1)).formula
        return str(formula).startswith("=")

    def _area(self, place: NamedRange) -> Any:  # noqa: ANN401 - xlwings' own range
        first = (place.first_row + 1, place.first_column + 1)
        return self.book.sheets[place.sheet].range(
            first, (place.last_row + 1, place.last_column + 1)
        )
