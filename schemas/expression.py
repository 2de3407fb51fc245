"""The expression tree: the only place logic lives, with two faces.

`value(context)` computes in Python on exact decimals; `excel(names)` writes the same computation as
a formula of functions that Excel 2010, WPS and LibreOffice share. Blank is `None` in Python and an
empty cell (or empty text) in a sheet; it is never zero, so an expression asks `Blank(x)` before it
computes with x.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from schemas.normalising.codes import credit_code

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
class Expr:
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
        for item in fields(self):
            inner = getattr(self, item.name)
            for part in inner if isinstance(inner, tuple) else (inner,):
                if isinstance(part, (Expr, Where)):
                    yield from part.walk()


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


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
# The drafting words (民法典 第一千二百五十九条): 以上/不少于/不低于/达到 include, 超过 excludes.
_DRAFTED = {"at_least": ">=", "more_than": ">", "at_most": "<="}


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """Compare two values; both must be there."""

    left: Expr
    sign: str
    right: Expr

    def value(self, context: Context) -> Value:
        """Compare exactly, unrounded."""
        left, right = self.left.value(context), self.right.value(context)
        if self.sign != "=" and (left is None or right is None):
            raise TypeError(f"compared a blank: {self}")
        return _COMPARE[self.sign](left, right)

    def excel(self, names: Names) -> str:
        """Write an infix comparison."""
        return f"({self.left.excel(names)}{self.sign}{self.right.excel(names)})"


def drafted(left: Expr, word: str, right: Expr) -> Compare:
    """Compare as the law's drafting word says (`at_least`, `more_than`, `at_most`)."""
    return Compare(left, _DRAFTED[word], right)


def equals(left: Expr, right: Value) -> Compare:
    """Compare with a word."""
    return Compare(left, "=", Const(right))


@dataclass(frozen=True, slots=True)
class Both(Expr):
    """Every part holds; later parts are not computed once one fails."""

    parts: tuple[Expr, ...]

    def value(self, context: Context) -> Value:
        """Stop at the first part that fails."""
        for part in self.parts:  # noqa: SIM110 - runs for every row, where a loop is faster
            if not part.value(context):
                return False
        return True

    def excel(self, names: Names) -> str:
        """Nest IFs rather than AND, which computes all its arguments and spreads their errors."""
        text = self.parts[-1].excel(names)
        for part in reversed(self.parts[:-1]):
            text = f"IF({part.excel(names)},{text},FALSE)"
        return text


@dataclass(frozen=True, slots=True)
class Either(Expr):
    """Some part holds; later parts are not computed once one holds."""

    parts: tuple[Expr, ...]

    def value(self, context: Context) -> Value:
        """Stop at the first part that holds."""
        for part in self.parts:  # noqa: SIM110 - the same
            if part.value(context):
                return True
        return False

    def excel(self, names: Names) -> str:
        """Nest IFs rather than OR, which computes all its arguments and spreads their errors."""
        text = self.parts[-1].excel(names)
        for part in reversed(self.parts[:-1]):
            text = f"IF({part.excel(names)},TRUE,{text})"
        return text


def both(*parts: Expr) -> Expr:
    """Join conditions that must all hold."""
    return Both(parts)


def either(*parts: Expr) -> Expr:
    """Join conditions of which one suffices."""
    return Either(parts)


@dataclass(frozen=True, slots=True)
class Not(Expr):
    """The opposite."""

    of: Expr

    def value(self, context: Context) -> Value:
        """Negate."""
        return not self.of.value(context)

    def excel(self, names: Names) -> str:
        """Write NOT; of a blank number, ISNUMBER itself."""
        if isinstance(self.of, Blank) and self.of.of.numeric:
            return f"ISNUMBER({self.of.of.excel(names)})"
        return f"NOT({self.of.excel(names)})"


