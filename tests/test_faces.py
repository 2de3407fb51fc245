"""The faces of every computed rule agree: Python's value and LibreOffice's recalculated formula.

1. Every named result, verdict, result, item of the score, total, grade and distance.
2. Every computed column of every started row, the status cell included.
3. Over 2,000 generated applications and every hand-written case of tests/cases.py, in one workbook
   that stays open in one LibreOffice.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from cases import CASES as BY_HAND
from cases import MOST_ROWS
from generated import ACTIVITY_ROWS, RESIDENT_ROWS, SITE_ROWS, application
from office_document import ErrorValue

from schemas.evaluation import Evaluation, named_results
from schemas.parameters import CITY, law_at
from schemas.rules.eligibility import CONDITIONS
from workbook.layout import CONDITIONS_SHEET, PARAMETERS, Layout
from workbook.prefill import entry
from workbook.template import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office import Document, Office

    from schemas.evaluation import Facts
    from schemas.expression import Value
    from schemas.parameters import Law

CASES, BATCH = 2000, 250
ROWS = max(RESIDENT_ROWS, MOST_ROWS)
LAW = law_at(date(2026, 3, 18), CITY)
LAYOUT = Layout(LAW, ROWS)
PASTED = {
    "sites": SITE_ROWS,
    "residents": max(RESIDENT_ROWS, MOST_ROWS),
    "activities": ACTIVITY_ROWS,
}
RESULTS = [
    *(result.key for result in named_results()),
    *(f"{condition.key}.{word}" for condition in CONDITIONS for word in ("verdict", "result")),
]


@pytest.fixture(scope="module")
def open_book(office: Office, tmp: Path) -> Iterator[Document]:
    path = tmp / "faces.xlsx"
    path.write_bytes(build(LAW, rows=ROWS))
    with office.open(path) as book:
        book.unprotect(CONDITIONS_SHEET)
        book.unprotect(PARAMETERS)
        yield book


def fill(book: Document, facts: Facts) -> None:
    """Type an application into the open workbook, replacing the one before."""
    for address, at in LAYOUT.cells.items():
        group = address.partition(".")[0]
        if group in LAYOUT.tables:
            continue
        if address in TYPED:
            field = LAYOUT.form.field(address)
            book.set((at.sheet, at.row, at.column), entry(field, facts.cells.get(address)))
    for key, table in LAYOUT.tables.items():
        fields = table.inputs
        rows = facts.tables[key]
        count = len(table.table.rows) or PASTED[key]
        assert len(rows) <= count
        block = [
            [
                entry(field, rows[index].get(field.key)) if index < len(rows) else None
                for field in fields
            ]
            for index in range(count)
        ]
        book.set_block(table.sheet, table.first_row, table.columns[fields[0].key], block)
    for condition in CONDITIONS:
        if condition.counts:
            at = LAYOUT.results[f"{condition.key}.decision"]
            decided = facts.decisions.get(condition.key)
            book.set((at.sheet, at.row, at.column), decided)


def under_its_law(book: Document, law: Law) -> None:
    """Give the 参数 sheet the figures of a case's law."""
    for key, figure in law.parameters.items():
        at = LAYOUT.parameters[key]
        book.set((at.sheet, at.row, at.column), float(figure.value))


TYPED = {address for address in application(1, LAW).cells if address.count(".") == 1}


def same(shown: object, wanted: Value) -> bool:
    """Tell whether a recalculated cell shows a value; blank and empty text are one."""
    if isinstance(shown, ErrorValue):
        return False
    if wanted is None or wanted == "":
        return shown == ""
    if isinstance(wanted, (int, Decimal)) and not isinstance(wanted, bool):
        return isinstance(shown, float) and abs(shown - float(wanted)) < 1e-7
    return shown == wanted


def differences(book: Document, facts: Facts) -> list[str]:
    """Compare every result and every computed column of the started rows."""
    evaluation = Evaluation(facts)
    blocks: dict[str, list[list[object]]] = {}
    found = []

    def shown(sheet: str, row: int, column: int) -> object:
        if sheet not in blocks:
            rows = [at.row for at in LAYOUT.results.values() if at.sheet == sheet]
            columns = [at.column for at in LAYOUT.results.values() if at.sheet == sheet]
            blocks[sheet] = book.get_block(sheet, 0, 0, max(rows), max(columns))
        return blocks[sheet][row][column]

    for key in RESULTS:
        at = LAYOUT.results[key]
        cell, wanted = shown(at.sheet, at.row, at.column), evaluation.result(key)
        if not same(cell, wanted):
            found.append(f"{key}: formula {cell!r}, Python {wanted!r}")
    for key, table in LAYOUT.tables.items():
        count = len(facts.tables[key])
        if not count or not table.computed:
            continue
        last = max(table.columns.values())
        cells = book.get_block(table.sheet, table.first_row, 0, table.first_row + count - 1, last)
        for column in table.computed:
            for index, wanted in enumerate(evaluation.column(key, column.key)):
                cell = cells[index][table.columns[column.key]]
                if not same(cell, wanted):
                    found.append(
                        f"{key}[{index}].{column.key}: formula {cell!r}, Python {wanted!r}"
                    )
    return found


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_formulas_and_python_agree_on_generated_applications(
    open_book: Document, first: int
) -> None:
    for seed in range(first, first + BATCH):
        facts = application(seed, LAW)
        fill(open_book, facts)
        found = differences(open_book, facts)
        assert not found, f"seed {seed}: {found[:5]}"


def test_generated_applications_reach_every_outcome() -> None:
    seen: dict[str, set[str]] = {}
    for seed in range(CASES):
        evaluation = Evaluation(application(seed, LAW))
        for condition in CONDITIONS:
            seen.setdefault(condition.key, set()).add(
                str(evaluation.result(f"{condition.key}.verdict"))
            )
        seen.setdefault("overall", set()).add(str(evaluation.result("overall")))
        seen.setdefault("grade", set()).add(str(evaluation.result("evaluation.grade")))
    for key in (
        "floor_area",
        "residents",
        "route_a",
        "route_b",
        "route_d",
        "concentration",
        "overall",
    ):
        assert len(seen[key]) == 4, (key, seen[key])
    assert seen["branch_sites"] == seen["service_system"] == {"符合", "需人工研判", "待填写"}
    assert seen["grade"] == {"优秀", "合格", "不合格", "待填写"}


def agree_on_every_case_written_by_hand(book: Document) -> None:
    for case in BY_HAND:
        under_its_law(book, case.facts.law)
        fill(book, case.facts)
        found = differences(book, case.facts)
        assert not found, f"{case.name}: {found[:5]}"
    under_its_law(book, LAW)


def test_formulas_and_python_agree_on_every_case_written_by_hand(open_book: Document) -> None:
    agree_on_every_case_written_by_hand(open_book)
