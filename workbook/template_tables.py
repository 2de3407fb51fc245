"""Write the sheets with tables: 园区场地, 入驻机构, 服务与活动, 申报材料."""

from __future__ import annotations

from schemas.expression import Value
from schemas.fields import Field
from schemas.rule import RowColumn
from workbook.addresses import column_letters
from workbook.asking import asking_row
from workbook.layout import (
    HOME,
    MATERIALS,
    NUMBER_COLUMN,
    RESIDENTS,
    SERVICES,
    SITES,
    TABLE_FIRST_ROW,
    TABLE_HEADER_ROW,
    At,
    TableAt,
)
from workbook.limits import DEFAULT_ROWS
from workbook.styles import TAB_INPUT, figure_format
from workbook.template_info import STAR
from workbook.template_inputs import write_inputs
from workbook.template_page import LINE_POINTS, Kit, Page, wrapped_lines

_NUMBER_WIDTH, _ROW_POINTS, _PRINTED_ROW_POINTS, _HELPER_DECIMALS = 6, 33, 26, 2
_TITLE_ABOVE, _NOTE_ABOVE, _NEED_ABOVE = 4, 3, 2
_ROW_MARK = "9999999"  # more rows than a sheet has: it stands for the row's number in a pattern
_NOTES = {
    "sites": "每行一处场地。核心园区只填一行；没有分园区的不填分园区。",
    "residents": "每行一家机构，全部场地的都列在本表。信用代码按文本粘贴（选择性粘贴－数值）。"
    "打印前可在“状态”列筛去空行。",
    "services": "逐项填“是”或“否”。",
    "activities": "上一年度以来的活动，每行一场；没有的留空。",
    "materials": "逐项填“有”或“无”；有的填文号、日期和附件文件名。",
}


def write_tables(kit: Kit) -> None:
    """Write the four sheets, in the order of the tabs."""
    for title in (SITES, RESIDENTS, SERVICES, MATERIALS):
        _sheet(kit, title, [t for t in kit.layout.tables.values() if t.sheet == title])


def _sheet(kit: Kit, title: str, tables: list[TableAt]) -> None:
    widths = _widths(tables)
    wide = title == RESIDENTS
    page = Page(kit, title, TAB_INPUT, widths, pages_wide=2 if wide else 1)
    for table in tables:
        _table(page, table)
    last_column = max(_last_shown(table) for table in tables)
    page.link(0, page.last_in_sight(last_column), At(HOME, 0, 0), "返回首页", "right")
    first = tables[0]
    frozen = first.inputs[0] if first.table.rows else first.table.fields[0]
    # Where two tables stand below each other, the heading of one must not stay above the other.
    rows = TABLE_FIRST_ROW if len(tables) == 1 else 0
    page.sheet.freeze_panes(rows, first.columns[frozen.key] + (not first.table.rows))
    page.sheet.print_area(0, 0, max(table.last_row for table in tables), last_column)
    if len(tables) == 1:
        page.sheet.repeat_rows(TABLE_HEADER_ROW)
    if wide:
        page.sheet.repeat_columns(0, first.columns["name"])
    if len(tables) == 1 and not first.table.rows:
        page.sheet.autofilter(TABLE_HEADER_ROW, 0, first.last_row, last_column)
    cell = At(title, first.first_row, first.columns[first.inputs[0].key])
    page.sheet.set_selection(cell.row, cell.column, cell.row, cell.column)
    last = At(title, max(table.last_row for table in tables), last_column).a1
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})


def _widths(tables: list[TableAt]) -> list[float]:
    """Give each column the width of its widest declaration."""
    found: dict[int, int] = {NUMBER_COLUMN: _NUMBER_WIDTH}
    for table in tables:
        declared: tuple[Field | RowColumn, ...] = (*table.table.fields, *table.computed)
        for item in declared:
            column = table.columns[item.key]
            found[column] = max(found.get(column, 0), item.width)
    return [found[column] for column in range(max(found) + 1)]


def _last_shown(table: TableAt) -> int:
    hidden = {column.key for column in table.computed if not column.shown}
    return max(column for key, column in table.columns.items() if key not in hidden)


