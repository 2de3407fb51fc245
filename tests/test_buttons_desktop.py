"""What the buttons do to single cells of Excel itself, seen through xlwings.

1. A day is written as a day, numbers and texts as they are: no converter makes one of the other.
2. A cell with a formula is known, and is left alone by preview, apply and undo.
3. VBA gets a day as the moment that its own module makes a day of, Excel on the web as people type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from excel_clients import OFFICE_JS, VBA
from pyopenvba.apps.excel import ExcelApplication
from test_buttons_review import INFO, built
from vba_books import respelled

from macros import buttons, panel
from macros.cell_values import Source
from macros.panel import Panel
from macros.project import our_modules
from workbook.raw import RawWorkbook


@dataclass
class Cell:
    formula: object = ""
    written: list[tuple[str, object]] = field(default_factory=list)

    def __setattr__(self, name: str, value: object) -> None:
        if name in {"value", "raw_value"}:
            self.written.append((name, value))
        else:
            super().__setattr__(name, value)


def on_the_desktop(monkeypatch: pytest.MonkeyPatch, cell: Cell) -> Panel:
    """Open a panel over one cell of Excel's, at C9."""
    monkeypatch.setattr(panel, "read_open_book", lambda _: RawWorkbook((), {}))
    monkeypatch.setattr(panel, "source_of", lambda _: Source.EXCEL)
    sheet = SimpleNamespace(range=lambda at: cell if at == (9, 3) else None)
    book: Any = SimpleNamespace(sheets={INFO: sheet})
    return Panel(book)


@pytest.mark.parametrize(
    ("value", "how"),
    [(date(2026, 3, 18), "value"), ("'91231000", "raw_value"), (860.5, "raw_value")],
)
def test_a_cell_gets_the_value_as_it_is(
    monkeypatch: pytest.MonkeyPatch, value: str | float | date, how: str
) -> None:
    cell = Cell()
    on_the_desktop(monkeypatch, cell).put(INFO, 8, 2, value)
    assert cell.written == [(how, value)]


@pytest.mark.parametrize(
    ("formula", "known"), [("=A1&B1", True), ("2026-03-18", False), ("", False), (860.5, False)]
)
def test_a_formula_is_known(monkeypatch: pytest.MonkeyPatch, formula: object, known: bool) -> None:  # noqa: FBT001
    assert on_the_desktop(monkeypatch, Cell(formula)).has_formula(INFO, 8, 2) is known


def test_a_formula_is_neither_offered_nor_written(monkeypatch: pytest.MonkeyPatch) -> None:
    book = built().copy()
    book.type_in(INFO, "C14", "０４５３－７６２２３４５")
    offered = book.copy().press(buttons.preview_fixes)
    assert [line[2] for line in offered.lines("button_fixes")] == ["C14"]
    monkeypatch.setattr(Panel, "has_formula", lambda *_: True)
    assert book.copy().press(buttons.preview_fixes).lines("button_fixes") == []
    applied = offered.press(buttons.apply_fixes)
    assert applied.cell(INFO, "C14") == "０４５３－７６２２３４５"
    assert [line[0] for line in applied.lines("button_fixes")] == ["未动（单元格已变）"]


@pytest.mark.parametrize(
    ("client", "sent"), [(VBA, "2026-03-18T00:00:00"), (OFFICE_JS, "2026-03-18")]
)
def test_a_day_goes_out_as_the_client_makes_one_of_it(client: str, sent: str) -> None:
    book = built().copy()
    book.type_in(INFO, "C8", "2026年3月18日")
    book.press(buttons.preview_fixes, client)
    answer = book.sent(client)
    buttons.apply_fixes(answer)
    values = [action["values"] for action in answer.json()["actions"]]
    assert [[sent]] in values


def test_vba_makes_a_day_of_just_such_a_moment() -> None:
    app = ExcelApplication()
    app.add_workbook()
    for module in our_modules():
        if module.name in {"HrparkCells", "HrparkEngines"}:
            app.add_module(respelled(module).source, name=module.name)
    app.add_module(
        "Public Function Read(ByVal sent As String) As String\n"
        '    Read = "no day"\n'
        "    On Error GoTo Kept\n"
        "    Read = HrparkMinute(HrparkSentDate(sent))\n"
        "Kept:\n"
        "End Function\n",
        name="Reader",
    )
    app.add_module('Public Const XLWINGS_VERSION = "0"', name="xlwings")
    assert app.run("Read", "2026-03-18T00:00:00") == "2026-03-18 00:00"
    assert app.run("Read", "2026-03-18T17:40:00.000Z") == "2026-03-18 17:40"
    for words in ("2026-03-18", "0453-123-4567", "2026-03-18 17:40:00", "1234567890123456789"):
        assert app.run("Read", words) == "no day", words
