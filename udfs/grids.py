"""Take what a cell function is handed: whatever the engine calls a range, as a grid of cells.

Desktop Excel hands floats, datetimes and None, the server serial numbers and sometimes bare ints;
a range of one cell may come as a scalar, one row or column as a flat list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import TypeAlias

from schemas.blocks import Block
from schemas.excel_errors import ERROR_WORDS, error_from_com
from schemas.normalise import CellError, RawCell

CellGiven: TypeAlias = RawCell | Decimal
Grid: TypeAlias = tuple[tuple[CellGiven, ...], ...]

_PLAIN = (str, int, float, Decimal, date, time)  # bool is an int, a datetime a date


class CannotAnswerError(Exception):
    """这些参数算不出结果：由内置公式作答。"""


def grid(given: object, *, column: bool = False) -> Grid:
    """Give the cells of an argument; a flat list is a row, or a column where one is asked for.

    CannotAnswerError for what is no rectangle of cells.
    """
    if not isinstance(given, (list, tuple)):
        return ((cell(given),),)
    if not given:
        raise CannotAnswerError("空区域")
    if not isinstance(given[0], (list, tuple)):
        flat = _row(given)
        return tuple((one,) for one in flat) if column else (flat,)
    rows = tuple(_row(row) for row in given)
    if not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        raise CannotAnswerError("区域不是矩形")
    return rows


def shaped(block: Block, given: object) -> Grid:
    """Give the cells of a block; CannotAnswerError where the range has another shape."""
    width = len(block.columns)
    cells = grid(given, column=width == 1)
    if len(cells[0]) != width or (block.rows and len(cells) != len(block.rows)):
        raise CannotAnswerError(f"{block.name}: {len(cells)}×{len(cells[0])}")
    return cells


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an argument held, cell by cell: TRUE is not 1, though Python takes them for equal."""

    cells: object
    types: object

    @classmethod
    def of(cls, given: object) -> Fingerprint:
        """Keep the argument, whatever its shape; this is what every call pays for every cell."""
        if not isinstance(given, (list, tuple)):
            return cls(given, type(given))
        if all(isinstance(row, tuple) for row in given):  # as Excel hands it over: no need to copy
            return cls(tuple(given), list(map(type, chain.from_iterable(given))))
        rows = [tuple(row) if isinstance(row, (list, tuple)) else row for row in given]
        types = [tuple(map(type, row)) if isinstance(row, tuple) else type(row) for row in rows]
        return cls(rows, types)


def cell(given: object) -> CellGiven:
    """Take one cell: blank text is blank, error values are errors however they are spelt."""
    if given is None or given == "":
        return None
    if isinstance(given, str):
        return CellError(given) if given in ERROR_WORDS else given
    if type(given) is int and (error := error_from_com(given)):
        return CellError(error)
    if isinstance(given, _PLAIN):
        return given.replace(tzinfo=None) if isinstance(given, datetime) else given
    raise CannotAnswerError(f"不认识的单元格值：{type(given).__name__}")


def _row(given: object) -> tuple[CellGiven, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise CannotAnswerError("区域不是矩形")
    return tuple(cell(one) for one in given)
