"""Say how formulas of the workbook call its cells."""

from __future__ import annotations

from workbook.addresses import column_letters
from workbook.layout import Layout, TableAt, name_of


class SheetNames:
    """How formulas of the workbook call its cells; `at_row` points it at one row of a table."""

    def __init__(self, layout: Layout) -> None:
        """Take the map."""
        self._layout = layout
        self._table: TableAt | None = None
        self._row = 0

    def at_row(self, table: TableAt, row: int) -> SheetNames:
        """Give names for formulas of one row."""
        names = SheetNames(self._layout)
        names._table, names._row = table, row
        return names

    def parameter(self, key: str) -> str:
        """Name a figure of the law."""
        return name_of(key, "law")

    def cell(self, address: str) -> str:
        """Name an input; KeyError when the workbook has no such input."""
        if address not in self._layout.cells:
            raise KeyError(address)
        return name_of(address)

    def result(self, key: str) -> str:
        """Name a result; KeyError when the workbook has no such result."""
        if key not in self._layout.results:
            raise KeyError(key)
        return name_of(key, "result")

    def column(self, table: str, key: str) -> str:
        """Name a column of a table."""
        if key not in self._layout.tables[table].columns:
            raise KeyError(f"{table}.{key}")
        return name_of(f"{table}.{key}")

    def row_value(self, key: str) -> str:
        """Refer to a cell of the row at hand."""
        return self._here().a1(key, self._row)

    def row_inputs(self) -> str:
        """Refer to the input cells of the row at hand."""
        table = self._here()
        first, last = table.inputs[0].key, table.inputs[-1].key
        return f"{table.a1(first, self._row)}:{table.a1(last, self._row)}"

    def row_number(self) -> str:
        """Count the row at hand within its table, from 1."""
        table = self._here()
        column = f"${column_letters(table.columns[table.inputs[0].key])}"
        return f"ROWS({column}${table.first_row + 1}:{column}{self._row + 1})"

    def choices(self, key: str) -> str:
        """Name a list that comes with the law."""
        return name_of(key, "list")

    def _here(self) -> TableAt:
        if self._table is None:
            raise ValueError("a row formula outside a table")
        return self._table
