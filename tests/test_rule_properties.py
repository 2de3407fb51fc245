"""What must hold of the rules for any application, not only for those we thought of.

1. More revenue, or one more institution that counts, never makes an outcome worse.
2. Taking a fact away never makes a condition 符合.
3. The order of rows does not matter; an institution counts once wherever its rows stand.
4. Amounts that make 3000 万元 to the fen reach it, and one fen less does not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from facts import FILED_ON, activity, branch, credit_code, earning, park, resident, site
from hypothesis import assume, given
from hypothesis import strategies as st
from properties import examples

from schemas.application import (
    FILED,
    NAMED_SERVICES,
    NO_LICENCE,
    PUBLIC,
    RELATED,
)
from schemas.evaluation import Evaluation
from schemas.outcomes import Outcome

if TYPE_CHECKING:
    from random import Random

    from facts import Row

    from schemas.evaluation import Facts

FEN = Decimal("0.000001")
RANK = [Outcome.NOT_MET, Outcome.JUDGEMENT, Outcome.MET]
quick = examples(50)


def amounts(*figures: int) -> st.SearchStrategy[Decimal]:
    """Draw amounts at the law's figures, a fen beside them, and anywhere."""
    steps = st.sampled_from([Decimal(0), FEN, -FEN])
    near = st.builds(lambda figure, step: figure + step, st.sampled_from(figures), steps)
    anywhere = st.decimals(0, 2000, places=2)
    return st.one_of(near.map(Decimal), anywhere)


ENTERED = [date(2025, 1, 1), date(2025, 7, 1), date(2026, 3, 18), date(2026, 3, 19)]
LEFT = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2026, 3, 19)]
ODDITIES: dict[str, st.SearchStrategy[object]] = {
    "kind": st.sampled_from([RELATED, PUBLIC]),
    "licence_kind": st.sampled_from([FILED, NO_LICENCE]),
    "licence_expiry": st.sampled_from([date(2026, 3, 17), date(2026, 3, 18)]),
    "entered_on": st.sampled_from(ENTERED),
    "left_on": st.sampled_from(LEFT),
    "gross_revenue": amounts(300, 500),
    "net_service_revenue": amounts(50),
    "resident_gross_revenue": amounts(300, 500),
    "resident_net_service_revenue": amounts(50),
    "parent_code": st.sampled_from([credit_code(1), credit_code(2), credit_code(999)]),
}


@st.composite
def changes(draw: st.DrawFn) -> dict[str, object]:
    """Draw what is odd about an institution: one thing or a few."""
    keys = draw(st.lists(st.sampled_from(sorted(ODDITIES)), min_size=1, max_size=3, unique=True))
    return {key: draw(ODDITIES[key]) for key in keys}


PLAIN = (5, 290, 301, 501)
BLANKS = st.sampled_from(
    ["name", "code", "kind", "licence_kind", "entered_on", "gross_revenue", "net_service_revenue"]
)


@st.composite
def tenants(draw: st.DrawFn, *, families: bool = True) -> list[Row]:
    """Draw six to nine plain institutions and a few odd ones, so that the odd ones decide.

    Each has a code of its own; with `families` some name a parent.
    """
    plain = draw(st.integers(7, 9))
    rows = [earning(n, str(draw(st.sampled_from(PLAIN)))) for n in range(1, plain + 1)]
    for number in range(plain + 1, plain + 1 + draw(st.integers(1, 4))):
        odd = draw(changes())
        if not families:
            odd.pop("parent_code", None)
        if draw(st.integers(0, 4)) == 0:
            odd[draw(BLANKS)] = None
        rows.append(resident(number, **odd))
    return draw(st.permutations(rows))


@st.composite
def layouts(draw: st.DrawFn) -> list[Row]:
    """Draw sites."""
    areas = st.sampled_from(["999.99", "1000", "1999.99", "2000", "2999.99", "3000", "5000", None])
    rows = [branch(draw(areas), number) for number in range(1, draw(st.integers(0, 4)) + 1)]
    return [*(site(draw(areas)) for _ in range(draw(st.sampled_from([1, 1, 1, 0, 2])))), *rows]


def outcomes(facts: Facts) -> dict[str, Outcome]:
    return {result.condition.key: result.outcome for result in Evaluation(facts).conditions()}


def no_worse(before: Outcome, after: Outcome) -> bool:
    """Tell whether an outcome held or rose; 待填写 may stay or turn out 符合."""
    if before is Outcome.INCOMPLETE:
        return after in {Outcome.INCOMPLETE, Outcome.MET}
    return after in RANK[RANK.index(before) :]


