"""Write the returned copy: the submitted file itself, with marks, notes and a sheet of findings.

Nothing is re-saved. The parts that must change are patched and every other part keeps its bytes:
a submission re-saved by openpyxl would lose the button's controls, the newer validations and the
cached values. A digital signature over the file no longer holds, as after any change.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from workbook.annotate_boxes import Blocks, Boxes
from workbook.annotate_cells import Cells
from workbook.annotate_findings import FindingsSheet, free_name, names_of
from workbook.annotate_marks import COLOURS, GRAVITY, FindingRow, Mark
from workbook.annotate_notes import Notes
from workbook.annotate_package import Package
from workbook.annotate_styles import Styles
from workbook.annotate_xml import DECLARATION, insert_before, namespace, number, serialise
from workbook.errors import DamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

__all__ = ["FindingRow", "Mark", "annotate"]

SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
AFTER_DEFINED_NAMES = (
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)


def annotate(
    original: bytes, marks: Sequence[Mark], findings: Sequence[FindingRow], *, title: str
) -> bytes:
    """Return `original` (.xlsx or .xlsm) with its cells marked and the findings as last sheet.

    Fills and notes go to the top-left cell where cells are merged. The same input gives the same
    bytes. The file must have passed the gate.
    Raises KeyError for a mark on a worksheet that the file lacks, UnreadableFileError for a
    file whose parts do not fit together.
    """
    package = Package(original)
    book = package.edit(package.workbook)
    uri = namespace(book)
    styles = Styles(_styles_root(package, uri))
    sheets = _worksheets(package, book)
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[sheets[mark.sheet]].append(mark)
    blocks = Blocks(package.drawings())
    for part, own in by_sheet.items():
        _mark_sheet(package, part, own, styles, blocks)
    table = FindingsSheet(uri, styles).build(title, findings, sheets)
    _append_sheet(package, book, table, len(findings))
    return package.to_bytes()


def _mark_sheet(
    package: Package, part: str, marks: Sequence[Mark], styles: Styles, blocks: Blocks
) -> None:
    cells = Cells(package.edit(part))
    notes = Notes(package, part, namespace(cells.root), Boxes(package, part, cells, blocks))
    by_cell: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        by_cell[cells.shown_at(mark.row, mark.column)].append(mark)
    for (row, column), own in by_cell.items():
        gravest = min((mark.level for mark in own), key=GRAVITY.index)
        cell, base = cells.format(row, column)
        cell.set("s", str(styles.tinted(base, COLOURS[gravest])))
        notes.write(row, column, [mark.text for mark in own])


def _append_sheet(package: Package, book: _Element, table: _Element, findings: int) -> None:
    """Make `table` the last worksheet, so that the numbers of the others stay valid."""
    uri = namespace(book)
    listed = book.find(f"{{{uri}}}sheets")
    if listed is None:
        raise DamagedError("没有工作表清单")
    others = listed.findall(f"{{{uri}}}sheet")
    name = free_name([sheet.get("name", "") for sheet in others])
    part = package.create(
        "xl/worksheets/sheet{}.xml",
        serialise(table, declared=True),
        f"{SPREADSHEET_TYPE}.worksheet+xml",
    )
    sheet = etree.SubElement(listed, f"{{{uri}}}sheet", name=name)
    sheet.set("sheetId", f"{max(number(own, 'sheetId') for own in others) + 1:.0f}")
    sheet.set(f"{{{package.office}}}id", package.relate(package.workbook, part, "worksheet"))
    names = book.find(f"{{{uri}}}definedNames")
    if names is None:
        names = etree.Element(f"{{{uri}}}definedNames")
        insert_before(book, names, AFTER_DEFINED_NAMES)
    for key, value in names_of(name, findings).items():
        added = etree.SubElement(names, f"{{{uri}}}definedName", name=key)
        added.set("localSheetId", str(len(others)))
        if key == "_xlnm._FilterDatabase":
            added.set("hidden", "1")
        added.text = value


def _worksheets(package: Package, book: _Element) -> dict[str, str]:
    """Return name → part of the worksheets, in their order; chart sheets have no cells."""
    parts = package.relations(package.workbook, "worksheet")
    identity = f"{{{package.office}}}id"
    listed = book.iterfind(f"{{{namespace(book)}}}sheets/{{{namespace(book)}}}sheet")
    named = ((sheet.get("name", ""), sheet.get(identity, "")) for sheet in listed)
    return {name: parts[relation] for name, relation in named if relation in parts}


def _styles_root(package: Package, uri: str) -> _Element:
    part = package.related(package.workbook, "styles")
    if part is None:
        empty = DECLARATION + f'<styleSheet xmlns="{uri}"/>'.encode()
        # Some programs look for the styles under this name whatever the relations say.
        pattern = "xl/styles{}.xml" if "xl/styles.xml" in package else "xl/styles.xml"
        part = package.create(pattern, empty, f"{SPREADSHEET_TYPE}.styles+xml")
        package.relate(package.workbook, part, "styles")
    return package.edit(part)