@dataclass(frozen=True, slots=True)
class If(Expr):
    """The first branch whose condition holds, else the last word."""

    branches: tuple[Branch, ...]
    otherwise: Expr

    def value(self, context: Context) -> Value:
        """Compute only the branch that holds."""
        for branch in self.branches:
            if branch.when.value(context):
                return branch.then.value(context)
        return self.otherwise.value(context)

    def excel(self, names: Names) -> str:
        """Nest IFs."""
        text = self.otherwise.excel(names)
        for branch in reversed(self.branches):
            text = f"IF({branch.when.excel(names)},{branch.then.excel(names)},{text})"
        return text


@dataclass(frozen=True, slots=True)
class Branch(Expr):
    """A condition and what follows from it; only inside `If`."""

    when: Expr
    then: Expr


def choose(*branches: tuple[Expr, Expr | Value], otherwise: Expr | Value) -> If:
    """Write a list of cases, first match wins."""
    return If(
        tuple(Branch(when, _expr(then)) for when, then in branches),
        _expr(otherwise),
    )


def _expr(given: Expr | Value) -> Expr:
    return given if isinstance(given, Expr) else Const(given)


def number(value: Value) -> Decimal:
    """Take a value as an exact number; TypeError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"not a number: {value!r}")
    return Decimal(value)


@dataclass(frozen=True, slots=True)
class Sum(Expr):
    """Add the parts."""

    parts: tuple[Expr, ...]

    def value(self, context: Context) -> Value:
        """Add exactly."""
        return sum((number(part.value(context)) for part in self.parts), Decimal(0))

    def excel(self, names: Names) -> str:
        """Write an infix sum."""
        return "(" + "+".join(part.excel(names) for part in self.parts) + ")"


def plus(*parts: Expr) -> Sum:
    """Add the parts."""
    return Sum(parts)


@dataclass(frozen=True, slots=True)
class Arithmetic(Expr):
    """Subtract, multiply or divide two numbers."""

    left: Expr
    sign: str
    right: Expr

    def value(self, context: Context) -> Value:
        """Compute on decimals of 28 digits."""
        left, right = number(self.left.value(context)), number(self.right.value(context))
        if self.sign == "-":
            return left - right
        return left * right if self.sign == "*" else left / right

    def excel(self, names: Names) -> str:
        """Write infix."""
        return f"({self.left.excel(names)}{self.sign}{self.right.excel(names)})"


@dataclass(frozen=True, slots=True)
class Extreme(Expr):
    """The smaller or the larger of two numbers."""

    which: str
    left: Expr
    right: Expr

    def value(self, context: Context) -> Value:
        """Take MIN or MAX."""
        pair = number(self.left.value(context)), number(self.right.value(context))
        return min(pair) if self.which == "MIN" else max(pair)

    def excel(self, names: Names) -> str:
        """Write MIN or MAX."""
        return f"{self.which}({self.left.excel(names)},{self.right.excel(names)})"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero, as Excel's ROUND does (Python's round does not)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Rounded(Expr):
    """Round half up. `noise` first takes away what binary arithmetic adds in a sheet."""

    of: Expr
    decimals: int

    def value(self, context: Context) -> Value:
        """Round to 6 decimals, then to `decimals`."""
        exact = rounded(number(self.of.value(context)), 6)
        return rounded(exact, self.decimals) if self.decimals < 6 else exact  # noqa: PLR2004

    def excel(self, names: Names) -> str:
        """Write ROUND(ROUND(x,6),n): the inner one lands a tie on the tie."""
        inner = f"ROUND({self.of.excel(names)},6)"
        return inner if self.decimals >= 6 else f"ROUND({inner},{self.decimals})"  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on a column of a table, for counting and summing."""

    column: str
    sign: str
    than: Expr

    def holds(self, cell: Value, than: Value) -> bool:
        """Tell whether one cell satisfies it; a blank never does."""
        if cell is None or than is None:
            return False
        return _COMPARE[self.sign](cell, than)

    def excel(self, table: str, names: Names) -> str:
        """Write the pair of arguments of COUNTIFS and SUMIFS."""
        than = self.than.excel(names)
        criterion = than if self.sign == "=" else f'"{self.sign}"&{than}'
        return f"{names.column(table, self.column)},{criterion}"

    def walk(self) -> Iterator[Expr]:
        """Walk the expressions inside."""
        yield from self.than.walk()


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


