"""What the reader owes: every value as the sheet shows it, every oddity said, no surprise.

1. Values: text stays text, whole numbers are whole, dates are dates, errors are errors.
2. What values do not say: formulas, merges, hidden rows, pictures, names, the writing program.
3. Sheets whose markup or whose used area is unusual are read all the same.
4. Whatever a file does, the answer is a workbook or an UnreadableFileError, within the limits.
5. It works from threads, from forked processes and where nothing can be forked.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hostile import (
    DECLARATION,
    LAST_CELL,
    MAIN,
    SHEET,
    STRINGS,
    WORKBOOK,
    book,
    frame,
    pack,
    parts,
    relationships,
    sheet,
    unpack,
)
from openpyxl.formula.translate import Translator

from workbook import jail
from workbook.errors import (
    DamagedError,
    HostileError,
    MissingFileError,
    NotAWorkbookError,
    TimedOutError,
    TooLargeError,
    UnreadableFileError,
    UnsafeMacroError,
)
from workbook.limits import Limits
from workbook.raw import (
    ErrorValue,
    Feature,
    FeatureKind,
    NamedRange,
    Producer,
    Range,
    RawSheet,
    RawWorkbook,
    Visibility,
)
from workbook.reading import read_workbook
from workbook.shared_formula import shifted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbook.raw import CellValue


def only(data: bytes) -> RawSheet:
    (found,) = read_workbook(data).sheets
    return found


def rows(inner: str, **more: object) -> RawSheet:
    return only(pack(parts(inner, **more)))  # type: ignore[arg-type]


def cell(xml: str, **more: object) -> CellValue | None:
    """Read one cell at A1; blank is None."""
    found = rows(f'<row r="1">{xml}</row>', **more).cells
    assert set(found) <= {(0, 0)}
    return found.get((0, 0))


def written(build: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    """Return a workbook of XlsxWriter with one sheet."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    build(book, book.add_worksheet("园区信息"))
    book.close()
    return data.getvalue()


# 1. values


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1"><v>3000</v></c>', 3000),
        ('<c r="A1" t="n"><v>3000.00</v></c>', 3000),
        ('<c r="A1"><v>-0.5</v></c>', -0.5),
        ('<c r="A1"><v>1.25E3</v></c>', 1250),
        ('<c r="A1"><v>999999999999999</v></c>', 999999999999999),
        ('<c r="A1"><v>4.4E+17</v></c>', 4.4e17),
        ('<c r="A1"><v>0</v></c>', 0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><v>甲&amp;乙</v></c>', "甲&乙"),
        ('<c r="A1" t="str"><v>0453</v></c>', "0453"),
        ('<c r="A1" t="inlineStr"><is><t>园区</t></is></c>', "园区"),
        ('<c r="A1" t="inlineStr"><is><r><t>园</t></r><r><t>区</t></r></is></c>', "园区"),
        ('<c r="A1" t="d"><v>2025-03-01</v></c>', dt.date(2025, 3, 1)),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ErrorValue("#REF!")),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', ErrorValue("#SPILL!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c r="A1"><v>1E999</v></c>', ErrorValue("#NUM!")),
        ('<c r="A1"><v>nan</v></c>', ErrorValue("#NUM!")),
        ('<c r="A1" t="str"><v></v></c>', None),
        ('<c r="A1" s="0"/>', None),
        ('<c r="A1"><v/></c>', None),
        ('<c r="A1" t="inlineStr"><is><t/></is></c>', None),
    ],
)
def test_values(xml: str, value: CellValue | None) -> None:
    found = cell(xml)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("string", "text"),
    [
        ("<si><t>园区</t></si>", "园区"),
        ('<si><t xml:space="preserve"> 园区 </t></si>', " 园区 "),
        ("<si><r><rPr><b/></rPr><t>人力</t></r><r><t>资源</t></r></si>", "人力资源"),
        ("<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si>", "漢字"),
        ("<si><t>第一行&#10;第二行</t></si>", "第一行\n第二行"),
        ("<si><t>231081198001010011</t></si>", "231081198001010011"),
        ("<si><t>=1+1</t></si>", "=1+1"),
        ("<si><t>\U00020bb7\u3000\u200e</t></si>", "\U00020bb7\u3000\u200e"),
    ],
)
def test_shared_strings(string: str, text: str) -> None:
    assert cell('<c r="A1" t="s"><v>0</v></c>', strings=string) == text


