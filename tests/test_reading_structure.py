"""What values do not say: formulas, merges, hidden rows, pictures, names, the writing program."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hostile import (
    SHEET,
    WORKBOOK,
    book,
    frame,
    pack,
    parts,
    sheet,
)
from openpyxl.formula.translate import Translator
from small import PIXEL, only, rows, written

from macros.project import Module, assemble
from workbook.errors import (
    UnsafeMacroError,
)
from workbook.macro_sources import digest
from workbook.raw import (
    Feature,
    FeatureKind,
    NamedRange,
    Producer,
    Range,
    Visibility,
)
from workbook.reading import read_workbook
from workbook.shared_formula import shifted

if TYPE_CHECKING:
    from pathlib import Path


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
    ours = assemble([Module("Ours", "Sub A()\nEnd Sub\n")], 1)
    data = pack(parts('<row r="1"><c r="A1"><v>1</v></c></row>') | {"xl/vbaProject.bin": ours})
    with pytest.raises(UnsafeMacroError):
        read_workbook(data)
    known = frozenset({digest(ours)})
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
    assert found.cells == {
        (1, 1): "牡丹江",
        (2, 1): dt.date(2026, 1, 1),
        (4, 2): 12.5,
        (5, 2): True,
    }
    assert found.formulas == {(3, 1): "=SUM(C1:C9)"}
    assert found.uncached == {(3, 1)}
    assert found.merged == (Range(0, 3, 1, 4),)
