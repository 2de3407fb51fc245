"""Say which named ranges of the workbook the task pane shows."""

from __future__ import annotations

from schemas.rules.eligibility import COUNTING
from schemas.rules.rating import EVALUATION
from workbook.layout import name_of

_WRITTEN = (
    "button_findings",
    "button_fixes",
    "button_message",
    "button_stamp",
    "meta_code",
    "park_name",
    "text_state_open",
    "text_state_done",
    "text_fix_offered",
    "text_fix_applied",
)


def pane_names() -> dict[str, object]:
    """Give the names by what they are for; `all` lists every one that is read."""
    overall, total, grade = (
        name_of(key, "result")
        for key in ("overall", f"{EVALUATION.key}.total", f"{EVALUATION.key}.grade")
    )
    conditions = [
        {"title": one.title, "name": name_of(f"{one.key}.result", "result")} for one in COUNTING
    ]
    read = [*_WRITTEN, overall, total, grade, *(one["name"] for one in conditions)]
    return {
        "overall": overall,
        "total": total,
        "grade": grade,
        "conditions": conditions,
        "all": read,
    }
