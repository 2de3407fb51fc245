"""What comes in dirty is mended where its meaning is certain, and asked about where it is not.

Each number is one item of the list; every test reviews a whole workbook.

 1. merged cells: words hold for every row they cover, figures are asked for
 2. dates as text, serials and months, and in workbooks that count from 1904; 2025.10 kept as 2025.1
 3. codes turned into 4.4E+17: their digits are lost
 4. full-width characters, odd spaces, invisible marks, soft line breaks
 5. figures with units, words, separators; 3000㎡ is not 30002
 6. yuan where 万元 is asked
 7. hidden and filtered rows
 8. cells pasted over validations
 9. a dimension that lies
10. formulas without a saved result
11. pictures in cells, of WPS and of Excel
12. other formats renamed .xlsx, and passwords
13. other templates, older versions, renamed, moved and added sheets, inserted rows and columns,
    damaged names
14. blank rows behind, and a stray mark in the last row of all
15. yes in every hand
16. one institution twice, at two sites, under two names
17. marks and words where a figure belongs
18. an error pasted in
19. a zip of attachments, its names in GBK
20. 最终版2: a copy is known by what it states, never by its file name
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
from dirty import GENERAL, blank, day, dirtied, error, formatted, formula, number, text
from dirty_books import (
    added_sheet,
    counted_from_1904,
    damaged_name,
    picture_in_cell,
    renamed_sheet,
    sheets_first,
    without_names,
)
from dirty_sheets import (
    hidden_rows,
    inserted_columns,
    inserted_rows,
    lying_dimension,
    merged,
    without_validations,
)
from facts import credit_code
from hostile import COMPOUND
from messages import (
    CONDITIONS,
    IDENTITY,
    INFO,
    MATERIALS,
    PARAMETERS,
    RESIDENTS,
    SERVICES,
    SITES,
    flawless,
    seen,
    told,
)

from schemas.outcomes import Overall
from schemas.rules.plausibility import suspicions
from workbook.comparison import Agreement
from workbook.errors import (
    ForeignWorkbookError,
    OtherKindError,
    TooLargeError,
    UnreadableFileError,
)
from workbook.layout import TEMPLATE_VERSION
from workbook.limits import MOST_ROWS
from workbook.reading import read_workbook
from workbook.review import Review, review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dirty import Change

    from workbook.raw import RawWorkbook

PARK = "牡丹江人力资源服务产业园"


def cell(found: Review, address: str) -> object:
    return found.submission.cells[address].value


def resident(found: Review, key: str, row: int = 5) -> object:
    """Give what a row of the institutions' table states; row as the sheet counts it."""
    (read,) = (read for read in found.submission.rows["residents"] if read.row == row - 1)
    return read.cells[key].value


def filled_with(words: str, *, rows: int, columns: range) -> RawWorkbook:
    """Give the flawless workbook with words all over the institutions' table and below it."""
    raw = read_workbook(flawless())
    cells = {(row, column): words for row in range(100, 100 + rows) for column in columns}
    sheets = (
        replace(sheet, cells={**sheet.cells, **cells}) if sheet.name == RESIDENTS else sheet
        for sheet in raw.sheets
    )
    return replace(raw, sheets=tuple(sheets))


def outcome(found: Review, key: str) -> str:
    (item,) = (item for item in found.conditions if item.condition.key == key)
    return str(item.outcome)


def unchanged(found: Review) -> None:
    """Hold that a review says what it says of the workbook as it was built."""
    assert found.code == seen().code
    assert found.overall is Overall.MET


# -- 1 --------------------------------------------------------------------------------------------


def test_01_words_of_merged_cells_hold_for_each_row() -> None:
    found = seen(merged(RESIDENTS, "H5:H7"))
    assert told(found) == [("mended.merged", "入驻机构!H6"), ("mended.merged", "入驻机构!H7")]
    assert [resident(found, "site", row) for row in (5, 6, 7)] == [PARK] * 3


def test_01_figures_of_merged_cells_are_asked_for() -> None:
    found = seen(merged(RESIDENTS, "Q5:Q6"))
    assert told(found) == [("cell.merged", "入驻机构!Q6")]
    assert resident(found, "gross_revenue", 5) == Decimal(290)
    assert resident(found, "gross_revenue", 6) is None


def test_01_cells_merged_across_keep_to_their_own_column() -> None:
    found = seen(merged(INFO, "C13:D13"))
    assert told(found) == []
    unchanged(found)


