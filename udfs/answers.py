"""Answer the published functions: values for cells from the blocks they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from schemas.articles import citation
from schemas.blocks import Block
from schemas.cell_checks import CELL_CHECKS, field_words
from schemas.expression import Value
from schemas.field_reader import display, read_field
from schemas.fields import Field
from schemas.findings import find
from schemas.normalise import shown
from schemas.parameters import CITY, first_day, law_at
from schemas.published import CHECKED, Answers, Published, edition, explained
from schemas.rules.eligibility import CONDITIONS
from udfs.desk import Desk, Sheets
from udfs.grids import CannotAnswerError, CellGiven, grid

Answer: TypeAlias = str | float | list[list[str]]
RIGHT = "正确"
_DATE_AS_NUMBER = "mended.date-serial"  # so the server gets every cell that shows a date


def answer(function: Published, desk: Desk, given: Sequence[object]) -> Answer:
    """Answer one call as a cell shows it: text, a number, or rows of text; blank is empty text.

    CannotAnswerError whenever there is no answer for certain; nothing else is raised.
    """
    if len(given) != len(function.arguments):
        raise CannotAnswerError(f"{function.name}应有{len(function.arguments)}个参数")
    try:
        return _ANSWERS[function.answers](function, desk, given)
    except CannotAnswerError:
        raise
    except Exception as error:
        raise CannotAnswerError(f"{type(error).__name__}: {error}") from error


def _result(function: Published, desk: Desk, given: Sequence[object]) -> Answer:
    return desk.ask(_blocks(function, given), lambda sheets: _shown(sheets.result(function.target)))


def _column(function: Published, desk: Desk, given: Sequence[object]) -> Answer:
    table, _, key = function.target.partition(".")

    def question(sheets: Sheets) -> Answer:
        part = sheets.parts[table]
        rows = [[""] for _ in range(part.height)]
        for place, value in zip(part.places, sheets.column(table, key), strict=True):
            rows[place] = [str(_shown(value))]
        return rows

    return desk.ask(_blocks(function, given), question)


def _explanation(function: Published, desk: Desk, given: Sequence[object]) -> Answer:
    asked = grid(given[0])[0][0]
    for condition in CONDITIONS:
        if asked in {condition.key, condition.title}:

            def question(sheets: Sheets) -> Answer:
                words = (sheets.text(expr) for expr in explained(condition))  # noqa: B023 - asked at once
                return [[citation(condition.article), *words]]  # noqa: B023 - the same

            return desk.ask(_blocks(function, given[1:]), question)
    raise CannotAnswerError(f"没有这项条件：{asked}")


def _check(function: Published, desk: Desk, given: Sequence[object]) -> Answer:  # noqa: ARG001
    field = CHECKED[function.target]
    found = [[_finding(field, one) for one in row] for row in grid(given[0])]
    return found[0][0] if len(found) == len(found[0]) == 1 else found


def _finding(field: Field, given: CellGiven) -> str:
    """Say what is wrong with a cell, or what would be mended; nothing of a blank."""
    raw = float(given) if isinstance(given, Decimal) else given
    law = law_at(first_day(CITY), CITY)
    read = read_field(field, raw, law)
    message = read.problem or _failed(field, read.value) or read.warning or read.mended
    if message is None or message == _DATE_AS_NUMBER:
        return "" if read.value is None else RIGHT
    details = {"read_as": display(field, read.value), **field_words(field), **read.details}
    return find(message, None, label=field.label, given=shown(raw), details=details).problem


def _failed(field: Field, value: Value) -> str | None:
    """Name the check that a value fails, if any."""
    asked = (one for one in CELL_CHECKS if one.applies(field))
    return next((one.message for one in asked if not one.fits(field, value)), None)


def _blocks(function: Published, given: Sequence[object]) -> Mapping[Block, object]:
    """Pair the blocks with what was given for them, once the edition is ours."""
    version, *ranges = given
    if grid(version) != ((edition(),),):
        raise CannotAnswerError("规则版本与本机程序不同")
    return dict(zip(function.blocks, ranges, strict=True))


def _shown(value: Value) -> str | float:
    if value is None:
        return ""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return float(value)
    return str(value)


_ANSWERS: Mapping[Answers, Callable[[Published, Desk, Sequence[object]], Answer]] = {
    Answers.RESULT: _result,
    Answers.COLUMN: _column,
    Answers.EXPLANATION: _explanation,
    Answers.CHECK: _check,
}
