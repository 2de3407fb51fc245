"""The returned copy is the submitted file with marks, notes and a sheet of findings.

1. Parts that need no change keep their bytes; changed worksheets differ in the marks only.
2. A mark changes the fill of a cell and nothing else of it, whether the cell exists or not.
3. Notes join those that are there; the form button stays.
4. The same input gives the same bytes; a copy can be annotated again.
5. A file that does not fit together is refused.
"""

from __future__ import annotations

import re
import time

import pytest
from annotating import (
    ADDED,
    MACROS,
    MAIN,
    MARKS,
    PARK,
    TABLE,
    copy,
    opened,
    parts,
    repacked,
    resaved,
    unmarked,
    written,
)
from lxml import etree

from schemas.findings import Level
from workbook.annotate import Mark
from workbook.errors import DamagedError, HostileError

FIRST = "xl/worksheets/sheet1.xml"
SHEETS = {FIRST: {"B3", "B4", "H41"}, "xl/worksheets/sheet2.xml": {"D7"}}
MAY_CHANGE = {
    *SHEETS,
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/comments/comment1.xml",
    "xl/comments1.xml",
    "xl/drawings/commentsDrawing1.vml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/worksheets/_rels/sheet2.xml.rels",
}


@pytest.mark.parametrize("original", [written(), written(macros=True), resaved()])
def test_other_parts_keep_their_bytes_and_order(original: bytes) -> None:
    before, after = parts(original), parts(copy(original))
    assert list(after)[: len(before)] == list(before)
    assert {name for name in before if before[name] != after[name]} <= MAY_CHANGE
    assert len(before) - len(MAY_CHANGE & set(before)) >= 4  # something was left to compare


def test_macros_and_drawings_are_there() -> None:
    after = parts(copy(written(macros=True)))
    assert after["xl/vbaProject.bin"] == MACROS
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"} <= set(after)
    assert after["xl/drawings/vmlDrawing2.vml"] == parts(written())["xl/drawings/vmlDrawing2.vml"]


@pytest.mark.parametrize("original", [written(), resaved()])
def test_worksheets_differ_in_the_marks_only(original: bytes) -> None:
    before, after = parts(original), parts(copy(original))
    for sheet, cells in SHEETS.items():
        old, new = unmarked(before[sheet], after[sheet], cells)
        assert old == new
        assert before[sheet] != after[sheet]


def test_cached_values_stay() -> None:
    assert b"<f>B3*2</f><v>6000</v>" in parts(copy(written()))[FIRST]


@pytest.mark.parametrize("original", [written(), resaved()])
def test_a_mark_changes_the_fill_alone(original: bytes) -> None:
    old, new = opened(original)[PARK]["B3"], opened(copy(original))[PARK]["B3"]
    assert new.fill.patternType == "solid"
    assert new.fill.fgColor.rgb == "FFFFC7CE"
    for kept in ("value", "number_format", "font", "border", "alignment", "protection"):
        assert repr(getattr(new, kept)) == repr(getattr(old, kept))
    assert opened(copy(original))[PARK]["A1"].fill.patternType is None


def test_the_fill_is_declared_to_apply() -> None:
    data = parts(copy(resaved()))
    (cell,) = (c for c in etree.fromstring(data[FIRST]).iter(f"{MAIN}c") if c.get("r") == "B3")
    formats = etree.fromstring(data["xl/styles.xml"]).find(f"{MAIN}cellXfs")
    assert formats[int(cell.get("s"))].get("applyFill") == "1"
    assert int(formats.get("count")) == len(formats)


def test_each_level_has_its_colour() -> None:
    book = opened(copy(written()))
    colours = [book[mark.sheet].cell(mark.row + 1, mark.column + 1).fill for mark in MARKS]
    assert [fill.fgColor.rgb for fill in colours] == [
        "FFFFC7CE",
        "FFFFD9A0",
        "FFD6E4F5",
        "FFD5EBD0",
    ]


