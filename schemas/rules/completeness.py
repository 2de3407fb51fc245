"""Say of each row and each field whether it is filled in: the status cells of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from schemas.application import APPLICATION
from schemas.cell_checks import field_words
from schemas.expression import (
    Blank,
    Cell,
    Compare,
    Const,
    Expr,
    Figures,
    InLaw,
    Mentions,
    Misfit,
    Not,
    RowCell,
    Started,
    ValidCode,
    Value,
    both,
    choose,
    drafted,
    either,
)
from schemas.field_reader import FROM_LAW, no_word, word_instead, yes_word
from schemas.fields import Field, Kind, Table
from schemas.rule import RowColumn
from schemas.rules.consistency import ROW_CHECKS

COMPLETE, UNFILLED = "完整", "待填写"
SHORTEST_PHONE = 7  # figures: a number of the place itself


class Amiss(NamedTuple):
    """What can be amiss in a cell: when, what its status says, and whose remedy mends it."""

    when: Expr
    words: str
    message: str
    cell: str
    article: str


def _row_cell(field: Field) -> RowCell:
    return RowCell(field.key, numeric=field.kind.numeric, day=field.kind is Kind.DAY)


def _misfit(field: Field, cell: Cell | RowCell) -> Amiss:
    """Say what a cell is that holds something else than the field's kind."""
    words, message = {
        Kind.NUMBER: ("不是数字", "number.not-a-number"),
        Kind.WHOLE: ("不是整数", "number.not-a-number"),
        Kind.DAY: ("不是日期", "date.not-a-date"),
        Kind.CREDIT_CODE: ("存成了数字，后几位已丢失", "code.digits-lost"),
    }.get(field.kind, ("公式错误", "cell.error"))
    when = Misfit(cell, field.kind, word_instead(field))
    return Amiss(when, words, message, field.key, field.article)


def _known(field: Field, cell: Cell | RowCell) -> Expr | None:
    """Ask whether a cell says what the form offers; None where people write what they like."""
    known: Expr | None = None
    match field.kind:
        case Kind.YES_NO:
            yes = Const(given=True, word=yes_word(field))
            no = Const(given=False, word=no_word(field))
            known = either(Compare(cell, "=", yes), Compare(cell, "=", no))
        case Kind.CHOICE if field.key in FROM_LAW:
            known = InLaw(cell, FROM_LAW[field.key])
        case Kind.CHOICE:
            known = either(*(Compare(cell, "=", Const(choice)) for choice in field.choices))
        case Kind.CHOICES:
            known = Mentions(cell, field.choices)
        case Kind.CREDIT_CODE:
            known = ValidCode(cell)
        case Kind.PHONE:
            known = drafted(Figures(cell), "at_least", Const(SHORTEST_PHONE))
    return known


_UNKNOWN = {
    Kind.CREDIT_CODE: ("位数或校验位不对，看有无空格", "code.check-digit"),
    Kind.PHONE: ("不像电话号码", "phone.invalid"),
}


def _unknown(field: Field, cell: Cell | RowCell) -> Iterator[Amiss]:
    """Say what a cell is whose words are none of those that the field can say."""
    known = _known(field, cell)
    if known is not None:
        words, message = _UNKNOWN.get(field.kind, ("不在列表中", "choice.unknown"))
        yield Amiss(both(Not(Blank(cell)), Not(known)), words, message, field.key, field.article)


def _outside(field: Field, cell: Cell) -> Iterator[Amiss]:
    """Say that a number is smaller or larger than its field takes."""
    if field.kind not in {Kind.NUMBER, Kind.WHOLE}:
        return
    said, given = field_words(field), Not(Blank(cell))
    if field.minimum is not None:
        below = both(given, Not(drafted(cell, "at_least", Const(Decimal(field.minimum)))))
        words = f"小于{said['minimum']}"
        yield Amiss(below, words, "number.below-minimum", field.key, field.article)
    if field.maximum is not None:
        above = both(given, drafted(cell, "more_than", Const(Decimal(field.maximum))))
        words = f"超过{said['maximum']}"
        yield Amiss(above, words, "number.above-maximum", field.key, field.article)


def of_row(table: Table) -> list[Amiss]:
    """List what can be amiss in a row of a table, in the order in which its status looks."""
    inputs = [field for field in table if field.key not in table.preset_keys]
    asked = [field for field in inputs if field.kind.numeric or field.kind is Kind.CREDIT_CODE]
    found = [_misfit(field, _row_cell(field)) for field in asked]
    found += [
        Amiss(Blank(_row_cell(field)), "未填", "required.missing", field.key, field.article)
        for field in inputs
        if field.required
    ]
    for field in inputs:
        found += _unknown(field, _row_cell(field))
    labelled = [one._replace(words=f"“{table[one.cell].label}”{one.words}") for one in found]
    checks = (check for check in ROW_CHECKS if check.table == table.key)
    return [*labelled, *(Amiss(c.when, c.words, c.message, c.cell, c.article) for c in checks)]


def _status(table: Table) -> RowColumn:
    """Give each row's first problem, 完整 for a row without one, nothing for an empty row."""
    cases: list[tuple[Expr, Expr | Value]] = [] if table.rows else [(Not(Started()), "")]
    cases += [(one.when, one.words) for one in of_row(table)]
    return RowColumn(
        table.key,
        "status",
        "状态",
        choose(*cases, otherwise=COMPLETE),
        table.fields[0].article,
        shown=True,
        width=26,
    )


def of_field(section: str, field: Field) -> list[Amiss]:
    """List what can be amiss in a field of a section, in the order in which its status looks."""
    cell = _cell(section, field)
    found = [_misfit(field, cell), *_unknown(field, cell), *_outside(field, cell)]
    if field.required:
        found.append(Amiss(Blank(cell), UNFILLED, "required.missing", field.key, field.article))
    return found


def field_status(section: str, field: Field) -> Expr:
    """Say of one field of a section whether it is filled in; nothing for an optional blank one."""
    cases: list[tuple[Expr, Expr | Value]] = [
        (one.when, one.words) for one in of_field(section, field)
    ]
    return choose(*cases, (Blank(_cell(section, field)), ""), otherwise=COMPLETE)


def _cell(section: str, field: Field) -> Cell:
    address = f"{section}.{field.key}"
    return Cell(address, numeric=field.kind.numeric, day=field.kind is Kind.DAY)


STATUS_COLUMNS = tuple(_status(table) for table in APPLICATION.tables)