@quick
@given(tenants(), st.data())
def test_more_revenue_never_makes_it_worse(rows: list[Row], data: st.DataObject) -> None:
    classes = Evaluation(park(residents=rows)).column("residents", "class")
    counted = [place for place, word in enumerate(classes) if word == "计入"]
    assume(counted)
    place = data.draw(st.sampled_from(counted))
    key = data.draw(st.sampled_from(["gross_revenue", "net_service_revenue"]))
    given_before = rows[place][key]
    assume(given_before is not None)
    assert isinstance(given_before, Decimal)
    more = given_before + data.draw(amounts(1, 300, 3000))
    richer = [*rows[:place], {**rows[place], key: more}, *rows[place + 1 :]]
    before, after = outcomes(park(residents=rows)), outcomes(park(residents=richer))
    for condition in ("residents", "route_a", "route_b", "route_c", "route_d"):
        assert no_worse(before[condition], after[condition]), condition
    # What was open may end in a judgement of the number; it never turns against the park.
    if before["concentration"] is Outcome.MET:
        assert after["concentration"] is Outcome.MET
    elif before["concentration"] is not Outcome.NOT_MET:
        assert after["concentration"] is not Outcome.NOT_MET


@quick
@given(tenants(), st.data())
def test_one_more_institution_never_lowers_the_number(rows: list[Row], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows)))
    more = [*rows[:place], resident(900), *rows[place:]]
    before, after = outcomes(park(residents=rows)), outcomes(park(residents=more))
    assert no_worse(before["residents"], after["residents"])
    for route in ("route_a", "route_b", "route_c", "route_d"):
        assert no_worse(before[route], after[route])


# A blank here is an answer: still in the park, no parent, no end of the licence stated.
ANSWERS = {"left_on", "parent_code", "licence_expiry"}
SAID = sorted(field for field in park().cells if field.startswith("management."))


@st.composite
def poorer(draw: st.DrawFn, rows: list[Row], sites: list[Row]) -> dict[str, object]:
    """Draw one fact to take away, as keywords of `park`."""
    what = draw(
        st.sampled_from(["day", "said", "service", "report", "activity", "row", "row", "site"])
    )
    if what == "day":
        return {"filed_on": None}
    if what == "said":
        return {"cells": {draw(st.sampled_from(SAID)): None}}
    if what == "service":
        return {"services": {key: None for key, _ in [draw(st.sampled_from(NAMED_SERVICES))]}}
    if what == "report":
        return {"materials": {"item_3": None}}
    if what == "activity":
        return {"activities": [activity(**{draw(st.sampled_from(["kind", "name"])): None})]}
    part, table = ("residents", rows) if what == "row" else ("sites", sites)
    assume(table)
    place = draw(st.integers(0, len(table) - 1))
    key = draw(st.sampled_from(sorted(table[place].keys() - ANSWERS)))
    return {part: [*table[:place], {**table[place], key: None}, *table[place + 1 :]]}


@examples(150)
@given(tenants(families=False), layouts(), st.data())
def test_taking_a_fact_away_never_makes_it_met(
    rows: list[Row], sites: list[Row], data: st.DataObject
) -> None:
    whole: dict[str, Any] = {"residents": rows, "sites": sites}
    before = outcomes(park(**whole))
    after = outcomes(park(**{**whole, **data.draw(poorer(rows, sites))}))
    gained = [key for key, outcome in after.items() if outcome is Outcome.MET]
    assert [key for key in gained if before[key] is not Outcome.MET] == []


@quick
@given(tenants(), layouts(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    rows: list[Row], sites: list[Row], chance: Random
) -> None:
    facts = park(residents=rows, sites=sites)
    mixed = {table: list(found) for table, found in facts.tables.items()}
    for found in mixed.values():
        chance.shuffle(found)
    assert outcomes(replace(facts, tables=mixed)) == outcomes(facts)


@quick
@given(tenants(), st.data())
def test_an_institution_counts_once_wherever_its_rows_stand(
    rows: list[Row], data: st.DataObject
) -> None:
    again = resident(data.draw(st.integers(1, len(rows))), **data.draw(changes()))
    place = data.draw(st.integers(0, len(rows)))
    first, last = [again, *rows], [*rows, again]
    between = [*rows[:place], again, *rows[place:]]
    found = {outcomes(park(residents=order))["residents"] for order in (first, last, between)}
    assert len(found) == 1


@quick
@given(st.lists(st.integers(1, 3_000_000_000 - 1), min_size=9, max_size=19, unique=True))
def test_fen_that_make_three_thousand_reach_it(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 3_000_000_000]  # 3000 万元 in fen
    parts = [Decimal(after - before) * FEN for before, after in pairwise(edges)]
    exact = [earning(n, str(part), "0") for n, part in enumerate(parts, 1)]
    assert outcomes(park(residents=exact))["route_a"] is Outcome.MET
    short = [*exact[:-1], earning(len(parts), str(parts[-1] - FEN), "0")]
    assert outcomes(park(residents=short))["route_a"] is Outcome.NOT_MET


@quick
@given(st.lists(st.decimals(0, 9000, places=2), min_size=2, max_size=2))
def test_points_stay_on_the_scale_and_rise_with_the_figure(totals: list[Decimal]) -> None:
    points = []
    for total in sorted(totals):
        found = Evaluation(park(residents=[earning(1, str(total), "0")])).result(
            "evaluation.benefit"
        )
        assert isinstance(found, Decimal)
        points.append(found)
    assert 0 <= points[0] <= points[1] <= 10


def test_the_filing_day_is_the_one_the_dates_above_mean() -> None:
    assert date(2026, 3, 18) == FILED_ON
