"""Say what a test case is: facts, and how the law ends them, worked out by hand.

The tests of the Python rules and of the sheet's formulas share these cases, so both faces are held
to the law and not to each other. A case names only what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from schemas.evaluation import Facts

MET, NOT_MET, JUDGEMENT, INCOMPLETE = "符合", "不符合", "需人工研判", "待填写"


@dataclass(frozen=True, slots=True)
class Case:
    """One set of facts and how it must end.

    `ends`: key of a condition → its outcome. `rows`: (table, column, row from 0) → what stands in
    that computed cell. `results`: named result → its number, its word, or None for blank.
    `overall`: the overall result, where the case is about it.
    """

    name: str
    facts: Facts
    ends: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    results: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    overall: str = ""

    @property
    def shown(self) -> tuple[object, ...]:
        """Give all that the case expects, to tell two cases apart."""
        return (dict(self.ends), dict(self.rows), dict(self.results), self.overall)


@dataclass(frozen=True, slots=True)
class Boundary:
    """One figure of the law: a case just short of it, one at it, and one just past it.

    `past` is None where nothing lies beyond (only four services are named). Whether `at` belongs
    with `short` or with `past` is what the drafting word decides.
    """

    parameter: str
    short: Case
    at: Case
    past: Case | None

    @property
    def cases(self) -> tuple[Case, ...]:
        """Give the cases there are."""
        return (self.short, self.at, *((self.past,) if self.past else ()))