@dataclass(frozen=True, slots=True)
class Year(Expr):
    """The calendar year of a day."""

    of: Expr

    def value(self, context: Context) -> Value:
        """Give the year."""
        day = self.of.value(context)
        if not isinstance(day, date):
            raise TypeError(f"not a day: {day!r}")
        return day.year

    def excel(self, names: Names) -> str:
        """Write YEAR."""
        return f"YEAR({self.of.excel(names)})"


@dataclass(frozen=True, slots=True)
class Day(Expr):
    """A day of a computed year."""

    year: Expr
    month: int
    day: int

    def value(self, context: Context) -> Value:
        """Give the day."""
        return date(int(number(self.year.value(context))), self.month, self.day)

    def excel(self, names: Names) -> str:
        """Write DATE."""
        return f"DATE({self.year.excel(names)},{self.month},{self.day})"


@dataclass(frozen=True, slots=True)
class Text(Expr):
    """Words and shown values in a row."""

    parts: tuple[Expr, ...]

    def value(self, context: Context) -> Value:
        """Join the parts."""
        return "".join(str(part.value(context) or "") for part in self.parts)

    def excel(self, names: Names) -> str:
        """Join with &."""
        return "&".join(part.excel(names) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Shown(Expr):
    """A number as people read it, with thousands and fixed decimals; nothing for a blank."""

    of: Expr
    decimals: int = 0
    grouped: bool = True

    def value(self, context: Context) -> Value:
        """Format, rounding half up as TEXT does."""
        given = self.of.value(context)
        if given is None:
            return ""
        exact = rounded(rounded(number(given), 6), self.decimals)
        return f"{exact:{',' if self.grouped else ''}.{self.decimals}f}"

    def excel(self, names: Names) -> str:
        """Write TEXT; IF guards a blank, which TEXT would show as 0."""
        pattern = ("#,##0" if self.grouped else "0") + (
            "." + "0" * self.decimals if self.decimals else ""
        )
        name = self.of.excel(names)
        shown = f'TEXT({name},"{pattern}")'
        if isinstance(self.of, (Cell, RowCell, Result)):
            return f'IF(ISNUMBER({name}),{shown},"")'
        return shown


def shortfall(needed: Expr, given: Expr, decimals: int) -> Expr:
    """Show by how much `given` falls short; a gap too small to show is still said."""
    gap = Arithmetic(needed, "-", given)
    least = Decimal(1).scaleb(-decimals)
    return choose(
        (drafted(gap, "at_least", Const(least)), Shown(gap, decimals)),
        otherwise=f"不足{least}",
    )


def text(*parts: Expr | str) -> Text:
    """Join words and expressions."""
    return Text(tuple(_expr(part) for part in parts))


_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class ValidCode(Expr):
    """The 18 characters of a 统一社会信用代码 fit its check character (GB 32100-2015, mod 31)."""

    of: Expr

    def value(self, context: Context) -> Value:
        """Ask the library that checks codes."""
        given = self.of.value(context)
        if not isinstance(given, str):
            return False
        found = credit_code(given)
        return found.problem is None and found.value == given.upper()  # nothing to mend but case

    def excel(self, names: Names) -> str:
        """Write the weighted sum of the standard; anything else than 18 legal characters fails."""
        name = self.of.excel(names)
        places = ",".join(str(place) for place in range(1, 18))
        weights = ",".join(str(pow(3, place, 31)) for place in range(17))
        found = f'FIND(MID(UPPER({name}),{{{places}}},1),"{_CODE_ALPHABET}")-1'
        last = f'FIND(MID(UPPER({name}),18,1),"{_CODE_ALPHABET}")-1'
        total = f"SUMPRODUCT(({found})*{{{weights}}})+{last}"
        digits = f'SUMPRODUCT(--ISNUMBER(FIND(MID({name},{{3,4,5,6,7,8}},1),"0123456789")))=6'
        zeros = f'LEFT({name},17)<>REPT("0",17)'
        fits = f"IFERROR(AND({digits},{zeros},MOD({total},31)=0),FALSE)"
        return f"IF(LEN({name})=18,{fits},FALSE)"
