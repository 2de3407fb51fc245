"""Run the rules on facts: the Python face of every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from schemas.expression import Expr, Value
from schemas.outcomes import Outcome, Overall
from schemas.parameters import Law
from schemas.rubric import rubric
from schemas.rule import Condition, NamedResult, RowColumn
from schemas.rules import rating
from schemas.rules.completeness import STATUS_COLUMNS
from schemas.rules.eligibility import CONDITIONS, RESULTS, ROW_COLUMNS

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """What an application states, typed: `park.name` → value, table → started rows.

    Fixed rows are reached as cells too (`materials.item_3.provided`). `decisions` holds what the
    bureau decided of a condition (key → 符合 / 不符合).
    """

    law: Law
    cells: Mapping[str, Value]
    tables: Mapping[str, Sequence[Row]]
    decisions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """How one condition ended: the outcome, what was given and why."""

    condition: Condition
    verdict: Outcome
    outcome: Outcome
    requirement: str
    given: str
    reason: str


@cache
def _definitions() -> tuple[dict[str, Expr], dict[str, dict[str, RowColumn]]]:
    named: dict[str, Expr] = {
        result.key: result.expr
        for result in (*RESULTS, *rating.RESULTS, *rating.results(rating.ASSESSMENT))
    }
    for condition in CONDITIONS:
        named[f"{condition.key}.verdict"] = condition.verdict
        named[f"{condition.key}.result"] = condition.result
    columns: dict[str, dict[str, RowColumn]] = {}
    for column in row_columns():
        columns.setdefault(column.table, {})[column.key] = column
    return named, columns


class Evaluation:
    """The rules applied to one set of facts; each result is computed once, when asked for."""

    def __init__(self, facts: Facts) -> None:
        """Take the facts; compute nothing yet."""
        self.facts = facts
        self._named, self._columns = _definitions()
        self._results: dict[str, Value] = {
            f"{key}.decision": word for key, word in facts.decisions.items()
        }
        # Copies of the rows, into which computed columns are written.
        self._rows: dict[str, list[dict[str, Value]]] = {
            table: [dict(row) for row in rows] for table, rows in facts.tables.items()
        }
        self._table_columns: dict[tuple[str, str], list[Value]] = {}
        self._table = ""
        self._index = 0
        self._row: dict[str, Value] = {}

    def parameter(self, key: str) -> Decimal:
        """Give a figure of the law, or of a rubric (`evaluation.excellent`)."""
        if "." in key:
            name, _, figure = key.partition(".")
            return rubric(name).figures[figure].value
        return self.facts.law[key].value

    def cell(self, address: str) -> Value:
        """Give an input; None where nothing usable was filled in."""
        return self.facts.cells.get(address)

    def result(self, key: str) -> Value:
        """Give a named result, computed once."""
        if key not in self._results:
            if key.endswith(".decision"):
                return None
            value = self._named[key].value(self)
            self._results[key] = value
        return self._results[key]

    def choices(self, key: str) -> Sequence[str]:
        """Give a list that comes with the law."""
        return {"counties": tuple(self.facts.law.counties.values())}[key]

    def row_value(self, key: str) -> Value:
        """Give a column of the row at hand."""
        row = self._row
        try:  # asked for thousands of times, and there nearly always
            return row[key]
        except KeyError:
            row[key] = self.column(self._table, key)[self._index]
            return row[key]

    def row_number(self) -> int:
        """Give the index of the row at hand, from 0."""
        return self._index

    def column(self, table: str, key: str) -> Sequence[Value]:
        """Give a column of the started rows; computed columns are computed once."""
        found = self._table_columns.get((table, key))
        if found is None:
            rows = self._rows.get(table, [])
            computed = self._columns.get(table, {}).get(key)
            if computed is None:
                found = [row.get(key) for row in rows]
            else:
                found = []
                before = self._table, self._index, self._row
                self._table = table
                for index, row in enumerate(rows):
                    self._index, self._row = index, row
                    found.append(computed.expr.value(self))
                self._table, self._index, self._row = before
                for row, value in zip(rows, found, strict=True):
                    row[key] = value
            self._table_columns[table, key] = found
        return found

    @contextmanager
    def at_row(self, table: str, index: int) -> Iterator[None]:
        """Point at one started row while row expressions are computed."""
        before = self._table, self._index, self._row
        self._table, self._index, self._row = table, index, self._rows[table][index]
        try:
            yield
        finally:
            self._table, self._index, self._row = before

    def text(self, expr: Expr) -> str:
        """Compute an expression of words."""
        return str(expr.value(self))

    def conditions(self) -> list[ConditionResult]:
        """Give every condition of Article 6 in the order of the text."""
        return [
            ConditionResult(
                condition,
                Outcome(str(self.result(f"{condition.key}.verdict"))),
                Outcome(str(self.result(f"{condition.key}.result"))),
                self.text(condition.requirement),
                self.text(condition.given),
                self.text(condition.reason),
            )
            for condition in CONDITIONS
        ]

    def overall(self) -> Overall:
        """Give the overall result of Article 6."""
        return Overall(str(self.result("overall")))


def row_columns() -> tuple[RowColumn, ...]:
    """Give the computed columns of all tables."""
    return (*ROW_COLUMNS, *STATUS_COLUMNS)


def named_results() -> tuple[NamedResult, ...]:
    """Give the named results that the application workbook shows or needs."""
    return (*RESULTS, *rating.RESULTS)
