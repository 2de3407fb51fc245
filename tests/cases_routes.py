"""The four routes of Article 6(4): whose revenue, what is blank, and the rival reading.

上一年度 is 2025 throughout: the park is filed on 2026-03-18.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from case import INCOMPLETE, JUDGEMENT, MET, NOT_MET, Case
from cases_boundaries import nine
from facts import RELATED_FIRM, credit_code, earning, park, poor, resident, residents

if TYPE_CHECKING:
    from facts import Row


def ends_in(name: str, rows: list[Row], **ends: str) -> Case:
    """Give these institutions and the outcomes of the conditions named."""
    return Case(name, park(residents=rows), ends)


def _low_and(*rows: Row) -> list[Row]:
    """Give ten institutions of 100 gross and 40 net, 1000 in all, which hold no route; and more."""
    return [*(earning(number, "100") for number in range(1, 11)), *rows]


def four_and(fifth: Row, others: int = 5) -> list[Row]:
    """Give four beyond 300 and 50, a fifth that decides, and poor ones to make ten.

    4 x 301 + 5 x 5 = 1229, so route A stays far off.
    """
    return [*(earning(number, "301", "51") for number in range(1, 5)), fifth, *poor(others)]


def part_year(gross: str | None, net: str | None = "40") -> dict[str, Any]:
    """Say that a tenant came on 2025-07-01, with these figures since."""
    return {
        "entered_on": date(2025, 7, 1),
        "resident_gross_revenue": gross,
        "resident_net_service_revenue": net,
    }


def _left(gross: str) -> dict[str, Any]:
    """Say that a tenant left on 2025-06-30, with this revenue until then."""
    return {
        "left_on": date(2025, 6, 30),
        "resident_gross_revenue": gross,
        "resident_net_service_revenue": "0",
    }


WHOSE = (
    ends_in(  # 1000 + 2000 = 3000: A has the wider base
        "a related firm feeds route A",
        _low_and(earning(11, "2000", **RELATED_FIRM)),
        route_a=MET,
        concentration=MET,
    ),
    ends_in(
        "a related firm, one fen short",
        _low_and(earning(11, "1999.999999", **RELATED_FIRM)),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(  # 4 institutions and the firm: 4 < 5
        "a related firm is no fifth institution",
        four_and(earning(5, "301", "51", **RELATED_FIRM), 6),
        residents=MET,
        route_b=NOT_MET,
        route_d=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(  # 2 institutions and the firm: 2 < 3. A: 3 x 501 + 8 x 5 = 1543
        "a related firm is no third institution",
        [earning(1, "501"), earning(2, "501"), earning(3, "501", **RELATED_FIRM), *poor(8)],
        residents=MET,
        route_c=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(
        "a public agency feeds nothing",
        _low_and(earning(11, "2000", "60", kind="公共服务机构")),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(
        "a second row of one institution feeds nothing",
        _low_and(earning(11, "2000", "60", code=credit_code(1))),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(
        "one that left before last year feeds nothing",
        _low_and(earning(11, "2000", "60", left_on=date(2024, 12, 31))),
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(  # it was in the park for part of the year only: 1000 or 3000
        "a related firm that left feeds route A perhaps",
        _low_and(earning(11, "2000", **RELATED_FIRM, **_left("2000"))),
        residents=MET,
        route_a=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(  # 1000 without it, 3000 with it
        "one without a licence feeds route A perhaps",
        _low_and(earning(11, "2000", "60", licence_kind="无")),
        route_a=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(  # 999.999999 + 2000 falls short with it, too
        "one without a licence cannot help",
        [*_low_and()[1:], earning(1, "99.999999"), earning(11, "2000", licence_kind="无")],
        route_a=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(
        "one without a licence is the fifth perhaps",
        four_and(earning(5, "301", "51", licence_kind="无"), 6),
        route_b=JUDGEMENT,
        route_d=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
)

BLANKS = (
    ends_in(  # as zero it would be 不符合
        "gross revenue blank",
        four_and(earning(5, "400", gross_revenue=None)),
        route_a=INCOMPLETE,
        route_b=INCOMPLETE,
        route_c=INCOMPLETE,
        route_d=NOT_MET,  # its net is there, and 40 does not exceed 50
        concentration=INCOMPLETE,
    ),
    ends_in(
        "net service revenue blank",
        four_and(earning(5, "100", net_service_revenue=None)),
        route_b=NOT_MET,
        route_d=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    ends_in(  # 10 x 100 = 1000, 40 each: complete and missed; the firm's net is nobody's business
        "net of a related firm blank",
        _low_and(earning(11, "10", net_service_revenue=None, **RELATED_FIRM)),
        route_a=NOT_MET,
        route_b=NOT_MET,
        route_c=NOT_MET,
        route_d=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(  # only A asks for it
        "gross of a related firm blank",
        _low_and(earning(11, "10", gross_revenue=None, **RELATED_FIRM)),
        route_a=INCOMPLETE,
        route_b=NOT_MET,
        route_c=NOT_MET,
        route_d=NOT_MET,
        concentration=INCOMPLETE,
    ),
    ends_in(  # 10 x 290 = 2900; the blank may be 100 or more
        "route A short without the blank one",
        [*residents(10), resident(11, gross_revenue=None)],
        route_a=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    ends_in(  # 11 x 290 = 3190, whatever the blank one earned
        "route A reached without the blank one",
        [*residents(11), resident(12, gross_revenue=None)],
        route_a=MET,
        concentration=MET,
    ),
    ends_in(
        "a row without a code may count for any route",
        four_and(earning(5, "301", "51", code=None), 6),
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
    ends_in("tenths that make 3000", _TENTHS, residents=MET, route_a=MET, concentration=MET),
    ends_in(
        "tenths that make 2999.9", _TENTHS[:-1], residents=MET, route_a=NOT_MET, route_b=NOT_MET
    ),
)

RIVAL = (
    ends_in("nine, and A alone", nine(), residents=NOT_MET, route_a=MET, concentration=NOT_MET),
    ends_in("nine, and no route", poor(9), residents=NOT_MET, concentration=NOT_MET),
    ends_in("ten, and no route", poor(10), residents=MET, concentration=NOT_MET),
    ends_in(  # 5 x 301 + 4 x 5 = 1525
        "nine, and B",
        [*(earning(n, "301") for n in range(1, 6)), *poor(4)],
        residents=NOT_MET,
        route_a=NOT_MET,
        route_b=MET,
        concentration=JUDGEMENT,
    ),
    ends_in(  # 3 x 501 + 6 x 5 = 1533
        "nine, and C",
        [*(earning(n, "501") for n in range(1, 4)), *poor(6)],
        residents=NOT_MET,
        route_b=NOT_MET,
        route_c=MET,
        concentration=JUDGEMENT,
    ),
    ends_in(
        "nine, and D",
        [*(earning(n, "100", "51") for n in range(1, 6)), *poor(4)],
        residents=NOT_MET,
        route_d=MET,
        concentration=JUDGEMENT,
    ),
    ends_in(  # 5 x 500 + 4 x 200 = 3300
        "nine, and both A and B",
        [*(earning(n, "500") for n in range(1, 6)), *(earning(n, "200") for n in range(6, 10))],
        residents=NOT_MET,
        route_a=MET,
        route_b=MET,
        concentration=JUDGEMENT,
    ),
    ends_in(
        "nine, and B perhaps",
        four_and(earning(5, "400", **part_year("200")), 4),
        residents=NOT_MET,
        route_b=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(
        "nine, and B not filled in",
        four_and(earning(5, "400", gross_revenue=None), 4),
        residents=NOT_MET,
        route_b=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
)

ROUTES = (*WHOSE, *BLANKS, *EXACT, *RIVAL)
