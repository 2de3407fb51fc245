"""Industry concentration: Article 6(4), the number of institutions and the four routes."""

from __future__ import annotations

from schemas.application import BUSINESS_TYPES
from schemas.expression import (
    Arithmetic,
    Blank,
    Const,
    Count,
    Distinct,
    Expr,
    Not,
    Parameter,
    Result,
    Shown,
    Where,
    Year,
    both,
    choose,
    drafted,
    either,
    equals,
    plus,
    shortfall,
    text,
)
from schemas.outcomes import ANY_OF, Outcome
from schemas.rule import Basis, Case, Condition, NamedResult, combined
from schemas.rules.residents import (
    CLASSES,
    COUNTED,
    DOUBTFUL,
    FILED_ON,
    HEADS,
    REVENUE_ONLY,
    REVENUES,
    TABLE,
    UNFILLED,
    YES,
    of_class,
    total_over,
)


def _count(words: tuple[str, ...], *where: Where) -> Expr:
    return plus(*(Count(TABLE, (of_class(word), *where)) for word in words))


def _above(column: str, key: str) -> Where:
    """Keep the rows whose figure exceeds the law's (超过: exclusive)."""
    return Where(column, ">", Parameter(key))


_SURE, _MAYBE = (COUNTED,), HEADS
_SURE_A, _MAYBE_A = (COUNTED, REVENUE_ONLY), REVENUES

RESULTS = (
    NamedResult(
        "report_year",
        "上一年度",
        choose(
            (Blank(FILED_ON), None),
            otherwise=Arithmetic(Year(FILED_ON), "-", Const(1)),
        ),
        "6(4)",
        "年",
    ),
    NamedResult("residents_counted", "计入的机构", _count(_SURE), "6(4)", "家"),
    NamedResult("residents_doubtful", "存疑的机构", _count((DOUBTFUL,)), "6(4)", "家"),
    NamedResult("resident_rows", "机构行数", _count(CLASSES), "6(4)", "行"),
    NamedResult("residents_unfilled", "未填完整的机构行", _count((UNFILLED,)), "6(4)", "行"),
    NamedResult(
        "lacks_any_gross",
        "缺营业收入的行（含相关企业）",
        Count(TABLE, (Where("lacks_any_gross", "=", Const(YES)),)),
        "6(4)",
        "行",
    ),
    NamedResult(
        "lacks_gross",
        "缺营业收入的机构行",
        Count(TABLE, (Where("lacks_gross", "=", Const(YES)),)),
        "6(4)",
        "行",
    ),
    NamedResult(
        "lacks_net",
        "缺净服务收入的机构行",
        Count(TABLE, (Where("lacks_net", "=", Const(YES)),)),
        "6(4)",
        "行",
    ),
    NamedResult("route_a_low", "途径A下限", total_over("gross_low", _SURE_A), "6(4)", "万元", 2),
    NamedResult("route_a_high", "途径A上限", total_over("gross_high", _MAYBE_A), "6(4)", "万元", 2),
    *(
        NamedResult(
            f"route_{route}_{side}",
            f"途径{route.upper()}{'下限' if side == 'low' else '上限'}",
            _count(_SURE if side == "low" else _MAYBE, _above(f"{column}_{side}", key)),
            "6(4)",
            "家",
        )
        for route, column, key in (
            ("b", "gross", "gross_revenue_b"),
            ("c", "gross", "gross_revenue_c"),
            ("d", "net", "net_service_revenue_d"),
        )
        for side in ("low", "high")
    ),
    NamedResult(
        "business_types",
        "业务类型种数",
        Distinct(TABLE, "business_types", BUSINESS_TYPES, HEADS),
        "6(4)",
        "种",
    ),
)


def _number(key: str) -> Result:
    return Result(key, numeric=True)


_counted, _doubtful = _number("residents_counted"), _number("residents_doubtful")
_unfilled = _number("residents_unfilled")
_nobody = equals(_number("resident_rows"), 0)
_see_doubtful = "见“入驻机构”表“计入情况”为“存疑”的行"
_see_rows = "见“计入情况”为“存疑”或“上年度满全年”为“否”的行"

