"""Hold what a workbook says, as read: no judgement, no normalising."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

ROWS = 1_048_576  # of a sheet, by the file format
COLUMNS = 16_384

Address: TypeAlias = tuple[int, int]
"""A cell as (row, column), both counted from 0."""


PICTURE = "=DISPIMG("
"""How WPS keeps a picture in a cell: by what begins so."""

ROW_MARK = "\x00"
"""Where a formula's own row number stands in its pattern; no XML text can hold it."""


class Formulas(Mapping[Address, str]):
    """Hold formulas by address; a long column of them is one pattern, written out when asked.

    `numbers` leads from an address to its pattern; in a pattern, ROW_MARK stands for the number of
    the formula's own row.
    """

    __slots__ = ("numbers", "patterns")

    def __init__(self, numbers: Mapping[Address, int], patterns: tuple[str, ...]) -> None:
        """Take the number of each address's pattern, and the patterns."""
        self.numbers, self.patterns = numbers, patterns

    def __getitem__(self, address: Address) -> str:
        """Write one formula."""
        return self.patterns[self.numbers[address]].replace(ROW_MARK, str(address[0] + 1))

    def __iter__(self) -> Iterator[Address]:
        """Walk the addresses."""
        return iter(self.numbers)

    def __len__(self) -> int:
        """Count the formulas."""
        return len(self.numbers)

    def holding(self, word: str) -> set[Address]:
        """Return the addresses whose formula holds a word without digits, letter case aside."""
        those = {
            number
            for number, pattern in enumerate(self.patterns)
            if word.casefold() in pattern.casefold()
        }
        return {address for address, number in self.numbers.items() if number in those}


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """Stand for a cell that shows an error, such as `#REF!`."""

    text: str

    def __str__(self) -> str:
        """Return what the cell shows."""
        return self.text


CellValue: TypeAlias = str | float | int | bool | dt.date | dt.datetime | dt.time | ErrorValue


@dataclass(frozen=True, slots=True)
class Range:
    """Bound a block of cells, counted from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class NamedRange:
    """Say which cells of which sheet a defined name means, counted from 0, ends included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Visibility(StrEnum):
    """Tell whether a sheet is seen; a very hidden one cannot be unhidden from the menus."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


class FeatureKind(StrEnum):
    """Name what a submission should not need and people may want to look at."""

    EXTERNAL_LINK = "external-link"
    DATA_CONNECTION = "data-connection"
    EMBEDDED_OBJECT = "embedded-object"
    DDE = "dde"
    HIDDEN_SHEET = "hidden-sheet"
    VERY_HIDDEN_SHEET = "very-hidden-sheet"
    KNOWN_MACRO = "known-macro"


@dataclass(frozen=True, slots=True, order=True)
class Feature:
    """Report one such thing and where it is: a part of the package or a sheet's name."""

    kind: FeatureKind
    where: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Hold one sheet.

    `cells` has only non-empty cells: whole numbers are `int`, numbers in text-formatted cells are
    `str` unless digits are already lost (from 1e15 on), durations are days. `formulas` begin with
    `=`, and `uncached` are those the writing program left without a value. `pictures` are cells
    whose content is a picture and so no value. `strays` are far-off cells left out of `cells`.
    """

    name: str
    visibility: Visibility = Visibility.VISIBLE
    cells: Mapping[Address, CellValue] = field(default_factory=dict)
    formulas: Mapping[Address, str] = field(default_factory=dict)
    uncached: frozenset[Address] = frozenset()
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    pictures: frozenset[Address] = frozenset()
    strays: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Producer:
    """Name the program that wrote the file, as it says itself; blank where it does not."""

    application: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """Hold a workbook: its sheets in order, its workbook-level names and what is unusual in it.

    `formulas_known` is false for an open book, of which a program sees values alone: there is
    nothing to compare its results with, and no cell of it can be said to have lost its formula.
    """

    sheets: tuple[RawSheet, ...]
    names: Mapping[str, NamedRange] = field(default_factory=dict)
    broken_names: tuple[str, ...] = ()
    date_1904: bool = False
    features: tuple[Feature, ...] = ()
    producer: Producer = Producer()
    formulas_known: bool = True

    def sheet(self, name: str) -> RawSheet | None:
        """Return the sheet of that name, letter case aside, or nothing."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)
