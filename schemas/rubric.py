"""Read the reference rubrics: data, versioned, printed beside every score.

The law gives the items (Articles 7(2) and 14) but no weights and no cut-offs, so a rubric is a file
that the bureau may change: `schemas/data/rubric-<key>.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured figure and the threshold that gives the passing points."""

    measure: str
    threshold: str
    show: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `linear` and `coverage` are computed, `expert` is a person's 0-10."""

    key: str
    label: str
    dimension: str
    article: str
    method: str
    measures: tuple[Measure, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def computed(self) -> bool:
        """Tell whether arithmetic gives the points."""
        return self.method != "expert"


@dataclass(frozen=True, slots=True)
class RubricFigure:
    """A figure of the rubric that officials may change."""

    label: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Quota:
    """The second preset of grades: 优秀 from `excellent` and within the top share of a batch."""

    excellent: Decimal
    top_percent: int


@dataclass(frozen=True, slots=True)
class Rubric:
    """A whole rubric."""

    key: str
    title: str
    notice: str
    version: str
    article: str
    provenance: str
    full_marks: int
    figures: Mapping[str, RubricFigure]
    quota: Quota
    items: tuple[Item, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Give the dimensions in the order of the law."""
        return tuple(dict.fromkeys(item.dimension for item in self.items))


@cache
def rubric(key: str) -> Rubric:
    """Load one rubric (`evaluation` or `assessment`)."""
    source = files("schemas") / "data" / f"rubric-{key}.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"), parse_float=Decimal)
    items = tuple(
        Item(
            **{
                **item,
                "measures": tuple(Measure(**measure) for measure in item.get("measures", ())),
                "evidence": tuple(item.get("evidence", ())),
            }
        )
        for item in raw.pop("items")
    )
    figures = {
        name: RubricFigure(figure["label"], Decimal(figure["value"]), figure["unit"])
        for name, figure in raw.pop("parameters").items()
    }
    quota = raw.pop("quota")
    preset = Quota(Decimal(quota["excellent"]), quota["top_percent"])
    return Rubric(items=items, figures=figures, quota=preset, **raw)
