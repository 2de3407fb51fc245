"""Write 审批表: the annex word for word on one A4 page, filled from the inputs by formulas.

The words are taken from the text of the measure, line by line, in the order of the form; margins
are those of GB/T 9704, fonts are named and not bundled.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.application import ANNEX_SERVICES, PARK
from schemas.articles import ANNEX
from schemas.expression import (
    Blank,
    Cell,
    Compare,
    Const,
    Expr,
    Not,
    Shown,
    both,
    choose,
    equals,
    text,
)
from schemas.field_reader import yes_word
from schemas.fields import Field, Kind
from schemas.normalise import shown
from workbook.layout import APPROVAL, HOME, At, name_of
from workbook.styles import TAB_PRINT, WRITTEN_DAY, Format, Properties
from workbook.template_page import EXAMPLE, Kit, Page, cached

_WIDTHS = (19.5, 23, 16, 21, 3, 14)
_LABEL, _VALUE, _LABEL_2, _VALUE_2, _, _BACK = range(6)
_ROW_POINTS, _SERVICES_POINTS, _TITLE_POINTS, _APPLICANT_POINTS = 35, 54, 48, 34
_BOX_POINTS = (30, 76, 27, 27)
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # millimetres, GB/T 9704
_MILLIMETRES_PER_INCH = 25.4
_TITLE: Properties = {"font_name": "方正小标宋简体", "font_size": 20, "align": "center"}
_BODY_SIZE, _SERVICES_SIZE = 12, 11
_BODY: Properties = {"font_name": "仿宋_GB2312", "font_size": _BODY_SIZE}
_CHINESE: Properties = {"font_charset": 134, "font_family": 1, "valign": "vcenter"}
_BOXED: Properties = {"border": 1, "text_wrap": True}
_CENTERED: Properties = {"align": "center"}
_TICKED, _UNTICKED = "☑", "☐"
_GAP, _WIDE_GAP, _BLANK_AMOUNT = " ", " " * 8, " " * 11
_SERVICES_A_LINE = 5
# Where the annex prints one line for two fields, it says this.
_STAFF = ("full_time_staff", "part_time_staff")


def write_approval_form(kit: Kit) -> None:
    """Write the sheet."""
    page = Page(kit, APPROVAL, TAB_PRINT, _WIDTHS, landscape=False)
    last = _Form(page).write()
    page.link(0, _BACK, At(HOME, 0, 0), "返回首页")
    margins = {side: length / _MILLIMETRES_PER_INCH for side, length in _MARGINS.items()}
    page.sheet.set_margins(**margins)
    page.sheet.set_header(f"&C{EXAMPLE}" if kit.law.example else "")
    page.sheet.set_footer("")
    page.sheet.fit_to_pages(1, 1)
    page.sheet.print_area(0, 0, last, _VALUE_2)
    page.sheet.center_horizontally()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a cell of the form shows: a formula and its value in the empty form."""

    formula: str
    value: str


