"""A list that a filter hides parts of is written whole, on the desktop too.

Excel writes the first value of a block into every row that the filter leaves in sight, and nothing
into the others (xlwings #747); a single cell it writes whether it is in sight or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from macros import panel
from macros.cell_values import Source
from macros.panel import FINDINGS, Panel
from workbook.raw import NamedRange, RawSheet, RawWorkbook

AREA = NamedRange("校验结果", 4, 2, 8, 3)
BEFORE = {(4, 2): "待改正", (4, 3): "甲", (5, 2): "待改正", (5, 3): "=乙", (6, 2): "待改正"}
AFTER = [("待改正", "甲"), ("已改正", "=乙")]


@dataclass
class Sheet:
    """A sheet of Excel's, seen through xlwings."""

    cells: dict[tuple[int, int], object]
    hidden: frozenset[int] = frozenset()
    written: list[tuple[int, int]] = field(default_factory=list)

    @property
    def api(self) -> object:
        return SimpleNamespace(FilterMode=bool(self.hidden))

    def range(self, first: tuple[int, int], last: tuple[int, int] | None = None) -> Area:
        return Area(self, first, last or first)


@dataclass
class Area:
    sheet: Sheet
    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def raw_value(self) -> object:
        raise NotImplementedError

    @raw_value.setter
    def raw_value(self, given: Any) -> None:  # noqa: ANN401 - a value or lines of them
        rows = range(self.first[0] - 1, self.last[0])
        columns = range(self.first[1] - 1, self.last[1])
        single = self.first == self.last
        for row in rows:
            for column in columns:
                value = given if single else given[row - rows[0]][column - columns[0]]
                if not single and self.sheet.hidden.intersection(rows):
                    if row in self.sheet.hidden:
                        continue
                    value = given[0][0]
                self.sheet.written.append((row, column))
                self.sheet.cells[row, column] = str(value).removeprefix("'")


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Sheet:
    sheet = Sheet(dict(BEFORE), hidden=frozenset(request.param))
    raw = RawWorkbook((RawSheet(AREA.sheet, cells=BEFORE),), {FINDINGS: AREA})
    monkeypatch.setattr(panel, "read_open_book", lambda _: raw)
    monkeypatch.setattr(panel, "source_of", lambda _: Source.EXCEL)
    book: Any = SimpleNamespace(sheets={AREA.sheet: sheet})
    Panel(book).fill(FINDINGS, AFTER)
    return sheet


@pytest.mark.parametrize("filled", [(), (5,), (4, 6, 7)], indirect=True)
def test_no_line_goes_astray(filled: Sheet) -> None:
    held = {at: value for at, value in filled.cells.items() if value != ""}
    assert held == {(4, 2): "待改正", (4, 3): "甲", (5, 2): "已改正", (5, 3): "=乙"}


@pytest.mark.parametrize("filled", [(5,)], indirect=True)
def test_only_what_changes_is_written_cell_by_cell(filled: Sheet) -> None:
    assert filled.written == [(5, 2), (6, 2)]
