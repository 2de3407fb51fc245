"""Write 首页: what this is, three steps, the legend, progress, the result and where to go."""

from __future__ import annotations

from schemas.outcomes import Outcome
from workbook.addresses import column_letters
from workbook.asking import calls
from workbook.button_words import ASKED, BUILT_IN, DESKTOP
from workbook.layout import (
    APPROVAL,
    CONDITIONS_SHEET,
    FINDINGS,
    HOME,
    HOME_CODE_ROW,
    HOME_ENGINE_ROW,
    HOME_MESSAGE_ROW,
    HOME_STAMP_ROW,
    HOME_VALUE,
    INFO,
    LIVE,
    MATERIALS,
    PARAMETERS,
    RATING,
    RESIDENTS,
    SERVICES,
    SITES,
    TEMPLATE_VERSION,
    At,
)
from workbook.styles import OUTCOME_COLOURS, TAB_HOME, figure_format
from workbook.template_buttons import Button, buttons
from workbook.template_conditions import overall
from workbook.template_findings import summary
from workbook.template_info import STAR
from workbook.template_page import EXAMPLE, Kit, Page, named
from workbook.template_problems import Problems
from workbook.template_progress import BEGUN, DONE, all_progress

_WIDTHS = (3, 16, 12, 12, 12, 14, 34)
_FIRST, _LAST = 1, 6
_FILL = (
    "一、填写",
    "依次填写浅黄格：园区信息、园区场地、入驻机构、服务与活动、申报材料；评分表填自评。",
)
_STEPS = (
    _FILL,
    ("二、核对", "看“校验结果”，逐条改正，直到显示没有发现问题；再看“资格审查”各项结果。"),
    ("三、报送", "打印“审批表”一页，盖章；本工作簿连同申报材料一并报送。不改表名，不加行列。"),
)
_MACRO_STEPS = (
    _FILL,
    ("二、核对", f"点“校验”，照“校验结果”逐条改正，再点“校验”。按钮没有反应的，照“{LIVE}”改。"),
    ("三、报送", "打印“审批表”一页，盖章；点“准备邮件”，附上申报材料发出。不改表名，不加行列。"),
)
_BUTTONS = (
    Button("校验", "HrparkReview"),
    Button("查看可整理处", "HrparkPreviewFixes"),
    Button("准备邮件", "HrparkMail"),
)
_HEADINGS = ("工作表", "必填项", "已填项", "待改正", "进度", "内容")
_ABOUT = {
    INFO: "审批表各项、规划与运营管理",
    SITES: "核心园区、分园区，建筑面积",
    RESIDENTS: "名册、许可备案、业务、上一年度收入",
    SERVICES: "可提供的服务、上一年度活动",
    MATERIALS: "七项材料的有无、文号、附件",
    RATING: "自评与参考评分",
    CONDITIONS_SHEET: "逐条对照申报条件",
    APPROVAL: "自动生成，打印一页盖章",
    FINDINGS: "待改正的问题，逐条可跳转",
    LIVE: "按公式随填随列的问题，不用按钮",
    PARAMETERS: "各项标准的数值及依据",
}
_STEPS_ROW, _LEGEND_ROW, _PROGRESS_ROW, _RESULT_ROW = 4, 9, 13, 22
_MORE = (CONDITIONS_SHEET, RATING, APPROVAL, FINDINGS, LIVE, PARAMETERS)


def write_home(kit: Kit, problems: Problems) -> None:
    """Write the sheet."""
    page = Page(kit, HOME, TAB_HOME, _WIDTHS, landscape=False)
    _heading(page)
    _steps(page)
    _legend(page)
    _progress(page, problems)
    _results(page, problems)
    sheets_row = (HOME_STAMP_ROW if kit.macros else HOME_ENGINE_ROW) + 2
    _section(page, sheets_row, "结果与参考")
    sheets = [sheet for sheet in _MORE if sheet != LIVE or kit.macros]
    for row, sheet in enumerate(sheets, start=sheets_row + 1):
        page.link(row, _FIRST, At(sheet, 0, 0), sheet, "label")
        page.words(row, _FIRST + 1, _ABOUT[sheet], "cell", to=_LAST)
        page.sheet.set_row(row, 20)
    row = sheets_row + len(sheets) + 1
    page.link(row, _FIRST, At(PARAMETERS, kit.layout.readings_row, 0), "条文理解", "label")
    page.words(row, _FIRST + 1, "条文留有余地之处，程序怎样处理", "cell", to=_LAST)
    page.sheet.set_row(row, 20)
    page.sheet.print_area(0, 0, row, _LAST)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


