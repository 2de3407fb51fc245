"""Generated applications: at, just under and just past every threshold, with blanks and doubts.

Seeded, so that every run sees the same cases; each figure that a rule compares is drawn from the
neighbourhood of its threshold, so that thousands of cases crowd where the answers change.
"""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from facts import credit_code

from schemas.application import (
    ANNEX_SERVICES,
    BRANCH,
    BUSINESS_TYPES,
    COMMERCIAL,
    CORE,
    FILED,
    LICENSED,
    MATERIALS,
    NAMED_SERVICES,
    NO_LICENCE,
    PUBLIC,
    RELATED,
    SERVICES,
)
from schemas.evaluation import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.expression import Value
    from schemas.parameters import Law

Row = dict[str, "Value"]
SITE_ROWS, RESIDENT_ROWS, ACTIVITY_ROWS = 6, 14, 3
DECIDED = ("planning", "economy", "floor_area", "branch_sites", "concentration", "variety")
_FEN = Decimal("0.000001")
_GROSS = {"low": ("100", "150"), "mixed": ("300", "500", "290"), "high": ("300", "500", "600")}
_NET = {"low": ("20", "10"), "mixed": ("50", "40"), "high": ("50", "60")}


def _near(chance: random.Random, *thresholds: str) -> Decimal:
    """Draw a figure at, just under, just past, or well away from one of the thresholds."""
    at = Decimal(chance.choice(thresholds))
    step = chance.choice((Decimal(0), _FEN, -_FEN, Decimal("0.01"), Decimal("-0.01"), at, -at / 2))
    return max(Decimal(0), at + step)


def _maybe(chance: random.Random, value: Value, blank: float) -> Value:
    return None if chance.random() < blank else value


def _site(chance: random.Random, blank: float) -> Row:
    kind = chance.choice((CORE, BRANCH, BRANCH))
    row: Row = {
        "kind": _maybe(chance, kind, blank),
        "name": f"场地{chance.randrange(9)}",
        "address": "牡丹江市东安区",
        "floor_area": _maybe(
            chance, _near(chance, "3000", "2000", "5000", "6000", "1500").quantize(_FEN), blank
        ),
    }
    return row


def _sites(chance: random.Random, blank: float) -> list[Row]:
    rows = [_site(chance, blank) for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 4, 5, 6)))]
    if rows and chance.random() < 0.85:  # mostly one core site, as the form asks
        rows[0]["kind"] = CORE
        for row in rows[1:]:
            row["kind"] = row["kind"] and BRANCH
    return rows


