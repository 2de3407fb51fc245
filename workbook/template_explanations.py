"""Say what stands beside a complaint in 校验结果: level, label, cell, article and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.application import APPLICATION
from schemas.expression import Const, If, RowCell, ValidCode
from schemas.fields import Field
from schemas.findings import catalogue
from schemas.rules.consistency import FORM_CHECKS, ROW_CHECKS
from schemas.rules.eligibility import CONDITIONS
from workbook.layout import C_GIVEN, At, Layout, TableAt
from workbook.styles import TEXT_FORMAT, number_format
from workbook.template_inputs import cite
from workbook.template_page import Kit

REQUIRED, EMPTY_TABLE, NOT_MET = "required.missing", "table.empty", "condition.not-met"
_WRONG_CODE = "code.check-digit"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said of a complaint beside its words."""

    key: str
    level: str
    label: str
    column: int
    article: str
    remedy: str
    number_format: str


def explanations(kit: Kit) -> Iterator[Explanation]:
    """Give the explanation of every key that a line can have."""
    for section, _ in kit.layout.sections.values():
        for field in section.fields:
            if field.required:
                at = kit.layout.cells[f"{section.key}.{field.key}"]
                yield _explain(f"{section.key}.{field.key}", REQUIRED, field, at.column)
    for table in kit.layout.tables.values():
        for words, message, field, article in _complaints(table):
            key = f"{table.table.key}.{words}"
            yield _explain(key, message, field, table.columns[field.key], article)
        if table.table.at_least_one:
            first = table.inputs[0]
            key = f"{EMPTY_TABLE}.{table.table.key}"
            empty = _explain(key, EMPTY_TABLE, first, table.columns[first.key])
            yield replace(empty, label=table.table.title)
    for check in FORM_CHECKS:
        field = field_at(kit.layout, check.cell)
        yield _explain(
            check.message,
            check.message,
            field,
            place_of(kit.layout, check.cell).column,
            check.article,
        )
    for condition in CONDITIONS:
        if condition.counts:
            missed = catalogue()[NOT_MET]
            yield Explanation(
                f"{NOT_MET}.{condition.key}",
                missed.level.word,
                condition.title,
                C_GIVEN,
                cite(condition.article),
                missed.remedy,
                TEXT_FORMAT,
            )


def _complaints(table: TableAt) -> Iterator[tuple[str, str, Field, str]]:
    """Give every sentence a status cell can say, its message, column and article."""
    by_words = {check.words: check for check in ROW_CHECKS if check.table == table.table.key}
    status = next(column for column in table.computed if column.key == "status").expr
    if not isinstance(status, If):
        raise TypeError(table.table.key)
    for branch in status.branches:
        words = str(branch.then.given) if isinstance(branch.then, Const) else ""
        check = by_words.get(words)
        if check is not None:
            yield words, check.message, table.table[check.cell], check.article
            continue
        cells = [node for node in branch.when.walk() if isinstance(node, RowCell)]
        if words and cells:
            wrong = any(isinstance(node, ValidCode) for node in branch.when.walk())
            field = table.table[cells[0].key]
            yield words, _WRONG_CODE if wrong else REQUIRED, field, field.article


def _explain(key: str, message: str, field: Field, column: int, article: str = "") -> Explanation:
    entry = catalogue()[message]
    return Explanation(
        key,
        entry.level.word,
        field.label,
        column,
        cite(article or field.article),
        entry.remedy.format(label=field.label, help=f"（{field.help}）" if field.help else ""),
        number_format(field) if field.kind.numeric else TEXT_FORMAT,
    )


def field_at(layout: Layout, address: str) -> Field:
    """Give the field an address names, be it of a section, a table or a printed row."""
    group, _, rest = address.partition(".")
    if group in layout.tables:
        return layout.tables[group].table[rest.rpartition(".")[2]]
    return APPLICATION.field(address)


def place_of(layout: Layout, address: str) -> At:
    """Give the cell an address names; of a table's column, the first."""
    if address in layout.cells:
        return layout.cells[address]
    key, _, column = address.partition(".")
    table = layout.tables[key]
    return At(table.sheet, table.first_row, table.columns[column])