def _section(page: Page, row: int, words: str) -> None:
    page.words(row, _FIRST, words, "section", to=_LAST)
    page.sheet.set_row(row, 26)


def _heading(page: Page) -> None:
    law = page.law
    start, day = law.in_force_from, law.day
    page.words(0, _FIRST, page.layout.form.title, "title", "one_line")
    page.sheet.set_row(0, 36)
    page.words(1, _FIRST, f"《{law.instrument}》", "subtitle", "one_line")
    page.sheet.set_row(1, 22)
    if page.kit.macros:
        buttons(page, 0, _LAST - 1, _BUTTONS)
        page.sheet.freeze_panes(_STEPS_ROW, 0)  # the buttons stay in sight
    stated = (
        f"{law.name}　{law.bureau}",
        f"施行日期 {start.year}年{start.month}月{start.day}日",
        f"标准截至 {day.year}年{day.month}月{day.day}日",
        f"模板版本 {TEMPLATE_VERSION}",
    )
    page.words(2, _FIRST, "　｜　".join(stated), "note", "one_line")
    if law.example:
        page.words(3, _FIRST, EXAMPLE, "banner", "center", to=_LAST)
        page.sheet.set_row(3, 28)
    elif page.kit.macros:  # what a button has to say stands beside it, not below the screen
        page.formula(3, _FIRST, 'button_message&""', ASKED, "computed", "words", to=_LAST)
        page.sheet.set_row(3, 34)


def _steps(page: Page) -> None:
    _section(page, _STEPS_ROW, "三步完成")
    steps = _MACRO_STEPS if page.kit.macros else _STEPS
    for row, (title, words) in enumerate(steps, start=_STEPS_ROW + 1):
        page.words(row, _FIRST, title, "label", "result")
        page.words(row, _FIRST + 1, words, "cell", to=_LAST)
        page.height(row, (words, _FIRST + 1, _LAST))


def _legend(page: Page) -> None:
    """Show every colour with its words."""
    _section(page, _LEGEND_ROW, "图例")
    row = _LEGEND_ROW + 1
    page.words(row, _FIRST, f"{STAR} 必填", "cell", "star")
    page.words(row, _FIRST + 1, "浅黄：填写", "input", "center", "shut")
    page.words(row, _FIRST + 2, "灰：自动算", "computed", "center")
    page.words(row, _FIRST + 3, "橙：待改正", "cell", "center", "amber")
    page.words(row, _FIRST + 4, "选中一格，旁边出现填写说明；下拉格从列表选择。", "note", to=_LAST)
    for column, outcome in enumerate(Outcome, start=_FIRST):
        page.words(row + 1, column, str(outcome), "computed", "result")
        page.when_equal(row + 1, row + 1, column, str(outcome), OUTCOME_COLOURS[outcome])
    page.words(row + 1, _FIRST + len(Outcome), "资格审查各项条件的四种结果。", "note", to=_LAST)
    page.sheet.set_row(row, 22)
    page.sheet.set_row(row + 1, 22)


def _progress(page: Page, problems: Problems) -> None:
    """List the sheets to fill in, with how far each is."""
    _section(page, _PROGRESS_ROW, "填报进度")
    for column, words in enumerate(_HEADINGS, start=_FIRST):
        page.words(_PROGRESS_ROW + 1, column, words, "header")
    row = _PROGRESS_ROW + 2
    for progress in all_progress(page.kit):
        mend = f'({problems.line("sheet")}="{progress.sheet}")*(LEN({problems.line("words")})>0)'
        mend_value = sum(line.at.sheet == progress.sheet for line in problems.values)
        asked, filled, amiss = (f"{column_letters(_FIRST + n)}{row + 1}" for n in (1, 2, 3))
        page.link(row, _FIRST, At(progress.sheet, 0, 0), progress.sheet, "label")
        page.formula(row, _FIRST + 1, progress.asked, progress.asked_value, "computed", "center")
        page.formula(row, _FIRST + 2, progress.filled, progress.filled_value, "computed", "center")
        page.formula(row, _FIRST + 3, f"SUMPRODUCT({mend})", mend_value, "computed", "center")
        word, value = progress.word(asked, filled, amiss), progress.word_value(mend_value)
        page.formula(row, _FIRST + 4, word, value, "computed", "center")
        page.words(row, _LAST, _ABOUT[progress.sheet], "help")
        page.sheet.set_row(row, 20)
        row += 1
    first, last = _PROGRESS_ROW + 2, row - 1
    page.when_equal(first, last, _FIRST + 4, DONE, OUTCOME_COLOURS[Outcome.MET])
    page.when_equal(first, last, _FIRST + 4, BEGUN, OUTCOME_COLOURS[Outcome.INCOMPLETE])


