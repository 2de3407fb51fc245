"""Check typed cells with pandera; every check is derived from the field's declaration.

Two shapes of the same checks: `cells_schema()` takes any number of workbooks' cells in one long
frame (columns `field`, `value`), which costs the same whatever the number of fields, and
`table_schema(table)` takes one table as people know it, a column a field. The checks' names are
ids of the message catalogue, and a test holds both shapes to the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

import pandas as pd
import pandera.pandas as pa

from schemas.cell_checks import CELL_CHECKS, CellCheck
from schemas.expression import Value
from schemas.fields import Field, Section, Table


def _cells_fit(check: CellCheck, cells: pd.Series) -> pd.Series:
    applies: dict[int, bool] = {}  # by identity: fields are declared once
    fits = []
    for field, value in cells:
        known = applies.get(id(field))
        if known is None:
            known = applies[id(field)] = check.applies(field)
        fits.append(not known or check.fits(field, value))
    return pd.Series(fits, index=cells.index, dtype=bool)


@cache
def cells_schema() -> pa.DataFrameSchema:
    """Give the schema of the long frame: one row a cell, column `cell` holding (field, value)."""
    return pa.DataFrameSchema(
        {
            "cell": pa.Column(
                None,
                [
                    pa.Check(partial(_cells_fit, check), name=check.message, error=check.message)
                    for check in CELL_CHECKS
                ],
            )
        }
    )


def _values_fit(field: Field, check: CellCheck, values: pd.Series) -> pd.Series:
    fits = [check.fits(field, None if value is pd.NA else value) for value in values]
    return pd.Series(fits, index=values.index, dtype=bool)


@cache
def table_schema(part: Table | Section) -> pa.DataFrameSchema:
    """Give the schema of one table (or section): a column a field, object dtype, None for blank."""
    return pa.DataFrameSchema(
        {
            field.key: pa.Column(
                object,
                [
                    pa.Check(
                        partial(_values_fit, field, check),
                        name=check.message,
                        error=check.message,
                        ignore_na=False,
                    )
                    for check in CELL_CHECKS
                    if check.applies(field)
                ],
                nullable=True,
                title=field.heading,
                description=field.help,
            )
            for field in part.fields
        },
        title=part.title,
    )


def failures(cells: Iterable[tuple[Field, Value]]) -> list[tuple[int, str]]:
    """Validate typed cells; give (position of the cell, message id) for each that fails."""
    frame = pd.DataFrame({"cell": pd.Series(list(cells), dtype=object)})
    if frame.empty:
        return []
    try:
        cells_schema().validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return sorted(
            (int(index), str(check))
            for index, check in zip(cases["index"], cases["check"], strict=True)
        )
    return []