RESIDENTS = Condition(
    "residents",
    "6(4)",
    "入驻机构数量",
    Basis.COMPUTED,
    text("入驻人力资源服务机构不低于", Shown(Parameter("residents")), "家"),
    text("计入", Shown(_counted), "家，存疑", Shown(_doubtful), "家"),
    (
        Case(
            Blank(_number("report_year")),
            Outcome.INCOMPLETE,
            text("填报日期未填或不是日期，无法确定哪些机构在园"),
        ),
        Case(
            drafted(_counted, "at_least", Parameter("residents")),
            Outcome.MET,
            text("计入的机构达到标准"),
        ),
        Case(_nobody, Outcome.INCOMPLETE, text("“入驻机构”表尚未填写")),
        Case(
            drafted(_unfilled, "more_than", Const(0)),
            Outcome.INCOMPLETE,
            text(
                "“入驻机构”表有",
                Shown(_unfilled),
                "行未填完整（名称、代码、性质、各个日期）",
            ),
        ),
        Case(
            drafted(plus(_counted, _doubtful), "at_least", Parameter("residents")),
            Outcome.JUDGEMENT,
            text("存疑机构", Shown(_doubtful), "家是否计入决定结论，", _see_doubtful),
        ),
    ),
    (
        Outcome.NOT_MET,
        text(
            "尚差",
            Shown(Arithmetic(Parameter("residents"), "-", _counted)),
            "家（存疑的也不足以补足）",
        ),
    ),
    counts=False,
)


def _rows(count: Expr, words: str) -> Expr:
    """Say how many rows there are of a kind; nothing where there are none."""
    none = Not(drafted(count, "more_than", Const(0)))
    return choose((none, ""), otherwise=text(Shown(count), f"{words}，"))


def _route(  # noqa: PLR0913 - the routes differ in just these
    letter: str, title: str, requirement: Expr, needed: str, lacks: str, *, unit: str, decimals: int
) -> Condition:
    """Build one route: met on the low side, judged in between, missed on the high side."""
    low, high = _number(f"route_{letter}_low"), _number(f"route_{letter}_high")
    missing = either(
        drafted(_unfilled, "more_than", Const(0)),
        drafted(_number(lacks), "more_than", Const(0)),
    )
    year_blank = Blank(_number("report_year"))
    return Condition(
        f"route_{letter}",
        "6(4)",
        title,
        Basis.COMPUTED,
        requirement,
        text(
            choose(
                (Blank(_number("report_year")), "上一年度"),
                otherwise=text(Shown(_number("report_year"), grouped=False), "年"),
            ),
            f"确定{'合计' if letter == 'a' else ''}",
            Shown(low, decimals),
            f"{unit}，含存疑",
            Shown(high, decimals),
            unit,
        ),
        (
            Case(year_blank, Outcome.INCOMPLETE, text("填报日期未填或不是日期，无法确定上一年度")),
            Case(drafted(low, "at_least", Parameter(needed)), Outcome.MET, text("达到标准")),
            Case(_nobody, Outcome.INCOMPLETE, text("“入驻机构”表尚未填写")),
            Case(
                missing,
                Outcome.INCOMPLETE,
                text(
                    _rows(_unfilled, "行机构未填完整"),
                    _rows(_number(lacks), "行缺收入数"),
                    "见“状态”一列",
                ),
            ),
            Case(
                drafted(high, "at_least", Parameter(needed)),
                Outcome.JUDGEMENT,
                text("全年数与在园期间数、或存疑机构是否计入，结论不同，", _see_rows),
            ),
        ),
        (
            Outcome.NOT_MET,
            text("尚差", shortfall(Parameter(needed), high, decimals), unit),
        ),
        counts=False,
    )


