"""Write 校验结果: what is still to mend, live, each line with a link to its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemas.expression import Value, rounded
from schemas.findings import Level
from schemas.normalising.dates import DAY_ZERO, SERIALS
from schemas.outcomes import Outcome
from schemas.rules.eligibility import CONDITIONS
from workbook.addresses import column_letters
from workbook.layout import (
    CONDITIONS_FIRST_ROW,
    CONDITIONS_SHEET,
    FINDINGS,
    HOME,
    LIVE,
    At,
)
from workbook.styles import AMBER, DAY_FORMAT, OUTCOME_COLOURS, TAB_RESULT, TEXT_FORMAT
from workbook.template_explanations import Explanation
from workbook.template_page import Kit, Page
from workbook.template_problems import Line, Problems

CAPACITY = 100
_FIRST_ROW, _ROW_POINTS = 4, 44
NUMBER, LEVEL, SHEET, CELL, LABEL, GIVEN, PROBLEM, ARTICLE, REMEDY = range(9)
# Hidden: what the line and its explanation are, and what stands in the cell it is about.
_HELPERS = LINE, ENTRY, ROW, COLUMN, RAW = range(9, 14)
_WIDTHS = (6, 7, 11, 8, 17, 16, 38, 16, 46, 8, 8, 8, 8, 8)  # beside each other on a laptop
_HEADINGS = ("序号", "级别", "工作表", "单元格", "项目", "填报值", "问题", "依据", "修改建议")


def write_findings(kit: Kit, problems: Problems, title: str = FINDINGS) -> Page:
    """Write the sheet, which the edition with macros has under another title."""
    page = Page(kit, title, TAB_RESULT, _WIDTHS)
    page.words(0, 0, title, "title", "one_line")
    page.sheet.set_row(0, 32)
    page.link(0, REMEDY, At(HOME, 0, 0), "返回首页", "right")
    formula, value = summary(problems)
    page.formula(1, 0, formula, value, "computed", "large", to=REMEDY)
    page.sheet.set_row(1, 28)
    page.words(
        2,
        0,
        "点“单元格”一列跳到该处；改好的不再列出。每个单元格、每一行只列第一个问题，改好再列下一个。"
        "打印前可在“序号”列筛去空行。",
        "note",
        to=REMEDY,
    )
    for column, words in enumerate(_HEADINGS):
        page.words(_FIRST_ROW - 1, column, words, "header")
    page.sheet.set_row(_FIRST_ROW - 1, 24)
    for column in _HELPERS:
        page.sheet.set_column(column, column, _WIDTHS[column], None, {"hidden": True})
    shown = problems.values[:CAPACITY]
    by_key = {explanation.key: explanation for explanation in problems.explanations}
    for offset in range(CAPACITY):
        line = shown[offset] if offset < len(shown) else None
        _row(page, problems, offset, line, by_key[line.key_value] if line else None)
    last = _FIRST_ROW + CAPACITY - 1
    page.when_equal(_FIRST_ROW, last, LEVEL, Level.ERROR.word, OUTCOME_COLOURS[Outcome.NOT_MET])
    page.when_equal(_FIRST_ROW, last, LEVEL, Level.WARNING.word, AMBER)
    page.sheet.freeze_panes(_FIRST_ROW, 0)
    page.sheet.repeat_rows(_FIRST_ROW - 1)
    page.sheet.autofilter(_FIRST_ROW - 1, 0, last, REMEDY)
    page.sheet.print_area(0, 0, last, REMEDY)
    return page


def write_live(kit: Kit, problems: Problems) -> None:
    """Write the same list for the buttons, under the names by which they find it.

    It is in sight, for where macros are shut out no button fills the other one.
    """
    page = write_findings(kit, problems, LIVE)
    first, last = (
        f"${column_letters(column)}${row}"
        for column, row in ((LEVEL, _FIRST_ROW + 1), (REMEDY, _FIRST_ROW + CAPACITY))
    )
    kit.workbook.define_name("live_findings", f"='{LIVE}'!{first}:{last}")
    page.formula(3, RAW + 1, remaining(problems), len(problems.values))
    kit.workbook.define_name("live_count", f"='{LIVE}'!${column_letters(RAW + 1)}$4")


def remaining(problems: Problems) -> str:
    """Count what is still to mend, as a formula."""
    return f"MAX({problems.line('number')})"


def summary(problems: Problems) -> tuple[str, str]:
    """Say how many problems remain, as a formula and its value in the empty form."""
    count = remaining(problems)
    none, some = "没有发现问题。", "个问题待改正。"
    many = f"个问题待改正，下面列出前{CAPACITY}个；改正后其余的会依次出现。"
    formula = f'IF({count}=0,"{none}","还有"&{count}&IF({count}>{CAPACITY},"{many}","{some}"))'
    found = len(problems.values)
    value = f"还有{found}{many if found > CAPACITY else some}" if found else none
    return formula, value


def _row(
    page: Page,
    problems: Problems,
    offset: int,
    line: Line | None,
    entry: Explanation | None,
) -> None:
    """Write one line of the list: it is empty where there are fewer problems."""
    row = _FIRST_ROW + offset
    here = {column: f"${column_letters(column)}{row + 1}" for column in range(len(_WIDTHS))}
    found, told = here[LINE], here[ENTRY]

    def write(column: int, formula: str, value: Value, *style: str) -> None:
        page.formula(row, column, formula, value, "cell", *style)

    def of_line(part: str) -> str:
        return f"INDEX({problems.line(part)},{found})"

    def told_of(part: str) -> str:
        return f'IF({told}="","",INDEX({problems.explanation(part)},{told}))'

    index = problems.lines.index(line) + 1 if line else ""
    index_entry = problems.explanations.index(entry) + 1 if entry else ""
    write(LINE, f'IFERROR(MATCH({offset + 1},{problems.line("number")},0),"")', index)
    match = f"MATCH({of_line('key')},{problems.explanation('key')},0)"
    write(ENTRY, f'IF({found}="","",IFERROR({match},""))', index_entry)
    write(NUMBER, f'IF({found}="","",{offset + 1})', offset + 1 if line else "", "center")
    write(LEVEL, told_of("level"), entry.level if entry else "", "center")
    write(SHEET, f'IF({found}="","",{of_line("sheet")})', line.at.sheet if line else "")
    address = f"INDEX({problems.explanation('letters')},{told})&{of_line('row')}"
    jump = f'HYPERLINK("#\'"&{here[SHEET]}&"\'!"&{address},{address})'
    cell = f"{column_letters(entry.column)}{line.at.row + 1}" if line and entry else ""
    write(CELL, f'IF({told}="","",{jump})', cell, "link", "center")
    write(LABEL, told_of("label"), entry.label if entry else "")
    given = _given_value(page, line, entry) if line and entry else ""
    write(ROW, f'IF({told}="","",{of_line("row")})', line.at.row + 1 if line and entry else "")
    write(COLUMN, told_of("column"), entry.column + 1 if entry else "")
    write(RAW, _raw(problems, here), _raw_value(page, line, entry) if line and entry else "")
    form = f"INDEX({problems.explanation('number_format')},{told})"
    raw = here[RAW]
    # A number that is no day of these times is shown as such: TEXT would fail, or tell of 1905.
    far = f'AND({form}="{DAY_FORMAT}",OR({raw}<{SERIALS.start},{raw}>={SERIALS.stop}))'
    number = f'IF({far},{raw}&"",TEXT({raw},{form}))'
    write(GIVEN, f'IF(ISNUMBER({raw}),{number},{raw}&"")', given)
    write(PROBLEM, f'IF({found}="","",{of_line("words")})', line.value if line else "")
    write(ARTICLE, told_of("article"), entry.article if entry else "", "help")
    write(REMEDY, told_of("remedy"), entry.remedy if entry else "", "help")
    page.sheet.set_row(row, _ROW_POINTS)


def _given_value(page: Page, line: Line, entry: Explanation) -> str:
    """Give what that formula shows: the typed cell, or what a condition says was given."""
    if line.at.sheet == CONDITIONS_SHEET:
        return page.kit.evaluation.text(CONDITIONS[line.at.row - CONDITIONS_FIRST_ROW].given)
    typed = page.kit.filled.get((line.at.sheet, line.at.row, entry.column), "")
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, str) or entry.number_format == TEXT_FORMAT:
        return str(typed)
    decimals = len(entry.number_format.partition(".")[2])
    return f"{rounded(Decimal(str(typed)), decimals):,.{decimals}f}"


def _raw_value(page: Page, line: Line, entry: Explanation) -> Value:
    """Give what stands in the cell itself, a day as its serial number."""
    if line.at.sheet == CONDITIONS_SHEET:
        return _given_value(page, line, entry)
    typed = page.kit.filled.get((line.at.sheet, line.at.row, entry.column), "")
    if isinstance(typed, date):
        return (typed - DAY_ZERO).days
    return Decimal(str(typed)) if isinstance(typed, float) else typed


def _raw(problems: Problems, here: dict[int, str]) -> str:
    """Fetch what stands in the cell: one branch for each sheet; nothing where it is an error."""
    last_column = column_letters(max(told.column for told in problems.explanations))
    last_rows: dict[str, int] = {}
    for line in problems.lines:
        last_rows[line.at.sheet] = max(last_rows.get(line.at.sheet, 0), line.at.row + 1)
    formula = '""'
    for sheet, last in last_rows.items():
        cell = f"INDEX('{sheet}'!$A$1:${last_column}${last},{here[ROW]},{here[COLUMN]})"
        filled = f'IF(LEN({cell})=0,"",{cell})'  # INDEX gives 0 for a blank cell
        formula = f'IF({here[SHEET]}="{sheet}",{filled},{formula})'
    return f'IF({here[ENTRY]}="","",IFERROR({formula},""))'
