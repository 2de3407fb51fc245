"""Findings stand on a last sheet as texts, with links, ready to print."""

from __future__ import annotations

from io import BytesIO

from annotating import ADDED, MAIN, PARK, TABLE, TITLE, copy, opened, parts, written
from lxml import etree
from python_calamine import CalamineWorkbook

from schemas.findings import Level
from workbook.annotate import FindingRow, annotate


def test_findings_stand_on_the_last_sheet() -> None:
    book = opened(copy(written()))
    assert book.sheetnames == [PARK, TABLE, "图", ADDED]
    sheet = book[ADDED]
    assert [cell.value for cell in sheet[3]] == [
        "级别", "工作表", "单元格", "项目", "填报值", "问题", "依据", "修改建议",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]] == [
        "错误", PARK, "B3", "建筑面积", "约3000",
        "“建筑面积”应填数字，现填“约3000”。", "第六条（三）", "只填数字，不带文字和单位。",
    ]  # fmt: skip
    assert sheet["A1"].value == TITLE
    assert sheet["A2"].value.startswith("共 4 条：错误 1，警告 1，提示 2。")
    assert sheet["A4"].fill.fgColor.rgb == "FFFFC7CE"


def test_findings_link_to_their_cells() -> None:
    sheet = opened(copy(written()))[ADDED]
    assert sheet["C4"].hyperlink.location == f"'{PARK}'!B3"
    assert sheet["C5"].hyperlink.location == "'it''s 机构'!D7"
    assert sheet["C5"].value == "D7、 E9:E12"
    assert sheet["C6"].hyperlink is None  # that sheet is not in the file
    assert sheet["C7"].hyperlink is None


def test_many_cells_are_shown_as_a_number() -> None:
    cells = "、".join(f"B{row}" for row in range(1, 41))
    data = annotate(written(), (), [FindingRow(Level.ERROR, PARK, cells, *"甲乙丙丁戊")], title="")
    assert opened(data)[ADDED]["C4"].value == "B1、 B2、 B3、 B4、 B5、 B6 等 40 处"


def test_what_people_typed_stays_text() -> None:
    added = parts(copy(written()))["xl/worksheets/sheet3.xml"]
    root = etree.fromstring(added)
    assert root.find(f".//{MAIN}f") is None
    assert {cell.get("t") for cell in root.iter(f"{MAIN}c") if len(cell)} == {"inlineStr"}
    row = CalamineWorkbook.from_filelike(BytesIO(copy(written()))).get_sheet_by_name(ADDED)
    assert row.to_python()[4][3:] == ["合计", "=1+1", "+a", "-b", "@c"]
    quoted = opened(copy(written()))[ADDED]
    assert all(quoted.cell(5, column).quotePrefix for column in range(4, 9))


def test_forbidden_characters_are_written_as_excel_writes_them() -> None:
    added = parts(copy(written()))["xl/worksheets/sheet3.xml"].decode()
    assert ">_x000B__x005F_x000B_&lt;&amp;&gt;</t>" in added
    text = "\ud800" + "长" * 40_000
    data = annotate(
        written(), (), [FindingRow(Level.ERROR, PARK, "A1", text, *"乙丙丁戊")], title=""
    )
    assert opened(data)[ADDED]["D4"].value == "\N{REPLACEMENT CHARACTER}" + "长" * 16_382


def test_the_added_sheet_is_ready_to_print() -> None:
    book = opened(copy(written()))
    sheet = book[ADDED]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:H7"
    assert sheet.sheet_properties.tabColor.rgb == "FFC00000"
    assert book.defined_names["park_area"].attr_text == f"'{PARK}'!$B$3"


def test_nothing_found_is_said() -> None:
    sheet = opened(annotate(written(), (), (), title=TITLE))[ADDED]
    assert sheet["A4"].value == "未发现问题。"
