"""Compare, combine and choose."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schemas.expression.base import Blank, Const, Context, Expr, Names, Value, as_expr

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
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
        return COMPARE[self.sign](left, right)

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
        """Write NOT; of a blank number, what is usable."""
        if isinstance(self.of, Blank) and self.of.of.numeric:
            return self.of.usable(names)
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
        tuple(Branch(when, as_expr(then)) for when, then in branches),
        as_expr(otherwise),
    )
