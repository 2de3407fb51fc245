"""Look over a whole table: count, add up, tell the first of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemas.expression.base import Context, Expr, Names, Part, Value
from schemas.expression.logic import COMPARE
from schemas.expression.numbers import number, rounded


@dataclass(frozen=True, slots=True)
class Where(Part):
    """A condition on a column of a table, for counting and summing."""

    column: str
    sign: str
    than: Expr

    def holds(self, cell: Value, than: Value) -> bool:
        """Tell whether one cell satisfies it; a blank never does."""
        if cell is None or than is None:
            return False
        return COMPARE[self.sign](cell, than)

    def excel(self, table: str, names: Names) -> str:
        """Write the pair of arguments of COUNTIFS and SUMIFS."""
        than = self.than.excel(names)
        criterion = than if self.sign == "=" else f'"{self.sign}"&{than}'
        return f"{names.column(table, self.column)},{criterion}"


def _matching(context: Context, table: str, where: tuple[Where, ...]) -> list[bool]:
    keep: list[bool] | None = None
    for condition in where:
        than = condition.than.value(context)
        holds = [condition.holds(cell, than) for cell in context.column(table, condition.column)]
        keep = holds if keep is None else [a and b for a, b in zip(keep, holds, strict=True)]
    return keep or []


@dataclass(frozen=True, slots=True)
class Count(Expr):
    """How many rows of a table satisfy all conditions."""

    table: str
    where: tuple[Where, ...]

    def value(self, context: Context) -> Value:
        """Count rows."""
        return sum(_matching(context, self.table, self.where))

    def excel(self, names: Names) -> str:
        """Write COUNTIFS."""
        return f"COUNTIFS({','.join(item.excel(self.table, names) for item in self.where)})"


@dataclass(frozen=True, slots=True)
class Total(Expr):
    """The sum of a column over the rows that satisfy all conditions, exact to 6 decimals."""

    table: str
    column: str
    where: tuple[Where, ...] = ()

    def value(self, context: Context) -> Value:
        """Add what is there; blanks add nothing."""
        cells = context.column(self.table, self.column)
        keep = _matching(context, self.table, self.where) if self.where else [True] * len(cells)
        total = sum(
            (
                number(cell)
                for cell, kept in zip(cells, keep, strict=True)
                if kept and cell is not None
            ),
            Decimal(0),
        )
        return rounded(total, 6)

    def excel(self, names: Names) -> str:
        """Write SUMIFS, rounded to take binary noise away; "<9E+99" skips words and errors."""
        column = names.column(self.table, self.column)
        pairs = "".join("," + item.excel(self.table, names) for item in self.where)
        return f'ROUND(SUMIFS({column},{column},"<9E+99"{pairs}),6)'


@dataclass(frozen=True, slots=True)
class Distinct(Expr):
    """How many of a list of words occur in a column of 、-joined words, over some rows."""

    table: str
    column: str
    words: tuple[str, ...]
    classes: tuple[str, ...]

    def value(self, context: Context) -> Value:
        """Count the words that occur."""
        cells = context.column(self.table, self.column)
        found = {
            word
            for cell, kind in zip(cells, context.column(self.table, "class"), strict=True)
            if kind in self.classes and isinstance(cell, tuple)
            for word in cell
        }
        return sum(word in found for word in self.words)

    def excel(self, names: Names) -> str:
        """Ask COUNTIFS for each word with wildcards, class by class."""
        column, kinds = names.column(self.table, self.column), names.column(self.table, "class")

        def rows(word: str) -> str:
            counts = (f'COUNTIFS({column},"*{word}*",{kinds},"{kind}")' for kind in self.classes)
            return f"(({'+'.join(counts)})>0)"

        return f"({'+'.join(rows(word) for word in self.words)})"


@dataclass(frozen=True, slots=True)
class FirstOfKind(Expr):
    """No earlier row of the table holds the same word in this column."""

    table: str
    column: str

    def value(self, context: Context) -> Value:
        """Look the word up from the top."""
        cells = context.column(self.table, self.column)
        return cells.index(context.row_value(self.column)) == context.row_number()

    def excel(self, names: Names) -> str:
        """Write MATCH, which compares codes as text where COUNTIF would keep 15 digits."""
        found = _match(names.row_value(self.column), names.column(self.table, self.column))
        return f"IFERROR({found}={names.row_number()},TRUE)"


@dataclass(frozen=True, slots=True)
class Listed(Expr):
    """Some row of the table holds this word in that column."""

    of: Expr
    table: str
    column: str

    def value(self, context: Context) -> Value:
        """Look the word up."""
        return self.of.value(context) in context.column(self.table, self.column)

    def excel(self, names: Names) -> str:
        """Write MATCH."""
        return f"ISNUMBER({_match(self.of.excel(names), names.column(self.table, self.column))})"


@dataclass(frozen=True, slots=True)
class InLaw(Expr):
    """The word is one of a list that comes with the law."""

    of: Expr
    key: str

    def value(self, context: Context) -> Value:
        """Look the word up."""
        return self.of.value(context) in context.choices(self.key)

    def excel(self, names: Names) -> str:
        """Write MATCH."""
        return f"ISNUMBER({_match(self.of.excel(names), names.choices(self.key))})"


def _match(word: str, column: str) -> str:
    """Match a word exactly: MATCH takes ~ * ? for wildcards, so they are escaped."""
    for sign in "~*?":
        word = f'SUBSTITUTE({word},"{sign}","~{sign}")'
    return f"MATCH({word},{column},0)"


@dataclass(frozen=True, slots=True)
class Started(Expr):
    """Something stands in the row at hand. Python sees started rows only."""

    def value(self, context: Context) -> Value:  # noqa: ARG002 - the reader has seen to it
        """Hold: rows without anything are not read."""
        return True

    def excel(self, names: Names) -> str:
        """Ask for the length of what stands in the row; spaces are nothing."""
        return f"IFERROR(SUMPRODUCT(LEN(TRIM({names.row_inputs()})))>0,TRUE)"
