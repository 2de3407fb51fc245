"""Functions in cells say what the formulas say, on dirty cells too, in LibreOffice.

The cells are read back from an open workbook where the blocks stand, as the engine would hand them
over; each answer is the recalculated formula's, or none, and then the formula answers anyway.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from facts import credit_code
from generated import application
from office_document import ErrorValue
from test_faces import LAW, LAYOUT, ROWS, fill

from schemas.blocks import Block
from schemas.published import Answers, Published, edition, published
from udfs import functions
from udfs.grids import CannotAnswerError
from workbook.layout import CONDITIONS_SHEET, PARAMETERS
from workbook.template import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office import Document, Office

CASES = 120
COMPUTED = [one for one in published() if one.answers in {Answers.RESULT, Answers.COLUMN}]
DIRTY: tuple[object, ...] = (
    "3000㎡",
    "  ",
    "\u3000",
    "无",
    "是 ",
    "有",
    "核心园区 ",
    "长期",
    "2025.3",
    credit_code(1).lower(),
    credit_code(2),
    f" {credit_code(3)}",
    credit_code(3).translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)}),
    "9123?*~",
    911234567890120000.0,
    "符合",
    "人力资源服务许可证、备案凭证",
    0.0,
    -1.0,
    2025.0,
    45717.0,
    45717.5,
    20250301.0,
    12.5,
    1e14,
    2.31e17,
    1e300,
    None,
)

ERRORS = ("=NA()", "=1/0")


@pytest.fixture(scope="module")
def open_book(office: Office, tmp: Path) -> Iterator[Document]:
    path = tmp / "cells.xlsx"
    path.write_bytes(build(LAW, rows=ROWS))
    with office.open(path) as book:
        book.unprotect(CONDITIONS_SHEET)
        book.unprotect(PARAMETERS)
        yield book


def corners(block: Block) -> tuple[str, int, int, int, int]:
    """Say where a block stands: sheet, first row and column, last row and column."""
    return next(where for name, *where in LAYOUT.names() if name == block.name)  # type: ignore[return-value]


def handed(book: Document, block: Block) -> list[list[object]]:
    """Read a block as an engine hands it over."""
    return [
        [one.code if isinstance(one, ErrorValue) else None if one == "" else one for one in row]
        for row in book.get_block(*corners(block))
    ]


def said_by_formulas(book: Document, entry: Published) -> object:
    if entry.answers is Answers.RESULT:
        at = LAYOUT.results[entry.target]
        return book.get_block(at.sheet, at.row, at.column, at.row, at.column)[0][0]
    key, _, column = entry.target.partition(".")
    table = LAYOUT.tables[key]
    at = table.columns[column]
    return book.get_block(table.sheet, table.first_row, at, table.last_row, at)


def same(answer: object, formula: object) -> bool:
    if isinstance(answer, float) and isinstance(formula, float):
        return abs(answer - formula) < 1e-7
    if isinstance(answer, list) and not isinstance(formula, str):
        return [row[0] for row in answer] == [row[0] for row in formula]  # type: ignore[attr-defined]
    return answer == formula


def soil(book: Document, chance: random.Random) -> None:
    """Type something dirty into some input cells."""
    for _ in range(chance.randrange(1, 6)):
        if chance.random() < 0.25:
            at = LAYOUT.cells[chance.choice(sorted(LAYOUT.cells))]
            place = at.sheet, at.row, at.column
        else:
            table = LAYOUT.tables[chance.choice(["sites", "residents", "residents", "activities"])]
            field = chance.choice(table.inputs)
            place = table.sheet, table.first_row + chance.randrange(5), table.columns[field.key]
        if chance.random() < 0.1:
            book.formula(place, chance.choice(ERRORS))
        else:
            book.set(place, chance.choice(DIRTY))  # type: ignore[arg-type]


def test_functions_and_formulas_agree_on_dirty_cells(open_book: Document) -> None:
    chance = random.Random(3)  # noqa: S311 - cases, not secrets
    count: Counter[bool] = Counter()
    for seed in range(CASES):
        fill(open_book, application(seed, LAW))
        soil(open_book, chance)
        cells = {
            block.key: handed(open_book, block)
            for block in {block.key: block for entry in COMPUTED for block in entry.blocks}.values()
        }
        for entry in COMPUTED:
            try:
                answer = getattr(functions, entry.name)(
                    edition(), *(cells[block.key] for block in entry.blocks)
                )
            except CannotAnswerError:
                count[False] += 1
                continue
            count[True] += 1
            formula = said_by_formulas(open_book, entry)
            assert same(answer, formula), f"seed {seed}: {entry.name}: {answer!r}, {formula!r}"
    assert count[True] > 4 * count[False] > 0
