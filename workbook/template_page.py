"""Write cells of one sheet of the template: words, formulas with their values, inputs."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from schemas.evaluation import Evaluation, named_results
from schemas.expression import Expr, Value
from schemas.parameters import Law
from schemas.rule import NamedResult
from schemas.rules.completeness import COMPLETE, UNFILLED
from workbook.asking import asking
from workbook.button_words import OPEN
from workbook.edition import Edition
from workbook.layout import At, Layout
from workbook.sheet_names import SheetNames
from workbook.styles import AMBER, OUTCOME_COLOURS, TAB_INPUT, Styles

Worksheet: TypeAlias = Any  # XlsxWriter is not typed
Workbook: TypeAlias = Any
EXAMPLE = "示例，非正式文件"
LINE_POINTS, PADDING_POINTS, TALLEST_POINTS = 16.5, 5, 400
_SCREEN = 170  # characters of column widths: some 1,300 pixels
_MAY = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class EmptyText(str):
    """An empty text as a formula's result, which XlsxWriter would take for no result at all."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Differ from "", so that the cell is written as text."""
        return self is other


EMPTY = EmptyText()
Filled: TypeAlias = Mapping[tuple[str, int, int], str | float | date]


@dataclass(frozen=True, slots=True)
class Kit:
    """What every sheet of one workbook is made from."""

    law: Law
    layout: Layout
    names: SheetNames
    evaluation: Evaluation
    styles: Styles
    workbook: Workbook
    filled: Filled
    edition: Edition = Edition.XLSX

    @property
    def macros(self) -> bool:
        """Tell whether this is the edition with macros."""
        return self.edition is Edition.XLSM


