"""Add, round and count days, exactly in Python and without binary noise in a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from schemas.expression.base import Context, Expr, Names, Value


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