def _table(page: Page, table: TableAt) -> None:
    top = table.first_row
    page.words(top - _TITLE_ABOVE, 0, table.table.title, "title", "one_line")
    page.sheet.set_row(top - _TITLE_ABOVE, 32)
    note = _NOTES[table.table.key]
    if table.table.key == "residents" and table.last_row - top + 1 != DEFAULT_ROWS:
        note += f"本表可填{table.last_row - top + 1}家。"
    page.words(top - _NOTE_ABOVE, 0, note, "note", "one_line")
    _headings(page, table)
    _numbers(page, table)
    _presets(page, table)
    for field in table.inputs:
        column = table.columns[field.key]
        write_inputs(page, top, table.last_row, column, field)
        where = top, table.last_row, column
        page.named_colours(where, field.label, table.columns["status"])
        page.listed_colours(*where)
    for computed in table.computed:
        _computed(page, table, computed)
    page.status_colours(top, table.last_row, table.columns["status"])
    for row in range(top, table.last_row + 1):
        page.sheet.set_row(row, _preset_height(page, table, row))


def _headings(page: Page, table: TableAt) -> None:
    need, header = table.first_row - _NEED_ABOVE, table.header_row
    computed = {column.key: column for column in table.computed}
    required = {field.key for field in table.inputs if field.required}
    words = {NUMBER_COLUMN: "序号"}
    for key, column in table.columns.items():
        words[column] = computed[key].label if key in computed else table.table[key].heading
        hidden = key in computed and not computed[key].shown
        if hidden:
            width = page.widths[column]
            page.sheet.set_column(column, column, width, None, {"hidden": True})
        page.words(need, column, STAR if key in required else "", "star")
    page.words(need, NUMBER_COLUMN, "必填", "star")
    for column, label in words.items():
        page.words(header, column, label, "header")
    page.height(header, *((label, column, column) for column, label in words.items()), least=2)


def _numbers(page: Page, table: TableAt) -> None:
    if NUMBER_COLUMN in table.columns.values():
        return
    for offset in range(table.last_row - table.first_row + 1):
        row = table.first_row + offset
        page.words(row, NUMBER_COLUMN, offset + 1, "computed", "center")


def _presets(page: Page, table: TableAt) -> None:
    for offset, fixed in enumerate(table.table.rows):
        for key, words in fixed.preset:
            column = table.columns[key]
            number = column == NUMBER_COLUMN
            given: str | float = int(words) if number and words.isdigit() else words
            style = ("label", "center") if number else ("label",)
            page.words(table.first_row + offset, column, given, *style)


def _preset_height(page: Page, table: TableAt, row: int) -> float:
    """Make a printed row as tall as its own words need."""
    if not table.table.rows:
        return _ROW_POINTS
    preset = dict(table.table.rows[row - table.first_row].preset)
    lines = max(
        wrapped_lines(words, page.widths[table.columns[key]]) for key, words in preset.items()
    )
    return max(_PRINTED_ROW_POINTS, lines * LINE_POINTS)


def _computed(page: Page, table: TableAt, column: RowColumn) -> None:
    """Write a computed column; the row's number is all that differs from row to row."""
    at = table.columns[column.key]
    names = page.kit.names
    values = _values(page, table, column)
    decimals = _HELPER_DECIMALS if column.numeric else 0
    form = figure_format(decimals) if column.numeric else ""
    style = ("computed", "words") if column.key == "status" else ("computed", "center")
    here = names.at_row(table, int(_ROW_MARK) - 1)
    pattern = column.expr.excel(here)
    if page.kit.macros:
        pattern = asking_row(table.table.key, column.key, here.row_number(), pattern)
    for offset, value in enumerate(values):
        row = table.first_row + offset
        formula = pattern.replace(_ROW_MARK, str(row + 1))
        page.formula(row, at, formula, value, *style, number_format=form)


def _values(page: Page, table: TableAt, column: RowColumn) -> list[Value]:
    """Give the column's values: the rules' for the rows that are there, nothing for the others."""
    rows = table.last_row - table.first_row + 1
    values = list(page.kit.evaluation.column(table.table.key, column.key))
    return values + [""] * (rows - len(values))


def status_range(table: TableAt) -> str:
    """Write the status cells of a table as an absolute range."""
    letters = column_letters(table.columns["status"])
    return f"'{table.sheet}'!${letters}${table.first_row + 1}:${letters}${table.last_row + 1}"
