"""Write the lists that buttons fill: 校验结果 and 整理, in the edition with macros.

A list is a block of open cells in text format, so no button ever unprotects a sheet, and what is
written there stays text. The columns before the block number its rows and link to their cells.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.findings import Level
from schemas.outcomes import Outcome
from workbook.addresses import column_letters
from workbook.button_words import (
    APPLIED,
    ASKED,
    DONE,
    LISTED,
    OFFERED,
    OPEN,
    SKIPPED,
    UNDONE,
)
from workbook.layout import FINDINGS, FIXES, HOME, LIVE, At
from workbook.styles import AMBER, OUTCOME_COLOURS, TAB_RESULT
from workbook.template_buttons import Button, buttons
from workbook.template_page import Kit, Page

_FIRST_ROW, _FIRST_COLUMN, _ROW_POINTS = 4, 2, 44
_MET, _NOT_MET = OUTCOME_COLOURS[Outcome.MET], OUTCOME_COLOURS[Outcome.NOT_MET]
_FINDINGS = (
    ("state", "处理", 8),
    ("level", "级别", 7),
    ("sheet", "工作表", 11),
    ("cell", "单元格", 8),
    ("label", "项目", 17),
    ("given", "填报值", 16),
    ("problem", "问题", 37),
    ("article", "依据", 15),
    ("remedy", "修改建议", 42),
)
_FIXES = (
    ("state", "处理", 12),
    ("sheet", "工作表", 11),
    ("cell", "单元格", 8),
    ("label", "项目", 20),
    ("given", "原来", 32),
    ("mended", "改为", 32),
    ("kind", "类型", 9),
    ("note", "说明", 38),
)


@dataclass(frozen=True, slots=True)
class _List:
    """One list: sheet, defined name, columns (key, heading, width), note and buttons."""

    sheet: str
    name: str
    columns: tuple[tuple[str, str, float], ...]
    note: str
    buttons: tuple[Button, ...]

    def column(self, key: str) -> int:
        """Give the column of a key."""
        return _FIRST_COLUMN + [one for one, _, _ in self.columns].index(key)

    def cells(self, key: str) -> str:
        """Write the cells of a column as an absolute range."""
        letters = column_letters(self.column(key))
        first, last = _FIRST_ROW + 1, _FIRST_ROW + LISTED
        return f"'{self.sheet}'!${letters}${first}:${letters}${last}"

    def block(self) -> str:
        """Write all open cells as an absolute range."""
        first, last = (self.cells(self.columns[end][0]) for end in (0, -1))
        return f"{first.partition(':')[0]}:{last.partition(':')[2]}"


def write_findings_list(kit: Kit) -> None:
    """Write 校验结果, which the button 校验 fills."""
    listed = _List(
        FINDINGS,
        "button_findings",
        _FINDINGS,
        "点“转到”跳到该处。改好后再点“校验”：改好的打上“已改正”，再下一次不再列出。"
        "填表时各表的“状态”列和首页的进度随时更新，不用等校验。",
        (Button("校验", "HrparkReview"), Button("查看可整理处", "HrparkPreviewFixes")),
    )
    page = _write(kit, listed)
    for part in ("state", "sheet", "cell"):
        kit.workbook.define_name(f"list_{part}", f"={listed.cells(part)}")
    opened = f'COUNTIF(list_state,"{OPEN}")'
    ready = f"还没有校验过：点“校验”。按钮没有反应的，看“{LIVE}”表。"
    formula = (
        f'IF(button_stamp="","{ready}","上次校验 "&button_stamp&"："&'
        f'IF({opened}=0,"没有待改正的问题。","还有"&{opened}&"个问题待改正。"))'
    )
    last = listed.column("remedy")
    page.formula(1, 0, formula, ready, "computed", "large", "words", to=last)
    top, bottom = _FIRST_ROW, _FIRST_ROW + LISTED - 1
    level = listed.column("level")
    page.when_equal(top, bottom, level, Level.ERROR.word, _NOT_MET)
    page.when_equal(top, bottom, level, Level.WARNING.word, AMBER)
    page.when_equal(top, bottom, listed.column("state"), DONE, _MET)


def write_fixes_list(kit: Kit) -> None:
    """Write 整理: what is certain to mean the same when it is tidied, and whether it was."""
    listed = _List(
        FIXES,
        "button_fixes",
        _FIXES,
        "只整理意思确定不变的：全角数字和字母、多余的空格、写成文字的日期和数字。"
        "先看“改为”一列，再点“应用”；点“撤销”全部还原。",
        (
            Button("查看可整理处", "HrparkPreviewFixes"),
            Button("应用", "HrparkApplyFixes"),
            Button("撤销", "HrparkUndoFixes"),
        ),
    )
    page = _write(kit, listed)
    ready = "还没有查看过：点“查看可整理处”，先列出来，不改任何格。"
    formula = f'IF(button_message="{ASKED}","{ready}",button_message&"")'
    page.formula(1, 0, formula, ready, "computed", "large", "words", to=listed.column("note"))
    kind = listed.column("kind")  # for the program, in its words
    page.sheet.set_column(kind, kind, None, None, {"hidden": True})
    top, bottom, state = _FIRST_ROW, _FIRST_ROW + LISTED - 1, listed.column("state")
    for word, pair in (
        (OFFERED, AMBER),
        (APPLIED, _MET),
        (UNDONE, OUTCOME_COLOURS[Outcome.JUDGEMENT]),
        (SKIPPED, _NOT_MET),
    ):
        page.when_equal(top, bottom, state, word, pair)


def _write(kit: Kit, listed: _List) -> Page:
    page = Page(kit, listed.sheet, TAB_RESULT, (6, 7, *(width for _, _, width in listed.columns)))
    last = _FIRST_COLUMN + len(listed.columns) - 1
    page.words(0, 0, listed.sheet, "title", "one_line")
    page.sheet.set_row(0, 34)
    page.link(0, last, At(HOME, 0, 0), "返回首页", "right")
    buttons(page, 0, listed.column("cell"), listed.buttons)
    page.sheet.set_row(1, 28)
    page.words(2, 0, listed.note, "note", to=last)
    page.height(2, (listed.note, 0, last))
    headings = ("序号", "跳转", *(heading for _, heading, _ in listed.columns))
    for column, words in enumerate(headings):
        page.words(_FIRST_ROW - 1, column, words, "header")
    page.sheet.set_row(_FIRST_ROW - 1, 24)
    for row in range(_FIRST_ROW, _FIRST_ROW + LISTED):
        _row(page, listed, row)
    kit.workbook.define_name(listed.name, f"={listed.block()}")
    page.sheet.freeze_panes(_FIRST_ROW, 0)
    page.sheet.repeat_rows(_FIRST_ROW - 1)
    page.sheet.autofilter(_FIRST_ROW - 1, 0, _FIRST_ROW + LISTED - 1, last)
    page.sheet.print_area(0, 0, _FIRST_ROW + LISTED - 1, last)
    return page


def _row(page: Page, listed: _List, row: int) -> None:
    sheet, cell = (f"${column_letters(listed.column(key))}{row + 1}" for key in ("sheet", "cell"))
    state = f"${column_letters(_FIRST_COLUMN)}{row + 1}"
    page.formula(row, 0, f'IF({state}="","",{row - _FIRST_ROW + 1})', "", "cell", "center")
    jump = f'HYPERLINK("#\'"&{sheet}&"\'!"&{cell},"转到")'
    page.formula(row, 1, f'IF({cell}="","",{jump})', "", "cell", "link", "center")
    for key, _, width in listed.columns:
        long = key in {"problem", "article", "remedy"}  # ours, and beyond 255 characters perhaps
        short = width <= 13  # noqa: PLR2004 - the narrow columns hold a word
        style = ("cell", "open", *(("center",) if short else ()))
        form = page.styles(*style, number_format="General" if long else "@")
        page.sheet.write_blank(row, listed.column(key), None, form)
    page.sheet.set_row(row, _ROW_POINTS)
