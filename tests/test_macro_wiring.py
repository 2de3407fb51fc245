"""In the edition with macros each button, link, setting and word of help leads to what it names.

1. Each button runs the macro of its caption, and that macro is in the project.
2. 转到 leads to the sheet and the cell of its own row.
3. xlwings finds the functions by the module's name, and no folder of the workbook's is searched.
4. The help for Excel's wizard is that of the published functions, word for word.
5. No input is offered for tidying twice.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from importlib import import_module

import openpyxl
import pytest
from engine_stub import project
from test_faces import LAW
from test_template_macros import area

from macros.project import our_modules
from schemas.published import published
from workbook.layout import CONF, FINDINGS, FIXES, HOME
from workbook.template import Macros, build

REVIEW, PREVIEW = ("校验", "HrparkReview"), ("查看可整理处", "HrparkPreviewFixes")
APPLY, UNDO, MAIL = (
    ("应用", "HrparkApplyFixes"),
    ("撤销", "HrparkUndoFixes"),
    ("准备邮件", "HrparkMail"),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return build(LAW, rows=30, macros=Macros(project(), "https://hr.example.cn", "token"))


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), keep_vba=True)


def test_each_button_runs_the_macro_of_its_caption(data: bytes, book: openpyxl.Workbook) -> None:
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for number, title in enumerate(book.sheetnames, start=1):
            rels = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            if rels not in package.namelist():
                continue
            for name in re.findall(r"vmlDrawing\d+\.vml", package.read(rels).decode()):
                vml = package.read(f"xl/drawings/{name}").decode()
                captions = re.findall(r"<font [^>]*>([^<]+)</font>", vml)
                macros = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", vml)
                found[title] = list(zip(captions, macros, strict=True))
    assert found == {
        HOME: [REVIEW, PREVIEW, MAIL],
        FINDINGS: [REVIEW, PREVIEW],
        FIXES: [PREVIEW, APPLY, UNDO],
    }
    sources = "\n".join(module.source for module in our_modules())
    for _, macro in (REVIEW, PREVIEW, APPLY, UNDO, MAIL):
        assert f"\nPublic Sub {macro}()\n" in sources


@pytest.mark.parametrize(("title", "sheet_at", "cell_at"), [(FINDINGS, 3, 4), (FIXES, 2, 3)])
def test_a_link_leads_to_the_cell_of_its_row(
    book: openpyxl.Workbook, title: str, sheet_at: int, cell_at: int
) -> None:
    sheet = book[title]
    left, top, _, bottom = area(book, "button_findings" if title == FINDINGS else "button_fixes")[1]
    assert sheet.cell(top - 1, left + sheet_at - 1).value == "工作表"
    assert sheet.cell(top - 1, left + cell_at - 1).value == "单元格"
    for row in range(top, bottom + 1):
        where, cell = (
            f"${sheet.cell(row, left + at - 1).column_letter}{row}" for at in (sheet_at, cell_at)
        )
        jump = f'HYPERLINK("#\'"&{where}&"\'!"&{cell},"转到")'
        assert sheet.cell(row, 2).value == f'=IF({cell}="","",{jump})'


def test_xlwings_finds_the_functions_and_no_folder_beside_the_workbook(
    book: openpyxl.Workbook,
) -> None:
    assert {row[0]: row[1] or "" for row in book[CONF].iter_rows(values_only=True)} == {
        "UDF MODULES": "udfs.functions",
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "HRPARK_SERVER": "https://hr.example.cn",
        "AUTH": "token",
    }
    module = import_module("udfs.functions")
    assert all(callable(getattr(module, entry.name)) for entry in published())


def test_the_wizard_says_what_the_functions_say_of_themselves(book: openpyxl.Workbook) -> None:
    sheet, (left, top, right, bottom) = area(book, "text_functions")
    rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
    assert [[cell for cell in row if cell] for row in rows] == [
        [entry.name, entry.help, *(argument.help for argument in entry.arguments)]
        for entry in published()
    ]


def test_no_input_is_offered_for_tidying_twice(book: openpyxl.Workbook) -> None:
    sheet, (left, top, _, bottom) = area(book, "tidy_ranges")
    covered: Counter[tuple[str, int, int]] = Counter()
    for where, *_ in book[sheet].iter_rows(top, bottom, left + 1, left + 1, values_only=True):
        title, _, cells = str(where).rpartition("!")
        first, above, last, below = openpyxl.utils.range_boundaries(cells)
        covered.update(
            (title, row, column)
            for row in range(above, below + 1)
            for column in range(first, last + 1)
        )
    assert len(covered) > 100
    assert set(covered.values()) == {1}
