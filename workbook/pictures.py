"""Find which rich values of a workbook are pictures that Excel keeps inside cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.package import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_METADATA = "xl/metadata.xml"
_VALUES = "xl/richdata/rdrichvalue.xml"
_STRUCTURES = "xl/richdata/rdrichvaluestructure.xml"
_RICH = "XLRICHVALUE"
_IMAGE = "Image"  # _localImage, _webImage


def picture_values(parts: Mapping[str, bytes]) -> frozenset[int]:
    """Return the numbers, from 1, that cells give in `vm` when their value is a picture."""
    if not {_METADATA, _VALUES, _STRUCTURES} <= parts.keys():
        return frozenset()
    try:
        return _numbers(parse(parts[_METADATA]), parse(parts[_VALUES]), parse(parts[_STRUCTURES]))
    except (IndexError, ValueError):  # numbers that lead nowhere: no picture there
        return frozenset()


def _numbers(metadata: _Element, values: _Element, structures: _Element) -> frozenset[int]:
    """Follow each value's number through the tables to the name of its structure."""
    types = [element.get("name") for element in metadata.iterfind(".//{*}metadataType")]
    rich = [
        int(block.get("i", "0"))
        for future in metadata.iterfind("{*}futureMetadata")
        if future.get("name") == _RICH
        for block in future.iterfind(".//{*}rvb")
    ]
    names = [element.get("t", "") for element in structures.iterfind("{*}s")]
    kinds = [names[int(element.get("s", "0"))] for element in values.iterfind("{*}rv")]
    records = metadata.iterfind("{*}valueMetadata/{*}bk/{*}rc")
    return frozenset(
        number
        for number, record in enumerate(records, start=1)
        if types[int(record.get("t", "0")) - 1] == _RICH
        and kinds[rich[int(record.get("v", "0"))]].endswith(_IMAGE)
    )
