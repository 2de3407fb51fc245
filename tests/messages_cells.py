"""The smallest dirty cell for each message about what one cell holds."""

from __future__ import annotations

from datetime import date

from dirty import DATE, GENERAL, blank, boolean, day, error, formatted, formula, number, text
from dirty_sheets import merged
from facts import credit_code
from messages import INFO, RESIDENTS, SERVICES, Heard

# An institution whose code cannot be used is not counted: 11 are, and the form says 12.
ELEVEN = (("park.resident-count-differs", f"{INFO}!C21"),)

CELLS: dict[str, Heard] = {
    "cell.error": Heard(f"{INFO}!C17", error(INFO, "C17", "#REF!")),
    "cell.picture": Heard(f"{INFO}!C13", text(INFO, "C13", '=DISPIMG("ID_3F2A",1)')),
    "cell.merged": Heard(f"{RESIDENTS}!Q6", merged(RESIDENTS, "Q5:Q6")),
    "cell.uncached": Heard(f"{INFO}!C17", formula(INFO, "C17", "=800+60")),
    "required.missing": Heard(f"{INFO}!C13", blank(INFO, "C13")),
    "number.not-a-number": Heard(f"{INFO}!C17", text(INFO, "C17", "正在核算")),
    "number.is-date": Heard(
        f"{INFO}!C17", day(INFO, "C17", date(2025, 3, 1)), formatted(INFO, "C17", DATE)
    ),
    "number.placeholder": Heard(f"{INFO}!C17", text(INFO, "C17", "无")),
    "number.approximate": Heard(f"{INFO}!C17", text(INFO, "C17", "约860")),
    "number.other-unit": Heard(f"{INFO}!C18", text(INFO, "C18", "6亩")),
    "number.money-sign": Heard(f"{INFO}!C17", text(INFO, "C17", "¥860")),
    "number.not-whole": Heard(f"{INFO}!C19", number(INFO, "C19", 8.5)),
    "number.below-minimum": Heard(f"{INFO}!C17", number(INFO, "C17", -0.01)),
    "number.above-maximum": Heard(f"{INFO}!C17", number(INFO, "C17", 1_000_000.01)),
    "number.decimals": Heard(f"{INFO}!C17", number(INFO, "C17", 860.123)),
    "date.not-a-date": Heard(f"{INFO}!C16", text(INFO, "C16", "年底")),
    "date.placeholder": Heard(f"{INFO}!C16", text(INFO, "C16", "待定")),
    "date.impossible": Heard(f"{INFO}!C16", text(INFO, "C16", "2021-02-30")),
    "date.out-of-range": Heard(f"{INFO}!C16", day(INFO, "C16", date(2201, 5, 20))),
    "date.ambiguous": Heard(f"{INFO}!C16", text(INFO, "C16", "3/4/2021")),
    "date.month-lost-zero": Heard(
        f"{INFO}!C16", number(INFO, "C16", 2021.1), formatted(INFO, "C16", GENERAL)
    ),
    "date.year-only": Heard(
        f"{INFO}!C16", number(INFO, "C16", 2021), formatted(INFO, "C16", GENERAL)
    ),
    "date.no-year": Heard(f"{INFO}!C16", text(INFO, "C16", "5月20日")),
    "choice.not-yes-no": Heard(f"{SERVICES}!D5", text(SERVICES, "D5", "部分")),
    "choice.unknown": Heard(f"{INFO}!C22", text(INFO, "C22", "租用")),
    "choice.unknown-part": Heard(f"{RESIDENTS}!L5", text(RESIDENTS, "L5", "家政、劳务派遣")),
    "text.is-date": Heard(
        f"{INFO}!C13", day(INFO, "C13", date(2025, 3, 1)), formatted(INFO, "C13", DATE)
    ),
    "text.too-long": Heard(f"{INFO}!C13", text(INFO, "C13", "字" * 201)),
    "code.digits-lost": Heard(
        f"{RESIDENTS}!F5", number(RESIDENTS, "F5", "9.12310000000011E+17"), implied=ELEVEN
    ),
    "code.not-a-code": Heard(
        f"{RESIDENTS}!F5", boolean(RESIDENTS, "F5", value=True), implied=ELEVEN
    ),
    "code.length": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "91231000MA18C0D39")),
    "code.letters": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "91231000MA18C0D39S")),
    "code.look-alike": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "912310OOMA18C0D39D")),
    "code.region": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "91A31000MA18C0D39D")),
    "code.all-zero": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "0" * 18)),
    "code.check-digit": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "91231000MA18C0D39A")),
    "code.inner-check": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", "91231000MA18C0D38A")),
    "phone.invalid": Heard(f"{INFO}!C14", text(INFO, "C14", "12333")),
    "licence.unusual": Heard(f"{RESIDENTS}!J5", text(RESIDENTS, "J5", "办理中")),
    "mended.text-number": Heard(f"{INFO}!C17", text(INFO, "C17", "860")),
    "mended.full-width": Heard(f"{INFO}!C17", text(INFO, "C17", "８６０")),
    "mended.spaces": Heard(f"{INFO}!C13", text(INFO, "C13", " 王立新\u200e")),
    "mended.thousands": Heard(f"{INFO}!C17", text(INFO, "C17", "1,860")),
    "mended.unit": Heard(f"{INFO}!C17", text(INFO, "C17", "860万元")),
    "mended.converted": Heard(f"{INFO}!C17", text(INFO, "C17", "0.5亿")),
    "mended.chinese-number": Heard(f"{INFO}!C17", text(INFO, "C17", "八百六十")),
    "mended.negative": Heard(f"{RESIDENTS}!T5", text(RESIDENTS, "T5", "(3.5)")),
    "mended.date": Heard(f"{INFO}!C16", text(INFO, "C16", "2021/5/20")),
    "mended.date-month": Heard(f"{INFO}!C16", text(INFO, "C16", "2021年5月")),
    "mended.date-short-year": Heard(f"{INFO}!C16", text(INFO, "C16", "21-05-20")),
    "mended.date-serial": Heard(
        f"{INFO}!C16", day(INFO, "C16", date(2021, 5, 20)), formatted(INFO, "C16", GENERAL)
    ),
    "mended.date-time": Heard(f"{INFO}!C16", number(INFO, "C16", 44336.5)),
    "mended.open-ended": Heard(f"{RESIDENTS}!K5", text(RESIDENTS, "K5", "长期有效")),
    "mended.not-ended": Heard(f"{RESIDENTS}!N5", text(RESIDENTS, "N5", "至今")),
    "mended.merged": Heard(f"{RESIDENTS}!H6", merged(RESIDENTS, "H5:H6")),
    "mended.yes-no": Heard(f"{SERVICES}!D5", text(SERVICES, "D5", "√")),
    "mended.choice": Heard(f"{INFO}!C22", text(INFO, "C22", "改 建")),
    "mended.choices": Heard(f"{RESIDENTS}!L5", text(RESIDENTS, "L5", "招聘，培训")),
    "mended.code": Heard(f"{RESIDENTS}!F5", text(RESIDENTS, "F5", credit_code(1).lower())),
    "mended.phone": Heard(f"{INFO}!C14", text(INFO, "C14", "04537622345")),
    "mended.phone-area": Heard(f"{INFO}!C14", text(INFO, "C14", "7622345")),
    "mended.phone-zero": Heard(f"{INFO}!C14", number(INFO, "C14", 4537622345)),
    "mended.licence": Heard(
        f"{RESIDENTS}!J5", text(RESIDENTS, "J5", "(黑)人服证字[2024]第1000001号")
    ),
}
