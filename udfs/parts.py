"""Turn the grid of a block into typed facts, as the workbook's own formulas see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from schemas.application import APPLICATION, SELF_RATING
from schemas.as_typed import InexactError, as_typed, is_blank, is_misfit
from schemas.blocks import Block
from schemas.expression import MISFIT, Value
from schemas.fields import Field, Table
from schemas.normalise import CellError
from schemas.rules.rating import EVALUATION
from udfs.grids import CannotAnswerError, CellGiven, Grid

Known: TypeAlias = Mapping[tuple[tuple[CellGiven, ...], tuple[type, ...]], Mapping[str, Value]]
_MOST_DIGITS = 15  # beyond what Excel keeps, a figure is no figure that can be compared


@dataclass(frozen=True, slots=True)
class Part:
    """What one block states.

    `rows` are the started rows of a table, `places` the index of each in the range of `height`;
    `known` gives what each row of cells (with its types: TRUE is not 1) was read as.
    """

    cells: Mapping[str, Value] = field(default_factory=dict)
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Value]] = ()
    places: Sequence[int] = ()
    height: int = 0
    known: Known = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)


def read(block: Block, cells: Grid, before: Part | None = None) -> Part:
    """Read a block of the right shape; rows that stood in it `before` are not read again.

    CannotAnswerError for a figure of the law that is no number, and for a number that formulas
    compare in a way that typed facts cannot (part of a day, 1E+300).
    """
    try:
        if block.key in _READERS:
            return _READERS[block.key](block, cells)
        return _table(APPLICATION.table(block.key), cells, before.known if before else {})
    except InexactError as error:
        raise CannotAnswerError(f"{block.name}: {error}") from error


def _figures(block: Block, cells: Grid) -> Part:
    prefix = f"{EVALUATION.key}." if block.key == "rubric" else ""
    return Part(
        figures={prefix + key: _figure(row[0]) for key, row in zip(block.rows, cells, strict=True)}
    )


def _figure(given: CellGiven) -> Decimal:
    if isinstance(given, (bool, str)):
        raise CannotAnswerError("参数不是数字")
    number = as_typed(_FIGURE, given)
    if not isinstance(number, Decimal):
        raise CannotAnswerError("参数是空白")
    return number


def _decisions(block: Block, cells: Grid) -> Part:
    decided = {
        key: row[0]
        for key, row in zip(block.rows, cells, strict=True)
        if isinstance(row[0], str) and not isinstance(row[0], CellError)
    }
    return Part(decisions=decided)


def _self_rating(block: Block, cells: Grid) -> Part:
    experts = {item.key for item in EVALUATION.items if not item.computed}
    section = APPLICATION.section(block.key)
    given = dict(zip(block.rows, cells, strict=True))
    return Part(
        cells={
            f"{block.key}.{one.key}": _typed(one, given[one.key][0])
            for one in section
            if one.key in experts
        }
    )


def _section(block: Block, cells: Grid) -> Part:
    section = APPLICATION.section(block.key)
    found: dict[str, Value] = {}
    for one, row in zip(section.fields, cells, strict=True):
        found[f"{section.key}.{one.key}"] = _typed(one, row[0])
        found[f"{section.key}.{one.key}{MISFIT}"] = is_misfit(one, row[0])
    return Part(cells=found)


def _table(table: Table, cells: Grid, before: Known) -> Part:
    fixed = [row.key for row in table.rows]
    inputs = [index for index, one in enumerate(table) if one.key not in table.preset_keys]
    rows: list[Mapping[str, Value]] = []
    places: list[int] = []
    found: dict[str, Value] = {}
    known: dict[tuple[tuple[CellGiven, ...], tuple[type, ...]], Mapping[str, Value]] = {}
    for index, row in enumerate(cells):
        if not fixed and all(is_blank(row[column]) for column in inputs):
            continue
        mark = row, tuple(map(type, row))
        values = before.get(mark) or _row(table, row)
        known[mark] = values
        rows.append(values)
        places.append(index)
        if fixed:
            found |= {f"{table.key}.{fixed[index]}.{key}": value for key, value in values.items()}
    return Part(cells=found, rows=rows, places=places, height=len(cells), known=known)


def _row(table: Table, row: Sequence[CellGiven]) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for one, given in zip(table.fields, row, strict=True):
        values[one.key] = None if given is None else _typed(one, given)
        if given is not None and is_misfit(one, given):
            values[one.key + MISFIT] = True
    return values


def _typed(declared: Field, given: CellGiven) -> Value:
    value = as_typed(declared, given)
    if isinstance(value, Decimal) and value.adjusted() >= _MOST_DIGITS:
        raise CannotAnswerError(f"{declared.label}: {value}")
    return value


_FIGURE = APPLICATION.field("park.investment")
_READERS: Mapping[str, Callable[[Block, Grid], Part]] = {
    "law": _figures,
    "rubric": _figures,
    "decisions": _decisions,
    SELF_RATING.key: _self_rating,
    **{section.key: _section for section in APPLICATION.sections if section is not SELF_RATING},
}
