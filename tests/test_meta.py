"""The law and its rules hold together, whatever anyone adds.

1. Every item of Articles 6, 13, 14 and 15 is cited; every citation exists in the text.
2. Every figure is used, with the drafting word that the law file gives it.
3. Every figure has a case just short of it, at it and just past it, and decides that case.
(`test_figures` holds that no figure is a literal.)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from case import MET, Boundary, Case
from cases import BOUNDARIES
from facts import under

from schemas.application import APPLICATION
from schemas.evaluation import Evaluation, named_results, row_columns
from schemas.expression import Compare, Expr, Where
from schemas.expression import Parameter as Figure
from schemas.parameters import law_at
from schemas.rubric import rubric
from schemas.rules.consistency import FORM_CHECKS, ROW_CHECKS
from schemas.rules.eligibility import CONDITIONS
from schemas.rules.rating import ASSESSMENT, results
from schemas.rules.standing import AssessmentResult, annual_report_due, due_year, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemas.fields import Section, Table
    from schemas.parameters import Law, Parameter
    from schemas.rubric import Rubric
    from schemas.rule import NamedResult, RowColumn

LAW = law_at(date(2026, 3, 18))
RUBRICS = (rubric("evaluation"), rubric("assessment"))
CHECKS = (*ROW_CHECKS, *FORM_CHECKS)
COMPUTED: list[NamedResult | RowColumn] = [
    *named_results(),
    *results(ASSESSMENT),
    *row_columns(),
]
PARTS: list[Section | Table] = [*APPLICATION.sections, *APPLICATION.tables]

# Periods, not thresholds: test_standing holds their days and years.
PERIODS = {"assessment_cycle", "annual_report_months", "failures_to_revoke"}


class Recorded(dict[str, "Parameter"]):
    """The figures of a law, noting which are asked for."""

    def __init__(self, figures: Mapping[str, Parameter]) -> None:
        super().__init__(figures)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Parameter:
        self.asked.add(key)
        return super().__getitem__(key)


def standings(law: Law) -> set[str]:
    """Run the rules of Articles 13 and 15, and give the articles they cite."""
    due_year(2026, None, law)
    annual_report_due(2026, law)
    given: list[list[AssessmentResult]] = [
        [],
        [AssessmentResult(2029, "不合格")],
        [AssessmentResult(2029, "不合格"), AssessmentResult(2032, "不合格")],
    ]
    return {standing(results, law).article for results in given}


def expressions() -> Iterator[Expr]:
    """Give every expression of every rule."""
    for condition in CONDITIONS:
        yield from (condition.verdict, condition.reason, condition.requirement, condition.given)
        yield condition.result
    yield from (found.expr for found in COMPUTED)
    for check in CHECKS:
        yield from (check.when, *(words for _, words in check.details))


def nodes() -> Iterator[Expr]:
    for expression in expressions():
        yield from expression.walk()


# -- citations ------------------------------------------------------------------------------------


def citations() -> Iterator[tuple[str, str]]:
    """Give every anchor that is cited, and what cites it."""
    for condition in CONDITIONS:
        yield condition.article, f"condition {condition.key}"
    for computed in COMPUTED:
        yield computed.article, f"result {computed.key}"
    for check in CHECKS:
        yield check.article, f"check {check.message}"
    for key, figure in LAW.parameters.items():
        yield figure.article, f"parameter {key}"
    for of in RUBRICS:
        yield of.article, f"rubric {of.key}"
        yield from ((item.article, f"item {of.key}.{item.key}") for item in of.items)
    yield from ((anchor, "standing") for anchor in standings(LAW))
    yield from of_the_form()


def of_the_form() -> Iterator[tuple[str, str]]:
    """Give the anchors that the inputs cite."""
    for part in PARTS:
        yield from ((field.article, f"field {part.key}.{field.key}") for field in part.fields)
    for table in APPLICATION.tables:
        yield from ((row.article, f"row {table.key}.{row.key}") for row in table.rows)


def test_every_citation_exists() -> None:
    unknown = [(anchor, by) for anchor, by in citations() if anchor not in LAW.provisions]
    assert unknown == []


def test_every_item_of_the_articles_on_conditions_and_assessment_is_cited() -> None:
    items = [
        anchor for anchor in LAW.provisions if anchor.partition("(")[0] in {"6", "13", "14", "15"}
    ]
    assert len(items) == 1 + 7 + 1 + 1 + 3 + 1
    rules = ("condition", "result", "parameter", "rubric", "item", "standing")
    cited = {anchor for anchor, by in citations() if by.startswith(rules)}
    assert [anchor for anchor in items if anchor not in cited] == []


def test_every_item_of_article_6_is_a_condition_that_counts() -> None:
    counting = {condition.article for condition in CONDITIONS if condition.counts}
    assert counting == {f"6({number})" for number in range(1, 8)}


def test_the_conditions_stand_in_the_order_of_the_text() -> None:
    articles = [condition.article for condition in CONDITIONS]
    assert articles == sorted(articles)


@pytest.mark.parametrize("of", RUBRICS, ids=lambda of: of.key)
def test_the_items_of_a_rubric_are_those_of_the_text(of: Rubric) -> None:
    for item in of.items:
        # 服务国家和省、市发展战略 is said in fewer words.
        label = "发展战略" if item.label == "服务发展战略" else item.label
        assert label in LAW.provisions[item.article].text


# -- figures --------------------------------------------------------------------------------------


def test_every_figure_is_used() -> None:
    recorded = Recorded(LAW.parameters)
    standings(replace(LAW, parameters=recorded))
    used = {node.key for node in nodes() if isinstance(node, Figure)} | recorded.asked
    assert LAW.parameters.keys() - used == set()


def test_no_rule_asks_for_a_figure_that_no_law_gives() -> None:
    rubrics = {f"{of.key}.{name}" for of in RUBRICS for name in of.figures}
    used = {node.key for node in nodes() if isinstance(node, Figure)}
    assert used - LAW.parameters.keys() - rubrics == set()


def test_every_figure_of_a_rubric_is_used() -> None:
    rubrics = {f"{of.key}.{name}" for of in RUBRICS for name in of.figures}
    used = {node.key for node in nodes() if isinstance(node, Figure)}
    assert rubrics - used == set()


def drafted() -> Iterator[tuple[str, str]]:
    """Give each figure that something is compared with, and the sign of the comparison."""
    for expression in expressions():
        for node in expression.walk():
            if isinstance(node, Compare) and isinstance(node.right, Figure):
                yield node.right.key, node.sign
            for where in getattr(node, "where", ()):
                if isinstance(where, Where) and isinstance(where.than, Figure):
                    yield where.than.key, where.sign


def test_every_comparison_follows_the_drafting_word() -> None:
    # 民法典第一千二百五十九条: 以上 不少于 不低于 达到 不超过 include, 超过 does not.
    signs = {"at_least": ">=", "more_than": ">", "at_most": "<="}
    found = {(key, sign) for key, sign in drafted() if key in LAW.parameters}
    # A row fails these when it exceeds them: the checks ask the opposite of 不超过.
    limits = {"sum_tolerance", "revenue_per_head"}
    expected = {(key, ">" if key in limits else signs[LAW[key].operator]) for key, _ in found}
    assert found == expected
    assert {key for key, _ in found} == LAW.parameters.keys() - PERIODS


# -- boundaries -----------------------------------------------------------------------------------


def ends(case: Case, **figures: object) -> tuple[object, ...]:
    """Give what the case names, as the rules end it under a law with other figures."""
    evaluation = Evaluation(under(case.facts, **figures))
    outcomes = {result.condition.key: str(result.outcome) for result in evaluation.conditions()}
    return (
        {key: outcomes[key] for key in case.ends},
        {at: evaluation.column(at[0], at[1])[at[2]] for at in case.rows},
    )


def test_every_threshold_has_a_case_short_of_it_at_it_and_past_it() -> None:
    assert sorted(boundary.parameter for boundary in BOUNDARIES) == sorted(
        LAW.parameters.keys() - PERIODS
    )
    beyond = [boundary.parameter for boundary in BOUNDARIES if boundary.past is None]
    assert beyond == ["named_services"]  # the form lists four services: there is no fifth


@pytest.mark.parametrize("boundary", BOUNDARIES, ids=lambda boundary: boundary.parameter)
def test_the_drafting_word_says_on_which_side_the_figure_lies(boundary: Boundary) -> None:
    short, at = boundary.short.shown, boundary.at.shown
    past = boundary.past.shown if boundary.past else at
    if LAW[boundary.parameter].operator == "at_least":
        assert short != at == past
    else:  # 超过 and 不超过: the figure itself is not beyond
        assert short == at != past


@pytest.mark.parametrize("boundary", BOUNDARIES, ids=lambda boundary: boundary.parameter)
def test_the_figure_decides_its_case(boundary: Boundary) -> None:
    """Move the figure by a fen, and the case at it falls on the other side."""
    figure = LAW[boundary.parameter]
    step = Decimal(1) if figure.unit in {"家", "个", "项"} else Decimal("0.000001")
    moved = figure.value + (step if figure.operator == "at_least" else -step)
    stays = ends(boundary.at)
    assert stays == (dict(boundary.at.ends), dict(boundary.at.rows))
    assert ends(boundary.at, **{boundary.parameter: moved}) != stays


def test_a_case_at_a_figure_meets_it_or_not() -> None:
    """Whatever 超过 governs is not met at the figure; whatever 不少于 governs is."""
    at = {boundary.parameter: boundary.at.ends for boundary in BOUNDARIES}
    assert at["gross_revenue_b"]["route_b"] != MET
    assert at["gross_revenue_c"]["route_c"] != MET
    assert at["net_service_revenue_d"]["route_d"] != MET
    assert at["total_gross_revenue"]["route_a"] == MET
    assert at["single_site_floor_area"]["floor_area"] == MET
    assert at["residents"]["residents"] == MET
