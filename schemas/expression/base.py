"""Give expressions their two faces, and the leaves that read constants, figures and cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Protocol

Value = str | bool | int | Decimal | date | tuple[str, ...] | None


class Context(Protocol):
    """Where the Python face finds its facts."""

    def parameter(self, key: str) -> Decimal:
        """Give a figure of the law."""

    def cell(self, address: str) -> Value:
        """Give an input (`park.name`)."""

    def result(self, key: str) -> Value:
        """Give a named result."""

    def row_value(self, key: str) -> Value:
        """Give a column, typed or computed, of the row at hand."""

    def column(self, table: str, key: str) -> Sequence[Value]:
        """Give a column of all rows."""

    def row_number(self) -> int:
        """Give the index of the row at hand."""


class Names(Protocol):
    """How a sheet calls its cells."""

    def parameter(self, key: str) -> str:
        """Name a figure of the law."""

    def cell(self, address: str) -> str:
        """Name an input."""

    def result(self, key: str) -> str:
        """Name a result."""

    def row_value(self, key: str) -> str:
        """Refer to a column in the row at hand."""

    def row_inputs(self) -> str:
        """Refer to all input cells of the row at hand."""

    def column(self, table: str, key: str) -> str:
        """Name a column."""

    def row_number(self) -> str:
        """Count the row at hand within its table, from 1."""


@dataclass(frozen=True, slots=True)
class Part:
    """Anything with expressions inside."""

    def walk(self) -> Iterator[Expr]:
        """Walk the expressions inside, and all below them."""
        for item in fields(self):
            inner = getattr(self, item.name)
            for part in inner if isinstance(inner, tuple) else (inner,):
                if isinstance(part, Part):
                    yield from part.walk()


@dataclass(frozen=True, slots=True)
class Expr(Part):
    """A node; every node computes (`value`) and writes itself (`excel`)."""

    def value(self, context: Context) -> Value:
        """Compute in Python."""
        raise NotImplementedError

    def excel(self, names: Names) -> str:
        """Write as part of a formula."""
        raise NotImplementedError

    def walk(self) -> Iterator[Expr]:
        """Walk this node and all below it."""
        yield self
        yield from Part.walk(self)


@dataclass(frozen=True, slots=True)
class Const(Expr):
    """A number without unit, or a word. `word` is how a yes/no cell spells it."""

    given: Value
    word: str = ""

    def value(self, context: Context) -> Value:  # noqa: ARG002 - the same in every place
        """Give the constant."""
        return self.given

    def excel(self, names: Names) -> str:  # noqa: ARG002 - the same in every place
        """Write a literal."""
        if self.word:
            return f'"{self.word}"'
        if isinstance(self.given, str):
            return '"' + self.given.replace('"', '""') + '"'
        if self.given is None:
            return '""'
        return str(self.given)


@dataclass(frozen=True, slots=True)
class Parameter(Expr):
    """A figure of the law."""

    key: str

    def value(self, context: Context) -> Value:
        """Give the figure in force."""
        return context.parameter(self.key)

    def excel(self, names: Names) -> str:
        """Name its cell on the 参数 sheet."""
        return names.parameter(self.key)


@dataclass(frozen=True, slots=True)
class Cell(Expr):
    """An input of a section, or of a fixed row (`materials.item_3.provided`)."""

    address: str
    numeric: bool = False

    def value(self, context: Context) -> Value:
        """Give what was filled in."""
        return context.cell(self.address)

    def excel(self, names: Names) -> str:
        """Name the cell."""
        return names.cell(self.address)


@dataclass(frozen=True, slots=True)
class RowCell(Expr):
    """A column of the row at hand, typed or computed."""

    key: str
    numeric: bool = False

    def value(self, context: Context) -> Value:
        """Give the cell of the row."""
        return context.row_value(self.key)

    def excel(self, names: Names) -> str:
        """Refer to the cell of the row."""
        return names.row_value(self.key)


@dataclass(frozen=True, slots=True)
class Result(Expr):
    """A named result."""

    key: str
    numeric: bool = False

    def value(self, context: Context) -> Value:
        """Give the result."""
        return context.result(self.key)

    def excel(self, names: Names) -> str:
        """Name its cell."""
        return names.result(self.key)


@dataclass(frozen=True, slots=True)
class Blank(Expr):
    """Nothing usable stands in the cell: empty, or text where a number belongs."""

    of: Cell | RowCell | Result

    def value(self, context: Context) -> Value:
        """Tell whether there is no value."""
        return self.of.value(context) is None

    def excel(self, names: Names) -> str:
        """Ask ISNUMBER for numbers and days, the length for words; an error counts as blank."""
        name = self.of.excel(names)
        if self.of.numeric:
            return f"NOT(ISNUMBER({name}))"
        return f"IFERROR(LEN(TRIM({name}))=0,TRUE)"


def as_expr(given: Expr | Value) -> Expr:
    """Take an expression as it is, and a value as a constant."""
    return given if isinstance(given, Expr) else Const(given)
