"""Count, for each sheet that people fill in, what is asked and what is filled, by formulas."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.rules.completeness import COMPLETE, field_status
from workbook.addresses import column_letters
from workbook.layout import (
    INFO,
    INFO_FIRST_ROW,
    INFO_STAR,
    INFO_STATUS,
    RATING,
    TableAt,
    name_of,
)
from workbook.template_info import STAR
from workbook.template_page import Kit
from workbook.template_tables import status_range

NOT_BEGUN, BEGUN, DONE, OPTIONAL, GIVEN = "未开始", "填写中", "完成", "选填", "已填"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one sheet is: formulas for what it asks and what is filled, and what it asks now."""

    sheet: str
    asked: str
    asked_value: int
    filled: str
    filled_value: int

    def word(self, asked: str, filled: str, amiss: str) -> str:
        """Give a formula for the word that says how far it is, from the cells of the counts."""
        done = f'IF(AND({amiss}=0,{filled}>={asked}),"{DONE}","{BEGUN}")'
        begun = f'IF({filled}=0,"{NOT_BEGUN}",{done})'
        free = f'IF({amiss}>0,"{BEGUN}",IF({filled}=0,"{OPTIONAL}","{GIVEN}"))'
        return f"IF({asked}=0,{free},{begun})"

    def word_value(self, amiss: int) -> str:
        """Give the word that this formula gives."""
        if not self.asked_value and not amiss:
            return GIVEN if self.filled_value else OPTIONAL
        if self.asked_value and not self.filled_value:
            return NOT_BEGUN
        return DONE if amiss == 0 and self.filled_value >= self.asked_value else BEGUN


def all_progress(kit: Kit) -> list[Progress]:
    """Give the sheets that people fill in, in order."""
    layout = kit.layout
    fields = [field for section, _ in layout.sections.values() for field in section.fields]
    last = max(at.row for at in layout.cells.values() if at.sheet == INFO) + 1
    stars, statuses = (
        f"'{INFO}'!${column_letters(column)}${INFO_FIRST_ROW + 1}:${column_letters(column)}${last}"
        for column in (INFO_STAR, INFO_STATUS)
    )
    found = [
        Progress(
            INFO,
            f'COUNTIF({stars},"{STAR}")',
            sum(field.required for field in fields),
            f'COUNTIFS({stars},"{STAR}",{statuses},"{COMPLETE}")',
            _complete(kit),
        )
    ]
    for sheet in dict.fromkeys(table.sheet for table in layout.tables.values()):
        tables = [table for table in layout.tables.values() if table.sheet == sheet]
        asked = [_asked(kit, table) for table in tables]
        found.append(
            Progress(
                sheet,
                "+".join(formula for formula, _ in asked),
                sum(value for _, value in asked),
                "+".join(_filled(table) for table in tables),
                sum(_filled_value(kit, table) for table in tables),
            )
        )
    own = {name_of(address): at for address, at in layout.cells.items() if at.sheet == RATING}
    given = sum((at.sheet, at.row, at.column) in kit.filled for at in own.values())
    return [*found, Progress(RATING, "0", 0, f"COUNT({','.join(own)})", given)]


def _complete(kit: Kit) -> int:
    """Count the required fields of the sections that are filled in."""
    return sum(
        field_status(section.key, field).value(kit.evaluation) == COMPLETE
        for section, _ in kit.layout.sections.values()
        for field in section.fields
        if field.required
    )


def _required(table: TableAt) -> list[str]:
    key = table.table.key
    return [name_of(f"{key}.{field.key}") for field in table.inputs if field.required]


def _asked(kit: Kit, table: TableAt) -> tuple[str, int]:
    """Count the required cells: of every printed row, or of the rows begun (one at least)."""
    names = _required(table)
    if table.table.rows:
        return f"ROWS({names[0]})*{len(names)}", len(table.table.rows) * len(names)
    begun = f"SUMPRODUCT(--(LEN({status_range(table)})>0))"
    least = int(table.table.at_least_one)
    rows = max(len(kit.evaluation.facts.tables.get(table.table.key, ())), least)
    return f"MAX({begun},{least})*{len(names)}", rows * len(names)


def _filled(table: TableAt) -> str:
    return f"COUNTA({','.join(_required(table))})"


def _filled_value(kit: Kit, table: TableAt) -> int:
    columns = {table.columns[field.key] for field in table.inputs if field.required}
    return sum(
        sheet == table.sheet and table.first_row <= row <= table.last_row and column in columns
        for sheet, row, column in kit.filled
    )
