"""Follow an expression down to the inputs and figures it can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from schemas.evaluation import named_results, row_columns
from schemas.expression import (
    Cell,
    Count,
    Distinct,
    Expr,
    FirstOfKind,
    Listed,
    Parameter,
    Result,
    RowCell,
    Total,
)
from schemas.rule import RowColumn
from schemas.rules.eligibility import CONDITIONS


@cache
def definitions() -> Mapping[str, Expr]:
    """Give every named result, verdict and result that the workbook shows, by key."""
    found = {result.key: result.expr for result in named_results()}
    for condition in CONDITIONS:
        found[f"{condition.key}.verdict"] = condition.verdict
        found[f"{condition.key}.result"] = condition.result
    return found


@cache
def computed() -> Mapping[tuple[str, str], RowColumn]:
    """Give every computed column by table and key."""
    return {(column.table, column.key): column for column in row_columns()}


def sources(expressions: Iterable[Expr], table: str = "") -> frozenset[str]:
    """Give the keys of the blocks that the expressions read, however deep.

    `table` is where row expressions stand.
    """
    walk = _Walk()
    for expr in expressions:
        walk.follow(expr, table)
    return frozenset(walk.found)


class _Walk:
    """Remembers what was followed, so that each result and column is followed once."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._results: set[str] = set()
        self._columns: set[tuple[str, str]] = set()

    def follow(self, expr: Expr, table: str) -> None:
        if table:
            self.found.add(table)
        for node in expr.walk():
            match node:
                case Parameter(key=key):
                    self.found.add("rubric" if "." in key else "law")
                case Cell(address=address):
                    self.found.add(address.partition(".")[0])
                case Result(key=key):
                    self._result(key)
                case RowCell(key=key):
                    self._column(table, key)
                case Count() | Total() | Distinct() | FirstOfKind() | Listed():
                    for column in _columns_of(node):
                        self._column(node.table, column)

    def _result(self, key: str) -> None:
        if key.endswith(".decision"):
            self.found.add("decisions")
        elif key not in self._results:
            self._results.add(key)
            self.follow(definitions()[key], "")

    def _column(self, table: str, key: str) -> None:
        self.found.add(table)
        column = computed().get((table, key))
        if column is not None and (table, key) not in self._columns:
            self._columns.add((table, key))
            self.follow(column.expr, table)


def _columns_of(node: Count | Total | Distinct | FirstOfKind | Listed) -> Iterator[str]:
    """Give the columns that a look over a whole table reads."""
    if not isinstance(node, Count):
        yield node.column
    if isinstance(node, Distinct):
        yield "class"
    if isinstance(node, (Count, Total)):
        yield from (condition.column for condition in node.where)
