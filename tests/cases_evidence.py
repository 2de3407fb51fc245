"""Layouts of sites, evidence without a threshold, services, decisions, and Article 6 as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from case import INCOMPLETE, JUDGEMENT, MET, NOT_MET, Case
from cases_boundaries import nine
from facts import ALL_FOR, PEOPLE_DECIDE, activity, branch, park, poor, resident, residents, site

if TYPE_CHECKING:
    from facts import Row

PASSES, MISSES = "初步符合申报条件", "存在不符合项（可附例外说明）"


def _sites(name: str, floor: str, branches: str, *sites: Row) -> Case:
    ends = {"floor_area": floor, "branch_sites": branches}
    return Case(f"sites: {name}", park(sites=sites), ends)


SITES = (
    # Reading 1: with a branch the 3000 of a single site no longer helps.
    _sites("3000 and a branch of 1", NOT_MET, MET, site("3000"), branch("1")),
    _sites("4000 and 999.99 make 4999.99", NOT_MET, MET, site("4000"), branch("999.99")),
    _sites("core short, total 5000", NOT_MET, MET, site("1999.99"), branch("3000.01")),
    _sites("core and total short", NOT_MET, MET, site("1000"), branch("1000")),
    _sites(  # 2000 + 3 x 1000 = 5000: four sites in all
        "the least with three branches", MET, MET, site("2000"), *(branch("1000"),) * 3
    ),
    _sites("four branches", MET, JUDGEMENT, site("2000"), *(branch("1000"),) * 4),
    _sites("zero is a figure", NOT_MET, MET, site("0")),
    _sites("two core sites", JUDGEMENT, JUDGEMENT, site("3000"), site("3000")),
    _sites("no core site", INCOMPLETE, INCOMPLETE, branch("9000")),
    _sites("none", INCOMPLETE, INCOMPLETE),
    _sites("kind blank", INCOMPLETE, INCOMPLETE, site("3600"), branch("2000", kind=None)),
    _sites("area of a branch blank", INCOMPLETE, INCOMPLETE, site("6000"), branch(None)),
    # Reading 2: 占地面积 (here and on the annex form) is no 建筑面积.
    _sites("site area is no floor area", INCOMPLETE, INCOMPLETE, site(None, site_area="9000")),
    _sites("nor does it add to it", NOT_MET, MET, site("2999.99", site_area="9000")),
)


def _blank(condition: str, address: str) -> Case:
    return Case(f"{address} blank", park(cells={address: None}), {condition: INCOMPLETE})


EVIDENCE = (
    Case("full evidence is for people", park(), dict.fromkeys(PEOPLE_DECIDE, JUDGEMENT)),
    _blank("planning", "management.planning_summary"),
    _blank("economy", "management.economy_summary"),
    _blank("operation", "management.operator_kind"),
    _blank("operation", "management.operator_name"),
    _blank("operation", "management.management_summary"),
    _blank("benefit", "management.benefit_summary"),
    Case("report not answered", park(materials={"item_3": None}), {"planning": INCOMPLETE}),
    Case("report answered with no", park(materials={"item_3": False}), {"planning": JUDGEMENT}),
    Case("no activity", park(activities=[]), {"benefit": INCOMPLETE}),
    Case(
        "an activity without its day",
        park(activities=[activity(held_on=None)]),
        {"benefit": INCOMPLETE},
    ),
    Case(  # reading 8: either suffices
        "a team of its own",
        park(cells={"management.operator_kind": "专门管理团队"}),
        {"operation": JUDGEMENT},
    ),
    Case(
        "no business types",
        park(residents=residents(12, business_types=None)),
        {"variety": INCOMPLETE},
        results={"business_types": Decimal(0)},
    ),
    Case(  # each institution has one of three kinds and one of three others
        "all in doubt, types given",
        park(residents=residents(12, licence_kind="无")),
        {"variety": JUDGEMENT},
        results={"business_types": Decimal(6)},
    ),
    Case(  # 12 x 3.5 = 42; the second row of one institution and a public agency add nothing
        "tax of those who count",
        park(residents=[*residents(12), resident(1), resident(13, kind="公共服务机构")]),
        {"economy": JUDGEMENT},
        results={"tax": Decimal(42), "tax_filled": Decimal(12)},
    ),
    Case(  # a blank is not a zero: it is said how many stated a figure
        "no tax stated",
        park(residents=residents(12, tax=None)),
        {"economy": JUDGEMENT},
        results={"tax_filled": Decimal(0)},
    ),
    Case("one service blank", park(services={"training": None}), {"service_system": INCOMPLETE}),
    Case(
        "one blank, one not offered",
        park(services={"training": None, "recruitment": False}),
        {"service_system": INCOMPLETE},
    ),
    Case(
        "the annex's services are another list",
        park(services={"policy": False, "other": False, "financing": None}),
        {"service_system": MET},
    ),
)

_SHORT = [site("2999.99")]
_FOUR_BRANCHES = [site("3000"), *(branch("1000", number) for number in range(1, 5))]
_UNDECIDED = {"management.planning_summary": None}
OVERALL = (
    Case("people have not decided", park(), overall=JUDGEMENT),
    Case("people agree", park(decisions=ALL_FOR), overall=PASSES),
    Case(
        "people disagree",
        park(decisions={**ALL_FOR, "benefit": "不符合"}),
        {"benefit": NOT_MET},
        overall=MISSES,
    ),
    Case("a miss", park(sites=_SHORT, decisions=ALL_FOR), {"floor_area": NOT_MET}, overall=MISSES),
    Case("a miss shows before a blank", park(sites=_SHORT, cells=_UNDECIDED), overall=MISSES),
    Case("a blank shows before a judgement", park(cells=_UNDECIDED), overall=INCOMPLETE),
    Case("nothing of the sites", park(sites=[], decisions=ALL_FOR), overall=INCOMPLETE),
    Case(
        "four branches, not decided",
        park(sites=_FOUR_BRANCHES, decisions=ALL_FOR),
        {"branch_sites": JUDGEMENT},
        overall=JUDGEMENT,
    ),
    Case(
        "four branches, allowed",
        park(sites=_FOUR_BRANCHES, decisions={**ALL_FOR, "branch_sites": "符合"}),
        {"branch_sites": MET},
        overall=PASSES,
    ),
    Case(
        "a decision does not overrule figures",
        park(sites=_SHORT, decisions={**ALL_FOR, "floor_area": "符合"}),
        {"floor_area": NOT_MET},
        overall=MISSES,
    ),
    Case(
        "nor what holds",
        park(decisions={**ALL_FOR, "floor_area": "不符合"}),
        {"floor_area": MET},
        overall=PASSES,
    ),
    Case(
        "nor a blank",
        park(cells=_UNDECIDED, decisions=ALL_FOR),
        {"planning": INCOMPLETE},
        overall=INCOMPLETE,
    ),
    Case(
        "another word decides nothing",
        park(decisions={**ALL_FOR, "benefit": "需人工研判"}),
        {"benefit": JUDGEMENT},
        overall=JUDGEMENT,
    ),
    Case(  # nine count and one may: what is decided is 6(4) as a whole
        "the number alone is not decided",
        park(
            residents=[*nine(), resident(10, licence_kind="无")],
            decisions={**ALL_FOR, "residents": "符合"},
        ),
        {"residents": JUDGEMENT, "concentration": JUDGEMENT},
        overall=JUDGEMENT,
    ),
    Case(
        "6(4) is decided",
        park(
            residents=[*nine(), resident(10, licence_kind="无")],
            decisions={**ALL_FOR, "concentration": "符合"},
        ),
        {"residents": JUDGEMENT, "concentration": MET},
        overall=PASSES,
    ),
    Case(
        "ten poor institutions",
        park(residents=poor(10), decisions=ALL_FOR),
        {"concentration": NOT_MET},
        overall=MISSES,
    ),
)
