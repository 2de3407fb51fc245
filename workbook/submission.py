"""Turn a file as read into typed facts, with a finding for every cell mended or not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from schemas.application import APPLICATION
from schemas.as_typed import InexactError, as_typed, is_misfit
from schemas.evaluation import Facts
from schemas.expression import MISFIT, Value
from schemas.field_reader import choices_of, display, read_field
from schemas.fields import Field, Kind
from schemas.findings import Finding, Place, find
from schemas.normalise import CellError, Normalised, RawCell, shown
from schemas.normalising.cells import without_invisible
from schemas.parameters import Law
from workbook.errors import TooLargeError
from workbook.layout import NO_DECISION, At, TableAt
from workbook.limits import MOST_ROWS
from workbook.locate import Located
from workbook.raw import CellValue, ErrorValue, RawSheet, RawWorkbook

# What of a larger merge lies beyond is blank space: it covers whole rows or columns.
_TALL, _WIDE = 5000, 100
_MOST_FINDINGS = 50_000
_SEEN = 60  # characters of an entry that a message repeats
_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_WORDS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.LICENCE})


class ReadCell(NamedTuple):  # thousands are made, and a tuple is made fastest
    """One input cell: where it is, what it declares, what stood there and what it means."""

    at: At
    field: Field
    raw: RawCell
    value: Value
    understood: bool

    @property
    def place(self) -> Place:
        """Give the cell as findings cite it."""
        return place(self.at)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One started row of a table, its cells by key."""

    row: int
    cells: Mapping[str, ReadCell]
    within: bool = True

    def values(self) -> dict[str, Value]:
        """Give the typed values by key."""
        return {key: cell.value for key, cell in self.cells.items()}


