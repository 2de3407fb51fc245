"""Every figure of Article 6, just short of it, at it, and just past it.

Areas step by 0.01 平方米, amounts by one fen (0.000001 万元) or by 0.01 万元, counts by one.
以上 不少于 不低于 include the figure, 超过 does not, 不超过 does (民法典第一千二百五十九条).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from case import JUDGEMENT, MET, NOT_MET, Boundary, Case
from facts import branch, earning, park, poor, residents, site

if TYPE_CHECKING:
    from facts import Row

COMPLETE, MISMATCH = "完整", "营业收入−代收代付≠净服务收入"
SUSPECT = "人均收入过高，疑把元当作万元"


def _floor(name: str, outcome: str, *sites: Row) -> Case:
    return Case(f"floor area: {name}", park(sites=sites), {"floor_area": outcome})


def _branches(count: int, outcome: str) -> Case:
    # Core 3000 plus 1000 for each branch: two or more reach 5000, so only the count matters.
    sites = [site("3000"), *(branch("1000", number) for number in range(1, count + 1))]
    ends = {"branch_sites": outcome, "floor_area": MET}
    return Case(f"{count} branch sites", park(sites=sites), ends)


def nine() -> list[Row]:
    """Give nine institutions that hold route A and no other.

    4 x 500 + 5 x 200 = 3000. Four exceed 300 (five are needed), none exceeds 500, net is 40 each.
    """
    return [earning(n, "500") for n in range(1, 5)] + [earning(n, "200") for n in range(5, 10)]


def _count(extra: int, outcome: str) -> Case:
    # Without ten, only A holds, so both readings of 6(4) end in 不符合.
    facts = park(residents=nine() + poor(extra))
    ends = {"residents": outcome, "route_a": MET, "concentration": outcome}
    return Case(f"{9 + extra} institutions", facts, ends)


def _eight() -> Case:
    # 8 institutions: 4 x 500 + 4 x 250 = 3000, so A holds here too.
    rows = [earning(n, "500") for n in range(1, 5)] + [earning(n, "250") for n in range(5, 9)]
    ends = {"residents": NOT_MET, "route_a": MET, "concentration": NOT_MET}
    return Case("8 institutions", park(residents=rows), ends)


def _total(last: str, total: str, outcome: str) -> Case:
    # 9 x 290 = 2610, and the tenth brings the rest. One exceeds 300 (5 needed), none 500.
    rows = [*residents(9), earning(10, last)]
    ends = {"route_a": outcome, "concentration": outcome, "residents": MET}
    return Case(f"route A: total {total}", park(residents=rows), ends)


def _route(letter: str, count: int, gross: str, net: str, outcome: str) -> Case:
    """Give ten institutions, `count` of them with these figures and the rest poor.

    No total comes near 3000 (6 x 301 + 4 x 5 = 1826; 4 x 501 + 6 x 5 = 2034), so each route stands
    alone: the outcome of the route is that of the whole condition.
    """
    rows = [earning(n, gross, net) for n in range(1, count + 1)] + poor(10 - count)
    ends = {"residents": MET, f"route_{letter}": outcome, "concentration": outcome}
    ends |= {f"route_{other}": NOT_MET for other in "abcd" if other != letter}
    figure = net if letter == "d" else gross
    return Case(f"route {letter.upper()}: {count} with {figure}", park(residents=rows), ends)


def _services(offered: int, outcome: str) -> Case:
    named = ("recruitment", "executive_search", "training", "flexible_work")
    answers = {key: place < offered for place, key in enumerate(named)}
    return Case(
        f"{offered} of the four services", park(services=answers), {"service_system": outcome}
    )


def _sum(net: str, gap: str, status: str) -> Case:
    # 290 - 250 = 40 is what the net service revenue ought to be.
    rows = [*residents(11), *residents(1, 12, net_service_revenue=net)]
    facts = park(residents=rows)
    return Case(f"figures that differ by {gap}", facts, rows={("residents", "status", 11): status})


def _per_head(gross: str, status: str) -> Case:
    rows = [*residents(11), earning(12, gross, staff=1)]
    words = f"{gross} a head"
    return Case(words, park(residents=rows), rows={("residents", "status", 11): status})


BOUNDARIES = (
    Boundary(
        "single_site_floor_area",
        _floor("2999.99", NOT_MET, site("2999.99")),
        _floor("3000", MET, site("3000")),
        _floor("3000.01", MET, site("3000.01")),
    ),
    Boundary(  # the total is far above 5000 in all three
        "core_site_floor_area",
        _floor("core 1999.99", NOT_MET, site("1999.99"), branch("3500")),
        _floor("core 2000", MET, site("2000"), branch("3500")),
        _floor("core 2000.01", MET, site("2000.01"), branch("3500")),
    ),
    Boundary(  # the core is well above 2000, and above 3000, which must not help
        "total_floor_area",
        _floor("3200 + 1799.99", NOT_MET, site("3200"), branch("1799.99")),
        _floor("3200 + 1800", MET, site("3200"), branch("1800")),
        _floor("3200 + 1800.01", MET, site("3200"), branch("1800.01")),
    ),
    Boundary("branch_sites", _branches(2, MET), _branches(3, MET), _branches(4, JUDGEMENT)),
    Boundary("residents", _count(0, NOT_MET), _count(1, MET), _count(2, MET)),
    Boundary(
        "total_gross_revenue",
        _total("389.999999", "2999.999999", NOT_MET),
        _total("390", "3000", MET),
        _total("390.000001", "3000.000001", MET),
    ),
    Boundary(
        "gross_revenue_b",
        _route("b", 5, "299.99", "40", NOT_MET),
        _route("b", 5, "300.00", "40", NOT_MET),
        _route("b", 5, "300.000001", "40", MET),
    ),
    Boundary(
        "residents_b",
        _route("b", 4, "301", "40", NOT_MET),
        _route("b", 5, "301", "40", MET),
        _route("b", 6, "301", "40", MET),
    ),
    Boundary(
        "gross_revenue_c",
        _route("c", 3, "499.99", "40", NOT_MET),
        _route("c", 3, "500.00", "40", NOT_MET),
        _route("c", 3, "500.000001", "40", MET),
    ),
    Boundary(
        "residents_c",
        _route("c", 2, "501", "40", NOT_MET),
        _route("c", 3, "501", "40", MET),
        _route("c", 4, "501", "40", MET),
    ),
    Boundary(
        "net_service_revenue_d",
        _route("d", 5, "100", "49.99", NOT_MET),
        _route("d", 5, "100", "50.00", NOT_MET),
        _route("d", 5, "100", "50.000001", MET),
    ),
    Boundary(
        "residents_d",
        _route("d", 4, "100", "51", NOT_MET),
        _route("d", 5, "100", "51", MET),
        _route("d", 6, "100", "51", MET),
    ),
    Boundary("named_services", _services(3, JUDGEMENT), _services(4, MET), None),
    Boundary(
        "sum_tolerance",
        _sum("40.009999", "0.009999", COMPLETE),
        _sum("40.01", "0.01", COMPLETE),
        _sum("40.010001", "0.010001", MISMATCH),
    ),
    Boundary(
        "revenue_per_head",
        _per_head("4999.999999", COMPLETE),
        _per_head("5000", COMPLETE),
        _per_head("5000.000001", SUSPECT),
    ),
)

# The next step in everyday figures: 0.01 万元 past, and the same gap on the other side.
BESIDE = (
    _eight(),
    _route("b", 5, "300.01", "40", MET),
    _route("c", 3, "500.01", "40", MET),
    _route("d", 5, "100", "50.01", MET),
    _total("389.99", "2999.99", NOT_MET),
    _total("390.01", "3000.01", MET),
    _services(0, JUDGEMENT),
    _sum("39.99", "-0.01", COMPLETE),
    _sum("39.989999", "-0.010001", MISMATCH),
)
