"""Cutting and pasting bends the workbook: names and formulas go along with the cells.

1. A field that was cut is named, with the cell that it went to.
2. A row that was cut leaves formulas that are not ours, and the review says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facts import park
from test_template_shown import CITY_LAW, LAYOUT, ROWS

from workbook.comparison import Agreement
from workbook.layout import INFO, RESIDENTS
from workbook.review import review
from workbook.template import build

if TYPE_CHECKING:
    from pathlib import Path

    from office import Office


def test_a_field_that_was_cut_is_named(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(build(CITY_LAW, rows=ROWS, facts=park()))
    contact, ownership = (LAYOUT.cells[f"park.{key}"] for key in ("contact", "ownership"))
    with office.open(path) as document:
        document.unprotect(INFO)
        there = contact.row, contact.column
        document.cut((INFO, *there, *there), (INFO, ownership.row, ownership.column))
        document.set((INFO, *there), "张三")
        document.save_xlsx(path)
    found = review(path.read_bytes(), name=path.name)
    (moved,) = [item for item in found.findings if item.id == "template.cell-moved"]
    assert moved.place is not None
    assert (moved.place.sheet, moved.place.cell) == (INFO, contact.a1)
    assert moved.given == ownership.a1


def test_a_row_that_was_cut_leaves_formulas_that_are_not_ours(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(build(CITY_LAW, rows=ROWS, facts=park()))
    table = LAYOUT.tables["residents"]
    first, last = (table.columns[table.inputs[end].key] for end in (0, -1))
    row, to = table.first_row + 2, table.first_row + 15
    with office.open(path) as document:
        document.unprotect(RESIDENTS)
        document.cut((RESIDENTS, row, first, row, last), (RESIDENTS, to, first))
        document.save_xlsx(path)
    found = review(path.read_bytes(), name=path.name)
    assert found.agreement is Agreement.ALTERED
    altered = [item for item in found.findings if item.id == "workbook.altered"]
    assert row in {item.place.row for item in altered if item.place}
    assert all("不用“剪切”" in item.remedy for item in altered)
