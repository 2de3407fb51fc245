"""Score a park by a reference rubric: points by item, total, grade, distance to the next grade.

Computed items score the confirmed side of a figure (rows in doubt add nothing). The law's threshold
gives 6 points and twice the threshold 10, in a straight line; coverage gives its share of 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from schemas.application import ANNEX_GROUP, ANNEX_SERVICES, NAMED_SERVICES
from schemas.expression import (
    Arithmetic,
    Blank,
    Cell,
    Const,
    Count,
    Expr,
    Parameter,
    Result,
    Rounded,
    Shown,
    Text,
    Where,
    both,
    choose,
    drafted,
    either,
    equals,
    plus,
    rounded,
    text,
)
from schemas.rubric import Item, Measure, Rubric, rubric
from schemas.rule import NamedResult
from schemas.rules.qualitative import NOT_OFFERED, OFFERED

EVALUATION, ASSESSMENT = rubric("evaluation"), rubric("assessment")
EXCELLENT, QUALIFIED, UNQUALIFIED = "优秀", "合格", "不合格"
UNFILLED = "待填写"
_TRIM_FROM = 5


def _number(key: str) -> Result:
    return Result(key, numeric=True)


def _positive(key: str) -> Expr:
    return drafted(_number(key), "more_than", Const(0))


def _annex(answer: Const) -> Expr:
    group = Where("group", "=", Const(ANNEX_GROUP))
    return Count("services", (group, Where("offered", "=", answer)))


_multi = _positive("branch_sites")
_sites_blank = either(_positive("sites_unfilled"), equals(_number("core_sites"), 0))
_residents_blank = either(
    equals(_number("resident_rows"), 0),
    _positive("residents_unfilled"),
    Blank(_number("report_year")),
)
_revenue_blank = either(_residents_blank, _positive("lacks_any_gross"))
_listed = Const(len(ANNEX_SERVICES))

# What the computed items measure; blank as long as a fact is missing.
MEASURES = (
    NamedResult(
        "measure_floor_area",
        "评分用建筑面积",
        choose(
            (_sites_blank, None),
            (_multi, _number("total_floor_area")),
            otherwise=_number("core_floor_area"),
        ),
        "7(2)",
        "平方米",
        2,
    ),
    NamedResult(
        "applicable_floor_threshold",
        "适用的面积标准",
        choose(
            (_multi, Parameter("total_floor_area")), otherwise=Parameter("single_site_floor_area")
        ),
        "6(3)",
        "平方米",
        0,
    ),
    NamedResult(
        "measure_residents",
        "评分用机构数",
        choose((_residents_blank, None), otherwise=_number("residents_counted")),
        "7(2)",
        "家",
    ),
    NamedResult(
        "measure_gross_revenue",
        "评分用营业收入",
        choose((_revenue_blank, None), otherwise=_number("route_a_low")),
        "7(2)",
        "万元",
        2,
    ),
    NamedResult(
        "measure_named_services",
        "评分用四类服务",
        choose(
            (
                drafted(_number("named_services_answered"), "at_least", Const(len(NAMED_SERVICES))),
                _number("named_services"),
            ),
            otherwise=None,
        ),
        "7(2)",
        "类",
    ),
    NamedResult("annex_services_listed", "审批表所列服务项数", _listed, "annex", "项"),
    NamedResult(
        "measure_annex_services",
        "评分用审批表服务",
        choose(
            (
                drafted(plus(_annex(OFFERED), _annex(NOT_OFFERED)), "at_least", _listed),
                _annex(OFFERED),
            ),
            otherwise=None,
        ),
        "7(2)",
        "项",
    ),
)


def figure(of: Rubric, name: str) -> Parameter:
    """Refer to a figure of the rubric."""
    return Parameter(f"{of.key}.{name}")


def _threshold(measure: Measure) -> Expr:
    kind, _, key = measure.threshold.partition(".")
    return Parameter(key) if kind == "parameter" else _number(measure.threshold)


def _linear(of: Rubric, measure: Measure) -> Expr:
    """Draw the line: 0 at nothing, 6 at the threshold, 10 at twice it, then flat."""
    x, threshold = _number(measure.measure), _threshold(measure)
    six, ten = figure(of, "threshold_points"), figure(of, "full_points")
    multiple = figure(of, "full_multiple")
    full_at = Arithmetic(threshold, "*", multiple)
    below = Arithmetic(Arithmetic(six, "*", x), "/", threshold)
    rise = Arithmetic(
        Arithmetic(Arithmetic(ten, "-", six), "*", Arithmetic(x, "-", threshold)),
        "/",
        Arithmetic(full_at, "-", threshold),
    )
    return choose(
        (drafted(x, "at_least", full_at), ten),
        (drafted(x, "at_least", threshold), plus(six, rise)),
        otherwise=below,
    )


def _coverage(of: Rubric, measure: Measure) -> Expr:
    """Give the share of full points; more than is asked (a county may ask less) is still full."""
    x, threshold, full = _number(measure.measure), _threshold(measure), figure(of, "full_points")
    share = Arithmetic(Arithmetic(full, "*", x), "/", threshold)
    return choose((drafted(x, "at_least", threshold), full), otherwise=share)


def expert_cell(of: Rubric, item: Item) -> Cell:
    """Refer to the input that holds the self-rating or the panel's mean."""
    return Cell(f"{of.key}_rating.{item.key}", numeric=True)