# -- 2 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "message"),
    [
        ("2025.3", date(2025, 3, 1), "mended.date-month"),
        ("2025年3月", date(2025, 3, 1), "mended.date-month"),
        ("2025/3/1", date(2025, 3, 1), "mended.date"),
        ("2025年3月1日", date(2025, 3, 1), "mended.date"),
        ("二〇二五年三月一日", date(2025, 3, 1), "mended.date"),
        ("25-04-02", date(2025, 4, 2), "mended.date-short-year"),
        ("45717", date(2025, 3, 1), "mended.date-serial"),
    ],
)
def test_02_dates_as_text(typed: str, value: date, message: str) -> None:
    found = seen(text(INFO, "C16", typed))
    assert told(found) == [(message, "园区信息!C16")]
    assert cell(found, "park.registered_on") == value


def test_02_a_serial_number_without_a_date_format() -> None:
    found = seen(day(INFO, "C16", date(2025, 3, 1)), formatted(INFO, "C16", GENERAL))
    assert told(found) == [("mended.date-serial", "园区信息!C16")]
    assert cell(found, "park.registered_on") == date(2025, 3, 1)


def test_02_a_workbook_that_counts_from_1904() -> None:
    found = seen(counted_from_1904())
    assert told(found) == []
    assert cell(found, "applicant.filed_on") == date(2026, 3, 18)
    assert resident(found, "entered_on") == date(2021, 5, 20)
    unchanged(found)


def test_02_october_that_lost_its_zero_is_asked_about() -> None:
    found = seen(number(INFO, "C16", 2025.1), formatted(INFO, "C16", GENERAL))
    assert told(found) == [("date.month-lost-zero", "园区信息!C16")]
    assert cell(found, "park.registered_on") is None


# -- 3 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lost", [number(RESIDENTS, "F5", "4.4E+17"), text(RESIDENTS, "F5", "4.4E+17")]
)
def test_03_lost_digits_are_never_guessed(lost: Change) -> None:
    found = seen(lost)
    assert ("code.digits-lost", "入驻机构!F5") in told(found)
    assert resident(found, "code") is None
    assert found.submission.rows["residents"][0].cells["code"].understood is False


# -- 4 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "at", "typed", "message"),
    [
        (INFO, "C17", "８６０", "mended.full-width"),
        (RESIDENTS, "F5", "９１２３１０００ＭＡ０００００１５Ｄ", "mended.code"),
        (INFO, "C13", "\u00a0王立新\u3000", "mended.spaces"),
        (INFO, "C13", "\u202d王立新\u202c\u200e", "mended.spaces"),
        (INFO, "C13", "王\n立新", "mended.spaces"),
        (INFO, "C11", f"{PARK[:3]}\n{PARK[3:]}", "mended.spaces"),
    ],
)
def test_04_odd_characters_change_nothing(sheet: str, at: str, typed: str, message: str) -> None:
    found = seen(text(sheet, at, typed))
    assert told(found) == [(message, f"{sheet}!{at}")]
    unchanged(found)


# -- 5 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("3000㎡", "3000"),
        ("3000平方米", "3000"),
        ("3,000", "3000"),
        ("三千", "3000"),
        ("３０００ m²", "3000"),
        ("2999.99㎡", "2999.99"),
    ],
)
def test_05_an_area_in_many_hands(typed: str, area: str) -> None:
    found = seen(text(SITES, "H5", typed))
    assert [read.cells["floor_area"].value for read in found.submission.rows["sites"]] == [
        Decimal(area)
    ]
    assert outcome(found, "floor_area") == ("符合" if area == "3000" else "不符合")
    assert [message for message, at in told(found) if at == "园区场地!H5"] != []


@pytest.mark.parametrize(
    ("typed", "money"), [("1.2亿", 12_000), ("３０００万", 3_000), ("8600000元", 860)]
)
def test_05_money_in_many_hands(typed: str, money: int) -> None:
    found = seen(text(INFO, "C17", typed))
    assert told(found) == [("mended.converted", "园区信息!C17")]
    assert cell(found, "park.investment") == money


def test_05_about_3000_is_no_figure() -> None:
    found = seen(text(SITES, "H5", "约3000"))
    assert told(found) == [("number.approximate", "园区场地!H5")]
    assert outcome(found, "floor_area") == "待填写"


# -- 6 --------------------------------------------------------------------------------------------


