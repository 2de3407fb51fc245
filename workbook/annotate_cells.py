"""Find, and where needed create, the cells of one worksheet's XML."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from workbook.addresses import a1, column_number
from workbook.annotate_xml import namespace, number
from workbook.errors import DamagedError

if TYPE_CHECKING:
    from lxml.etree import _Element

TRUE = ("1", "true")
DEFAULT_COLUMN = 8.43 + 5 / 7  # characters, with the margins that a stored width includes
DEFAULT_ROW = 15.0  # points
PIXELS_A_CHARACTER = 7
PIXELS_A_POINT = 4 / 3

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Span(NamedTuple):
    """The columns min..max (1-based), as the sheet describes them together."""

    first: float
    last: float
    element: _Element


def position(name: str) -> tuple[int, int]:
    """Return the 0-based (row, column) of an A1 name."""
    match = _REFERENCE.fullmatch(name)
    if match is None:
        raise DamagedError(f"内部单元格名有误：{name}")
    return int(match[2]) - 1, column_number(match[1])


class Cells:
    """The cells of one worksheet, by 0-based row and column."""

    def __init__(self, root: _Element) -> None:
        """Take the root of the worksheet part."""
        self.root = root
        self._uri = f"{{{namespace(root)}}}"
        data = root.find(f"{self._uri}sheetData")
        if data is None:
            raise DamagedError("工作表没有内容部分")
        self._data = data
        self._rows: dict[int, _Element] = {}
        reached = 0
        for row in data.iterchildren(f"{self._uri}row"):
            reached = int(number(row, "r", reached + 1))  # without one it follows the row before
            self._rows.setdefault(reached, row)
        self._numbers = sorted(self._rows)

    def shown_at(self, row: int, column: int) -> tuple[int, int]:
        """Return the cell that shows this one: the top-left of its merged range, or itself."""
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def format(self, row: int, column: int) -> tuple[_Element, int]:
        """Return a cell, created if there was none, and the number of its format."""
        owner = self._row(row)
        reached = 0
        for cell in owner.iterchildren(f"{self._uri}c"):
            name = cell.get("r")
            reached = position(name)[1] + 1 if name else reached + 1
            if reached == column + 1:
                return cell, int(number(cell, "s"))
            if reached > column + 1:
                return self._create(owner, row, column, before=cell)
        return self._create(owner, row, column)

    def height(self, row: int) -> float:
        """Return the height of a row in pixels."""
        element = self._rows.get(row + 1)
        if element is not None and element.get("hidden") in TRUE:
            return 0
        usual = number(self._usual, "defaultRowHeight", DEFAULT_ROW)
        return number(element, "ht", usual) * PIXELS_A_POINT

    def width(self, column: int) -> float:
        """Return the width of a column in pixels."""
        element = self._column(column)
        if element is not None and element.get("hidden") in TRUE:
            return 0
        usual = number(self._usual, "defaultColWidth", DEFAULT_COLUMN)
        return number(element, "width", usual) * PIXELS_A_CHARACTER

    def _row(self, row: int) -> _Element:
        ordinal = row + 1
        if ordinal not in self._rows:
            created = etree.Element(f"{self._uri}row", {"r": str(ordinal)})
            following = bisect_right(self._numbers, ordinal)
            if following < len(self._numbers):
                self._rows[self._numbers[following]].addprevious(created)
            else:
                self._data.append(created)
            self._rows[ordinal] = created
            insort(self._numbers, ordinal)
        return self._rows[ordinal]

    def _create(
        self, owner: _Element, row: int, column: int, before: _Element | None = None
    ) -> tuple[_Element, int]:
        cell = etree.Element(f"{self._uri}c", {"r": a1(row, column)})
        if before is None:
            cells = owner.findall(f"{self._uri}c")
            owner.insert(owner.index(cells[-1]) + 1 if cells else 0, cell)
        else:
            before.addprevious(cell)
        if "spans" in owner.attrib:
            del owner.attrib["spans"]  # an optional hint, which may no longer be true
        if owner.get("customFormat") in TRUE:
            return cell, int(number(owner, "s"))
        return cell, int(number(self._column(column), "style"))

    def _column(self, column: int) -> _Element | None:
        found = (own for own in self._columns if own.first <= column + 1 <= own.last)
        return next((own.element for own in found), None)

    @cached_property
    def _columns(self) -> list[Span]:
        elements = self.root.iterfind(f"{self._uri}cols/{self._uri}col")
        return [Span(number(own, "min"), number(own, "max"), own) for own in elements]

    @cached_property
    def _merged(self) -> list[tuple[int, int, int, int]]:
        ranges = []
        for element in self.root.iterfind(f"{self._uri}mergeCells/{self._uri}mergeCell"):
            first, _, last = element.get("ref", "").partition(":")
            ranges.append((*position(first), *position(last or first)))
        return ranges

    @cached_property
    def _usual(self) -> _Element | None:
        return self.root.find(f"{self._uri}sheetFormatPr")
