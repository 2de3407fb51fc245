"""Copies of files by other programs open everywhere and have no error they did not have.

1. LibreOffice's files: no type for .rels, controls in alternate content.
2. Other spellings: prefixed names, rows and cells without numbers, no styles, threads.
3. Microsoft's validator, LibreOffice, calamine accept the copies.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import oracle_ooxml
import pytest
from annotating import (
    ADDED,
    MAIN,
    MARKS,
    PARK,
    TABLE,
    TITLE,
    copy,
    opened,
    parts,
    repacked,
    resaved,
    unmarked,
    written,
)
from lxml import etree
from python_calamine import CalamineWorkbook

from schemas.findings import Level
from workbook.annotate import Mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from office import Office

FIRST = "xl/worksheets/sheet1.xml"
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


@pytest.fixture(scope="module")
def saved_by_libreoffice(office: Office, tmp: Path) -> bytes:
    source, target = tmp / "written.xlsx", tmp / "saved.xlsx"
    source.write_bytes(written())
    with office.open(source) as document:
        document.save_xlsx(target)
    return target.read_bytes()


def prefixed(data: bytes) -> bytes:
    """Write the names of a part as x:name."""
    root = etree.fromstring(data)
    uri = root.nsmap[None]
    text = re.sub(rb"<(/?)(?=[A-Za-z]+[ />])", rb"<\1x:", etree.tostring(root))
    return text.replace(f'xmlns="{uri}"'.encode(), f'xmlns:x="{uri}"'.encode())


def unnumbered(data: bytes) -> bytes:
    """Leave out what tells the place of rows and cells."""
    return re.sub(rb'(<row|<c) r="\w+"', rb"\1", data)


def strict(data: bytes) -> bytes:
    """Write the names of the strict standard."""
    for old, new in STRICT.items():
        data = data.replace(old, new)
    return data


def without_styles() -> bytes:
    """Make a workbook that has no formats at all."""
    gone: dict[str, Callable[[bytes], bytes] | None] = {
        "xl/styles.xml": None,
        "xl/_rels/workbook.xml.rels": lambda part: re.sub(
            rb"<Relationship [^>]*/styles[^>]*/>", b"", part
        ),
        "[Content_Types].xml": lambda part: re.sub(rb"<Override [^>]*/styles[^>]*/>", b"", part),
    }
    plain: dict[str, Callable[[bytes], bytes] | None] = {
        name: lambda part: re.sub(rb' s="\d+"| style="\d+"', b"", part)
        for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
    }
    return repacked(resaved(), gone | plain)


def test_a_file_of_libreoffice_keeps_its_parts(saved_by_libreoffice: bytes) -> None:
    before, after = parts(saved_by_libreoffice), parts(copy(saved_by_libreoffice))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    for name, cells in ((FIRST, {"B3", "B4", "H41"}), ("xl/worksheets/sheet2.xml", {"D7"})):
        old, new = unmarked(before[name], after[name], cells)
        assert old == new


def test_a_file_of_libreoffice_is_marked(saved_by_libreoffice: bytes) -> None:
    book = opened(copy(saved_by_libreoffice))
    assert book[PARK]["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert book[PARK]["B3"].number_format == "#,##0.00"
    assert book[PARK]["B4"].comment.text == "原有批注\n\n【警告】请核对。"
    assert book[TABLE]["D7"].comment.text == MARKS[3].text
    assert book.sheetnames[-1] == ADDED
    drawing = parts(copy(saved_by_libreoffice))["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawing.count('ObjectType="Note"') == 3
    assert 'ObjectType="Button"' in drawing


def test_every_added_part_has_a_type() -> None:
    """Old LibreOffice names each part and declares no ending."""
    unsaid = re.compile(rb'<Default Extension="rels"[^>]*/>')
    original = repacked(resaved(), {"[Content_Types].xml": lambda part: unsaid.sub(b"", part)})
    before, after = parts(original), parts(copy(original))
    types = after["[Content_Types].xml"].decode()
    added = set(after) - set(before)
    assert "xl/worksheets/_rels/sheet2.xml.rels" in added
    assert [name for name in added if f'PartName="/{name}"' not in types] == []


def test_prefixed_names() -> None:
    names = ("xl/workbook.xml", FIRST, "xl/styles.xml", "xl/comments1.xml")
    after = parts(copy(repacked(written(), dict.fromkeys(names, prefixed))))
    for name in names:
        assert b"<x:" in after[name]
        assert etree.fromstring(after[name]).prefix == "x"
    book = opened(copy(repacked(written(), {FIRST: prefixed})))
    assert book[PARK]["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert book[PARK]["B3"].number_format == "#,##0.00"
    assert book[PARK]["H41"].comment.text == MARKS[2].text


def test_strict_names() -> None:
    data = repacked(written(), dict.fromkeys(parts(written()), strict))
    after = parts(copy(data))
    assert not [name for name, part in after.items() if any(old in part for old in STRICT)]
    assert b"purl.oclc.org/ooxml/spreadsheetml/main" in after["xl/worksheets/sheet3.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in (after["xl/worksheets/_rels/sheet2.xml.rels"])
    )


def test_rows_and_cells_without_numbers() -> None:
    original = repacked(resaved(), {FIRST: unnumbered})  # its rows are then 1 and 2, its cells in A
    data = copy(original, Mark(PARK, 1, 0, Level.ERROR, "x"), Mark(PARK, 1, 1, Level.NOTE, "y"))
    root = etree.fromstring(parts(data)[FIRST])
    assert [len(row) for row in root.iter(f"{MAIN}row")] == [1, 2]
    park = opened(data)[PARK]
    assert park["A2"].value == "=1+1"
    assert park["A2"].fill.fgColor.rgb == "FFFFC7CE"
    assert park["B2"].fill.fgColor.rgb == "FFD6E4F5"


def test_a_file_without_styles() -> None:
    data = copy(without_styles())
    assert parts(data)["xl/styles.xml"].startswith(b"<?xml")
    book = opened(data)
    assert book[PARK]["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert book[ADDED]["A1"].font.size == 16


def test_threads_are_kept() -> None:
    """The words for old programs get ours; the thread itself stays as it is."""
    thread = b'<ThreadedComments><threadedComment ref="B4"/></ThreadedComments>'
    link = (
        b'<Relationship Id="rId77" Target="../threadedComments/threadedComment1.xml" Type="'
        b'http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/></'
    )
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    buffer = BytesIO(repacked(written(), {links: lambda part: part.replace(b"</", link)}))
    with ZipFile(buffer, "a") as archive:
        archive.writestr("xl/threadedComments/threadedComment1.xml", thread)
    after = parts(copy(buffer.getvalue()))
    assert after["xl/threadedComments/threadedComment1.xml"] == thread
    assert after[links] == parts(buffer.getvalue())[links]
    assert opened(copy(buffer.getvalue()))[PARK]["B4"].comment.text.startswith("原有批注\n\n")


def test_the_link_to_a_drawing_stands_where_the_schema_wants_it() -> None:
    root = etree.fromstring(parts(copy(written()))["xl/worksheets/sheet2.xml"])
    names = [etree.QName(element).localname for element in root]
    assert names[-4:] == ["drawing", "legacyDrawing", "legacyDrawingHF", "tableParts"]


def test_a_link_that_leads_nowhere_gets_a_drawing() -> None:
    original = repacked(
        resaved(), {"xl/drawings/commentsDrawing1.vml": None, "xl/legacyDrawing1.vml": None}
    )
    assert not [name for name in parts(original) if name.endswith(".vml")]
    book = parts(copy(original))
    assert book["xl/drawings/vmlDrawing1.vml"].count(b'ObjectType="Note"') == 3
    assert len(etree.fromstring(book[FIRST]).findall(f"{MAIN}legacyDrawing")) == 1


def test_calamine_reads_the_copy() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(copy(written())))
    assert book.sheet_names == [PARK, TABLE, "图", ADDED]
    assert book.get_sheet_by_name(PARK).to_python()[3][1] == 6000
    assert book.get_sheet_by_name(ADDED).to_python()[0][0] == TITLE


def test_libreoffice_opens_the_copy(
    office: Office, tmp_path: Path, saved_by_libreoffice: bytes
) -> None:
    for number, original in enumerate((written(), resaved(), saved_by_libreoffice)):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(copy(original))
        with office.open(path) as document:
            assert document.sheets[-1] == ADDED
            assert document.get((ADDED, 4, 4)) == "=1+1"
            document.save_xlsx(tmp_path / "again.xlsx")
        book = opened((tmp_path / "again.xlsx").read_bytes())
        assert book[PARK]["B3"].fill.fgColor.rgb == "FFFFC7CE"
        assert book[PARK]["B3"].comment.text == MARKS[0].text
        assert book[ADDED]["C5"].hyperlink.location == "'it''s 机构'!D7"


@pytest.mark.skipif(oracle_ooxml.find() is None, reason="the Open XML validator is not there")
def test_copies_have_no_new_error(tmp_path: Path, saved_by_libreoffice: bytes) -> None:
    originals = {
        "written.xlsx": written(),
        "macros.xlsm": written(macros=True),
        "resaved.xlsx": resaved(),
        "libreoffice.xlsx": saved_by_libreoffice,
        "bare.xlsx": without_styles(),
        "twice.xlsx": copy(written()),
    }
    for name, original in originals.items():
        before, after = tmp_path / f"before-{name}", tmp_path / f"after-{name}"
        before.write_bytes(original)
        after.write_bytes(copy(original))
        new = [str(error["description"]) for error in oracle_ooxml.errors(after)]
        known = [str(error["description"]) for error in oracle_ooxml.errors(before)] if new else []
        assert sorted(new) == sorted(known), name
