"""Say what stands beside a complaint in 校验结果: level, label, cell, article and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from schemas.application import APPLICATION, SELF_RATING
from schemas.cell_checks import field_words
from schemas.field_reader import choices_of
from schemas.fields import Field
from schemas.findings import catalogue
from schemas.parameters import Law
from schemas.rules.completeness import of_field, of_row
from schemas.rules.consistency import FORM_CHECKS
from schemas.rules.eligibility import CONDITIONS
from workbook.layout import C_GIVEN, At, Layout
from workbook.styles import TEXT_FORMAT, number_format
from workbook.template_inputs import cite
from workbook.template_page import Kit

REQUIRED, EMPTY_TABLE, NOT_MET = "required.missing", "table.empty", "condition.not-met"


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
    explain = partial(_explain, kit.law)
    for section in (*(section for section, _ in kit.layout.sections.values()), SELF_RATING):
        for field in section.fields:
            address = f"{section.key}.{field.key}"
            for one in of_field(section.key, field):
                column = kit.layout.cells[address].column
                yield explain(f"{address}.{one.words}", one.message, field, column)
    for table in kit.layout.tables.values():
        for one in of_row(table.table):
            key, field = f"{table.table.key}.{one.words}", table.table[one.cell]
            yield explain(key, one.message, field, table.columns[one.cell], one.article)
        if table.table.at_least_one:
            first = table.inputs[0]
            key = f"{EMPTY_TABLE}.{table.table.key}"
            empty = explain(key, EMPTY_TABLE, first, table.columns[first.key])
            yield replace(empty, label=table.table.title)
    for check in FORM_CHECKS:
        field = field_at(kit.layout, check.cell)
        column = place_of(kit.layout, check.cell).column
        yield explain(check.message, check.message, field, column, check.article)
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


def _explain(  # noqa: PLR0913, PLR0917 - what an explanation is made of
    law: Law, key: str, message: str, field: Field, column: int, article: str = ""
) -> Explanation:
    entry = catalogue()[message]
    words = {
        **field_words(field),
        "label": field.label,
        "choices": "、".join(choices_of(field, law)),
    }
    return Explanation(
        key,
        entry.level.word,
        field.label,
        column,
        cite(article or field.article),
        entry.remedy.format(**words),
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
