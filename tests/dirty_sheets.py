"""Change the shape of a sheet: merge, hide, insert; see tests/dirty.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dirty import BOOK, MAIN, Change, Parts, cell_at, emptied, letters_of, number_of, row_at
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_REFERENCE = re.compile(
    r"(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?"
    r"(?P<area>\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)(?![\w(.])"
)
_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_FORMULAS = ("f", "formula", "formula1", "formula2")
# What may stand between the cells and the merges, by the file format.
_BEFORE_MERGES = ("autoFilter", "protectedRanges", "sheetProtection", "sheetData")


def merged(sheet: str, area: str) -> Change:
    """Merge cells: only the first keeps what it holds."""

    def apply(parts: Parts) -> None:
        page = parts.sheet(sheet)
        merges = page.find(f"{{{MAIN}}}mergeCells")
        if merges is None:
            merges = etree.Element(f"{{{MAIN}}}mergeCells")
            places = (page.find(f"{{{MAIN}}}{tag}") for tag in _BEFORE_MERGES)
            next(place for place in places if place is not None).addnext(merges)
        etree.SubElement(merges, f"{{{MAIN}}}mergeCell", ref=area)
        merges.set("count", str(len(merges)))
        for covered in list(_cells_of(area))[1:]:
            emptied(cell_at(page, covered))

    return Change(apply)


def _cells_of(area: str) -> Iterator[str]:
    first, last = (_CORNER.fullmatch(corner) for corner in area.split(":"))
    assert first
    assert last
    for row in range(int(first[4]), int(last[4]) + 1):
        for column in range(number_of(first[2]), number_of(last[2]) + 1):
            yield f"{letters_of(column)}{row}"


def hidden_rows(sheet: str, *rows: int) -> Change:
    """Hide rows, as a filter does."""

    def apply(parts: Parts) -> None:
        for row in rows:
            row_at(parts.sheet(sheet), row).set("hidden", "1")

    return Change(apply)


def lying_dimension(sheet: str, area: str) -> Change:
    """Say that the sheet holds other cells than it does."""

    def apply(parts: Parts) -> None:
        dimension = parts.sheet(sheet).find(f"{{{MAIN}}}dimension")
        assert dimension is not None
        dimension.set("ref", area)

    return Change(apply)


def without_validations(sheet: str) -> Change:
    """Drop the dropdowns and limits, as pasting over them does."""

    def apply(parts: Parts) -> None:
        page = parts.sheet(sheet)
        found = page.findall(f"{{{MAIN}}}dataValidations")
        assert found
        for each in found:
            page.remove(each)

    return Change(apply)


# -- inserting ------------------------------------------------------------------------------------


def inserted_rows(sheet: str, before: int, count: int = 1) -> Change:
    """Insert empty rows; whatever refers to what moves down follows, as in a spreadsheet program.

    The new rows hold no formulas.
    """
    return Change(lambda parts: _insert(parts, sheet, _Shift(before, count, rows=True)))


def inserted_columns(sheet: str, before: str, count: int = 1) -> Change:
    """Insert empty columns; whatever refers to what moves right follows."""
    return Change(lambda parts: _insert(parts, sheet, _Shift(number_of(before), count, rows=False)))


class _Shift:
    """Move what stands at or behind a row (or column) by some rows (or columns)."""

    def __init__(self, before: int, count: int, *, rows: bool) -> None:
        self.before, self.count, self.rows = before, count, rows

    def line(self, number: int) -> int:
        return number + self.count if number >= self.before else number

    def area(self, area: str) -> str:
        return _CORNER.sub(self._corner, area)

    def _corner(self, match: re.Match[str]) -> str:
        fixed, letters, fixed_row, row = match.groups()
        if self.rows:
            row = str(self.line(int(row)))
        else:
            letters = letters_of(self.line(number_of(letters)))
        return f"{fixed}{letters}{fixed_row}{row}"

    def formula(self, words: str, sheet: str, *, own: bool) -> str:
        """Shift the references to a sheet in a formula; `own` where the formula stands on it."""

        def shifted(match: re.Match[str]) -> str:
            if match["text"] is not None:
                return match[0]
            of = (match["sheet"] or "").rstrip("!").strip("'")
            if of != sheet and (of or not own):
                return match[0]
            return (match["sheet"] or "") + self.area(match["area"])

        return _REFERENCE.sub(shifted, words)


def _insert(parts: Parts, sheet: str, shift: _Shift) -> None:
    page = parts.sheet(sheet)
    _move_lines(page, shift)
    for element in page.iter():
        for name in ("ref", "sqref", "activeCell", "topLeftCell"):
            if name in element.attrib:
                element.set(name, shift.area(element.get(name, "")))
    for title in parts.sheet_names():
        for tag in _FORMULAS:
            for found in parts.sheet(title).iter(f"{{{MAIN}}}{tag}"):
                found.text = shift.formula(found.text or "", sheet, own=title == sheet)
    for named in parts.tree(BOOK).iter(f"{{{MAIN}}}definedName"):
        named.text = shift.formula(named.text or "", sheet, own=False)


def _move_lines(page: _Element, shift: _Shift) -> None:
    """Move the rows, or the columns' widths, and the cells."""
    for row in page.iter(f"{{{MAIN}}}row"):
        row.attrib.pop("spans", "")
        if shift.rows:
            row.set("r", str(shift.line(int(row.get("r", "0")))))
        for cell in row:
            cell.set("r", shift.area(cell.get("r", "")))
    for column in () if shift.rows else page.iter(f"{{{MAIN}}}col"):
        for edge in ("min", "max"):
            column.set(edge, str(shift.line(int(column.get(edge, "0")))))
