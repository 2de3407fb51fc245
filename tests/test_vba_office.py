"""In LibreOffice, a second engine that runs VBA, the buttons do their work on protected sheets.

1. 校验 fills 校验结果 from a dirty workbook, ticks off and clears after the fix.
2. The fixes are offered, applied and undone, in cells whose format is a number's and a day's, too.
3. 准备邮件 saves a copy beside the workbook, over no other file.
4. With no engine for functions the cells show the plain formulas' answers, and never an error.
5. A project that another program has written anew is known by its sources.
6. A click with the mouse on the button runs it.
"""

from __future__ import annotations

import shutil
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from cases import CASES
from test_faces import LAYOUT, differences, fill
from vba_books import COUNT, workbook
from vba_office import MacroDocument, MacroOffice
from vba_screen import Screen

from macros.project import build_project
from schemas.published import Answers, published
from workbook.button_words import APPLIED, DONE, OFFERED, OPEN, UNDONE
from workbook.layout import CONDITIONS_SHEET, HOME, INFO
from workbook.macro_sources import digest, known_macros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def macro_office() -> Iterator[MacroOffice]:
    with MacroOffice() as office:
        yield office


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "申报.xlsm"
    made.write_bytes(workbook(stub=True))
    return made


@pytest.fixture
def book(macro_office: MacroOffice, path: Path) -> Iterator[MacroDocument]:
    with macro_office.open(path) as opened:
        yield opened


def place(address: str, row: int = 0) -> tuple[str, int, int]:
    """Give the cell of a table's column in a row."""
    table, _, key = address.partition(".")
    at = LAYOUT.tables[table]
    return at.sheet, at.first_row + row, at.columns[key]


def test_the_button_lists_ticks_off_and_clears(book: MacroDocument) -> None:
    book.run("HrparkReview")
    first = book.texts("button_findings")
    assert first == [[OPEN, *row] for row in book.texts("live_findings")]
    assert len(first) > 30
    assert book.get("button_message") == f"校验完成：{len(first)}个问题待改正，0个已改正。"
    assert str(book.get("button_stamp")).endswith("　内置公式")
    mended = ("applicant_name", "park_name")
    for name in mended:
        book.set(name, "某人力资源服务产业园")
    book.run("HrparkReview")
    second = book.texts("button_findings")
    done = [row for row in second if row[0] == DONE]
    assert len(done) >= len(mended)
    assert [row[1:] for row in done] == [row[1:] for row in first if [OPEN, *row[1:]] not in second]
    assert book.get("button_message") == (
        f"校验完成：{len(second) - len(done)}个问题待改正，{len(done)}个已改正。"
    )
    book.run("HrparkReview")
    third = book.texts("button_findings")
    assert third == [row for row in second if row[0] == OPEN]
    assert book.loaded.isModified()


def test_what_is_filled_in_goes_from_the_list(book: MacroDocument) -> None:
    book.run("HrparkReview")
    empty = book.texts("button_findings")
    book.unprotect(CONDITIONS_SHEET)
    fill(book, CASES[0].facts)
    for _ in range(2):
        book.run("HrparkReview")
    listed = book.texts("button_findings")
    assert listed == [[OPEN, *row] for row in book.texts("live_findings")]
    assert len(listed) < len(empty)


def test_fixes_are_offered_applied_and_undone(book: MacroDocument) -> None:
    dirty = {
        place("residents.code"): ("　９１２３１０００ＭＡ１ＡＢＣＤＥ０Ｘ", "91231000MA1ABCDE0X"),
        place("residents.gross_revenue"): ("３０００．５", 3000.5),
        place("residents.entered_on"): ("2025年3月1日", 45717.0),
        place("residents.entered_on", 1): ("２０２５．１２．３１", 46022.0),
        (INFO, 13, 2): ("＝０４５３", "=0453"),
    }
    before = {at: book.kind(at) for at in dirty}
    for at, (given, _) in dirty.items():
        book.type(at, given)
    book.run("HrparkPreviewFixes")
    offered = book.texts("button_fixes")
    assert [row[0] for row in offered] == [OFFERED] * len(dirty)
    assert book.get("button_message") == "可整理5处，看“整理”表，确认后点“应用”。"
    book.run("HrparkApplyFixes")
    assert book.get("button_message") == "已整理5处，可点“撤销”还原。"
    assert {at: book.get(at) for at in dirty} == {at: last for at, (_, last) in dirty.items()}
    assert {at: book.kind(at) for at in dirty} == before  # number formats are kept
    assert {row[0] for row in book.texts("button_fixes")} == {APPLIED}
    book.run("HrparkUndoFixes")
    assert book.get("button_message") == "已还原5处。"
    assert {at: book.get(at) for at in dirty} == {at: first for at, (first, _) in dirty.items()}
    assert {row[0] for row in book.texts("button_fixes")} == {UNDONE}
    assert book.errors() == []


