"""What cannot be what a field asks for is called so by the formulas, not a blank.

1. Status cells name it: words, a far-off number or an error where a number or a day belongs, a code
   that became a number; the words people may write instead of a day are none of it.
2. 校验结果 says what to do, with the remedy of the same message as the review's.
3. The review recomputes what the workbook says of it.
4. Yuan typed for 万元 shows in the row itself.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from facts import park
from office_document import Entry
from test_template_shown import CITY_LAW, LAYOUT, ROWS, lines

from schemas.application import APPLICATION
from schemas.as_typed import is_misfit
from schemas.findings import catalogue
from schemas.normalise import CellError
from workbook.comparison import Agreement
from workbook.layout import HOME, INFO, INFO_STATUS, RATING, RESIDENTS
from workbook.review import review
from workbook.template import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office import Document, Office

AREA = APPLICATION.field("park.site_area")
FILED = APPLICATION.field("applicant.filed_on")
EXPIRY = APPLICATION.field("residents.licence_expiry")
LEFT = APPLICATION.field("residents.left_on")
CODE = APPLICATION.field("residents.code")
FACTS = park(services={"other": False})
CONTACT = APPLICATION.field("park.contact")


@pytest.mark.parametrize(
    ("field", "misfits", "fits"),
    [
        (AREA, ("3000㎡", "3000", "无", True, CellError("#REF!")), (3000, 3000.5, None, "", "  ")),
        (
            FILED,
            ("2026年3月18日", 20260318, 20260318.0, 2026.3, date(2126, 3, 18), time(8), False),
            (46099, 46099.5, date(2026, 3, 18), datetime(2026, 3, 18, 8), None),  # noqa: DTZ001
        ),
        (EXPIRY, ("长期有效", "至今"), ("长期", date(2029, 6, 30), date(9999, 12, 31), 2958465.0)),
        (LEFT, ("长期", "在园"), ("至今", None)),
        (CODE, (9.1231e17, 912310001234567890, date(2026, 3, 18)), ("9.1231E+17", "无", None)),
        (CONTACT, (CellError("#N/A"),), ("", "王立新", 5)),
    ],
    ids=lambda given: getattr(given, "key", ""),
)
def test_a_misfit_can_be_nothing_that_the_field_asks_for(
    field: object, misfits: tuple[object, ...], fits: tuple[object, ...]
) -> None:
    assert [is_misfit(field, one) for one in misfits] == [True] * len(misfits)  # type: ignore[arg-type]
    assert [is_misfit(field, one) for one in fits] == [False] * len(fits)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def complete(office: Office, tmp: Path) -> Iterator[Document]:
    path = tmp / "complete.xlsx"
    path.write_bytes(build(CITY_LAW, rows=ROWS, facts=FACTS))
    with office.open(path) as document:
        assert lines(document) == []
        yield document


def in_row(key: str) -> tuple[str, int, int]:
    """Give the cell of the first institution's row."""
    table = LAYOUT.tables["residents"]
    return table.sheet, table.first_row, table.columns[key]


def in_form(address: str) -> tuple[str, int, int]:
    at = LAYOUT.cells[address]
    return at.sheet, at.row, at.column


# Where, what is typed, what the status says, and the message whose remedy is given.
WRONG: tuple[tuple[tuple[str, int, int], Entry, str, str], ...] = (
    (in_form("applicant.filed_on"), "2026年3月18日", "不是日期", "date.not-a-date"),
    (in_form("applicant.filed_on"), 20260318, "不是日期", "date.not-a-date"),
    (in_form("park.site_area"), "4200㎡", "不是数字", "number.not-a-number"),
    (in_form("park.investment"), -0.01, "小于0", "number.below-minimum"),
    (in_form("park.investment"), 1_000_000.01, "超过1,000,000", "number.above-maximum"),
    (in_row("code"), 9.1231e17, "“统一社会信用代码”存成了数字，后几位已丢失", "code.digits-lost"),
    (in_row("licence_expiry"), "2029年6月", "“有效期至”不是日期", "date.not-a-date"),
    (in_row("licence_expiry"), 20290630, "“有效期至”不是日期", "date.not-a-date"),
    (in_row("entered_on"), 20210520, "“入驻日期”不是日期", "date.not-a-date"),
    (in_row("left_on"), "在园", "“退出日期”不是日期", "date.not-a-date"),
    (in_row("staff"), "十二", "“从业人员”不是整数", "number.not-a-number"),
    (in_row("tax"), "3.5万元", "“纳税额”不是数字", "number.not-a-number"),
    (
        in_row("gross_revenue"),
        "290万元",
        "“营业收入(含代收代付)”不是数字",
        "number.not-a-number",
    ),
)


