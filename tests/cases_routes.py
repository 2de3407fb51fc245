"""The four routes of Article 6(4): whose revenue, of which part of the year, and the rival reading.

上一年度 is 2025 throughout: the park is filed on 2026-03-18.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from case import INCOMPLETE, JUDGEMENT, MET, NOT_MET, Case
from cases_boundaries import nine
from facts import RELATED_FIRM, credit_code, earning, park, poor, resident, residents

if TYPE_CHECKING:
    from facts import Row

YEAR = "full_year"


def _with(name: str, rows: list[Row], **ends: str) -> Case:
    return Case(name, park(residents=rows), ends)


def _low_and(*rows: Row) -> list[Row]:
    """Give ten institutions of 100 gross and 40 net, 1000 in all, which hold no route; and more."""
    return [*(earning(number, "100") for number in range(1, 11)), *rows]


def _four_and(fifth: Row, others: int = 5) -> list[Row]:
    """Give four beyond 300 and 50, a fifth that decides, and poor ones to make ten.

    4 x 301 + 5 x 5 = 1229, so route A stays far off.
    """
    return [*(earning(number, "301", "51") for number in range(1, 5)), fifth, *poor(others)]


def _part(gross: str | None, net: str | None = "40") -> dict[str, object]:
    """Say that a tenant came on 2025-07-01, with these figures since."""
    return {
        "entered_on": date(2025, 7, 1),
        "resident_gross_revenue": gross,
        "resident_net_service_revenue": net,
    }


def _left(gross: str) -> dict[str, object]:
    """Say that a tenant left on 2025-06-30, with this revenue until then."""
    return {
        "left_on": date(2025, 6, 30),
        "resident_gross_revenue": gross,
        "resident_net_service_revenue": "0",
    }


WHOSE = (
    _with(  # 1000 + 2000 = 3000: A has the wider base
        "a related firm feeds route A",
        _low_and(earning(11, "2000", **RELATED_FIRM)),
        route_a=MET,
        concentration=MET,
    ),
    _with(
        "a related firm, one fen short",
        _low_and(earning(11, "1999.999999", **RELATED_FIRM)),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(  # 4 institutions and the firm: 4 < 5
        "a related firm is no fifth institution",
        _four_and(earning(5, "301", "51", **RELATED_FIRM), 6),
        residents=MET,
        route_b=NOT_MET,
        route_d=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(  # 2 institutions and the firm: 2 < 3. A: 3 x 501 + 8 x 5 = 1543
        "a related firm is no third institution",
        [earning(1, "501"), earning(2, "501"), earning(3, "501", **RELATED_FIRM), *poor(8)],
        residents=MET,
        route_c=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(
        "a public agency feeds nothing",
        _low_and(earning(11, "2000", "60", kind="公共服务机构")),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(
        "a second row of one institution feeds nothing",
        _low_and(earning(11, "2000", "60", code=credit_code(1))),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(
        "one that left before last year feeds nothing",
        _low_and(earning(11, "2000", "60", left_on=date(2024, 12, 31))),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(  # it was in the park for part of the year only: 1000 or 3000
        "a related firm that left feeds route A perhaps",
        _low_and(earning(11, "2000", **RELATED_FIRM, **_left("2000"))),
        residents=MET,
        route_a=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(  # 1000 without it, 3000 with it
        "one without a licence feeds route A perhaps",
        _low_and(earning(11, "2000", "60", licence_kind="无")),
        route_a=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(  # 999.999999 + 2000 falls short with it, too
        "one without a licence cannot help",
        [*_low_and()[1:], earning(1, "99.999999"), earning(11, "2000", licence_kind="无")],
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(
        "one without a licence is the fifth perhaps",
        _four_and(earning(5, "301", "51", licence_kind="无"), 6),
        route_b=JUDGEMENT,
        route_d=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
)

PART_YEAR = (
    _with(  # 400 > 300, but 200 is not
        "B turns on the part of the year",
        _four_and(earning(5, "400", **_part("200"))),
        residents=MET,
        route_b=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(
        "B holds either way",
        _four_and(earning(5, "400", **_part("300.000001"))),
        route_b=MET,
        concentration=MET,
    ),
    _with(
        "B fails either way",
        _four_and(earning(5, "300", **_part("200"))),
        route_b=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(  # two beyond 500; the third 600 in the year, 500 in the park. A: 1602 + 35
        "C turns on the part of the year",
        [earning(1, "501"), earning(2, "501"), earning(3, "600", **_part("500")), *poor(7)],
        route_c=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(  # 60 > 50, but 50 is not
        "D turns on the part of the year",
        _four_and(earning(5, "100", "60", **_part("100", "50"))),
        route_d=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(
        "D holds either way",
        _four_and(earning(5, "100", "60", **_part("100", "50.000001"))),
        route_d=MET,
        concentration=MET,
    ),
    _with(  # 2610 + 390 = 3000 and 2610 + 389.999999
        "A turns on one fen of the part of the year",
        [*residents(9), earning(10, "390", **_part("389.999999"))],
        route_a=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(
        "A holds either way",
        [*residents(9), earning(10, "400", **_part("390"))],
        route_a=MET,
        concentration=MET,
    ),
    _with(
        "the figures of the part are missing",
        _four_and(earning(5, "400", **_part(None, None))),
        residents=MET,
        route_b=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    _with(  # it holds without them
        "the missing figures do not matter",
        [*(earning(n, "301") for n in range(1, 6)), earning(6, "9", **_part(None)), *poor(4)],
        route_b=MET,
        concentration=MET,
    ),
    _with(  # nothing of last year was earned in the park
        "one that came after last year",
        _four_and(earning(5, "400", **(_part("0", "0") | {"entered_on": date(2026, 2, 1)}))),
        route_b=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    Case(
        "there from the first day of the year",
        park(residents=_four_and(earning(5, "301", entered_on=date(2025, 1, 1)))),
        {"route_b": MET},
        {("residents", YEAR, 4): "是"},
    ),
    Case(
        "there from the second day",
        park(residents=_four_and(earning(5, "301", entered_on=date(2025, 1, 2)))),
        {"route_b": INCOMPLETE},
        {("residents", YEAR, 4): "否"},
    ),
)

BLANKS = (
    _with(  # as zero it would be 不符合
        "gross revenue blank",
        _four_and(earning(5, "400", gross_revenue=None)),
        route_a=INCOMPLETE,
        route_b=INCOMPLETE,
        route_c=INCOMPLETE,
        route_d=NOT_MET,  # its net is there, and 40 does not exceed 50
        concentration=INCOMPLETE,
    ),
    _with(
        "net service revenue blank",
        _four_and(earning(5, "100", net_service_revenue=None)),
        route_b=NOT_MET,
        route_d=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    _with(  # 10 x 100 = 1000, 40 each: complete and missed; the firm's net is nobody's business
        "net of a related firm blank",
        _low_and(earning(11, "10", net_service_revenue=None, **RELATED_FIRM)),
        route_a=NOT_MET,
        route_b=NOT_MET,
        route_c=NOT_MET,
        route_d=NOT_MET,
        concentration=NOT_MET,
    ),
    _with(  # only A asks for it
        "gross of a related firm blank",
        _low_and(earning(11, "10", gross_revenue=None, **RELATED_FIRM)),
        route_a=INCOMPLETE,
        route_b=NOT_MET,
        route_c=NOT_MET,
        route_d=NOT_MET,
        concentration=INCOMPLETE,
    ),
    _with(  # 10 x 290 = 2900; the blank may be 100 or more
        "route A short without the blank one",
        [*residents(10), resident(11, gross_revenue=None)],
        route_a=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    _with(  # 11 x 290 = 3190, whatever the blank one earned
        "route A reached without the blank one",
        [*residents(11), resident(12, gross_revenue=None)],
        route_a=MET,
        concentration=MET,
    ),
    _with(
        "a row without a code may count for any route",
        _four_and(earning(5, "301", "51", code=None), 6),
        residents=MET,
        route_a=INCOMPLETE,
        route_b=INCOMPLETE,
        route_d=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    Case(
        "no filing date, no last year",
        park(filed_on=None),
        {
            "route_a": INCOMPLETE,
            "route_b": INCOMPLETE,
            "route_c": INCOMPLETE,
            "route_d": INCOMPLETE,
            "concentration": INCOMPLETE,
        },
        results={"report_year": None},
    ),
)

# 10 x 299.9 + 10 x 0.1 = 2999 + 1 = 3000; in binary they make 2999.9999999999995.
_TENTHS = [earning(n, "299.9") for n in range(1, 11)] + [
    earning(n, "0.1", "0.1") for n in range(11, 21)
]
EXACT = (
    _with("tenths that make 3000", _TENTHS, residents=MET, route_a=MET, concentration=MET),
    _with("tenths that make 2999.9", _TENTHS[:-1], residents=MET, route_a=NOT_MET, route_b=NOT_MET),
)

RIVAL = (
    _with("nine, and A alone", nine(), residents=NOT_MET, route_a=MET, concentration=NOT_MET),
    _with("nine, and no route", poor(9), residents=NOT_MET, concentration=NOT_MET),
    _with("ten, and no route", poor(10), residents=MET, concentration=NOT_MET),
    _with(  # 5 x 301 + 4 x 5 = 1525
        "nine, and B",
        [*(earning(n, "301") for n in range(1, 6)), *poor(4)],
        residents=NOT_MET,
        route_a=NOT_MET,
        route_b=MET,
        concentration=JUDGEMENT,
    ),
    _with(  # 3 x 501 + 6 x 5 = 1533
        "nine, and C",
        [*(earning(n, "501") for n in range(1, 4)), *poor(6)],
        residents=NOT_MET,
        route_b=NOT_MET,
        route_c=MET,
        concentration=JUDGEMENT,
    ),
    _with(
        "nine, and D",
        [*(earning(n, "100", "51") for n in range(1, 6)), *poor(4)],
        residents=NOT_MET,
        route_d=MET,
        concentration=JUDGEMENT,
    ),
    _with(  # 5 x 500 + 4 x 200 = 3300
        "nine, and both A and B",
        [*(earning(n, "500") for n in range(1, 6)), *(earning(n, "200") for n in range(6, 10))],
        residents=NOT_MET,
        route_a=MET,
        route_b=MET,
        concentration=JUDGEMENT,
    ),
    _with(
        "nine, and B perhaps",
        _four_and(earning(5, "400", **_part("200")), 4),
        residents=NOT_MET,
        route_b=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    _with(
        "nine, and B not filled in",
        _four_and(earning(5, "400", gross_revenue=None), 4),
        residents=NOT_MET,
        route_b=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
)

ROUTES = (*WHOSE, *PART_YEAR, *BLANKS, *EXACT, *RIVAL)
