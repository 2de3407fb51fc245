"""Read an untrusted workbook from end to end; runs in the reading process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.formats import read_formats
from workbook.gate import inspect
from workbook.package import parse, relations
from workbook.pictures import picture_values
from workbook.sheet import scan
from workbook.values import read_values
from workbook.wire import pack_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.wire import Plain


def compose(data: bytes, known_macros: frozenset[str] | None) -> Plain:
    """Return the workbook as a message for the process that asked.

    Raises UnreadableFileError: whichever of its subclasses says what is wrong.
    """
    gated = inspect(data, known_macros=known_macros)
    parts, book = gated.parts, gated.book
    formats = read_formats(parts, book.styles)
    pictures = picture_values(parts)
    scans = [scan(parts[sheet.part], formats.text_styles, pictures) for sheet in book.sheets]
    strings = parts.get(book.strings, b"")
    values = read_values(scans, strings, formats.part, date_1904=book.date_1904)
    return {
        "sheets": [
            pack_sheet(sheet, found, filled)
            for sheet, found, filled in zip(book.sheets, scans, values, strict=True)
        ],
        "names": {
            name: (at.sheet, at.first_row, at.first_column, at.last_row, at.last_column)
            for name, at in book.names.items()
        },
        "broken_names": book.broken_names,
        "date_1904": book.date_1904,
        "features": [(feature.kind, feature.where) for feature in gated.features],
        "producer": _producer(parts),
    }


def _producer(parts: Mapping[str, bytes]) -> tuple[str, str]:
    """Return the program and version that the file names as its writer."""
    for relation in relations(parts, "").values():
        if relation.kind == "extended-properties" and relation.target in parts:
            root = parse(parts[relation.target])
            return (
                root.findtext("{*}Application", default=""),
                root.findtext("{*}AppVersion", default=""),
            )
    return "", ""
