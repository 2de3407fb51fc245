"""The edition with macros is the plain workbook with buttons, lists, words and functions added.

1. It has every sheet and name of the other edition, and the names by which buttons find things.
2. What a button writes stands in open cells; everything else on those sheets is locked.
3. A cell with a published function asks it first, and its formula is the other edition's.
4. With no engine the formulas answer: all cases written by hand, no cell of any sheet an error.
5. The inputs that the list of the last check names are coloured, and only those.
6. The validator finds nothing wrong in it.
"""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import oracle_ooxml
import pytest
from engine_stub import project
from test_faces import LAW, LAYOUT, ROWS, agree_on_every_case_written_by_hand

from schemas.parameters import law_at
from schemas.published import Answers, published
from workbook.button_words import ASKED, LISTED, OPEN, fixed
from workbook.layout import (
    CONDITIONS_SHEET,
    FINDINGS,
    FIXES,
    HOME,
    LIVE,
    MACRO_SHEETS,
    PARAMETERS,
    RESIDENTS,
    SHEETS,
)
from workbook.template import Macros, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office import Document, Office
    from openpyxl import Workbook

COUNTY_LAW = law_at(date(2026, 7, 1), "231083")
SIZES = {
    "button_findings": (LISTED, 9),
    "live_findings": (100, 8),
    "live_count": (1, 1),
    "button_fixes": (LISTED, 8),
    "button_stamp": (1, 1),
    "button_message": (1, 1),
    "setting_server": (1, 1),
    "setting_token": (1, 1),
    "list_state": (LISTED, 1),
    "list_sheet": (LISTED, 1),
    "list_cell": (LISTED, 1),
    "row_status_residents": (30, 1),
}


@pytest.fixture(scope="module")
def data() -> bytes:
    return build(LAW, rows=30, macros=Macros(project(), "https://example.gov.cn/hr", "secret"))


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), keep_vba=True)


@pytest.fixture(scope="module")
def plain() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(build(LAW, rows=30)))


@pytest.fixture(scope="module")
def open_book(office: Office, tmp: Path) -> Iterator[Document]:
    path = tmp / "macros.xlsm"
    path.write_bytes(build(LAW, rows=ROWS, macros=Macros(project())))
    with office.open(path) as opened:
        opened.unprotect(CONDITIONS_SHEET)
        opened.unprotect(PARAMETERS)
        yield opened


def area(book: Workbook, name: str) -> tuple[str, tuple[int, int, int, int]]:
    """Give the sheet and the bounds (first column and row, last column and row) of a name."""
    sheet, _, cells = book.defined_names[name].attr_text.rpartition("!")
    return sheet.strip("'"), openpyxl.utils.range_boundaries(cells)


def test_it_has_the_other_edition_s_sheets_and_names_and_the_buttons_own(
    book: Workbook, plain: Workbook
) -> None:
    assert set(book.sheetnames) == {*SHEETS, *MACRO_SHEETS}
    assert [one for one in book.sheetnames if one in SHEETS] == plain.sheetnames
    hidden = {sheet.title for sheet in book if sheet.sheet_state == "hidden"}
    assert hidden == {*MACRO_SHEETS, "标识"} - {FIXES, LIVE}
    for name, defined in plain.defined_names.items():
        assert book.defined_names[name].attr_text == defined.attr_text, name
    for name, (rows, columns) in SIZES.items():
        _, (left, top, right, bottom) = area(book, name)
        assert (bottom - top + 1, right - left + 1) == (rows, columns), name


def test_the_words_of_the_buttons_stand_in_cells(book: Workbook) -> None:
    for key, words in fixed().items():
        sheet, (left, top, _, _) = area(book, f"text_{key}")
        assert (book[sheet].cell(top, left).value or "") == words, key
    for key in ("mail_name", "mail_subject", "mail_body"):
        sheet, (left, top, _, _) = area(book, f"text_{key}")
        assert str(book[sheet].cell(top, left).value).startswith("="), key
    server, (left, top, _, _) = area(book, "setting_server")
    assert book[server].cell(top, left).value == "https://example.gov.cn/hr"
    assert book[server].cell(top + 1, left).value == "secret"


