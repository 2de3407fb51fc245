"""Lay typed facts out over the input cells of a workbook, as people would type them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from schemas.evaluation import Facts
from schemas.expression import Value
from schemas.field_reader import OPEN_ENDED, no_word, yes_word
from schemas.fields import Field
from workbook.layout import Layout

Entry = str | float | date


def entry(field: Field, value: Value) -> Entry | None:
    """Give what a person types for a typed value; None for a blank."""
    if isinstance(value, bool):
        return yes_word(field) if value else no_word(field)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return "、".join(value)
    return OPEN_ENDED if value == date.max else value


def filled(layout: Layout, facts: Facts) -> dict[tuple[str, int, int], Entry]:
    """Give the entries by (sheet, row, column); ValueError when a table has too few rows."""
    return {
        place: typed
        for place, field, value in _places(layout, facts)
        if (typed := entry(field, value)) is not None
    }


def _places(layout: Layout, facts: Facts) -> Iterator[tuple[tuple[str, int, int], Field, Value]]:
    for address, at in layout.cells.items():
        group = address.partition(".")[0]
        if group not in layout.tables:
            field = layout.form.field(address)
            yield (at.sheet, at.row, at.column), field, facts.cells.get(address)
    for key, table in layout.tables.items():
        rows = facts.tables.get(key, ())
        if len(rows) > table.last_row - table.first_row + 1:
            raise ValueError(f"{key}: {len(rows)} rows of facts")
        for offset, values in enumerate(rows):
            for field in table.inputs:
                place = table.sheet, table.first_row + offset, table.columns[field.key]
                yield place, field, values.get(field.key)
