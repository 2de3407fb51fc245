"""Scan the XML of one worksheet for what its values do not say: formulas, errors, merges, rows.

Excel, WPS, LibreOffice, openpyxl and XlsxWriter all write cells in one form, `<c r="B2" …>`. That
form is scanned with regular expressions, several times faster than a tree; any other form is first
rewritten into it (workbook.canonical), so nothing is guessed from markup that only looks alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.addresses import column_number
from workbook.canonical import COLUMN_GAP, MAX_AREA, ROW_GAP, area, canonical, edge
from workbook.errors import HostileError
from workbook.package import parse
from workbook.raw import COLUMNS, ROW_MARK, ROWS, Formulas, Range
from workbook.shared_formula import shifted

if TYPE_CHECKING:
    from lxml.etree import _Element

    from workbook.raw import Address

MAX_MERGES = 50_000  # of one sheet

_NO_CELLS = re.compile(rb"<sheetData\s*/>")
_FIRST, _LAST = b"<sheetData>", b"</sheetData>"
# Signs of cells in another form (comments, prefixes, single quotes), by a byte that is rare in
# cells: looking for one byte is many times faster.
_OTHER_FORM = {
    b"!": (b"<!",),
    b"?": (b"<?",),
    b":": (b":c ", b":row "),
    b"'": (b" t='", b" s='", b" hidden='"),
}
# A cell or row far out, or in another form. Possessive: a near one is passed without a second try.
_FAR_CELL = re.compile(rb'<c(?! r="[A-Z]{1,2}+[1-9][0-9]{0,3}+"[ />])')
_FAR_ROW = re.compile(rb'<row(?! r="[1-9][0-9]{0,3}+"[ />])')
_ODD = re.compile(
    rb'<c(?! r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"[ />])|<row(?! r="[1-9][0-9]{0,6}+"[ />])'
)
_CELL_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_CELL_ROW = re.compile(rb'<c r="[A-Z]+([0-9]+)"')

_CELL = rb'<c r="([A-Z]++)([0-9]++)"'
_FORMULA = re.compile(
    _CELL + rb"([^>]*+)>\s*+<f(?=[\s/>])([^>]*?)(?:/>|>([^<]*+)</f>)"
    rb"\s*+(<v(?=[\s/>]))?(?:[^>]*>([^<]*+)</v>)?"
)
_ERROR = re.compile(
    _CELL + rb'(?=[^>]* t="e")[^>]*(?<!/)>(?:(?!</c>).)*?<v(?:\s[^>]*)?(?:/>|>([^<]*)</v>)',
    re.DOTALL,
)
_STYLED_NUMBER = re.compile(_CELL + rb' s="([0-9]++)"(?: t="n")?>\s*+<v(?=[\s>])')
_RICH_VALUE = re.compile(_CELL + rb'(?=[^>]* vm="([0-9]+)")')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"(?=[^>]* hidden="(?:1|true)")')
_SHARED_GROUP = re.compile(rb'\bsi="([0-9]+)"')
_MERGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# What formulas escape, `&` last so that nothing is unescaped twice; anything else goes to a parser.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_ENTITY = re.compile(rb"&(?!lt;|gt;|amp;|quot;|apos;)|\r")
_AS_WRITTEN, _MARK = b"&#", ROW_MARK.encode()
_DISPIMG = "DISPIMG("  # how WPS keeps a picture in a cell


@dataclass(frozen=True, slots=True)
class Scan:
    """Hold what one sheet's XML says; `data` is its cells in the one form."""

    data: bytes
    formulas: Formulas
    uncached: frozenset[Address]
    errors: dict[Address, str]
    texts: frozenset[Address]  # numbers in text-formatted cells
    pictures: frozenset[Address]
    hidden_rows: frozenset[int]
    merged: tuple[Range, ...]
    strays: tuple[Address, ...]


def scan(part: bytes, text_styles: frozenset[bytes], picture_values: frozenset[int]) -> Scan:
    """Scan a worksheet part; styles and rich values are given as the file numbers them.

    Raises DamagedError, HostileError or TooLargeError.
    """
    cells = _cells(part)
    strays: tuple[Address, ...] = ()
    if cells is None:
        root = parse(part)
        data, strays = canonical(root)
    else:
        root = parse(part[: cells.start] + part[cells.stop :])
        data = part[cells]
    formulas, uncached = _formulas(data)
    pictures = formulas.holding(_DISPIMG)
    if picture_values:
        pictures |= {
            _address(letters, digits)
            for letters, digits, value in _RICH_VALUE.findall(data)
            if int(value) in picture_values
        }
    errors = {}
    if b't="e"' in data:
        errors = {
            _address(letters, digits): _text(error)
            for letters, digits, error in _ERROR.findall(data)
        }
    return Scan(
        data,
        formulas,
        uncached,
        errors,
        frozenset(
            _address(letters, digits)
            for letters, digits, style in (_STYLED_NUMBER.findall(data) if text_styles else ())
            if style in text_styles
        ),
        frozenset(pictures),
        frozenset(int(digits) - 1 for digits in _HIDDEN_ROW.findall(data)),
        _merged(root),
        strays,
    )


