"""The smallest slip for each message about figures that do not agree, or that miss the law's."""

from __future__ import annotations

from datetime import date

from dirty import blank, day, number, text
from facts import credit_code
from messages import CONDITIONS, INFO, MATERIALS, RESIDENTS, SERVICES, SITES, Heard

# The form says 12 institutions; these changes leave 11 that count.
ELEVEN = (("park.resident-count-differs", f"{INFO}!C21"),)
# Every institution stands in the one site of that name.
NOWHERE = tuple(("residents.site-unknown", f"{RESIDENTS}!H{row}") for row in range(5, 17))
SECOND_CORE = (
    text(SITES, "D6", "核心园区"),
    text(SITES, "E6", "二号楼"),
    text(SITES, "F6", "牡丹江市西安区景福街2号"),
    number(SITES, "H6", 100),
)

RULES: dict[str, Heard] = {
    # One code twice: the second institution is not counted, and the names differ.
    "residents.duplicate": Heard(
        f"{RESIDENTS}!F6",
        text(RESIDENTS, "F6", credit_code(1)),
        implied=(("residents.two-names", f"{RESIDENTS}!E6"), *ELEVEN),
    ),
    "residents.two-names": Heard(
        f"{RESIDENTS}!E16",
        text(RESIDENTS, "F16", credit_code(1)),
        implied=(("residents.duplicate", f"{RESIDENTS}!F16"), *ELEVEN),
    ),
    "residents.two-codes": Heard(
        f"{RESIDENTS}!F6", text(RESIDENTS, "E6", "牡丹江第1人力资源服务有限公司")
    ),
    "residents.sum-mismatch": Heard(f"{RESIDENTS}!S5", number(RESIDENTS, "S5", 40.02)),
    # Left before last year began: it does not count.
    "residents.left-before-entered": Heard(
        f"{RESIDENTS}!N5", day(RESIDENTS, "N5", date(2021, 5, 19)), implied=ELEVEN
    ),
    "residents.entered-after-filing": Heard(
        f"{RESIDENTS}!M5", day(RESIDENTS, "M5", date(2026, 3, 19)), implied=ELEVEN
    ),
    "residents.part-year-blank": Heard(f"{RESIDENTS}!U5", day(RESIDENTS, "M5", date(2025, 1, 2))),
    "residents.in-residence-exceeds": Heard(f"{RESIDENTS}!U5", number(RESIDENTS, "U5", 290.01)),
    "residents.unlicensed": Heard(f"{RESIDENTS}!I5", text(RESIDENTS, "I5", "无")),
    "residents.parent-listed": Heard(f"{RESIDENTS}!O5", text(RESIDENTS, "O5", credit_code(2))),
    # On the last day of last year, so that it was in the park for the whole of it.
    "residents.left-in-year": Heard(f"{RESIDENTS}!N5", day(RESIDENTS, "N5", date(2025, 12, 31))),
    "residents.licence-expired": Heard(f"{RESIDENTS}!K5", day(RESIDENTS, "K5", date(2026, 3, 17))),
    "residents.licence-number-blank": Heard(f"{RESIDENTS}!J5", blank(RESIDENTS, "J5")),
    "residents.site-unknown": Heard(f"{RESIDENTS}!H5", text(RESIDENTS, "H5", "三号楼")),
    # The others pay 3.50.
    "residents.unit-suspect": Heard(f"{RESIDENTS}!T5", number(RESIDENTS, "T5", 3500)),
    # 12 people; and nothing that was passed through explains the rest.
    "residents.per-head-suspect": Heard(
        f"{RESIDENTS}!Q5",
        number(RESIDENTS, "Q5", 60_000.01),
        implied=(("residents.sum-mismatch", f"{RESIDENTS}!S5"),),
    ),
    "materials.missing": Heard(f"{MATERIALS}!D5", text(MATERIALS, "D5", "无")),
    "sites.no-core": Heard(f"{SITES}!D5", text(SITES, "D5", "分园区")),
    # Two cores are for people to sort out, by both limbs of 6(3).
    "sites.many-cores": Heard(
        f"{SITES}!D5",
        *SECOND_CORE,
        implied=(
            ("condition.judgement", f"{CONDITIONS}!G7"),
            ("condition.judgement", f"{CONDITIONS}!G8"),
        ),
    ),
    "table.empty": Heard(
        f"{SITES}!D5", blank(SITES, "D5", "E5", "F5", "G5", "H5"), implied=NOWHERE
    ),
    "park.resident-count-differs": Heard(f"{INFO}!C21", number(INFO, "C21", 13)),
    "park.registered-after-filing": Heard(f"{INFO}!C16", day(INFO, "C16", date(2026, 3, 19))),
    "date.before-in-force": Heard(f"{INFO}!C8", day(INFO, "C8", date(2025, 12, 31))),
    "applicant.other-kind": Heard(f"{INFO}!C6", text(INFO, "C6", "其他单位")),
    "services.other-unexplained": Heard(f"{SERVICES}!E14", text(SERVICES, "D14", "是")),
    "condition.not-met": Heard(f"{CONDITIONS}!G7", number(SITES, "H5", 2999.99)),
    "condition.judgement": Heard(f"{CONDITIONS}!G17", text(SERVICES, "D18", "否")),
}