class _Form:
    """The form as it is drawn, taking the lines of the annex one after another."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines = iter(page.law.provisions[ANNEX].text.splitlines())
        self._by_label = {field.label: field for field in PARK}
        self._row = 0

    def write(self) -> int:
        """Draw the form from top to bottom; give its last row."""
        line = self._lines.__next__
        line()  # the word 附件
        line()  # the annex's own title: each jurisdiction's law names its form
        self._fixed(_LABEL, _VALUE_2, self._page.law.approval_form, _TITLE)
        self._next(_TITLE_POINTS)
        self._applicant(*line().split())
        for _ in range(2):
            label = line()
            self._wide(label, self._field(label))
        for _ in range(2):
            left, right = line(), line()
            self._pair(left, self._field(left), right, self._field(right))
        label, unit, right = line(), line(), line()
        self._pair(label, self._amount(label, unit), right, self._field(right))
        label, right = line(), line()
        self._pair(label, self._staff(), right, self._field(right))
        label, choice = f"{line()}\n{line()}", line()
        self._wide(label, self._build_modes(label.partition("\n")[0], choice.split()))
        label = f"{line()}\n{line()}"
        services = [word for _ in range(4) for word in line().split()]
        self._wide(label, self._services(services), points=_SERVICES_POINTS, size=_SERVICES_SIZE)
        for _ in range(2):
            self._opinion(line(), line(), line())
        return self._row - 1

    def _applicant(self, unit: str, day: str) -> None:
        given = self._expression(text(unit, _or_nothing(Cell("applicant.name"))))
        self._write(_LABEL, _VALUE, given, {"text_wrap": True})
        filed_on = self._day("applicant.filed_on")
        dated = _Shown(f'"{day}"&{filed_on.formula}', day + filed_on.value)
        self._write(_LABEL_2, _VALUE_2, dated, {})
        self._next(_APPLICANT_POINTS)

    def _wide(
        self, label: str, value: _Shown, *, points: float = _ROW_POINTS, size: float = _BODY_SIZE
    ) -> None:
        """Write one label and its value over the rest of the row."""
        self._fixed(_LABEL, _LABEL, label, _BOXED | _CENTERED)
        self._write(_VALUE, _VALUE_2, value, {**_BOXED, "indent": 1, "font_size": size})
        self._next(points)

    def _pair(self, left: str, first: _Shown, right: str, second: _Shown) -> None:
        """Write two labels with their values in one row."""
        for column, label, value in ((_LABEL, left, first), (_LABEL_2, right, second)):
            self._fixed(column, column, label, _BOXED | _CENTERED)
            self._write(column + 1, column + 1, value, _BOXED | _CENTERED)
        self._next(_ROW_POINTS)

    def _opinion(self, whose: str, seal: str, day: str) -> None:
        """Draw a box with room for a seal."""
        edges: tuple[Properties, ...] = ({"top": 1}, {}, {}, {"bottom": 1})
        words = ((whose, ""), ("", ""), ("", seal), ("", day))
        for points, edge, (left, right) in zip(_BOX_POINTS, edges, words, strict=True):
            self._fixed(_LABEL, _VALUE, left, {"left": 1, "indent": 1, **edge})
            self._fixed(_LABEL_2, _VALUE_2, right, {"right": 1, **_CENTERED, **edge})
            self._next(points)

    def _field(self, label: str) -> _Shown:
        """Show the field with this label; nothing while it is blank."""
        field = self._by_label[label]
        cell = _cell(field)
        if field.kind is Kind.DAY:
            return self._day(cell.address)
        if field.kind.numeric:
            figure = text(Shown(cell, field.decimals), field.unit)
            return self._expression(choose((Blank(cell), ""), otherwise=figure))
        return self._expression(_or_nothing(cell))

    def _amount(self, label: str, unit: str) -> _Shown:
        """Show an amount before the unit that the annex prints."""
        cell = _cell(self._by_label[label])
        figure = Shown(cell, self._by_label[label].decimals)
        given = choose((Blank(cell), _BLANK_AMOUNT), otherwise=text(figure, _GAP))
        return self._expression(text(given, unit))

    def _staff(self) -> _Shown:
        """Show both numbers in the one cell the annex has for them."""
        full, part = (Cell(f"{PARK.key}.{key}", numeric=True) for key in _STAFF)
        both_given = text("专职", Shown(full), "人、兼职", Shown(part), "人")
        return self._expression(choose((both(Blank(full), Blank(part)), ""), otherwise=both_given))

    def _build_modes(self, label: str, modes: list[str]) -> _Shown:
        cell = _cell(self._by_label[label])
        parts: list[Expr | str] = []
        for mode in modes:
            parts += [_WIDE_GAP if parts else "", _tick(cell, equals(cell, mode)), mode]
        return self._expression(text(*parts))

    def _services(self, services: list[str]) -> _Shown:
        keys = {name: key for key, name in ANNEX_SERVICES}
        field = self._page.layout.form.field("services.offered")
        yes = Const(given=True, word=yes_word(field))
        lines = []
        for first in range(0, len(services), _SERVICES_A_LINE):
            parts: list[Expr | str] = []
            for name in services[first : first + _SERVICES_A_LINE]:
                cell = Cell(f"services.{keys[name]}.offered")
                offered = _tick(cell, Compare(cell, "=", yes))
                parts += [_GAP if parts else "", offered, name]
            lines.append(self._expression(text(*parts)))
        formula = "&CHAR(10)&".join(line.formula for line in lines)
        return _Shown(formula, "\n".join(line.value for line in lines))

    def _day(self, address: str) -> _Shown:
        name = name_of(address)
        given = Not(Blank(Cell(address, numeric=True, day=True))).excel(self._page.kit.names)
        formula = f'IF({given},TEXT({name},"{WRITTEN_DAY}"),"")'
        return _Shown(formula, shown(self._page.kit.evaluation.cell(address)))

    def _expression(self, expr: Expr) -> _Shown:
        kit = self._page.kit
        return _Shown(expr.excel(kit.names), kit.evaluation.text(expr))

    def _fixed(self, first: int, last: int, words: str, look: Properties) -> None:
        form = self._merged(first, last, look)
        self._page.sheet.write_string(self._row, first, words, form)

    def _write(self, first: int, last: int, given: _Shown, look: Properties) -> None:
        form = self._merged(first, last, look)
        value = cached(given.value)
        self._page.sheet.write_formula(self._row, first, f"={given.formula}", form, value)

    def _merged(self, first: int, last: int, look: Properties) -> Format:
        """Join the cells of this row and give their format."""
        form = self._page.styles.own(_CHINESE | _BODY | look)
        if last > first:
            self._page.sheet.merge_range(self._row, first, self._row, last, "", form)
        return form

    def _next(self, points: float) -> None:
        """Set the row's height and go to the row below."""
        self._page.sheet.set_row(self._row, points)
        self._row += 1


def _cell(field: Field) -> Cell:
    return Cell(f"{PARK.key}.{field.key}", numeric=field.kind.numeric)


def _or_nothing(cell: Cell) -> Expr:
    """Show words, and nothing where there are none: a reference to a blank cell would show 0."""
    return choose((Blank(cell), ""), otherwise=cell)


def _tick(cell: Cell, holds: Expr) -> Expr:
    """Tick what holds of a cell; an error in it holds nothing, and stays out of the line."""
    return choose((Blank(cell), _UNTICKED), (holds, _TICKED), otherwise=_UNTICKED)
