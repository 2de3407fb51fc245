"""Gather what is still to mend, by plain formulas: one line for each cell that may complain.

Lines stand on the hidden sheet: a running number, the words (empty while all is well), the sheet,
the row, and a key into the explanations (level, label, column, article, remedy). The sheet 校验结果
picks the lines that have words, and 首页 counts them.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.application import SELF_RATING
from schemas.field_reader import display
from schemas.fields import Kind
from schemas.findings import catalogue, find
from schemas.outcomes import Outcome
from schemas.rule import Check, Condition
from schemas.rules.completeness import COMPLETE, UNFILLED, field_status, of_field
from schemas.rules.consistency import FORM_CHECKS
from schemas.rules.eligibility import CONDITIONS
from workbook.addresses import column_letters
from workbook.layout import (
    C_GIVEN,
    C_REASON,
    CONDITIONS_SHEET,
    HIDDEN,
    INFO_STATUS,
    At,
    TableAt,
    name_of,
)
from workbook.styles import WRITTEN_DAY
from workbook.template_explanations import (
    EMPTY_TABLE,
    NOT_MET,
    REQUIRED,
    Explanation,
    explanations,
    field_at,
    place_of,
)
from workbook.template_page import Kit
from workbook.template_tables import status_range

PROBLEMS_FIRST_ROW = 2
LINE_COLUMNS = {"number": 6, "words": 7, "key": 8, "sheet": 9, "row": 10}
EXPLANATION_COLUMNS = {
    "key": 12,
    "level": 13,
    "label": 14,
    "letters": 15,
    "column": 16,
    "article": 17,
    "remedy": 18,
    "number_format": 19,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One cell that may complain: key and words by formula, and what both are in the empty form."""

    key: str
    key_value: str
    words: str
    value: str
    at: At


class Problems:
    """All lines and explanations, and where they stand on the hidden sheet."""

    def __init__(self, kit: Kit) -> None:
        """Gather them."""
        self.lines = tuple(_lines(kit))
        self.explanations: tuple[Explanation, ...] = tuple(explanations(kit))

    def line(self, part: str) -> str:
        """Give the range of one part of the lines (`number`, `words`, `key`, `sheet`, `row`)."""
        return _range(LINE_COLUMNS[part], len(self.lines))

    def explanation(self, part: str) -> str:
        """Give the range of one part of the explanations, by the name of its attribute."""
        return _range(EXPLANATION_COLUMNS[part], len(self.explanations))

    @property
    def values(self) -> list[Line]:
        """Give the lines that have words in the empty form."""
        return [line for line in self.lines if line.value]


def _range(column: int, count: int) -> str:
    letters = column_letters(column)
    first = PROBLEMS_FIRST_ROW + 1
    return f"'{HIDDEN}'!${letters}${first}:${letters}${first + count - 1}"


def _lines(kit: Kit) -> Iterator[Line]:
    """Give every line, in the order of the sheets."""
    yield from _section_lines(kit)
    for table in kit.layout.tables.values():
        yield from _table_lines(kit, table)
    yield from _rating_lines(kit)
    for check in FORM_CHECKS:
        yield _fixed_key(
            check.message,
            f'IF({check.when.excel(kit.names)},{_sentence(kit, check)},"")',
            _said(kit, check),
            place_of(kit.layout, check.cell),
        )
    for condition in CONDITIONS:
        if condition.counts:
            at = kit.layout.results[f"{condition.key}.result"]
            row = at.row
            given = _absolute(At(CONDITIONS_SHEET, row, C_GIVEN))
            reason = _absolute(At(CONDITIONS_SHEET, row, C_REASON))
            parts = {"label": _quoted(condition.title), "given": given, "reason": reason}
            missed = f'{_absolute(at)}="{Outcome.NOT_MET}"'
            words = f'IF({missed},{_filled(NOT_MET, parts)},"")'
            yield _fixed_key(f"{NOT_MET}.{condition.key}", words, _missed(kit, condition), at)


def _fixed_key(key: str, words: str, value: str, at: At) -> Line:
    return Line(_quoted(key), key, words, value, at)


