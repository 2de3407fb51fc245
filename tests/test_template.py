"""The empty workbook, as it is written.

1. The same law and rows give the same bytes, dated by the law's day.
2. Every defined name leads where the map says.
3. Inputs are open and nothing else is; every sheet is protected without a password.
4. Every input has a message, and the dropdown or bounds of its field.
5. Formulas keep to what Excel 2010, WPS and LibreOffice share: functions, lengths.
6. Every formula has a value; verdicts of the empty form are 待填写, and nothing shows an error.
7. The approval form says what the annex says, word for word.
8. Every figure of the law stands on 参数 once; an example says that it is one.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import oracle_ooxml
import pytest
import python_calamine

from schemas.application import APPLICATION
from schemas.articles import ANNEX
from schemas.blocks import blocks
from schemas.field_reader import choices_of
from schemas.fields import Field, Kind
from schemas.parameters import CITY, Law, law_at
from schemas.rules.eligibility import CONDITIONS
from workbook.layout import APPROVAL, CONDITIONS_SHEET, HIDDEN, HOME, PARAMETERS, SHEETS, Layout
from workbook.template import build

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

ROWS = 30
CITY_LAW = law_at(date(2026, 3, 18), CITY)
COUNTY_LAW = law_at(date(2026, 7, 1), "231083")
ALLOWED = set(
    re.findall(
        r"\w+",
        """AND CHAR COUNT COUNTA COUNTIF COUNTIFS DATE FIND HYPERLINK IF IFERROR INDEX INT ISERROR
        ISNUMBER LEFT LEN MATCH MAX MID MIN MOD NOT OR REPT ROUND ROW ROWS SUBSTITUTE SUM SUMIFS
        SUMPRODUCT TEXT TRIM UPPER VLOOKUP YEAR""",
    )
)
_LITERAL = re.compile(r'"(?:[^"]|"")*"')
_XML_FORMULA = re.compile(r"<(?:f|formula|formula1|formula2)>(.*?)</", re.DOTALL)


@pytest.fixture(scope="module")
def data() -> bytes:
    return build(CITY_LAW, rows=ROWS)


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def values(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


@pytest.fixture(scope="module")
def layout() -> Layout:
    return Layout(CITY_LAW, ROWS)


def inputs(layout: Layout) -> dict[tuple[str, int, int], Field]:
    """Give every input cell, from 1 as openpyxl counts, with its field."""
    found = {}
    for address, at in layout.cells.items():
        if address.partition(".")[0] not in layout.tables:
            found[at.sheet, at.row + 1, at.column + 1] = APPLICATION.field(address)
    for table in layout.tables.values():
        for field in table.inputs:
            for row in range(table.first_row, table.last_row + 1):
                found[table.sheet, row + 1, table.columns[field.key] + 1] = field
    return found


def cells(book: Workbook) -> dict[tuple[str, int, int], Cell]:
    return {
        (sheet.title, cell.row, cell.column): cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, openpyxl.cell.Cell)
    }


def validations(book: Workbook, sheet: str) -> dict[tuple[int, int], DataValidation]:
    return {
        (row, column): rule
        for rule in book[sheet].data_validations.dataValidation
        for area in rule.sqref.ranges
        for row, column in area.cells
    }


def test_same_arguments_give_the_same_bytes(data: bytes) -> None:
    assert build(CITY_LAW, rows=ROWS) == data
    assert build(CITY_LAW, rows=ROWS + 1) != data
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert str(properties.created) == str(properties.modified) == "2026-03-18 00:00:00"


def test_the_sheets_stand_in_order_and_only_the_last_is_hidden(book: Workbook) -> None:
    assert book.sheetnames == list(SHEETS)
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [HIDDEN]
    assert book.active is not None
    assert book.active.title == HOME


def test_its_window_fits_a_screen(book: Workbook) -> None:
    # In twips, 15 to a pixel. A larger one would hide the tabs and bars of older Excels.
    (view,) = book.views
    assert view.windowWidth / 15 <= 1920
    assert view.windowHeight / 15 <= 1040


def test_every_name_leads_where_the_map_says(book: Workbook, layout: Layout) -> None:
    expected = {}
    for name, sheet, top, left, bottom, right in layout.names():
        first = book[sheet].cell(top + 1, left + 1).coordinate
        last = book[sheet].cell(bottom + 1, right + 1).coordinate
        expected[name] = (sheet, first if first == last else f"{first}:{last}")
    found = {}
    for name, defined in book.defined_names.items():
        [(sheet, area)] = defined.destinations
        found[name] = (sheet, area.replace("$", ""))
    assert found == expected
    assert expected["residents_code"] == ("入驻机构", "F5:F34")


def test_only_inputs_are_open(book: Workbook, layout: Layout) -> None:
    unlocked = {place for place, cell in cells(book).items() if not cell.protection.locked}
    assert unlocked == set(inputs(layout))
    for sheet in book:
        protection = sheet.protection
        assert (protection.sheet, protection.password) == (True, None), sheet.title
        # False in the file means: not forbidden
        assert not any(
            (protection.formatColumns, protection.formatRows, protection.sort),
        ), sheet.title
        assert not protection.autoFilter
        assert not protection.selectLockedCells
        # Messages ask people to change a cell's format; only where they fill in may they.
        filled_in = {"园区信息", "园区场地", "入驻机构", "服务与活动", "申报材料", "评分"}
        assert protection.formatCells == (sheet.title not in filled_in), sheet.title


def test_every_input_has_a_message_and_the_rule_of_its_field(
    book: Workbook, layout: Layout
) -> None:
    rules = {sheet: validations(book, sheet) for sheet in book.sheetnames}
    for (sheet, row, column), field in inputs(layout).items():
        rule = rules[sheet][row, column]
        assert rule.showInputMessage, field.label
        assert rule.promptTitle == field.label
        assert len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255
        assert rule.prompt.endswith(CITY_LAW.cite(field.article))
        assert not field.unit or f"单位：{field.unit}" in rule.prompt
        assert rule.errorStyle in {"warning", None}  # None: 停止
        assert (rule.type == "list") == (
            field.kind in {Kind.CHOICE, Kind.YES_NO} or (sheet, field.key) == ("入驻机构", "site")
        )
        if field.kind.numeric and field.kind is not Kind.DAY:
            assert rule.errorStyle is None
        elif rule.type != "list":
            assert rule.errorStyle == "warning"


def test_dropdowns_offer_the_choices_of_the_field(book: Workbook, layout: Layout) -> None:
    rules = {sheet: validations(book, sheet) for sheet in book.sheetnames}
    offered = {
        field: rules[sheet][row, column].formula1
        for (sheet, row, column), field in inputs(layout).items()
        if field.kind is Kind.CHOICE
    }
    assert len(offered) == 9
    for field, formula in offered.items():
        if field.key == "county":
            assert formula == "list_counties"
        else:
            assert formula == f'"{",".join(choices_of(field, CITY_LAW))}"'
    [(sheet, area)] = book.defined_names["list_counties"].destinations
    listed = [row[0].value for row in book[sheet][area]]
    assert listed == list(CITY_LAW.counties.values())


def test_formulas_use_only_functions_that_all_programs_have(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        text = "".join(package.read(name).decode() for name in sheets)
    whole = [html.unescape(formula) for formula in _XML_FORMULA.findall(text)]
    assert max(map(len, whole)) <= 8192
    assert max(len(word) for formula in whole for word in _LITERAL.findall(formula)) <= 255
    formulas = [_LITERAL.sub("", formula) for formula in whole]
    used = {name for formula in formulas for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)}
    assert len(formulas) > 1000
    assert used - ALLOWED == set()


def test_every_formula_has_a_value_and_none_an_error(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                text = package.read(name).decode()
                # XlsxWriter leaves an empty text without its type, and readers take it for none.
                assert not re.search(r"<c [^>]*(?<!t=\"str\")><f>[^<]*</f><v></v>", text), name
                assert 't="e"' not in text


def test_verdicts_of_the_empty_form(values: Workbook, layout: Layout) -> None:
    sheet = values[CONDITIONS_SHEET]
    for condition in CONDITIONS:
        for word in ("verdict", "result"):
            at = layout.results[f"{condition.key}.{word}"]
            assert sheet.cell(at.row + 1, at.column + 1).value == "待填写", condition.key
    at = layout.results["overall"]
    assert sheet.cell(at.row + 1, at.column + 1).value == "待填写"


def squeezed(text: str) -> str:
    """Take away what the form adds: white space and boxes."""
    return re.sub(r"[\s☐☑]", "", text)


@pytest.mark.parametrize("law", [CITY_LAW, COUNTY_LAW], ids=lambda law: law.code)
def test_the_approval_form_says_what_the_annex_says(law: Law) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(build(law, rows=10)), data_only=True)[APPROVAL]
    printed = "".join(
        str(cell.value) for row in sheet["A1:D99"] for cell in row if cell.value is not None
    )
    annex, title, *rest = law.provisions[ANNEX].text.splitlines()
    assert annex == "附件"
    assert squeezed(printed) == law.approval_form + squeezed("".join(rest))
    assert "装修入住" in printed
    assert (law.approval_form == title) == (law.code == CITY)


def test_the_approval_form_is_one_page_with_official_margins(book: Workbook) -> None:
    sheet = book[APPROVAL]
    page = sheet.page_margins
    margins = [round(side * 25.4) for side in (page.top, page.bottom, page.left, page.right)]
    assert margins == [37, 35, 28, 26]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 1), (None, None)}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    fonts = {cell.font.name for row in sheet["A1:D19"] for cell in row if cell.value}
    assert fonts == {"方正小标宋简体", "仿宋_GB2312"}


def test_every_figure_stands_on_its_sheet(values: Workbook, layout: Layout) -> None:
    sheet = values[PARAMETERS]
    for key, figure in CITY_LAW.parameters.items():
        row = [cell.value for cell in sheet[layout.parameters[key].row + 1]]
        assert row[:2] == [
            figure.label,
            {"at_least": "不少于", "more_than": "超过", "at_most": "不超过"}[figure.operator],
        ]
        assert row[2] == float(figure.value)
        assert row[3] == figure.unit
        assert row[5] == datetime.combine(figure.in_force_from, datetime.min.time())
        assert row[6] == figure.wording
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {reading.text for reading in CITY_LAW.readings} <= texts


@pytest.mark.parametrize(("law", "said"), [(CITY_LAW, False), (COUNTY_LAW, True)])
def test_an_example_says_so_on_its_first_sheet_and_every_page(law: Law, *, said: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(law, rows=10)))
    words = [str(cell.value) for row in book[HOME].iter_rows() for cell in row]
    assert ("示例，非正式文件" in words) == said
    for sheet in book:
        assert ("示例" in str(sheet.oddHeader.center.text)) == said, sheet.title


def test_the_reading_library_sees_the_same(data: bytes, values: Workbook) -> None:
    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert opened.sheet_names == list(SHEETS)
    rows = opened.get_sheet_by_name(HOME).to_python()
    assert values[HOME]["B1"].value in {cell for row in rows for cell in row}


@pytest.mark.skipif(oracle_ooxml.find() is None, reason="the Open XML validator is not there")
@pytest.mark.parametrize(("law", "rows"), [(CITY_LAW, ROWS), (CITY_LAW, 500), (COUNTY_LAW, 30)])
def test_the_validator_finds_nothing(law: Law, rows: int, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(build(law, rows=rows))
    assert oracle_ooxml.errors(path) == []


def test_each_block_holds_the_cells_of_its_rows_and_columns(layout: Layout) -> None:
    places = {name: (sheet, *where) for name, sheet, *where in layout.names()}
    for block in blocks().values():
        sheet, top, left, bottom, right = places[block.name]
        if block.key in layout.tables:
            table = layout.tables[block.key]
            assert (sheet, top, bottom) == (table.sheet, table.first_row, table.last_row)
            columns = [table.columns[key] for key in block.columns]
            assert columns == list(range(left, right + 1))
            continue
        assert (left, bottom - top + 1) == (right, len(block.rows))
        cell = {
            "law": "law_{}",
            "rubric": "law_evaluation_{}",
            "decisions": "result_{}_decision",
        }.get(block.key, f"{block.key}_{{}}")
        for row, key in enumerate(block.rows, start=top):
            if cell.format(key) in places:
                assert places[cell.format(key)] == (sheet, row, left, row, left), key
            else:
                assert block.key == "evaluation_rating"
                assert places[f"result_evaluation_{key}"][:2] == (sheet, row)
