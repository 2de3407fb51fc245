"""Lay facts out as the ranges that Excel hands to functions in cells."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from schemas.application import APPLICATION
from schemas.blocks import blocks
from schemas.rules.eligibility import CONDITIONS
from schemas.rules.rating import EVALUATION
from workbook.layout import NO_DECISION
from workbook.prefill import entry

if TYPE_CHECKING:
    from schemas.evaluation import Facts
    from schemas.expression import Value
    from schemas.fields import Field, Table

Cells = tuple[tuple[object, ...], ...]
_ZERO = date(1899, 12, 30)


def on_the_desktop(value: object) -> object:
    """Give a cell as COM and xlwings do: floats, naive datetimes, None."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def on_the_server(value: object) -> object:
    """Give a cell as Office.js does through JSON: days are serial numbers, whole floats ints."""
    if isinstance(value, date):
        return (value - _ZERO).days
    return int(value) if isinstance(value, float) and value.is_integer() else value


def ranges(facts: Facts, rows: int, *, desktop: bool = True) -> dict[str, Cells]:
    """Give every block's cells by key, tables with `rows` rows, most of them empty."""
    shown = on_the_desktop if desktop else on_the_server

    def cell(field: Field, value: Value) -> object:
        return shown(entry(field, value))

    def column(*given: object) -> Cells:
        return tuple((shown(one),) for one in given)

    decided = (facts.decisions.get(one.key) if one.counts else NO_DECISION for one in CONDITIONS)
    law = (float(facts.law[key].value) for key in blocks()["law"].rows)
    found = {
        "law": column(*law),
        "rubric": column(*(float(figure.value) for figure in EVALUATION.figures.values())),
        "decisions": column(*decided),
    }
    for section in APPLICATION.sections:
        declared = {field.key: field for field in section}
        found[section.key] = tuple(
            (cell(declared[key], facts.cells.get(f"{section.key}.{key}")),)
            if key in declared
            else (None,)
            for key in blocks()[section.key].rows
        )
    for table in APPLICATION.tables:
        found[table.key] = _table(table, facts, rows, cell)
    return found


def _table(table: Table, facts: Facts, rows: int, cell: object) -> Cells:
    given = facts.tables[table.key]
    assert callable(cell)
    return tuple(
        tuple(
            cell(field, given[index].get(field.key)) if index < len(given) else None
            for field in table
        )
        for index in range(len(table.rows) or rows)
    )