@pytest.mark.parametrize(
    ("number", "pattern", "value"),
    [
        ("45717", "14", dt.date(2025, 3, 1)),
        ("45717.75", "22", dt.datetime(2025, 3, 1, 18, 0)),
        ("0.75", "20", dt.time(18, 0)),
        # Chinese Excel and WPS leave these built-in formats without a pattern.
        ("45717", "31", dt.date(2025, 3, 1)),
        ("45717", "57", dt.date(2025, 3, 1)),
        ("45717", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", dt.date(2025, 3, 1)),
        ("45717", "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;", dt.date(2025, 3, 1)),
        ("1.5", "46", 1.5),  # a duration, in days
        ("45717", "G/通用格式", 45717),
        ("45717", "0.00_);[Red]\\(0.00\\)", 45717),
        ("45717", "#,##0&quot;万元&quot;", 45717),
        ("45717", "49", "45717"),
        ("0.1", "@", "0.1"),
        ("123456789012", "49", "123456789012"),
        # 18 digits typed as a number are lost; a text format must not hide that.
        ("4.4E+17", "49", 4.4e17),
    ],
)
def test_number_formats(number: str, pattern: str, value: CellValue) -> None:
    found = cell(f'<c r="A1" s="1"><v>{number}</v></c>', formats=("0", pattern))
    assert found == value
    assert type(found) is type(value)


def test_text_format_of_a_marked_number() -> None:
    assert cell('<c r="A1" s="1" t="n"><v>7</v></c>', formats=("0", "49")) == "7"


@pytest.mark.parametrize(
    ("settings", "day"),
    [
        ("", dt.date(2025, 3, 1)),
        ('<workbookPr date1904="0"/>', dt.date(2025, 3, 1)),
        ('<workbookPr date1904="1"/>', dt.date(2029, 3, 2)),
        ('<workbookPr date1904="true"/>', dt.date(2029, 3, 2)),
    ],
)
def test_the_1904_calendar(settings: str, day: dt.date) -> None:
    inner = '<row r="1"><c r="A1" s="1"><v>45717</v></c></row>'
    read = read_workbook(pack(parts(inner, formats=("0", "14"), settings=settings)))
    assert read.sheets[0].cells[0, 0] == day
    assert read.date_1904 is (day.year == 2029)


def test_cells_come_in_reading_order() -> None:
    found = rows(
        '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><v>1</v></c></row>'
        '<row r="4"><c r="A4" s="1"><v>45717</v></c><c r="AA4" t="str"><v>x</v></c></row>',
        formats=("0", "14"),
    )
    assert list(found.cells.items()) == [
        ((1, 1), ErrorValue("#N/A")),
        ((1, 2), 1),
        ((3, 0), dt.date(2025, 3, 1)),
        ((3, 26), "x"),
    ]


# 2. what values do not say


def test_formulas_and_their_missing_values() -> None:
    found = rows(
        '<row r="1">'
        '<c r="A1"><f>1+1</f><v>2</v></c>'
        '<c r="B1"><f>1+2</f></c>'
        '<c r="C1"><f>1+3</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1"><f>IF(A1&lt;5,"甲&amp;乙","")</f><v/></c>'
        '<c r="F1" t="str"><f>""</f></c>'
        "</row>"
    )
    assert found.formulas == {
        (0, 0): "=1+1",
        (0, 1): "=1+2",
        (0, 2): "=1+3",
        (0, 3): '=""',
        (0, 4): '=IF(A1<5,"甲&乙","")',
        (0, 5): '=""',
    }
    assert found.uncached == {(0, 1), (0, 2), (0, 4), (0, 5)}
    assert found.cells == {(0, 0): 2}


def test_shared_formulas_are_written_out() -> None:
    found = rows(
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$D$1</f><v>0</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>0</v></c></row>'
    )
    assert found.formulas == {(0, 1): "=A1*$D$1", (1, 1): "=A2*$D$1", (2, 1): "=A3*$D$1"}


@pytest.mark.parametrize(
    "formula",
    [
        "A1+$A1+A$1+$A$1",
        "SUM(B2:C3)",
        "SUM(A:B,1:2,$A:B,1:$2)",
        'IF(A1="A1","B2 ""C3""",LOG10(A1))',
        "'A1 表'!B2+表2!B2:C3",
        "Table1[[#This Row],[A1]]",
        "_xlfn.IFS(A1>1,2)+A1.B1+ABCD1",
    ],
)
def test_shifting_agrees_with_openpyxl(formula: str) -> None:
    expected = Translator(f"={formula}", origin="D4").translate_formula("F9")
    assert f"={shifted(formula, 5, 2)}" == expected


def test_shifting_off_the_sheet_breaks_the_reference() -> None:
    assert shifted("A1+B2+B:A", -1, -1) == "#REF!+A1+#REF!"


def test_merged_cells_and_hidden_rows() -> None:
    inner = sheet(
        '<row r="1" ht="20"><c r="A1"><v>1</v></c></row><row r="3" ht="0" hidden="1"/>'
        '<row r="4" hidden="0"/><row r="5" hidden="true"><c r="A5"><v>5</v></c></row>',
        after='<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="D4:D5"/></mergeCells>',
    )
    found = only(pack(parts("") | {SHEET: inner}))
    assert found.merged == (Range(0, 0, 1, 2), Range(3, 3, 4, 3))
    assert found.hidden_rows == {2, 4}
    assert found.cells == {(0, 0): 1, (4, 0): 5}


def test_pictures_of_wps() -> None:
    found = rows(
        '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f>'
        '<v>=DISPIMG("ID_1",1)</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>1</v></c></row>',
        strings='<si><t>=DISPIMG("ID_2",1)</t></si>',
    )
    assert found.pictures == {(0, 0), (0, 1)}
    assert found.cells == {(0, 2): 1}


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def test_pictures_of_excel() -> None:
    def build(_: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.embed_image(1, 2, "a.png", {"image_data": BytesIO(PIXEL)})
        page.write(0, 0, "照片")

    found = only(written(build))
    assert found.pictures == {(1, 2)}
    assert found.cells == {(0, 0): "照片"}


DEFINED = """<definedNames>
<definedName name="park_name">表1!$B$2</definedName>
<definedName name="residents">'表 2'!$A$5:$F$504</definedName>
<definedName name="quoted">'It''s'!$C$1</definedName>
<definedName name="column">表1!$C:$D</definedName>
<definedName name="row">表1!$3:$3</definedName>
<definedName name="lost">表1!#REF!</definedName>
<definedName name="lost_sheet">不在了!$A$1</definedName>
<definedName name="elsewhere">[1]表1!$A$1</definedName>
<definedName name="rate">0.3</definedName>
<definedName name="areas">表1!$A$1,表1!$C$1</definedName>
<definedName name="_xlnm.Print_Area" localSheetId="0">表1!$A$1:$C$9</definedName>
<definedName name="outside">表1!$A$9999999</definedName>
</definedNames>"""


def test_names() -> None:
    titles = frame({"表1": "", "表 2": "", "It's": ""}, after=DEFINED)
    read = read_workbook(pack(parts("", "", "") | {WORKBOOK: titles}))
    assert read.names == {
        "park_name": NamedRange("表1", 1, 1, 1, 1),
        "residents": NamedRange("表 2", 4, 0, 503, 5),
        "quoted": NamedRange("It's", 0, 2, 0, 2),
        "column": NamedRange("表1", 0, 2, 1_048_575, 3),
        "row": NamedRange("表1", 2, 0, 2, 16_383),
    }
    assert read.broken_names == ("lost", "lost_sheet")


def test_sheets_in_order_with_their_visibility() -> None:
    states = {"首页": "", "文本": 'state="hidden"', "身份": 'state="veryHidden"'}
    read = read_workbook(pack(parts("", "", "") | {WORKBOOK: frame(states)}))
    assert [(found.name, found.visibility) for found in read.sheets] == [
        ("首页", Visibility.VISIBLE),
        ("文本", Visibility.HIDDEN),
        ("身份", Visibility.VERY_HIDDEN),
    ]
    assert read.features == (
        Feature(FeatureKind.HIDDEN_SHEET, "文本"),
        Feature(FeatureKind.VERY_HIDDEN_SHEET, "身份"),
    )
    assert read.sheet("首页") is read.sheets[0]
    assert read.sheet("没有") is None


def test_the_program_that_wrote_it() -> None:
    assert read_workbook(book("")).producer == Producer("", "")
    excel = read_workbook(written(lambda *_: None)).producer
    assert excel == Producer("Microsoft Excel", "12.0000")


def test_a_known_macro_edition_is_read_as_data() -> None:
    data = pack(parts('<row r="1"><c r="A1"><v>1</v></c></row>') | {"xl/vbaProject.bin": b"ours"})
    with pytest.raises(UnsafeMacroError):
        read_workbook(data)
    known = frozenset({sha256(b"ours").hexdigest()})
    assert read_workbook(data, known_macros=known).sheets[0].cells == {(0, 0): 1}


def test_a_workbook_of_openpyxl(tmp_path: Path) -> None:
    source = openpyxl.Workbook()
    page = source.active
    assert page is not None
    page.title = "入驻机构"
    page["B2"], page["B3"], page["B4"] = "牡丹江", dt.date(2026, 1, 1), "=SUM(C1:C9)"
    page["C5"], page["C6"] = 12.5, True
    page.merge_cells("D1:E2")
    path = tmp_path / "申报.xlsx"
    source.save(path)
    found = read_workbook(path).sheets[0]
    assert found.name == "入驻机构"
    assert found.cells == {(1, 1): "牡丹江", (2, 1): dt.date(2026, 1, 1), (4, 2): 12.5, (5, 2): True}
    assert found.formulas == {(3, 1): "=SUM(C1:C9)"}
    assert found.uncached == {(3, 1)}
    assert found.merged == (Range(0, 3, 1, 4),)


# 3. unusual markup, unusual areas

PLAIN = (
    '<row r="1" hidden="1"><c r="A1" s="1"><v>7</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
    '<row r="2"><c r="A2" t="str"><f t="shared" ref="A2:A3" si="1">B2&amp;"甲"</f><v>甲</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="1"/></c>'
    '<c r="B3" t="inlineStr"><is><t> 乙</t></is></c></row>'
)
READ = RawSheet(
    "表1",
    cells={(0, 0): "7", (0, 1): ErrorValue("#N/A"), (1, 0): "甲", (2, 1): "乙"},
    formulas={(1, 0): '=B2&"甲"', (2, 0): '=B3&"甲"'},
    uncached=frozenset({(2, 0)}),
    hidden_rows=frozenset({0}),
)
MERGES = f'<mergeCells xmlns="{MAIN}"><mergeCell ref="A1:B1"/></mergeCells>'


@pytest.mark.parametrize(
    "inner",
    [
        PLAIN,
        PLAIN.replace('"', "'").replace("'甲'", '"甲"'),
        PLAIN.replace("<row", "\n  <row").replace("<c ", "\n    <c ").replace("<v", "\n<v"),
        PLAIN.replace('<c r="A1" s="1">', '<c s="1" r="A1">'),
        PLAIN.replace('<c r="A1" s="1">', '<c   r = "A1"  s = "1" >'),
        PLAIN.replace('<row r="1"', "<!-- <c r='Z9'><v>1</v></c> --><row r=\"1\""),
        PLAIN.replace("<v>甲</v>", "<v><![CDATA[甲]]></v>"),
        PLAIN.replace(' r="A2"', "").replace(' r="B1"', "").replace('<row r="2">', "<row>"),
        PLAIN.replace("A3", "a3").replace("B3", "b3"),
    ],
    ids="plain quotes space order blanks comment cdata unnumbered lower".split(),
)
def test_any_markup_reads_the_same(inner: str) -> None:
    data = pack(parts("", formats=("0", "49")) | {SHEET: sheet(inner)})
    assert only(data) == READ


def test_prefixed_markup_reads_the_same() -> None:
    tags = ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "mergeCells", "mergeCell")
    inner = sheet(PLAIN, after=MERGES.replace(f' xmlns="{MAIN}"', ""))
    for tag in tags:
        for mark in (" ", ">", "/"):
            inner = inner.replace(f"<{tag}{mark}", f"<x:{tag}{mark}")
        inner = inner.replace(f"</{tag}>", f"</x:{tag}>")
    inner = inner.replace("xmlns=", "xmlns:x=")
    found = only(pack(parts("", formats=("0", "49")) | {SHEET: inner}))
    assert found.cells == READ.cells
    assert found.formulas == READ.formulas
    assert found.merged == (Range(0, 0, 0, 1),)


@pytest.mark.parametrize("rows_", ["<sheetData/>", "<sheetData></sheetData>", ""])
def test_an_empty_sheet(rows_: str) -> None:
    inner = sheet("").replace("<sheetData></sheetData>", rows_)
    assert only(pack(parts("") | {SHEET: inner})) == RawSheet("表1")


@pytest.mark.parametrize("dimension", ["A1:A1", "A1", f"A1:{LAST_CELL}", "A0:B0", "", "Z9:A1", "园"])
def test_a_dimension_may_say_anything(dimension: str) -> None:
    data = sheet(PLAIN, before=f'<dimension ref="{dimension}"/>')
    assert only(pack(parts("", formats=("0", "49")) | {SHEET: data})) == READ


def at(address: str, value: str = "9") -> str:
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{digits}"><c r="{address}"><v>{value}</v></c></row>'


BODY = "".join(at(f"B{number}", str(number)) for number in range(1, 31))
BODY_CELLS = {(number - 1, 1): number for number in range(1, 31)}


@pytest.mark.parametrize(
    ("address", "stray"),
    [("A1048576", (1_048_575, 0)), (LAST_CELL, (1_048_575, 16_383)), ("C20000", (19_999, 2))],
)
def test_a_stray_is_reported_and_the_rest_is_read(address: str, stray: tuple[int, int]) -> None:
    found = rows(BODY + at(address))
    assert found.cells == BODY_CELLS
    assert found.strays == (stray,)


def test_a_stray_column() -> None:
    found = rows(BODY.replace('<c r="B1">', '<c r="B1">', 1) + '<row r="31"><c r="XFD31"><v>1</v></c></row>')
    assert found.cells == BODY_CELLS
    assert found.strays == ((30, 16_383),)


@pytest.mark.parametrize("address", ["B9999", "BAA31", "B10030"])
def test_what_is_not_so_far_is_read(address: str) -> None:
    found = rows(BODY + at(address))
    assert len(found.cells) == 31
    assert found.strays == ()


def test_a_styled_blank_far_away_is_no_stray() -> None:
    found = rows(BODY + f'<row r="1048576"><c r="{LAST_CELL}" s="0"/></row>')
    assert found.cells == BODY_CELLS
    assert found.strays == ()


def test_many_far_cells_are_data() -> None:
    far = "".join(at(f"A{number}") for number in range(500_001, 500_151))
    found = rows(BODY + far)
    assert len(found.cells) == 180
    assert found.strays == ()


def test_data_all_over_the_grid_is_too_large() -> None:
    far = "".join(
        f'<row r="{900_000 + number}"><c r="XFA{900_000 + number}"><v>1</v></c></row>'
        for number in range(101)
    )
    with pytest.raises(TooLargeError, match="散布"):
        rows(BODY + far)


@pytest.mark.parametrize("address", ["XFE1", "A1048577", "ZZZ9999999"])
def test_a_cell_outside_the_grid(address: str) -> None:
    with pytest.raises(HostileError, match="超出"):
        rows(BODY + at(address))


@pytest.mark.parametrize(
    "inner",
    [
        '<row r="1"><c r="A1" t="n"><v>甲</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="A1" t="?"><v>5</v></c></row>',
        '<row r="1"><c r="A1:B2"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>5</c></row>',
        '<row r="1"><c r="A1"><v>5</v>',
    ],
)
def test_cells_that_make_no_sense(inner: str) -> None:
    with pytest.raises(DamagedError):
        rows(inner)


def test_too_many_cells() -> None:
    line = "".join(f'<c r="{letter}{{0}}"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    inner = "".join(
        f'<row r="{number}">{line.format(number)}</row>' for number in range(1, 100_002)
    )
    with pytest.raises(TooLargeError, match="单元格"):
        rows(inner)


# 4. nothing else ever comes out


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path, tmp_path / "\0"):
        with pytest.raises(MissingFileError):
            read_workbook(path)