def _cells(part: bytes) -> slice | None:
    """Return where the cells stand, if they are in the one form and not spread too far."""
    start, end = part.find(_FIRST), part.rfind(_LAST) + len(_LAST)
    if not 0 <= start < end:
        empty = _NO_CELLS.search(part)
        return slice(*empty.span()) if empty and b"<!" not in part else None
    data = part[start:end]
    if b"<!" in part[:start] or b"<!" in part[end:] or part.count(b"<?", 1, start):
        return None
    for byte, signs in _OTHER_FORM.items():
        if byte in data and any(sign in data for sign in signs):
            return None
    far = _FAR_CELL.search(data) or _FAR_ROW.search(data)
    if far and (_ODD.search(data) or _spread(data)):
        return None
    return slice(start, end)


def _spread(data: bytes) -> bool:
    """Tell whether cells stand too far apart, or outside the grid, if the blank ones count too."""
    rows = {int(digits) - 1 for digits in set(_CELL_ROW.findall(data))}
    columns = {column_number(letters.decode()) for letters in set(_CELL_COLUMN.findall(data))}
    last_row, last_column = max(rows, default=-1), max(columns, default=-1)
    return (
        area(rows, columns) > MAX_AREA
        or edge(rows, ROW_GAP) < last_row
        or edge(columns, COLUMN_GAP) < last_column
        or last_row >= ROWS
        or last_column >= COLUMNS
    )


def _formulas(data: bytes) -> tuple[Formulas, frozenset[Address]]:
    """Return the formulas, those of shared groups written out, and the cells without a value.

    A column of formulas differs in its row's number alone, so each is kept as a pattern, and only
    patterns are decoded.
    """
    found: dict[Address, int] = {}
    numbers: dict[bytes, int] = {}
    patterns: list[str] = []
    uncached = set()
    groups: dict[bytes, tuple[Address, str]] = {}

    def pattern(marked: bytes) -> int:
        number = numbers.get(marked)
        if number is None:
            number = numbers[marked] = len(patterns)
            patterns.append(f"={_text(marked)}")
        return number

    members: list[tuple[Address, bytes]] = []
    for letters, digits, cell, kind, formula, cached, value in _FORMULA.findall(data):
        address = _address(letters, digits)
        escaped = formula
        if _AS_WRITTEN in formula:  # a numbered character: the row's number may stand in it
            escaped = _escape(_text(formula))
        if b't="shared"' in kind and (group := _SHARED_GROUP.search(kind)):
            if escaped:
                groups[group[1]] = (address, _text(escaped))
            else:
                members.append((address, group[1]))
        found[address] = pattern(escaped.replace(digits, _MARK))
        # An empty value is a value only of a text formula.
        if not value and not (cached and b't="str"' in cell):
            uncached.add(address)
    for address, name in members:  # last, for rows stand in any order
        if name in groups:
            (row, column), first = groups[name]
            written = _escape(shifted(first, address[0] - row, address[1] - column))
            found[address] = pattern(written.replace(str(address[0] + 1).encode(), _MARK))
    return Formulas(found, tuple(patterns)), frozenset(uncached)


def _escape(text: str) -> bytes:
    """Write text as the parts of a formula that is scanned."""
    for entity, sign in reversed(_ENTITIES[:2] + _ENTITIES[-1:]):
        text = text.replace(sign, entity)
    return text.encode()


def _merged(root: _Element) -> tuple[Range, ...]:
    """Return the merged blocks of a sheet."""
    elements = root.findall("{*}mergeCells/{*}mergeCell")
    if len(elements) > MAX_MERGES:
        raise HostileError(f"合并单元格超过 {MAX_MERGES} 处")
    found = []
    for element in elements:
        if match := _MERGE.fullmatch(element.get("ref", "")):
            rows = sorted((int(match[2]) - 1, int(match[4]) - 1))
            columns = sorted((column_number(match[1]), column_number(match[3])))
            found.append(Range(rows[0], columns[0], rows[1], columns[1]))
    return tuple(found)


def _address(letters: bytes, digits: bytes) -> Address:
    return int(digits) - 1, column_number(letters.decode())


def _text(escaped: bytes) -> str:
    """Return the text of an element that holds nothing else."""
    if b"&" not in escaped and b"\r" not in escaped:
        return escaped.decode()
    if not _OTHER_ENTITY.search(escaped):
        text = escaped.decode()
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
        return text
    return parse(b"<t>" + escaped + b"</t>").text or ""
