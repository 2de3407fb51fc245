"""The reference score of a reviewed workbook, explained item by item."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemas.evaluation import Evaluation
from schemas.expression import Value
from schemas.rubric import Rubric
from schemas.rules.rating import EVALUATION, explanation


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """One item: its points (None while a fact is missing) and how they come about."""

    key: str
    label: str
    dimension: str
    article: str
    computed: bool
    points: Decimal | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Score:
    """A whole score; `total`, `distance` are None and `grade` is 待填写 while an item is blank."""

    rubric: Rubric
    items: tuple[ScoredItem, ...]
    subtotal: Decimal
    total: Decimal | None
    grade: str
    next_grade: str
    distance: Decimal | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the items still without points."""
        return tuple(item.label for item in self.items if item.points is None)


def score(evaluation: Evaluation, rubric: Rubric = EVALUATION) -> Score:
    """Score what was evaluated by a rubric."""
    key = rubric.key
    items = tuple(
        ScoredItem(
            item.key,
            item.label,
            item.dimension,
            item.article,
            item.computed,
            _decimal(evaluation.result(f"{key}.{item.key}")),
            evaluation.text(explanation(rubric, item)),
        )
        for item in rubric.items
    )
    return Score(
        rubric,
        items,
        _decimal(evaluation.result(f"{key}.subtotal")) or Decimal(0),
        _decimal(evaluation.result(f"{key}.total")),
        str(evaluation.result(f"{key}.grade")),
        str(evaluation.result(f"{key}.next_grade")),
        _decimal(evaluation.result(f"{key}.distance")),
    )


def _decimal(value: Value) -> Decimal | None:
    return Decimal(value) if isinstance(value, (int, Decimal)) else None
