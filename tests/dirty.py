"""Dirty a workbook as people and programs do: each change takes a workbook and gives another.

Changes patch the XML of the parts they name and keep the rest; `dirtied(data, *changes)` makes
several after another. Cells are named as people name them (`"E5"`). Formulas keep the results they
had, as in a file that nobody has calculated since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import reduce
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK, LINKS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
GENERAL, DATE, TEXT = 0, 14, 49  # number formats that every spreadsheet program knows by number

_DAY_ZERO = date(1899, 12, 30)
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


class Parts:
    """An unpacked workbook; parts that were looked at as XML are written anew."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.raw = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, _Element] = {}

    def tree(self, name: str) -> _Element:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.raw[name])
        return self._trees[name]

    def sheet_names(self) -> list[str]:
        return [str(element.get("name")) for element in self._sheet_elements()]

    def sheet(self, title: str) -> _Element:
        return self.tree(self.part_of(title))

    def part_of(self, title: str) -> str:
        """Name the part that holds a sheet."""
        identity = self.element_of(title).get(f"{{{OFFICE}}}id")
        target = next(
            link.get("Target", "") for link in self.tree(LINKS) if link.get("Id") == identity
        )
        return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    def element_of(self, title: str) -> _Element:
        return next(e for e in self._sheet_elements() if e.get("name") == title)

    def _sheet_elements(self) -> list[_Element]:
        return self.tree(BOOK).findall(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")

    def defined(self, name: str) -> _Element:
        """Find a defined name."""
        names = self.tree(BOOK).iter(f"{{{MAIN}}}definedName")
        return next(element for element in names if element.get("name") == name)

    def linked(self, kind: str, target: str, mode: str = "Internal") -> str:
        """Point from the workbook at a part; give the relation's id."""
        links = self.tree(LINKS)
        identity = f"rIdAdded{len(links)}"
        etree.SubElement(
            links,
            f"{{{PACKAGE}}}Relationship",
            Id=identity,
            Type=f"{OFFICE}/{kind}",
            Target=target,
            TargetMode=mode,
        )
        return identity

    def packed(self) -> bytes:
        trees = {
            name: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, tree in self._trees.items()
        }
        into = BytesIO()
        with ZipFile(into, "w") as archive:
            for name, part in {**self.raw, **trees}.items():
                archive.writestr(name, part)
        return into.getvalue()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to a workbook: call it with a workbook to get the other."""

    apply: Callable[[Parts], object]

    def __call__(self, data: bytes) -> bytes:
        return dirtied(data, self)


def together(*changes: Change) -> Change:
    """Take several changes as one."""

    def apply(parts: Parts) -> None:
        for each in changes:
            each.apply(parts)

    return Change(apply)


def dirtied(data: bytes, *changes: Change) -> bytes:
    """Make changes, one after another."""
    parts = Parts(data)
    together(*changes).apply(parts)
    return parts.packed()


# -- what stands in a cell ------------------------------------------------------------------------


def number_of(letters: str) -> int:
    """Count a column from 1."""
    return reduce(lambda so_far, letter: so_far * 26 + ord(letter) - 64, letters, 0)


def letters_of(number: int) -> str:
    """Write a column, counted from 1, as letters."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _place(cell: str) -> tuple[str, int]:
    match = _CELL.fullmatch(cell)
    assert match, cell
    return match[1], int(match[2])


def row_at(sheet: _Element, number: int) -> _Element:
    """Find a row, or put it where it belongs."""
    data = sheet.find(f"{{{MAIN}}}sheetData")
    assert data is not None
    for place, row in enumerate(data):
        if int(row.get("r", "0")) == number:
            return row
        if int(row.get("r", "0")) > number:
            new = etree.Element(f"{{{MAIN}}}row", r=str(number))
            data.insert(place, new)
            return new
    return etree.SubElement(data, f"{{{MAIN}}}row", r=str(number))


def cell_at(sheet: _Element, cell: str) -> _Element:
    """Find a cell, or put it where it belongs."""
    letters, number = _place(cell)
    row = row_at(sheet, number)
    row.attrib.pop("spans", "")
    for place, found in enumerate(row):
        other = _place(found.get("r", ""))[0]
        if other == letters:
            return found
        if number_of(other) > number_of(letters):
            new = etree.Element(f"{{{MAIN}}}c", r=cell)
            row.insert(place, new)
            return new
    return etree.SubElement(row, f"{{{MAIN}}}c", r=cell)


def emptied(cell: _Element) -> None:
    """Leave nothing of a cell but its style."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")


def _filled(sheet: str, cell: str, kind: str, *children: tuple[str, str]) -> Change:
    """Empty a cell but for its style, and put children into it."""

    def apply(parts: Parts) -> None:
        found = cell_at(parts.sheet(sheet), cell)
        emptied(found)
        if kind:
            found.set("t", kind)
        for tag, words in children:
            etree.SubElement(found, f"{{{MAIN}}}{tag}").text = words

    return Change(apply)


def text(sheet: str, cell: str, words: str) -> Change:
    """Type text, spaces and invisible characters and all."""

    def apply(parts: Parts) -> None:
        inline = etree.SubElement(cell_at(parts.sheet(sheet), cell), f"{{{MAIN}}}is")
        etree.SubElement(inline, f"{{{MAIN}}}t").text = words
        inline[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return together(_filled(sheet, cell, "inlineStr"), Change(apply))


def number(sheet: str, cell: str, value: float | str) -> Change:
    """Put a number; a string is written as it is (`4.4E+17`)."""
    return _filled(sheet, cell, "", ("v", str(value)))


def boolean(sheet: str, cell: str, *, value: bool) -> Change:
    """Put TRUE or FALSE."""
    return _filled(sheet, cell, "b", ("v", str(int(value))))


def error(sheet: str, cell: str, word: str = "#REF!") -> Change:
    """Put an error, as it comes in with pasted cells."""
    return _filled(sheet, cell, "e", ("v", word))


def day(sheet: str, cell: str, value: date) -> Change:
    """Put a date, as its serial number; whether it shows as one is up to the cell's format."""
    return number(sheet, cell, (value - _DAY_ZERO).days)


def formula(sheet: str, cell: str, words: str, result: float | str | None = None) -> Change:
    """Put a formula, with the result saved beside it or without one."""
    saved = () if result is None else (("v", str(result)),)
    kind = "str" if isinstance(result, str) else ""
    return _filled(sheet, cell, kind, ("f", words.removeprefix("=")), *saved)


def result(sheet: str, cell: str, value: float | str) -> Change:
    """Leave a formula as it is and change the result saved beside it."""

    def apply(parts: Parts) -> None:
        found = cell_at(parts.sheet(sheet), cell)
        kept = found.find(f"{{{MAIN}}}f")
        assert kept is not None, f"{sheet}!{cell} holds no formula"
        emptied(found)
        found.append(kept)
        if isinstance(value, str):
            found.set("t", "str")
        etree.SubElement(found, f"{{{MAIN}}}v").text = str(value)

    return Change(apply)


def without_results() -> Change:
    """Drop every saved result, as programs do that write formulas but cannot calculate."""

    def apply(parts: Parts) -> None:
        for title in parts.sheet_names():
            for kept in list(parts.sheet(title).iter(f"{{{MAIN}}}f")):
                cell = kept.getparent()
                assert cell is not None
                emptied(cell)
                cell.append(kept)

    return Change(apply)


def blank(sheet: str, *cells: str) -> Change:
    """Delete what stands in cells."""
    return together(*(_filled(sheet, cell, "") for cell in cells))


def formatted(sheet: str, cell: str, number_format: int) -> Change:
    """Give a cell a number format, as pasting with formats does."""

    def apply(parts: Parts) -> None:
        formats = parts.tree(STYLES).find(f"{{{MAIN}}}cellXfs")
        assert formats is not None
        style = etree.SubElement(
            formats, f"{{{MAIN}}}xf", numFmtId=str(number_format), applyNumberFormat="1"
        )
        cell_at(parts.sheet(sheet), cell).set("s", str(len(formats) - 1))
        style.set("xfId", "0")
        formats.set("count", str(len(formats)))

    return Change(apply)