def _points(of: Rubric, item: Item) -> Expr:
    """Give the points of an item, one decimal; blank while a fact is missing."""
    if not item.computed:
        cell = expert_cell(of, item)
        valid = both(
            drafted(cell, "at_least", Const(0)), drafted(cell, "at_most", figure(of, "full_points"))
        )
        return choose((Blank(cell), None), (valid, Rounded(cell, 1)), otherwise=None)
    line = _linear if item.method == "linear" else _coverage
    parts = [line(of, measure) for measure in item.measures]
    mean: Expr = Arithmetic(plus(*parts), "/", Const(len(parts))) if len(parts) > 1 else parts[0]
    blank = either(*(Blank(_number(measure.measure)) for measure in item.measures))
    return choose((blank, None), otherwise=Rounded(mean, 1))


def explanation(of: Rubric, item: Item) -> Text:
    """Say how the points come about."""
    if not item.computed:
        return text("专家评分0至10分；申报时填自评")
    parts: list[Expr | str] = []
    for measure in item.measures:
        figure_shown = Shown(_number(measure.measure), measure.decimals)
        shown = choose(
            (Blank(_number(measure.measure)), "待填写"),
            otherwise=text(figure_shown, measure.unit),
        )
        parts += ["；" if parts else "", measure.show, shown, "（"]
        threshold = _threshold(measure)
        if item.method == "linear":
            double = Arithmetic(threshold, "*", figure(of, "full_multiple"))
            parts += [Shown(threshold), f"{measure.unit}得", Shown(figure(of, "threshold_points"))]
            parts += ["分，", Shown(double), f"{measure.unit}得", Shown(figure(of, "full_points"))]
            parts += ["分）"]
        else:
            parts += ["共", Shown(threshold), f"{measure.unit}，按覆盖比例）"]
    return text(*parts)


def results(of: Rubric) -> tuple[NamedResult, ...]:
    """Give the named results of a rubric: points, subtotal, total, grade, distance, next grade."""
    keys = [f"{of.key}.{item.key}" for item in of.items]
    items = tuple(
        NamedResult(key, item.label, _points(of, item), item.article, "分", 1)
        for key, item in zip(keys, of.items, strict=True)
    )
    zero_if_blank = [choose((Blank(_number(key)), 0), otherwise=_number(key)) for key in keys]
    computed = [part for part, item in zip(zero_if_blank, of.items, strict=True) if item.computed]
    anything_blank = either(*(Blank(_number(key)) for key in keys))
    possible = Arithmetic(Const(len(keys)), "*", figure(of, "full_points"))
    scaled = Arithmetic(
        Arithmetic(plus(*(_number(key) for key in keys)), "*", Const(of.full_marks)), "/", possible
    )
    total = _number(f"{of.key}.total")
    excellent, qualified = figure(of, "excellent"), figure(of, "qualified")
    return (
        *items,
        NamedResult(
            f"{of.key}.subtotal", "计算项小计", Rounded(plus(*computed), 1), of.article, "分", 1
        ),
        NamedResult(
            f"{of.key}.total",
            "总分",
            choose((anything_blank, None), otherwise=Rounded(scaled, 1)),
            of.article,
            "分",
            1,
        ),
        NamedResult(
            f"{of.key}.grade",
            "参考等次",
            choose(
                (Blank(total), UNFILLED),
                (drafted(total, "at_least", excellent), EXCELLENT),
                (drafted(total, "at_least", qualified), QUALIFIED),
                otherwise=UNQUALIFIED,
            ),
            "13",
            numeric=False,
        ),
        NamedResult(
            f"{of.key}.distance",
            "距上一等次",
            choose(
                (Blank(total), None),
                (drafted(total, "at_least", excellent), 0),
                (
                    drafted(total, "at_least", qualified),
                    Rounded(Arithmetic(excellent, "-", total), 1),
                ),
                otherwise=Rounded(Arithmetic(qualified, "-", total), 1),
            ),
            "13",
            "分",
            1,
        ),
        NamedResult(
            f"{of.key}.next_grade",
            "上一等次",
            choose(
                (either(Blank(total), drafted(total, "at_least", excellent)), ""),
                (drafted(total, "at_least", qualified), EXCELLENT),
                otherwise=QUALIFIED,
            ),
            "13",
            numeric=False,
        ),
    )


RESULTS = (*MEASURES, *results(EVALUATION))


def panel_score(scores: Sequence[Decimal]) -> Decimal | None:
    """Give the mean of a panel's 0-10 scores, unrounded.

    With five or more experts the highest and the lowest are dropped. None for an empty panel;
    ValueError for a score outside 0-10.
    """
    if any(not 0 <= score <= 10 for score in scores):  # noqa: PLR2004 - the scale of an item
        raise ValueError("评分须在0至10分之间")
    kept = sorted(scores)
    if len(kept) >= _TRIM_FROM:
        kept = kept[1:-1]
    return sum(kept, Decimal(0)) / len(kept) if kept else None


def grades_with_quota(totals: Sequence[Decimal], of: Rubric = ASSESSMENT) -> list[str]:
    """Grade a batch by the second preset: 优秀 also needs to stand in the top share of the batch.

    The quota is rounded down, at least one; parks that tie with the last place in it are in.
    """
    scores = [rounded(total, 1) for total in totals]
    quota = max(1, len(scores) * of.quota.top_percent // 100)
    bar = sorted(scores, reverse=True)[quota - 1] if scores else Decimal(0)
    return [
        EXCELLENT
        if score >= of.quota.excellent and score >= bar
        else QUALIFIED
        if score >= of.figures["qualified"].value
        else UNQUALIFIED
        for score in scores
    ]