def test_06_one_row_in_yuan_stands_out() -> None:
    found = seen(number(RESIDENTS, "T9", 35_000))
    assert told(found) == [("residents.unit-suspect", "入驻机构!T9")]


def test_06_figures_of_one_row_that_disagree() -> None:
    found = seen(number(RESIDENTS, "R9", 2_500_000))
    assert told(found) == [
        ("residents.sum-mismatch", "入驻机构!S9"),
        ("residents.unit-suspect", "入驻机构!R9"),
    ]


def test_06_all_rows_in_yuan_show_by_revenue_per_head() -> None:
    yuan = {"Q": 2_900_000, "R": 2_500_000, "S": 400_000}
    found = seen(
        *(
            number(RESIDENTS, f"{column}{row}", v)
            for column, v in yuan.items()
            for row in range(5, 17)
        )
    )
    assert told(found) == sorted(
        ("residents.per-head-suspect", f"入驻机构!Q{row}") for row in range(5, 17)
    )


class Counted(Decimal):
    """A figure that counts how often it is compared."""

    compared = 0

    def __lt__(self, other: Decimal) -> bool:
        Counted.compared += 1
        return super().__lt__(other)

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return super().__eq__(other)

    __hash__ = Decimal.__hash__


def test_06_many_rows_cost_no_more_each_than_few() -> None:
    figures = [Counted(1 + 7 * number % 3000) for number in range(1500)]
    found = list(suspicions([{"tax": figure} for figure in figures]))
    assert {slip.message for slip in found} <= {"residents.unit-suspect"}
    assert Counted.compared < 40 * len(figures)


def test_06_a_row_is_compared_with_the_others_alone() -> None:
    rows = [{"tax": Decimal(tax)} for tax in (1, 1, 2, 2000, 2001)]
    assert [(slip.row, slip.details["times"]) for slip in suspicions(rows)] == [
        (3, "1,333"),
        (4, "1,334"),
    ]


# -- 7, 8, 9 --------------------------------------------------------------------------------------


def test_07_hidden_rows_are_read() -> None:
    found = seen(hidden_rows(RESIDENTS, 6, 7))
    assert told(found) == [("table.hidden-rows", "入驻机构!E6")]
    assert "有2行被隐藏" in next(f.problem for f in found.findings if f.id == "table.hidden-rows")
    unchanged(found)


def test_08_what_validations_would_have_stopped_is_found() -> None:
    pasted = (text(RESIDENTS, "G5", "人力公司"), text(RESIDENTS, "M5", "年初"))
    found = seen(without_validations(RESIDENTS), *pasted)
    assert told(found) == [
        ("choice.unknown", "入驻机构!G5"),
        ("date.not-a-date", "入驻机构!M5"),
        ("park.resident-count-differs", "园区信息!C21"),
    ]


@pytest.mark.parametrize("area", ["A1", "A1:XFD1048576", "B7:C9"])
def test_09_a_dimension_that_lies_is_not_believed(area: str) -> None:
    found = seen(*(lying_dimension(sheet, area) for sheet in (INFO, SITES, RESIDENTS)))
    assert told(found) == []
    unchanged(found)


# -- 10, 11 ---------------------------------------------------------------------------------------


def test_10_an_input_that_nobody_calculated_is_asked_for() -> None:
    found = seen(formula(RESIDENTS, "Q5", "=250+40"))
    assert told(found) == [("cell.uncached", "入驻机构!Q5")]
    assert resident(found, "gross_revenue") is None


def test_10_an_input_with_a_saved_result_is_read() -> None:
    found = seen(formula(RESIDENTS, "Q5", "=250+40", 290))
    assert told(found) == []
    unchanged(found)


@pytest.mark.parametrize(
    "picture",
    [
        formula(INFO, "C13", '=_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)'),
        text(INFO, "C13", '=DISPIMG("ID_1",1)'),
        picture_in_cell(INFO, "C13"),
    ],
    ids=["wps", "wps as text", "excel"],
)
def test_11_pictures_hold_no_value(picture: Change) -> None:
    found = seen(picture)
    assert told(found) == [("cell.picture", "园区信息!C13")]
    assert cell(found, "park.contact") is None


# -- 12 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (COMPOUND + "EncryptionInfo EncryptedPackage".encode("utf-16-le"), "取消密码"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "另存为“Excel 工作簿"),
        (COMPOUND, ".et"),
        ("<html><table><tr><td>园区".encode("gb18030"), "HTML"),
        ("机构名称,营业收入\n甲,300\n".encode("gb18030"), "CSV"),
    ],
)
def test_12_another_format_is_named_whatever_it_is_called(
    data: bytes, word: str, tmp_path: Path
) -> None:
    path = tmp_path / "申报.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=word):
        review(path)


