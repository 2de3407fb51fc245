"""Write 园区信息: label, input, unit, help, article and status, one field a row."""

from __future__ import annotations

from schemas.fields import Field, Kind
from schemas.rules.completeness import field_status
from workbook.layout import (
    HOME,
    INFO,
    INFO_ARTICLE,
    INFO_FIRST_ROW,
    INFO_HELP,
    INFO_INPUT,
    INFO_LABEL,
    INFO_STAR,
    INFO_STATUS,
    INFO_UNIT,
    At,
)
from workbook.styles import TAB_INPUT
from workbook.template_inputs import cite, write_input
from workbook.template_page import Kit, Page

_WIDTHS = (5, 20, 46, 9, 32, 20, 11)
_LONG, _LONG_LINES, _TEXT_LINES = 255, 7, 2
STAR = "★"


def write_info(kit: Kit) -> None:
    """Write the sheet."""
    page = Page(kit, INFO, TAB_INPUT, _WIDTHS, landscape=False)
    page.words(0, INFO_STAR, INFO, "title", to=INFO_HELP)
    page.link(0, INFO_STATUS, At(HOME, 0, 0), "返回首页")
    page.words(
        1,
        INFO_STAR,
        f"在浅黄格中填写；带{STAR}的必填。点选一格即显示说明。灰格自动计算，不用填。内容长的可拖高该行。",
        "note",
        to=INFO_STATUS,
    )
    heading = ("必填", "项目", "填写内容", "单位", "填写说明", "依据", "状态")
    for column, words in enumerate(heading):
        page.words(INFO_FIRST_ROW - 1, column, words, "header")
    page.sheet.set_row(0, 32)
    page.sheet.set_row(INFO_FIRST_ROW - 1, 24)
    for section, row in kit.layout.sections.values():
        page.words(row, INFO_STAR, section.title, "section", to=INFO_STATUS)
        page.sheet.set_row(row, 26)
        for offset, field in enumerate(section.fields, start=1):
            _field(page, section.key, field, row + offset)
    last = max(at.row for at in kit.layout.cells.values() if at.sheet == INFO)
    page.status_colours(INFO_FIRST_ROW, last, INFO_STATUS)
    page.amiss_colours(INFO_FIRST_ROW, last, INFO_INPUT, INFO_STATUS)
    page.listed_colours(INFO_FIRST_ROW, last, INFO_INPUT)
    page.sheet.freeze_panes(INFO_FIRST_ROW, INFO_INPUT)
    page.sheet.repeat_rows(INFO_FIRST_ROW - 1)
    page.sheet.print_area(0, 0, last, INFO_STATUS)
    page.sheet.set_selection(INFO_FIRST_ROW + 1, INFO_INPUT, INFO_FIRST_ROW + 1, INFO_INPUT)
    page.sheet.ignore_errors({"number_stored_as_text": f"C1:C{last + 1}"})


def _field(page: Page, section: str, field: Field, row: int) -> None:
    page.words(row, INFO_STAR, STAR if field.required else "", "cell", "star")
    page.words(row, INFO_LABEL, field.label, "label")
    long = field.max_length > _LONG
    write_input(page, row, INFO_INPUT, field, *(("top",) if long else ()))
    page.words(row, INFO_UNIT, field.unit, "cell", "center")
    page.words(row, INFO_HELP, field.help, "help")
    page.words(row, INFO_ARTICLE, cite(field.article), "help")
    page.expression(row, INFO_STATUS, field_status(section, field), "computed", "center")
    least = _LONG_LINES if long else _TEXT_LINES if field.kind is Kind.TEXT else 1
    page.height(row, (field.help, INFO_HELP, INFO_HELP), least=least)
