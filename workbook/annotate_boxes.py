"""Draw the boxes of a worksheet's notes in its VML drawing, beside what is drawn there."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from lxml import etree

from workbook.annotate_xml import insert_before, lines, namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from workbook.annotate_cells import Cells
    from workbook.annotate_package import Package

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)

VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri[1:-1]}"' for prefix, uri in (("v", VML), ("o", OFFICE), ("x", EXCEL))
)
LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout>'
NOTE_TYPE = "_x0000_t202"
SHAPE_TYPE = (
    f'<v:shapetype id="{NOTE_TYPE}" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    f'<v:shape id="_x0000_s{{identity}}" type="#{NOTE_TYPE}" style="position:absolute;'
    'margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
ANCHOR_NUMBERS = 8  # left column, offset, top row, offset, right column, offset, bottom row, offset

# In pixels; a box is wide enough for twenty Chinese characters a line.
BOX_WIDTH, BOX_LIMIT, BOX_MARGIN = 264, 640, 14
LINE_HEIGHT, UNITS_A_LINE = 16, 40
PIXELS_A_POINT = 4 / 3

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
IDS_A_BLOCK = 1024
LONGEST_WALK = 400  # rows or columns under one box: hidden ones have no size, and may be endless

_ID_MAP = re.compile(rb"""idmap\b[^>]*?\bdata\s*=\s*["']([\d,\s]*)""")
_IDENTITY = re.compile(rb"_x0000_s(\d+)")


class Blocks:
    """The blocks of shape numbers of a workbook: each belongs to one drawing."""

    def __init__(self, drawings: Iterator[bytes]) -> None:
        """Read the blocks that the submitted drawings use."""
        lists = (found for data in drawings for found in _ID_MAP.findall(data))
        self._taken = {int(number) for found in lists for number in re.findall(rb"\d+", found)}

    def take(self) -> int:
        """Return a block that no drawing has."""
        block = max(self._taken, default=0) + 1
        self._taken.add(block)
        return block


class Boxes:
    """The note boxes of one worksheet; its other shapes (form buttons…) are left alone."""

    def __init__(self, package: Package, sheet: str, cells: Cells, blocks: Blocks) -> None:
        """Open the drawing of the worksheet part `sheet`, or create it where there is none."""
        self._cells = cells
        self._blocks = blocks
        self._root = _drawing(package, sheet, cells.root)
        self._boxes = {place: data for data, place in self._notes()}
        if self._root.find(f"{VML}shapetype[@id='{NOTE_TYPE}']") is None:
            self._root.append(_vml(SHAPE_TYPE))
        self._identities = self._free_identities()

    def fit(self, row: int, column: int, text: str) -> None:
        """Give the note of a cell a box that shows the whole text."""
        height = _height(text)
        data = self._boxes.get((row, column))
        if data is None:
            shape = _vml(
                SHAPE.format(
                    identity=next(self._identities),
                    width=BOX_WIDTH / PIXELS_A_POINT,
                    height=height / PIXELS_A_POINT,
                    anchor=self._anchor(row, column, height),
                    row=row,
                    column=column,
                )
            )
            self._root.append(shape)
            self._boxes[row, column] = shape[-1]
            return
        anchor = data.find(f"{EXCEL}Anchor")
        if anchor is None:
            anchor = etree.SubElement(data, f"{EXCEL}Anchor")
        anchor.text = self._lengthened(anchor.text or "", height) or self._anchor(
            row, column, height
        )

    def _anchor(self, row: int, column: int, height: float) -> str:
        """Return the place of a new box: beside its cell, a little above."""
        left = _walk(self._cells.width, min(column + 1, LAST_COLUMN - 4), 15, LAST_COLUMN)
        top = _walk(self._cells.height, max(row - 1, 0), 10 if row else 2, LAST_ROW)
        right = _walk(self._cells.width, left[0], left[1] + BOX_WIDTH, LAST_COLUMN)
        bottom = _walk(self._cells.height, top[0], top[1] + height, LAST_ROW)
        return ", ".join(str(number) for number in (*left, *top, *right, *bottom))

    def _lengthened(self, anchor: str, height: float) -> str | None:
        """Return the place of a box made as high as its text needs; None if it has no place."""
        numbers = [int(found) for found in re.findall(r"-?\d+", anchor)]
        if len(numbers) != ANCHOR_NUMBERS:
            return None
        bottom = _walk(self._cells.height, numbers[2], numbers[3] + height, LAST_ROW)
        numbers[6:] = max(tuple(numbers[6:]), bottom)
        return ", ".join(str(number) for number in numbers)

    def _notes(self) -> Iterator[tuple[_Element, tuple[int, int]]]:
        for data in self._root.iter(f"{EXCEL}ClientData"):
            row, column = (
                data.findtext(f"{EXCEL}{name}", "").strip() for name in ("Row", "Column")
            )
            if data.get("ObjectType") == "Note" and row.isdecimal() and column.isdecimal():
                yield data, (int(row), int(column))

    def _free_identities(self) -> Iterator[int]:
        used = {int(number) for number in _IDENTITY.findall(etree.tostring(self._root))}
        numbers = self._root.find(f".//{OFFICE}idmap")
        if numbers is None:
            layout = _vml(LAYOUT)
            self._root.insert(0, layout)
            numbers = layout[0]
        own = [int(number) for number in re.findall(r"\d+", numbers.get("data", ""))]
        for block in chain(own, iter(self._blocks.take, None)):
            if block not in own:
                own.append(block)
                numbers.set("data", ",".join(str(number) for number in own))
            start = block * IDS_A_BLOCK
            yield from (n for n in range(start + 1, start + IDS_A_BLOCK) if n not in used)


def _drawing(package: Package, sheet: str, root: _Element) -> _Element:
    """Return the root of a worksheet's VML drawing, linked from the worksheet."""
    identity = f"{{{package.office}}}id"
    link = f"{{{namespace(root)}}}legacyDrawing"
    element = root.find(link)
    if element is None:
        element = etree.Element(link)
        insert_before(root, element, AFTER_LEGACY_DRAWING)
    part = package.relations(sheet, "vmlDrawing").get(element.get(identity, ""))
    if part is None or part not in package:
        empty = f"<xml {NAMESPACES}/>".encode()
        part = package.create("xl/drawings/vmlDrawing{}.vml", empty, DRAWING_TYPE)
        element.set(identity, package.relate(sheet, part, "vmlDrawing"))
    return package.edit(part)


def _vml(xml: str) -> _Element:
    return etree.fromstring(f"<xml {NAMESPACES}>{xml}</xml>")[0]


def _walk(size: Callable[[int], float], index: int, rest: float, last: int) -> tuple[int, int]:
    """Return the row or column, and the pixels into it, that lie `rest` pixels on."""
    for _ in range(LONGEST_WALK):
        if rest < size(index) or index == last:
            break
        rest -= size(index)
        index += 1
    return index, int(min(rest, size(index)))


def _height(text: str) -> float:
    """Return the height in pixels of a box that shows `text`, up to what a screen shows."""
    return min(lines(text, UNITS_A_LINE) * LINE_HEIGHT + BOX_MARGIN, BOX_LIMIT)