# -- 13 -------------------------------------------------------------------------------------------


def test_13_another_workbook_of_ours_is_named() -> None:
    with pytest.raises(OtherKindError, match="另一种工作簿"):
        seen(text(IDENTITY, "B2", "annual"))


def test_13_a_table_of_one_s_own_is_refused() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("机构").append(["机构名称", "统一社会信用代码", "营业收入"])
    into = BytesIO()
    book.save(into)
    with pytest.raises(ForeignWorkbookError, match="自制表格"):
        review(into.getvalue())


def test_13_an_older_version_is_judged_by_what_is_in_force() -> None:
    found = seen(text(IDENTITY, "B3", "0.9"), text(IDENTITY, "B6", "an older digest"))
    assert told(found) == [("template.version-differs", "")]
    assert TEMPLATE_VERSION in found.findings[0].problem
    unchanged(found)


@pytest.mark.parametrize(
    "changes",
    [
        [renamed_sheet(RESIDENTS, "机构 (2025)"), renamed_sheet(CONDITIONS, "it's 审查")],
        [sheets_first(RESIDENTS, PARAMETERS, INFO)],
        [inserted_rows(INFO, 2), inserted_rows(SITES, 3, 2), inserted_rows(SERVICES, 20)],
        [inserted_columns(RESIDENTS, "E", 2), inserted_columns(INFO, "A")],
        [inserted_rows(RESIDENTS, 9)],
    ],
    ids=["renamed", "moved", "rows", "columns", "a row within a table"],
)
def test_13_a_reshaped_workbook_loses_nothing(changes: Sequence[Change]) -> None:
    found = seen(*changes)
    assert told(found) == []
    assert found.agreement is Agreement.SAME
    unchanged(found)


def test_13_an_added_sheet_is_named_and_left_alone() -> None:
    found = seen(added_sheet("附表", {"A1": "机构名称", "B1": "负责人（联系人）"}))
    assert told(found) == [("workbook.added-sheet", "")]
    unchanged(found)


def test_13_a_damaged_name_is_replaced_by_the_label() -> None:
    damaged = ("park_contact", "sites_floor_area", "services_training_offered")
    found = seen(*(damaged_name(name) for name in damaged))
    assert told(found) == [("template.name-lost", "")]
    assert "“负责人（联系人）”“是否提供”“建筑面积”" in found.findings[0].problem
    unchanged(found)


def test_13_without_any_name_the_inputs_are_found_by_their_labels() -> None:
    found = seen(without_names())
    assert told(found) == [("template.name-lost", ""), ("template.version-differs", "")]
    assert found.agreement is Agreement.UNKNOWN
    unchanged(found)


# -- 14 to 18 -------------------------------------------------------------------------------------


def test_14_blank_rows_behind_are_no_rows() -> None:
    spaces = (text(SITES, f"{column}{row}", "　 ") for row in range(6, 24) for column in "EF")
    found = seen(*spaces)
    assert told(found) == []
    unchanged(found)


def test_14_a_stray_mark_in_the_last_row_is_named() -> None:
    found = seen(text(RESIDENTS, "E1048576", "."))
    assert told(found) == [("table.stray", "入驻机构!E1048576")]
    unchanged(found)


def test_14_more_rows_than_a_template_can_have_are_refused() -> None:
    with pytest.raises(TooLargeError, match="“入驻机构”超过 5000 行"):
        review(filled_with("乙", rows=MOST_ROWS, columns=range(4, 5)))


def test_14_more_to_mend_than_anybody_could_is_refused() -> None:
    with pytest.raises(TooLargeError, match="要改的地方超过 50000 处"):
        review(filled_with("乙", rows=4900, columns=range(1, 23)))


# The service is one of the four that 6(6) names: formulas, which know 是 and 否, miss it.
MISSED = {SERVICES: [("workbook.differs-once-tidied", "资格审查!E17")], MATERIALS: []}


