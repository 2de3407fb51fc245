"""The samples: filled by hand in TOML, saved by LibreOffice, judged by hand from the law.

1. Every sample gives exactly its hand-written outcomes, articles, score, overall result and list of
   errors, warnings and mended cells, each at its cell.
2. Every .xlsx was saved by LibreOffice from the present template and holds what its .toml says.
3. What the sheet itself shows was computed by LibreOffice: it agrees with the rules and, where the
   data are clean, with the hand-written results.
4. The samples cover the cases they are named for.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from schemas.findings import Level
from schemas.parameters import CITY
from schemas.rules.eligibility import CONDITIONS, COUNTING
from workbook.raw import ErrorValue
from workbook.review import Review, review
from workbook.samples import Sample, samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemas.findings import Finding
    from workbook.submission import ReadCell

KEYS = tuple(samples())
CLEAN = tuple(key for key in KEYS if key != "dirty")
NEEDED = {
    "single-site-pass",
    "multi-site-pass",
    "route-a-only",
    "route-b-only",
    "route-c-only",
    "route-d-only",
    "at-thresholds-missed",
    "at-thresholds-met",
    "rival-reading",
    "four-branch-sites",
    "incomplete",
    "dirty",
    "county-overlay",
}
ALL_FOR = {condition.key: "符合" for condition in COUNTING}


@cache
def reviewed(key: str) -> Review:
    return review(samples()[key].workbook(), name=f"{key}.xlsx")


def expected(key: str) -> dict[str, Any]:
    return dict(samples()[key].expected)


def exact(number: float) -> Decimal:
    return Decimal(str(number))


def test_the_cases_that_matter_are_there() -> None:
    assert set(KEYS) == NEEDED


@pytest.mark.parametrize("key", KEYS)
def test_every_condition_ends_as_written_by_hand(key: str) -> None:
    by_hand = expected(key)["conditions"]
    assert set(by_hand) == {condition.key for condition in CONDITIONS}
    assert {item.condition.key: str(item.outcome) for item in reviewed(key).conditions} == {
        name: given["outcome"] for name, given in by_hand.items()
    }


@pytest.mark.parametrize("key", KEYS)
def test_every_outcome_cites_its_article_and_says_why(key: str) -> None:
    by_hand = expected(key)["conditions"]
    for item in reviewed(key).conditions:
        given = by_hand[item.condition.key]
        assert item.condition.article == given["article"]
        assert given["because"]
        assert given["article"] in reviewed(key).law.provisions


@pytest.mark.parametrize("key", KEYS)
def test_the_overall_result_is_the_hand_written_one(key: str) -> None:
    assert str(reviewed(key).overall) == expected(key)["overall"]


@pytest.mark.parametrize("key", KEYS)
def test_the_score_is_the_hand_written_one(key: str) -> None:
    by_hand, score = expected(key)["score"], reviewed(key).score
    items = {item.key: item.points for item in score.items if item.points is not None}
    assert items == {name: exact(points) for name, points in by_hand["items"].items()}
    assert score.subtotal == exact(by_hand["subtotal"])
    assert score.total == (exact(by_hand["total"]) if "total" in by_hand else None)
    assert score.grade == by_hand["grade"]


@pytest.mark.parametrize("key", KEYS)
def test_the_findings_are_exactly_the_hand_written_ones(key: str) -> None:
    found = places_of(item for item in reviewed(key).findings if item.level is not Level.NOTE)
    by_hand = written(expected(key)["findings"])
    assert sorted((found - by_hand).elements()) == []
    assert sorted((by_hand - found).elements()) == []


@pytest.mark.parametrize("key", KEYS)
def test_what_is_only_told_is_the_hand_written_too(key: str) -> None:
    # Each condition left to people also has its note; the outcomes above say which.
    notes = (item for item in reviewed(key).findings if item.level is Level.NOTE)
    found = places_of(item for item in notes if item.id != "condition.judgement")
    assert found == written(expected(key).get("notes", []))


def places_of(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter(
        (item.id, item.place.sheet if item.place else "", item.place.cell if item.place else "")
        for item in findings
    )


def written(findings: Iterable[Mapping[str, str]]) -> Counter[tuple[str, str, str]]:
    return Counter((item["id"], item["sheet"], item["cell"]) for item in findings)


@pytest.mark.parametrize("key", KEYS)
def test_the_results_saved_in_the_file_agree_with_the_recomputed_ones(key: str) -> None:
    found = reviewed(key)
    wrong = [item for item in found.compared if item.agreement != expected(key)["agreement"]]
    assert wrong == []
    assert str(found.agreement) == expected(key)["agreement"]


@pytest.mark.parametrize("key", CLEAN)
def test_the_sheet_itself_shows_the_hand_written_results(key: str) -> None:
    by_hand = expected(key)
    wanted: dict[str, Any] = {
        f"{name}.result": given["outcome"] for name, given in by_hand["conditions"].items()
    }
    wanted |= {f"evaluation.{name}": points for name, points in by_hand["score"]["items"].items()}
    wanted["evaluation.subtotal"] = by_hand["score"]["subtotal"]
    wanted["evaluation.total"] = by_hand["score"].get("total", "")
    wanted["evaluation.grade"] = by_hand["score"]["grade"]
    wanted["overall"] = by_hand["overall"]
    assert {name: shown(key, name) for name in wanted} == wanted


def shown(key: str, result: str) -> object:
    """Give what LibreOffice saved in a result's cell; blank as an empty text."""
    submission = reviewed(key).submission
    at = submission.located.results[result]
    sheet = submission.raw.sheet(at.sheet)
    assert sheet is not None
    return sheet.cells.get((at.row, at.column), "")


