"""Where an engine answers, the cells show its answers; here LibreOffice's Basic is that engine.

1. Every result that has a function, and every row of every column that has one.
2. 首页 says that functions answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from engine_stub import project
from facts import park
from test_faces import LAW
from vba_office import MacroOffice

from schemas.published import Answers, published
from workbook.layout import Layout
from workbook.template import Macros, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vba_office import MacroDocument

ROWS = 30
LAYOUT = Layout(LAW, ROWS)


@pytest.fixture(scope="module")
def book(tmp: Path) -> Iterator[MacroDocument]:
    path = tmp / "engine.xlsm"
    path.write_bytes(
        build(LAW, rows=ROWS, facts=park(law=LAW), macros=Macros(project(engine=True)))
    )
    with MacroOffice() as office, office.open(path) as opened:
        opened.recalculate()
        yield opened


def test_results_are_the_functions_answers(book: MacroDocument) -> None:
    for entry in published():
        if entry.answers is Answers.RESULT:
            assert book.get(f"result_{entry.target.replace('.', '_')}") == entry.name


def test_each_row_takes_its_own_answer_from_its_column(book: MacroDocument) -> None:
    for entry in published():
        if entry.answers is not Answers.COLUMN:
            continue
        key, _, column = entry.target.partition(".")
        table = LAYOUT.tables[key]
        at, last = table.columns[column], min(table.last_row, table.first_row + 29)
        rows = book.get_block(table.sheet, table.first_row, at, last, at)
        assert [row[0] for row in rows] == [f"{entry.name} {n}" for n in range(len(rows))]


def test_the_first_sheet_says_that_functions_answer(book: MacroDocument) -> None:
    assert book.get("meta_engine") == "本机 Python"
    assert book.errors() == []
