"""Which resident institutions count, and with what revenue: Article 6(4), row by row.

Part-year tenants give full-year and in-residence figures, and doubtful rows may or may not count,
so every figure has a low and a high side. A condition that holds on the low side is met; one that
fails on the high side is not; in between, people judge.
"""

from __future__ import annotations

from schemas.application import COMMERCIAL, FILED, LICENSED, PUBLIC, RELATED
from schemas.expression import (
    Blank,
    Cell,
    Compare,
    Const,
    Day,
    Expr,
    Extreme,
    FirstOfKind,
    Listed,
    Misfit,
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
    text,
)
from schemas.field_reader import NOT_ENDED, OPEN_ENDED
from schemas.fields import Kind
from schemas.rule import RowColumn

TABLE = "residents"
COUNTED, REVENUE_ONLY, DOUBTFUL = "计入", "仅计收入", "存疑"
REVENUE_DOUBTFUL = "仅收入存疑"
DUPLICATE, EXCLUDED, UNFILLED = "重复", "不计入", "待填写"
CLASSES = (COUNTED, REVENUE_ONLY, DOUBTFUL, REVENUE_DOUBTFUL, DUPLICATE, EXCLUDED, UNFILLED)
YES, NO = "是", "否"

FILED_ON = Cell("applicant.filed_on", numeric=True, day=True)
REPORT_YEAR = Result("report_year", numeric=True)

_name, _code, _kind = RowCell("name"), RowCell("code"), RowCell("kind")
ENTERED, LEFT, EXPIRY = (
    RowCell(key, numeric=True, day=True) for key in ("entered_on", "left_on", "licence_expiry")
)
_licence, _parent = RowCell("licence_kind"), RowCell("parent_code")
KNOWN_YEAR = Not(Blank(REPORT_YEAR))
_start, _end = Day(REPORT_YEAR, 1, 1), Day(REPORT_YEAR, 12, 31)
_gone = Not(Blank(LEFT))
# Days that need not be given, but that nobody can read: not the same as none.
_unread = (
    Misfit(LEFT, Kind.DAY, NOT_ENDED),
    Misfit(EXPIRY, Kind.DAY, OPEN_ENDED),
)

# Why a row may or may not count, in the order an official would ask (readings 4 and 5).
_not_yet = both(KNOWN_YEAR, drafted(ENTERED, "more_than", FILED_ON))
_left_before = both(_gone, Not(drafted(LEFT, "at_least", _start)))
_left_since = both(_gone, drafted(LEFT, "at_most", FILED_ON))
UNLICENSED = either(
    Blank(_licence), Not(either(equals(_licence, LICENSED), equals(_licence, FILED)))
)
EXPIRED = both(Not(Blank(EXPIRY)), KNOWN_YEAR, drafted(FILED_ON, "more_than", EXPIRY))
BRANCH_OF_LISTED = both(
    Not(Blank(_parent)), Not(Compare(_parent, "=", _code)), Listed(_parent, TABLE, "code")
)

BASE = RowColumn(
    TABLE,
    "base",
    "去重前的计入情况",
    choose(
        (Not(Started()), ""),
        (Blank(_kind), UNFILLED),
        (equals(_kind, PUBLIC), EXCLUDED),
        (either(Blank(_name), Blank(_code), Blank(ENTERED), *_unread), UNFILLED),
        (both(_gone, Blank(REPORT_YEAR)), UNFILLED),
        (_left_before, EXCLUDED),
        (_not_yet, EXCLUDED),
        (both(equals(_kind, RELATED), _left_since), REVENUE_DOUBTFUL),
        (equals(_kind, RELATED), REVENUE_ONLY),
        (Not(equals(_kind, COMMERCIAL)), UNFILLED),
        (either(_left_since, UNLICENSED, EXPIRED, BRANCH_OF_LISTED), DOUBTFUL),
        otherwise=COUNTED,
    ),
    "6(4)",
)

# An institution counts once, and by its clearest row wherever that stands in the table: the key
# puts the row's claim before its code.
_CLAIMS = (COUNTED, DOUBTFUL, REVENUE_ONLY, REVENUE_DOUBTFUL)
_base = RowCell("base")
KEY = RowColumn(
    TABLE,
    "key",
    "去重标识",
    choose(
        *((equals(_base, claim), text(claim, _code)) for claim in _CLAIMS),
        otherwise="",
    ),
    "6(4)",
)
_clearer = (
    both(
        either(*(equals(_base, weaker) for weaker in _CLAIMS[rank + 1 :])),
        Listed(text(claim, _code), TABLE, "key"),
    )
    for rank, claim in enumerate(_CLAIMS[:-1])
)

CLASS = RowColumn(
    TABLE,
    "class",
    "计入情况",
    choose(
        (equals(RowCell("key"), ""), _base),
        (Not(FirstOfKind(TABLE, "key")), DUPLICATE),
        (either(*_clearer), DUPLICATE),
        otherwise=_base,
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
        (either(Blank(ENTERED), Blank(REPORT_YEAR)), ""),
        (Not(drafted(ENTERED, "at_most", _start)), NO),
        (both(_gone, Not(drafted(LEFT, "at_least", _end))), NO),
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


HEADS = (COUNTED, DOUBTFUL)
REVENUES = (COUNTED, REVENUE_ONLY, DOUBTFUL, REVENUE_DOUBTFUL)


def is_class(words: tuple[str, ...]) -> Expr:
    """Ask whether the row at hand is of one of some classes."""
    return either(*(equals(RowCell("class"), word) for word in words))


def _lacks(key: str, label: str, words: tuple[str, ...], low: str) -> RowColumn:
    """Mark a row that counts, or may, but whose figure is not complete."""
    blank = Blank(RowCell(low, numeric=True))
    expr = choose((both(is_class(words), blank), YES), otherwise="")
    return RowColumn(TABLE, key, label, expr, "6(4)")


# Route A takes the revenue of all related enterprises; B, C and D look at institutions only.
LACKS = (
    _lacks("lacks_any_gross", "缺营业收入（含相关企业）", REVENUES, "gross_low"),
    _lacks("lacks_gross", "缺营业收入", HEADS, "gross_low"),
    _lacks("lacks_net", "缺净服务收入", HEADS, "net_low"),
)

COLUMNS = (CLASS, FULL_YEAR, BASE, KEY, *SIDES, *LACKS)


def of_class(word: str) -> Where:
    """Keep the rows of one class."""
    return Where("class", "=", Const(word))


def total_over(column: str, words: tuple[str, ...]) -> Expr:
    """Add a column over the rows of some classes."""
    return Rounded(Sum(tuple(Total(TABLE, column, (of_class(word),)) for word in words)), 6)
