"""Where a recognised park stands after its assessments: Articles 13 and 15."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from schemas.parameters import Law
from schemas.rules.rating import EXCELLENT, QUALIFIED, UNQUALIFIED

_GRADES = {EXCELLENT, QUALIFIED, UNQUALIFIED, None}


class Standing(StrEnum):
    """What the program may propose; people decide."""

    GOOD = "正常"
    COMMEND = "全市公示"
    RECTIFY = "责令限期整改"
    REVOKE = "提请取消资格"
    JUDGEMENT = "需人工研判"
    NONE_YET = "尚无考核结果"


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """The grade of one assessment; `grade` is None where a due assessment was skipped.

    ValueError for a word that Article 13 does not know: 待填写 is no result and is not given here.
    """

    year: int
    grade: str | None

    def __post_init__(self) -> None:
        """Refuse other words: they would pass for a grade that is not 不合格."""
        if self.grade not in _GRADES:
            raise ValueError(f"没有“{self.grade}”这个等次")


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


def annual_report_due(year: int, law: Law) -> date:
    """Give the day by which the report on `year` is due: the last of the first quarter after it."""
    months = int(law["annual_report_months"].value)
    return date(year + 1 + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def standing(results: Sequence[AssessmentResult], law: Law) -> StandingReport:
    """Judge the latest results in a row; annual reports carry no grade and are not given here.

    Two consecutive 不合格 propose revocation; any other grade in between starts the count anew. A
    skipped assessment right before or after a failure leaves it to people; years two cycles apart
    have one between them that was skipped. ValueError for two results of one year.
    """
    needed = int(law["failures_to_revoke"].value)
    ordered = _with_gaps(results, law)
    if not ordered:
        return StandingReport(Standing.NONE_YET, "13", ())
    last = ordered[-1]
    if last.grade is None:
        return StandingReport(Standing.JUDGEMENT, "13", (last.year,))
    if last.grade != UNQUALIFIED:
        word = Standing.COMMEND if last.grade == EXCELLENT else Standing.GOOD
        return StandingReport(word, "15", (last.year,))
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


def _with_gaps(results: Sequence[AssessmentResult], law: Law) -> list[AssessmentResult]:
    """Order the results by year, with an entry where the years show that one was skipped."""
    cycle = int(law["assessment_cycle"].value)
    ordered = sorted(results, key=lambda result: result.year)
    found = ordered[:1]
    for before, after in pairwise(ordered):
        if after.year == before.year:
            raise ValueError(f"{after.year}年有两次考核结果")
        if after.year - before.year >= 2 * cycle:
            found.append(AssessmentResult(before.year + cycle, None))
        found.append(after)
    return found
