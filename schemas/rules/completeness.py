"""Say of each row and each field whether it is filled in: the status cells of the workbook."""

from __future__ import annotations

from schemas.application import APPLICATION
from schemas.expression import (
    Blank,
    Cell,
    Compare,
    Const,
    Expr,
    Not,
    RowCell,
    Started,
    ValidCode,
    Value,
    both,
    choose,
    either,
)
from schemas.field_reader import no_word, yes_word
from schemas.fields import Field, Kind, Table
from schemas.rule import RowColumn
from schemas.rules.consistency import ROW_CHECKS

COMPLETE, UNFILLED = "完整", "待填写"


def row_cell(field: Field) -> RowCell:
    """Refer to a column of the row at hand."""
    return RowCell(field.key, numeric=field.kind.numeric)


def _missing(field: Field) -> str:
    """Say it in the same words for a blank and for text where a number belongs."""
    return (
        f"“{field.label}”未填或不是{'日期' if field.kind is Kind.DAY else '数字'}"
        if (field.kind.numeric)
        else f"“{field.label}”未填"
    )


def _listed(field: Field) -> bool:
    """Tell whether the form itself lists what the cell may say."""
    return field.kind is Kind.YES_NO or (field.kind is Kind.CHOICE and bool(field.choices))


def _wrong_choice(field: Field) -> tuple[Expr, str]:
    """Ask whether something else than the listed words stands there, pasted over the list."""
    cell = row_cell(field)
    words: tuple[Const, ...]
    if field.kind is Kind.YES_NO:
        words = (Const(given=True, word=yes_word(field)), Const(given=False, word=no_word(field)))
    else:
        words = tuple(Const(choice) for choice in field.choices)
    known = either(*(Compare(cell, "=", word) for word in words))
    return both(Not(Blank(cell)), Not(known)), f"“{field.label}”请从下拉列表选择"


def _wrong_code(field: Field) -> tuple[Expr, str]:
    cell = row_cell(field)
    return both(Not(Blank(cell)), Not(ValidCode(cell))), f"“{field.label}”位数或校验位不对"


def status(table: Table) -> RowColumn:
    """Give each row's first problem, 完整 for a row without one, nothing for an empty row."""
    preset = table.preset_keys
    inputs = [field for field in table if field.key not in preset]
    cases: list[tuple[Expr, Expr | Value]] = [] if table.rows else [(Not(Started()), "")]
    cases += [(Blank(row_cell(field)), _missing(field)) for field in inputs if field.required]
    cases += [_wrong_choice(field) for field in inputs if _listed(field)]
    cases += [_wrong_code(field) for field in inputs if field.kind is Kind.CREDIT_CODE]
    cases += [(check.when, check.words) for check in ROW_CHECKS if check.table == table.key]
    return RowColumn(
        table.key,
        "status",
        "状态",
        choose(*cases, otherwise=COMPLETE),
        table.fields[0].article,
        shown=True,
        width=26,
    )


def field_status(section: str, field: Field) -> Expr:
    """Give 完整 or 待填写 for one field of a section; nothing for an optional blank one."""
    cell = Cell(f"{section}.{field.key}", numeric=field.kind.numeric)
    return choose((Blank(cell), UNFILLED if field.required else ""), otherwise=COMPLETE)


STATUS_COLUMNS = tuple(status(table) for table in APPLICATION.tables)
