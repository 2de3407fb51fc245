"""What the buttons do, on the desktop and on the server: check, offer to tidy, tidy, undo.

`RunPython "from macros import buttons; buttons.review()"` on the desktop; on the server the same
functions get the workbook that was sent. They write only cells that the sheets leave open. What an
applicant did wrong is a sentence in the workbook, never an exception; a workbook without a place
for the sentence is one (xw.XlwingsError, whose words both clients show).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import xlwings as xw

from macros.findings_list import States, listing
from macros.fixes import Entry, Fix, inputs, offers, to_apply, to_restore
from macros.panel import CODE, FINDINGS, FIXES, MESSAGE, STAMP, Panel
from workbook.errors import UnreadableFileError
from workbook.review import review as review_workbook
from workbook.styles import number_format
from workbook.submission import ReadCell, Submission

_SPACE = "　"


def review(book: xw.Book | None = None, *, engine: str | None = None) -> None:
    """Check the workbook: write the findings, what was mended, the 填报码 and when this was.

    `engine` is the word for who checked; 本机 Python unless told otherwise.
    """

    def job(panel: Panel) -> None:
        panel.need(FINDINGS, MESSAGE, STAMP, CODE)
        found = review_workbook(panel.raw, name=panel.book.name)
        states = States(*(panel.word(f"state_{key}") for key in ("open", "done", "noted")))
        listed = listing(found, panel.lines(FINDINGS), states)
        words = panel.word("reviewed", open=listed.open, done=listed.done)
        room = panel.room(FINDINGS)
        if listed.found > room:
            words += panel.word("more", limit=room)
        panel.fill(FINDINGS, listed.lines)
        panel.say(CODE, found.code)
        by = engine or panel.word("engine_python")
        panel.say(STAMP, f"{datetime.now().astimezone():%Y-%m-%d %H:%M}{_SPACE}{by}")
        panel.say(MESSAGE, words)

    _press(book, job)


def preview_fixes(book: xw.Book | None = None) -> None:
    """List what can be tidied with certainty; what was tidied before stays listed, to undo it."""

    def job(panel: Panel) -> None:
        submission = _submission(panel)
        places, applied = inputs(submission), panel.word("fix_applied")
        kept = [
            fix
            for fix in map(Fix._make, panel.lines(FIXES))
            if fix.state == applied and to_restore(places.get(fix.at), fix) is not None
        ]
        # Where a cell's format could not be mended, what was tidied is not offered again.
        known = {fix.at for fix in kept}
        found = [
            fix for fix in offers(submission, panel.word("fix_offered")) if fix.at not in known
        ]
        offered = [
            fix for fix in found[: panel.room(FIXES)] if not _is_formula(panel, places[fix.at])
        ]
        panel.fill(FIXES, [*offered, *kept])
        key = "fixes_offered" if offered else "no_fixes"
        panel.say(MESSAGE, panel.word(key, count=len(offered)))

    _press(book, job)


def apply_fixes(book: xw.Book | None = None) -> None:
    """Tidy what is offered or was undone, where the cell still holds what the list says."""

    def job(panel: Panel) -> None:
        submission = _submission(panel)

        def tidied(cell: ReadCell | None, fix: Fix) -> bool:
            becomes = to_apply(cell, fix, submission.law)
            return cell is not None and becomes is not None and _put(panel, cell, becomes)

        done = _go_through(panel, submission, ("fix_offered", "fix_undone"), "fix_applied", tidied)
        panel.say(MESSAGE, panel.word("fixes_applied" if done else "no_fixes", count=done))

    _press(book, job)


def undo_fixes(book: xw.Book | None = None) -> None:
    """Put back what was tidied, where the cell still holds what was written."""

    def job(panel: Panel) -> None:
        submission = _submission(panel)

        def restored(cell: ReadCell | None, fix: Fix) -> bool:
            given = to_restore(cell, fix)
            return cell is not None and given is not None and _put(panel, cell, given)

        done = _go_through(panel, submission, ("fix_applied",), "fix_undone", restored)
        panel.say(MESSAGE, panel.word("fixes_undone", count=done))

    _press(book, job)


def _press(book: xw.Book | None, job: Callable[[Panel], None]) -> None:
    """Do a button's work; a workbook that cannot be used says so itself, if it has the place."""
    panel = Panel(book or xw.Book.caller())
    try:
        job(panel)
    except UnreadableFileError as error:
        if MESSAGE not in panel.raw.names:
            raise xw.XlwingsError(error.sentence) from error
        panel.say(MESSAGE, panel.word("failed", reason=error.sentence))


def _submission(panel: Panel) -> Submission:
    panel.need(FIXES, MESSAGE)
    return review_workbook(panel.raw, name=panel.book.name).submission


def _go_through(
    panel: Panel,
    submission: Submission,
    before: tuple[str, ...],
    after: str,
    act: Callable[[ReadCell | None, Fix], bool],
) -> int:
    """Act on each line of the list in some states; count those that come into another."""
    from_words = {panel.word(key) for key in before}
    to_word, skipped = panel.word(after), panel.word("fix_skipped")
    places = inputs(submission)
    fixes = [Fix._make(line) for line in panel.lines(FIXES)]
    count = 0
    for index, fix in enumerate(fixes):
        if fix.state in from_words:
            done = act(places.pop(fix.at, None), fix)  # a cell is written once
            fixes[index] = fix._replace(state=to_word if done else skipped)
            count += done
    panel.fill(FIXES, fixes)
    return count


def _is_formula(panel: Panel, cell: ReadCell) -> bool:
    return panel.has_formula(cell.at.sheet, cell.at.row, cell.at.column)


def _put(panel: Panel, cell: ReadCell, value: Entry) -> bool:
    """Write into an input cell; a formula is left alone."""
    if _is_formula(panel, cell):
        return False
    # A paste brings its format along: in text format a number would stay text.
    form = "" if isinstance(value, str) else number_format(cell.field)
    with suppress(Exception):  # Excel refuses a cell shut anew, in a class not known everywhere
        panel.put(*cell.at, value, form=form)
        return True
    return False
