"""Say which ranges of the workbook functions in cells take, and in what order their cells stand.

A block is a rectangle of inputs, or of the law's figures, that the layout gives a defined name. It
holds nothing computed from other blocks, so functions over blocks never go in circles, and a
function depends on just the blocks its rule reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.application import APPLICATION, SELF_RATING
from schemas.fields import Section, Table
from schemas.parameters import CITY, law_at
from schemas.rules.eligibility import CONDITIONS
from schemas.rules.rating import EVALUATION

VALUE = "value"


@dataclass(frozen=True, slots=True)
class Block:
    """A range: its key, defined name, title, help, and the keys of its rows and columns.

    `rows` is empty where people decide how many rows there are.
    """

    key: str
    name: str
    help: str
    rows: tuple[str, ...]
    columns: tuple[str, ...] = (VALUE,)


def _figures() -> Block:
    # Figures in order of the city's file: a county overlays values, it adds and moves nothing.
    keys = tuple(law_at(date.max, CITY).parameters)
    return Block("law", "block_law", "“参数”表中办法的数量标准，“数值”一列", keys)


def _rubric() -> Block:
    keys = tuple(EVALUATION.figures)
    return Block("rubric", "block_rubric", "“参数”表中参考评分标准，“数值”一列", keys)


def _section(section: Section) -> Block:
    keys = tuple(field.key for field in section)
    help_ = f"“园区信息”表中“{section.title}”各项的填写栏，一列"
    return Block(section.key, f"block_{section.key}", help_, keys)


def _self_rating() -> Block:
    keys = tuple(item.key for item in EVALUATION.items)
    return Block(SELF_RATING.key, "block_self_rating", "“评分”表的“自评分”一列", keys)


def _table(table: Table) -> Block:
    rows = tuple(row.key for row in table.rows)
    columns = tuple(field.key for field in table)
    first, last = table.fields[0].label, table.fields[-1].label
    help_ = f"“{table.title}”表从“{first}”到“{last}”的全部填写行，不含标题和状态等计算列"
    return Block(table.key, f"block_{table.key}", help_, rows, columns)


def _decisions() -> Block:
    keys = tuple(condition.key for condition in CONDITIONS)
    return Block("decisions", "block_decisions", "“资格审查”表的“市局研判”一列", keys)


@cache
def blocks() -> Mapping[str, Block]:
    """Give every block, by key, in the order in which functions take them."""
    found = (
        _figures(),
        _rubric(),
        *(_section(part) for part in APPLICATION.sections if part is not SELF_RATING),
        _self_rating(),
        *(_table(table) for table in APPLICATION.tables),
        _decisions(),
    )
    return {block.key: block for block in found}
