"""Give a review as one HTML page, to read or to print, or as the part that another page shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from schemas.articles import citation
from schemas.findings import Group, Level
from workbook.layout import SHEETS
from workbook.review import Review

_WHOLE = "工作簿"  # what findings about no sheet are about


def page(review: Review) -> str:
    """Give a review as one HTML page, to read or to print."""
    return _render("review.html", review)


def report(review: Review) -> str:
    """Give what the page says, for a page that has its own frame and the style of `style`."""
    return _render("review_body.html", review)


@cache
def style() -> str:
    """Give the style sheet of both."""
    return (files("workbook") / "templates" / "review.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("workbook"), autoescape=True)
    environment.filters["citation"] = citation
    return environment


def _render(name: str, review: Review) -> str:
    return (
        _environment()
        .get_template(name)
        .render(
            review=review,
            style=Markup(style()),  # noqa: S704 - our own style sheet
            sheets=by_sheet(review.groups),
            counts={level.word: review.count(level) for level in Level},
            radar=radar(review),
        )
    )


@dataclass(frozen=True, slots=True)
class OnSheet:
    """The findings of one sheet, in the order of the review."""

    title: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """Count the findings, those of a group one by one."""
        return sum(len(group.findings) for group in self.groups)


def by_sheet(groups: Sequence[Group]) -> list[OnSheet]:
    """Sort findings by sheet: those of the whole workbook first, then as the sheets stand."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        place = group.first.place
        found.setdefault(place.sheet if place else _WHOLE, []).append(group)
    order = {title: number for number, title in enumerate((_WHOLE, *SHEETS))}
    titles = sorted(found, key=lambda title: order.get(title, len(order)))
    return [OnSheet(title, tuple(found[title])) for title in titles]


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