@pytest.mark.parametrize(
    ("at", "typed", "words", "message"), WRONG, ids=[f"{w[0][2]}-{w[1]}" for w in WRONG]
)
def test_a_misfit_is_named_and_its_remedy_given(
    complete: Document, at: tuple[str, int, int], typed: Entry, words: str, message: str
) -> None:
    sheet, row, column = at
    before = complete.get_block(sheet, row, column, row, column)[0][0]
    complete.set(at, typed)
    status = INFO_STATUS if sheet == INFO else LAYOUT.tables["residents"].columns["status"]
    try:
        assert complete.errors() == []
        assert complete.get_block(sheet, row, status, row, status) == [[words]]
        (told,) = [line for line in lines(complete) if line[2] == sheet]
        field = told[4]
        assert told[6] == (f"“{field}”{words}" if sheet == INFO else words)
        remedy = catalogue()[message].remedy
        assert str(told[8]).startswith(remedy.partition("{")[0].partition("（")[0])
    finally:
        complete.set(at, before if before != "" else None)
    assert lines(complete) == []


@pytest.mark.parametrize(("key", "typed"), [("licence_expiry", "长期"), ("left_on", "至今")])
def test_the_words_that_people_may_write_are_no_misfits(
    complete: Document, key: str, typed: str
) -> None:
    at = in_row(key)
    before = complete.get_block(*at, *at[1:])[0][0]
    complete.set(at, typed)
    assert lines(complete) == []
    complete.set(at, before if before != "" else None)


def test_the_review_finds_what_the_workbook_says_of_misfits(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "misfits.xlsx"
    path.write_bytes(build(CITY_LAW, rows=ROWS, facts=FACTS))
    with office.open(path) as document:
        for offset, (at, typed, _, _) in enumerate(WRONG):
            sheet, first, column = at
            # Each in a row of its own.
            document.set((sheet, first + offset if sheet == RESIDENTS else first, column), typed)
        document.save_xlsx(path)
    found = review(path.read_bytes(), name=path.name)
    assert [one for one in found.compared if one.agreement is not Agreement.SAME] == []
    assert len(found.compared) > len(WRONG)


@pytest.mark.parametrize(
    ("typed", "words", "said"),
    [
        (11, "超过10", "请按分填写；确为此数的，请附书面说明。"),
        (-0.5, "小于0", "请核对后填写不小于0的数（单位：分）。"),
        (
            "8分",
            "不是数字",
            "只填数字，不带文字和单位（单位：分）。填了仍不行的，先把单元格格式改为“数值”再填。",
        ),
        (10, "", ""),
        (0, "", ""),
    ],
    ids=["above", "below", "words", "most", "least"],
)
def test_a_self_rating_off_the_scale_is_listed(
    complete: Document, typed: Entry, words: str, said: str
) -> None:
    address = "evaluation_rating.operation"
    at, label = in_form(address), APPLICATION.field(address).label
    before = complete.get_block(*at, *at[1:])[0][0]
    complete.set(at, typed)
    assert complete.errors() == []
    told = [(line[2], line[3], line[6], line[8]) for line in lines(complete)]
    a1 = LAYOUT.cells[address].a1
    assert told == ([(at[0], a1, f"“{label}”{words}", said)] if words else [])
    progress = next(row for row in complete.get_block(HOME, 0, 1, 40, 5) if row[0] == RATING)
    assert progress[3:] == [len(told), "填写中" if words else "已填"]
    complete.set(at, before if before != "" else None)


TOO_MUCH = "人均收入过高，疑把元当作万元"


def test_yuan_for_ten_thousands_shows_in_the_row(complete: Document) -> None:
    # 12 people; the three figures fit each other, all in yuan: 2900000/12 is beyond 5000.
    keys = ("gross_revenue", "pass_through", "net_service_revenue")
    row = LAYOUT.tables["residents"].first_row
    status = LAYOUT.tables["residents"].columns["status"]
    for key, given in zip(keys, (2_900_000, 2_500_000, 400_000), strict=True):
        complete.set(in_row(key), given)
    assert complete.get_block(RESIDENTS, row, status, row, status) == [
        ["人均收入过高，疑把元当作万元"]
    ]
    for gross, words in ((60_000, "完整"), (60_000.01, TOO_MUCH)):
        complete.set(in_row("gross_revenue"), gross)
        complete.set(in_row("pass_through"), 0)
        complete.set(in_row("net_service_revenue"), gross)
        assert complete.get_block(RESIDENTS, row, status, row, status) == [[words]]
    for key, given in zip(keys, (290, 250, 40), strict=True):
        complete.set(in_row(key), given)
    assert lines(complete) == []
