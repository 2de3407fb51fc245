"""Compare what a workbook's cells show with what the rules give, and its formulas with ours.

一致: the shown result is the recomputed one. 陈旧: the formula is ours but its saved result is not
current. 被改动: the formula is not ours any more. 无法比对: no result was found in the file, or the
book is open and shows no formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schemas.evaluation import Evaluation, named_results
from schemas.expression import Expr, Value
from schemas.rule import RowColumn
from schemas.rules.eligibility import CONDITIONS
from workbook.asking import asking, asking_row
from workbook.layout import At, Layout, TableAt
from workbook.raw import CellValue, ErrorValue, RawSheet
from workbook.sheet_names import SheetNames
from workbook.submission import Submission


class Agreement(StrEnum):
    """How the workbook's own results compare with the recomputed ones."""

    SAME = "一致"
    STALE = "陈旧"
    ALTERED = "被改动"
    UNKNOWN = "无法比对"


@dataclass(frozen=True, slots=True)
class Compared:
    """One computed cell: where, what it is called, what it shows and what it should."""

    at: At
    label: str
    shown: str
    expected: str
    agreement: Agreement


# Sheet, cell, label, value wanted, and the formulas that are ours, one of each edition.
_Pair = tuple[RawSheet, At, str, Value, tuple[str, str]]
_QUOTED = re.compile(r'("(?:[^"]|"")*")')
_NOISE = re.compile(r"\s+|\(\)(?=[^(]|$)|^=|_xlfn\.|_xlws\.")


def canonical(formula: str) -> str:
    """Write a formula as programs agree on it: no spaces, TRUE() as TRUE, names in one case."""
    parts = _QUOTED.split(formula)
    return "".join(
        part if index % 2 else _NOISE.sub("", part).upper() for index, part in enumerate(parts)
    )


def compare(
    submission: Submission, layout: Layout, evaluation: Evaluation, *, formulas: bool
) -> list[Compared]:
    """Compare every named result and every shown column, those of empty rows, too.

    `evaluation` is of the facts as typed, which is what the formulas see.

    `formulas` tells whether the workbook carries the present specification; the formulas of an
    older one differ from ours without anyone having changed them, so only results are compared.
    """
    pairs = [*_results(submission, layout, evaluation), *_columns(submission, layout, evaluation)]
    return [_one(*pair, formulas=formulas) for pair in pairs]


def overall(compared: list[Compared]) -> Agreement:
    """Give the worst agreement of all."""
    order = (Agreement.ALTERED, Agreement.STALE, Agreement.SAME)
    found = {item.agreement for item in compared}
    return next((word for word in order if word in found), Agreement.UNKNOWN)


def _definitions() -> Iterator[tuple[str, str, Expr]]:
    for condition in CONDITIONS:
        yield f"{condition.key}.verdict", f"{condition.title}（程序判断）", condition.verdict
        yield f"{condition.key}.result", f"{condition.title}（结果）", condition.result
    for result in named_results():
        yield result.key, result.label, result.expr


def _results(submission: Submission, layout: Layout, evaluation: Evaluation) -> Iterator[_Pair]:
    names = SheetNames(layout)
    for key, label, expr in _definitions():
        at = submission.located.results.get(key)
        sheet = submission.raw.sheet(at.sheet) if at else None
        if at is None or sheet is None:
            continue
        wanted = evaluation.result(key)
        formula = expr.excel(names)
        yield sheet, at, label, wanted, (formula, asking(key, formula))


def _columns(submission: Submission, layout: Layout, evaluation: Evaluation) -> Iterator[_Pair]:
    names = SheetNames(layout)
    for key, table in submission.located.tables.items():
        sheet = submission.raw.sheet(table.sheet)
        started = [read.row for read in submission.rows[key] if read.within]
        if sheet is None or not started or any(c.key not in table.columns for c in table.table):
            continue
        for column in table.computed:
            if not column.shown or column.key not in table.columns:
                continue
            patterns = _row_patterns(column, names, table)
            values = dict(zip(started, evaluation.column(key, column.key), strict=True))
            for row in range(table.first_row, table.last_row + 1):
                at = At(table.sheet, row, table.columns[column.key])
                if row in values or (row, at.column) in sheet.formulas:
                    plain, asked = (one.replace(_ROW_MARK, str(row + 1)) for one in patterns)
                    yield sheet, at, column.label, values.get(row, ""), (plain, asked)


_ROW_MARK = "9999999"  # more rows than a sheet has, so it stands for no row


def _row_patterns(column: RowColumn, names: SheetNames, table: TableAt) -> tuple[str, str]:
    """Write a row formula once for each edition, with a mark where the row's number goes."""
    here = names.at_row(table, int(_ROW_MARK) - 1)
    plain = column.expr.excel(here)
    return plain, asking_row(column.table, column.key, here.row_number(), plain)


def _one(  # noqa: PLR0913 - a computed cell is all of this
    sheet: RawSheet, at: At, label: str, wanted: Value, expected: tuple[str, str], *, formulas: bool
) -> Compared:
    address = at.row, at.column
    formula, value = sheet.formulas.get(address), sheet.cells.get(address)
    agreement = Agreement.SAME
    if formula is None or (formulas and not _same_formula(formula, expected)):
        agreement = Agreement.ALTERED
    elif address in sheet.uncached or not _same_value(value, wanted):
        agreement = Agreement.STALE
    return Compared(at, label, _words(value), _words(wanted), agreement)


def _same_formula(given: str, expected: tuple[str, str]) -> bool:
    if given.lstrip("=") in expected:
        return True
    return canonical(given) in {canonical(one) for one in expected}


def _same_value(shown: CellValue | None, wanted: Value) -> bool:
    if wanted is None or wanted == "":
        return shown is None or shown == ""
    if isinstance(wanted, (int, Decimal)) and not isinstance(wanted, bool):
        return isinstance(shown, (int, float)) and abs(float(shown) - float(wanted)) < 1e-6  # noqa: PLR2004
    return shown == wanted


def _words(value: object) -> str:
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)