@pytest.mark.parametrize("key", KEYS)
def test_libreoffice_saved_the_file_from_the_present_template(key: str) -> None:
    found = reviewed(key)
    assert found.producer.startswith("LibreOffice/")
    assert found.law.code == samples()[key].jurisdiction
    assert [item.problem for item in found.findings if item.id.startswith("template.")] == []


@pytest.mark.parametrize("key", KEYS)
def test_no_cell_shows_an_error_but_the_one_pasted_in(key: str) -> None:
    errors = [
        (sheet.name, *cell, str(value))
        for sheet in reviewed(key).submission.raw.sheets
        for cell, value in sheet.cells.items()
        if isinstance(value, ErrorValue)
    ]
    assert errors == ([("入驻机构", 12, 19, "#REF!")] if key == "dirty" else [])


@pytest.mark.parametrize("key", KEYS)
def test_the_file_holds_what_its_toml_says_and_nothing_else(key: str) -> None:
    sample, submission = samples()[key], reviewed(key).submission
    assert held(submission.cells) == given(sample.cells)
    for table, rows in submission.rows.items():
        if not submission.located.tables[table].table.rows:
            assert [held(row.cells) for row in rows] == filled(sample, table)


def held(cells: Mapping[str, ReadCell]) -> dict[str, object]:
    """Give the cells that hold something, as comparable words."""
    return {name: words(cell.raw) for name, cell in cells.items() if cell.raw is not None}


def given(cells: Mapping[str, Any]) -> dict[str, object]:
    """Give what was filled in; a picture is no value."""
    return {
        name: words(value)
        for name, value in cells.items()
        if not str(value).startswith("=DISPIMG(")
    }


def filled(sample: Sample, table: str) -> list[dict[str, object]]:
    """Give a table's rows as filled, with the formulas pasted in afterwards."""
    rows = [given(row) for row in sample.rows.get(table, [])]
    for formula in sample.mess.get("formulas", ()):
        group, _, column = formula["column"].partition(".")
        if group == table:
            rows[formula["row"] - 1][column] = formula["formula"].removeprefix("=")
    return rows


def words(value: object) -> object:
    """Write a number as a text cell would hold it, a day as its serial number; leave the rest."""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        value = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - as in a cell
    return f"{value:.15g}" if isinstance(value, (int, float)) else str(value)


@pytest.mark.parametrize(
    ("key", "overall"),
    [
        (key, "存在不符合项（可附例外说明）")
        if key == "at-thresholds-missed"
        else (key, "待填写")
        if key == "incomplete"
        else (key, "初步符合申报条件")
        for key in KEYS
    ],
)
def test_decisions_end_a_judgement_and_nothing_else(key: str, overall: str) -> None:
    assert str(review(samples()[key].workbook(), decisions=ALL_FOR).overall) == overall


def test_one_decision_against_is_enough() -> None:
    decisions = ALL_FOR | {"benefit": "不符合"}
    found = review(samples()["single-site-pass"].workbook(), decisions=decisions)
    assert str(found.overall) == "存在不符合项（可附例外说明）"


def test_the_county_park_would_miss_the_city_s_own_figures() -> None:
    found = review(samples()["county-overlay"].workbook(), jurisdiction=CITY)
    outcomes = {item.condition.key: str(item.outcome) for item in found.conditions}
    assert outcomes["floor_area"] == "不符合"  # 1680 < 3000
    assert outcomes["residents"] == "不符合"  # 7 < 10
    assert outcomes["route_a"] == "不符合"  # 1620.00 < 3000
    assert outcomes["concentration"] == "不符合"  # B, C and D are missed too


@pytest.mark.parametrize("letter", "abcd")
def test_each_route_alone_suffices_once(letter: str) -> None:
    outcomes = {
        key: item["outcome"] for key, item in expected(f"route-{letter}-only")["conditions"].items()
    }
    assert {name for name in "abcd" if outcomes[f"route_{name}"] == "符合"} == {letter}
    assert outcomes["concentration"] == "符合"


def test_no_institution_stands_in_two_parks() -> None:
    places = Counter(
        (key, row["code"])
        for key in CLEAN
        for row in samples()[key].rows["residents"]
        if "code" in row
    )
    codes = Counter(code for _, code in places)
    assert [code for code, times in codes.items() if times > 1] == []
    assert max(places.values()) == 1


@pytest.mark.parametrize("key", CLEAN)
def test_the_revenues_given_add_up(key: str) -> None:
    for row in samples()[key].rows["residents"]:
        if "gross_revenue" in row:
            gross, passed = exact(row["gross_revenue"]), exact(row["pass_through"])
            assert gross - passed == exact(row["net_service_revenue"]), row["name"]
