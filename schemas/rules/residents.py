"""Which resident institutions count, and with what revenue: Article 6(4), row by row.

Part-year tenants give full-year and in-residence figures, and doubtful rows may or may not count,
so every figure has a low and a high side. A condition that holds on the low side is met; one that
fails on the high side is not; in between, people judge.
"""

from __future__ import annotations

from schemas.application import COMMERCIAL, NO_LICENCE, PUBLIC, RELATED
from schemas.expression import (
    Blank,
    Cell,
    Const,
    Day,
    Expr,
    Extreme,
    FirstOfKind,
    Listed,
    Not,
    Result,
    Rounded,
    RowCell,
    Started,
    Sum,
    Total,
    Where,
    both,
    choose,
    drafted,
    either,
    equals,
)
from schemas.rule import RowColumn

TABLE = "residents"
COUNTED, REVENUE_ONLY, DOUBTFUL = "计入", "仅计收入", "存疑"
DUPLICATE, EXCLUDED, UNFILLED = "重复", "不计入", "待填写"
CLASSES = (COUNTED, REVENUE_ONLY, DOUBTFUL, DUPLICATE, EXCLUDED, UNFILLED)
YES, NO = "是", "否"

FILED_ON = Cell("applicant.filed_on", numeric=True)
REPORT_YEAR = Result("report_year", numeric=True)

_name, _code, _kind = RowCell("name"), RowCell("code"), RowCell("kind")
_entered, _left = RowCell("entered_on", numeric=True), RowCell("left_on", numeric=True)
_licence, _parent = RowCell("licence_kind"), RowCell("parent_code")
_known_year = Not(Blank(REPORT_YEAR))
_start, _end = Day(REPORT_YEAR, 1, 1), Day(REPORT_YEAR, 12, 31)
_has_left = both(Not(Blank(_left)), _known_year)

# Why a row may or may not count, in the order an official would ask (readings 4 and 5).
_left_before = both(_has_left, Not(drafted(_left, "at_least", _start)))
_left_since = both(_has_left, drafted(_left, "at_most", FILED_ON))
_unlicensed = either(Blank(_licence), equals(_licence, NO_LICENCE))
_branch_of_listed = both(Not(Blank(_parent)), Listed(_parent, TABLE, "code"))

CLASS = RowColumn(
    TABLE,
    "class",
    "计入情况",
    choose(
        (Not(Started()), ""),
        (either(Blank(_name), Blank(_code), Blank(_kind), Blank(_entered)), UNFILLED),
        (Not(FirstOfKind(TABLE, "code")), DUPLICATE),
        (equals(_kind, PUBLIC), EXCLUDED),
        (_left_before, EXCLUDED),
        (equals(_kind, RELATED), REVENUE_ONLY),
        (Not(equals(_kind, COMMERCIAL)), UNFILLED),
        (_left_since, DOUBTFUL),
        (_unlicensed, DOUBTFUL),
        (_branch_of_listed, DOUBTFUL),
        otherwise=COUNTED,
    ),
    "6(4)",
    shown=True,
    width=11,
)

# In the park for the whole of last year, from its first day to its last.
FULL_YEAR = RowColumn(
    TABLE,
    "full_year",
    "上年度满全年",
    choose(
        (either(Blank(_entered), Blank(REPORT_YEAR)), ""),
        (Not(drafted(_entered, "at_most", _start)), NO),
        (both(Not(Blank(_left)), Not(drafted(_left, "more_than", _end))), NO),
        otherwise=YES,
    ),
    "6(4)",
    shown=True,
    width=12,
)


def _side(key: str, label: str, extreme: str, full: str, within: str) -> RowColumn:
    """Take the full-year figure, or the lower or higher of it and the in-residence one."""
    whole, part = RowCell(full, numeric=True), RowCell(within, numeric=True)
    return RowColumn(
        TABLE,
        key,
        label,
        choose(
            (Blank(whole), None),
            (Not(equals(RowCell("full_year"), NO)), Rounded(whole, 6)),
            (Blank(part), None),
            otherwise=Rounded(Extreme(extreme, whole, part), 6),
        ),
        "6(4)",
        numeric=True,
    )


GROSS, NET = "gross_revenue", "net_service_revenue"
SIDES = (
    _side("gross_low", "营业收入下限", "MIN", GROSS, "resident_gross_revenue"),
    _side("gross_high", "营业收入上限", "MAX", GROSS, "resident_gross_revenue"),
    _side("net_low", "净服务收入下限", "MIN", NET, "resident_net_service_revenue"),
    _side("net_high", "净服务收入上限", "MAX", NET, "resident_net_service_revenue"),
)


def _lacks(key: str, label: str, low: str) -> RowColumn:
    """Mark a row that counts, or may, but whose figure is not complete."""
    counts = either(
        *(equals(RowCell("class"), word) for word in (COUNTED, REVENUE_ONLY, DOUBTFUL))
    )
    blank = Blank(RowCell(low, numeric=True))
    return RowColumn(TABLE, key, label, choose((both(counts, blank), YES), otherwise=""), "6(4)")


LACKS = (
    _lacks("lacks_gross", "缺营业收入", "gross_low"),
    _lacks("lacks_net", "缺净服务收入", "net_low"),
)

COLUMNS = (CLASS, FULL_YEAR, *SIDES, *LACKS)


def of_class(word: str) -> Where:
    """Keep the rows of one class."""
    return Where("class", "=", Const(word))


def total_over(column: str, words: tuple[str, ...]) -> Expr:
    """Add a column over the rows of some classes."""
    return Sum(tuple(Total(TABLE, column, (of_class(word),)) for word in words))