def test_the_gravest_of_several_marks_gives_the_colour() -> None:
    marks = [
        Mark(PARK, 0, 0, level, level.word) for level in (Level.NOTE, Level.ERROR, Level.MENDED)
    ]
    cell = opened(copy(written(), *marks))[PARK]["A1"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert cell.comment.text == "提示\n\n错误\n\n已规范"


@pytest.mark.parametrize(
    ("row", "column", "face"),
    [(41, 0, (True, 11)), (50, 7, (False, 20)), (41, 7, (True, 11)), (50, 0, (False, 11))],
)
def test_a_new_cell_takes_the_format_of_its_row_or_column(
    row: int, column: int, face: tuple[bool, int]
) -> None:
    park = opened(copy(written(), Mark(PARK, row, column, Level.ERROR, "x")))[PARK]
    cell = park.cell(row + 1, column + 1)
    assert (cell.font.italic, cell.font.size) == face
    assert cell.fill.fgColor.rgb == "FFFFC7CE"


def test_new_cells_stand_in_order() -> None:
    places = [(5, 9), (5, 0), (0, 5), (2, 0), (2, 9), (99, 0), (1, 1), (2, 2)]
    data = copy(written(), *(Mark(PARK, row, column, Level.NOTE, "x") for row, column in places))
    root = etree.fromstring(parts(data)[FIRST])
    names = [cell.get("r") for cell in root.iter(f"{MAIN}c")]
    assert names == ["A1", "F1", "B2", "A3", "B3", "C3", "J3", "B4", "A6", "J6", "A100"]
    rows = [row.get("r") for row in root.iter(f"{MAIN}row")]
    assert rows == ["1", "2", "3", "4", "6", "42", "100"]


@pytest.mark.parametrize("place", [(6, 3), (6, 5), (8, 3), (8, 5)])
def test_a_mark_inside_a_merged_range_goes_to_its_top_left(place: tuple[int, int]) -> None:
    table = opened(copy(written(), Mark(TABLE, *place, Level.ERROR, "合并处")))[TABLE]
    assert table["D7"].fill.fgColor.rgb == "FFFFC7CE"
    assert table["D7"].comment.text == "合并处"
    assert table["D7"].value == "合并"


@pytest.mark.parametrize(("row", "column"), [(5, 3), (9, 5), (6, 2), (8, 6)])
def test_a_mark_beside_a_merged_range_stays(row: int, column: int) -> None:
    table = opened(copy(written(), Mark(TABLE, row, column, Level.ERROR, "旁边")))[TABLE]
    assert table.cell(row + 1, column + 1).comment.text == "旁边"


@pytest.mark.parametrize("original", [written(), resaved()])
def test_notes_join_those_that_are_there(original: bytes) -> None:
    book = opened(copy(original))
    assert book[PARK]["B3"].comment.text == MARKS[0].text
    assert book[PARK]["B4"].comment.text == "原有批注\n\n【警告】请核对。"
    assert book[PARK]["H41"].comment.text == "【提示】此处未填。"
    assert book[TABLE]["D7"].comment.text == "【已规范】=1+1"


def test_a_note_without_runs_stays_first() -> None:
    comments = parts(copy(resaved()))["xl/comments/comment1.xml"]
    (text,) = etree.fromstring(comments).findall(f".//{MAIN}comment[@ref='B4']/{MAIN}text")
    assert [run.tag for run in text] == [f"{MAIN}r", f"{MAIN}r"]
    assert [run.findtext(f"{MAIN}t") for run in text] == ["原有批注", "\n\n【警告】请核对。"]


def test_the_button_and_the_old_box_stay_in_the_drawing() -> None:
    before = parts(written())["xl/drawings/vmlDrawing1.vml"].decode()
    after = parts(copy(written()))["xl/drawings/vmlDrawing1.vml"].decode()
    button = re.search(r"<v:shape id.*?校验.*?</v:shape>", before)
    assert button is not None
    assert button[0] in after
    assert "<x:FmlaMacro>[0]!HR.Check</x:FmlaMacro>" in after
    assert after.count('ObjectType="Note"') == 3
    assert len(set(re.findall(r'id="_x0000_s(\d+)"', after))) == 4


def test_an_old_box_grows_with_its_note() -> None:
    grown = parts(copy(written(), Mark(PARK, 3, 1, Level.ERROR, "字" * 200)))
    was, now = (
        re.findall(r"<x:Anchor>([\d, ]+)", data["xl/drawings/vmlDrawing1.vml"].decode())[1]
        for data in (parts(written()), grown)
    )
    assert was.split(", ")[:6] == now.split(", ")[:6]
    assert int(now.split(", ")[6]) >= int(was.split(", ")[6]) + 8


def test_a_caption_with_an_open_line_break_is_kept() -> None:
    drawing = "xl/drawings/vmlDrawing1.vml"
    original = repacked(
        written(), {drawing: lambda data: data.replace("校验".encode(), "点此<br>\n校验".encode())}
    )
    after = parts(copy(original))[drawing].decode()
    assert "点此<br/>\n校验" in after
    assert after.count('ObjectType="Note"') == 3


def test_a_new_drawing_has_numbers_of_its_own() -> None:
    before, after = parts(written()), parts(copy(written()))
    (new,) = (name for name in after if name.endswith(".vml") and name not in before)
    assert re.findall(rb'data="([^"]*)"', after[new]) == [b"2"]  # both of the others use 1
    assert re.findall(rb'id="_x0000_s(\d+)"', after[new]) == [b"2049"]


def test_the_same_input_gives_the_same_bytes() -> None:
    original = written()
    assert copy(original) == copy(original)


def test_a_copy_can_be_annotated_again() -> None:
    once = copy(written())
    twice = copy(once)
    book = opened(twice)
    assert book.sheetnames == [PARK, TABLE, "图", ADDED, f"{ADDED} (2)"]
    assert book[PARK]["B4"].comment.text == "原有批注\n\n【警告】请核对。"  # not said again
    first, second = parts(once), parts(twice)
    assert first["xl/styles.xml"] == second["xl/styles.xml"]
    assert first[FIRST] == second[FIRST]
    assert first["xl/drawings/vmlDrawing1.vml"] == second["xl/drawings/vmlDrawing1.vml"]


def test_fifteen_hundred_marks_take_no_time() -> None:
    marks = [Mark(PARK, n, n % 9, Level.ERROR, f"第 {n} 处") for n in range(1500)]
    start = time.monotonic()
    data = copy(written(), *marks)
    assert time.monotonic() - start < 10
    park = opened(data)[PARK]
    assert park.cell(1500, 1499 % 9 + 1).comment.text == "第 1499 处"
    numbers = re.findall(rb'id="_x0000_s(\d+)"', parts(data)["xl/drawings/vmlDrawing1.vml"])
    assert len(numbers) == len(set(numbers)) == 1502  # with the button and the note on B4


def test_a_mark_on_a_sheet_that_is_not_there_is_our_fault() -> None:
    for sheet in ("没有的表", "图"):
        with pytest.raises(KeyError):
            copy(written(), Mark(sheet, 0, 0, Level.ERROR, "x"))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", None),
        ("_rels/.rels", None),
        (FIRST, lambda _: b"<worksheet"),
        ("xl/drawings/vmlDrawing1.vml", lambda _: b"no XML"),
        (FIRST, lambda data: data.replace(b'r="B3"', b'r="#3"')),
        (FIRST, lambda data: data.replace(b'<row r="3"', b'<row r="1e999"')),
    ],
)
def test_a_broken_file_is_refused(part: str, change: object) -> None:
    with pytest.raises(DamagedError):
        copy(repacked(written(), {part: change}))


def test_entities_in_a_drawing_are_refused() -> None:
    bomb = b'<!DOCTYPE xml [<!ENTITY a "aaaa">]><xml b="&a;"/>'
    with pytest.raises(HostileError):
        copy(repacked(written(), {"xl/drawings/vmlDrawing1.vml": lambda _: bomb}))
