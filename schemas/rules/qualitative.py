"""Conditions without a threshold: Article 6(1), (2), (5), (6) and (7).

People decide them; the program shows the evidence and asks for what is missing. 6(6) names four
services, so it is computed: all four offered is met, anything less is a judgement (“等”).
"""

from __future__ import annotations

from schemas.application import NAMED_GROUP, NAMED_SERVICES
from schemas.expression import (
    Blank,
    Cell,
    Compare,
    Const,
    Count,
    Expr,
    Not,
    Parameter,
    Result,
    RowCell,
    Shown,
    Started,
    Total,
    Where,
    both,
    choose,
    drafted,
    either,
    plus,
    text,
)
from schemas.outcomes import Outcome
from schemas.rule import Basis, Case, Condition, NamedResult, RowColumn
from schemas.rules.residents import REVENUES, of_class, total_over

OFFERED = Const(given=True, word="是")
NOT_OFFERED = Const(given=False, word="否")
PROVIDED = Const(given=True, word="有")
NOT_PROVIDED = Const(given=False, word="无")
_JUDGED = (Outcome.JUDGEMENT, text("办法未规定数量标准，请市局结合材料研判"))

ACTIVITY_CLASS = RowColumn(
    "activities",
    "class",
    "填写情况",
    choose(
        (Not(Started()), ""),
        (
            either(
                Blank(RowCell("kind")),
                Blank(RowCell("name")),
                Blank(RowCell("held_on", numeric=True, day=True)),
            ),
            "待填写",
        ),
        otherwise="完整",
    ),
    "6(7)",
    shown=True,
    width=11,
)


def _filled(key: str) -> Expr:
    """Count the rows that count, or may, and state this figure."""
    stated = Where(key, ">", Const(-(10**15)))
    return plus(*(Count("residents", (of_class(word), stated)) for word in REVENUES))


_complete = Where("class", "=", Const("完整"))
_named = Where("group", "=", Const(NAMED_GROUP))

RESULTS = (
    NamedResult("activities", "活动场次", Count("activities", (_complete,)), "6(7)", "场"),
    NamedResult(
        "participants",
        "活动参加人次",
        Total("activities", "participants", (_complete,)),
        "6(7)",
        "人次",
    ),
    NamedResult(
        "named_services",
        "四类服务已提供",
        Count("services", (_named, Where("offered", "=", OFFERED))),
        "6(6)",
        "项",
    ),
    NamedResult(
        "named_services_answered",
        "四类服务已填",
        plus(
            *(
                Count("services", (_named, Where("offered", "=", answer)))
                for answer in (OFFERED, NOT_OFFERED)
            )
        ),
        "6(6)",
        "项",
    ),
    NamedResult("tax", "入驻机构纳税额", total_over("tax", REVENUES), "6(2)", "万元", 2),
    NamedResult("tax_filled", "已填纳税额的机构", _filled("tax"), "6(2)", "家"),
)


def _any_blank(*addresses: str) -> Expr:
    return either(*(Blank(Cell(address)) for address in addresses))


def _any_blank_number(address: str) -> Expr:
    return Blank(Cell(address, numeric=True))


def _has_material(number: int) -> Expr:
    cell = Cell(f"materials.item_{number}.provided")
    return both(Not(Blank(cell)), Compare(cell, "=", PROVIDED))


PLANNING = Condition(
    "planning",
    "6(1)",
    "规划论证",
    Basis.ATTESTED,
    text("规划论证充分，形成科学合理的论证报告"),
    text(
        "论证报告：",
        choose((_has_material(3), "已提交"), otherwise="未提交或未填"),
        "；规划论证要点：",
        choose((_any_blank("management.planning_summary"), "未填"), otherwise="已填"),
    ),
    (
        Case(
            _any_blank("materials.item_3.provided", "management.planning_summary"),
            Outcome.INCOMPLETE,
            text("请提交建设规划论证报告（材料第3项）并填写规划论证要点"),
        ),
        Case(
            Not(_has_material(3)),
            Outcome.JUDGEMENT,
            text("建设规划论证报告（材料第3项）填“无”，请市局研判"),
        ),
    ),
    _JUDGED,
)

ECONOMY = Condition(
    "economy",
    "6(2)",
    "服务经济发展",
    Basis.ATTESTED,
    text("与产业布局匹配度较高，满足企业需求，对地方经济贡献度较高"),
    text(
        "入驻机构纳税额合计",
        Shown(Result("tax", numeric=True), 2),
        "万元（已填",
        Shown(Result("tax_filled", numeric=True)),
        "家）；情况说明：",
        choose((_any_blank("management.economy_summary"), "未填"), otherwise="已填"),
    ),
    (
        Case(
            _any_blank("management.economy_summary"),
            Outcome.INCOMPLETE,
            text("请填写“园区信息”中的服务经济发展情况"),
        ),
    ),
    _JUDGED,
)

_operation_blank = _any_blank(
    "management.operator_kind", "management.operator_name", "management.management_summary"
)
OPERATION = Condition(
    "operation",
    "6(5)",
    "运营管理",
    Basis.ATTESTED,
    text("有专门的管理团队或专业化的运营公司，管理和运营机制科学规范"),
    text(
        choose(
            (_any_blank("management.operator_kind"), "运营管理方式未填"),
            otherwise=Cell("management.operator_kind"),
        ),
        "；专职人员",
        choose(
            (_any_blank_number("park.full_time_staff"), "未填"),
            otherwise=text(Shown(Cell("park.full_time_staff", numeric=True)), "人"),
        ),
        "；运营机制：",
        choose((_any_blank("management.management_summary"), "未填"), otherwise="已填"),
    ),
    (
        Case(
            _operation_blank,
            Outcome.INCOMPLETE,
            text("请填写运营管理方式、运营管理机构名称和管理运营机制"),
        ),
    ),
    _JUDGED,
)

_services = Result("named_services", numeric=True)
_answered = Result("named_services_answered", numeric=True)
SERVICE_SYSTEM = Condition(
    "service_system",
    "6(6)",
    "服务体系",
    Basis.COMPUTED,
    text("涵盖人力资源招聘、高级人才寻访、人才培训、灵活就业服务等服务形态"),
    text("四类服务提供", Shown(_services), "类"),
    (
        Case(
            drafted(_services, "at_least", Parameter("named_services")),
            Outcome.MET,
            text("四类服务齐全"),
        ),
        Case(
            Not(drafted(_answered, "at_least", Const(len(NAMED_SERVICES)))),
            Outcome.INCOMPLETE,
            text("“服务与活动”表中四类服务须逐项填“是”或“否”"),
        ),
    ),
    (Outcome.JUDGEMENT, text("有未提供的服务；条文写“等”，由市局研判")),
)

BENEFIT = Condition(
    "benefit",
    "6(7)",
    "社会效益",
    Basis.ATTESTED,
    text("广泛组织开展公益活动，在促进就业创业、引进人才、乡村振兴等方面发挥积极作用"),
    text(
        "活动",
        Shown(Result("activities", numeric=True)),
        "场，参加",
        Shown(Result("participants", numeric=True)),
        "人次；情况说明：",
        choose((_any_blank("management.benefit_summary"), "未填"), otherwise="已填"),
    ),
    (
        Case(
            either(
                Not(drafted(Result("activities", numeric=True), "at_least", Const(1))),
                _any_blank("management.benefit_summary"),
            ),
            Outcome.INCOMPLETE,
            text("活动表和社会效益情况都须填写"),
        ),
    ),
    _JUDGED,
)
