"""Build typed facts for tests: a believable park that passes, changed by keywords.

`park()` is one 3600 ㎡ site with 12 licensed institutions of 290 万元 each, filed on 2026-03-18, so
上一年度 is 2025. Twelve times 290 is 3480, at least 3000: route A holds and, on purpose, no other
route does (290 ≤ 300, 40 ≤ 50), so that a test changes one thing and sees one thing change.

Numbers are given as text or whole numbers ("300.01") and become what the reader would give: exact
decimals for amounts and areas, ints for counts. A key that no form declares is a KeyError.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from schemas.application import (
    APPLICATION,
    BRANCH,
    BUSINESS_TYPES,
    COMMERCIAL,
    CORE,
    LICENSED,
    NO_LICENCE,
    RELATED,
)
from schemas.evaluation import Facts
from schemas.fields import Field, Kind
from schemas.parameters import law_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schemas.expression import Value
    from schemas.parameters import Law

Row = dict[str, "Value"]
FILED_ON = date(2026, 3, 18)

# Conditions without a threshold, which only a recorded decision can end.
PEOPLE_DECIDE = ("planning", "economy", "variety", "operation", "benefit")
ALL_FOR = dict.fromkeys(PEOPLE_DECIDE, "符合")

RELATED_FIRM: dict[str, Any] = {
    "kind": RELATED,
    "licence_kind": NO_LICENCE,
    "licence_number": None,
}

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_character(first: str) -> str:
    """Give the 18th character for the first 17 (GB 32100: weights are powers of 3, modulo 31)."""
    total = sum(_ALPHABET.index(character) * 3**place % 31 for place, character in enumerate(first))
    return _ALPHABET[-total % 31]


def credit_code(number: int, region: str = "231000") -> str:
    """Give the valid credit code of the company with this running number (0 to 999999)."""
    body = f"MA{number:06d}"
    # GB 11714 counts letters from A = 10; a remainder of 10 is written X.
    inner = -sum(int(mark, 36) * by for mark, by in zip(body, _INNER_WEIGHTS, strict=True)) % 11
    first = f"91{region}{body}{'X' if inner == 10 else inner}"
    return first + check_character(first)


def typed(field: Field, given: object) -> Value:
    """Give a cell the type the reader would give it."""
    if isinstance(given, (str, int)) and not isinstance(given, bool):
        if field.kind is Kind.NUMBER:
            return Decimal(given)
        if field.kind is Kind.WHOLE:
            return int(given)
    assert given is None or isinstance(given, (str, bool, int, Decimal, date, tuple)), given
    return given


def row(table: str, **cells: object) -> Row:
    """Give a row of a table; a column that is not given is blank."""
    columns = APPLICATION.table(table)
    return {key: typed(columns[key], given) for key, given in cells.items()}


def site(floor_area: object = "3600", **changes: object) -> Row:
    """Give a site, the core one unless told otherwise."""
    cells: dict[str, object] = {
        "kind": CORE,
        "name": "牡丹江人力资源服务产业园",
        "address": "牡丹江市西安区景福街1号",
        "county": "西安区",
        "floor_area": floor_area,
    }
    return row("sites", **cells | changes)


def branch(floor_area: object, number: int = 1, **changes: object) -> Row:
    """Give a branch site."""
    return site(floor_area, **{"kind": BRANCH, "name": f"第{number}分园区"} | changes)


def resident(number: int, **changes: object) -> Row:
    """Give a licensed institution, in the park since 2021: 290 万元 gross, 40 万元 net."""
    cells: dict[str, object] = {
        "name": f"牡丹江第{number}人力资源服务有限公司",
        "code": credit_code(number),
        "kind": COMMERCIAL,
        "site": "牡丹江人力资源服务产业园",
        "licence_kind": LICENSED,
        "licence_number": f"（黑）人服证字〔2024〕第10{number:05d}号",
        "licence_expiry": date(2029, 6, 30),
        "business_types": (BUSINESS_TYPES[number % 3], BUSINESS_TYPES[3 + number % 3]),
        "entered_on": date(2021, 5, 20),
        "staff": 12,
        "gross_revenue": "290",
        "pass_through": "250",
        "net_service_revenue": "40",
        "tax": "3.5",
    }
    return row("residents", **cells | changes)


def residents(count: int, first: int = 1, **changes: object) -> list[Row]:
    """Give several institutions that differ in name and code only."""
    return [resident(number, **changes) for number in range(first, first + count)]


def earning(number: int, gross: str, net: str = "40", **changes: object) -> Row:
    """Give an institution with this revenue and net; what is passed through is the rest."""
    figures: dict[str, object] = {
        "gross_revenue": gross,
        "net_service_revenue": net,
        "pass_through": Decimal(gross) - Decimal(net),
    }
    return resident(number, **figures | changes)


def poor(count: int, first: int = 101) -> list[Row]:
    """Give institutions with so little revenue (5 gross, 1 net) that they feed no route."""
    return [earning(number, "5", "1") for number in range(first, first + count)]


def activity(**changes: object) -> Row:
    """Give one activity."""
    cells: dict[str, object] = {
        "kind": "招聘会",
        "name": "2025年春风行动专场招聘会",
        "held_on": date(2025, 2, 15),
        "participants": 860,
    }
    return row("activities", **cells | changes)


_SECTIONS: dict[str, object] = {
    "applicant.name": "宁安市人民政府",
    "applicant.kind": "县（市、区）人民政府",
    "applicant.county": "西安区",
    "applicant.filed_on": FILED_ON,
    "park.name": "牡丹江人力资源服务产业园",
    "park.address": "牡丹江市西安区景福街1号",
    "park.contact": "王立新",
    "park.phone": "0453-7622345",
    "park.ownership": "西安区人民政府",
    "park.registered_on": date(2021, 5, 20),
    "park.investment": "860",
    "park.site_area": "4200",
    "park.full_time_staff": 8,
    "park.part_time_staff": 2,
    "park.resident_count": 12,
    "park.build_mode": "改建",
    "management.planning_summary": "以装备制造和对俄贸易用工为重点，分三年建设。",
    "management.economy_summary": "服务本地企业320家，解决用工1.2万人次。",
    "management.operator_kind": "专业化运营公司",
    "management.operator_name": "牡丹江人力资源产业园运营有限公司",
    "management.management_summary": "实行入驻评审、季度通报、年度考核。",
    "management.benefit_summary": "开展公益招聘24场，帮扶脱贫劳动力610人就业。",
}


def _fixed_rows(table: str, answer: str, answers: Mapping[str, object]) -> dict[str, Row]:
    """Give the rows the form prints, with what was answered: yes unless told otherwise."""
    rows = APPLICATION.table(table).rows
    unknown = set(answers) - {fixed.key for fixed in rows}
    if unknown:
        raise KeyError(f"{table}: {unknown}")
    return {
        fixed.key: row(table, **dict(fixed.preset), **{answer: answers.get(fixed.key, True)})
        for fixed in rows
    }


def park(  # noqa: PLR0913 - one keyword for each part of the form
    *,
    filed_on: date | None = FILED_ON,
    sites: Iterable[Row] | None = None,
    residents: Iterable[Row] | None = None,
    services: Mapping[str, object] = {},
    materials: Mapping[str, object] = {},
    activities: Iterable[Row] | None = None,
    ratings: Mapping[str, object] = {},
    panel: Mapping[str, object] = {},
    cells: Mapping[str, object] = {},
    decisions: Mapping[str, str] = {},
    law: Law | None = None,
) -> Facts:
    """Build the facts of an application; what is not given passes.

    `services` and `materials` answer by key ({"training": False}; None leaves it blank); `ratings`
    are the self-ratings of expert items ({"infrastructure": "8"}); `panel` are a panel's means when
    a recognised park is assessed; `cells` changes any other cell.
    """
    given = {**_SECTIONS, **{f"evaluation_rating.{key}": value for key, value in ratings.items()}}
    given |= {"applicant.filed_on": filed_on, **cells}
    fixed = {
        "services": _fixed_rows("services", "offered", services),
        "materials": _fixed_rows("materials", "provided", materials),
    }
    found: dict[str, Value] = {
        address: typed(APPLICATION.field(address), value) for address, value in given.items()
    }
    found |= {f"assessment_rating.{key}": Decimal(str(mean)) for key, mean in panel.items()}
    for table, rows in fixed.items():
        for key, cells_of_row in rows.items():
            for column, value in cells_of_row.items():
                found[f"{table}.{key}.{column}"] = value
    tables: dict[str, Sequence[Row]] = {
        "sites": [site()] if sites is None else list(sites),
        "residents": list(_twelve() if residents is None else residents),
        "activities": [activity()] if activities is None else list(activities),
        **{table: list(rows.values()) for table, rows in fixed.items()},
    }
    return Facts(law or law_at(filed_on or FILED_ON), found, tables, decisions)


def _twelve() -> list[Row]:
    return residents(12)


def law_with(law: Law, **values: object) -> Law:
    """Give the law with other figures, to see what hangs on them."""
    changed = {key: replace(law[key], value=Decimal(str(value))) for key, value in values.items()}
    return replace(law, parameters={**law.parameters, **changed})


def under(facts: Facts, **values: object) -> Facts:
    """Give the same facts under a law with other figures."""
    return replace(facts, law=law_with(facts.law, **values))
