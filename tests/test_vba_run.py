"""The buttons run with every module of xlwings beside them, on protected sheets, without dialogs.

1. 校验 lists what the formulas found, says when and by which engine, and vouches for no 填报码.
2. What is gone is ticked off once, then dropped; what another engine found is not ticked off merely
   because the formulas do not know it.
3. The fixes are offered, applied and undone; a cell that changed meanwhile is left alone.
4. Text stays text whatever it looks like.
5. Functions are #N/A where there is no Python, and nothing asks for one.
6. A failure is a sentence; screen and calculation come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyopenvba.apps.excel import ExcelApplication
from vba_books import readable

from schemas.published import published
from workbook.button_words import APPLIED, DONE, OFFERED, OPEN, SKIPPED, UNDONE
from workbook.layout import INFO, RESIDENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUTOMATIC = -4105


class Book:
    """The workbook in the interpreter, by its defined names."""

    def __init__(self, path: Path) -> None:
        self.app = ExcelApplication.open(path)

    def at(self, name: str) -> tuple[str, str]:
        sheet, _, cells = self.app.named_range(name).refers_to.removeprefix("=").rpartition("!")
        return sheet.strip("'"), cells.replace("$", "")

    def cell(self, name: str) -> object:
        sheet, cells = self.at(name)
        return self.app.sheet(sheet).value(cells.partition(":")[0])

    def rows(self, name: str) -> list[list[str]]:
        sheet, cells = self.at(name)
        found = self.app.evaluate(f'ThisWorkbook.Worksheets("{sheet}").Range("{cells}").Value')
        rows = [["" if value is None else str(value) for value in row] for row in found]
        return [row for row in rows if any(row)]

    def type(self, sheet: str, cell: str, value: object) -> None:
        """Put a value into a cell as a file may hold it: text in a cell for numbers, too."""
        shown = self.app.evaluate(f'Worksheets("{sheet}").Range("{cell}").NumberFormat')
        self.app.sheet(sheet).set_value(cell, value)
        assert self.app.evaluate(f'Worksheets("{sheet}").Range("{cell}").NumberFormat') == shown

    def is_formula(self, sheet: str, cell: str) -> bool:
        return bool(self.app.evaluate(f'Worksheets("{sheet}").Range("{cell}").HasFormula'))

    def list(self, name: str, rows: list[list[str]]) -> None:
        """Fill the first rows of a block and empty the rest."""
        sheet, cells = self.at(name)
        first, _, last = cells.partition(":")
        top, left, right = int(first.lstrip("ABCDEFGHIJK")), ord(first[0]), ord(last[0])
        view = self.app.sheet(sheet)
        for row in range(top, top + 12):
            given = rows[row - top] if row - top < len(rows) else []
            for column in range(left, right + 1):
                value = given[column - left] if column - left < len(given) else ""
                view.set_value(f"{chr(column)}{row}", value)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("run") / "申报.xlsm"
    path.write_bytes(readable())
    return Book(path)


@pytest.fixture
def book(opened: Book) -> Iterator[Book]:
    yield opened
    assert opened.app.dialogs == []
    assert opened.app.application.screen_updating is True
    assert opened.app.application.calculation == AUTOMATIC
    assert opened.app.application.status_bar is False


def test_review_lists_what_the_formulas_found(book: Book) -> None:
    book.app.run("HrparkReview")
    live, listed = book.rows("live_findings"), book.rows("button_findings")
    assert len(live) > 30
    assert listed == [[OPEN, *row] for row in live]
    assert book.cell("button_message") == f"校验完成：{len(live)}个问题待改正，0个已改正。"
    assert str(book.cell("button_stamp")).endswith("　内置公式")
    assert len(str(book.cell("button_stamp"))) == len("2026-11-24 17:40　内置公式")


def test_review_ticks_off_what_is_gone_and_vouches_for_no_code(book: Book) -> None:
    open_before = book.rows("live_findings")
    gone = [OPEN, "错误", INFO, "C99", "某项", "1", "不对。", "第六条", "改。"]
    ticked = [DONE, "错误", INFO, "C98", "别项", "2", "不对。", "第六条", "改。"]
    noted = ["已处理", "提示", INFO, "C97", "又一项", "3", "已转换。", "第六条", ""]
    book.list("button_findings", [[OPEN, *open_before[0]], gone, ticked, noted])
    book.type("首页", book.at("button_stamp")[1], "2026-11-24 09:00　内置公式")
    book.type("首页", book.at("meta_code")[1], "AB12")
    book.app.run("HrparkReview")
    listed = book.rows("button_findings")
    assert [row[:4] for row in listed if row[0] != OPEN] == [[DONE, *gone[1:4]]]
    assert len(listed) == len(open_before) + 1
    assert book.cell("button_message") == f"校验完成：{len(open_before)}个问题待改正，1个已改正。"
    assert book.cell("meta_code") in {None, ""}


def test_formulas_do_not_tick_off_what_they_cannot_judge(book: Book) -> None:
    known = book.rows("live_findings")
    first, cell = known[0], "C14"
    book.type(INFO, cell, "0453-1234567")
    unchanged = [OPEN, "错误", INFO, cell, "联系电话", "0453-1234567", "程序才查的。", "", ""]
    changed = [OPEN, "错误", INFO, cell, "联系电话", "0453-7654321", "程序才查的。", "", ""]
    replaced = [OPEN, first[0], first[1], first[2], first[3], first[4], "另一种说法。", "", ""]
    whole = [OPEN, "提示", "", "", "整册", "", "没有对应单元格的。", "", ""]
    book.list("button_findings", [unchanged, changed, replaced, whole])
    book.type("首页", book.at("button_stamp")[1], "2026-11-24 09:00　在线校验")
    book.app.run("HrparkReview")
    listed = book.rows("button_findings")
    assert unchanged in listed
    assert [DONE, *changed[1:]] in listed
    assert whole in listed
    assert not any("另一种说法。" in row for row in listed)
    now = len(book.rows("live_findings"))
    assert book.cell("button_message") == f"校验完成：{now + 2}个问题待改正，1个已改正。"
    book.type(INFO, cell, "")


DIRTY = {
    (INFO, "C14"): ("　０４５３－１２３４５６７", "0453-1234567", "text"),
    (RESIDENTS, "F5"): ("９１２３１０００ＭＡ１ＡＢＣＤＥ０Ｘ ", "91231000MA1ABCDE0X", "text"),
    (RESIDENTS, "M5"): ("2025年3月1日", "2025-03-01", "date"),
    (RESIDENTS, "M6"): ("2025.12.31", "2025-12-31", "date"),
    (RESIDENTS, "Q5"): ("３０００．５", "3000.5", "number"),
    (RESIDENTS, "Q6"): ("－１２", "-12", "number"),
}
LEFT = {(RESIDENTS, "M7"): "2025-02-30", (RESIDENTS, "Q7"): "3，000", (RESIDENTS, "Q8"): "约3000"}


def dirty(book: Book) -> None:
    for (sheet, cell), (given, *_) in DIRTY.items():
        book.type(sheet, cell, given)
    for (sheet, cell), given in LEFT.items():
        book.type(sheet, cell, given)


def held(book: Book) -> dict[tuple[str, str], object]:
    return {place: book.app.sheet(place[0]).value(place[1]) for place in (*DIRTY, *LEFT)}


def test_fixes_are_offered_applied_and_undone(book: Book) -> None:
    dirty(book)
    before = held(book)
    book.app.run("HrparkPreviewFixes")
    assert book.cell("button_message") == "可整理6处，看“整理”表，确认后点“应用”。"
    offered = {(row[1], row[2]): (row[4], row[5], row[6]) for row in book.rows("button_fixes")}
    assert offered == DIRTY
    assert {row[0] for row in book.rows("button_fixes")} == {OFFERED}
    notes = {"text": "去掉全角字符和多余的空格", "number": "文字改为数字", "date": "文字改为日期"}
    assert all(row[3] and row[7] == notes[str(row[6])] for row in book.rows("button_fixes"))
    assert held(book) == before

    book.app.run("HrparkApplyFixes")
    assert book.cell("button_message") == "已整理6处，可点“撤销”还原。"
    after = held(book)
    assert after[RESIDENTS, "Q5"] == 3000.5
    assert after[RESIDENTS, "Q6"] == -12
    assert str(after[RESIDENTS, "M5"]).startswith("2025-03-01 00:00")
    assert after[RESIDENTS, "F5"] == "91231000MA1ABCDE0X"
    assert after[INFO, "C14"] == "0453-1234567"
    assert {place: after[place] for place in LEFT} == LEFT
    assert {row[0] for row in book.rows("button_fixes")} == {APPLIED}

    # Looking again offers nothing new, and what was tidied can still be undone.
    book.app.run("HrparkPreviewFixes")
    assert book.cell("button_message") == "没有可以确定整理的内容。"
    assert {row[0] for row in book.rows("button_fixes")} == {APPLIED}
    book.app.run("HrparkUndoFixes")
    assert book.cell("button_message") == "已还原6处。"
    assert held(book) == before
    assert {row[0] for row in book.rows("button_fixes")} == {UNDONE}

    book.app.run("HrparkApplyFixes")  # what was undone can be applied again
    assert held(book) == after


def test_a_cell_that_changed_meanwhile_is_left_alone(book: Book) -> None:
    dirty(book)
    book.app.run("HrparkPreviewFixes")
    book.type(RESIDENTS, "Q5", 99)
    book.app.run("HrparkApplyFixes")
    states = {(row[1], row[2]): row[0] for row in book.rows("button_fixes")}
    assert states.pop((RESIDENTS, "Q5")) == SKIPPED
    assert set(states.values()) == {APPLIED}
    assert book.app.sheet(RESIDENTS).value("Q5") == 99
    book.type(RESIDENTS, "F5", "改过")
    book.app.run("HrparkUndoFixes")
    states = {(row[1], row[2]): row[0] for row in book.rows("button_fixes")}
    assert states[RESIDENTS, "F5"] == SKIPPED
    assert book.app.sheet(RESIDENTS).value("F5") == "改过"
    assert book.app.sheet(RESIDENTS).value("Q6") == "－１２"


def test_locked_cells_formulas_and_missing_cells_are_never_written(book: Book) -> None:
    sheet, cells = book.at("meta_engine")
    formula = book.app.sheet(sheet).formula(cells)
    shown = str(book.cell("meta_engine"))
    rows = [
        [OFFERED, sheet, cells, "", shown, "改", "text", ""],
        [OFFERED, "没有的表", "A1", "", "甲", "乙", "text", ""],
        [OFFERED, RESIDENTS, "不是单元格", "", "甲", "乙", "text", ""],
        [OFFERED, RESIDENTS, "M5", "", "甲", "不是日期", "date", ""],
        [OFFERED, RESIDENTS, "Q5", "", "甲", "1e9", "number", ""],
    ]
    book.type(RESIDENTS, "M5", "甲")
    book.type(RESIDENTS, "Q5", "甲")
    book.list("button_fixes", rows)
    book.app.run("HrparkApplyFixes")
    assert [row[0] for row in book.rows("button_fixes")[:5]] == [SKIPPED] * 5
    assert book.app.sheet(sheet).formula(cells) == formula
    assert book.app.sheet(RESIDENTS).value("M5") == "甲"
    assert book.app.sheet(RESIDENTS).value("Q5") == "甲"


RISKY = [
    *("=1+1", "+86 0453", "-5", "@甲", "'甲", "''", "0012", "2025-3-1", "1e5", "TRUE"),
    *("３０００", "1,000", "12%", "￥5", "#N/A", "甲'"),
]


@pytest.mark.parametrize("cell", ["F9", "Q9", "M9"])  # in text format, a number's, a day's
def test_text_stays_text(book: Book, cell: str) -> None:
    for text in RISKY:
        place = f'ThisWorkbook.Worksheets("{RESIDENTS}").Range("{cell}")'
        assert book.app.evaluate(f'HrparkPut({place}, "{text}")') is True, text
        assert book.app.sheet(RESIDENTS).value(cell) == text
        assert not book.is_formula(RESIDENTS, cell), text
        assert book.app.evaluate(f'HrparkHolds({place}, "{text}")') is True, text


def test_functions_are_not_available_without_python(book: Book) -> None:
    for entry in published():
        answer = book.app.run(entry.name, *["" for _ in entry.arguments])
        assert str(answer) == "Error 2042", entry.name


def test_a_failure_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(readable())
    broken = Book(path)
    broken.app.remove_named_range("live_findings")
    broken.app.remove_named_range("tidy_ranges")
    for macro in ("HrparkReview", "HrparkPreviewFixes"):
        broken.app.run(macro)
        assert str(broken.cell("button_message")).startswith("没有成功：")
        assert broken.app.application.screen_updating is True
        assert broken.app.application.calculation == AUTOMATIC
    broken.app.remove_named_range("button_message")
    broken.app.run("HrparkApplyFixes")  # with no cell left to say it in, still no error shows
    assert broken.app.dialogs == []
