"""Write 参数: every figure of the law and of the rubric with its source, and the readings."""

from __future__ import annotations

from schemas.articles import citation
from schemas.parameters import OPERATOR_WORDS, plain
from workbook.layout import (
    HOME,
    P_ARTICLE,
    P_FROM,
    P_LABEL,
    P_OPERATOR,
    P_UNIT,
    P_VALUE,
    P_WORDING,
    PARAMETERS,
    PARAMETERS_FIRST_ROW,
    At,
)
from workbook.styles import DAY_FORMAT, TAB_REFERENCE
from workbook.template_page import Kit, Page

_WIDTHS = (46, 10, 12, 10, 20, 14, 62)
_HEADINGS = ("标准", "用语", "数值", "单位", "依据", "施行日期", "条文")


def write_parameters(kit: Kit) -> None:
    """Write the sheet."""
    page = Page(kit, PARAMETERS, TAB_REFERENCE, _WIDTHS)
    page.words(0, 0, PARAMETERS, "title")
    page.sheet.set_row(0, 32)
    page.link(0, P_WORDING, At(HOME, 0, 0), "返回首页", "right")
    note = (
        f"《{kit.law.instrument}》的数量标准，各表公式都引用本表。本表锁定："
        "结论以办法为准，改动本表不改变校验结果。"
    )
    page.words(1, 0, note, "note", to=P_WORDING)
    for column, words in enumerate(_HEADINGS):
        page.words(PARAMETERS_FIRST_ROW - 1, column, words, "header")
    page.sheet.set_row(PARAMETERS_FIRST_ROW - 1, 24)
    _figures(page)
    _rubric(page)
    last = _readings(page, kit.layout.readings_row)
    page.sheet.freeze_panes(PARAMETERS_FIRST_ROW, 0)
    page.sheet.print_area(0, 0, last, P_WORDING)


def _figures(page: Page) -> None:
    for key, parameter in page.law.parameters.items():
        row = page.layout.parameters[key].row
        page.words(row, P_LABEL, parameter.label, "label")
        page.words(row, P_OPERATOR, OPERATOR_WORDS[parameter.operator], "cell", "center")
        page.words(row, P_VALUE, float(parameter.value), "computed", "result")
        page.words(row, P_UNIT, parameter.unit, "cell", "center")
        page.words(row, P_ARTICLE, citation(parameter.article), "cell")
        form = page.styles("cell", "center", number_format=DAY_FORMAT)
        page.sheet.write_datetime(row, P_FROM, parameter.in_force_from, form)
        page.words(row, P_WORDING, parameter.wording, "help")
        page.height(row, (parameter.label, 0, 0), (parameter.wording, P_WORDING, P_WORDING))


def _rubric(page: Page) -> None:
    rubric, first = page.layout.rubric, page.layout.rubric_row
    title = f"{rubric.title}：{rubric.notice}　版本 {rubric.version}"
    page.words(first - 1, 0, title, "section", to=P_WORDING)
    page.sheet.set_row(first - 1, 28)
    for key, figure in rubric.figures.items():
        row = page.layout.parameters[f"{rubric.key}.{key}"].row
        page.words(row, P_LABEL, figure.label, "label")
        page.words(row, P_OPERATOR, "", "cell")
        page.words(row, P_VALUE, float(figure.value), "computed", "result")
        page.words(row, P_UNIT, figure.unit, "cell", "center")
        page.words(row, P_ARTICLE, citation(rubric.article), "cell")
        page.words(row, P_FROM, "", "cell")
        page.words(row, P_WORDING, f"参考值：{plain(figure.value)}{figure.unit}", "help")
        page.height(row)


def _readings(page: Page, first: int) -> int:
    """Write how the text is read where it leaves a choice; give the last row."""
    page.words(first, 0, "对条文的理解（条文留有余地之处，程序这样处理）", "section", to=P_WORDING)
    page.sheet.set_row(first, 28)
    row = first
    for row, reading in enumerate(page.law.readings, start=first + 1):
        page.words(row, P_LABEL, f"{citation(reading.article)}　{reading.title}", "label")
        page.words(row, P_OPERATOR, reading.text, "cell", to=P_WORDING)
        page.height(row, (reading.text, P_OPERATOR, P_WORDING))
    return row
