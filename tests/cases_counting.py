"""Which institutions count: reading 4 of Article 6(4), one institution at a time.

上一年度 is 2025 throughout: the park is filed on 2026-03-18.
"""

from __future__ import annotations

from datetime import date

from case import INCOMPLETE, JUDGEMENT, MET, NOT_MET, Case
from cases_boundaries import nine
from facts import RELATED_FIRM, credit_code, park, resident, residents

COUNTED, REVENUE_ONLY, DOUBTFUL = "计入", "仅计收入", "存疑"
DUPLICATE, EXCLUDED, UNFILLED = "重复", "不计入", "待填写"


def _tenth(title: str, counts: str, outcome: str, /, **changes: object) -> Case:
    """Put a doubtful tenth beside nine that count: whether it counts decides."""
    rows = [*nine(), resident(10, **changes)]
    return Case(
        f"tenth: {title}",
        park(residents=rows),
        {"residents": outcome, "route_a": MET},
        {("residents", "class", 9): counts},
    )


def _twice(
    title: str, first: dict[str, object], second: dict[str, object], counts: tuple[str, str]
) -> Case:
    """Give the tenth institution in two rows that differ."""
    rows = [*nine(), resident(10, **first), resident(10, **second)]
    return Case(
        f"twice: {title}",
        park(residents=rows),
        {"residents": MET, "concentration": MET},
        {("residents", "class", 9 + place): word for place, word in enumerate(counts)},
    )


WHO_COUNTS = (
    _tenth("licensed", COUNTED, MET),
    _tenth("filed", COUNTED, MET, licence_kind="备案凭证"),
    _tenth("no licence", DOUBTFUL, JUDGEMENT, licence_kind="无"),
    _tenth("licence left blank", DOUBTFUL, JUDGEMENT, licence_kind=None),
    _tenth("public", EXCLUDED, NOT_MET, kind="公共服务机构"),
    _tenth("related firm", REVENUE_ONLY, NOT_MET, **RELATED_FIRM),
    _tenth("code of the first again", DUPLICATE, NOT_MET, code=credit_code(1)),
    _tenth("the same at another site", DUPLICATE, NOT_MET, code=credit_code(9), site="第1分园区"),
    _tenth("branch of the first", DOUBTFUL, JUDGEMENT, parent_code=credit_code(1)),
    _tenth("branch of one elsewhere", COUNTED, MET, parent_code=credit_code(999)),
    _tenth("left before last year", EXCLUDED, NOT_MET, left_on=date(2024, 12, 31)),
    _tenth("left on its first day", DOUBTFUL, JUDGEMENT, left_on=date(2025, 1, 1)),
    _tenth("left within it", DOUBTFUL, JUDGEMENT, left_on=date(2025, 6, 30)),
    _tenth("left after it", DOUBTFUL, JUDGEMENT, left_on=date(2026, 1, 31)),
    _tenth("left on the day of filing", DOUBTFUL, JUDGEMENT, left_on=date(2026, 3, 18)),
    _tenth("leaves a day later", COUNTED, MET, left_on=date(2026, 3, 19)),
    _tenth("came within last year", COUNTED, MET, entered_on=date(2025, 7, 1)),
    _tenth("came on the day of filing", COUNTED, MET, entered_on=date(2026, 3, 18)),
    _tenth("comes a day later", EXCLUDED, NOT_MET, entered_on=date(2026, 3, 19)),
    _tenth("licence ends on the day of filing", COUNTED, MET, licence_expiry=date(2026, 3, 18)),
    _tenth("licence ended a day before", DOUBTFUL, JUDGEMENT, licence_expiry=date(2026, 3, 17)),
    _tenth("licence without end", COUNTED, MET, licence_expiry=date.max),  # 长期
    _tenth("licence of no known kind", DOUBTFUL, JUDGEMENT, licence_kind="许可证"),
    _tenth("its own code for the parent's", COUNTED, MET, parent_code=credit_code(10)),
    _tenth("public, code blank", EXCLUDED, NOT_MET, kind="公共服务机构", code=None),
    _tenth("name blank", UNFILLED, INCOMPLETE, name=None),
    _tenth("code blank", UNFILLED, INCOMPLETE, code=None),
    _tenth("kind blank", UNFILLED, INCOMPLETE, kind=None),
    _tenth("day of entry blank", UNFILLED, INCOMPLETE, entered_on=None),
    Case("nobody", park(residents=[]), {"residents": INCOMPLETE, "concentration": INCOMPLETE}),
    Case(  # ten count whatever the eleventh turns out to be
        "an unfilled eleventh",
        park(residents=[*nine(), resident(10), resident(11, code=None)]),
        {"residents": MET, "route_a": MET, "concentration": MET},
    ),
    Case(  # 8 + 1 in doubt = 9: short even if it counts
        "one in doubt cannot make up for two",
        park(residents=[*residents(8), resident(9, licence_kind="无")]),
        {"residents": NOT_MET},
    ),
    Case(  # 9 + 2 in doubt = 11: not sure, not excluded
        "two in doubt",
        park(residents=[*nine(), *residents(2, 10, licence_kind="无")]),
        {"residents": JUDGEMENT, "concentration": JUDGEMENT},
    ),
    # One institution in two rows counts once, by its clearest row, wherever that stands.
    _twice("left and came back", {"left_on": date(2023, 6, 30)}, {}, (EXCLUDED, COUNTED)),
    _twice("licence in the second row", {"licence_kind": "无"}, {}, (DUPLICATE, COUNTED)),
    _twice("licence in the first row", {}, {"licence_kind": "无"}, (COUNTED, DUPLICATE)),
    _twice("public in the first row", {"kind": "公共服务机构"}, {}, (EXCLUDED, COUNTED)),
    _twice("related in the first row", RELATED_FIRM, {}, (DUPLICATE, COUNTED)),
    Case(
        "a tenant that left, and no filing date",
        park(filed_on=None, residents=[*nine(), resident(10, left_on=date(2020, 6, 30))]),
        {"residents": INCOMPLETE},
    ),
    Case(
        "a licence that ended, and no filing date",
        park(filed_on=None, residents=[*nine(), resident(10, licence_expiry=date(2020, 6, 30))]),
        {"residents": INCOMPLETE},
    ),
    Case(
        "one that is to come, and no filing date",
        park(filed_on=None, residents=[*nine(), resident(10, entered_on=date(2026, 12, 31))]),
        {"residents": INCOMPLETE},
    ),
    Case(
        "long gone, so no figures of last year are missing",
        park(residents=[*residents(12), resident(13, left_on=date(2023, 6, 30))]),
        rows={("residents", "status", 12): "完整"},
    ),
)
