"""An error that came with what somebody pasted stays in its cell.

Formulas take it for a blank, as Python and the functions for cells do, whichever input it stands
in: no other cell of any sheet is an error, and all faces agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from facts import park, residents, site
from openpyxl.utils import get_column_letter
from test_faces import LAW, LAYOUT, ROWS, fill
from test_udfs_office import COMPUTED, handed, said_by_formulas, same

from schemas.blocks import blocks
from schemas.published import edition
from udfs import functions
from workbook.layout import CONDITIONS_SHEET, PARAMETERS
from workbook.template import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office import Document, Office

FACTS = park(
    sites=[site(), site(kind="分园区", name="东区"), site(kind="分园区", name="西区")],
    residents=residents(12),
)
Where = tuple[str, int, int]


def inputs() -> dict[str, Where]:
    """Give every input cell, and of tables where people decide the rows, those of the second."""
    places = {key: (at.sheet, at.row, at.column) for key, at in LAYOUT.cells.items()}
    for key, table in LAYOUT.tables.items():
        if not table.table.rows:
            for field in table.inputs:
                at = table.sheet, table.first_row + 1, table.columns[field.key]
                places[f"{key}.{field.key}"] = at
    return places


@pytest.fixture(scope="module")
def book(office: Office, tmp: Path) -> Iterator[Document]:
    path = tmp / "errors.xlsx"
    path.write_bytes(build(LAW, rows=ROWS))
    with office.open(path) as opened:
        opened.unprotect(CONDITIONS_SHEET)
        opened.unprotect(PARAMETERS)
        fill(opened, FACTS)
        yield opened


@pytest.fixture(params=inputs().items(), ids=lambda given: given[0])
def broken(book: Document, request: pytest.FixtureRequest) -> Iterator[Where]:
    """Let one input show an error, and put back what it held."""
    _, place = request.param
    held = book.get(place)
    book.formula(place, "=NA()")
    yield place
    book.set(place, None if held == "" else held)  # type: ignore[arg-type]


def test_an_error_in_an_input_stays_there_and_is_a_blank(book: Document, broken: Where) -> None:
    sheet, row, column = broken
    cells = [(one.sheet, one.cell) for one in book.errors()]
    assert cells == [(sheet, f"{get_column_letter(column + 1)}{row + 1}")]
    given = {key: handed(book, block) for key, block in blocks().items()}
    for entry in COMPUTED:
        ranges = (given[block.key] for block in entry.blocks)
        answer = getattr(functions, entry.name)(edition(), *ranges)
        formula = said_by_formulas(book, entry)
        assert same(answer, formula), (entry.name, answer, formula)
