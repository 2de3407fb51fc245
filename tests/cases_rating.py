"""Points, total and grade by the reference rubric of Article 7(2), by hand.

A computed figure gives 6 points at the law's threshold and 10 at twice it, in straight lines from
0; coverage gives its share of 10. Points and totals round half up to one decimal. Six items of 10
make 60, so the total is the sum of the rounded points times 100 / 60.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from case import Case
from facts import RELATED_FIRM, branch, earning, park, resident, site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from facts import Row

    from schemas.evaluation import Facts

EXCELLENT, QUALIFIED, UNQUALIFIED, UNFILLED = "优秀", "合格", "不合格", "待填写"
ANNEX = (
    *("policy", "information", "registration", "permits", "startup"),
    *("fitting_out", "property", "platform", "financing", "other"),
)
NAMED = ("recruitment", "executive_search", "training", "flexible_work")


def earners(count: int, total: str) -> list[Row]:
    """Give `count` institutions of which the first earns the total and the others nothing."""
    return [earning(number, "0" if number > 1 else total, "0") for number in range(1, count + 1)]


def offers(annex: int, named: int) -> dict[str, object]:
    """Answer yes to the first few services of each list and no to the rest."""
    annexed: dict[str, object] = {key: place < annex for place, key in enumerate(ANNEX)}
    return annexed | {key: place < named for place, key in enumerate(NAMED)}


def _case(name: str, facts: Facts, **points: str | None) -> Case:
    """Expect these results of the rubric; numbers are given as text."""
    results: Mapping[str, Decimal | str | None] = {
        f"evaluation.{key}": Decimal(given) if given and given[0] in "0123456789" else given
        for key, given in points.items()
    }
    return Case(f"rating: {name}", facts, results=results)


def _benefit(total: str, points: str) -> Case:
    return _case(f"revenue {total}", park(residents=earners(10, total)), benefit=points)


def _scale(name: str, points: str | None, sites: list[Row], residents: list[Row]) -> Case:
    return _case(name, park(sites=sites, residents=residents), scale=points)


TEN = earners(10, "0")  # 6 points for the residents, so scale = (floor area's points + 6) / 2
BENEFIT = (
    _benefit("0", "0.0"),
    _benefit("1500", "3.0"),  # half of 3000 gives half of 6
    _benefit("2999.999999", "6.0"),  # 5.999999998
    _benefit("3000", "6.0"),
    _benefit("4500", "8.0"),  # 6 + 4 x 1500 / 3000
    _benefit("5999", "10.0"),  # 6 + 4 x 2999 / 3000 = 9.9987
    _benefit("6000", "10.0"),
    _benefit("12000", "10.0"),  # never more than full
    _benefit("125", "0.3"),  # 6 x 125 / 3000 = 0.25, a tie
    _benefit("1225", "2.5"),  # 2.45, a tie
    _benefit("1224.99", "2.4"),  # 2.44998
    _benefit("3037.5", "6.1"),  # 6 + 4 x 37.5 / 3000 = 6.05, a tie
    _benefit("3037.49", "6.0"),  # 6.04998...
)
SCALE = (
    _scale("no floor area", "3.0", [site("0")], TEN),  # (0 + 6) / 2
    _scale("1500 on one site", "4.5", [site("1500")], TEN),  # (3 + 6) / 2
    _scale("3000 on one site", "6.0", [site("3000")], TEN),
    _scale("4500 on one site", "7.0", [site("4500")], TEN),  # (8 + 6) / 2
    _scale("5000 on one site", "7.3", [site("5000")], TEN),  # (6 + 4 x 2000/3000 + 6) / 2 = 7.33
    _scale("6000 on one site", "8.0", [site("6000")], TEN),  # (10 + 6) / 2
    _scale("9000 on one site", "8.0", [site("9000")], TEN),
    _scale("2500 on two", "4.5", [site("2000"), branch("500")], TEN),  # half of 5000
    _scale("5000 on two", "6.0", [site("2000"), branch("3000")], TEN),
    _scale("7500 on two", "7.0", [site("2000"), branch("5500")], TEN),  # 6 + 4 x 2500 / 5000 = 8
    _scale("10000 on two", "8.0", [site("9999"), branch("1")], TEN),
    _scale("5 institutions", "4.5", [site("3000")], earners(5, "0")),  # (6 + 3) / 2
    _scale("9 institutions", "5.7", [site("3000")], earners(9, "0")),  # (6 + 5.4) / 2
    _scale("11 institutions", "6.2", [site("3000")], earners(11, "0")),  # (6 + 6.4) / 2
    _scale("15 institutions", "7.0", [site("3000")], earners(15, "0")),
    _scale("20 institutions", "8.0", [site("3000")], earners(20, "0")),
    _scale("22 institutions", "8.0", [site("3000")], earners(22, "0")),
    _scale("none that counts", "3.0", [site("3000")], [resident(1, kind="公共服务机构")]),
    _scale(  # the eleventh is in doubt and adds nothing
        "one in doubt", "6.0", [site("3000")], [*TEN, resident(11, licence_kind="无")]
    ),
    _scale("floor area blank", None, [site(None)], TEN),
    _scale("a row unfilled", None, [site("3000")], [*TEN, resident(11, code=None)]),
    _scale("no rows", None, [site("3000")], []),
)
COVERAGE = (
    _case("no service", park(services=offers(0, 0)), features="0.0", public_service="0.0"),
    _case("half", park(services=offers(5, 2)), features="5.0", public_service="5.0"),
    _case("most", park(services=offers(9, 3)), features="7.5", public_service="9.0"),
    _case("all", park(), features="10.0", public_service="10.0"),
    _case(
        "one of each blank",
        park(services={"other": None, "training": None}),
        features=None,
        public_service=None,
    ),
)


def _own(given: str, points: str | None) -> Case:
    facts = park(ratings={"infrastructure": given})
    return _case(f"self-rating {given}", facts, infrastructure=points)


SELF = (
    _own("0", "0.0"),
    _own("7.24", "7.2"),
    _own("7.25", "7.3"),
    _own("10", "10.0"),
    _own("10.01", None),
    _own("-0.1", None),
)


def _whole(name: str, second: str, *, grown: bool, **ends: str) -> Case:
    """Give 40 or 22 computed points, 7 by self-rating, and a second self-rating."""
    if grown:  # (10 + 10) / 2 + 10 + 10 + 10
        facts = park(
            sites=[site("6000")],
            residents=earners(20, "6000"),
            ratings={"infrastructure": "7", "operation": second},
        )
    else:  # (6 + 6) / 2 + 5 + 5 + 6
        facts = park(
            sites=[site("3000")],
            residents=earners(10, "3000"),
            services=offers(5, 2),
            ratings={"infrastructure": "7", "operation": second},
        )
    subtotal = "40.0" if grown else "22.0"
    return _case(name, facts, subtotal=subtotal, **ends)


WHOLE = (
    _whole(  # 54 x 100 / 60
        "90.0", "7", grown=True, total="90.0", grade=EXCELLENT, distance="0", next_grade=""
    ),
    _whole(  # 53.9 x 100 / 60 = 89.833
        "89.8",
        "6.9",
        grown=True,
        total="89.8",
        grade=QUALIFIED,
        distance="0.2",
        next_grade=EXCELLENT,
    ),
    _whole(  # 36 x 100 / 60
        "60.0",
        "7",
        grown=False,
        total="60.0",
        grade=QUALIFIED,
        distance="30.0",
        next_grade=EXCELLENT,
    ),
    _whole(  # 35.9 x 100 / 60 = 59.833
        "59.8",
        "6.9",
        grown=False,
        total="59.8",
        grade=UNQUALIFIED,
        distance="0.2",
        next_grade=QUALIFIED,
    ),
    _case(  # 60 x 100 / 60
        "100.0",
        park(
            sites=[site("6000")],
            residents=earners(20, "6000"),
            ratings={"infrastructure": "10", "operation": "10"},
        ),
        total="100.0",
        grade=EXCELLENT,
        distance="0",
    ),
    _case(  # floor 6 + 4 x 600/3000 = 6.8; residents 6 + 4 x 2/10 = 6.8; 6 + 4 x 480/3000 = 6.64
        "the believable park",
        park(ratings={"infrastructure": "8", "operation": "7"}),
        scale="6.8",
        features="10.0",
        public_service="10.0",
        benefit="6.6",
        subtotal="33.4",
        total="80.7",  # (33.4 + 15) x 100 / 60 = 80.667
        grade=QUALIFIED,
        distance="9.3",
    ),
    _case(
        "not rated yet",
        park(ratings={"infrastructure": "8"}),
        operation=None,
        subtotal="33.4",
        total=None,
        grade=UNFILLED,
        distance=None,
        next_grade="",
    ),
    _case(  # what is there is still summed: 10 + 10 + 6.6
        "floor area blank, the rest counted",
        park(sites=[site(None)], ratings={"infrastructure": "8", "operation": "7"}),
        scale=None,
        subtotal="26.6",
        total=None,
        grade=UNFILLED,
    ),
    _case(
        "no filing date",
        park(filed_on=None),
        scale=None,
        benefit=None,
        subtotal="20.0",
        total=None,
        grade=UNFILLED,
    ),
    _case(
        "a revenue blank",
        park(residents=[*earners(10, "6000"), resident(11, gross_revenue=None)]),
        benefit=None,
    ),
    _case(  # the firm feeds route A, so the total is not known without it
        "the revenue of a related firm blank",
        park(residents=[*TEN, resident(11, gross_revenue=None, **RELATED_FIRM)]),
        scale="6.4",  # floor area 6.8, ten institutions 6
        benefit=None,
    ),
)

RATINGS = (*BENEFIT, *SCALE, *COVERAGE, *SELF, *WHOLE)
