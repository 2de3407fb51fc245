"""The workbook as a spreadsheet program shows and prints it.

1. Empty or filled in, what the file claims is what LibreOffice calculates, and nothing is an error.
2. The approval form prints on one A4 page for every law and size, and shows what was filled in.
3. 校验结果 lists what is amiss, line by line, and loses a line with each mended cell.
4. 首页 counts what is asked, filled in and amiss.
"""

from __future__ import annotations

import subprocess
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import openpyxl
import pytest
from facts import branch, credit_code, park, resident, residents, site

from schemas.parameters import CITY, law_at
from workbook.layout import APPROVAL, FINDINGS, HOME, RESIDENTS, Layout
from workbook.template import build
from workbook.template_findings import CAPACITY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office import Document, Office

    from schemas.evaluation import Facts
    from schemas.parameters import Law

ROWS = 20
CITY_LAW = law_at(date(2026, 3, 18), CITY)
COUNTY_LAW = law_at(date(2026, 7, 1), "231083")
LAYOUT = Layout(CITY_LAW, ROWS)
FIRST_LINE, LAST_COLUMN = 4, 8
BLANK_WHOLE_FORM = 22 + 1 + 1 + 14 + 7  # fields, two empty tables, services, materials


def messy() -> Facts:
    """Give an application with one of everything that is amiss."""
    rows = residents(11)
    rows[1] |= {"net_service_revenue": rows[1]["gross_revenue"]}  # 290 − 250 is not 290
    rows[2] |= {"licence_kind": "无"}
    rows[3] |= {"code": rows[4]["code"]}
    rows[5] |= {"left_on": date(2025, 6, 30)}
    rows[6] |= {"site": "别处"}
    rows[7] |= {"gross_revenue": None}
    rows[8] |= {"name": "牡丹江经济技术开发区恒丰国际人力资源服务外包（集团）有限责任公司"}
    return park(
        residents=rows,
        sites=[site("1900"), branch("1500"), branch("1700.55", 2)],
        services={"training": False, "financing": False},
        materials={"item_4": False},
        ratings={"infrastructure": "8"},
        cells={"applicant.kind": "其他单位", "park.resident_count": 99},
    )


@pytest.fixture
def blank(office: Office, tmp_path: Path) -> Iterator[Document]:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(build(CITY_LAW, rows=ROWS))
    with office.open(path) as document:
        yield document


def lines(document: Document) -> list[list[object]]:
    """Give what stands in the lines of 校验结果."""
    block = document.get_block(FINDINGS, FIRST_LINE, 0, FIRST_LINE + 199, LAST_COLUMN)
    return [list(row) for row in block if row[0] != ""]


@pytest.mark.parametrize(
    ("law", "facts"),
    [(CITY_LAW, None), (COUNTY_LAW, None), (CITY_LAW, park()), (CITY_LAW, messy())],
    ids=["empty", "county", "passes", "messy"],
)
def test_what_is_claimed_is_what_is_calculated(
    law: Law, facts: Facts | None, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build(law, rows=ROWS, facts=facts))
    formulas = openpyxl.load_workbook(path)
    claimed = openpyxl.load_workbook(path, data_only=True)
    compared, different = 0, []
    with office.open(path) as document:
        assert document.errors() == []
        for sheet in formulas:
            block = document.get_block(sheet.title, 0, 0, sheet.max_row - 1, sheet.max_column - 1)
            for row in sheet.iter_rows():
                for cell in row:
                    if not str(cell.value).startswith("="):
                        continue
                    compared += 1
                    wanted = claimed[sheet.title][cell.coordinate].value
                    wanted = "" if wanted is None else wanted
                    shown = block[cell.row - 1][cell.column - 1]
                    if shown != (pytest.approx(wanted) if isinstance(wanted, float) else wanted):
                        different.append((sheet.title, cell.coordinate, wanted, shown))
    assert compared > 2000
    assert different == []


@pytest.mark.parametrize(
    ("law", "rows", "facts"),
    [(CITY_LAW, 30, messy()), (CITY_LAW, 2000, None), (COUNTY_LAW, 30, None)],
    ids=["filled", "2000-rows", "county"],
)
def test_the_approval_form_prints_on_one_page(
    law: Law, rows: int, facts: Facts | None, office: Office, tmp_path: Path
) -> None:
    path, pdf = tmp_path / "book.xlsx", tmp_path / "page.pdf"
    path.write_bytes(build(law, rows=rows, facts=facts))
    with office.open(path) as document:
        document.show_only(APPROVAL)
        document.pdf(pdf)
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    facts_of_page = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert facts_of_page["Pages"].strip() == "1"
    assert "A4" in facts_of_page["Page size"]
    words = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    assert law.approval_form in words.stdout
    assert words.stdout.count("（盖章）") == 3