def test_a_file_too_large_to_look_at(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(31 * 2**20)
    with pytest.raises(TooLargeError):
        read_workbook(path)


def test_a_refusal_keeps_its_words() -> None:
    with pytest.raises(NotAWorkbookError) as caught:
        read_workbook(b"%PDF-1.7")
    assert caught.value.sentence == NotAWorkbookError("PDF 文件").sentence


def test_an_impatient_reader() -> None:
    with pytest.raises(TimedOutError):
        read_workbook(book(BODY * 2_000), limits=Limits(wall_seconds=0.02))


def test_a_busy_reader() -> None:
    # Reading takes seconds of work: ten million cells between two corners, several times over.
    corners = at("A1") + '<row r="9000"><c r="BAA9000"><v>1</v></c></row>'
    with pytest.raises(TimedOutError):
        read_workbook(book(*[corners] * 40), limits=Limits(cpu_seconds=1))


def test_a_greedy_reader() -> None:
    corners = at("A1") + '<row r="9000"><c r="BAA9000"><v>1</v></c></row>'
    with pytest.raises(UnreadableFileError, match="无法安全读取"):
        read_workbook(book(corners), limits=Limits(memory=2**28))


def mangled(part: bytes, random: Random) -> bytes:
    """Flip, drop, repeat or swap a little of a part."""
    start, length = random.randrange(len(part)), random.randrange(1, 30)
    end = start + length
    elsewhere = random.randrange(len(part))
    return random.choice(
        [
            part[:start] + part[end:],
            part[:start] + part[start:end] * 3 + part[end:],
            part[:start] + part[elsewhere : elsewhere + length] + part[end:],
            part[:start] + bytes([part[start] ^ (1 << random.randrange(7))]) + part[start + 1 :],
            part[:start] + str(random.choice([-1, 0, 2**31, 2**63, 10**30])).encode() + part[end:],
            part[:start],
        ]
    )


def rich() -> bytes:
    """Return a workbook with a bit of everything."""

    def build(source: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        day = source.add_format({"num_format": "yyyy-mm-dd"})
        text = source.add_format({"num_format": "@"})
        for row in range(12):
            page.write_row(row, 0, ["机构", row * 1.5, True])
            page.write_datetime(row, 3, dt.datetime(2025, 1, 1 + row), day)
            page.write_formula(row, 4, f'=IF(A{row + 1}="","",B{row + 1})', None, row)
            page.write_number(row, 5, row, text)
        page.write_rich_string(12, 0, source.add_format({"bold": True}), "园", "区")
        page.merge_range("A20:C21", "合并")
        page.set_row(3, None, None, {"hidden": True})
        page.embed_image(14, 2, "a.png", {"image_data": BytesIO(PIXEL)})
        source.define_name("park", "=园区信息!$B$2")
        source.add_worksheet("文本").hide()

    return written(build)


@pytest.mark.parametrize("seed", range(6))
def test_a_mangled_workbook_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    data = rich()
    members = unpack(data)
    names = [name for name in members if name.endswith((".xml", ".rels"))]
    outcomes = set()
    for turn in range(70):
        name = random.choice([*names, SHEET, SHEET, STRINGS, WORKBOOK])
        part = members[name]
        assert isinstance(part, bytes)
        broken = (
            pack(members | {name: mangled(part, random)}) if turn % 4 else mangled(data, random)
        )
        try:
            outcomes.add(type(read_workbook(broken)))
        except UnreadableFileError as refusal:
            assert refusal.sentence
            outcomes.add(type(refusal))
    assert RawWorkbook in outcomes
    assert DamagedError in outcomes


# 5. from threads, from forks, and without forks


def test_many_threads_at_once() -> None:
    files = [book(at(f"A{number}", str(number))) for number in range(1, 41)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read_workbook, files))
    assert [read.sheets[0].cells for read in found] == [
        {(number, 0): number + 1} for number in range(40)
    ]


def test_a_fork_of_us_reads_too() -> None:
    read_workbook(book(BODY))
    child = os.fork()
    if child == 0:
        os._exit(0 if read_workbook(book(BODY)).sheets[0].cells == BODY_CELLS else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read_workbook(book(BODY)).sheets[0].cells == BODY_CELLS


def test_a_parent_of_readers_that_died_is_replaced() -> None:
    server = jail.ForkServer()
    request = json.dumps({"known_macros": [], "limits": asdict(Limits())}).encode() + b"\n"
    try:
        first = server.ask(request + book(BODY), 30)
        process = server._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        assert server.ask(request + book(BODY), 30) == first
        assert server._process is not process
    finally:
        server.stop()


def test_without_forks() -> None:
    request = json.dumps({"known_macros": [], "limits": asdict(Limits())}).encode() + b"\n"
    message = json.loads(jail.ask_fresh(request + book(at("A1")), 30))
    assert message["workbook"]["sheets"][0]["values"] == [9]
    assert jail.ask_fresh(b"no request", 30) == b""


def test_the_parent_of_readers_stays_slim() -> None:
    program = (
        "import sys; import workbook.child; "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"lxml", "python_calamine"} <= loaded
    assert loaded.isdisjoint({"numpy", "openpyxl", "pandas", "pandera", "xlsxwriter", "xlwings"})


def test_reading_loads_no_reader_in_our_process() -> None:
    program = "import sys; import workbook.reading; print('lxml' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
