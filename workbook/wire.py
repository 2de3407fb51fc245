"""Carry a workbook from the reading process to the one that asked, as JSON and never as objects.

The reading process has touched a hostile file, so what it says is data: unpacking runs no code and
fails with an ordinary exception on anything it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from itertools import repeat
from typing import TYPE_CHECKING, Any

from workbook.raw import (
    COLUMNS,
    Address,
    CellValue,
    ErrorValue,
    Feature,
    FeatureKind,
    Formulas,
    NamedRange,
    Producer,
    Range,
    RawSheet,
    RawWorkbook,
    Visibility,
)

if TYPE_CHECKING:
    from workbook.book import SheetPart
    from workbook.sheet import Scan
    from workbook.values import Values

Plain = dict[str, Any]  # what JSON holds

# What JSON cannot say, by a mark: how it is written, and how it is read again.
_WRITERS: dict[type, tuple[str, Callable[[Any], str | int]]] = {
    date: ("date", date.toordinal),
    datetime: ("datetime", datetime.isoformat),
    time: ("time", time.isoformat),
    ErrorValue: ("error", str),
}
_READERS: dict[str, Callable[[Any], CellValue]] = {
    "date": date.fromordinal,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "error": ErrorValue,
}


def pack_sheet(part: SheetPart, scan: Scan, values: Values) -> Plain:
    """Return one sheet as JSON can say it."""
    others: dict[str, tuple[list[int], list[str | int]]] = {mark: ([], []) for mark in _READERS}
    for place, value in values.others.items():
        mark, write = _WRITERS[type(value)]
        others[mark][0].append(place)
        others[mark][1].append(write(value))
    return {
        "name": part.name,
        "visibility": part.visibility,
        "places": list(values.cells),
        "values": list(values.cells.values()),
        "others": others,
        "formula_places": _places(scan.formulas),
        "formulas": list(scan.formulas.numbers.values()),
        "patterns": scan.formulas.patterns,
        "uncached": _places(scan.uncached),
        "merged": [
            (block.first_row, block.first_column, block.last_row, block.last_column)
            for block in scan.merged
        ],
        "hidden_rows": sorted(scan.hidden_rows),
        "pictures": values.pictures,
        "strays": _places(scan.strays),
    }


def pack(message: Plain) -> bytes:
    """Return the bytes of a message."""
    return json.dumps(
        message, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
    ).encode()


def unpack_workbook(message: Plain) -> RawWorkbook:
    """Return the workbook of a message; raises an ordinary exception on anything else."""
    return RawWorkbook(
        tuple(_sheet(sheet) for sheet in message["sheets"]),
        {
            str(name): NamedRange(str(sheet), *map(int, corners))
            for name, (sheet, *corners) in message["names"].items()
        },
        tuple(map(str, message["broken_names"])),
        bool(message["date_1904"]),
        tuple(Feature(FeatureKind(kind), str(where)) for kind, where in message["features"]),
        Producer(*map(str, message["producer"])),
    )


def _sheet(message: Plain) -> RawSheet:
    cells = dict(zip(_addresses(message["places"]), message["values"], strict=True))
    for mark, (places, texts) in message["others"].items():
        cells.update(zip(_addresses(places), map(_READERS[mark], texts), strict=True))
    return RawSheet(
        str(message["name"]),
        Visibility(message["visibility"]),
        cells,
        Formulas(
            dict(zip(_addresses(message["formula_places"]), message["formulas"], strict=True)),
            tuple(map(str, message["patterns"])),
        ),
        frozenset(_addresses(message["uncached"])),
        tuple(Range(*map(int, block)) for block in message["merged"]),
        frozenset(message["hidden_rows"]),
        frozenset(_addresses(message["pictures"])),
        tuple(_addresses(message["strays"])),
    )


def _places(addresses: Iterable[Address]) -> list[int]:
    return [row * COLUMNS + column for row, column in addresses]


def _addresses(places: Iterable[int]) -> Iterable[Address]:
    return map(divmod, places, repeat(COLUMNS))
