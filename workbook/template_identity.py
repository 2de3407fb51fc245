"""Write 标识, the hidden sheet: what the workbook is, long lists, and the lines of problems."""

from __future__ import annotations

from schemas.expression import Value
from schemas.published import edition
from workbook.addresses import column_letters
from workbook.layout import HIDDEN, IDENTITY_FIRST_ROW, TEMPLATE_VERSION
from workbook.specification import digest
from workbook.styles import TAB_REFERENCE
from workbook.template_page import Kit, Page
from workbook.template_problems import (
    EXPLANATION_COLUMNS,
    LINE_COLUMNS,
    PROBLEMS_FIRST_ROW,
    Line,
    Problems,
)

_WIDTHS = (20, 30, 3, 16, 16, 3, 8, 50, 30, 14, 8, 3, 40, 8, 20, 8, 8, 20, 60, 14)


def write_identity(kit: Kit, problems: Problems) -> None:
    """Write the sheet and hide it."""
    page = Page(kit, HIDDEN, TAB_REFERENCE, _WIDTHS)
    page.words(0, 0, "本表由程序使用，请勿改动。", "note", "one_line")
    stated: dict[str, str | int] = {
        "kind": kit.layout.form.key,
        "template_version": TEMPLATE_VERSION,
        "jurisdiction": kit.law.code,
        "law_date": kit.law.day.isoformat(),
        "digest": digest(kit.layout),
        "rows": kit.layout.rows,
        "rules": edition(),
    }
    for offset, (key, words) in enumerate(stated.items()):
        at = kit.layout.identity[key]
        page.words(IDENTITY_FIRST_ROW + offset, at.column - 1, key, "label")
        page.words(at.row, at.column, words, "cell")
    for listed in kit.layout.lists.values():
        for offset, words in enumerate(listed.words):
            page.words(listed.at.row + offset, listed.at.column, words, "cell")
    _lines(page, problems)
    _explanations(page, problems)
    page.sheet.hide()


def _lines(page: Page, problems: Problems) -> None:
    """Write the lines; the running number grows by one at each that has words."""
    count = 0
    for offset, line in enumerate(problems.lines):
        row = PROBLEMS_FIRST_ROW + offset
        count += bool(line.value)
        _line(page, row, line, count)


def _line(page: Page, row: int, line: Line, count: int) -> None:
    number, words = LINE_COLUMNS["number"], LINE_COLUMNS["words"]
    above = f"{column_letters(number)}{row}+" if row > PROBLEMS_FIRST_ROW else ""
    has_words = f"(LEN({column_letters(words)}{row + 1})>0)"
    _plain(page, row, "number", f"{above}{has_words}" if above else f"0+{has_words}", count)
    _plain(page, row, "words", line.words, line.value)
    _plain(page, row, "key", line.key, line.key_value)
    page.sheet.write_string(row, LINE_COLUMNS["sheet"], line.at.sheet)
    reference = f"'{line.at.sheet}'!{line.at.a1}"
    _plain(page, row, "row", f"ROW({reference})", line.at.row + 1)


def _plain(page: Page, row: int, part: str, formula: str, value: Value) -> None:
    page.formula(row, LINE_COLUMNS[part], formula, value)


def _explanations(page: Page, problems: Problems) -> None:
    for offset, explanation in enumerate(problems.explanations):
        row = PROBLEMS_FIRST_ROW + offset
        for part, column in EXPLANATION_COLUMNS.items():
            words = (
                column_letters(explanation.column)
                if part == "letters"
                else explanation.column + 1
                if part == "column"
                else getattr(explanation, part)
            )
            page.words(row, column, words)
