"""Article 6 ends as the text says, figure by figure and reading by reading.

1. Every figure: just short, at it, just past it; one site and several (`cases_boundaries`).
2. Who counts, with what revenue, and the rival reading of 6(4) (`cases_counting`,
   `cases_routes`, `cases_part_year`).
3. Blanks are never zero; people end what has no threshold; four words for the whole
   (`cases_evidence`).
4. How outcomes combine, all combinations.
5. The reasons name what is missing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pytest
from case import INCOMPLETE, JUDGEMENT, MET, NOT_MET, Case
from cases import CASES
from cases_boundaries import nine
from facts import (
    check_character,
    credit_code,
    earning,
    park,
    poor,
    site,
)

from schemas.evaluation import Evaluation
from schemas.normalise import credit_code as read_code
from schemas.outcomes import ALL_OF, ANY_OF, Outcome, Overall
from schemas.rule import combined
from schemas.rules.concentration import CONCENTRATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.expression import Context, Expr, Value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_law_ends_the_case(case: Case) -> None:
    evaluation = Evaluation(case.facts)
    ends = {result.condition.key: str(result.outcome) for result in evaluation.conditions()}
    assert {key: ends[key] for key in case.ends} == case.ends
    for (table, column, index), expected in case.rows.items():
        assert evaluation.column(table, column)[index] == expected
    assert {key: evaluation.result(key) for key in case.results} == case.results
    if case.overall:
        assert str(evaluation.overall()) == case.overall


def test_case_names_serve_as_ids() -> None:
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []


def test_every_case_expects_something() -> None:
    assert [case.name for case in CASES if not any(case.shown)] == []


def test_the_codes_of_the_cases_are_lawful() -> None:
    # A published code ends as this arithmetic says; ours pass the library without any remark.
    assert check_character("91110000600037341") == "L"
    for number in (1, 12, 101, 999):
        found = read_code(credit_code(number))
        assert (found.problem, found.warning, found.mended) == (None, None, None)


# -- how outcomes combine -------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """The outcomes that an expression asks for, and nothing else."""

    given: Mapping[str, str]

    def result(self, key: str) -> Value:
        return self.given[key]


def ends(expression: Expr, **words: str) -> Value:
    context: Context = Words({f"{key}.verdict": word for key, word in words.items()} | words)  # type: ignore[assignment]
    return expression.value(context)


def test_all_conditions_show_the_worst_first() -> None:
    worst_first = (NOT_MET, INCOMPLETE, JUDGEMENT, MET)
    for a, b, c in product(worst_first, repeat=3):
        expected = next(word for word in worst_first if word in (a, b, c))
        assert ends(combined(("a", "b", "c"), ALL_OF), a=a, b=b, c=c) == expected


def test_of_alternatives_one_suffices() -> None:
    best_first = (MET, INCOMPLETE, JUDGEMENT, NOT_MET)
    for a, b in product(best_first, repeat=2):
        expected = next(word for word in best_first if word in (a, b))
        assert ends(combined(("a", "b"), ANY_OF), a=a, b=b) == expected


@pytest.mark.parametrize(("number", "route_a", "others"), list(product((True, False), repeat=3)))
def test_people_judge_exactly_where_the_readings_differ(
    *, number: bool, route_a: bool, others: bool
) -> None:
    ours = number and (route_a or others)
    rival = (number and route_a) or others
    expected = (MET if ours else NOT_MET) if ours == rival else JUDGEMENT
    word = {True: MET, False: NOT_MET}
    assert (
        ends(
            CONCENTRATION.verdict,
            residents=word[number],
            routes=word[route_a or others],
            rival_routes=word[others],
        )
        == expected
    )


@pytest.mark.parametrize(
    ("number", "routes", "others", "expected"),
    [
        # The number of institutions is open.
        (INCOMPLETE, MET, NOT_MET, INCOMPLETE),
        (INCOMPLETE, MET, MET, INCOMPLETE),
        (JUDGEMENT, MET, NOT_MET, JUDGEMENT),
        (JUDGEMENT, INCOMPLETE, INCOMPLETE, INCOMPLETE),
        (JUDGEMENT, NOT_MET, NOT_MET, NOT_MET),  # no route: the number no longer matters
        # The routes are open.
        (MET, INCOMPLETE, INCOMPLETE, INCOMPLETE),
        (MET, JUDGEMENT, JUDGEMENT, JUDGEMENT),
        # Too few: only B, C and D can still make the readings differ.
        (NOT_MET, MET, INCOMPLETE, INCOMPLETE),
        (NOT_MET, JUDGEMENT, JUDGEMENT, JUDGEMENT),
        (NOT_MET, INCOMPLETE, NOT_MET, NOT_MET),
    ],
)
def test_open_outcomes_of_6_4(number: str, routes: str, others: str, expected: str) -> None:
    given = {"residents": number, "routes": routes, "rival_routes": others}
    assert ends(CONCENTRATION.verdict, **given) == expected


def test_the_words_neither_refuse_nor_entitle() -> None:
    assert [str(word) for word in Outcome] == ["符合", "不符合", "需人工研判", "待填写"]
    assert [str(word) for word in Overall] == [
        "初步符合申报条件",
        "存在不符合项（可附例外说明）",
        "需人工研判",
        "待填写",
    ]


# -- reasons --------------------------------------------------------------------------------------


def reason(key: str, case: Evaluation) -> str:
    return next(found.reason for found in case.conditions() if found.condition.key == key)


@pytest.mark.parametrize(
    ("key", "evaluation", "says"),
    [
        ("floor_area", Evaluation(park(sites=[site("2750.5")])), "尚差249.50平方米"),
        ("residents", Evaluation(park(residents=nine())), "尚差1家"),
        ("route_a", Evaluation(park(residents=poor(10))), "尚差2,950.00万元"),  # 3000 - 50
        ("route_c", Evaluation(park(residents=[earning(1, "501"), *poor(9)])), "尚差2家"),
    ],
)
def test_a_miss_says_by_how_much(key: str, evaluation: Evaluation, says: str) -> None:
    assert says in reason(key, evaluation)


def test_last_year_is_always_shown() -> None:
    given = {found.condition.key: found.given for found in Evaluation(park()).conditions()}
    assert all(given[f"route_{letter}"].startswith("2025年") for letter in "abcd")
