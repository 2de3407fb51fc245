"""What Articles 13 and 15 make of a park's results; the program proposes, people decide.

1. Nothing yet is never a fail; one 不合格 is to be put right; two in a row propose revocation.
2. Any other grade between starts the count anew; a skipped assessment leaves it to people.
3. The next assessment is due three years on; the annual report by 31 March.
"""

from __future__ import annotations

from datetime import date

import pytest
from facts import law_with

from schemas.parameters import law_at
from schemas.rules.standing import (
    AssessmentResult,
    Standing,
    annual_report_due,
    due_year,
    standing,
)

LAW = law_at(date(2026, 3, 18))
F, P, E, SKIPPED = "不合格", "合格", "优秀", None
GOOD, RECTIFY, REVOKE = Standing.GOOD, Standing.RECTIFY, Standing.REVOKE
COMMEND = Standing.COMMEND
JUDGEMENT, NONE_YET = Standing.JUDGEMENT, Standing.NONE_YET


def results(*grades: str | None) -> list[AssessmentResult]:
    """Give an assessment every third year from 2029."""
    return [AssessmentResult(2029 + 3 * place, grade) for place, grade in enumerate(grades)]


@pytest.mark.parametrize(
    ("grades", "expected", "years"),
    [
        ((), NONE_YET, ()),
        ((P,), GOOD, (2029,)),
        ((E,), COMMEND, (2029,)),
        ((F,), RECTIFY, (2029,)),
        ((F, F), REVOKE, (2029, 2032)),
        ((F, F, F), REVOKE, (2032, 2035)),
        ((P, F), RECTIFY, (2032,)),
        ((P, F, F), REVOKE, (2032, 2035)),
        ((F, P), GOOD, (2032,)),
        ((F, P, F), RECTIFY, (2035,)),  # 不合格→合格→不合格 is not 连续
        ((F, E, F), RECTIFY, (2035,)),
        ((F, P, F, F), REVOKE, (2035, 2038)),
        ((SKIPPED,), JUDGEMENT, (2029,)),
        ((F, SKIPPED), JUDGEMENT, (2032,)),
        ((P, SKIPPED), JUDGEMENT, (2032,)),
        ((F, SKIPPED, F), JUDGEMENT, (2029, 2035)),
        ((SKIPPED, F), JUDGEMENT, (2032,)),
        ((P, SKIPPED, F), JUDGEMENT, (2035,)),
        ((SKIPPED, F, F), REVOKE, (2032, 2035)),
        ((F, SKIPPED, F, F), REVOKE, (2035, 2038)),
        ((F, SKIPPED, P), GOOD, (2035,)),
        ((SKIPPED, P, F), RECTIFY, (2035,)),
    ],
)
def test_standing(
    grades: tuple[str | None, ...], expected: Standing, years: tuple[int, ...]
) -> None:
    report = standing(results(*grades), LAW)
    assert (report.standing, report.years) == (expected, years)


def test_the_order_of_entry_does_not_matter() -> None:
    assert standing(results(F, P, F)[::-1], LAW) == standing(results(F, P, F), LAW)


def test_each_standing_cites_its_article() -> None:
    cited = {
        grades: standing(results(*grades), LAW).article
        for grades in [(), (F,), (F, F), (P,), (SKIPPED,)]
    }
    assert cited == {(): "13", (F,): "15", (F, F): "15", (P,): "15", (SKIPPED,): "13"}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (2032, REVOKE),
        (2033, REVOKE),  # a year late is still the next assessment
        (2034, REVOKE),
        (2035, JUDGEMENT),  # that of 2032 never was, though nobody wrote it down
        (2038, JUDGEMENT),
    ],
)
def test_years_two_cycles_apart_show_a_skipped_assessment(second: int, expected: Standing) -> None:
    given = [AssessmentResult(2029, F), AssessmentResult(second, F)]
    assert standing(given, LAW).standing is expected


def test_two_results_of_one_year_are_our_fault() -> None:
    with pytest.raises(ValueError, match="2029"):
        standing([AssessmentResult(2029, F), AssessmentResult(2029, F)], LAW)


@pytest.mark.parametrize("word", ["待填写", "", "良好", "不 合格"])
def test_no_other_word_passes_for_a_grade(word: str) -> None:
    with pytest.raises(ValueError, match="等次"):
        AssessmentResult(2029, word)


@pytest.mark.parametrize(
    ("recognised", "last", "due"), [(2026, None, 2029), (2026, 2029, 2032), (2026, 2030, 2033)]
)
def test_the_next_assessment_is_due_three_years_on(
    recognised: int, last: int | None, due: int
) -> None:
    assert due_year(recognised, last, LAW) == due


@pytest.mark.parametrize(("year", "due"), [(2026, date(2027, 3, 31)), (2027, date(2028, 3, 31))])
def test_the_annual_report_is_due_by_the_end_of_the_first_quarter(year: int, due: date) -> None:
    assert annual_report_due(year, LAW) == due


def test_the_figures_decide() -> None:
    three = law_with(LAW, failures_to_revoke=3)
    assert standing(results(F, F), three).standing is RECTIFY
    assert standing(results(F, F, F), three).standing is REVOKE
    yearly = law_with(LAW, assessment_cycle=1)
    assert due_year(2026, None, yearly) == 2027
    assert annual_report_due(2026, law_with(LAW, annual_report_months=2)) == date(2027, 2, 28)
    assert annual_report_due(2027, law_with(LAW, annual_report_months=2)) == date(2028, 2, 29)
    assert annual_report_due(2026, law_with(LAW, annual_report_months=12)) == date(2027, 12, 31)