def _results(page: Page, problems: Problems) -> None:
    key = page.layout.rubric.key
    names, evaluation = page.kit.names, page.kit.evaluation
    _section(page, _RESULT_ROW, "当前结果")
    row = _RESULT_ROW + 1
    overall(page, row, _FIRST, HOME_VALUE, _LAST)
    row += 1
    page.words(row, _FIRST, "参考评分", "label", "result")
    total, grade = named(f"{key}.total"), named(f"{key}.grade")
    page.formula(
        row,
        HOME_VALUE,
        names.result(total.key),
        evaluation.result(total.key),
        "computed",
        "result",
        number_format=figure_format(total.decimals),
    )
    page.formula(
        row,
        HOME_VALUE + 1,
        names.result(grade.key),
        evaluation.result(grade.key),
        "computed",
        "result",
    )
    page.words(row, HOME_VALUE + 2, page.layout.rubric.notice, "help", to=_LAST)
    row += 1
    formula, value = summary(problems)
    page.words(row, _FIRST, FINDINGS, "label", "result")
    page.formula(row, HOME_VALUE, formula, value, "computed", "words", to=_LAST)
    row += 1
    page.words(row, _FIRST, "校验", "label", "result")
    if page.kit.macros:
        page.words(row, HOME_VALUE, ASKED, "computed", "words", "open", to=_LAST)
    else:
        page.words(row, HOME_VALUE, "无宏版：结果实时显示。", "cell", to=_LAST)
    page.words(HOME_CODE_ROW, _FIRST, "填报码", "label", "result")
    style = ("computed", "result", *(("open",) if page.kit.macros else ()))
    page.blanks(HOME_CODE_ROW, HOME_VALUE, HOME_VALUE + 1, *style)
    page.words(HOME_CODE_ROW, HOME_VALUE + 2, "由校验程序填写，空白即可。", "help", to=_LAST)
    page.words(HOME_ENGINE_ROW, _FIRST, "计算方式", "label", "result")
    _engine(page)
    for at in range(_RESULT_ROW + 2, HOME_ENGINE_ROW + 1):
        page.sheet.set_row(at, 22)
    if page.kit.macros:
        _last_check(page)


def _engine(page: Page) -> None:
    """Say what computes the cells: functions where they answer, else the formulas."""
    at, style = (HOME_ENGINE_ROW, HOME_VALUE), ("computed", "words")
    if page.kit.macros:
        asked = f'IFERROR(IF(LEN({calls()["overall"]})>0,"{DESKTOP}","{BUILT_IN}"),"{BUILT_IN}")'
        page.formula(*at, asked, BUILT_IN, *style, to=_LAST)
    else:
        page.words(*at, BUILT_IN, *style, to=_LAST)


def _last_check(page: Page) -> None:
    """Keep open what the buttons write: when the last check was, and what they have to say."""
    define = page.kit.workbook.define_name
    column = column_letters(HOME_VALUE)
    page.words(HOME_STAMP_ROW, _FIRST, "上次校验", "label", "result")
    style = ("computed", "words", "open")
    page.words(HOME_STAMP_ROW, HOME_VALUE, "", *style, to=_LAST - 1)
    page.words(HOME_STAMP_ROW, _LAST, "装了市局加载项的，点这一格在线校验", "help")
    define("button_stamp", f"='{HOME}'!${column}${HOME_STAMP_ROW + 1}")
    define("button_message", f"='{HOME}'!${column}${HOME_MESSAGE_ROW + 1}")
    page.sheet.set_row(HOME_STAMP_ROW, 22)
    page.sheet.set_row(HOME_MESSAGE_ROW, 40)
