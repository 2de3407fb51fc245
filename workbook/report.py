"""Give a review as data, as a page to print, and as the returned copy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from schemas.articles import citation
from schemas.findings import Finding, Group, Level
from workbook.annotate import FindingRow, Mark, annotate
from workbook.review import Review


def as_data(review: Review) -> dict[str, object]:
    """Give a review as plain data with stable ids, for other programs."""
    score = review.score
    return {
        "file": review.file_name,
        "sha256": review.sha256,
        "submission_code": review.code,
        "jurisdiction": review.law.code,
        "instrument": review.law.instrument,
        "law_date": review.law.day.isoformat(),
        "park": review.park,
        "applicant": review.applicant,
        "filed_on": review.filed_on.isoformat() if review.filed_on else None,
        "producer": review.producer,
        "overall": str(review.overall),
        "workbook_results": str(review.agreement),
        "conditions": [
            {
                "key": item.condition.key,
                "article": item.condition.article,
                "title": item.condition.title,
                "counts": item.condition.counts,
                "requirement": item.requirement,
                "given": item.given,
                "verdict": str(item.verdict),
                "outcome": str(item.outcome),
                "reason": item.reason,
            }
            for item in review.conditions
        ],
        "score": {
            "rubric": score.rubric.title,
            "rubric_version": score.rubric.version,
            "notice": score.rubric.notice,
            "items": [
                {
                    "key": item.key,
                    "label": item.label,
                    "points": _number(item.points),
                    "computed": item.computed,
                    "explanation": item.explanation,
                }
                for item in score.items
            ],
            "subtotal": _number(score.subtotal),
            "total": _number(score.total),
            "grade": score.grade,
            "next_grade": score.next_grade,
            "distance": _number(score.distance),
            "missing": list(score.missing),
        },
        "findings": [_finding(finding) for finding in review.findings],
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "id": finding.id,
        "level": str(finding.level),
        "sheet": place.sheet if place else None,
        "cell": place.cell if place else None,
        "label": finding.label,
        "given": finding.given,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "article": finding.article or None,
        "citation": finding.citation or None,
    }


def returned_copy(original: bytes, review: Review) -> bytes:
    """Give the submitted file with its findings marked in the cells and listed on a sheet."""
    marks = [
        Mark(
            finding.place.sheet,
            finding.place.row,
            finding.place.column,
            finding.level,
            _note(finding),
        )
        for finding in review.findings
        if finding.place is not None
    ]
    rows = [_row(group) for group in review.groups]
    title = f"校验意见　{review.park or review.file_name}　填报码 {review.code}"
    return annotate(original, marks, rows, title=title)


def _row(group: Group) -> FindingRow:
    """Say the same problem once, with all its cells."""
    first = group.first
    several = len(group.findings) > 1
    return FindingRow(
        first.level,
        first.place.sheet if first.place else "",
        "、".join(group.cells) or None,
        first.label,
        f"{first.given}等{len(group.findings)}处" if several else first.given,
        first.problem,
        first.citation,
        first.remedy,
    )


def _note(finding: Finding) -> str:
    lines = [f"【{finding.level.word}】{finding.problem}", finding.remedy]
    if finding.article:
        lines.append(f"依据：《办法》{finding.citation}")
    return "\n".join(lines)


def page(review: Review) -> str:
    """Give a review as one HTML page, to read or to print."""
    from jinja2 import Environment, select_autoescape  # noqa: PLC0415 - only pages need it

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
