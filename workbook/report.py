"""Give a review as plain data with stable ids, for other programs."""

from __future__ import annotations

from decimal import Decimal

from schemas.findings import Finding
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
