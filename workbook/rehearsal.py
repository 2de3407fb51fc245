"""Rehearse reading on a small workbook of ours.

A forked process shares its parent's memory until it writes to it, and then copies page by page:
the first workbook a reader reads costs it some 4 ms more than the second. A reader that waits for
work rehearses meanwhile.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from workbook.compose import compose
from workbook.wire import pack

_ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45717</v></c></row>'
    '<row r="2" hidden="1"><c r="A2"><f>1&gt;0</f><v>1.5</v></c>'
    '<c r="B2" t="e"><v>#N/A</v></c></row>'
)
_PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="r" Type="/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="a"/></sheets>'
    "<definedNames><definedName name=\"n\">'表'!$A$1</definedName></definedNames></workbook>",
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    '<Relationship Id="a" Type="/worksheet" Target="sheet.xml"/>'
    '<Relationship Id="b" Type="/styles" Target="styles.xml"/>'
    '<Relationship Id="c" Type="/sharedStrings" Target="strings.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/strings.xml": "<sst><si><t>园区</t></si></sst>",
    "xl/sheet.xml": f"<worksheet><sheetData>{_ROWS}</sheetData>"
    '<mergeCells><mergeCell ref="C1:D1"/></mergeCells></worksheet>',
}


def rehearse() -> None:
    """Read the small workbook once."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, part in _PARTS.items():
            archive.writestr(name, part)
    pack(compose(written.getvalue(), frozenset()))