def test_only_what_buttons_write_is_open_on_their_sheets(book: Workbook) -> None:
    for title, names in {
        FINDINGS: ["button_findings"],
        FIXES: ["button_fixes"],
        HOME: ["button_stamp", "button_message", "meta_code"],
    }.items():
        sheet = book[title]
        assert sheet.protection.sheet
        written = [area(book, name)[1] for name in names]
        for row in sheet.iter_rows(max_row=230):
            for cell in row:
                inside = any(
                    left <= cell.column <= right and top <= cell.row <= bottom
                    for left, top, right, bottom in written
                )
                merged = isinstance(cell, openpyxl.cell.cell.MergedCell)
                code = title == HOME and cell.coordinate == "D28"  # blank, beside the code
                if not merged and not code:
                    assert cell.protection.locked != inside, cell.coordinate


def test_a_cell_with_a_function_asks_it_first(book: Workbook, plain: Workbook) -> None:
    asked = 0
    for entry in published():
        if entry.answers is not Answers.RESULT:
            continue
        sheet, (left, top, _, _) = area(book, f"result_{entry.target.replace('.', '_')}")
        formula = plain[sheet].cell(top, left).value[1:]
        assert book[sheet].cell(top, left).value == f"=IFERROR({entry.call()},{formula})"
        asked += 1
    assert asked > 20
    columns = [entry for entry in published() if entry.answers is Answers.COLUMN]
    for entry in columns:
        table, _, key = entry.target.partition(".")
        name = f"row_{key}_{table}"
        sheet, (left, top, _, _) = area(book, name)
        array = book[sheet].cell(top, left).value
        assert (array.ref, array.text) == (
            book.defined_names[name].attr_text.rpartition("!")[2].replace("$", ""),
            f"=IFERROR({entry.call()},0)",
        )
        place = LAYOUT.tables[table]
        row, column = place.first_row + 1, place.columns[key] + 1
        first = str(book[place.sheet].cell(row, column).value)
        number = re.match(rf"=IF\(ISTEXT\(INDEX\({name},(ROWS\([^)]*\))\)\),", first)
        assert number, first
        own = plain[place.sheet].cell(row, column).value[1:]
        answer = f"INDEX({name},{number[1]})"
        assert first == f"=IF(ISTEXT({answer}),{answer},{own})"
    assert len(columns) >= 4


def test_without_an_engine_the_formulas_answer_every_case_written_by_hand(
    open_book: Document,
) -> None:
    agree_on_every_case_written_by_hand(open_book)
    assert open_book.get("meta_engine") == "内置公式"
    assert open_book.errors() == []


def test_the_formulas_compose_what_the_mail_says(open_book: Document) -> None:
    open_book.set("park_name", '甲\\乙/丙:丁*"园区"?<一>|\n二')
    open_book.set("applicant_name", "某局")
    assert open_book.get("text_mail_name") == "认定申报_甲乙丙丁园区一二"
    assert str(open_book.get("text_mail_subject")).endswith("（某局）")
    open_book.set("park_name", "甲　乙园区　")
    assert open_book.get("text_mail_name") == "认定申报_甲乙园区"
    open_book.set("park_name", "甲乙丙丁园区一二")
    open_book.set("meta_code", "AB12-CD34")
    assert open_book.get("text_mail_name") == "认定申报_甲乙丙丁园区一二_AB12-CD34"
    body = str(open_book.get("text_mail_body"))
    assert "填报码：AB12-CD34" in body
    assert body.endswith("附件：{path}")
    open_book.set("park_name", None)
    assert open_book.get("text_mail_name") == "认定申报_未填名称_AB12-CD34"
    open_book.set("meta_code", None)


