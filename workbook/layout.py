"""Say where everything stands in the application workbook, and what it is called.

The template writes by this map, the reader finds cells by the same defined names, and the review
cites by the same labels. Rows and columns count from 0. Names are ASCII: `park_name`,
`residents_code`, `result_overall`, `law_residents`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from schemas.application import APPLICATION, BUSINESS_TYPES
from schemas.blocks import Block, blocks
from schemas.evaluation import named_results, row_columns
from schemas.fields import Field, Form, Section, Table
from schemas.parameters import Law
from schemas.published import EDITION_NAME
from schemas.rubric import Rubric
from schemas.rule import NamedResult, RowColumn
from schemas.rules.eligibility import CONDITIONS
from schemas.rules.rating import EVALUATION
from workbook.addresses import a1, column_letters
from workbook.annotate_marks import RETURNED
from workbook.limits import DEFAULT_ROWS

TEMPLATE_VERSION = "1.0"

HOME, INFO, SITES, RESIDENTS = "首页", "园区信息", "园区场地", "入驻机构"
SERVICES, MATERIALS, CONDITIONS_SHEET = "服务与活动", "申报材料", "资格审查"
RATING, APPROVAL, FINDINGS, PARAMETERS = "评分", "审批表", "校验结果", "参数"
HIDDEN = "标识"
RETURNED_SUFFIX = f"-{RETURNED}"  # ends the name of the copy, and of all else that goes with it
# Sheets that only the edition with macros has.
FIXES, LIVE, COLUMNS = "整理", "实时问题", "整列计算"
WORDS, CONF = "按钮文字", "xlwings.conf"
MACRO_SHEETS = (FIXES, LIVE, COLUMNS, WORDS, CONF)
SHEETS = (
    HOME,
    INFO,
    SITES,
    RESIDENTS,
    SERVICES,
    MATERIALS,
    CONDITIONS_SHEET,
    RATING,
    APPROVAL,
    FINDINGS,
    PARAMETERS,
    HIDDEN,
)

ALL_SHEETS = (*SHEETS, *MACRO_SHEETS)

# 园区信息: columns of the label/value form.
INFO_STAR, INFO_LABEL, INFO_INPUT, INFO_UNIT, INFO_HELP, INFO_ARTICLE, INFO_STATUS = range(7)
INFO_FIRST_ROW = 3
# Tables: title, note, 必填 row, header row, then data; 序号, 状态, 计入情况 …, then the inputs.
TABLE_NEED_ROW, TABLE_HEADER_ROW, TABLE_FIRST_ROW = 2, 3, 4
NUMBER_COLUMN = 0
# 资格审查: columns of the condition table.
(
    C_ARTICLE,
    C_TITLE,
    C_REQUIREMENT,
    C_GIVEN,
    C_VERDICT,
    C_DECISION,
    C_RESULT,
    C_REASON,
) = range(8)
CONDITIONS_FIRST_ROW = 4
NO_DECISION = "—"  # where there is nothing to decide
# 评分: columns of the rubric table.
R_DIMENSION, R_ITEM, R_METHOD, R_EVIDENCE, R_SELF, R_POINTS, R_FULL, R_ARTICLE = range(8)
RATING_FIRST_ROW = 4
# 参数: columns.
P_LABEL, P_OPERATOR, P_VALUE, P_UNIT, P_ARTICLE, P_FROM, P_WORDING = range(7)
PARAMETERS_FIRST_ROW = 3
IDENTITY_KEYS = (
    "kind",
    "template_version",
    "jurisdiction",
    "law_date",
    "digest",
    "rows",
    EDITION_NAME.removeprefix("meta_"),
)
# 首页: what the program that checks writes, and which engine computed what is shown.
HOME_VALUE = 2
HOME_CODE_ROW, HOME_ENGINE_ROW = 27, 28
# In the edition with macros: what the last button has to say, and when the last check was.
HOME_MESSAGE_ROW, HOME_STAMP_ROW = 26, 29
ONLINE_BUTTON = f"{HOME}!G{HOME_STAMP_ROW + 1}"  # selecting it asks the bureau's add-in to check
# 标识: identity, then the lists of long dropdowns, one a column.
IDENTITY_FIRST_ROW, LISTS_FIRST_COLUMN = 1, 3


class At(NamedTuple):
    """One cell."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """Write the cell as people read it: C5."""
        return a1(self.row, self.column)


@dataclass(frozen=True, slots=True)
class ListAt:
    """A list that dropdowns offer: its first cell and its words, one below the other."""

    at: At
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableAt:
    """One table: its sheet, its data rows (inclusive) and the column of each key."""

    table: Table
    sheet: str
    first_row: int
    last_row: int
    columns: dict[str, int]
    computed: tuple[RowColumn, ...]

    @property
    def header_row(self) -> int:
        """Give the row of the headings."""
        return self.first_row - 1

    @property
    def inputs(self) -> tuple[Field, ...]:
        """Give the fields people fill in, in order."""
        return tuple(field for field in self.table if field.key not in self.table.preset_keys)

    def a1(self, key: str, row: int) -> str:
        """Refer to one cell of a row, the column fixed: $D6."""
        return f"${column_letters(self.columns[key])}{row + 1}"


@cache
def name_of(address: str, prefix: str = "") -> str:
    """Turn an address or a key into a defined name."""
    plain = address.replace(".", "_")
    return f"{prefix}_{plain}" if prefix else plain


class Layout:
    """The map of one application workbook for a law and a number of resident rows."""

    def __init__(self, law: Law, rows: int = DEFAULT_ROWS, form: Form = APPLICATION) -> None:
        """Place everything."""
        self.law = law
        self.form = form
        self.rows = rows
        self.rubric: Rubric = EVALUATION
        self.cells: dict[str, At] = {}
        self.sections: dict[str, tuple[Section, int]] = {}
        self.tables: dict[str, TableAt] = {}
        self.results: dict[str, At] = {}
        self.parameters: dict[str, At] = {}
        self.identity: dict[str, At] = {}
        self.lists: dict[str, ListAt] = {}
        self._place_sections()
        self._place_tables()
        self._place_conditions()
        self._place_rating()
        self._place_parameters()

    def _place_sections(self) -> None:
        row = INFO_FIRST_ROW
        for section in self.form.sections:
            if section.key == f"{self.rubric.key}_rating":
                continue
            self.sections[section.key] = (section, row)
            for offset, field in enumerate(section.fields, start=1):
                self.cells[f"{section.key}.{field.key}"] = At(INFO, row + offset, INFO_INPUT)
            row += len(section.fields) + 2

    def _place_tables(self) -> None:
        self._table(SITES, "sites", TABLE_FIRST_ROW)
        self._table(RESIDENTS, "residents", TABLE_FIRST_ROW, self.rows)
        services = self._table(SERVICES, "services", TABLE_FIRST_ROW)
        self._table(SERVICES, "activities", services.last_row + 6)
        self._table(MATERIALS, "materials", TABLE_FIRST_ROW)

    def _table(self, sheet: str, key: str, first_row: int, rows: int = 0) -> TableAt:
        table = self.form.table(key)
        computed = tuple(column for column in row_columns() if column.table == key)
        shown = sorted((c for c in computed if c.shown), key=lambda c: c.key != "status")
        hidden = [c for c in computed if not c.shown]
        fields = list(table.fields)
        ordered: list[Field | RowColumn] = (
            [*fields, *shown, *hidden] if table.rows else [*shown, *fields, *hidden]
        )
        first = NUMBER_COLUMN + (0 if "number" in table.preset_keys else 1)
        columns = {item.key: first + offset for offset, item in enumerate(ordered)}
        count = len(table.rows) or rows or table.capacity
        placed = TableAt(table, sheet, first_row, first_row + count - 1, columns, computed)
        self.tables[key] = placed
        for offset, fixed in enumerate(table.rows):
            for field in placed.inputs:
                self.cells[f"{key}.{fixed.key}.{field.key}"] = At(
                    sheet, first_row + offset, columns[field.key]
                )
        return placed

    def _place_conditions(self) -> None:
        row = CONDITIONS_FIRST_ROW
        for condition in CONDITIONS:
            self.results[f"{condition.key}.verdict"] = At(CONDITIONS_SHEET, row, C_VERDICT)
            self.results[f"{condition.key}.decision"] = At(CONDITIONS_SHEET, row, C_DECISION)
            self.results[f"{condition.key}.result"] = At(CONDITIONS_SHEET, row, C_RESULT)
            row += 1
        self.workings_row = row + 4
        row = self.workings_row
        for result in self.workings:
            self.results[result.key] = At(CONDITIONS_SHEET, row, C_GIVEN)
            row += 1
        self.results["overall"] = At(CONDITIONS_SHEET, 1, C_TITLE)

    @property
    def workings(self) -> tuple[NamedResult, ...]:
        """Give the named results listed below the conditions, for anyone to follow."""
        shown = f"{self.rubric.key}."
        return tuple(
            result
            for result in named_results()
            if result.key != "overall" and not result.key.startswith(shown)
        )

    def _place_rating(self) -> None:
        key = self.rubric.key
        row = RATING_FIRST_ROW
        for item in self.rubric.items:
            self.results[f"{key}.{item.key}"] = At(RATING, row, R_POINTS)
            if not item.computed:
                self.cells[f"{key}_rating.{item.key}"] = At(RATING, row, R_SELF)
            row += 1
        for offset, name in enumerate(("subtotal", "total", "grade", "next_grade", "distance")):
            self.results[f"{key}.{name}"] = At(RATING, row + offset, R_POINTS)

    def _place_parameters(self) -> None:
        row = PARAMETERS_FIRST_ROW
        for key in self.law.parameters:
            self.parameters[key] = At(PARAMETERS, row, P_VALUE)
            row += 1
        self.rubric_row = row + 2
        self.readings_row = self.rubric_row + len(self.rubric.figures) + 1
        for offset, key in enumerate(self.rubric.figures):
            self.parameters[f"{self.rubric.key}.{key}"] = At(
                PARAMETERS, self.rubric_row + offset, P_VALUE
            )
        for offset, key in enumerate(IDENTITY_KEYS):
            self.identity[key] = At(HIDDEN, IDENTITY_FIRST_ROW + offset, 1)
        self.identity["code"] = At(HOME, HOME_CODE_ROW, HOME_VALUE)
        self.identity["engine"] = At(HOME, HOME_ENGINE_ROW, HOME_VALUE)
        long_lists = {
            "counties": tuple(self.law.counties.values()),
            "business_types": BUSINESS_TYPES,
        }
        for offset, (key, words) in enumerate(long_lists.items()):
            at = At(HIDDEN, IDENTITY_FIRST_ROW, LISTS_FIRST_COLUMN + offset)
            self.lists[key] = ListAt(at, words)

    def names(self) -> Iterator[tuple[str, str, int, int, int, int]]:
        """Give every defined name with its sheet and range (rows and columns inclusive)."""
        groups = (
            (self.cells, ""),
            (self.results, "result"),
            (self.parameters, "law"),
            (self.identity, "meta"),
        )
        for group, prefix in groups:
            for address, at in group.items():
                yield name_of(address, prefix), at.sheet, at.row, at.column, at.row, at.column
        for key, table in self.tables.items():
            for column_key, column in table.columns.items():
                name = name_of(f"{key}.{column_key}")
                yield name, table.sheet, table.first_row, column, table.last_row, column

        for key, listed in self.lists.items():
            at, last = listed.at, listed.at.row + len(listed.words) - 1
            yield name_of(key, "list"), at.sheet, at.row, at.column, last, at.column
        for block in blocks().values():
            yield block.name, *self._block(block)

    def _block(self, block: Block) -> tuple[str, int, int, int, int]:
        """Say where a block of cells stands: sheet, first row and column, last row and column."""
        if block.key in self.tables:
            table = self.tables[block.key]
            first, last = (table.columns[block.columns[end]] for end in (0, -1))
            return table.sheet, table.first_row, first, table.last_row, last
        ends = [self._block_cell(block.key, block.rows[end]) for end in (0, -1)]
        return ends[0].sheet, ends[0].row, ends[0].column, ends[1].row, ends[1].column

    def _block_cell(self, block: str, row: str) -> At:
        """Find the cell of one row of a block that is a column."""
        match block:
            case "law":
                return self.parameters[row]
            case "rubric":
                return self.parameters[f"{self.rubric.key}.{row}"]
            case "decisions":
                return self.results[f"{row}.decision"]
            case _ if block in self.sections:
                return self.cells[f"{block}.{row}"]
            case _:  # the self-rating: a computed item has points, but no cell of its own
                return self.results[f"{self.rubric.key}.{row}"]._replace(column=R_SELF)
