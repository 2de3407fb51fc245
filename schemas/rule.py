"""What a rule is made of: computed columns, named results and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.expression import (
    Branch,
    Const,
    Expr,
    If,
    Result,
    Value,
    both,
    choose,
    either,
    equals,
)
from schemas.outcomes import Outcome


class Basis(StrEnum):
    """Who answers a condition: arithmetic, or people on evidence."""

    COMPUTED = "数据计算"
    ATTESTED = "材料佐证"


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A computed column of a table; `shown` when people read it."""

    table: str
    key: str
    label: str
    expr: Expr
    article: str
    shown: bool = False
    numeric: bool = False
    width: int = 14


@dataclass(frozen=True, slots=True)
class NamedResult:
    """A computed value that has a name: a count, a sum, a date."""

    key: str
    label: str
    expr: Expr
    article: str
    unit: str = ""
    decimals: int = 0
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at in a row (`table`) or in the whole form (`table` empty).

    `when` holds where something is amiss; `cell` is the column, or the address, that it is shown
    at; `words` stand in the row's status cell, and `message` is its entry in the catalogue.
    """

    message: str
    table: str
    cell: str
    when: Expr
    article: str
    words: str = ""
    details: tuple[tuple[str, Expr], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """If `when` holds, the condition ends in `outcome` because of `because`."""

    when: Expr
    outcome: Outcome
    because: Expr


@dataclass(frozen=True, slots=True)
class Condition:
    """One eligibility condition: what the law asks, what was given, how it ends and why.

    `counts` tells whether it takes part in the overall result; the four routes of Article 6(4) are
    shown but count only through the condition that joins them.
    """

    key: str
    article: str
    title: str
    basis: Basis
    requirement: Expr
    given: Expr
    cases: tuple[Case, ...]
    otherwise: tuple[Outcome, Expr]
    counts: bool = True

    @property
    def verdict(self) -> If:
        """Give the outcome the facts alone lead to."""
        branches = tuple(Branch(case.when, Const(str(case.outcome))) for case in self.cases)
        return If(branches, Const(str(self.otherwise[0])))

    @property
    def reason(self) -> If:
        """Give the words for that outcome."""
        branches = tuple(Branch(case.when, case.because) for case in self.cases)
        return If(branches, self.otherwise[1])

    @property
    def result(self) -> Expr:
        """Give the outcome after people decided; a decision resolves a judgement only."""
        verdict = Result(f"{self.key}.verdict")
        if not self.counts:
            return verdict
        decision = Result(f"{self.key}.decision")
        open_ = equals(verdict, str(Outcome.JUDGEMENT))
        return choose(
            *(
                (both(open_, equals(decision, str(word))), str(word))
                for word in (Outcome.MET, Outcome.NOT_MET)
            ),
            otherwise=verdict,
        )


def combined(keys: tuple[str, ...], order: tuple[Outcome, ...]) -> If:
    """Combine results: the first outcome of `order` that any of them has."""
    branches: list[tuple[Expr, Expr | Value]] = [
        (either(*(equals(Result(key), str(word)) for key in keys)), str(word))
        for word in order[:-1]
    ]
    return choose(*branches, otherwise=str(order[-1]))
