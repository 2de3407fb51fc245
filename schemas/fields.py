"""Say what a field, a section and a table of a form are.

A field is declared once. The template, the reader, the pandera model, the messages and the docs
read that declaration; nothing else says what a label, a unit or a choice is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    LICENCE = "licence"

    @property
    def numeric(self) -> bool:
        """Tell whether a spreadsheet holds it as a number (days are serial numbers)."""
        return self in {Kind.NUMBER, Kind.WHOLE, Kind.DAY}


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its key, label, kind, unit, bounds, choices, help and article.

    Money is in 万元, the unit of the law's figures and of the cells, exact to the fen
    (6 decimals of 万元); `decimals` is what people see and should give. `open_ended` takes 长期 for
    a day, `not_yet` takes 至今 for a blank.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    unit: str = ""
    decimals: int = 0
    minimum: float | None = 0
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    strict: bool = True
    open_ended: bool = False
    not_yet: bool = False
    help: str = ""
    article: str = ""
    example: str | float | int = ""
    width: int = 14
    max_length: int = 200

    @property
    def heading(self) -> str:
        """Give the label with its unit: 建筑面积（平方米）."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row that the form prints itself: its key and the preset cells by field key."""

    key: str
    preset: tuple[tuple[str, str], ...]
    article: str


@dataclass(frozen=True, slots=True)
class Section:
    """A label/value form: fields stand below each other."""

    key: str
    title: str
    fields: tuple[Field, ...]

    def __iter__(self) -> Iterator[Field]:
        """Walk the fields."""
        return iter(self.fields)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: fields are columns; `rows` where the form prints the rows itself.

    `capacity` is how many rows a template has, 0 where whoever asks for a template says it.
    """

    key: str
    title: str
    noun: str
    fields: tuple[Field, ...]
    rows: tuple[FixedRow, ...] = ()
    capacity: int = 0
    at_least_one: bool = False
    unique: str = ""

    def __iter__(self) -> Iterator[Field]:
        """Walk the columns."""
        return iter(self.fields)

    def __getitem__(self, key: str) -> Field:
        """Give one column; KeyError when there is none."""
        for column in self.fields:
            if column.key == key:
                return column
        raise KeyError(f"{self.key}.{key}")

    @property
    def preset_keys(self) -> frozenset[str]:
        """Give the columns that the form fills itself."""
        return frozenset(key for row in self.rows for key, _ in row.preset)


@dataclass(frozen=True, slots=True)
class Form:
    """All inputs of one kind of workbook."""

    key: str
    title: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    def section(self, key: str) -> Section:
        """Give one section; KeyError when there is none."""
        return {section.key: section for section in self.sections}[key]

    def table(self, key: str) -> Table:
        """Give one table; KeyError when there is none."""
        return {table.key: table for table in self.tables}[key]

    def field(self, address: str) -> Field:
        """Give the field at `section.key` or `table.key`; KeyError when there is none."""
        group, _, key = address.partition(".")
        parts: tuple[Section | Table, ...] = (*self.sections, *self.tables)
        for part in parts:
            if part.key == group:
                for found in part.fields:
                    if found.key == key:
                        return found
        raise KeyError(address)
