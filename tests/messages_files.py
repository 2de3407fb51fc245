"""The smallest damage for each message about the workbook as a file."""

from __future__ import annotations

from dirty import DATE, day, formatted, number, result, text
from dirty_books import (
    added_sheet,
    damaged_name,
    data_connection,
    dde_link,
    embedded_object,
    external_link,
    moved_name,
    without_name,
)
from dirty_sheets import hidden_rows
from facts import FILED_ON
from messages import (
    CONDITIONS,
    IDENTITY,
    INFO,
    PARAMETERS,
    RESIDENTS,
    SERVICES,
    WORKBOOK,
    Heard,
)

FILES: dict[str, Heard] = {
    # Activities end at row 83.
    "table.beyond": Heard(
        f"{SERVICES}!D84",
        text(SERVICES, "D84", "招聘会"),
        text(SERVICES, "E84", "春风行动"),
        day(SERVICES, "F84", FILED_ON),
        formatted(SERVICES, "F84", DATE),
    ),
    "table.stray": Heard(f"{RESIDENTS}!G40", text(RESIDENTS, "G40", "制表人")),
    "table.hidden-rows": Heard(f"{RESIDENTS}!E6", hidden_rows(RESIDENTS, 6)),
    "template.name-lost": Heard(WORKBOOK, damaged_name("park_contact")),
    "template.field-lost": Heard(
        WORKBOOK, without_name("park_contact"), text(INFO, "B13", "联络员")
    ),
    "template.cell-moved": Heard(f"{INFO}!C13", moved_name("park_contact", "C15")),
    "template.version-differs": Heard(WORKBOOK, text(IDENTITY, "B3", "0.9")),
    "template.specification-differs": Heard(WORKBOOK, text(IDENTITY, "B6", "0123456789abcdef")),
    "template.figures-altered": Heard(f"{PARAMETERS}!C4", number(PARAMETERS, "C4", 2999)),
    "template.jurisdiction-unknown": Heard(WORKBOOK, text(IDENTITY, "B4", "231002")),
    "workbook.altered": Heard(f"{CONDITIONS}!E14", text(CONDITIONS, "E14", "符合")),
    "workbook.stale": Heard(f"{CONDITIONS}!E14", result(CONDITIONS, "E14", "不符合")),
    # A formula takes the mark for no answer; the review reads it.
    "workbook.differs-once-tidied": Heard(
        f"{CONDITIONS}!E17",
        text(SERVICES, "D15", "√"),
        implied=(("mended.yes-no", f"{SERVICES}!D15"),),
    ),
    "workbook.external-link": Heard(WORKBOOK, external_link()),
    "workbook.data-connection": Heard(WORKBOOK, data_connection()),
    "workbook.embedded-object": Heard(WORKBOOK, embedded_object()),
    "workbook.dde": Heard(WORKBOOK, dde_link()),
    "workbook.hidden-sheet": Heard(WORKBOOK, added_sheet("草稿", {"A1": "底稿"}, "hidden")),
    "workbook.very-hidden-sheet": Heard(
        WORKBOOK, added_sheet("草稿", {"A1": "底稿"}, "veryHidden")
    ),
    "workbook.added-sheet": Heard(WORKBOOK, added_sheet("Sheet1", {"A1": "底稿"})),
    "decision.filled": Heard(f"{CONDITIONS}!F5", text(CONDITIONS, "F5", "符合")),
}
