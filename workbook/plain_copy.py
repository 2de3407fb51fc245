"""Write the package that calamine reads instead of the submitted file.

It holds what was checked and nothing else: the cells in the one form, number formats, shared
strings. Its sheets are called s1, s2… whatever people call theirs.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.sheet import Scan

_HEAD = (
    '<Relationships><Relationship Id="r" Type="/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
# With an empty list of merges first, as calamine would otherwise search the whole sheet for one.
_SHEET_HEAD, _SHEET_TAIL = b"<worksheet><mergeCells/>", b"</worksheet>"
# calamine knows the seven oldest errors and gives up at any other (#SPILL!, #FIELD!…).
_OLD_ERRORS: Final = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
_ERROR_CELL = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?=[^>]* t="e")[^>]*(?<!/)>(?:(?!</c>).)*</c>', re.DOTALL
)


def plain_copy(scans: Sequence[Scan], strings: bytes, styles: bytes, *, date_1904: bool) -> bytes:
    """Return the package, unpacked as it will be read at once."""
    numbers = range(1, len(scans) + 1)
    sheets = "".join(f'<sheet name="s{n}" id="r{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="r{n}" Type="/worksheet" Target="worksheets/{n}.xml"/>' for n in numbers
    )
    settings = f'<workbookPr date1904="{date_1904:d}"/>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _HEAD,
        "xl/workbook.xml": f"<workbook>{settings}<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": strings or "<sst/>",
    }
    for number, scan in zip(numbers, scans, strict=True):
        parts[f"xl/worksheets/{number}.xml"] = _SHEET_HEAD + _cells(scan) + _SHEET_TAIL
    written = BytesIO()
    with ZipFile(written, "w") as package:
        for name, part in parts.items():
            package.writestr(ZipInfo(name), part)
    return written.getvalue()


def _cells(scan: Scan) -> bytes:
    """Return the cells; those with an error calamine stumbles over go, the scan has them."""
    if _OLD_ERRORS.issuperset(scan.errors.values()):
        return scan.data
    return _ERROR_CELL.sub(b"", scan.data)