def test_the_approval_form_shows_what_was_filled_in(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    facts = park(services={"financing": False}, cells={"park.registered_on": None})
    path.write_bytes(build(CITY_LAW, rows=ROWS, facts=facts))
    with office.open(path) as document:
        words = [cell for row in document.get_block(APPROVAL, 0, 0, 20, 3) for cell in row if cell]
    assert words[1:3] == ["申报单位（盖章）：宁安市人民政府", "填报日期：2026年3月18日"]
    answers = dict(pairwise(words[3:]))
    assert answers["建设投入资金"] == "860.00 万元"
    assert answers["占地面积"] == "4,200.00平方米"
    assert answers["专（兼）职人员数"] == "专职8人、兼职2人"
    assert answers["入驻机构数量"] == "12家"
    assert answers["注册时间"] == "建设投入资金"  # nothing between the two: a blank is no 0
    assert answers["载体建设方式\n（选择打√）"] == "☐新建        ☑改建"
    services = answers["园区可提供的服务\n（选择打√）"]
    assert services == (
        "☑政策咨询 ☑信息服务 ☑注册登记 ☑证照审批 ☑开业指导\n"
        "☑装修入住 ☑物业服务 ☑平台搭建 ☐融资服务 ☑其他服务"
    )


def test_the_list_says_where_what_and_how_to_mend(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build(CITY_LAW, rows=ROWS, facts=messy()))
    with office.open(path) as document:
        found = lines(document)
    assert [(line[1], *line[2:6]) for line in found] == [
        ("错误", "入驻机构", "S6", "净服务收入", "290.00"),
        ("警告", "入驻机构", "I7", "许可或备案", "无"),
        ("警告", "入驻机构", "F9", "统一社会信用代码", credit_code(5)),
        ("错误", "入驻机构", "U10", "在园期间营业收入", ""),
        ("警告", "入驻机构", "H11", "所在场地", "别处"),
        ("错误", "入驻机构", "Q12", "营业收入(含代收代付)", ""),
        ("错误", "申报材料", "D8", "有/无", "无"),
        ("警告", "园区信息", "C21", "入驻机构数量", "99"),
        ("警告", "园区信息", "C6", "申报单位性质", "其他单位"),
        ("警告", "服务与活动", "E14", "说明", ""),
        ("警告", "资格审查", "D7", "建筑面积", found[-1][5]),
    ]
    assert str(found[-1][6]).startswith("建筑面积：不符合。核心园区1个、分园区2个；")
    assert [line[7] for line in found[:3]] == ["第六条第（四）项"] * 3
    assert all(line[7] and line[8] for line in found)


def test_a_mended_cell_leaves_the_list(blank: Document) -> None:
    assert len(lines(blank)) == BLANK_WHOLE_FORM
    assert blank.get((FINDINGS, 1, 0)) == f"还有{BLANK_WHOLE_FORM}个问题待改正。"
    assert lines(blank)[0][2:5] == ["园区信息", "C5", "申报单位"]
    blank.set("applicant_name", "宁安市人民政府")
    assert len(lines(blank)) == BLANK_WHOLE_FORM - 1
    assert lines(blank)[0][2:5] == ["园区信息", "C6", "申报单位性质"]


def test_more_problems_than_lines_are_counted(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build(CITY_LAW, rows=250))
    with office.open(path) as document:
        column = Layout(CITY_LAW, 250).tables["residents"].columns["name"]
        document.set_block(RESIDENTS, 4, column, [[f"机构{row}"] for row in range(250)])
        count = BLANK_WHOLE_FORM - 1 + 250  # the table is not empty any more
        assert str(document.get((FINDINGS, 1, 0))).startswith(
            f"还有{count}个问题待改正，下面列出前{CAPACITY}个"
        )
        assert len(lines(document)) == CAPACITY


def test_the_first_sheet_counts(blank: Document) -> None:
    def row(sheet: str) -> list[object]:
        found = blank.get_block(HOME, 0, 1, 40, 5)
        return next(list(cells[1:]) for cells in found if cells[0] == sheet)

    assert row("园区信息") == [22, 0, 22, "未开始"]
    assert row(RESIDENTS) == [9, 0, 1, "未开始"]
    assert row("评分") == [0, 0, 0, "选填"]
    blank.set("applicant_name", "宁安市人民政府")
    filled = resident(1)
    for key in ("name", "code", "kind", "licence_kind", "licence_number"):
        at = LAYOUT.tables["residents"]
        blank.set((RESIDENTS, at.first_row, at.columns[key]), str(filled[key]))
    assert row("园区信息") == [22, 1, 21, "填写中"]
    assert row(RESIDENTS) == [9, 4, 1, "填写中"]
