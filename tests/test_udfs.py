"""Functions in cells say what the rules say: the third face.

1. Every published function agrees with Python on 2,000 generated applications and every case by
   hand, called as xlwings calls it, on the desktop and on the server.
2. A function needs no more than the blocks it takes, and answers by the figures in the cells.
3. One call serves a whole table; empty rows stay empty.
4. Whatever is no answer for certain is the one error, on the desktop, and #N/A on the server.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from case import INCOMPLETE, MET, NOT_MET
from cases import CASES as BY_HAND
from cases import MOST_ROWS
from cell_ranges import ranges
from facts import law_with, park, residents, site
from generated import RESIDENT_ROWS, application
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from schemas.articles import citation
from schemas.dependencies import computed
from schemas.evaluation import Evaluation
from schemas.expression import Value
from schemas.parameters import CITY, law_at
from schemas.published import Answers, Published, edition, published
from schemas.rules.eligibility import CONDITIONS
from udfs import functions
from udfs.answers import answer
from udfs.desk import Desk
from udfs.grids import CannotAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cell_ranges import Cells

    from schemas.evaluation import Facts

CASES, BATCH = 2000, 250
ROWS = max(RESIDENT_ROWS, MOST_ROWS) + 2
LAW = law_at(date(2026, 3, 18), CITY)
NOON, BEFORE_EXCEL = (
    datetime.fromisoformat("2026-03-18T12:00"),
    datetime.fromisoformat("1899-12-31"),
)
NAMED = {function.name: function for function in published()}
COMPUTED = [one for one in published() if one.answers in {Answers.RESULT, Answers.COLUMN}]


def call(name: str, cells: Mapping[str, Cells], *first: object, **changed: object) -> object:
    """Call the function that xlwings would call, with the ranges of its blocks."""
    entry = NAMED[name]
    blocks = [changed.get(block.key, cells[block.key]) for block in entry.blocks]
    return getattr(functions, name)(*first, changed.get("edition", edition()), *blocks)


def shown(value: Value) -> object:
    if value is None:
        return ""
    return float(value) if isinstance(value, (int, Decimal)) else value


def wanted(entry: Published, evaluation: Evaluation, rows: int) -> object:
    if entry.answers is Answers.RESULT:
        return shown(evaluation.result(entry.target))
    table, _, key = entry.target.partition(".")
    values = [[value] for value in evaluation.column(table, key)]
    height = len(values) if table in {"services", "materials"} else rows
    return values + [[""]] * (height - len(values))


def differences(facts: Facts, *, desktop: bool) -> list[str]:
    evaluation = Evaluation(facts)
    cells = ranges(facts, ROWS, desktop=desktop)
    found = []
    for entry in COMPUTED:
        said, right = call(entry.name, cells), wanted(entry, evaluation, ROWS)
        if said != right:
            found.append(f"{entry.name}: said {said!r}, the rules {right!r}")
    return found


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_functions_and_rules_agree_on_generated_applications(first: int) -> None:
    for seed in range(first, first + BATCH):
        found = differences(application(seed, LAW), desktop=seed % 2 == 0)
        assert not found, f"seed {seed}: {found[:5]}"


@pytest.mark.parametrize("desktop", [True, False])
def test_functions_and_rules_agree_on_every_case_written_by_hand(desktop: bool) -> None:  # noqa: FBT001
    for case in BY_HAND:
        found = differences(case.facts, desktop=desktop)
        assert not found, f"{case.name}: {found[:5]}"
        cells = ranges(case.facts, ROWS, desktop=desktop)
        for key, outcome in case.ends.items():
            condition = next(one for one in CONDITIONS if one.key == key)
            if not condition.counts or key not in case.facts.decisions:
                assert call(f"HRPARK_{key.upper()}", cells) == outcome, case.name
        if case.overall:
            assert call("HRPARK_OVERALL", cells) == case.overall, case.name


def test_a_function_needs_no_more_than_the_blocks_it_takes() -> None:
    chance = random.Random(7)  # noqa: S311 - cases, not secrets
    for seed in chance.sample(range(CASES), 60):
        facts = application(seed, LAW)
        evaluation, cells = Evaluation(facts), ranges(facts, ROWS)
        for entry in COMPUTED:
            blocks = [cells[block.key] for block in entry.blocks]
            said = answer(entry, Desk(), [edition(), *blocks])
            assert said == wanted(entry, evaluation, ROWS), (seed, entry.name)


def test_a_function_takes_no_block_that_it_never_reads() -> None:
    idle = {(entry.name, block.key) for entry in COMPUTED for block in entry.blocks}
    for seed in range(120):
        cells = ranges(application(seed, LAW), ROWS)
        for entry in COMPUTED:
            for block in entry.blocks:
                if (entry.name, block.key) in idle:
                    given = {one.key: cells[one.key] for one in entry.blocks if one != block}
                    fewer = replace(
                        entry,
                        arguments=entry.arguments[:1] + entry.arguments[2:],
                        blocks=tuple(one for one in entry.blocks if one != block),
                    )
                    try:
                        answer(fewer, Desk(), [edition(), *given.values()])
                    except CannotAnswerError:
                        idle.discard((entry.name, block.key))
        if not idle:
            break
    assert idle == set()


def test_every_condition_item_and_shown_column_has_its_function() -> None:
    targets = {entry.target for entry in published()}
    assert {f"{condition.key}.verdict" for condition in CONDITIONS} <= targets
    assert {f"evaluation.{key}" for key in ("total", "grade", "distance", "subtotal")} <= targets
    assert {f"{table}.{key}" for (table, key), one in computed().items() if one.shown} <= targets
    names = [entry.name for entry in published()]
    assert {"HRPARK_CONCENTRATION", "HRPARK_OVERALL", "HRPARK_POINTS_SCALE"} <= set(names)
    assert len(names) == len({name.upper() for name in names})


def test_figures_come_from_the_cells() -> None:
    facts = park(sites=[site(floor_area="2800")])
    assert call("HRPARK_FLOOR_AREA", ranges(facts, ROWS)) == NOT_MET
    county = replace(facts, law=law_with(facts.law, single_site_floor_area="2800"))
    assert call("HRPARK_FLOOR_AREA", ranges(county, ROWS)) == MET


def test_an_edit_is_seen_and_undone() -> None:
    whole, short = (ranges(park(sites=[site(floor_area=area)]), ROWS) for area in ("3000", "2999"))
    said = [call("HRPARK_FLOOR_AREA", cells) for cells in (whole, short, whole)]
    assert said == [MET, NOT_MET, MET]


def test_true_is_not_one() -> None:
    cells = ranges(park(), ROWS)
    for area, outcome in ((1.0, NOT_MET), (True, INCOMPLETE), (1.0, NOT_MET)):
        rows = [list(row) for row in cells["sites"]]
        rows[0][4] = area
        assert call("HRPARK_FLOOR_AREA", cells, sites=rows) == outcome


def test_two_workbooks_do_not_mix() -> None:
    one, other = (ranges(park(residents=residents(count)), ROWS) for count in (12, 3))
    for _ in range(3):
        assert call("HRPARK_RESIDENTS", one) == MET
        assert call("HRPARK_RESIDENTS", other) == NOT_MET


def test_five_hundred_rows_are_one_call() -> None:
    cells = ranges(park(residents=residents(499)), 500)
    said = call("HRPARK_ROW_STATUS_RESIDENTS", cells)
    assert said == [["完整"]] * 499 + [[""]]


def test_empty_rows_between_and_rows_of_spaces_stay_empty() -> None:
    cells = ranges(park(residents=residents(2)), 5)
    first, second, *_ = cells["residents"]
    nothing = (None,) * len(first)
    spaces = ("  ", *nothing[1:])
    rows = (nothing, first, spaces, second, nothing)
    said = call("HRPARK_ROW_CLASS_RESIDENTS", cells, residents=rows)
    assert said == [[""], ["计入"], [""], ["计入"], [""]]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", -2146826265])
def test_an_error_value_is_a_blank_that_starts_its_row(error: object) -> None:
    cells = ranges(park(), ROWS)
    rows = [list(row) for row in cells["sites"]]
    rows[0][4], rows[2][4] = error, error
    assert call("HRPARK_FLOOR_AREA", cells, sites=rows) == INCOMPLETE
    said = call("HRPARK_ROW_CLASS_SITES", cells, sites=rows)
    assert said == [[INCOMPLETE], [""], [INCOMPLETE], *[[""]] * (len(rows) - 3)]


def test_text_where_a_number_belongs_is_a_blank() -> None:
    cells = ranges(park(), ROWS)
    rows = [list(row) for row in cells["sites"]]
    rows[0][4] = "3600㎡"
    assert call("HRPARK_FLOOR_AREA", cells, sites=rows) == INCOMPLETE


def test_lists_do_as_well_as_tuples_and_a_flat_list_is_a_column() -> None:
    cells = ranges(park(), ROWS)
    law = [row[0] for row in cells["law"]]
    rows = [list(row) for row in cells["sites"]]
    assert call("HRPARK_FLOOR_AREA", cells, law=law, sites=rows, edition=[[edition()]]) == MET


def test_a_table_of_one_row_may_come_as_a_flat_list() -> None:
    cells = ranges(park(), ROWS)
    row = list(cells["sites"][0])
    assert call("HRPARK_ROW_CLASS_SITES", cells, sites=row) == [["核心园区"]]


def test_codes_are_one_whatever_their_case_as_match_has_it() -> None:
    cells = ranges(park(residents=residents(2)), 2)
    one, other = (list(row) for row in cells["residents"])
    other[1] = str(one[1]).lower()
    said = call("HRPARK_ROW_CLASS_RESIDENTS", cells, residents=(one, other))
    assert said == [["计入"], ["重复"]]


REFUSED: dict[str, dict[str, object]] = {
    "another edition": {"edition": "000000000000"},
    "no edition": {"edition": None},
    "a blank figure": {"law": ((None,),) * 17},
    "a figure in words": {"law": (("3000",),) * 17},
    "a figure missing": {"law": ((3000.0,),) * 16},
    "an error for a figure": {"law": (("#REF!",),) * 17},
    "a single cell": {"sites": 3600.0},
    "nothing": {"sites": None},
    "a narrower range": {"sites": ((1.0, 2.0),)},
    "a ragged range": {"sites": ((None,) * 8, (None,) * 7)},
    "an empty range": {"sites": ()},
    "a huge number": {"sites": (("核心园区", "甲", "乙", None, 1e300, None, None, None),)},
    "no number": {"sites": (("核心园区", "甲", "乙", None, float("nan"), None, None, None),)},
    "an object": {"sites": ((object(),) * 8,)},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_without_a_certain_answer_the_formula_answers(
    reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ranges(park(), ROWS)
    with pytest.raises(CannotAnswerError):
        call("HRPARK_FLOOR_AREA", cells, **REFUSED[reason])
    monkeypatch.setattr(functions, "_ON_SERVER", True)
    assert call("HRPARK_FLOOR_AREA", cells, **REFUSED[reason]) == "#N/A"
    assert call("HRPARK_FLOOR_AREA", cells) == MET


@pytest.mark.parametrize("filed", [NOON, 46099.5])
def test_a_day_that_is_no_whole_day_is_left_to_the_formula(filed: object) -> None:
    cells = ranges(park(), ROWS)
    applicant = (*cells["applicant"][:3], (filed,))
    with pytest.raises(CannotAnswerError):
        call("HRPARK_RESIDENTS", cells, applicant=applicant)


@pytest.mark.parametrize("filed", [-5.0, 0.0, 2026.3, 20260318.0, BEFORE_EXCEL])
def test_what_is_no_day_of_these_times_is_as_good_as_blank(filed: object) -> None:
    cells = ranges(park(), ROWS)
    applicant = (*cells["applicant"][:3], (filed,))
    assert call("HRPARK_ROUTE_A", cells, applicant=applicant) == INCOMPLETE


def test_an_explanation_names_article_requirement_given_and_what_is_missing() -> None:
    cells = ranges(park(sites=[site(floor_area="2999.5")]), ROWS)
    ((article, asked, given_, why),) = call("HRPARK_EXPLAIN", cells, "建筑面积")  # type: ignore[misc]
    assert article == "第六条第（三）项"
    assert "建筑面积不少于3,000平方米" in asked
    assert "核心园区2,999.50平方米" in given_
    assert why == "单一园区，建筑面积尚差0.50平方米"


def test_every_condition_is_explained_by_title_and_by_key() -> None:
    facts = park()
    cells, evaluation = ranges(facts, ROWS), Evaluation(facts)
    for found in evaluation.conditions():
        condition = found.condition
        row = [citation(condition.article), found.requirement, found.given, found.reason]
        assert call("HRPARK_EXPLAIN", cells, condition.title) == [row]
        assert call("HRPARK_EXPLAIN", cells, condition.key) == [row]
    with pytest.raises(CannotAnswerError):
        call("HRPARK_EXPLAIN", cells, "没有这一条")


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=6)
    | st.sampled_from(["", " ", "#REF!", -2146826246, "符合", "核心园区", 1e300])
    | st.datetimes()
    | st.dates()
    | st.binary(max_size=2),
    lambda inner: st.lists(inner, max_size=9) | st.lists(inner, max_size=9).map(tuple),
    max_leaves=40,
)


def is_answer(said: object) -> bool:
    if isinstance(said, list):
        return all(isinstance(row, list) and all(isinstance(c, str) for c in row) for row in said)
    return isinstance(said, (str, float))


@examples(400)
@given(st.data())
def test_junk_is_an_answer_or_the_one_error(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(published()))
    count = data.draw(st.integers(0, len(entry.arguments) + 1))
    given_ = [data.draw(JUNK) for _ in range(count)]
    if given_ and entry.answers in {Answers.RESULT, Answers.COLUMN}:
        given_[0] = edition()
    try:
        said = getattr(functions, entry.name)(*given_)
    except CannotAnswerError:
        return
    assert is_answer(said)


@examples(300)
@given(st.data())
def test_junk_in_the_cells_of_good_ranges_is_an_answer_or_the_one_error(
    data: st.DataObject,
) -> None:
    entry = data.draw(st.sampled_from(COMPUTED))
    cells = dict(ranges(park(residents=residents(3)), 4))
    scalar = JUNK.filter(lambda one: not isinstance(one, (list, tuple)))
    for _ in range(data.draw(st.integers(1, 6))):
        block = data.draw(st.sampled_from(entry.blocks)).key
        rows = [list(row) for row in cells[block]]
        row = data.draw(st.integers(0, len(rows) - 1))
        rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(scalar)
        cells[block] = tuple(map(tuple, rows))
    try:
        said = call(entry.name, cells)
    except CannotAnswerError:
        return
    assert is_answer(said)
