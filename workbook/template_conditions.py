"""Write 资格审查: the conditions of Article 6, how each ends and why, and the workings below."""

from __future__ import annotations

from schemas.outcomes import Outcome, Overall
from schemas.rule import Condition
from schemas.rules.eligibility import CONDITIONS
from workbook.layout import (
    C_ARTICLE,
    C_DECISION,
    C_GIVEN,
    C_REASON,
    C_REQUIREMENT,
    C_RESULT,
    C_TITLE,
    C_VERDICT,
    CONDITIONS_FIRST_ROW,
    CONDITIONS_SHEET,
    HOME,
    NO_DECISION,
    PARAMETERS,
    At,
)
from workbook.styles import OUTCOME_COLOURS, TAB_RESULT, figure_format
from workbook.template_inputs import cite
from workbook.template_page import Kit, Page, named

_WIDTHS = (16, 15, 34, 32, 12, 11, 12, 38)  # beside each other on a laptop
_DECISION = "市局研判"
_HEADINGS = (
    "条款",
    "条件",
    "要求",
    "填报情况",
    "程序判断",
    f"{_DECISION}\n（市局填写）",
    "结果",
    "说明",
)
_LEAST_LINES = 2
_RESERVE = "　" * 8  # what is given grows as the form is filled in
_OVERALL_COLOURS = {
    Overall.MET: Outcome.MET,
    Overall.NOT_MET: Outcome.NOT_MET,
    Overall.JUDGEMENT: Outcome.JUDGEMENT,
    Overall.INCOMPLETE: Outcome.INCOMPLETE,
}


def write_conditions(kit: Kit) -> None:
    """Write the sheet."""
    page = Page(kit, CONDITIONS_SHEET, TAB_RESULT, _WIDTHS)
    page.words(0, 0, CONDITIONS_SHEET, "title")
    page.sheet.set_row(0, 32)
    page.link(0, C_REASON, At(HOME, 0, 0), "返回首页", "right")
    overall(page, 1, C_ARTICLE, C_TITLE, C_REQUIREMENT)
    page.words(
        2,
        0,
        "结果随填报实时计算，供核对；程序不作不予认定的结论，结论符合也不当然认定。"
        f"条文的理解见“{PARAMETERS}”表。四条途径只并入“产业集聚度”计算。",
        "note",
        to=C_REASON,
    )
    for column, words in enumerate(_HEADINGS):
        page.words(CONDITIONS_FIRST_ROW - 1, column, words, "header")
    page.sheet.set_row(CONDITIONS_FIRST_ROW - 1, 36)
    for offset, condition in enumerate(CONDITIONS):
        _condition(page, condition, CONDITIONS_FIRST_ROW + offset)
    last = CONDITIONS_FIRST_ROW + len(CONDITIONS) - 1
    for column in (C_VERDICT, C_RESULT):
        page.outcome_colours(CONDITIONS_FIRST_ROW, last, column)
    _workings(page)
    page.sheet.freeze_panes(CONDITIONS_FIRST_ROW, C_REQUIREMENT)
    page.sheet.print_area(0, 0, _last_row(page), C_REASON)


def overall(page: Page, row: int, label_column: int, first: int, last: int) -> None:
    """Show the overall result, coloured and in words."""
    result = page.layout.results["overall"]
    evaluation, names = page.kit.evaluation, page.kit.names
    page.words(row, label_column, "总体结论", "label", "result")
    if (page.title, row, first) == (result.sheet, result.row, result.column):
        page.result(
            row, first, "overall", named("overall").expr, "computed", "result", "large", to=last
        )
    else:
        value = evaluation.result("overall")
        page.formula(
            row, first, names.result("overall"), value, "computed", "result", "large", to=last
        )
    page.sheet.set_row(row, 30)
    for words, outcome in _OVERALL_COLOURS.items():
        page.when_equal(row, row, first, str(words), OUTCOME_COLOURS[outcome])


def _condition(page: Page, condition: Condition, row: int) -> None:
    evaluation = page.kit.evaluation
    page.words(row, C_ARTICLE, cite(condition.article), "cell")
    page.words(row, C_TITLE, condition.title, "label")
    page.expression(row, C_REQUIREMENT, condition.requirement, "cell")
    page.expression(row, C_GIVEN, condition.given, "computed", "words")
    verdict = f"{condition.key}.verdict"
    page.result(row, C_VERDICT, verdict, condition.verdict, "computed", "center")
    if condition.counts:
        page.blanks(row, C_DECISION, C_DECISION, "cell", "center")
        options = {
            "validate": "list",
            "source": [str(Outcome.MET), str(Outcome.NOT_MET)],
            "input_title": _DECISION,
            "input_message": f"由市局填写；只在程序判断为“{Outcome.JUDGEMENT}”时采用。",
            "error_message": "请从下拉列表选择。",
        }
        page.sheet.data_validation(row, C_DECISION, row, C_DECISION, options)
    else:
        page.words(row, C_DECISION, NO_DECISION, "computed", "center")
    page.expression(row, C_RESULT, condition.result, "computed", "result")
    page.expression(row, C_REASON, condition.reason, "computed", "words")
    texts = (
        (evaluation.text(condition.requirement), C_REQUIREMENT, C_REQUIREMENT),
        (evaluation.text(condition.given) + _RESERVE, C_GIVEN, C_GIVEN),
        (evaluation.text(condition.reason), C_REASON, C_REASON),
    )
    page.height(row, *texts, least=_LEAST_LINES)


def _workings(page: Page) -> None:
    """List every named result, for anyone to follow the arithmetic."""
    first = page.layout.workings_row
    page.words(first - 2, 0, "计算过程", "section", to=C_REASON)
    page.sheet.set_row(first - 2, 28)
    for column, words in ((C_ARTICLE, "条款"), (C_GIVEN, "结果"), (C_VERDICT, "单位")):
        page.words(first - 1, column, words, "header")
    page.words(first - 1, C_TITLE, "名称", "header", to=C_REQUIREMENT)
    for offset, result in enumerate(page.layout.workings):
        row = first + offset
        page.words(row, C_ARTICLE, cite(result.article), "cell")
        page.words(row, C_TITLE, result.label, "label", to=C_REQUIREMENT)
        number_format = "" if not result.numeric else figure_format(result.decimals)
        if result.key == "report_year":
            number_format = "0"
        page.expression(row, C_GIVEN, result.expr, "computed", "right", number_format=number_format)
        page.words(row, C_VERDICT, result.unit, "cell", "center")
        page.sheet.set_row(row, 20)


def _last_row(page: Page) -> int:
    return page.layout.workings_row + len(page.layout.workings) - 1
