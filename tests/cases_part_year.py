"""Tenants that were in the park for part of last year: reading 5 of Article 6(4).

Full-year and in-residence figures are both given; where they end differently, people judge.
上一年度 is 2025 throughout: the park is filed on 2026-03-18.
"""

from __future__ import annotations

from datetime import date

from case import INCOMPLETE, JUDGEMENT, MET, NOT_MET, Case
from cases_routes import ends_in, four_and, part_year
from facts import earning, park, poor, residents

YEAR = "full_year"

PART_YEAR = (
    ends_in(  # 400 > 300, but 200 is not
        "B turns on the part of the year",
        four_and(earning(5, "400", **part_year("200"))),
        residents=MET,
        route_b=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(
        "B holds either way",
        four_and(earning(5, "400", **part_year("300.000001"))),
        route_b=MET,
        concentration=MET,
    ),
    ends_in(
        "B fails either way",
        four_and(earning(5, "300", **part_year("200"))),
        route_b=NOT_MET,
        concentration=NOT_MET,
    ),
    ends_in(  # two beyond 500; the third 600 in the year, 500 in the park. A: 1602 + 35
        "C turns on the part of the year",
        [earning(1, "501"), earning(2, "501"), earning(3, "600", **part_year("500")), *poor(7)],
        route_c=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(  # 60 > 50, but 50 is not
        "D turns on the part of the year",
        four_and(earning(5, "100", "60", **part_year("100", "50"))),
        route_d=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(
        "D holds either way",
        four_and(earning(5, "100", "60", **part_year("100", "50.000001"))),
        route_d=MET,
        concentration=MET,
    ),
    ends_in(  # 2610 + 390 = 3000 and 2610 + 389.999999
        "A turns on one fen of the part of the year",
        [*residents(9), earning(10, "390", **part_year("389.999999"))],
        route_a=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    ends_in(
        "A holds either way",
        [*residents(9), earning(10, "400", **part_year("390"))],
        route_a=MET,
        concentration=MET,
    ),
    ends_in(
        "the figures of the part are missing",
        four_and(earning(5, "400", **part_year(None, None))),
        residents=MET,
        route_b=INCOMPLETE,
        concentration=INCOMPLETE,
    ),
    ends_in(  # it holds without them
        "the missing figures do not matter",
        [*(earning(n, "301") for n in range(1, 6)), earning(6, "9", **part_year(None)), *poor(4)],
        route_b=MET,
        concentration=MET,
    ),
    ends_in(  # nothing of last year was earned in the park
        "one that came after last year",
        four_and(earning(5, "400", **(part_year("0", "0") | {"entered_on": date(2026, 2, 1)}))),
        route_b=JUDGEMENT,
        concentration=JUDGEMENT,
    ),
    Case(
        "there from the first day of the year",
        park(residents=four_and(earning(5, "301", entered_on=date(2025, 1, 1)))),
        {"route_b": MET},
        {("residents", YEAR, 4): "是"},
    ),
    Case(
        "there from the second day",
        park(residents=four_and(earning(5, "301", entered_on=date(2025, 1, 2)))),
        {"route_b": INCOMPLETE},
        {("residents", YEAR, 4): "否"},
    ),
    Case(  # there to the end: only whether it counts is in doubt
        "left on the last day of the year",
        park(residents=four_and(earning(5, "301", left_on=date(2025, 12, 31)), 6)),
        {"residents": MET, "route_b": JUDGEMENT},
        {("residents", YEAR, 4): "是"},
    ),
    Case(
        "left a day before",
        park(residents=four_and(earning(5, "301", left_on=date(2025, 12, 30)), 6)),
        {"residents": MET, "route_b": INCOMPLETE},
        {("residents", YEAR, 4): "否"},
    ),
)