def _resident(  # noqa: PLR0913, PLR0917 - what a case is made of
    chance: random.Random, number: int, year: int, blank: float, mess: float, level: str
) -> Row:
    kind = chance.choices((COMMERCIAL, RELATED, PUBLIC), (1, 0.1 * mess, 0.05 * mess))[0]
    gross = _near(chance, *_GROSS[level])
    net = _near(chance, *_NET[level])
    entered = chance.choice(
        (
            date(2020, 5, 1),
            date(year, 1, 1),
            date(year, 1, 2),
            date(year, 6, 1),
            date(year + 1, 2, 1),
        )
        if chance.random() < 0.3 * mess
        else (date(2020, 5, 1),)
    )
    left = (
        chance.choice(
            (date(year, 1, 1), date(year - 1, 12, 31), date(year, 12, 31), date(year + 1, 3, 1))
        )
        if chance.random() < 0.1 * mess
        else None
    )
    share = Decimal(chance.choice(("0", "0.5", "1")))
    part = chance.random() < 0.5
    row: Row = {
        "name": _maybe(chance, f"机构{number}", blank / 3),
        "code": _maybe(
            chance, credit_code(number // 2 if chance.random() < 0.2 * mess else number), blank / 3
        ),
        "kind": _maybe(chance, kind, blank / 3),
        "licence_kind": _maybe(
            chance, chance.choices((LICENSED, FILED, NO_LICENCE), (0.6, 0.3, 0.1 * mess))[0], blank
        ),
        "licence_number": _maybe(chance, "（黑）人服证字〔2024〕第1000123号", 0.1),
        "licence_expiry": date(year, 12, 1)
        if chance.random() < 0.1 * mess
        else chance.choice((None, date(year + 3, 1, 1))),
        "business_types": _maybe(
            chance,
            tuple(sorted(set(chance.choices(BUSINESS_TYPES, k=2)), key=BUSINESS_TYPES.index)),
            blank,
        ),
        "entered_on": _maybe(chance, entered, blank / 3),
        "left_on": left,
        "parent_code": credit_code(number // 2) if chance.random() < 0.1 * mess else None,
        "staff": chance.randrange(3, 60),
        "gross_revenue": _maybe(chance, gross, blank),
        "pass_through": _maybe(chance, max(Decimal(0), gross - net), blank),
        "net_service_revenue": _maybe(
            chance, net + chance.choice((Decimal(0), Decimal("0.01"), Decimal("0.02"))), blank
        ),
        "tax": _maybe(chance, Decimal(chance.randrange(0, 900)) / 100, 0.2),
        "resident_gross_revenue": (gross * share).quantize(_FEN) if part else None,
        "resident_net_service_revenue": (net * share).quantize(_FEN) if part else None,
        "site": chance.choice((None, "场地1", "场地2")),
    }
    return row


def _fixed(
    chance: random.Random, table: str, key: str, blank: float, yes: float
) -> dict[str, Value]:
    rows = (SERVICES if table == "services" else MATERIALS).rows
    return {
        f"{table}.{row.key}.{key}": _maybe(chance, chance.random() < yes, blank) for row in rows
    }


def application(seed: int, law: Law) -> Facts:
    """Give one generated application under `law`; the same seed gives the same one."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    blank = chance.choice((0.0, 0.0, 0.0, 0.02, 0.15))
    mess = chance.choice((0.0, 0.0, 0.3, 1.0))
    level = chance.choice(("low", "mixed", "high"))
    filed = _maybe(chance, date(2026, chance.choice((1, 3, 12)), chance.choice((1, 31))), blank / 2)
    year = 2025
    count = chance.choice((0, 5, 8, 9, 10, 10, 10, 11, 12, 14))
    activities: list[Row] = [
        {
            "kind": _maybe(chance, "招聘会", blank),
            "name": "春风行动",
            "held_on": _maybe(chance, date(2025, 3, 1), blank),
            "participants": _maybe(chance, chance.randrange(500), 0.2),
        }
        for _ in range(chance.choice((0, 1, 3)))
    ]
    offered = chance.choice((1.0, 1.0, 0.9, 0.5))
    cells: dict[str, Value] = {
        "applicant.filed_on": filed,
        "park.full_time_staff": _maybe(chance, 8, blank),
        "management.planning_summary": _maybe(chance, "论证充分", blank),
        "management.economy_summary": _maybe(chance, "匹配", blank),
        "management.operator_kind": _maybe(chance, "专门管理团队", blank),
        "management.operator_name": _maybe(chance, "运营公司", blank),
        "management.management_summary": _maybe(chance, "健全", blank),
        "management.benefit_summary": _maybe(chance, "显著", blank),
        "evaluation_rating.infrastructure": _maybe(chance, _rating(chance), blank),
        "evaluation_rating.operation": _maybe(chance, _rating(chance), blank),
        **_fixed(chance, "services", "offered", blank / 4, offered),
        **_fixed(chance, "materials", "provided", blank, 0.95),
    }
    residents = [_resident(chance, number, year, blank, mess, level) for number in range(count)]
    tables: dict[str, Sequence[Row]] = {
        "sites": _sites(chance, blank),
        "residents": residents,
        "activities": activities,
        "services": [
            {**dict(row.preset), "offered": cells[f"services.{row.key}.offered"]}
            for row in SERVICES.rows
        ],
        "materials": [
            {**dict(row.preset), "provided": cells[f"materials.{row.key}.provided"]}
            for row in MATERIALS.rows
        ],
    }
    decisions = {key: chance.choice(("符合", "不符合")) for key in DECIDED if chance.random() < 0.3}
    if chance.random() < 0.3:
        decisions = dict.fromkeys((*DECIDED, "operation", "service_system", "benefit"), "符合")
    assert len(ANNEX_SERVICES) + len(NAMED_SERVICES) == len(SERVICES.rows)
    return Facts(law, cells, tables, decisions)


def _rating(chance: random.Random) -> Decimal:
    return Decimal(chance.choice(("0", "5.9", "6", "8.55", "9.95", "10", "10", "7.25")))
