"""Tell dates and text from numbers by the number formats of a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from workbook.errors import HostileError
from workbook.package import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_STYLES = 65_490  # Excel's own limit of cell formats

# East Asian dates and times that a Chinese Excel or WPS uses by number only, without a pattern.
_UNDECLARED_DATES: Final = frozenset(map(str, [*range(27, 37), *range(50, 59)]))
_DATE, _TEXT, _TEXT_PATTERN = "14", "49", "@"


@dataclass(frozen=True, slots=True)
class Formats:
    """Hold a styles part with nothing but number formats, and which styles mean text."""

    part: bytes
    text_styles: frozenset[bytes]  # as cells number them


def read_formats(parts: Mapping[str, bytes], styles: str) -> Formats:
    """Return the number formats of the styles part; raise HostileError if there are too many."""
    root = etree.Element("styleSheet")
    patterns = etree.SubElement(root, "numFmts")
    cells = etree.SubElement(root, "cellXfs")
    declared: dict[str, str] = {}
    text_styles: list[bytes] = []
    if styles in parts:
        source = parse(parts[styles])
        for element in source.iterfind("{*}numFmts/{*}numFmt"):
            declared[element.get("numFmtId", "")] = element.get("formatCode", "")
        used = [element.get("numFmtId", "0") for element in source.iterfind("{*}cellXfs/{*}xf")]
        if max(len(used), len(declared)) > MAX_STYLES:
            raise HostileError(f"单元格样式超过 {MAX_STYLES} 种")
        for index, number in enumerate(used):
            pattern = declared.get(number)
            if number == _TEXT or (pattern is not None and pattern.strip() == _TEXT_PATTERN):
                text_styles.append(str(index).encode())
            undeclared = pattern is None and number in _UNDECLARED_DATES
            etree.SubElement(cells, "xf", numFmtId=_DATE if undeclared else number)
    for number, pattern in declared.items():
        etree.SubElement(patterns, "numFmt", numFmtId=number, formatCode=pattern)
    return Formats(etree.tostring(root), frozenset(text_styles))