def _section_lines(kit: Kit) -> Iterator[Line]:
    for section, _ in kit.layout.sections.values():
        for field in section.fields:
            key = f"{section.key}.{field.key}"
            at = kit.layout.cells[key]
            status = _absolute(At(at.sheet, at.row, INFO_STATUS))
            missing = catalogue()[REQUIRED].problem.format(label=field.label)
            value = str(field_status(section.key, field).value(kit.evaluation))
            said = {"": "", COMPLETE: "", UNFILLED: missing}.get(value, f"“{field.label}”{value}")
            yield Line(
                f'"{key}."&{status}',
                f"{key}.{value}",
                f'IF(OR({status}="",{status}="{COMPLETE}"),"",IF({status}="{UNFILLED}",'
                f"{_quoted(missing)},{_quoted(f'“{field.label}”')}&{status}))",
                said,
                at,
            )


def _rating_lines(kit: Kit) -> Iterator[Line]:
    """Give a line for each thing that can be amiss in a self-rating: it has no status beside it."""
    for field in SELF_RATING.fields:
        address = f"{SELF_RATING.key}.{field.key}"
        for one in of_field(SELF_RATING.key, field):
            said = f"“{field.label}”{one.words}"
            formula = f'IF({one.when.excel(kit.names)},{_quoted(said)},"")'
            value = said if one.when.value(kit.evaluation) else ""
            yield _fixed_key(f"{address}.{one.words}", formula, value, kit.layout.cells[address])


def _table_lines(kit: Kit, table: TableAt) -> Iterator[Line]:
    key = table.table.key
    if table.table.at_least_one:
        words = catalogue()[EMPTY_TABLE].problem.format(label=table.table.title)
        at = At(table.sheet, table.first_row, table.columns[table.inputs[0].key])
        empty = f"SUMPRODUCT(--(LEN({status_range(table)})>0))=0"
        formula = f'IF({empty},{_quoted(words)},"")'
        begun = kit.evaluation.facts.tables.get(key)
        yield _fixed_key(f"{EMPTY_TABLE}.{key}", formula, "" if begun else words, at)
    values = kit.evaluation.column(key, "status")
    for row in range(table.first_row, table.last_row + 1):
        at = At(table.sheet, row, table.columns["status"])
        status = _absolute(at)
        offset = row - table.first_row
        value = str(values[offset]) if offset < len(values) else ""
        yield Line(
            f'"{key}."&{status}',
            f"{key}.{value}",
            f'IF({status}="{COMPLETE}","",{status})',
            "" if value == COMPLETE else value,
            at,
        )


def _sentence(kit: Kit, check: Check) -> str:
    """Write a check's message as a formula: its words, and what was given in their places."""
    field = field_at(kit.layout, check.cell)
    parts = {name: expr.excel(kit.names) for name, expr in check.details}
    parts["label"] = _quoted(field.label)
    if check.cell in kit.layout.cells:
        cell = name_of(check.cell)
        day = f'TEXT({cell},"{WRITTEN_DAY}")'
        parts["given"] = day if field.kind is Kind.DAY else cell
    return _filled(check.message, parts)


def _said(kit: Kit, check: Check) -> str:
    """Give the value of that formula: the finding's own words, or nothing while all is well."""
    evaluation = kit.evaluation
    if not check.when.value(evaluation):
        return ""
    field = field_at(kit.layout, check.cell)
    details = {name: str(expr.value(evaluation)) for name, expr in check.details}
    given = display(field, evaluation.cell(check.cell))
    return find(check.message, None, label=field.label, given=given, details=details).problem


def _missed(kit: Kit, condition: Condition) -> str:
    evaluation = kit.evaluation
    if evaluation.result(f"{condition.key}.result") != Outcome.NOT_MET:
        return ""
    return catalogue()[NOT_MET].problem.format(
        label=condition.title,
        given=evaluation.text(condition.given),
        reason=evaluation.text(condition.reason),
    )


def _filled(message: str, parts: dict[str, str]) -> str:
    """Join the words of a message and the formulas that fill its placeholders."""
    joined = []
    for words, name, _, _ in string.Formatter().parse(catalogue()[message].problem):
        if words:
            joined.append(_quoted(words))
        if name:
            joined.append(parts[name])
    return "&".join(joined)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _absolute(at: At) -> str:
    return f"'{at.sheet}'!${at.a1.rstrip('0123456789')}${at.row + 1}"
