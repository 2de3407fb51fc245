"""Write the hidden sheets of the edition with macros: words, settings, whole columns.

整列计算 holds one array formula for each column function, so that 500 rows cost one call; it is 0
where no engine answers, and then each row's own formula does.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import Field, Kind
from schemas.published import published
from workbook.addresses import column_letters
from workbook.asking import column_functions, column_name
from workbook.button_words import composed, fixed
from workbook.layout import COLUMNS, CONF, WORDS
from workbook.styles import TAB_REFERENCE, number_format
from workbook.template_page import Kit, Page

_TIDIED = {
    Kind.CREDIT_CODE: "code",
    Kind.PHONE: "phone",
    Kind.NUMBER: "number",
    Kind.WHOLE: "number",
    Kind.DAY: "date",
}
_UDF_MODULE = "udfs.functions"


def write_columns(kit: Kit) -> None:
    """Write 整列计算, each column function once."""
    page = Page(kit, COLUMNS, TAB_REFERENCE, [14] * len(column_functions()))
    for column, ((table, key), function) in enumerate(column_functions().items()):
        place = kit.layout.tables[table]
        count = place.last_row - place.first_row + 1
        letters = column_letters(column)
        page.words(0, column, column_name(table, key), "label")
        formula = f"=IFERROR({function.call()},0)"
        page.sheet.write_array_formula(1, column, count, column, formula, None, 0)
        where = f"'{COLUMNS}'!${letters}$2:${letters}${count + 1}"
        kit.workbook.define_name(column_name(table, key), f"={where}")
    page.sheet.hide()


def write_words(kit: Kit) -> None:
    """Write 按钮文字: the words of the buttons, and the inputs that tidying may touch."""
    page = Page(kit, WORDS, TAB_REFERENCE, (20, 60, 3, 10, 40, 24, 12, 3, 30, 60))
    words = fixed()
    for row, (key, said) in enumerate(words.items()):
        page.words(row, 0, key, "label")
        page.words(row, 1, said, "cell")
    for row, (key, formula) in enumerate(composed(kit.law).items(), start=len(words)):
        page.words(row, 0, key, "label")
        page.formula(row, 1, formula, "", "cell")  # opening the file computes it
        words[key] = formula
    for row, key in enumerate(words):
        kit.workbook.define_name(f"text_{key}", f"='{WORDS}'!$B${row + 1}")
    ranges = list(_tidied(kit))
    for row, parts in enumerate(ranges):
        for column, part in enumerate(parts, start=3):
            page.words(row, column, part, "cell")
    kit.workbook.define_name("tidy_ranges", f"='{WORDS}'!$D$1:$G${len(ranges)}")
    _functions(kit, page)
    page.sheet.hide()


def _functions(kit: Kit, page: Page) -> None:
    """Write what Excel's function wizard says: name, help and the help of each argument, a row."""
    entries, column = published(), 8
    for row, entry in enumerate(entries):
        helps = (argument.help for argument in entry.arguments)
        for at, words in enumerate((entry.name, entry.help, *helps), start=column):
            page.words(row, at, words, "cell")
    last = column_letters(column + 1 + max(len(entry.arguments) for entry in entries))
    where = f"${column_letters(column)}$1:${last}${len(entries)}"
    kit.workbook.define_name("text_functions", f"='{WORDS}'!{where}")


def _tidied(kit: Kit) -> Iterator[tuple[str, str, str, str]]:
    """Give kind, range, label and format of the inputs whose signs mean the same however wide."""
    for address, at in kit.layout.cells.items():
        where = f"'{at.sheet}'!${column_letters(at.column)}${at.row + 1}"
        yield from _tidied_as(_field(kit, address), where)
    for table in kit.layout.tables.values():
        for field in () if table.table.rows else table.inputs:
            letters = column_letters(table.columns[field.key])
            rows = f"${letters}${table.first_row + 1}:${letters}${table.last_row + 1}"
            yield from _tidied_as(field, f"'{table.sheet}'!{rows}")


def _tidied_as(field: Field, where: str) -> Iterator[tuple[str, str, str, str]]:
    if field.kind in _TIDIED:
        yield _TIDIED[field.kind], where, field.label, number_format(field)


def _field(kit: Kit, address: str) -> Field:
    group, _, rest = address.partition(".")
    if group in kit.layout.tables:
        return kit.layout.tables[group].table[rest.partition(".")[2]]
    return kit.layout.form.field(address)


def write_settings(kit: Kit, server: str, token: str) -> None:
    """Write xlwings.conf: where functions come from, and the bureau's server when there is one.

    The interpreter is a setting of each computer, so it stands in the user's own configuration.
    """
    page = Page(kit, CONF, TAB_REFERENCE, (32, 60))
    settings = {
        "UDF MODULES": _UDF_MODULE,
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "HRPARK_SERVER": server,
        "AUTH": token,
    }
    names = {"HRPARK_SERVER": "setting_server", "AUTH": "setting_token"}
    for row, (key, value) in enumerate(settings.items()):
        page.words(row, 0, key, "label")
        page.words(row, 1, value, "cell", "open")
        if key in names:
            kit.workbook.define_name(names[key], f"='{CONF}'!$B${row + 1}")
    page.sheet.hide()
