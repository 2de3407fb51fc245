"""Look at figures against each other: row by row, and over the whole form.

Each check is a finding in the review; those of a row also stand, in short, in its status cell.
"""

from __future__ import annotations

from schemas.application import (
    APPLICANT_KINDS,
    CORE,
    MUST,
    NO_LICENCE,
    RELATED,
)
from schemas.expression import (
    Arithmetic,
    Blank,
    Cell,
    Compare,
    Const,
    Count,
    Expr,
    Extreme,
    Listed,
    Not,
    Parameter,
    Result,
    Rounded,
    RowCell,
    Shown,
    Where,
    both,
    drafted,
    either,
    equals,
    plus,
)
from schemas.rule import Check
from schemas.rules.qualitative import NOT_PROVIDED, OFFERED
from schemas.rules.residents import (
    BRANCH_OF_LISTED,
    DOUBTFUL,
    DUPLICATE,
    ENTERED,
    EXPIRED,
    FILED_ON,
    KNOWN_YEAR,
    LEFT,
    NO,
    REVENUE_DOUBTFUL,
    REVENUE_ONLY,
    REVENUES,
    UNLICENSED,
    is_class,
)

R = "residents"
_gross, _pass = RowCell("gross_revenue", numeric=True), RowCell("pass_through", numeric=True)
_net = RowCell("net_service_revenue", numeric=True)
_staff = RowCell("staff", numeric=True)
_in_gross = RowCell("resident_gross_revenue", numeric=True)
_in_net = RowCell("resident_net_service_revenue", numeric=True)
_class, _kind = RowCell("class"), RowCell("kind")
_licence = RowCell("licence_kind")


def _given(*cells: RowCell | Cell | Result) -> Expr:
    return both(*(Not(Blank(cell)) for cell in cells)) if len(cells) > 1 else Not(Blank(cells[0]))


def _later(first: Expr, second: Expr) -> Expr:
    return drafted(first, "more_than", second)


_expected_net = Rounded(Arithmetic(_gross, "-", _pass), 6)
_gap = Rounded(Arithmetic(_expected_net, "-", _net), 6)
_off = drafted(
    Extreme("MAX", _gap, Rounded(Arithmetic(Const(0), "-", _gap), 6)),
    "more_than",
    Parameter("sum_tolerance"),
)
_per_head = Rounded(Arithmetic(_gross, "/", _staff), 6)
_doubtful = equals(_class, DOUBTFUL)
_gone = equals(_class, REVENUE_DOUBTFUL)

