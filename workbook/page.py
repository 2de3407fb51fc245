"""Give a review as one HTML page, to read or to print."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, select_autoescape

from schemas.articles import citation
from schemas.findings import Level
from workbook.review import Review


def page(review: Review) -> str:
    """Give a review as one HTML page, to read or to print."""
    source = (files("workbook") / "templates" / "review.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=select_autoescape(default=True))
    environment.filters["citation"] = citation
    return environment.from_string(source).render(
        review=review,
        groups=review.groups,
        counts={level.word: review.count(level) for level in Level},
        radar=radar(review),
    )


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar chart as SVG points: the grid, the scored shape and the labels."""

    rings: tuple[str, ...]
    shape: str
    labels: tuple[tuple[float, float, str, str], ...]


def radar(review: Review, radius: float = 100) -> Radar:
    """Draw the points of each item around a circle; an item still blank counts as nothing."""
    items = review.score.items
    full = float(review.score.rubric.figures["full_points"].value)
    angles = [2 * math.pi * index / len(items) - math.pi / 2 for index in range(len(items))]

    def ring(share: list[float]) -> str:
        return " ".join(
            f"{radius * part * math.cos(angle):.1f},{radius * part * math.sin(angle):.1f}"
            for part, angle in zip(share, angles, strict=True)
        )

    shares = [float(item.points or 0) / full for item in items]
    return Radar(
        tuple(ring([level] * len(items)) for level in (0.25, 0.5, 0.75, 1.0)),
        ring(shares),
        tuple(
            (
                round(radius * 1.22 * math.cos(angle), 1),
                round(radius * 1.22 * math.sin(angle), 1),
                item.label,
                "待填写" if item.points is None else f"{item.points}",
            )
            for item, angle in zip(items, angles, strict=True)
        ),
    )
