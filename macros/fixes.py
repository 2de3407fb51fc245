"""Say which entries can be tidied with certainty, and whether a cell still holds what was listed.

Certain is what leaves the meaning to nobody: the message of such a reading asks the applicant for
nothing (无须修改). A conversion, a day taken from a month or an area code put in front is not. The
list can be written by anybody, so nothing of it is done that the review would not read the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, TypeAlias

from macros.written import MARK, is_number, is_safe, stays_itself
from schemas.field_reader import read_field
from schemas.fields import Field, Kind
from schemas.normalise import CellError, RawCell, shown
from schemas.normalising.cells import from_float, plain
from schemas.parameters import Law
from workbook.prefill import entry
from workbook.styles import TEXT_FORMAT, number_format
from workbook.submission import ReadCell, Submission

CERTAIN = frozenset(
    f"mended.{name}"
    for name in (
        "text-number",
        "full-width",
        "spaces",
        "thousands",
        "unit",
        "chinese-number",
        "date",
        "date-time",
        "open-ended",
        "yes-no",
        "choice",
        "choices",
        "code",
        "phone",
        "phone-zero",
        "licence",
    )
)
LONGEST = 500  # of an entry that the list takes: older Excel cuts what is written in a block
TEXT, NUMBER, DATE = "text", "number", "date"

Entry: TypeAlias = str | float | date


class Fix(NamedTuple):
    """One line of the list, its columns in order; `mended` is always written as text."""

    state: str
    sheet: str
    cell: str
    label: str
    given: str
    mended: str
    kind: str
    note: str

    @property
    def at(self) -> tuple[str, str]:
        """Give the cell as `inputs` calls it."""
        return self.sheet.casefold(), self.cell.upper().replace("$", "")


def inputs(submission: Submission) -> dict[tuple[str, str], ReadCell]:
    """Give every input cell of the form by sheet and A1: nothing else may be tidied."""
    return {(cell.at.sheet.casefold(), cell.at.a1): cell for cell in _cells(submission)}


def _cells(submission: Submission) -> Iterator[ReadCell]:
    yield from submission.cells.values()
    for key, rows in submission.rows.items():
        if not submission.located.tables[key].table.rows:
            for read in rows:
                if read.within:
                    yield from read.cells.values()


def offers(submission: Submission, state: str) -> list[Fix]:
    """List what can be tidied, in the order of the form."""
    reasons = {(item.place, item.id): item.problem for item in submission.findings}
    found = []
    for cell in _cells(submission):
        given = cell.raw
        if not isinstance(given, str) or isinstance(given, CellError) or not cell.understood:
            continue
        read = read_field(cell.field, given, submission.law)
        if read.mended not in CERTAIN or read.problem or not _restorable(cell.field, given):
            continue
        becomes = entry(cell.field, read.value)
        if becomes is None or not _writable(cell.field, becomes):
            continue
        anew = read_field(cell.field, becomes, submission.law)
        if anew.value == read.value and anew.mended is None and anew.problem is None:
            reason = reasons.get((cell.place, read.mended), "")
            found.append(_line(state, cell, given, becomes, reason))
    return found


def _line(state: str, cell: ReadCell, given: str, becomes: Entry, reason: str) -> Fix:
    if isinstance(becomes, str):
        kind, mended = TEXT, becomes
    elif isinstance(becomes, date):
        kind, mended = DATE, becomes.isoformat()
    else:
        kind, mended = NUMBER, plain(_decimal(becomes))
    return Fix(state, cell.at.sheet, cell.at.a1, cell.field.label, given, mended, kind, reason)


def to_apply(cell: ReadCell | None, fix: Fix, law: Law) -> Entry | None:
    """Give what to write for a listed fix; None where the cell is another, or reads otherwise."""
    if cell is None or not isinstance(cell.raw, str) or isinstance(cell.raw, CellError):
        return None
    becomes = _entry(fix)
    if cell.raw != fix.given or becomes is None or not _restorable(cell.field, cell.raw):
        return None
    if not _writable(cell.field, becomes):
        return None
    before, after = (read_field(cell.field, one, law) for one in (cell.raw, becomes))
    same = before.value is not None and before.value == after.value
    if not same or before.problem or after.problem:
        return None
    return _quoted(becomes) if isinstance(becomes, str) else becomes


def to_restore(cell: ReadCell | None, fix: Fix) -> str | None:
    """Give what to write to undo an applied fix; None where the cell holds something else now."""
    if cell is None or not _holds(cell.raw, fix) or not _restorable(cell.field, fix.given):
        return None
    return fix.given if _is_text_format(cell.field) else f"{MARK}{fix.given}"


def _holds(raw: RawCell, fix: Fix) -> bool:
    """Tell whether a cell holds what was written, as the program may have kept it."""
    becomes = _entry(fix)
    if becomes is None or raw is None or raw == fix.given:
        return False
    if isinstance(becomes, date):
        if isinstance(raw, datetime):
            return False
        return raw == becomes or raw in {fix.mended, _slashed(becomes)}
    if isinstance(becomes, str):
        return shown(raw).removeprefix(MARK) == becomes and not isinstance(raw, bool)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _decimal(raw) == _decimal(becomes)
    return raw == fix.mended


def _slashed(day: date) -> str:
    """Write a day as Excel does in a cell in text format, in China."""
    return f"{day.year}/{day.month}/{day.day}"


def _entry(fix: Fix) -> Entry | None:
    """Take the words of a list for what they are."""
    with suppress(ValueError, InvalidOperation, OverflowError):
        match fix.kind:
            case "text":
                return fix.mended or None
            case "date":
                return date.fromisoformat(fix.mended)
            case "number":
                number = Decimal(fix.mended)
                return int(number) if number == number.to_integral_value() else float(number)
    return None


def _restorable(declared: Field, given: str) -> bool:
    """Tell whether the list can keep an entry, and the cell have it back, to the letter."""
    if len(given) > LONGEST or given.startswith(MARK):
        return False
    return is_safe(given) or not _is_text_format(declared)


def _writable(declared: Field, becomes: Entry) -> bool:
    """Tell whether the cell will hold what is written: a code with an apostrophe always does."""
    if isinstance(becomes, str):
        return stays_itself(becomes) or (declared.kind is Kind.CREDIT_CODE and is_safe(becomes))
    return isinstance(becomes, date) or _decimal(becomes) == Decimal(repr(becomes))


def _quoted(words: str) -> str:
    return words if stays_itself(words) and not is_number(words) else f"{MARK}{words}"


def _is_text_format(declared: Field) -> bool:
    return number_format(declared) == TEXT_FORMAT


def _decimal(number: float) -> Decimal:
    return from_float(number) if isinstance(number, float) else Decimal(number)