@dataclass(slots=True)
class Submission:
    """Everything a workbook states, typed, with the findings of reading it."""

    law: Law
    located: Located
    raw: RawWorkbook
    cells: dict[str, ReadCell] = field(default_factory=dict)
    rows: dict[str, list[ReadRow]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def facts(self, decisions: Mapping[str, str]) -> Facts:
        """Give the facts after mending, for the rules."""
        tables: dict[str, list[Mapping[str, Value]]] = {}
        for key, rows in self.rows.items():
            presets = _presets(self.located.tables[key])
            tables[key] = [{**presets.get(read.row, {}), **_meant(read.cells)} for read in rows]
        return Facts(self.law, _meant(self.cells), tables, decisions)

    @property
    def as_read(self) -> bool:
        """Tell whether nothing was mended and nothing left out: what was typed is what is meant."""
        return not self.findings and not self.decisions_typed()

    def decisions_typed(self) -> dict[str, str]:
        """Give what stands in the bureau's decision cells: not adopted, but formulas see it."""
        found = {}
        for key, at in self.located.results.items():
            condition, _, word = key.rpartition(".")
            sheet = self.raw.sheet(at.sheet) if word == "decision" else None
            value = sheet.cells.get((at.row, at.column)) if sheet else None
            if value not in {None, "", NO_DECISION}:
                found[condition] = str(value)
        return found

    def facts_as_typed(self) -> Facts:
        """Give the facts as the workbook's own formulas see them: nothing mended."""
        seen = partial(_seen, date_1904=self.raw.date_1904)
        tables: dict[str, list[Mapping[str, Value]]] = {}
        for key, rows in self.rows.items():
            presets = _presets(self.located.tables[key])
            tables[key] = [
                {**presets.get(read.row, {}), **seen(read.cells)} for read in rows if read.within
            ]
        return Facts(self.law, seen(self.cells), tables, self.decisions_typed())


def _presets(table: TableAt) -> dict[int, dict[str, Value]]:
    return {
        table.first_row + offset: dict(fixed.preset)
        for offset, fixed in enumerate(table.table.rows)
    }


def _meant(cells: Mapping[str, ReadCell]) -> dict[str, Value]:
    """Give what the cells mean, with a mark beside each that nobody can read."""
    meant = {key: cell.value for key, cell in cells.items()}
    lost = (key for key, cell in cells.items() if not cell.understood and cell.value is None)
    return meant | dict.fromkeys((key + MISFIT for key in lost), True)


def _seen(cells: Mapping[str, ReadCell], *, date_1904: bool) -> dict[str, Value]:
    """Give what formulas see in the cells, with a mark beside each misfit."""
    seen: dict[str, Value] = {}
    for key, cell in cells.items():
        seen[key] = _as_typed(cell, date_1904=date_1904)
        if is_misfit(cell.field, cell.raw):
            seen[key + MISFIT] = True
    return seen


def _as_typed(cell: ReadCell, *, date_1904: bool) -> Value:
    """Give what a formula sees in the cell; what it sees inexactly, as it was read."""
    try:
        return as_typed(cell.field, cell.raw, date_1904=date_1904)
    except InexactError:
        return cell.value


def read_submission(raw: RawWorkbook, located: Located, law: Law) -> Submission:
    """Read every input of a located workbook under `law`.

    Raises TooLargeError for a table with more rows than any template has, and for more to mend
    than anybody could.
    """
    return _Reader(Submission(law, located, raw)).read()


def _to_cell(value: CellValue | None) -> RawCell:
    return CellError(value.text) if isinstance(value, ErrorValue) else value


class _Reader:
    """Walks the inputs; keeps findings as it goes."""

    def __init__(self, submission: Submission) -> None:
        self._into = submission
        self._raw = submission.raw
        self._sheets: dict[str, RawSheet] = {}
        self._merged: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}

    def read(self) -> Submission:
        located = self._into.located
        fixed = {key for key, table in located.tables.items() if table.table.rows}
        for address, at in located.cells.items():
            group, _, rest = address.partition(".")
            key = rest.rpartition(".")[2]
            declared = (
                located.tables[group].table[key] if group in fixed else APPLICATION.field(address)
            )
            self._into.cells[address] = self._cell(declared, at, in_table=False)
        for key, table in located.tables.items():
            if table.table.rows:
                self._into.rows[key] = self._fixed_rows(key, table)
            else:
                self._into.rows[key] = self._free_rows(table)
        return self._into

    def _sheet(self, title: str) -> RawSheet:
        if title not in self._sheets:
            self._sheets[title] = self._raw.sheet(title) or RawSheet(title)
        return self._sheets[title]

    def _fixed_rows(self, key: str, table: TableAt) -> list[ReadRow]:
        rows = []
        for offset, fixed in enumerate(table.table.rows):
            cells = {
                declared.key: self._into.cells[address]
                for declared in table.inputs
                if (address := f"{key}.{fixed.key}.{declared.key}") in self._into.cells
            }
            rows.append(ReadRow(table.first_row + offset, cells))
        return rows

    def _free_rows(self, table: TableAt) -> list[ReadRow]:
        sheet = self._sheet(table.sheet)
        columns = {
            table.columns[declared.key]: declared
            for declared in table.inputs
            if declared.key in table.columns
        }
        filled = self._filled(sheet, table, columns)
        if len(filled) > MOST_ROWS:
            raise TooLargeError(f"“{table.table.title}”超过 {MOST_ROWS} 行")
        rows = []
        for row in sorted(filled):
            within = row <= table.last_row
            if not within and filled[row] < 2:  # noqa: PLR2004 - a lone far cell is no row
                self._stray(sheet, table, row, columns)
                continue
            before = len(self._into.findings)
            if before > _MOST_FINDINGS:
                raise TooLargeError(f"要改的地方超过 {_MOST_FINDINGS} 处")
            cells = {
                declared.key: self._cell(declared, At(sheet.name, row, column), in_table=True)
                for column, declared in columns.items()
            }
            if all(cell.value is None and cell.understood for cell in cells.values()):
                del self._into.findings[before:]
                continue
            if not within:
                self._note("table.beyond", sheet.name, row, table, str(row + 1))
            rows.append(ReadRow(row, cells, within))
        for row, column in sheet.strays:
            if column in columns and row >= table.first_row:
                self._add_stray(table, At(sheet.name, row, column))
        hidden = [read.row for read in rows if read.row in sheet.hidden_rows]
        if hidden:
            self._note("table.hidden-rows", sheet.name, hidden[0], table, str(len(hidden)))
        return rows

    def _filled(
        self, sheet: RawSheet, table: TableAt, columns: Mapping[int, Field]
    ) -> dict[int, int]:
        """Count the cells with something in them, by row."""
        filled: dict[int, int] = {}
        for row, column in sheet.cells.keys() | sheet.pictures | sheet.uncached:
            if row >= table.first_row and column in columns:
                filled[row] = filled.get(row, 0) + 1
        for (row, column), top in self._merges(sheet).items():
            if row in filled and column in columns and top[0] >= table.first_row:
                filled[row] += 1
        return filled

    def _note(self, message: str, sheet: str, row: int, table: TableAt, given: str) -> None:
        column = min(
            table.columns[declared.key]
            for declared in table.inputs
            if declared.key in table.columns
        )
        self._into.findings.append(
            find(message, place(At(sheet, row, column)), label=table.table.title, given=given)
        )

    def _stray(
        self, sheet: RawSheet, table: TableAt, row: int, columns: Mapping[int, Field]
    ) -> None:
        for column in columns:
            value = sheet.cells.get((row, column))
            if value is not None and shown(_to_cell(value)).strip():
                self._add_stray(table, At(sheet.name, row, column))

    def _add_stray(self, table: TableAt, at: At) -> None:
        self._into.findings.append(
            find("table.stray", place(at), label=table.table.title, given=at.a1)
        )

    def _merges(self, sheet: RawSheet) -> dict[tuple[int, int], tuple[int, int]]:
        """Lead from each covered cell of a merged range to its top-left one."""
        if sheet.name not in self._merged:
            self._merged[sheet.name] = {
                (row, column): (area.first_row, area.first_column)
                for area in sheet.merged
                for row in range(area.first_row, min(area.last_row, area.first_row + _TALL) + 1)
                for column in range(
                    area.first_column, min(area.last_column, area.first_column + _WIDE) + 1
                )
                if (row, column) != (area.first_row, area.first_column)
            }
        return self._merged[sheet.name]

    def _cell(self, declared: Field, at: At, *, in_table: bool) -> ReadCell:
        sheet = self._sheet(at.sheet)
        address = at.row, at.column
        raw = _to_cell(sheet.cells.get(address))
        if address in sheet.pictures:
            return self._not_understood("cell.picture", declared, at, raw)
        if address in sheet.uncached and raw is None:
            return self._not_understood("cell.uncached", declared, at, raw)
        covered = self._merges(sheet).get(address) if in_table else None
        if covered is not None and raw is None and covered[1] == at.column:
            above = _to_cell(sheet.cells.get(covered))
            if above is not None:
                return self._filled_down(declared, at, above)
        read = read_field(declared, raw, self._into.law, date_1904=self._raw.date_1904)
        self._report(declared, at, raw, read)
        return ReadCell(at, declared, raw, read.value, read.problem is None)

    def _filled_down(self, declared: Field, at: At, above: RawCell) -> ReadCell:
        """Take the merged cell's words for each row it covers; never its figures."""
        if declared.kind not in _WORDS:
            return self._not_understood("cell.merged", declared, at, None)
        read = read_field(declared, above, self._into.law, date_1904=self._raw.date_1904)
        if read.value is not None:
            details = {"read_as": _short(display(declared, read.value))}
            self._add("mended.merged", declared, at, None, details)
        return ReadCell(at, declared, None, read.value, read.problem is None)

    def _not_understood(self, message: str, declared: Field, at: At, raw: RawCell) -> ReadCell:
        self._add(message, declared, at, raw, {})
        return ReadCell(at, declared, raw, None, understood=False)

    def _report(self, declared: Field, at: At, raw: RawCell, read: Normalised) -> None:
        for message in (read.problem, read.mended, read.warning):
            if message is not None:
                details = {"read_as": display(declared, read.value), **read.details}
                details["read_as"] = _short(details["read_as"])
                self._add(message, declared, at, raw, details)

    def _add(
        self,
        message: str,
        declared: Field,
        at: At,
        raw: RawCell,
        details: Mapping[str, str],
    ) -> None:
        words = {
            "unit": declared.unit,
            "choices": "、".join(choices_of(declared, self._into.law)),
            **details,
        }
        self._into.findings.append(
            find(
                message,
                place(at),
                label=declared.label,
                given=as_seen(raw),
                article=declared.article,
                details=words,
            )
        )


def place(at: At) -> Place:
    """Give a cell as findings cite it."""
    return Place(at.sheet, at.row, at.column, at.a1)


def as_seen(raw: RawCell) -> str:
    """Write what stands in a cell as people see it there: on one line, and not all of a long text.

    Marks that nobody sees are left out: among them are some that command terminals.
    """
    words = str(raw).upper() if isinstance(raw, bool) else shown(raw)
    return _short(_BREAKS.sub(" ", without_invisible(words)))


def _short(words: str) -> str:
    return words if len(words) <= _SEEN else f"{words[: _SEEN - 1]}…"


def as_day(value: object) -> date | None:
    """Take a typed value as a day, if it is one."""
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
