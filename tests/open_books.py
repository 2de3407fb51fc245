"""An open workbook for tests: what the two clients of xlwings send of it, and what they do to it.

`OpenBook.of(data)` opens a file's cells. `sent(client)` is the workbook as xlwings' VBA module
(`Remote.bas` with VBA-JSON) or its office.js client sends it, through JSON, opened by the real
`xw.Book(json=…)`. `applied(book, client)` does what is in `book.json()["actions"]` as that client
does, and enters each value as Excel does: text becomes a number, a day or a formula where the cell
is not in text format, which is how a careless button would show. Writing a shut cell fails.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import xlwings as xw
from excel_clients import TEXT, VBA, Held, Sheet, Shown, as_sent, entered
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from workbook.button_words import LISTED, fixed
from workbook.layout import FIXES

if TYPE_CHECKING:
    from collections.abc import Callable

_SPARE = FIXES  # where a workbook without buttons gets their places


@dataclass
class OpenBook:
    """A workbook as Excel holds it: values, number formats, shut cells and names."""

    sheets: dict[str, Sheet]
    names: dict[str, tuple[str, str]]  # name: sheet, address

    @classmethod
    def of(cls, data: bytes) -> OpenBook:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True)
        sheets = {}
        for page in book.worksheets:
            sheet = sheets[page.title] = Sheet()
            for cell in page._cells.values():  # noqa: SLF001 - iter_rows walks a million rows
                at = (cell.row, cell.column)
                if type(cell).__name__ == "MergedCell":
                    continue
                sheet.formats[at] = cell.number_format
                if cell.protection.locked:
                    sheet.shut.add(at)
                if cell.value is not None and cell.value != "":
                    sheet.values[at] = Shown(cell.value) if cell.data_type == "e" else cell.value
        names = {}
        for name, defined in book.defined_names.items():
            ((title, area),) = defined.destinations
            names[name] = (title, area)
        return cls(sheets, names)

    # -- reading and writing as a person does ---------------------------------------------------

    def cell(self, sheet: str, address: str) -> Held:
        return self.sheets[sheet].values.get(coordinate_to_tuple(address))

    def type_in(self, sheet: str, address: str, value: Held, form: str | None = None) -> None:
        """Let a cell hold a value as it is: what pasting does, for text."""
        at = coordinate_to_tuple(address)
        if form is not None:
            self.sheets[sheet].formats[at] = form
        if value is None:
            self.sheets[sheet].values.pop(at, None)
        else:
            self.sheets[sheet].values[at] = value

    def named(self, name: str) -> list[list[Held]]:
        """Give the values under a name, "" for a blank."""
        sheet, (left, top, right, bottom) = self._area(name)
        return [
            [sheet.values.get((row, column), "") for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]

    def one(self, name: str) -> Held:
        ((value,),) = self.named(name)
        return value

    def lines(self, name: str) -> list[list[Held]]:
        """Give the filled lines of a list; blank ones may only stand behind them."""
        lines = self.named(name)
        filled = [line for line in lines if any(cell != "" for cell in line)]
        assert lines[: len(filled)] == filled
        return filled

    def _area(self, name: str) -> tuple[Sheet, tuple[int, int, int, int]]:
        title, area = self.names[name]
        left, top, right, bottom = range_boundaries(area)
        assert None not in {left, top, right, bottom}
        return self.sheets[title], (left, top, right, bottom)  # type: ignore[return-value]

    def with_buttons(self) -> OpenBook:
        """Give the places of the buttons to a workbook of the edition without them."""
        spare = self.sheets.setdefault(_SPARE, Sheet())
        for row, (key, words) in enumerate(fixed().items(), start=1):
            spare.values[row, 1] = words
            self.names[f"text_{key}"] = (_SPARE, f"$A${row}")
        for name, first, width, height in (
            ("button_findings", 3, 9, LISTED),
            ("button_fixes", 13, 8, LISTED),
            ("button_stamp", 22, 1, 1),
            ("button_message", 23, 1, 1),
        ):
            last = get_column_letter(first + width - 1)
            self.names[name] = (_SPARE, f"${get_column_letter(first)}$1:${last}${height}")
            for row in range(1, height + 1):
                for column in range(first, first + width):
                    spare.formats[row, column] = TEXT
        title, area = self.names["meta_code"]
        self.sheets[title].shut.discard(coordinate_to_tuple(area.replace("$", "")))
        return self

    # -- what the clients send --------------------------------------------------------------------

    def sent(self, client: str = VBA) -> xw.Book:
        """Open what a client sends, after its way through JSON."""
        return xw.Book(json=json.loads(self.payload(client)))

    def payload(self, client: str) -> str:
        titles = list(self.sheets)
        names = [
            {
                "name": name,
                "sheet_index": titles.index(title),
                "address": area.replace("$", ""),
                "scope_sheet_name": None,
                "scope_sheet_index": None,
                "book_scope": True,
            }
            | ({} if client == VBA else {"type": "Range", "refers_to": f"={_quoted(title)}!{area}"})
            for name, (title, area) in self.names.items()
        ]
        sheets = [
            f'{{"name":{json.dumps(title)},"pictures":[],"tables":[],'
            f'"values":{_matrix(sheet, client)}}}'
            for title, sheet in self.sheets.items()
        ]
        head = {
            "client": client,
            "version": xw.__version__,
            "book": {"name": "申报.xlsm", "active_sheet_index": 0, "selection": "A1"},
            "names": names,
        }
        return f'{json.dumps(head)[:-1]},"sheets":[{",".join(sheets)}]}}'

    # -- what the clients do ----------------------------------------------------------------------

    def press(self, button: Callable[[xw.Book], None], client: str = VBA) -> OpenBook:
        """Press a button: send, let it work, and do what it answers."""
        book = self.sent(client)
        button(book)
        return self.applied(book, client)

    def applied(self, book: xw.Book, client: str = VBA) -> OpenBook:
        """Do the actions to the workbook as the client does; give the workbook itself."""
        answer = json.loads(json.dumps(book.json()))  # what cannot be sent fails here
        for action in answer["actions"]:
            sheet = self.sheets[list(self.sheets)[action["sheet_position"]]]
            if action["func"] == "setNumberFormat":
                assert (action["row_count"], action["column_count"]) == (1, 1)
                at = action["start_row"] + 1, action["start_column"] + 1
                assert at not in sheet.shut, (action["sheet_position"], at)
                (sheet.formats[at],) = action["args"]
                continue
            assert action["func"] == "setValues"
            assert len(action["values"]) == action["row_count"]
            for row, line in enumerate(action["values"], start=action["start_row"] + 1):
                assert len(line) == action["column_count"]
                for column, value in enumerate(line, start=action["start_column"] + 1):
                    at = (row, column)
                    assert at not in sheet.shut, (action["sheet_position"], at)
                    entered(sheet, at, value, client)
        return self

    def copy(self) -> OpenBook:
        return deepcopy(self)


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _matrix(sheet: Sheet, client: str) -> str:
    """Write the values from A1 to the last used cell."""
    if not sheet.values:
        return "[[]]"
    rows = max(row for row, _ in sheet.values)
    columns = max(column for _, column in sheet.values)
    lines = (
        ",".join(
            as_sent(sheet.values.get((row, column)), client) for column in range(1, columns + 1)
        )
        for row in range(1, rows + 1)
    )
    return f"[{','.join(f'[{line}]' for line in lines)}]"