class Page:
    """One sheet: everything is written through it, and it is protected when it is done."""

    def __init__(  # noqa: PLR0913 - a sheet has these settings
        self,
        kit: Kit,
        title: str,
        tab: str,
        widths: Iterable[float],
        *,
        landscape: bool = True,
        pages_wide: int = 1,
    ) -> None:
        """Add the sheet, with the widths of its columns in characters."""
        self.kit, self.title = kit, title
        self.law, self.layout, self.styles = kit.law, kit.layout, kit.styles
        self.sheet: Worksheet = kit.workbook.add_worksheet(title)
        self.widths = list(widths)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_tab_color(tab)
        self.sheet.set_paper(9)
        if landscape:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(pages_wide, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        middle = f"&C&9{EXAMPLE}" if kit.law.example else ""
        self.sheet.set_header(f"&L&9{title}{middle}&R&9{kit.layout.form.title}")
        self.sheet.set_footer("&C&9第 &P 页，共 &N 页")
        # What comes pasted as text stays text until its cell has another format.
        has_inputs = any(at.sheet == title for at in kit.layout.cells.values())
        self.sheet.protect("", {**_MAY, "format_cells": has_inputs or tab == TAB_INPUT})

    def words(
        self, row: int, column: int, words: str | float, *style: str, to: int | None = None
    ) -> None:
        """Write fixed words or a figure, over several columns when `to` is given."""
        form = self.styles(*style)
        if to is not None and to > column:
            self.sheet.merge_range(row, column, row, to, "", form)
        if isinstance(words, str):
            self.sheet.write_string(row, column, words, form)
        else:
            self.sheet.write_number(row, column, words, form)

    def formula(  # noqa: PLR0913 - a cell has these parts
        self,
        row: int,
        column: int,
        formula: str,
        value: Value,
        *style: str,
        to: int | None = None,
        number_format: str = "",
    ) -> None:
        """Write a formula with the value it has in the empty form."""
        form = self.styles(*style, number_format=number_format)
        if to is not None and to > column:
            self.sheet.merge_range(row, column, row, to, "", form)
        self.sheet.write_formula(row, column, f"={formula}", form, cached(value))

    def expression(
        self,
        row: int,
        column: int,
        expr: Expr,
        *style: str,
        to: int | None = None,
        number_format: str = "",
    ) -> None:
        """Write an expression: its formula, and the value the rules give it."""
        value = expr.value(self.kit.evaluation)
        formula = expr.excel(self.kit.names)
        self.formula(row, column, formula, value, *style, to=to, number_format=number_format)

    def result(  # noqa: PLR0913 - a cell has these parts
        self,
        row: int,
        column: int,
        key: str,
        expr: Expr,
        *style: str,
        to: int | None = None,
        number_format: str = "",
    ) -> None:
        """Write a result, asking its function first in the edition with macros."""
        formula = expr.excel(self.kit.names)
        formula = asking(key, formula) if self.kit.macros else formula
        value = expr.value(self.kit.evaluation)
        self.formula(row, column, formula, value, *style, to=to, number_format=number_format)

    def blanks(self, row: int, first: int, last: int, *style: str) -> None:
        """Give empty cells a format."""
        form = self.styles(*style)
        for column in range(first, last + 1):
            self.sheet.write_blank(row, column, None, form)

    def link(self, row: int, column: int, to: At, words: str, *style: str) -> None:
        """Write a link to another place of the workbook."""
        form = self.styles(*style, "link")
        self.sheet.write_url(row, column, f"internal:'{to.sheet}'!{to.a1}", form, words)

    def last_in_sight(self, last: int) -> int:
        """Give the last column that a laptop's screen shows beside the first ones."""
        shown = (column for column in range(last + 1) if sum(self.widths[: column + 1]) <= _SCREEN)
        return max(shown, default=0)

    def height(self, row: int, *texts: tuple[str, int, int], least: int = 1) -> None:
        """Make a row tall enough for each (text, first column, last column), wrapped."""
        lines = least
        for text, first, last in texts:
            width = sum(self.widths[first : last + 1])
            lines = max(lines, wrapped_lines(text, width))
        self.sheet.set_row(row, min(lines * LINE_POINTS + PADDING_POINTS, TALLEST_POINTS))

    def outcome_colours(self, first_row: int, last_row: int, column: int) -> None:
        """Colour the four outcomes; the words say the same."""
        for outcome, pair in OUTCOME_COLOURS.items():
            self.when_equal(first_row, last_row, column, str(outcome), pair)

    def status_colours(self, first_row: int, last_row: int, column: int) -> None:
        """Colour every status that is there and is not 完整."""
        at = At("", first_row, column).a1
        self._amber((first_row, last_row, column), f'AND(LEN({at})>0,{at}<>"{COMPLETE}")')

    def amiss_colours(self, first_row: int, last_row: int, column: int, status: int) -> None:
        """Colour inputs that are filled in, but not with what the status beside them asks."""
        said = f"${At('', first_row, status).a1}"
        calm = "".join(f',{said}<>"{word}"' for word in (COMPLETE, UNFILLED))
        self._amber((first_row, last_row, column), f"AND(LEN({said})>0{calm})")

    def named_colours(self, where: tuple[int, int, int], label: str, status: int) -> None:
        """Colour inputs (first row, last row, column) that their row's status names."""
        said = f"${At('', where[0], status).a1}"
        self._amber(where, f'ISNUMBER(FIND("“{label}”",{said}))')

    def wrong_colours(self, row: int, column: int, wrong: Expr) -> None:
        """Colour an input for which something holds."""
        self._amber((row, row, column), wrong.excel(self.kit.names))

    def listed_colours(self, first_row: int, last_row: int, column: int) -> None:
        """Colour inputs that the list of the last check still names: no button paints a cell."""
        if self.kit.macros:
            listed = f'COUNTIFS(list_sheet,"{self.title}",list_cell,ADDRESS(ROW(),COLUMN(),4),'
            self._amber((first_row, last_row, column), f'{listed}list_state,"{OPEN}")>0')

    def _amber(self, where: tuple[int, int, int], holds: str) -> None:
        """Colour the cells (first row, last row, column) for which a formula holds."""
        first_row, last_row, column = where
        rule = {
            "type": "formula",
            "criteria": f"={holds}",
            "format": self.styles.colours(AMBER),
        }
        self.sheet.conditional_format(first_row, column, last_row, column, rule)

    def when_equal(
        self, first_row: int, last_row: int, column: int, words: str, pair: tuple[str, str]
    ) -> None:
        """Colour the cells that say just these words."""
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{words}"',
            "format": self.styles.colours(pair),
        }
        self.sheet.conditional_format(first_row, column, last_row, column, rule)


def cached(value: Value) -> object:
    """Give a value as XlsxWriter stores a formula's result."""
    if value is None or value == "":
        return EMPTY
    return float(value) if isinstance(value, Decimal) else value


def text_width(text: str) -> int:
    """Count the columns a text takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def wrapped_lines(text: str, width: float) -> int:
    """Count the lines a text takes in a column, the cell's padding taken off."""
    room = max(width - 2, 4)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def named(key: str) -> NamedResult:
    """Give the named result of that key; KeyError when there is none."""
    return {result.key: result for result in named_results()}[key]
