"""Sites and floor area: Article 6(3)."""

from __future__ import annotations

from schemas.application import BRANCH, CORE
from schemas.expression import (
    Blank,
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
    equals,
    plus,
    shortfall,
    text,
)
from schemas.outcomes import Outcome
from schemas.rule import Basis, Case, Condition, NamedResult, RowColumn

TABLE = "sites"
_kind, _area = RowCell("kind"), RowCell("floor_area", numeric=True)

CLASS = RowColumn(
    TABLE,
    "class",
    "计入情况",
    choose(
        (Not(Started()), ""),
        (either(Blank(_kind), Blank(_area)), "待填写"),
        (equals(_kind, CORE), CORE),
        (equals(_kind, BRANCH), BRANCH),
        otherwise="待填写",
    ),
    "6(3)",
    shown=True,
    width=11,
)


def _of(word: str) -> Where:
    return Where("class", "=", Const(word))


RESULTS = (
    NamedResult(
        "site_rows",
        "场地行数",
        plus(*(Count(TABLE, (_of(word),)) for word in (CORE, BRANCH, "待填写"))),
        "6(3)",
        "行",
    ),
    NamedResult("core_sites", "核心园区个数", Count(TABLE, (_of(CORE),)), "6(3)", "个"),
    NamedResult("branch_sites", "分园区个数", Count(TABLE, (_of(BRANCH),)), "6(3)", "个"),
    NamedResult("sites_unfilled", "未填完整的场地行", Count(TABLE, (_of("待填写"),)), "6(3)", "行"),
    NamedResult(
        "core_floor_area",
        "核心园区建筑面积",
        Total(TABLE, "floor_area", (_of(CORE),)),
        "6(3)",
        "平方米",
        2,
    ),
    NamedResult(
        "branch_floor_area",
        "分园区建筑面积",
        Total(TABLE, "floor_area", (_of(BRANCH),)),
        "6(3)",
        "平方米",
        2,
    ),
    NamedResult(
        "total_floor_area",
        "园区总建筑面积",
        Total(TABLE, "floor_area"),
        "6(3)",
        "平方米",
        2,
    ),
)

_cores = Result("core_sites", numeric=True)
_branches = Result("branch_sites", numeric=True)
_unfilled = Result("sites_unfilled", numeric=True)
_core_area = Result("core_floor_area", numeric=True)
_total_area = Result("total_floor_area", numeric=True)
_single = equals(_branches, 0)
_blank = either(drafted(_unfilled, "more_than", Const(0)), equals(_cores, 0))


def _short(given: Result, key: str) -> Expr:
    """Show by how much a figure falls short."""
    return shortfall(Parameter(key), given, 2)


_single_enough = drafted(_core_area, "at_least", Parameter("single_site_floor_area"))
_core_enough = drafted(_core_area, "at_least", Parameter("core_site_floor_area"))
_total_enough = drafted(_total_area, "at_least", Parameter("total_floor_area"))

_MANY_CORES = Case(
    drafted(_cores, "more_than", Const(1)),
    Outcome.JUDGEMENT,
    text("核心园区填了", Shown(_cores), "个，应只有一个，请核对"),
)

FLOOR_AREA = Condition(
    "floor_area",
    "6(3)",
    "建筑面积",
    Basis.COMPUTED,
    text(
        "单一园区：建筑面积不少于",
        Shown(Parameter("single_site_floor_area")),
        "平方米；设分园区的：核心园区不少于",
        Shown(Parameter("core_site_floor_area")),
        "平方米且总面积不少于",
        Shown(Parameter("total_floor_area")),
        "平方米",
    ),
    text(
        "核心园区",
        Shown(_cores),
        "个、分园区",
        Shown(_branches),
        "个；核心园区",
        Shown(_core_area, 2),
        "平方米，合计",
        Shown(_total_area, 2),
        "平方米",
    ),
    (
        Case(
            _blank,
            Outcome.INCOMPLETE,
            text("“园区场地”表须有一个核心园区，且每行填写场地类别和建筑面积"),
        ),
        _MANY_CORES,
        Case(both(_single, _single_enough), Outcome.MET, text("单一园区，建筑面积达到标准")),
        Case(
            _single,
            Outcome.NOT_MET,
            text("单一园区，建筑面积尚差", _short(_core_area, "single_site_floor_area"), "平方米"),
        ),
        Case(
            both(_core_enough, _total_enough),
            Outcome.MET,
            text("设有分园区，核心园区面积与总面积均达到标准"),
        ),
        Case(
            _core_enough,
            Outcome.NOT_MET,
            text("总面积尚差", _short(_total_area, "total_floor_area"), "平方米"),
        ),
        Case(
            _total_enough,
            Outcome.NOT_MET,
            text("核心园区面积尚差", _short(_core_area, "core_site_floor_area"), "平方米"),
        ),
    ),
    (
        Outcome.NOT_MET,
        text(
            "核心园区面积尚差",
            _short(_core_area, "core_site_floor_area"),
            "平方米，总面积尚差",
            _short(_total_area, "total_floor_area"),
            "平方米",
        ),
    ),
)

BRANCH_SITES = Condition(
    "branch_sites",
    "6(3)",
    "分园区数量",
    Basis.COMPUTED,
    text("分园区原则上不超过", Shown(Parameter("branch_sites")), "个"),
    text("分园区", Shown(_branches), "个"),
    (
        Case(_blank, Outcome.INCOMPLETE, text("“园区场地”表尚未填写完整")),
        _MANY_CORES,
        Case(
            drafted(_branches, "at_most", Parameter("branch_sites")),
            Outcome.MET,
            text("分园区数量在规定以内"),
        ),
    ),
    (
        Outcome.JUDGEMENT,
        text(
            "超过",
            Shown(Parameter("branch_sites")),
            "个；条文为“原则上”，请说明理由，由市局研判",
        ),
    ),
)
