"""Compose words that people read, and check the words that are codes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemas.expression.base import (
    Cell,
    Const,
    Context,
    Expr,
    Names,
    Result,
    RowCell,
    Value,
    as_expr,
)
from schemas.expression.logic import choose, drafted
from schemas.expression.numbers import Arithmetic, number, rounded
from schemas.normalising.codes import credit_code


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
    return Text(tuple(as_expr(part) for part in parts))


@dataclass(frozen=True, slots=True)
class Mentions(Expr):
    """Some of the words occur in the cell."""

    of: Expr
    words: tuple[str, ...]

    def value(self, context: Context) -> Value:
        """Tell whether any was found when the cell was read."""
        return bool(self.of.value(context))

    def excel(self, names: Names) -> str:
        """Look for each with FIND."""
        words = ",".join(f'"{word}"' for word in self.words)
        return f"SUMPRODUCT(--ISNUMBER(FIND({{{words}}},{self.of.excel(names)})))>0"


_FIGURES = "0123456789０１２３４５６７８９"


@dataclass(frozen=True, slots=True)
class Figures(Expr):
    """How many figures stand in the words of a cell."""

    of: Expr

    def value(self, context: Context) -> Value:
        """Count them."""
        return sum(sign in _FIGURES for sign in str(self.of.value(context) or ""))

    def excel(self, names: Names) -> str:
        """Count what SUBSTITUTE takes away."""
        name = self.of.excel(names)
        signs = ",".join(f'"{sign}"' for sign in _FIGURES)
        return f'SUMPRODUCT(LEN({name})-LEN(SUBSTITUTE({name},{{{signs}}},"")))'


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
