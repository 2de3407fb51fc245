"""Scores follow the reference rubrics, which say that they are no law.

The points of Article 7(2) stand in `cases_rating`, item by item; here:
1. The assessment of Article 14: ten items of 10, the same lines, grades at 90.0, 89.9, 60.0, 59.9.
2. A panel's mean, with the highest and lowest dropped from five experts on.
3. The second preset: 优秀 for the top share of a batch only.
4. Both rubrics hold the law's items with equal weight, and say where their figures come from.
5. A county's threshold moves the points with it; nothing scores more than full.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from cases_rating import earners, offers
from facts import branch, park, site, under

from schemas.evaluation import Evaluation
from schemas.parameters import law_at
from schemas.rubric import rubric
from schemas.rules.rating import (
    ASSESSMENT,
    EVALUATION,
    explanation,
    grades_with_quota,
    panel_score,
)

EXPERTS = ("tax", "innovation", "strategy", "recruitment", "employment", "talent", "safety")


def numbers(*given: str) -> list[Decimal]:
    return [Decimal(number) for number in given]


def assessed(*panel: str, full: bool) -> Evaluation:
    """Give a park of 30 computed points (10 + 10 + 10) or of 17 (6 + 6 + 5), and a panel's means.

    Full: 20 institutions (10 are asked), 6000 万元 (3000), all four services. Else 10, 3000, two.
    """
    means = dict(zip(EXPERTS, panel, strict=True))
    if full:
        return Evaluation(park(residents=earners(20, "6000"), panel=means))
    services = offers(10, 2)
    return Evaluation(park(residents=earners(10, "3000"), services=services, panel=means))


@pytest.mark.parametrize(
    ("panel", "full", "total", "grade", "distance"),
    [
        # 30 + 6 x 10 + 0 = 90.0
        (("10", "10", "10", "10", "10", "10", "0"), True, "90.0", "优秀", "0"),
        # 30 + 59.9
        (("10", "10", "10", "10", "10", "9.9", "0"), True, "89.9", "合格", "0.1"),
        # 17 + 43
        (("7", "6", "6", "6", "6", "6", "6"), False, "60.0", "合格", "30.0"),
        (("6.9", "6", "6", "6", "6", "6", "6"), False, "59.9", "不合格", "0.1"),
        # all there is, and next to nothing
        (("10",) * 7, True, "100.0", "优秀", "0"),
        (("0",) * 7, False, "17.0", "不合格", "43.0"),
        # a mean of 9.25 is 9.3 (half up), so 30 + 6 x 10 + 9.3
        (("10", "10", "10", "10", "10", "10", "9.25"), True, "99.3", "优秀", "0"),
    ],
)
def test_the_assessment(
    panel: tuple[str, ...],
    full: bool,  # noqa: FBT001 - a column of the table above
    total: str,
    grade: str,
    distance: str,
) -> None:
    evaluation = assessed(*panel, full=full)
    assert evaluation.result("assessment.total") == Decimal(total)
    assert evaluation.result("assessment.grade") == grade
    assert evaluation.result("assessment.distance") == Decimal(distance)


def test_the_computed_items_of_the_assessment() -> None:
    evaluation = assessed(*("0",) * 7, full=False)
    points = [evaluation.result(f"assessment.{item.key}") for item in ASSESSMENT.items]
    # 入驻企业 营业收入 纳税 创新 | 战略 招聘 就业 人才 | 服务体系 安全
    assert points == numbers("6.0", "6.0", "0", "0", "0", "0", "0", "0", "5.0", "0")
    assert evaluation.result("assessment.subtotal") == Decimal("17.0")


def test_an_item_without_a_score_leaves_the_total_open() -> None:
    panel = dict.fromkeys(EXPERTS[:-1], "10")
    evaluation = Evaluation(park(residents=earners(20, "6000"), panel=panel))
    assert evaluation.result("assessment.safety") is None
    assert evaluation.result("assessment.subtotal") == Decimal("30.0")
    assert evaluation.result("assessment.total") is None
    assert evaluation.result("assessment.grade") == "待填写"
    assert evaluation.result("assessment.distance") is None


# -- panel and batch ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        (("7.5",), "7.5"),
        (("6", "7", "8", "9"), "7.5"),  # four: none dropped, 30 / 4
        (("0", "7", "8", "9"), "6"),  # 24 / 4: the outlier counts
        (("0", "7", "8", "9", "10"), "8"),  # five: 0 and 10 dropped, 24 / 3
        (("10", "0", "9", "7", "8"), "8"),  # in any order
        (("8", "8", "8", "8", "8"), "8"),
        (("10", "10", "9", "9", "1"), "28/3"),  # one 10 and the 1 dropped, unrounded
        (("1", "2", "3", "4", "5", "10"), "3.5"),  # six: 14 / 4
        (("0", "10"), "5"),
    ],
)
def test_panel_score(scores: tuple[str, ...], mean: str) -> None:
    above, _, below = mean.partition("/")
    assert panel_score(numbers(*scores)) == Decimal(above) / Decimal(below or 1)


def test_an_empty_panel_has_no_score() -> None:
    assert panel_score([]) is None


@pytest.mark.parametrize("wrong", ["-0.1", "10.01", "11"])
def test_a_score_off_the_scale_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="0至10"):
        panel_score(numbers("8", wrong))


@pytest.mark.parametrize(
    ("totals", "grades"),
    [
        # 20 % of ten are two.
        (
            ("95", "90", "89", "80", "79", "70", "61", "60", "59.9", "0"),
            ("优秀", "优秀", "合格", "合格", "合格", "合格", "合格", "合格", "不合格", "不合格"),
        ),
        # In the top two, but below 80.
        (("79.9",) * 1 + ("50",) * 9, ("合格",) + ("不合格",) * 9),
        (("80", "79.9", *("50",) * 8), ("优秀", "合格", *("不合格",) * 8)),
        # Who ties with the second is in.
        (
            ("70", "85", "90", "85", "60", "60", "60", "60", "60", "60"),
            ("合格", "优秀", "优秀", "优秀", *("合格",) * 6),
        ),
        # 20 % of nine are 1.8: one; of three 0.6: still one.
        (("90", "89", *("60",) * 7), ("优秀", *("合格",) * 8)),
        (("90", "89", "60"), ("优秀", "合格", "合格")),
        # Rounded before they are compared: 92.04 and 91.96 are both 92.0; 79.95 is 80.0.
        (("92.04", "91.96", "70", "70", "70"), ("优秀", "优秀", "合格", "合格", "合格")),
        (("79.95", "70", "70", "70", "59.95"), ("优秀", "合格", "合格", "合格", "合格")),
        ((), ()),
    ],
)
def test_grades_with_quota(totals: tuple[str, ...], grades: tuple[str, ...]) -> None:
    found = grades_with_quota(numbers(*totals))
    assert found == list(grades)


# -- the rubrics ----------------------------------------------------------------------------------


def test_the_items_of_article_14() -> None:
    assert [(item.dimension, item.label) for item in ASSESSMENT.items] == [
        ("经济发展情况", "入驻企业发展现状"),
        ("经济发展情况", "营业收入"),
        ("经济发展情况", "纳税额度"),
        ("经济发展情况", "创新发展"),
        ("作用发挥情况", "服务发展战略"),
        ("作用发挥情况", "招聘服务"),
        ("作用发挥情况", "促进就业"),
        ("作用发挥情况", "人才引进"),
        ("运营管理水平", "服务体系建设"),
        ("运营管理水平", "安全管理"),
    ]


def test_the_aspects_of_article_7() -> None:
    labels = ["园区规模", "基础设施", "功能特色", "运营管理", "公共服务", "实际效益"]
    assert [item.label for item in EVALUATION.items] == labels
    expert = [item.label for item in EVALUATION.items if not item.computed]
    assert expert == ["基础设施", "运营管理"]


@pytest.mark.parametrize("key", ["evaluation", "assessment"])
def test_a_rubric_says_that_it_is_no_law(key: str) -> None:
    of = rubric(key)
    assert of.notice == "参考评分标准（非官方，可由市局修改）"
    assert "未规定权重" in of.provenance
    assert "国家生态工业示范园区" in of.provenance
    assert of.version
    values = {name: figure.value for name, figure in of.figures.items()}
    assert (
        values.items()
        >= {
            "threshold_points": Decimal(6),
            "full_points": Decimal(10),
            "full_multiple": Decimal(2),
            "excellent": Decimal(90),
            "qualified": Decimal(60),
        }.items()
    )
    assert of.full_marks == 100


def test_the_points_explain_themselves() -> None:
    evaluation = Evaluation(park())
    says = {item.key: evaluation.text(explanation(EVALUATION, item)) for item in EVALUATION.items}
    assert says["benefit"] == "营业收入合计3,480.00万元（3,000万元得6分，6,000万元得10分）"
    assert says["features"] == "第六条第（六）项四类服务4类（共4类，按覆盖比例）"
    assert "自评" in says["infrastructure"]


# -- another law ----------------------------------------------------------------------------------


def test_a_county_threshold_moves_the_points() -> None:
    # 海林市 (an example) asks for 6 institutions, 1500 万元 and 1500 平方米 from 2026-07-01.
    county = law_at(park().law.day.replace(month=7, day=1), "231083")
    facts = park(sites=[site("3000")], residents=earners(9, "1500"), law=county)
    evaluation = Evaluation(facts)
    # 3000 is twice 1500: 10; 9 institutions: 6 + 4 x 3 / 6 = 8; so 9.0. 1500 gives 6.
    assert evaluation.result("evaluation.scale") == Decimal("9.0")
    assert evaluation.result("evaluation.benefit") == Decimal("6.0")


def test_the_floor_threshold_is_that_of_the_layout() -> None:
    single = Evaluation(park(sites=[site("5000")]))
    several = Evaluation(park(sites=[site("4000"), branch("1000")]))
    assert single.result("applicable_floor_threshold") == Decimal(3000)
    assert several.result("applicable_floor_threshold") == Decimal(5000)
    assert several.result("measure_floor_area") == Decimal(5000)


def test_more_services_than_asked_are_full_points() -> None:
    evaluation = Evaluation(under(park(), named_services=3))
    assert evaluation.result("evaluation.features") == Decimal("10.0")
    assert evaluation.result("assessment.service_system") == Decimal("10.0")