def test_the_list_numbers_its_rows_links_them_and_counts_what_is_open(open_book: Document) -> None:
    where = open_book.area("button_findings")
    first = (where.sheet, where.first_row, where.first_column)
    open_book.set_block(
        *first,
        [
            [OPEN, "错误", RESIDENTS, "E7", "代码", "1", "不对", "第六条", "改"],
            ["已改正", "错误", RESIDENTS, "F8", "名称", "", "没填", "第六条", "填"],
        ],
    )
    open_book.set("button_stamp", "2026-11-24 17:40　内置公式")
    rows = open_book.get_block(where.sheet, where.first_row, 0, where.first_row + 2, 1)
    assert rows == [[1.0, "转到"], [2.0, "转到"], ["", ""]]
    said = open_book.get((where.sheet, 1, 0))
    assert said == "上次校验 2026-11-24 17:40　内置公式：还有1个问题待改正。"
    open_book.set((where.sheet, where.first_row, where.first_column), "已改正")
    assert str(open_book.get((where.sheet, 1, 0))).endswith("没有待改正的问题。")


def test_what_a_button_says_stands_beside_the_buttons(open_book: Document) -> None:
    home, fixes = (HOME, 3, 1), (FIXES, 1, 0)
    assert open_book.get(home) == ASKED
    assert "查看可整理处" in str(open_book.get(fixes))
    open_book.set("button_message", "已还原3处。")
    assert open_book.get(home) == open_book.get(fixes) == "已还原3处。"
    open_book.set("button_message", ASKED)


def test_inputs_that_the_list_names_are_coloured(book: Workbook, open_book: Document) -> None:
    rules = {
        str(area_.sqref): rule.formula[0]
        for area_ in book[RESIDENTS].conditional_formatting
        for rule in area_.rules
        if "list_cell" in (rule.formula or [""])[0]
    }
    assert len(rules) == len(LAYOUT.tables["residents"].inputs)
    listed = open_book.area("button_findings")
    line = (listed.sheet, listed.first_row, listed.first_column)
    place = (RESIDENTS, 7, 5)  # F8
    for sheet, cell, state, coloured in (
        (RESIDENTS, "F8", "待改正", True),
        (RESIDENTS, "F8", "已改正", False),
        (RESIDENTS, "F9", "待改正", False),
        ("园区场地", "F8", "待改正", False),
    ):
        open_book.set_block(*line, [[state, "错误", sheet, cell, "", "", "不对", "", ""]])
        open_book.formula(place, f"={rules['F5:F34']}")  # asked where the cell stands
        assert bool(open_book.get(place)) == coloured, (sheet, cell, state)
    open_book.set(place, None)


def test_tidying_is_for_codes_phones_numbers_and_days_only(book: Workbook) -> None:
    sheet, (left, top, right, bottom) = area(book, "tidy_ranges")
    kinds = {}
    for row in book[sheet].iter_rows(top, bottom, left, right, values_only=True):
        kinds[row[1]] = row[0]
    assert set(kinds.values()) == {"code", "phone", "number", "date"}
    for address, kind in {
        "residents.code": "code",
        "residents.gross_revenue": "number",
        "residents.entered_on": "date",
    }.items():
        _, _, cells = book.defined_names[address.replace(".", "_")].attr_text.rpartition("!")
        assert kinds[f"'{RESIDENTS}'!{cells}"] == kind
    _, _, names = book.defined_names["residents_name"].attr_text.rpartition("!")
    assert f"'{RESIDENTS}'!{names}" not in kinds


@pytest.mark.skipif(oracle_ooxml.find() is None, reason="the Open XML validator is not there")
@pytest.mark.parametrize(("law", "rows"), [(LAW, 30), (LAW, 500), (COUNTY_LAW, 30)])
def test_the_validator_finds_nothing(law: object, rows: int, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsm"
    path.write_bytes(build(law, rows=rows, macros=Macros(project())))  # type: ignore[arg-type]
    assert oracle_ooxml.errors(path) == []


def test_the_same_arguments_give_the_same_bytes(data: bytes) -> None:
    again = build(LAW, rows=30, macros=Macros(project(), "https://example.gov.cn/hr", "secret"))
    assert again == data
