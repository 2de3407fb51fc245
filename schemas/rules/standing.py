"""Where a recognised park stands after its assessments: Articles 13 and 15."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.parameters import Law
from schemas.rules.rating import UNQUALIFIED


class Standing(StrEnum):
    """What the program may propose; people decide."""

    GOOD = "正常"
    RECTIFY = "责令限期整改"
    REVOKE = "提请取消资格"
    JUDGEMENT = "需人工研判"
    NONE_YET = "尚无考核结果"


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """The grade of one assessment; `grade` is None where a due assessment was skipped."""

    year: int
    grade: str | None


@dataclass(frozen=True, slots=True)
class StandingReport:
    """The standing, the article and the years it rests on."""

    standing: Standing
    article: str
    years: tuple[int, ...]


def due_year(recognised: int, last: int | None, law: Law) -> int:
    """Give the year the next assessment is due: recognition, or the last one, plus the cycle."""
    cycle = int(law["assessment_cycle"].value)
    return (recognised if last is None else last) + cycle


def standing(results: Sequence[AssessmentResult], law: Law) -> StandingReport:
    """Judge the latest results in a row; annual reports carry no grade and are not given here.

    Two consecutive 不合格 propose revocation; any other grade in between starts the count anew. A
    skipped assessment right before or after a failure leaves it to people.
    """
    needed = int(law["failures_to_revoke"].value)
    ordered = sorted(results, key=lambda result: result.year)
    if not ordered:
        return StandingReport(Standing.NONE_YET, "13", ())
    last = ordered[-1]
    if last.grade is None:
        return StandingReport(Standing.JUDGEMENT, "13", (last.year,))
    if last.grade != UNQUALIFIED:
        return StandingReport(Standing.GOOD, "15", (last.year,))
    failed: list[int] = []
    skipped = False
    for result in reversed(ordered):
        if result.grade is None:
            skipped = True
        elif result.grade == UNQUALIFIED:
            failed.append(result.year)
        else:
            break
        if not skipped and len(failed) == needed:
            return StandingReport(Standing.REVOKE, "15", tuple(reversed(failed)))
    if skipped:
        return StandingReport(Standing.JUDGEMENT, "15", tuple(reversed(failed)))
    return StandingReport(Standing.RECTIFY, "15", tuple(reversed(failed)))
