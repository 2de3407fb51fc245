"""Find the cells of a submitted workbook: by defined names, else by the labels people see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemas.application import SELF_RATED
from schemas.fields import Field
from workbook.errors import ForeignWorkbookError, OtherKindError
from workbook.layout import ALL_SHEETS, INFO, RATING, At, Layout, TableAt, name_of
from workbook.raw import Address, RawSheet, RawWorkbook

_LEAST_SHARE = 3  # at least one name in three must be there, or it is another workbook


@dataclass(frozen=True, slots=True)
class Located:
    """Where things stand in this file; `relabelled` were found by label, `lost` not at all.

    `moved` are inputs that were cut: the field, where its label stands, and where its name went.
    """

    cells: Mapping[str, At]
    tables: Mapping[str, TableAt]
    results: Mapping[str, At]
    parameters: Mapping[str, At]
    identity: Mapping[str, str]
    relabelled: tuple[Field, ...]
    lost: tuple[Field, ...]
    moved: tuple[tuple[Field, At, At], ...]


@dataclass(slots=True)
class _Search:
    raw: RawWorkbook
    layout: Layout
    relabelled: list[Field] = field(default_factory=list)
    lost: list[Field] = field(default_factory=list)
    moved: list[tuple[Field, At, At]] = field(default_factory=list)

    def named(self, places: Mapping[str, At], prefix: str = "") -> dict[str, At]:
        """Find single cells by name."""
        found = {}
        for address in places:
            named = self.raw.names.get(name_of(address, prefix))
            if named is not None:
                found[address] = At(named.sheet, named.first_row, named.first_column)
        return found

    def cells(self) -> dict[str, At]:
        """Find the inputs of sections and fixed rows, by name and then by label."""
        found = self.named(self.layout.cells)
        for address, place in self.layout.cells.items():
            if address in found:
                self._notice_cut(address, place, found[address])
                continue
            declared, at = self._by_label(address, place)
            if at is None:
                self.lost.append(declared)
            else:
                self.relabelled.append(declared)
                found[address] = at
        return found

    def _notice_cut(self, address: str, place: At, at: At) -> None:
        """Remember a field whose cell was cut and pasted elsewhere: its name goes along."""
        if place.sheet == INFO:
            declared, labelled = self._by_label(address, place)
            if labelled is not None and labelled != at:
                self.moved.append((declared, labelled, at))

    def _by_label(self, address: str, place: At) -> tuple[Field, At | None]:
        group, _, key = address.partition(".")
        if "." in key:
            fixed, _, key = key.partition(".")
            return self._in_fixed_row(group, fixed, key)
        declared = self.layout.form.field(address)
        if place.sheet == RATING:
            item = declared.label.removesuffix(SELF_RATED)
            return declared, self._crossing(place.sheet, item, {SELF_RATED})
        for sheet in self._sheets(place.sheet):
            for row, column in _saying(sheet, {declared.label, declared.heading}):
                return declared, At(sheet.name, row, column + 1)
        return declared, None

    def _in_fixed_row(self, table_key: str, fixed: str, key: str) -> tuple[Field, At | None]:
        """Find a fixed row by the words it prints, and the column by its heading."""
        place = self.layout.tables[table_key]
        declared = place.table[key]
        row_named = next(row for row in place.table.rows if row.key == fixed)
        words = dict(row_named.preset)["name"]
        return declared, self._crossing(place.sheet, words, {declared.label, declared.heading})

    def _crossing(self, title: str, words: str, headings: Collection[str]) -> At | None:
        """Find the cell right of some words and below a heading, the nearest one above."""
        for sheet in self._sheets(title):
            for row, _ in _saying(sheet, {words}):
                above = [at for at in _saying(sheet, headings) if at[0] < row]
                if above:
                    return At(sheet.name, row, max(above)[1])
        return None

    def _sheets(self, title: str) -> Iterator[RawSheet]:
        """Give the sheet of that title first, then those that are no other sheet of ours."""
        first = self.raw.sheet(title)
        if first is not None:
            yield first
        yield from (sheet for sheet in self.raw.sheets if sheet.name not in ALL_SHEETS)

    def tables(self) -> dict[str, TableAt]:
        """Find the tables by their columns' names, and lost columns by their headings."""
        return {key: self._table(place) for key, place in self.layout.tables.items()}

    def _table(self, place: TableAt) -> TableAt:
        names = self.raw.names
        columns, rows, sheets = {}, [], []
        for key in place.columns:
            named = names.get(name_of(f"{place.table.key}.{key}"))
            if named is not None:
                columns[key] = named.first_column
                rows.append((named.first_row, named.last_row))
                sheets.append(named.sheet)
        sheet = max(set(sheets), key=sheets.count) if sheets else place.sheet
        first = min((row[0] for row in rows), default=None)
        last = max((row[1] for row in rows), default=None)
        for declared in place.inputs:
            if declared.key in columns or place.table.rows:
                continue
            at = self._heading(declared, sheet, first)
            if at is None:
                self.lost.append(declared)
                continue
            self.relabelled.append(declared)
            sheet = sheet if sheets else at.sheet
            columns[declared.key] = at.column
            first = at.row + 1 if first is None else first
        first = place.first_row if first is None else first
        last = first + place.last_row - place.first_row if last is None else last
        return replace(place, sheet=sheet, first_row=first, last_row=last, columns=columns)

    def _heading(self, declared: Field, title: str, first: int | None) -> At | None:
        for sheet in self._sheets(title):
            for row, column in _saying(sheet, {declared.label, declared.heading}):
                if first is None or row < first:
                    return At(sheet.name, row, column)
            if first is not None:
                return None
        return None

    def identity(self) -> dict[str, str]:
        """Read what the workbook says of itself."""
        found = {}
        for key in self.layout.identity:
            named = self.raw.names.get(name_of(key, "meta"))
            sheet = self.raw.sheet(named.sheet) if named else None
            if named and sheet:
                value = sheet.cells.get((named.first_row, named.first_column))
                found[key] = "" if value is None else str(value)
        return found


def _saying(sheet: RawSheet, words: Collection[str]) -> Iterator[Address]:
    """Give the cells that hold just these words, in the order of the file."""
    for at, value in sheet.cells.items():
        if isinstance(value, str) and value.strip() in words:
            yield at


def locate(raw: RawWorkbook, layout: Layout) -> Located:
    """Find everything of `layout` in a file.

    Raises OtherKindError for another of our workbooks and ForeignWorkbookError for any other.
    """
    search = _Search(raw, layout)
    identity = search.identity()
    kind = identity.get("kind", layout.form.key)
    if kind != layout.form.key:
        raise OtherKindError(kind)
    cells, tables = search.cells(), search.tables()
    wanted = len(layout.cells) + sum(len(table.inputs) for table in layout.tables.values())
    if (wanted - len(search.lost)) * _LEAST_SHARE < wanted:
        raise ForeignWorkbookError
    return Located(
        cells,
        tables,
        search.named(layout.results, "result"),
        search.named(layout.parameters, "law"),
        identity,
        tuple(search.relabelled),
        tuple(search.lost),
        tuple(search.moved),
    )