def test_what_a_paste_left_in_text_format_becomes_a_number_or_a_day(book: MacroDocument) -> None:
    day, amount = place("residents.entered_on"), place("residents.gross_revenue", 1)
    formats = {at: book.kind((at[0], at[1] + 5, at[2])) for at in (day, amount)}
    book.set(day, "2025-03-01")  # as a paste from a column of text leaves it: in text format
    book.set(amount, "２９０")
    assert all(book.kind(at) != form for at, form in formats.items())
    book.run("HrparkPreviewFixes")
    notes = {row[2]: row[7] for row in book.texts("button_fixes")}
    assert notes == {f"M{day[1] + 1}": "文字改为日期", f"Q{amount[1] + 1}": "文字改为数字"}
    book.run("HrparkApplyFixes")
    assert (book.get(day), book.get(amount)) == (45717.0, 290.0)
    assert {at: book.kind(at) for at in formats} == formats
    book.run("HrparkPreviewFixes")
    assert book.get("button_message") == "没有可以确定整理的内容。"
    book.run("HrparkUndoFixes")
    assert book.get("button_message") == "已还原2处。"
    assert (book.get(day), book.get(amount)) == ("2025-03-01", "２９０")


def test_the_mail_s_copy_lies_beside_the_workbook(book: MacroDocument, path: Path) -> None:
    book.set("park_name", "牡丹江园区")
    given = path.read_bytes()
    for name in ("认定申报_牡丹江园区.xlsm", "认定申报_牡丹江园区 (2).xlsm"):
        assert not path.with_name(name).exists()
        book.run("HrparkMail")
        copy = path.with_name(name)
        assert copy.stat().st_size > 10_000
        # No program for mail is here, so the draft does not open, and the sentence says so.
        said = str(book.get("button_message"))
        assert said.startswith(f"已另存为 {copy}，没能打开邮件草稿")
        assert said.endswith(f"注意：还有{len(book.texts('live_findings'))}个问题待改正。")
    assert path.read_bytes() == given


def test_without_an_engine_cells_show_what_formulas_answer(book: MacroDocument) -> None:
    book.unprotect(CONDITIONS_SHEET)
    fill(book, CASES[0].facts)
    assert differences(book, CASES[0].facts) == []
    assert book.get("meta_engine") == "内置公式"
    assert book.errors() == []
    assert any(entry.answers is Answers.COLUMN for entry in published())


def test_macros_written_anew_by_another_program_are_known(
    macro_office: MacroOffice, tmp_path: Path
) -> None:
    issued, saved = tmp_path / "issued.xlsm", tmp_path / "saved.xlsm"
    issued.write_bytes(workbook())
    with macro_office.open(issued) as opened:
        opened.save_xlsm(saved)
    with zipfile.ZipFile(saved) as package:
        project = package.read("xl/vbaProject.bin")
    assert project != build_project(COUNT)
    assert digest(project) in known_macros()


@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="Xvfb or xdotool is not there"
)
def test_a_click_on_the_button_runs_it(path: Path) -> None:
    with Screen() as screen, MacroOffice.on(screen.name) as office, office.open(path) as opened:
        assert opened.get("button_stamp") == ""
        opened.show(HOME)
        screen.click(*opened.button("校验"))
        deadline = time.monotonic() + 20
        while opened.get("button_stamp") == "" and time.monotonic() < deadline:
            time.sleep(0.2)
        assert str(opened.get("button_stamp")).endswith("　内置公式")
        assert len(opened.texts("button_findings")) > 30
