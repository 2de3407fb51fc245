"""Give expressions their two faces, and the leaves that read constants, figures and cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Protocol

from schemas.fields import Kind
from schemas.normalising.dates import ENDLESS, SERIALS

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

    def choices(self, key: str) -> Sequence[str]:
        """Give a list that comes with the law (`counties`)."""

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

    def choices(self, key: str) -> str:
        """Name a list that comes with the law."""


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
    day: bool = False

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
    day: bool = False

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
    day: bool = False

    def value(self, context: Context) -> Value:
        """Give the result."""
        return context.result(self.key)

    def excel(self, names: Names) -> str:
        """Name its cell."""
        return names.result(self.key)


@dataclass(frozen=True, slots=True)
class Blank(Expr):
    """Nothing usable stands in the cell: empty, or what is no number or no day of these times."""

    of: Cell | RowCell | Result

    def value(self, context: Context) -> Value:
        """Tell whether there is no value."""
        return self.of.value(context) is None

    def excel(self, names: Names) -> str:
        """Ask for the length of words, an error counting as blank; else for the opposite."""
        if self.of.numeric:
            return f"NOT({self.usable(names)})"
        return f"IFERROR(LEN(TRIM({self.of.excel(names)}))=0,TRUE)"

    def usable(self, names: Names) -> str:
        """Write the opposite of a number or a day that is blank."""
        name = self.of.excel(names)
        return f"IF(ISNUMBER({name}),{_near(name)},FALSE)" if self.of.day else f"ISNUMBER({name})"


def _near(name: str) -> str:
    """Ask whether a number is a day of these times: 20250301 is none."""
    return f"AND({name}>={SERIALS.start},{name}<{SERIALS.stop})"


MISFIT = "!"
"""Ends the address, or the key, under which facts tell that what stands in a cell is a misfit."""


@dataclass(frozen=True, slots=True)
class Misfit(Expr):
    """Something stands in the cell that its field cannot be.

    Words or an error where a number or a day belongs (`but` for the one word that may stand there),
    a fraction where a whole number does, a number that is no day of these times, a number where a
    code belongs, an error where words belong.
    """

    of: Cell | RowCell
    kind: Kind
    but: str = ""

    def value(self, context: Context) -> Value:
        """Ask the facts."""
        if isinstance(self.of, Cell):
            return context.cell(self.of.address + MISFIT) is True
        return context.row_value(self.of.key + MISFIT) is True

    def excel(self, names: Names) -> str:
        """Ask for the type; spaces alone are nothing."""
        name = self.of.excel(names)
        if self.kind is Kind.CREDIT_CODE:
            return f"ISNUMBER({name})"
        if not self.kind.numeric:
            return f"ISERROR({name})"
        filled = f"LEN(TRIM({name}))>0"
        if self.but:
            filled = f'IF({name}="{self.but}",FALSE,{filled})'
        near = _near(name)
        if self.but:  # licences print 9999-12-31 for it
            near = f"OR({near},{name}={ENDLESS})"
        wrong = {Kind.DAY: f"NOT({near})", Kind.WHOLE: f"{name}<>INT({name})"}
        return f"IF(ISNUMBER({name}),{wrong.get(self.kind, 'FALSE')},IFERROR({filled},TRUE))"


def as_expr(given: Expr | Value) -> Expr:
    """Take an expression as it is, and a value as a constant."""
    return given if isinstance(given, Expr) else Const(given)
