"""Keep the workbook as last seen, so that forty functions of one recalculation compute it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from threading import Lock
from typing import TypeVar

from schemas.blocks import Block
from schemas.evaluation import Evaluation, Facts
from schemas.expression import Value
from schemas.parameters import CITY, first_day, law_at
from udfs.grids import CannotAnswerError, Fingerprint, shaped
from udfs.parts import Part, read

_T = TypeVar("_T")


class Sheets(Evaluation):
    """The rules applied to blocks: figures come from the cells, and only known blocks answer."""

    def __init__(self) -> None:
        """Know no block yet."""
        self.parts: dict[str, Part] = {}
        self._figures: dict[str, Decimal] = {}
        self._cells: dict[str, Value] = {}
        super().__init__(Facts(law_at(first_day(CITY), CITY), self._cells, {}))

    def add(self, key: str, part: Part) -> None:
        """Take one block more; what was computed without it stands, for it did not read it."""
        self.parts[key] = part
        self._figures.update(part.figures)
        self._cells.update(part.cells)
        self._rows[key] = [dict(row) for row in part.rows]
        for condition, word in part.decisions.items():
            self._results[f"{condition}.decision"] = word

    def parameter(self, key: str) -> Decimal:
        """Give a figure as it stands on the 参数 sheet."""
        return self._figures[key]

    def cell(self, address: str) -> Value:
        """Give an input; KeyError where its block is not known."""
        return self._cells[address]

    def result(self, key: str) -> Value:
        """Give a named result; KeyError for a decision while the decisions are not known."""
        if key.endswith(".decision") and "decisions" not in self.parts:
            raise KeyError(key)
        return super().result(key)

    def column(self, table: str, key: str) -> Sequence[Value]:
        """Give a column; KeyError where the table is not known."""
        if table not in self.parts:
            raise KeyError(table)
        return super().column(table, key)


class Desk:
    """The blocks as last seen and the evaluation of all of them together.

    A function's answer depends on the blocks it is given alone, for its arguments are derived from
    all that its rule can read; the others merely lie beside, so that the next function, which
    brings them, finds them computed.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lock = Lock()
        self._seen: dict[str, Fingerprint] = {}
        self._sheets = Sheets()

    def ask(self, given: Mapping[Block, object], question: Callable[[Sheets], _T]) -> _T:
        """Put a question to the evaluation of the blocks given.

        CannotAnswerError for blocks of another shape or with what cannot be compared, and for
        whatever else keeps the rules from an answer.
        """
        with self._lock:
            try:
                self._look_at(given)
                return question(self._sheets)
            except Exception as error:
                self._seen, self._sheets = {}, Sheets()  # it may have stopped half-way
                if isinstance(error, CannotAnswerError):
                    raise
                raise CannotAnswerError(f"{type(error).__name__}: {error}") from error

    def _look_at(self, given: Mapping[Block, object]) -> None:
        """Read what is new; when anything changed, begin anew with what is still there."""
        found = {block: Fingerprint.of(argument) for block, argument in given.items()}
        new = {block: seen for block, seen in found.items() if self._seen.get(block.key) != seen}
        held = self._sheets.parts
        parts = {
            block.key: read(block, shaped(block, given[block]), held.get(block.key))
            for block in new
        }
        if not parts.keys().isdisjoint(self._seen):
            parts = {**held, **parts}
            self._sheets = Sheets()
        for key, part in parts.items():
            self._sheets.add(key, part)
        self._seen |= {block.key: seen for block, seen in new.items()}
