"""The law of a place on a day: its figures, dated, inherited and overridden.

1. The city's sixteen figures, as the text gives them, and one of the workbook's own.
2. Before a measure takes effect there is none; an unknown place says so.
3. A county (Article 17) overrides what differs, inherits the rest, and may change at a later date.
4. Anchors, citations and readings.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from schemas.articles import chinese_number, citation, provisions
from schemas.parameters import (
    Law,
    NotInForceError,
    UnknownJurisdictionError,
    first_day,
    jurisdictions,
    law_at,
    plain,
)

CITY = law_at(date(2026, 1, 1))
COUNTY = "231083"

FIGURES = {
    "single_site_floor_area": ("at_least", "3000", "平方米", "6(3)"),
    "core_site_floor_area": ("at_least", "2000", "平方米", "6(3)"),
    "total_floor_area": ("at_least", "5000", "平方米", "6(3)"),
    "branch_sites": ("at_most", "3", "个", "6(3)"),
    "residents": ("at_least", "10", "家", "6(4)"),
    "total_gross_revenue": ("at_least", "3000", "万元", "6(4)"),
    "gross_revenue_b": ("more_than", "300", "万元", "6(4)"),
    "residents_b": ("at_least", "5", "家", "6(4)"),
    "gross_revenue_c": ("more_than", "500", "万元", "6(4)"),
    "residents_c": ("at_least", "3", "家", "6(4)"),
    "net_service_revenue_d": ("more_than", "50", "万元", "6(4)"),
    "residents_d": ("at_least", "5", "家", "6(4)"),
    "named_services": ("at_least", "4", "项", "6(6)"),
    "assessment_cycle": ("at_least", "3", "年", "13"),
    "annual_report_months": ("at_most", "3", "月", "13"),
    "failures_to_revoke": ("at_least", "2", "次", "15"),
    "sum_tolerance": ("at_most", "0.01", "万元", "6(4)"),
    "revenue_per_head": ("at_most", "5000", "万元", "6(4)"),
}


def test_the_figures_of_the_measure() -> None:
    found = {
        key: (figure.operator, str(figure.value), figure.unit, figure.article)
        for key, figure in CITY.parameters.items()
    }
    assert found == FIGURES


def test_every_figure_quotes_the_text() -> None:
    # These are the workbook's own; every other wording stands in its article.
    text = {key: provision.text.replace(" ", "") for key, provision in CITY.provisions.items()}
    missing = [
        key for key, figure in CITY.parameters.items() if figure.wording not in text[figure.article]
    ]
    assert missing == ["sum_tolerance", "revenue_per_head"]
    assert all("办法未规定" in CITY[key].wording for key in missing)


def test_a_requirement_carries_the_drafting_word() -> None:
    assert CITY["residents"].requirement == "不少于10家"
    assert CITY["gross_revenue_b"].requirement == "超过300万元"
    assert CITY["branch_sites"].requirement == "不超过3个"
    assert CITY["sum_tolerance"].requirement == "不超过0.01万元"


@pytest.mark.parametrize(
    ("given", "shown"), [("3000", "3000"), ("0.010", "0.01"), ("1E+3", "1000"), ("10.0", "10")]
)
def test_plain_numbers(given: str, shown: str) -> None:
    assert plain(Decimal(given)) == shown


# -- days -----------------------------------------------------------------------------------------


def test_in_force_from_the_first_day() -> None:
    assert first_day() == date(2026, 1, 1)
    assert law_at(date(2026, 1, 1)).in_force_from == date(2026, 1, 1)
    with pytest.raises(NotInForceError, match="2026年1月1日"):
        law_at(date(2025, 12, 31))


def test_the_county_begins_later() -> None:
    assert first_day(COUNTY) == date(2026, 7, 1)
    with pytest.raises(NotInForceError, match="2026年7月1日"):
        law_at(date(2026, 6, 30), COUNTY)
    assert law_at(date(2026, 7, 1), COUNTY).code == COUNTY


@pytest.mark.parametrize("code", ["231081", "999999", "", "../231000", "231000.toml"])
def test_an_unknown_place_says_so(code: str) -> None:
    with pytest.raises(UnknownJurisdictionError, match="hrpark law --list"):
        law_at(date(2026, 7, 1), code)


def test_who_has_a_law() -> None:
    assert jurisdictions() == {"231000": "牡丹江市", "231083": "海林市"}


# -- a county's own measure -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "residents"),
    [
        (date(2026, 7, 1), 6),
        (date(2026, 12, 31), 6),
        (date(2027, 1, 1), 8),
        (date(2030, 1, 1), 8),
    ],
)
def test_a_dated_change(day: date, residents: int) -> None:
    figure = law_at(day, COUNTY)["residents"]
    assert figure.value == residents
    assert figure.in_force_from == (date(2026, 7, 1) if residents == 6 else date(2027, 1, 1))


def test_it_overrides_and_inherits() -> None:
    law = law_at(date(2026, 7, 1), COUNTY)
    own = {key for key, figure in law.parameters.items() if figure.jurisdiction == COUNTY}
    assert own == {"single_site_floor_area", "residents", "total_gross_revenue"}
    assert [str(law[key].value) for key in sorted(own)] == ["6", "1500", "1500"]
    for key in FIGURES.keys() - own:
        assert law[key] == CITY[key]
    # What is overridden keeps what it does not say.
    assert (law["residents"].operator, law["residents"].article) == ("at_least", "6(4)")


def test_it_has_its_own_title_and_the_citys_text() -> None:
    law = law_at(date(2026, 7, 1), COUNTY)
    assert "海林市" in law.instrument
    assert law.approval_form == "县级人力资源服务产业园评估认定审批表"
    assert law.example
    assert not CITY.example
    assert law.area_code == "0453"
    assert law.provisions == CITY.provisions
    assert law.counties == CITY.counties
    assert law.readings[: len(CITY.readings)] == CITY.readings


def test_the_citys_figures_stay_as_they_are() -> None:
    law_at(date(2027, 1, 1), COUNTY)
    assert law_at(date(2027, 1, 1))["residents"].value == 10


def test_the_counties() -> None:
    assert CITY.counties == {
        "231002": "东安区",
        "231003": "阳明区",
        "231004": "爱民区",
        "231005": "西安区",
        "231025": "林口县",
        "231081": "绥芬河市",
        "231083": "海林市",
        "231084": "宁安市",
        "231085": "穆棱市",
        "231086": "东宁市",
    }


# -- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("6", "第六条"),
        ("6(3)", "第六条第（三）项"),
        ("7(1)2", "第七条第（一）项第2目"),
        ("7(2)", "第七条第（二）项"),
        ("10", "第十条"),
        ("15", "第十五条"),
        ("annex", "附件"),
    ],
)
def test_citations(anchor: str, words: str) -> None:
    assert citation(anchor) == words
    assert Law.cite(anchor) == f"《办法》{words}"


@pytest.mark.parametrize("anchor", ["", "六", "6(三)", "6(3", "第6条"])
def test_a_malformed_anchor_is_our_fault(anchor: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(anchor)}$"):
        citation(anchor)


def test_chinese_numbers() -> None:
    shown = [chinese_number(number) for number in (1, 9, 10, 11, 17, 20, 21, 99)]
    assert shown == ["一", "九", "十", "十一", "十七", "二十", "二十一", "九十九"]


def test_the_text_has_seventeen_articles_and_an_annex() -> None:
    found = provisions("measure-231000.txt")
    articles = [key for key in found if "(" not in key]
    assert articles == [*(str(number) for number in range(1, 18)), "annex"]
    assert [key for key in found if key.startswith("6(")] == [f"6({n})" for n in range(1, 8)]
    assert [key for key in found if key.startswith("7(1)")] == [
        "7(1)",
        *(f"7(1){n}" for n in range(1, 8)),
    ]
    assert [key for key in found if key.startswith("14(")] == ["14(1)", "14(2)", "14(3)"]


@pytest.mark.parametrize(
    ("anchor", "begins", "ends"),
    [
        ("6(3)", "基础设施完备。", "软硬件支持。"),
        ("6(4)", "产业集聚度高。", "市场化人力资源服务产业链。"),
        ("7(1)6", "园区入驻人力资源服务机构情况", "佐证材料等)。"),
        ("8", "已经建成的", "经同意后可以增设。"),  # the heading 运营管理 belongs to no article
        ("15", "考核评估结果运用", "取消授牌等处理措施。"),
        ("17", "各县（市、区）人力资源", "管理办法。"),
    ],
)
def test_a_provision_is_whole(anchor: str, begins: str, ends: str) -> None:
    text = CITY.provisions[anchor].text
    assert text.startswith(begins)
    assert text.endswith(ends)


def test_every_reading_cites_an_article_that_exists() -> None:
    assert {reading.article for reading in CITY.readings} <= CITY.provisions.keys()


def test_the_readings_cover_what_the_text_leaves_open() -> None:
    assert {reading.article for reading in CITY.readings} >= {
        *("6(1)", "6(3)", "6(4)", "6(6)", "7(1)", "7(3)", "8", "13", "15", "annex"),
    }
    titles = [reading.title for reading in CITY.readings]
    assert len(titles) == len(set(titles))
