"""Look for what is probably a slip, by comparing rows: a wrong unit, two names of one institution.

None of this is law; the figures are only how far apart things must be before it is worth asking.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.evaluation import Row
from schemas.expression import Value
from schemas.normalise import shown

_JUMP = 1000
_OTHERS_NEEDED = 3
_MONEY = ("gross_revenue", "pass_through", "net_service_revenue", "tax")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A message about one cell of the residents' table."""

    message: str
    row: int
    key: str
    details: dict[str, str]


def suspicions(rows: Sequence[Row]) -> Iterator[Suspicion]:
    """Give what looks like a slip in the residents' table."""
    for key in _MONEY:
        yield from _unit_jumps(rows, key)
    yield from _two_of_one(rows, "name", "code", "residents.two-codes")
    yield from _two_of_one(rows, "code", "name", "residents.two-names")


def _unit_jumps(rows: Sequence[Row], key: str) -> Iterator[Suspicion]:
    """Compare each figure with the median of the others in its column."""
    figures = sorted(_number(row.get(key)) for row in rows if _number(row.get(key)) > 0)
    if len(figures) <= _OTHERS_NEEDED or figures[-1] < _JUMP * figures[0]:
        return
    for index, row in enumerate(rows):
        figure = _number(row.get(key))
        if figure < _JUMP * figures[0]:
            continue
        middle = _median_without(figures, bisect_left(figures, figure))
        if figure >= _JUMP * middle:
            times = f"{int(figure / middle):,}"
            yield Suspicion("residents.unit-suspect", index, key, {"times": times})


def _median_without(figures: Sequence[Decimal], left_out: int) -> Decimal:
    """Give the median of sorted figures but one; at no more cost for many than for few."""
    half, odd = divmod(len(figures) - 1, 2)
    upper = figures[half + (half >= left_out)]
    if odd:
        return upper
    below = half - 1
    return (figures[below + (below >= left_out)] + upper) / 2


def _two_of_one(rows: Sequence[Row], same: str, other: str, message: str) -> Iterator[Suspicion]:
    """Find rows that agree in one column with an earlier row and differ in the other."""
    seen: dict[Value, Value] = {}
    for index, row in enumerate(rows):
        first, second = row.get(same), row.get(other)
        if first is None or second is None:
            continue
        if seen.setdefault(first, second) != second:
            key = "code" if other == "code" else "name"
            given = shown(row.get("name"))
            yield Suspicion(message, index, key, {"given": given})


def _number(value: Value) -> Decimal:
    return (
        value
        if isinstance(value, Decimal)
        else Decimal(value)
        if isinstance(value, int)
        else Decimal(0)
    )
