"""Rewrite the cells of a sheet into the one form that is scanned, leaving far-off strays out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from workbook.addresses import a1, column_number
from workbook.errors import DamagedError, HostileError, TooLargeError
from workbook.raw import COLUMNS, ROWS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    from workbook.raw import Address

# Values are read into a full rectangle, so two cells far apart cost all the cells between.
MAX_AREA = 20_000_000  # cells: about 640 MB while the sheet is read
ROW_GAP = 10_000  # empty rows before a cell that nobody meant to fill in
COLUMN_GAP = 4_000  # empty columns; hidden lists do stand at 1,400
MAX_STRAYS = 100  # more of them are data, and data is not dropped

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_KEPT = {"row": ("hidden",), "c": ("s", "t", "vm"), "f": ("t", "ref", "si")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    xml: str


def canonical(root: _Element) -> tuple[bytes, tuple[Address, ...]]:
    """Return the sheet's cells that hold anything, written anew, and the strays left out.

    Raises DamagedError, HostileError for a cell outside the grid, TooLargeError.
    """
    lines = list(_lines(root))
    cells = [cell for _, _, line in lines for cell in line]
    last_row = edge({cell.row for cell in cells}, ROW_GAP)
    last_column = edge({cell.column for cell in cells}, COLUMN_GAP)
    strays = {
        (cell.row, cell.column)
        for cell in cells
        if cell.row > last_row or cell.column > last_column
    }
    if len(strays) > MAX_STRAYS:
        strays = set()
    kept = [cell for cell in cells if (cell.row, cell.column) not in strays]
    if area({cell.row for cell in kept}, {cell.column for cell in kept}) > MAX_AREA:
        raise TooLargeError("内容散布得太远")
    written = ["<sheetData>"]
    for row, hidden, line in lines:
        mark = ' hidden="1"' if hidden else ""
        inner = "".join(cell.xml for cell in line if (cell.row, cell.column) not in strays)
        written.append(f'<row r="{row + 1}"{mark}>{inner}</row>')
    written.append("</sheetData>")
    return "".join(written).encode(), tuple(sorted(strays))


def edge(used: Collection[int], gap: int) -> int:
    """Return the last used row (or column) that is not beyond a gap of that many empty ones."""
    last = -1
    for number in sorted(used):
        if number - last > gap:
            break
        last = number
    return last


def area(rows: Collection[int], columns: Collection[int]) -> int:
    """Return the cells in the smallest rectangle around these rows and columns."""
    if not rows or not columns:
        return 0
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _lines(root: _Element) -> Iterator[tuple[int, bool, list[_Cell]]]:
    """Yield each row's number, whether it is hidden, and its cells that hold anything.

    A row or cell without an address follows the one before it.
    """
    row = -1
    for line in root.iterfind("{*}sheetData/{*}row"):
        row = _number(line.get("r", ""), row + 1)
        cells: list[_Cell] = []
        column = -1
        for element in line.iterfind("{*}c"):
            place = (row, column + 1)
            if "r" in element.attrib:
                match = _REFERENCE.fullmatch(element.get("r", ""))
                if match is None:
                    raise DamagedError("单元格位置有误")
                place = (int(match[2]) - 1, column_number(match[1]))
            if not (0 <= place[0] < ROWS and 0 <= place[1] < COLUMNS):
                raise HostileError("单元格位置超出表格范围")
            column = place[1]
            if xml := _content(element):
                cells.append(_Cell(*place, f'<c r="{a1(*place)}"{_attributes(element)}>{xml}</c>'))
        yield row, line.get("hidden") in _TRUE, cells


def _number(digits: str, default: int) -> int:
    """Return a row number of the file counted from 0."""
    if not digits:
        return default
    if not re.fullmatch(r"[0-9]{1,7}", digits) or not 1 <= int(digits) <= ROWS:
        raise HostileError("行号超出表格范围")
    return int(digits) - 1


def _content(cell: _Element) -> str:
    """Write what a cell holds: its formula, value or inline text; nothing for a blank cell."""
    written = []
    for element in cell:
        kind = etree.QName(element).localname
        text = element.text or ""
        if kind == "f":
            written.append(f"<f{_attributes(element)}>{_escape(text)}</f>")
        elif kind == "v" and (text or cell.get("t") == "str"):
            written.append(f"<v>{_escape(text)}</v>")
        elif kind == "is":
            runs = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
            text = "".join(map(_run, runs))
            written.append(f'<is><t xml:space="preserve">{_escape(text)}</t></is>')
    return "".join(written)


def _run(text: _Element) -> str:
    """Return a run of text; blanks around it count only where the file says so."""
    kept = text.get(_SPACE) == "preserve"
    return (text.text or "") if kept else (text.text or "").strip(" \t\r\n")


def _attributes(element: _Element) -> str:
    """Write the attributes that are looked at."""
    kept = _KEPT[etree.QName(element).localname]
    return "".join(
        f' {key}="{_escape(element.get(key, ""))}"' for key in kept if key in element.attrib
    )


def _escape(text: str) -> str:
    """Write text so that it stands in an element or in double quotes."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return text