ROUTES = (
    _route(
        "a",
        "途径A 总收入",
        text(
            "上一年度营业收入(含代收代付)合计达",
            Shown(Parameter("total_gross_revenue")),
            "万元以上",
        ),
        "total_gross_revenue",
        "lacks_any_gross",
        unit="万元",
        decimals=2,
    ),
    *(
        _route(
            letter,
            title,
            text(
                words,
                Shown(Parameter(figure)),
                "万元的机构不少于",
                Shown(Parameter(f"residents_{letter}")),
                "家",
            ),
            f"residents_{letter}",
            lacks,
            unit="家",
            decimals=0,
        )
        for letter, title, words, figure, lacks in (
            (
                "b",
                "途径B 单家收入",
                "上一年度营业收入(含代收代付)超过",
                "gross_revenue_b",
                "lacks_gross",
            ),
            (
                "c",
                "途径C 单家收入",
                "上一年度营业收入(含代收代付)超过",
                "gross_revenue_c",
                "lacks_gross",
            ),
            (
                "d",
                "途径D 单家净收入",
                "上一年度净服务收入(不含代收代付)超过",
                "net_service_revenue_d",
                "lacks_net",
            ),
        )
    ),
)

_ROUTE_KEYS = tuple(f"route_{letter}.verdict" for letter in "abcd")
# The routes as one, and the rival reading's routes, which stand without the number of institutions.
JOINED = (
    NamedResult("routes", "四条途径", combined(_ROUTE_KEYS, ANY_OF), "6(4)", numeric=False),
    NamedResult(
        "rival_routes", "途径B、C、D", combined(_ROUTE_KEYS[1:], ANY_OF), "6(4)", numeric=False
    ),
)


def _is(key: str, word: Outcome) -> Expr:
    return equals(Result(key), str(word))


_few = _is("residents.verdict", Outcome.NOT_MET)
CONCENTRATION = Condition(
    "concentration",
    "6(4)",
    "产业集聚度",
    Basis.COMPUTED,
    text(
        "机构不低于",
        Shown(Parameter("residents")),
        "家，并且途径A、B、C、D至少满足一条",
    ),
    text(
        "机构数量：",
        Result("residents.verdict"),
        "；A ",
        Result("route_a.verdict"),
        "，B ",
        Result("route_b.verdict"),
        "，C ",
        Result("route_c.verdict"),
        "，D ",
        Result("route_d.verdict"),
    ),
    (
        Case(
            both(
                _few,
                either(_is("rival_routes", Outcome.MET), _is("rival_routes", Outcome.JUDGEMENT)),
            ),
            Outcome.JUDGEMENT,
            text("机构不足，但途径B、C或D可成立：条文有两种读法，结论不同，由市局研判"),
        ),
        Case(
            both(_few, _is("rival_routes", Outcome.INCOMPLETE)),
            Outcome.INCOMPLETE,
            text("机构不足；途径B、C、D尚有待填写的数据"),
        ),
        Case(_few, Outcome.NOT_MET, text("机构数量不足，途径B、C、D亦不成立")),
        Case(_is("routes", Outcome.NOT_MET), Outcome.NOT_MET, text("四条途径均未达到")),
        Case(
            either(_is("residents.verdict", Outcome.INCOMPLETE), _is("routes", Outcome.INCOMPLETE)),
            Outcome.INCOMPLETE,
            text("“入驻机构”表尚有待填写的数据"),
        ),
        Case(
            either(_is("residents.verdict", Outcome.JUDGEMENT), _is("routes", Outcome.JUDGEMENT)),
            Outcome.JUDGEMENT,
            text("存疑机构或在园不满全年的数决定结论，", _see_rows),
        ),
    ),
    (Outcome.MET, text("机构数量达到标准，且至少一条途径成立")),
)

VARIETY = Condition(
    "variety",
    "6(4)",
    "机构类型",
    Basis.ATTESTED,
    text("机构类型丰富、层次多样，产业链较完整（办法未规定数量）"),
    text("计入机构的业务类型", Shown(_number("business_types")), "种"),
    (
        Case(
            equals(_number("business_types"), 0),
            Outcome.INCOMPLETE,
            text("“入驻机构”表未填业务类型"),
        ),
    ),
    (Outcome.JUDGEMENT, text("类型是否丰富由市局研判")),
)
