"""The pandera checks of typed cells, in both their shapes.

1. Bounds are inclusive; blanks fail only where a field is required; decimals count what was typed.
2. A table with a column a field and the long frame of cells give the same findings.
3. Every check's name is a message of the catalogue.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from schemas.application import APPLICATION, RESIDENTS, SITES
from schemas.cell_checks import CELL_CHECKS
from schemas.fields import Field, Kind, Section, Table
from schemas.findings import catalogue
from schemas.models import cells_schema, failures, table_schema

if TYPE_CHECKING:
    from schemas.expression import Value

INVESTMENT = APPLICATION.field("park.investment")  # 0 to 1,000,000, two decimals, required
STAFF = APPLICATION.field("residents.staff")  # 0 to 100,000, whole, optional
NET = APPLICATION.field("residents.net_service_revenue")  # no minimum
CONTACT = APPLICATION.field("park.contact")  # text, required
NOTE = APPLICATION.field("residents.note")  # text, optional
RATING = APPLICATION.field("evaluation_rating.operation")  # 0 to 10, one decimal


@pytest.mark.parametrize(
    ("field", "value", "messages"),
    [
        (INVESTMENT, Decimal(0), []),
        (INVESTMENT, Decimal("-0.01"), ["number.below-minimum"]),
        (INVESTMENT, Decimal(1_000_000), []),
        (INVESTMENT, Decimal("1000000.01"), ["number.above-maximum"]),
        (INVESTMENT, Decimal("860.12"), []),
        (INVESTMENT, Decimal("860.120"), []),
        (INVESTMENT, Decimal("860.123"), ["number.decimals"]),
        (INVESTMENT, Decimal("1E+3"), []),
        (INVESTMENT, Decimal("-0.001"), ["number.below-minimum", "number.decimals"]),
        (INVESTMENT, None, ["required.missing"]),
        (STAFF, 0, []),
        (STAFF, -1, ["number.below-minimum"]),
        (STAFF, 100_000, []),
        (STAFF, 100_001, ["number.above-maximum"]),
        (STAFF, None, []),
        (NET, Decimal(-10_000), []),
        (NET, Decimal(10_000_000), []),
        (NET, Decimal("10000000.01"), ["number.above-maximum"]),
        (CONTACT, "王立新", []),
        (CONTACT, None, ["required.missing"]),
        (NOTE, None, []),
        (RATING, Decimal(10), []),
        (RATING, Decimal("10.1"), ["number.above-maximum"]),
        (RATING, Decimal("9.95"), ["number.decimals"]),
        (RATING, None, []),
        (APPLICATION.field("applicant.filed_on"), date(2026, 3, 18), []),
        (APPLICATION.field("services.offered"), False, []),
        (APPLICATION.field("services.offered"), None, ["required.missing"]),
    ],
)
def test_one_cell(field: Field, value: Value, messages: list[str]) -> None:
    assert failures([(field, value)]) == [(0, message) for message in messages]


def test_each_failure_names_its_cell() -> None:
    cells = [(CONTACT, None), (INVESTMENT, Decimal(860)), (STAFF, -1), (CONTACT, None)]
    assert failures(cells) == [
        (0, "required.missing"),
        (2, "number.below-minimum"),
        (3, "required.missing"),
    ]


def test_no_cells_fail_nothing() -> None:
    assert failures([]) == []


def test_every_check_has_a_message() -> None:
    assert {check.message for check in CELL_CHECKS} <= set(catalogue())
    (cell,) = cells_schema().columns.values()
    assert [check.name for check in cell.checks] == [check.message for check in CELL_CHECKS]


@pytest.mark.parametrize(
    "part", [*APPLICATION.sections, *APPLICATION.tables], ids=lambda part: part.key
)
def test_a_table_s_schema_is_its_declaration(part: Table | Section) -> None:
    schema = table_schema(part)
    assert schema.title == part.title
    assert list(schema.columns) == [field.key for field in part.fields]
    for field in part.fields:
        column = schema.columns[field.key]
        assert (column.title, column.description) == (field.heading, field.help)
        names = {check.name for check in column.checks}
        assert ("required.missing" in names) == field.required
        figure = field.kind in {Kind.NUMBER, Kind.WHOLE}
        assert ("number.below-minimum" in names) == (figure and field.minimum is not None)
        assert ("number.above-maximum" in names) == (figure and field.maximum is not None)
        assert ("number.decimals" in names) == (field.kind is Kind.NUMBER)


# -- both shapes ----------------------------------------------------------------------------------


def by_table(part: Table, rows: list[dict[str, Value]]) -> list[tuple[int, str, str]]:
    """Validate rows as a table; give row, field and message of each failure."""
    frame = pd.DataFrame(
        {
            field.key: pd.Series([row.get(field.key) for row in rows], dtype=object)
            for field in part.fields
        }
    )
    try:
        table_schema(part).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return sorted(
            (int(index), str(column), str(check))
            for index, column, check in zip(
                cases["index"], cases["column"], cases["check"], strict=True
            )
        )
    return []


def by_cells(part: Table, rows: list[dict[str, Value]]) -> list[tuple[int, str, str]]:
    """Validate the same rows cell by cell in the long frame."""
    places = [(index, field) for index in range(len(rows)) for field in part.fields]
    found = failures((field, rows[index].get(field.key)) for index, field in places)
    return sorted((places[at][0], places[at][1].key, message) for at, message in found)


amounts = st.one_of(
    st.none(),
    st.decimals(min_value=-10, max_value=10, places=3),
    st.sampled_from(
        [
            Decimal(10_000_000),
            Decimal("10000000.01"),
            Decimal(0),
            Decimal("-0.01"),
            Decimal("0.005"),
        ]
    ),
)
counts = st.none() | st.sampled_from([-1, 0, 1, 100_000, 100_001])
words = st.none() | st.sampled_from(["甲", "", "无"])
days = st.none() | st.dates()


def values(field: Field) -> st.SearchStrategy[Value]:
    match field.kind:
        case Kind.NUMBER:
            return amounts
        case Kind.WHOLE:
            return counts
        case Kind.DAY:
            return days
        case Kind.YES_NO:
            return st.none() | st.booleans()
        case Kind.CHOICES:
            return st.none() | st.just(("培训", "测评"))
        case _:
            return words


@pytest.mark.parametrize("part", [SITES, RESIDENTS], ids=lambda part: part.key)
@examples(25)
@given(data=st.data())
def test_both_shapes_find_the_same(part: Table, data: st.DataObject) -> None:
    row = st.fixed_dictionaries({field.key: values(field) for field in part.fields})
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    assert by_table(part, rows) == by_cells(part, rows)


def test_both_shapes_do_find_something() -> None:
    rows: list[dict[str, Value]] = [{"floor_area": Decimal("-1.001")}, {}]
    assert by_table(SITES, rows) == by_cells(SITES, rows)
    assert (0, "floor_area", "number.below-minimum") in by_cells(SITES, rows)
    assert (0, "floor_area", "number.decimals") in by_cells(SITES, rows)
    assert (1, "floor_area", "required.missing") in by_cells(SITES, rows)