ROW_CHECKS: tuple[Check, ...] = (
    Check(
        "residents.duplicate",
        R,
        "code",
        equals(_class, DUPLICATE),
        "6(4)",
        "信用代码与其他行重复，不再计",
    ),
    Check(
        "residents.sum-mismatch",
        R,
        "net_service_revenue",
        both(_given(_gross, _pass, _net), _off),
        "6(4)",
        "营业收入−代收代付≠净服务收入",
        (("expected", Shown(_expected_net, 2)),),
    ),
    Check(
        "residents.per-head-suspect",
        R,
        "gross_revenue",
        both(
            _given(_staff, _gross),
            drafted(_staff, "more_than", Const(0)),
            drafted(_per_head, "more_than", Parameter("revenue_per_head")),
        ),
        "6(4)",
        "人均收入过高，疑把元当作万元",
        (("per_head", Shown(_per_head)),),
    ),
    Check(
        "residents.left-before-entered",
        R,
        "left_on",
        both(_given(ENTERED, LEFT), _later(ENTERED, LEFT)),
        "6(4)",
        "退出日期早于入驻日期",
    ),
    Check(
        "residents.entered-after-filing",
        R,
        "entered_on",
        both(_given(ENTERED), KNOWN_YEAR, _later(ENTERED, FILED_ON)),
        "6(4)",
        "入驻日期晚于填报日期",
    ),
    Check(
        "residents.part-year-blank",
        R,
        "resident_gross_revenue",
        both(
            equals(RowCell("full_year"), NO),
            is_class(REVENUES),
            either(Blank(_in_gross), Blank(_in_net)),
        ),
        "6(4)",
        "在园不满全年，缺在园期间收入",
    ),
    Check(
        "residents.in-residence-exceeds",
        R,
        "resident_gross_revenue",
        both(_given(_gross, _in_gross), _later(_in_gross, _gross)),
        "6(4)",
        "在园期间收入大于全年收入",
    ),
    Check(
        "residents.unlicensed",
        R,
        "licence_kind",
        both(_doubtful, UNLICENSED),
        "6(4)",
        "无许可备案，是否计入需研判",
    ),
    Check(
        "residents.parent-listed",
        R,
        "parent_code",
        both(_doubtful, BRANCH_OF_LISTED),
        "6(4)",
        "总机构也在表中，是否计入需研判",
    ),
    Check(
        "residents.left-in-year",
        R,
        "left_on",
        both(
            either(_doubtful, _gone), _given(LEFT), KNOWN_YEAR, drafted(LEFT, "at_most", FILED_ON)
        ),
        "6(4)",
        "已退出，是否计入需研判",
    ),
    Check(
        "residents.licence-expired",
        R,
        "licence_expiry",
        both(either(_doubtful, equals(_class, REVENUE_ONLY)), EXPIRED),
        "7(1)6",
        "许可或备案已过期，是否计入需研判",
    ),
    Check(
        "residents.licence-number-blank",
        R,
        "licence_number",
        both(
            _given(_licence),
            Not(equals(_licence, NO_LICENCE)),
            Not(equals(_kind, RELATED)),
            Blank(RowCell("licence_number")),
        ),
        "7(1)6",
        "缺许可证/备案号",
    ),
    Check(
        "residents.site-unknown",
        R,
        "site",
        both(
            _given(RowCell("site")),
            Not(Listed(RowCell("site"), "sites", "name")),
        ),
        "6(4)",
        "所在场地不在“园区场地”表中",
    ),
    Check(
        "materials.missing",
        "materials",
        "provided",
        both(
            equals(RowCell("need"), MUST),
            _given(RowCell("provided")),
            Compare(RowCell("provided"), "=", NOT_PROVIDED),
        ),
        "7(1)",
        "必备材料未提供",
    ),
)

_declared = Cell("park.resident_count", numeric=True)
_listed = plus(
    Result("residents_counted", numeric=True), Result("residents_doubtful", numeric=True)
)
_registered = Cell("park.registered_on", numeric=True, day=True)
_applicant, _services_other = Cell("applicant.kind"), Cell("services.other.offered")
_services_other_blank = Blank(Cell("services.other.note"))

FORM_CHECKS: tuple[Check, ...] = (
    Check(
        "sites.no-core",
        "",
        "sites.kind",
        both(
            drafted(Result("site_rows", numeric=True), "more_than", Const(0)),
            equals(Count("sites", (Where("kind", "=", Const(CORE)),)), 0),
        ),
        "6(3)",
    ),
    Check(
        "sites.many-cores",
        "",
        "sites.kind",
        drafted(Count("sites", (Where("kind", "=", Const(CORE)),)), "more_than", Const(1)),
        "6(3)",
        details=(("cores", Shown(Count("sites", (Where("kind", "=", Const(CORE)),)))),),
    ),
    Check(
        "park.resident-count-differs",
        "",
        "park.resident_count",
        both(
            _given(_declared),
            drafted(Result("resident_rows", numeric=True), "more_than", Const(0)),
            Not(
                both(
                    drafted(_declared, "at_least", _listed), drafted(_declared, "at_most", _listed)
                )
            ),
        ),
        "annex",
        details=(("listed", Shown(_listed)),),
    ),
    Check(
        "park.registered-after-filing",
        "",
        "park.registered_on",
        both(
            _given(_registered),
            KNOWN_YEAR,
            _later(_registered, FILED_ON),
        ),
        "annex",
    ),
    Check(
        "applicant.other-kind",
        "",
        "applicant.kind",
        both(_given(_applicant), equals(_applicant, APPLICANT_KINDS[2])),
        "4",
    ),
    Check(
        "services.other-unexplained",
        "",
        "services.other.note",
        both(
            _given(_services_other),
            Compare(_services_other, "=", OFFERED),
            _services_other_blank,
        ),
        "annex",
    ),
)
