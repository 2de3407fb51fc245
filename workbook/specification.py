"""Give the digest of what a template is made from, by which the review knows its edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import cache

from schemas.evaluation import named_results
from schemas.fields import Section, Table
from schemas.parameters import law_at
from schemas.rules.eligibility import CONDITIONS
from workbook.layout import TEMPLATE_VERSION, Layout
from workbook.sheet_names import SheetNames


def digest(layout: Layout) -> str:
    """Give a digest of the specification, 16 hex digits.

    It changes with names, places, choices, figures and formulas.
    """
    figures = {key: str(figure.value) for key, figure in layout.law.parameters.items()}
    parts: tuple[Section | Table, ...] = (*layout.form.sections, *layout.form.tables)
    choices = {
        f"{part.key}.{field.key}": [str(field.kind), *field.choices]
        for part in parts
        for field in part.fields
    }
    canonical = json.dumps(
        [TEMPLATE_VERSION, list(layout.names()), figures, choices, list(_formulas(layout))],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


@cache
def digest_of(code: str, day: date, rows: int) -> str:
    """Give the digest that a template of this law, day and number of rows carries."""
    return digest(Layout(law_at(day, code), rows))


def _formulas(layout: Layout) -> Iterator[str]:
    """Write every named formula, and those of one row of each table."""
    names = SheetNames(layout)
    for condition in CONDITIONS:
        yield condition.verdict.excel(names)
        yield condition.result.excel(names)
    for result in named_results():
        yield result.expr.excel(names)
    for table in layout.tables.values():
        for column in table.computed:
            yield column.expr.excel(names.at_row(table, table.first_row))