@pytest.mark.parametrize(
    ("sheet", "at"), [(SERVICES, "D18"), (MATERIALS, "D7")], ids=["offered", "provided"]
)
@pytest.mark.parametrize("typed", ["√", "1", "Y", "是的", "Ｙ"])
def test_15_yes_in_every_hand(sheet: str, at: str, typed: str) -> None:
    found = seen(text(sheet, at, typed))
    assert told(found) == [("mended.yes-no", f"{sheet}!{at}"), *MISSED[sheet]]
    unchanged(found)


@pytest.mark.parametrize(
    ("sheet", "at", "word"), [(SERVICES, "D18", "有"), (MATERIALS, "D7", "是")]
)
def test_15_yes_in_the_other_column_s_word(sheet: str, at: str, word: str) -> None:
    found = seen(text(sheet, at, word))
    assert told(found) == [("mended.yes-no", f"{sheet}!{at}"), *MISSED[sheet]]
    unchanged(found)


TWICE = [
    ("park.resident-count-differs", "园区信息!C21"),
    ("residents.duplicate", "入驻机构!F6"),
]


def test_16_one_institution_in_two_rows_counts_once() -> None:
    found = seen(
        text(RESIDENTS, "F6", credit_code(1)),
        text(RESIDENTS, "E6", "牡丹江第1人力资源服务有限公司"),
    )
    assert told(found) == TWICE
    assert "计入11家" in next(c.given for c in found.conditions if c.condition.key == "residents")


def test_16_one_institution_at_two_sites_counts_once() -> None:
    found = seen(
        text(RESIDENTS, "F6", credit_code(1)),
        text(RESIDENTS, "E6", "牡丹江第1人力资源服务有限公司"),
        text(SITES, "D6", "分园区"),
        text(SITES, "E6", "第1分园区"),
        text(SITES, "F6", "牡丹江市东安区"),
        number(SITES, "H6", 1400),
        text(RESIDENTS, "H6", "第1分园区"),
    )
    assert told(found) == TWICE


def test_16_one_institution_under_two_names() -> None:
    found = seen(text(RESIDENTS, "F6", credit_code(1).lower()))
    assert told(found) == sorted(
        [*TWICE, ("mended.code", "入驻机构!F6"), ("residents.two-names", "入驻机构!E6")]
    )


@pytest.mark.parametrize("typed", ["无", "/", "-", "同上"])
def test_17_marks_for_a_figure_are_asked_about(typed: str) -> None:
    found = seen(text(RESIDENTS, "Q5", typed))
    assert told(found) == [("number.placeholder", "入驻机构!Q5")]
    assert resident(found, "gross_revenue") is None


@pytest.mark.parametrize("pasted", [error(RESIDENTS, "Q5"), text(RESIDENTS, "Q5", "#REF!")])
def test_18_an_error_pasted_in_is_no_figure(pasted: Change) -> None:
    found = seen(pasted)
    assert told(found) == [("cell.error", "入驻机构!Q5")]
    assert resident(found, "gross_revenue") is None
    assert outcome(found, "route_a") == "符合"  # the other eleven: 3190


# -- 19, 20 ---------------------------------------------------------------------------------------


def test_19_a_zip_of_attachments_is_to_be_unpacked() -> None:
    into = BytesIO()
    with ZipFile(into, "w") as archive:
        archive.writestr("x" * 16 + ".xlsx", flawless())
    named = into.getvalue().replace(b"x" * 16, "申报材料最终版".encode("gbk") + b"22")
    with pytest.raises(UnreadableFileError, match="解压"):
        review(named)


def test_20_a_saved_and_renamed_copy_is_the_same_submission(tmp_path: Path) -> None:
    path = tmp_path / "申报工作簿最终版2.xlsx"
    book = openpyxl.load_workbook(BytesIO(flawless()))
    book.save(path)
    found = review(path)
    assert path.read_bytes() != flawless()
    assert found.code == seen().code
    assert found.sha256 != seen().sha256
    assert found.file_name == "申报工作簿最终版2.xlsx"


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ([text(INFO, "C17", "８６０万元")], True),  # the same, written otherwise
        ([inserted_rows(RESIDENTS, 9)], True),
        ([text(PARAMETERS, "G4", "另一句话")], True),
        ([number(INFO, "C17", 860.01)], False),
        ([blank(INFO, "C13")], False),
        ([text(RESIDENTS, "W5", "备注")], False),
        ([text(SERVICES, "D5", "否")], False),
    ],
)
def test_20_the_code_is_of_what_is_stated(changes: Sequence[Change], *, same: bool) -> None:
    found = review(dirtied(flawless(), *changes))
    assert (found.code == seen().code) is same
